"""What the library holds: any number of briefs in the memory of a few, kept in the cache between runs."""

from __future__ import annotations

import datetime as dt
import gc
import os
import random
import string
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.library.bulk import Item, Report, Run
from briefing_tui.library.holdings import Held, holdings
from briefing_tui.library.importing import Decision
from briefing_tui.library.proposing import Text
from briefing_tui.library.same import Mark
from briefing_tui.library.shelf import Shelf
from briefing_tui.library.table import Table
from briefing_tui.model import BriefingError
from briefing_tui.reading import load
from briefing_tui.settings.paths import Paths

FEW, MANY = 300, 900  # each a multiple of what is put on the disk together
BYTES = 200  # an item; tables of Python objects took 1,200


def row(n: int) -> Item:
    """A row of a dump, every third one the other side's text of the event before it."""
    other = n % 3 == 2

    def read() -> list[Text]:
        day = dt.date(2000, 1, 1) + dt.timedelta(days=3 * (n - other))
        says = {"side": "china" if other else "russia", "language": "en", "published": day.isoformat()}
        words = " ".join(random.Random(n).choices(string.ascii_letters, k=40))
        readouts = load.read_source(load.Source(f"row {n}", words, markdown=False), "", says=says)
        return [Text(readout, says) for readout in readouts]

    return Item(f"row {n}", read, event=f"event {n - other} of a long enough name")


def test_a_run_holds_no_more_for_every_row(shelf: Shelf) -> None:
    report = Report()
    held = []

    def items() -> Iterator[Item]:
        for rows in (range(FEW), range(FEW, MANY)):
            yield from map(row, rows)
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        Run(shelf, report, Decision(join=False)).all(items(), lambda: False)
    finally:
        tracemalloc.stop()
    assert report.counts == {"new": MANY * 2 // 3, "joined": MANY // 3}
    assert (held[1] - held[0]) / (MANY - FEW) < BYTES


def test_the_tables_lie_on_the_disk_under_no_name(shelf: Shelf, places: Paths) -> None:
    table = Table(shelf, [])
    ((_, _, file),) = table._tables.rows("PRAGMA database_list")
    assert file.startswith(str(places.cache)) and not Path(file).exists()
    texts = (Mark("a", "en", f"{n:032}", f"{n:032}") for n in range(5000))
    many = (Held(f"brief-{n}", "/x", "2026-02-04", ("a",), (t,)) for n, t in enumerate(texts))
    for one in many:
        table.put(one)
    assert table.get("brief-4999") and len(table.around("2026-02-05")) == 5000, "beyond what SQLite buffers"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_without_a_cache_it_goes_on_in_memory(shelf: Shelf, places: Paths) -> None:
    places.cache.mkdir(parents=True)
    places.cache.chmod(0o500)
    report = Report()
    Run(shelf, report, Decision(join=False)).all(map(row, range(6)), lambda: False)
    assert report.counts["new"] == 4
    places.cache.chmod(0o700)


def test_a_full_cache_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(shelf, [])
    table._tables.rows("PRAGMA max_page_count=12")
    with pytest.raises(BriefingError, match=r"^the cache folder cannot be written: .*full"):
        for n in range(1000):
            table.put(Held(f"brief-{n}", "/x", "2026-02-04", ("a",), ()))


def test_what_is_held_follows_the_places(shelf: Shelf, places: Paths) -> None:
    Run(shelf, Report(), Decision(join=False)).all(map(row, range(6)), lambda: False)
    before = list(holdings(shelf))
    assert {h.id for h in before} >= {"2000-01-01-russia", "2000-01-13-russia"}
    other = Shelf(places, places.data / "briefs")
    list(holdings(other))
    assert list(holdings(shelf)) == before
