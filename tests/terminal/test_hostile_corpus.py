"""The corpus of hostile briefs (``hostile.py``): opened in the real terminal, printed by every command.

Quick: all light cases through the commands in this process, and some of them in two real terminals.
``--soak``: all of them in four terminals, each command as a process of its own, and what is large.
"""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from briefing_tui.__main__ import main
from briefing_tui.library.shelf import Shelf
from briefing_tui.tui.typography import shorten_message
from tests.terminal.faults import Plan
from tests.terminal.hostile import CASES, HEAVY, LIGHT, MB, Case
from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, until
from tests.terminal.wire import Terminal, foreign, seen

TERMINALS = (Terminal(80, 24, frugal=True), Terminal(120, 40, frugal=False))
ALL_TERMINALS = (*TERMINALS, Terminal(80, 24, frugal=False), Terminal(120, 40, frugal=True))
STRIDE = 20
# These got through, or ended the program, before the corpus was there; always looked at.
ONCE_THROUGH = ("file-undecodable", "note-number", "yaml-binary-title", "brief-binary-title")
IN_LIBRARY, IN_BRIEF = "Enter open", "1-6 card"
OPENED = re.compile(f"{IN_BRIEF}|corrections that cannot be read")
LONGEST = 30.0  # seconds that a command may take
MOST = 1024  # MB that it may need
# What a person's own text may hold that a readout's may not, as it is written on (``clean_own``).
OWN = "\t\u00a0\u1680\u2000\u2003\u205f\u3000\u200c\u200d\u00ad\ufe0e\ufe0f"
COMMANDS = ("show", "gaps", "export")
OF_ALL = (("list",), ("search", "trade"), ("search", "zzz"), ("notes",))


# -- the screen -------------------------------------------------------------------------------------


class Screen(Pty):
    """One on which half a wide character may be left, where terminal and program disagree about widths."""

    def screen(self) -> str:
        new = bytes(self.output[self._shown :])
        self._shown += len(new)
        self._stream.feed(new)
        rows, columns = range(self._display.lines), range(self._display.columns)
        cells = self._display.buffer
        return "\n".join("".join(cells[y][x].data or " " for x in columns).rstrip() for y in rows)


def opened(terminal: Terminal, folder: Path, *args: str) -> Screen:
    option = "--low-bandwidth" if terminal.frugal else "--no-low-bandwidth"
    env = environment(XDG_STATE_HOME=str(folder / f"state {terminal}"))
    size = {"columns": terminal.columns, "rows": terminal.rows}
    return Screen(BRIEFING, option, *args, folder=folder, env=env, **size)


def through_the_library(terminal: Terminal, shelf: Shelf, folder: Path) -> None:
    """From top to bottom: every brief is opened and looked through, or it is said why it cannot be."""
    entries = shelf.entries()
    with opened(terminal, folder) as screen:
        screen.wait_for(f"{len(entries)} briefs", patience=4 * PATIENCE)
        screen.send("g")
        for entry in entries:
            try:
                screen.send("\r")
                if entry.problem:
                    said = shorten_message(entry.problem, terminal.columns - 2)
                    screen.wait_for(re.compile(rf"\n {re.escape(said[:20])}[^\n]*$"))
                else:
                    screen.wait_for(OPENED)
                    look_through(screen)
                    screen.send("q")
                    screen.wait_for(IN_LIBRARY)
            except AssertionError as error:
                error.add_note(f"brief {entry.id}, {terminal}")
                raise
            screen.send("j")
        screen.send("q")
        assert screen.wait() == 0
        assert terminal.foreign(bytes(screen.output)) == []


def look_through(screen: Screen, patience: float = PATIENCE) -> None:
    """All cards, all views, why, the notes, the originals, find, in a brief that is open."""
    for card in "123456":
        screen.send(card)
        screen.wait_for(re.compile(rf"▌{card} [A-Z]"), patience=patience)
    for view in ("read", "gaps", "doubts", "coverage", "compare"):
        screen.send("v")
        screen.wait_for(f"view: {view}", patience=patience)
    screen.send("=")
    why = screen.wait_for(re.compile(r"Why ¶\d+ of |no point at the mark"), patience=patience)
    if "no point at the mark" not in why:
        screen.send("q")
        screen.wait_for(OPENED, patience=patience)
    screen.send("t")
    screen.wait_for(re.compile("(?m)^ Notes  "), patience=patience)
    screen.send("q")
    screen.wait_for(OPENED, patience=patience)
    screen.send("o/")
    screen.wait_for("Find:", patience=patience)
    screen.send("trade\r")
    screen.wait_for(re.compile("points? with “trade”|nothing holds 'trade'"), patience=patience)


