"""Searching all readouts and notes: by the index, and where there is none through all texts, slower."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing_tui.finding.index import Index, open_index
from briefing_tui.finding.pieces import Found, fits, fits_event, fits_source, found
from briefing_tui.finding.query import Query
from briefing_tui.finding.updating import Progress, read, update
from briefing_tui.library.database import Unavailable
from briefing_tui.library.shelf import Shelf
from briefing_tui.notes.store import NoteStore

_AT_ONCE = 20  # hits that are fetched together
_TRIES = 3  # of keeping an index that others find broken meanwhile, and make anew


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, read bit by bit; ``total`` is None where it is not known beforehand."""

    found: Iterator[Found]
    total: int | None = None


class Finder:
    """``update`` and ``search`` may run in two threads: each has the index for itself."""

    def __init__(self, shelf: Shelf, notes: NoteStore, cache: Path) -> None:
        self._shelf = shelf
        self._notes = notes
        self._cache = cache
        self._index: Index | None = None
        self._kept = 0  # the token of the index that ``update`` looks after

    def update(self, stop: Callable[[], bool] = lambda: False) -> Iterator[Progress]:
        """Brings the index up to what is on disk. Until it has begun, and where there can be no index,
        ``search`` goes through all texts.
        """
        for _ in range(_TRIES):
            index = open_index(self._cache)
            self._kept = index.token if index else 0
            if index is None:
                return
            try:
                yield from update(index, self._shelf, self._notes, stop)
                return
            except Unavailable:
                self._kept = 0
                if index.token:  # it is there and cannot be written: trying again is no use
                    return
            finally:
                index.close()

    def search(self, query: Query, stop: Callable[[], bool] = lambda: False) -> Answer:
        """Ranked by the index; else the newest first, until ``stop``, asked before every brief, says so."""
        if not query.looks:
            return Answer(iter(()), 0)
        if index := self._opened():
            try:
                query = index.completed(query)
                ids = index.search(query)
            except Unavailable:
                pass
            else:
                return Answer(self._by_index(index, ids, query, stop), len(ids))
        return Answer(self._through_all(query, stop))

    def _opened(self) -> Index | None:
        """The index, unless it is another than is looked after."""
        if self._index and (not self._kept or self._index.token != self._kept):
            self._index.close()
            self._index = None
        if self._index is None and self._kept:
            self._index = open_index(self._cache)
        return self._index if self._index and self._index.token == self._kept else None

    def _by_index(
        self, index: Index, ids: Sequence[int], query: Query, stop: Callable[[], bool]
    ) -> Iterator[Found]:
        given = set()
        try:
            for at in range(0, len(ids), _AT_ONCE):
                for hit in index.hits(ids[at : at + _AT_ONCE], query):
                    given.add(hit)
                    yield hit
        except Unavailable:  # it broke, or went, in the middle
            yield from (hit for hit in self._through_all(query, stop) if hit not in given)

    def _through_all(self, query: Query, stop: Callable[[], bool] = lambda: False) -> Iterator[Found]:
        there = self._shelf.found()
        noted = self._notes.counts()
        for brief in sorted({*there, *noted}, reverse=True):
            if stop():
                return
            event, sources = read(self._shelf, self._notes, brief, there=brief in there)
            if fits_event(event, query):
                for source, pieces in sources:
                    if fits_source(source, query):
                        yield from (found(event, source, p, query) for p in pieces if fits(p, query))
