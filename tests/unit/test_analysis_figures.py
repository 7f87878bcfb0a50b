"""Numbers and days are the same fact in any language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis.figures import facts


def keys(text: str) -> list[str]:
    return [f.key for f in facts(text)]


@pytest.mark.parametrize(
    "same",
    [
        ("$200 billion", "200 млрд долларов", "200 миллиардов долларов", "2000亿美元", "200bn dollars"),
        ("25 years of the treaty", "25-летие договора", "25 лет договору", "条约签署25周年"),
        ("trade of $200 billion", "товарооборот 200 млрд долларов", "贸易额达到2000亿美元"),
        ("1.5 million people", "1,5 млн человек", "1,5 миллиона человек", "150万人"),
        (
            "12 thousand soldiers",
            "12 тысяч солдат",
            "12 тыс. солдат",
            "1.2万名士兵",
            "12,000 soldiers",
            "12 000 солдат",
        ),
        ("3 trillion", "3 трлн", "3万亿"),
        ("grew by 26.3%", "вырос на 26,3 %", "增长26.3%", "grew by 26.3 percent", "на 26,3 процента"),
        ("February 4", "4 February", "4 февраля", "2月4日"),
        ("on May 9, 2025", "9 мая 2025 года", "2025年5月9日"),
        ("on 31 December", "31 декабря", "12月31日"),
        ("90 minutes", "90 минут", "90分钟"),
    ],
)
def test_equal_in_three_languages(same: tuple[str, ...]) -> None:
    first, *others = map(keys, same)
    assert len(first) == 1
    for text, other in zip(same[1:], others, strict=True):
        assert other == first, text


@pytest.mark.parametrize(
    "text", ["in 2026", "в 2026 году", "2026年", "two of 3", "no figures at all", "第3次"]
)
def test_years_and_small_numbers_say_nothing(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("5%", "5 ships"), ("200 million", "200 billion"), ("4 February", "4 March"), ("20 years", "2,0 years")],
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
        assert fact.key.startswith(("day:", "number:"))
