"""``briefing revisions``: what has changed in a brief's texts, in plain lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from tests.keeping import keep_files

from .test_cli import run, say

BRIEF = "2026-05-12-norway"
OLD = """---
side: norway
published: 2026-05-12
title: The call
---

The Prime Minister of Norway spoke by telephone with the President of Kenya on Tuesday afternoon.

They agreed to widen trade in energy, and to keep in touch on the war in Sudan.
"""
NEW = OLD.replace("keep in touch on the war", "work for a ceasefire").replace("The call", "The long call")


@pytest.fixture
def revised(shelf: Shelf, tmp_path: Path) -> None:
    for name, text in (("a.md", OLD), ("b.md", NEW)):
        (tmp_path / name).write_text(text)
        keep_files(shelf, [tmp_path / name], brief_id=BRIEF)
    (tmp_path / "kenya.en.md").write_text("---\nside: kenya\n---\n\nThe President took a call.\n")
    keep_files(shelf, [tmp_path / "kenya.en.md"], brief_id=BRIEF)


def test_gone_and_new_words(revised: None) -> None:
    head, *lines = say("revisions", BRIEF).stdout.splitlines()
    assert head.startswith("norway.en: until 20") and head.endswith(" UTC → now")
    assert lines == [
        "~ title: [-The call-] {+The long call+}",
        "= ¶1 unchanged",
        "~ ¶2 They agreed to widen trade in energy, and to [-keep in touch on the war-]{+work for a"
        " ceasefire+} in Sudan.",
    ]


def test_one_text_and_none(revised: None) -> None:
    assert say("revisions", BRIEF, "norway.en").stdout == say("revisions", BRIEF).stdout
    assert say("revisions", BRIEF, "kenya.en").stdout == "kenya.en: no earlier texts are kept\n"
    bundled = "2026-02-04-putin-xi"
    assert say("revisions", bundled).stdout == f"{bundled}: no earlier texts are kept\n"


def test_files_whose_names_are_not_the_readouts_keys(shelf: Shelf, tmp_path: Path) -> None:
    folder = shelf.own_place.folder / BRIEF
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text("---\ndate: 2026-05-12\n---\n")
    (folder / "ours.txt").write_text(OLD.split("---\n")[2])
    (folder / "second.md").write_text(OLD.split("---\n")[1].join(["---\n"] * 2) + "They met the press.\n")
    (tmp_path / "b.md").write_text(NEW)
    assert keep_files(shelf, [tmp_path / "b.md"], brief_id=BRIEF).revised
    assert [r.key for r in shelf.open(BRIEF).readouts] == ["norway.en", "norway.en-2"]
    head, *lines = say("revisions", BRIEF, "norway.en").stdout.splitlines()
    assert head.startswith("norway.en: until 20") and "[-keep in touch on the war-]" in lines[-1]
    assert "no earlier texts" in say("revisions", BRIEF, "norway.en-2").stdout
    kept = next((folder / "revisions").iterdir())
    kept.write_bytes(b"\xff\xfe\x00")  # nobody can tell whose it was
    assert "no earlier texts" in say("revisions", BRIEF).stdout


def test_a_text_that_is_not_there(revised: None) -> None:
    done = run("revisions", BRIEF, "france.fr")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"briefing: {BRIEF} has no text france.fr; it has kenya.en, norway.en\n"
