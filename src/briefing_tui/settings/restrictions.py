"""Restricted mode: nothing outside the program and its own folders, for servers that offer nothing else.

``declared`` tells whether a settings file asks for it; ``confinement`` puts it on the process. What becomes
of a path that a person names is in ``paths``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from briefing_tui.model import BriefingError

_FILE = Path("briefing-tui", "settings.toml")
# Looked at always. XDG_CONFIG_DIRS may hide the files of other folders, XDG_CONFIG_HOME the user's own: what
# is to hold for people who set their variables themselves stands here.
_SYSTEM = "/etc/xdg"
_SITE, _OWN = (
    ("/Library/Application Support", "~/Library/Application Support")
    if sys.platform == "darwin"
    else (_SYSTEM, "~/.config")
)


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
            try:
                yield Path(folder).expanduser() / _FILE
            except RuntimeError:
                raise BriefingError(f"{shown(Path(folder))}: there is no such home folder") from None


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
    except RecursionError:
        raise BriefingError(f"{where}: is nested too deeply") from None
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


def shown(path: Path) -> str:
    """This room does not know ``reading.unsafe``: a name that would command the terminal is put in quotes."""
    return str(path) if str(path).isprintable() else repr(str(path))
