"""Numbers, days and years are the same fact in any language; those that differ are told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis.figures import divergent, facts, is_ahead, single


def keys(text: str) -> list[str]:
    return [f.key for f in facts(text)]


@pytest.mark.parametrize(
    ("wanted", "same"),
    [
        (
            "number:2e+11",
            ("$200 billion", "200 млрд долларов", "200 миллиардов долларов", "2000亿美元", "200bn dollars"),
        ),
        (
            "number:25",
            (
                "25 years of the treaty", "25-летие договора", "25 лет договору", "条约签署25周年",
                "条约签署二十五周年", "签署二十五年",
            ),
        ),
        (
            "number:2e+11",
            ("trade of $200 billion", "товарооборот 200 млрд долларов", "贸易额达到2000亿美元"),
        ),
        ("number:1.5e+06", ("1.5 million people", "1,5 млн человек", "1,5 миллиона человек", "150万人")),
        (
            "number:12000",
            (
                "12 thousand soldiers", "12 тысяч солдат", "12 тыс. солдат", "1.2万名士兵",
                "12,000 soldiers", "12 000 солдат",
            ),
        ),
        ("number:3e+12", ("3 trillion", "3 трлн", "3万亿")),
        (
            "number:26.3%",
            ("grew by 26.3%", "вырос на 26,3 %", "增长26.3%", "grew by 26.3 percent", "на 26,3 процента"),
        ),
        ("day:02-04", ("February 4", "4 February", "4 февраля", "2月4日")),
        ("day:05-09 year:2025", ("on May 9, 2025", "9 мая 2025 года", "2025年5月9日")),
        ("day:12-31", ("on 31 December", "31 декабря", "12月31日")),
        ("number:90", ("90 minutes", "90 минут", "90分钟")),
        ("year:2026", ("in 2026", "в 2026 году", "2026年")),
        ("number:15", ("十五个项目", "15 projects", "15 проектов")),
        ("number:20", ("二十条措施", "20 measures", "20 мер")),
        ("number:10", ("十届会议", "10 sessions", "10 сессий")),
    ],
)  # fmt: skip
def test_equal_in_three_languages(wanted: str, same: tuple[str, ...]) -> None:
    assert {text: sorted(keys(text)) for text in same} == dict.fromkeys(same, wanted.split())


@pytest.mark.parametrize("text", ["two of 3", "no figures at all", "第3次", "十分重要", "十几个"])
def test_small_numbers_and_mere_words_say_nothing(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize("text", ["1899", "2101", "2026 млрд", "2026%"])
def test_what_is_no_year_is_a_number(text: str) -> None:
    assert [k.split(":")[0] for k in keys(text)] == ["number"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5%", "5 ships"),
        ("200 million", "200 billion"),
        ("4 February", "4 March"),
        ("20 years", "2,0 years"),
        ("in 2025", "in 2026"),
        ("2026 planes", "2026 million"),
    ],
)
def test_different_facts_differ(one: str, other: str) -> None:
    assert set(keys(one)).isdisjoint(keys(other))


def test_no_such_day_is_no_day() -> None:
    assert not [k for k in keys("13月40日, 99 May") if k.startswith("day:")]


@settings(max_examples=100, deadline=None)
@given(st.integers(4, 1800), st.sampled_from(["billion", "million"]))
def test_scales_agree(number: int, scale: str) -> None:
    russian = {"billion": "млрд", "million": "млн"}[scale]
    chinese = f"{number * 10}亿" if scale == "billion" else f"{number * 100}万"
    assert keys(f"{number} {scale}") == keys(f"{number} {russian}") == keys(chinese)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789.,% -月日年万亿May мая billion", max_size=40))
def test_labels_are_in_the_text(text: str) -> None:
    for fact in facts(text):
        assert fact.label in text
        assert fact.key.startswith(("day:", "number:", "year:"))


def test_a_label_ends_with_the_figure() -> None:
    assert [f.label for f in facts("80-летие, 25-я годовщина, $5 billion, 7 – нет")] == [
        "80", "25", "5 billion", "7"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        ("Trade reached $200 billion.", "Товарооборот составил 228 млрд долларов.", "200 billion / 228 млрд"),
        ("Trade reached $200 billion.", "贸易额达到2280亿美元。", "200 billion / 2280亿"),
        ("Oil is 20% of it.", "Нефть — 35 процентов.", "20% / 35 процент"),
        ("The call was on 4 February.", "通话于2月5日举行。", "4 February / 2月5日"),
        ("The call was on 4 February.", "Разговор был 14 февраля.", "4 February / 14 февраля"),
    ],
)
def test_a_sum_a_share_and_a_day_that_differ_are_told(here: str, there: str, told: str) -> None:
    assert divergent(single(here), single(there)) == (told,)
    assert divergent(single(there), single(here)) == (" / ".join(reversed(told.split(" / "))),)


def test_each_kind_of_figure_is_told_by_itself() -> None:
    here, there = "On 4 February: $200 billion, 20% more.", "On 5 February: $300 billion, 30% more."
    assert divergent(single(here), single(there)) == (
        "20% / 30%",
        "200 billion / 300 billion",
        "4 February / 5 February",
    )


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Trade reached $200 billion.", "贸易额达到2000亿美元。"),
        ("More than $200 billion was traded.", "Товарооборот: 203 млрд долларов."),
        ("It is 26.3% more.", "На 26 процентов больше."),
        ("It is $200 billion or $210 billion.", "It is $228 billion."),
        ("It is 20% of one and 30% of the other.", "It is 35%."),
        ("On 4 February and on 6 February.", "On 5 February."),
        ("They met for 90 minutes.", "They met for 60 minutes."),
        ("It was signed in 2001.", "It was signed in 2002."),
        ("Trade reached $200 billion.", "Trade grew by 20% on 5 February."),
        ("Trade grew.", "Trade reached $200 billion."),
    ],
    ids=[
        "the same", "rounded sum", "rounded share", "two sums", "two shares", "two days", "small",
        "years",
        "of another kind", "only one",
    ],
)  # fmt: skip
def test_what_may_be_the_same_or_another_thing_is_not_told(here: str, there: str) -> None:
    assert divergent(single(here), single(there)) == divergent(single(there), single(here)) == ()


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("Russia will chair it in 2027.", True), ("встретятся 9 мая", True), ("2027年在深圳举行", True),
        ("It was signed in 2001.", False), ("on 3 February", False), ("on 4 February", False),
        ("from 2001 to 2027", True), ("on 3 February 2027", True), ("They will meet.", False),
    ],
)  # fmt: skip
def test_a_day_or_a_year_after_the_text_lies_ahead(text: str, ahead: bool) -> None:
    assert is_ahead(text, "2026-02-04") is ahead
    assert not is_ahead(text, ""), "nothing is known to lie ahead of a text without a day"
