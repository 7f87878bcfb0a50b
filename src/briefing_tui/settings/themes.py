"""Themes as data: TOML files of colours by role, bundled ones and the user's own."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefing_tui.files import is_file_name
from briefing_tui.frozen import dataclass
from briefing_tui.model import SIX, BriefingError
from briefing_tui.settings import tomlfile

DEFAULT = "slate"
FEW_COLORS = "ansi"  # where a terminal has no more than its own sixteen
# What a theme says: tables and their roles. Each role is the only one of its name.
TABLES = {
    "colors": (
        "background", "surface", "text", "dim", "accent", "mark", "note", "quote", "gap", "error", "line",
    ),
    "sides": ("left", "right"),
    "cards": SIX,
}  # fmt: skip
_HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
# Of the terminal's own colours: what it writes in, and its sixteen.
OWN = ("default", *_HUES, *(f"bright_{hue}" for hue in _HUES))
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """``colors`` has every role, both sides (``left``, ``right``) and the six cards, each ``#rrggbb`` or one
    of ``OWN``.
    """

    name: str
    dark: bool
    colors: dict[str, str]

    @property
    def exact(self) -> bool:
        """Whether it has colours that a terminal with sixteen of its own can only come near to."""
        return any(color not in OWN for color in self.colors.values())


def folders(bundled: Path, config: Path) -> tuple[Path, ...]:
    """Where themes lie; the user's own come last and win."""
    return (bundled / "themes", config / "themes")


def load(path: Path, bases: Path, *, within: Path | None = None) -> Theme:
    """A theme file. What it leaves out is as in the bundled theme (in ``bases``) that it inherits, the
    default one where it names none. With ``within`` (restricted mode) no link leads out of that folder.
    Raises BriefingError with file, line and what is wrong.
    """
    data, text = tomlfile.read(path, within=within)
    colors = dict(_said(path, data, text))
    dark = data.get("dark")
    if dark is not None and not isinstance(dark, bool):
        raise BriefingError(f"{path}:{tomlfile.line_of(text, 'dark')}: dark must be true or false")
    if dark is None or len(colors) < sum(map(len, TABLES.values())):
        name = data.get("inherits", DEFAULT)
        base = bases / f"{name}.toml"
        if not (isinstance(name, str) and is_file_name(name) and base.is_file()) or base == path:
            line = tomlfile.line_of(text, "inherits")
            raise BriefingError(f"{path}:{line}: inherits must name one of {', '.join(names((bases,)))}")
        below = load(base, bases)
        colors = below.colors | colors
        dark = below.dark if dark is None else dark
    return Theme(path.stem, dark, colors)


def _said(path: Path, data: dict[str, Any], text: str) -> Iterator[tuple[str, str]]:
    """Role and colour of all that the file says. Raises BriefingError for what is none."""
    for table, said in data.items():
        if table in ("dark", "inherits"):
            continue
        if table not in TABLES:
            wrong = f"{table!r} is no part of a theme; there are {', '.join(TABLES)}"
            raise BriefingError(f"{path}:{tomlfile.line_of(text, table)}: {wrong}")
        if not isinstance(said, dict):
            raise BriefingError(f"{path}:{tomlfile.line_of(text, table)}: {table} must be a table of colours")
        for role, color in said.items():
            if wrong := _wrong(table, role, color):
                raise BriefingError(f"{path}:{tomlfile.line_of(text, role, table)}: [{table}] {wrong}")
            yield role, color


def _wrong(table: str, role: str, color: object) -> str:
    if role not in TABLES[table]:
        return f"has no {role!r}; there are {', '.join(TABLES[table])}"
    if isinstance(color, str) and (color in OWN or _HEX.fullmatch(color)):
        return ""
    return f"{role} must be a colour such as #1b212b, or one of the terminal’s: default, red, bright_red ..."


def find(name: str, places: tuple[Path, ...], *, within: Path | None = None) -> Theme:
    """The theme of that name, the last place first. Raises BriefingError where there is none. ``within`` is
    for the places below it, which are the user's.
    """
    for place in reversed(places if is_file_name(name) else ()):
        path = place / f"{name}.toml"
        try:
            there = path.is_file()
        except OSError as error:
            raise BriefingError(f"{path}: cannot be read: {error.strerror}") from None
        if there:
            return load(path, places[0], within=within if within and place.is_relative_to(within) else None)
    raise BriefingError(f"no theme named {name}")


def names(places: tuple[Path, ...]) -> Iterator[str]:
    """The names of all themes, each once, in order."""
    found: set[str] = set()
    for place in places:
        with contextlib.suppress(OSError):  # the user has none of their own, or none that can be read
            found |= {p.stem for p in place.iterdir() if p.suffix == ".toml" and is_file_name(p.stem)}
    yield from sorted(found)
