"""``briefing import`` on a terminal: it asks what nobody has said, and shows how far it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from tests.terminal.terminal import BRIEFING, Tmux

OURS = """\
---
side: france
language: en
source: official
published: 2026-05-12
title: Call with the President of Kenya
---

The President spoke of trade in tea.
"""
THEIRS = OURS.replace("side: france", "side: kenya").replace("of Kenya", "of France").replace("tea", "wine")


@pytest.mark.parametrize(("answer", "sides"), [("y", {"france", "kenya"}), ("n", {"france"})])
def test_a_text_of_an_event_is_asked_about(
    shelf: Shelf, tmp_path: Path, answer: str, sides: set[str]
) -> None:
    for name, text in (("ours.md", OURS), ("theirs.md", THEIRS)):
        (tmp_path / name).write_text(text)
    with Tmux(BRIEFING, "import", "ours.md", columns=100, rows=20, folder=tmp_path) as terminal:
        terminal.wait_for("EXIT=0")
    with Tmux(BRIEFING, "import", "theirs.md", columns=100, rows=20, folder=tmp_path) as terminal:
        terminal.wait_for("theirs.md: join brief 2026-05-12-france? [y/N]:")
        terminal.keys(answer, "Enter")
        terminal.wait_for("EXIT=0")
    assert set(shelf.open("2026-05-12-france").sides) == sides
    assert len([e for e in shelf.entries() if e.origin == "yours"]) == (1 if answer == "y" else 2)


def test_a_folder_shows_how_far_it_is(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for day in range(10, 30):
        (tmp_path / "in" / f"{day}.md").write_text(OURS.replace("05-12", f"05-{day}"))
    with Tmux(BRIEFING, "import", "in", columns=100, rows=20, folder=tmp_path) as terminal:
        screen = terminal.wait_for("EXIT=0")
    assert "importing" in screen and "100%" in screen
    assert "new       20" in screen
