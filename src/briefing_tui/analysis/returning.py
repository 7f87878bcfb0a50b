"""Sentences of a text that come back in a later one of the same language: word for word, or reworded.

Word for word is exactly that: the same words and marks, whatever the white space and the capitals. Reworded
are two sentences of which most letters stand in words in common, in the same order. Of a retelling only what
is quoted is looked at: its sentences are not the side's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing_tui.analysis.formulas import quoted
from briefing_tui.analysis.passages import Passage, size
from briefing_tui.analysis.worddiff import Part, diff
from briefing_tui.model import Readout
from briefing_tui.reading import sentences
from briefing_tui.reading.terms import is_han, words

_SHORTEST = 24  # letters of a sentence that is worth telling; a Chinese sign counts for three
_ALIKE = 0.6  # share of the letters of both that stand in common, from which it is the same one reworded
_QUOTED_ALIKE = 0.75  # the same of a quotation, which is short: Years of Culture are no Years of Sports
_ROW = 2  # words in a row that lead from one sentence to another
_SIGNS = 3  # Chinese signs that do
_LEADS = 30  # a row that more sentences have leads nowhere
_TRIED = 3  # of the sentences that have most rows in common


@dataclass(frozen=True, slots=True)
class Return:
    """A sentence then and now. ``parts`` are their difference (``worddiff``); none: word for word."""

    then: Passage
    now: Passage
    parts: tuple[Part, ...] = ()


def returns(then: Readout, now: Readout) -> tuple[Return, ...]:
    """The sentences that come back, in the order of the later text; each once."""
    before, after = list(_sentences(then)), list(_sentences(now))
    exact: dict[str, list[int]] = defaultdict(list)
    for i, (_, text) in enumerate(before):
        exact[_folded(text)].append(i)
    free = set(range(len(before)))
    made: dict[int, Return] = {}
    for j, (place, text) in enumerate(after):
        if same := [i for i in exact.get(_folded(text), ()) if i in free]:
            free.discard(same[0])
            made[j] = Return(before[same[0]][0], place)
    least = _QUOTED_ALIKE if then.source.retold or now.source.retold else _ALIKE
    pairs = _reworded([t if i in free else "" for i, (_, t) in enumerate(before)],
                      [t if j not in made else "" for j, (_, t) in enumerate(after)], least)  # fmt: skip
    for _, i, j, parts in sorted(pairs, key=lambda pair: (-pair[0], pair[2], pair[1])):
        if i in free and j not in made:
            free.discard(i)
            made[j] = Return(before[i][0], after[j][0], parts)
    return tuple(made[j] for j in sorted(made))


def _sentences(readout: Readout) -> Iterator[tuple[Passage, str]]:
    for block in readout.body:
        inner = ((a + 1, b - 1) for a, b in quoted(block.text))
        for start, end in inner if readout.source.retold else sentences.split(block.text):
            text = block.text[start:end]
            if size(text) >= _SHORTEST:
                yield Passage(block.number or 0, start, end), text


def _folded(text: str) -> str:
    return "".join(text.split()) if is_han(text) else " ".join(text.casefold().split())


def _reworded(
    before: Sequence[str], after: Sequence[str], least: float
) -> Iterator[tuple[float, int, int, tuple[Part, ...]]]:
    """Pairs alike enough (``least``): how much, their indexes, their difference. Empty texts have none."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(before):
        for row in _rows(text):
            holders[row].append(i)
    for j, text in enumerate(after):
        leads: Counter[int] = Counter()
        for row in sorted(_rows(text)):
            if len(holders.get(row, ())) <= _LEADS:
                leads.update(holders.get(row, ()))
        for i, _ in sorted(leads.items(), key=lambda lead: (-lead[1], lead[0]))[:_TRIED]:
            parts = tuple(diff(before[i], text))
            if (share := _in_common(before[i], text, parts)) >= least:
                yield share, i, j, parts


def _rows(text: str) -> set[str]:
    if is_han(text):
        signs = "".join(filter(str.isalnum, text))
        return {signs[k : k + _SIGNS] for k in range(len(signs) - _SIGNS + 1)}
    folded = [word.folded for word in words(text)]
    return {" ".join(folded[k : k + _ROW]) for k in range(len(folded) - _ROW + 1)}


def _in_common(a: str, b: str, parts: Sequence[Part]) -> float:
    same = sum(_letters(a[p.a_start : p.a_end]) for p in parts if p.kind == "same")
    return 2 * same / ((_letters(a) + _letters(b)) or 1)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
