"""Meetings of the same sides in their order."""

from __future__ import annotations

from pathlib import Path

from briefing_tui.library.series import previous, series
from briefing_tui.library.shelf import Entry, Shelf
from briefing_tui.model import Brief


def entry(name: str, date: str, *sides: str, problem: str = "") -> Entry:
    return Entry(name, "yours", Path(name), date=date, side_ids=sides, problem=problem)


def brief(day: str, *sides: str) -> Brief:
    return Brief("here", "Here", day, sides or ("russia", "china"), ())


ENTRIES = [
    entry("d", "2026-03-01", "china", "russia"),
    entry("c", "2026-02-04", "russia", "china"),
    entry("c2", "2026-02-04", "russia", "china"),
    entry("b", "2025-02-24", "russia", "china"),
    entry("other", "2025-06-01", "russia", "united-states"),
    entry("three", "2025-07-01", "russia", "china", "india"),
    entry("undated", "", "russia", "china"),
    entry("broken", "2025-08-01", "russia", "china", problem="no readouts"),
]


def test_the_same_sides_in_whatever_order_the_oldest_first() -> None:
    assert [e.id for e in series(ENTRIES, ("china", "russia"))] == ["b", "c", "c2", "d"]


def test_the_meeting_before_is_on_an_earlier_day() -> None:
    def before(day: str) -> str | None:
        return getattr(previous(ENTRIES, brief(day)), "id", None)

    assert [before(e.date) for e in ENTRIES[:4]] == ["c2", "b", "b", None]
    assert before("2026-02-05") == "c2", "of a brief that is not in the library"


def test_what_has_no_place_in_the_order_has_none_before() -> None:
    assert previous(ENTRIES, brief("")) is None
    assert previous(ENTRIES, brief("2026-03-01", "russia", "kenya")) is None


def test_bundled_briefs_have_their_sides(shelf: Shelf) -> None:
    assert previous(shelf.entries(), shelf.open("2026-02-04-putin-xi")) is not None
