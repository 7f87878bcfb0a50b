"""Keys that arrive in one packet, as over a slow connection: none is lost, none becomes a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import BRIEFING, PATIENCE, Pty

PUTIN_XI = "2026-02-04-putin-xi"


@pytest.fixture
def brief(tmp_path: Path) -> Iterator[Pty]:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        yield terminal


def test_a_note_typed_in_one_go(brief: Pty, home: Path) -> None:
    brief.send("nsome deeper doubt")
    brief.wait_for("some deeper doubt", patience=2)
    brief.send("\x11")
    assert brief.wait(PATIENCE) == 0
    (kept,) = home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md")
    assert kept.read_text().endswith("\nsome deeper doubt\n")


def test_words_to_find_typed_in_one_go(brief: Pty) -> None:
    brief.send("/Taiwan\r")
    brief.wait_for("points with 'Taiwan'", patience=2)


def test_tab_and_a_move_in_one_go(brief: Pty) -> None:
    brief.send("\tj")
    brief.wait_for(re.compile("▌2 Economy"), patience=2)


@pytest.mark.parametrize(("key", "ready"), [("n", "Esc closes"), ("/", "Find:")])
def test_a_corrected_mistake_in_one_go(brief: Pty, key: str, ready: str) -> None:
    brief.send(key)
    brief.wait_for(ready)
    brief.send("Taiwam\x7fn")
    brief.wait_for(re.compile("Taiwan *$", re.MULTILINE), patience=2)


def test_moves_typed_in_one_go(brief: Pty) -> None:
    brief.send("4jjk")
    screen = brief.wait_for(re.compile("▌4 Regional"))
    paragraphs = re.findall(r"(?m)[ ▌]¶(\d+) ", screen)
    brief.wait_for(re.compile(rf"▌¶{paragraphs[1]}[? ]"))


def test_into_a_brief_and_out_of_it_in_one_go(tmp_path: Path) -> None:
    with Pty(BRIEFING, folder=tmp_path) as terminal:
        terminal.wait_for("3 briefs")
        terminal.send("j\r")
        terminal.wait_for("compare · 0 notes", "Putin–Xi telephone call")
        terminal.send("2qjq")
        assert terminal.wait(PATIENCE) == 0
