"""The application: wiring and nothing else. Screens act, the table of actions names, the shelf reads."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief, BriefingError, Correction, Note
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.notes.saver import Saver
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings import themes
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.state import Position, State
from briefing_tui.tui import signals
from briefing_tui.tui.screens.base import Chosen, ReaderScreen
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.theme import to_textual
from briefing_tui.tui.undo import Undo

if TYPE_CHECKING:
    from textual.command import Provider


def _palette() -> type[Provider]:
    from briefing_tui.tui.palette import Actions

    return Actions


class BriefingApp(App[None]):
    CSS_PATH = "styles.tcss"
    TITLE = "briefing"
    COMMANDS = {_palette}  # noqa: RUF012 (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = []
    ALLOW_SELECT = False

    class Saved(Message):
        """From the saving thread: a note is on disk, or why not."""

        def __init__(self, note: Note, problem: str) -> None:
            super().__init__()
            self.note = note
            self.problem = problem

    def __init__(self, paths: Paths, shelf: Shelf, notes: NoteStore, brief: Brief | None = None) -> None:
        super().__init__()
        self.animation_level = "none"
        self.shelf = shelf
        self.notes = notes
        self.corrections = CorrectionStore(notes.folder)
        self.saver = Saver(notes, self._heard)
        self.state = State(paths.state)
        self.rescue_folder = paths.state
        self._theme_folders = themes.folders(paths.bundled, paths.config)
        self._first = brief
        self._undo = Undo()
        self._told_of_unsaved = False
        if not (self.state.theme and self.use_theme(self.state.theme)):
            self.use_theme(themes.DEFAULT)

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_garbage_again)

    def on_key(self, event: events.Key) -> None:
        """A key that passed the text before the editor or the prompt it belongs to had opened."""
        screen = self.screen
        if isinstance(screen, ReaderScreen) and screen.typing and screen.typing.take(event):
            event.prevent_default()

    def get_default_screen(self) -> Screen[object]:
        """The first screen itself, and not an empty one below it that would be laid out for nothing."""
        if self._first is None:
            from briefing_tui.tui.screens.library import LibraryScreen

            return LibraryScreen(self.state.last_brief)
        return self._brief_screen(self._first)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: they write screenshots into the working folder."""
        return ()

    # -- screens ----------------------------------------------------------------------------------

    def show_brief(self, brief: Brief, then: Callable[[BriefScreen], None] | None = None) -> None:
        """Opens a brief over the library; ``then`` runs when it is on screen."""
        screen = self._brief_screen(brief)
        self.push_screen(screen)
        if then:
            screen.call_after_refresh(then, screen)

    def _brief_screen(self, brief: Brief) -> BriefScreen:
        return BriefScreen(brief, self.shelf, self.state.position(brief.id))

    def show_library(self, here: str) -> None:
        """Back to the library; a brief that was opened directly has none below it yet."""
        from briefing_tui.tui.screens.library import LibraryScreen

        self.state.save()
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.push_screen(LibraryScreen(here))

    def go_to_note(self, chosen: object) -> None:
        """From the list of all notes into the brief of the note that was ``Chosen`` there, if any."""
        if not isinstance(chosen, Chosen):
            return
        try:
            brief = self.shelf.open(chosen.note.brief)
        except BriefingError as error:
            self.call_after_refresh(self._say, str(error))
        else:
            self.show_brief(brief, lambda screen: screen.go_to(chosen.note, edit=chosen.edit))

    def action_help(self) -> None:
        from briefing_tui.tui.screens.help import HelpScreen

        if isinstance(self.screen, ReaderScreen) and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.NAME))

    def action_next_theme(self) -> None:
        names = list(themes.names(self._theme_folders))
        after = names.index(self.theme) + 1 if self.theme in names else 0
        for name in (*names[after:], *names[:after]):
            if self.use_theme(name):
                self.state.keep_theme(name)
                return

    def use_theme(self, name: str) -> bool:
        """Puts a theme on; says what is wrong with one that cannot be used, and leaves things as they are."""
        try:
            theme = themes.find(name, self._theme_folders)
        except BriefingError as error:
            self._say(str(error))
            return False
        self.register_theme(to_textual(theme))
        self.theme = theme.name
        return True

    # -- notes ------------------------------------------------------------------------------------

    def _heard(self, note: Note, problem: str) -> None:
        self.post_message(self.Saved(note, problem))

    def on_briefing_app_saved(self, event: Saved) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BriefScreen):
                screen.saved(event.note, event.problem)

    def delete_note(self, note: Note) -> str:
        """Moves a note to the trash; gives the words to show."""
        try:
            self.notes.delete(note)
        except BriefingError as error:
            return str(error)
        self._undo.keep(note.brief, "the note is back", [partial(self.notes.restore, note)])
        return "note deleted · u brings it back"

    def discard_note(self, note: Note, before: str) -> str:
        """A note left empty: it goes, and the text that it had before goes to the trash with it."""
        if not before.strip():
            with contextlib.suppress(BriefingError):  # often it never came to the disk
                self.notes.delete(note)
            return ""
        try:
            return self.delete_note(self.notes.save(replace(note, body=before)))
        except BriefingError as error:
            return str(error)

    # -- corrections and undo ---------------------------------------------------------------------

    def decide(
        self, brief: str, decision: Correction | None, earlier: Sequence[Correction], words: str
    ) -> None:
        """Puts a correction on disk and those that it replaces into the trash. Raises BriefingError."""
        steps: list[Callable[[], None]] = []
        try:
            if decision:
                steps.append(partial(self.corrections.delete, self.corrections.save(decision)))
            for old in earlier:
                self.corrections.delete(old)
                steps.append(partial(self.corrections.restore, old))
        finally:
            if steps:
                # The old ones come back first: of two decisions on disk the newer counts.
                self._undo.keep(brief, words, reversed(steps))

    def undo_last(self, brief: str) -> str:
        """Takes back the last correction, or brings the note back; gives the words to show."""
        try:
            return self._undo.last(brief)
        except BriefingError as error:
            return str(error)

    # -- leaving ----------------------------------------------------------------------------------

    def keep_position(self, brief: str, position: Position) -> None:
        """Where the reader stands now; on disk when the brief is left."""
        self.state.keep(brief, position)

    def save_everything(self) -> bool:
        """Safe from any thread, at any moment: nothing here asks the screen. False: a note is not on disk."""
        self.state.save()
        return self.saver.flush()

    async def action_quit(self) -> None:
        if self.save_everything() or self._told_of_unsaved:
            self.exit()
        else:
            self._told_of_unsaved = True
            self._say("a note cannot be saved; the same key once more leaves and puts its text elsewhere")

    def _say(self, message: str) -> None:
        if self.is_running and isinstance(self.screen, ReaderScreen):
            self.screen.say(message, bad=True)

    def _fatal_error(self) -> None:
        """As Textual's, without the values of local variables: they hold the text of notes."""
        from rich.segment import Segments
        from rich.traceback import Traceback

        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()


def _collect_garbage_again() -> None:
    """What ``desk`` turned off for the start; what is loaded by now stays and need not be looked at."""
    gc.freeze()
    gc.enable()


def run(paths: Paths, shelf: Shelf, notes: NoteStore, brief: Brief | None) -> int:
    """Opens the screen; gives the exit code. Without a brief, the library."""
    app = BriefingApp(paths, shelf, notes, brief)
    signals.guard(lambda: _save_or_rescue(app))
    try:
        # Without mouse reports the terminal's own selection works, as people are used to over SSH.
        app.run(mouse=False)
    finally:
        rescued = _save_or_rescue(app)
    for path in rescued:
        sys.stderr.write(f"briefing: a note could not be saved in its place; its text is in {path}\n")
    return 1 if rescued else app.return_code or 0


def _save_or_rescue(app: BriefingApp) -> list[Path]:
    if app.save_everything():
        return []
    from briefing_tui.notes.rescue import rescue

    return rescue(app.saver.unsaved(), app.rescue_folder)
