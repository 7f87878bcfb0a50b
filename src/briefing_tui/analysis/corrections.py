"""The analyst's corrections laid over what the program found: points on other cards, matches tied and untied.

A correction is about words. Where the program's points no longer coincide with them (other word lists),
points are cut at the bounds of the quotation, so that exactly the quoted words are moved or tied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from briefing_tui.analysis import passages
from briefing_tui.analysis.passages import Passage
from briefing_tui.model import Anchor, Brief, Carded, Comparison, Correction, Match, Point

TIED = "tied by the analyst"
_Parts = Mapping[str, Sequence[Point]]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A correction with the passages that it is about, on the left and on the right."""

    correction: Correction
    left: Passage | None
    right: Passage | None

    @property
    def moves(self) -> bool:
        return self.correction.kind == "move"

    def replaces(self, other: _Placed) -> bool:
        """Whether it decides anew all that the other one decided."""
        if self.moves is not other.moves:
            return False
        both = ((self.left, other.left), (self.right, other.right))
        return all(
            (mine and its and its.within(mine)) or (mine is None and its is None) for mine, its in both
        )


def apply(made: Comparison, corrections: Iterable[Correction]) -> Comparison:
    """The program's comparison as the analyst has it; of two decisions on the same words the newer counts.

    A correction whose words are not in these texts, or that has a problem, has no effect.
    """
    placed = _placed(made, corrections)
    if not placed:
        return made
    parts = dict(_parts(made.left, [(p, p.left) for p in placed if p.left]))
    left, right = _recut(made.left, parts), made.right
    if right:
        parts |= _parts(right, [(p, p.right) for p in placed if p.right])
        right = _recut(right, parts)
    matches = {
        (a.id, b.id): replace(m, a=a.id, b=b.id) for m in made.matches for a in parts[m.a] for b in parts[m.b]
    }
    echoes = [replace(e, a=a.id, b=b.id) for e in made.echoes for a in parts[e.a] for b in parts[e.b]]
    made = replace(made, left=left, right=right, echoes=tuple(echoes))
    return _tied(made, matches, [p for p in placed if not p.moves])


def replaced(made: Comparison, corrections: Iterable[Correction], new: Correction) -> list[Correction]:
    """The earlier corrections that the new one puts an end to."""
    [decision] = _placed(made, [new])
    return [p.correction for p in _placed(made, corrections) if decision.replaces(p)]


def agrees(made: Comparison, corrections: Iterable[Correction], new: Correction) -> bool:
    """Whether the comparison, as these corrections leave it, is as the new one would have it already."""
    now = apply(made, corrections)
    [decision] = _placed(made, [new])
    lefts, rights = _met(now.left, decision.left), _met(now.right, decision.right)
    if decision.moves:
        return all(p.card is new.card for p in (*lefts, *rights))
    known = {(m.a, m.b) for m in now.matches}
    return all(((a.id, b.id) in known) is (new.kind == "tie") for a in lefts for b in rights)


def lost(brief: Brief, corrections: Iterable[Correction]) -> list[Correction]:
    """Those whose words stand in no text of the brief any more."""
    return [
        c
        for c in corrections
        if not c.problem
        and not all(any(passages.find(at, r) for r in brief.readouts) for at in (c.a, c.b) if at)
    ]


def _placed(made: Comparison, corrections: Iterable[Correction]) -> list[_Placed]:
    """The corrections that have their words in these texts, the oldest first."""
    found = [_place(made, c) for c in sorted(corrections, key=lambda c: c.id) if not c.problem]
    return [p for p in found if p]


def _place(made: Comparison, c: Correction) -> _Placed | None:
    """Where its words stand. Of two texts that both have them, the one that they were quoted from counts."""
    ways = []
    for a, b in ((c.a, c.b), (c.b, c.a)):
        left, right = _find(a, made.left), _find(b, made.right)
        if bool(left) == bool(a) and bool(right) == bool(b):
            ways.append((_same_text(a, made.left) + _same_text(b, made.right), _Placed(c, left, right)))
    return max(ways, key=lambda way: way[0])[1] if ways else None


def _find(anchor: Anchor | None, carded: Carded | None) -> Passage | None:
    return passages.find(anchor, carded.readout) if anchor and carded else None


def _same_text(anchor: Anchor | None, carded: Carded | None) -> bool:
    return bool(anchor and carded and anchor.hash == carded.readout.hash)


