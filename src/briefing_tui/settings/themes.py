"""Themes as data: TOML files of colours by role, bundled ones and the user's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing_tui.model import SIX, BriefingError

DEFAULT = "slate"
_ROLES = ("background", "surface", "text", "dim", "accent", "mark", "note", "gap", "error", "line")
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
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
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
    for place in reversed(places):
        path = place / f"{name}.toml"
        if path.is_file():
            return load(path)
    raise BriefingError(f"no theme named {name}")


def names(places: tuple[Path, ...]) -> Iterator[str]:
    """The names of all themes, each once, in order."""
    yield from sorted({p.stem for place in places if place.is_dir() for p in place.glob("*.toml")})
