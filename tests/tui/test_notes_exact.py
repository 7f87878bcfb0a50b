"""Notes by keyboard, to the letter: every character, the note that is meant, what is said of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import TextArea

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Card, Note, pairs
from briefing_tui.notes import anchors
from briefing_tui.notes.store import NoteStore
from briefing_tui.reading.unsafe import clean
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.notes import NotesScreen
from briefing_tui.tui.stand_ins import drawn, swapped
from briefing_tui.tui.widgets.editor import Editor, NoteText

from .conftest import PUTIN_XI, MakeApp

SIZE = (120, 40)
OTHER = "2025-02-24-putin-xi"
# Joiners of Persian and of emoji, spaces of other widths, a soft hyphen; and what commands a terminal.
BODY = (
    "\u0645\u06cc\u200c\u062e\u0648 \U0001f469\u200d\U0001f467 \u2764\ufe0f a\u00adb\tc\u3000d\u00a0e"
    " \x1b]52;c;AA\x07 \x9b2J \u202egnp \u2028 \x85 \x0b \r end"
)


def brief(pilot: Pilot[None]) -> BriefScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BriefScreen)
    return screen


def foot(pilot: Pilot[None]) -> str:
    return "".join(s.text for s in pilot.app.screen.query_one("#foot").render_line(0)).strip()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


async def look(pilot: Pilot[None]) -> None:
    """What the screen does by itself every other second."""
    screen = brief(pilot)
    screen._look()
    assert screen._looking
    screen._looking.join()
    await pilot.pause()


def on_card(notes: NoteStore, body: str, card: Card = Card.ECONOMY, brief_id: str = PUTIN_XI) -> Note:
    return notes.save(replace(notes.new(brief_id, Anchor(card)), body=body))


def by_hand(notes: NoteStore, name: str, text: str, brief_id: str = PUTIN_XI) -> Path:
    path = notes.folder / brief_id / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def two_on_one_point(notes: NoteStore, shelf: Shelf) -> tuple[Note, Note]:
    opened = shelf.open(PUTIN_XI)
    made = shelf.compare(opened, pairs(opened)[0]).left
    about = anchors.to_point(made, made.on(Card.ECONOMY)[1])
    older, newer = (
        notes.save(replace(notes.new(PUTIN_XI, about), body=b)) for b in ("older one", "newer one")
    )
    return older, newer


# -- every letter ---------------------------------------------------------------------------------------


@given(st.text())
def test_stand_ins_give_every_text_back_and_draw_none_that_is_unsafe(text: str) -> None:
    held = swapped(text)
    assert swapped(held) == text
    assert len(held) == len(text)
    for line in held.split("\n"):
        assert len(drawn(line)) == len(line)
        shown = drawn(line)
        assert clean(shown).split() == shown.split(), "only spaces are left as they are"


@pytest.mark.parametrize(
    "char", [*"\x00\x07\x1b\x7f\x9b\x85\r\x0b\u2028\u200b\u200d\u202e\u2066\ufeff", "\U000e0041"]
)
def test_what_is_unsafe_is_one_visible_mark(char: str) -> None:
    assert swapped(f"a{char}b").splitlines() == [swapped(f"a{char}b")], "and breaks no line"
    assert drawn(swapped(char)) == drawn(char) != char
    assert drawn(swapped(char)).isprintable() and len(drawn(swapped(char))) == 1


async def test_an_edit_changes_nothing_but_what_was_edited(make_app: MakeApp, notes: NoteStore) -> None:
    path = by_hand(notes, "hand", f"---\nanchor:\n  card: economy\nmine: kept\n---\n\n{BODY}\n")
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "G", "enter")
        area = pilot.app.screen.query_one(NoteText)
        assert area.words == BODY
        lines = ["".join(s.text for s in area.render_line(y)) for y in range(area.size.height)]
        assert "␛" in "".join(lines)
        assert all(clean(line).split() == line.split() for line in lines), "no unsafe character is drawn"
        await press(pilot, "X", "escape")
    assert path.read_bytes().decode().endswith(f"---\n\n{BODY}X\n")
    assert "mine: kept" in path.read_text()


async def test_what_is_pasted_and_typed_is_saved_as_it_is(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "n")
        pilot.app.post_message(events.Paste(BODY.removesuffix("\r end") + "\r\nsecond\rthird "))
        await pilot.pause()
        pilot.app.screen.query_one(NoteText).post_message(events.Key("\u200c", "\u200c"))
        await press(pilot, "z", "escape")
    (note,) = notes.of(PUTIN_XI)
    assert note.body == BODY.removesuffix("\r end") + "\nsecond\nthird \u200cz"


async def test_undo_and_cut_in_the_editor_keep_every_letter(make_app: MakeApp, notes: NoteStore) -> None:
    by_hand(notes, "hand", f"---\nanchor:\n  card: economy\n---\n{BODY}\n")
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "G", "enter")
        area = pilot.app.screen.query_one(NoteText)
        area.select_all()
        assert area.selected_text == BODY
        await press(pilot, "ctrl+x")
        assert area.words == ""
        await press(pilot, "ctrl+v")
        assert area.words == BODY
        await press(pilot, "ctrl+z", "ctrl+z", "escape")
    assert [n.body for n in notes.of(PUTIN_XI)] == [BODY]


# -- the note that is meant -------------------------------------------------------------------------------


async def test_the_same_id_in_two_briefs_is_two_notes(make_app: MakeApp, notes: NoteStore) -> None:
    for brief_id in (PUTIN_XI, OTHER):
        by_hand(notes, "same", f"---\nanchor:\n  card: economy\n---\nof {brief_id}\n", brief_id)
    async with make_app().run_test(size=SIZE) as pilot:
        await press(pilot, "t", "j")
        assert isinstance(pilot.app.screen, NotesScreen)
        await press(pilot, "d")
        assert [n.body for n in notes.all()] == [f"of {OTHER}"]
        await press(pilot, "u", "g", "n")
        assert brief(pilot).brief.id == OTHER
        assert pilot.app.screen.query_one(TextArea).text == f"of {OTHER}"


async def test_of_several_notes_on_a_point_the_one_gone_to_is_meant(
    make_app: MakeApp, notes: NoteStore, shelf: Shelf
) -> None:
    older, newer = two_on_one_point(notes, shelf)
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "t", "g", "enter")
        assert "take “older one”" in foot(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(TextArea).text == "older one"
        await press(pilot, "escape", "t")
        stop = pilot.app.screen.reader.here  # type: ignore[attr-defined]
        assert stop and stop.key.endswith(older.id)
        await press(pilot, "enter", "d")
        assert [n.id for n in notes.of(PUTIN_XI)] == [newer.id]


async def test_when_the_mark_has_moved_the_latest_is_meant_again(
    make_app: MakeApp, notes: NoteStore, shelf: Shelf
) -> None:
    older, _ = two_on_one_point(notes, shelf)
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "t", "g", "enter", "j", "k", "d")
        assert [n.id for n in notes.of(PUTIN_XI)] == [older.id]


# -- notes without a text ---------------------------------------------------------------------------------


async def test_a_note_that_never_had_a_text_is_left_alone(make_app: MakeApp, notes: NoteStore) -> None:
    path = by_hand(notes, "bare", "---\nanchor:\n  card: economy\nconfidence: high\nreviewer: kim\n---\n")
    before = path.read_bytes()
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "G", "enter", "escape")
        assert path.read_bytes() == before
        await press(pilot, "enter", "ctrl+t", "escape")
    assert "reviewer: kim" in path.read_text() and "confidence" not in path.read_text()


async def test_a_new_note_that_was_emptied_comes_back(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "n", *"words", "escape")
        await press(pilot, "enter", "ctrl+k", *["backspace"] * 5, "escape")
        assert notes.of(PUTIN_XI) == []
        await press(pilot, "n", *"other", *["backspace"] * 5, "escape")
        assert "u brings it back" in foot(pilot)
        await press(pilot, "u")
        assert [n.body for n in notes.of(PUTIN_XI)] == ["other"]
        await press(pilot, "u")
        assert [n.body for n in notes.of(PUTIN_XI)] == ["words", "other"]


async def test_nothing_typed_leaves_no_note_and_the_keys(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        before = foot(pilot)
        await press(pilot, "n")
        assert "Esc closes" in foot(pilot)
        await press(pilot, "escape")
        assert foot(pilot) == before
    assert notes.of(PUTIN_XI) == []


# -- what others do meanwhile -----------------------------------------------------------------------------


async def test_a_note_broken_elsewhere_while_open_keeps_both(make_app: MakeApp, notes: NoteStore) -> None:
    note = on_card(notes, "first words")
    path = notes.path(note)
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "G", "enter")
        path.write_text(path.read_text().replace("---\n", "---\nfoo: [\n", 1))
        broken = path.read_bytes()
        await look(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "first words", "not the raw file"
        await press(pilot, *" and more", "escape")
        assert "both texts are kept" in foot(pilot)
    assert path.read_bytes() == broken
    one, copy = notes.of(PUTIN_XI)
    assert one.problem and copy.body == "first words and more" and copy.conflict_of == note.id


async def test_a_note_deleted_elsewhere_while_open_is_told(make_app: MakeApp, notes: NoteStore) -> None:
    note = on_card(notes, "first words")
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "G", "enter")
        notes.delete(note)
        await look(pilot)
        about = "".join(s.text for s in pilot.app.screen.query_one("#about").render_line(0))
        assert "deleted elsewhere" in about
        await press(pilot, "escape")
        assert foot(pilot) == "the note is no longer there: it was deleted elsewhere"
    assert notes.of(PUTIN_XI) == []


async def test_a_message_stays_until_the_next_key(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "R")
        said = foot(pilot)
        assert said == "no unfinished note: every one was closed"
        on_card(notes, "from next door")
        await look(pilot)
        assert "1 note" in "".join(s.text for s in pilot.app.screen.query_one("#head").render_line(0))
        assert foot(pilot) == said
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert foot(pilot) == said
        await press(pilot, "j")
        assert foot(pilot) != said


async def test_the_list_says_what_is_wrong_with_a_broken_note(make_app: MakeApp, notes: NoteStore) -> None:
    by_hand(notes, "bad", "---\nfoo: [\n---\nprecious words\n")
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "t")
        page = pilot.app.screen.reader.page.plain()  # type: ignore[attr-defined]
        assert "foo: [" in page, "the file as it is"
        assert "bad.md:2: the front matter is not valid YAML" in page
        await press(pilot, "n")
        assert foot(pilot).startswith("E opens the file: bad.md:2: the front matter"), "said where it is seen"


@pytest.mark.parametrize("keys", [[], ["escape", "slash", *"word"]], ids=["editor", "prompt"])
async def test_ctrl_c_leaves_from_where_one_types(
    make_app: MakeApp, notes: NoteStore, keys: list[str]
) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n", *"kept", *keys, "ctrl+c")
        assert app._exit
    assert [n.body for n in notes.of(PUTIN_XI)] == ["kept"]


async def test_a_card_in_the_filter_is_the_one_that_the_words_are_on_now(
    make_app: MakeApp, notes: NoteStore, shelf: Shelf
) -> None:
    two_on_one_point(notes, shelf)
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "t", "g", "enter", "c", "4", "t")
        page = pilot.app.screen.reader.page.plain()  # type: ignore[attr-defined]
        assert page.count("· 4 Regional issues") == 2
        await press(pilot, "slash", *"card:regional", "enter")
        assert "2 of 2 notes" in "".join(s.text for s in pilot.app.screen.query_one("#head").render_line(0))


async def test_a_file_in_place_of_the_notes_is_told_in_the_list(make_app: MakeApp, notes: NoteStore) -> None:
    notes.folder.parent.mkdir(parents=True)
    notes.folder.write_text("in the way")
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "t")
        page = pilot.app.screen.reader.page.plain()  # type: ignore[attr-defined]
        assert "the notes cannot be read: not a directory" in page and "No notes yet" not in page


async def test_an_editor_that_is_being_taken_away_hears_nothing(make_app: MakeApp, notes: NoteStore) -> None:
    """Others write, and Textual paints, while it is on its way out: `make soak` found it."""
    note = on_card(notes, "first words")
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "G", "enter", "x")
        screen, area = brief(pilot), pilot.app.screen.query_one(NoteText)
        screen.on_editor_closed(Editor.Closed())
        assert screen._editor() is None
        path = notes.path(note)
        path.write_text(path.read_text() + "theirs")
        screen.changed_on_disk()
        await pilot.pause()
        await pilot.pause()
        assert not pilot.app.screen.query(Editor)
        assert [strip.text for strip in area.render_lines(Region(0, 0, 3, 2))] == ["   ", "   "]
