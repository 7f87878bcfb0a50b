"""Readout files as they come, opened and kept from the terminal: two files, one file with two sides."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.terminal import BRIEFING, Tmux, run

CHINESE = re.compile("[\u4e00-\u9fff]{4}")

NORWEGIAN = """Norway’s Prime Minister spoke with China’s President

4 March 2026

Prime Minister Jonas Gahr Støre of Norway spoke with President Xi Jinping of China by telephone today.

The two leaders agreed to increase trade in salmon and to invest in offshore wind power.

Norway reaffirmed its support for Ukraine and called for a ceasefire.

The Prime Minister accepted an invitation to visit Beijing in the autumn of 2026.
"""
CHINESE_TEXT = """新华社北京2026年3月4日电　国家主席习近平3月4日同挪威首相斯特勒通电话。

习近平指出，中挪经贸合作前景广阔，双方应扩大三文鱼贸易，加强海上风电投资合作。

习近平强调，两国应当增进政治互信，推动双边关系健康稳定发展。

两国领导人还就共同关心的国际和地区问题交换了意见。
"""


@pytest.fixture
def call(tmp_path: Path) -> tuple[Path, Path]:
    """A call as two bare files: the first names its side and language, the second says nothing of itself."""
    norway, china = tmp_path / "norway.en.txt", tmp_path / "beijing says.txt"
    norway.write_text(NORWEGIAN)
    china.write_text(CHINESE_TEXT)
    return norway, china


def test_two_files_open_as_one_brief_and_guesses_are_marked(tmp_path: Path, call: tuple[Path, Path]) -> None:
    with Tmux(BRIEFING, *map(str, call), columns=120, rows=40, folder=tmp_path) as terminal:
        screen = terminal.wait_for("Norway–China?", "2026-03-04?", re.compile(r"NORWAY .*CHINA\? "))
        assert "NORWAY?" not in screen  # the file's name says it
        assert "zh?" in screen
        assert "en?" not in screen
        terminal.keys("2")
        terminal.wait_for(
            re.compile(r"▌2 Economy +1 +1\b"),
            re.compile(r"▌¶2\??[ │┊]+The two leaders agreed to[^│\n]*│"),
            re.compile(r"│[ ▌]¶2\??[ │┊]+习近平指出，中挪经贸合作前景广阔"),
        )
        terminal.keys("C-q")
        terminal.wait_for("EXIT=0")


def test_files_are_named_from_the_folder_where_they_lie(tmp_path: Path, call: tuple[Path, Path]) -> None:
    with Tmux(BRIEFING, call[1].name, call[0].name, columns=80, rows=24, folder=tmp_path) as terminal:
        terminal.wait_for("China–Norway?", re.compile(r"CHINA\? .*NORWAY "), CHINESE)
        terminal.keys("C-q")
        terminal.wait_for("EXIT=0")


def test_a_note_on_files_is_there_when_they_are_opened_again(tmp_path: Path, call: tuple[Path, Path]) -> None:
    with Tmux(BRIEFING, *map(str, call), columns=120, rows=40, folder=tmp_path) as terminal:
        terminal.wait_for("Norway–China?")
        terminal.keys("2")
        terminal.wait_for(re.compile("▌2 Economy"))
        terminal.keys("n")
        terminal.wait_for("Esc closes")
        terminal.type("how much salmon?")
        terminal.wait_for("how much salmon?")
        terminal.keys("Escape")
        terminal.wait_for("✎ how much salmon?", "compare · 1 note")
        terminal.keys("C-q")
        terminal.wait_for("EXIT=0")
    with Tmux(BRIEFING, *map(str, call), columns=120, rows=40, folder=tmp_path) as terminal:
        terminal.wait_for("Norway–China?", re.compile("▌2 Economy"), "✎ how much salmon?")


def test_labelled_readouts_open_and_are_kept(tmp_path: Path, readout: Callable[[str], Path]) -> None:
    files = [str(readout("SEED0_ru_en")), str(readout("E16_cn_zh"))]
    with Tmux(BRIEFING, *files, columns=120, rows=40, folder=tmp_path) as terminal:
        terminal.wait_for("Russia–China?", "2026-02-04?", re.compile(r"RUSSIA\? .*CHINA\? "))
        terminal.keys("3")
        terminal.wait_for(re.compile("▌3 Strategic stability"), CHINESE)
        terminal.keys("C-q")
        terminal.wait_for("EXIT=0")

    done = run("import", *files, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    kept = done.stdout.splitlines()[-1].split()[-1]
    assert kept == "2026-02-04-russia-china"
    listed = [line for line in run("list", folder=tmp_path).stdout.splitlines() if kept in line]
    assert len(listed) == 1
    assert "yours" in listed[0]
    assert "Russia, China" in listed[0]

    with Tmux(BRIEFING, kept, columns=120, rows=40, folder=tmp_path) as terminal:
        # Kept, what was guessed is still a guess.
        terminal.wait_for("Russia–China?", re.compile(r"RUSSIA\? .*CHINA\? "))
        terminal.keys("3")
        terminal.wait_for(re.compile("▌3 Strategic stability"), CHINESE)
        terminal.keys("q")
        terminal.wait_for("10 briefs", re.compile(r"▌ 2026-02-04  Russia–China"), "yours")
        terminal.keys("q")
        terminal.wait_for("EXIT=0")


def test_a_summary_of_both_sides_opens_as_two_sides(tmp_path: Path, readout: Callable[[str], Path]) -> None:
    with Tmux(BRIEFING, str(readout("SEED1_two_sides")), columns=120, rows=40, folder=tmp_path) as terminal:
        screen = terminal.wait_for("Russia–China?", re.compile(r"RUSSIA\? .*CHINA\? "))
        heads = next(line for line in screen.split("\n") if "RUSSIA?" in line)
        assert heads.count("summary?") == 2
        assert len(re.findall("not complete|incomplete", heads)) == 2
        for digit, words in (
            (1, "Bilateral Ties: The leaders"),
            (5, "Future Plans: Xi invited"),
            (6, "Timing and Setting: On"),
        ):
            terminal.keys(str(digit))
            terminal.wait_for(re.compile(f"▌{digit} [A-Z]"), words)
        # A summary says nothing of what it leaves out.
        assert "only Russia" not in terminal.screen()
        terminal.keys("C-q")
        terminal.wait_for("EXIT=0")


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with Tmux(BRIEFING, "nowhere.txt", columns=120, rows=24, folder=tmp_path) as terminal:
        terminal.wait_for(re.compile(r"^BEFORE\nbriefing: nowhere\.txt: .+\nEXIT=1$", re.MULTILINE))
