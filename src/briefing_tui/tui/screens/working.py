"""A screen that waits for long work: how far that is is said in words, and leaving the screen ends it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from contextvars import copy_context
from threading import Event, Thread

from textual.message import Message

from briefing_tui.tui.screens.base import ReaderScreen

_EVERY = 0.25  # seconds between two words of how far it is


class Left(Exception):
    """The screen was left: nobody waits for the answer."""


class WorkingScreen(ReaderScreen):
    """``far`` gives what long work calls between its steps; ``meanwhile`` is what the page says meanwhile."""

    class Far(Message):
        """From a thread: what is being done, and how much of it is."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, meanwhile: str) -> None:
        super().__init__()
        self.meanwhile = meanwhile
        self.left = Event()

    def on_unmount(self) -> None:
        self.left.set()

    def start(self, work: Callable[[], None]) -> None:
        """Does the work in a thread; in it the app is known even when the screen is gone."""

        def run() -> None:
            with contextlib.suppress(Left):
                work()

        Thread(target=copy_context().run, args=(run,), name=self.NAME, daemon=True).start()

    def far(self, what: str) -> Callable[[int, int], None]:
        """For the thread: to be told how many of how many are done. Raises Left once the screen is left."""
        last = time.monotonic()

        def told(done: int, of: int) -> None:
            nonlocal last
            if self.left.is_set():
                raise Left
            if (now := time.monotonic()) - last > _EVERY:
                last = now
                self.post_message(self.Far(f"{what}: {done:,} of {of:,} …"))

        return told

    def on_working_screen_far(self, event: Far) -> None:
        self.meanwhile = event.words
        self._under_message(self.draw)
