"""A text from a pipe, with the terminal at hand for the keys; and starts that are broken off."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, run, until

OURS = "Russia and China spoke by telephone.\n\n4 March 2026\n\nTrade between Russia and China grows.\n"
THEIRS = (
    "---\nside: china\nlanguage: en\nsource: official\npublished: 2026-03-04\n---\n\n"
    "Trade with *Russia* grows.\n"
)


def shell(line: str) -> tuple[str, ...]:
    return "sh", "-c", line


def briefing(*args: str) -> str:
    return shlex.join([BRIEFING, *args])


def test_a_text_from_a_pipe_and_keys_from_the_terminal(tmp_path: Path, home: Path) -> None:
    line = f"printf %s {shlex.quote(OURS)} | {briefing('-', '--side', 'russia')}"
    with Pty(*shell(line), folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes", "RUSSIA")
        terminal.send("2")
        terminal.wait_for("Trade between Russia and China grows.")
        terminal.send("njust so\x1b")
        terminal.wait_for("✎ just so")
        terminal.send("\x11")
        assert terminal.wait(PATIENCE) == 0
        assert terminal.attributes() == terminal.before
    (note,) = home.glob("data/briefing-tui/notes/*/*.md")
    assert note.read_text().endswith("\njust so\n")


def test_what_takes_long_is_told_until_the_screen_comes(tmp_path: Path) -> None:
    line = f"(until [ -e go ]; do sleep 0.1; done; printf %s {shlex.quote(OURS)})"
    with Pty(*shell(f"{line} | {briefing('-', '--side', 'russia')}"), folder=tmp_path) as terminal:
        terminal.wait_for("reading and comparing - ... Ctrl+C stops")
        (tmp_path / "go").touch()
        assert "Ctrl+C stops" not in terminal.wait_for("compare · 0 notes")
        terminal.send("\x11")
        assert terminal.wait(PATIENCE) == 0
        assert "Ctrl+C stops" not in terminal.screen(), "it is wiped away"


def test_what_takes_long_is_stopped_by_ctrl_c(tmp_path: Path) -> None:
    line = f"(until [ -e go ]; do sleep 0.1; done) | {briefing('-')}; echo EXIT=$?; touch go"
    with Pty(*shell(f"trap : INT; {line}"), folder=tmp_path) as terminal:
        terminal.wait_for("Ctrl+C stops")
        terminal.send("\x03")
        terminal.wait_for("EXIT=130")


def test_a_pipe_beside_a_file(tmp_path: Path) -> None:
    (tmp_path / "ours.txt").write_text(OURS)
    line = f"printf %s {shlex.quote(THEIRS)} | {briefing('ours.txt', '-')}"
    with Pty(*shell(line), folder=tmp_path) as terminal:
        terminal.wait_for("RUSSIA", "CHINA  official", "compare · 0 notes")
        terminal.send("2")
        terminal.wait_for("Trade with Russia grows.")  # it begins like Markdown, so it is read as Markdown


def test_a_pipe_that_the_terminal_is_gone_behind(tmp_path: Path) -> None:
    """Hang-up is seen on the terminal that the keys come from, where no signal tells of it."""
    line = f"trap '' HUP; printf %s {shlex.quote(OURS)} | {briefing('-', '--side', 'russia')}"
    with Pty(*shell(line), folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        below = psutil.Process(terminal.pid).children(recursive=True)
        program = next(p for p in below if any("briefing" in word for word in p.cmdline()))
        terminal.hang_up()
        until(program.is_running, lambda runs: not runs, lambda _: "it goes on", PATIENCE)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (briefing("-"), "- is a text from a pipe"),
        (f"{briefing('-')} </dev/null", "standard input: is empty"),
        (
            f"head -c 11000000 /dev/zero | tr '\\0' x | {briefing('-')}",
            "standard input: is larger than 10 MB",
        ),
        (f"printf 'a\\377' | {briefing('-')}", "standard input:1: not UTF-8"),
        (f"echo text | {briefing('2026-02-04-putin-xi')}", "`briefing show BRIEF` prints plain text"),
        (f"echo text | TERM=dumb {briefing('-')}", "`briefing show BRIEF` prints plain text"),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(tmp_path: Path, line: str, words: str) -> None:
    with Pty(*shell(f"{line}; echo EXIT=$?"), folder=tmp_path) as terminal:
        screen = terminal.wait_for(words, "EXIT=")
        assert b"\x1b" not in terminal.output
        assert "Traceback" not in screen


def test_no_terminal_for_the_keys(tmp_path: Path) -> None:
    """A session of its own has no terminal, whatever its streams are."""
    (tmp_path / "ours.txt").write_text(OURS)
    done = run("-", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("briefing: the screen needs a terminal")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["show", "cards"])
def test_commands_read_a_pipe_too(tmp_path: Path, command: str) -> None:
    more = ["--json"] if command == "cards" else []
    done = subprocess.run(
        [BRIEFING, command, "-", *more],
        input=THEIRS,
        env=environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "Trade with Russia grows." in done.stdout


def test_a_file_of_that_name_is_another_text(tmp_path: Path) -> None:
    (tmp_path / "-").write_text("The file of that name.\n")
    for text in ("Russia speaks of the first text.\n", "Russia speaks of the second one.\n"):
        done = subprocess.run(
            [BRIEFING, "show", "-"], input=text, env=environment(), cwd=tmp_path,
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert text.strip() in done.stdout
    assert "The file of that name." in run("show", "./-", "--width", "80", folder=tmp_path).stdout


def test_a_start_that_is_broken_off_says_nothing(tmp_path: Path) -> None:
    """While the text is awaited from the pipe: the program is there, the screen is not yet."""
    line = f"(echo ready >&2; sleep 60) | exec {briefing('-')}"
    with Pty(*shell(line), folder=tmp_path) as terminal:
        terminal.wait_for("ready")
        terminal.settle(1.0)
        terminal.send("\x03")
        terminal.wait(PATIENCE)
        assert b"Traceback" not in terminal.output
