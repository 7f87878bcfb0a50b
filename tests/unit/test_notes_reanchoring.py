"""Random notes, random edits: hardly a note is put on words not its own. ``make anchors`` prints it."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest
from rapidfuzz.distance import Levenshtein

from briefing_tui.notes import similar

from ..conftest import ROOT

NOTES = 1000
# What is wanted of each edit, in notes of a hundred: at least so many placed, at most so many.
PLACED = {
    "its paragraph deleted": (0, 1),
    "a paragraph inserted": (99, 100),
    "paragraphs reordered": (97, 100),
    "two typos in the quotation": (97, 100),
    "spelling and quotes normalised": (99, 100),
    "translation swapped": (0, 1),
}


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_anchors", ROOT / "bench" / "anchors.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts(bench: ModuleType) -> object:
    return bench.bundled()


@pytest.mark.parametrize("name", PLACED)
def test_hardly_a_note_is_put_on_other_words(bench: ModuleType, texts: object, name: str) -> None:
    tally = bench.measured(texts, bench.EDITS[name], NOTES, seed=1)
    assert tally["wrong"] <= NOTES / 100
    assert not tally["wrong exact"], "what is not looked at again is never wrong"
    least, most = PLACED[name]
    assert least * NOTES / 100 <= tally["exact"] + tally["review"] <= most * NOTES / 100


def test_every_edit_is_tried(bench: ModuleType) -> None:
    assert set(bench.EDITS) == set(PLACED)


def test_it_is_the_thresholds_that_decide(
    bench: ModuleType, texts: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "WORDS", 0)
    monkeypatch.setattr(similar, "TOTAL", 0)
    for name in ("its paragraph deleted", "translation swapped"):
        assert bench.measured(texts, bench.EDITS[name], 100, seed=1)["wrong"] > 50


@pytest.mark.parametrize("name", PLACED)
def test_the_truth_is_the_quotation(bench: ModuleType, texts: object, name: str) -> None:
    """What the generator says became of a quotation is what stands there."""
    for case in bench.cases(texts, bench.EDITS[name], 60, seed=2):
        became = "".join(case.edited.paragraph(n).text[at] for n, at in sorted(case.truth))
        if name in ("a paragraph inserted", "paragraphs reordered"):
            assert became == case.anchor.exact
        elif name in ("its paragraph deleted", "translation swapped"):
            assert not became
        else:
            assert Levenshtein.normalized_similarity(became, case.anchor.exact) > 0.3


def test_the_table(bench: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--notes", "12"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in PLACED)
