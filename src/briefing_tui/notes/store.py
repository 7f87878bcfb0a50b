"""Notes on disk: ``<data>/notes/<brief id>/<note id>.md``, the user's alone; deleted: in ``.trash``."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from dataclasses import replace
from pathlib import Path

from briefing_tui.files import private_folder, write_atomically
from briefing_tui.model import Anchor, BriefingError, Note
from briefing_tui.reading.unsafe import clean_line, reason

_TRASH = ".trash"


class NoteStore:
    """All notes of a user. Methods that write raise BriefingError in one line when they cannot."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def count(self, brief: str) -> int:
        """How many notes the brief has, without reading them."""
        return len(self._files(brief))

    def counts(self) -> dict[str, int]:
        """Number of notes by brief id, for the briefs that have any."""
        try:
            briefs = [p.name for p in self.folder.iterdir() if p.is_dir() and not p.name.startswith(".")]
        except OSError:
            return {}
        return {name: n for name in briefs if (n := self.count(name))}

    def of(self, brief: str) -> list[Note]:
        """The brief's notes, the oldest first; a broken one with its text and its problem."""
        return [self._read(path, brief) for path in self._files(brief)]

    def all(self) -> list[Note]:
        """Every note of every brief, by brief and age."""
        return [note for brief in sorted(self.counts()) for note in self.of(brief)]

    def new(self, brief: str, anchor: Anchor) -> Note:
        """A note that is not on disk yet. Ids sort by time and do not collide."""
        now = dt.datetime.now().astimezone()
        note_id = f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
        stamp = now.isoformat(timespec="seconds")
        return Note(note_id, brief, stamp, stamp, _author(), anchor, "")

    def save(self, note: Note) -> Note:
        """Writes the note and returns it as saved. A broken one is refused: what was not read would be lost.

        Where the file on disk is no longer the one that was read (another session, an editor), both
        texts are kept: ours goes to a new note beside it, which is returned.
        """
        from briefing_tui.notes import notefile

        if note.problem:
            raise BriefingError(f"the note cannot be saved before its file is mended: {note.problem}")
        path = self._path(note)
        try:
            private_folder(path.parent)
            if _changed_by_others(path, note.etag):
                fresh = self.new(note.brief, note.anchor)
                note = replace(note, id=fresh.id, created=fresh.created)
                path = self._path(note)
            note = replace(
                note,
                updated=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
                tags=notefile.all_tags(note.set_tags, note.body),
            )
            text = notefile.dump(note)
            write_atomically(path, text)
        except OSError as error:
            shown = clean_line(str(path))
            raise BriefingError(f"the note cannot be saved: {reason(error)}: {shown}") from None
        return replace(note, etag=_digest(text.encode()))

    def delete(self, note: Note) -> None:
        """Moves the note to the trash folder, from where ``restore`` brings it back."""
        self._move(self._path(note), self._trashed(note))

    def restore(self, note: Note) -> None:
        if self._path(note).exists():  # written anew meanwhile: neither text may be lost
            raise BriefingError(f"{clean_line(str(self._path(note)))}: there is such a note again")
        self._move(self._trashed(note), self._path(note))

    def _move(self, source: Path, target: Path) -> None:
        try:
            private_folder(target.parent)
            source.rename(target)
        except FileNotFoundError:
            raise BriefingError(f"{clean_line(str(source))}: the note is no longer there") from None
        except OSError as error:
            raise BriefingError(f"{clean_line(str(source))}: cannot be moved: {reason(error)}") from None

    def _read(self, path: Path, brief: str) -> Note:
        from briefing_tui.notes import notefile

        where = clean_line(str(path))
        try:
            data = path.read_bytes()
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            return _broken(path.stem, brief, f"{where}: cannot be read: {reason(error)}")
        except UnicodeDecodeError:
            return _broken(path.stem, brief, f"{where}: is not UTF-8")
        return replace(notefile.parse(text, path.stem, brief, where), etag=_digest(data))

    def _files(self, brief: str) -> list[Path]:
        try:
            return sorted(
                p for p in (self.folder / _safe(brief)).iterdir()
                if p.suffix == ".md" and not p.name.startswith(".")
            )  # fmt: skip
        except OSError:
            return []

    def _path(self, note: Note) -> Path:
        return self.folder / _safe(note.brief) / f"{_safe(note.id)}.md"

    def _trashed(self, note: Note) -> Path:
        return self.folder / _TRASH / _safe(note.brief) / f"{_safe(note.id)}.md"


def _changed_by_others(path: Path, etag: str) -> bool:
    """Whether the file is another one than was read. A file that is gone is no other text."""
    try:
        return _digest(path.read_bytes()) != etag
    except FileNotFoundError:
        return False


def _safe(name: str) -> str:
    """A brief's or a note's id as a folder or file name: it cannot leave its place."""
    if not name or name.startswith(".") or "/" in name or os.sep in name or "\0" in name:
        raise BriefingError(f"{clean_line(name)!r} cannot be the name of a folder of notes")
    return name


def _broken(note_id: str, brief: str, problem: str) -> Note:
    return Note(note_id, brief, "", "", "", Anchor(), "", problem=problem)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _author() -> str:
    import getpass

    try:
        return clean_line(getpass.getuser())
    except (OSError, KeyError):
        return ""
