"""The bundled briefs: whole, consistent between languages, and in our own words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from briefing_tui.analysis.figures import facts
from briefing_tui.library.folder import read_folder
from briefing_tui.model import Brief, Readout, SourceKind, pairs

ROOT = Path(__file__).parents[2]
READOUTS = ROOT.parent / "shared" / "corpus" / "readouts"
BRIEFS = {folder.name: read_folder(folder, "bundled") for folder in sorted((ROOT / "briefs").iterdir())}
TEXTS = {f"{b.id}/{r.key}": r for b in BRIEFS.values() for r in b.readouts}

# The originals of these were at hand, whole. The others are retold from what is publicly established.
AT_HAND = {
    "2021-12-07-biden-putin", "2022-01-02-biden-zelenskyy", "2022-11-14-xi-biden",
    "2025-02-24-putin-xi", "2026-02-04-putin-xi",
}  # fmt: skip

FOUR_VERSIONS = {("russia", "en"), ("russia", "ru"), ("china", "en"), ("china", "zh")}

each_brief = pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)
each_text = pytest.mark.parametrize("readout", TEXTS.values(), ids=TEXTS)


def body(readout: Readout) -> str:
    return "\n".join(b.text for b in readout.body)


def versions(brief: Brief) -> list[tuple[Readout, Readout]]:
    """Neighbouring language versions of each side."""
    return [two for side in brief.sides for two in pairwise(r for r in brief.readouts if r.side == side)]


def runs(text: str) -> set[str]:
    """What would be copying: eight words in a row, fourteen Chinese characters; quotations are free."""
    own = re.sub(r"“[^”]*”|«[^»]*»|\"[^\"\n]*\"|《[^》]*》|「[^」]*」", " | ", text)
    found = set()
    for part in own.split("|"):
        words = re.findall(r"[^\W_\u3400-\u9fff]+(?:[-’'][^\W_]+)*", part.lower())
        found |= {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}
        for han in re.findall(r"[\u3400-\u9fff]{14,}", part):
            found |= {han[i : i + 14] for i in range(len(han) - 13)}
    return found


@each_brief
def test_opens_without_a_guess(brief: Brief) -> None:
    assert brief.guessed == frozenset()
    assert brief.title
    assert brief.date in brief.id
    assert brief.kind
    assert brief.place
    assert len(brief.bottom_line) > 100
    assert len(brief.sides) == 2
    assert {r.side for r in brief.readouts} == set(brief.sides)
    assert pairs(brief)


@each_text
def test_says_what_it_is(readout: Readout) -> None:
    assert readout.guessed == frozenset()
    assert readout.source is SourceKind.DIGEST
    assert readout.title
    assert readout.publisher
    assert readout.published
    assert len(readout.body) >= 3
    assert "\N{REPLACEMENT CHARACTER}" not in body(readout)


@each_brief
def test_a_text_that_was_not_at_hand_is_not_called_complete(brief: Brief) -> None:
    at_hand = brief.id in AT_HAND
    for readout in brief.readouts:
        assert readout.complete is at_hand, readout.key
        assert ("not at hand" not in readout.title) is at_hand, readout.key
    assert ("not at hand" not in brief.bottom_line) is at_hand


def test_russia_and_china_can_be_followed_over_the_years() -> None:
    series = [b for b in BRIEFS.values() if b.sides == ("russia", "china")]
    assert len(series) >= 4 < len(BRIEFS)
    assert all({(r.side, r.language) for r in b.readouts} == FOUR_VERSIONS for b in series)


@each_brief
def test_both_sides_can_be_read_in_english_first(brief: Brief) -> None:
    first = pairs(brief)[0]
    assert [(r.side, r.language) for r in map(brief.readout, (first.left, first.right or "")) if r] == [
        (side, "en") for side in brief.sides
    ]


@each_brief
def test_versions_have_the_same_paragraphs(brief: Brief) -> None:
    for one, other in versions(brief):
        assert [b.kind for b in one.body] == [b.kind for b in other.body], (one.key, other.key)
        assert [(b.number, bool(b.label), b.level) for b in one.body] == [
            (b.number, bool(b.label), b.level) for b in other.body
        ]
        assert (one.published, one.source, one.complete) == (other.published, other.source, other.complete)


def figures(text: str) -> Counter[str]:
    """Days, and numbers of two digits and more; a day or a number glued to Chinese letters is one too."""
    apart = re.sub(r"(?<=[\u3400-\u9fff《“])(?<![年月])(?=\d)", " ", text)
    return Counter(
        {f.key: 1 for f in facts(apart) if f.key.startswith("day:") or re.search(r"\d\d", f.label)}
    )


@each_brief
def test_versions_have_the_same_figures(brief: Brief) -> None:
    compared = 0
    for one, other in versions(brief):
        for a, b in zip(one.body, other.body, strict=True):
            mine, theirs = figures(a.text), figures(b.text)
            # A figure written out in words in one language is none to the other's.
            spelled = (mine - theirs) + (theirs - mine)
            assert len(spelled) <= 1, (one.key, a.number, spelled)
            compared += sum((mine & theirs).values())
    assert compared or not versions(brief)


@each_text
def test_own_words(readout: Readout, readout_files: dict[str, set[str]]) -> None:
    mine = runs(body(readout))
    assert mine
    for name, theirs in readout_files.items():
        assert not mine & theirs, name


@pytest.fixture(scope="session", name="readout_files")
def labelled() -> dict[str, set[str]]:
    if not READOUTS.is_dir():
        pytest.skip("the labelled readouts (../shared/corpus) are not here")
    return {path.name: runs(path.read_text("utf-8")) for path in sorted(READOUTS.glob("*.txt"))}


def test_copying_would_be_seen() -> None:
    assert runs("one two three four five six seven eight") & runs(
        "Zero, one two three, four five six seven eight!"
    )
    assert not runs("one two three “four five six seven eight”")
    assert runs("这是一个由十四个以上的汉字组成的句子") & runs("他说，这是一个由十四个以上的汉字组成的。")
