"""Where a note belongs: an anchor for a point, and the point for an anchor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing_tui.analysis import passages
from briefing_tui.analysis.passages import Passage
from briefing_tui.model import Anchor, Card, Carded, Comparison, Note, Point, Readout, Standing

CONTEXT = 32  # characters kept before and after a quotation


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands, and how sure that is."""

    passage: Passage
    standing: Standing


@dataclass(frozen=True, slots=True)
class Placed:
    """Notes by the id of the point they stand at, those that stand at none; how each stands, by its id."""

    at_point: dict[str, list[Note]]
    rest: list[Note]
    standing: dict[str, Standing]


def to_point(carded: Carded, point: Point) -> Anchor:
    """The anchor of a note on a point: its words, what stands around them, and the text's hash."""
    return to_passage(carded.readout, Passage(point.paragraph, point.start, point.end), point.card)


def to_passage(readout: Readout, passage: Passage, card: Card | None) -> Anchor:
    """The anchor of a note on some words of a paragraph."""
    block = readout.paragraph(passage.paragraph)
    text = block.text if block else ""
    return Anchor(
        card=card,
        side=readout.side,
        language=readout.language,
        paragraph=passage.paragraph,
        exact=text[passage.start : passage.end],
        prefix=text[max(0, passage.start - CONTEXT) : passage.start],
        suffix=text[passage.end : passage.end + CONTEXT],
        hash=readout.hash,
    )


def to_card(card: Card) -> Anchor:
    return Anchor(card=card)


def find(anchor: Anchor, readout: Readout) -> Found | None:
    """Where the quotation stands in that text; None where its words stand nowhere in it."""
    passage = passages.find(anchor, readout)
    return Found(passage, Standing.EXACT) if passage else None


def standing(anchor: Anchor, readouts: Iterable[Readout]) -> Standing:
    """How a note stands in a brief's texts; one without a quotation is always in its place."""
    if not anchor.exact:
        return Standing.EXACT
    found = {f.standing for r in readouts if (f := find(anchor, r))}
    return next((s for s in Standing if s in found), Standing.ORPHAN)


def place(notes: Iterable[Note], made: Comparison, readouts: Sequence[Readout]) -> Placed:
    """The notes laid over two texts; ``readouts`` are all the texts of the brief."""
    at: dict[str, list[Note]] = {}
    rest: list[Note] = []
    stands: dict[str, Standing] = {}
    for note in notes:
        found = [(c, f) for c in (made.left, made.right) if c and (f := find(note.anchor, c.readout))]
        found.sort(key=lambda pair: list(Standing).index(pair[1].standing))
        point = next((p for c, f in found[:1] for p in c.points if f.passage.meets(p)), None)
        if point is None:
            rest.append(note)
            stands[note.id] = standing(note.anchor, readouts)
        else:
            at.setdefault(point.id, []).append(note)
            stands[note.id] = found[0][1].standing
    return Placed(at, rest, stands)
