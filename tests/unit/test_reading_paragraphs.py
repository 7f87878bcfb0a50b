"""Numbers, labels, and a summary that holds a section for each side; nothing of the raw text is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.model import BlockKind, SourceKind
from briefing_tui.reading.load import Source, read_source


def labels(*paragraphs: str) -> list[str]:
    (readout,) = read_source(Source("x.txt", "\n".join(paragraphs), markdown=False), "x")
    return [b.label for b in readout.body]


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (["Trade: it grew by a lot.", "Energy: a new grid.", "Both agreed."], ["Trade", "Energy", ""]),
        (["Торговля: она выросла.", "Энергетика: новая сеть."], ["Торговля", "Энергетика"]),
        (["经贸合作：稳步增长。", "能源：新项目。"], ["经贸合作", "能源"]),
        (["- Bilateral Ties: good.", "- Next Steps: a visit."], ["Bilateral Ties", "Next Steps"]),
    ],
)
def test_labels_where_they_are_the_texts_way(paragraphs: list[str], found: list[str]) -> None:
    assert labels(*paragraphs) == found


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Trade: it grew by a lot.", "Both agreed to meet.", "They will do so in May."],
        ["Trade: up.", "Energy: up.", *["They agreed."] * 5],
        ["trade: up.", "energy: up."],
        [
            "The two sides agreed on the following points for the year: one.",
            "And then on these other points: two.",
        ],
        ["At 10:30 they met.", "By 12:45 they parted."],
    ],
)
def test_a_colon_by_chance_makes_no_label(paragraphs: list[str]) -> None:
    assert not any(labels(*paragraphs))


def test_a_label_stays_in_the_text() -> None:
    (readout,) = read_source(Source("x.txt", "Trade: up.\nEnergy: up.", markdown=False), "x")
    assert all(b.text.startswith(f"{b.label}:") for b in readout.body)


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize(
    ("first", "second", "sides"),
    [
        ("Summary of Kenya’s Readout", "Summary of Ethiopia’s Readout", ["kenya", "ethiopia"]),
        ("The French statement", "Key points of India's readout", ["france", "india"]),
        ("Сообщение российской стороны", "Сообщение Казахстана", ["russia", "kazakhstan"]),
        ("中方通稿", "俄方新闻稿", ["china", "russia"]),
    ],
)
def test_a_summary_of_two_sides_is_two_readouts(
    first: str, second: str, sides: list[str], markdown: bool
) -> None:
    mark = "## " if markdown else ""
    points = "Trade: it grew this year.\n\nEnergy: a new grid will be built.\n\n"
    text = f"An overview by nobody\n\n{mark}{first}\n\n{points}{mark}{second}\n\n{points}Tone: warm.\n"
    left, right = read_source(Source("both", text, markdown), "both")
    assert [left.side, right.side] == sides
    assert [left.title, right.title] == [first, second]
    for readout, count in ((left, 2), (right, 3)):
        assert readout.source is SourceKind.SUMMARY
        assert readout.complete is False
        assert readout.original is False
        assert {"side", "source", "title", "language"} <= readout.guessed
        assert [b.number for b in readout.body] == list(range(1, count + 1))
        assert [b.label for b in readout.body] == ["Trade", "Energy", "Tone"][:count]
    assert [b.text for b in left.blocks][:2] == ["An overview by nobody", first]
    assert left.key != right.key


def test_sections_of_one_side_twice_come_together() -> None:
    text = (
        "Kenya's readout\n\nOne thing was said.\n\nEthiopia's readout\n\nTwo things were said.\n\n"
        "More of Kenya's readout\n\nThree things were said."
    )
    left, right = read_source(Source("x.txt", text, markdown=False), "x")
    assert [b.text for b in left.body] == ["One thing was said.", "Three things were said."]
    assert [b.text for b in right.body] == ["Two things were said."]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's readout\n\nThey spoke.\n\nThey parted.",
        "The President met his guest from Kenya.\n\nEthiopia welcomed the statement.\n\nThey parted.",
        "Talks of Kenya and Ethiopia: text\n\nThey spoke.\n\nReadout: Kenya and Ethiopia\n\nYes.",
    ],
)
def test_a_text_of_one_side_is_one_readout(text: str) -> None:
    assert len(read_source(Source("x.txt", text, markdown=False), "x")) == 1


def test_a_side_that_is_known_keeps_the_file_in_one() -> None:
    text = "Kenya's readout\n\nThey spoke.\n\nEthiopia's readout\n\nThey parted.\n"
    assert len(read_source(Source("x.txt", text, markdown=False), "x")) == 2
    assert len(read_source(Source("x.txt", text, markdown=False), "x", side="kenya")) == 1
    assert len(read_source(Source("x.md", f"---\nside: kenya\n---\n{text}", markdown=True), "x")) == 1


lines = st.sampled_from(
    [
        "Meeting with the President of Kenya",
        "April 3, 2024",
        "14:30",
        "Vladimir Putin: Good day.",
        "###",
        "<...>",
        "В.Путин: Добрый день.",
        "习近平：我们同意。",
        "新华社北京2月4日电 两国元首会谈。",
        "Photo: TASS",
        "Yury Ushakov",
        "MOSCOW, February 4. /TASS/. They spoke.",
        "They agreed. #Kenya #Talks",
        "Trade: it grew.",
        "Energy: it too.",
        "- an item",
        "2. an item",
        "> quoted",
        "# Heading",
        "| a | b |",
        "Summary of China’s Readout",
        "Kremlin readout",
        "Read in full",
        "Он сказал: да.",
        "Президент:",
        "🎉",
        "The two sides agreed to expand trade and to meet again.",
        "央视网消息（新闻联播）：两国元首会谈。",
        "Question: what next?",
        "“Good,” he said...",
        "",
        "https://x.org/a?b=c",
    ]
)


def bag(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text))


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, min_size=1, max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_every_word_of_the_raw_text_is_found_again(parts: list[str], gap: str) -> None:
    text = gap.join(["The talks took place.", *parts])
    readouts = read_source(Source("x.txt", text, markdown=False), "x")
    kept = " ".join(f"{b.marker} {b.text}" for r in readouts for b in r.blocks)
    assert bag(kept) == bag(text)


@settings(max_examples=80, deadline=None)
@given(st.lists(lines, min_size=1, max_size=12))
def test_every_word_of_markdown_is_found_again(parts: list[str]) -> None:
    text = "\n\n".join(["The talks took place.", *parts])
    readouts = read_source(Source("x.md", text, markdown=True), "x")
    kept = " ".join(b.text for r in readouts for b in r.blocks)
    numbers = {"2"}  # of an ordered list: written anew
    assert set(bag(text)) - numbers <= set(bag(kept))


@settings(max_examples=80, deadline=None)
@given(st.lists(lines, min_size=1, max_size=12))
def test_the_body_is_numbered_without_a_gap_and_nothing_else_is(parts: list[str]) -> None:
    text = "\n\n".join(["The talks took place.", *parts])
    for readout in read_source(Source("x.txt", text, markdown=False), "x"):
        assert [b.number for b in readout.body] == list(range(1, len(readout.body) + 1))
        for block in readout.blocks:
            aside = block.kind in (BlockKind.FURNITURE, BlockKind.HEADING)
            assert (block.number is None) is aside
            assert readout.paragraph(block.number or 0) == (None if aside else block)
