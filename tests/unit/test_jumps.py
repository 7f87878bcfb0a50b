"""The list of jumps, and the marks in the state file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.settings.state import Mark, Position, State
from briefing_tui.tui.jumps import Jumps


def at(n: int) -> Mark:
    return Mark("brief", Position(point=str(n)), "a.en", n)


def test_back_and_forward() -> None:
    jumps = Jumps()
    assert jumps.leap(-1, at(9)) is None and jumps.leap(1, at(9)) is None
    jumps = Jumps()
    jumps.leave(at(1))
    jumps.leave(at(2))
    assert jumps.leap(-1, at(3)) == at(2)
    assert jumps.leap(-1, at(2)) == at(1)
    assert jumps.leap(-1, at(1)) is None
    assert jumps.leap(2, at(1)) == at(3)
    assert jumps.leap(1, at(3)) is None
    assert jumps.leap(-9, at(3)) == at(1)


def test_before_the_last_jump() -> None:
    jumps = Jumps()
    assert jumps.before is None
    jumps.leave(at(1))
    assert jumps.before == at(1)
    jumps.leap(-1, at(2))
    assert jumps.before == at(2)


@given(st.lists(st.tuples(st.sampled_from(("leave", "back", "forward")), st.integers(0, 5)), max_size=60))
def test_no_place_is_there_twice_and_back_and_forward_meet(steps: list[tuple[str, int]]) -> None:
    jumps, here = Jumps(), at(0)
    for step, n in steps:
        if step == "leave":
            jumps.leave(here)
            here = at(n)
            continue
        there = jumps.leap(-1 if step == "back" else 1, here)
        if there is None:
            continue
        # The way back leads to where one was, unless one had moved on since the last leap.
        back = jumps.leap(1 if step == "back" else -1, there)
        assert back is not None
        assert jumps.leap(-1 if step == "back" else 1, back) == there
        here = there
        places = jumps._places
        assert len(set(places)) == len(places) <= 100 and 0 <= jumps._at < len(places)


@given(st.lists(st.integers(0, 500), max_size=300))
def test_the_list_is_bounded_and_the_newest_stay(numbers: list[int]) -> None:
    jumps = Jumps()
    for n in numbers:
        jumps.leave(at(n))
    newest = list(dict.fromkeys(reversed(numbers)))[:100]
    here, found = at(999), []
    while there := jumps.leap(-1, here):
        found.append(there.paragraph)
        here = there
    # 999 itself takes a place in the list.
    assert found == newest[:99]


def test_marks_are_kept_by_brief_and_capitals_for_all(tmp_path: Path) -> None:
    one = State(tmp_path)
    one.keep_mark("a", Mark("x", Position(point="1"), "r.en", 3, 7))
    one.keep_mark("A", Mark("x", Position(point="2")))
    assert set(one.marks("x")) == {"a", "A"} and set(one.marks("y")) == {"A"}
    one.save()
    other = State(tmp_path)
    other.keep_mark("b", Mark("x", Position()))
    other.save()
    assert State(tmp_path).marks("x") == {
        "A": Mark("x", Position(point="2")),
        "a": Mark("x", Position(point="1"), "r.en", 3, 7),
        "b": Mark("x", Position()),
    }


@pytest.mark.parametrize(
    "marks",
    [
        5, [], {"x": 5}, {"x": {"a": 5}}, {"x": {"a": {"brief": 5}}}, {"": {"aa": {}}},
        {"x": {"a": {"brief": "x", "position": [], "readout": "", "paragraph": 1, "start": 0}}},
        {"x": {"a": {"brief": "x", "position": {}, "readout": "", "paragraph": "1", "start": 0}}},
    ],
)  # fmt: skip
def test_damaged_marks_are_none_and_new_ones_are_kept(tmp_path: Path, marks: object) -> None:
    (tmp_path / "state.json").write_text(json.dumps({"marks": marks}))
    state = State(tmp_path)
    assert state.marks("x") == {}
    state.keep_mark("a", Mark("x", Position()))
    state.save()
    assert State(tmp_path).marks("x") == {"a": Mark("x", Position())}
