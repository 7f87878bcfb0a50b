"""The meetings of the same sides, one after the other: what a brief is compared with over time."""

from __future__ import annotations

from collections.abc import Iterable

from briefing_tui.library.shelf import Entry


def series(entries: Iterable[Entry], sides: Iterable[str]) -> list[Entry]:
    """The entries of exactly these sides (ids, in any order), the oldest first.

    Left out are broken ones and those of which no date is known: they stand in no order.
    """
    wanted = frozenset(sides)
    found = [e for e in entries if not e.problem and e.date and frozenset(e.side_ids) == wanted]
    return sorted(found, key=lambda e: (e.date, e.id))


def previous(entries: Iterable[Entry], brief: str) -> Entry | None:
    """The last meeting of the same sides before the brief (its id), on an earlier day; None where there is
    none, or the brief is not among the entries.
    """
    known = list(entries)
    here = next((e for e in known if e.id == brief and not e.problem), None)
    if here is None or not here.date:
        return None
    return next((e for e in reversed(series(known, here.side_ids)) if e.date < here.date), None)
