"""Sessions of one user at the same time: none loses or breaks what another has written."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from briefing_tui.library.cache import Cache
from briefing_tui.model import Anchor, Note
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.state import Position, State
from tests.terminal.terminal import environment

SESSIONS, ROUNDS = 3, 40


def session(number: int, places: Paths, common: Note) -> str:
    """What a session does all day, without a pause; gives the id of its own note. In a process of its own."""
    notes, cache, drafts = NoteStore(places.notes), Cache(places.cache), Drafts(places.state / "drafts")
    mine = replace(notes.new("talks", Anchor()), body="begun")
    for n in range(ROUNDS):
        state = State(places.state)  # one that goes on would put back with its next save what it has lost
        state.keep(f"brief-{number}-{n}", Position(card="economy", point=str(n)))
        state.save()
        cache.put("key", "now", [number] * 5000)
        kept = cache.get("key", "now")
        assert kept and len(kept) == 5000 and len(set(kept)) == 1, "an entry in pieces"
        for key in (mine.id, common.id):  # the same note is open in all of them
            drafts.keep(key, replace(mine, body=f"unsaved {number} {n}"))
        mine = notes.save(replace(mine, body=f"session {number}, round {n}"))
        there = notes.get("talks", common.id)
        assert there and not there.problem, "a note in pieces"
        notes.save(replace(there, body=f"{there.body}\nsession {number}, round {n}"))
    return mine.id


_MAIN = """
import sys
from briefing_tui.settings.paths import paths
from tests.unit.test_two_sessions import NoteStore, session
note = NoteStore(paths().notes).get("talks", sys.argv[2])
print(session(int(sys.argv[1]), paths(), note), flush=True)
sys.stdin.read()
"""


def test_they_harm_neither_state_nor_cache_nor_notes(places: Paths, notes: NoteStore) -> None:
    common = notes.save(replace(notes.new("talks", Anchor()), body="begun"))
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _MAIN, str(i), common.id],
            cwd=Path(__file__).parents[2],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for i in range(SESSIONS)
    ]
    ids = [process.stdout.readline().strip() for process in running if process.stdout]
    assert Drafts(places.state / "drafts").left() == [], "of sessions that go on nothing is offered"
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0] * SESSIONS

    wanted = {f"brief-{i}-{n}" for i in range(SESSIONS) for n in range(ROUNDS)}
    state = json.loads((places.state / "state.json").read_text())
    assert set(state["positions"]) == wanted, "a place that was kept is gone"

    kept = {n.id: n for n in notes.of("talks")}
    assert [kept[i].body for i in ids] == [f"session {i}, round {ROUNDS - 1}" for i in range(SESSIONS)]
    assert not [n.problem for n in kept.values() if n.problem]
    # Into the common note each wrote in every round; what two wrote at once is in the copies.
    lines = {line for n in kept.values() if n.id not in ids for line in n.body.split("\n")}
    assert lines >= {f"session {i}, round {n}" for i in range(SESSIONS) for n in range(ROUNDS)}

    # Ended without closing their notes: of each session both texts are offered.
    left = sorted(d.note.body for d in Drafts(places.state / "drafts").left())
    assert left == sorted([f"unsaved {i} {ROUNDS - 1}" for i in range(SESSIONS)] * 2)
    assert not [p for top in (places.data, places.state, places.cache) for p in top.rglob("*.tmp")]


def test_a_session_that_is_stopped_does_not_hold_another(places: Paths) -> None:
    """It has the lock and never gives it back: the place is remembered all the same."""
    import fcntl

    places.state.mkdir(parents=True)
    with (places.state / "state.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = State(places.state)
        state.keep("talks", Position(card="economy"))
        state.save()
    assert State(places.state).position("talks").card == "economy"


def test_two_machines_with_one_home_may_have_processes_of_one_number(places: Paths, notes: NoteStore) -> None:
    note = notes.new("talks", Anchor())
    one, other = (Drafts(places.state / "drafts") for _ in range(2))  # this process stands for both
    one.keep(note.id, replace(note, body="Here."))
    other.keep(note.id, replace(note, body="There."))
    texts = sorted(p.read_text().split("\n")[-2] for p in one.folder.iterdir())
    assert texts == ["Here.", "There."]
    other.drop(note.id)
    assert len(list(one.folder.iterdir())) == 1
