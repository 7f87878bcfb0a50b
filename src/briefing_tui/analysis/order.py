"""In which order a readout brings the cards, and how much room it gives them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from briefing_tui.analysis.rows import coverage, room
from briefing_tui.model import Card, Carded, Point


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points in a row on one card, over paragraphs; ``share`` of the text's room, 0 to 1."""

    card: Card
    share: float
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A card where it is first mentioned (``first``), and its share of the room in the whole text."""

    card: Card
    share: float
    first: Point


@dataclass(frozen=True, slots=True)
class Moved:
    """A card that stands elsewhere in the order of the other side; places count from 1, over shared cards."""

    card: Card
    here: int
    there: int


def stretches(carded: Carded) -> tuple[Stretch, ...]:
    """The text as stretches in its own order; every point is in exactly one, and the shares add up to 1."""
    total = sum(room(p.text) for p in carded.points)
    made = []
    for card, group in groupby(carded.points, key=lambda p: p.card):
        points = tuple(group)
        share = sum(room(p.text) for p in points) / total if total else 0.0
        made.append(Stretch(card, share, points))
    return tuple(made)


def mentions(carded: Carded) -> tuple[Mention, ...]:
    """The cards that the text has, in the order of their first mention."""
    shares = coverage(carded)
    first: dict[Card, Point] = {}
    for point in carded.points:
        first.setdefault(point.card, point)
    return tuple(Mention(card, shares[card], point) for card, point in first.items())


def moved(here: Carded, there: Carded) -> tuple[Moved, ...]:
    """The cards of both sides whose place in the order differs, in the order of ``here``.

    Setting and tone is left out: it keeps what belongs to no subject.
    """
    both = [[m.card for m in mentions(c) if m.card is not Card.CONTEXT] for c in (here, there)]
    left, right = ([card for card in cards if card in both[1 - i]] for i, cards in enumerate(both))
    pairs = (Moved(card, left.index(card) + 1, right.index(card) + 1) for card in left)
    return tuple(m for m in pairs if m.here != m.there)


def ends(carded: Carded) -> tuple[Point, ...]:
    """What is said first and what last of a subject; one point where there is no more, none without any."""
    said = [p for p in carded.points if p.card is not Card.CONTEXT]
    return tuple(dict.fromkeys((said[0], said[-1]))) if said else ()
