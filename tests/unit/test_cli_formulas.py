"""``briefing formulas``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from briefing_tui.cli import cli
from briefing_tui.library import timelines
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import BriefingError
from briefing_tui.settings.paths import Paths

BODIES = {
    1: ("They stand back to back. Ties know no limits.", "Both want true multilateralism."),
    2: (
        "They stand back to back.",
        "Both want true multilateralism, and to feed the quiet lanterns of harbours.",
    ),
    3: ("They stand shoulder to shoulder.", "They spoke. It is time to feed the quiet lanterns of harbours."),
}


# A phrase of so few words is no surprise in a text that has little more.
FILLER = {
    day: " ".join(f"w{a}{b}{'xyz'[day - 1]}" for a in "abcdefghij" for b in "klmnopqrst") for day in BODIES
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three meetings of Norway and Kenya."""
    library = tmp_path / "library"
    for day, (norway, kenya) in BODIES.items():
        brief = library / f"meeting-{day}"
        brief.mkdir(parents=True)
        head = f"title: Meeting {day}\ndate: 2026-01-0{day}\nsides: [norway, kenya]\n"
        (brief / "brief.md").write_text(f"---\n{head}---\n", "utf-8")
        for side, body in (("norway", norway), ("kenya", kenya)):
            front = f"side: {side}\nlanguage: en\nsource: official\n"
            text = f"---\n{front}---\n\n{body}\n\n{FILLER[day]}.\n"
            (brief / f"{side}.en.md").write_text(text, "utf-8")
    return library


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    def invoke(*args: str) -> Result:
        return CliRunner().invoke(cli, ["--library", str(folder), "formulas", *args])

    return invoke


def test_a_brief_against_the_meetings_before_it(run: Callable[..., Result]) -> None:
    said = run("meeting-3").output
    assert said.startswith("Norway | Kenya: 3 meetings\n  1  2026-01-01  meeting-1  Meeting 1\n")
    assert "REWORDED" in said
    assert "  ●●●  Norway: back to back (since 2026-01-01)\n" in said
    assert "was “back to back”, now “shoulder to shoulder”" in said
    assert "DROPPED" in said and "  ●●·  Kenya: true multilateralism (2026-01-01 to 2026-01-02)" in said
    assert "no limits" not in said, "gone since the first meeting"
    assert "REPEATED" in said and "  ·●●  Kenya: “quiet lanterns of harbours”" in said


def test_an_earlier_brief_knows_nothing_of_later_ones(run: Callable[..., Result]) -> None:
    said = run("meeting-2").output
    assert "2 meetings" in said and "meeting-3" not in said
    assert "KEPT" in said and "DROPPED: " in said and "REWORDED" not in said and "REPEATED" not in said
    assert "FIRST" in run("meeting-1").output


def test_the_bundled_briefs_show_something_and_nothing_that_digests_cannot_prove() -> None:
    def statuses(brief: str) -> dict[tuple[str, str], dict[str, Any]]:
        (series,) = json.loads(CliRunner().invoke(cli, ["formulas", brief, "--json"]).output)
        return {(c["side"], c["formula"]): c for c in (*series["formulas"], *series["repeated"])}

    name = "comprehensive-partnership"
    for day in ("2024-05-16", "2025-02-24", "2025-05-08", "2025-09-02", "2026-02-04"):
        found = statuses(f"{day}-putin-xi")
        told = {c["status"] for c in found.values()}
        assert not told & {"new", "back", "dropped"} and told & {"kept", "reworded"}, day
        assert all(there is not False for c in found.values() for there in c["there"])
    visit = statuses("2025-05-08-putin-xi")
    moscow, beijing = visit["russia", name], visit["china", name]
    assert (moscow["status"], moscow["retold"], moscow["against"]) == ("reworded", False, "2025-02-24")
    assert (beijing["status"], beijing["retold"]) == ("kept", False)
    last = statuses("2026-02-04-putin-xi")["russia", name]
    assert (last["status"], last["against"]) == ("again", "2025-05-08") and last["before"] != last["now"]


def test_without_a_brief_every_series(run: Callable[..., Result]) -> None:
    said = run().output
    assert "Norway | Kenya: 3 meetings" in said and "Russia | China: 6 meetings" in said
    assert "EARLIER" in said and "no limits (2026-01-01)" in said


def test_another_wording_than_the_usual_shows_its_words(run: Callable[..., Result], folder: Path) -> None:
    path = folder / "meeting-3" / "kenya.en.md"
    path.write_text(path.read_text("utf-8").replace("They spoke.", "They want a lasting peace."), "utf-8")
    said = run("meeting-3").output
    assert "  ··●  Kenya: just and lasting peace (2026-01-03)\n      as “lasting peace”\n" in said


def test_one_side(run: Callable[..., Result]) -> None:
    said = run("meeting-3", "--side", "kenya").output
    assert "Kenya: true" in said and "Norway: " not in said
    unknown = run("meeting-3", "--side", "peru")
    assert unknown.exit_code != 0


def test_json(run: Callable[..., Result]) -> None:
    (series,) = json.loads(run("meeting-3", "--json").output)
    assert [e["brief"] for e in series["events"]] == ["meeting-1", "meeting-2", "meeting-3"]
    by_id: dict[str, Any] = {f["formula"]: f for f in series["formulas"]}
    assert by_id["back-to-back"]["status"] == "reworded"
    assert by_id["back-to-back"]["words"] == [["back to back"], ["back to back"], ["shoulder to shoulder"]]
    assert by_id["true-multilateralism"]["there"] == [True, True, False]
    assert [r["name"] for r in series["repeated"]] == ["quiet lanterns of harbours"]


def test_a_brief_without_a_date_is_told(run: Callable[..., Result], folder: Path) -> None:
    path = folder / "meeting-3" / "brief.md"
    path.write_text(path.read_text("utf-8").replace("date: 2026-01-03\n", ""), "utf-8")
    failed = run("meeting-3")
    assert isinstance(failed.exception, BriefingError) and "no date" in str(failed.exception)


def test_a_file_that_is_no_brief_is_read_by_itself(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "norway.en.md"
    front = "side: norway\nlanguage: en\nsource: official\npublished: 2026-02-01\n"
    path.write_text(f"---\n{front}---\n\nThey stand back to back.\n", "utf-8")
    said = run(str(path)).output
    assert "FIRST" in said and "1 meeting" in said and "back to back (2026-02-01)" in said


def test_a_changed_text_is_read_anew(places: Paths, folder: Path) -> None:
    def state() -> dict[str, str]:
        shelf = Shelf(places, folder)
        made = timelines.of_brief(shelf, shelf.entries(), shelf.open("meeting-3"))
        repeated = timelines.repeated(shelf, made)
        return {c.formula or c.phrase: c.status for c in (*made.courses, *repeated)}

    before = state()
    assert state() == before, "from the cache"
    path = folder / "meeting-2" / "norway.en.md"
    path.write_text(path.read_text("utf-8").replace("back to back", "shoulder to shoulder"), "utf-8")
    path = folder / "meeting-2" / "kenya.en.md"
    path.write_text(path.read_text("utf-8").replace("lanterns", "candles"), "utf-8")
    after = state()
    assert (before["back-to-back"], after["back-to-back"]) == ("reworded", "kept")
    assert "quiet lanterns of harbours" in before
    assert "quiet lanterns of harbours" not in after
