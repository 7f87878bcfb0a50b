"""The application: wiring and nothing else. Screens act, the table of actions names, the shelf reads."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief, BriefingError
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings import themes
from briefing_tui.settings.paths import Paths
from briefing_tui.tui import signals
from briefing_tui.tui.keeping import Keeping
from briefing_tui.tui.screens.base import Chosen, ReaderScreen
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.theme import to_textual

if TYPE_CHECKING:
    from textual.command import Provider


def _palette() -> type[Provider]:
    from briefing_tui.tui.palette import Actions

    return Actions


class BriefingApp(Keeping):
    CSS_PATH = "styles.tcss"
    TITLE = "briefing"
    COMMANDS = {_palette}  # noqa: RUF012 (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = []
    ALLOW_SELECT = False

    def __init__(self, paths: Paths, shelf: Shelf, notes: NoteStore, brief: Brief | None = None) -> None:
        super().__init__(shelf, notes, paths.state)
        self.animation_level = "none"
        self.crash: Exception | None = None
        self._theme_folders = themes.folders(paths.bundled, paths.config)
        self._first = brief
        if not (self.state.theme and self.use_theme(self.state.theme)):
            self.use_theme(themes.DEFAULT)

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_garbage_again)
        self.call_after_refresh(self.tell_unfinished)

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
            self.call_after_refresh(self.say, str(error), bad=True)
        else:
            self.show_brief(brief, lambda screen: screen.go_to_chosen(chosen))

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
            self.say(str(error), bad=True)
            return False
        self.register_theme(to_textual(theme))
        self.theme = theme.name
        return True

    # -- when the program itself fails --------------------------------------------------------------

    class Broken(Message):
        """From a thread: it has failed."""

        def __init__(self, error: BaseException) -> None:
            super().__init__()
            self.error = error

    def on_briefing_app_broken(self, event: Broken) -> None:
        raise event.error

    def _handle_exception(self, error: Exception) -> None:
        self.crash = self.crash or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual shows the values of variables, which hold the text of notes; ``run`` tells in words."""
        self._close_messages_no_wait()


def _collect_garbage_again() -> None:
    """What ``desk`` turned off for the start; what is loaded by now stays and need not be looked at."""
    gc.freeze()
    gc.enable()


def run(paths: Paths, shelf: Shelf, notes: NoteStore, brief: Brief | None) -> int:
    """Opens the screen; gives the exit code. Without a brief, the library."""
    app = BriefingApp(paths, shelf, notes, brief)
    signals.guard(app.last_words)
    threading.excepthook = lambda failed: failed.exc_value and app.post_message(app.Broken(failed.exc_value))
    try:
        # Without mouse reports the terminal's own selection works, as people are used to over SSH.
        app.run(mouse=False)
    finally:
        told = app.last_words()
    if app.crash:
        from briefing_tui.tui import crash

        log = crash.log(app.crash, paths.state)
        told = crash.words(app.crash, log, [notes.path(n) for n in app.saver.open()]) + told
    elif not told:
        app.saver.left()  # letters that came with the key that leaves are saved since then
    sys.stderr.write("".join(f"briefing: {line}\n" for line in told))
    return 1 if told else app.return_code or 0
