"""The meetings of the same sides, one after the other: what a brief is compared with over time."""

from __future__ import annotations

from collections.abc import Iterable

from briefing_tui.library.shelf import Entry
from briefing_tui.model import Brief


def series(entries: Iterable[Entry], sides: Iterable[str]) -> list[Entry]:
    """The entries of exactly these sides (ids, in any order), the oldest first.

    Left out are broken ones and those of which no date is known: they stand in no order.
    """
    wanted = frozenset(sides)
    found = [e for e in entries if not e.problem and e.date and frozenset(e.side_ids) == wanted]
    return sorted(found, key=lambda e: (e.date, e.id))


def previous(entries: Iterable[Entry], brief: Brief) -> Entry | None:
    """The last meeting of the same sides before the brief, on an earlier day; None where there is none, or
    the brief has no date. The brief need not be of the library.
    """
    return next((e for e in reversed(series(entries, brief.sides)) if e.date < brief.date), None)
