"""Keys by the handful, as a cat presses them: the program ends where it is left, and for no other reason.

In the whole suite (``--soak``) other keys at every run; else the same ones.
"""

from __future__ import annotations

import random
import string
from pathlib import Path

from tests.terminal.faults import Home, Plan
from tests.terminal.terminal import PATIENCE, Pty
from tests.tui.conftest import PUTIN_XI, TWO_SIDED

FILE = "summary.txt"
STARTS = ((), (PUTIN_XI,), ("2022-11-14-xi-biden",), ("welcome",), (FILE,))
SIZES = ((80, 24), (120, 40), (60, 20), (200, 60), (30, 8), (99, 30), (112, 18), (3, 2))
NAMED = (
    "\r", "\x1b", "\t", "\x02", "\x04", "\x06", "\x0e", "\x0f", "\x10", "\x14", "\x15", "\x7f",
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[Z", "\x1bOP",
    "\x1b[200~pasted 中文\nas it is\x1b[201~",
)  # fmt: skip
# Moves, and what opens another screen, are pressed more often than the rest: so more is seen of it.
KEYS = (*string.ascii_letters, *string.digits, *":/?='.;-", "й", "中", *"jjkkvvqlhrtfpsDTV=?", *NAMED)
HANDFULS = 250


def test_whatever_is_pressed(tmp_path: Path, plan: Plan) -> None:
    def session(i: int, draw: random.Random) -> None:
        draw = draw if plan.soak else random.Random(i)
        home = Home.made(tmp_path / str(i))
        (home.work / FILE).write_text(TWO_SIDED)
        pressed: list[str] = []
        for started in range(HANDFULS):
            with home.open(*STARTS[(i + started) % len(STARTS)]) as terminal:
                terminal.wait_for("help")
                pressed += press(terminal, draw, HANDFULS - len(pressed))
                left(terminal, pressed)
            crashes = [log.read_text() for log in home.state.rglob("crash-*")]
            assert not crashes, f"{pressed[-10:]}\n{crashes}"
            if len(pressed) >= HANDFULS:
                break

    plan.rounds("any keys", plan.count(quick=2, whole=40), 2, session)


def press(terminal: Pty, draw: random.Random, most: int) -> list[str]:
    """Presses that many handfuls, or until it is left; gives what was pressed."""
    pressed: list[str] = []
    while len(pressed) < most and not terminal.ended:
        if draw.random() < 0.05:
            terminal.resize(*draw.choice(SIZES))
        handful = "".join(draw.choices(KEYS, k=draw.choice((1, 1, 1, 2, 5))))
        # Often Esc alone: or else most of the keys are letters of one note, or of one question.
        pressed.append("\x1b" if draw.random() < 0.3 else handful)
        try:
            terminal.send(pressed[-1])
        except OSError:  # it was left by what was pressed before
            break
        if draw.random() < 0.5:
            terminal.settle(0.02)
    return pressed


def left(terminal: Pty, pressed: list[str]) -> None:
    """What is still open is closed, and then the program is left: with nothing to be said."""
    terminal.resize(120, 40)
    while not terminal.ended:
        try:
            terminal.send("\x11")
        except OSError:
            break
        terminal.settle(0.1)
    status = terminal.wait(PATIENCE)
    assert status == 0, f"{status} after {pressed[-10:]}\n{terminal.screen()}"
