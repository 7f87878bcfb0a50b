"""Searching beside the screen: one thread answers the words typed last, one reads into the index."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from briefing_tui.finding.finder import Finder
from briefing_tui.finding.pieces import Found
from briefing_tui.finding.query import Query
from briefing_tui.finding.updating import Progress

BLOCK = 40  # hits that are fetched at once: more than a window shows
_PAUSE = 0.06  # seconds without a key before the words are looked for
_AGAIN = 2.0  # seconds between two answers while the index grows
_TURN = 0.004  # seconds of reading, and of rest after it: a key is answered in between


@dataclass(frozen=True, slots=True)
class Hits:
    """What there is of the answer by now. ``total`` is None where it is not known; ``all``: that is all."""

    query: Query
    found: tuple[Found, ...]
    total: int | None
    all: bool


class Searcher:
    """``answered`` and ``told`` are called from the threads; ``told(None)`` when all is read."""

    def __init__(
        self, finder: Finder, answered: Callable[[Hits], object], told: Callable[[Progress | None], object]
    ) -> None:
        self._finder = finder
        self._answered = answered
        self._told = told
        self._query = Query()
        self._wanted = BLOCK
        self._asked = 0  # how often: another number is another question
        self._grown = False  # the index, since the last answer
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._began = 0.0
        for work in (self._answer, self._read):
            threading.Thread(target=work, name="search", daemon=True).start()

    def ask(self, query: Query) -> None:
        """These words from now on."""
        self._query, self._wanted = query, BLOCK
        self._asked += 1
        self._woken.set()

    def need(self, count: int) -> None:
        """So many hits are about to be seen."""
        if count > self._wanted:
            self._wanted = count + BLOCK
            self._woken.set()

    def stop(self) -> None:
        self._stopped.set()
        self._woken.set()

    def _again(self) -> None:
        """The same words, when the answer that is under way has been given: it may take longer than a step of
        the index.
        """
        self._grown = True
        self._woken.set()

    def _answer(self) -> None:
        answered = 0
        found: Iterator[Found] = iter(())
        hits = Hits(self._query, (), 0, True)
        while self._woken.wait() and not self._stopped.is_set():
            self._woken.clear()
            if self._asked != answered or self._grown:
                if self._stopped.wait(_PAUSE):
                    return
                self._grown = False
                answered, query = self._asked, self._query
                answer = self._finder.search(query, partial(self._is_over, answered))
                found, hits = answer.found, Hits(query, (), answer.total, False)
            hits = self._more(hits, found, answered)
            if not self._is_over(answered):
                self._answered(hits)

    def _is_over(self, asked: int) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._asked != asked or self._stopped.is_set()

    def _more(self, hits: Hits, found: Iterator[Found], asked: int) -> Hits:
        new = list(hits.found)
        for hit in found:
            new.append(hit)
            if len(new) >= self._wanted or self._is_over(asked):
                return Hits(hits.query, tuple(new), hits.total, False)
        return Hits(hits.query, tuple(new), hits.total, True)

    def _read(self) -> None:
        last = self._began = time.monotonic()
        for progress in self._finder.update(self._rest):
            self._told(progress)
            if progress.done < progress.total and time.monotonic() - last > _AGAIN:
                last = time.monotonic()
                self._again()
        if not self._stopped.is_set():
            self._told(None)
            self._again()

    def _rest(self) -> bool:
        if time.monotonic() - self._began > _TURN:
            self._stopped.wait(_TURN)
            self._began = time.monotonic()
        return self._stopped.is_set()
