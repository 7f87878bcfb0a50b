"""The application: wiring and nothing else. Screens act, the table of actions names, the shelf reads."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from briefing_tui.library.shelf import Entry, Shelf
from briefing_tui.model import Brief, BriefingError
from briefing_tui.notes.store import NoteStore
from briefing_tui.reading.unsafe import clean_own
from briefing_tui.settings import private
from briefing_tui.settings.options import Options
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.terminal import UTF_8, Terminal
from briefing_tui.tui import actions, signals, typography
from briefing_tui.tui.keying import Keying
from briefing_tui.tui.opening import Opening
from briefing_tui.tui.theming import Theming

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.driver import Driver

    from briefing_tui.finding.catalogue import Catalogue
    from briefing_tui.finding.finder import Finder
    from briefing_tui.tui.waiting import Waiting


def _palette() -> type[Provider]:
    from briefing_tui.tui.palette import Actions

    return Actions


class BriefingApp(Opening, Theming, Keying):
    CSS_PATH = "styles.tcss"
    TITLE = "briefing"
    COMMANDS = {_palette}  # noqa: RUF012 (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False  # Textual's way to it: a key that no table has
    ALLOW_SELECT = False

    def __init__(
        self,
        paths: Paths,
        shelf: Shelf,
        notes: NoteStore,
        brief: Brief | None = None,
        terminal: Terminal = Terminal(),  # noqa: B008 (frozen)
        options: Options = Options(),  # noqa: B008 (frozen)
    ) -> None:
        self.options = options
        typography.use_measure(options.measure)
        self.paths = paths
        self._sized = False
        if terminal.colors:
            os.environ.pop("NO_COLOR", None)  # to Textual an empty one counts as well
        # Textual leaves colours out altogether only where those of the terminal were chosen beforehand.
        super().__init__(paths, shelf, notes, terminal, ansi_color=None if terminal.colors else True)
        self.animation_level = "none"
        # Nothing here says anything in these, and each screen would make, style and mount one of each.
        self._disable_notifications = self._disable_tooltips = True
        self.crash: Exception | None = None
        self._first = brief
        self.use_own_keys(paths)
        self.searched = ""  # the words looked for last
        self._exposed = private.close(paths)  # to others; what lies below is looked at after the first frame

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_garbage_again)
        self.call_after_refresh(self.tell_no_theme)
        self.call_after_refresh(self.tell_unfinished)
        self.call_after_refresh(threading.Thread(target=self._close_to_others, daemon=True).start)
        if self.terminal.charset != UTF_8:
            self.call_after_refresh(self.tell_charset)
        self.call_after_refresh(self.tell_wrong_keys)

    def on_waiting_ended(self, event: Waiting.Ended) -> None:
        event.waiting.end()

    def get_driver_class(self) -> type[Driver]:
        """Ours always: Textual would import any module that a variable of the environment names."""
        from briefing_tui.tui.terminal.driver import TerminalDriver

        return TerminalDriver

    def on_resize(self) -> None:
        """Paints everything: of a window that was small for a moment Textual thinks that nothing is lost."""
        if self._sized:
            self.call_after_refresh(self.screen.refresh)
        self._sized = True

    def on_terminal_driver_not_utf8(self) -> None:
        self.screen.refresh()
        self.tell_charset()

    def tell_charset(self) -> None:
        self.say("this terminal is not UTF-8: what it lacks is shown in ASCII, letters as ?", bad=True)

    def get_default_screen(self) -> Screen[object]:
        """The first screen itself, and not an empty one below it that would be laid out for nothing."""
        if self._first is None:
            from briefing_tui.tui.screens.library import LibraryScreen

            return LibraryScreen(self.state.last_brief)
        return self.brief_screen(self._first)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: they write screenshots into the working folder."""
        return ()

    # -- the clipboard ----------------------------------------------------------------------------

    def send_to_clipboard(self, text: str) -> None:
        """Asks the terminal to take a clean text. Raises BriefingError where it is known that it will not."""
        from briefing_tui.tui import clipboard

        packed = clipboard.packed(text, os.environ)
        if self._driver:
            self._driver.write(packed)

    def copy_to_clipboard(self, text: str) -> None:
        """What is copied or cut in a text field: it can be pasted here, and elsewhere if the terminal can."""
        self._clipboard = text
        with contextlib.suppress(BriefingError):
            self.send_to_clipboard(clean_own(text))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Every action comes by here, of a key or of the palette: those of restricted mode alone go on, and
        none once the app is leaving.
        """
        if self._exit:
            return True
        if self.paths.restricted and actions.leads_outside(action):
            self.say("not in restricted mode")
            return True
        return await super().run_action(action, default_namespace, namespaces)

    @cached_property
    def catalogue(self) -> Catalogue:
        from briefing_tui.finding.catalogue import Catalogue  # a session that opens a brief needs none

        return Catalogue(self.shelf, self.paths.cache)

    def entries(self, told: Callable[[int, int], None] = lambda *_: None) -> list[Entry]:
        """All briefs within reach, the newest first, as the library knows them. A large one that nobody has
        looked through yet is looked through now: ``told`` hears how many of how many are done, may raise to
        end it, and what is done by then is kept.
        """
        if self.catalogue.read() and not self.catalogue.whole:
            self.catalogue.update(told=told)
        return self.catalogue.entries()

    @cached_property
    def finder(self) -> Finder:
        from briefing_tui.finding.finder import Finder

        return Finder(self.shelf, self.notes, self.paths.cache)

    # -- others on this machine -------------------------------------------------------------------

    class NotPrivate(Message):
        """From a thread: what others can get into, in one line."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    def _close_to_others(self) -> None:
        if line := private.told(self._exposed + private.close_below(self.paths), self.paths):
            self.post_message(self.NotPrivate(line))

    def on_briefing_app_not_private(self, event: NotPrivate) -> None:
        self.say(event.line, bad=True)

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


def run(
    paths: Paths, shelf: Shelf, notes: NoteStore, brief: Brief | None, terminal: Terminal, options: Options
) -> int:
    """Opens the screen; gives the exit code. Without a brief, the library."""
    app = BriefingApp(paths, shelf, notes, brief, terminal, options)
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
