"""A point moved at the terminal is where the analyst put it: after leaving, and on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Card, Pair
from tests.terminal.terminal import BRIEFING, Tmux, run

PUTIN_XI = "2026-02-04-putin-xi"
MOVED = re.compile("✓ moved by you from (1 Bilateral ties|card 1)")


@pytest.fixture(params=[(120, 40), (80, 24)], ids=["120x40", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    chosen: tuple[int, int] = request.param
    return chosen


@pytest.fixture
def words(shelf: Shelf) -> str:
    """The first words of the first point that the program has on the first card."""
    made = shelf.compare(shelf.open(PUTIN_XI), Pair("russia.en", "china.en"))
    return made.left.on(Card.BILATERAL)[0].text[:18]


def opened(size: tuple[int, int], folder: Path) -> Iterator[Tmux]:
    with Tmux(BRIEFING, PUTIN_XI, columns=size[0], rows=size[1], folder=folder) as terminal:
        terminal.wait_for("compare · 0 notes", "RUSSIA")
        yield terminal


def test_a_point_is_moved_and_still_there_after_leaving(
    size: tuple[int, int], tmp_path: Path, words: str
) -> None:
    def shown(card: str) -> str:
        return run("show", PUTIN_XI, "--card", card, folder=tmp_path).stdout

    assert words in shown("bilateral") and words not in shown("economy")
    for terminal in opened(size, tmp_path):
        terminal.keys("1", "g")
        terminal.wait_for(re.compile(f"▌¶[0-9]+[?]?[ │┊]+{words}"))
        terminal.keys("c")
        terminal.wait_for("1 Bilateral 2 Economy 3 Stability 4 Regional 5 Future 6 Setting · Esc")
        terminal.keys("2")
        terminal.wait_for("moved to 2 Economy; u undoes", MOVED, re.compile(f"▌¶[0-9]+[?]?[ │┊]+{words}"))
        terminal.keys("C-q")
        terminal.wait_for("EXIT=0")
    assert words in shown("economy") and words not in shown("bilateral")
    assert "(moved by you from card 1)" in shown("economy")
    for terminal in opened(size, tmp_path):
        terminal.wait_for(MOVED, re.compile(f"▌¶[0-9]+[?]?[ │┊]+{words}"))
        terminal.type("c3")  # in one packet
        terminal.wait_for("moved to 3 Strategic stability; u undoes")
        terminal.keys("u")
        terminal.wait_for("undone: moved to 3 Strategic stability", MOVED)
        terminal.type("c1")
        terminal.wait_for("moved to 1 Bilateral ties, as the program has it; u undoes")
        terminal.wait_gone("✓ moved by you")  # the foot may be drawn before the text
        terminal.keys("C-q")
        terminal.wait_for("EXIT=0")
    assert words in shown("bilateral") and words not in shown("economy")
