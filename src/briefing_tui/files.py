"""Writing so that a file is the old one or the new one, never half of either, and the user's alone.

Reading what others may have put there: ordinary files of a bounded size, and nothing that blocks.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

try:  # as random.py of the standard library: hashlib brings OpenSSL, which costs a session half a megabyte
    from _sha256 import sha256  # type: ignore[import-not-found]  # Python 3.11
except ImportError:
    from hashlib import sha256

PIPE = Path("-")  # standard input, among files to be read; a file of that name is ./-
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
MAX_BYTES = 10 * 1024 * 1024  # of a text, whosever it is
_LONGEST_NAME = 255  # bytes of a file's name, on nearly every file system
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


class Unfit(OSError):
    """What is there is not to be read: no ordinary file, too large, or a link that leads out."""


class Linked(OSError):
    """A link stands where we write, and nothing is written through one. ``filename`` names it."""

    def __init__(self, link: Path) -> None:
        words = "nothing is written through a link; put what it leads to in its place"
        super().__init__(errno.ELOOP, words, str(link))


def digest(data: bytes) -> str:
    """SHA-256 (hex) of a file's bytes, by which it is known again."""
    made: str = sha256(data).hexdigest()
    return made


def is_file_name(name: str) -> bool:
    """Whether a file in its own folder can have that name, and is not hidden then."""
    try:
        fits = 0 < len(os.fsencode(name)) <= _LONGEST_NAME
    except UnicodeEncodeError:  # half of a pair of surrogates
        return False
    return fits and not name.startswith(".") and "/" not in name and "\0" not in name


def read_ordinary(path: Path, most: int = MAX_BYTES, *, within: Path | None = None) -> bytes:
    """What an ordinary file of at most ``most`` bytes holds. Refuses any other before it is read, without
    waiting for it.

    With ``within``, a folder above it, no link on the way down leads out of that folder. Raises OSError:
    Unfit for what is refused.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    if within is not None:
        if link := leads_out(within, path):
            words = "is a link that leads out of its folder; put the file itself there"
            raise Unfit(errno.ELOOP, words, str(link))
        if path.is_symlink():
            path = Path(os.path.realpath(path))
        flags |= os.O_NOFOLLOW  # what has become a link since then
    _fit(path.stat(), path, most)  # before it is opened: to open a device may already do something
    with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
        size = _fit(os.fstat(file.fileno()), path, most)
        data = file.read(size)
        while len(data) <= most and (more := file.read(min(len(data), most) + 1)):
            data += more  # it grows meanwhile, or its size is not told (/proc)
    if len(data) > most:
        raise _too_large(path, most)
    return data


def open_ordinary(path: Path) -> BinaryIO:
    """An ordinary file of any size, to be read bit by bit. Refuses any other as ``read_ordinary`` does."""
    most = sys.maxsize
    _fit(path.stat(), path, most)
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    file = io.BufferedReader(io.FileIO(handle))
    try:
        _fit(os.fstat(file.fileno()), path, most)
    except OSError:
        file.close()
        raise
    return file


def _fit(about: os.stat_result, path: Path, most: int) -> int:
    """The size of a file that may be read. Raises Unfit for any other."""
    if stat.S_ISDIR(about.st_mode):
        raise Unfit(errno.EISDIR, "is a folder", str(path))
    if not stat.S_ISREG(about.st_mode):
        raise Unfit(errno.ENODEV, "is no ordinary file", str(path))
    if about.st_size > most:
        raise _too_large(path, most)
    return about.st_size


def _too_large(path: Path, most: int) -> Unfit:
    return Unfit(errno.EFBIG, f"is larger than {most // 1024**2} MB", str(path))


def leads_out(root: Path, path: Path) -> Path | None:
    """The first link on the way down from ``root`` to ``path`` that leads out of ``root``, if any does.

    That one may be a link itself.
    """
    here = root
    for part in path.relative_to(root).parts:
        here /= part
        if here.is_symlink() and not Path(os.path.realpath(here)).is_relative_to(os.path.realpath(root)):
            return here
    return None


def stay_inside(root: Path, path: Path) -> None:
    """Raises Linked where a link on the way down from ``root`` to ``path`` leads out of ``root``."""
    if link := leads_out(root, path):
        raise Linked(link)


def private_folder(path: Path, root: Path | None = None) -> Path:
    """Makes the folder, and those above it that are missing, readable by the user alone. Raises OSError.

    With ``root``, a folder above it or itself, no link on the way may lead out of that: raises Linked.
    """
    if root is not None:
        stay_inside(root, path)
    missing = [p for p in (path, *path.parents) if not p.exists()]
    for folder in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another session was quicker
            folder.mkdir(mode=PRIVATE_FOLDER)
    return path


def write_atomically(path: Path, text: str | bytes, *, replace: bool = True, sync: bool = True) -> None:
    """Writes ``text`` (UTF-8) with mode 0600: temporary file beside it, fsync, rename, fsync of the folder.
    Without ``sync`` it does not wait for the disk: ``sync_all`` is to follow, unless the file is derived.

    With ``replace=False`` raises FileExistsError where ``path`` exists, and leaves that file alone. A link is
    not replaced either: raises Linked. Raises OSError when it cannot be written; then nothing has changed.
    """
    if replace and path.is_symlink():
        raise Linked(path)
    with _temporary(path, text, sync=sync) as new:
        if replace:
            new.replace(path)
        else:
            claim(new, path)
    if sync:
        _sync_folder(path.parent)


def set_time(path: Path) -> None:
    """Gives a file, or a link itself, the time of this machine's clock. Raises OSError.

    The file system's own runs behind it by some milliseconds, or is that of another machine; the times of
    files are compared with those in the ids of notes.
    """
    now = time.time_ns()
    os.utime(path, ns=(now, now), follow_symlinks=False)


def sync_all(folder: Path) -> None:
    """Waits until all that was written on the file system of ``folder`` is on the disk."""
    import ctypes

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:  # macOS
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def replace_known(path: Path, text: str, known: str, aside: Path) -> bool:
    """As ``write_atomically``, but loses no file that came there meanwhile; needs no lock for it.

    ``known`` is the digest of the file that may go. False where another one stood there at the moment of the
    exchange: that one has the name ``aside`` now, which must be free. Raises FileExistsError where a file
    came to a place that was empty, Linked where a link stands there.
    """
    if path.is_symlink():
        raise Linked(path)
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
        return not path.is_symlink() and digest(read_ordinary(path)) == known
    except OSError:
        return False


@contextlib.contextmanager
def _temporary(path: Path, text: str | bytes, *, sync: bool = True) -> Iterator[Path]:
    """A whole file beside ``path``, on the disk; it is gone at the end unless it was given a name."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    new = Path(name)
    ours = os.fstat(handle).st_ino
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
            file.flush()
            set_time(new)
            if sync:
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
        claim(new, path)
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
        claim(new, path)
        return None
    claim(new, path)
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


def claim(source: Path, path: Path) -> None:
    """Gives ``source`` the name ``path``, or raises FileExistsError where that is taken; other OSErrors."""
    try:
        os.link(source, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, then put the text under it
        path.touch(mode=PRIVATE_FILE, exist_ok=False)
        try:
            source.replace(path)
        except OSError:
            path.unlink()
            raise
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
