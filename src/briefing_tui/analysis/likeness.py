"""How alike the sentences of two readouts are, in any two languages.

Method: a sentence is a bag of features (``analysis.features``), each weighed by kind and rarity. Two are
alike by the share of squared weight that both have: the cosine, bent towards the lighter one, for a long
sentence may answer several short ones. Parts of a sentence between its marks are compared by themselves
too, for a list answers a sentence by one of its items. Alike neighbours make a pair more so; opposite ends
of the texts a little less. Only sentences that share something rare enough are compared at all, so time is
linear in length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from briefing_tui.analysis import features, words
from briefing_tui.analysis.features import Feature
from briefing_tui.analysis.limits import is_sorted
from briefing_tui.model import Carded, Point
from briefing_tui.reading import sentences

Cell = tuple[int, int]
# A feature that more sentences of the other text have than this leads to none of them by itself.
_LEADS = 60
_MARKS = re.compile(r"[，；;,:：–—]")
_BESIDE = ((-1, -1), (1, 1), (-1, 1), (1, -1), (-1, 0), (1, 0), (0, -1), (0, 1))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a point. ``parts`` are the weights of its features together: of the whole and, where it
    is long, of its parts, what stands between its marks; ``part_of`` says in which of these a feature is.
    """

    point: Point
    text: str
    found: dict[str, Feature]
    parts: tuple[float, ...]
    part_of: dict[str, int]


class Alike(NamedTuple):
    """How alike two sentences are, 0 to 1, and by which parts of them (0: the whole)."""

    score: float
    part_a: int
    part_b: int


def sentences_of(
    left: Carded, right: Carded, parties: frozenset[str]
) -> tuple[list[Sentence], list[Sentence], dict[str, float]]:
    """The sentences of both readouts in order, and the weight of every feature in them by key."""
    by_words = words.spoken(left.readout.language) == words.spoken(right.readout.language)
    raw = [_features(side, parties, by_words) for side in (left, right)]
    rare = features.rarity([found for side in raw for _, _, found in side], words.weights("matches"))
    a, b = ([Sentence(p, text, found, *_parts(text, found, rare)) for p, text, found in side] for side in raw)
    return a, b, rare


def _features(
    carded: Carded, parties: frozenset[str], by_words: bool
) -> list[tuple[Point, str, dict[str, Feature]]]:
    language = carded.readout.language
    return [
        (point, text, features.of(text, language, parties, by_words=by_words))
        for point in carded.points
        if is_sorted(point)
        for start, end in sentences.split(point.text)
        if (text := point.text[start:end])
    ]


def _parts(
    text: str, found: dict[str, Feature], rare: dict[str, float]
) -> tuple[tuple[float, ...], dict[str, int]]:
    """Weights of the whole sentence and of what stands between its marks, joined until there is enough to
    compare; and the part that each feature is in.
    """
    whole = sqrt(sum(rare[key] ** 2 for key in found))
    enough = words.weights("matches")["clause_least"] ** 2
    in_order = sorted(found.values(), key=lambda feature: feature.at)
    squares: list[float] = []  # of the parts
    part_of: dict[str, int] = {}
    square = 0.0
    at = 0
    for mark in (*(m.start() for m in _MARKS.finditer(text)), len(text)):
        while at < len(in_order) and in_order[at].at < mark:
            key = in_order[at].key
            part_of[key] = len(squares) + 1
            square += rare[key] ** 2
            at += 1
        if square >= enough:
            squares.append(square)
            square = 0.0
    if len(squares) < 2:
        return (whole,), {}
    squares[-1] += square
    last = len(squares)
    return (whole, *map(sqrt, squares)), {key: min(part, last) for key, part in part_of.items()}


def alike(a: Sequence[Sentence], b: Sequence[Sentence], rare: dict[str, float]) -> dict[Cell, Alike]:
    """Likeness by index in ``a`` and ``b``, for the pairs that have anything telling in common."""
    weigh = words.weights("matches")
    support = weigh["support"] ** 2
    squared = {key: weight**2 for key, weight in rare.items()}
    made: dict[Cell, Alike] = {}
    for i, j, common in _common(a, b, squared):
        if common < support:
            continue
        s, t = a[i], b[j]
        score, part_a, part_b = _share(common, s.parts[0], t.parts[0]), 0, 0
        if len(s.parts) + len(t.parts) > 2:
            for (n, m), both in sorted(_common_parts(s, t, squared).items()):
                if both < support:
                    continue
                if (share := weigh["clause"] * _share(both, s.parts[n], t.parts[m])) > score:
                    score, part_a, part_b = share, n, m
        if s.point.card is t.point.card:
            score *= weigh["same_card"]
        apart = abs(i / len(a) - j / len(b))
        made[i, j] = Alike(min(score * (1 - weigh["apart"] * apart), 1.0), part_a, part_b)
    return made


def _common(
    a: Sequence[Sentence], b: Sequence[Sentence], squared: dict[str, float]
) -> Iterator[tuple[int, int, float]]:
    """Pairs of sentences, and the squared weight that they have in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j, t in enumerate(b):
        for key in t.found:
            holders[key].append(j)
    for i, s in enumerate(a):
        shared: dict[int, float] = defaultdict(float)
        for key in s.found:
            others = holders.get(key, ())
            if len(others) <= _LEADS:
                for j in others:
                    shared[j] += squared[key]
        yield from ((i, j, common) for j, common in shared.items())


def _common_parts(s: Sentence, t: Sentence, squared: dict[str, float]) -> dict[Cell, float]:
    """Squared weight that the parts of two sentences have in common, by the numbers of the parts."""
    both: dict[Cell, float] = defaultdict(float)
    few, many = (s, t) if len(s.found) < len(t.found) else (t, s)
    for key in few.found:  # in their order: that of a set is another at each run, and so would sums be
        if key not in many.found:
            continue
        n, m = s.part_of.get(key, 0), t.part_of.get(key, 0)
        for cell in {(0, 0), (n, 0), (0, m), (n, m)}:
            both[cell] += squared[key]
    return both


def _share(common: float, one: float, other: float) -> float:
    bend = words.weights("matches")["bend"]
    small, large = sorted((one, other))
    bent = small ** (1 + bend) * large ** (1 - bend)
    return common / bent if bent else 0.0


def with_neighbours(found: dict[Cell, Alike]) -> dict[Cell, Alike]:
    """A little more for a pair beside which the next or previous sentences are alike as well."""
    share = words.weights("matches")["neighbour"]
    nothing = Alike(0.0, 0, 0)
    made = {}
    for (i, j), it in found.items():
        beside = max(found.get((i + x, j + y), nothing).score for x, y in _BESIDE)
        made[i, j] = it._replace(score=min(1.0, it.score + share * beside))
    return made
