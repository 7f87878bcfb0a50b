"""A comparison as a reader goes through it: rows of a card, the ledger of gaps, each side's coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing_tui.analysis.limits import UNSORTED, is_sorted
from briefing_tui.frozen import dataclass
from briefing_tui.model import CARDS, Card, Carded, Comparison, Match, Point


@dataclass(frozen=True, slots=True)
class Ref:
    """A point in a row. ``elsewhere`` is its own card where that is another one; ``again``: shown above."""

    point: Point
    elsewhere: Card | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Points of the two sides that report the same thing, or a gap: then one of the cells is empty.

    ``echo`` is the set phrase of a row whose two points are no match, for they say it of different things.
    """

    left: tuple[Ref, ...]
    right: tuple[Ref, ...]
    matches: tuple[Match, ...] = ()
    echo: str = ""

    @property
    def gap(self) -> bool:
        return not self.left or not self.right

    @property
    def tied(self) -> frozenset[str]:
        """Ids of the points that are to be marked as tied by the analyst.

        A tie is told where it is no riddle with whom: at the points that stand opposite a single one.
        """
        at_left = len(self.left) > 1 >= len(self.right)
        return frozenset(m.a if at_left else m.b for m in self.matches if m.tied)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of the row as a whole, in words."""
        said = [f"≠ figures differ: {pair}" for m in self.matches for pair in m.differs]
        return (
            *dict.fromkeys(said),
            *([f"≈ same words, different subject: {self.echo}"] if self.echo else []),
            *([UNSORTED.term] if any(not is_sorted(ref.point) for ref in (*self.left, *self.right)) else []),
        )


@dataclass(frozen=True, slots=True)
class Account:
    """A card's page of the ledger: what only one side says, and what both say differently."""

    card: Card
    left: tuple[Point, ...]
    right: tuple[Point, ...]
    differing: tuple[Row, ...]
    echoes: tuple[Row, ...]


def rows(made: Comparison, card: Card) -> tuple[Row, ...]:
    """The card's rows: the left side's points in order with their matches, then what only the right has.

    Every point of the card is in at least one row, and shown in full in exactly one.
    """
    lefts, rights = made.left.points, made.right.points if made.right else ()
    at_left, at_right = ({p.id: i for i, p in enumerate(points)} for points in (lefts, rights))
    by_left: dict[str, list[Match]] = {}
    by_right: dict[str, list[Match]] = {}
    for m in made.matches:
        by_left.setdefault(m.a, []).append(m)
        by_right.setdefault(m.b, []).append(m)
    shown: set[str] = set()
    done: list[Row] = []

    def refs(points: Iterable[Point]) -> tuple[Ref, ...]:
        made_refs = []
        for p in points:
            made_refs.append(Ref(p, None if p.card is card else p.card, p.id in shown))
            shown.add(p.id)
        return tuple(made_refs)

    for point in made.left.on(card):
        mine = tuple(by_left.get(point.id, ()))
        partners = sorted(at_right[m.b] for m in mine)
        done.append(Row(refs([point]), refs(rights[i] for i in partners), mine))
    for point in made.right.on(card) if made.right else ():
        if point.id in shown:
            continue
        mine = tuple(by_right.get(point.id, ()))
        partners = sorted(at_left[m.a] for m in mine)
        done.append(Row(refs(lefts[i] for i in partners), refs([point]), mine))
    return tuple(done)


def matched(made: Comparison) -> frozenset[str]:
    """Ids of the points that have a match."""
    return frozenset(i for m in made.matches for i in (m.a, m.b))


def untied(made: Comparison, point: Point) -> tuple[tuple[Carded, Point], ...]:
    """The points of the other side that the analyst has untied this one from, with their texts."""
    return tuple(_partners(made, point, ((m.a, m.b) for m in made.untied)))


def echoed(made: Comparison, point: Point) -> tuple[tuple[str, Carded, Point], ...]:
    """The set phrases that the point shares with others of another subject, with these and their texts.

    As in the ledger they are told only where they may explain a gap.
    """
    mine = [e for e in made.echoes if point.id in (e.a, e.b)]
    known = matched(made) if mine else frozenset()
    telling = [e for e in mine if not {e.a, e.b} <= known]
    return tuple((e.words, *found) for e in telling for found in _partners(made, point, [(e.a, e.b)]))


def _partners(
    made: Comparison, point: Point, pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[Carded, Point]]:
    """What stands opposite the point in pairs of ids, left and right."""
    for pair in pairs:
        for mine, other, carded in ((pair[0], pair[1], made.right), (pair[1], pair[0], made.left)):
            if point.id == mine and carded:
                yield from ((carded, p) for p in carded.points if p.id == other)


def ledger(made: Comparison) -> tuple[Account, ...]:
    """Card by card what the sides do not share; empty where there is one side's text alone.

    A difference stands on the card of the left side's point. An echo is told only where it may explain a
    gap: one of its two points has no match.
    """
    if made.right is None:
        return ()
    known = matched(made)
    lefts = {p.id: p for p in made.left.points}
    rights = {p.id: p for p in made.right.points}

    def row(card: Card, a: str, b: str, match: tuple[Match, ...] = (), echo: str = "") -> Row:
        both = [Ref(p, None if p.card is card else p.card) for p in (lefts[a], rights[b])]
        return Row((both[0],), (both[1],), match, echo)

    return tuple(
        Account(
            card,
            tuple(p for p in made.left.on(card) if p.id not in known),
            tuple(p for p in made.right.on(card) if p.id not in known),
            tuple(row(card, m.a, m.b, (m,)) for m in made.matches if m.differs and lefts[m.a].card is card),
            tuple(
                row(card, e.a, e.b, echo=e.words)
                for e in made.echoes
                if lefts[e.a].card is card and not {e.a, e.b} <= known
            ),
        )
        for card in CARDS
    )


def doubts(made: Comparison) -> tuple[tuple[Carded, Point], ...]:
    """The points whose card the program is not sure of and the analyst has not decided, left side first."""
    return tuple(
        (carded, point)
        for carded in made.texts
        for point in carded.points
        if point.doubt and point.was is None
    )


def gap_words(here: Carded, other: Carded | None) -> str:
    """How a point that only ``here`` has is called: a silence only where the other text is complete, and
    both are compared to their ends.
    """
    if other is None:
        return ""
    if is_silence(here, other):
        return f"only {here.readout.side_name}"
    if other.readout.complete:
        long = here if _cut(here) else other
        return f"unknown: the {long.readout.side_name} text is too long to be compared to its end"
    article = "an" if other.readout.source[0] in "aeiou" else "a"
    return f"unknown: the {other.readout.side_name} text is {article} {other.readout.source}, not complete"


def is_silence(here: Carded, other: Carded) -> bool:
    """Whether what only ``here`` has may be called a silence of the other side."""
    return other.readout.complete and not _cut(here) and not _cut(other)


def _cut(carded: Carded) -> bool:
    """Whether the text is longer than what is sorted of one."""
    return bool(carded.points) and not is_sorted(carded.points[-1])


def coverage(carded: Carded) -> dict[Card, float]:
    """The share of the text's room (letters, figures, characters) that each card takes, 0 to 1."""
    rooms = {card: sum(room(p.text) for p in carded.on(card)) for card in CARDS}
    total = sum(rooms.values())
    return {card: size / total if total else 0.0 for card, size in rooms.items()}


def room(text: str) -> int:
    """How much room a text takes: its letters, figures and characters."""
    return sum(map(str.isalnum, text))
