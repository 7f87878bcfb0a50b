"""The terminals that people have: with colours or without, many or sixteen, UTF-8 or not."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, until

PUTIN_XI = "2026-02-04-putin-xi"
FRUGAL, ORDINARY = "--low-bandwidth", "--no-low-bandwidth"
_SGR = re.compile(rb"\x1b\[([\d;:]*)m")
_COLOR = re.compile(r"[34]8[;:].*|3[0-79]|4[0-79]|9[0-7]|10[0-7]")


def colours(output: bytes) -> set[str]:
    """The kinds of colours in the output: 16, 256, true; own for the terminal's own colour by its code."""
    found = set()
    for parameters in _SGR.findall(output):
        text = parameters.decode()
        found |= {"true"} if re.search(r"[34]8;2;", text) else set()
        found |= {"256"} if re.search(r"[34]8;5;", text) else set()
        rest = re.sub(r"[34]8;(2;\d+;\d+;\d+|5;\d+)", "", text).split(";")
        found |= {"own" if code in ("39", "49") else "16" for code in rest if _COLOR.fullmatch(code)}
    return found


def read_on(terminal: Pty) -> None:
    """Through everything that has colours, and out."""
    terminal.wait_for("compare · 0 notes")
    terminal.send("2")
    terminal.wait_for(re.compile("[▌>]2 Economy"))
    terminal.send("v")
    terminal.wait_for("view: read")
    terminal.send("n")
    terminal.wait_for("Esc closes")
    terminal.send("a note\x1b")
    terminal.wait_for("note saved")
    terminal.send("?")
    terminal.wait_for("Keys (brief)")
    terminal.send("q")
    terminal.wait_for("1 note")
    terminal.send("\x11")
    assert terminal.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("way", "term", "more", "expected"),
    [
        (FRUGAL, "xterm-256color", {"COLORTERM": "truecolor"}, {"true"}),
        (FRUGAL, "screen", {}, {"16"}),
        (FRUGAL, "xterm-256color", {"NO_COLOR": ""}, {"256"}),  # its inventors: an empty one asks for nothing
        (FRUGAL, "xterm-256color", {"NO_COLOR": "1", "COLORTERM": "truecolor"}, set()),
        (ORDINARY, "tmux-256color", {}, {"256"}),
        (ORDINARY, "linux", {}, {"16"}),
        (ORDINARY, "linux", {"NO_COLOR": "yes"}, set()),
    ],
)
def test_colours(tmp_path: Path, way: str, term: str, more: dict[str, str], expected: set[str]) -> None:
    env = environment(**{"TERM": term, **more})
    with Pty(BRIEFING, way, PUTIN_XI, folder=tmp_path, env=env, columns=100, rows=30) as terminal:
        read_on(terminal)
        assert colours(bytes(terminal.output)) - {"own"} == expected
        if more.get("NO_COLOR"):
            assert not colours(bytes(terminal.output))


def without_locale(**more: str) -> dict[str, str]:
    env = environment(**more)
    del env["LC_ALL"]
    return env


@pytest.mark.parametrize("more", [{"LANG": "C"}, {"LANG": "POSIX"}, {}, {"LC_ALL": "C"}])
def test_no_locale_says_nothing_of_the_terminal(tmp_path: Path, more: dict[str, str]) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=without_locale(**more)) as terminal:
        terminal.wait_for("compare · 0 notes", "▌1 Bilateral", "Putin–Xi")
        terminal.send("n")
        terminal.wait_for("Esc closes")
        terminal.send("заметка\x1b")
        terminal.wait_for("✎ заметка")


@pytest.mark.parametrize("way", [FRUGAL, ORDINARY])
def test_a_terminal_with_a_charset_of_its_own(tmp_path: Path, home: Path, way: str) -> None:
    """KOI8-R: Russian is shown and typed, Chinese is told to be missing."""
    env = without_locale(LANG="ru_RU.KOI8-R")
    with Pty(BRIEFING, way, PUTIN_XI, folder=tmp_path, env=env) as terminal:
        terminal.read_until("Putin-Xi".encode("koi8-r"))
        terminal.read_until(b"UTF-8:")
        terminal.send("o")
        terminal.read_until("Лидеры".encode("koi8-r"))
        terminal.send("vl")
        terminal.read_until(b"????")
        terminal.send("hn")
        terminal.read_until(b"editor")
        terminal.send("срок".encode("koi8-r") + b"\x1b")
        terminal.read_until(b"saved")
        terminal.send("\x11")
        assert terminal.wait(PATIENCE) == 0
        text = bytes(terminal.output).decode("koi8-r")
        assert "✎" not in text
        assert "\N{BOX DRAWINGS LIGHT VERTICAL}" in text  # KOI8-R has lines
    (note,) = (home / "data" / "briefing-tui" / "notes" / PUTIN_XI).glob("*.md")
    assert note.read_text("utf-8").endswith("\nсрок\n")


