"""The welcome brief: its lessons stand on their cards by their own words, and it is on no list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing_tui.analysis.rows import rows
from briefing_tui.cli.group import cli
from briefing_tui.desk import Desk
from briefing_tui.finding import query
from briefing_tui.finding.finder import Finder
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Brief, Comparison, Pair, SourceKind
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.state import State, begin

# Card by card the paragraphs of the program and of the reader, a row each.
LESSONS = {
    "bilateral": [([2], [2]), ([3], [])],
    "economy": [([4], [3]), ([5], [])],
    "stability": [([6], [4]), ([7], []), ([8], []), ([], [5])],
    "regional": [([9], []), ([10], [6])],
    "future": [([11], [7]), ([12], []), ([], [8])],
    "context": [([1], [1]), ([10], [6])],
}


@pytest.fixture
def welcome(shelf: Shelf) -> Brief:
    return shelf.open("welcome")


def lessons(made: Comparison) -> dict[str, list[tuple[list[int], list[int]]]]:
    return {
        card: [tuple([r.point.paragraph for r in side] for side in (row.left, row.right)) for row in found]  # type: ignore[misc]
        for card in CARDS
        if (found := rows(made, card))
    }


def test_every_lesson_is_where_it_says(shelf: Shelf, welcome: Brief) -> None:
    assert lessons(shelf.compare(welcome, Pair("program.en", "reader.en"))) == LESSONS


def test_its_original_has_the_same_cards(shelf: Shelf, welcome: Brief) -> None:
    made = shelf.compare(welcome, Pair("program.ru", "reader.en"))
    translated = shelf.compare(welcome, Pair("program.en", "reader.en"))
    assert [(p.paragraph, p.card) for p in made.left.points] == [
        (p.paragraph, p.card) for p in translated.left.points
    ]
    assert not any(p.doubt for p in made.left.points)
    assert lessons(made)["regional"] == LESSONS["regional"]  # it says that the reader reports it as well


def test_it_says_that_it_is_a_lesson(welcome: Brief) -> None:
    assert "lesson" in welcome.title
    assert welcome.kind == "lesson"
    assert {r.source for r in welcome.readouts} == {SourceKind.DIGEST}
    assert all(r.complete and not r.guessed for r in welcome.readouts)
    assert {r.language for r in welcome.readouts if r.original} == {"ru"}


def test_it_is_on_no_list(places: Paths, shelf: Shelf, notes: NoteStore) -> None:
    assert "welcome" not in {e.id for e in shelf.entries()}
    assert "welcome" not in {e.id for e in Desk().entries()}
    finder = Finder(shelf, notes, places.cache)
    assert [hit.event.brief for hit in finder.search(query.parse("markdown")).found] == []
    done = CliRunner().invoke(cli, ["list", "--json"])
    assert done.exit_code == 0
    assert "welcome" not in {e["id"] for e in json.loads(done.stdout)}


@pytest.mark.parametrize(
    "command", [["show", "welcome"], ["export", "welcome", "-o", "-"], ["gaps", "welcome"]]
)
def test_it_is_a_brief_by_its_id(command: Sequence[str]) -> None:
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.stderr
    assert "Exports" in done.stdout


def test_a_brief_of_one_s_own_has_its_name_before_it(places: Paths, shelf: Shelf) -> None:
    folder = places.data / "briefs" / "welcome"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text("---\ntitle: A welcome in Astana\n---\n")
    (folder / "russia.en.md").write_text("The president was welcomed at the airport.\n")
    assert shelf.open("welcome").title == "A welcome in Astana"
    assert shelf.welcome().kind == "lesson"


def test_the_first_start_is_the_first_one_only(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    assert begin(folder)
    assert not begin(folder)
    assert State(folder).last_brief == ""


def test_where_no_state_can_be_kept_there_is_no_first_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not begin(tmp_path / "file" / "state")
    damaged = tmp_path / "state"
    damaged.mkdir()
    (damaged / "state.json").write_text("{")
    assert not begin(damaged)


def test_what_a_killed_session_had_in_hand_was_somebodys(tmp_path: Path) -> None:
    (tmp_path / "state" / "drafts").mkdir(parents=True)
    assert not begin(tmp_path / "state")
