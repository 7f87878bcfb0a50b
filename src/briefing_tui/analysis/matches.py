"""What both sides report: points of two readouts whose sentences share concepts, places, figures, words.

Method: each sentence is a bag of features that mean the same in every language (``analysis.features``),
weighed by kind and rarity. Two sentences are alike by the cosine-like share of weight that both have, bent
towards the shorter one, for a long sentence may answer several short ones. Likeness is worth more where
neighbours are alike too. A pair counts when it is alike enough and comes near the best that one of the two
has anywhere. Many-to-many, in any order, across cards; what is found for sentences holds for their points.
Sentences are only compared where they share something that few have: time is linear in length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from briefing_tui.analysis import features, words
from briefing_tui.analysis.features import Feature
from briefing_tui.analysis.figures import divergent
from briefing_tui.model import Carded, Echo, Match, Point
from briefing_tui.reading import sentences

Found = dict[str, Feature]
Cell = tuple[int, int]
# A feature that more sentences of the other text have than this leads to none of them by itself.
_LEADS = 60


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a point, with its features and their weight together."""

    point: Point
    text: str
    found: Found
    weight: float = 0.0


def find(left: Carded, right: Carded, parties: frozenset[str]) -> tuple[tuple[Match, ...], tuple[Echo, ...]]:
    """The matches of two readouts, by the order of the left one, and the phrases both use differently."""
    weigh = words.weights("matches")
    by_words = words.spoken(left.readout.language) == words.spoken(right.readout.language)
    a = _sentences(left, parties, by_words)
    b = _sentences(right, parties, by_words)
    rare = features.rarity((s.found for s in (*a, *b)), weigh)
    a, b = _weighed(a, rare), _weighed(b, rare)
    alike = _alike(a, b, rare)
    scores = _with_neighbours(alike)
    kept = _near_the_best(scores)
    matches: dict[tuple[str, str], Match] = {}
    for i, j in kept:
        match = _match(a[i], b[j], scores[i, j], rare)
        known = matches.get((match.a, match.b))
        if known is None or known.score < match.score:
            matches[match.a, match.b] = match
    order_a = {p.id: n for n, p in enumerate(left.points)}
    order_b = {p.id: n for n, p in enumerate(right.points)}
    made = sorted(matches.values(), key=lambda m: (order_a[m.a], order_b[m.b]))
    return tuple(made), _echoes(a, b, alike, rare, set(matches))


def _sentences(carded: Carded, parties: frozenset[str], by_words: bool) -> list[_Sentence]:
    language = carded.readout.language
    return [
        _Sentence(point, text, features.of(text, language, parties, by_words=by_words))
        for point in carded.points
        for start, end in sentences.split(point.text)
        if (text := point.text[start:end])
    ]


def _weighed(side: Sequence[_Sentence], rare: dict[str, float]) -> list[_Sentence]:
    return [_Sentence(s.point, s.text, s.found, sqrt(sum(rare[k] ** 2 for k in s.found))) for s in side]


def _alike(a: Sequence[_Sentence], b: Sequence[_Sentence], rare: dict[str, float]) -> dict[Cell, float]:
    """How alike two sentences are, 0 to 1, for those that have anything rare enough in common."""
    weigh = words.weights("matches")
    holders: dict[str, list[int]] = defaultdict(list)
    for j, s in enumerate(b):
        for key in s.found:
            holders[key].append(j)
    shared: dict[Cell, float] = defaultdict(float)
    for i, s in enumerate(a):
        for key in s.found:
            js = holders.get(key, ())
            if len(js) <= _LEADS:
                for j in js:
                    shared[i, j] += rare[key] ** 2
    made: dict[Cell, float] = {}
    for (i, j), common in shared.items():
        if common < weigh["support"] ** 2:
            continue
        small, large = sorted((a[i].weight, b[j].weight))
        bent = small ** (1 + weigh["bend"]) * large ** (1 - weigh["bend"])
        score = common / bent if bent else 0.0
        if a[i].point.card is b[j].point.card:
            score *= weigh["same_card"]
        made[i, j] = min(score, 1.0)
    return made


def _with_neighbours(alike: dict[Cell, float]) -> dict[Cell, float]:
    """A little more for a pair beside which the next or previous sentences are alike as well."""
    share = words.weights("matches")["neighbour"]
    beside = ((-1, -1), (1, 1), (-1, 1), (1, -1), (-1, 0), (1, 0), (0, -1), (0, 1))
    return {
        (i, j): min(1.0, score + share * max(alike.get((i + x, j + y), 0.0) for x, y in beside))
        for (i, j), score in alike.items()
    }


def _near_the_best(scores: dict[Cell, float]) -> list[Cell]:
    weigh = words.weights("matches")
    best_a: dict[int, float] = defaultdict(float)
    best_b: dict[int, float] = defaultdict(float)
    for (i, j), score in scores.items():
        best_a[i] = max(best_a[i], score)
        best_b[j] = max(best_b[j], score)
    return sorted(
        (i, j)
        for (i, j), score in scores.items()
        if score >= weigh["least"]
        and (
            score >= weigh["rival"] * max(best_a[i], best_b[j])
            or (score >= weigh["sure"] and score >= weigh["rival"] * min(best_a[i], best_b[j]))
        )
    )


def _match(s: _Sentence, t: _Sentence, score: float, rare: dict[str, float]) -> Match:
    common = [s.found[k] for k in s.found.keys() & t.found.keys()]
    common.sort(key=lambda f: (-rare[f.key], f.label))
    reasons = tuple(dict.fromkeys(_label(f) for f in common[:6]))
    return Match(s.point.id, t.point.id, round(score, 3), reasons, divergent(s.text, t.text))


def _echoes(
    a: Sequence[_Sentence],
    b: Sequence[_Sentence],
    alike: dict[Cell, float],
    rare: dict[str, float],
    matched: set[tuple[str, str]],
) -> tuple[Echo, ...]:
    """Pairs that share one set phrase and nothing else, though both say much more than it."""
    weigh = words.weights("matches")
    made: dict[tuple[str, str], Echo] = {}
    for i, j in sorted(alike):
        s, t = a[i], b[j]
        pair = (s.point.id, t.point.id)
        common = s.found.keys() & t.found.keys()
        telling = [s.found[k] for k in common if s.found[k].kind in ("formula", "subject", "treaty")]
        if pair in matched or len(telling) != 1 or alike[i, j] >= weigh["echo_most"]:
            continue
        phrase = telling[0]
        others = sum(rare[k] ** 2 for k in common if k != phrase.key)
        if rare[phrase.key] >= weigh["echo_rare"] and others < weigh["echo_rest"] ** 2:
            made.setdefault(pair, Echo(*pair, phrase.label))
    return tuple(made.values())


def _label(feature: Feature) -> str:
    named = {"number": "figure", "day": "date", "year": "year", "word": "word"}.get(feature.kind, "")
    return f"{named} {feature.label}".strip()
