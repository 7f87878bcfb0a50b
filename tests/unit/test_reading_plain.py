"""Bare text into blocks: paragraphs by blank lines or by lines, wrapped lines joined, lists."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.model import BlockKind
from briefing_tui.reading.plain import blocks
from briefing_tui.reading.unsafe import clean

WRAPPED = """\
The President of Kenya and the Prime Minister of Ethiopia met in Nairobi
on Tuesday. They reviewed the state of the ties between the two countries,
and agreed to meet again in the spring.
"""
LONG = (
    "The two sides agreed to take the work on the agreement forward in the coming months, and to report. " * 2
)


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\n \n", "\n  \n \n"])
def test_blank_lines_part_paragraphs(gap: str) -> None:
    assert texts(f"\n\nFirst one.{gap}Second one.\n") == ["First one.", "Second one."]


def test_a_hard_wrapped_paragraph_is_joined() -> None:
    assert texts(WRAPPED + "\nShort one.\n") == [" ".join(WRAPPED.split()), "Short one."]


@pytest.mark.parametrize(
    "lines",
    [
        [LONG, LONG + "More.", "Short."],
        ["Meeting of the two Presidents", "April 3", "Nairobi"],
        [
            "Trade: the two sides agreed to expand the trade in goods.",
            "Energy: a new grid is to be built by both sides.",
        ],
        [
            "President Ruto welcomed his guest at the State House today.",
            "The talks went on for more than an hour and a half.",
            "The Prime Minister invited him to Addis Ababa.",
        ],
        ["习近平同马克龙举行会谈。", "双方同意加强合作。"],
    ],
)
def test_a_file_with_a_paragraph_a_line_stays_so(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == [line.strip() for line in lines]


@pytest.mark.parametrize(
    ("line", "marker", "text"),
    [
        ("- trade", "-", "trade"),
        ("* trade", "*", "trade"),
        ("  • trade", "•", "trade"),
        ("– trade", "–", "trade"),
        ("1. trade", "1.", "trade"),
        ("12) trade", "12)", "trade"),
    ],
)
def test_list_items(line: str, marker: str, text: str) -> None:
    (item,) = blocks(line)
    assert (item.kind, item.marker, item.text, item.level) == (BlockKind.ITEM, marker, text, 1)


@pytest.mark.parametrize("line", ["-5 degrees", "2026. ", "3.5 percent", "-", "#1 partner", "1.Trade"])
def test_what_only_looks_like_an_item(line: str) -> None:
    (made,) = blocks(line)
    assert (made.kind, made.text) == (BlockKind.PARAGRAPH, line.strip())


def test_items_among_long_lines_are_not_joined() -> None:
    item = "- " + WRAPPED.splitlines()[0]
    assert [b.kind for b in blocks(f"{item}\n{item}\n{item}")] == [BlockKind.ITEM] * 3


line = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "   ",
            "- item",
            "2) item",
            "—",
            "- ",
            "Слово дня.",
            "会谈结束。",
            LONG,
            WRAPPED,
            "* * *",
            "#tag",
        ]
    ),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(line, max_size=10).map("\n".join).map(clean))
def test_nothing_is_lost_and_the_order_stays(text: str) -> None:
    made = blocks(text)
    kept = "".join(f"{b.marker}{b.text}" for b in made)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(b.text.strip() and "\n" not in b.text for b in made)
