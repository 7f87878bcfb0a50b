"""Restricted mode: nothing outside the program and its own folders, for servers that offer nothing else.

``declared`` tells whether a settings file asks for it, ``enter`` puts it on the process for good. What
becomes of a path that a person names is in ``paths``.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from briefing_tui.model import BriefingError, UsageError

_FILE = Path("briefing-tui", "settings.toml")
_SYSTEM = "/etc/xdg"  # looked at always: a variable of the environment must not hide it
_SITE, _OWN = (
    ("/Library/Application Support", "~/Library/Application Support")
    if sys.platform == "darwin"
    else (_SYSTEM, "~/.config")
)


# -- whether it is asked for ------------------------------------------------------------------------


def declared() -> str:
    """The first settings file that says ``restricted = true``, as shown to people; empty where none does.

    Raises BriefingError with file and line for one that cannot be read or says anything else: what was to be
    restricted must not run free for a slip of the pen.
    """
    found = ""
    for path in _files():
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise BriefingError(f"{shown(path)}: cannot be read: {error.strerror}") from None
        if _says_so(path):
            found = found or shown(path)
    return found


def _files() -> Iterator[Path]:
    """Where settings may lie. A test holds the folders to those of platformdirs, which costs 5 ms to ask."""
    sites = os.environ.get("XDG_CONFIG_DIRS", "").split(os.pathsep)
    own = os.environ.get("XDG_CONFIG_HOME", "")
    for folder in dict.fromkeys((_SYSTEM, _SITE, *sites, own if own.startswith("/") else _OWN)):
        if folder.startswith(("/", "~")):
            yield Path(folder).expanduser() / _FILE


def _says_so(path: Path) -> bool:
    import re
    import tomllib

    where, text = shown(path), ""
    try:
        if not path.is_file():
            raise BriefingError(f"{where}: is no ordinary file")
        text = path.read_text("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise BriefingError(f"{where}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BriefingError(f"{where}:{line}: is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        problem, _, at = str(error).partition(" (at ")
        number = re.match(r"line (\d+)", at)
        line = int(number[1]) if number else text.count("\n") + 1
        raise BriefingError(f"{where}:{line}: {problem}") from None
    for key, value in data.items():
        before = re.search(rf"(?m)^[ \t\[]*[\"']?{re.escape(key)}", text)
        line = text.count("\n", 0, before.start()) + 1 if before else 1
        if key != "restricted":
            raise BriefingError(f"{where}:{line}: {key!r} is no setting; there is one: restricted")
        if not isinstance(value, bool):
            raise BriefingError(f"{where}:{line}: restricted must be true or false")
    return bool(data.get("restricted", False))


# -- what becomes of the process --------------------------------------------------------------------

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

    Raises UsageError where a variable has already told the interpreter what to run.
    """
    if not sys.flags.isolated:
        for name, value in os.environ.items():
            if name.startswith("PYTHON") and value and name not in _HARMLESS:
                raise UsageError(
                    f"restricted mode does not start with ${name} set: say"
                    " python -I -m briefing_tui --restricted (see docs/ssh.md)"
                )
    for name in list(os.environ):
        if name not in _KEPT and not name.startswith(_KEPT_KINDS):
            del os.environ[name]
    import signal

    # Blocked and not ignored: Textual sets a handler of its own, which would stop the process.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP, signal.SIGQUIT})
    from briefing_tui.settings.paths import paths

    own = paths(restricted=True)
    sys.addaudithook(_guard((own.data, own.state, own.cache)))


_STARTS = frozenset({
    "subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.system",
    "os.startfile", "pty.spawn", "webbrowser.open",
})  # fmt: skip
# How many names an event comes with. Each stands for itself, where it is a link too.
_NAMES = {"os.rename": 2, "os.link": 2, "os.symlink": 2, "os.remove": 1, "os.rmdir": 1, "os.mkdir": 1}
# Events with the name of a file, which is the one that a link leads to.
_FILES = frozenset({"os.truncate", "os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DEVICES = ("/dev/null", "/dev/tty")


def _guard(own: Iterable[Path]) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that lets no program start and nothing be changed outside the folders.

    It raises PermissionError, as the system would. A second line behind all that restricted mode takes away:
    it stops slips of our own and of the libraries, and is no sandbox. Code that means to get past it can, by
    way of ctypes; what is read it does not look at.
    """
    folders = tuple(os.path.realpath(folder) for folder in own)

    def ours(path: str) -> bool:
        return any(path == folder or path.startswith(f"{folder}/") for folder in folders)

    def allowed(event: str, name: str) -> bool:
        if event not in _NAMES:
            path = os.path.realpath(name)
            return ours(path) or (event == "open" and path in _DEVICES)
        above, base = os.path.split(os.path.abspath(name))  # noqa: PTH100 (which would follow a link)
        path = str(Path(os.path.realpath(above), base))
        on_the_way = event == "os.mkdir" and any(folder.startswith(f"{path}/") for folder in folders)
        return ours(path) or on_the_way

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event in _STARTS:
            raise PermissionError(errno.EPERM, "restricted mode starts no program")
        count = _NAMES.get(event, int(event in _FILES))
        if event == "open":
            flags = args[2]
            count = int(isinstance(flags, int) and flags & _WRITING != 0)
        for name in args[:count]:
            if isinstance(name, str | bytes | os.PathLike):  # of a file that is open already it is a number
                said = os.fsdecode(name)
                if not allowed(event, said):
                    raise PermissionError(errno.EPERM, "restricted mode writes in its own folders only", said)

    return hook


def shown(path: Path) -> str:
    """This room does not know ``reading.unsafe``: a name that would command the terminal is put in quotes."""
    return str(path) if str(path).isprintable() else repr(str(path))
