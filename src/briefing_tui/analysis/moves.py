"""Which figures of a side moved from one text to a later one, which are new, and which are gone.

A figure is said to have moved only where its kind and unit are the same, both say how much there is, or both
by how much it changed, or both what is wanted of it; where the words around it agree, no other figure fits
as well, and neither value stands in both texts. All else is new or gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing_tui.analysis.measures import Measure

_MANY = 40  # figures of one sort in a text: none of more can be told from the others
_AGREE = 0.4  # share of the weight of the words around two figures that both have, from which they agree


@dataclass(frozen=True, slots=True)
class Move:
    """A figure then and now. One that is missing: new, or gone."""

    then: Measure | None
    now: Measure | None

    @property
    def way(self) -> str:
        """``new``, ``gone``, ``same``, ``up``, ``down``; of years ``later``, ``earlier``; of days, whose year
        is not said, ``another day``; ``another figure`` where "more than" and "less than" leave it open.
        """
        if self.then is None or self.now is None:
            return "new" if self.then is None else "gone"
        then, now = self.then, self.now
        if then.key == now.key:
            return "same" if then.bound == now.bound else "another figure"
        if now.kind == "day":
            return "another day"
        more = now.value > then.value
        if now.kind == "year":
            return "later" if more else "earlier"
        # More than 200 may be 240, and less than 240 may be 200.
        small, large = (then, now) if more else (now, then)
        if then.bound != now.bound and (small.bound > 0 or large.bound < 0):
            return "another figure"
        return "up" if more else "down"


def moves(then: Sequence[Measure], now: Sequence[Measure]) -> list[Move]:
    """The figures of both texts, those of the later one first. A value that both have, said of something
    else in each, is no news and left out.
    """
    keys_then, keys_now = {m.key for m in then}, {m.key for m in now}
    earlier = {**_same(then, now), **_moved([m for m in then if m.key not in keys_now],
                                            [m for m in now if m.key not in keys_then])}  # fmt: skip
    made = [Move(earlier.get(m), m) for m in now if m in earlier or m.key not in keys_then]
    told = set(earlier.values())
    return made + [Move(m, None) for m in then if m not in told and m.key not in keys_now]


def _same(then: Sequence[Measure], now: Sequence[Measure]) -> dict[Measure, Measure]:
    """By the later one: the earlier figure of that value, said of the same."""
    by_key: dict[str, list[Measure]] = defaultdict(list)
    for m in then:
        by_key[m.key].append(m)
    made: dict[Measure, Measure] = {}
    for m in now:
        if found := next((e for e in by_key[m.key] if _agree(e, m, anywhere=True) >= _AGREE), None):
            made[m] = found
            del by_key[m.key]  # one value of one thing, whatever it is counted in, is one line
    return made


def _moved(then: Sequence[Measure], now: Sequence[Measure]) -> dict[Measure, Measure]:
    """By the later one: the earlier figure that it fits better than any other, and the other way about."""
    scores: dict[tuple[Measure, Measure], float] = {}
    for sort in sorted({(m.kind, m.unit) for m in now}):
        here, there = ([m for m in text if (m.kind, m.unit) == sort] for text in (then, now))
        if max(len(here), len(there)) <= _MANY:
            scores |= {(e, m): score for m in there for e in here if (score := _agree(e, m)) >= _AGREE}
    rivals: dict[Measure, list[float]] = defaultdict(list)
    for (e, m), score in scores.items():
        rivals[e].append(score)
        rivals[m].append(score)
    return {
        m: e
        for (e, m), score in scores.items()
        if all(max(rivals[x]) == score and rivals[x].count(score) == 1 for x in (e, m))
    }


def _agree(a: Measure, b: Measure, *, anywhere: bool = False) -> float:
    """How far the words around two figures agree, 0 to 1; 0 where they are figures of different things.
    ``anywhere``: of whatever places.
    """
    if (a.kind, a.change, a.target) != (b.kind, b.change, b.target) or (a.unit != b.unit and a.key != b.key):
        return 0.0
    near_a, all_a, near_b, all_b = (
        frozenset(t for t in of if not (anywhere and t.startswith("place "))) for of in (*a.things, *b.things)
    )
    if near_a and near_b and near_a != near_b:  # oil then, coal now
        return 0.0
    close = _shared(a.close, b.close) if near_a == near_b else 0.0
    return max(close, _shared(a.wide, b.wide) if all_a == all_b else 0.0)


def _shared(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Weight in common of that of the lighter one."""
    least = min(sum(a.values()), sum(b.values()))
    return sum(weight for key, weight in a.items() if key in b) / least if least else 0.0
