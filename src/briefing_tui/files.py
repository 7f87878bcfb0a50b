"""Writing so that a file is the old one or the new one, never half of either, and the user's alone."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def private_folder(path: Path) -> Path:
    """Makes the folder, and those above it that are missing, readable by the user alone. Raises OSError."""
    missing = [p for p in (path, *path.parents) if not p.exists()]
    for folder in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another session was quicker
            folder.mkdir(mode=PRIVATE_FOLDER)
    return path


def write_atomically(path: Path, text: str, *, replace: bool = True) -> None:
    """Writes ``text`` as UTF-8 with mode 0600: temporary file beside it, fsync, rename, fsync of the folder.

    With ``replace=False`` raises FileExistsError where ``path`` exists, and leaves that file alone.
    Raises OSError when it cannot be written; then nothing has changed.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            Path(name).replace(path)
        else:
            _claim(Path(name), path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _claim(source: Path, path: Path) -> None:
    """Gives ``source`` the name ``path``, or raises FileExistsError where that is taken."""
    try:
        os.link(source, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, then put the text under it
        path.touch(mode=PRIVATE_FILE, exist_ok=False)
        source.replace(path)
    else:
        source.unlink()


def _sync_folder(folder: Path) -> None:
    # The text is in place by now; where folders cannot be synced (some FUSE, SMB) no more can be done.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
