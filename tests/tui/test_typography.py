"""Lines measured in cells; what may and may not stand at the ends of a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing_tui.tui.typography import shorten, wrap

CHINESE = (
    "中俄关系“历久弥坚”，双方（包括各部门）继续加强2000亿美元贸易、能源、科技等合作。两国元首在北京会晤。"
)
RUSSIAN = "Торгово-экономическое сотрудничество: товарооборот третий год подряд превышает 200 млрд долларов."

texts = st.text(alphabet="ab -–“”’,.中俄系，。、（）《》年0123\nдЩ", max_size=120)


@given(texts, st.integers(2, 40))
@settings(deadline=None, max_examples=200)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize("width", range(8, 60))
def test_a_chinese_line_never_begins_with_a_closing_mark_nor_ends_with_an_opening_one(width: int) -> None:
    lines = wrap(CHINESE, width)
    assert len(lines) > 1
    assert not [line for line in lines if line[0] in "，。、；：！？）》」』”’"]
    assert not [line for line in lines if line[-1] in "（《「『“‘"]


def test_words_with_hyphens_stay_whole_and_break_at_spaces() -> None:
    assert wrap(RUSSIAN, 30)[0] == "Торгово-экономическое"
    assert all(word in RUSSIAN.split() for line in wrap(RUSSIAN, 30) for word in line.split())


def test_figures_keep_their_unit() -> None:
    assert not [line for line in wrap("贸易额达到2000亿美元", 17) if line.startswith("亿")]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("x" * 25, 10) == ("x" * 10, "x" * 10, "x" * 5)


def test_shorten_counts_cells() -> None:
    assert shorten("中俄关系", 8) == "中俄关系"
    assert shorten("中俄关系", 7) == "中俄关…"
    assert cell_len(shorten("中俄关系", 6)) <= 6
