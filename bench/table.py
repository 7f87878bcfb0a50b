"""The table: figures with their goals and what was measured before, for a terminal and for a page."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WORSE = 1.15  # times the baseline from which on a figure counts as worse
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"


@dataclass(frozen=True)
class Figure:
    """One line.

    ``goal``: the most it may be, None where there is none. ``least``: the same figure from the lowest values
    alone, which a busy machine disturbs least. ``kept``: it means the same on any machine, so that it may
    stand in the baseline under its name.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    least: float | None = None
    note: str = ""
    kept: bool = False

    @property
    def verdict(self) -> str:
        return "" if self.goal is None else "ok" if self.value <= self.goal else "NOT"

    def worse(self, before: float) -> bool:
        """Than the baseline, by more than can be; only where neither the median nor the least deny it."""
        now = self.value if self.least is None else min(self.value, self.least)
        return now > before * WORSE if before else now > 0


def ratio(
    name: str, ours: Sequence[float], floor: Sequence[float], goal: float | None = None, note: str = ""
) -> Figure:
    """Of two programs, taken round by round: the median of the quotients."""
    value = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
    return Figure(name, value, "×", goal, min(ours) / min(floor), note, kept=True)


def percentile(values: Sequence[float], part: float) -> float:
    """The value that ``part`` of all do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def regressions(figures: Iterable[Figure], before: Mapping[str, float]) -> list[str]:
    """Lines on what is worse than the baseline says; a figure that it does not know is not judged."""
    return [
        f"{f.name}: {_number(f.value, f.unit)} is more than {WORSE - 1:.0%} above the baseline,"
        f" {_number(before[f.name], f.unit)}"
        for f in figures
        if f.kept and f.name in before and f.worse(before[f.name])
    ]


def read(path: Path) -> dict[str, float]:
    """The baseline: figures by name."""
    found: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def keep(path: Path, figures: Iterable[Figure]) -> None:
    """Makes them the baseline; what was not measured this time stays as it was."""
    kept = read(path) | {f.name: round(f.value, 3) for f in figures if f.kept}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")


def text(rows: Sequence[Sequence[str]]) -> str:
    """Columns of the terminal; the first row is the heading."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join((head, "|---" * len(rows[0]) + "|", *rest))


def rows(figures: Iterable[Figure], before: Mapping[str, float]) -> list[list[str]]:
    made = [["measure", "goal", "value", "", "baseline", "beside it"]]
    for f in figures:
        goal = "" if f.goal is None else f"≤ {_number(f.goal, f.unit)}"
        kept = _number(before[f.name], f.unit) if f.kept and f.name in before else ""
        made.append([f.name, goal, _number(f.value, f.unit), f.verdict, kept, f.note])
    return made


def put(page: Path, block: str) -> None:
    """Writes the block between the two marks of a page. Raises ValueError where the marks are not."""
    before, begin, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page}: {BEGIN} and {END} are not in it")
    page.write_text(f"{before}{BEGIN}\n\n{block}\n\n{END}{after}", "utf-8")


def _number(value: float, unit: str) -> str:
    digits = {"×": 2, "bytes": 0, "ms": 1, "ms/s": 1, "bytes/s": 0, "s": 3, "modules": 0}[unit]
    return f"{value:,.{digits}f} {unit}".replace(" ×", "")
