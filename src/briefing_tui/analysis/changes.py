"""Since last time: what a side says at one meeting, laid against what it said at the one before.

What is missing from a text that is not complete, or is a retelling, is unknown, and never called gone; nor is
anything called new where it is last time's text that is so. Words, names and figures are compared within one
language alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefing_tui.analysis import rows
from briefing_tui.analysis.measures import measures
from briefing_tui.analysis.moves import Move, moves
from briefing_tui.analysis.named import Name, missing, names
from briefing_tui.analysis.passages import Passage
from briefing_tui.analysis.returning import returns
from briefing_tui.analysis.worddiff import Part, signed
from briefing_tui.model import CARDS, Brief, Card, Carded, Comparison, Pair, Readout, Spot, pairs
from briefing_tui.reading import gazetteer

_FEW = 2  # unknown lines of a kind, that need no folding
_TELLING = 0.03  # of a text's room, from which a card has grown or shrunk
Kind = Literal["card", "words", "person", "place", "figure"]
KINDS: dict[Kind, str] = {
    "card": "Cards: share of the text, points",
    "words": "Words that come back",
    "person": "People named",
    "place": "Places and bodies named",
    "figure": "Figures, days, deadlines",
}
SIGNS = {
    "grew": "▲", "shrank": "▼", "as before": "=", "new": "+", "gone": "-", "word for word": "=",
    "reworded": "≈", "up": "▲", "down": "▼", "same": "=", "later": "→", "earlier": "←", "another day": "≠",
    "another figure": "≠",
}  # fmt: skip
UNKNOWN = "Unknown, for the text that lacks it is not complete, or retold"
UNKNOWN_NEW, UNKNOWN_GONE = "unknown whether new", "unknown whether gone"


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one of the two texts, and where they stand."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Room:
    """A card's share of a text's letters, 0 to 1, and its points: then and now."""

    card: Card
    share: tuple[float, float]
    points: tuple[int, int]

    @property
    def verdict(self) -> str:
        if not all(self.points):
            return "gone" if self.points[0] else "new"
        more = self.share[1] - self.share[0]
        return "as before" if abs(more) < _TELLING else "grew" if more > 0 else "shrank"

    @property
    def counted(self) -> tuple[str, str]:
        """``53% → 39%`` and ``4 → 19 points``."""
        (was, share), (few, points) = self.share, self.points
        return f"{was:.0%} → {share:.0%}", f"{few} → {points} point{'s' * (points != 1)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed, or came back. ``label`` is the card, the name or the figure; what is missing,
    then or now, is None. ``parts`` say word by word how a sentence was reworded (``worddiff``).
    """

    kind: Kind
    verdict: str
    label: str
    then: Said | None
    now: Said | None
    parts: tuple[Part, ...] = ()
    room: Room | None = None

    @property
    def sign(self) -> str:
        return SIGNS.get(self.verdict, "?")

    @property
    def unknown(self) -> bool:
        """Whether it cannot be told that it is new or gone: the text that lacks it may only not tell it."""
        return self.verdict in (UNKNOWN_NEW, UNKNOWN_GONE)

    @property
    def where(self) -> str:
        """``¶3``; ``last time ¶2``; both where it stands in both."""
        said = [f"¶{self.now.spot.paragraph}"] if self.now else []
        said += [f"last time ¶{self.then.spot.paragraph}"] if self.then else []
        return ", ".join(said)

    @property
    def words(self) -> str:
        """What there is to read, as plain text: gone in ``[- -]``, new in ``{+ +}``."""
        if self.room:
            share, points = self.room.counted
            return f"{self.label}: {share} of the text, {points}"
        if self.kind in ("person", "place"):
            return self.label
        if self.parts and self.then and self.now:
            return "".join(signed(kind, text) for kind, text in self.pieces())
        quoted = [f"“{' '.join(said.text.split())}”" for said in (self.then, self.now) if said]
        if self.kind == "words":
            return quoted[0]
        return f"{self.label}: {' → '.join(quoted)}"

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The parts as kind and words; none where nothing was reworded."""
        for part in self.parts:
            assert self.then and self.now
            a, b = self.then.text[part.a_start : part.a_end], self.now.text[part.b_start : part.b_end]
            yield part.kind, b if part.kind == "new" else a


@dataclass(frozen=True, slots=True)
class SideChanges:
    """A side's two texts and its lines, in the order of ``KINDS``. Where the texts are in two languages, only
    cards and places are compared.
    """

    then: Carded
    now: Carded
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        return self.now.readout.side_name

    @property
    def one_language(self) -> bool:
        return self.then.readout.language == self.now.readout.language

    @property
    def sources(self) -> list[str]:
        """Whose texts are compared, this time's and last time's: what kind each is, and whether complete."""
        told = [f"{when}: {_source(c)}" for when, c in (("this time", self.now), ("last time", self.then))]
        one = "in two languages: only cards and places are compared"
        return told if self.one_language else [*told, one]

    def of(self, kind: Kind) -> list[Line]:
        return [line for line in self.lines if line.kind == kind]

    def told(self, kind: Kind) -> tuple[list[Line], list[Line]]:
        """The lines of a kind, what is sure before what is unknown; apart, to be folded, the unknown ones
        where they are many. Cards stand in their order, all of them: of each the shares are known.
        """
        lines = self.of(kind)
        if kind == "card":
            return lines, []
        sure, unknown = [n for n in lines if not n.unknown], [n for n in lines if n.unknown]
        return (sure, unknown) if len(unknown) > _FEW else (sure + unknown, [])


def _source(carded: Carded) -> str:
    r = carded.readout
    whole = "not complete" if not r.complete else "complete, but retold" if r.source.retold else "complete"
    whole += "" if r.proves_absence else ": what it lacks is unknown"
    named = ", ".join(n for n in (r.publisher or r.issuer, r.published) if n)
    letters = sum(sum(map(str.isalnum, p.text)) for p in carded.points)
    points = "1 point" if len(carded.points) == 1 else f"{len(carded.points)} points"
    return f"{r.key} ({r.source}, {whole}){', ' * bool(named)}{named}: {points}, {letters:,} characters"


def in_short(unknown: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """What many unknown lines say together: ``whether new``, ``whether gone``, and the lines of each."""
    for verdict in (UNKNOWN_NEW, UNKNOWN_GONE):
        if lines := [line for line in unknown if line.verdict == verdict]:
            yield verdict.removeprefix("unknown "), lines


def counted(unknown: list[Line]) -> str:
    """``whether new: 13, whether gone: 1``."""
    return ", ".join(f"{about}: {len(lines)}" for about, lines in in_short(unknown))


@dataclass(frozen=True, slots=True)
class Changes:
    """Two events of the same sides. ``without`` names the sides that have no text of one of the two."""

    then: Brief
    now: Brief
    sides: tuple[SideChanges, ...]
    without: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The two events in a line."""
        now, then = (f"{b.title}, {b.date}" for b in (self.now, self.then))
        return f"{now}, against {then}"


