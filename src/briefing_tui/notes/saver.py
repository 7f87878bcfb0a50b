"""What is typed reaches the disk by itself, from a plain thread.

Not from Textual's event loop: that one stops, timers and all, when the terminal stops reading.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from briefing_tui.model import BriefingError, Note
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.store import NoteStore

QUIET = 0.4  # seconds without a key before a save
LONGEST = 2.0  # seconds of continuous typing before a save
PATIENCE = 5.0  # seconds for the disk to answer before it is told that it does not
NO_ANSWER = "the disk does not answer; the note is saved as soon as it does"


class Saver:
    """Saves the latest text of each note being written, debounced. ``told`` hears the outcome.

    ``told(note, problem)`` is called from the saving thread: the note as saved and an empty problem, or
    the unsaved note and why. A failed save is tried again every few seconds, the text is kept; until then
    it lies in ``drafts``.

    The editor goes on with the note as it opened it, also after a conflict gave its text a new file;
    ``current`` tells what became of it until ``closed`` ends the editing.
    """

    def __init__(self, store: NoteStore, drafts: Drafts, told: Callable[[Note, str], object]) -> None:
        self._store = store
        self._drafts = drafts
        self._told = told
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._wake = threading.Event()
        self._pending: dict[str, Note] = {}  # by the id under which the editor opened it
        self._saved: dict[str, Note] = {}
        self._since = 0.0
        self._last = 0.0
        self._began = 0.0  # the save that goes on; 0: none does
        self._thread: threading.Thread | None = None

    def typed(self, note: Note) -> None:
        """The note's text has changed; it will be on disk within a second of the last key."""
        now = time.monotonic()
        with self._lock:
            if not self._pending:
                self._since = now
            self._pending[note.id] = note
            self._last = now
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="note-saver", daemon=True)
            self._thread.start()
        self._wake.set()

    def flush(self) -> bool:
        """Saves at once what is not saved yet. True when nothing is left unsaved."""
        with self._writing:
            with self._lock:
                notes, self._pending = list(self._pending.values()), {}
            self._began = time.monotonic()
            try:
                saved = [self._save(note) for note in notes]  # each of them, also after one that failed
            finally:
                self._began = 0.0
            return all(saved)

    def flush_within(self, seconds: float) -> bool:
        """As ``flush``, for the screen, which a network disk that does not answer must not hold.

        Raises BriefingError where it has not answered by then; the saving goes on, and ``told`` hears of it.
        """
        saved: list[bool] = []
        thread = threading.Thread(target=lambda: saved.append(self.flush()), daemon=True)
        thread.start()
        thread.join(seconds)
        if not saved:
            raise BriefingError(NO_ANSWER)
        return saved[0]

    @property
    def late(self) -> bool:
        """Whether the disk has not answered for a while."""
        began = self._began
        return bool(began) and time.monotonic() - began > PATIENCE

    def unsaved(self) -> dict[str, Note]:
        """What could not be saved so far, by the id under which the editor opened it."""
        with self._lock:
            return {key: self._mine(note) for key, note in self._pending.items()}

    def open(self) -> list[Note]:
        """The notes that were written and are not closed yet, as they are on disk."""
        return list(self._saved.values())

    def current(self, note: Note) -> Note:
        """The note as it was saved last: under the id that its file has, with the text on disk."""
        return self._saved.get(note.id, note)

    def closed(self, note: Note) -> Note:
        """Ends the editing of a note; gives it as it was saved last."""
        self._drafts.drop(note.id)
        return self._saved.pop(note.id, note)

    def changed_elsewhere(self, note: Note) -> Note | None:
        """The note as another session or an editor left it on disk, if it did since it was read here."""
        if not self._writing.acquire(blocking=False):
            return None  # being saved at this moment: the next look tells
        try:
            mine = self.current(note)
            theirs = self._store.get(mine.brief, mine.id)
            return theirs if theirs and mine.etag and theirs.etag != mine.etag else None
        finally:
            self._writing.release()

    def left(self) -> None:
        """The person leaves with everything saved: nothing is to be offered next time."""
        self._drafts.drop_all()

    def _run(self) -> None:
        while True:
            self._wake.wait()
            with self._lock:
                pending, last, since = bool(self._pending), self._last, self._since
                if not pending:
                    self._wake.clear()
                    continue
            due = min(last + QUIET, since + LONGEST) - time.monotonic()
            if due > 0:
                time.sleep(due)
            elif not self.flush():
                time.sleep(LONGEST)

    def _save(self, note: Note) -> bool:
        mine = self._mine(note)
        if note.id not in self._saved:  # before the note: a kill between the two must not leave it unoffered
            with contextlib.suppress(OSError):
                self._drafts.keep(note.id, mine)
        try:
            saved = self._store.save(mine)
        except BriefingError as error:
            with self._lock:
                self._since = self._last = time.monotonic()
                self._pending.setdefault(note.id, note)  # unless something newer was typed meanwhile
                self._wake.set()
            with contextlib.suppress(OSError):  # full here too: the text is in the editor, and tried again
                self._drafts.keep(note.id, mine)
            self._told(note, str(error))
            return False
        self._saved[note.id] = saved
        self._drafts.opened(note.id, saved)
        self._told(saved, "")
        return True

    def _mine(self, note: Note) -> Note:
        """The note as the editor has it, under the id and over the file that it has by now."""
        before = self.current(note)
        return replace(note, id=before.id, etag=before.etag)
