"""The proof of speed: one table of the program as a user meets it, against a bare Textual hello-world.

    make bench                      all of it, 7 rounds; a quarter of an hour
    make bench ARGS='--rounds 15'
    make bench ARGS=--keep          what is measured becomes the baseline
    make bench-quick                what holds on a busy machine, within a minute; CI runs it

All programs are started in turn in a pseudo-terminal of 120x40 cells with the same environment and a home of
their own. Ratios are taken round by round, and the table gives their median. Goals are for the time on the
clock; the processor's time, which a busy machine changes less, stands beside it. BENCH_RIVALS names a folder
with a venv for each rival (``make rivals``). Exit 1: a figure is more than 15 % above that in baseline.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import contenders
import figures
import rounds
import startup
import table
from contenders import HELLO

BASELINE = Path(__file__).with_name("baseline.json")
IDLE = 5.0  # seconds
FEW, ALL = 10, 10_000


def quick(count: int, home: Path) -> tuple[list[table.Figure], str]:
    """What is steady on a busy machine: bytes, modules, memory, processor time of the start."""
    programs = [HELLO, *contenders.ours()]
    visits, failed = rounds.measured(programs, count, home, 2.0, keys_once=True)
    _none(failed)
    counts = {one.name: rounds.modules(one, home) for one in programs[:2]}
    return list(steady(visits, counts)), rounds.restless(visits)


def steady(visits: rounds.Visits, counts: Mapping[str, int]) -> Iterator[table.Figure]:
    """The figures that other work on the machine hardly changes."""
    yield from (f for f in figures.start(visits) if "processor" in f.name)
    yield from figures.modules(counts)
    yield from figures.sizes(visits)
    yield from figures.memory(visits)
    yield from (f for f in figures.idle(visits) if f.kept)


def whole(count: int, home: Path, size: int) -> tuple[list[table.Figure], str]:
    """All figures, and a line on rivals that are not in it."""
    given = os.environ.get("BENCH_RIVALS")
    rivals, missing = contenders.rivals(Path(given) if given else None, home)
    libraries = [contenders.of_library(home, number) for number in (FEW, size)]
    programs = [HELLO, *contenders.ours()]
    visits, failed = rounds.measured([*programs, *libraries, *rivals], count, home, IDLE)
    _none({name: why for name, why in failed.items() if name not in {r.name for r in rivals}})
    counts = {one.name: rounds.modules(one, home) for one in programs[:2]}
    made: Iterator[table.Figure] = chain(
        figures.start(visits),
        figures.modules(counts),
        figures.library(visits, *(one.name for one in libraries)),
        figures.keys(visits),
        figures.sizes(visits),
        figures.memory(visits),
        figures.leaving(visits),
        figures.idle(visits),
        figures.commands(rounds.commands(count, home)),
        figures.first(visits, [r.name for r in rivals]) if rivals else (),
    )
    told = [f"{name}: {why}" for name, why in failed.items()] + [f"{name}: not here" for name in missing]
    return list(made), "".join(f"\nNot measured: {line}." for line in told) + rounds.restless(visits)


def _none(failed: dict[str, str]) -> None:
    if failed:
        raise SystemExit("\n".join(f"{name}: {why}" for name, why in failed.items()))


def surroundings(count: int) -> str:
    """When, with what, on what: no names and no places."""
    textual = importlib.metadata.version("textual")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{dt.date.today().isoformat()}, {count} rounds; Python {platform.python_version()},"
        f" Textual {textual}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores."
        f" Load of the machine at the end: {load};"
        f" ten thousand squares took {rounds.calibration() * 1000:.2f} ms."
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--briefs", type=int, default=ALL, help="of the large library")
    parser.add_argument("--keep", action="store_true", help="makes what is measured the baseline")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="puts the table into a page of the docs")
    given = parser.parse_args()
    count: int = given.rounds or (4 if given.quick else 7)
    # A start closes to others what of the user's own they could read, and then every brief is another one.
    os.umask(0o077)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made, told = quick(count, home) if given.quick else whole(count, home, given.briefs)
        inside = [] if given.quick else startup.parts(count, home)
    before = table.read(BASELINE)
    rows, about = table.rows(made, before), surroundings(count)
    print(f"{table.text(rows)}\n\n{about}{told}")
    if inside:
        print(f"\n{table.text(inside)}")
    if given.write:
        block = f"{table.markdown(rows)}\n\n{about}{told}"
        table.put(given.write, f"{block}\n\n{table.markdown(inside)}" if inside else block)
    if given.keep:
        table.keep(BASELINE, made)
    elif worse := table.regressions(made, before):
        sys.exit("\n".join(worse))


if __name__ == "__main__":
    main()
