"""Notes on disk: ``<data>/notes/<brief id>/<note id>.md``, the user's alone; deleted: in ``.trash``."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import replace
from pathlib import Path

from briefing_tui.files import digest, read_ordinary, replace_known, stay_inside, write_atomically
from briefing_tui.model import Anchor, BriefingError, Note
from briefing_tui.notes import folder as place
from briefing_tui.notes.folder import Folder
from briefing_tui.reading.unsafe import clean_line


class NoteStore:
    """All notes of a user. Methods that write raise BriefingError in one line when they cannot.

    With ``within``, a folder above ``folder``, nothing is read through a link that leads out of that.
    """

    def __init__(self, folder: Path, within: Path | None = None) -> None:
        self.folder = folder
        self.within = within
        self._files = Folder(folder, place.NOTE, "note")

    def problem(self, brief: str = "") -> str:
        """Why the notes of the brief, or of any brief, cannot be read: one line, the path last.

        Empty where they can be read, or are not there yet.
        """
        return self._files.problem(brief)

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
        """Writes what was edited in the note and returns it as saved; nothing edited, nothing written.

        A broken one is refused: what was not read would be lost. Where the file on disk is no longer the one
        that was read (another session, an editor, git), or was broken by another program, both texts are
        kept: ours goes to a conflict copy beside it, which is returned. A link in the place of the file or of
        a folder is not written through, nor replaced.
        """
        from briefing_tui.notes import notefile

        if note.problem:
            raise BriefingError(f"the note cannot be saved before its file is mended: {note.problem}")
        path = self._files.path(note.brief, note.id)
        edited = replace(note, updated=place.now(), tags=notefile.all_tags(note.set_tags, note.body))
        try:
            self._files.make_folder(note.brief)
            there = self._bytes(path)
            if there is None:
                text = notefile.dump(edited)
            else:
                theirs = self._read(path, note.brief)
                if theirs.problem or {theirs.etag, digest(there)} != {note.etag}:
                    return self._beside(edited, theirs)
                text = notefile.amended(there.decode(), edited)
                if text.encode() == there:
                    return note
            # What came there in the moment since is another session's text: it becomes the conflict copy.
            aside = self._files.path(note.brief, place.conflict_id(note.id))
            replace_known(path, text, note.etag, aside)
        except FileExistsError:
            return self.save(note)  # a file came to an empty place: now there is one to compare with
        except OSError as error:
            raise BriefingError(f"the note cannot be saved: {place.why(error, path)}") from None
        return replace(edited, etag=digest(text.encode()))

    def _beside(self, note: Note, theirs: Note) -> Note:
        """The note as a conflict copy; or the other one, where it says the same."""
        from briefing_tui.notes import notefile

        if not theirs.problem and replace(theirs, etag="", updated="") == replace(note, etag="", updated=""):
            return theirs
        note = replace(note, id=place.conflict_id(note.id))
        text = notefile.dump(note)
        write_atomically(self._files.path(note.brief, note.id), text, replace=False)
        return replace(note, etag=digest(text.encode()))

    def get(self, brief: str, note_id: str) -> Note | None:
        """The note as it is on disk now; None where it is not there."""
        path = self._files.path(brief, note_id)
        with contextlib.suppress(BriefingError):  # where it cannot be told, reading says why
            if not place.there(path):
                return None
        return self._read(path, brief)

    def path(self, note: Note) -> Path:
        """The file that the note has, or would have."""
        return self._files.path(note.brief, note.id)

    def content(self, note: Note) -> bytes:
        """The note's file as it is. Raises BriefingError."""
        path = self._files.path(note.brief, note.id)
        try:
            return read_ordinary(path, within=self.within)
        except OSError as error:
            raise BriefingError(f"the note cannot be read: {place.why(error, path)}") from None

    def put_back(self, note: Note, content: bytes) -> None:
        """Puts the note's file back as it was. Raises BriefingError."""
        path = self._files.path(note.brief, note.id)
        try:
            stay_inside(self.folder.parent, path.parent)
            write_atomically(path, content)
        except OSError as error:
            raise BriefingError(f"the note cannot be saved: {place.why(error, path)}") from None

    def signature(self, brief: str) -> object:
        """Something that is another one when a note or a correction of the brief has changed on disk."""
        return self._files.signature(brief)

    def latest(self, brief: str) -> dt.datetime | None:
        """The time of the latest change; None where there has been none."""
        return self._files.latest(brief)

    def dated(self, brief: str) -> list[tuple[Note, dt.datetime]]:
        """The brief's notes, each with the time of its latest change."""
        return [(self._read(p, brief), place.changed(p)) for p in self._files.paths(brief)]

    def deleted(self, brief: str) -> list[tuple[Note, dt.datetime]]:
        """Those in the trash, each with the time at which it came there."""
        return [(self._read(p, brief), place.changed(p)) for p in self._files.trashed(brief)]

    def folders(self) -> object:
        """Something that is another one when a brief has got or lost a note."""
        return self._files.signature()

    def delete(self, note: Note) -> None:
        """Moves the note to the trash folder, from where ``restore`` brings it back."""
        self._files.discard(note.brief, note.id)

    def restore(self, note: Note) -> None:
        self._files.restore(note.brief, note.id)

    def _read(self, path: Path, brief: str) -> Note:
        from briefing_tui.notes import notefile

        note_id = self._files.id_of(path)
        try:
            text, etag = place.read(path, self.within)
        except BriefingError as error:
            return Note(note_id, brief, "", "", "", Anchor(), "", problem=str(error))
        return replace(notefile.parse(text, note_id, brief, clean_line(str(path))), etag=etag)

    def _bytes(self, path: Path) -> bytes | None:
        """What the file holds; None where there is none. Raises OSError."""
        try:
            return read_ordinary(path, within=self.within)
        except FileNotFoundError:
            return None
