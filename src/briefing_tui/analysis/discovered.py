"""Phrases that a side repeats word for word from meeting to meeting, and that are no known formula.

Method: sequences of 3 to 12 words (6 to 30 Chinese signs) within a sentence, folded, that recur in texts of
different meetings, grown word by word as in Apriori (Agrawal and Srikant 1994): a sequence recurs only where
both its shorter halves do. Kept are the maximal ones. Each is held against chance: if words followed each
other at random, each as often as it is, the sequence would stand in λ further meetings in the mean, and in
k or more with a probability of at most exp(k - λ) (λ/k)^k (Chernoff 1952). That must be less than 0.01 over
all sequences that were tried (Bonferroni). In a retelling only what is quoted is looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from briefing_tui.analysis.formulas import Use, quoted
from briefing_tui.analysis.words import common
from briefing_tui.model import Readout
from briefing_tui.reading.gazetteer import find_people, find_places
from briefing_tui.reading.terms import is_han, simplified
from briefing_tui.reading.terms import words as words_of

MOST = 12  # phrases of a side
_MOST_TOKENS = 300_000  # of a side in a language; the latest meetings count
_MANY = 6  # meetings from which a phrase must stand in three, not two
_CHANCE = log(100)
_END = re.compile(r"[.!?;:…](?=\s|$)|[。！？；：，…\n]")
_SIGN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff]+")
_LENGTHS = {True: (6, 30), False: (3, 12)}
_LIGHT_SIGNS = frozenset("的了和与及在是对将为以同向把被也都就而并或中上下年月日等这那一两双方各")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands: the number of the meeting, the readout's key, and where in a paragraph."""

    event: int
    readout: str
    paragraph: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in a language, in the words of its first place; ``score`` is minus the logarithm of the
    probability that chance made it.
    """

    words: str
    language: str
    places: tuple[Place, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row: of one sentence, with no known formula between them."""

    event: int
    readout: str
    paragraph: int
    text: str
    tokens: tuple[_Token, ...]


def discover(texts: Iterable[tuple[int, Readout, Sequence[Use]]]) -> tuple[Phrase, ...]:
    """The phrases of one side, the least likely by chance first, at most ``MOST``.

    ``texts`` are the side's readouts with the number of the meeting (in order) and their known formulas.
    """
    by_language: dict[str, list[tuple[int, Readout, Sequence[Use]]]] = {}
    for text in texts:
        by_language.setdefault(text[1].language, []).append(text)
    found = [p for language, of in by_language.items() for p in _in_language(language, of)]
    return tuple(sorted(found, key=lambda p: (-p.score, p.words))[:MOST])


def _in_language(language: str, texts: list[tuple[int, Readout, Sequence[Use]]]) -> list[Phrase]:
    runs: list[_Run] = []
    room = _MOST_TOKENS
    for event, readout, uses in sorted(texts, key=lambda t: -t[0]):
        made = list(_runs(event, readout, uses))
        room -= sum(len(r.tokens) for r in made)
        if room < 0:
            break
        runs += made
    events = {event for event, _, _ in texts}
    least = 3 if len(events) >= _MANY else 2
    if len({r.event for r in runs}) < least:
        return []
    shortest, longest = _LENGTHS[language == "zh"]
    tried, groups = _recurring(runs, least, shortest, longest)
    light = common(language) if language in ("en", "ru") else frozenset()
    merged: dict[tuple[str, ...], set[tuple[int, int]]] = {}  # two may be one without their light ends
    for length, places in groups:
        r, i = places[0]
        if cut := _without_light_ends(runs[r], i, length, language, light, shortest):
            first, size = cut
            key = tuple(t.folded for t in runs[r].tokens[i + first : i + first + size])
            merged.setdefault(key, set()).update((run, at + first) for run, at in places)
    chance = _Chance(runs)
    phrases = []
    for key, standing in merged.items():
        score = chance.against(key, len({runs[r].event for r, _ in standing}))
        if score > log(tried) + _CHANCE:
            found = sorted((_place(runs[r], i, len(key)) for r, i in standing), key=_order)
            phrases.append(Phrase(found[-1].words, language, tuple(found), score))
    return _apart(phrases)


def _runs(event: int, readout: Readout, uses: Sequence[Use]) -> Iterator[_Run]:
    for block in readout.body:
        inner = [(a + 1, b - 1) for a, b in quoted(block.text)]
        spans = inner if readout.source.retold else [(0, len(block.text))]
        cuts = {m.start() for m in _END.finditer(block.text)}
        known = [(u.start, u.end) for u in uses if u.paragraph == block.number]
        for start, end in spans:
            row: list[_Token] = []
            for token in _split(block.text, start, end):
                skip = any(a < token.end and token.start < b for a, b in known)
                if row and (skip or not cuts.isdisjoint(range(row[-1].end, token.start))):
                    yield _Run(event, readout.key, block.number or 0, block.text, tuple(row))
                    row = []
                if not skip:
                    row.append(token)
            if row:
                yield _Run(event, readout.key, block.number or 0, block.text, tuple(row))


def _split(text: str, start: int, end: int) -> Iterator[_Token]:
    part = text[start:end]
    if is_han(part):
        for m in _SIGN.finditer(simplified(part)):
            yield _Token(m.group().lower(), start + m.start(), start + m.end())
    else:
        for w in words_of(part):
            yield _Token(w.folded, start + w.start, start + w.end)


_Group = tuple[int, list[tuple[int, int]]]  # length, and where: number of the run, place in it


