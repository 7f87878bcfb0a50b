"""The frugal way over a real terminal: the same screen as the ordinary way, for a fraction of the bytes."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from tests.terminal.faults import Plan
from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, until
from tests.terminal.xterm import Cell

PUTIN_XI = "2026-02-04-putin-xi"
FRUGAL, ORDINARY = "--low-bandwidth", "--no-low-bandwidth"
# Everything that can be done to a brief without leaving it; the weights are those of a person who reads.
_KEYS = [
    *"jjjjjjkkkhl123456vvoos.", " ", "\x1b[6~", "\x1b[5~", "g", "G", "\t", "=q", "?q", ":\x1b",
    "/trade\r", "/\x1b", "nNoted 中文 здесь\x1b", "u", "Tkk\r", "Tjq", "tq", "q\r", "VJJ\x1b", "c\x1b",
    "m\x1b",
]  # fmt: skip


@pytest.fixture
def homes(home: Path, tmp_path: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Two homes of their own: what is done on one screen must not be seen on the other."""
    made = []
    for name in ("one", "two"):
        mine = tmp_path / name
        mine.mkdir()
        env = {k: v.replace(str(home), str(mine)) for k, v in environment().items()}
        made.append(env)
    yield made[0], made[1]


def differences(one: list[list[Cell]], other: list[list[Cell]]) -> list[str]:
    return [
        f"column {x}, line {y}: {a} and {b}"
        for y, (a_line, b_line) in enumerate(zip(one, other, strict=True))
        for x, (a, b) in enumerate(zip(a_line, b_line, strict=True))
        if a != b
    ][:5]


def test_a_long_session_shows_the_same_both_ways(
    tmp_path: Path, homes: tuple[dict[str, str], dict[str, str]], plan: Plan
) -> None:
    """Random keys and windows; whenever both are still, every cell is the same."""
    chance = random.Random(plan.seed)
    with (
        Pty(BRIEFING, ORDINARY, PUTIN_XI, folder=tmp_path, env=homes[0]) as ordinary,
        Pty(BRIEFING, FRUGAL, PUTIN_XI, folder=tmp_path, env=homes[1]) as frugal,
    ):
        both = (ordinary, frugal)
        for terminal in both:
            terminal.wait_for("compare · 0 notes")
        for step in range(150 if plan.soak else 15):
            keys = chance.choice(_KEYS)
            if chance.random() < 0.1:
                keys = f"window {chance.randint(50, 140)} {chance.randint(12, 45)}"
            for terminal in both:
                if keys.startswith("window "):
                    _, columns, rows = keys.split()
                    terminal.resize(int(columns), int(rows))
                else:
                    terminal.send(keys)
            for terminal in both:
                terminal.settle(0.25)
            where = f"--seed {plan.seed}, step {step}, {keys!r}"
            until(
                lambda: differences(ordinary.cells(), frugal.cells()),
                lambda found: not found,
                partial("{}: {}".format, where),
                PATIENCE,
            )
        assert len(frugal.output) * 4 < len(ordinary.output) * 3, (
            "windows of a new size cost the same both ways"
        )


@pytest.mark.parametrize("term", ["tmux-256color", "screen"])
def test_a_tmux_shows_the_same_both_ways(
    tmp_path: Path, homes: tuple[dict[str, str], dict[str, str]], term: str
) -> None:
    """As its user sees it: tmux draws on a terminal in its turn. As ``screen`` it gets colours as spaces."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    config = tmp_path / "tmux.conf"
    config.write_text(f"set -g status off\nset -g default-terminal {term}\n")
    screens = []
    for way, env in zip((ORDINARY, FRUGAL), homes, strict=True):
        with tempfile.TemporaryDirectory(prefix="briefing-tmux-") as sockets:
            env["TMUX_TMPDIR"] = sockets
            command = ("tmux", "-u", "-f", str(config), "new-session", BRIEFING, way, PUTIN_XI)
            with Pty(*command, folder=tmp_path, columns=100, rows=30, env=env) as terminal:
                terminal.wait_for("compare · 0 notes")
                shown = []
                for key, wanted in (
                    ("2", "▌2"), ("v", "view: read"), ("o", "· ru ·"), ("?", "Keys (brief)"), ("q", "· ru ·"),
                ):  # fmt: skip
                    terminal.send(key)
                    terminal.wait_for(wanted)
                    terminal.settle()
                    shown.append(terminal.cells())
                terminal.send("\x11")
                assert terminal.wait() == 0
            screens.append(shown)
    for ordinary, frugal in zip(*screens, strict=True):
        assert not differences(ordinary, frugal)


def test_a_key_costs_little(tmp_path: Path) -> None:
    """Bytes, not times: the median move within a card, the dearest card or view, and nothing while idle."""
    with Pty(BRIEFING, FRUGAL, PUTIN_XI, folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        assert terminal.settle() < 9 * 1024

        def cost(key: str) -> int:
            before = len(terminal.output)
            terminal.send(key)
            until(
                lambda: len(terminal.output), lambda n: n > before, lambda _: f"no answer to {key}", PATIENCE
            )
            return terminal.settle() - before

        moves = [cost(key) for key in "jjjjkkjj"]
        assert median(moves) < 400, moves
        turns = [cost(key) for key in "23456vvvv1"]
        assert max(turns) < 6 * 1024, turns
        before = terminal.settle()
        assert terminal.settle(quiet=4.0) == before


@pytest.mark.parametrize(
    ("connection", "flag", "frugal"), [(False, "", False), (True, "", True), (True, ORDINARY, False)]
)
def test_a_connection_over_ssh_is_spared_unless_told_otherwise(
    tmp_path: Path, connection: bool, flag: str, frugal: bool
) -> None:
    env = environment(**({"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"} if connection else {}))
    with Pty(BRIEFING, *filter(None, (flag, PUTIN_XI)), folder=tmp_path, env=env) as terminal:
        terminal.wait_for("compare · 0 notes")
        before = terminal.settle()
        terminal.send("?")
        terminal.wait_for("Keys (brief)")
        # The foot is painted as a whole and says much the same: only one of the ways sends all of it.
        assert (terminal.settle() - before < 5000) is frugal


def test_a_storm_of_sizes_ends_in_a_right_screen(tmp_path: Path, plan: Plan) -> None:
    chance = random.Random(plan.seed)
    with (
        Pty(BRIEFING, FRUGAL, PUTIN_XI, folder=tmp_path, columns=100, rows=30) as stormed,
        Pty(BRIEFING, FRUGAL, PUTIN_XI, folder=tmp_path, columns=100, rows=30) as calm,
    ):
        for terminal in (stormed, calm):
            terminal.wait_for("compare · 0 notes")
            terminal.settle()
        for _ in range(200 if plan.soak else 60):
            stormed.resize(chance.randint(20, 160), chance.randint(5, 50))
            chance.random() < 0.5 and stormed.settle(0.01)
        stormed.resize(99, 30)
        stormed.resize(100, 30)  # where it was at first: to the program nothing may have happened
        stormed.settle()
        until(
            lambda: differences(stormed.cells(), calm.cells()),
            lambda found: not found,
            lambda found: f"--seed {plan.seed}: {found}\n{stormed.screen()}",
            5.0,
        )
