"""Leaving by every way out: what was typed is on disk, the process is gone, the terminal is as it was."""

from __future__ import annotations

import re
import signal
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, until

PUTIN_XI = "2026-02-04-putin-xi"
NOTE = "the extension clause runs out in five years, Срок и 期限 - ask the legal department"
GONE = 10.0  # seconds in which a program that was told to go is gone, on a busy machine too


@pytest.fixture
def brief(tmp_path: Path) -> Iterator[Pty]:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        yield terminal


@pytest.fixture
def writing(brief: Pty) -> Pty:
    """A note is being written; its last key was pressed just now and may not be saved yet."""
    brief.send("n")
    brief.wait_for("Esc closes")
    brief.send(NOTE)
    brief.wait_for(_shown(NOTE))
    brief.send(".")
    brief.wait_for(_shown(NOTE + "."))
    return brief


def _shown(text: str) -> re.Pattern[str]:
    """The text on pyte's screen, where the second cell of a wide character may be a space."""
    return re.compile(r"\s*".join(map(re.escape, text.replace(" ", ""))))


def notes(home: Path) -> list[str]:
    """The notes on disk, without their front matter."""
    files = home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md")
    return [path.read_text().split("\n---\n", 1)[1].strip() for path in files]


def saved(writing: Pty, home: Path) -> None:
    """Waits until the last key is on disk; what the screen says may be of the text before it."""
    writing.wait_for(re.compile(r"saved \d\d:\d\d:\d\d"))
    until(lambda: notes(home), lambda kept: kept == [NOTE + "."], str, PATIENCE)


def all_there(kept: list[str]) -> bool:
    return len(kept) == 1 and kept[0].startswith(NOTE)


def test_sigterm_saves(writing: Pty, home: Path) -> None:
    writing.signal(signal.SIGTERM)
    assert writing.wait(GONE) == 128 + signal.SIGTERM
    assert all_there(notes(home)), notes(home)


def test_sigterm_gives_the_terminal_back(writing: Pty) -> None:
    mark = len(writing.output)
    writing.signal(signal.SIGTERM)
    assert writing.wait(GONE) == 128 + signal.SIGTERM
    last = bytes(writing.output[mark:])
    assert b"\x1b[?1049l" in last
    assert b"\x1b[?25h" in last
    assert b"\x1b[?7h" in last  # or else the shell's long lines stay on one
    assert last.index(b"\x1b[?1049l") > last.rfind(b"\x1b[?1049h")
    assert _modes(writing.attributes()) == _modes(writing.before)


def test_sigterm_while_the_terminal_takes_nothing_in(writing: Pty, home: Path) -> None:
    writing.stop_reading()
    # Enough of repainting to fill what lies between the program and its terminal.
    writing.send("\x1b" + "vvvvvvvvvvvv" * 20)
    writing.signal(signal.SIGTERM)
    assert writing.wait(GONE) == 128 + signal.SIGTERM
    assert all_there(notes(home)), notes(home)
    assert _modes(writing.attributes()) == _modes(writing.before)


def test_sighup_saves(writing: Pty, home: Path) -> None:
    writing.signal(signal.SIGHUP)
    assert writing.wait(GONE) == 128 + signal.SIGHUP
    assert all_there(notes(home)), notes(home)


def test_sighup_gives_the_terminal_back_where_it_is_still_there(writing: Pty) -> None:
    writing.signal(signal.SIGHUP)
    assert writing.wait(GONE) == 128 + signal.SIGHUP
    assert writing.output.rindex(b"\x1b[?1049l") > writing.output.rindex(b"\x1b[?1049h")
    assert _modes(writing.attributes()) == _modes(writing.before)


def test_a_lost_connection_saves(writing: Pty, home: Path) -> None:
    writing.hang_up()
    writing.wait(GONE)
    assert all_there(notes(home)), notes(home)


