"""Texts of a size that no readout has: the analysis finishes, in bounded memory, and loses nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache

import pytest

from briefing_tui.analysis import limits, rows
from briefing_tui.analysis.compare import compare
from briefing_tui.library import codec
from briefing_tui.model import CARDS, Card, Comparison
from briefing_tui.reading.load import Source, read_source
from tests.unit.growth import MOST, TIMES, growth

SAID = {
    "en": "Putin discussed trade in gas worth $5 billion with Iran on 4 May 2027, and “strategic ties”, ",
    "ru": "Путин обсудил торговлю газом на 5 млрд долларов с Ираном 4 мая 2027 года, и «связи», ",
    "zh": "习近平讨论了2027年5月4日与伊朗价值50亿美元的天然气贸易，以及战略稳定，",
}
# A process of its own: its memory is the analysis's alone, and a hang ends with the timeout.
PROGRAM = """
import json, resource, sys
from briefing_tui.analysis.compare import compare
from briefing_tui.reading import load, sentences
from briefing_tui.reading.load import Source

piece, times, language = json.loads(sys.argv[1])
compare(load.read_source(Source("t.txt", "Trade.", False), "russia.en")[0])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
body = piece * times
left, right = (load.read_source(Source("t.txt", text, False), f"{side}.{language}", side=side)[0]
               for side, text in (("russia", body), ("china", piece)))
made = compare(left, right)
letters = lambda text: sum(map(str.isalnum, text))
print(json.dumps({
    "lost": letters(body) - sum(letters(p.text) for p in made.left.points),
    "sentences": sum(len(sentences.split(b.text)) for b in left.body),
    "points": len(made.left.points),
    "matches": len(made.matches),
    "paragraphs": len(left.body),
    "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024,
}))
"""


def analysed(piece: str, times: int, language: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps([piece, times, language])],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    made: dict[str, int] = json.loads(done.stdout)
    return made


@pytest.mark.parametrize("language", sorted(SAID))
def test_one_line_of_a_megabyte(language: str) -> None:
    piece = SAID[language]
    made = analysed(piece, 1_000_000 // len(piece.encode()) + 1, language)
    assert made["lost"] == 0
    assert made["paragraphs"] == 1
    assert made["points"] >= 1
    assert made["megabytes"] < 1500


def test_fifty_thousand_short_sentences() -> None:
    made = analysed("Trade grew. Iran spoke. ", 25_000, "en")
    assert made["lost"] == 0
    assert made["sentences"] == 50_000
    assert made["megabytes"] < 1500


WORDS = (
    "trade",
    "gas",
    "security",
    "culture",
    "science",
    "Ukraine",
    "space",
    "ports",
    "Iran",
    "visas",
    "art",
)
SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    "sentences": (
        150,
        lambda n: " ".join(f"They said {WORDS[i % 11]} {i} grew in {WORDS[i // 11 % 11]}." for i in range(n)),
    ),
    "paragraphs": (150, lambda n: "\n\n".join(f"Item {i}: {WORDS[i % 11]} grew." for i in range(n))),
    "figures": (1_500, lambda n: " ".join(map(str, range(n)))),
    "days": (300, lambda n: "4 March 2026 and 5 March 2027, 6 March " * n),
    "list": (400, lambda n: "They discussed " + ", ".join(f"{WORDS[i % 11]} word{i}" for i in range(n))),
    "names": (300, lambda n: "Russia China United States Xi Jinping " * n),
}


def compared(left: str, right: str) -> Comparison:
    a, b = (
        read_source(Source("t.txt", text, False), f"{side}.en")[0]
        for side, text in (("russia", left), ("china", right))
    )
    return compare(a, b)


def gone_through(text: str) -> int:
    """The rows of two readouts that both have this text."""
    made = compared(text, text)
    return sum(len(rows.rows(made, card)) for card in CARDS)


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text(shape: str) -> None:
    size, text = SHAPES[shape]
    assert growth(lambda n: gone_through(text(n)), size) < MOST


def test_time_of_the_rows_grows_with_the_points() -> None:
    def text(n: int) -> str:
        return "\n\n".join(f"They spoke of t{i:05} and p{i:05} in {WORDS[i % 11]}." for i in range(n))

    made = {n: compared(text(n), text(n)) for n in (600, 600 * TIMES)}
    assert growth(lambda n: [rows.rows(made[n], card) for card in CARDS], 600) < MOST


# -- longer than any readout ------------------------------------------------------------------------

SHORT = "Russia and China agreed on trade in gas."
LONG = {
    "in paragraphs": "\n\n".join(f"Trade in gas {i} grew." for i in range(limits.MOST_SENTENCES + 50)),
    "in a line": " ".join(f"Trade in gas {i} grew." for i in range(limits.MOST_SENTENCES + 50)),
    "of no card": " ".join(f"So it went {i}." for i in range(limits.MOST_SENTENCES + 50)),
    "in letters": "\n\n".join(f"Trade in gas grew {'x' * 9_000} {i}." for i in range(70)),
    "a sentence": "Trade in gas grew " + "x, " * (limits.MOST_LETTERS // 3),
}


@cache
def cut(form: str) -> Comparison:
    return compared(LONG[form], SHORT)


@pytest.mark.parametrize("form", LONG)
def test_what_is_too_long_is_kept_whole(form: str) -> None:
    made = cut(form)
    letters = [c for c in LONG[form] if not c.isspace()]
    assert [c for p in made.left.points for c in p.text if not c.isspace()] == letters
    first = next(i for i, p in enumerate(made.left.points) if not limits.is_sorted(p))
    beyond = made.left.points[first:]
    assert not any(map(limits.is_sorted, beyond))
    assert {p.card for p in beyond} == {Card.CONTEXT}
    assert not {p.id for p in beyond} & rows.matched(made)
    if form not in ("a sentence", "of no card"):
        assert any(p.card is Card.ECONOMY for p in made.left.points[:first])


@pytest.mark.parametrize("form", LONG)
def test_what_is_too_long_says_so(form: str) -> None:
    """At each of its rows; and what the other side alone has is no silence: it may stand there."""
    made = codec.unpack_comparison(
        json.loads(json.dumps(codec.pack_comparison(cut(form)))),
        cut(form).left.readout,
        cut(form).right.readout,  # type: ignore[union-attr]
    )
    assert made.right
    found = [row for card in CARDS for row in rows.rows(made, card)]
    unsorted = [row for row in found if row.left and not limits.is_sorted(row.left[0].point)]
    assert unsorted and all("not sorted or compared: the text is too long" in r.remarks for r in unsorted)
    assert not any(limits.UNSORTED.term in row.remarks for row in found if row not in unsorted)
    told = "unknown: the Russia text is too long to be compared to its end"
    assert rows.gap_words(made.left, made.right) == rows.gap_words(made.right, made.left) == told


def test_a_long_readout_is_sorted_and_compared_to_its_end() -> None:
    text = "\n\n".join(f"Trade in gas {i} grew." for i in range(limits.MOST_SENTENCES))
    made = compared(text, SHORT)
    assert made.right and all(map(limits.is_sorted, made.left.points))
    assert rows.gap_words(made.right, made.left) == "only China"
