"""The list of all notes leads into the briefs, and is come back to; that of a brief leads within it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from briefing_tui.model import Card, Note
from briefing_tui.notes import anchors
from briefing_tui.notes.store import NoteStore
from briefing_tui.tui.screens import base
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.screens.notes import NotesScreen
from briefing_tui.tui.widgets.editor import Editor

from .conftest import PUTIN_XI, MakeApp

CALL = "2025-02-24-putin-xi"


@pytest.fixture
def three(notes: NoteStore) -> list[Note]:
    """Two notes on one brief and one on another, as the list has them."""
    for brief, card, body in (
        (PUTIN_XI, Card.ECONOMY, "first"),
        (CALL, Card.REGIONAL, "second"),
        (PUTIN_XI, Card.FUTURE, "third"),
    ):
        notes.save(replace(notes.new(brief, anchors.to_card(card)), body=body))
    return notes.all()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come")


async def on(pilot: Pilot[None], kind: type[LibraryScreen | NotesScreen | BriefScreen]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted)
    await pilot.pause()


def listed(pilot: Pilot[None]) -> NotesScreen:
    screen = pilot.app.screen
    assert isinstance(screen, NotesScreen)
    return screen


def marked(pilot: Pilot[None]) -> str:
    note = listed(pilot)._note()
    return note.body if note else ""


async def opened(pilot: Pilot[None], body: str) -> None:
    """The list of all notes, the mark at one of them."""
    await pilot.press("t")
    await on(pilot, NotesScreen)
    await pilot.press("g", *["j"] * [n.body for n in listed(pilot)._notes].index(body))
    assert marked(pilot) == body


async def test_from_a_brief_one_comes_back_to_the_list_of_all_notes(
    make_app: MakeApp, three: list[Note]
) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        for body in ("second", "third"):
            await opened(pilot, body)
            await pilot.press("enter")
            await on(pilot, BriefScreen)
            assert f"✎ {body}" in pilot.app.screen.reader.page.plain()  # type: ignore[attr-defined]
            await pilot.press("q")
            await on(pilot, NotesScreen)
            assert marked(pilot) == body
            await pilot.press("q")
            await on(pilot, LibraryScreen)


async def test_the_list_shows_what_was_done_to_the_notes_in_a_brief(
    make_app: MakeApp, three: list[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "_WATCH", 1000.0)  # it is looked at when one comes back
    async with make_app().run_test(size=(100, 30)) as pilot:
        await opened(pilot, "third")
        await pilot.press("n")
        await on(pilot, BriefScreen)
        await until(pilot, lambda: bool(pilot.app.screen.query(Editor)))
        await pilot.press(*" thought", "escape")
        await until(pilot, lambda: not pilot.app.screen.query(Editor))
        await pilot.press("q")
        await on(pilot, NotesScreen)
        await until(pilot, lambda: marked(pilot) == "third thought")
        assert "third thought" in listed(pilot).reader.page.plain()
        before = [n.body for n in listed(pilot)._notes]
        assert before[2] == "third thought"
        await pilot.press("enter")
        await on(pilot, BriefScreen)
        await pilot.press("d", "q")
        await on(pilot, NotesScreen)
        await until(pilot, lambda: len(listed(pilot)._notes) == 2)
        assert "third" not in listed(pilot).reader.page.plain()
        assert marked(pilot) == before[1], "the note beside it has the mark"


async def test_a_note_that_others_have_deleted_meanwhile_is_not_gone_to(
    make_app: MakeApp, notes: NoteStore, three: list[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotesScreen, "_look", lambda _: None)
    async with make_app().run_test(size=(100, 30)) as pilot:
        await opened(pilot, "third")
        notes.delete(next(n for n in three if n.body == "third"))
        await pilot.press("n")
        await on(pilot, BriefScreen)
        foot = pilot.app.screen.query_one("#foot").render_line(0)
        assert "no longer there" in "".join(s.text for s in foot)
        assert not pilot.app.screen.query(Editor)
    assert {n.body for n in notes.all()} == {"first", "second"}


async def test_the_list_of_a_brief_begins_at_the_note_that_was_chosen_last(
    make_app: MakeApp, three: list[Note]
) -> None:
    async with make_app(PUTIN_XI).run_test(size=(100, 30)) as pilot:
        for body in ("third", "first"):
            await opened(pilot, body)
            await pilot.press("enter")
            await on(pilot, BriefScreen)
            assert len(pilot.app.screen_stack) == 1, "the list is closed"
            await pilot.press("1")
            await pilot.press("t")
            await on(pilot, NotesScreen)
            assert marked(pilot) == body
            await pilot.press("g", "q")
            await on(pilot, BriefScreen)