def _parts(carded: Carded, about: Sequence[tuple[_Placed, Passage]]) -> Iterator[tuple[str, list[Point]]]:
    """What becomes of each point, by its id: itself, or its parts; numbered anew within the paragraph."""
    for paragraph, points in groupby(carded.points, key=lambda p: p.paragraph):
        here = [(placed, passage) for placed, passage in about if passage.paragraph == paragraph]
        before = list(points)
        cut = [(point, _cut(point, here)) for point in before]
        renumber = sum(len(parts) for _, parts in cut) > len(before)
        number = 0
        for point, parts in cut:
            if renumber:
                ids = (f"{carded.readout.key}:{paragraph}.{number + i}" for i in range(1, len(parts) + 1))
                parts = [replace(part, id=part_id) for part, part_id in zip(parts, ids, strict=True)]
                number += len(parts)
            yield point.id, parts


def _cut(point: Point, about: Sequence[tuple[_Placed, Passage]]) -> list[Point]:
    """The point in parts, each of which the same corrections are about; as a whole where it can stay so."""
    inner = {
        at for _, p in about for at in (p.start, p.end) if p.meets(point) and point.start < at < point.end
    }
    bounds = [point.start, *sorted(inner), point.end]
    spans = [span for span in map(_trimmed, [point] * (len(bounds) - 1), bounds, bounds[1:]) if span]

    def decided(span: Passage) -> tuple[Correction | None, tuple[str, ...]]:
        over = [placed for placed, passage in about if span.within(passage)]
        moves = [p.correction for p in over if p.moves]
        move = moves[-1] if moves and moves[-1].card is not point.card else None
        return move, tuple(p.correction.id for p in over if not p.moves)

    parts = []
    for (move, _), same in groupby(spans, key=decided):
        run = list(same)
        part = _part(point, run[0].start, run[-1].end)
        parts.append(_moved(part, move) if move else part)
    return parts


def _trimmed(point: Point, start: int, end: int) -> Passage | None:
    """The words from ``start`` to ``end`` of the paragraph without the space around them, if any."""
    text = point.text[start - point.start : end - point.start]
    if not text.strip():
        return None
    start += len(text) - len(text.lstrip())
    return Passage(point.paragraph, start, start + len(text.strip()))


def _part(point: Point, start: int, end: int) -> Point:
    text = point.text[start - point.start : end - point.start]
    return replace(point, start=start, end=end, text=text)


def _moved(point: Point, move: Correction) -> Point:
    """On the analyst's card. What the program doubted is decided now."""
    card = move.card
    assert card is not None
    also = tuple(c for c in point.also if c is not card)
    return replace(point, card=card, also=also, was=point.card, rival=None, margin=1.0, doubt=False)


def _recut(carded: Carded, parts: _Parts) -> Carded:
    """The readout with the parts for its points; what a point quotes goes with the words."""
    before = {p.id: p for p in carded.points}
    quotations = []
    for q in carded.quotations:
        offset = before[q.point].start
        for part in parts[q.point]:
            start, end = max(offset + q.start, part.start), min(offset + q.end, part.end)
            if start < end:
                start, end = start - part.start, end - part.start
                quotations.append(replace(q, point=part.id, start=start, end=end, text=part.text[start:end]))
    points = tuple(part for p in carded.points for part in parts[p.id])
    return replace(carded, points=points, quotations=tuple(quotations))


def _tied(made: Comparison, found: dict[tuple[str, str], Match], decisions: Sequence[_Placed]) -> Comparison:
    """The matches as the analyst has them. A pair that was tied is no mere echo."""
    matches = dict(found)
    for placed in decisions:
        for a in _met(made.left, placed.left):
            for b in _met(made.right, placed.right):
                pair = a.id, b.id
                if placed.correction.kind == "untie":
                    matches.pop(pair, None)
                else:
                    matches[pair] = found.get(pair) or Match(*pair, 1.0, (TIED,), tied=True)
    order = {p.id: i for c in made.texts for i, p in enumerate(c.points)}
    pairs = sorted(matches, key=lambda pair: (order[pair[0]], order[pair[1]]))
    ours = {pair for pair, m in matches.items() if m.tied}
    return replace(
        made,
        matches=tuple(matches[pair] for pair in pairs),
        echoes=tuple(e for e in made.echoes if (e.a, e.b) not in ours),
        untied=tuple(m for pair, m in found.items() if pair not in matches),
    )


def _met(carded: Carded | None, passage: Passage | None) -> list[Point]:
    return [p for p in carded.points if passage.meets(p)] if carded and passage else []
