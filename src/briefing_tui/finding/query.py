"""The words people search and filter with: ``gas "strategic stability" -oil side:russia after:2025``. Pure.

One table of keys for the search and for the filter of the library; each says which of them it takes.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing_tui.finding.terms import Term, terms
from briefing_tui.model import CARDS, UsageError
from briefing_tui.reading.gazetteer import find_places, is_side, places
from briefing_tui.reading.unsafe import clean_line

SEARCH_KEYS = ("side", "lang", "after", "before", "on", "kind", "brief", "in")
LIBRARY_KEYS = ("side", "lang", "after", "before", "on", "kind", "card", "tag", "has", "origin", "is")
IN = ("texts", "notes")
HAS = ("note", "gap")
ORIGINS = ("bundled", "shared", "yours", "library")
IS = ("broken",)
_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“”", "「": "」", "『": "』"}
_PART = re.compile(
    r"(?P<no>-)?(?:(?P<key>[a-zA-Z]+)[:：])?(?P<hash>#)?(?P<body>"
    + "|".join(f"{begin}[^{end}]*[{end}]?" for begin, end in _QUOTES.items())
    + r"|\S*)"
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word, or several that stand side by side in this order; ``no``: they must not be there.

    ``terms`` as ``finding.terms`` makes them. ``written`` is what was typed, without quotation marks.
    ``beginning`` is set, to the last word folded, where more letters of it may follow; ``completed`` are the
    terms of words that begin so, where these are known.
    """

    terms: tuple[str, ...]
    written: str
    no: bool = False
    beginning: str = ""
    completed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """``key:value``, the value checked; ``no``: it must not hold.

    ``values`` are alternatives: ids of sides (``side``), cards (``card``), one ISO day (``after``: from that
    day on; ``before``: on an earlier day), two of them (``on``: the first and the last day); else what was
    typed, in lower case.
    """

    key: str
    values: tuple[str, ...]
    no: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """``text`` as it was typed, and what it stands for: all of it must hold."""

    text: str = ""
    wanted: tuple[Wanted, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def looks(self) -> bool:
        """Whether there is a word to look for: what is only left out finds nothing."""
        return any(not w.no for w in self.wanted)

    def of(self, key: str) -> tuple[Condition, ...]:
        return tuple(c for c in self.conditions if c.key == key)


def parse(text: str, keys: Collection[str] = SEARCH_KEYS, *, typing: bool = False) -> Query:
    """The query in a line. Raises UsageError, in one line, for a key, a side, a day ... that there is not.

    ``typing``: the person is still at it; a word at the very end may be the beginning of a longer one.
    """
    wanted: list[Wanted] = []
    conditions: list[Condition] = []
    for part in _PART.finditer(text):
        no, body = bool(part["no"]), part["body"]
        key = (part["key"] or ("tag" if part["hash"] and "tag" in keys else "")).lower()
        plain = _unquoted(body)
        if key and key not in keys:
            there = ", ".join(f"{k}:" for k in keys)
            raise UsageError(f"no key {key}:; there are {there}; words with a colon go in quotes")
        if key and (value := plain.strip()):
            if no and key in ("after", "before", "on"):
                raise UsageError(f"{key}: cannot be turned round with -; say after: or before: the day")
            conditions.append(Condition(key, _VALUES[key](value), no))
        elif found := terms(plain) if not key else []:
            last = found[-1]
            may_go_on = typing and not no and body == plain and part.end() == len(text)
            begun = may_go_on and last.end == len(plain) and len(last.word) > 1
            wanted.append(Wanted(tuple(t.term for t in found), plain, no, last.word if begun else ""))
    return Query(text, tuple(wanted), tuple(conditions))


def _unquoted(text: str) -> str:
    if text and text[0] in _QUOTES:
        return text[1:-1] if len(text) > 1 and text[-1] in _QUOTES[text[0]] else text[1:]
    return text


# -- what stands in a text --------------------------------------------------------------------------


def holds(wanted: Iterable[Wanted], text: Sequence[Term]) -> bool:
    """Whether a text's terms have all that is wanted and nothing that is not."""
    return all(w.no != any(True for _ in _places(w, text)) for w in wanted)


def spans(wanted: Iterable[Wanted], text: Sequence[Term]) -> list[Span]:
    """Where the words that are wanted stand, from the first: offsets in the text; none overlap."""
    found = sorted((text[a].start, text[b - 1].end) for w in wanted if not w.no for a, b in _places(w, text))
    merged: list[Span] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            start, end = merged[-1][0], max(end, merged[-1][1])
            merged.pop()
        merged.append((start, end))
    return merged


def _places(wanted: Wanted, text: Sequence[Term]) -> Iterator[Span]:
    """From which to which term of the text the words stand."""
    size = len(wanted.terms)
    whole = wanted.terms[:-1] if wanted.beginning else wanted.terms
    for at in range(len(text) - size + 1):
        if all(text[at + i].term == term for i, term in enumerate(whole)) and (
            not wanted.beginning or _may_be(wanted, text[at + size - 1])
        ):
            yield at, at + size


def _may_be(wanted: Wanted, term: Term) -> bool:
    return (
        term.term == wanted.terms[-1]
        or term.term in wanted.completed
        or term.word.startswith(wanted.beginning)
    )


# -- values of keys ---------------------------------------------------------------------------------


def _side(value: str) -> tuple[str, ...]:
    """By id or name, in English, Russian or Chinese; the beginning of one will do."""
    word = value.casefold()
    if word in places() and is_side(word):
        return (word,)
    hits = {hit for name in (value, value.upper()) for hit in find_places(name) if hit.text == name}
    named = {hit.value for hit in hits if is_side(hit.value)}
    begin = {p.id for p in places().values() if is_side(p.id) and _begins(word, (p.id, p.name, *p.names))}
    if not (found := tuple(sorted(named or begin))):
        raise UsageError(f"no side {clean_line(value)}; a side is a name such as russia, Китай, 美国, nato")
    return found


def _begins(word: str, names: Iterable[str]) -> bool:
    return any(name.casefold().startswith(word) for name in names)


def _language(value: str) -> tuple[str, ...]:
    if not (value.isascii() and value.isalpha() and len(value) <= 3):
        raise UsageError(f"no language {clean_line(value)}; a language is two letters, such as en, ru, zh")
    return (value.lower(),)


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?-?")


def _days(value: str) -> tuple[str, str]:
    """The first and the last day (ISO) of a year, a month, a day."""
    match = _DATE.fullmatch(value)
    try:
        if not match:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in match.groups())
        first = dt.date(year, month or 1, day or 1)
        last = day or calendar.monthrange(year, month or 12)[1]
        return first.isoformat(), dt.date(year, month or 12, last).isoformat()
    except ValueError:
        raise UsageError(
            f"no date {clean_line(value)}; a date is a day 2025-02-24, a month 2025-02 or a year 2025"
        ) from None


