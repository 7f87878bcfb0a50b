"""Lines measured in cells; what may and may not stand at the ends of a line."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing_tui.tui.typography import shorten, shorten_message, wrap

CHINESE = (
    "中俄关系“历久弥坚”，双方（包括各部门）继续加强2000亿美元贸易、能源、科技等合作。两国元首在北京会晤。"
)
RUSSIAN = "Торгово-экономическое сотрудничество: товарооборот третий год подряд превышает 200 млрд долларов."

texts = st.text(alphabet="ab -–—“”«»’,.中俄系，。、（）《》…％年0123\nдЩА№¶", max_size=120)
# As Chinese is written: words and figures of other scripts in it, marks where marks may stand.
_PIECES = (
    *("中国", "俄罗斯", "APEC", "G20", "2000亿", "3.5％", "5G", "（双方）", "“四个应该”", "《条约》"),
    *("「一中」", "don’t", "№5", "，", "。", "、", "……", "——", "：“", "。”"),
)
_pairs = st.tuples(st.sampled_from(_PIECES), st.sampled_from("中俄关系和")).map("".join)
chinese = st.lists(_pairs, min_size=1, max_size=40).map("".join)


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


@given(chinese, st.integers(8, 60))
@settings(max_examples=300)
def test_chinese_is_broken_where_it_may_be(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines) == text
    assert all(cell_len(line) <= width for line in lines)
    for before, after in pairwise(lines):
        assert after[0] not in "，。、；：！？）》」』】〕〉”’…—％"
        assert before[-1] not in "（《「『【〔〈“‘№"
        assert not re.search(r"[A-Za-z0-9.’]\Z", before) or not re.match(r"[A-Za-z0-9.’亿]", after)


def kept_together(text: str, words: str) -> bool:
    """Whether the words are on one line at every width that has room for them twice."""
    return all(any(words in line for line in wrap(text, w)) for w in range(2 * cell_len(words), 70))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Министр сообщил — и это важно — что переговоры были полезны", "сообщил —"),
        ("Министр сообщил — и это важно — что переговоры были полезны", "важно —"),
        ("mechanisms through every channel – security councils and others – to complement", "channel –"),
        ("по существу вопроса выступил министр С. В. Лавров, а затем его коллега", "С. В. Лавров,"),
        ("as the minister S. Lavrov and his colleague said in the hall of the palace", "S. Lavrov"),
        ("согласно пункту третьему приложения № 15 к договору между сторонами", "№ 15"),
        ("the words are to be found in ¶ 12 and § 4 of the joint statement", "¶ 12"),
        ("le président a parlé d’une « étape » décisive pour les deux pays", "« étape »"),
        ("双方一致同意 № 15 号文件所载内容并将继续加强合作与沟通", "№ 15"),
        ("双方贸易额增长12％并将继续加强各领域合作与沟通", "12％"),
    ],
)  # fmt: skip
def test_what_stays_together(text: str, words: str) -> None:
    assert kept_together(text, words)


def test_what_should_stay_together_is_parted_before_a_word_is_cut() -> None:
    assert wrap("Торгово-экономическое — сотрудничество", 21)[0] == "Торгово-экономическое"
    assert wrap("« étape »", 8) == ("« étape", "»")


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


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, "theme /home/ana/my files/themes/slate.toml:3: no colour"),
        (50, "theme …/my files/themes/slate.toml:3: no colour"),
        (46, "theme …/themes/slate.toml:3: no colour"),
        (36, "theme …/slate.toml:3: no colour"),
        (20, "theme …/slate.toml:…"),
    ],
)
def test_folders_give_way_before_words(width: int, shown: str) -> None:
    assert shorten_message("theme /home/ana/my files/themes/slate.toml:3: no colour", width) == shown


def test_a_message_without_a_path_is_cut_at_its_end() -> None:
    assert shorten_message("either/or: nothing to give way", 20) == "either/or: nothing…"
