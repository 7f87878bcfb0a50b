"""Fifty sessions on one machine, against as many of a bare Textual hello-world; ``make soak`` runs it."""

from __future__ import annotations

import contextlib
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import psutil  # type: ignore[import-untyped]
import pytest

from tests.conftest import ROOT
from tests.terminal.faults import PUTIN_XI
from tests.terminal.terminal import BRIEFING, PATIENCE, Pty

SESSIONS = 50
MEMORY = 1.25  # times that of the hello-world
CPU = 0.002  # seconds a second that a session may use above the hello-world, which measures noise too
SILENT = 5.0  # seconds without a key
IDLE = 10.0
GONE = 10.0  # seconds for fifty at once, on a machine with two cores
ROOM = 8 << 30  # bytes of free memory for all of it


@dataclass(frozen=True, slots=True)
class Load:
    """What a session costs while nobody types: mean of all, in bytes of memory, and of CPU the share."""

    memory: float
    cpu: float
    most: int


@pytest.mark.soak
def test_fifty_sessions_cost_little_more_than_fifty_empty_ones(
    told: list[str], tmp_path: Path, nothing_is_left_behind: None
) -> None:
    count = SESSIONS if psutil.virtual_memory().available > ROOM else 10
    hello = ROOT / "bench" / "hello.py"
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as first:  # what is worked out is kept for all others
        first.wait_for("compare · 0 notes")
    empty, _ = load(count, [sys.executable, str(hello)], "Hello world", tmp_path)
    ours, took = load(count, [BRIEFING, PUTIN_XI], "compare · 0 notes", tmp_path)
    ratio = ours.memory / empty.memory
    told.append(
        f"{count} sessions at once: {ours.memory / 1e6:.1f} MB each (most {ours.most / 1e6:.1f}), a bare "
        f"Textual program {empty.memory / 1e6:.1f} MB, ratio {ratio:.2f}; idle CPU {ours.cpu * 1000:.2f} "
        f"ms/s each, the bare one {empty.cpu * 1000:.2f} ms/s; all gone {took:.1f} s after their terminals"
    )
    assert ratio <= MEMORY
    assert ours.cpu <= empty.cpu + CPU


def load(count: int, command: list[str], shown: str, folder: Path) -> tuple[Load, float]:
    """What sessions of the command cost, and the seconds in which all end when their terminals are gone."""
    with contextlib.ExitStack() as stack:
        sessions = [stack.enter_context(Pty(*command, folder=folder)) for _ in range(count)]
        for session in sessions:
            session.wait_for(shown, patience=4 * PATIENCE)
        for session in sessions:
            session.settle(quiet=1.0)
        written = [len(s.output) for s in sessions]
        time.sleep(SILENT)
        assert [len(s.output) for s in sessions] == written, "something is written while nobody types"
        before = [cpu(s.pid) for s in sessions]
        time.sleep(IDLE)
        used = [(cpu(s.pid) - b) / IDLE for s, b in zip(sessions, before, strict=True)]
        memory = [pss(s.pid) for s in sessions]
        moment = time.monotonic()
        for session in sessions:
            session.hang_up()
        for session in sessions:
            session.wait(GONE)
        return Load(mean(memory), mean(used), max(memory)), time.monotonic() - moment


def pss(pid: int) -> int:
    """Bytes of memory: its own, and its share of what several processes have in common."""
    found = re.search(r"^Pss: +(\d+) kB$", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) * 1024


def cpu(pid: int) -> float:
    """Seconds of CPU, in hundredths: many sessions and a long time make them exact enough."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
