"""Kills and two writers, in the real program: the file is a whole note, and hardly anything is lost.

A few rounds of each run with all tests; ``make soak`` runs hundreds. What is random follows from ``--seed``.
"""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest

from briefing_tui.model import Anchor, Card
from tests.terminal.faults import (
    GONE,
    LOST,
    PUTIN_XI,
    Both,
    Figures,
    Home,
    Killed,
    Plan,
    Typist,
    close,
    next_start,
)
from tests.terminal.terminal import PATIENCE, Pty, until

pytestmark = pytest.mark.usefixtures("nothing_is_left_behind")
RECEIVED = 1.0  # seconds in which a key has come to the program
AT_REST = 1.0  # seconds from the last key to the disk
NOISE = 0.5  # seconds that a machine with other work to do may add to that


# -- ended by force -------------------------------------------------------------------------------


def hang_up(terminal: Pty) -> None:
    terminal.hang_up()


def sent(number: signal.Signals) -> Callable[[Pty], None]:
    return lambda terminal: terminal.signal(number)


Way = tuple[str, Callable[[Pty], None], int]
WAYS: tuple[Way, ...] = (
    ("SIGKILL", sent(signal.SIGKILL), -signal.SIGKILL),
    ("SIGHUP", sent(signal.SIGHUP), 128 + signal.SIGHUP),
    ("SIGTERM", sent(signal.SIGTERM), 128 + signal.SIGTERM),
    ("closed terminal", hang_up, 128 + signal.SIGHUP),
)


def test_a_kill_while_typing_leaves_a_whole_note_and_costs_seconds_at_most(
    plan: Plan, figures: Figures, tmp_path: Path
) -> None:
    longest = plan.count(quick=1, whole=5) + 1.0

    def one(i: int, rng: random.Random) -> Killed:
        return killed(Home.made(tmp_path / f"kill{i}"), rng, *WAYS[i % len(WAYS)], rng.uniform(0.1, longest))

    figures.killed += plan.rounds("kill", plan.count(quick=4, whole=200), 4, one)
    if plan.soak:  # seconds are right on a machine that has nothing else to do
        assert max(k.lost for k in figures.killed if k.way != "SIGKILL") <= RECEIVED


def killed(
    home: Home, rng: random.Random, way: str, kill: Callable[[Pty], None], status: int, seconds: float
) -> Killed:
    with home.writing() as terminal:
        typist = Typist(terminal, rng)
        typist.type_until(time.monotonic() + seconds)
        shown = len(terminal.output)
        moment = time.monotonic()
        kill(terminal)
        assert terminal.wait(GONE) == status
        took = time.monotonic() - moment
        seen = typist.seen(bytes(terminal.output[:shown]))
    body, drafts = home.body(), home.drafts()
    if way == "SIGKILL":  # in the middle of the first save the text may be in the draft alone
        body = next((draft.note.body for draft in drafts if draft.whole), body)
    lost = typist.lost(body, moment)
    assert len(drafts) == bool(body)
    if way == "SIGKILL":
        assert lost <= LOST
        next_start(home, body, offered=bool(drafts))
    else:
        assert typist.kept(body) >= seen, f"shown and not saved: {typist.text[typist.kept(body) : seen]!r}"
        assert not [draft for draft in drafts if draft.whole or draft.note.id != home.notes()[0].id]
    return Killed(way, bool(body), bool(drafts), lost, status, took)


# -- not ended at all ------------------------------------------------------------------------------


def test_what_is_typed_reaches_the_disk_soon(plan: Plan, figures: Figures, tmp_path: Path) -> None:
    """While it is typed, and after the last key, when nothing else happens."""
    longest = plan.count(quick=3, whole=11) + 0.2

    def one(i: int, rng: random.Random) -> tuple[float, list[float]]:
        return soon(Home.made(tmp_path / f"soon{i}"), rng, [longest, rng.uniform(0.1, 0.5)])

    for oldest, after in plan.rounds("soon", plan.count(quick=1, whole=20), 3, one):
        figures.while_typing.append(oldest)
        figures.after_last_key += after
    if plan.soak:
        assert max(figures.while_typing) <= LOST
        assert max(figures.after_last_key) <= AT_REST + NOISE
        assert median(figures.after_last_key) <= AT_REST


def soon(home: Home, rng: random.Random, bursts: list[float]) -> tuple[float, list[float]]:
    """The age of the oldest letter that was not on disk while typing went on; seconds after each last key."""
    oldest, after = 0.0, []
    with home.writing() as terminal, ThreadPoolExecutor(1) as pool:
        typist = Typist(terminal, rng, hurried=True)
        for seconds in bursts:
            typing = pool.submit(typist.type_until, time.monotonic() + seconds)
            while not typing.done():
                body = home.body()
                oldest = max(oldest, typist.lost(body, time.monotonic()))
                time.sleep(0.02)
            typing.result()
            typist.send(".")
            until(home.body, lambda body: body == typist.text.rstrip(), repr, PATIENCE)
            after.append(time.monotonic() - typist.last_key)
    return oldest, after


# -- two sessions in one note -----------------------------------------------------------------------


def test_two_sessions_in_one_note_lose_nothing(plan: Plan, figures: Figures, tmp_path: Path) -> None:
    def one(i: int, rng: random.Random) -> Both:
        return both(Home.made(tmp_path / f"both{i}"), rng, plan.count(quick=2, whole=8))

    figures.both += plan.rounds("both", plan.count(quick=1, whole=50), 3, one)


def ended_by(way: Way) -> Callable[[Pty], None]:
    _, kill, status = way

    def end(terminal: Pty) -> None:
        kill(terminal)
        assert terminal.wait(GONE) == status

    return end


def both(home: Home, rng: random.Random, longest: float) -> Both:
    store = home.store
    note = store.save(replace(store.new(PUTIN_XI, Anchor(Card.ECONOMY)), body="Two of us."))
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        terminals = [stack.enter_context(home.open(PUTIN_XI)) for _ in range(2)]
        for terminal in terminals:
            terminal.wait_for("compare · 1 note")
            terminal.send("2")
            terminal.wait_for("▌2 Economy")
            terminal.send("G\r")
            terminal.wait_for("Esc closes")
        typists = [
            Typist(t, random.Random(rng.random()), mark) for t, mark in zip(terminals, "ab", strict=True)
        ]
        ends = [close, rng.choice((close, *(ended_by(way) for way in WAYS[1:3])))]
        rng.shuffle(ends)
        starts = [rng.uniform(0, longest / 3) for _ in range(2)]

        def write(
            terminal: Pty, typist: Typist, start: float, seconds: float, end: Callable[[Pty], None]
        ) -> None:
            time.sleep(start)
            typist.type_until(time.monotonic() + seconds)
            typist.all_seen()
            end(terminal)

        long = [rng.uniform(0.5, longest) for _ in range(2)]
        running = [
            pool.submit(write, *each) for each in zip(terminals, typists, starts, long, ends, strict=True)
        ]
        for each in running:
            each.result()
    notes = home.notes()
    assert note.id in {n.id for n in notes}
    texts = [typist.text.rstrip() for typist in typists]
    for text in texts:
        # As it was typed and in one piece: a session writes into a text that nobody else writes into.
        assert any(text in n.body for n in notes), f"lost: {text!r}\nfound: {[n.body for n in notes]}"
    return Both(len(texts), sum(bool(n.conflict_of) for n in notes))
