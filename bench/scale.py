"""The library at its size against one of ten briefs: filter, memory, search, import, index.

    make scale                            10,000 briefs; some minutes
    make scale ARGS='--briefs 2000'

Made-up libraries (``library.py``) in a temporary home; the program in a pseudo-terminal as in ``program.py``,
which measures its start. All of it in one run, so that the ratios are those of one machine in one mood.
Search is timed inside one process, on the index that the program made. Linear: what a brief costs, against
the tenth of the library.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from itertools import islice, pairwise
from pathlib import Path

import library
from contenders import BRIEFING, WAYS
from harness import Session, places, run
from table import percentile

from briefing_tui.desk import Desk
from briefing_tui.finding.query import parse
from briefing_tui.finding.snippet import snippet
from briefing_tui.wrapping import cells

FEW = 10
FIRST = 20  # hits of a search
TYPED = ("visit", "side:china", "after:2015", "vel")


class Library:
    """So many made-up briefs, in a home of their own."""

    def __init__(self, root: Path, number: int) -> None:
        self.number = number
        self.folder = root / f"library-{number}"
        self.home = root / f"home-{number}"
        library.write(self.folder, number)

    def run(self, *args: str, into: Path | None = None) -> float:
        """Seconds that a command takes."""
        return run((BRIEFING, "--library", str(into or self.folder), *args), self.home)[0]

    def start(self, way: str = "briefing") -> Session:
        return Session((BRIEFING, "--library", str(self.folder)), ["briefs"], self.home, WAYS[way])

    @property
    def desk(self) -> Desk:
        """In this process, on the same cache."""
        os.environ |= places(self.home)
        return Desk(self.folder)


def filter_keys(session: Session) -> list[float]:
    """Seconds to the answer of each letter of a filter."""
    session.key("open", b"/")
    for words in TYPED:
        for letter in words:
            session.key("filter", letter.encode())
        for _ in words:
            session.key("rub", b"\x7f")
    return [a.seconds for a in session.answers if a.name == "filter"]


def searches(desk: Desk, number: int) -> tuple[list[float], list[float]]:
    """Seconds to the first hits of searches, common and rare words, without and with their snippets."""
    for _ in desk.finder.update():
        pass
    words = [w for made in islice(library.briefs(number), 40) for w in " ".join(made.files.values()).split()]
    queries = random.Random(2).sample([w.strip(".,%«»()") for w in words if w.isalpha()], 100)
    bare, full = [], []
    for words_ in (*queries, *(f'"{a}" {b}' for a, b in pairwise(queries))):
        begin = time.perf_counter()
        hits = list(islice(desk.finder.search(parse(words_)).found, FIRST))
        bare.append(time.perf_counter() - begin)
        for hit in hits:
            snippet(hit.piece.text, hit.spans, 240, cells)
        full.append(time.perf_counter() - begin)
    return bare, full


def dump(path: Path, number: int) -> int:
    """Writes readouts as a dump for ``import --from``; how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for made in library.briefs(number, seed=3):
            for name, text in made.files.items():
                if name != "brief.md":
                    side, language, _ = name.split(".")
                    head, _, body = text.partition("\n---\n\n")
                    date = head.rsplit("published: ", 1)[1]
                    row = {"text": body, "side": side, "language": language, "date": date, "event": made.id}
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
                    count += 1
    return count


def measured(root: Path, number: int) -> dict[str, float]:
    """All figures by name; times in milliseconds, memory in MB."""
    few, tenth, all_ = (Library(root, n) for n in (FEW, number // 10, number))
    made = {"list, first time: ms a brief, a tenth": 1000 * tenth.run("list") / tenth.number}
    made["list, first time: ms a brief, all"] = 1000 * all_.run("list") / all_.number
    few.run("list")
    used = []
    for one in (few, all_):
        with one.start() as session:
            session.rest()
            used.append(session.memory() / 1e6)
    # As over SSH: the ordinary way Textual paints the scroll bar once more, unchanged, behind the answer.
    with all_.start("low bandwidth") as session:
        keys = filter_keys(session)
    made |= {"memory, 10 briefs": used[0], "memory, all": used[1]}
    made["memory, ratio (goal 1.3)"] = used[1] / used[0]
    made["filter, ms a key, median (goal 30)"] = 1000 * statistics.median(keys)
    made["filter, ms a key, most"] = 1000 * max(keys)
    for one, name in ((tenth, "a tenth"), (all_, "all")):
        begin = time.monotonic()
        for _ in one.desk.finder.update():
            pass
        made[f"index, s per 1,000 readouts, {name}"] = (time.monotonic() - begin) / one.number * 500
    bare, full = searches(all_.desk, number)
    made["search, p50"], made["search, p99 (goal 25)"] = (1000 * percentile(bare, p) for p in (0.5, 0.99))
    made["search with snippets, p50"] = 1000 * percentile(full, 0.5)
    made["search with snippets, p99 (goal 60)"] = 1000 * percentile(full, 0.99)
    rows = dump(root / "dump.jsonl", max(FEW, number // 10))
    into = root / "imported"
    into.mkdir()
    taken = few.run("import", "--from", str(root / "dump.jsonl"), into=into)
    made["import, readouts a second (goal 150)"] = rows / taken
    return made


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--briefs", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"{given.briefs} briefs, {2 * given.briefs} readouts")
        for name, value in measured(Path(folder), given.briefs).items():
            print(f"{name:45} {value:10.2f}")


if __name__ == "__main__":
    main()
