"""The program over a real OpenSSH server: work, a connection that is lost, two logins at once, terminals."""

from __future__ import annotations

import fcntl
import itertools
import json
import random
import re
import select
import shlex
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from functools import partial
from operator import lt
from pathlib import Path

import pytest

from tests.terminal.faults import ESC, GONE, LEAVE, PUTIN_XI, Plan
from tests.terminal.sshd import Sshd, gone
from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, run, until

NOTE = "check the trade figure against customs data"
MARKS = re.compile("¶.*│", re.DOTALL)
ORIGINALS = re.compile("[а-яё]{4}.*[\u4e00-\u9fff]", re.DOTALL)
_OWN = ("HOME", "TZ", *(f"XDG_{n}_HOME" for n in ("DATA", "CACHE", "STATE", "CONFIG")), "XDG_DATA_DIRS")


def own_places() -> dict[str, str]:
    """The test's own home, for the sessions of a server."""
    return {name: environment()[name] for name in _OWN}


@pytest.fixture
def server(nothing_is_left_behind: None) -> Iterator[Sshd]:
    with Sshd(env=own_places()) as server:
        yield server


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def briefing(*args: str, folder: Path, before: str = "") -> str:
    """The line of a login shell; ``before`` is said first."""
    return f"{before}cd {folder} && exec {shlex.join([BRIEFING, *args])}"


def log_in(server: Sshd, work: Path, *args: str, before: str = "", size: tuple[int, int] = (120, 40)) -> Pty:
    line = briefing(*(args or (PUTIN_XI,)), folder=work, before=before)
    return server.login(line, folder=work, columns=size[0], rows=size[1])


def write_note(terminal: Pty, text: str = NOTE) -> None:
    """The editor of a new note is open, and shows the text; its last letter may not be saved yet."""
    terminal.send("n")
    terminal.wait_for("Esc closes")
    terminal.send(text)
    terminal.wait_for(text)


