"""A network disk that does not answer holds no key: it is looked at and written to in threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from textual.pilot import Pilot

from briefing_tui.files import replace_known
from briefing_tui.finding import catalogue
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief
from briefing_tui.notes import saver, store
from briefing_tui.notes.folder import Folder
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.help import HelpScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.widgets.editor import Editor

from .conftest import PUTIN_XI, MakeApp


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
    """Under the folder of notes, and under the texts of an open brief."""
    disk = Disk()
    look, look_at = Folder.signature, Shelf.look_at

    def signature(self: Folder, brief: str = "") -> frozenset[tuple[str, int, int]]:
        disk.asked()
        return look(self, brief)

    def texts(self: Shelf, brief: Brief) -> object | None:
        disk.asked()
        return look_at(self, brief)

    def replaced(*given: object) -> bool:
        disk.asked()
        return replace_known(*given)  # type: ignore[arg-type]

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
