"""``briefing doctor`` in real terminals: what it says of them, and that its remedy, typed there, mends it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.terminal.terminal import BRIEFING, Pty, Tmux, environment

_GOOD = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def screen(folder: Path, env: Mapping[str, str] = {}, columns: int = 120) -> str:
    """What the doctor shows in a terminal with that environment; what is empty there is not set."""
    whole = {name: value for name, value in (environment() | _GOOD | dict(env)).items() if value}
    with Pty(BRIEFING, "doctor", folder=folder, columns=columns, rows=50, env=whole) as terminal:
        assert terminal.wait() == int("broken  " in terminal.screen())
        return terminal.screen()


@pytest.mark.parametrize(
    ("env", "state", "words", "remedy"),
    [
        ({"TERM": "dumb"}, "broken  terminal", "no screen can be drawn: TERM is dumb", "TERM=xterm-256color"),
        ({"TERM": ""}, "broken  terminal", "no screen can be drawn: TERM is not set", "TERM=xterm-256color"),
        ({"TERM": "xterm", "COLORTERM": ""}, "hint    colours", "16 (TERM)", "TERM=xterm-256color"),
        ({"LC_ALL": "ru_RU.KOI8-R"}, "hint    charset", "koi8-r (LC_ALL=ru_RU.KOI8-R)", "LC_ALL=C.UTF-8"),
        ({"LC_ALL": "", "LANG": "ru_RU.KOI8-R"}, "hint    charset", "koi8-r (LANG", "LC_ALL=C.UTF-8"),
        ({"VTE_VERSION": "7600"}, "hint    clipboard", "y copies nothing: GNOME’s terminal", ""),
    ],
    ids=str,
)
def test_what_a_terminal_lacks(
    env: dict[str, str], state: str, words: str, remedy: str, tmp_path: Path
) -> None:
    (line,) = (row for row in screen(tmp_path, env).split("\n") if row.startswith(state))
    assert words in line
    if remedy:
        assert f"export {remedy}" in screen(tmp_path, env)
        name, value = remedy.split("=")
        assert state not in screen(tmp_path, {**env, name: value})
    assert state not in screen(tmp_path)


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({}, "ok      colours      all (COLORTERM)"),
        ({"COLORTERM": ""}, "ok      colours      256 (TERM)"),
        ({"COLORTERM": "", "TERM": "linux"}, "ok      colours      16, which is all"),
        ({"NO_COLOR": "1"}, "ok      colours      none: NO_COLOR is set"),
        ({}, "ok      connection   on this machine; low bandwidth is off"),
        ({"SSH_CONNECTION": "a 1 b 2"}, "ok      connection   over SSH; low bandwidth is on"),
        ({"STY": "1.x", "TERM": "screen"}, "ok      screen       GNU screen"),
    ],
    ids=str,
)
def test_what_a_terminal_is(env: dict[str, str], words: str, tmp_path: Path) -> None:
    assert words in screen(tmp_path, env)


def test_sizes(tmp_path: Path) -> None:
    def line(columns: int) -> str:
        return re.search(r"\n(.*) size +(.*)", screen(tmp_path, columns=columns)).expand(r"\1:\2")  # type: ignore[union-attr]

    assert line(55) == "hint   :55 columns, 50 rows: too small"
    assert line(70) == "hint   :70 columns, 50 rows: narrow"
    assert line(80) == "ok     :80 columns, 50 rows"


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    with Tmux("sh", columns=150, rows=60, folder=tmp_path) as terminal:
        terminal.wait_for("BEFORE")
        terminal.type("PS1='ready> '; export TERM=tmux-256color")
        terminal.keys("Enter")
        terminal.wait_for("ready> ")
        yield terminal


def test_remedies_typed_in_tmux_mend_it(tmux: Tmux) -> None:
    def ask() -> str:
        tmux.type(f"clear; {BRIEFING} doctor; echo EN''D")
        tmux.keys("Enter")
        shown = tmux.wait_for("END", "ok      connection")
        tmux.type("clear; echo CLEA''RED")
        tmux.keys("Enter")
        tmux.wait_for("CLEARED")
        return shown

    for line in ("tmux set -s set-clipboard external", "tmux set -s escape-time 500"):
        tmux.type(line)
        tmux.keys("Enter")
    shown = ask()
    assert "hint    tmux         y does not reach the clipboard: set-clipboard is external" in shown
    assert "hint    tmux         Esc waits for 500 ms" in shown
    remedies = [
        line.split("tmux set", 1)[1].partition(";")[0] for line in shown.split("\n") if "do    " in line
    ]
    assert len(remedies) == 2
    for remedy in remedies:
        tmux.type(f"tmux set {remedy}")
        tmux.keys("Enter")
    assert "ok      tmux         set-clipboard and escape-time are as they should be" in ask()


def test_a_tmux_that_does_not_answer(tmp_path: Path) -> None:
    shown = screen(tmp_path, {"TERM": "tmux-256color", "TMUX": "/nowhere,1,0"})
    assert "ok      tmux         not asked; y reaches the clipboard where it has set-clipboard on" in shown
