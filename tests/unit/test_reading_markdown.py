"""Markdown into blocks: every kind of block, nothing lost, nothing of HTML."""

from __future__ import annotations

import pytest

from briefing_tui.model import Block, BlockKind
from briefing_tui.reading.load import Source, read_source
from briefing_tui.reading.markdown import blocks


def texts(markdown: str) -> list[str]:
    return [block.text.strip() for block in blocks(markdown)]


def test_headings_keep_their_level() -> None:
    made = blocks("# One\n\nTwo\n---\n\n###### Six ######")
    assert [(b.kind, b.text, b.level) for b in made] == [
        (BlockKind.HEADING, "One", 1),
        (BlockKind.HEADING, "Two", 2),
        (BlockKind.HEADING, "Six", 6),
    ]


def test_nested_lists_keep_depth_and_numbers() -> None:
    made = blocks("7. seven\n8. eight\n   - inner\n     * innermost\n\n     second paragraph\n9. nine\n")
    assert [(b.kind, b.marker, b.level, b.text) for b in made] == [
        (BlockKind.ITEM, "7.", 1, "seven"),
        (BlockKind.ITEM, "8.", 1, "eight"),
        (BlockKind.ITEM, "•", 2, "inner"),
        (BlockKind.ITEM, "•", 3, "innermost"),
        (BlockKind.ITEM, "", 2, "second paragraph"),
        (BlockKind.ITEM, "9.", 1, "nine"),
    ]


def test_a_list_may_begin_with_nought_and_numbers_go_up_however_they_are_written() -> None:
    assert [b.marker for b in blocks("0. a\n0. b\n0. c")] == ["0.", "1.", "2."]
    assert [b.marker for b in blocks("1) a\n1) b")] == ["1.", "2."]


def test_quotations_and_what_stands_after_them() -> None:
    assert blocks("> one\n> two\n>\n> > three\n\nafter") == [
        Block(BlockKind.QUOTE, "one two"),
        Block(BlockKind.QUOTE, "three"),
        Block(BlockKind.PARAGRAPH, "after"),
    ]


def test_a_table_is_one_block_a_line_a_row() -> None:
    made = blocks(
        "| Side | Trade |\n|---|:-:|\n| Kenya | **up** [1](https://x.org) |\n| | a \\| b |\n\nafter"
    )
    assert [(b.kind, b.text) for b in made] == [
        (BlockKind.TABLE, "Side | Trade\nKenya | up 1 (https://x.org)\n | a ¦ b"),
        (BlockKind.PARAGRAPH, "after"),
    ]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("See [the text](https://x.org/a) now", "See the text (https://x.org/a) now"),
        ("<https://x.org>", "https://x.org"),
        ("<a@x.org>", "a@x.org"),
        ("[https://x.org](https://x.org)", "https://x.org"),
        ("[x.org](http://x.org)", "x.org"),
        ("See [ref].\n\n[ref]: https://x.org 'title'", "See ref (https://x.org)."),
        ("[![Flag](f.png)](https://x.org)", "[Flag] (https://x.org)"),
        ("[go](javascript:alert(1))", "[go](javascript:alert(1))"),
    ],
)
def test_a_link_keeps_its_address_where_that_says_more(markdown: str, text: str) -> None:
    assert texts(markdown) == [text]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Trade**: _up_ `5` ***much***", "Trade: up 5 much"),
        ("one\ntwo  \nthree\\\nfour", "one two three four"),
        (r"\*as written\*", "*as written*"),
        ("&amp; &lt; &quot;", '& < "'),
        ("~~old~~", "~~old~~"),
    ],
)
def test_the_words_without_the_marks(markdown: str, text: str) -> None:
    assert texts(markdown) == [text]


@pytest.mark.parametrize(
    "html",
    ["<b>bold</b> text", "<script>alert(1)</script>", "<div>\ntext\n</div>", "<!-- said -->", "a <br/> b"],
)
def test_raw_html_is_text_and_shows_as_such(html: str) -> None:
    assert texts(html) == [" ".join(html.split())]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("```\none\n\ntwo\n```", ["one", "two"]),
        ("~~~text\none\n~~~", ["one"]),
        ("para\n\n    indented\n", ["para", "indented"]),
        ("- a\n\n  ```\n  code\n  ```\n- b", ["a", "code", "b"]),
        ("> ```\n> code\n> ```", ["code"]),
        ("```\nnever closed", ["never closed"]),
    ],
)
def test_code_blocks_are_not_lost(markdown: str, found: list[str]) -> None:
    assert texts(markdown) == found


def test_a_rule_is_furniture() -> None:
    assert [b.kind for b in blocks("a\n\n***\n\nb")] == [
        BlockKind.PARAGRAPH,
        BlockKind.FURNITURE,
        BlockKind.PARAGRAPH,
    ]


def test_a_readout_in_markdown_has_title_and_numbered_body() -> None:
    text = (
        "# Call of the two leaders\n\nThey spoke.\n\n## Trade\n\n- It grew.\n- It will grow.\n\n> “Good.”\n"
    )
    (readout,) = read_source(Source("x.md", text, markdown=True), "x")
    assert readout.title == "Call of the two leaders"
    assert [(b.number, b.text) for b in readout.blocks] == [
        (None, "Call of the two leaders"),
        (1, "They spoke."),
        (None, "Trade"),
        (2, "It grew."),
        (3, "It will grow."),
        (4, "“Good.”"),
    ]