# -- the commands -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did."""

    args: tuple[str, ...]
    code: object
    output: bytes
    errors: bytes
    seconds: float = 0.0
    megabytes: float = 0.0

    def check(self, case: Case | None = None) -> None:
        """It printed text and no more, or said in one line why it did not."""
        refused = case.refused if case else ""
        own = OWN if case and case.notes and self.args[0] == "export" else ""
        assert foreign(self.output, f"\n{own}") == [], self.args
        assert foreign(self.errors, "\n") == [], self.args
        lines = self.errors.decode().splitlines()
        assert self.code in (0, 1), (self.args, self.code, lines)
        assert all(line.startswith("briefing: ") for line in lines), (self.args, lines)
        assert self.megabytes < MOST, (self.args, self.megabytes)
        assert self.code == 0 or (len(lines) == 1 and not self.output), (self.args, lines)
        if refused:
            assert self.code == 1 and refused in lines[0], (self.args, lines)
        elif self.args[0] in ("show", "export"):
            assert self.code == 0, (self.args, lines)


def called(
    args: Sequence[str], capture: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Done:
    """The command in this process, as if it wrote to a terminal: for a pipe click takes sequences out."""
    monkeypatch.setattr(sys, "argv", ["briefing", *args])
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    with pytest.raises(SystemExit) as left:
        main()
    output, errors = capture.readouterr()
    return Done(tuple(args), left.value.code, output, errors)


def ran(args: Sequence[str], folder: Path) -> Done:
    """The command as a process of its own, into files."""
    out, err = folder / "stdout", folder / "stderr"
    used = [0]
    with out.open("wb") as to, err.open("wb") as complaints:
        process = psutil.Popen([BRIEFING, *args], stdout=to, stderr=complaints, cwd=folder, env=environment())
        begun = process.create_time()

        def code() -> int | None:
            with contextlib.suppress(psutil.Error):  # it may be gone by now
                used.append(process.memory_info().rss)
            ended: int | None = process.poll()
            return ended

        try:
            status = until(code, lambda c: c is not None, lambda _: f"still at it: {args}", LONGEST)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    seconds = err.stat().st_mtime - begun if err.stat().st_size else out.stat().st_mtime - begun
    return Done(tuple(args), status, out.read_bytes(), err.read_bytes(), seconds, max(used) / MB)


def put(cases: Sequence[Case], home: Path) -> dict[str, Path]:
    data = home / "data" / "briefing-tui"
    return {case.name: case.write(data / "briefs", data / "notes") for case in cases}


def nothing_ran(tmp_path: Path) -> None:
    assert not list(tmp_path.rglob("PWNED"))


# -- the tests --------------------------------------------------------------------------------------


def test_the_corpus() -> None:
    names = Counter(case.name for case in CASES)
    assert len(names) == len(CASES) >= 60, names.most_common(3)


# Near to what the program sends itself, and not the same.
PLANTED = (
    *(case.text for case in CASES if not all(map(seen, case.text))),
    *(
        "\x1b",
        "\x1b[",
        "\x1b[31m",
        "\x1b[5m",
        "\x1b[38;5;1000m",
        "\x1b[38;5m",
        "\x1b[1;2;3;4m",
        "\x1b[999;1H",
    ),
    *(
        "\x1b[1;999H",
        "\x1b[999C",
        "\x1b[1A",
        "\x1b[1J",
        "\x1b[1K",
        "\x1b[6n",
        "\x1b[?25l",
        "\x1b[?25h",
        "\x1b[<u",
    ),
    *("\x1b[?1049h", "\x1b[?1049l", "\x1b[?2004l", "\x1b[?7h", "\x1b[>25u", "\x1b[>1u", "\x1b[?2026h"),
    *(
        "\x1b]22;none\x07",
        "\x1b]22;default",
        "\x1b]0;x\x07",
        "\x1b(0",
        "\x1bc",
        "\x1bP",
        "\x1b_",
        "\x1b^",
        "\x1bX",
    ),
    *("\x07", "\n", "\r", "\r\n", "\x08", "\t", "\x7f", "\x9b", "\u202e", "\u200b", "\ufeff", "\u2028"),
)


@pytest.mark.parametrize("terminal", TERMINALS, ids=lambda terminal: f"frugal={terminal.frugal}")
def test_the_grammar(terminal: Terminal, tmp_path: Path) -> None:
    """It knows all that the program sends for a bundled brief, and finds whatever is planted amid a word."""
    with opened(terminal, tmp_path, "2026-02-04-putin-xi") as screen:
        screen.wait_for(OPENED)
        look_through(screen)
        screen.send("\x11")
        assert screen.wait() == 0
        output = bytes(screen.output)
    assert terminal.foreign(output) == []
    at = output.index(b"Bilateral") + 4
    rest = output[at : output.index(b"\x1b", at + 1000)] + output[output.rindex(b"\x1b[?2004l") :]
    planted = [*(p.encode() for p in PLANTED), b"\x9b31m", b"\xff", "界".encode()[:2]]
    assert terminal.foreign(output[:at] + rest) == []
    assert not [p for p in planted if not terminal.foreign(output[:at] + p + rest)]


@pytest.mark.parametrize("case", LIGHT, ids=lambda case: case.name)
def test_commands_here(
    case: Case,
    home: Path,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder,) = put([case], home).values()
    for command in ("show", "export"):
        called([command, str(folder)], capfdbinary, monkeypatch).check(case)
    nothing_ran(tmp_path)


def test_commands_over_all_here(
    home: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(LIGHT, home)
    for args in OF_ALL:
        called(args, capfdbinary, monkeypatch).check()
    nothing_ran(tmp_path)


def test_in_the_library(tmp_path: Path, home: Path, shelf: Shelf, plan: Plan) -> None:
    """Some in two terminals, in the soak all of them in four."""
    terminals = ALL_TERMINALS if plan.soak else TERMINALS
    put([c for i, c in enumerate(LIGHT) if plan.soak or i % STRIDE == 0 or c.name in ONCE_THROUGH], home)

    def through(i: int, _: random.Random) -> None:
        through_the_library(terminals[i], shelf, tmp_path)

    plan.rounds("terminals", len(terminals), 2, through)
    nothing_ran(tmp_path)


# -- the soak ---------------------------------------------------------------------------------------


def test_refused_at_the_door(tmp_path: Path, home: Path, plan: Plan) -> None:
    """Named on the command line: one line, and the terminal is as it was."""
    refused = [case for case in LIGHT if case.refused]
    folders = put(refused, home)

    def at_the_door(i: int, _: random.Random) -> None:
        with opened(TERMINALS[0], tmp_path, str(folders[refused[i].name])) as screen:
            assert screen.wait() == 1
            (line,) = screen.output.decode().splitlines()
            assert refused[i].refused in line
            assert foreign(line.encode()) == []

    plan.rounds("refused", plan.count(quick=4, whole=len(refused)), 2, at_the_door)


def test_commands(tmp_path: Path, home: Path, plan: Plan, told: list[str]) -> None:
    """Each as a process of its own, in bounded time and memory."""
    cases = CASES if plan.soak else LIGHT[:1]

    def through(i: int, _: random.Random) -> Done:
        """The costliest of the case's commands."""
        (folder,) = put([cases[i]], home).values()
        made = tmp_path / str(i)
        made.mkdir()
        done = [ran([command, str(folder)], made) for command in COMMANDS]
        if cases[i].heavy:
            shutil.rmtree(folder)  # ``list`` would read it at every time
        for each in done:
            each.check(cases[i])
        return max(done, key=lambda d: d.seconds)

    done = plan.rounds("commands", len(cases), 1, through)
    for args in OF_ALL:
        done.append(ran(args, tmp_path))
        done[-1].check()
    nothing_ran(tmp_path)
    for costly in (max(done, key=lambda d: d.seconds), max(done, key=lambda d: d.megabytes)):
        told.append(
            f"hostile commands: {' '.join(costly.args)}: {costly.seconds:.1f} s, {costly.megabytes:.0f} MB"
        )


def test_large_ones_on_the_screen(tmp_path: Path, home: Path, plan: Plan) -> None:
    large = [case for case in HEAVY if not case.refused] if plan.soak else []

    def through(i: int, _: random.Random) -> None:
        (folder,) = put([large[i]], home).values()
        terminal = TERMINALS[i % 2]
        with opened(terminal, tmp_path, str(folder)) as screen:
            screen.wait_for(OPENED, patience=LONGEST)
            look_through(screen, LONGEST)
            assert psutil.Process(screen.pid).memory_info().rss < MOST * MB
            screen.send("\x11")
            assert screen.wait(LONGEST) == 0
            assert terminal.foreign(bytes(screen.output)) == []
        shutil.rmtree(folder)

    plan.rounds("large", len(large), 1, through)