def bodies(home: Path) -> list[str]:
    """The notes on disk, without their front matter."""
    files = sorted(home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md"))
    return [path.read_text().split("\n---\n", 1)[1].strip() for path in files]


# -- work ------------------------------------------------------------------------------------------


def test_a_brief_is_read_noted_and_exported(server: Sshd, work: Path, home: Path) -> None:
    with log_in(server, work) as terminal:
        terminal.wait_for("compare · 0 notes", "RUSSIA", "CHINA")
        terminal.send("4j")
        terminal.wait_for(re.compile("▌4 Regional"))
        write_note(terminal)
        terminal.send(ESC)
        terminal.wait_for("note saved", "compare · 1 note")
        terminal.send("e")
        terminal.wait_for("Write to:")
        terminal.send("\r")
        terminal.wait_for("written: ")
        terminal.send(LEAVE)
        assert terminal.wait() == 0
        assert b"\x1b[?1049l" in terminal.output
    assert bodies(home) == [NOTE]
    assert NOTE in (work / f"{PUTIN_XI}.md").read_text()


def test_the_exit_status_comes_through(server: Sshd, work: Path) -> None:
    with log_in(server, work, "nosuch") as terminal:
        assert terminal.wait() == 1
        assert "`briefing list`" in terminal.screen()


def test_keys_typed_before_the_first_frame_are_not_lost(server: Sshd, work: Path, home: Path) -> None:
    with log_in(server, work) as terminal:
        terminal.send("2nearly words")
        assert b"\x1b[?1049h" not in terminal.output  # it was early indeed
        terminal.wait_for(re.compile("▌2 Economy"), "early words")
        terminal.send(LEAVE)
        assert terminal.wait() == 0
    assert bodies(home) == ["early words"]


# -- the connection is lost --------------------------------------------------------------------------


def client_killed(server: Sshd, terminal: Pty) -> None:
    terminal.signal(signal.SIGKILL)


def session_killed(server: Sshd, terminal: Pty) -> None:
    for process in server.sessions():
        process.kill()


def peer_stops_reading(server: Sshd, terminal: Pty) -> None:
    """The program has more to say than goes into a connection that takes nothing, and then is lost."""
    for process in server.sessions():
        process.suspend()
    with Path(server.program().terminal()).open("r+b", buffering=0) as tty:
        sizes = itertools.cycle([(24, 80), (40, 120)])

        def full() -> bool:
            fcntl.ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", *next(sizes), 0, 0))
            return not select.select([], [tty], [], 0)[1]

        until(full, bool, str, PATIENCE)
    session_killed(server, terminal)


DEAF = "trap '' HUP; "  # what nohup does: no signal comes, and the input is at its end for ever


@pytest.mark.parametrize(
    ("lose", "before"),
    [
        pytest.param(client_killed, "", id="client killed"),
        pytest.param(session_killed, "", id="sshd killed"),
        pytest.param(client_killed, DEAF, id="client killed, HUP ignored"),
        pytest.param(session_killed, DEAF, id="sshd killed, HUP ignored", marks=pytest.mark.soak),
        pytest.param(peer_stops_reading, "", id="peer stops reading"),
        pytest.param(peer_stops_reading, DEAF, id="peer stops reading, HUP ignored", marks=pytest.mark.soak),
    ],
)
def test_a_note_survives_the_connection(
    server: Sshd, work: Path, home: Path, lose: Callable[[Sshd, Pty], None], before: str
) -> None:
    with log_in(server, work, before=before) as terminal:
        terminal.wait_for("compare · 0 notes")
        it = server.program()
        write_note(terminal)
        terminal.send(".")
        terminal.wait_for(NOTE + ".")
        lose(server, terminal)
        gone(it, GONE)
    assert bodies(home) == [NOTE + "."]


@pytest.mark.soak
def test_a_dead_link_is_ended_by_the_server(work: Path, home: Path, nothing_is_left_behind: None) -> None:
    """Nothing of ours keeps it alive: the program is silent while nobody types."""
    with (
        Sshd("ClientAliveInterval 1\nClientAliveCountMax 2", env=own_places()) as server,
        log_in(server, work) as terminal,
    ):
        terminal.wait_for("compare · 0 notes")
        it = server.program()
        write_note(terminal)
        terminal.signal(signal.SIGSTOP)
        gone(it, PATIENCE)
        assert "Timeout" in server.log()
    assert bodies(home) == [NOTE]


# -- two at once -------------------------------------------------------------------------------------


def test_two_logins_in_one_brief_see_each_other(server: Sshd, work: Path, home: Path) -> None:
    with log_in(server, work) as one, log_in(server, work) as two:
        for terminal, card in ((one, "2"), (two, "3")):
            terminal.wait_for("compare · 0 notes")
            terminal.send(card)
            terminal.wait_for(re.compile(f"▌{card} "))
            write_note(terminal, f"of card {card}")
        for terminal in (one, two):
            terminal.send(ESC)
        for terminal, other in ((one, "3"), (two, "2")):
            terminal.wait_for("compare · 2 notes")
            terminal.send(other)
            terminal.wait_for(re.compile(f"▌{other} "), f"✎ of card {other}")
            terminal.send(LEAVE)
            assert terminal.wait() == 0
    assert sorted(bodies(home)) == ["of card 2", "of card 3"]
    state = json.loads((home / "state/briefing-tui/state.json").read_text())
    assert set(state["positions"]) == {PUTIN_XI}
    for file in (home / "cache").rglob("*.json"):
        json.loads(file.read_text())
    assert json.loads(run("list", "--json", folder=work).stdout)[0]["notes"] == 2


# -- the terminal ------------------------------------------------------------------------------------


def test_few_bytes_are_sent_over_ssh_unless_told_otherwise(
    server: Sshd, work: Path, plan: Plan, told: list[str]
) -> None:
    moves = plan.count(quick=4, whole=20)
    few = bytes_sent(server, work, moves)
    many = bytes_sent(server, work, moves, "--no-low-bandwidth")
    told.append(f"bytes over SSH, first screen and {moves} moves: {few}; with --no-low-bandwidth {many}")
    assert 4 * few[0] < many[0]
    assert 2 * few[1] < many[1]


def bytes_sent(server: Sshd, work: Path, moves: int, *args: str) -> tuple[int, int]:
    """For the first screen, and for so many moves to the next point."""
    with log_in(server, work, *args, PUTIN_XI) as terminal:
        terminal.wait_for("compare · 0 notes")
        first = terminal.settle()
        terminal.send("1g")  # where the session before left off is remembered
        before = terminal.settle()
        for _ in range(moves):
            written = len(terminal.output)
            terminal.send("j")
            until(lambda: len(terminal.output), partial(lt, written), "no answer after {}".format, PATIENCE)
            terminal.settle(quiet=0.06)
        sent = terminal.settle() - before
        terminal.send(LEAVE)
        assert terminal.wait() == 0
    return first, sent


def test_a_storm_of_sizes_ends_in_a_right_screen(server: Sshd, work: Path, plan: Plan) -> None:
    rng = random.Random(plan.seed)
    last = (100, 31)
    with log_in(server, work) as terminal:
        terminal.wait_for("compare · 0 notes")
        for _ in range(plan.count(quick=25, whole=199)):
            terminal.resize(rng.randint(20, 200), rng.randint(5, 60))
            time.sleep(0.01)
        terminal.resize(*last)
        with log_in(server, work, size=last) as fresh:
            fresh.wait_for("compare · 0 notes")
            fresh.settle()
            until(
                terminal.screen,
                lambda screen: screen == fresh.screen(),
                lambda screen: f"{screen}\n-- a fresh one, --seed {plan.seed}:\n{fresh.screen()}",
                PATIENCE,
            )
            for each in (fresh, terminal):
                each.send(LEAVE)
                assert each.wait() == 0


@pytest.mark.parametrize(
    "term",
    [
        "screen",
        "linux",
        *(pytest.param(t, marks=pytest.mark.soak) for t in ("xterm-256color", "tmux-256color")),
    ],
)
def test_terminals(server: Sshd, work: Path, term: str) -> None:
    line = briefing(PUTIN_XI, folder=work)
    with server.login(line, folder=work, env=environment(TERM=term)) as terminal:
        terminal.wait_for("compare · 0 notes", MARKS)
        terminal.send("o2")
        terminal.wait_for(re.compile("▌2 Economy"), ORIGINALS)
        assert server.program().environ()["TERM"] == term
        terminal.send(LEAVE)
        assert terminal.wait() == 0


def test_without_a_language_letters_are_shown_all_the_same(work: Path, nothing_is_left_behind: None) -> None:
    with Sshd(env={**own_places(), "LANG": "C"}) as server, log_in(server, work) as terminal:
        terminal.wait_for("compare · 0 notes", MARKS)
        assert "LC_ALL" not in server.program().environ()
        terminal.send("o2")
        terminal.wait_for(re.compile("▌2 Economy"), ORIGINALS)
        terminal.send(LEAVE)
        assert terminal.wait() == 0


def test_a_dumb_terminal_is_shown_the_way_to_plain_text(server: Sshd, work: Path) -> None:
    line = briefing(PUTIN_XI, folder=work)
    with server.login(line, folder=work, env=environment(TERM="dumb")) as terminal:
        assert terminal.wait() == 2
        said = terminal.output.decode()
    assert re.fullmatch(r"briefing: [^\r\n]*`briefing show BRIEF`[^\r\n]*\r\n", said), said
    shown = server.run(briefing("show", PUTIN_XI, folder=work))
    assert shown.returncode == 0
    assert "RUSSIA" in shown.stdout.upper()
    assert "\x1b" not in shown.stdout
