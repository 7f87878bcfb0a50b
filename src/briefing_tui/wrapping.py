"""Text into lines, measured in cells: Latin and Cyrillic at spaces, Chinese between characters.

A line never begins with a closing mark (``，。”``) nor ends with an opening one (``“（《``), and none parts
``……``, ``——``, a figure from its unit (``2000亿``), or a word or figure that stands in Chinese. Of words
between spaces stay together: a dash and the word before it; ``№``, ``§``, ``¶`` and what they number;
initials and the name (``С. В. Лавров``); a mark that stands alone (``«``, ``»``) and its words. Hyphenated
words stay whole. What is too long for a line is cut, at a space where it has one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

# Ranges and no pattern: it would take 2 ms of every start to compile, and most texts have none of them.
_WIDE = (
    ("\u2e80", "\u30ff"), ("\u31f0", "\u31ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"), ("\uff00", "\uffef"),
)  # fmt: skip
_NO_START = frozenset("，。、；：！？）》」』】〕〉〗”’…—·・％‰℃～々,.!?;:)]}%»")
_NO_END = frozenset("（《「『【〔〈〖“‘([{«№§¶￥＄")
_UNITS = frozenset("年月日号时分秒亿万千百十个次周岁国人位届点期倍")

# Words with the spaces behind them, and with those that must not be parted from them.
_AHEAD = r"(?:[«“„(]?(?:[A-ZА-ЯЁ]\.)+|[№§¶]+|[«“„])\s+"
_BEHIND = r"\s+(?:[—–]|[»”!?:;,.]+)(?!\S)"
_CHUNK = rf"(?:{_AHEAD})*\S+(?:{_BEHIND})*\s*|\s+"
_WORD = r"\S+\s*|\s+"


def cells(text: str) -> int:
    """How many cells of a terminal the text takes: two for a wide character, none for one drawn over another.

    For what is printed. The screen measures with the table that it is laid out by.
    """
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me") else 1


def wrap(text: str, width: int, cells: Callable[[str], int] = cells) -> tuple[str, ...]:
    """``text`` as lines of at most ``width`` cells (at least one line; a newline begins a new one).

    ``cells`` measures a piece of it.
    """
    lines: list[str] = []
    for row in text.split("\n"):
        lines += _wrap_row(row, max(2, width), cells)
    return tuple(lines)


def _wrap_row(row: str, width: int, cells: Callable[[str], int]) -> list[str]:
    if cells(row) <= width:
        return [row]
    lines: list[str] = []
    line, used = "", 0
    for chunk in _fitting(row, width, cells):
        bare = chunk.rstrip()
        size = cells(bare)
        if line and used + size > width:
            lines.append(line.rstrip())
            line, used = "", 0
            chunk = chunk.lstrip()
        if size > width:
            *full, rest = cut(bare, width, cells)
            lines += full
            chunk = rest + chunk[len(bare) :]
        line += chunk
        used += cells(chunk)
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _fitting(row: str, width: int, cells: Callable[[str], int]) -> Iterator[str]:
    """The pieces between which a line may end; words that are to stay together are parted where they do not
    fit.
    """
    for chunk in _chunks(row):
        if len(chunk) > width // 2 and " " in chunk.rstrip() and cells(chunk.rstrip()) > width:
            yield from re.findall(_WORD, chunk)
        else:
            yield chunk


def _chunks(row: str) -> Iterator[str]:
    """Pieces between which a line may end; the spaces after a word belong to it."""
    if max(row) < _WIDE[0][0] or not any(map(_is_wide, row)):
        yield from re.findall(_CHUNK, row)
        return
    start = 0
    for chunk in re.finditer(_CHUNK, row):
        if chunk.start() > start and row[chunk.start()] not in _NO_START:
            yield row[start : chunk.start()]
            start = chunk.start()
        for i in range(chunk.start() + 1, chunk.end()):
            if _may_break(row[i - 1], row[i]):
                yield row[start:i]
                start = i
    yield row[start:]


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or before.isspace() or after in _NO_START or before in _NO_END:
        return False
    if before.isdigit() and after in _UNITS:
        return False
    return _is_wide(before) or _is_wide(after) or before == "”"


@lru_cache(maxsize=4096)
def _is_wide(char: str) -> bool:
    return any(first <= char <= last for first, last in _WIDE)


def cut(text: str, width: int, cells: Callable[[str], int] = cells) -> Iterator[str]:
    """The text in pieces that fit, wherever that cuts it; each has at least one character but for no text."""
    start = used = 0
    for i, char in enumerate(text):
        size = cells(char)
        if used + size > width and i > start:
            yield text[start:i]
            start, used = i, 0
        used += size
    yield text[start:]
