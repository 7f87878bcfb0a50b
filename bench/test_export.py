"""The export, measured as a command: the whole process, with a thousand notes and without any.

make bench
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing_tui.desk import Desk
from briefing_tui.model import Comparison, pairs
from briefing_tui.notes import anchors

BRIEF = "2026-02-04-putin-xi"
NOTES = 1000
MOST = 1.0  # seconds for the process, from its start to its end
BRIEFING = str(Path(sys.executable).parent / "briefing")
Say = Callable[[str], None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


def write_notes(desk: Desk, made: Comparison) -> None:
    """So many notes, by turns on all the points of both texts."""
    points = [(c, p) for c in (made.left, made.right) if c for p in c.points]
    for i in range(NOTES):
        about = anchors.to_point(*points[i % len(points)])
        body = f"Thought number {i} on this. #tag{i % 7}\n\nA second paragraph of it."
        desk.notes.save(replace(desk.notes.new(BRIEF, about), body=body))


def export(home: Path) -> None:
    target = str(home / "out.md")
    subprocess.run([BRIEFING, "export", BRIEF, "-o", target, "--force"], env=os.environ, check=True)


def test_a_thousand_notes(benchmark: Any, say: Say, home: Path) -> None:
    desk = Desk()
    brief = desk.shelf.open(BRIEF)
    made = desk.shelf.compare(brief, pairs(brief)[0])
    export(home)  # what is parsed is in the cache from now on
    none = min(_timed(home) for _ in range(3))
    write_notes(desk, made)
    benchmark.pedantic(export, args=(home,), rounds=5)
    best = benchmark.stats.stats.min
    assert (home / "out.md").read_text("utf-8").count("- ✎ ") == NOTES
    say(f"export with {NOTES} notes: {best * 1000:.0f} ms, {best / none:.1f} times the one without any")
    assert best < MOST


def _timed(home: Path) -> float:
    start = time.perf_counter()
    export(home)
    return time.perf_counter() - start
