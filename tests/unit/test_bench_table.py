"""The arithmetic of the bench: what counts as worse than the baseline, and that it fails the run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

MODULES = ("contenders", "figures", "harness", "library", "program", "rounds", "startup", "table")


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """The bench with a baseline of its own, in which the start is 1.2 times that of hello-world."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import program as module

    monkeypatch.setattr(module, "BASELINE", tmp_path / "baseline.json")
    module.BASELINE.write_text('{"start": 1.2, "bytes": 600, "idle": 0}')
    yield module
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.fixture
def table(program: ModuleType) -> ModuleType:
    module: ModuleType = program.table
    return module


def ran(program: ModuleType, monkeypatch: pytest.MonkeyPatch, *figures: object, args: str = "--quick") -> str:
    """What the run says at its end when these figures were measured; nothing where it ends well."""
    monkeypatch.setattr(program, "quick", lambda count, home: (list(figures), ""))
    monkeypatch.setattr(sys, "argv", ["program.py", *args.split()])
    try:
        program.main()
    except SystemExit as end:
        return str(end)
    return ""


def test_what_is_worse_by_more_than_15_percent_fails_and_is_named(
    program: ModuleType, table: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, size = (
        table.ratio("start", [1.4, 1.4], [1.0, 1.0]),
        table.Figure("bytes", 680, "bytes", kept=True),
    )
    assert ran(program, monkeypatch, start, size).startswith("start: 1.40 is more than 15% above")
    start = table.ratio("start", [1.37, 1.37], [1.0, 1.0])
    assert ran(program, monkeypatch, start, size) == ""
    assert ran(program, monkeypatch, table.Figure("bytes", 700, "bytes", kept=True)).startswith("bytes: 700")
    assert ran(program, monkeypatch, table.Figure("idle", 1, "bytes/s", kept=True)).startswith("idle: 1 ")
    assert ran(program, monkeypatch, table.Figure("unheard of", 9, "×", kept=True)) == ""


def test_noise_alone_does_not_fail(table: ModuleType) -> None:
    """A slow round for one of the two shifts the median or the least, and hardly both."""
    busy = table.ratio("start", [2.0, 1.2, 1.9], [1.0, 1.0, 1.0])
    assert busy.value == 1.9
    assert not busy.worse(1.2)
    assert table.ratio("start", [2.0, 1.9, 1.9], [1.0, 1.0, 1.0]).worse(1.2)


def test_ratios_are_taken_round_by_round(table: ModuleType) -> None:
    """All of a round is slow together: the ratio is the same in each."""
    made = table.ratio("start", [1.1, 2.2, 11.0], [1.0, 2.0, 10.0], goal=1.3)
    assert made.value == pytest.approx(1.1)
    assert made.verdict == "ok"
    assert table.ratio("start", [1.4], [1.0], goal=1.3).verdict == "NOT"
    assert table.percentile(list(range(100)), 0.95) == 95


def test_the_baseline_is_what_was_kept(
    program: ModuleType, table: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not measured stays, what means nothing elsewhere is not kept, and worse is then the norm."""
    worse = table.ratio("start", [2.0], [1.0])
    assert ran(program, monkeypatch, worse, table.Figure("ms", 8, "ms"), args="--quick --keep") == ""
    assert table.read(program.BASELINE) == {"start": 2.0, "bytes": 600, "idle": 0}
    assert ran(program, monkeypatch, worse) == ""


def test_the_table_stands_between_its_marks(
    program: ModuleType, table: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{table.BEGIN}\nold\n{table.END}\n\nafter\n")
    start = table.ratio("start", [1.3], [1.0], goal=1.3, note="a note")
    for _ in range(2):
        assert ran(program, monkeypatch, start, args=f"--quick --write {page}") == ""
    text = page.read_text()
    assert text.startswith(f"before\n\n{table.BEGIN}\n\n| measure | goal | value |")
    assert text.endswith(f"\n\n{table.END}\n\nafter\n")
    assert text.count("| start | ≤ 1.30 | 1.30 | ok | 1.20 | a note |") == 1
    assert "old" not in text
    page.write_text("no marks")
    with pytest.raises(ValueError, match="are not in it"):
        table.put(page, "block")


def test_the_page_of_the_docs_has_the_marks(table: ModuleType) -> None:
    page = (ROOT / "docs" / "performance.md").read_text("utf-8")
    assert page.count(table.BEGIN) == page.count(table.END) == 1


def test_the_baseline_of_the_project_names_what_is_measured(program: ModuleType) -> None:
    """A figure that is renamed would be held to nothing any more."""
    kept = program.table.read(ROOT / "bench" / "baseline.json")
    visits = {name: [visit(program)] for name in ("hello-world", *program.contenders.WAYS)}
    made = (*program.steady(visits, {"hello-world": 1, "briefing": 1}),)
    assert {f.name for f in made} <= set(kept)


def test_of_what_did_not_come_to_rest_it_is_told(program: ModuleType) -> None:
    calm, restless = visit(program), visit(program, rested=False)
    assert program.rounds.restless({"a": [calm, restless], "b": [calm]}).endswith("to rest: a 1 of 2.")
    assert program.rounds.restless({"b": [calm]}) == ""


def visit(program: ModuleType, *, rested: bool = True) -> object:
    answers = tuple(program.rounds.Answer(step, 1, 1, 1, 1) for step in ("move", "card", "view"))
    return program.rounds.Visit(1.0, 1.0, 1, 1.0, 1.0, 0.0, 0.0, answers, rested)
