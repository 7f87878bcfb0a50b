"""Writing so that a file is the old one or the new one, never half of either, and the user's alone."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


def digest(data: bytes) -> str:
    """SHA-256 (hex) of a file's bytes, by which it is known again."""
    return hashlib.sha256(data).hexdigest()


def private_folder(path: Path) -> Path:
    """Makes the folder, and those above it that are missing, readable by the user alone. Raises OSError."""
    missing = [p for p in (path, *path.parents) if not p.exists()]
    for folder in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another session was quicker
            folder.mkdir(mode=PRIVATE_FOLDER)
    return path


def write_atomically(path: Path, text: str | bytes, *, replace: bool = True) -> None:
    """Writes ``text`` (UTF-8) with mode 0600: temporary file beside it, fsync, rename, fsync of the folder.

    With ``replace=False`` raises FileExistsError where ``path`` exists, and leaves that file alone.
    Raises OSError when it cannot be written; then nothing has changed.
    """
    with _temporary(path, text) as new:
        if replace:
            new.replace(path)
        else:
            _claim(new, path)
    _sync_folder(path.parent)


def replace_known(path: Path, text: str, known: str, aside: Path) -> bool:
    """As ``write_atomically``, but loses no file that came there meanwhile; needs no lock for it.

    ``known`` is the digest of the file that may go. False where another one stood there at the moment of the
    exchange: that one has the name ``aside`` now, which must be free. Raises FileExistsError where a file
    came to a place that was empty.
    """
    with _temporary(path, text) as new:
        old = _exchange(new, path, aside)
        theirs = old is not None and not _is(old, known)
        if old and not theirs:
            old.unlink()
        elif old and old != aside:
            try:
                old.rename(aside)
            except OSError:  # a full disk: everything back as it was
                _swap(new, path)
                raise
    _sync_folder(path.parent)
    return not theirs


def _is(path: Path, known: str) -> bool:
    try:
        return digest(path.read_bytes()) == known
    except OSError:
        return False


@contextlib.contextmanager
def _temporary(path: Path, text: str | bytes) -> Iterator[Path]:
    """A whole file beside ``path``, on the disk; it is gone at the end unless it was given a name."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    new = Path(name)
    ours = os.fstat(handle).st_ino
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
            file.flush()
            os.fsync(file.fileno())
        yield new
    finally:
        with contextlib.suppress(FileNotFoundError):
            if new.stat().st_ino == ours:  # or else another's text was left under that name: it stays
                new.unlink()


def _exchange(new: Path, path: Path, aside: Path) -> Path | None:
    """Gives ``new`` the name ``path``; where the file is now that had it, None where there was none."""
    try:
        _swap(new, path)
    except FileNotFoundError:
        _claim(new, path)
        return None
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    else:
        return new
    # No exchange in one step here (NFS, macOS): the old file steps aside first, under a name that is seen.
    try:
        path.rename(aside)
    except FileNotFoundError:
        _claim(new, path)
        return None
    _claim(new, path)
    return aside


def _swap(a: Path, b: Path) -> None:
    """Exchanges the names of two files in one step (Linux, renameat2). Raises OSError."""
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename(here, os.fsencode(a), here, os.fsencode(b), exchange):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(b))


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