def changes(
    then: Brief, now: Brief, compare: Callable[[Brief, Pair], Comparison], *, original: bool = False
) -> Changes:
    """What changed from one brief to a later one. ``compare`` gives the analysis of a pair of their texts, as
    the analyst has corrected it.

    A side's two texts are in a language that it has of both, English before others; with ``original`` the
    original language before that.
    """
    sides, without = [], []
    compared = cache(lambda brief, pair: compare(brief, pair))  # often one pair has both sides' texts
    for side in now.sides:
        both = _texts(then, now, side, original=original)
        if both is None:
            without.append(gazetteer.side_name(side))
            continue
        earlier, later = (_carded(b, r, compared) for b, r in zip((then, now), both, strict=True))
        sides.append(SideChanges(earlier, later, tuple(_lines(then, now, earlier, later))))
    return Changes(then, now, tuple(sides), tuple(without))


def _texts(then: Brief, now: Brief, side: str, *, original: bool) -> tuple[Readout, Readout] | None:
    def rank(both: tuple[Readout, Readout]) -> tuple[bool, ...]:
        a, b = both
        no_original = original and not (a.original and b.original)
        return (a.language != b.language, no_original, a.language != "en", not (a.complete and b.complete))

    earlier, later = ([r for r in brief.readouts if r.side == side] for brief in (then, now))
    return min(((a, b) for a in earlier for b in later), key=rank, default=None)


