"""The words people type, and where they stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.finding.query import LIBRARY_KEYS, SEARCH_KEYS, Condition, holds, parse, spans
from briefing_tui.finding.terms import terms
from briefing_tui.model import BriefingError


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("partnership", "Two Partnerships."),
        ("talk", "the talks"),
        ("negotiating", "a negotiation"),
        ("china", "China’s position"),
        ("U.S.", "the US side"),
        ("us", "the U.S. side"),
        ("iran", "US-Iran"),
        ("US-Iran", "US–Iran talks"),
        ("erdogan", "Erdoğan"),
        ("Erdoğan", "Erdogan"),
        ("oneill", "O’Neill"),
        ("партнерство", "о Партнёрстве"),
        ("переговоры", "на переговорах"),
        ("Китай", "с Китаем"),
        ("замок", "за\u0301мок"),
        ("синий", "син\u0438\u0438\u0306"),
        ("ёлка", "е\u0308лка"),
        ("战", "战略协作"),
        ("战略", "全面戰略協作"),
        ("戰略", "战略"),
        ("会议", "APEC会议"),
        ("apec", "APEC会议"),
        ('"战略协作"', "战略协作"),
        ("2025", "２０２５年"),
        ("한국", "한국"),
        ('"strategic stability"', "on strategic stability"),
        ("«стратегическая стабильность»", "о стратегической стабильности"),
        ("“strategic stability”", "strategic\nstability"),
        ("「战略」", "战略"),
        ("gas -oil", "gas"),
        ('gas -"crude oil"', "gas, oil, not crude"),
        ("gas oil", "oil and gas"),
    ],
)
def test_what_is_found(typed: str, text: str) -> None:
    assert holds(parse(typed).wanted, terms(text))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("gas", "gasoline"),
        ("gas oil", "gas"),
        ('"strategic stability"', "stability, strategic"),
        ("战略", "战的略"),
        ("gas -oil", "gas and oil"),
        ('gas -"crude oil"', "gas and crude oil"),
        ("йод", "иод"),
        ("кот", "который"),
    ],
)
def test_what_is_not(typed: str, text: str) -> None:
    assert not holds(parse(typed).wanted, terms(text))


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("partnership talks", "Partnerships: two talks, a talk", ["Partnerships", "talks", "talk"]),
        ('"战略协作"', "新时代全面戰略協作伙伴", ["戰略協作"]),
        ("партнерство", "Всё партнёрство.", ["партнёрство"]),
        ("e.g", "so, e.g. this", ["e.g"]),
        ('strategic "strategic stability"', "on strategic stability", ["strategic stability"]),
    ],
)
def test_where_it_stands(typed: str, text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in spans(parse(typed).wanted, terms(text))] == found


def test_a_word_at_the_end_may_go_on_while_it_is_typed() -> None:
    text = terms("the strategic partnership")
    for n in range(2, len("strategic") + 1):
        assert holds(parse("strategic"[:n], typing=True).wanted, text), n
    assert not holds(parse("strateg ", typing=True).wanted, terms("strategists"))
    assert not holds(parse("part", typing=False).wanted, text)
    assert not holds(parse("-part", typing=True).wanted, terms("part")), "what is not wanted is a whole word"
    assert not holds(parse("p", typing=True).wanted, text), "one letter begins too many"
    assert holds(parse('"strategic partn', typing=True).wanted, text) is False


def test_conditions() -> None:
    query = parse(
        "side:Китай -side:美国 lang:EN after:2025 before:2025-03 on:2024-02 in:n kind:Call brief:bali"
    )
    assert query.wanted == ()
    assert query.conditions == (
        Condition("side", ("china",)),
        Condition("side", ("united-states",), no=True),
        Condition("lang", ("en",)),
        Condition("after", ("2025-01-01",)),
        Condition("before", ("2025-03-01",)),
        Condition("on", ("2024-02-01", "2024-02-29")),
        Condition("in", ("notes",)),
        Condition("kind", ("call",)),
        Condition("brief", ("bali",)),
    )
    more = parse('#Trade tag:"gas deal" has:gap card:eco -has:n', LIBRARY_KEYS)
    assert more.conditions == (
        Condition("tag", ("trade",)),
        Condition("tag", ("gas deal",)),
        Condition("has", ("gap",)),
        Condition("card", ("economy",)),
        Condition("has", ("note",), no=True),
    )


@pytest.mark.parametrize("name", ["russia", "Russia", "РОССИЯ", "俄罗斯", "俄羅斯", "rus", "Росс"])
def test_a_side_has_names_in_three_languages(name: str) -> None:
    assert parse(f"side:{name}").conditions == (Condition("side", ("russia",)),)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("side:atlantis", "no side atlantis; a side is"),
        ("after:2025-13", "no date 2025-13; a date is a day"),
        ("on:soon", "no date soon"),
        ("on:2025-02-30", "no date 2025-02-30"),
        ("lang:german", "no language german"),
        ("in:books", "none of texts, notes"),
        ("gas color:red", "no key color:; there are side:"),
        ("card:economy", "no key card:"),
    ],
)
def test_a_mistake_is_one_line(typed: str, said: str) -> None:
    with pytest.raises(BriefingError, match=said) as caught:
        parse(typed)
    assert str(caught.value).isprintable()


@given(st.text() | st.text('ab -:#"«»“「」sidelang0123 战ё', max_size=30), st.booleans())
def test_any_line_is_a_query_or_a_mistake(line: str, typing: bool) -> None:
    for keys in (SEARCH_KEYS, LIBRARY_KEYS):
        try:
            query = parse(line, keys, typing=typing)
        except BriefingError as error:
            assert str(error).isprintable()
        else:
            assert query.text == line


@given(st.text())
def test_terms_are_plain_and_stand_where_they_say(text: str) -> None:
    end = 0
    for term in terms(text):
        assert term.term
        assert all(c.isalnum() or not c.isascii() for c in term.term), "FTS5 would part it"
        assert end <= term.start < term.end <= len(text)
        end = term.end
