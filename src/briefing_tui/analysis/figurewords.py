"""What tells figures apart: ``lexicon/figures.toml`` in memory."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefing_tui.analysis import tables
from briefing_tui.reading.terms import Matcher


class Words(NamedTuple):
    """Of a language: the names of currencies, by their signs; words before a number that tell by how much
    something changed; words of a sentence that tell what is wanted; "more than" (1) and "less than" (-1);
    what figures are of.
    """

    currency: Matcher[str]
    change: Matcher[None]
    target: Matcher[None]
    bound: Matcher[int]
    of: Matcher[str]


@cache
def load(language: str) -> Words:
    """The words of a language (``en``, ``ru`` or ``zh``). Raises BriefingError with file and line."""
    named: dict[str, dict[str, str]] = {"currency": {}, "of": {}}
    lists: dict[str, list[str]] = {"change": [], "target": [], "more": [], "less": []}
    for table in tables.read("figures.toml"):
        for section in table.data.keys() - lists.keys() - named.keys():
            raise table.wrong(section, f"[{section}] is none of currency.SIGN, {', '.join(lists)}, of.THING")
        for name, listed in lists.items():
            row = tables.row(table, name, table.data.get(name, {}))
            listed += tables.patterns(table, row.get(language, []), language, name)
        for section, found in named.items():
            for name, given in tables.row(table, section, table.data.get(section, {})).items():
                row = tables.row(table, name, given)
                found |= dict.fromkeys(tables.patterns(table, row.get(language, []), language, name), name)
    change, target = (Matcher((pattern, None) for pattern in lists[name]) for name in ("change", "target"))
    bound = Matcher([*((p, 1) for p in lists["more"]), *((p, -1) for p in lists["less"])])
    currency, of = (Matcher(found.items()) for found in named.values())
    return Words(currency, change, target, bound, of)
