"""Texts of a size that no readout has: the analysis finishes, in bounded memory, and loses nothing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

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
