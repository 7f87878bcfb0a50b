"""The whole analysis of one or two readouts."""

from __future__ import annotations

from briefing_tui.analysis import matches, points
from briefing_tui.model import Comparison, Readout


def compare(left: Readout, right: Readout | None = None) -> Comparison:
    """Cards of both readouts and the matches between them. Same texts, same answer."""
    parties = frozenset({left.side} | ({right.side} if right else set())) - {"unknown"}
    if len(parties) < 2:
        parties |= _counterpart(left)
    a = points.carded(left, parties)
    if right is None:
        return Comparison(a, None, ())
    b = points.carded(right, parties)
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
