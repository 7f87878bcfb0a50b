"""The figures of a text with what they are figures of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefing_tui.analysis import features, words
from briefing_tui.analysis.figures import Fact, facts
from briefing_tui.analysis.figurewords import Words, load
from briefing_tui.analysis.named import places_in
from briefing_tui.analysis.passages import Passage, size
from briefing_tui.model import Readout
from briefing_tui.reading import gazetteer, sentences
from briefing_tui.reading.terms import Hit, Matcher, T, fold, is_han
from briefing_tui.reading.terms import words as words_of

Kind = Literal["share", "sum", "count", "day", "year"]
_SIGN_BEFORE = re.compile(r"(?:[A-Z]{2})?([$€¥₽])\s?$")
_ATTACHED = re.compile(r"[-‑]?[A-Za-zА-Яа-яё]+|周年|[年个项]")
_SUM = 1e6  # a number from here on is an amount of something
_SUFFIX = 2  # letters that make a number an ordinal: 80th, 80-й
_STEM = 5  # letters of a unit that count
_MARK = re.compile(r"[，；;:：]|,(?!\d)|(?<=\s)[–—](?=\s)")
_TELLS = 24  # letters of a part of a sentence that can be read by itself
_FIGURES = ("number", "day", "year")
_BEFORE = 2  # words that may stand between "by" and the number, or twice as many Chinese signs
_BEHIND = 40  # characters behind a number in which the words that belong to it are looked for


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """A figure of a text. ``value`` is a number (``day``: month and day as 100 × month + day), ``unit`` a
    currency's sign, ``%`` or the beginning of the word that is counted; ``label`` as written, ``words`` the
    part of the sentence that it stands in. ``change``: it is by how much something changed; ``target``: it is
    wanted or expected; ``bound``: 1 where it is more than that, -1 where it is less. ``close`` and ``wide``
    weigh what else that part and the sentence say; ``things`` are what these two name that it may be of, with
    the places that are no party, and of a day the people.
    """

    kind: Kind
    unit: str
    key: str
    value: float
    label: str
    words: str
    at: Passage
    change: bool
    target: bool
    bound: int
    close: Mapping[str, float]
    wide: Mapping[str, float]
    things: tuple[frozenset[str], frozenset[str]]


def measures(readout: Readout, parties: frozenset[str], day: str) -> list[Measure]:
    """The figures of a text in reading order, each once. Left out: the event's own ``day`` (an ISO date, or
    empty), and years that do not lie ahead of it.
    """
    found: dict[tuple[str, str], Measure] = {}
    for m in _measures(readout, parties, day):
        found.setdefault((m.key, m.unit), m)
    return list(found.values())


def _measures(readout: Readout, parties: frozenset[str], day: str) -> Iterator[Measure]:
    language = words.spoken(readout.language)
    known = load(language)
    for block in readout.body:
        for start, end in sentences.split(block.text):
            sentence = block.text[start:end]
            found = [f for f in facts(sentence) if not _told_of_event(f, sentence, day)]
            said = features.of(sentence, language, parties, by_words=True) if found else {}
            target = bool(found) and bool(known.target.find(sentence))
            for fact in sorted(found, key=lambda f: f.at):
                last = fact.at + len(fact.label)
                money = _money(sentence, fact, known)
                kind, unit, value = _sort(fact, sentence, money)
                part = _part(sentence, fact)
                bound = _before(known.bound, sentence, fact.at)
                change = _before(known.change, sentence, fact.at) is not None
                both = (sentence[slice(*part)], sentence)
                things = [_things(text, known, parties, kind, change=change) for text in both]
                own = (fact.at, money.end if money else _behind(sentence, last))
                yield Measure(
                    kind, unit, fact.key, value,
                    _label(fact, sentence, money, bound), sentence[slice(*part)].strip(),
                    Passage(block.number or 0, start + fact.at, start + last),
                    change, target, bound.value if bound else 0,
                    _subject(said, part, own), _subject(said, (0, len(sentence)), own),
                    (things[0], things[1]),
                )  # fmt: skip


def _things(text: str, known: Words, parties: frozenset[str], kind: Kind, *, change: bool) -> frozenset[str]:
    """What a figure in this text may be of: ids of ``figures.toml``, and of places and people."""
    found = {h.value for h in known.of.find(text)}
    if not change:
        found -= {"up", "down"}
    found |= {f"place {h.value}" for h in places_in(text) if h.value not in parties}
    if kind == "day":
        found |= {f"person {h.value}" for h in gazetteer.find_people(text)}
    return frozenset(found)


def _told_of_event(fact: Fact, text: str, day: str) -> bool:
    """Whether it is the event's own day, a year that does not lie ahead of it, or a month in Chinese."""
    sort, _, value = fact.key.partition(":")
    if sort == "number":
        return text.startswith("月", fact.at + len(fact.label))
    return day[5:10] == value if sort == "day" else value <= day[:4]


