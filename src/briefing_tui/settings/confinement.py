"""Restricted mode on the process, for good: a bare environment, no program started, nothing changed outside.

``enter`` is called where ``options`` says that it holds.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from briefing_tui.model import UsageError
from briefing_tui.settings.options import shown

# What the program may know of its environment: the person, their places, the terminal and the connection.
# Everything else goes, for a variable that is not thought of here may lead out: TEXTUAL_DRIVER imports any
# module, _BRIEFING_COMPLETE starts a shell.
_KEPT = frozenset({
    "HOME", "USER", "LOGNAME", "LANG", "TZ", "COLUMNS", "LINES", "ESCDELAY",
    "TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION", "KONSOLE_VERSION",
    "TMUX", "STY",
})  # fmt: skip
_KEPT_KINDS = ("LC_", "SSH_", "XDG_")

# They say how its own streams are coded and buffered, close a door or spare files: they load no code, open no
# prompt and write nothing. Any other has done its work before the first line of ours.
_HARMLESS = frozenset({
    "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "PYTHONUTF8", "PYTHONIOENCODING",
    "PYTHONCOERCECLOCALE", "PYTHONSAFEPATH", "PYTHONNOUSERSITE",
})  # fmt: skip


def enter() -> None:
    """Restricts this process, for good. To be called before anything else is imported that asks the
    environment.

    Raises UsageError where the interpreter was told what to run, or takes modules from anywhere.
    """
    if not sys.flags.isolated and (what := _let_in()):
        raise UsageError(
            f"restricted mode does not start with {what}: say python -I -m briefing_tui --restricted"
        )
    for name in list(os.environ):
        if name not in _KEPT and not name.startswith(_KEPT_KINDS):
            del os.environ[name]
    import signal

    # Blocked and not ignored: Textual sets a handler of its own, which would stop the process.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP, signal.SIGQUIT})
    from briefing_tui.settings.paths import paths

    own = paths(restricted=True)
    sys.addaudithook(_guard((own.data, own.state, own.cache), last_places()))


def _let_in() -> str:
    """By what others' code may get into an interpreter that is not isolated; empty where by nothing."""
    for name, value in os.environ.items():
        if name.startswith("PYTHON") and value and name not in _HARMLESS:
            return f"${name} set"
    with contextlib.suppress(FileNotFoundError):  # the working folder is gone, and all that was in it
        if not sys.flags.safe_path and os.path.realpath(sys.path[0]) == os.path.realpath(Path.cwd()):
            return "modules from the working folder"
    site = sys.modules.get("site")
    if site and (folder := site.getusersitepackages()) in sys.path:
        return f"modules from {shown(Path(folder))}"
    return ""


UNSAVED = "briefing-unsaved-"  # how the name begins of a text that is put in one of the last places


def last_places() -> tuple[str, str]:
    """The home folder and that of the login session, where a text goes that has no other place.

    Neither need be there, nor be the user's.
    """
    home = os.path.expanduser("~")  # noqa: PTH111 (which fails where there is none)
    return home, os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.geteuid()}"


_STARTS = frozenset({
    "subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.system",
    "pty.spawn", "webbrowser.open", "sqlite3.load_extension",
})  # fmt: skip
# How many names an event comes with. Each stands for itself, where it is a link too.
_NAMES = {"os.rename": 2, "os.link": 2, "os.symlink": 2, "os.remove": 1, "os.rmdir": 1, "os.mkdir": 1}
# Events with the name of a file, which is the one that a link leads to. SQLite opens its files by itself.
_FILES = frozenset({
    "os.truncate", "os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr", "sqlite3.connect",
})  # fmt: skip
_NO_FILE = ":memory:"  # to SQLite
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NEW = os.O_CREAT | os.O_EXCL
_DEVICES = ("/dev/null", "/dev/tty")


def _guard(own: Iterable[Path], last: Iterable[str]) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that lets no program start and nothing be changed outside the folders ``own``. In
    ``last`` a new file may be made for a text that has no other place.

    It raises PermissionError, as the system would. A second line behind all that restricted mode takes away:
    it stops slips of our own and of the libraries, and is no sandbox. Code that means to get past it can, by
    way of ctypes; what is read it does not look at.
    """
    folders = tuple(os.path.realpath(folder) for folder in own)
    others = tuple(os.path.realpath(folder) for folder in last)

    def ours(path: str) -> bool:
        return any(path == folder or path.startswith(f"{folder}/") for folder in folders)

    def unsaved(event: str, path: str, *, new: bool) -> bool:
        """Whether it is a step of ``files.write_atomically`` for such a text."""
        above, base = os.path.split(path)
        temporary = base.startswith(f".{UNSAVED}") and base.endswith(".tmp")
        if above not in others or not (temporary or base.startswith(UNSAVED)):
            return False
        steps = {
            "open": new,
            "os.utime": temporary,
            "os.remove": temporary,
            "os.link": True,
            "os.rename": True,
        }
        return steps.get(event, False)

    def allowed(event: str, name: str, *, new: bool) -> bool:
        if event not in _NAMES:
            path = os.path.realpath(name)
            return ours(path) or (event == "open" and path in _DEVICES) or unsaved(event, path, new=new)
        above, base = os.path.split(os.path.abspath(name))  # noqa: PTH100 (which would follow a link)
        path = str(Path(os.path.realpath(above), base))
        on_the_way = event == "os.mkdir" and any(folder.startswith(f"{path}/") for folder in folders)
        return ours(path) or on_the_way or unsaved(event, path, new=new)

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event in _STARTS:
            raise PermissionError(errno.EPERM, "restricted mode starts no program")
        count = _NAMES.get(event, int(event in _FILES))
        new = False
        if event == "open" and isinstance(flags := args[2], int):
            count = int(flags & _WRITING != 0)
            new = flags & _NEW == _NEW
        for name in args[:count]:
            if name == _NO_FILE and event == "sqlite3.connect":
                continue
            if isinstance(name, str | bytes | os.PathLike):  # of a file that is open already it is a number
                said = os.fsdecode(name)
                if not allowed(event, said, new=new):
                    raise PermissionError(errno.EPERM, "restricted mode writes in its own folders only", said)

    return hook
