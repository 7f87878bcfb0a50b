"""Notes by keyboard: written, saved as typed, edited, deleted, brought back, found again."""

from __future__ import annotations

import re
import time
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import TextArea

from briefing_tui.model import Card
from briefing_tui.notes.store import NoteStore
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.notes import NotesScreen
from briefing_tui.tui.widgets.drawn import Bar
from briefing_tui.tui.widgets.editor import Editor

from .conftest import PUTIN_XI, TWO_SIDED, MakeApp


def brief(pilot: Pilot[None]) -> BriefScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BriefScreen)
    return screen


async def write(pilot: Pilot[None], key: str, text: str) -> None:
    await pilot.press(key)
    await pilot.pause()
    for char in text:
        await pilot.press("space" if char == " " else "number_sign" if char == "#" else char)
    await pilot.press("escape")
    await pilot.pause()
    await pilot.pause()


async def test_a_note_on_a_point_is_on_disk_and_under_its_point(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        found = brief(pilot).point()
        await write(pilot, "n", "check dates #visit")
        [note] = notes.of(PUTIN_XI)
        assert note.body == "check dates #visit" and note.tags == ("visit",)
        assert found and note.anchor.exact == found[1].text and note.anchor.paragraph == found[1].paragraph
        assert note.anchor.side == "russia" and note.anchor.language == "en"
        assert "✎ check dates #visit" in brief(pilot).reader.page.plain()
        assert "1 note" in "".join(s.text for s in brief(pilot).query_one("#head").render_line(0))


async def test_a_note_on_one_of_both_sides_of_a_summary(make_app: MakeApp, tmp_path: Path) -> None:
    text = tmp_path / "summary.txt"
    text.write_text(TWO_SIDED)
    async with make_app(paths=[text]).run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await write(pilot, "n", "whose words")
        assert "✎ whose words" in brief(pilot).reader.page.plain()


async def test_what_is_typed_is_saved_without_leaving_the_editor(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("n", *"draft")
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and not notes.of(PUTIN_XI):
            await pilot.pause(0.05)
        assert [n.body for n in notes.of(PUTIN_XI)] == ["draft"]
        assert pilot.app.screen.query(Editor)


async def test_leaving_at_once_keeps_the_last_key(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("n", *"last words", "ctrl+q")
    assert [n.body for n in notes.of(PUTIN_XI)] == ["last words"]


async def test_notes_on_a_card_and_on_the_brief(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await write(pilot, "N", "on the card")
        await write(pilot, "B", "on the brief")
        await pilot.press("tab")
        await write(pilot, "n", "on the card from the list")
        anchors = {n.body: n.anchor for n in notes.of(PUTIN_XI)}
        assert anchors["on the card"].card is Card.ECONOMY and not anchors["on the card"].exact
        assert anchors["on the brief"].card is None
        assert anchors["on the card from the list"].card is Card.ECONOMY
        assert "✎ on the card" in brief(pilot).reader.page.plain()


async def test_an_empty_note_leaves_nothing_behind(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await write(pilot, "n", "")
        await write(pilot, "n", " ")
        assert notes.of(PUTIN_XI) == []


async def test_edit_delete_and_undo(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        await write(pilot, "n", "one")
        await write(pilot, "enter", " two")
        assert [n.body for n in notes.of(PUTIN_XI)] == ["one two"]
        await pilot.press("d")
        assert notes.of(PUTIN_XI) == [] and "✎" not in brief(pilot).reader.page.plain()
        await pilot.press("u")
        assert [n.body for n in notes.of(PUTIN_XI)] == ["one two"]
        assert "✎ one two" in brief(pilot).reader.page.plain()


async def test_the_list_of_notes_leads_to_the_place(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("o", "4", "j")  # on the Russian original
        found = brief(pilot).point()
        await write(pilot, "n", "look here")
        await pilot.press("o", "1", "t")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NotesScreen)
        await pilot.press("enter")
        await pilot.pause()
        here = brief(pilot).point()
        assert found and here and here[1].id == found[1].id
        assert brief(pilot).content.made.left.readout.language == "ru"


async def test_the_list_deletes_brings_back_and_edits(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await write(pilot, "n", "first")
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("d")
        assert notes.of(PUTIN_XI) == []
        await pilot.press("u")
        assert len(notes.of(PUTIN_XI)) == 1
        await pilot.press("n")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "first"


async def test_an_empty_list_offers_what_works_there(make_app: MakeApp) -> None:
    def foot() -> str:
        return pilot.app.screen.query_one("#foot", Bar).render_line(0).text.strip()

    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        assert foot() == "? help · q back"
        await pilot.press("q")
        await write(pilot, "n", "first")
        await pilot.press("t")
        await pilot.pause()
        assert foot().startswith("Enter go there · / filter · n edit · d delete · u undo")
        await pilot.press("slash", *"xyz", "enter")
        assert foot() == "/ filter · ? help · q back"
        await pilot.press("escape", "d", "j")
        await pilot.pause()
        assert foot() == "u undo · ? help · q back"


async def test_the_list_names_sides_as_all_else_does(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await write(pilot, "n", "first")
        for keys in (("t",), ("q", "q", "t")):  # of the brief, and of all
            await pilot.press(*keys)
            await pilot.pause()
            assert isinstance(pilot.app.screen, NotesScreen)
            assert re.search(r" · Russia ¶\d+ · ", pilot.app.screen.reader.page.plain())


async def test_a_note_on_the_translation_stays_in_sight_in_the_original(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        await write(pilot, "n", "do not vanish")
        await pilot.press("o")
        text = brief(pilot).reader.page.plain()
        assert "✎ do not vanish" in text and "on Russia (en)" in text


async def test_a_note_that_cannot_be_saved_stays_in_the_editor(
    make_app: MakeApp, notes: NoteStore, home: Path
) -> None:
    notes.folder.parent.mkdir(parents=True, exist_ok=True)
    notes.folder.write_text("a file where the folder should be")
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("n", *"stay")
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "stay"
        about = "".join(s.text for s in pilot.app.screen.query_one("#about").render_line(0))
        assert "cannot be saved" in about
        before = brief(pilot).point()
        await pilot.press("j")
        assert brief(pilot).point() != before, "reading goes on"
        await pilot.press("enter", *" on")
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "stay on"
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "stay on", "it does not go before it is saved"
        notes.folder.unlink()
        await pilot.press("escape")
        await pilot.pause()
        assert not pilot.app.screen.query(Editor)
        assert [n.body for n in notes.of(PUTIN_XI)] == ["stay on"]


async def test_leaving_with_a_note_that_cannot_be_saved_says_so_first(
    make_app: MakeApp, notes: NoteStore
) -> None:
    notes.folder.parent.mkdir(parents=True, exist_ok=True)
    notes.folder.write_text("in the way")
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("n", *"precious", "ctrl+q")
        await pilot.pause()
        assert "cannot be saved" in "".join(s.text for s in brief(pilot).query_one("#foot").render_line(0))
        await pilot.press("ctrl+q")
    assert [n.body for n in app.saver.unsaved().values()] == ["precious"]
    [path] = app.save_or_rescue()
    assert "precious" in path.read_text() and path.stat().st_mode & 0o777 == 0o600


async def test_a_note_emptied_by_accident_comes_back_with_its_text(
    make_app: MakeApp, notes: NoteStore
) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await write(pilot, "n", "a day of work")
        await pilot.press("enter")
        await pilot.pause()
        pilot.app.screen.query_one(TextArea).text = ""
        await pilot.pause(0.6)
        await pilot.press("escape")
        await pilot.pause()
        assert notes.of(PUTIN_XI) == []
        await pilot.press("u")
        assert [n.body for n in notes.of(PUTIN_XI)] == ["a day of work"]


async def test_a_note_on_the_brief_stands_on_the_last_card_and_in_coverage(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 60)) as pilot:
        await write(pilot, "B", "to the minister")
        await pilot.press("6")
        assert "✎ to the minister" in brief(pilot).reader.page.plain()
        await pilot.press("v", "v", "v", "v")
        assert "✎ to the minister" in brief(pilot).reader.page.plain()
