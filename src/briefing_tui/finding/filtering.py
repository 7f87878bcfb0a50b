"""Which briefs of the library to list, by words such as ``visit side:china after:2015 -has:note``."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence

from briefing_tui.finding.catalogue import Where
from briefing_tui.finding.query import LIBRARY_KEYS, Condition, parse
from briefing_tui.model import Note
from briefing_tui.notes.filter import has_tag
from briefing_tui.reading.terms import fold

SYNTAX = "words · side: after: before: on: kind: lang: tag: has: card: origin: is:broken · -not"


def where(words: str, noted: Collection[str], notes: Callable[[], Sequence[Note]]) -> Where:
    """The filter in a line, as a condition on the rows of the catalogue. Raises BriefingError.

    Words are looked for in title, id and place. ``noted`` are the ids of briefs with notes; ``notes`` gives
    all notes, and is asked only for tags.
    """
    query = parse(words, LIBRARY_KEYS)
    made: list[tuple[bool, str, tuple[object, ...]]] = [
        (wanted.no, "instr(text, ?)", (fold(wanted.written),)) for wanted in query.wanted
    ]
    for condition in query.conditions:
        if condition.key == "tag":
            (tag,) = condition.values
            tagged = {note.brief for note in notes() if has_tag(note, tag)}
            made.append((condition.no, *_among(tagged)))
        elif condition.key == "has":
            made.append((condition.no, *_among(noted)))
        else:
            made.append((condition.no, *_PLAIN[condition.key](condition)))
    sql = " AND ".join(f"{'NOT ' if no else ''}({test})" for no, test, _ in made)
    return Where(sql, tuple(value for *_, values in made for value in values))


_Test = tuple[str, tuple[object, ...]]


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
