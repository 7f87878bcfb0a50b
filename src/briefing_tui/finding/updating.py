"""Keeping the index as the briefs and notes on disk are: what is new, changed or gone, step by step."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from briefing_tui.files import digest
from briefing_tui.finding.index import Index, Signs
from briefing_tui.finding.pieces import Event, Pieces, event_of, of_brief, of_notes
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import BriefingError
from briefing_tui.notes.store import NoteStore

_LOOKED_AT = 50  # briefs between two steps where nothing has changed
_CHARACTERS = 100_000  # of text that are read before they are written


class Progress(NamedTuple):
    """How many of the briefs are in the index as they are now."""

    done: int
    total: int


def update(
    index: Index, shelf: Shelf, notes: NoteStore, stop: Callable[[], bool] = lambda: False
) -> Iterator[Progress]:
    """Brings the index up to what is on disk, in small steps, the last ids first: these begin with a date.

    ``stop`` is asked before every brief, and may rest; where it says so the update ends, and the index is
    whole. Raises Unavailable.
    """
    index.check()
    known = index.signs()
    there, noted = shelf.found(), notes.counts()
    if gone := known.keys() - there.keys() - noted.keys():
        index.forget(gone)
    ids = sorted({*there, *noted}, reverse=True)
    done = 0
    waiting: dict[Event, tuple[Signs, list[Pieces]]] = {}
    size = 0
    for n, brief in enumerate(ids, 1):
        if stop():
            return
        written = _short(repr(notes.signature(brief))) if brief in noted else ""
        signs = (_short(shelf.sign(there.get(brief, ()))), written)
        if known.get(brief) == signs:
            done += 1
        else:
            event, pieces = read(shelf, notes, brief, there=brief in there)
            waiting[event] = signs, pieces
            size += sum(len(piece.text) for _, of_source in pieces for piece in of_source)
        if n % _LOOKED_AT == 0 or size > _CHARACTERS or n == len(ids):
            if waiting:
                index.put(waiting)
            done += len(waiting)
            waiting, size = {}, 0
            yield Progress(done, len(ids))


def read(shelf: Shelf, notes: NoteStore, brief_id: str, *, there: bool = True) -> tuple[Event, list[Pieces]]:
    """All that is to be found of a brief and its notes; of a broken one only these."""
    brief = None
    if there:
        with contextlib.suppress(BriefingError):
            brief = shelf.open(brief_id)
    written = notes.of(brief_id)
    return event_of(brief_id, brief, written), [*(of_brief(brief) if brief else ()), *of_notes(written)]


def _short(sign: str) -> str:
    return digest(sign.encode(errors="replace"))[:16]
