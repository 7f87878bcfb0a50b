"""What a session that is writing leaves for the next one: which note was open, and text not yet in its place.

One file a note and session in the state folder, gone when the note is closed. One that is still there when
its session is not tells of a kill, a loss of power or of the connection: the note is offered again.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeGuard

from briefing_tui.files import is_file_name, private_folder, write_atomically
from briefing_tui.frozen import dataclass
from briefing_tui.model import BriefingError, Note
from briefing_tui.notes import folder as place
from briefing_tui.reading.unsafe import clean_line, reason

_ABOUT = "draft"  # the key of the front matter that makes the file of a note a draft
_SUFFIX = ".draft.md"
_TAKEN = ".taken.md"  # in place of the suffix, once the draft was opened
_QUIET = 600  # seconds without a save after which a session on another machine counts as ended


@dataclass(frozen=True, slots=True)
class Draft:
    """``note`` as it was left, with the reason in ``problem`` where the draft cannot be read.

    ``whole``: its text is here and may be nowhere else. Otherwise it is in the note's own file.
    """

    note: Note
    path: Path
    whole: bool


class Drafts:
    """The drafts in a folder. ``key`` is the id of the note as the editor opened it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Two machines may have one folder, and a process of the same number each.
        self._session = f"{os.getpid()}-{os.urandom(3).hex()}"
        self._written: dict[str, str] = {}  # by key: the id of the note it names; empty: it holds the text

    def opened(self, key: str, note: Note) -> None:
        """The note is being written and is in its place so far. But a reminder: it may fail in silence."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            if self._written.get(key) == note.id:
                os.utime(path)  # a sign of life for sessions on other machines
            else:
                self._write(key, note, whole=False)

    def keep(self, key: str, note: Note) -> Path:
        """Puts the text of a note here that cannot be saved in its place; gives the file. Raises OSError."""
        self._write(key, note, whole=True)
        return self._path(key)

    def drop(self, key: str) -> None:
        """The note was closed: nothing of it is to be offered."""
        if key in self._written:
            del self._written[key]
            with contextlib.suppress(OSError):
                self._path(key).unlink()

    def drop_all(self) -> None:
        for key in list(self._written):
            self.drop(key)

    def left(self) -> list[Draft]:
        """The drafts of sessions that have ended, the newest first. A folder that cannot be read has none."""
        paths: list[Path] = []
        with contextlib.suppress(OSError):
            paths += self.folder.glob(f"*{_SUFFIX}")
        read = (_read(path) for path in sorted(paths, key=place.changed, reverse=True))
        return [draft for draft, ended in read if ended]

    def take(self, draft: Draft) -> Draft:
        """Renames the draft before it is opened: a bad one cannot come up at every start.

        Raises BriefingError.
        """
        path = draft.path.with_name(draft.path.name.removesuffix(_SUFFIX) + _TAKEN)
        try:
            draft.path.rename(path)
        except OSError as error:
            shown = clean_line(str(draft.path))
            raise BriefingError(f"the draft cannot be opened: {reason(error)}: {shown}") from None
        return replace(draft, path=path)

    def _path(self, key: str) -> Path:
        """The draft's file. No key leads out of the folder, nor stands in the way of keeping the text."""
        name = re.sub(r"[/\0]", "_", key)
        return self.folder / f"{name}.{self._session}{_SUFFIX}"

    def _write(self, key: str, note: Note, *, whole: bool) -> None:
        from briefing_tui.notes import notefile

        about = {
            "note": note.id,
            "brief": note.brief,
            "host": socket.gethostname(),
            "process": os.getpid(),
            "started": _started(os.getpid()),
            "whole": whole,
            "etag": note.etag,
        }
        body = note.body if whole else ""
        text = notefile.dump(replace(note, body=body, extra=(*note.extra, (_ABOUT, about))))
        private_folder(self.folder, self.folder.parent)
        write_atomically(self._path(key), text)
        self._written[key] = "" if whole else note.id


def _read(path: Path) -> tuple[Draft, bool]:
    """The draft in a file, a bad one with its problem, and whether its session has ended."""
    from briefing_tui.notes import notefile

    shown = clean_line(str(path))
    try:
        text, _ = place.read(path, path.parent)
        note = notefile.parse(text, path.name, "", shown)
        if note.problem:
            raise BriefingError(note.problem)
        extra = dict(note.extra)
        about = extra.pop(_ABOUT, None)
        if not isinstance(about, dict):
            raise BriefingError(f"is no draft: {shown}")
        note_id, brief = about.get("note"), about.get("brief")
        if not (_names_file(note_id, place.NOTE) and _names_file(brief)):
            raise BriefingError(f"does not say which note it is of: {shown}")
    except BriefingError as error:
        return Draft(_broken(path, str(error)), path, whole=True), True
    etag = notefile.word(about.get("etag"))
    note = replace(note, id=note_id, brief=brief, etag=etag, extra=tuple(extra.items()))
    return Draft(note, path, bool(about.get("whole"))), not _lives(about, path)


def _names_file(value: object, suffix: str = "") -> TypeGuard[str]:
    return isinstance(value, str) and is_file_name(value + suffix)


def _broken(path: Path, problem: str) -> Note:
    from briefing_tui.model import Anchor

    return Note(path.name, "", "", "", "", Anchor(), "", problem=problem)


def _lives(about: dict[str, Any], path: Path) -> bool:
    """Whether the session that wrote the draft goes on."""
    if about.get("host") != socket.gethostname():
        return time.time() - place.changed(path).timestamp() < _QUIET
    process = about.get("process")
    if type(process) is not int or process <= 0:  # to os.kill these are whole groups of processes
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):  # none has that number; none can have it
        return False
    except PermissionError:
        return False  # a process of another user has that number now
    return bool(_started(process) == about.get("started"))


def _started(process: int) -> int:
    """When a process began, in the system's ticks: its number may be given again. 0: not known here."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("ascii", "replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[19])
