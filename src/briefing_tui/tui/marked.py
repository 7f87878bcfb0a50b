"""Words with what is gone and what is new marked in them, by signs and by roles."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from briefing_tui.analysis.worddiff import signed
from briefing_tui.tui.page import Page, Piece, runs
from briefing_tui.tui.typography import wrap

_ROLES = {"same": "text", "gone": "gap", "new": "accent"}


def put(page: Page, words: Iterable[tuple[str, str]], top: int, x: int, room: int) -> None:
    """Writes the words, each with its kind (``same``, ``gone``, ``new``), from line ``top`` on at column
    ``x``, in lines of at most ``room`` cells.
    """
    text, spans = "", []
    for kind, part in words:
        start = len(text)
        text += signed(kind, part)
        spans.append((start, len(text), _ROLES[kind]))
    for run in runs(text, wrap(text, room), top, x):
        at = x
        for start, end, role in spans:
            if start < run.end and end > run.start:
                piece = text[max(start, run.start) : min(end, run.end)]
                page.put(run.line, Piece(at, piece, role))
                at += cell_len(piece)
