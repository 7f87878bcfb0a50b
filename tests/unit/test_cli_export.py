"""``briefing export``: which sides, in which form, since when; and what cannot be asked for."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Card, UsageError, pair_of
from briefing_tui.notes.store import NoteStore

from .exports import BRIEF
from .test_cli import run, say

E06 = "2022-11-14-xi-biden"


def sources(output: str) -> list[str]:
    """``Russia (en, digest, complete)`` of each text that is in the export."""
    return [
        line[2:].replace("*", "") for line in output.split("\n") if line.startswith("- **") and "(" in line
    ]


@pytest.mark.parametrize(
    ("sides", "named"),
    [
        ("china, russia", ["China (en", "Russia (en"]),
        ("russia,china", ["Russia (en", "China (en"]),
        ("china", ["China (en"]),
        ("russia.ru,china.en", ["Russia (ru", "China (en"]),
        ("china.zh", ["China (zh"]),
        ("russia.ru,russia.en", ["Russia (ru", "Russia (en"]),
    ],
)
def test_sides_from_left_to_right(sides: str, named: list[str]) -> None:
    found = sources(say("export", BRIEF, "--sides", sides).output)
    assert [line.partition(",")[0] for line in found] == named


def test_sides_in_their_originals() -> None:
    found = sources(say("export", BRIEF, "--sides", "china,russia", "--original").output)
    assert [line.partition(",")[0] for line in found] == ["China (zh", "Russia (ru"]


def test_one_side_alone_has_no_gaps() -> None:
    text = say("export", BRIEF, "--sides", "russia").output
    assert "Only Russia" not in text and "**1.1 Russia**" in text and "Both sides\n" not in text


def test_the_pair_is_the_one_that_the_screen_opens_with(shelf: Shelf) -> None:
    brief = shelf.open(E06)
    pair = pair_of(brief, ["united-states", "china"])
    assert (pair.left, pair.right) == ("united-states.en", "china.en")
    with pytest.raises(UsageError, match="one text of united-states only"):
        pair_of(brief, ["united-states", "united-states"])


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--sides", "france"], "no side or text 'france' in the brief; there are russia, "),
        (["--sides", "russia,china,russia"], "one side or two"),
        (["--sides", "russia,"], "no side or text ''"),
        (["--sides", ""], "no side or text ''"),
        (["--style", "html"], "--style"),
        (["--addendum", "soon"], "'soon' is no day"),
        (["--addendum", "2026-02-04", "--noted"], "--addendum goes without"),
        (["--addendum", "2026-02-04", "--style", "table"], "--addendum goes without"),
        (["--addendum", "2026-02-04", "--card", "economy"], "--addendum goes without"),
        (["--addendum", "2026-02-04", "--front-matter"], "--addendum goes without"),
    ],
)
def test_what_cannot_be_asked_for_is_a_usage_error(args: list[str], says: str) -> None:
    done = run("export", BRIEF, *args)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("briefing: ") and says in done.stderr


def test_style_and_front_matter() -> None:
    text = say("export", BRIEF, "--style", "table", "--front-matter", "--card", "economy").output
    assert text.startswith("---\ntitle: Putin–Xi videoconference\n")
    assert "\n| Row | Russia (digest) | China (digest) |\n" in text
    assert "\n> " not in text


def test_an_addendum_to_what_was_sent(notes: NoteStore, tmp_path: Path) -> None:
    notes.save(replace(notes.new(BRIEF, Anchor(Card.ECONOMY)), body="Known."))
    sent = tmp_path / "sent.md"
    assert run("export", BRIEF, "-o", str(sent)).returncode == 0
    notes.save(replace(notes.new(BRIEF, Anchor(Card.FUTURE)), body="Later."))
    done = run("export", BRIEF, "--addendum", str(sent), "-o", str(tmp_path / "addendum.md"))
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "addendum.md").read_text("utf-8")
    assert text.startswith("# Addendum 1: ") and "Later." in text and "Known." not in text
    assert (tmp_path / "addendum.md").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_export_is_told(tmp_path: Path) -> None:
    letter = tmp_path / "letter.md"
    letter.write_text("# Dear all\n")
    done = run("export", BRIEF, "--addendum", str(letter))
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr == f"briefing: {letter}: its closing line is not that of an export; say a day instead\n"
    )


def test_an_export_is_not_written_through_a_link(tmp_path: Path) -> None:
    aim = tmp_path / "aim.md"
    (tmp_path / "out.md").symlink_to(aim)
    for force in ([], ["--force"]):
        done = run("export", BRIEF, "-o", "out.md", *force, cwd=tmp_path)
        assert done.returncode == 1 and "symbolic link" in done.stderr
    assert not aim.exists() and (tmp_path / "out.md").is_symlink()
    assert sorted(p.name for p in os.scandir(tmp_path) if p.name != "home") == ["out.md"]


def test_a_broken_note_is_told_and_left_out(notes: NoteStore) -> None:
    path = notes.folder / BRIEF / "bad.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\nid: [\n---\nprecious\n")
    done = run("export", BRIEF)
    assert done.returncode == 0 and "bad.md" not in done.stdout
    assert (
        done.stderr.startswith("briefing: left out: ")
        and done.stderr.count("\n") == 1
        and "bad.md" in done.stderr
    )


def test_a_revision_with_a_strange_name_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "norway.en.txt").write_text("The Prime Minister spoke with the President of China today.\n")
    assert run("import", str(tmp_path / "norway.en.txt"), "--brief", "call").returncode == 0
    folder = next((tmp_path / "home").rglob("briefs/call"))
    (folder / "revisions").mkdir()
    (folder / "revisions" / "norway.en.20261332T000000Z.md").write_text("x")
    assert run("export", "call").returncode == 0
