"""Where quoted words stand in a text: a note's place, and a correction's."""

from __future__ import annotations

from typing import NamedTuple

from briefing_tui.model import Anchor, Point, Readout


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


def find(anchor: Anchor, readout: Readout) -> Passage | None:
    """Where the quotation stands, exactly; None where the text or its words are others.

    With several places the one with the same words around it, then the same paragraph, wins.
    """
    if not anchor.exact or (anchor.side, anchor.language) != (readout.side, readout.language):
        return None
    best: tuple[tuple[bool, bool], Passage] | None = None
    for block in readout.body:
        assert block.number is not None
        at = block.text.find(anchor.exact)
        while at >= 0:
            end = at + len(anchor.exact)
            around = block.text[:at].endswith(anchor.prefix) and block.text.startswith(anchor.suffix, end)
            rank = (around, block.number == anchor.paragraph)
            if best is None or rank > best[0]:
                best = (rank, Passage(block.number, at, end))
            at = block.text.find(anchor.exact, at + 1)
    return best[1] if best else None
