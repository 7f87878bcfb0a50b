"""The folder of what the analyst wrote: ids, names, reading, the trash. Notes and corrections lie in it."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path

from briefing_tui.files import (
    Linked,
    digest,
    is_file_name,
    private_folder,
    read_ordinary,
    set_time,
    stay_inside,
)
from briefing_tui.model import CONFLICT, BriefingError
from briefing_tui.reading.unsafe import clean_line, reason

NOTE = ".md"
CORRECTION = ".correction.md"
_TRASH = ".trash"
_ID_TIME = "%Y%m%dT%H%M%S%f"


class Gone(BriefingError):
    """What was to be moved is not there, or its place is taken: trying again does not help."""


class Folder:
    """The files of one kind, ``<root>/<brief id>/<id><suffix>``; ``what`` names the kind in errors.

    Nothing is written through a link that leads out of the folder in which ``root`` lies.
    """

    def __init__(self, root: Path, suffix: str, what: str) -> None:
        self.root = root
        self._suffix = suffix
        self._what = what

    def briefs(self) -> list[str]:
        """Ids of the briefs that have a folder."""
        try:
            return sorted(p.name for p in self.root.iterdir() if _is_dir(p) and not p.name.startswith("."))
        except OSError:
            return []

    def problem(self, brief: str = "") -> str:
        """Why the folder of the brief, or of any brief, cannot be read: one line, the path last.

        Empty where they can be read, or are not there yet.
        """
        names = [file_name(brief)] if brief else self.briefs()
        for folder in (self.root, *(self.root / name for name in names)):
            try:
                next(folder.iterdir(), folder).lstat()  # what is listed may still be out of reach
            except OSError as error:
                # A link that leads nowhere: the notes may lie on a disk that is not at hand.
                if not isinstance(error, FileNotFoundError) or folder.is_symlink():
                    return f"the {self._what}s cannot be read: {reason(error)}: {clean_line(str(folder))}"
        return ""

    def paths(self, brief: str) -> list[Path]:
        """The brief's files, the oldest first."""
        return self._paths(self.root / file_name(brief))

    def trashed(self, brief: str) -> list[Path]:
        """Those of the brief that lie in the trash."""
        return self._paths(self.root / _TRASH / file_name(brief))

    def latest(self, brief: str) -> dt.datetime | None:
        """When a file of the brief was made, written, deleted or brought back last; None where there is none.

        Some file systems keep whole seconds: a file is then older than its id.
        """
        files = (*self.paths(brief), *self.trashed(brief))
        made = (made_at(self.id_of(path), "") for path in files)
        return max((at for at in (*map(changed, files), *made) if at), default=None)

    def _paths(self, folder: Path) -> list[Path]:
        try:
            found = [p for p in folder.iterdir() if _suffix(p) == self._suffix and not p.name.startswith(".")]
        except OSError:
            return []
        return sorted(found, key=self.id_of)

    def path(self, brief: str, file_id: str) -> Path:
        return self.root / file_name(brief) / file_name(file_id + self._suffix)

    def make_folder(self, brief: str) -> None:
        """Makes the brief's folder where it is missing. Raises OSError."""
        private_folder(self.root / file_name(brief), self.root.parent)

    def signature(self, brief: str = "") -> frozenset[tuple[str, int, int]]:
        """What the brief's folder looks like from outside: another one where a file of it has changed.

        Without a brief the folder of all briefs: another one where a file has come or gone.
        """
        found = []
        with (
            contextlib.suppress(OSError),
            os.scandir(self.root / file_name(brief) if brief else self.root) as entries,
        ):
            for entry in entries:
                with contextlib.suppress(OSError):  # a link that leads nowhere hides no other file
                    if not entry.name.startswith("."):
                        about = entry.stat()
                        found.append((entry.name, about.st_mtime_ns, about.st_size))
        return frozenset(found)

    def id_of(self, path: Path) -> str:
        return path.name.removesuffix(self._suffix)

    def discard(self, brief: str, file_id: str) -> None:
        """Moves a file to the trash, beside an earlier one of that id. Raises BriefingError."""
        path, trashed = self.path(brief, file_id), self._trashed(brief, file_id)
        if there(path) and there(trashed):
            self._move(trashed, self._trashed(brief, f"{file_id}.{new_id()[0]}"))
        self._move(path, trashed)

    def restore(self, brief: str, file_id: str) -> None:
        """Brings a file back from the trash. Raises BriefingError."""
        path = self.path(brief, file_id)
        if there(path):  # written anew meanwhile: neither text may be lost
            raise Gone(f"there is such a {self._what} again: {clean_line(str(path))}")
        self._move(self._trashed(brief, file_id), path)

    def _move(self, source: Path, target: Path) -> None:
        try:
            stay_inside(self.root.parent, source.parent)
            private_folder(target.parent, self.root.parent)
            source.rename(target)
        except FileNotFoundError:
            raise Gone(f"the {self._what} is no longer there: {clean_line(str(source))}") from None
        except OSError as error:
            raise BriefingError(f"cannot be moved: {why(error, source)}") from None
        with contextlib.suppress(OSError):
            set_time(target)  # its time tells when it came there

    def _trashed(self, brief: str, file_id: str) -> Path:
        return self.root / _TRASH / file_name(brief) / file_name(file_id + self._suffix)


