"""The bench of a large library, in small: it measures all it promises; and the list of a made-up library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from briefing_tui.finding import catalogue
from briefing_tui.finding.catalogue import Catalogue
from briefing_tui.finding.filtering import where
from briefing_tui.library.shelf import Shelf
from briefing_tui.settings.paths import Paths

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture
def scale(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(BENCH))
    import scale as module

    yield module
    for name in ("scale", "library", "contenders", "harness", "table"):
        sys.modules.pop(name, None)


def test_all_is_measured(scale: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "TYPED", ("vis",))
    figures = scale.measured(tmp_path, 20)
    assert all(value > 0 for value in figures.values())
    assert {name.split(",")[0] for name in figures} >= {"memory", "filter", "search", "import"}


def test_a_made_up_library_is_the_same_with_a_catalogue_and_without(
    scale: ModuleType, tmp_path: Path, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    scale.library.write(tmp_path / "made", 200)
    shelf = Shelf(places, tmp_path / "made")
    plain = shelf.entries()
    assert len(plain) > 200
    assert not any(e.problem for e in plain)
    kept = Catalogue(shelf, places.cache)
    assert kept.now() == plain
    assert kept.large
    monkeypatch.setattr(catalogue, "FEW", 1000)
    small = Catalogue(shelf, places.cache)
    assert small.now() == plain
    assert not small.large
    for words in ("visit", "side:china", "after:2015 -kind:call", "lang:zh summit", "origin:library"):
        asked = where(words, (), list)
        assert 0 < len(kept.rows(asked)) < len(plain)
        assert list(kept.rows(asked)) == list(small.rows(asked))


def test_the_same_seed_makes_the_same_library(scale: ModuleType) -> None:
    made = list(scale.library.briefs(5))
    assert made == list(scale.library.briefs(5)) != list(scale.library.briefs(5, seed=2))
    names = [name for m in scale.library.briefs(60) for name in m.files if name != "brief.md"]
    assert {name.split(".")[-2] for name in names} == {"en", "ru", "zh"}