def test_ctrl_q_saves_and_leaves_at_once(writing: Pty, home: Path) -> None:
    mark = len(writing.output)
    writing.send("\x11")
    assert writing.wait(GONE) == 0
    assert notes(home) == [NOTE + "."]
    assert b"\x1b[?1049l" in writing.output[mark:]
    assert b"\x1b[?25h" in writing.output[mark:]
    assert _modes(writing.attributes()) == _modes(writing.before)


def test_what_is_typed_is_saved_without_any_key_more(writing: Pty, home: Path) -> None:
    saved(writing, home)
    writing.signal(signal.SIGKILL)  # nothing can be saved any more now
    assert writing.wait(GONE) == -signal.SIGKILL
    assert notes(home) == [NOTE + "."]


def test_the_place_is_remembered_after_sigterm(brief: Pty, tmp_path: Path) -> None:
    brief.send("4")
    brief.wait_for(re.compile("▌4 Regional"))
    brief.signal(signal.SIGTERM)
    assert brief.wait(GONE) == 128 + signal.SIGTERM
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as again:
        again.wait_for(re.compile("▌4 Regional"))


def _modes(attributes: list[object]) -> list[object]:
    """Echo, lines, signals and the rest, without the speeds."""
    return attributes[:4]


def test_a_key_pressed_while_the_program_starts_is_not_lost(tmp_path: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.send("2")
        assert b"\x1b[?1049h" not in terminal.output  # it was early indeed
        terminal.wait_for(re.compile("▌2 Economy"))
        terminal.send("\x11")
        assert terminal.wait(GONE) == 0


def test_enter_pressed_while_the_program_starts_opens_the_brief(tmp_path: Path) -> None:
    with Pty(BRIEFING, folder=tmp_path) as terminal:
        terminal.send("\r")
        assert b"\x1b[?1049h" not in terminal.output
        terminal.wait_for("compare · 0 notes")


def test_q_twice_pressed_early_leaves(tmp_path: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.send("qq")
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    ("args", "term", "status", "words"),
    [
        (["nosuch"], "xterm-256color", 1, r"nosuch.*`briefing list`"),
        (["nosuch.txt"], "xterm-256color", 1, r"nosuch\.txt: "),
        ([], "dumb", 2, r"`briefing show BRIEF`"),
        ([PUTIN_XI], "dumb", 2, r"`briefing show BRIEF`"),
        (["--side", "atlantis", PUTIN_XI], "xterm-256color", 2, r"atlantis"),
    ],
)
def test_what_goes_wrong_before_the_screen_is_one_line(
    tmp_path: Path, args: list[str], term: str, status: int, words: str
) -> None:
    with Pty(BRIEFING, *args, folder=tmp_path, env=environment(TERM=term)) as terminal:
        assert terminal.wait() == status
        said = terminal.output.decode()
        assert re.fullmatch(rf"briefing: [^\r\n]*{words}[^\r\n]*\r\n", said), said
        assert "\x1b" not in said
        assert isinstance(terminal.before[3], int)
        assert terminal.before[3] & termios.ECHO
        assert _modes(terminal.attributes()) == _modes(terminal.before)


def test_an_interrupt_from_outside_saves(writing: Pty, home: Path) -> None:
    writing.signal(signal.SIGINT)
    assert writing.wait(GONE) == 128 + signal.SIGINT
    assert all_there(notes(home)), notes(home)
    assert b"\x1b[?1049l" in writing.output


def test_a_lost_connection_under_nohup_saves_and_burns_nothing(tmp_path: Path, home: Path) -> None:
    """No signal comes, and the input is at its end for ever: Textual's reader alone would go round on it."""
    script = tmp_path / "deaf.py"
    script.write_text(
        "import signal\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from briefing_tui.__main__ import main\n"
        "main()\n"
    )
    with Pty(sys.executable, str(script), PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("n")
        terminal.wait_for("Esc closes")
        terminal.send(NOTE)
        terminal.wait_for(_shown(NOTE))
        terminal.hang_up()
        assert terminal.wait(GONE) == 128 + signal.SIGHUP
    assert all_there(notes(home)), notes(home)


def test_the_note_that_was_open_at_a_kill_is_offered_again(writing: Pty, tmp_path: Path, home: Path) -> None:
    saved(writing, home)
    writing.signal(signal.SIGKILL)
    writing.wait(GONE)
    with Pty(BRIEFING, folder=tmp_path) as again:
        again.wait_for("R goes on with it")
        again.send("R")
        again.wait_for("Esc closes", _shown(NOTE + "."))
        again.send(" And on.\x11")
        assert again.wait(GONE) == 0
    assert notes(home) == [NOTE + ". And on."]
    assert list((home / "state/briefing-tui/drafts").iterdir()) == []
    with Pty(BRIEFING, folder=tmp_path) as third:
        third.wait_for("1 note")
        assert "R goes on" not in third.screen()


def crashing(tmp_path: Path, where: str) -> list[str]:
    """A program that fails when the view is changed, in the event loop or in a thread."""
    script = tmp_path / "crash.py"
    script.write_text(
        "import threading\n"
        "from briefing_tui.tui.screens.brief import BriefScreen\n"
        "def broken(self=None):\n"
        "    text = '-'.join(['secret', 'words'])  # a local variable, as a note's text would be\n"
        "    raise RuntimeError('broken on ' + 'purpose')\n"
        "def in_thread(self):\n"
        "    threading.Thread(target=broken).start()\n"
        f"BriefScreen.action_view = {where}\n"
        "from briefing_tui.__main__ import main\n"
        "main()\n"
    )
    return [sys.executable, str(script), PUTIN_XI]


@pytest.mark.parametrize("where", ["broken", "in_thread"])
def test_a_crash_saves_tells_and_logs_without_the_text(tmp_path: Path, home: Path, where: str) -> None:
    with Pty(*crashing(tmp_path, where), folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("nkept\x1b")
        terminal.wait_for("note saved")
        mark = len(terminal.output)
        terminal.send("v")
        assert terminal.wait(PATIENCE) == 1
        last = bytes(terminal.output[mark:])
        assert b"\x1b[?1049l" in last
        assert _modes(terminal.attributes()) == _modes(terminal.before)
        said = last[last.rindex(b"\x1b[?1049l") :].decode()
    (log,) = home.glob("state/briefing-tui/crash-*.log")
    assert "RuntimeError: broken on purpose" in said
    assert str(log) in said.replace("\r\n", "")
    assert "Traceback" not in said
    assert log.stat().st_mode & 0o777 == 0o600
    text = log.read_text()
    assert "RuntimeError" in text and "crash.py:5 in broken" in text
    assert not [word for word in ("kept", "secret-words", "on purpose") if word in text]
    (kept,) = home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md")
    assert kept.read_text().endswith("\nkept\n")


def test_a_crash_while_writing_names_the_note(tmp_path: Path, home: Path) -> None:
    script = tmp_path / "crash.py"
    script.write_text(
        "from briefing_tui.tui.widgets.editor import Editor\n"
        "Editor.next_confidence = lambda self: self.no_such_thing\n"
        "from briefing_tui.__main__ import main\n"
        "main()\n"
    )
    with Pty(sys.executable, str(script), PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("n")
        terminal.wait_for("Esc closes")
        terminal.send(NOTE)
        terminal.wait_for(_shown(NOTE))
        terminal.send("\x14")
        assert terminal.wait(PATIENCE) == 1
        said = terminal.output.decode().replace("\r\n", "")
    (path,) = home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md")
    assert f"the note that was open is saved: {path}" in said
    assert notes(home) == [NOTE]
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path) as again:
        again.wait_for("R goes on with it")


@pytest.mark.parametrize("keys", ["\x03e", "\x03/", "\x03:", "\x11n"])
def test_keys_behind_the_one_that_leaves_do_nothing(brief: Pty, keys: str) -> None:
    brief.send(keys)
    assert brief.wait(PATIENCE) == 0
    assert "briefing:" not in brief.screen()
