"""A card that a desk has added: in the list, with a key, in a wide window and in a narrow one."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from ..conftest import OwnWords
from .conftest import PUTIN_XI

# A program of its own: keys are made when the screens are imported, and here they are already.
PROGRAM = """
import asyncio, json, sys
from textual.app import App

def run(app, **_):
    async def walk():
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press(*KEYS)
            await pilot.pause()
            from briefing_tui.tui.widgets.cards import CardList
            cards = app.screen.query_one(CardList)
            lines = ["".join(s.text for s in cards.render_line(y)) for y in range(cards.size.height)]
            bar = app.screen.query_one("#foot")
            foot = "".join(s.text for s in bar.render_line(0))
            print(json.dumps([app.screen.card, lines, app.screen.reader.page.plain(), foot]))
    asyncio.run(walk())

App.run = run
sys.stdin.isatty = sys.stderr.isatty = lambda: True
from briefing_tui.desk import Desk
from briefing_tui.settings.state import begin
desk = Desk()
begin(desk.paths.state)  # the very first start would show the lessons
sys.exit(desk.open_screen(NAMES))
"""


@pytest.mark.parametrize("names", [(), (PUTIN_XI,)], ids=["from the library", "the brief itself"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
def test_a_desks_card_is_in_the_list_and_opens_with_key_7(
    own_words: OwnWords, names: tuple[str, ...], size: tuple[int, int]
) -> None:
    own_words(
        {
            "cards.toml": '[treaties]\nheading = "Treaties"\n',
            "topics.en.toml": '[treaties]\n9 = ["treaty*"]\n',
        }
    )
    keys = ["7"] if names else ["enter", "7"]
    program = PROGRAM.replace("SIZE", repr(size)).replace("KEYS", repr(keys)).replace("NAMES", repr(names))
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, timeout=60, check=False, env=os.environ | {"TERM": "xterm-256color"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    card, lines, page, foot = json.loads(done.stdout)
    assert card == "treaties"
    assert [line for line in lines if "7 Treaties" in line], lines
    assert "treaty" in page.lower()
    assert "1-7 card" in foot
