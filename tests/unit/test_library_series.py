"""Meetings of the same sides in their order."""

from __future__ import annotations

from pathlib import Path

from briefing_tui.library.series import previous, series
from briefing_tui.library.shelf import Entry, Shelf


def entry(name: str, date: str, *sides: str, problem: str = "") -> Entry:
    return Entry(name, "yours", Path(name), date=date, side_ids=sides, problem=problem)


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
    assert [getattr(previous(ENTRIES, name), "id", None) for name in ("d", "c2", "c", "b")] == [
        "c2", "b", "b", None,
    ]  # fmt: skip


def test_what_has_no_place_in_the_order_has_none_before() -> None:
    assert [previous(ENTRIES, name) for name in ("undated", "broken", "unknown", "three")] == [None] * 4


def test_bundled_briefs_have_their_sides(shelf: Shelf) -> None:
    assert previous(shelf.entries(), "2026-02-04-putin-xi") is not None
