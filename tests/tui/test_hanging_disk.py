"""A network disk that does not answer holds no key: it is looked at and written to in threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from briefing_tui.export import write
from briefing_tui.files import replace_known, write_atomically
from briefing_tui.finding import catalogue
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief, BriefingError, Card, Note
from briefing_tui.notes import anchors, saver, store
from briefing_tui.notes.folder import Folder
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.formulas import FormulasScreen
from briefing_tui.tui.screens.help import HelpScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.screens.notes import NotesScreen
from briefing_tui.tui.screens.search import SearchScreen
from briefing_tui.tui.widgets.editor import Editor
from briefing_tui.tui.widgets.reader import Reader

from .conftest import PUTIN_XI, MakeApp
from .test_notes_kept import leave_draft
from .test_quoting_in_screen import bar


@pytest.fixture
def quick() -> None:
    """Here it is as it is: 0.1 s."""


class Disk:
    """``hangs``: what asks it waits until it answers, and the screen's own thread must not ask."""

    def __init__(self) -> None:
        self._answers = threading.Event()
        self._answers.set()

    def hangs(self) -> None:
        self._answers.clear()

    def answers(self) -> None:
        self._answers.set()

    def asked(self) -> None:
        if not self._answers.is_set():
            assert threading.current_thread() is not threading.main_thread(), "the screen is held"
            self._answers.wait()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Under the folder of notes, under the texts of a brief, and under the files that are written."""
    disk = Disk()
    look, look_at, problem = Folder.signature, Shelf.look_at, Folder.problem
    opened, written = Shelf.open, write_atomically

    def signature(self: Folder, brief: str = "") -> frozenset[tuple[str, int, int]]:
        disk.asked()
        return look(self, brief)

    def texts(self: Shelf, brief: Brief) -> object | None:
        disk.asked()
        return look_at(self, brief)

    def replaced(*given: object) -> bool:
        disk.asked()
        return replace_known(*given)  # type: ignore[arg-type]

    def open_brief(self: Shelf, brief_id: str) -> Brief:
        disk.asked()
        return opened(self, brief_id)

    def kept(self: Folder, brief: str) -> str:
        if not brief:  # the notes of all
            disk.asked()
        return problem(self, brief)

    def written_whole(*given: object, **more: bool) -> None:
        disk.asked()
        written(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Shelf, "open", open_brief)
    monkeypatch.setattr(Folder, "problem", kept)
    monkeypatch.setattr(write, "write_atomically", written_whole)
    monkeypatch.setattr(Folder, "signature", signature)
    monkeypatch.setattr(Shelf, "look_at", texts)
    monkeypatch.setattr(store, "replace_known", replaced)
    yield disk
    disk.answers()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await pilot.pause(0.02)


@pytest.mark.parametrize("brief", ["", PUTIN_XI])
async def test_the_keys_are_answered_while_the_disk_is_looked_at(
    make_app: MakeApp, disk: Disk, brief: str
) -> None:
    async with make_app(brief).run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen | LibraryScreen)
        disk.hangs()
        screen._look()
        first = screen._looking
        screen._look()
        assert first and first.is_alive() and screen._looking is first, "one look waits"
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        disk.answers()


async def test_a_note_closed_on_a_disk_that_does_not_answer_stays_until_it_is_saved(
    make_app: MakeApp, notes: NoteStore, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "PATIENCE", 0.05)
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        disk.hangs()
        await pilot.press("n", *"wait")
        await until(pilot, lambda: pilot.app.screen.query_one(Editor).now.body == "wait")
        await pilot.press("escape")
        editor = screen.query_one(Editor)
        await until(pilot, lambda: editor.resting)
        assert "does not answer" in editor._status[0]
        assert notes.of(PUTIN_XI) == []
        disk.answers()
        await until(pilot, lambda: not screen.query(Editor))
        assert [note.body for note in notes.of(PUTIN_XI)] == ["wait"]


async def test_while_one_types_it_is_told_that_the_disk_does_not_answer(
    make_app: MakeApp, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "PATIENCE", 0.05)
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        app, screen = pilot.app, pilot.app.screen
        assert isinstance(screen, BriefScreen)
        disk.hangs()
        await pilot.press("n", *"wait")
        await until(pilot, lambda: screen.desk.saver.late)
        screen._look()
        assert "does not answer" in screen.query_one(Editor)._status[0]
        await pilot.press(*" on")
        await until(pilot, lambda: app.screen.query_one(Editor).now.body == "wait on")
        disk.answers()
        await until(pilot, lambda: "saved" in screen.query_one(Editor)._status[0])


async def test_a_large_library_is_not_drawn_anew_where_nothing_has_changed(
    make_app: MakeApp, shelf: Shelf, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "FEW", 0)
    catalogue.Catalogue(shelf, places.cache).now()
    async with make_app().run_test(size=(100, 30)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        assert screen._seen == screen.watched()


# -- what is waited for ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brief", "key", "words", "shown"),
    [
        ("", "enter", "opening 2026-02-04-putin-xi …", BriefScreen),
        ("", "f", "opening 2026-02-04-putin-xi …", FormulasScreen),
        ("", "t", "reading the notes …", NotesScreen),
        (PUTIN_XI, "t", "reading the notes …", NotesScreen),
    ],
)
async def test_a_screen_that_cannot_open_yet_is_waited_for_and_can_be_left(
    make_app: MakeApp, disk: Disk, brief: str, key: str, words: str, shown: type[Screen[object]]
) -> None:
    async with make_app(brief).run_test(size=(120, 40)) as pilot:
        before = pilot.app.screen
        assert isinstance(before, BriefScreen | LibraryScreen)
        disk.hangs()
        await pilot.press(key)
        assert bar(pilot, "#foot") == f"{words} · Esc leaves it"
        cursor = before.reader.cursor
        await pilot.press("j")
        assert before.reader.cursor == cursor + 1 and words in bar(pilot, "#foot"), "one reads on"
        await pilot.press("escape")
        assert pilot.app.screen is before and bar(pilot, "#foot") == f"left: {words.removesuffix(' …')}"
        disk.answers()
        await until(pilot, lambda: "too late, and dropped" in bar(pilot, "#foot"))
        assert pilot.app.screen is before
        if not brief:
            await pilot.press("k")
        disk.hangs()
        await pilot.press(key)
        assert words in bar(pilot, "#foot")
        disk.answers()
        await until(pilot, lambda: isinstance(pilot.app.screen, shown) and pilot.app.screen.is_mounted)
        await pilot.pause()
        assert "help" in bar(pilot, "#foot")


async def test_a_brief_that_is_opened_from_the_list_of_all_notes_is_waited_for_over_the_list(
    make_app: MakeApp, disk: Disk, notes: NoteStore
) -> None:
    notes.save(replace(notes.new(PUTIN_XI, anchors.to_card(Card.ECONOMY)), body="a note"))
    async with make_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, NotesScreen))
        for leaves in (True, False):
            disk.hangs()
            await pilot.press("enter")
            assert bar(pilot, "#foot") == f"opening {PUTIN_XI} … · Esc leaves it"
            if leaves:
                await pilot.press("escape")
                assert bar(pilot, "#foot") == f"left: opening {PUTIN_XI}"
            disk.answers()
            await until(
                pilot, lambda: "opening" not in bar(pilot, "#foot") or "dropped" in bar(pilot, "#foot")
            )
            assert isinstance(pilot.app.screen, NotesScreen if leaves else BriefScreen)
        disk.hangs()
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, NotesScreen))
        await pilot.press("k")
        assert "a note" in pilot.app.screen.query_one(Reader).page.plain(), "its keys are answered"


async def test_a_brief_that_comes_when_another_screen_is_open_does_not_jump_over_it(
    make_app: MakeApp, disk: Disk
) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        disk.hangs()
        await pilot.press("enter", "question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        disk.answers()
        await until(pilot, lambda: "dropped: opening" in bar(pilot, "#foot"))
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen) and "? help" in bar(pilot, "#foot")


@pytest.mark.parametrize("left", [False, True])
async def test_a_note_that_is_gone_on_with_on_a_disk_that_does_not_answer(
    make_app: MakeApp, disk: Disk, places: Paths, notes: NoteStore, left: bool
) -> None:
    note = notes.save(replace(notes.new(PUTIN_XI, anchors.to_card(Card.ECONOMY)), body="begun"))
    leave_draft(places, note, whole=False)
    async with make_app().run_test(size=(120, 40)) as pilot:
        disk.hangs()
        await pilot.press("R")
        assert f"opening {PUTIN_XI} …" in bar(pilot, "#foot")
        if left:
            await pilot.press("escape")
        disk.answers()
        if left:
            await until(pilot, lambda: bar(pilot, "#foot") == "the note is kept")
        else:
            await until(pilot, lambda: any(e.is_attached for e in pilot.app.screen.query(TextArea)))
            await pilot.pause()


async def test_a_note_that_was_found_on_a_disk_that_does_not_answer(
    make_app: MakeApp, disk: Disk, notes: NoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.save(replace(notes.new(PUTIN_XI, anchors.to_card(Card.ECONOMY)), body="A swordfish of a clause."))
    get = NoteStore.get

    def got(self: NoteStore, brief: str, note: str) -> Note | None:
        disk.asked()
        return get(self, brief, note)

    monkeypatch.setattr(NoteStore, "get", got)
    async with make_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("s", *"swordfish")
        screen = pilot.app.screen
        assert isinstance(screen, SearchScreen)
        await until(pilot, lambda: "✎ your note" in screen.reader.page.plain())
        await pilot.press("enter")
        disk.hangs()
        await pilot.press("enter")
        await until(pilot, lambda: "reading the note …" in bar(pilot, "#foot"))
        disk.answers()
        await until(pilot, lambda: isinstance(pilot.app.screen, BriefScreen))
        await pilot.pause()


@pytest.mark.parametrize("left", [False, True])
async def test_an_export_to_a_disk_that_does_not_answer(
    make_app: MakeApp, disk: Disk, tmp_path: Path, left: bool
) -> None:
    path = tmp_path / "out.md"
    async with make_app(PUTIN_XI).run_test(size=(160, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        await pilot.press("e")
        await until(pilot, lambda: bool(screen.query(Input)))
        screen.query_one(Input).value = str(path)
        disk.hangs()
        await pilot.press("enter")
        await until(pilot, lambda: f"writing {path} … · Esc leaves it" in bar(pilot, "#foot"))
        await pilot.press("2", "j")
        assert screen.card.digit == 2 and not path.exists()
        if left:
            await pilot.press("escape")
            assert bar(pilot, "#foot") == f"left: writing {path}" and pilot.app.screen is screen
        disk.answers()
        told = "written all the same: " if left else "written: "
        await until(pilot, lambda: bar(pilot, "#foot") == f"{told}{path}")
        assert path.read_text("utf-8").startswith("# Putin–Xi videoconference")
        assert [p.name for p in tmp_path.glob("*.md")] == ["out.md"]


async def test_an_export_left_before_it_is_written_writes_nothing(
    make_app: MakeApp, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = Folder.latest

    def slow(self: Folder, brief: str) -> object:
        disk.asked()
        return latest(self, brief)

    monkeypatch.setattr(Folder, "latest", slow)
    path = tmp_path / "out.md"
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        await pilot.press("e")
        await until(pilot, lambda: bool(screen.query(Input)))
        screen.query_one(Input).value = str(path)
        disk.hangs()
        await pilot.press("enter")
        await until(pilot, lambda: "reading the notes …" in bar(pilot, "#foot"))
        await pilot.press("escape")
        disk.answers()
        await until(pilot, lambda: bar(pilot, "#foot") == "the export was left: nothing is written")
        assert not path.exists()


async def test_what_fails_after_a_while_is_said(
    make_app: MakeApp, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        disk.hangs()
        await pilot.press("enter")
        monkeypatch.setattr(Shelf, "open_folder", fails)
        disk.answers()
        await until(pilot, lambda: "the disk is gone" in bar(pilot, "#foot"))
        await pilot.press("j")
        assert "? help" in bar(pilot, "#foot") and isinstance(pilot.app.screen, LibraryScreen)


def fails(*_: object, **__: object) -> Brief:
    raise BriefingError("the disk is gone")


async def test_what_comes_after_its_screen_was_left_is_dropped(make_app: MakeApp) -> None:
    answers, came = threading.Event(), threading.Event()
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        pilot.app.screen.wait_for("a test", answers.wait, lambda _: came.set())  # type: ignore[attr-defined]
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.pause()
        answers.set()
        await until(pilot, lambda: "too late, and dropped: a test" in bar(pilot, "#foot"))
        assert not came.is_set()


async def test_what_comes_while_a_note_is_written_takes_no_letter_of_it(
    make_app: MakeApp, notes: NoteStore, disk: Disk
) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        disk.hangs()
        await pilot.press("t", "n", *"we ")
        await until(pilot, lambda: bool(screen.query(Editor)))
        waiting = screen.waiting  # type: ignore[attr-defined]
        disk.answers()
        await until(pilot, lambda: waiting._told)
        await pilot.press(*"did")
        assert pilot.app.screen is screen
        assert screen.query_one(Editor).now.body == "we did"


async def test_a_hostile_name_in_what_is_waited_for(make_app: MakeApp, disk: Disk) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        app = pilot.app
        disk.hangs()
        app.open_brief("x\x1b]0;gone\x07\u202e")  # type: ignore[attr-defined]
        assert bar(pilot, "#foot") == "opening x␛]0;gone␇� … · Esc leaves it"
        disk.answers()
        await until(pilot, lambda: "opening" not in bar(pilot, "#foot"))
