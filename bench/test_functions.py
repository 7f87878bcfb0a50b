"""The functions that a reader waits for, on a bundled brief: a file read, lines broken, pages, the export.

    make bench

Measured is the time of the processor, as for the analysis; what one call keeps for the next is forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from contenders import BRIEF

from briefing_tui import wrapping
from briefing_tui.analysis.compare import compare
from briefing_tui.export import markdown
from briefing_tui.library.folder import read_folder
from briefing_tui.model import CARDS, Brief, Comparison, pairs
from briefing_tui.reading.load import read_file
from briefing_tui.tui import typography, views

FOLDER = Path(__file__).parent.parent / "briefs" / BRIEF
WIDTH = 96  # cells of the text in a window of 120
MOST = 0.060  # seconds: what nobody notices

pytestmark = pytest.mark.benchmark(timer=time.process_time)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return read_folder(FOLDER, "bundled")


@pytest.fixture(scope="module")
def made(brief: Brief) -> Comparison:
    pair = pairs(brief)[0]
    texts = {readout.key: readout for readout in brief.readouts}
    return compare(texts[pair.left], texts[pair.right] if pair.right else None)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.*.md")), ids=lambda path: path.stem)
def test_a_readout_is_read(benchmark: Any, path: Path) -> None:
    assert benchmark(read_file, path)
    assert benchmark.stats.stats.min < MOST


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_lines_are_broken(benchmark: Any, brief: Brief, language: str) -> None:
    texts = [b.text for r in brief.readouts if r.language == language for b in r.body]
    assert benchmark(lambda: [wrapping.wrap(text, 44) for text in texts])
    assert benchmark.stats.stats.min < MOST


PAGES: dict[str, Callable[[views.Content], object]] = {
    "compare": lambda content: [views.compare(content, card, WIDTH) for card in CARDS],
    "read": lambda content: views.read(content, 0, WIDTH),
    "gaps": lambda content: views.gaps(content, WIDTH),
    "doubts": lambda content: views.doubts(content, WIDTH),
    "coverage": lambda content: views.coverage(content, "", WIDTH),
}


@pytest.mark.parametrize("view", views.VIEWS)
def test_pages_are_made(benchmark: Any, made: Comparison, view: str) -> None:
    """``compare``: of all six cards."""
    content = views.Content(made)
    benchmark.pedantic(PAGES[view], args=(content,), setup=typography._wrapped.cache_clear, rounds=50)
    assert benchmark.stats.stats.min < MOST


def test_a_brief_is_written_as_markdown(benchmark: Any, brief: Brief, made: Comparison) -> None:
    assert benchmark(markdown.render, brief, made, []).startswith("# ")
    assert benchmark.stats.stats.min < MOST
