"""Work that may be long, or that a disk holds up: in a thread, and the keys are answered meanwhile.

What is quick is done as if there were no thread: the caller waits for it, and nothing is drawn in between.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import events
from textual.message import Message

from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui.typography import fitting

if TYPE_CHECKING:
    from briefing_tui.tui.screens.base import ReaderScreen

QUICK = 0.1  # seconds for which a key may hold the screen: nobody sees them
T = TypeVar("T")


class Waiting(Generic[T]):
    """``work`` runs in the thread, and asks nothing of the screen. ``then`` has what it gives, on the screen
    that waits; ``late`` says in words what becomes of it where Esc has been pressed, another screen opened or
    a note begun meanwhile: by itself it is dropped. A BriefingError of the work is said.
    """

    class Ended(Message):
        """From the thread: the work is done, or has failed."""

        def __init__(self, waiting: Waiting[T]) -> None:
            super().__init__()
            self.waiting = waiting

    def __init__(
        self,
        screen: ReaderScreen,
        words: str,
        work: Callable[[], T],
        then: Callable[[T], object],
        late: Callable[[T], str] | None = None,
    ) -> None:
        self.words = clean_line(words)
        self._screen = screen
        self._app = screen.desk
        self._work = work
        self._then = then
        self._late = late
        self._outcome: tuple[T] | BriefingError | None = None
        self._told = False
        self._typing = screen.typing
        self._thread = Thread(target=copy_context().run, args=(self._run,), daemon=True)

    def begin(self) -> None:
        """Returns when the work is done, or when it is not quick."""
        self._screen.waiting = self
        self._thread.start()
        self._thread.join(QUICK)
        if self._thread.is_alive():
            self._screen.foot()
        else:
            self.end()

    def _run(self) -> None:
        try:
            self._outcome = (self._work(),)
        except BriefingError as error:
            self._outcome = error
        self._app.post_message(self.Ended(self))

    def foot(self) -> str:
        """What the foot says meanwhile."""
        room = self._app.size.width - 2
        return fitting(room, f"{self.words} … · Esc leaves it", f"{self.words} …")

    def take(self, event: events.Key) -> bool:
        """A key that reached the app; Esc belongs here, and all others do what they do."""
        if event.key == "escape":
            self._screen.waiting = None
            self._screen.say(f"left: {self.words}")
        return event.key == "escape"

    def end(self) -> None:
        """Hands on what has come, once."""
        if self._told or self._outcome is None:
            return
        self._told = True
        # Letters of a note that was begun meanwhile would be keys of what opens.
        disturbs = self._screen.typing not in (None, self._typing)
        awaited = self._screen.waiting is self and self._screen.on_top and not disturbs
        if self._screen.waiting is self:
            self._screen.waiting = None
            if self._screen.there:
                self._screen.foot()
        if isinstance(self._outcome, BriefingError):
            self._app.say(str(self._outcome), bad=True)
        elif awaited:
            self._then(self._outcome[0])
        else:
            dropped = f"too late, and dropped: {self.words}"
            self._app.say(self._late(self._outcome[0]) if self._late else dropped)
