"""The first start, and every lesson of the welcome brief: each key that it names does what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from briefing_tui.tui.actions import ACTIONS, key_name
from tests.terminal.terminal import BRIEFING, Tmux

SIZES = [(80, 24), (120, 40)]
LIBRARY = "9 briefs"
FIRST = "Relations between the"  # words of the first lesson


@pytest.fixture
def been_here() -> None:
    """Nobody has."""


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tmux]:
    """The very first start."""
    columns, rows = request.param
    with Tmux(BRIEFING, columns=columns, rows=rows, folder=tmp_path) as opened:
        opened.wait_for("Welcome: a lesson on each card", FIRST)
        yield opened


def marked(paragraph: int) -> re.Pattern[str]:
    return re.compile(rf"▌¶{paragraph}\b")


def card(digit: int) -> re.Pattern[str]:
    return re.compile(rf"▌{digit} \w+")


def test_it_comes_once_over_the_library(terminal: Tmux, tmp_path: Path) -> None:
    terminal.keys("q")
    terminal.wait_for(LIBRARY)
    assert "Welcome" not in terminal.screen()
    terminal.keys("q")
    terminal.wait_for("EXIT=0")
    with Tmux(BRIEFING, columns=80, rows=24, folder=tmp_path) as again:
        assert "Welcome" not in again.wait_for(LIBRARY)


def test_it_comes_once_however_it_was_left(terminal: Tmux, tmp_path: Path) -> None:
    with Tmux(BRIEFING, columns=80, rows=24, folder=tmp_path) as beside:
        beside.wait_for(LIBRARY)


def test_a_brief_that_is_named_comes_first(tmp_path: Path) -> None:
    with Tmux(BRIEFING, "2025-02-24-putin-xi", columns=80, rows=24, folder=tmp_path) as terminal:
        terminal.wait_for("Putin–Xi telephone call")


@pytest.mark.parametrize("kept", ["notes/x/2026-01-01.md", "briefs/x/brief.md"])
def test_who_has_worked_here_needs_no_lesson(kept: str, home: Path, tmp_path: Path) -> None:
    path = home / "data" / "briefing-tui" / kept
    path.parent.mkdir(parents=True)
    path.write_text("---\ntitle: x\n---\n")
    with Tmux(BRIEFING, columns=80, rows=24, folder=tmp_path) as terminal:
        assert "a lesson on each card" not in terminal.wait_for("briefing", "Enter open")


def test_it_can_be_opened_again(terminal: Tmux) -> None:
    terminal.keys("2", "q")
    terminal.wait_for(LIBRARY)
    terminal.keys("W")
    terminal.wait_for(FIRST, card(1))
    terminal.keys("q")
    terminal.wait_for(LIBRARY)
    terminal.keys("Enter")
    terminal.wait_for("compare ·", "RUSSIA")  # wide, the library names the sides as well
    terminal.keys("?")
    terminal.wait_for("Keys (brief)")
    terminal.keys("W")
    terminal.wait_for(FIRST, card(1))
    terminal.keys("q")
    terminal.wait_for("compare ·", "RUSSIA")


def test_from_the_lessons_of_the_first_start_too(terminal: Tmux) -> None:
    terminal.keys("2", "?")
    terminal.wait_for("Keys (brief)")
    terminal.keys("W")
    terminal.wait_for(FIRST, card(1))
    terminal.keys("q")
    terminal.wait_for(LIBRARY)


def test_moving(terminal: Tmux) -> None:
    for key, paragraph in (("j", 3), ("k", 2), ("Down", 3), ("Up", 2)):
        terminal.keys(key)
        terminal.wait_for(marked(paragraph), FIRST)
    for key in ("l", "h", "Right", "Left"):
        before = terminal.screen()
        terminal.keys(key)
        terminal.wait_gone(before)
        terminal.wait_for(marked(2))
    for digit in range(1, 7):
        terminal.keys(str(digit))
        terminal.wait_for(card(digit))


def test_notes_and_export(terminal: Tmux, tmp_path: Path, home: Path) -> None:
    terminal.keys("2")
    terminal.wait_for("Trade in notes", "only Program")
    terminal.keys("n")
    terminal.wait_for("Esc closes", "✎ Program ¶4")
    terminal.type("my first note")
    terminal.wait_for("my first note")
    terminal.keys("Escape")
    terminal.wait_for("compare · 1 note", "✎ my first note")
    (kept,) = (home / "data" / "briefing-tui" / "notes" / "welcome").glob("*.md")
    assert "my first note" in kept.read_text()
    terminal.keys("t")
    terminal.wait_for("Notes", "my first note", "Enter go there")
    terminal.keys("q")
    terminal.wait_for("compare · 1 note")
    terminal.keys("e")
    terminal.wait_for("Write to:")
    terminal.keys("Escape")
    terminal.wait_gone("Write to:")
    terminal.keys("e")
    terminal.wait_for("Write to:")
    terminal.keys("Enter")
    terminal.wait_for("written: ")
    assert "my first note" in (tmp_path / "welcome.md").read_text()
    # The note leads back to the lesson from the list of all notes.
    terminal.keys("q")
    terminal.wait_for("9 briefs · 1 note")
    terminal.keys("t")
    terminal.wait_for("my first note", "welcome")
    terminal.keys("Enter")
    terminal.wait_for(card(2), marked(4), "✎ my first note")


def test_why_and_corrections(terminal: Tmux) -> None:
    terminal.keys("3")
    terminal.wait_for(card(3), marked(6))
    terminal.keys("=")
    terminal.wait_for("Why ¶6 of Program stands here", "verification")
    terminal.keys("q")
    terminal.wait_for(card(3), marked(6))
    terminal.keys("j")
    terminal.wait_for(marked(7))
    terminal.keys("c", "4")
    terminal.wait_for(re.compile(r"¶7 .*moved|moved.*¶7|▌¶7"), "✓")
    terminal.keys("u")
    terminal.wait_gone("✓")
    terminal.keys("3")
    terminal.wait_for(card(3))
    terminal.keys("g", "j", "j")
    terminal.wait_for(marked(8))
    assert terminal.screen().count("only Reader") == 1
    terminal.keys("m")
    terminal.keys("j")
    terminal.wait_for(marked(5))
    terminal.keys("m")
    terminal.wait_for("✓")
    terminal.wait_gone("only Reader")
    terminal.keys("u")
    terminal.wait_for("only Reader")


def test_views_and_originals(terminal: Tmux) -> None:
    terminal.keys("4")
    terminal.wait_for(card(4), "→ 6 Setting and tone")
    for view in ("read", "gaps", "doubts", "coverage", "compare"):
        terminal.keys("v")
        terminal.wait_for(f"view: {view}")
    terminal.keys("o")
    terminal.wait_for("PROGRAM  digest · ru", re.compile("[а-яё]{6}"))
    terminal.keys("o")
    terminal.wait_for("PROGRAM  digest · en")
    terminal.keys("6")
    terminal.wait_for("→ 4 Regional issues")


def test_help_palette_and_find(terminal: Tmux) -> None:
    terminal.keys("5")
    terminal.wait_for(card(5))
    terminal.keys("?")
    terminal.wait_for("Keys (brief)")
    terminal.keys("q")
    terminal.wait_for(card(5))
    terminal.keys(":")
    terminal.wait_for(re.compile(r"Card 1 +1"))
    terminal.type("lessons")
    terminal.wait_for("Welcome: the lessons again")
    terminal.keys("Escape")
    terminal.wait_for(card(5))
    terminal.keys("/")
    terminal.wait_for("Find:")
    terminal.type("mouse")
    terminal.keys("Enter")
    terminal.wait_for(card(6), marked(1))


def test_every_key_that_is_named_is_one(shelf: Shelf) -> None:
    """As it is bound from the beginning, in the brief or, of what is said of the library, there."""
    known = {
        key_name(key) for table in ("brief", "library", "editor") for a in ACTIONS[table] for key in a.keys
    }
    text = " ".join(b.text for r in shelf.welcome().readouts if r.language == "en" for b in r.body)
    named = set(re.findall(r"(?<![\w.’])([a-zA-Z=/?:])(?= |[.,:;](?: |$))", text)) - {"a", "A", "I"}
    assert named == set("jkhlqntecumvoiW=/?:")
    assert named | {"Enter", "Esc"} <= known
