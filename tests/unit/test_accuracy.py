"""``make accuracy``: what it says without a corpus, and that it fails below a floor."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ..conftest import ROOT

SCRIPT = ROOT / "bench" / "accuracy.py"
PRINTED = """\
WRONG  one 1.2 got economy, want stability/future The sides spoke of gas.
LOST   one 1.3 A sentence that is gone.
card bilateral  F1 0.900  support 10
card economy    F1 0.800  support 5
card stability  F1 0.700  support 4
lang en   strict 0.950 lenient 0.980 of 20 lost 1 doubled 0
lang ru   strict 0.930 lenient 0.950 of 10 lost 0 doubled 0
lang zh   strict 0.940 lenient 0.950 of 10 lost 0 doubled 2
lang all  strict 0.941 lenient 0.960 of 40 lost 1 doubled 2
macro-F1 0.912
pair one+two: 3/4 labelled pairs found, 3/5 matches right
  MISSED 1.1 ~ 2.1
  FALSE  'this' ~ 'that'
matches precision 0.810 recall 0.760 F1 0.784
"""
# Prints what it is told to beside it; asks the program as the real one does.
STUB = """\
import argparse, json, pathlib, shlex, subprocess
options = argparse.ArgumentParser()
for name in ("labels", "readouts", "run"):
    options.add_argument(f"--{name}", required=True)
options.add_argument("--misses", action="store_true")
given = options.parse_args()
assert set(json.loads(pathlib.Path(given.labels).read_text())) == {"one", "two"}
for path in sorted(pathlib.Path(given.readouts).iterdir()):
    argv = [str(path) if word == "{}" else word for word in shlex.split(given.run)]
    made = json.loads(subprocess.run(argv, capture_output=True, check=True).stdout)
    assert made["readouts"][0]["points"]
print(pathlib.Path(__file__).with_name("printed.txt").read_text(), end="")
"""
GOOD = PRINTED.replace("lost 1", "lost 0").replace("doubled 2", "doubled 0")


@pytest.fixture(scope="module")
def accuracy() -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two texts of our own, their labels, and a stub of ``score.py``."""
    folder = tmp_path / "a corpus"  # with a space, as folders have
    (folder / "readouts").mkdir(parents=True)
    for name, side in (("one", "france"), ("two", "germany")):
        text = f"---\nside: {side}\nlanguage: en\nsource: official\n---\n\nThe sides spoke of gas.\n"
        (folder / "readouts" / f"{name}.txt").write_text(text)
    (folder / "labels.json").write_text(json.dumps({"one": [], "two": []}))
    (folder / "score.py").write_text(STUB)
    return folder


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *args],
        capture_output=True, text=True, timeout=120, check=False, env=dict(os.environ),
    )  # fmt: skip


def test_no_corpus_is_said_in_one_line(tmp_path: Path) -> None:
    done = run("--corpus", str(tmp_path / "nowhere"))
    assert done.returncode == 2
    where = tmp_path / "nowhere"
    said = f"accuracy: no labelled readouts at {where}; name their folder: make accuracy CORPUS=DIR\n"
    assert done.stdout == said
    assert done.stderr == ""


def test_all_floors_hold(corpus: Path) -> None:
    (corpus / "printed.txt").write_text(GOOD)
    done = run("--corpus", str(corpus))
    assert done.returncode == 0, done.stderr
    assert "FAILS" not in done.stdout
    assert "want / got" in done.stdout
    assert "WRONG" not in done.stdout and "MISSED" not in done.stdout
    assert "WRONG" in run("--corpus", str(corpus), "--misses").stdout


@pytest.mark.parametrize(
    ("was", "now", "named"),
    [
        ("strict 0.930", "strict 0.910", "strict ru"),
        ("macro-F1 0.912", "macro-F1 0.899", "macro-F1"),
        ("precision 0.810", "precision 0.790", "matches precision"),
        ("recall 0.760", "recall 0.740", "matches recall"),
        ("F1 0.784", "F1 0.770", "matches F1"),
        ("of 40 lost 0", "of 40 lost 1", "lost or doubled"),
        ("lost 0 doubled 0\nmacro", "lost 0 doubled 1\nmacro", "lost or doubled"),
        ("matches precision 0.810 recall 0.760 F1 0.784\n", "", "matches F1"),
    ],
)
def test_one_figure_below_its_floor_fails(corpus: Path, was: str, now: str, named: str) -> None:
    assert GOOD.count(was) == 1
    (corpus / "printed.txt").write_text(GOOD.replace(was, now))
    done = run("--corpus", str(corpus))
    assert done.returncode == 1, done.stderr
    failing = [line for line in done.stdout.splitlines() if line.endswith("FAILS")]
    assert [line for line in failing if line.startswith(named)]
    assert len(failing) == (3 if not now else 1)


def test_a_score_that_breaks_off_fails(corpus: Path) -> None:
    done = run("--corpus", str(corpus))
    assert done.returncode == 1
    assert done.stderr.startswith("score.py: ")


def test_figures_are_read_as_printed(accuracy: ModuleType) -> None:
    found, lost, doubled = accuracy.figures(PRINTED)
    assert found == {
        "strict en": 0.95, "strict ru": 0.93, "strict zh": 0.94, "strict all": 0.941, "macro-F1": 0.912,
        "matches precision": 0.81, "matches recall": 0.76, "matches F1": 0.784,
    }  # fmt: skip
    assert (lost, doubled) == (1, 2), "of all languages"
    assert set(found) == set(accuracy.FLOORS)


def test_the_confusions(accuracy: ModuleType) -> None:
    head, *lines = accuracy.confusion(PRINTED).splitlines()
    assert head.split() == ["want", "/", "got", *(c[:9] for c in accuracy.CARDS)]
    table = {line.split()[0]: line.split()[1:] for line in lines}
    assert table["bilateral"] == ["10", ".", ".", ".", ".", "."]
    assert table["stability"] == [".", "1", "3", ".", ".", "."]
    assert table["economy"] == [".", "5", ".", ".", ".", "."]
