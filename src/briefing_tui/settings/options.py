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

# Commands that go on where a settings file is broken, and tell of it.
TELLING = frozenset({"doctor", "settings"})


@dataclass(frozen=True, slots=True)
class Options:
    """What is in force. ``measure``: cells of a column of text. ``low_bandwidth``: None where the connection
    decides. ``why``: for a setting that is not as by default, who says so, as shown to people. ``broken``:
    the settings files with a mistake, and what it is, with file and line.
    """

    restricted: bool = False
    measure: int = 72
    low_bandwidth: bool | None = None
    why: Mapping[str, str] = field(default_factory=dict)
    broken: tuple[tuple[Path, str], ...] = ()

    def said(self, by: str, **settings: Any) -> Options:
        """These options with what ``by`` says: an option of the command line."""
        return replace(self, **settings, why={**self.why, **dict.fromkeys(settings, by)})

    def must_hold(self) -> None:
        """Raises BriefingError, with file and line, where a settings file is broken."""
        for _, words in self.broken:
            raise BriefingError(words)


def read() -> Options:
    """What all settings files say. ``restricted`` holds where any of them says so, and none lifts it; of the
    others the user's own file wins, then the site's in their order.

    Where one is broken the rest is as it says, and ``broken`` tells: what was to be restricted must not run
    free for a slip of the pen. ``restricted`` holds as well where it may be what the mistake hides.
    """
    found = Options()
    broken: list[tuple[Path, str]] = []
    doubt = ""
    try:
        for path in files():
            said, mistakes, unclear = _settings(path)
            broken += ((path, words) for words in mistakes)
            if unclear:
                doubt = doubt or f"{shown(path)}, which is broken, may say so"
            for name, (value, line) in said.items():
                if name not in found.why and not (name == "restricted" and value is False):
                    found = found.said(f"{shown(path)}:{line}", **{name: None if value == "auto" else value})
    except BriefingError as error:  # of a folder that is none: what comes behind it is not known
        broken.append((Path(), str(error)))
        doubt = doubt or "a settings file that is not found may say so"
    if doubt and not found.restricted:
        found = found.said(doubt, restricted=True)
    return replace(found, broken=tuple(broken)) if broken else found


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


def _settings(path: Path) -> tuple[dict[str, tuple[Any, int]], list[str], bool]:
    """What one file says, each setting with its line; its mistakes; whether one may hide ``restricted``."""
    where, found, mistakes, unclear = shown(path), {}, [], False
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return {}, [], False
    except OSError as error:
        return {}, [f"{where}: cannot be read: {error.strerror}"], True
    from briefing_tui.settings import tomlfile

    try:
        data, text = tomlfile.read(path)
    except BriefingError as error:
        return {}, [str(error)], True
    for name, value in data.items():
        line = tomlfile.line_of(text, name)
        if name not in SETTINGS:
            mistakes.append(f"{where}:{line}: {name!r} is no setting; there are {', '.join(SETTINGS)}")
        elif not _fits(name, value):
            mistakes.append(f"{where}:{line}: {name} must be {SETTINGS[name]}")
        else:
            found[name] = value, line
            continue
        unclear = unclear or name not in SETTINGS or name == "restricted"
    return found, mistakes, unclear


def _fits(name: str, value: object) -> bool:
    if name == "measure":
        return isinstance(value, int) and _NARROWEST <= value <= _WIDEST
    return isinstance(value, bool) or (name == "low_bandwidth" and value == "auto")


def shown(path: Path) -> str:
    """This room does not know ``reading.unsafe``: a name that would command the terminal is put in quotes."""
    return str(path) if str(path).isprintable() else repr(str(path))
