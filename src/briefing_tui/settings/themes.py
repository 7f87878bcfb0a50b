"""Themes as data: TOML files of colours by role, bundled ones and the user's own."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tomli

from briefing_tui.files import is_file_name, read_ordinary
from briefing_tui.model import SIX, BriefingError

DEFAULT = "slate"
_ROLES = ("background", "surface", "text", "dim", "accent", "mark", "note", "gap", "error", "line", "quote")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """``colors`` has every role, both sides (``left``, ``right``) and the six cards, each ``#rrggbb``."""

    name: str
    dark: bool
    colors: dict[str, str]


def folders(bundled: Path, config: Path) -> tuple[Path, ...]:
    """Where themes lie; the user's own come last and win."""
    return (bundled / "themes", config / "themes")


def load(path: Path) -> Theme:
    """A theme file. Raises BriefingError with the file and what is wrong: Textual would crash later."""
    try:
        data = tomli.loads(read_ordinary(path).decode())
    except OSError as error:
        raise BriefingError(f"{path}: not a theme: {error.strerror}") from None
    except (UnicodeDecodeError, tomli.TOMLDecodeError, RecursionError) as error:
        raise BriefingError(f"{path}: not a theme: {error}") from None
    wanted = [("colors", r) for r in _ROLES]
    wanted += [("sides", s) for s in ("left", "right")] + [("cards", c) for c in SIX]
    colors = {}
    for table, role in wanted:
        section = data.get(table)
        value = section.get(role) if isinstance(section, dict) else None
        if not isinstance(value, str) or not _HEX.fullmatch(value):
            raise BriefingError(f"{path}: [{table}] {role} must be a colour such as #1b212b")
        colors[role] = value
    return Theme(path.stem, bool(data.get("dark", True)), colors)


def find(name: str, places: tuple[Path, ...]) -> Theme:
    """The theme of that name, the last place first. Raises BriefingError where there is none."""
    for place in reversed(places if is_file_name(name) else ()):
        path = place / f"{name}.toml"
        try:
            there = path.is_file()
        except OSError as error:
            raise BriefingError(f"{path}: cannot be read: {error.strerror}") from None
        if there:
            return load(path)
    raise BriefingError(f"no theme named {name}")


def names(places: tuple[Path, ...]) -> Iterator[str]:
    """The names of all themes, each once, in order."""
    found: set[str] = set()
    for place in places:
        with contextlib.suppress(OSError):  # the user has none of their own, or none that can be read
            found |= {p.stem for p in place.iterdir() if p.suffix == ".toml" and is_file_name(p.stem)}
    yield from sorted(found)
