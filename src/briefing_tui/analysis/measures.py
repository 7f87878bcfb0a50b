"""Figures with what they are figures of, and which of them moved from one text of a side to a later one.

A figure is said to have moved only where its kind and unit are the same, the words around it agree, no other
figure fits as well, and neither value stands in both texts. All else is new or gone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing_tui.analysis import features, words
from briefing_tui.analysis.figures import Fact, facts
from briefing_tui.analysis.passages import Passage, size
from briefing_tui.model import Readout
from briefing_tui.reading import sentences
from briefing_tui.reading.terms import fold, is_han
from briefing_tui.reading.terms import words as words_of

Kind = Literal["share", "sum", "count", "day", "year"]
_CURRENCIES = {
    "dollar": "$", "dollars": "$", "usd": "$", "долл": "$", "доллар": "$", "доллара": "$", "долларов": "$",
    "euro": "€", "euros": "€", "евро": "€", "yuan": "¥", "rmb": "¥", "юань": "¥", "юаня": "¥", "юаней": "¥",
    "rouble": "₽", "roubles": "₽", "ruble": "₽", "rubles": "₽", "руб": "₽", "рублей": "₽", "рубля": "₽",
}  # fmt: skip
_CURRENCIES_ZH = {"美元": "$", "欧元": "€", "人民币": "¥", "元": "¥", "卢布": "₽"}
_SIGN_BEFORE = re.compile(r"(?:[A-Z]{2})?([$€¥₽])\s?$")
_CURRENCY_BEHIND = re.compile(
    rf"\s*(?:{'|'.join(_CURRENCIES_ZH)})|\s+(?:US\s+)?(?:{'|'.join(_CURRENCIES)})\b", re.IGNORECASE
)
_ATTACHED = re.compile(r"[-‑]?[A-Za-zА-Яа-яё]+|周年|[年个项]")
_SUM = 1e6  # a number from here on is an amount of something
_SUFFIX = 2  # letters that make a number an ordinal: 80th, 80-й
_STEM = 5  # letters of a unit that count
_MANY = 40  # figures of one sort in a text: none of more can be told from the others
_AGREE = 0.4  # share of the weight of the words around two figures that both have, from which they agree
_MARK = re.compile(r"[，；;:：]|,(?!\d)|(?<=\s)[–—](?=\s)")
_TELLS = 24  # letters of a part of a sentence that can be read by itself
_FIGURES = ("number", "day", "year")


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """A figure of a text. ``value`` is a number (``day``: month and day as 100 × month + day), ``unit`` a
    currency's sign, ``%`` or the beginning of the word that is counted; ``label`` as written, ``words`` the
    part of the sentence that it stands in. ``close`` and ``wide`` weigh what that part and the sentence say.
    """

    kind: Kind
    unit: str
    key: str
    value: float
    label: str
    words: str
    at: Passage
    close: Mapping[str, float]
    wide: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Move:
    """A figure then and now. One that is missing: new, or gone."""

    then: Measure | None
    now: Measure | None

    @property
    def way(self) -> Literal["new", "gone", "same", "up", "down", "another day", "later", "earlier"]:
        if self.then is None or self.now is None:
            return "new" if self.then is None else "gone"
        if self.then.key == self.now.key:
            return "same"
        if self.now.kind == "day":  # of which year is not said
            return "another day"
        more = self.now.value > self.then.value
        if self.now.kind == "year":
            return "later" if more else "earlier"
        return "up" if more else "down"


def measures(readout: Readout, parties: frozenset[str], day: str) -> list[Measure]:
    """The figures of a text in reading order, each once. Left out: the event's own ``day`` (an ISO date, or
    empty), and years that do not lie ahead of it.
    """
    found: dict[tuple[str, str], Measure] = {}
    for m in _measures(readout, parties, day):
        found.setdefault((m.key, m.unit), m)
    return list(found.values())


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
        if found := next((e for e in by_key[m.key] if _agree(e, m) >= _AGREE), None):
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


def _agree(a: Measure, b: Measure) -> float:
    if a.kind != b.kind or (a.unit != b.unit and a.key != b.key):
        return 0.0
    return max(_shared(a.close, b.close), _shared(a.wide, b.wide))


def _shared(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Weight in common of that of the lighter one."""
    least = min(sum(a.values()), sum(b.values()))
    return sum(weight for key, weight in a.items() if key in b) / least if least else 0.0


