"""The occasion as a readout tells it: who asked for it, how long it lasted, its form, place and hour.

Nothing is inferred: each fact is words of the text with their place. Words are data
(``lexicon/occasion.toml``) but for the turns of phrase with which a side says who asked, which stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from briefing_tui.analysis import tables
from briefing_tui.analysis.lengths import lengths
from briefing_tui.analysis.passages import Passage
from briefing_tui.analysis.said import Sentence, distance, sentences_of
from briefing_tui.analysis.words import spoken
from briefing_tui.model import Readout
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import Hit, Matcher, simplified
from briefing_tui.reading.unsafe import clean_line

_BEGINNING = 3  # sentences that say of what form it was, where and when
_HEAD = 300  # characters of such a sentence: one that has no end may be the whole text
_LISTS = ("talk", "lasting", "other")
# ``what`` is the word for it, ``who`` holds whose it was, ``tail`` ends the words where that is not said.
_ASKED = {
    "en": (
        re.compile(
            r"\b(?i:at|on|upon)\s+(?:the\s+(?:\w+\s+){0,2}?|[^,.;:()]{1,40}?[’']s?\s+)"
            r"(?P<what>request|initiative|invitation)\b(?P<tail>)(?!\s+(?:to|for|on)\b)"
            r"(?P<who>\s+(?:of|from)\s+(?:[^\s,.;:()]+\s?){1,6})?"
        ),
        re.compile(r"\b(?P<what>initiated|requested)\s+by(?P<tail>)(?P<who>\s+(?:[^\s,.;:()]+\s?){1,6})"),
    ),
    "ru": (
        re.compile(
            r"\b[Пп]о\s+(?:\w+\s+)?(?P<what>инициатив|просьб|приглашени|запрос)[а-я]{1,2}\b(?P<tail>)"
            r"(?P<who>(?:\s+[^\s,.;:()]+){1,5})?"
        ),
    ),
    "zh": (
        re.compile(
            r"(?P<what>应约|应邀)(?P<tail>)(?:于[^，。]{1,12}?)?(?:(?:同|与|和|跟)(?P<who>[^，。；]{1,24}))?"
        ),
        re.compile(
            r"应(?P<who>[^，。；]{1,20}?)(?:的)?(?P<what>请求|要求|提议|倡议|邀请|之约|之邀)(?P<tail>)"
        ),
    ),
}
_INVITED = ("invit", "пригла", "邀")
_TITLE = 12  # characters between the name of a state and that of its leader
_TITLE_BEHIND = re.compile(r"总统|总理|主席|外长|\s+(?:side|сторон[ыа]|president|government|[A-Z][\w-]+)\b")
_LATTER = re.compile(r"\b(?:the\s+)?latter\b")
_FORMER = re.compile(r"\b(?:the\s+)?former\b")
_PLACE = {
    "en": re.compile(
        r"\b(?:in|at)\s+((?:the\s+)?[A-Z][\w’'-]+(?:(?:,?\s+|\s+of\s+(?:the\s+)?)[A-Z][\w’'-]+)*)"
    ),
    # In the case of a place, not of a way to it: в Москве, в Москву.
    "ru": re.compile(r"\b[Вв]о?\s+([А-ЯЁ][\w-]*[еи](?:,?\s+[А-ЯЁ][\w-]*[еи])*)\b"),
    "zh": re.compile(r"在([^，。在]{2,14}?)(?=同|与|和|会见|会晤|会面|举行|出席|进行|以|应|，)"),
}
_HOUR = re.compile(r"(?<![\d:：])(?:[01]?\d|2[0-3])[:：][0-5]\d(?![\d:：])")
_AFTER_DAY = re.compile(r"(?:\d{4}|\d{1,2}日|года|г\.)[\s,，]*$")


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the occasion in the words of the text.

    ``kind`` is ``asked``, ``invited``, ``lasted``, ``form``, ``place`` or ``hour``. ``told`` says it in short
    (``over 90 min``, ``by telephone``); ``side`` is the id of who asked, empty where the words do not say;
    ``minutes`` and ``bound`` are of a length. ``at`` is None for words outside the body: a dateline.
    """

    kind: str
    words: str
    told: str
    at: Passage | None
    sentence: str
    side: str = ""
    minutes: int = 0
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words: of forms, of what may last, of lasting, and of other things that do."""

    forms: Matcher[Form]
    talk: Matcher[None]
    lasting: Matcher[None]
    other: Matcher[None]


@cache
def load(language: str) -> Words:
    """The words of a language (``en``, ``ru`` or ``zh``). Raises BriefingError with file and line."""
    forms: dict[str, Form] = {}
    known: dict[str, Form] = {}
    lists: dict[str, list[str]] = {name: [] for name in _LISTS}
    for table in tables.read("occasion.toml"):
        for section in table.data.keys() - set(_LISTS) - {"form"}:
            raise table.wrong(section, f"[{section}] is none of form.NAME, {', '.join(_LISTS)}")
        for name, listed in lists.items():
            row = tables.row(table, name, table.data.get(name, {}))
            listed += tables.patterns(table, row.get(language, []), language, name)
        for key, given in tables.row(table, "form", table.data.get("form", {})).items():
            row = tables.row(table, f"form.{key}", given)
            label = row.get("label", key in known and known[key].label)
            if not isinstance(label, str) or not label:
                raise table.wrong(key, f'[form.{key}] needs a label, such as label = "by telephone"')
            known[key] = Form(key, clean_line(label))
            for pattern in tables.patterns(table, row.get(language, []), language, f"form.{key}"):
                forms[pattern] = known[key]
    found = [Matcher((p, None) for p in lists[name]) for name in _LISTS]
    return Words(Matcher(forms.items()), *found)


def facts(readout: Readout) -> list[Fact]:
    """What the readout says of the occasion: who asked, how long, the form, the place, the hour."""
    language = spoken(readout.language)
    words = load(language)
    beginning: list[Sentence] = []
    found: list[Fact] = []
    for sentence in sentences_of(readout):
        if len(beginning) < _BEGINNING:
            beginning.append(sentence)
        found += _asked(sentence, language, words)
        found += _lasted(sentence, language, words)
    found += _form(beginning, words)
    found += _place(beginning, language, words)
    found += _hour(readout, beginning)
    return found


def _fact(kind: str, sentence: Sentence, start: int, end: int, told: str, **more: object) -> Fact:
    words = sentence.text[start:end].rstrip()
    at = sentence.part(start, start + len(words))
    return Fact(kind, words, told, at, sentence.text, **more)  # type: ignore[arg-type]


def _asked(sentence: Sentence, language: str, words: Words) -> Iterator[Fact]:
    text = simplified(sentence.text)  # one for one
    for m in (m for pattern in _ASKED[language] for m in pattern.finditer(text)):
        if not (words.forms.find(text) or words.talk.find(text)) or _of_a_body(text):
            continue
        kind = "invited" if m["what"].startswith(_INVITED) else "asked"
        side, end = _who(text, m)
        if not side and m[0].startswith("应") and m["what"] not in ("应约", "应邀"):
            continue  # 适应时代要求: no request at all
        name = gazetteer.side_name(side) if side else "the words do not say who"
        yield _fact(kind, sentence, m.start(), end, name, side=side)


def _of_a_body(text: str) -> bool:
    """Whether it tells of the UN or the like: it may be its meeting that was asked for."""
    known = gazetteer.places()
    return any(known[h.value].kind == "body" for h in gazetteer.find_places(text))


def _who(text: str, m: re.Match[str]) -> tuple[str, int]:
    """Whose request it was, empty where that is not said, and where the words for it end."""
    named = _named(text[: m.start()])
    if _LATTER.search(m.group()):
        return (named[-1].value if named else ""), m.end()
    if _FORMER.search(m.group()):
        return (named[0].value if named else ""), m.end()
    inside = [h for h in _named(m.group()) if gazetteer.may_speak(h.value)]
    if not inside or not m["who"] or m.start("who") < m.start("what"):
        return (inside[0].value if inside else ""), m.end("tail")
    end = inside[0].end
    for hit in inside[1:]:  # the President of Russia Vladimir Putin
        if hit.value == inside[0].value and hit.start - end <= _TITLE:
            end = hit.end
    end += m.start()
    follow = _TITLE_BEHIND.match(text, end)
    return inside[0].value, follow.end() if follow else end


def _named(text: str) -> list[Hit[str]]:
    found = (*gazetteer.find_people(text), *gazetteer.find_places(text))
    return sorted(found, key=lambda h: h.start)


def _lasted(sentence: Sentence, language: str, words: Words) -> Iterator[Fact]:
    text = sentence.text
    found = list(lengths(text))
    if not found or words.other.find(text):
        return
    lasting, talk = words.lasting.find(text), words.talk.find(text)
    for length in found:
        place = (length.start, length.end)
        before = any(h.end <= length.start and distance(text, (h.start, h.end), place) <= 6 for h in lasting)
        # A two-hour conversation; two hours of talks; 会谈约两小时.
        beside = any(distance(text, (h.start, h.end), place) <= 2 for h in talk if h.start >= length.end)
        beside |= language == "zh" and any(distance(text, (h.start, h.end), place) <= 4 for h in talk)
        if before or beside:
            bound, minutes = length.bound, length.minutes
            yield _fact("lasted", sentence, *place, length.told, minutes=minutes, bound=bound)


def _form(beginning: Sequence[Sentence], words: Words) -> Iterator[Fact]:
    """The most particular form in the first sentence that tells of a talk at all."""
    order = list(dict.fromkeys(_forms_in_order()))
    for sentence in beginning:
        text = sentence.text[:_HEAD]
        if hits := words.forms.find(text):
            hit = min(hits, key=lambda h: order.index(h.value.id))
            yield _fact("form", sentence, hit.start, hit.end, hit.value.label)
        if hits or words.talk.find(text):
            return


def _forms_in_order() -> Iterator[str]:
    for table in tables.read("occasion.toml"):
        yield from table.data.get("form", {})


def _place(beginning: Sequence[Sentence], language: str, words: Words) -> Iterator[Fact]:
    """Where the beginning says that it was: words after "in" that hold a known place."""
    for sentence in beginning:
        if not words.forms.find(sentence.text):
            continue
        for m in _PLACE[language].finditer(sentence.text[:_HEAD]):
            first, *more = m[1].split(",")
            if not gazetteer.find_places(m[1]) or first.endswith(("’s", "'s")):
                continue
            for part in more:  # Bali, Indonesia; but not: in Beijing, Xi Jinping
                if gazetteer.find_people(part) or not gazetteer.find_places(part):
                    break
                first += f",{part}"
            yield _fact("place", sentence, m.start(1), m.start(1) + len(first), first)
            return
        return


def _hour(readout: Readout, beginning: Sequence[Sentence]) -> Iterator[Fact]:
    """The hour that stands in a dateline: outside the body, or behind a day in its beginning."""
    for block in readout.blocks:
        if block.number is None and (m := _HOUR.search(block.text)):
            yield Fact("hour", m.group(), m.group(), None, " ".join(block.text.split())[:200])
            return
    for sentence in beginning:
        for m in _HOUR.finditer(sentence.text):
            if _AFTER_DAY.search(sentence.text[: m.start()]):
                yield _fact("hour", sentence, m.start(), m.end(), m.group())
                return
