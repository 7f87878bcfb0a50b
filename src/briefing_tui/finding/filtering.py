"""Which briefs of the library to list, by words such as ``visit side:china after:2015 -has:note``."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence

from briefing_tui.finding.catalogue import KNOWN, Where
from briefing_tui.finding.query import LIBRARY_KEYS, Condition, parse
from briefing_tui.model import Note
from briefing_tui.notes.filter import has_tag
from briefing_tui.reading.terms import fold

SYNTAX = "words · side: after: before: on: kind: lang: tag: has: card: origin: is:broken · -not"
SYNTAX_IN_SHORT = "words -not side: after: before: on: kind: lang: tag: has: card: origin: is:"


def where(words: str, noted: Collection[str], notes: Callable[[], Sequence[Note]]) -> Where:
    """The filter in a line, as a condition on the rows of the catalogue. Raises BriefingError.

    Words are looked for in title, id and place. ``noted`` are the ids of briefs with notes; ``notes`` gives
    all notes, and is asked only for tags.
    """
    query = parse(words, LIBRARY_KEYS)
    made = [_not(wanted.no, ("instr(text, ?)", (fold(wanted.written),))) for wanted in query.wanted]
    facts = False
    for c in query.conditions:
        if c.key == "tag":
            made.append(_not(c.no, _among({note.brief for note in notes() if has_tag(note, c.values[0])})))
        elif c.key == "card":
            facts = True
            made.append(_known(c.no, *_listed("cards")(c)))
        elif c.key == "has" and "gap" in c.values:
            facts = True
            made.append(_known(c.no, "gaps > 0", ()))
        elif c.key == "has":
            made.append(_not(c.no, _among(noted)))
        else:
            made.append(_not(c.no, _PLAIN[c.key](c)))
    values = tuple(value for _, values in made for value in values)
    return Where(" AND ".join(test for test, _ in made), values, facts)


_Test = tuple[str, tuple[object, ...]]


def _not(no: bool, test: _Test) -> _Test:
    return f"{'NOT ' if no else ''}({test[0]})", test[1]


def _known(no: bool, sql: str, values: tuple[object, ...]) -> _Test:
    """Of a brief that is not analysed yet neither the test holds nor its opposite."""
    sql, values = _not(no, (sql, values))
    return f"EXISTS ({KNOWN} AND {sql})", values


def _among(ids: Iterable[str]) -> _Test:
    return "id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)


def _listed(column: str) -> Callable[[Condition], _Test]:
    """One of the values is among the lines of the column."""

    def test(condition: Condition) -> _Test:
        one = f"instr(char(10) || {column} || char(10), char(10) || ? || char(10))"
        return " OR ".join([one] * len(condition.values)), condition.values

    return test


_PLAIN: dict[str, Callable[[Condition], _Test]] = {
    "side": _listed("side_ids"),
    "lang": _listed("languages"),
    "origin": _listed("origin"),
    "after": lambda c: ("date >= ?", c.values),
    "before": lambda c: ("date <> '' AND date < ?", c.values),
    "on": lambda c: ("date BETWEEN ? AND ?", c.values),
    "kind": lambda c: ("instr(kinds, ?)", (fold(c.values[0]),)),
    "is": lambda _: ("problem <> ''", ()),
}
