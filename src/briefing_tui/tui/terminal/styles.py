"""SGR, the escape sequences for colours and attributes: what they add up to, and the shortest way between."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Style(NamedTuple):
    """``fg`` and ``bg`` as SGR parameters (``38;5;145``), empty: the terminal's own. ``on``: attributes."""

    fg: str = ""
    bg: str = ""
    on: tuple[str, ...] = ()


PLAIN = Style()
# What sets an attribute, and what ends it. 22 ends two of them.
_OFF = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29", "21": "24",
    "53": "55",
}  # fmt: skip
_ENDS = frozenset(_OFF.values())
# Italics too: under TERM=screen they are shown as reverse video.
_SEEN_ON_BLANKS = frozenset(("3", "4", "5", "7", "9", "21", "53"))
_COLORS = frozenset((*map(str, range(30, 38)), *map(str, range(90, 98))))
_BACKGROUNDS = frozenset((*map(str, range(40, 48)), *map(str, range(100, 108))))


@lru_cache(maxsize=4096)
def after(style: Style, parameters: str) -> Style | None:
    """The style once ``CSI parameters m`` came; None where that is not understood."""
    fg, bg, on = style
    attributes = set(on)
    codes = iter(parameters.split(";"))
    for code in codes:
        if code in ("", "0"):
            fg, bg, attributes = "", "", set()
        elif code in _OFF:
            attributes.add(code)
        elif code in _ENDS:
            attributes -= {a for a, off in _OFF.items() if off == code}
        elif code in _COLORS:
            fg = code
        elif code in _BACKGROUNDS:
            bg = code
        elif code in ("38", "48"):
            rest = [next(codes, "")]
            wanted = {"5": 1, "2": 3}.get(rest[0])
            if wanted is None:
                return None
            rest += [next(codes, "") for _ in range(wanted)]
            if not all(r.isdigit() for r in rest):
                return None
            color = ";".join((code, *rest))
            fg, bg = (color, bg) if code == "38" else (fg, color)
        elif code == "39":
            fg = ""
        elif code == "49":
            bg = ""
        else:
            return None
    return Style(fg, bg, tuple(sorted(attributes)))


@lru_cache(maxsize=4096)
def on_blank(style: Style) -> Style:
    """As much of the style as can be seen where there is nothing but a space."""
    return style if _SEEN_ON_BLANKS.intersection(style.on) else Style(bg=style.bg)


@lru_cache(maxsize=4096)
def change(now: Style | None, wanted: Style) -> str:
    """The shortest sequence from one style to the other; ``now`` None where it is not known."""
    if now == wanted:
        return ""
    whole = _sequence(("", *wanted.on, wanted.fg, wanted.bg)) if wanted != PLAIN else "\x1b[m"
    if now is None:
        return whole
    ended = {_OFF[a] for a in now.on if a not in wanted.on}
    new = [a for a in wanted.on if a not in now.on or _OFF[a] in ended]
    parts = [*sorted(ended), *new]
    if now.fg != wanted.fg:
        parts.append(wanted.fg or "39")
    if now.bg != wanted.bg:
        parts.append(wanted.bg or "49")
    return min(whole, _sequence(parts), key=len)


def _sequence(parts: list[str] | tuple[str, ...]) -> str:
    return f"\x1b[{';'.join(p for i, p in enumerate(parts) if p or not i)}m"
