"""The analyst's decisions over the program's: exactly the quoted words move, nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis.compare import compare
from briefing_tui.analysis.corrections import TIED, agrees, apply, lost, replaced
from briefing_tui.analysis.rows import Ref, Row
from briefing_tui.library.folder import read_folder
from briefing_tui.model import (
    CARDS,
    Anchor,
    Brief,
    Card,
    Carded,
    Comparison,
    Correction,
    Echo,
    Match,
    Point,
    Quotation,
    pairs,
)
from briefing_tui.notes import anchors
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

BRIEFS = Path(__file__).parents[2] / "briefs"
LEFT = "Trade grew. Peace is near. The talks were long.\n\nThey met in Oslo."
RIGHT = "Commerce rose.\n\nThe war will end."


def carded(body: str, key: str, *cuts: tuple[int, str, Card]) -> Carded:
    """A text with points by hand: paragraph, words, card."""
    readout = load.read_source(Source("t.txt", body, False), key)[0]
    points: list[Point] = []
    for number, words, card in cuts:
        block = readout.paragraph(number)
        assert block is not None
        start = block.text.index(words)
        nth = 1 + sum(p.paragraph == number for p in points)
        points.append(Point(f"{key}:{number}.{nth}", number, start, start + len(words), words, card))
    return Carded(readout, tuple(points))


@pytest.fixture
def made() -> Comparison:
    left = carded(
        LEFT, "russia.en",
        (1, "Trade grew. Peace is near. The talks were long.", Card.ECONOMY),
        (2, "They met in Oslo.", Card.CONTEXT),
    )  # fmt: skip
    right = carded(
        RIGHT, "china.en", (1, "Commerce rose.", Card.ECONOMY), (2, "The war will end.", Card.REGIONAL)
    )
    match = Match("russia.en:1.1", "china.en:1.1", 0.5, ("trade",))
    return Comparison(left, right, (match,), (Echo("russia.en:1.1", "china.en:2.1", "peace"),))


def at(exact: str, side: str = "russia", paragraph: int = 1, **more: str) -> Anchor:
    return Anchor(side=side, language="en", paragraph=paragraph, exact=exact, **more)  # type: ignore[arg-type]


def move(n: int, exact: str, card: Card, side: str = "russia") -> Correction:
    return Correction(f"{n:03}", "talks", "", "me", "move", at(exact, side), card=card)


def tie(n: int, a: Anchor, b: Anchor, *, matched: bool = True) -> Correction:
    return Correction(f"{n:03}", "talks", "", "me", "tie" if matched else "untie", a, b)


def seen(side: Carded | None) -> list[tuple[str, str, Card, Card | None]]:
    return [(p.id, p.text, p.card, p.was) for p in side.points] if side else []


def linked(made: Comparison) -> set[tuple[str, str]]:
    return {(m.a, m.b) for m in made.matches}


def test_a_point_moves_as_a_whole_and_keeps_its_id(made: Comparison) -> None:
    now = apply(made, [move(1, made.left.points[0].text, Card.REGIONAL)])
    assert seen(now.left)[0] == ("russia.en:1.1", made.left.points[0].text, Card.REGIONAL, Card.ECONOMY)
    assert seen(now.left)[1:] == seen(made.left)[1:] and now.right == made.right
    assert now.matches == made.matches and now.echoes == made.echoes


def test_what_the_program_doubted_is_decided(made: Comparison) -> None:
    first = replace(
        made.left.points[0], doubt=True, rival=Card.REGIONAL, margin=0.1, also=(Card.REGIONAL, Card.FUTURE)
    )
    made = replace(made, left=replace(made.left, points=(first, *made.left.points[1:])))
    point = apply(made, [move(1, first.text, Card.REGIONAL)]).left.points[0]
    assert (point.doubt, point.rival, point.margin, point.also) == (False, None, 1.0, (Card.FUTURE,))


def test_exactly_the_quoted_words_move_out_of_a_larger_point(made: Comparison) -> None:
    quoted = Quotation("russia.en:1.1", 6, 21, "grew. Peace is ")
    made = replace(made, left=replace(made.left, quotations=(quoted,)))
    now = apply(made, [move(1, "Peace is near.", Card.REGIONAL)])
    assert seen(now.left) == [
        ("russia.en:1.1", "Trade grew.", Card.ECONOMY, None),
        ("russia.en:1.2", "Peace is near.", Card.REGIONAL, Card.ECONOMY),
        ("russia.en:1.3", "The talks were long.", Card.ECONOMY, None),
        ("russia.en:2.1", "They met in Oslo.", Card.CONTEXT, None),
    ]
    parts = {f"russia.en:1.{n}" for n in (1, 2, 3)}
    assert linked(now) == {(part, "china.en:1.1") for part in parts}
    assert {e.a for e in now.echoes} == parts and {e.b for e in now.echoes} == {"china.en:2.1"}
    texts = {p.id: p.text for p in now.left.points}
    assert [(q.point, texts[q.point][q.start : q.end], q.text) for q in now.left.quotations] == [
        ("russia.en:1.1", "grew.", "grew."), ("russia.en:1.2", "Peace is ", "Peace is ")
    ]  # fmt: skip


def test_words_that_are_several_points_now_move_together(made: Comparison) -> None:
    text = "Trade grew. Peace is near."
    left = carded(
        LEFT, "russia.en", (1, "Trade grew.", Card.ECONOMY), (1, "Peace is near.", Card.REGIONAL),
        (1, "The talks were long.", Card.CONTEXT),
    )  # fmt: skip
    now = apply(replace(made, left=left, matches=(), echoes=()), [move(1, text, Card.REGIONAL)])
    assert [(p.card, p.was) for p in now.left.points] == [
        (Card.REGIONAL, Card.ECONOMY), (Card.REGIONAL, None), (Card.CONTEXT, None)
    ]  # fmt: skip


def test_tie_and_untie(made: Comparison) -> None:
    first, war = made.left.points[0].text, at("The war will end.", "china", 2)
    now = apply(
        made, [tie(1, at(first), war), tie(2, at("Commerce rose.", "china"), at(first), matched=False)]
    )
    assert now.matches == (Match("russia.en:1.1", "china.en:2.1", 1.0, (TIED,), tied=True),)
    assert now.echoes == (), "what was tied is no mere echo"
    assert [(m.a, m.b) for m in now.untied] == [(m.a, m.b) for m in made.matches], "what the analyst untied"


def test_a_tie_that_the_program_found_too_is_the_programs(made: Comparison) -> None:
    now = apply(made, [tie(1, at(made.left.points[0].text), at("Commerce rose.", "china"))])
    assert now == made


def test_exactly_the_quoted_words_are_untied(made: Comparison) -> None:
    now = apply(made, [tie(1, at("Peace is near."), at("Commerce rose.", "china"), matched=False)])
    assert linked(now) == {("russia.en:1.1", "china.en:1.1"), ("russia.en:1.3", "china.en:1.1")}
    assert [(m.a, m.b) for m in now.untied] == [("russia.en:1.2", "china.en:1.1")]


def test_the_newest_decision_counts_in_whatever_order_they_are_read(made: Comparison) -> None:
    first, war = made.left.points[0].text, at("The war will end.", "china", 2)
    decisions = [
        move(1, first, Card.FUTURE), move(2, "Peace is near.", Card.REGIONAL), move(3, first, Card.BILATERAL),
        move(4, "Trade grew.", Card.ECONOMY),
        tie(5, at(first), war), tie(6, at(first), war, matched=False), tie(7, at("Trade grew."), war),
    ]  # fmt: skip
    once = apply(made, decisions)
    assert [(p.text, p.card, p.was) for p in once.left.points[:3]] == [
        ("Trade grew.", Card.ECONOMY, None),
        ("Peace is near. The talks were long.", Card.BILATERAL, Card.ECONOMY),
        ("They met in Oslo.", Card.CONTEXT, None),
    ]
    assert {(m.a, m.b) for m in once.matches if m.tied} == {("russia.en:1.1", "china.en:2.1")}
    assert all(apply(made, order) == once for order in list(permutations(decisions))[::37])


@pytest.mark.parametrize(
    "gone",
    [
        move(1, "Trade shrank.", Card.FUTURE),
        replace(move(1, "Trade grew.", Card.FUTURE), a=replace(at("Trade grew."), language="ru")),
        replace(move(1, "Trade grew.", Card.FUTURE), problem="x.correction.md: is not UTF-8"),
        tie(1, at("Trade grew."), at("Never said.", "china")),
        tie(1, at("Trade grew."), at("They met in Oslo.", paragraph=2)),
    ],
    ids=["words", "language", "broken", "one end", "one side"],
)
def test_what_is_not_in_the_texts_has_no_effect(made: Comparison, gone: Correction) -> None:
    assert apply(made, [gone]) == made


def test_two_texts_of_one_side_are_told_apart_by_the_hash() -> None:
    left = carded("Trade grew. More follows.", "russia.en", (1, "Trade grew. More follows.", Card.ECONOMY))
    right = carded("Trade grew.", "russia.2.en", (1, "Trade grew.", Card.ECONOMY))
    left, right = (
        replace(c, readout=replace(c.readout, side="russia", language="en")) for c in (left, right)
    )
    made = Comparison(left, right, ())
    about = replace(anchors.to_point(right, right.points[0]), card=None)
    now = apply(made, [replace(move(1, "", Card.FUTURE), a=about)])
    assert now.left == left and now.right and now.right.points[0].card is Card.FUTURE


def test_an_earlier_decision_on_the_same_words_is_replaced(made: Comparison) -> None:
    first, war = made.left.points[0].text, at("The war will end.", "china", 2)
    earlier = [
        move(1, first, Card.FUTURE), move(2, "Peace is near.", Card.FUTURE), tie(3, at(first), war),
        move(4, "They met in Oslo.", Card.FUTURE),
    ]  # fmt: skip
    assert replaced(made, earlier, move(9, first, Card.REGIONAL)) == earlier[:2]
    assert replaced(made, earlier, move(9, "Trade grew.", Card.REGIONAL)) == []
    assert replaced(made, earlier, tie(9, war, at(first), matched=False)) == [earlier[2]]


def test_a_decision_that_agrees_need_not_be_kept(made: Comparison) -> None:
    first = made.left.points[0].text
    commerce, war = at("Commerce rose.", "china"), at("The war will end.", "china", 2)
    assert agrees(made, [], move(1, first, Card.ECONOMY))
    assert not agrees(made, [], move(1, first, Card.REGIONAL))
    larger = [move(1, f"{first}", Card.REGIONAL)]
    assert not agrees(made, larger, move(2, "Trade grew.", Card.ECONOMY))
    assert agrees(made, [], tie(1, at(first), commerce))
    assert not agrees(made, [], tie(1, at(first), war))
    assert agrees(made, [], tie(1, at(first), war, matched=False))


def test_lost(made: Comparison) -> None:
    assert made.right
    brief = Brief("talks", "Talks", "", ("russia", "china"), (made.left.readout, made.right.readout))
    good = tie(1, at("Trade grew."), at("Commerce rose.", "china"))
    gone = [move(2, "Trade shrank.", Card.FUTURE), tie(3, at("Trade grew."), at("Never said.", "china"))]
    broken = replace(gone[0], problem="broken")
    assert lost(brief, [good, *gone, broken]) == gone


def test_a_tie_is_told_at_the_points_opposite_a_single_one(made: Comparison) -> None:
    matches = (Match("a1", "b1", 1.0, (TIED,), tied=True), Match("a1", "b2", 0.5, ("trade",)))
    one, two = made.left.points[:1], made.left.points[:2]
    refs = tuple(map(Ref, one)), tuple(map(Ref, two))
    back = tuple(replace(m, a=m.b, b=m.a) for m in matches)
    assert Row(refs[0], refs[1], matches).tied == {"b1"}
    assert Row(refs[1], refs[0], back).tied == {"b1"}
    assert Row(refs[0], refs[0], matches[1:]).tied == frozenset()


@cache
def bundled() -> tuple[Comparison, ...]:
    briefs = [read_folder(folder, "bundled") for folder in sorted(BRIEFS.iterdir())]
    found = [(brief.readout(p.left), brief.readout(p.right or "")) for brief in briefs for p in pairs(brief)]
    return tuple(compare(left, right) for left, right in found if left)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Comparison, list[Correction]]:
    """A bundled comparison with corrections of any words of its paragraphs, of half words too."""
    made = draw(st.sampled_from(bundled()))
    assert made.right

    def anchor(side: Carded) -> Anchor:
        block = draw(st.sampled_from(side.readout.body))
        start = draw(st.integers(0, len(block.text) - 1))
        end = draw(st.integers(start + 1, len(block.text)))
        r = side.readout
        words = (block.text[max(0, start - 32) : start], block.text[end : end + 32])
        return Anchor(None, r.side, r.language, block.number, block.text[start:end], *words, r.hash)

    corrections = []
    for n in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(("move", "move", "tie", "untie")))
        sides = draw(st.permutations((made.left, made.right)))
        if kind == "move":
            one = move(n, "", draw(st.sampled_from(CARDS)))
            corrections.append(replace(one, a=anchor(sides[0])))
        else:
            corrections.append(tie(n, anchor(sides[0]), anchor(sides[1]), matched=kind == "tie"))
    return made, corrections


def signs(points: Sequence[Point]) -> dict[int, str]:
    """What the points of each paragraph say together, without the space between them."""
    said: dict[int, str] = {}
    for p in points:
        said[p.paragraph] = said.get(p.paragraph, "") + "".join(p.text.split())
    return said


@settings(max_examples=150, deadline=None)
@given(cases())
def test_nothing_is_lost_or_doubled(case: tuple[Comparison, list[Correction]]) -> None:
    made, corrections = case
    now = apply(made, corrections)
    for before, after in ((made.left, now.left), (made.right, now.right)):
        assert before and after
        assert signs(after.points) == signs(before.points)
        assert len({p.id for p in after.points}) == len(after.points)
        for p in after.points:
            block = after.readout.paragraph(p.paragraph)
            assert block and block.text[p.start : p.end] == p.text == p.text.strip() and p.text
            assert p.was is not p.card
        spans = [(p.paragraph, p.start, p.end) for p in after.points]
        assert all(a[:1] + a[2:] <= b[:2] for a, b in pairwise(spans))
    ids = {p.id for c in (now.left, now.right) if c for p in c.points}
    assert {i for m in now.matches for i in (m.a, m.b)} <= ids
    assert len(linked(now)) == len(now.matches)
    assert now == apply(made, corrections[::-1])
