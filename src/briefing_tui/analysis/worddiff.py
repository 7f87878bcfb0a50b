"""Two texts word by word: what stayed, what is gone, what is new.

Words in languages that write them apart, single signs in Chinese. Method: the longest common subsequence of
words, by rows of bits (H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004). Where two texts are
too long for that they are first cut at runs of words that each of them has exactly once, in the order that
most of these agree on. Words in common between two longer changes say nothing and are left in the changes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

_SIGN = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_SIGN}][\u0300-\u036f]*+"
_TOKEN = re.compile(rf"(?:{_LETTER})++(?:[-.,’'‑](?:{_LETTER})++)*+|\S")
_CELLS = 50_000_000  # words of one text times words of the other: bits, kept while a stretch is compared
_RUN = 4  # words in a row that make a place certain
_Pair = tuple[int, int]


class Part(NamedTuple):
    """A stretch of the two texts: ``same`` in both, ``gone`` from ``a``, or ``new`` in ``b``.

    Offsets are in characters; of what is gone the stretch of ``b`` is empty, and the other way about.
    """

    kind: Literal["same", "gone", "new"]
    a_start: int
    a_end: int
    b_start: int
    b_end: int


_SIGNS = {"gone": ("[-", "-]"), "new": ("{+", "+}")}


def signed(kind: str, text: str) -> str:
    """Words of a part with the signs of their kind around them: ``[-gone-]``, ``{+new+}``. White space at the
    ends stays outside, and of a break between paragraphs alone ``¶`` tells.
    """
    words = text.strip() or "¶" * ("\n" in text)
    if kind == "same" or not words:
        return text
    before, after = _SIGNS[kind]
    start = len(text) - len(text.lstrip()) if text.strip() else 0
    end = start + len(text.strip())
    return f"{text[:start]}{before}{words}{after}{text[end:]}"


def diff(a: str, b: str) -> list[Part]:
    """The parts in order; together they cover both texts. What was put for other words follows these.

    Deterministic. Time grows little faster than the length; 500,000 characters are seconds at the worst.
    """
    spans_a, spans_b = ([m.span() for m in _TOKEN.finditer(text)] for text in (a, b))
    words_a, words_b = [a[s:e] for s, e in spans_a], [b[s:e] for s, e in spans_b]
    parts: list[Part] = []
    at_a = at_b = 0
    for i, j in (*_telling(words_a, words_b, align(words_a, words_b)), (len(spans_a), len(spans_b))):
        (start_a, end_a), (start_b, end_b) = (
            spans[k] if k < len(spans) else (len(text), len(text))
            for spans, k, text in ((spans_a, i, a), (spans_b, j, b))
        )
        _between(parts, a, b, (at_a, start_a), (at_b, start_b))
        _add(parts, Part("same", start_a, end_a, start_b, end_b))
        at_a, at_b = end_a, end_b
    return parts


def _between(parts: list[Part], a: str, b: str, in_a: _Pair, in_b: _Pair) -> None:
    """What stands between two words in common: the same white space at its ends is no change."""
    (s, e), (t, f) = in_a, in_b
    first, last = 0, 0
    while s + first < e and t + first < f and a[s + first] == b[t + first] and a[s + first].isspace():
        first += 1
    _add(parts, Part("same", s, s + first, t, t + first))
    s, t = s + first, t + first
    while e - last > s and f - last > t and a[e - last - 1] == b[f - last - 1] and a[e - last - 1].isspace():
        last += 1
    _add(parts, Part("gone", s, e - last, t, t))
    _add(parts, Part("new", e - last, e - last, t, f - last))
    _add(parts, Part("same", e - last, e, f - last, f))


def _add(parts: list[Part], part: Part) -> None:
    if part.a_start == part.a_end and part.b_start == part.b_end:
        return
    if parts and parts[-1].kind == part.kind:
        part = Part(part.kind, parts[-1].a_start, part.a_end, parts[-1].b_start, part.b_end)
        parts.pop()
    parts.append(part)


def align(a: Sequence[str], b: Sequence[str]) -> list[_Pair]:
    """Words in common, as pairs of indexes that rise in both."""
    found: list[_Pair] = []
    open_: list[tuple[int, int, int, int, int]] = [(0, len(a), 0, len(b), _RUN)]
    while open_:
        s, e, t, f, run = open_.pop()
        while s < e and t < f and a[s] == b[t]:
            found.append((s, t))
            s, t = s + 1, t + 1
        while s < e and t < f and a[e - 1] == b[f - 1]:
            e, f = e - 1, f - 1
            found.append((e, f))
        if (e - s) * (f - t) <= _CELLS:
            found += ((s + i, t + j) for i, j in _longest(a[s:e], b[t:f]))
        elif run:  # by ever shorter runs; a stretch that none of them cuts is another text
            for i, j in (*_certain(a, b, (s, e), (t, f), run), (e, f)):
                open_.append((s, i, t, j, run - 1))
                s, t = i, j
    return sorted(found)


def _certain(a: Sequence[str], b: Sequence[str], in_a: _Pair, in_b: _Pair, run: int) -> Iterator[_Pair]:
    """Places of runs of words that stand once in each stretch: the most that are in one order."""
    once_a, once_b = (_once(text, *within, run) for text, within in ((a, in_a), (b, in_b)))
    pairs = [(i, once_b[key]) for key, i in once_a.items() if key in once_b]
    ends: list[int] = []  # the least place in b at which so many pairs in order can end
    chain: list[int] = []  # and of which pair
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(chain[length - 1] if length else -1)
        ends[length : length + 1], chain[length : length + 1] = [j], [at]
    order: list[_Pair] = []
    at = chain[-1] if chain else -1
    while at >= 0:
        order.append(pairs[at])
        at = before[at]
    yield from reversed(order)


def _once(text: Sequence[str], start: int, end: int, run: int) -> dict[tuple[str, ...], int]:
    """The runs that stand once in a stretch, by their words, in reading order."""
    places: dict[tuple[str, ...], int] = {}
    for at in range(start, end - run + 1):
        key = tuple(text[at : at + run])
        places[key] = -1 if key in places else at
    return {key: at for key, at in places.items() if at >= 0}


def _longest(a: Sequence[str], b: Sequence[str]) -> Iterator[_Pair]:
    """The longest common subsequence, from its end. A row of bits for each word of ``a``: a bit is off where
    one more word is in common up to that word of ``b`` than up to the one before.
    """
    places: dict[str, int] = {}
    for j, word in enumerate(b):
        places[word] = places.get(word, 0) | 1 << j
    full = (1 << len(b)) - 1
    rows = [full]
    for word in a:
        row = rows[-1]
        both = row & places.get(word, 0)
        rows.append((row + both | row - both) & full)
    i, j = len(a), len(b)
    while i and j:
        if rows[i] >> j - 1 & 1:
            j -= 1
        elif rows[i - 1] >> j - 1 & 1:
            i, j = i - 1, j - 1
            yield i, j
        else:
            i -= 1


def _telling(a: Sequence[str], b: Sequence[str], pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs without those that stand lost between two changes, each longer than they are together."""
    letters_a, letters_b = ([0, *accumulate(map(len, text))] for text in (a, b))

    def size(island: Sequence[_Pair]) -> int:  # a mark counts for nothing
        return sum(len(a[i]) for i, _ in island if a[i][0].isalnum())

    def change(before: Sequence[_Pair], after: Sequence[_Pair]) -> int:  # in the text where it is longer
        (i, j), (e, f) = before[-1], after[0]
        return max(letters_a[e] - letters_a[i + 1], letters_b[f] - letters_b[j + 1])

    islands: list[list[_Pair]] = []
    for i, j in pairs:
        if islands and islands[-1][-1] == (i - 1, j - 1):
            islands[-1].append((i, j))
        else:
            islands.append([(i, j)])
    kept: list[list[_Pair]] = [[(-1, -1)]]
    for after in (*islands, [(len(a), len(b))]):
        while len(kept) > 1 and size(kept[-1]) < min(change(kept[-2], kept[-1]), change(kept[-1], after)):
            kept.pop()
        kept.append(after)
    return [pair for island in kept[1:-1] for pair in island]
