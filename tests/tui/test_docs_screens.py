"""The screens in docs/tour.md and docs/finding.md are the program's: `make pictures` takes them anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from briefing_tui.tui.app import BriefingApp
from tests.tui.conftest import MakeApp
from tests.tui.test_nothing import keys, shown

DOCS = Path(__file__).parents[2] / "docs"
_SCREEN = re.compile(r"(?<=^```text\n)(?:.*\n)*?(?=```$)", re.MULTILINE)
_CLOCK = re.compile(r"(?<=saved )\d\d:\d\d:\d\d")


class Scene(NamedTuple):
    """The keys from the screen before to this one, a pattern to wait for, the lines of it that are shown."""

    keys: list[str]
    there: str
    lines: slice = slice(None)


NOTE = "Moscow has the US first, Beijing the crisis. #ukraine"
THE_DIALOGUE = ["V", *["L"] * 4, *["h"] * 27]
# By page: what the program begins with, columns and lines of the terminal, and its screens in their order.
PAGES: dict[str, tuple[str, tuple[int, int], list[Scene]]] = {
    "tour.md": ("welcome", (112, 18), [
        Scene([], "only Program"),
        Scene(["q"], "9 briefs"),
        Scene(["j", "j", "j", "enter", "4"], "The Chinese side supported"),
        Scene(["o"], "普京"),
        Scene(["o", "equals_sign"], "Why ¶4"),
        Scene(["q", "v", "v", "v", "v"], "view: coverage"),
        Scene(["v", "n", *keys(NOTE)], _CLOCK.pattern),
        Scene(["escape"], "1 note(?s:.*)note saved"),
        Scene([*THE_DIALOGUE, "n", *keys("since when?"), "escape"], "2 notes(?s:.*)note saved", slice(9, 14)),
    ]),
    "finding.md": ("", (80, 12), [Scene(["s", *keys("nuclear wa"), "enter"], "4 hits")]),
}  # fmt: skip


async def wait_for(app: BriefingApp, pilot: Pilot[None], pattern: str) -> None:
    for _ in range(500):
        if re.search(pattern, shown(app)):
            return
        await pilot.pause(0.02)
    raise AssertionError(f"not on the screen: {pattern}\n{shown(app)}")


def cut(screen: str, lines: slice) -> str:
    """What a page shows of a screen: no clock, no scroll bar."""
    rows = [re.sub(r"[▁-▇ ]+$", "", row) for row in screen.splitlines()]
    return _CLOCK.sub("01:40:15", "\n".join(rows[lines]).strip("\n")) + "\n"


@pytest.mark.parametrize("page", PAGES)
async def test_the_screens_of_the_docs(page: str, make_app: MakeApp) -> None:
    brief, size, scenes = PAGES[page]
    made: list[str] = []
    app = make_app(brief)
    async with app.run_test(size=size) as pilot:
        for scene in scenes:
            await pilot.press(*scene.keys)
            await wait_for(app, pilot, scene.there)
            made.append(cut(shown(app), scene.lines))
    text = (DOCS / page).read_text("utf-8")
    if os.environ.get("TAKE_PICTURES"):
        screens: Iterator[str] = iter(made)
        text = _SCREEN.sub(lambda _: next(screens), text)
        (DOCS / page).write_text(text, "utf-8")
    assert made == _SCREEN.findall(text), "make pictures takes them anew"