def _sort(fact: Fact, text: str, money: Hit[str] | None) -> tuple[Kind, str, float]:
    """Kind, unit and value of a fact."""
    sort, _, value = fact.key.partition(":")
    if sort == "day":
        return "day", "", int(value[:2]) * 100 + int(value[3:])
    if sort == "year":
        return "year", "", float(value)
    if value.endswith("%"):
        return "share", "%", float(value[:-1])
    sign = _SIGN_BEFORE.search(text[: fact.at])
    unit = sign[1] if sign else money.value if money else _counted(text[fact.at + len(fact.label) :])
    return "sum" if sign or money or float(value) >= _SUM else "count", unit, float(value)


def _money(text: str, fact: Fact, known: Words) -> Hit[str] | None:
    """The currency behind a number: "billion US dollars"."""
    if not fact.key.startswith("number:") or fact.key.endswith("%"):
        return None
    end = fact.at + len(fact.label)
    hit = next(iter(known.currency.find(text[end : end + _BEHIND])), None)
    if hit is None or len(words_of(text[end : end + hit.start])) > 1 - is_han(hit.text):
        return None
    return Hit(hit.value, hit.text, end + hit.start, end + hit.end, hit.pattern)


def _before(matcher: Matcher[T], text: str, at: int) -> Hit[T] | None:
    """The last of these words before the number at ``at``, if it is near enough to be said of it."""
    start = max(0, at - _BEHIND)
    hit = next(reversed(matcher.find(text[start:at])), None)
    if hit is None:
        return None
    between = text[start + hit.end : at]
    far = len(between) > 2 * _BEFORE if is_han(hit.text) else len(words_of(between)) > _BEFORE
    return None if far else Hit(hit.value, hit.text, start + hit.start, start + hit.end, hit.pattern)


def _counted(after: str) -> str:
    """What is counted: the beginning of the word behind the number, or two Chinese signs."""
    following = words_of(after.lstrip("-–‑")[:_BEHIND])
    if following and after[:1] not in (" ", "\u00a0") and len(following[0].written) <= _SUFFIX:
        following = following if is_han(following[0].written) else following[1:]
    if not following:
        return ""
    first = following[0].written
    return first[:2] if is_han(first) else fold(first)[:_STEM]


def _behind(text: str, end: int) -> int:
    """Where the words end that are counted: two words, or as many Chinese signs."""
    following = words_of(text[end : end + _BEHIND])[:2]
    if not following:
        return end
    return end + (following[0].start + 2 if is_han(following[0].written) else following[-1].end)


def _label(fact: Fact, text: str, money: Hit[str] | None, bound: Hit[int] | None) -> str:
    """As written, with its currency, with "more than", and with what is one word with it: ``80-летие``."""
    end = fact.at + len(fact.label)
    sign = _SIGN_BEFORE.search(text[: fact.at])
    attached = _ATTACHED.match(text, end)
    last = money.end if money else attached.end() if attached else end
    return text[bound.start if bound else sign.start() if sign else fact.at : last]


def _part(sentence: str, fact: Fact) -> tuple[int, int]:
    """What the fact stands in: the sentence between two marks; all of it where that says little."""
    marks = [m.end() for m in _MARK.finditer(sentence)]
    start = max((m for m in marks if m <= fact.at), default=0)
    end = min((m - 1 for m in marks if m > fact.at), default=len(sentence))
    return (start, end) if size(sentence[start:end].strip()) >= _TELLS else (0, len(sentence))


def _subject(
    said: Mapping[str, features.Feature], part: tuple[int, int], own: tuple[int, int]
) -> dict[str, float]:
    """What a part of a sentence says besides figures and what is counted, by weight: ideas and words that all
    readouts use weigh little.
    """
    telling = {
        key: f
        for key, f in said.items()
        if f.kind not in _FIGURES and part[0] <= f.at < part[1] and not own[0] <= f.at < own[1]
    }
    return features.rarity([telling], words.weights("matches"))