def _recurring(runs: Sequence[_Run], least: int, shortest: int, longest: int) -> tuple[int, list[_Group]]:
    """How many sequences were tried, and the maximal ones that stand in ``least`` meetings or more."""
    # All runs in a row, with a gap behind each: a place is one number, which keeps long series quick.
    where = [(r, i) for r, run in enumerate(runs) for i in range(len(run.tokens) + 1)]
    bits = [1 << run.event for run in runs for _ in range(len(run.tokens) + 1)]
    groups: list[_Group] = []
    tried = 1
    seen: dict[tuple[str, ...], int] = {}
    names = [-1] * len(where)  # of the sequence that begins at a place; the same name, the same words
    at = 0
    for run in runs:
        words = [t.folded for t in run.tokens]
        for i in range(len(words) - shortest + 1):
            names[at + i] = seen.setdefault(tuple(words[i : i + shortest]), len(seen))
        at += len(words) + 1
    count, length = len(seen), shortest
    alive = [p for p, name in enumerate(names) if name >= 0]
    while alive:
        tried += count
        masks = _meetings(alive, names, bits, count)
        often = [mask.bit_count() >= least for mask in masks]
        for p in alive:
            if not often[names[p]]:
                names[p] = -1
        alive = [p for p in alive if names[p] >= 0]
        longer = [-1] * len(where)
        keys: dict[int, int] = {}
        for p in alive if length < longest else ():
            if (after := names[p + 1]) >= 0:
                longer[p] = keys.setdefault(names[p] * count + after, len(keys))
        grown = [p for p in alive if longer[p] >= 0]
        wider = _meetings(grown, longer, bits, len(keys))
        within = {names[q] for p in grown for q in (p, p + 1) if wider[longer[p]] == masks[names[q]]}
        maximal: dict[int, list[tuple[int, int]]] = {}
        for p in alive:
            if names[p] not in within:
                maximal.setdefault(names[p], []).append(where[p])
        groups += [(length, places) for places in maximal.values()]
        names, alive, count = longer, grown, len(keys)
        length += 1
    return tried, groups


def _meetings(places: Iterable[int], names: Sequence[int], bits: Sequence[int], count: int) -> list[int]:
    """By the name of a sequence the meetings in which it stands, a bit each."""
    masks = [0] * count
    for p in places:
        masks[names[p]] |= bits[p]
    return masks


class _Chance:
    """How likely a sequence is where words follow each other at random, each as often as it is."""

    def __init__(self, runs: Sequence[_Run]) -> None:
        self._counts = Counter(t.folded for run in runs for t in run.tokens)
        self._total = sum(self._counts.values())
        self._sizes = Counter[int]()
        for run in runs:
            self._sizes[run.event] += len(run.tokens)

    def against(self, key: Sequence[str], events: int) -> float:
        """Minus the logarithm of the bound on the probability that a sequence of one meeting stands in so
        many further ones that it is in ``events``.
        """
        once = sum(log(self._counts[w] / self._total) for w in key)
        mean = sum(min(1.0, size * exp(once)) for size in self._sizes.values())
        further = events - 1
        if mean >= further:
            return 0.0
        # The logarithm of the mean by parts: a long sequence's probability is too small for a float.
        small = once + log(sum(self._sizes.values())) if mean < 1e-200 else log(mean)
        return mean - further + further * (log(further) - small)


def _without_light_ends(
    run: _Run, at: int, length: int, language: str, light: frozenset[str], shortest: int
) -> tuple[int, int] | None:
    """Which words of the sequence to keep, from where and how many; None where too little says something."""
    tokens = run.tokens[at : at + length]
    zh = language == "zh"
    named = _named(run, tokens)

    def says(i: int) -> bool:
        word = tokens[i].folded
        weak = word in _LIGHT_SIGNS if zh else word in light or len(word) < 5  # as in common.toml
        return not weak and word.isalpha() and i not in named

    telling = [i for i in range(length) if says(i)]
    if len(telling) < (4 if zh else 2):
        return None
    size = telling[-1] - telling[0] + 1
    return (telling[0], size) if size >= shortest else (0, length)


def _named(run: _Run, tokens: Sequence[_Token]) -> set[int]:
    """Which of the words are names: known places and people, and what has a capital letter beside them."""
    begin, text = tokens[0].start, run.text[tokens[0].start : tokens[-1].end]
    hits = [(h.start + begin, h.end + begin) for h in (*find_places(text), *find_people(text))]
    named = {i for i, t in enumerate(tokens) if any(a <= t.start < b for a, b in hits)}
    for order in (range(1, len(tokens)), range(len(tokens) - 2, -1, -1)):
        step = order.step
        named |= {i for i in order if run.text[tokens[i].start].isupper() and i - step in named}
    return named


def _place(run: _Run, at: int, length: int) -> Place:
    start, end = run.tokens[at].start, run.tokens[at + length - 1].end
    return Place(run.event, run.readout, run.paragraph, start, end, run.text[start:end])


def _order(place: Place) -> tuple[int, str, int, int]:
    return place.event, place.readout, place.paragraph, place.start


def _apart(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The best ones, of which none stands within or across another."""
    kept: list[Phrase] = []
    taken: dict[tuple[int, str, int], list[tuple[int, int]]] = {}
    for phrase in sorted(phrases, key=lambda p: (-p.score, p.words)):
        if len(kept) == MOST:
            break
        spans = [((p.event, p.readout, p.paragraph), p.start, p.end) for p in phrase.places]
        if any(a < end and start < b for key, start, end in spans for a, b in taken.get(key, ())):
            continue
        kept.append(phrase)
        for key, start, end in spans:
            taken.setdefault(key, []).append((start, end))
    return kept
