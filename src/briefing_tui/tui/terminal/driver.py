"""Textual's driver for Linux and macOS, with the terminals and links in mind that people really have."""

from __future__ import annotations

import codecs
import io
import os
import select
import signal
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from briefing_tui.settings.terminal import UTF_8
from briefing_tui.tui.terminal.charset import Charset
from briefing_tui.tui.terminal.terse import Terse
from briefing_tui.tui.terminal.typed import Typed

if TYPE_CHECKING:
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.terminal.frugal import Frugal, Out

# A letter of two bytes that is one cell wide everywhere, East Asia included; a question where the cursor is
# now; and all of it away again.
_IS_IT_UTF_8 = "\x1b[H\N{LATIN SMALL LETTER N WITH TILDE}\x1b[6n\x1b[2J"
_READ = 4096  # bytes
_TICK = 100  # milliseconds after a key until the look whether Esc was all, and whether the program ends
_IDLE = 2000  # milliseconds between two looks while nobody types: fifty sessions share the machine


class _Terminal:
    """What is written to a terminal that is gone goes nowhere: ``signals`` sees it too, and ends the program
    in order. An error here would end it in disorder first.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._gone = False

    def write(self, text: str) -> None:
        self._unless_gone(lambda: self._file.write(text))

    def flush(self) -> None:
        self._unless_gone(self._file.flush)

    def _unless_gone(self, do: Callable[[], object]) -> None:
        if not self._gone:
            try:
                do()
            except OSError:
                self._gone = True

    def fileno(self) -> int:
        return self._file.fileno()


class _Parser(XTermParser):
    """Esc and a key that came in one packet are both keys. Alt and a key look the same, and only those count
    that have a meaning in text: by words, and back to the beginning of one.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        # Textual knows such a digit or sign as what a Mac writes with Alt, and drops Esc before others.
        if alt or (len(sequence) == 2 and isinstance(ANSI_SEQUENCES_KEYS.get(sequence), str)):
            yield events.Key("escape", "\x1b")
            sequence = sequence[-1]
        yield from super()._sequence_to_key_events(sequence)


class TerminalDriver(LinuxDriver):
    """Frugal on slow links, in the terminal's own charset; questions that lead nowhere are not asked."""

    class NotUtf8(Message):
        """The terminal takes two bytes of UTF-8 for two characters; from now on it gets ASCII."""

    def __init__(
        self,
        app: BriefingApp,
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stderr__ is not None
        known = app.terminal
        if isinstance(sys.__stderr__, io.TextIOWrapper):
            sys.__stderr__.reconfigure(encoding=known.charset, errors="replace")
        out: Out = _Terminal(sys.__stderr__)
        self._frugal: Frugal | None = None
        # Without colours as well: what Textual sends then names the terminal's own ones all the time.
        if known.slow or not known.colors:
            from briefing_tui.tui.terminal.frugal import Frugal

            self._frugal = Frugal(out, erases_in_color=known.erases_in_color)
        self._charset = Charset(self._frugal or Terse(out), known.charset)
        self._file = self._charset  # type: ignore[assignment]  # what the writing thread writes to
        self._asked = False

    def _get_terminal_size(self) -> tuple[int, int]:
        """The terminal's columns and lines. Textual asks at the start and whenever they have changed."""
        try:
            columns, lines = os.get_terminal_size(self._charset.fileno())
        except OSError:
            columns = lines = 0
        size = (columns, lines) if columns and lines else (80, 24)
        if self._frugal:
            self._frugal.resize(*size)
        return size

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, lambda *_: self._loop.call_soon_threadsafe(self._tell_size))
        if self._writer_thread is not None and self._charset.name == UTF_8:
            self._asked = True
            self.write(_IS_IT_UTF_8)

    def _tell_size(self) -> None:
        """In the loop and not where the signal comes: there the next one may interrupt it, and the older size
        would be told last.
        """
        size = Size(*self._get_terminal_size())
        self.send_message(events.Resize(size, size))

    def _sigcont_application(self, *_: object) -> None:
        """After a stop that was not ours (kill -STOP) Textual would start a second time what runs already."""
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            self._get_terminal_size()
            self._loop.call_soon_threadsafe(self._app.refresh)

    def _run_input_thread(self) -> None:
        """What fails here is told like any other failure, by way of ``threading.excepthook``."""
        self.run_input_thread()

    def _query_in_band_window_resize(self) -> None:
        """The signal of a new size comes over SSH as well, and there is one way less to hear of it."""

    def _request_terminal_sync_mode_support(self) -> None:
        if self._frugal is None:  # what that sends is one piece anyway
            super()._request_terminal_sync_mode_support()

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.CursorPosition):
            if self._asked and message.x == 2:
                self._charset.name = "ascii"
                self._get_terminal_size()  # nothing that is shown is as it was meant
                self.send_message(self.NotUtf8())
            self._asked = False
            return
        if isinstance(message, events.Key) and message.key.startswith("alt+") and message.character:
            # As a terminal tells it that knows Alt from Esc.
            super().process_message(events.Key("escape", "\x1b"))
            message = events.Key(message.key.removeprefix("alt+"), message.character)
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Reads keys. Bytes of no letter are no reason to end, and an input at its end is read no more:
        ``signals`` sees that the terminal is gone.
        """
        parser, typed = _Parser(self._debug), Typed()
        decoder = codecs.getincrementaldecoder(self._charset.name)("replace")
        poll = select.poll()
        poll.register(self.fileno, select.POLLIN)
        wait = _TICK
        while not self.exit_event.is_set():
            ready = poll.poll(wait)
            wait = _TICK if ready else _IDLE
            if ready:
                try:
                    data = os.read(self.fileno, _READ)
                except OSError:
                    return
                if not data:
                    return
                if text := typed.take(decoder.decode(data)):  # nothing: to the parser that is the end
                    for event in parser.feed(text):
                        self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
