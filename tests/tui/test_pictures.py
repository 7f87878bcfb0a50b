"""The pictures of README and docs are those of the program: `make pictures` takes them anew."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.tui.app import BriefingApp

from .conftest import PUTIN_XI, MakeApp
from .test_changes_screen import VISIT, opened

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
SIZE = (112, 30)
Steps = Callable[[Pilot[None]], Awaitable[None]]
_FETCHED = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)


def keys(*pressed: str) -> Steps:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press(*pressed)
        await pilot.pause()

    return steps


async def since_last_time(pilot: Pilot[None]) -> None:
    await opened(pilot)


# Name of the picture: brief ("" is the library), theme, what is done before it is taken.
SCENES: dict[str, tuple[str, str, Steps]] = {
    "library": ("", "slate", keys("j")),
    "originals": (PUTIN_XI, "slate", keys("2", "o", "j")),
    "note": (PUTIN_XI, "slate", keys("5", "n", *"Dates to be agreed: ask the desk. #visit", "escape", "k")),
    "paper": ("2022-11-14-xi-biden", "paper", keys("4")),
    "why": (PUTIN_XI, "slate", keys("3", "equals_sign")),
    "changes": (VISIT, "slate", since_last_time),
}


async def picture(app: BriefingApp, steps: Steps) -> str:
    """The screen as SVG; without the letters that Rich would have a browser fetch."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await steps(pilot)
        return _FETCHED.sub("", app.export_screenshot(title="briefing"))


@pytest.mark.parametrize("name", SCENES)
async def test_pictures(name: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NO_COLOR", "COLORTERM", "TEXTUAL_COLOR_SYSTEM", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    brief, theme, steps = SCENES[name]
    app = make_app(brief)
    app.use_theme(theme)
    made = await picture(app, steps)
    path = PICTURES / f"{name}.svg"
    if os.environ.get("TAKE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        path.write_text(made, "utf-8")
    assert "url(h" not in made  # nothing is fetched by who looks at it
    assert made == path.read_text("utf-8"), "make pictures takes it anew"


def test_every_picture_is_shown() -> None:
    shown: set[str] = set()
    for page in (ROOT / "README.md", *PICTURES.parent.glob("*.md")):
        shown |= set(re.findall(r"pictures/([\w-]+)\.svg", page.read_text("utf-8")))
    assert {p.stem for p in PICTURES.glob("*.svg")} == shown
    assert set(SCENES) <= shown


def test_the_house_has_its_rooms() -> None:
    """The picture of the architecture names every layer of the contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [name for row in contracts[0]["layers"] for name in row.split(" | ")]
    picture = (PICTURES / "house.svg").read_text("utf-8")
    drawn = [
        room.strip("/").removesuffix(".py")
        for room in re.findall(r'font-weight="bold"[^>]*>([^<]+)', picture)
    ]
    assert set(drawn) == {layer.removeprefix("briefing_tui.") for layer in layers}
