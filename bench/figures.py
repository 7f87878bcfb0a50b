"""From what was measured to the figures of the table, in the order of issue 7's goals."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping

from contenders import HELLO, WAYS
from rounds import Visit, Visits
from table import Figure, percentile, ratio

PLAIN, FRUGAL = WAYS
# bytes a key: move, card
BYTES = {PLAIN: (2000, 12000), FRUGAL: (400, 6000)}


def start(visits: Visits) -> Iterator[Figure]:
    hello = visits[HELLO.name]
    for way in WAYS:
        mine = visits[way]
        note = f"{_ms(v.start for v in mine)} of {_ms(v.start for v in hello)}"
        yield ratio(f"first frame ÷ hello-world, {way}", _starts(mine), _starts(hello), 1.3, note)
        cpu = [v.cpu for v in mine], [v.cpu for v in hello]
        yield ratio(
            f"processor time to the first frame ÷ hello-world, {way}",
            *cpu,
            note=f"{_ms(cpu[0])} of {_ms(cpu[1])}",
        )


def library(visits: Visits, few: str, all_: str) -> Iterator[Figure]:
    a, b = visits[few], visits[all_]
    note = f"{_ms(_starts(b))} of {_ms(_starts(a))}"
    yield ratio(f"first frame, library of {all_} ÷ of {few}", _starts(b), _starts(a), 1.3, note)
    yield ratio(f"processor time to it, {all_} ÷ {few}", [v.cpu for v in b], [v.cpu for v in a])
    hello = visits[HELLO.name]
    yield ratio(f"first frame, library of {few} ÷ hello-world", _starts(a), _starts(hello))


def keys(visits: Visits) -> Iterator[Figure]:
    floor = [a for v in visits[HELLO.name] for a in v.of("move")]
    beside = f"hello-world's own key: {_ms(a.seconds for a in floor)}"
    for way in WAYS:
        moves = [a.seconds * 1000 for v in visits[way] for a in v.of("move")]
        yield Figure(f"key to last byte, move, p50, {way}", statistics.median(moves), "ms", 8, note=beside)
        yield Figure(f"key to last byte, move, p95, {way}", percentile(moves, 0.95), "ms", 16)
        for step in ("card", "view"):
            taken = [a for v in visits[way] for a in v.of(step)]
            seconds = [a.seconds * 1000 for a in taken]
            note = f"p95 {percentile(seconds, 0.95):.1f} ms, processor {_ms(a.cpu for a in taken)}"
            yield Figure(f"change of {step}, {way}", statistics.median(seconds), "ms", 25, note=note)
        cpu = [statistics.median(a.cpu for a in v.of("move")) for v in visits[way] if v.answers]
        bare = [statistics.median(a.cpu for a in v.of("move")) for v in visits[HELLO.name] if v.answers]
        note = f"{_ms(cpu)} of {_ms(bare)}"
        yield ratio(f"processor time of a move ÷ hello-world's key, {way}", cpu, bare, note=note)


def sizes(visits: Visits) -> Iterator[Figure]:
    for way, goals in BYTES.items():
        for step, goal in zip(("move", "card"), goals, strict=True):
            taken = [a for v in visits[way] for a in v.of(step)]
            found = sorted(a.size for a in taken)
            note = f"most {found[-1]:,}; as ssh -C sends it {statistics.median(a.packed for a in taken):,.0f}"
            yield Figure(
                f"bytes a key, {step}, {way}", statistics.median(found), "bytes", goal, note=note, kept=True
            )
        settled = statistics.median(v.size for v in visits[way])
        yield Figure(f"bytes until the first screen stands, {way}", settled, "bytes", kept=True)


def memory(visits: Visits) -> Iterator[Figure]:
    hello = [v.memory for v in visits[HELLO.name]]
    for way in WAYS:
        mine = [v.memory for v in visits[way]]
        note = f"{statistics.median(mine) / 1e6:.1f} MB of {statistics.median(hello) / 1e6:.1f} MB"
        yield ratio(f"PSS ÷ hello-world, {way}", mine, hello, 1.25, note)


def leaving(visits: Visits) -> Iterator[Figure]:
    hello = [v.leave for v in visits[HELLO.name]]
    for way in WAYS:
        mine = [v.leave for v in visits[way]]
        yield ratio(f"exit on q ÷ hello-world, {way}", mine, hello, 1.2, f"{_ms(mine)} of {_ms(hello)}")


def idle(visits: Visits) -> Iterator[Figure]:
    floor = _quiet(visits[HELLO.name])
    for way in WAYS:
        bytes_ = max(v.idle_bytes for v in visits[way] if v.answers)
        yield Figure(f"idle, {way}: bytes", bytes_, "bytes/s", 0, kept=True)
        note = f"hello-world {floor:.1f}"
        yield Figure(f"idle, {way}: processor", _quiet(visits[way]), "ms/s", 2, note=note)


def commands(visits: Visits) -> Iterator[Figure]:
    bare, version, export = visits.values()
    note = f"{_ms(_starts(version))} of {_ms(_starts(bare))}"
    yield ratio("briefing --version ÷ python -c pass", _starts(version), _starts(bare), 2.5, note)
    seconds = statistics.median(_starts(export))
    cpu = statistics.median(v.cpu for v in export)
    yield Figure("briefing export of a bundled brief", seconds, "s", 0.25, note=f"processor {cpu:.3f} s")
    yield ratio(
        "processor time of briefing export ÷ python -c pass", [v.cpu for v in export], [v.cpu for v in bare]
    )


def modules(counts: Mapping[str, int]) -> Iterator[Figure]:
    mine, bare = counts[PLAIN], counts[HELLO.name]
    note = f"{mine:,} of {bare:,}"
    yield Figure("modules until the first frame ÷ hello-world", mine / bare, "×", note=note, kept=True)


def first(visits: Visits, names: list[str]) -> Iterator[Figure]:
    """This program against the best of its rivals, in each thing."""
    rivals = [name for name in names if visits[name]]
    asked = {
        "start-up": (lambda v: v.start, "s", 1.0),
        "memory": (lambda v: v.memory, "MB", 1e-6),
        "bytes a key": (lambda v: statistics.median(a.size for a in v.of("move")), "bytes", 1.0),
    }
    for what, (value, unit, scale) in asked.items():
        by = {name: statistics.median(map(value, visits[name])) * scale for name in (PLAIN, *rivals)}
        best = min(rivals, key=by.__getitem__)
        note = ", ".join(
            f"{name} {by[name]:,.2f}" if unit == "s" else f"{name} {by[name]:,.0f}" for name in by
        )
        yield Figure(f"{what} ÷ the best rival ({best})", by[PLAIN] / by[best], "×", 1, note=f"{note} {unit}")


def _starts(visits: list[Visit]) -> list[float]:
    return [v.start for v in visits]


def _quiet(visits: list[Visit]) -> float:
    return statistics.median(v.idle_cpu for v in visits if v.answers) * 1000


def _ms(seconds: Iterable[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.1f} ms"
