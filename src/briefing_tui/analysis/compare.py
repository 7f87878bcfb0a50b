"""The whole analysis of one or two readouts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from briefing_tui.analysis import formulas, matches, points, quotations
from briefing_tui.model import Carded, Comparison, Readout
from briefing_tui.reading import gazetteer

_BEGINNING = 600  # characters in which a text says who met whom


def compare(left: Readout, right: Readout | None = None, others: Sequence[Readout] = ()) -> Comparison:
    """Cards of both readouts and the matches between them. Same texts, same answer.

    ``others`` are further texts of the brief, in which the quotations of a summary are looked up.
    """
    involved = parties(left, right)
    others = [*others, left, *([right] if right else [])]

    def carded(readout: Readout) -> Carded:
        made = points.carded(readout, involved)
        phrases = [(u.paragraph, u.start, u.end) for u in formulas.find(readout) if u.verbatim]
        return replace(made, quotations=quotations.check(made, others), phrases=tuple(phrases))

    a = carded(left)
    if right is None:
        return Comparison(a, None, ())
    b = carded(right)
    return Comparison(a, b, *matches.find(a, b, involved))


def parties(left: Readout, right: Readout | None) -> frozenset[str]:
    """Whose meeting it is: the two sides; with one side's text, the states that its beginning names most.

    A side that was only guessed must be among them, for a text says whom it is about.
    """
    if right is not None and right.side != left.side:
        return frozenset({left.side, right.side}) - {gazetteer.UNKNOWN_SIDE}
    named: dict[str, float] = defaultdict(float)
    beginning = "\n".join((left.title, *(b.text for b in left.blocks)))[:_BEGINNING]
    for hit in (*gazetteer.find_places(beginning), *gazetteer.find_people(beginning)):
        if gazetteer.may_speak(hit.value):
            named[hit.value] += 2 - hit.start / _BEGINNING
    if "side" not in left.guessed:
        named[left.side] += sum(named.values())
    elif left.side in named:
        named[left.side] += 1
    return frozenset(sorted(named, key=lambda side: -named[side])[:2]) - {gazetteer.UNKNOWN_SIDE}
