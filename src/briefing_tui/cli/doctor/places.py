"""The folders: whether they can be read and written, are the user's alone, and have room."""

from __future__ import annotations

import contextlib
import errno
import getpass
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from briefing_tui.cli.doctor import remedies
from briefing_tui.cli.doctor.finding import BROKEN, HINT, Finding, broken, hint, ok, quoted, there
from briefing_tui.reading.unsafe import reason
from briefing_tui.settings import private
from briefing_tui.settings.paths import Paths

_MB = 1024 * 1024
_LITTLE, _LEAST = 100 * _MB, 5 * _MB  # of room on a disk
_MOST = 5  # of one kind that are told one by one


def findings(paths: Paths) -> Iterator[Finding]:
    # Without the first nothing is kept; without the others the program is slower, or forgets.
    yield writable("data", paths.data, BROKEN)
    yield writable("state", paths.state, HINT)
    yield writable("cache", paths.cache, HINT)
    if there(paths.config):
        yield _readable("config", paths.config)
    shared = paths.site_data / "briefs"
    if there(shared):
        yield _readable("shared", shared)
    yield from _private(paths)
    yield from _links(paths.state)
    yield from _room(paths)


def writable(name: str, folder: Path, state: str) -> Finding:
    """By writing, for modes do not tell of quotas and of what a server allows."""
    if not os.path.lexists(folder):
        above = next(p for p in folder.parents if there(p))
        if os.access(above, os.W_OK | os.X_OK):
            return ok(name, f"not there yet: {folder}")
        return Finding(state, name, f"{folder}: cannot be made: permission denied", remedies.give(above))
    try:
        os.scandir(folder).close()
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return Finding(state, name, f"{folder}: {reason(error)}", _remedy(error, folder))
    return ok(name, str(folder))


def _readable(name: str, folder: Path) -> Finding:
    try:
        os.scandir(folder).close()
    except OSError as error:
        return broken(name, f"{folder}: {reason(error)}", _remedy(error, folder))
    return ok(name, str(folder))


def _remedy(error: OSError, folder: Path) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"make room on its disk, which df -h {quoted(folder)} shows"
        case errno.EROFS:
            return "mount its disk for writing, or put a link to a folder elsewhere in its place"
    return remedies.for_folder(folder) or remedies.give(folder)


def _private(paths: Paths) -> Iterator[Finding]:
    """After all was closed to others that could be, as at every start."""
    found = private.close(paths) + private.close_below(paths)
    for path, why in found[:_MOST]:
        yield broken("private", f"{path}: {why}", _close(path))
    if len(found) > _MOST:
        yield broken("private", f"{len(found) - _MOST} more", "do this, then say briefing doctor again")
    if not found:
        yield ok("private", "what is yours is closed to others")


def _close(path: Path) -> str:
    real = Path(os.path.realpath(path))
    try:
        about = real.stat()
    except OSError:
        return f"chmod u+rwx {quoted(path.parent)}"
    if about.st_uid != os.geteuid():
        return f"sudo chown -R {getpass.getuser()} {quoted(real)}"
    if about.st_mode & 0o077:
        if path.is_symlink():
            return f"chmod go-rwx {quoted(real)}"
        return f"put it on a disk that keeps modes, and a link in its place: ln -s /that/disk {quoted(path)}"
    return f"chmod u+rwx {quoted(real)}"


def _links(state: Path) -> Iterator[Finding]:
    """What they stand for is not kept, for nothing is written through a link."""
    with contextlib.suppress(OSError):  # said already
        for link in sorted(p for p in state.iterdir() if p.is_symlink()):
            yield hint(
                "state", f"{link}: is a link, and nothing is written through one", f"rm {quoted(link)}"
            )


def _room(paths: Paths) -> Iterator[Finding]:
    seen: dict[int, str] = {}
    for folder in (paths.data, paths.state, paths.cache):
        nearest = next(p for p in (folder, *folder.parents) if there(p))
        if (disk := nearest.stat().st_dev) in seen:
            continue
        about = os.statvfs(nearest)
        free = about.f_bavail * about.f_frsize
        words = f"{free // _MB} MB free for {folder}"
        seen[disk] = words
        if free < _LITTLE:
            remedy = f"make room: df -h {quoted(nearest)}; rm -r {quoted(paths.cache)} loses nothing"
            yield Finding(BROKEN if free < _LEAST else HINT, "room", words, remedy)
        else:
            yield ok("room", words)
