"""What both sides report: pairs of points whose sentences are alike (``analysis.likeness``).

A pair counts when it is alike enough and comes near the best that each of the two has anywhere: many-to-many,
in any order, across cards. What is found for sentences holds for their points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from briefing_tui.analysis import figures, likeness, words
from briefing_tui.analysis.features import Feature
from briefing_tui.analysis.likeness import Alike, Cell, Sentence
from briefing_tui.model import Carded, Echo, Match

_REASONS = 6  # features named with a match, the rarest first, small words last


def find(left: Carded, right: Carded, parties: frozenset[str]) -> tuple[tuple[Match, ...], tuple[Echo, ...]]:
    """The matches of two readouts, by the order of the left one, and the phrases both use differently."""
    a, b, rare = likeness.sentences_of(left, right, parties)
    alike = likeness.alike(a, b, rare)
    scores = likeness.with_neighbours(alike)
    matches: dict[tuple[str, str], Match] = {}
    near = _near_the_best(scores)
    ours = {i: figures.single(a[i].text) for i in {i for i, _ in near}}
    theirs = {j: figures.single(b[j].text) for j in {j for _, j in near}}
    for i, j in near:
        differs = figures.divergent(ours[i], theirs[j])
        match = _match(a[i], b[j], scores[i, j].score, differs, rare)
        known = matches.get((match.a, match.b))
        if known is None or known.score < match.score:
            matches[match.a, match.b] = match
    order_a = {p.id: n for n, p in enumerate(left.points)}
    order_b = {p.id: n for n, p in enumerate(right.points)}
    made = sorted(matches.values(), key=lambda m: (order_a[m.a], order_b[m.b]))
    return tuple(made), _echoes(a, b, alike, rare, set(matches))


def _near_the_best(scores: dict[Cell, Alike]) -> list[Cell]:
    """The pairs that are alike enough and near the best of both; a part of a list has a best of its own."""
    weigh = words.weights("matches")
    best_a: dict[Cell, float] = defaultdict(float)
    best_b: dict[Cell, float] = defaultdict(float)
    for (i, j), it in scores.items():
        best_a[i, it.part_a] = max(best_a[i, it.part_a], it.score)
        best_b[j, it.part_b] = max(best_b[j, it.part_b], it.score)

    def holds(i: int, j: int, it: Alike) -> bool:
        low, high = sorted((best_a[i, it.part_a], best_b[j, it.part_b]))
        near = it.score >= weigh["rival"] * high
        return near or (it.score >= weigh["sure"] and it.score >= weigh["rival"] * low)

    return sorted((i, j) for (i, j), it in scores.items() if it.score >= weigh["least"] and holds(i, j, it))


def _match(s: Sentence, t: Sentence, score: float, differs: tuple[str, ...], rare: dict[str, float]) -> Match:
    common = [s.found[k] for k in s.found.keys() & t.found.keys()]
    common.sort(key=lambda f: (f.small, -rare[f.key], f.label))
    reasons = tuple(dict.fromkeys(reason(f) for f in common))[:_REASONS]
    return Match(s.point.id, t.point.id, round(score, 3), reasons, differs)


def _echoes(
    a: Sequence[Sentence],
    b: Sequence[Sentence],
    alike: dict[Cell, Alike],
    rare: dict[str, float],
    matched: set[tuple[str, str]],
) -> tuple[Echo, ...]:
    """Pairs that share one set phrase and nothing else, though each says much more than it."""
    weigh = words.weights("matches")
    made: dict[tuple[str, str], Echo] = {}
    for i, j in sorted(cell for cell, it in alike.items() if it.score < weigh["echo_most"]):
        s, t = a[i], b[j]
        pair = (s.point.id, t.point.id)
        if pair in matched:
            continue
        common = [k for k in s.found if k in t.found]
        telling = [s.found[k] for k in common if _set_phrase(s.found[k]) and _set_phrase(t.found[k])]
        if len(telling) != 1:
            continue
        phrase = telling[0]
        # The words that the phrase is made of are shared with it, and nothing else.
        others = sum(rare[k] ** 2 for k in common if not _within(s.found[k], phrase))
        if rare[phrase.key] >= weigh["echo_rare"] and others < weigh["echo_rest"] ** 2:
            made.setdefault(pair, Echo(*pair, phrase.label))
    return tuple(made.values())


def _set_phrase(feature: Feature) -> bool:
    return feature.phrase and feature.kind in ("formula", "subject", "treaty")


def _within(feature: Feature, phrase: Feature) -> bool:
    return phrase.at <= feature.at and feature.end <= phrase.end


def reason(feature: Feature) -> str:
    """How a feature that both have is named in the reasons of a match."""
    named = {"number": "figure", "day": "date", "year": "year", "word": "word"}.get(feature.kind, "")
    return f"{named} {feature.label}".strip()
