"""``--soak`` and ``--seed`` of the fault-injection suite, and the table of what was measured."""

from __future__ import annotations

import os
import platform
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from briefing_tui.settings.state import begin
from tests.terminal.faults import GONE, Figures, Killed, Plan, Refused, processes
from tests.terminal.terminal import until

_SEEDS = 1_000_000
_plan = pytest.StashKey[Plan]()
_figures = pytest.StashKey[Figures]()
_told = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("fault injection (tests/terminal/test_faults.py)")
    group.addoption("--soak", action="store_true", help="the whole suite: some hundred rounds, ten minutes")
    group.addoption("--seed", type=int, help="repeats what was random in an earlier run")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: too long for every run; `make soak` has it")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("soak") and not item.config.getoption("--soak", False):
        pytest.skip("make soak runs it")


@pytest.fixture(autouse=True)
def been_here(home: Path) -> None:
    """Somebody has been here before: else every session would begin with the lessons."""
    assert begin(home / "state" / "briefing-tui")


@pytest.fixture(scope="session")
def plan(pytestconfig: pytest.Config) -> Plan:
    # Without a path to this folder pytest reads this file too late for options: then there are none.
    seed = pytestconfig.getoption("--seed", None)
    chosen = Plan(
        bool(pytestconfig.getoption("--soak", False)), random.randrange(_SEEDS) if seed is None else seed
    )
    pytestconfig.stash[_plan] = chosen
    return chosen


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    return pytestconfig.stash.setdefault(_figures, Figures())


@pytest.fixture(scope="session")
def told(pytestconfig: pytest.Config) -> list[str]:
    """Takes a line on what was measured, to be printed at the end."""
    return pytestconfig.stash.setdefault(_told, [])


@pytest.fixture
def nothing_is_left_behind(tmp_path: Path) -> Iterator[None]:
    """No test ends with a process of its own still there, whatever it burns."""
    yield
    until(lambda: processes(tmp_path), lambda left: not left, lambda left: f"left behind: {left}", GONE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    plan = config.stash.get(_plan, None)
    if plan and plan.soak:
        terminalreporter.section(f"fault injection, --seed {plan.seed}")
        terminalreporter.write_line(f"{platform.platform()}, {os.cpu_count()} cores")
        for line in (*_table(config.stash.get(_figures, Figures())), *config.stash.get(_told, [])):
            terminalreporter.write_line(line)


def _table(figures: Figures) -> Iterator[str]:
    if figures.killed:
        yield from _kills(figures.killed)
    if figures.both:
        rounds, found = len(figures.both), sum(b.found for b in figures.both)
        copies = sum(b.copies for b in figures.both)
        texts = f"{2 * rounds} texts written, {found} found"
        yield f"two sessions in one note: {rounds} rounds, {texts}, {copies} conflict copies"
    for place in dict.fromkeys(r.place for r in figures.refused):
        yield from _place(place, [r for r in figures.refused if r.place == place])
    if figures.after_last_key:
        yield f"from the last key to the disk: {_seconds(figures.after_last_key)}"
    if figures.while_typing:
        yield f"oldest letter not on disk while typing goes on: {_seconds(figures.while_typing)}"


def _kills(killed: list[Killed]) -> Iterator[str]:
    yield "| ended by | rounds | whole note | none yet | offered | lost, most | median | status | gone in |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for way in dict.fromkeys(k.way for k in killed):
        of = [k for k in killed if k.way == way]
        lost = [k.lost for k in of]
        whole, offered = sum(k.whole for k in of), sum(k.offered for k in of)
        statuses = ", ".join(str(s) for s in sorted({k.status for k in of}))
        yield (
            f"| {way} | {len(of)} | {whole} | {len(of) - whole} | {offered} | {max(lost):.2f} s "
            f"| {median(lost):.2f} s | {statuses} | {max(k.took for k in of):.2f} s |"
        )


def _place(place: str, of: list[Refused]) -> Iterator[str]:
    ends = ", ".join(f"{n} {end}" for end, n in Counter(r.end for r in of).items())
    yield (
        f"{place}: {len(of)} rounds ({ends}), refused {sum(r.times for r in of)} times, "
        f"{sum(r.kept for r in of)} texts kept"
    )


def _seconds(values: list[float]) -> str:
    return f"median {median(values):.2f} s, most {max(values):.2f} s, {len(values)} times"
