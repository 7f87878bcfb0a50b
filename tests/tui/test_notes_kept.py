"""Notes by keyboard when things go wrong: two sessions, a full place, a program that was ended."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from briefing_tui.model import Anchor, Card, Note
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.notes import NotesScreen
from briefing_tui.tui.widgets.editor import Editor

from .conftest import PUTIN_XI, MakeApp

SIZE = (120, 40)


def brief(pilot: Pilot[None]) -> BriefScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BriefScreen)
    return screen


def line(pilot: Pilot[None], name: str) -> str:
    return "".join(s.text for s in pilot.app.screen.query_one(name).render_line(0))


def page(pilot: Pilot[None]) -> str:
    return brief(pilot).reader.page.plain()


async def look(pilot: Pilot[None]) -> None:
    """What the screen does by itself every other second."""
    screen = brief(pilot)
    screen._look()
    assert screen._looking
    screen._looking.join()
    await pilot.pause()


@pytest.fixture
def on_economy(notes: NoteStore) -> Note:
    """A note on the card that opens with key 2."""
    return notes.save(replace(notes.new(PUTIN_XI, Anchor(Card.ECONOMY)), body="first words"))


def by_others(notes: NoteStore, note: Note, body: str) -> None:
    path = notes.path(note)
    path.write_text(path.read_text().replace(note.body, body))


async def at_the_note(pilot: Pilot[None]) -> None:
    await pilot.press("2", "G")
    await pilot.pause()


# -- others write too -----------------------------------------------------------------------------


async def test_a_note_of_another_session_appears(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await pilot.press("2", "j")
        here = brief(pilot).point()
        notes.save(replace(notes.new(PUTIN_XI, Anchor(Card.ECONOMY)), body="from next door"))
        await look(pilot)
        assert "✎ from next door" in page(pilot)
        assert brief(pilot).point() == here, "the mark stays"
        assert "1 note" in line(pilot, "#head")


async def test_a_note_changed_in_place_appears(make_app: MakeApp, notes: NoteStore, on_economy: Note) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await at_the_note(pilot)
        by_others(notes, on_economy, "other words, longer ones")
        await look(pilot)
        assert "✎ other words, longer ones" in page(pilot)


async def test_an_editor_not_typed_in_follows_the_file(
    make_app: MakeApp, notes: NoteStore, on_economy: Note
) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await at_the_note(pilot)
        await pilot.press("enter")
        await pilot.pause()
        by_others(notes, on_economy, "other words")
        await look(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "other words"
        await pilot.press(*"!", "escape")
        await pilot.pause()
    assert [n.body for n in notes.of(PUTIN_XI)] == ["other words!"]


async def test_both_texts_are_kept_and_merged_by_the_person(
    make_app: MakeApp, notes: NoteStore, on_economy: Note
) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await at_the_note(pilot)
        await pilot.press("enter", *"ours")
        by_others(notes, on_economy, "theirs")
        await look(pilot)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        assert "both texts are kept" in line(pilot, "#foot")
        one, copy = notes.of(PUTIN_XI)
        assert (one.id, one.body) == (on_economy.id, "theirs")
        assert (copy.conflict_of, copy.body) == (on_economy.id, "first wordsours")
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NotesScreen)
        await pilot.press("G", "m")
        await pilot.pause()
        await pilot.pause()
        text = pilot.app.screen.query_one(TextArea).text
        assert "theirs" in text and "first wordsours" in text
        await pilot.press("escape")
        await pilot.pause()
        [merged] = notes.of(PUTIN_XI)
        assert merged.id == on_economy.id
        assert "theirs" in merged.body and "first wordsours" in merged.body
        await pilot.press("u")
        assert len(notes.of(PUTIN_XI)) == 2, "the copy was in the trash only"


# -- a place that takes nothing ---------------------------------------------------------------------


async def test_another_place_is_offered(make_app: MakeApp, notes: NoteStore, tmp_path: Path) -> None:
    notes.folder.parent.mkdir(parents=True)
    notes.folder.write_text("in the way")
    async with make_app(PUTIN_XI).run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"elsewhere", "escape", "enter")
        await pilot.pause()
        about = " ".join(
            "".join(s.text for s in pilot.app.screen.query_one("#about").render_line(y)) for y in (0, 1)
        )
        assert "cannot be saved" in about and "Ctrl+O" in about
        await pilot.press("ctrl+o")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = str(tmp_path / "kept.md")
        await pilot.press("enter")
        await pilot.pause()
        kept = tmp_path / "kept.md"
        assert kept.read_text().endswith("\nelsewhere\n")
        assert kept.stat().st_mode & 0o777 == 0o600
        await pilot.press("escape")
        await pilot.pause()
        assert not pilot.app.screen.query(Editor)
        notes.folder.unlink()
        await pilot.press("ctrl+q")
    assert [n.body for n in notes.of(PUTIN_XI)] == ["elsewhere"], "and tried on, up to the end"


async def test_how_sure_one_is(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await pilot.press("n", *"sure")
        seen = []
        for _ in range(4):
            await pilot.press("ctrl+t")
            await pilot.pause()
            seen.append(line(pilot, "#about").strip().split("]")[0])
        assert [s[2:] for s in seen[:3]] == ["[low", "[moderate", "[high"]
        assert not seen[3].startswith("✎ [")
        await pilot.press("ctrl+t", "ctrl+t", "escape")
        await pilot.pause()
    assert [(n.body, n.confidence) for n in notes.of(PUTIN_XI)] == [("sure", "moderate")]


# -- a program that was ended -------------------------------------------------------------------------


def leave_draft(places: Paths, note: Note, *, whole: bool) -> Path:
    """A draft as a session that is gone has left it."""
    drafts = Drafts(places.state / "drafts")
    if whole:
        drafts.keep(note.id, note)
    else:
        drafts.opened(note.id, note)
    (path,) = drafts.folder.glob("*.draft.md")
    path.write_text(path.read_text().replace(f"process: {os.getpid()}", "process: none"))
    return path


@pytest.mark.parametrize("opened", ["", PUTIN_XI], ids=["from the library", "in the brief"])
async def test_the_note_that_was_open_is_offered(
    make_app: MakeApp, places: Paths, on_economy: Note, opened: str
) -> None:
    leave_draft(places, on_economy, whole=False)
    async with make_app(opened).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "R goes on with it" in line(pilot, "#foot")
        await pilot.press("R")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "first words"
        assert list((places.state / "drafts").iterdir()) == []


async def test_text_that_was_in_the_draft_alone_is_saved(
    make_app: MakeApp, places: Paths, notes: NoteStore, on_economy: Note
) -> None:
    leave_draft(places, replace(on_economy, body="first words and more"), whole=True)
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await pilot.press("R")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "first words and more"
        assert [n.body for n in notes.of(PUTIN_XI)] == ["first words and more"]


async def test_a_draft_over_a_note_changed_since_makes_a_copy(
    make_app: MakeApp, places: Paths, notes: NoteStore, on_economy: Note
) -> None:
    leave_draft(places, replace(on_economy, body="of the draft"), whole=True)
    by_others(notes, on_economy, "of another session")
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await pilot.press("R")
        await pilot.pause()
    assert [n.body for n in notes.of(PUTIN_XI)] == ["of another session", "of the draft"]


async def test_a_bad_draft_is_told_with_its_place(make_app: MakeApp, places: Paths) -> None:
    folder = places.state / "drafts"
    folder.mkdir(parents=True)
    (folder / "x.draft.md").write_text("---\nid: [\n---\nprecious")
    async with make_app().run_test(size=(200, 40)) as pilot:
        await pilot.press("R")
        await pilot.pause()
        assert "x.taken.md" in line(pilot, "#foot")
        await pilot.press("R")
        assert "no unfinished note" in line(pilot, "#foot")
    assert "precious" in (folder / "x.taken.md").read_text()


async def test_a_draft_that_cannot_be_saved_keeps_its_text(
    make_app: MakeApp, places: Paths, notes: NoteStore
) -> None:
    note = replace(notes.new(PUTIN_XI, Anchor(Card.ECONOMY)), body="precious")
    leave_draft(places, note, whole=True)
    notes.folder.parent.mkdir(parents=True, exist_ok=True)
    notes.folder.write_text("in the way")
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await pilot.press("R")
        await pilot.pause()
        assert "cannot be saved" in line(pilot, "#foot")
    assert any("precious" in p.read_text() for p in (places.state / "drafts").iterdir())


async def test_closed_notes_are_not_offered(make_app: MakeApp, places: Paths) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await pilot.press("n", *"done", "escape")
        await pilot.pause()
        await pilot.press("n", *"left by the key", "ctrl+q")
    assert list((places.state / "drafts").iterdir()) == []


async def test_notes_are_saved_before_the_place_is(
    make_app: MakeApp, notes: NoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place waits for a lock; when the terminal hangs up there may be no time for both."""
    app = make_app(PUTIN_XI)
    async with app.run_test(size=SIZE):
        seen: list[int] = []
        monkeypatch.setattr(app.state, "save", lambda: seen.append(len(notes.of(PUTIN_XI))))
        app.saver.typed(replace(notes.new(PUTIN_XI, Anchor()), body="Not lost."))
        assert app.save_everything()
        assert seen == [1]


@pytest.mark.parametrize("instead", ["", "in the way"])
async def test_notes_whose_disk_is_gone_stay_on_the_screen_and_it_is_told(
    make_app: MakeApp, notes: NoteStore, on_economy: Note, tmp_path: Path, instead: str
) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await at_the_note(pilot)
        notes.folder.rename(tmp_path / "elsewhere")
        if instead:
            notes.folder.write_text(instead)
        await look(pilot)
        assert "✎ first words" in page(pilot)
        assert "what is shown was read before" in line(pilot, "#foot")
        assert ("cannot be read" if instead else "is no longer there") in line(pilot, "#foot")
        if instead:
            await pilot.press("e", "enter")
            await pilot.pause()
            assert "cannot be read" in line(pilot, "#foot")
            notes.folder.unlink()
        (tmp_path / "elsewhere").rename(notes.folder)
        by_others(notes, on_economy, "it is back")
        await look(pilot)
        assert "✎ it is back" in page(pilot)
