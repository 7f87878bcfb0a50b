"""Where a note belongs: an anchor for a point, and the point for an anchor."""

from __future__ import annotations

from briefing_tui.analysis import passages
from briefing_tui.model import Anchor, Card, Carded, Comparison, Note, Point

CONTEXT = 32  # characters kept before and after a quotation


def to_point(carded: Carded, point: Point) -> Anchor:
    """The anchor of a note on a point: its words, what stands around them, and the text's hash."""
    block = carded.readout.paragraph(point.paragraph)
    text = block.text if block else point.text
    return Anchor(
        card=point.card,
        side=carded.readout.side,
        language=carded.readout.language,
        paragraph=point.paragraph,
        exact=point.text,
        prefix=text[max(0, point.start - CONTEXT) : point.start],
        suffix=text[point.end : point.end + CONTEXT],
        hash=carded.readout.hash,
    )


def to_card(card: Card) -> Anchor:
    return Anchor(card=card)


def find(anchor: Anchor, carded: Carded) -> Point | None:
    """The point that holds the quotation, or the beginning of it; None where the words stand nowhere."""
    passage = passages.find(anchor, carded.readout)
    return next((p for p in carded.points if passage and passage.meets(p)), None)


def place(notes: list[Note], comparison: Comparison) -> tuple[dict[str, list[Note]], list[Note]]:
    """Notes by the id of the point they stand at, and those that stand at none of these two texts."""
    at: dict[str, list[Note]] = {}
    rest: list[Note] = []
    for note in notes:
        sides = (comparison.left, comparison.right)
        point = next((p for c in sides if c and (p := find(note.anchor, c))), None)
        if point is None:
            rest.append(note)
        else:
            at.setdefault(point.id, []).append(note)
    return at, rest
