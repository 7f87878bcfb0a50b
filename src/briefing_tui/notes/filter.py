"""Which notes to list, by words such as ``gas #trade card:economy state:review``. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from briefing_tui.model import CARDS, BriefingError, Note, Standing
from briefing_tui.notes.standings import Standings

KEYS = ("tag", "brief", "card", "state", "confidence")
STATES = (*Standing, "broken", "conflict")
_TERM = re.compile(r'(?P<no>-)?(?:(?P<key>[a-zA-Z]+):)?(?P<hash>#)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S*))')


_Test = Callable[[Note, Standings], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """``words`` as they were typed, and the tests they stand for; a note must pass all."""

    words: str = ""
    tests: tuple[_Test, ...] = ()

    def matches(self, note: Note, standings: Standings) -> bool:
        """``standings`` are asked only what the filter is about: they open the note's brief for it."""
        return all(test(note, standings) for test in self.tests)


def parse(words: str) -> Filter:
    """The filter in a line. Raises BriefingError for a key, a card or a state that there is not."""
    words = words.strip()
    found = [m for m in _TERM.finditer(words) if m["phrase"] or m["word"]]
    return Filter(words, tuple(map(_test, found)))


def has_tag(note: Note, tag: str) -> bool:
    """Whether the note has the tag, or one below it: ``trade/gas`` is a ``trade``."""
    tag = tag.lstrip("#").casefold()
    return any(t == tag or t.startswith(tag + "/") for t in map(str.casefold, note.tags))


def _test(found: re.Match[str]) -> _Test:
    value = (found["phrase"] or found["word"]).casefold()
    key = (found["key"] or ("tag" if found["hash"] else "")).lower()
    make = _MAKERS.get(key)
    if make is None:
        raise BriefingError(
            f"no key {key}:; there are {', '.join(k + ':' for k in KEYS)}; words with a colon go in quotes"
        )
    test = make(value)
    return (lambda note, standings: not test(note, standings)) if found["no"] else test


def _word(value: str) -> _Test:
    def test(note: Note, _: Standings) -> bool:
        return any(value in part.casefold() for part in (note.body, note.anchor.exact, note.author))

    return test


def _tag(value: str) -> _Test:
    return lambda note, _: has_tag(note, value)


def _brief(value: str) -> _Test:
    return lambda note, standings: (
        value in note.brief.casefold() or value in standings.title(note.brief).casefold()
    )


def _card(value: str) -> _Test:
    cards = {c for c in CARDS if value in (c, str(c.digit)) or value in c.heading.casefold()}
    if not cards:
        raise BriefingError(f"no card {value}; cards are {', '.join(f'{c.digit} {c}' for c in CARDS)}")
    return lambda note, standings: standings.card(note) in cards


def _state(value: str) -> _Test:
    states = {s for s in STATES if s.startswith(value)}
    if not states:
        raise BriefingError(f"no state {value}; states are {', '.join(STATES)}")

    def test(note: Note, standings: Standings) -> bool:
        if note.problem:
            return "broken" in states
        if note.conflict_of and "conflict" in states:
            return True
        return bool(states & set(Standing)) and standings.of(note) in states

    return test


def _confidence(value: str) -> _Test:
    return lambda note, _: bool(note.confidence) and note.confidence.casefold().startswith(value)


_MAKERS: dict[str, Callable[[str], _Test]] = {
    "": _word, "tag": _tag, "brief": _brief, "card": _card, "state": _state, "confidence": _confidence,
}  # fmt: skip
