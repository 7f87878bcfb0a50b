"""Pictures of the screens. After a wanted change: `make snapshots`, then look at every one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Card
from briefing_tui.notes.store import NoteStore
from briefing_tui.tui.screens.formulas import FormulasScreen
from briefing_tui.tui.widgets.about import About
from tests.keeping import keep_files

from . import test_changes_screen as changes
from . import test_importing_screen as importing
from . import test_revisions_screen as revisions
from . import test_search_screen as search
from . import test_tone_screen as tone
from .conftest import PUTIN_XI, TWO_SIDED, MakeApp

Compare = Callable[..., bool]
Steps = Callable[[Pilot[None]], Awaitable[object]]
Size = tuple[int, int]
SIZES, THEMES = ((80, 24), (120, 40), (200, 60)), ("slate", "paper")
NARROW = (60, 20)
FILE = "summary.txt"
_STAMP = "2026-02-04T12:00:00+00:00"


class Desk(NamedTuple):
    """What a scene can be prepared with; ``folder`` is the one it is in."""

    shelf: Shelf
    notes: NoteStore
    folder: Path


@dataclass(frozen=True)
class Scene:
    """A ``brief`` (none: the library; ``FILE``: that text) and what is done before the picture is taken."""

    brief: str
    steps: Steps
    prepare: Callable[[Desk], object] = lambda _: None


def keys(*pressed: str) -> Steps:
    return lambda pilot: pilot.press(*pressed)


# -- what has to be there ---------------------------------------------------------------------------


def noted(desk: Desk) -> None:
    """Two notes with a fixed time."""
    quote = "During the conversation Xi invited Putin"
    at = Anchor(Card.FUTURE, "russia", "en", 12, quote)
    for note_id, anchor, body in (
        ("20260204T120000000000-aaaaaa", at, "Dates to be agreed: ask the desk. #visit"),
        ("20260204T130000000000-bbbbbb", Anchor(Card.ECONOMY), "Trade: compare with the customs figures."),
    ):
        note = replace(desk.notes.new(PUTIN_XI, anchor), id=note_id, created=_STAMP, author="ana", body=body)
        path = desk.notes.folder / PUTIN_XI / f"{note_id}.md"
        saved = desk.notes.save(note)
        path.write_text(path.read_text().replace(saved.updated, _STAMP))


def noted_and_moved(desk: Desk) -> None:
    """A conflict copy besides, and a note whose words are no longer there."""
    noted(desk)
    path = desk.notes.folder / PUTIN_XI / "20260204T120000000000-aaaaaa.md"
    text = path.read_text().replace("author:", "confidence: high\nauthor:")
    path.with_name("20260204T120000000000-aaaaaa.conflict-host-1.md").write_text(text)
    path.with_name("20260204T140000000000-cccccc.md").write_text(text.replace("invited Putin", "asked him"))


def summary(desk: Desk) -> None:
    Path(FILE).write_text(TWO_SIDED)


def page_of_the_other_side(desk: Desk) -> None:
    Path("ours.txt").write_text(importing.OURS)
    Path("page.html").write_text(importing.PAGE)
    keep_files(desk.shelf, [Path("ours.txt")])


def revised(desk: Desk) -> None:
    revisions.keep(desk.shelf, desk.folder, revisions.FIRST, revisions.THIRD)


# -- what is done -----------------------------------------------------------------------------------


async def searched(pilot: Pilot[None]) -> None:
    await search.typed(pilot, "nuclear wa")
    await pilot.press("enter", "j")


async def since_last_time(pilot: Pilot[None]) -> None:
    await changes.opened(pilot, "pagedown")


async def library(pilot: Pilot[None]) -> None:
    """What is known of the brief at the mark has come, where the window is wide enough for it."""
    await search.until(
        pilot,
        lambda: [a for a in pilot.app.screen.query(About) if not a.display or "BOTTOM LINE" in str(a._lines)],
    )


async def formulas(pilot: Pilot[None]) -> None:
    await pilot.press("f")

    def read() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, FormulasScreen) and screen._read.repeated is not None

    await search.until(pilot, read)


async def imported(pilot: Pilot[None]) -> None:
    """It may join the event; the guess of the language is confirmed."""
    await importing.opened(pilot, "page.html", "joins")
    await importing.at(pilot, "language")
    await pilot.press("a")
    await importing.until(pilot, "you")


SCENES = {
    "library": Scene("", library),
    "welcome": Scene("welcome", keys()),
    "compare": Scene(PUTIN_XI, keys("5"), noted),
    "originals": Scene(PUTIN_XI, keys("2", "o", "j")),
    "summary": Scene(FILE, keys("2"), summary),
    "read": Scene(PUTIN_XI, keys("v")),
    "gaps": Scene(PUTIN_XI, keys("v", "v")),
    "doubts": Scene(PUTIN_XI, keys("v", "v", "v")),
    "coverage": Scene(PUTIN_XI, keys("v", "v", "v", "v")),
    "found": Scene(PUTIN_XI, keys("slash", *"trade", "enter", "n")),
    "matched": Scene(PUTIN_XI, keys("j", "w")),
    "editor": Scene(PUTIN_XI, keys("5", "n"), noted),
    "selecting": Scene(PUTIN_XI, keys("5", "V", "L", "L", "h", "h", "h"), noted),
    "selecting-chinese": Scene(PUTIN_XI, keys("o", "2", "l", "V", "J", "L", "L", "h")),
    "notes": Scene(PUTIN_XI, keys("t"), noted),
    "notes-filtered": Scene(PUTIN_XI, keys("t", "slash", *"visit"), noted_and_moved),
    "search": Scene("", searched),
    "formulas": Scene("2025-09-02-putin-xi", formulas),
    "since-last-time": Scene(changes.VISIT, since_last_time),
    "tone": Scene(tone.CALL, tone.opened),
    "importing": Scene("", imported, page_of_the_other_side),
    "revisions": Scene(revisions.BRIEF, revisions.opened, revised),
    "help": Scene(PUTIN_XI, keys("question_mark")),
    "why": Scene(PUTIN_XI, keys("3", "equals_sign")),
    "themes": Scene(PUTIN_XI, keys("T")),
    "palette": Scene(PUTIN_XI, keys("colon", *"note", "down")),
}
PICTURES = [
    *((scene, size, theme) for scene in SCENES for size in SIZES for theme in THEMES),
    *((scene, NARROW, theme) for scene in ("library", "compare") for theme in THEMES),
    *(("compare", (120, 40), theme) for theme in ("contrast", "mono", "amber", "ansi")),
]


@pytest.fixture(autouse=True)
def one_look(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same colours on every machine, and the same names of files."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_COLOR_SYSTEM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("scene", "size", "theme"),
    PICTURES,
    ids=lambda part: "x".join(map(str, part)) if isinstance(part, tuple) else part,
)
def test_picture(
    snap_compare: Compare,
    make_app: MakeApp,
    shelf: Shelf,
    notes: NoteStore,
    tmp_path: Path,
    scene: str,
    size: Size,
    theme: str,
) -> None:
    shown = SCENES[scene]
    shown.prepare(Desk(shelf, notes, tmp_path))
    app = make_app(paths=[Path(FILE)]) if shown.brief == FILE else make_app(shown.brief)
    app.use_theme(theme)
    assert snap_compare(app, terminal_size=size, run_before=shown.steps)
