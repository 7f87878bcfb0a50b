"""Putting an export on disk: never over another file unless told to, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from briefing_tui.files import write_atomically
from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean_line, reason


def write(path: Path, text: str, *, force: bool = False) -> None:
    """Writes ``text`` (mode 0600). Raises BriefingError where the file exists or is no ordinary one."""
    shown = clean_line(str(path))
    try:
        if path.is_symlink():
            raise BriefingError(f"{shown}: is a symbolic link; name the file itself")
        if path.is_dir():
            raise BriefingError(f"{shown}: is a folder; name a file in it")
        if path.exists() and not path.is_file():  # /dev/null must not become a file, --force or not
            raise BriefingError(f"{shown}: is no ordinary file")
        write_atomically(path, text, replace=force)
    except FileExistsError:
        raise BriefingError(f"{shown}: exists already; name another file") from None
    except OSError as error:
        raise BriefingError(f"{shown}: cannot be written: {reason(error)}") from None


def free_name(folder: Path, brief_id: str) -> Path:
    """The first name not taken: ``ID.md``, ``ID-2.md``, ..."""
    n = 1
    while True:
        path = folder / (f"{brief_id}.md" if n == 1 else f"{brief_id}-{n}.md")
        if not path.exists() and not path.is_symlink():
            return path
        n += 1
