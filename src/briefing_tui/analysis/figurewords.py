"""What tells figures apart: ``lexicon/figures.toml`` in memory."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefing_tui.analysis import tables
from briefing_tui.reading.terms import Matcher


class Words(NamedTuple):
    """Of a language: the names of currencies, by their signs; words before a number that tell by how much
    something changed; words of a sentence that tell what is wanted; "more than" (1) and "less than" (-1).
    """

    currency: Matcher[str]
    change: Matcher[None]
    target: Matcher[None]
    bound: Matcher[int]


@cache
def load(language: str) -> Words:
    """The words of a language (``en``, ``ru`` or ``zh``). Raises BriefingError with file and line."""
    currency: dict[str, str] = {}
    lists: dict[str, list[str]] = {"change": [], "target": [], "more": [], "less": []}
    for table in tables.read("figures.toml"):
        for section in table.data.keys() - lists.keys() - {"currency"}:
            raise table.wrong(section, f"[{section}] is none of currency.SIGN, {', '.join(lists)}")
        for name, listed in lists.items():
            row = tables.row(table, name, table.data.get(name, {}))
            listed += tables.patterns(table, row.get(language, []), language, name)
        for sign, given in tables.row(table, "currency", table.data.get("currency", {})).items():
            row = tables.row(table, sign, given)
            currency |= dict.fromkeys(tables.patterns(table, row.get(language, []), language, sign), sign)
    change, target = (Matcher((pattern, None) for pattern in lists[name]) for name in ("change", "target"))
    bound = Matcher([*((p, 1) for p in lists["more"]), *((p, -1) for p in lists["less"])])
    return Words(Matcher(currency.items()), change, target, bound)
