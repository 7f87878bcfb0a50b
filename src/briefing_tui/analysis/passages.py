"""Where quoted words stand in a text: a note's place, and a correction's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from briefing_tui.model import Anchor, Point, Readout

LETTERS_A_SIGN = 3  # a Chinese sign says as much as so many letters
_SIGNS = "\u3400", "\u9fff"  # the first and the last of them


def size(words: str) -> int:
    """How much words say, in letters."""
    first, last = _SIGNS
    return len(words) + (LETTERS_A_SIGN - 1) * sum(first <= character <= last for character in words)


class Passage(NamedTuple):
    """Words of a paragraph, from ``start`` to ``end`` of its text."""

    paragraph: int
    start: int
    end: int

    def meets(self, point: Point) -> bool:
        """Whether some of the words are the point's."""
        return self.paragraph == point.paragraph and self.start < point.end and point.start < self.end

    def within(self, other: Passage) -> bool:
        return self.paragraph == other.paragraph and other.start <= self.start and self.end <= other.end


class Text:
    """A readout's paragraphs by number, and as one text: what stands around words goes over their bounds.

    ``folded`` may put other characters for some, one for one, so that they count as the same.
    """

    def __init__(self, readout: Readout, folded: Callable[[str], str] = str) -> None:
        self.paragraphs = {b.number: folded(b.text) for b in readout.body if b.number is not None}
        self.whole = " ".join(self.paragraphs.values())
        self._offset: dict[int, int] = {}
        at = 0
        for number, text in self.paragraphs.items():
            self._offset[number] = at
            at += len(text) + 1

    def places(self, words: str) -> Iterator[Passage]:
        """Every place of the words within a paragraph, in reading order."""
        for number, text in self.paragraphs.items():
            at = text.find(words)
            while at >= 0:
                yield Passage(number, at, at + len(words))
                at = text.find(words, at + 1)

    def words(self, at: Passage) -> str:
        return self.paragraphs[at.paragraph][at.start : at.end]

    def around(self, at: Passage, before: int, after: int) -> tuple[str, str]:
        """Up to so many characters before and after."""
        start, end = self._offset[at.paragraph] + at.start, self._offset[at.paragraph] + at.end
        return self.whole[max(0, start - before) : start], self.whole[end : end + after]

    def agree(self, at: Passage, prefix: str, suffix: str) -> int:
        """How many of the two sides have these words there, 0 to 2; none are as any."""
        before, after = self.around(at, len(prefix), len(suffix))
        return (before == prefix) + (after == suffix)


def find(anchor: Anchor, readout: Readout) -> Passage | None:
    """Where the quotation stands, exactly; None where the text or its words are others.

    With several places the one with the same words around it, then the same paragraph, wins.
    """
    if not anchor.exact or (anchor.side, anchor.language) != (readout.side, readout.language):
        return None
    text = Text(readout)

    def rank(at: Passage) -> tuple[int, bool]:
        return text.agree(at, anchor.prefix, anchor.suffix), at.paragraph == anchor.paragraph

    return max(text.places(anchor.exact), key=rank, default=None)
