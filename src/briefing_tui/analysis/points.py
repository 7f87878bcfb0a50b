"""Sentences into points: consecutive ones of a paragraph on the same card are read as one."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from briefing_tui.analysis import cards
from briefing_tui.analysis.cards import Sentence
from briefing_tui.analysis.limits import UNSORTED
from briefing_tui.model import Card, Carded, Evidence, Point, Readout


def carded(readout: Readout, parties: frozenset[str]) -> Carded:
    """The readout's points in reading order; every sentence of its body is in exactly one."""
    points: list[Point] = []
    texts = {block.number: block.text for block in readout.blocks}
    count: Counter[int] = Counter()
    for (paragraph, card, _), group in groupby(
        cards.sort(readout, parties), key=lambda s: (s.paragraph, s.card, s.evidence == [UNSORTED])
    ):
        count[paragraph] += 1
        point_id = f"{readout.key}:{paragraph}.{count[paragraph]}"
        points.append(_point(texts[paragraph], point_id, card, list(group)))
    return Carded(readout, tuple(points))


def _point(text: str, point_id: str, card: Card, run: list[Sentence]) -> Point:
    """The point of these sentences of a paragraph with that text."""
    paragraph, start, end = run[0].paragraph, run[0].start, run[-1].end
    merged: dict[tuple[str, Card], float] = {}
    for sentence in run:
        for e in sentence.evidence:
            merged[e.term, e.card] = max(e.weight, merged.get((e.term, e.card), e.weight))
    evidence = [Evidence(term, c, weight) for (term, c), weight in merged.items()]
    evidence.sort(key=lambda e: (e.card is not card, -e.weight))
    also = dict.fromkeys(c for s in run for c in s.also if c is not card)
    weakest = min(run, key=lambda s: s.margin)
    return Point(
        point_id,
        paragraph,
        start,
        end,
        text[start:end],
        card,
        tuple(also),
        tuple(evidence),
        weakest.rival,
        weakest.margin,
        any(s.doubt for s in run),
    )
