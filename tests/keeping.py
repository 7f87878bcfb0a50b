"""Files put into a library in one step, as tests need it: `briefing import FILES` that asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing_tui.library.importing import Decision, Imported, keep
from briefing_tui.library.proposing import read, settle
from briefing_tui.library.shelf import Shelf
from briefing_tui.library.table import Table
from briefing_tui.reading.unsafe import clean_line


def keep_files(
    shelf: Shelf,
    paths: Sequence[Path],
    *,
    brief_id: str | None = None,
    side: str | None = None,
    language: str | None = None,
) -> Imported:
    """Files as one brief; reads all of them first, so that with a bad one nothing changes.

    Raises BriefingError.
    """
    texts = read(paths, {"side": side, "language": language})
    proposal = settle(texts, None if brief_id else Table(shelf))
    return keep(shelf, proposal, Decision(brief_id or ""), clean_line(str(paths[0])))