def _measures(readout: Readout, parties: frozenset[str], day: str) -> Iterator[Measure]:
    for block in readout.body:
        for start, end in sentences.split(block.text):
            sentence = block.text[start:end]
            found = facts(sentence)
            wide = _subject(sentence, readout.language, parties) if found else {}
            for fact in sorted(found, key=lambda f: f.at):
                if sorted_out := _sort(fact, sentence, day):
                    kind, unit, value = sorted_out
                    said = _part(sentence, fact)
                    at = start + fact.at
                    yield Measure(
                        kind, unit, fact.key, value, _label(fact, sentence, kind), said,
                        Passage(block.number or 0, at, at + len(fact.label)),
                        _subject(said, readout.language, parties), wide,
                    )  # fmt: skip


def _sort(fact: Fact, text: str, day: str) -> tuple[Kind, str, float] | None:
    """Kind, unit and value of a fact; None for one that is told of the event itself, or is no figure."""
    sort, _, value = fact.key.partition(":")
    after = text[fact.at + len(fact.label) :]
    if sort == "day":
        return None if day[5:10] == value else ("day", "", int(value[:2]) * 100 + int(value[3:]))
    if sort == "year":
        return ("year", "", float(value)) if value > day[:4] else None
    if value.endswith("%"):
        return "share", "%", float(value[:-1])
    if after.startswith("月"):
        return None
    number = float(value)
    money = _money(text[: fact.at], after)
    if money or number >= _SUM:
        return "sum", money or _counted(after), number
    return "count", _counted(after), number


def _money(before: str, after: str) -> str:
    if m := _SIGN_BEFORE.search(before):
        return m[1]
    if is_han(after.lstrip()[:1]):
        return next((sign for name, sign in _CURRENCIES_ZH.items() if after.lstrip().startswith(name)), "")
    first = words_of(after[:40])[:2]  # "billion US dollars"
    return next((_CURRENCIES[w.folded] for w in first if w.folded in _CURRENCIES), "")


def _counted(after: str) -> str:
    """What is counted: the beginning of the word behind the number, or two Chinese signs."""
    following = words_of(after.lstrip("-–‑")[:60])
    if following and after[:1] not in (" ", "\u00a0") and len(following[0].written) <= _SUFFIX:
        following = following if is_han(following[0].written) else following[1:]
    if not following:
        return ""
    first = following[0].written
    return first[:2] if is_han(first) else fold(first)[:_STEM]


def _label(fact: Fact, text: str, kind: Kind) -> str:
    """As written, with its currency, and with what is written in one word with it: ``80th``, ``80-летие``."""
    end = fact.at + len(fact.label)
    before = _SIGN_BEFORE.search(text[: fact.at])
    start = before.start() if before else fact.at
    behind = _CURRENCY_BEHIND.match(text, end) if kind == "sum" else _ATTACHED.match(text, end)
    return text[start : behind.end() if behind else end]


def _part(sentence: str, fact: Fact) -> str:
    """What the fact stands in: the sentence between two marks; all of it where that says little."""
    marks = [m.end() for m in _MARK.finditer(sentence)]
    start = max((m for m in marks if m <= fact.at), default=0)
    part = sentence[start : min((m - 1 for m in marks if m > fact.at), default=len(sentence))].strip()
    return part if size(part) >= _TELLS else sentence


def _subject(text: str, language: str, parties: frozenset[str]) -> dict[str, float]:
    """What is said besides figures, by weight: ideas and words that all readouts use weigh little."""
    found = features.of(text, language, parties, by_words=True)
    telling = [{k: f for k, f in found.items() if f.kind not in _FIGURES}]
    return features.rarity(telling, words.weights("matches"))