def _card(value: str) -> tuple[str, ...]:
    word = value.casefold()
    found = tuple(c for c in CARDS if word in (c, str(c.digit)) or word in c.heading.casefold())
    if not found:
        there = ", ".join(f"{c.digit} {c}" for c in CARDS)
        raise UsageError(f"no card {clean_line(value)}; cards are {there}")
    return found


def _one_of(words: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    def value(typed: str) -> tuple[str, ...]:
        found = tuple(w for w in words if w.startswith(typed.casefold()))
        if not found:
            raise UsageError(f"{clean_line(typed)!r} is none of {', '.join(words)}")
        return found

    return value


def _as_typed(value: str) -> tuple[str, ...]:
    return (value.casefold(),)


def _kind(value: str) -> tuple[str, ...]:
    if not terms(value):
        raise UsageError(f"no kind {clean_line(value)}; a kind is a word such as meeting, call, visit")
    return (value.casefold(),)


_VALUES: dict[str, Callable[[str], tuple[str, ...]]] = {
    "side": _side,
    "lang": _language,
    "after": lambda value: _days(value)[:1],
    "before": lambda value: _days(value)[:1],
    "on": _days,
    "kind": _kind,
    "brief": _as_typed,
    "card": _card,
    "tag": lambda value: (value.lstrip("#").casefold(),),
    "has": _one_of(HAS),
    "in": _one_of(IN),
    "origin": _one_of(ORIGINS),
    "is": _one_of(IS),
}
