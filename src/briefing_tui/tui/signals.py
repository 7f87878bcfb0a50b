"""Leaving by a signal: saved first, the terminal put right, a proper exit status.

A thread waits for the signals, blocked in every other one. A handler in Textual's event loop would never
run once the terminal has stopped reading.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
import threading
from collections.abc import Callable

_SIGNALS = frozenset({signal.SIGHUP, signal.SIGTERM})
# Back from the alternate screen, cursor shown, mouse, paste and focus reports off.
_RESTORE = b"\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"


def guard(save: Callable[[], object]) -> None:
    """From now on SIGHUP and SIGTERM run ``save`` and end the process with 128 + the signal's number.

    Call it in the main thread before other threads start: they inherit the blocked signals.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    attributes = None
    with contextlib.suppress(termios.error, ValueError, OSError):
        attributes = termios.tcgetattr(sys.stdin.fileno())
    threading.Thread(target=_wait, args=(save, attributes), name="signals", daemon=True).start()


def _wait(save: Callable[[], object], attributes: object) -> None:
    number = signal.sigwait(_SIGNALS)
    try:
        save()
    finally:
        if number == signal.SIGTERM:
            _restore(attributes)
        os._exit(128 + number)


def _restore(attributes: object) -> None:
    """Writes without waiting: a terminal that does not read must not hold the process."""
    with contextlib.suppress(OSError, ValueError, termios.error):
        handle = sys.__stderr__.fileno() if sys.__stderr__ else 2  # sys.stderr is Textual's by now
        os.set_blocking(handle, False)
        os.write(handle, _RESTORE)
        os.set_blocking(handle, True)
        if attributes is not None:
            termios.tcsetattr(handle, termios.TCSANOW, attributes)  # type: ignore[arg-type]
