"""``briefing tone``: its lines, its JSON, and what is told where the sides contradict each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing_tui.analysis import words
from briefing_tui.library.shelf import Shelf
from briefing_tui.settings.paths import Paths

from ..conftest import OwnWords
from .test_cli import run, say

CALL = "2026-01-10-france-germany"
TEXTS = {
    "france": "The two spoke by telephone at the request of the German side. It lasted half an hour.\n\n"
    "They agreed to open a rail line.\n\nThe conversation was frank.",
    "germany": "The two spoke by telephone at the request of the French side. The call lasted an hour.\n\n"
    "The conversation was warm.\n\nThey discussed trade.",
}


@pytest.fixture
def call(places: Paths) -> str:
    """A brief of the user's own in which the sides contradict each other."""
    folder: Path = places.data / "briefs" / CALL
    folder.mkdir(parents=True)
    head = "---\ntitle: A call\ndate: 2026-01-10\nsides: [france, germany]\n---\n"
    (folder / "brief.md").write_text(head, "utf-8")
    for side, text in TEXTS.items():
        front = f"---\nside: {side}\nlanguage: en\nsource: official\npublished: 2026-01-11\n---\n\n"
        (folder / f"{side}.en.md").write_text(front + text, "utf-8")
    return CALL


def test_lines(call: str) -> None:
    lines = say("tone", call).output.splitlines()
    assert lines[0] == "A call · 2026-01-10"
    assert (
        "≠ the sides differ on who asked for it: France says Germany (“at the request of the German side”); "
        "Germany says France (“at the request of the French side”)"
    ) in lines
    assert (
        "≠ the sides differ on how long it lasted: France says 30 min (“half an hour”); "
        "Germany says 60 min (“an hour”)"
    ) in lines
    assert "FRANCE  [official] published 2026-01-11" in lines
    assert "tone, frank (¶3: “frank”): disagreement was voiced" in lines
    assert "agreed 1: both sides bind themselves, or say that they agree" in lines
    assert "    = ¶2 [both sides: agreed] They agreed to open a rail line." in lines
    assert "lasted: 30 min (¶1: “half an hour”)" in lines


def test_json_places_are_exact(shelf: Shelf) -> None:
    for original in ((), ("--original",)):
        made = json.loads(say("tone", "2026-02-04-putin-xi", "--json", *original).output)
        brief = shelf.open("2026-02-04-putin-xi")
        assert [s["side"] for s in made["sides"]] == ["russia", "china"]
        for side in made["sides"]:
            text = brief.readout(side["readout"])
            assert text is not None
            placed = [(x, x["words"]) for x in side["tone"]] + [(x, x["verb"]) for x in side["commitments"]]
            placed += [(x, x["words"]) for x in side["occasion"] if x["paragraph"]]
            placed += [(x, x["text"]) for x in side["ends"]]
            assert len(placed) > 5
            for x, exact in placed:
                block = text.paragraph(x["paragraph"])
                assert block is not None
                assert block.text[x["start"] : x["end"]] == exact
            assert abs(sum(s["share"] for s in side["strip"]) - 1) < 0.01
            cards = list(dict.fromkeys(s["card"] for s in side["strip"]))
            assert cards == [m["card"] for m in side["order"]]


def test_what_is_known_of_the_bundled_briefs() -> None:
    """Facts that a reader of the texts would find."""
    made = json.loads(say("tone", "2025-02-24-putin-xi", "--json", "--original").output)
    russia, china = made["sides"]
    assert [(f["side"], f["words"]) for f in china["occasion"] if f["kind"] == "asked"] == [
        ("russia", "应约与俄罗斯总统普京")
    ]
    assert {t["tone"] for t in russia["tone"]} == {"thorough", "warm"}
    assert ("agreed", "both") in {(g["grade"], g["who"]) for g in china["commitments"]}
    assert any(g["grade"] == "reported" and g["verb"] == "поддержала" for g in russia["commitments"])
    made = json.loads(say("tone", "2026-02-04-putin-xi", "--json").output)
    assert [f["minutes"] for f in made["sides"][0]["occasion"] if f["kind"] == "lasted"] == [85]


def test_one_text_alone(tmp_path: Path) -> None:
    text = tmp_path / "call.txt"
    text.write_text("Kremlin\n\nThe presidents of Russia and China agreed to meet. The talks were frank.\n")
    lines = say("tone", str(text)).output
    assert "differ" not in lines
    assert "tone, frank" in lines


def test_own_words_are_used(call: str, own_words: OwnWords) -> None:
    own_words({"tone.toml": '[tone.frank]\nreads = "they shouted"\n'})
    try:
        assert "they shouted" in say("tone", call).output
    finally:
        words.use({})


def test_a_mistake_in_own_words_is_told_in_one_line(call: str, own_words: OwnWords) -> None:
    own_words({"commitments.toml": "[grade.sworn]\n"})
    done = run("tone", call)
    assert done.returncode == 1
    assert "commitments.toml:1: [grade.sworn] is no rung" in done.stderr


def test_the_export_has_it(call: str) -> None:
    text = say("export", call, "--with", "tone").output
    assert "\n## Tone and order\n" in text
    assert "- **frank** (¶3: “frank”): disagreement was voiced" in text
    assert "- **agreed** (1): both sides bind themselves" in text
    assert "≠ the sides differ on how long it lasted" in text
    assert "## Tone and order" not in say("export", call).output
    only = say("export", call, "--with", "tone", "--sides", "germany").output
    assert "### Germany" in only
    assert "### France" not in only
