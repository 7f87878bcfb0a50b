"""Who is the subject of a verb in a readout: its own side, the other, both, or somebody else.

Method: names and words for both sides, from which those are left out that cannot be a subject where they
stand: with a preposition or a verb before them, in an oblique case (Russian), with an apostrophe or 的. The
nearest that is left before the verb is its subject. It is meant to say nothing rather than something wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefing_tui.model import Readout
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import Hit, Matcher, Word, fold, words

Who = Literal["own", "other", "both", "third"]
# An adjective: Russian, Chinese, British, French, Pakistani.
_ADJECTIVE = re.compile(r"(?:ian|ean|ese|ish|nch|can|man|ani|eli|aqi|ino|иан|ский|ская)$")
_OBLIQUE_ADJECTIVE = re.compile(r"(?:ой|ей|ого|его)$")
_GENITIVE = re.compile(r"^[А-ЯЁA-Z]|(?:ых|их)$")  # of Ukraine, of European states
_NEAR = 20  # characters, for a title before the names
_HYPHENS = ("-", "‑", "–")
_COMMA = re.compile(r"[,，、;；:：()–—]")
# With a name: and somebody of whom nothing is known.
_WITH_ANOTHER = {
    "en": re.compile(r"\s+and\s+(?:the\s+)?[A-Z]"),
    "ru": re.compile(r"\s+и\s+[А-ЯЁ]"),
    "zh": re.compile(r"(?!)"),
}
_ANOTHER_WITH = re.compile(r"(?:^|[\s“(])(?:[Hh]e|[Ss]he|[Оо]н|[Оо]на|[A-ZА-ЯЁ][\w-]+)\s+(?:and|и)\s+$")
_OFFICES = frozenset(
    ("president", "general", "secretary", "chairman", "prime", "minister", "premier", "king")
)
_NO_SHORT = frozenset(("he", "an", "so", "you", "long", "may", "will"))  # He Lifeng is not meant by every He
_BEGINNING = 100_000  # characters in which people are introduced
_NO_PRONOUN = tuple("们的国人方")  # 他们, 他的, 他国, 他人, 他方
_MARKS = tuple("，。；：、“”》…—！？")
_MOST_TITLES = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """What may govern the verbs behind it: whose it is, and where it stands."""

    who: Who
    start: int
    end: int
    person: bool = True

    def governs(self, text: str, verb: int) -> bool:
        """Whether a verb at that offset may be its own: a state stands by its verb, without a comma."""
        return self.end <= verb and (self.person or not _COMMA.search(text, self.end, verb))


@dataclass(frozen=True, slots=True)
class Cast:
    """Whose the names of a readout are: ``sides`` by the id of a place, ``short`` for names cut short."""

    sides: Mapping[str, Who]
    short: Matcher[str]

    @classmethod
    def of(cls, readout: Readout, others: Iterable[str]) -> Cast:
        """Of the readout's side and the others (ids). Xi Jinping, once named, may be Xi from then on."""
        sides: dict[str, Who] = {**dict.fromkeys(others, "other"), readout.side: "own"}
        whole = "\n".join(b.text for b in readout.body)[:_BEGINNING]
        short = {}
        for hit in gazetteer.find_people(whole) if readout.language == "en" else ():
            names = [w.written for w in words(hit.text) if w.folded not in _OFFICES]
            told = len(names) > 1 or (names and len(words(hit.text)) > 1)
            if told and fold(names[0]) not in _NO_SHORT:
                short[names[0]] = hit.value
        return cls(sides, Matcher(short.items()))

    def people(self, text: str) -> list[Hit[str]]:
        """The people named in a text, by whole names and by short ones."""
        found = gazetteer.find_people(text)
        more = [h for h in self.short.find(text) if h.text[:1].isupper()]
        return found + [m for m in more if not any(h.start < m.end and m.start < h.end for h in found)]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's small words, folded: those of ``commitments.toml`` that say what may be a subject."""

    language: str
    both: Matcher[None]
    opens: frozenset[str]
    oblique: frozenset[str]
    titles: frozenset[str]
    side: frozenset[str]
    joins: frozenset[str]
    of: frozenset[str]
    ours: frozenset[str]
    pronouns: frozenset[str]


@dataclass(slots=True)
class _Name:
    who: Who
    start: int
    end: int
    person: bool
    hit: Hit[str]


