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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from briefing_tui.analysis import features, words
from briefing_tui.analysis.features import Feature
from briefing_tui.model import Carded, Point
from briefing_tui.reading import sentences

Cell = tuple[int, int]
# A feature that more sentences of the other text have than this leads to none of them by itself.
_LEADS = 60
_MARKS = re.compile(r"[，；;,:：–—]")
_BESIDE = ((-1, -1), (1, 1), (-1, 1), (1, -1), (-1, 0), (1, 0), (0, -1), (0, 1))


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or what stands between its marks: the keys of its features and their weight together."""

    keys: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a point. ``parts`` are the whole and, where it is long, its parts."""

    point: Point
    text: str
    found: dict[str, Feature]
    parts: tuple[Part, ...]


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
    a, b = ([Sentence(p, text, found, _parts(text, found, rare)) for p, text, found in side] for side in raw)
    return a, b, rare


def _features(
    carded: Carded, parties: frozenset[str], by_words: bool
) -> list[tuple[Point, str, dict[str, Feature]]]:
    language = carded.readout.language
    return [
        (point, text, features.of(text, language, parties, by_words=by_words))
        for point in carded.points
        for start, end in sentences.split(point.text)
        if (text := point.text[start:end])
    ]


def _parts(text: str, found: dict[str, Feature], rare: dict[str, float]) -> tuple[Part, ...]:
    """The whole sentence, and what stands between its marks, joined until there is enough to compare."""
    whole = _part(found, rare)
    least = words.weights("matches")["clause_least"]
    made: list[set[str]] = []
    keys: set[str] = set()
    done = 0
    for mark in (*(m.start() for m in _MARKS.finditer(text)), len(text)):
        keys |= {key for key, feature in found.items() if done <= feature.at < mark}
        done = mark
        if _part(keys, rare).weight >= least:
            made.append(keys)
            keys = set()
    if len(made) < 2:
        return (whole,)
    made[-1] |= keys
    return (whole, *(_part(m, rare) for m in made))


def _part(keys: Iterable[str], rare: dict[str, float]) -> Part:
    return Part(frozenset(keys), sqrt(sum(rare[k] ** 2 for k in keys)))


def alike(a: Sequence[Sentence], b: Sequence[Sentence], rare: dict[str, float]) -> dict[Cell, Alike]:
    """Likeness by index in ``a`` and ``b``, for the pairs that have anything telling in common."""
    weigh = words.weights("matches")
    support = weigh["support"] ** 2
    squared = {key: weight**2 for key, weight in rare.items()}
    made: dict[Cell, Alike] = {}
    for (i, j), common in _common(a, b, squared).items():
        if common < support:
            continue
        s, t = a[i], b[j]
        score, part_a, part_b = _share(common, s.parts[0], t.parts[0]), 0, 0
        for n, p in enumerate(s.parts) if len(s.parts) + len(t.parts) > 2 else ():
            in_p = p.keys & t.parts[0].keys
            if sum(map(squared.__getitem__, in_p)) < support:
                continue  # and so with every part of the other one
            for m, q in enumerate(t.parts):
                both = sum(map(squared.__getitem__, in_p & q.keys))
                if both >= support and (share := weigh["clause"] * _share(both, p, q)) > score:
                    score, part_a, part_b = share, n, m
        if s.point.card is t.point.card:
            score *= weigh["same_card"]
        apart = abs(i / len(a) - j / len(b))
        made[i, j] = Alike(min(score * (1 - weigh["apart"] * apart), 1.0), part_a, part_b)
    return made


def _common(a: Sequence[Sentence], b: Sequence[Sentence], squared: dict[str, float]) -> dict[Cell, float]:
    """Squared weight that pairs of sentences have in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j, t in enumerate(b):
        for key in t.found:
            holders[key].append(j)
    shared: dict[Cell, float] = defaultdict(float)
    for i, s in enumerate(a):
        for key in s.found:
            others = holders.get(key, ())
            if len(others) <= _LEADS:
                for j in others:
                    shared[i, j] += squared[key]
    return shared


def _share(common: float, one: Part, other: Part) -> float:
    bend = words.weights("matches")["bend"]
    small, large = sorted((one.weight, other.weight))
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
