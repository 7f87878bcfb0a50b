"""``briefing show --width``: lines broken at words, by cells; a pipe gets them as they are."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing_tui import wrapping
from tests.unit.test_cli import BRIEF, run, say
from tests.unit.test_house import SCREEN, loaded

CODE = "from briefing_tui.cli import main; main()"
texts = st.text(alphabet="ab -–“”’,.中俄系，。、（）《》年0123\nдЩ́", max_size=120)


@pytest.mark.parametrize("width", [20, 40, 79])
@pytest.mark.parametrize("original", [[], ["--original"]], ids=["translation", "original"])
def test_lines_fit_and_nothing_is_lost(width: int, original: list[str]) -> None:
    whole = say("show", BRIEF, *original).output
    output = say("show", BRIEF, *original, "--width", str(width)).output
    assert max(map(cell_len, output.splitlines())) <= width
    assert "".join(output.split()) == "".join(whole.split())
    assert max(map(cell_len, whole.splitlines())) > 300, "without, a paragraph is one line"


def test_words_stay_whole() -> None:
    output = say("show", BRIEF, "--card", "regional", "--width", "40").output
    assert set(output.split()) == set(say("show", BRIEF, "--card", "regional").output.split())


def test_what_was_left_out_is_told_in_a_line_of_the_head(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<p>The President of Ghana received the Prime Minister of Iceland.</p><p hidden>Not seen.</p>"
        "<p style='color:#fff'>Nor is this.</p>"
    )
    head = say("show", str(page)).output.split("\n\n")[0].splitlines()
    assert head[2] == "Ghana: left out: 2 hidden texts (Not seen., Nor is this.)"
    assert len(head) == 3


@pytest.mark.parametrize("width", ["19", "0", "-1", "wide", ""])
def test_a_width_that_is_none(width: str) -> None:
    done = run("show", BRIEF, "--width", width)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("briefing: Invalid value for '--width': ")


@pytest.mark.parametrize("columns", [60, 0])
def test_on_a_terminal_its_own_width(columns: int) -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-c", CODE, "show", BRIEF, "--card", "regional"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave) as process:
        os.close(slave)
        output = b""
        while part := _read(master):
            output += part
    os.close(master)
    assert process.returncode == 0
    lines = output.decode().splitlines()
    longest = max(map(cell_len, lines))
    assert 50 < longest <= 60 if columns else longest > 150


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # nobody holds the other end any more
        return b""


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "gb2312"},
    ],
    ids=str,
)
def test_terminals_of_other_letters(env: dict[str, str]) -> None:
    done = run("show", BRIEF, "--original", "--width", "40", env=env, encoding="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80  # of two bytes a character at the most


def test_wrapping_loads_nothing_of_the_screen() -> None:
    assert not SCREEN & loaded("show", BRIEF, "--width", "40")


@given(texts, st.integers(2, 40))
@settings(deadline=None)
def test_measured_as_the_screen_measures(text: str, width: int) -> None:
    assert wrapping.cells(text.replace("\n", "")) == cell_len(text.replace("\n", ""))
    assert wrapping.wrap(text, width) == wrapping.wrap(text, width, cell_len)


def test_a_word_of_a_million_letters() -> None:
    lines = wrapping.wrap("щ" * 1_000_000, 20)
    assert (len(lines), set(map(len, lines))) == (50_000, {20})