def subjects(text: str, grammar: Grammar, cast: Cast, speaker: Who | None = None) -> list[Subject]:
    """What may be a subject in the text, in order. ``speaker`` is who spoke last: the "he" of "he added"."""
    names = _joined(text, grammar, list(_names(text, grammar, cast)))
    found = [Subject(n.who, n.start, n.end, n.person) for n in names if _may_govern(text, grammar, n)]
    found += [
        Subject("third" if _of_others(text, h, grammar, names) else "both", h.start, h.end)
        for h in grammar.both.find(text)
        if _both_govern(text, h, grammar)
    ]
    again = _pronoun(text, grammar) if speaker else None
    others = [*(n.start for n in names), *(s.start for s in found)]
    if speaker and again and all(start > again[0] for start in others):
        found.append(Subject(speaker, *again))
    return sorted(found, key=lambda s: (s.start, s.end))


def named(text: str, grammar: Grammar, cast: Cast) -> set[Who]:
    """Whose names stand in a text, as its subjects or not."""
    names = _joined(text, grammar, list(_names(text, grammar, cast)))
    both = (h for h in grammar.both.find(text) if not _of_others(text, h, grammar, names))
    return {n.who for n in names} | {"both" for _ in both}


def _pronoun(text: str, grammar: Grammar) -> tuple[int, int] | None:
    """Where the first "he" or "she" stands that may be a subject."""
    if grammar.language == "zh":
        for found in re.finditer("|".join(grammar.pronouns), text):
            if text[found.end() : found.end() + 1] not in _NO_PRONOUN and _begins_clause_zh(
                text[: found.start()], grammar
            ):
                return found.span()
        return None
    row = words(text)
    for word, behind in zip(row, [*row[1:], None], strict=True):
        name = behind and behind.written[:1].isupper()  # He Yadong
        if word.folded in grammar.pronouns and not name and _begins_clause(text[: word.start], grammar):
            return word.start, word.end
    return None


def _names(text: str, grammar: Grammar, cast: Cast) -> Iterator[_Name]:
    found = [(h, True) for h in cast.people(text)] + [(h, False) for h in gazetteer.find_places(text)]
    free = 0
    for hit, person in sorted(found, key=lambda f: (f[0].start, -f[0].end)):
        if hit.start < free:
            continue
        free = hit.end
        start = hit.start if person else _title_before(text, hit.start, grammar)
        person = person or start < hit.start
        yield _Name(cast.sides.get(hit.value, "third"), start, hit.end, person, hit)


def _title_before(text: str, start: int, grammar: Grammar) -> int:
    """Where a title before the name of a state begins (the President of China), else where the name does."""
    before = words(text[:start])[-2:]
    if before and before[-1].folded == "of":
        before = before[:-1]
    elif grammar.language != "ru":
        return start
    office = before[-1] if before else None
    return office.start if office and office.folded in grammar.side else start


def _joined(text: str, grammar: Grammar, names: list[_Name]) -> list[_Name]:
    """Names of the two sides with "and" between them are one: both."""
    made: list[_Name] = []
    for name in names:
        last = made[-1] if made else None
        if last and _is_and(text[last.end : name.start], grammar):
            pair = {last.who, name.who}
            who: Who = "third" if "third" in pair else "both" if len(pair) > 1 or "both" in pair else name.who
            made[-1] = _Name(who, last.start, name.end, last.person, last.hit)
        elif last and name.person and not last.person and _is_title(text[last.end : name.start], grammar):
            # "Russian President Putin", "President of China Xi Jinping": the person it is.
            made[-1] = _Name(name.who, last.start, name.end, True, name.hit)
            if len(made) > 1 and _is_and(text[made[-2].end : last.start], grammar):
                made[-2:] = _joined(text, grammar, made[-2:])
        else:
            made.append(name)
    for name in made:
        known = text[: name.start]
        if _WITH_ANOTHER[grammar.language].match(text, name.end) or _ANOTHER_WITH.search(known):
            name.who = "third"
    return made


def _is_and(between: str, grammar: Grammar) -> bool:
    if grammar.language == "zh":
        rest = between.strip()
        for title in sorted(grammar.titles, key=len, reverse=True):
            rest = rest.replace(title, "")
        return rest in grammar.joins or not between
    parts = words(between)
    joins = [w for w in parts if w.folded in grammar.joins]
    plain = not re.search(r"[,.;:()“”«»]", between)
    return plain and len(joins) == 1 and all(_goes_with_name(w, grammar) for w in parts if w not in joins)


