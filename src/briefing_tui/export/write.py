"""Putting an export on disk: never over another file unless told to, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from briefing_tui.files import private_folder, write_atomically
from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean_line, reason
from briefing_tui.settings.paths import Paths


def write_named(paths: Paths, name: str, text: str, *, force: bool = False) -> Path:
    """Writes to the file that a person names, in restricted mode one in ``paths.exports``; gives it.

    Raises BriefingError.
    """
    path = paths.exported(os.path.expanduser(name))  # noqa: PTH111 (Path's own fails for ~nobody)
    if paths.restricted:
        try:
            private_folder(paths.exports)
        except OSError as error:
            shown = clean_line(str(paths.exports))
            raise BriefingError(f"{shown}: cannot be made: {reason(error)}") from None
    write(path, text, force=force)
    return path


def proposed(paths: Paths, stem: str) -> str:
    """A name not taken yet, for a person to change: with its folder, where they may say one."""
    path = free_name(paths.exports if paths.restricted else _here(), stem)
    # A folder whose name would command the terminal is left out: the name alone means the same file.
    return path.name if paths.restricted or clean_line(str(path)) != str(path) else str(path)


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


def free_name(folder: Path, stem: str) -> Path:
    """The first name not taken: ``STEM.md``, ``STEM-2.md``, ..."""
    n = 1
    while True:
        path = folder / (f"{stem}.md" if n == 1 else f"{stem}-{n}.md")
        if not os.path.lexists(path):
            return path
        n += 1


def _here() -> Path:
    """The working folder; the home folder where that has been taken away."""
    try:
        return Path.cwd()
    except OSError:
        return Path(os.path.expanduser("~"))  # noqa: PTH111 (Path's own fails where there is none)
