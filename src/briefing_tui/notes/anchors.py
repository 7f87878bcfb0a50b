"""Where a note belongs: an anchor for a point, and the point for an anchor."""

from __future__ import annotations

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
    """The point that holds the quotation, exactly; None where the text or its words are others.

    With several places the one with the same words around it, then the same paragraph, wins.
    """
    if not anchor.exact or (anchor.side, anchor.language) != (carded.readout.side, carded.readout.language):
        return None
    best: tuple[tuple[bool, bool], Point] | None = None
    for point in carded.points:
        block = carded.readout.paragraph(point.paragraph)
        if block is None:
            continue
        at = block.text.find(anchor.exact, point.start)
        while point.start <= at < point.end:
            end = at + len(anchor.exact)
            around = block.text[:at].endswith(anchor.prefix) and block.text.startswith(anchor.suffix, end)
            rank = (around, point.paragraph == anchor.paragraph)
            if best is None or rank > best[0]:
                best = (rank, point)
            at = block.text.find(anchor.exact, at + 1)
    return best[1] if best else None


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
