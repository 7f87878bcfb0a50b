"""What is known of the brief at the mark of the library, beside the list where the window is wide."""

from __future__ import annotations

from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from briefing_tui.library.shelf import Entry
from briefing_tui.tui.widgets.drawn import Bar

if TYPE_CHECKING:
    from briefing_tui.tui.about_page import Known

MARGIN = 4  # columns beside its words
_REST = 0.15  # seconds after which a mark rests: keys that are held down come quicker


class About(Bar):
    """Follows the mark once it rests: a key that moves it costs nothing here. The brief's files are read in a
    thread, one at a time, and what comes too late is dropped.
    """

    class Came(Message):
        """From the thread: what is known of the brief, or why it cannot be read."""

        def __init__(self, entry: Entry, known: Known | str) -> None:
            super().__init__()
            self.entry = entry
            self.known = known

    def __init__(self) -> None:
        super().__init__(id="about")
        self._entry: Entry | None = None
        self._notes = 0
        self._timer: Timer | None = None
        self._thread: Thread | None = None  # until what it read has come

    def follow(self, entry: Entry | None, notes: int) -> None:
        """The brief at the mark, if any, and how many notes it has."""
        self._entry, self._notes = entry, notes
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._rests) if self.display else None

    def _rests(self) -> None:
        from briefing_tui.tui.waiting import QUICK

        self._timer = None
        entry = self._entry
        if entry and not entry.problem and not self._thread:
            self._thread = Thread(target=copy_context().run, args=(self._read, entry), daemon=True)
            self._thread.start()
            self._thread.join(QUICK)
            if not self._thread.is_alive():
                return  # what has come is drawn at once
        self._draw(None)

    def _read(self, entry: Entry) -> None:
        from briefing_tui.tui import about_page

        self.post_message(self.Came(entry, about_page.known(self.app, entry)))  # type: ignore[arg-type]

    def on_about_came(self, event: Came) -> None:
        self._thread = None
        if event.entry == self._entry:
            self._draw(event.known)
        elif not self._timer:  # the mark rests elsewhere since
            self._rests()

    def _draw(self, known: Known | str | None) -> None:
        from briefing_tui.tui import about_page

        width, height = self.size
        self.show(*about_page.lines(self._entry, self._notes, known, width, height))
