"""The order of the cards in a text and their room."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.analysis import order, rows
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Card, Carded, Comparison, Point

from .test_analysis_tone import readout

CARD = st.sampled_from(list(CARDS)[:6])
WORDS = st.text(alphabet="ab 双.", max_size=12)


def carded(*said: tuple[Card, str]) -> Carded:
    points = [Point(f"p{i}", i, 0, len(text), text, card) for i, (card, text) in enumerate(said, start=1)]
    return Carded(readout(*(text for _, text in said)), tuple(points))


@given(st.lists(st.tuples(CARD, WORDS), max_size=20))
def test_every_point_is_in_one_stretch_and_the_shares_add_up(said: list[tuple[Card, str]]) -> None:
    text = carded(*said)
    made = order.stretches(text)
    assert [p for s in made for p in s.points] == list(text.points)
    assert all(p.card is s.card for s in made for p in s.points)
    assert all(a.card is not b.card for a, b in pairwise(made))
    if any(c.isalnum() for _, words in said for c in words):
        assert abs(sum(s.share for s in made) - 1) < 1e-9
    shares = rows.coverage(text)
    for card in {s.card for s in made}:
        assert abs(sum(s.share for s in made if s.card is card) - shares[card]) < 1e-9
    assert [m.card for m in order.mentions(text)] == list(dict.fromkeys(card for card, _ in said))


@given(st.lists(CARD, max_size=9), st.lists(CARD, max_size=9))
def test_what_stands_elsewhere_on_the_other_side(left: list[Card], right: list[Card]) -> None:
    a, b = carded(*((c, "x") for c in left)), carded(*((c, "x") for c in right))
    here, there = order.moved(a, b), order.moved(b, a)
    assert {(m.card, m.here, m.there) for m in here} == {(m.card, m.there, m.here) for m in there}
    assert all(m.card in left and m.card in right and m.card is not Card.CONTEXT for m in here)
    assert order.moved(a, a) == ()


def test_first_and_last() -> None:
    text = carded(
        (Card.CONTEXT, "met"), (Card.ECONOMY, "trade"), (Card.REGIONAL, "war"), (Card.CONTEXT, "end")
    )
    assert [p.text for p in order.ends(text)] == ["trade", "war"]
    assert order.ends(carded((Card.CONTEXT, "met"))) == ()
    assert len(order.ends(carded((Card.ECONOMY, "trade")))) == 1


def test_a_bundled_brief(shelf: Shelf) -> None:
    brief = shelf.open("2026-02-04-putin-xi")
    by_key = {r.key: r for r in brief.readouts}
    made: Comparison = shelf.analyse(by_key["russia.en"], by_key["china.en"])
    assert made.right is not None
    for text in (made.left, made.right):
        assert [p for s in order.stretches(text) for p in s.points] == list(text.points)