@pytest.mark.parametrize("way", [FRUGAL, ORDINARY])
def test_a_terminal_that_shows_two_bytes_as_two_characters(tmp_path: Path, way: str) -> None:
    """Nothing in the environment tells; the terminal itself does, when it is asked where the cursor is."""
    with Pty(BRIEFING, way, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.read_until(b"\x1b[6n")
        terminal.wait_for("compare · 0 notes")
        terminal.send("\x1b[1;3R")
        terminal.wait_for(
            "this terminal is not UTF-8", ">1 Bilateral", "Putin-Xi videoconference . 2026-02-04"
        )
        until(lambda: terminal.screen(), str.isascii, lambda screen: f"not ASCII: {screen}", PATIENCE)
        terminal.send("o2?")
        terminal.wait_for("Keys (brief)")
        terminal.settle()
        assert terminal.screen().isascii(), terminal.screen()


def test_a_terminal_that_is_utf_8_stays_as_it_is(tmp_path: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.read_until(b"\x1b[6n")
        terminal.send("\x1b[1;2R")
        terminal.wait_for("compare · 0 notes", "▌1 Bilateral")
        terminal.send("\x1b[1;3R")  # asked once, answered once
        terminal.send("n")
        terminal.wait_for("Esc closes", "▌1 Bilateral")


def test_bytes_that_are_no_letters_end_nothing(tmp_path: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("n")
        terminal.wait_for("Esc closes")
        terminal.send(b"before \xe9\xff\xc3( after")
        terminal.wait_for("after")
        terminal.send("\x1b")
        terminal.wait_for("note saved")


def test_a_letter_that_comes_in_two_reads(tmp_path: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("n")
        terminal.wait_for("Esc closes")
        for byte in "срок 期限".encode():
            terminal.send(bytes([byte]))
            terminal.settle(0.05)
        terminal.send("\x1b")
        terminal.wait_for("✎ срок 期")


def test_a_paste_with_escapes_in_it_commands_nothing(tmp_path: Path, home: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("n")
        terminal.wait_for("Esc closes")
        terminal.send("\x1b[200~one \x1b[31mtwo\x1b d three\x1b[201~ four")
        terminal.wait_for("three four")
        terminal.send("\x1b")
        terminal.wait_for("note saved")
        terminal.send("\x1b[200~text \x1b d and \x1b[0m n more \x1b[201~")
        terminal.send("\x1b[?62;22c\x1b]11;rgb:1414/1818/1f1f\x07\x1b[>0;276;0c")
        terminal.send("v")
        screen = terminal.wait_for("view: read")
        assert "1 note" in screen
        assert "Esc closes" not in screen
    (note,) = (home / "data" / "briefing-tui" / "notes" / PUTIN_XI).glob("*.md")
    assert note.read_text("utf-8").endswith("\none ␛[31mtwo␛ d three four\n")


@pytest.mark.parametrize("key", ["/", ":", "n"])
def test_nothing_blinks(tmp_path: Path, key: str) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send(key)
        written = terminal.settle(0.5)
        assert terminal.settle(quiet=1.5) == written


def test_stopped_from_outside_and_gone_on(tmp_path: Path) -> None:
    with Pty(BRIEFING, FRUGAL, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        written = terminal.settle()
        terminal.signal(signal.SIGSTOP)
        terminal.signal(signal.SIGCONT)
        until(terminal.settle, lambda now: now > written + 2000, lambda _: "it does not draw anew", PATIENCE)
        terminal.send("2")
        terminal.wait_for("▌2 Economy")
        terminal.send("\x11")
        assert terminal.wait(PATIENCE) == 0
        assert terminal.attributes() == terminal.before


AT_ONCE = """
import fcntl, signal, struct, sys, termios
from briefing_tui.__main__ import main
from briefing_tui.tui.terminal.driver import TerminalDriver
size = TerminalDriver._get_terminal_size
def interrupted(self):
    got = size(self)
    if got[0] == 120:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        signal.raise_signal(signal.SIGWINCH)
    return got
TerminalDriver._get_terminal_size = interrupted
main()
"""


def test_a_size_that_changes_while_one_before_is_being_read(tmp_path: Path) -> None:
    """The window is 120 columns wide for a moment, and 100 by the time the program has looked."""
    command = (sys.executable, "-c", AT_ONCE, PUTIN_XI)
    with Pty(*command, folder=tmp_path, columns=80, rows=30) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.resize(120, 30)
        for _ in range(2):
            until(lambda: len(terminal.lines[0]), lambda width: width == 98, "head: {}".format, PATIENCE)
            terminal.settle(1.0)


def test_a_new_size_that_is_the_old_one_draws_anew(tmp_path: Path) -> None:
    """A window that was small for a moment has lost what was beyond its edge."""
    with Pty(BRIEFING, FRUGAL, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        written = terminal.settle()
        terminal.signal(signal.SIGWINCH)
        until(terminal.settle, lambda now: now > written + 2000, lambda _: "it does not draw anew", PATIENCE)
