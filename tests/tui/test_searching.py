"""The threads of the search: what is asked is answered, whatever the index does meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing_tui.desk import Desk
from briefing_tui.finding.finder import Answer, Finder
from briefing_tui.finding.pieces import Found
from briefing_tui.finding.query import Query, parse
from briefing_tui.finding.updating import Progress
from briefing_tui.tui import searching
from briefing_tui.tui.searching import Hits, Searcher

PATIENCE = 20.0


class Growing(Finder):
    """Its index grows all the time, and each hit takes longer than a step of that."""

    def update(self, stop: Callable[[], bool] = lambda: False) -> Iterator[Progress]:
        while not stop():
            time.sleep(0.001)
            yield Progress(0, 1)

    def search(self, query: Query, stop: Callable[[], bool] = lambda: False) -> Answer:
        def slowly(found: Iterator[Found]) -> Iterator[Found]:
            for hit in found:
                time.sleep(0.02)
                yield hit

        return Answer(slowly(super().search(query, stop).found))


def test_an_index_that_grows_keeps_no_answer_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_AGAIN", 0.0)
    desk = Desk()
    answers: list[Hits] = []
    come = threading.Event()

    def answered(hits: Hits) -> None:
        answers.append(hits)
        come.set()

    searcher = Searcher(Growing(desk.shelf, desk.notes, tmp_path), answered, lambda _: None)
    try:
        for words in ("trade", "energy"):
            query = parse(words)
            come.clear()
            searcher.ask(query)
            while not answers or answers[-1].query is not query:
                assert come.wait(PATIENCE), f"{words}: no answer"
                come.clear()
            assert answers[-1].found
    finally:
        searcher.stop()