def _is_title(between: str, grammar: Grammar) -> bool:
    if grammar.language == "zh":
        return between in grammar.titles or not between
    return not re.search(r"[,.;:()“”«»]", between) and all(
        _goes_with_name(w, grammar) for w in words(between)
    )


def _goes_with_name(word: Word, grammar: Grammar) -> bool:
    return word.written[:1].isupper() or word.folded in grammar.titles


def _both_govern(text: str, hit: Hit[None], grammar: Grammar) -> bool:
    before = text[: hit.start].rstrip()
    if grammar.language == "zh":
        return not before.endswith(tuple(grammar.oblique))
    last = next(reversed(words(before)), None)
    if last is None or last.end < len(before):  # a comma, a dash, a quotation mark
        return True
    return last.folded not in grammar.oblique and not _OBLIQUE_ADJECTIVE.search(last.folded)


def _of_others(text: str, hit: Hit[None], grammar: Grammar, names: list[_Name]) -> bool:
    """Whether it is said whose leaders or sides they are, and it is not these two: the leaders of the G7."""
    if grammar.language == "zh":
        named = any(n.end == hit.start and n.who == "both" for n in names)
        return not (named or _begins_clause_zh(text[: hit.start], grammar))
    follow = [w for w in words(text[hit.end : hit.end + 60]) if w.folded != "the"]
    if not follow or text[hit.end : hit.end + follow[0].start].strip():  # nothing, a comma
        return False
    if follow[0].folded in grammar.of:
        follow = follow[1:] or follow
    elif grammar.language != "ru" or not _GENITIVE.search(follow[0].written):
        return False
    start = hit.end + follow[0].start
    both = any(n.who == "both" and start <= n.start <= start + _NEAR for n in names)
    return not both and follow[0].folded not in grammar.ours


def _may_govern(text: str, grammar: Grammar, name: _Name) -> bool:
    if grammar.language == "zh":
        return not text.startswith("的", name.end) and _begins_clause_zh(text[: name.start], grammar)
    if text[name.end : name.end + 1] in _HYPHENS or text[: name.start].endswith(_HYPHENS):
        return False  # One-China, China–US relations
    written = text[name.start : name.end]
    if written.lower().endswith(("'s", "’s", "s’")) or text[name.end : name.end + 2] in ("'s", "’s"):
        return False
    if not name.person and not _speaks(text, name, grammar):
        return False
    titled = name.start < name.hit.start
    if grammar.language == "ru" and name.person and not titled and name.hit.pattern.endswith("*"):
        return _nominative(name.hit)
    return _begins_clause(text[: name.start], grammar)


def _speaks(text: str, name: _Name, grammar: Grammar) -> bool:
    """Whether the name of a state is one (Russia supports), or says whose side it is (the Russian side)."""
    follow = words(text[name.end : name.end + 40])
    if follow and follow[0].folded in grammar.side:
        return True
    place = gazetteer.places().get(name.hit.value)
    own = {fold(n.rstrip("*")) for n in place.names} if place else set()
    word = fold(name.hit.text)
    if grammar.language == "ru":
        stem = fold(name.hit.pattern.rstrip("*"))
        if name.who == "third" and word in (
            f"{stem}а",
            f"{stem}я",
        ):  # or a genitive
            return True
        return word in own or word.endswith("ия") or name.hit.text.isupper()
    return word in own or not _ADJECTIVE.search(word)


def _nominative(hit: Hit[str]) -> bool:
    word, stem = fold(hit.text), fold(hit.pattern.rstrip("*"))
    return word == stem or word in (f"{stem}ий", f"{stem}ый", f"{stem}ая")


def _begins_clause(before: str, grammar: Grammar) -> bool:
    """Whether what stands before a name, its titles gone over, lets it be a subject."""
    at = len(before)
    for word in reversed(words(before)[-_MOST_TITLES - 1 :]):
        if before[word.end : at].strip(" \u00a0\t"):  # a comma, a dash, a quotation mark
            return True
        if word.folded in grammar.opens:
            return True
        if not _goes_with_name(word, grammar):
            return False
        at = word.start
    return len(words(before)) <= _MOST_TITLES


def _begins_clause_zh(before: str, grammar: Grammar) -> bool:
    for _ in range(_MOST_TITLES):
        if not before or before.endswith((*_MARKS, *grammar.opens)):
            return True
        title = next((t for t in grammar.titles if before.endswith(t)), "")
        if not title:
            return False
        before = before[: -len(title)]
    return False
