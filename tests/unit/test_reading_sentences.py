"""Sentences: nothing lost, nothing doubled, and the full stops that end none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.reading.sentences import split
from briefing_tui.reading.terms import is_han

WORDS_EN = "The U.S. Mr. Xi met on a trade deal No. 5 Jr. Leaders e.g. 3.5 2026. agreed"
WORDS_RU = "В Москве г. президент 5 млрд долл. США т.е. и т.д. Стороны А. С. договорились ёлка"
ENGLISH, RUSSIAN = WORDS_EN.split(), WORDS_RU.split()
CHINESE = ["习近平", "指出", "中方", "愿", "同", "俄方", "合作", "2月4日", "第1.2条"]
MARKS = [
    *(". ", "! ", "? ", "... ", "… ", ", ", "; ", ": ", ".” ", "?» ", ".) ", '." '),
    *(
        "。",
        "！",
        "？",
        "；",
        "，",
        "。”",
        "？」",
        "！）",
        " — ",
        "<...> ",
        "🎉 ",
        "\n",
        "\n\n",
        " ",
        "",
        "«",
        "“",
        "(",
    ),
]

texts = st.one_of(
    *(
        st.lists(st.tuples(st.sampled_from(words), st.sampled_from(MARKS)), max_size=16).map(
            lambda pairs: "".join(a + b for a, b in pairs)
        )
        for words in (ENGLISH, RUSSIAN, CHINESE, ENGLISH + RUSSIAN + CHINESE)
    ),
    st.text(alphabet='aB.яЯ中 .!?…。！？；\n"”»)’🎉1', max_size=40),
    st.text(max_size=30),
)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@settings(max_examples=150, deadline=None)
@given(texts)
def test_spans_are_in_order_and_hold_every_character_exactly_once(text: str) -> None:
    spans = split(text)
    end_before = 0
    for start, end in spans:
        assert end_before <= start < end <= len(text)
        assert not text[end_before:start].strip()
        assert text[start:end] == text[start:end].strip()
        end_before = end
    assert not text[end_before:].strip()


@settings(max_examples=80, deadline=None)
@given(texts)
def test_every_sentence_but_a_lone_mark_has_a_word(text: str) -> None:
    assert all(any(c.isalnum() for c in s) for s in sentences(text)[1:])


@pytest.mark.parametrize(
    "whole",
    [
        "President Joseph R. Biden, Jr. met on November 14 with President Macron.",
        "Mr. Modi, Dr. Jaishankar and Lt. Gen. Singh were there.",
        "The talks with U.S. President Donald Trump took an hour.",
        "U.S. leaders and U.K. ministers met Secretary-General A. Guterres of the U.N. in Geneva.",
        "Trade grew by 3.5 percent, to $10.2 bln, e.g. in grain, i.e. wheat.",
        "This is No. 5 of 10, see p. 7 and Art. 2 of the treaty.",
        "On 5 Feb. 2026 the sides met in St. Petersburg.",
        "В 2025 г. товарооборот вырос до 5 млрд долл. США, т.е. на 3,5%.",
        "Д. Песков и А. С. Иванов были на ул. Ленина, д. 5.",
        "Президент им. Иванова принял акад. Петрова в т.ч. по ст. 5.",
        "So ... and then nothing.",
        "习近平指出，中俄关系、经贸合作、人文交流都很好。",
        "增长3.5%，达到10.2亿。",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["The two leaders met.", "They spoke of trade."],
        ["It was in the U.S.", "The leaders left."],
        ["It lasted until 5 p.m.", "The sides then left."],
        ["They spoke of trade, energy, etc.", "The rest is known."],
        ["The treaty is of 2001.", "It holds."],
        ["He said “We agree.”", "Then he left."],
        ['He said: "We agree."', '"Good," they said.'],
        ["(They agreed.)", "More will follow."],
        ["Why?", "Because!", "Really?!", "So..."],
        ["Well…", "Maybe."],
        ["1. Trade is up.", "2. Energy is too."],
        ["В 2025 г.", "Стороны встретились."],
        ["И т.д.", "Потом они ушли."],
        ["Он спросил: «Почему?»", "Ответа нет."],
        ["Торговля выросла на 5 млрд.", "Президент доволен."],
        ["Переговоры прошли в Астане.", "— Да, так и было.", "🎉 Ура!"],
        ["会谈结束。", "双方满意！", "好吗？", "第一；", "第二"],
        ["习近平说：“我们同意。”", "他离开了。"],
        ["（双方同意。）", "会谈结束。"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    joined = "".join(p if is_han(p) else p + " " for p in parts)
    assert sentences(joined) == parts


def test_marks_without_a_word_belong_to_the_sentence_before() -> None:
    assert sentences("They agreed. <...>") == ["They agreed. <...>"]
    assert sentences("会谈结束。……") == ["会谈结束。……"]
    assert sentences("They agreed! 🎉") == ["They agreed! 🎉"]
    assert sentences("…") == ["…"]


def test_a_row_of_a_table_is_a_sentence() -> None:
    assert sentences("Trade | up\nEnergy | down") == ["Trade | up", "Energy | down"]


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_no_text_has_no_sentences(text: str) -> None:
    assert split(text) == []
