"""Notes on disk: ``<data>/notes/<brief id>/<note id>.md``, the user's alone; deleted: in ``.trash``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefing_tui.files import private_folder, write_atomically
from briefing_tui.model import Anchor, BriefingError, Note
from briefing_tui.notes import folder as place
from briefing_tui.notes.folder import Folder
from briefing_tui.reading.unsafe import clean_line, reason


class NoteStore:
    """All notes of a user. Methods that write raise BriefingError in one line when they cannot."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = Folder(folder, place.NOTE, "note")

    def count(self, brief: str) -> int:
        """How many notes the brief has, without reading them."""
        return len(self._files.paths(brief))

    def counts(self) -> dict[str, int]:
        """Number of notes by brief id, for the briefs that have any."""
        return {name: n for name in self._files.briefs() if (n := self.count(name))}

    def of(self, brief: str) -> list[Note]:
        """The brief's notes, the oldest first; a broken one with its text and its problem."""
        return [self._read(path, brief) for path in self._files.paths(brief)]

    def all(self) -> list[Note]:
        """Every note of every brief, by brief and age."""
        return [note for brief in sorted(self.counts()) for note in self.of(brief)]

    def new(self, brief: str, anchor: Anchor) -> Note:
        """A note that is not on disk yet. Ids sort by time and do not collide."""
        note_id, stamp = place.new_id()
        return Note(note_id, brief, stamp, stamp, place.author(), anchor, "")

    def save(self, note: Note) -> Note:
        """Writes the note and returns it as saved. A broken one is refused: what was not read would be lost.

        Where the file on disk is no longer the one that was read (another session, an editor), both
        texts are kept: ours goes to a new note beside it, which is returned.
        """
        from briefing_tui.notes import notefile

        if note.problem:
            raise BriefingError(f"the note cannot be saved before its file is mended: {note.problem}")
        path = self._files.path(note.brief, note.id)
        try:
            private_folder(path.parent)
            if _changed_by_others(path, note.etag):
                fresh = self.new(note.brief, note.anchor)
                note = replace(note, id=fresh.id, created=fresh.created)
                path = self._files.path(note.brief, note.id)
            note = replace(
                note,
                updated=place.now(),
                tags=notefile.all_tags(note.set_tags, note.body),
            )
            text = notefile.dump(note)
            write_atomically(path, text)
        except OSError as error:
            shown = clean_line(str(path))
            raise BriefingError(f"the note cannot be saved: {reason(error)}: {shown}") from None
        return replace(note, etag=place.digest(text.encode()))

    def delete(self, note: Note) -> None:
        """Moves the note to the trash folder, from where ``restore`` brings it back."""
        self._files.discard(note.brief, note.id)

    def restore(self, note: Note) -> None:
        self._files.restore(note.brief, note.id)

    def _read(self, path: Path, brief: str) -> Note:
        from briefing_tui.notes import notefile

        note_id = self._files.id_of(path)
        try:
            text, etag = place.read(path)
        except BriefingError as error:
            return Note(note_id, brief, "", "", "", Anchor(), "", problem=str(error))
        return replace(notefile.parse(text, note_id, brief, clean_line(str(path))), etag=etag)


def _changed_by_others(path: Path, etag: str) -> bool:
    """Whether the file is another one than was read. A file that is gone is no other text."""
    try:
        return place.digest(path.read_bytes()) != etag
    except FileNotFoundError:
        return False
