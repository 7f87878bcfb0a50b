"""What is copied: the exact words with their source and its kind, and what is to be said of a row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing_tui.analysis import corrections
from briefing_tui.analysis import rows as rows_of
from briefing_tui.export import citation
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Comparison, original_pair, pairs
from briefing_tui.notes import anchors
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.reading.unsafe import clean

OFFICIAL = """---
side: france
language: en
source: official
title: The talks
publisher: Élysée
issuer: The Presidency
published: 2025-01-02
also_from:
  - title: Remarks
    publisher: Le Journal
url: https://example.org/talks?a=[b](c)&d=*e*
---

Trade reached **5** billion euros [in 2024](https://example.net). | It should grow _at once_.
"""
EXCERPT = """---
side: japan
language: en
source: excerpt
---

Trade reached 6 billion euros in 2024. The prime minister praised a museum of glass in Nagoya.
"""


@pytest.fixture
def made(tmp_path: Path, shelf: Shelf) -> Comparison:
    for name, text in (("one.md", OFFICIAL), ("two.md", EXCERPT)):
        (tmp_path / name).write_text(text, "utf-8")
    brief = shelf.open_files([tmp_path / "one.md", tmp_path / "two.md"])
    return shelf.compare(brief, pairs(brief)[0])


def rows(made: Comparison) -> list[rows_of.Row]:
    return [row for card in CARDS for row in rows_of.rows(made, card)]


def test_a_point_word_for_word_with_all_that_names_its_source(made: Comparison) -> None:
    point = made.left.points[0]
    text, source = citation.point(made.left, point).split("\n")
    assert text == point.text
    assert source == (
        "— France ¶1 (official, en): “The talks”, Élysée, issued by The Presidency, published 2025-01-02, "
        "https://example.org/talks?a=[b](c)&d=*e*; also from Remarks, Le Journal"
    )


def test_a_source_of_which_little_is_known(made: Comparison) -> None:
    assert made.right
    source = citation.point(made.right, made.right.points[0]).split("\n")[1]
    assert source.startswith("— Japan ¶1 (excerpt, not complete, en)")


def test_a_guess_is_called_one(tmp_path: Path, shelf: Shelf) -> None:
    path = tmp_path / "readout.txt"
    path.write_text(
        "Élysée, 2 January 2025\n\nThe President of France spoke about trade in wine and steel.\n"
    )
    brief = shelf.open_files([path])
    carded = shelf.compare(brief, pairs(brief)[0]).left
    source = citation.point(carded, carded.points[0]).split("\n")[1]
    assert "source" in carded.readout.guessed
    assert f"({carded.readout.source} (guessed)" in source


def test_a_row_has_both_sides_and_says_who_matched_them(made: Comparison) -> None:
    assert made.right
    matched = next(row for row in rows(made) if not row.gap)
    text = citation.row(made, matched)
    assert "— France ¶1 (official, en)" in text
    assert "— Japan ¶1 (excerpt, not complete, en)" in text
    assert text.index("France") < text.index("Japan")
    assert "(matched by the program)" in text
    assert all(f"({remark})" in text for remark in matched.remarks)
    tied = replace(matched, matches=tuple(replace(m, tied=True) for m in matched.matches))
    assert "(tied by the analyst)" in citation.row(made, tied)
    assert "by the program" not in citation.row(made, tied)


def test_a_gap_is_called_one_and_a_silence_only_where_the_other_text_is_complete(made: Comparison) -> None:
    only_japan = next(row for row in rows(made) if row.gap and row.right)
    assert "\n\n(only Japan)" in citation.row(made, only_japan)
    others = corrections.apply(made, ())
    left_only = rows_of.Row((rows_of.Ref(others.left.points[0]),), ())
    unknown = "\n\n(unknown: the Japan text is an excerpt, not complete)"
    assert unknown in citation.row(others, left_only)
    alone = replace(others, right=None)
    assert citation.row(alone, left_only) == citation.point(alone.left, alone.left.points[0])


def test_what_the_analyst_decided_is_said(made: Comparison, tmp_path: Path) -> None:
    assert made.right
    store = CorrectionStore(tmp_path / "notes")
    left, right = made.left.points[0], made.right.points[-1]
    here = anchors.to_point(made.left, left), anchors.to_point(made.right, right)
    store.save(store.tie("talks", *here, matched=True))
    after = corrections.apply(made, store.of("talks"))
    row = next(r for r in rows(after) if right.text in [ref.point.text for ref in r.right] and not r.gap)
    assert "(tied by the analyst)" in citation.row(after, row)


def test_every_row_of_the_bundled_briefs_is_whole_and_clean(shelf: Shelf) -> None:
    for entry in shelf.entries():
        brief = shelf.open(entry.id)
        for pair in (pairs(brief)[0], original_pair(brief, pairs(brief)[0])):
            made = shelf.compare(brief, pair)
            for row in rows(made):
                text = citation.row(made, row)
                assert clean(text) == text
                for carded, refs in ((made.left, row.left), (made.right, row.right)):
                    for ref in refs:
                        assert carded
                        r = carded.readout
                        line = f"{ref.point.text}\n— {r.side_name} ¶{ref.point.paragraph} ({r.source}"
                        assert line in text
                        assert r.url in text
                        assert r.publisher in text
