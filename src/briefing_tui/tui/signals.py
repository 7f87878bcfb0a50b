"""Leaving when told to, or when the terminal is gone: saved first, with a proper exit status, all of it.

Threads wait for the signals (blocked in every other one) and for the end of the terminal. A handler in
Textual's event loop would never run once the terminal has stopped reading.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence

_SIGNALS = frozenset({signal.SIGHUP, signal.SIGTERM, signal.SIGINT})
# Whatever sequence was begun is dropped. The picture whole, lines wrapped, back from the alternate screen,
# cursor shown, paste and focus reports off.
_RESTORE = b"\x18\x1b[?2026l\x1b[?7h\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"

_PATIENCE = 1.0  # seconds for the program that has the terminal to end
_FAREWELL = 0.5  # seconds for a slow terminal to take the last words in

_lent = threading.Event()
_borrowers: list[int] = []


def guard(save: Callable[[], Sequence[str]]) -> None:
    """From now on SIGHUP, SIGTERM and SIGINT run ``save`` and end the process with 128 + the signal's number.

    So does the end of the terminal, as SIGHUP: under ``nohup`` no signal comes, and Textual's reader of keys
    would go round and round on an input that is at its end. Call it in the main thread before other threads
    start: they inherit the blocked signals.

    ``save`` gives what the person has to know, in lines; they are the last words of the program.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    attributes = None
    with contextlib.suppress(termios.error, ValueError, OSError):
        attributes = termios.tcgetattr(sys.stdin.fileno())
    leave = _Leaving(save, attributes)
    for wait in (lambda: signal.sigwait(_SIGNALS), _end_of_terminal):
        threading.Thread(target=leave.after, args=(wait,), name=f"leaving-{wait}", daemon=True).start()


@contextlib.contextmanager
def lent() -> Iterator[set[int]]:
    """While another program has the terminal, Ctrl+C is its own. Gives the signals to be blocked there."""
    _lent.set()
    try:
        yield signal.pthread_sigmask(signal.SIG_BLOCK, ()) - _SIGNALS
    finally:
        _lent.clear()
        _borrowers.clear()


def borrowed(process: int) -> None:
    """That program has the terminal now."""
    _borrowers.append(process)


def _call_back() -> None:
    """Tells the program that has the terminal to go, and waits: the shell is to have it next."""
    end = time.monotonic() + _PATIENCE
    for process in tuple(_borrowers):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGHUP)
            while time.monotonic() < end:
                os.kill(process, 0)  # until it is there no more: the main thread waits for its end
                time.sleep(0.01)


def _end_of_terminal() -> int:
    """Waits until nobody can type any more. Nothing is read: the keys are Textual's."""
    poll = select.poll()
    poll.register(sys.stdin.fileno(), 0)  # 0: the end of it and errors alone are told
    poll.poll()
    return signal.SIGHUP


class _Leaving:
    """Ends the process once, whichever of the reasons comes first."""

    def __init__(self, save: Callable[[], Sequence[str]], attributes: list[object] | None) -> None:
        self._save = save
        self._attributes = attributes
        self._once = threading.Lock()

    def after(self, wait: Callable[[], int]) -> None:
        while (number := wait()) == signal.SIGINT and _lent.is_set():
            pass
        with self._once:  # never given back: the process ends in here
            told: Sequence[str] = ()
            try:
                told = self._save()
            finally:
                _call_back()
                self._restore("".join(f"briefing: {line}\n" for line in told))
                os._exit(128 + number)

    def _restore(self, last_words: str) -> None:
        """Waits a moment at most: a terminal that does not read must not hold the process."""
        handle = sys.__stderr__.fileno() if sys.__stderr__ else 2  # sys.stderr is Textual's by now
        if self._attributes is not None:
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(handle, termios.TCSANOW, self._attributes)  # type: ignore[arg-type]
        rest = _RESTORE + last_words.encode(errors="replace")
        end = time.monotonic() + _FAREWELL
        with contextlib.suppress(OSError):
            os.set_blocking(handle, False)
            try:
                while rest and time.monotonic() < end:
                    try:
                        rest = rest[os.write(handle, rest) :]
                    except BlockingIOError:  # what Textual wrote is still on its way
                        time.sleep(0.01)
            finally:
                os.set_blocking(handle, True)  # the shell has it too
