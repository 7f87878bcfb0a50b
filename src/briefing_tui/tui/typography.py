"""Text into lines, measured in cells: Latin and Cyrillic at spaces, Chinese between characters.

A line never begins with a closing mark (``，。”``) nor ends with an opening one (``“（《``); hyphenated words
stay whole; a word longer than a line is cut.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len

_WIDE = re.compile(
    r"[\u2e80-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_NO_START = frozenset("，。、；：！？）》」』】〕〉”’…—·％～,.!?;:)]}%»")
_NO_END = frozenset("（《「『【〔〈“‘([{«")
_UNITS = frozenset("年月日号时分秒亿万千百十个次周岁国人位届点期倍")


@lru_cache(maxsize=4096)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """``text`` as lines of at most ``width`` cells (at least one line; a newline begins a new one)."""
    lines: list[str] = []
    for row in text.split("\n"):
        lines += _wrap_row(row, max(2, width))
    return tuple(lines)


def _wrap_row(row: str, width: int) -> list[str]:
    if cell_len(row) <= width:
        return [row]
    lines: list[str] = []
    line, used = "", 0
    for chunk in _chunks(row):
        bare = chunk.rstrip()
        size = cell_len(bare)
        if line and used + size > width:
            lines.append(line.rstrip())
            line, used = "", 0
            chunk = chunk.lstrip()
        while size > width:
            head = _fit(bare, width)
            lines.append(head)
            chunk = chunk[len(head) :]
            bare = chunk.rstrip()
            size = cell_len(bare)
        line += chunk
        used += cell_len(chunk)
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _chunks(row: str) -> list[str]:
    """Pieces between which a line may end; the spaces after a word belong to it."""
    if not _WIDE.search(row):
        return re.findall(r"\S+\s*|\s+", row)
    pieces: list[str] = []
    start = 0
    for i in range(1, len(row)):
        if _may_break(row[i - 1], row[i]):
            pieces.append(row[start:i])
            start = i
    pieces.append(row[start:])
    return pieces


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NO_START or before in _NO_END:
        return False
    if before.isspace():
        return True
    if before.isdigit() and after in _UNITS:
        return False
    return bool(_WIDE.match(before) or _WIDE.match(after) or before in "”’")


def _fit(text: str, width: int) -> str:
    """The longest beginning of ``text`` that fits; at least one character."""
    used = 0
    for i, char in enumerate(text):
        used += cell_len(char)
        if used > width and i:
            return text[:i]
    return text


def fitting(width: int, *ways: str) -> str:
    """The first way to say it that has room in ``width`` cells; else the last one, cut."""
    return next((way for way in ways if cell_len(way) <= width), shorten(ways[-1], width))


def shorten(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` cells, with … where it is cut."""
    text = " ".join(text.split())
    if cell_len(text) <= width:
        return text
    return _fit(text, max(1, width - 1)).rstrip() + "…" if width > 1 else ""
