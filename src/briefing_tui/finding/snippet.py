"""The words around a hit, on one line: as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing_tui.finding.query import Span
from briefing_tui.reading.unsafe import clean_line

_BEFORE = 3  # the room before the first words found is one part in so many


def snippet(
    text: str, spans: Sequence[Span], room: int, cells: Callable[[str], int]
) -> list[tuple[str, bool]]:
    """A line out of the text, in parts,
    each with whether it is what was looked for. It takes at most ``room`` cells.

    ``…`` stands where something is left out; ``cells`` measures.
    """
    first = _first(spans, room * (_BEFORE - 1) // _BEFORE, lambda a, b: cells(text[a:b]))
    start = _back(text, first, room // _BEFORE, cells) if cells(text) > room else 0
    parts: list[tuple[str, bool]] = [("…", False)] if start else []
    left = room - bool(start)
    at = start
    for begin, end in [*spans, (len(text), len(text))]:
        for a, b, marked in ((at, begin, False), (begin, end, True)):
            part = _one_line(text[a:b])
            if part and not _add(parts, part, marked, left, cells):
                return parts
            left -= cells(part)
        at = end
    return parts


def _first(spans: Sequence[Span], room: int, width: Callable[[int, int], int]) -> int:
    """Where the span begins from which on the most of them have room; of equals the first."""
    most, best = 0, 0
    for i, (begin, _) in enumerate(spans):
        count = sum(width(begin, end) <= room for _, end in spans[i : i + most + 9])
        if count > most:
            most, best = count, begin
    return best


def _one_line(text: str) -> str:
    """With the spaces at both ends, one each."""
    inner = clean_line(text)
    return f"{' ' * text[:1].isspace()}{inner}{' ' * (text[-1:].isspace() and bool(inner))}"


def _add(
    parts: list[tuple[str, bool]], part: str, marked: bool, left: int, cells: Callable[[str], int]
) -> bool:
    """Adds what there is room for; whether that was all."""
    if cells(part) <= left:
        parts.append((part, marked))
        return True
    used = 1  # for the …
    fits = 0
    for char in part:
        used += cells(char)
        if used > left:
            break
        fits += 1
    space = part.rfind(" ", 0, fits + 1)
    whole = part[:space] if space > fits // 2 else part[:fits]
    parts.append((f"{whole.rstrip()}…", marked))
    return False


def _back(text: str, at: int, room: int, cells: Callable[[str], int]) -> int:
    """Where to begin so that no more than ``room`` cells stand before ``at``: at a word's beginning."""
    start = at
    used = 0
    while start and (used := used + cells(text[start - 1])) <= room:
        start -= 1
    if start and text[start - 1].isascii() | text[start - 1].isalpha():
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else start
    return start
