"""What mends a file or a folder that cannot be used: a command for the very thing that is in its way."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from briefing_tui.cli.doctor.finding import quoted


def for_folder(path: Path) -> str:
    """What makes a folder readable; empty where nothing is in the way, or it is not there."""
    return _above(path) or _there(path, is_fit=os.path.isdir(path), leave=os.R_OK | os.X_OK)  # noqa: PTH112


def for_file(path: Path) -> str:
    """The same for an ordinary file."""
    return _above(path) or _there(path, is_fit=os.path.isfile(path), leave=os.R_OK)  # noqa: PTH113


def _above(path: Path) -> str:
    found = (_there(p, is_fit=os.path.isdir(p), leave=os.X_OK) for p in reversed(path.parents))  # noqa: PTH112
    return next(filter(None, found), "")


def _there(path: Path, *, is_fit: bool, leave: int) -> str:
    if not os.path.lexists(path):
        return ""
    if not is_fit:
        return f"put back what the link leads to, or {aside(path)}" if path.is_symlink() else aside(path)
    return "" if os.access(path, leave) else give(path)


def aside(path: Path) -> str:
    return f"mv {quoted(path)} {quoted(f'{path}.aside')}"


def give(path: Path) -> str:
    """How the user gets a file or a folder that is not theirs to use."""
    if path.stat().st_uid != os.geteuid():
        return f"sudo chown {getpass.getuser()} {quoted(path)}"
    return f"chmod u+rw{'x' * path.is_dir()} {quoted(path)}"