def _carded(brief: Brief, readout: Readout, compare: Callable[[Brief, Pair], Comparison]) -> Carded:
    pair = next(p for p in pairs(brief) if readout.key in (p.left, p.right))
    made = compare(brief, pair)
    return made.left if pair.left == readout.key or made.right is None else made.right


def _lines(then: Brief, now: Brief, earlier: Carded, later: Carded) -> Iterator[Line]:
    a, b = earlier.readout, later.readout
    paragraphs = {
        (r.key, brief.id): {block.number: block.text for block in r.body}
        for brief, r in ((then, a), (now, b))
    }

    def said(brief: Brief, readout: Readout, at: Passage, text: str = "") -> Said:
        words = text or paragraphs[readout.key, brief.id][at.paragraph][at.start : at.end]
        return Said(words, Spot(brief.id, readout.key, *at))

    def verdict(found: str) -> str:
        if found == "new" and not a.proves_absence:
            return UNKNOWN_NEW
        return UNKNOWN_GONE if found == "gone" and not b.proves_absence else found

    def place(brief: Brief, carded: Carded, card: Card) -> Said | None:
        first = next(iter(carded.on(card)), None)
        at = first and Passage(first.paragraph, first.start, first.end)
        return said(brief, carded.readout, at) if at else None

    def naming(found: str, name: Name) -> Line:
        return Line(
            name.kind, verdict(found), name.label,
            said(then, a, name.at) if found == "gone" else None,
            said(now, b, name.at) if found == "new" else None,
        )  # fmt: skip

    for room in _rooms(earlier, later):
        label = f"{room.card.digit} {room.card.heading}"
        both = place(then, earlier, room.card), place(now, later, room.card)
        yield Line("card", verdict(room.verdict), label, *both, room=room)
    one_language = a.language == b.language
    if one_language:
        for again in returns(a, b):
            way = "reworded" if again.parts else "word for word"
            yield Line("words", way, "", said(then, a, again.then), said(now, b, again.now), again.parts)
    named_then, named_now = names(a, now.sides), names(b, now.sides)
    for kind in ("person", "place") if one_language else ("place",):
        before, after = ([n for n in found if n.kind == kind] for found in (named_then, named_now))
        yield from (naming("new", n) for n in missing(after, before, a))
        yield from (naming("gone", n) for n in missing(before, after, b))
    if one_language:
        parties = frozenset(now.sides)
        for move in moves(measures(a, parties, then.date), measures(b, parties, now.date)):
            yield Line(
                "figure", verdict(move.way), _figure(move),
                said(then, a, move.then.at, move.then.words) if move.then else None,
                said(now, b, move.now.at, move.now.words) if move.now else None,
            )  # fmt: skip


def _rooms(earlier: Carded, later: Carded) -> Iterator[Room]:
    before, after = rows.coverage(earlier), rows.coverage(later)
    for card in CARDS:
        points = len(earlier.on(card)), len(later.on(card))
        if any(points):
            yield Room(card, (before[card], after[card]), points)


def _figure(move: Move) -> str:
    """The figure, as written; then and now where it is another."""
    labels = [" ".join(m.label.split()) for m in (move.then, move.now) if m]
    return labels[-1] if move.way == "same" else " → ".join(labels)
