"""Keys that arrive in one packet, as over a slow connection: none is lost, none becomes a command."""

from __future__ import annotations

import random
import re
import time
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
    brief.wait_for("some deeper doubt")
    brief.send("\x11")
    assert brief.wait(PATIENCE) == 0
    (kept,) = home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md")
    assert kept.read_text().endswith("\nsome deeper doubt\n")


def test_words_to_find_typed_in_one_go(brief: Pty) -> None:
    brief.send("/Taiwan\r")
    brief.wait_for("with “Taiwan”")


def test_tab_and_a_move_in_one_go(brief: Pty) -> None:
    brief.send("\tj")
    brief.wait_for(re.compile("▌2 Economy"))


@pytest.mark.parametrize(("key", "ready"), [("n", "Esc closes"), ("/", "Find:")])
def test_a_corrected_mistake_in_one_go(brief: Pty, key: str, ready: str) -> None:
    brief.send(key)
    brief.wait_for(ready)
    brief.send("Taiwam\x7fn")
    brief.wait_for(re.compile("Taiwan *$", re.MULTILINE))


def test_moves_typed_in_one_go(brief: Pty) -> None:
    brief.send("4jjk")
    screen = brief.wait_for(re.compile("▌4 Regional"))
    paragraphs = re.findall(r"(?m)[ ▌]¶(\d+)[ │┊]", screen)
    brief.wait_for(re.compile(rf"▌¶{paragraphs[1]}[? │┊]"))


def test_counts_typed_in_one_go(brief: Pty) -> None:
    brief.send("403jkk01j")
    screen = brief.wait_for(re.compile("▌4 Regional"))
    paragraphs = re.findall(r"(?m)[ ▌]¶(\d+)[ │┊]", screen)
    brief.wait_for(re.compile(rf"▌¶{paragraphs[2]}[? │┊]"))
    brief.send("7")
    brief.wait_for("7 · j that many on")
    brief.send("\x1b")
    brief.wait_gone("that many on")


def test_into_a_brief_and_out_of_it_in_one_go(tmp_path: Path) -> None:
    with Pty(BRIEFING, folder=tmp_path) as terminal:
        terminal.wait_for("9 briefs")
        terminal.send("j\r")
        terminal.wait_for("compare · 0 notes", "Putin–Xi talks after the SCO summit")
        terminal.send("2qjq")
        assert terminal.wait(PATIENCE) == 0


def test_a_note_typed_in_pieces_of_any_size_keeps_its_order(brief: Pty, home: Path) -> None:
    """Letters on their way to the text behind the editor, and letters that go to it: none overtakes."""
    words = "the quick brown fox jumps over the lazy dog 0123456789"
    chance = random.Random(7)
    for _ in range(8):
        rest = f"n{words}"
        while rest:
            size = chance.choice([1, 1, 2, 3, 8, 30])
            brief.send(rest[:size])
            rest = rest[size:]
            time.sleep(chance.choice([0, 0, 0.001, 0.003, 0.01]))
        brief.send("\x1b")
        brief.wait_for("note saved")
        (kept,) = home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md")
        assert kept.read_text().endswith(f"\n{words}\n")
        brief.send("d")
        brief.wait_for("note deleted")


def test_a_paste_right_behind_the_key_that_opens_the_editor(brief: Pty) -> None:
    brief.send("n\x1b[200~pasted at once\x1b[201~, typed after")
    brief.wait_for("pasted at once, typed after")


def test_keys_pressed_before_the_first_frame(tmp_path: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.send("5v")
        terminal.read_until(b"\x1b[?1049h")
        terminal.send("nearly")
        terminal.wait_for("read · ", re.compile("^ early", re.MULTILINE))


def test_what_is_typed_behind_esc_is_no_part_of_the_note(brief: Pty, home: Path) -> None:
    """Esc and moves in one packet, as after a moment without the line."""
    brief.send("n")
    brief.wait_for("Esc closes")
    brief.send("written\x1bjj2")
    brief.wait_for("compare · 1 note", re.compile("▌2 Economy"))
    brief.send("\x11")
    assert brief.wait(PATIENCE) == 0
    (kept,) = home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md")
    assert kept.read_text().endswith("\nwritten\n")


def test_what_is_typed_behind_enter_is_no_part_of_the_answer(brief: Pty) -> None:
    brief.send("/Taiwan\rv")
    brief.wait_for("view: read")
    brief.send("/\x1bv")
    brief.wait_for("view: gaps")
    brief.send("/\x1b2")
    brief.wait_for(re.compile("▌2 Economy"))
    brief.send("/\x1b?")
    brief.wait_for("Keys (brief)")


def test_the_palette_and_its_words_in_one_go(brief: Pty) -> None:
    for _ in range(3):
        brief.send(":next view")
        brief.wait_for("🔎 next view")
        brief.send("\x1b:theme")
        brief.wait_for("🔎 theme", "Themes: see each")
        brief.send("\x1b")
        brief.wait_gone("🔎")


def test_an_action_by_its_name_in_one_go(brief: Pty) -> None:
    """Enter waits for the hits, Down for the list; what comes behind is for the screen below."""
    brief.send(":next view\r2:next viex\x7fw\rj")
    brief.wait_for(" gaps · 0 notes", re.compile("▌2 Economy"))
    brief.send(":original\r:notes of this brief\r?")
    brief.wait_for("Keys (notes)")


def test_enter_twice_in_the_palette(brief: Pty) -> None:
    """The second Enter comes when the first has left the palette, and is no reason to fail."""
    for _ in range(3):
        brief.send(":")
        brief.wait_for("Previous point or line")
        brief.send("next view\r\r\r")
        brief.wait_gone("Next view")
        brief.settle()
    assert not brief.ended
    brief.send(":")
    brief.wait_for("Previous point or line")
    brief.settle()
    before = len(brief.output)
    assert brief.settle(quiet=2.0) == before, "it does not keep still"
