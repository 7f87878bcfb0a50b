"""The whole analysis of one or two readouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing_tui.analysis import matches, points, quotations
from briefing_tui.model import Carded, Comparison, Readout


def compare(left: Readout, right: Readout | None = None, others: Sequence[Readout] = ()) -> Comparison:
    """Cards of both readouts and the matches between them. Same texts, same answer.

    ``others`` are further texts of the brief, in which the quotations of a summary are looked up.
    """
    parties = frozenset({left.side} | ({right.side} if right else set())) - {"unknown"}
    if len(parties) < 2:
        parties |= _counterpart(left)
    others = [*others, left, *([right] if right else [])]

    def carded(readout: Readout) -> Carded:
        made = points.carded(readout, parties)
        return replace(made, quotations=quotations.check(made, others))

    a = carded(left)
    if right is None:
        return Comparison(a, None, ())
    b = carded(right)
    return Comparison(a, b, *matches.find(a, b, parties))


def _counterpart(readout: Readout) -> frozenset[str]:
    """With one side's text alone: the two states named first in it are the parties, it being one of them."""
    from briefing_tui.reading import gazetteer

    head = f"{readout.title}\n" + "\n".join(b.text for b in readout.body)[:400]
    named = sorted(
        [*gazetteer.find_places(head), *gazetteer.find_people(head)], key=lambda h: (h.start, -h.end)
    )
    sides = dict.fromkeys(h.value for h in named if gazetteer.places()[h.value].kind == "country")
    sides.pop(readout.side, None)
    return frozenset(list(sides)[:1])
