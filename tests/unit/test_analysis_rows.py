"""Rows, gaps and coverage: nothing of a readout is lost between the analysis and the reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from briefing_tui.analysis import rows
from briefing_tui.analysis.compare import compare
from briefing_tui.library.folder import read_folder
from briefing_tui.model import CARDS, Card, Carded, Comparison, Match, Point, Readout, SourceKind, pairs
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

BRIEFS = sorted((Path(__file__).parents[2] / "briefs").iterdir())


def bundled() -> list[Comparison]:
    made = []
    for folder in BRIEFS:
        brief = read_folder(folder, "bundled")
        for pair in pairs(brief):
            left, right = brief.readout(pair.left), brief.readout(pair.right or "")
            assert left is not None
            made.append(compare(left, right))
    return made


@pytest.fixture(scope="module")
def comparisons() -> list[Comparison]:
    return bundled()


def readout(side: str, source: SourceKind = SourceKind.OFFICIAL, complete: bool = True) -> Readout:
    made = load.read_source(Source("t.txt", "One thing was said. It was short.", False), f"{side}.en")[0]
    return replace(made, source=source, complete=complete)


def points(side: str, *cards: Card) -> Carded:
    made = [Point(f"{side}:{i}.1", i, 0, 3, "One", card) for i, card in enumerate(cards, start=1)]
    return Carded(readout(side), tuple(made))


def test_there_are_comparisons(comparisons: list[Comparison]) -> None:
    assert len(comparisons) >= 3
    assert any(m.matches for m in comparisons)


@pytest.mark.parametrize("card", CARDS)
def test_every_point_of_a_card_is_in_full_once(comparisons: list[Comparison], card: Card) -> None:
    for made in comparisons:
        assert made.right is not None
        shown = [ref for row in rows.rows(made, card) for ref in (*row.left, *row.right)]
        full = Counter(ref.point.id for ref in shown if not ref.again)
        assert set(full.values()) <= {1}
        assert {p.id for p in (*made.left.on(card), *made.right.on(card))} <= set(full)
        assert {ref.point.id for ref in shown if ref.again} <= set(full), "again: it was there before"
        assert all(ref.elsewhere == (None if ref.point.card is card else ref.point.card) for ref in shown)


@pytest.mark.parametrize("card", CARDS)
def test_rows_are_matches_or_gaps(comparisons: list[Comparison], card: Card) -> None:
    for made in comparisons:
        known = rows.matched(made)
        for row in rows.rows(made, card):
            left, right = {r.point.id for r in row.left}, {r.point.id for r in row.right}
            assert row.gap == (not row.matches)
            assert {(m.a, m.b) for m in row.matches} == {(a, b) for a in left for b in right} & {
                (m.a, m.b) for m in made.matches
            }
            assert row.gap == (left | right).isdisjoint(known)


def test_many_to_many_across_cards() -> None:
    left = points("russia", Card.ECONOMY, Card.FUTURE)
    right = points("china", Card.ECONOMY, Card.REGIONAL)
    matches = tuple(Match(a.id, b.id, 0.5, ("x",)) for a in left.points for b in right.points)
    made = Comparison(left, right, matches)
    (row,) = rows.rows(made, Card.ECONOMY)
    assert [r.elsewhere for r in row.right] == [None, Card.REGIONAL]
    (row,) = rows.rows(made, Card.REGIONAL)
    assert [r.point.id for r in row.left] == ["russia:1.1", "russia:2.1"]
    assert rows.rows(made, Card.BILATERAL) == ()


def test_a_point_shown_with_the_first_match_is_named_again_with_the_second() -> None:
    left = points("russia", Card.ECONOMY, Card.ECONOMY)
    right = points("china", Card.ECONOMY)
    made = Comparison(left, right, tuple(Match(p.id, "china:1.1", 0.5, ("x",)) for p in left.points))
    first, second = rows.rows(made, Card.ECONOMY)
    assert [r.again for r in first.right] == [False]
    assert [r.again for r in second.right] == [True]


def test_gaps_are_the_points_without_a_match(comparisons: list[Comparison]) -> None:
    for made in comparisons:
        assert made.right is not None
        alone = {p.id for a in rows.ledger(made) for p in (*a.left, *a.right)}
        everything = {p.id for p in (*made.left.points, *made.right.points)}
        assert alone == everything - rows.matched(made)
        assert [a.card for a in rows.ledger(made)] == list(CARDS)


@pytest.mark.parametrize("source", SourceKind)
def test_a_silence_only_where_the_other_text_is_complete(source: SourceKind) -> None:
    here = Carded(readout("russia"), ())
    whole = Carded(readout("china", source, complete=True), ())
    part = Carded(readout("china", source, complete=False), ())
    assert rows.gap_words(here, whole) == "only Russia"
    words = rows.gap_words(here, part)
    assert words.startswith("unknown")
    assert "only Russia" not in words
    assert f" {source.value}," in words
    assert f" {'an' if source.value[0] in 'aeiou' else 'a'} {source.value}" in words


def test_one_text_alone_has_no_gaps() -> None:
    made = Comparison(points("russia", Card.ECONOMY), None, ())
    assert rows.ledger(made) == ()
    assert rows.gap_words(made.left, None) == ""
    (row,) = rows.rows(made, Card.ECONOMY)
    assert [r.point.id for r in row.left] == ["russia:1.1"]


def test_coverage_sums_to_one(comparisons: list[Comparison]) -> None:
    for made in comparisons:
        for carded in filter(None, (made.left, made.right)):
            share = rows.coverage(carded)
            assert sum(share.values()) == pytest.approx(1)
            assert list(share) == list(CARDS)
            assert all((share[c] > 0) == bool(carded.on(c)) for c in CARDS)


def test_coverage_of_nothing_is_nothing() -> None:
    assert set(rows.coverage(points("russia")).values()) == {0.0}


def test_coverage_measures_room() -> None:
    long = replace(points("russia", Card.ECONOMY).points[0], text="abcdefghi")
    short = replace(points("russia", Card.FUTURE).points[0], text="x, y. !! z")
    share = rows.coverage(Carded(readout("russia"), (long, short)))
    assert share[Card.ECONOMY] == pytest.approx(0.75)
    assert share[Card.FUTURE] == pytest.approx(0.25)
