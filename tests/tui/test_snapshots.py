"""Pictures of the screens. After a wanted change: `make snapshots`, then look at every one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Card
from briefing_tui.notes.store import NoteStore
from tests.keeping import keep_files

from . import test_importing_screen as imported
from . import test_revisions_screen as revised
from .conftest import PUTIN_XI, TWO_SIDED, MakeApp
from .test_changes_screen import VISIT, opened
from .test_search_screen import typed
from .test_tone_screen import CALL
from .test_tone_screen import opened as read

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (120, 40)


@pytest.fixture(autouse=True)
def one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same colours on every machine."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_COLOR_SYSTEM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def noted(notes: NoteStore) -> None:
    """Two notes with a fixed time."""
    quote = "During the conversation Xi invited Putin"
    at = Anchor(Card.FUTURE, "russia", "en", 12, quote)
    for note_id, anchor, body in (
        ("20260204T120000000000-aaaaaa", at, "Dates to be agreed: ask the desk. #visit"),
        ("20260204T130000000000-bbbbbb", Anchor(Card.ECONOMY), "Trade: compare with the customs figures."),
    ):
        stamp = "2026-02-04T12:00:00+00:00"
        note = replace(notes.new(PUTIN_XI, anchor), id=note_id, created=stamp, author="ana", body=body)
        path = notes.folder / PUTIN_XI / f"{note_id}.md"
        saved = notes.save(note)
        path.write_text(path.read_text().replace(saved.updated, stamp))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_library(snap_compare: Compare, make_app: MakeApp, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(), terminal_size=size)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_compare(snap_compare: Compare, make_app: MakeApp, noted: None, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=size, press=["5"])


def test_compare_originals(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=LARGE, press=["2", "o", "j"])


def test_compare_on_paper(snap_compare: Compare, make_app: MakeApp) -> None:
    app = make_app("2022-11-14-xi-biden")
    app.use_theme("paper")
    assert snap_compare(app, terminal_size=LARGE, press=["4"])


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_read(snap_compare: Compare, make_app: MakeApp, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=size, press=["v"])


def test_gaps(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=LARGE, press=["v", "v"])


def test_coverage(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=SMALL, press=["v", "v", "v", "v"])


def test_doubts(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=LARGE, press=["v", "v", "v"])


def test_why(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=LARGE, press=["3", "equals_sign"])


def test_help(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=LARGE, press=["question_mark"])


def test_notes(snap_compare: Compare, make_app: MakeApp, noted: None) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=SMALL, press=["t"])


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_selecting(snap_compare: Compare, make_app: MakeApp, noted: None, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=size, press=["5", "V", "L", "L", "h", "h", "h"])


def test_selecting_in_chinese(snap_compare: Compare, make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    app.use_theme("paper")
    assert snap_compare(app, terminal_size=LARGE, press=["o", "2", "l", "V", "J", "L", "L", "h"])


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_notes_filtered(
    snap_compare: Compare, make_app: MakeApp, notes: NoteStore, noted: None, size: tuple[int, int]
) -> None:
    path = notes.folder / PUTIN_XI / "20260204T120000000000-aaaaaa.md"
    text = path.read_text().replace("author:", "confidence: high\nauthor:")
    path.with_name("20260204T120000000000-aaaaaa.conflict-host-1.md").write_text(text)
    path.with_name("20260204T140000000000-cccccc.md").write_text(text.replace("invited Putin", "asked him"))
    assert snap_compare(make_app(PUTIN_XI), terminal_size=size, press=["t", "slash", *"visit"])


def test_editor(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(PUTIN_XI), terminal_size=SMALL, press=["5", "n"])


def test_a_summary_with_guesses(snap_compare: Compare, make_app: MakeApp, tmp_path: Path) -> None:
    text = tmp_path / "summary.txt"
    text.write_text(TWO_SIDED)
    assert snap_compare(make_app(paths=[text]), terminal_size=LARGE, press=["2"])


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_since_last_time(snap_compare: Compare, make_app: MakeApp, size: tuple[int, int]) -> None:
    async def wait(pilot: Pilot[None]) -> None:
        await opened(pilot, "pagedown")

    assert snap_compare(make_app(VISIT), terminal_size=size, run_before=wait)


async def formulas(pilot: Pilot[None]) -> None:
    """Opens the formulas and waits until all are read."""
    from briefing_tui.tui.screens.formulas import FormulasScreen

    await pilot.press("f")
    for _ in range(1500):
        await pilot.pause(0.02)
        if isinstance(pilot.app.screen, FormulasScreen) and pilot.app.screen._read.repeated is not None:
            break


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_formulas(snap_compare: Compare, make_app: MakeApp, size: tuple[int, int]) -> None:
    assert snap_compare(make_app("2025-09-02-putin-xi"), terminal_size=size, run_before=formulas)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_tone(snap_compare: Compare, make_app: MakeApp, size: tuple[int, int]) -> None:
    async def wait(pilot: Pilot[None]) -> None:
        await read(pilot)

    assert snap_compare(make_app(CALL), terminal_size=size, run_before=wait)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_search(snap_compare: Compare, make_app: MakeApp, size: tuple[int, int]) -> None:
    async def searched(pilot: Pilot[None]) -> None:
        await typed(pilot, "nuclear wa")
        await pilot.press("enter", "j")

    assert snap_compare(make_app(), terminal_size=size, run_before=searched)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_importing(
    snap_compare: Compare,
    make_app: MakeApp,
    shelf: Shelf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    """A page of the other side: it may join the event; the guess of the language is confirmed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.txt").write_text(imported.OURS)
    (tmp_path / "page.html").write_text(imported.PAGE)
    keep_files(shelf, [Path("ours.txt")])

    async def run(pilot: Pilot[None]) -> None:
        await imported.opened(pilot, "page.html", "joins")
        await imported.at(pilot, "language")
        await pilot.press("a")
        await imported.until(pilot, "you")

    assert snap_compare(make_app(), terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_earlier_texts(
    snap_compare: Compare, make_app: MakeApp, shelf: Shelf, tmp_path: Path, size: tuple[int, int]
) -> None:
    revised.keep(shelf, tmp_path, revised.FIRST, revised.THIRD)

    async def run(pilot: Pilot[None]) -> None:
        await revised.opened(pilot)

    assert snap_compare(make_app(revised.BRIEF), terminal_size=size, run_before=run)
