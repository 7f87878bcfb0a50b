"""What is typed reaches the disk by itself, from a plain thread.

Not from Textual's event loop: that one stops, timers and all, when the terminal stops reading.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from briefing_tui.model import BriefingError, Note
from briefing_tui.notes.store import NoteStore

QUIET = 0.4  # seconds without a key before a save
LONGEST = 2.0  # seconds of continuous typing before a save


class Saver:
    """Saves the latest text of the note being written, debounced. ``told`` hears the outcome.

    ``told(note, problem)`` is called from the saving thread: the note as saved and an empty problem, or
    the unsaved note and why. A failed save is tried again every few seconds, the text is kept.
    """

    def __init__(self, store: NoteStore, told: Callable[[Note, str], None]) -> None:
        self._store = store
        self._told = told
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._wake = threading.Event()
        self._pending: Note | None = None
        self._since = 0.0
        self._last = 0.0
        self._renamed: dict[str, str] = {}
        self._thread: threading.Thread | None = None

    def typed(self, note: Note) -> None:
        """The note's text has changed; it will be on disk within a second of the last key."""
        now = time.monotonic()
        with self._lock:
            if self._pending is None:
                self._since = now
            self._pending = note
            self._last = now
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="note-saver", daemon=True)
            self._thread.start()
        self._wake.set()

    def flush(self) -> bool:
        """Saves at once what is not saved yet. True when nothing is left unsaved."""
        with self._writing:
            with self._lock:
                note, self._pending = self._pending, None
            return note is None or self._save(note)

    def known(self, note: Note) -> Note:
        """The note under the id that its file has, also after a conflict gave it a new one."""
        return replace(note, id=self._renamed.get(note.id, note.id))

    def _run(self) -> None:
        while True:
            self._wake.wait()
            with self._lock:
                pending, last, since = self._pending, self._last, self._since
                if pending is None:
                    self._wake.clear()
                    continue
            due = min(last + QUIET, since + LONGEST) - time.monotonic()
            if due > 0:
                time.sleep(due)
            elif not self.flush():
                time.sleep(LONGEST)

    def _save(self, note: Note) -> bool:
        # The editor goes on with the id that it knows, also after a conflict gave the text a new file.
        known = self.known(note).id
        try:
            saved = self._store.save(self.known(note))
        except BriefingError as error:
            with self._lock:
                if self._pending is None:
                    self._pending, self._since, self._last = note, time.monotonic(), time.monotonic()
                    self._wake.set()
            self._told(note, str(error))
            return False
        if saved.id != known:
            self._renamed[note.id] = saved.id
        self._told(saved, "")
        return True
