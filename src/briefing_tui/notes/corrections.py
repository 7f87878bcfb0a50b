"""Corrections on disk, beside the notes: ``<data>/notes/<brief id>/<id>.correction.md``.

A file is written once and never again: a later decision is a file of its own, and what it replaces goes to
the trash.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from briefing_tui.files import digest, write_atomically
from briefing_tui.model import Anchor, BriefingError, Card, Correction
from briefing_tui.notes import folder as place
from briefing_tui.notes.folder import Folder
from briefing_tui.reading.unsafe import clean_line


class CorrectionStore:
    """All corrections of a user. Methods that write raise BriefingError in one line when they cannot.

    ``within`` is as for ``NoteStore``.
    """

    def __init__(self, folder: Path, within: Path | None = None) -> None:
        self.folder = folder
        self._within = within
        self._files = Folder(folder, place.CORRECTION, "correction")

    def problem(self, brief: str) -> str:
        """Why the brief's corrections cannot be read, as ``NoteStore.problem``."""
        return self._files.problem(brief)

    def of(self, brief: str) -> list[Correction]:
        """The brief's corrections, the oldest first; a broken one with its problem."""
        return [self._read(path, brief) for path in self._files.paths(brief)]

    def all(self) -> list[Correction]:
        """Every correction of every brief, by brief and age."""
        return [c for brief in self._files.briefs() for c in self.of(brief)]

    def latest(self, brief: str) -> dt.datetime | None:
        """The time of the latest change; None where there has been none."""
        return self._files.latest(brief)

    def dated(self, brief: str) -> list[tuple[Correction, dt.datetime]]:
        """The brief's corrections, each with the time at which it was made or brought back."""
        return [(self._read(p, brief), place.changed(p)) for p in self._files.paths(brief)]

    def deleted(self, brief: str) -> list[tuple[Correction, dt.datetime]]:
        """Those in the trash, each with the time at which it came there."""
        return [(self._read(p, brief), place.changed(p)) for p in self._files.trashed(brief)]

    def move(self, brief: str, point: Anchor, card: Card) -> Correction:
        """That a point belongs on a card; not on disk yet."""
        new_id, stamp = place.new_id()
        return Correction(new_id, brief, stamp, place.author(), "move", replace(point, card=None), card=card)

    def tie(self, brief: str, a: Anchor, b: Anchor, *, matched: bool) -> Correction:
        """That two points match, or do not; not on disk yet."""
        new_id, stamp = place.new_id()
        a, b = replace(a, card=None), replace(b, card=None)
        return Correction(new_id, brief, stamp, place.author(), "tie" if matched else "untie", a, b)

    def save(self, correction: Correction) -> Correction:
        """Writes a new correction and returns it as saved."""
        from briefing_tui.notes import correctionfile

        path = self._files.path(correction.brief, correction.id)
        text = correctionfile.dump(correction)
        try:
            self._files.make_folder(correction.brief)
            write_atomically(path, text, replace=False)
        except OSError as error:
            raise BriefingError(f"the correction cannot be saved: {place.why(error, path)}") from None
        return replace(correction, etag=digest(text.encode()))

    def delete(self, correction: Correction) -> None:
        """Moves the correction to the trash folder, from where ``restore`` brings it back."""
        self._files.discard(correction.brief, correction.id)

    def restore(self, correction: Correction) -> None:
        self._files.restore(correction.brief, correction.id)

    def _read(self, path: Path, brief: str) -> Correction:
        from briefing_tui.notes import correctionfile

        correction_id = self._files.id_of(path)
        try:
            text, etag = place.read(path, self._within)
        except BriefingError as error:
            return correctionfile.broken(correction_id, brief, str(error))
        return replace(correctionfile.parse(text, correction_id, brief, clean_line(str(path))), etag=etag)
