"""Rounds: each program once in each, the order turned every time, so that a busy minute hits all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contenders import BRIEF, BRIEFING, PYTHON, Contender
from harness import Answer, NoFrame, Session, run

COMMANDS = {
    "python -c pass": (PYTHON, "-c", "pass"),
    "briefing --version": (BRIEFING, "--version"),
    "briefing export": (BRIEFING, "export", BRIEF, "-o", "-"),
}


@dataclass(frozen=True)
class Visit:
    """One start of a program: seconds to the first frame, and processor time and bytes until then; memory in
    bytes; seconds that leaving takes; bytes and seconds of processor time a second while nobody types;
    whether it came to rest before that was looked at.

    A plain command has no frame: ``start`` is the whole of it. What was not measured is empty or nan.
    """

    start: float
    cpu: float
    size: int = 0
    memory: float = float("nan")
    leave: float = float("nan")
    idle_bytes: float = float("nan")
    idle_cpu: float = float("nan")
    answers: tuple[Answer, ...] = ()
    rested: bool = True

    def of(self, step: str) -> list[Answer]:
        return [a for a in self.answers if a.name == step]


Visits = dict[str, list[Visit]]


def visit(one: Contender, home: Path, idle: float, *, keys: bool) -> Visit:
    """Starts it and lets it come to rest; with ``keys``, reads, waits for ``idle`` seconds and leaves.

    Raises NoFrame.
    """
    with Session(one.command, one.expect, home, one.more) as session:
        rested = session.rest()
        made = Visit(session.start, session.start_cpu, session.start_bytes, session.memory(), rested=rested)
        if not keys:
            return made
        for name, key in one.steps:
            session.key(name, key)
        rested &= session.rest()
        idle_bytes, idle_cpu = session.idle(idle)
        leave, answers = session.leave(one.leave), tuple(session.answers)
        return replace(
            made, leave=leave, idle_bytes=idle_bytes, idle_cpu=idle_cpu, rested=rested, answers=answers
        )


def measured(
    contenders: Sequence[Contender], rounds: int, home: Path, idle: float, *, keys_once: bool = False
) -> tuple[Visits, dict[str, str]]:
    """Visits of each program by its name, and why there are none of some.

    The first start of each fills caches and is not counted. ``keys_once``: keys and silence only in the first
    round.
    """
    visits: Visits = {one.name: [] for one in contenders}
    failed: dict[str, str] = {}
    for i in range(-1, rounds):
        for one in contenders if i % 2 else reversed(contenders):
            if one.name in failed:
                continue
            try:
                made = visit(one, home, idle, keys=i == 0 or (i > 0 and not keys_once))
            except NoFrame as error:
                failed[one.name] = str(error)
                continue
            if i >= 0:
                visits[one.name].append(made)
    return visits, failed


def restless(visits: Visits) -> str:
    """Says in how many visits the program did not come to rest."""
    found = {name: sum(not v.rested for v in made) for name, made in visits.items()}
    told = ", ".join(f"{name} {count} of {len(visits[name])}" for name, count in found.items() if count)
    return f"\nMeasured without having come to rest: {told}." if told else ""


def commands(rounds: int, home: Path, names: Iterable[str] = COMMANDS) -> Visits:
    """The plain commands, in rounds of their own; they are short, so there are three times as many."""
    visits: Visits = {name: [] for name in names}
    for i in range(-1, 3 * rounds):
        for name, taken in visits.items():
            seconds, cpu = run(COMMANDS[name], home)
            if i >= 0:
                taken.append(Visit(seconds, cpu))
    return visits


def modules(one: Contender, home: Path) -> int:
    """Modules that are loaded until the first frame."""
    script = one.command[1:] if one.command[0] == PYTHON else one.command
    with Session((PYTHON, "-X", "importtime", *script), one.expect, home, one.more) as session:
        return session.shown.count(b"import time:") - 1  # the first is the heading


def calibration(rounds: int = 200) -> float:
    """Seconds that a fixed piece of arithmetic takes here, median: how fast this machine is now."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        sum(i * i for i in range(10_000))
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)
