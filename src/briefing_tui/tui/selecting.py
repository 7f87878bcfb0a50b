"""Selecting words of a point by sentences and words. Pure: text and moves in, a span out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing_tui.reading import sentences

_HAN = r"\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# One character of a script without spaces; a word or a figure with what joins it inside; a mark.
_WORD = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])\w)+(?:[-‑'’.,](?:(?![{_HAN}])\w)+)*|([^\w\s])\1*")

# Kinds of marks that no quotation begins with (closing ones, full stops, dashes), and that none ends with.
_NO_START = ("Pe", "Pf", "Pd", "Po")
_NO_END = ("Ps", "Pi", "Pd", "Sc")


@dataclass(frozen=True, slots=True)
class Selection:
    """The words of ``text`` from ``start`` to ``end``. Every move gives another selection, or the same one
    where there is no further to go; none is ever empty.
    """

    text: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    def sentence(self, step: int) -> Selection:
        """The whole sentence after (1) or before (-1) the one where the selection begins."""
        spans = sentences.split(self.text)
        here = max((i for i, (start, _) in enumerate(spans) if start <= self.start), default=0)
        start, end = spans[max(0, min(here + step, len(spans) - 1))]
        return replace(self, start=start, end=end)

    def grow(self, step: int) -> Selection:
        """Up to the end of the next sentence, or back to that of an earlier one."""
        return self._to_end([end for _, end in sentences.split(self.text)], step)

    def end_word(self, step: int) -> Selection:
        """The end a word further or back."""
        return self._to_end([m.end() for m in _WORD.finditer(self.text) if _may(m[0], _NO_END)], step)

    def start_word(self, step: int) -> Selection:
        """The beginning a word further or back."""
        starts = [m.start() for m in _WORD.finditer(self.text) if _may(m[0], _NO_START)]
        return replace(self, start=_next([s for s in starts if s < self.end], self.start, step))

    def whole(self) -> tuple[Selection, int]:
        """All of every sentence that it touches, and how many these are."""
        touched = [s for s in sentences.split(self.text) if s[0] < self.end and self.start < s[1]]
        return replace(self, start=touched[0][0], end=touched[-1][1]), len(touched)

    def _to_end(self, ends: Sequence[int], step: int) -> Selection:
        return replace(self, end=_next([e for e in ends if e > self.start], self.end, step))


def first(text: str) -> Selection:
    """The first sentence of a text; it has one."""
    return Selection(text, *sentences.split(text)[0])


def _may(piece: str, never: tuple[str, ...]) -> bool:
    return piece[0] in "\"'#§" or unicodedata.category(piece[0]) not in never


def _next(places: Sequence[int], here: int, step: int) -> int:
    if step > 0:
        return min((p for p in places if p > here), default=here)
    return max((p for p in places if p < here), default=here)