def new_id() -> tuple[str, str]:
    """An id, and the time in it. Ids sort by time and do not collide."""
    moment = dt.datetime.now().astimezone()
    file_id = f"{moment.astimezone(dt.UTC):{_ID_TIME}}-{os.urandom(3).hex()}"
    return file_id, moment.isoformat(timespec="seconds")


def made_at(file_id: str, created: str) -> dt.datetime | None:
    """When a file was made: by its id, which is exact, or by what stands in it, where the id is another."""
    try:
        own = file_id.rpartition(CONFLICT)[2]  # of a conflict copy: when that was made
        return dt.datetime.strptime(own.partition("-")[0], _ID_TIME).replace(tzinfo=dt.UTC)
    except ValueError:
        return moment(created)


def conflict_id(file_id: str) -> str:
    """The id of a second text of that note; it is sorted right behind it."""
    return f"{file_id.partition(CONFLICT)[0]}{CONFLICT}{new_id()[0]}"


def now() -> str:
    """The time in ISO 8601 with the offset of the place."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def moment(stamp: str) -> dt.datetime | None:
    """The time in ISO 8601, without an offset that of the place; None where it is none."""
    try:
        return dt.datetime.fromisoformat(stamp).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def changed(path: Path) -> dt.datetime:
    """When a file was written, deleted or brought back last. One that is gone by now, or has a time that no
    calendar has: long ago.
    """
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return dt.datetime.min.replace(tzinfo=dt.UTC)


def there(path: Path) -> bool:
    """Whether there is such a file. Raises BriefingError where that cannot be told."""
    try:
        return path.exists()
    except OSError as error:
        raise BriefingError(f"cannot be read: {reason(error)}: {clean_line(str(path))}") from None


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # one that cannot be looked at hides no other
        return False


def why(error: OSError, path: Path) -> str:
    """Why the system refused, and the path last: that of a link, where one is the reason."""
    at = error.filename if isinstance(error, Linked) else path
    return f"{reason(error)}: {clean_line(str(at))}"


def read(path: Path, within: Path | None = None) -> tuple[str, str]:
    """The text of a file and its digest. Raises BriefingError in one line.

    ``within``: no link on the way leads out of that folder.
    """
    shown = clean_line(str(path))
    try:
        data = read_ordinary(path, within=within)
        return data.decode("utf-8-sig").replace("\r\n", "\n"), digest(data)
    except OSError as error:
        raise BriefingError(f"cannot be read: {reason(error)}: {shown}") from None
    except UnicodeDecodeError:
        raise BriefingError(f"is not UTF-8: {shown}") from None


def author() -> str:
    """The login name."""
    import getpass

    try:
        return clean_line(getpass.getuser())
    except (OSError, KeyError):
        return ""


def _suffix(path: Path) -> str:
    return CORRECTION if path.name.endswith(CORRECTION) else path.suffix


def file_name(name: str) -> str:
    """The name of a brief's folder or of a note's file, as it came. Raises BriefingError where it is none."""
    if not is_file_name(name):
        raise BriefingError(f"cannot be the name of a folder or file of notes: {clean_line(name)[:80]!r}")
    return name
