"""A brief beside the last meeting of the same sides before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefing_tui.analysis.changes import Changes, changes
from briefing_tui.library.series import previous
from briefing_tui.library.shelf import Entry, Shelf
from briefing_tui.model import Brief, Comparison, Pair


def why_none(brief: Brief) -> str:
    """Why there is nothing to compare the brief with."""
    if not brief.date:
        return "the brief has no date: it stands in no series of meetings"
    return "no earlier meeting of these sides is in the library: nothing to compare with"


def since(
    shelf: Shelf,
    entries: Iterable[Entry],
    brief: Brief,
    compare: Callable[[Brief, Pair], Comparison],
    *,
    original: bool = False,
) -> Changes | None:
    """What changed since that meeting; None where there is none among the ``entries`` of the shelf.
    ``compare`` and ``original`` are as for ``analysis.changes``. Raises BriefingError where the earlier brief
    cannot be read.
    """
    before = previous(entries, brief)
    if before is None:
        return None
    return changes(shelf.open(before.id), brief, compare, original=original)
