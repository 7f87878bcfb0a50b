"""A strip for each side of a brief: order and room of the cards, tone, the occasion, the ladder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing_tui.analysis import commitments, occasion, order, tone
from briefing_tui.analysis.commitments import Grade, Graded
from briefing_tui.analysis.occasion import Fact
from briefing_tui.analysis.order import Mention, Moved, Stretch
from briefing_tui.analysis.tone import ToneWord
from briefing_tui.model import Carded, Comparison, Point

# What a fact of the occasion is, before what it says.
FACTS = {
    "asked": "asked for by", "invited": "invited by", "lasted": "lasted", "form": "form", "place": "place",
    "hour": "hour",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strip:
    """A side's text; ``moved`` are the cards that stand elsewhere in the other side's order."""

    carded: Carded
    stretches: tuple[Stretch, ...]
    mentions: tuple[Mention, ...]
    moved: tuple[Moved, ...]
    facts: tuple[Fact, ...]
    tones: tuple[ToneWord, ...]
    grades: tuple[Graded, ...]

    @property
    def side(self) -> str:
        return self.carded.readout.side_name

    @property
    def ladder(self) -> tuple[tuple[Grade, tuple[Graded, ...]], ...]:
        """The rungs that the text has, the firmest first, with their sentences."""
        count = Counter(g.grade.id for g in self.grades)
        rungs = [rung for key, rung in commitments.ladder().items() if count[key]]
        return tuple((rung, tuple(g for g in self.grades if g.grade == rung)) for rung in rungs)

    def who(self, graded: Graded) -> str:
        """Whose a graded sentence is, in words."""
        return {"both": "both sides", "own": self.side, "other": "the other side"}.get(graded.who, "")

    @property
    def ends(self) -> tuple[tuple[str, Point], ...]:
        """What is said first of a subject, and what last."""
        return tuple(zip(("first", "last"), order.ends(self.carded), strict=False))

    @property
    def published(self) -> str:
        """When this side published it, as the front matter says, and a guess as one."""
        readout = self.carded.readout
        day = readout.published or "on a day that is not known"
        return f"published {day}{' (guessed)' * bool(readout.published and 'published' in readout.guessed)}"


def strips(made: Comparison, sides: Iterable[str]) -> tuple[Strip, ...]:
    """The strips of the texts of a comparison; ``sides`` are the ids of all sides of the brief."""
    known = tuple(sides)
    return tuple(_strip(c, [o for o in made.texts if o is not c], known) for c in made.texts)


def _strip(carded: Carded, others: list[Carded], sides: tuple[str, ...]) -> Strip:
    readout = carded.readout
    return Strip(
        carded,
        order.stretches(carded),
        order.mentions(carded),
        order.moved(carded, others[0]) if others else (),
        tuple(occasion.facts(readout)),
        tuple(tone.tone_words(readout)),
        tuple(commitments.grades(readout, [s for s in sides if s != readout.side])),
    )


def order_words(strip: Strip, other: Strip | None) -> Iterator[str]:
    """How the order of the cards differs from the other side's, a line a card."""
    theirs = f"{other.side}’s text" if other else "the other text"
    for m in strip.moved:
        where = f"no. {m.here} here, no. {m.there} in {theirs}"
        yield f"{m.card.digit} {m.card.heading}: {where}"


def disagreements(made: tuple[Strip, ...]) -> Iterator[str]:
    """Where two sides say different things of the occasion, in words of both; no side is believed."""
    if len(made) < 2:
        return
    for kind, about in (
        ("asked", "who asked for it"),
        ("lasted", "how long it lasted"),
        ("form", "its form"),
    ):
        both = [
            next((f for f in s.facts if f.kind == kind and (f.side or kind != "asked")), None) for s in made
        ]
        a, b = both[0], both[1]
        if a and b and (a.told, a.minutes) != (b.told, b.minutes):
            said = [f"{s.side} says {f.told} (“{f.words}”)" for s, f in zip(made, (a, b), strict=False)]
            yield f"the sides differ on {about}: {'; '.join(said)}"
