"""The analysis, measured: a pair of 1,500-word readouts, the lexicon, and how time grows with the text.

    make bench

The texts are sentences of the bundled briefs, shuffled with a seed: the same ones each time. Measured is the
time of the processor: what other programs take meanwhile is none of ours.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing_tui.analysis import tables, words
from briefing_tui.analysis.compare import compare
from briefing_tui.library.cache import Cache
from briefing_tui.library.folder import read_folder
from briefing_tui.model import Comparison, Readout
from briefing_tui.reading import gazetteer, load, sentences, terms
from briefing_tui.reading.load import Source

BRIEFS = Path(__file__).parent.parent / "briefs"
WORDS = 1500
# Chinese has no spaces: so many signs say as much as an English word.
SIGNS_A_WORD = 1.7
MOST = 0.060  # seconds: what nobody notices
GROWTH = 12  # times as long for a text eight times as long: linear, with some room for noise

pytestmark = pytest.mark.benchmark(timer=time.process_time)
Say = Callable[[str], None]


@pytest.fixture(autouse=True)
def no_garbage_collection() -> Iterator[None]:
    """As in ``desk.open_screen``, until the first frame; and it costs what else is in memory."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@cache
def pool(language: str, china: bool) -> tuple[str, ...]:
    """Every sentence of China's bundled readouts in a language, or of the other sides': none is in both."""
    found = [
        block.text[start:end]
        for folder in sorted(BRIEFS.iterdir())
        for readout in read_folder(folder, "bundled").readouts
        if readout.language == language and (readout.side == "china") == china
        for block in readout.body
        for start, end in sentences.split(block.text)
    ]
    return tuple(dict.fromkeys(found))


def size(text: str, language: str) -> float:
    return len(text) / SIGNS_A_WORD if language == "zh" else len(text.split())


def readout(side: str, language: str, much: float = WORDS, seed: int = 1) -> Readout:
    """About ``much`` words in paragraphs of one to four sentences."""
    chance = random.Random(f"{seed} {side} {language}")
    paragraphs: list[str] = []
    have = 0.0
    left: list[str] = []
    while have < much:
        taken = []
        for _ in range(chance.randint(1, 4)):
            if not left:
                left = list(pool(language, side == "china"))
                chance.shuffle(left)
            taken.append(left.pop())
        paragraphs.append(("" if language == "zh" else " ").join(taken))
        have += size(paragraphs[-1], language)
    source = Source("t.txt", "\n\n".join(paragraphs), False)
    return load.read_source(source, f"{side}.{language}", side=side, language=language)[0]


def count(made: Comparison) -> int:
    """The sentences of both texts."""
    both = [c for c in (made.left, made.right) if c]
    return sum(len(sentences.split(b.text)) for c in both for b in c.readout.body)


def analyse(left: Readout, right: Readout) -> Comparison:
    """As for texts never seen before: the words of a sentence are remembered for a while."""
    terms.words.cache_clear()
    return compare(left, right)


def least(work: Callable[[], object], rounds: int) -> float:
    """The best time of several: what the machine takes where nothing is in its way."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(("ours", "theirs"), [("en", "en"), ("ru", "zh")], ids=["en-en", "ru-zh"])
def test_a_pair_of_readouts(benchmark: Any, say: Say, ours: str, theirs: str) -> None:
    left, right = readout("russia", ours), readout("china", theirs)
    assert min(size(" ".join(b.text for b in r.body), r.language) for r in (left, right)) >= WORDS
    made = benchmark(analyse, left, right)
    assert made.matches
    best = benchmark.stats.stats.min
    rate = count(made) / best
    benchmark.extra_info["sentences a second"] = round(rate)
    say(f"{ours}-{theirs}: {count(made)} sentences in {best * 1000:.1f} ms, {rate:,.0f} sentences a second")
    assert best < MOST


def forget_words() -> None:
    """As at the start of the program: nothing of the lexicon is read. Places are known already (reading)."""
    words.use({})
    words.cards.cache_clear()
    tables.read.cache_clear()
    gazetteer.find_people("Putin"), gazetteer.find_places("Oslo")


def load_words(*languages: str) -> None:
    words.cards(), words.rules(), words.frequency(), words.subjects()
    for section in ("cards", "matches"):
        words.weights(section)
    for name in ("great_powers", "trouble_spots"):
        words.listed(name)
    for language in languages:
        words.topics(language), words.signs(language), words.common(language)
        words.concepts(language), words.vocabulary(language)


@pytest.mark.parametrize("languages", [("en",), ("ru", "zh")], ids=["en", "ru and zh"])
def test_the_words_are_loaded(
    benchmark: Any, say: Say, languages: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As at every start but the very first one: what was parsed then is kept in the cache."""
    monkeypatch.setattr(tables, "_keeper", [])
    tables.keep_in(Cache(tmp_path))
    forget_words()
    load_words(*languages)
    benchmark.pedantic(load_words, args=languages, setup=forget_words, rounds=25)
    best = benchmark.stats.stats.min
    say(f"lexicon for {' and '.join(languages)}: {best * 1000:.1f} ms")
    assert best < MOST


@pytest.mark.parametrize(("ours", "theirs"), [("en", "en"), ("ru", "zh")], ids=["en-en", "ru-zh"])
def test_time_grows_with_the_text(benchmark: Any, say: Say, ours: str, theirs: str) -> None:
    short, long = (
        (readout("russia", ours, WORDS * times), readout("china", theirs, WORDS * times)) for times in (1, 8)
    )
    once = least(lambda: analyse(*short), 12)
    benchmark.pedantic(analyse, args=long, rounds=4)
    ratio = benchmark.stats.stats.min / once
    benchmark.extra_info["times as long for 8 times the text"] = round(ratio, 1)
    say(f"{ours}-{theirs}: 8 times the text takes {ratio:.1f} times as long")
    assert ratio <= GROWTH
