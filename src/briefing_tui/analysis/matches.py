"""What both sides report: points of two readouts that share concepts, places, figures or rare words.

Method: each point is a bag of features that mean the same in every language (``lexicon/concepts.toml``,
places, days, numbers) and, where both texts are in one language, of its words. A feature weighs by its
kind and its rarity over both readouts. Two points match when they share enough weight, a good part of what
the smaller one says, and one of them has no much better partner. Many-to-many, in any order, across cards.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from briefing_tui.analysis import words
from briefing_tui.analysis.figures import facts
from briefing_tui.model import Carded, Match, Point
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import words as words_of

_STEM = 6  # letters of a word that count when words of one language are compared


@dataclass(frozen=True, slots=True)
class Feature:
    """``key`` is equal where the meaning is; ``label`` is how a person reads it in the reasons."""

    key: str
    kind: str
    label: str


def find(left: Carded, right: Carded, parties: frozenset[str]) -> tuple[Match, ...]:
    """The matches of two readouts, by the order of the left one."""
    by_words = words.spoken(left.readout.language) == words.spoken(right.readout.language)
    a = [(p, _features(p, left.readout.language, parties, by_words)) for p in left.points]
    b = [(p, _features(p, right.readout.language, parties, by_words)) for p in right.points]
    rarity = _rarity([f for _, f in a], [f for _, f in b])
    weigh = words.weights("matches")
    cells: dict[tuple[int, int], tuple[float, list[Feature]]] = {}
    for i, (p, fp) in enumerate(a):
        for j, (q, fq) in enumerate(b):
            shared = fp.keys() & fq.keys()
            if not shared:
                continue
            scored = _score(fp, fq, shared, rarity)
            if scored is None:
                continue
            score = scored * (weigh["same_card"] if p.card is q.card else 1.0)
            reasons = sorted((fp[k] for k in shared), key=lambda f: (-rarity[f.key], f.label))
            cells[i, j] = (min(score, 1.0), reasons)
    row_best: Counter[int] = Counter()
    column_best: Counter[int] = Counter()
    for (i, j), (score, _) in cells.items():
        row_best[i] = max(row_best[i], score)  # type: ignore[assignment]
        column_best[j] = max(column_best[j], score)  # type: ignore[assignment]
    return tuple(
        Match(a[i][0].id, b[j][0].id, round(score, 3), tuple(_label(f) for f in reasons[:6]))
        for (i, j), (score, reasons) in sorted(cells.items())
        if score >= weigh["rival"] * row_best[i] or score >= weigh["rival"] * column_best[j]
    )


def _features(point: Point, language: str, parties: frozenset[str], by_words: bool) -> dict[str, Feature]:
    text = point.text
    spoken = words.spoken(language)
    stream = words_of(text) if spoken != "zh" else []
    found: dict[str, Feature] = {}
    for concept in words.concepts(spoken).find(text, stream):
        c = concept.value
        found[c.id] = Feature(c.id, c.kind, c.label)
    for place in gazetteer.find_places(text):
        if place.value not in parties:
            name = gazetteer.side_name(place.value)
            found.setdefault(place.value, Feature(place.value, "place", name))
    for fact in facts(text):
        found[fact.key] = Feature(fact.key, "number", fact.label)
    if by_words and spoken != "zh":
        common = words.common(spoken)
        hidden = {h.text.lower() for h in (*gazetteer.find_places(text), *gazetteer.find_people(text))}
        for word in stream:
            if len(word.folded) > 4 and word.folded not in common and word.written.lower() not in hidden:
                key = f"word:{word.folded[:_STEM]}"
                found.setdefault(key, Feature(key, "word", word.folded))
    elif by_words:
        for i in range(len(text) - 1):
            pair = text[i : i + 2]
            if pair.isalpha():
                found.setdefault(f"word:{pair}", Feature(f"word:{pair}", "word", pair))
    return found


def _rarity(a: list[dict[str, Feature]], b: list[dict[str, Feature]]) -> dict[str, float]:
    """Weight of each feature: its kind's, times how few points on either side have it."""
    weigh = words.weights("matches")
    in_a, in_b = (Counter(key for features in side for key in features) for side in (a, b))
    kinds = {key: f.kind for features in (*a, *b) for key, f in features.items()}
    made = {}
    for key, kind in kinds.items():
        share = (in_a[key] + in_b[key]) / max(1, len(a) + len(b))
        made[key] = weigh[kind] * (0.25 + math.log2(1 + 1 / max(share, 1e-9)) / 3)
    return made


def _score(
    fp: dict[str, Feature], fq: dict[str, Feature], shared: set[str], rarity: dict[str, float]
) -> float | None:
    """Share of the smaller point's weight that both have, or None where it is too little to say."""
    weigh = words.weights("matches")
    common = sum(rarity[k] for k in shared)
    # One idea in common is no match, however rare, unless it is all that one of them says.
    telling = [k for k in shared if fp[k].kind not in ("word", "body")]
    if common < weigh["support"] or not telling:
        return None
    smaller = min(sum(rarity[k] for k in fp), sum(rarity[k] for k in fq))
    share = common / max(smaller, weigh["support"])
    return share if share >= weigh["least"] else None


def _label(feature: Feature) -> str:
    return {"number": f"figure {feature.label}", "word": f"word {feature.label}"}.get(
        feature.kind, feature.label
    )
