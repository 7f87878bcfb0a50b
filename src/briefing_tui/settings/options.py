"""What settings.toml says, and where it says so: the site's files and the user's own.

``confinement`` puts restricted mode on the process; what becomes of a path that a person names then is in
``paths``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefing_tui.model import BriefingError

FILE = Path("briefing-tui", "settings.toml")
# Looked at always. XDG_CONFIG_DIRS may hide the files of other folders, XDG_CONFIG_HOME the user's own: what
# is to hold for people who set their variables themselves stands here.
_SYSTEM = "/etc/xdg"
_SITE, _OWN = (
    ("/Library/Application Support", "~/Library/Application Support")
    if sys.platform == "darwin"
    else (_SYSTEM, "~/.config")
)
_NARROWEST, _WIDEST = 40, 120
# What each setting may be, in words.
SETTINGS = {
    "low_bandwidth": 'true, false or "auto"',
    "measure": f"a whole number from {_NARROWEST} to {_WIDEST}",
    "restricted": "true or false",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What is in force. ``measure``: cells of a column of text. ``low_bandwidth``: None where the connection
    decides. ``why``: for a setting that is not as by default, who says so, as shown to people.
    """

    restricted: bool = False
    measure: int = 72
    low_bandwidth: bool | None = None
    why: Mapping[str, str] = field(default_factory=dict)

    def said(self, by: str, **settings: Any) -> Options:
        """These options with what ``by`` says: an option of the command line."""
        return replace(self, **settings, why={**self.why, **dict.fromkeys(settings, by)})


def read() -> Options:
    """What all settings files say. ``restricted`` holds where any of them says so, and none lifts it; of the
    others the user's own file wins, then the site's in their order.

    Raises BriefingError with file and line for one that cannot be read or says anything else: what was to be
    restricted must not run free for a slip of the pen.
    """
    found = Options()
    for path in files():
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise BriefingError(f"{shown(path)}: cannot be read: {error.strerror}") from None
        for name, (value, line) in _settings(path).items():
            if name not in found.why and not (name == "restricted" and value is False):
                found = found.said(f"{shown(path)}:{line}", **{name: None if value == "auto" else value})
    return found


def files() -> Iterator[Path]:
    """Where settings may lie, the most important first. A test holds the folders to those of platformdirs,
    which costs 5 ms to ask.
    """
    own = os.environ.get("XDG_CONFIG_HOME", "")
    sites = os.environ.get("XDG_CONFIG_DIRS", "").split(os.pathsep)
    for folder in dict.fromkeys((own if own.startswith("/") else _OWN, *sites, _SITE, _SYSTEM)):
        if folder.startswith(("/", "~")):
            try:
                yield Path(folder).expanduser() / FILE
            except RuntimeError:
                raise BriefingError(f"{shown(Path(folder))}: there is no such home folder") from None


def _settings(path: Path) -> dict[str, tuple[Any, int]]:
    """What one file says: each setting with its line."""
    from briefing_tui.settings import tomlfile

    where, found = shown(path), {}
    data, text = tomlfile.read(path)
    for name, value in data.items():
        line = tomlfile.line_of(text, name)
        if name not in SETTINGS:
            raise BriefingError(f"{where}:{line}: {name!r} is no setting; there are {', '.join(SETTINGS)}")
        if not _fits(name, value):
            raise BriefingError(f"{where}:{line}: {name} must be {SETTINGS[name]}")
        found[name] = value, line
    return found


def _fits(name: str, value: object) -> bool:
    if name == "measure":
        return isinstance(value, int) and _NARROWEST <= value <= _WIDEST
    return isinstance(value, bool) or (name == "low_bandwidth" and value == "auto")


def shown(path: Path) -> str:
    """This room does not know ``reading.unsafe``: a name that would command the terminal is put in quotes."""
    return str(path) if str(path).isprintable() else repr(str(path))
