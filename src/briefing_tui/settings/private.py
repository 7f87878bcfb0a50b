"""Whether the user's folders are the user's alone: what others could get into is closed, or else told.

With the three folders closed nothing below them can be reached; what lies there is closed all the same, for
it may be moved or copied to another place.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from briefing_tui.files import Linked
from briefing_tui.settings.options import shown
from briefing_tui.settings.paths import Paths

_OTHERS = 0o077


class Open(NamedTuple):
    """What others can get into, and why it stays so."""

    path: Path
    why: str


def close(paths: Paths) -> list[Open]:
    """Closes the user's folders to others, those that are there; gives the ones that stay open. Quick."""
    found = (_open_link(folder) or _closed(folder, follow=True) for folder in _folders(paths))
    return [each for each in found if each]


def close_below(paths: Paths) -> list[Open]:
    """The same for all that lies in them. A link is not followed."""
    return [each for folder in _folders(paths) if not _open_link(folder) for each in _below(folder)]


def told(found: list[Open], paths: Paths) -> str:
    """What the person has to know of it, in one line; empty where there is nothing.

    A link in the state folder is told as well: what it stands for is not kept, which nobody would notice.
    """
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        return f"not yours alone: {shown(found[0].path)}{more}: {found[0].why}"
    with contextlib.suppress(OSError), os.scandir(paths.state) as entries:
        for link in (Path(entry.path) for entry in entries if entry.is_symlink()):
            return f"{Linked(link).strerror}: {shown(link)}"
    return ""


def _folders(paths: Paths) -> tuple[Path, ...]:
    """The user's: that of the settings is only read."""
    return paths.data, paths.state, paths.cache


def _below(folder: Path) -> Iterator[Open]:
    todo = [str(folder)]
    while todo:
        with contextlib.suppress(OSError), os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                if _is_open(entry) and (each := _closed(Path(entry.path), follow=False)):
                    yield each


def _is_open(entry: os.DirEntry[str]) -> bool:
    """Whether a file or a folder, no link, is not the user's alone. One that is gone by now is none."""
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    kept = stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)
    return kept and bool(about.st_uid != os.geteuid() or about.st_mode & _OTHERS)


def _open_link(folder: Path) -> Open | None:
    """A folder that is a link to one that others may get into. They may be meant to, and it is left alone."""
    try:
        if not folder.is_symlink():
            return None
        about = folder.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return Open(folder, f"cannot be looked at: {error.strerror}")
    if about.st_uid == os.geteuid() and not about.st_mode & _OTHERS:
        return None
    return Open(folder, "is a link to a folder that is open to others: close that one, or take the link away")


def _closed(path: Path, *, follow: bool) -> Open | None:
    """Closes a file or a folder; None where it is the user's alone by then, or not there."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return Open(path, f"cannot be looked at: {error.strerror}")
    try:
        about = os.fstat(handle)
        if about.st_uid != os.geteuid():
            return Open(path, "belongs to another user")
        if about.st_mode & _OTHERS:
            os.fchmod(handle, stat.S_IMODE(about.st_mode) & ~_OTHERS)
            if os.fstat(handle).st_mode & _OTHERS:
                return Open(path, "cannot be closed to others: its disk keeps no modes")
    except OSError as error:
        return Open(path, f"cannot be closed to others: {error.strerror}")
    finally:
        os.close(handle)
    return None
