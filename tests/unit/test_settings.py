"""Places and what is remembered: damaged files cost the memory, never the work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing_tui.settings.paths import Paths, paths
from briefing_tui.settings.state import Position, State

PLACE = Position("economy", "gaps", "russia.en:3.1", "russia.en", "china.en")


def test_places_follow_the_environment(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = paths()
    assert made.data == home / "data" / "briefing-tui"
    assert made.notes == made.data / "notes"
    assert made.cache == home / "cache" / "briefing-tui"
    assert made.site_data == tmp_path / "site" / "briefing-tui"
    assert not home.exists(), "nothing is created by asking"
    monkeypatch.setenv("XDG_DATA_DIRS", f"{tmp_path / 'first'}:{tmp_path / 'second'}")
    assert paths().site_data == tmp_path / "first" / "briefing-tui"


def test_shelves_in_order(places: Paths, tmp_path: Path) -> None:
    assert [p.origin for p in places.shelves()] == ["bundled", "shared", "yours"]
    with_library = places.shelves(tmp_path)
    assert [p.origin for p in with_library] == ["bundled", "shared", "yours", "library"]
    assert [p.writable for p in with_library] == [False, False, True, True]
    assert (places.bundled / "briefs").is_dir()
    assert (places.bundled / "themes").is_dir()


def test_state_round_trip(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    assert (state.last_brief, state.theme, state.position("talks")) == ("", "", Position())
    state.keep("talks", PLACE)
    state.keep("others", Position())
    state.keep_theme("paper")
    state.save()
    again = State(tmp_path / "state")
    assert (again.last_brief, again.theme) == ("others", "paper")
    assert again.position("talks") == PLACE
    assert (tmp_path / "state" / "state.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b'{"positions": []}',
        b'{"positions": {"talks": 1}}',
        b'{"positions": null}',
    ],
)
def test_damaged_state_is_no_state(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "state.json").write_bytes(data)
    state = State(tmp_path)
    assert state.position("talks") == Position()
    assert state.last_brief == ""
    state.keep("talks", PLACE)
    state.save()
    assert State(tmp_path).position("talks") == PLACE


def test_unknown_fields_of_a_position_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(json.dumps({"positions": {"talks": {"card": "future", "later": 1}}}))
    assert State(tmp_path).position("talks") == Position(card="future")


def test_state_does_not_grow_for_ever(tmp_path: Path) -> None:
    state = State(tmp_path)
    for i in range(300):
        state.keep(f"brief-{i}", PLACE)
    state.keep("brief-150", PLACE)
    state.save()
    kept = json.loads((tmp_path / "state.json").read_text())["positions"]
    assert len(kept) == 200
    assert "brief-150" in kept
    assert "brief-99" not in kept


def test_a_state_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in its place")
    state = State(tmp_path / "file")
    state.keep("talks", PLACE)
    state.save()
    assert (tmp_path / "file").read_text() == "in its place"
    assert state.position("talks") == PLACE
