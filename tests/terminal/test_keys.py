"""keys.toml in a real terminal: what it says holds, what is wrong is told, all that names keys follows."""

from __future__ import annotations

import re
from pathlib import Path

from tests.terminal.terminal import BRIEFING, PATIENCE, Pty

PUTIN_XI = "2026-02-04-putin-xi"
KEYS = """\
[all]
"move(1)" = ["s", "down", "ы"]
back = ["Backspace", "q"]

[library]
app.search = "F6"

[brief]
texts = "F5"
"card(2)" = "ctrl+]"
note = "e"
export = "n"
tie = "ctrl+i"
undo = "v"

[select]
"sentence(1)" = "x"

[editor]
confidence = "Ctrl+X"

[search]
words = "/"
"""


def open_with(home: Path, tmp_path: Path, keys: str, columns: int = 120) -> Pty:
    (home / "config/briefing-tui").mkdir(parents=True, exist_ok=True)
    (home / "config/briefing-tui/keys.toml").write_text(keys)
    return Pty(BRIEFING, PUTIN_XI, folder=tmp_path, columns=columns)


def test_keys_of_ones_own(home: Path, tmp_path: Path) -> None:
    with open_with(home, tmp_path, KEYS) as brief:
        brief.wait_for("keys.toml:13: [brief] tie: a terminal sends the same", "and 1 more")
        brief.send("\x1d")  # Ctrl+]
        brief.wait_for(re.compile("▌2 Economy"), "s/k point", "e note", "Backspace back")
        brief.send("jj2sы")  # j is nothing here, 2 begins a count: two on, and one more by a Russian key
        brief.wait_for(re.compile("▌¶40[? │┊]"), "s/k point")
        brief.send("?")
        brief.wait_for(re.compile("s  ↓  ы +Next point or line  move"))
        brief.send("\x7f")
        brief.wait_for("s/k point")
        brief.send("Vx")
        brief.wait_for("x/k sentence")
        brief.send("\x1be")
        brief.wait_for("Ctrl+X how sure you are")
        brief.send("\x18")
        brief.wait_for("[low]")
        brief.send("words\x1b")
        brief.wait_for("note saved", "1 note")
        brief.send(":expo\r")
        brief.wait_for("Write to:")
        brief.send("\x1b")  # and not in one packet with the next: that would be Alt+Backspace
        brief.wait_gone("Write to:")
        brief.send("\x7f")
        brief.wait_for(re.compile("[0-9]+ briefs"))
        brief.send("\x11")
        assert brief.wait(PATIENCE) == 0


def test_where_the_line_has_no_room_it_says_who_tells_the_rest(home: Path, tmp_path: Path) -> None:
    with open_with(home, tmp_path, KEYS, columns=80) as brief:
        brief.wait_for("keys.toml:13: [brief] tie", "… · and 1 more · `briefing doctor` says all")


def test_a_file_that_is_no_toml_leaves_every_key_as_it_was(home: Path, tmp_path: Path) -> None:
    with open_with(home, tmp_path, "[brief\nnote = 5") as brief:
        brief.wait_for("keys.toml:1: ", "none of its keys hold")
        brief.send("2")
        brief.wait_for(re.compile("▌2 Economy"), "n note")
        brief.send("q")
        brief.wait_for("briefs")
        brief.send("q")
        assert brief.wait(PATIENCE) == 0
