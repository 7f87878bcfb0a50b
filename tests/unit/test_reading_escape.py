"""What a readout says can become neither markup nor a link in the Markdown that we write."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing_tui.model import Block, BlockKind
from briefing_tui.reading.markdown import blocks, escape
from briefing_tui.reading.unsafe import clean

FLAVOURS = {
    "commonmark": MarkdownIt("commonmark"),
    "tables, strikethrough": MarkdownIt("commonmark").enable(["table", "strikethrough"]),
    "gfm-like": MarkdownIt("gfm-like", {"linkify": False, "html": True}),
}
if importlib.util.find_spec("linkify_it"):
    FLAVOURS["linkify"] = MarkdownIt("gfm-like", {"linkify": True, "html": True})

HOSTILE = [
    *(
        "|",
        "`",
        "```",
        "~~~",
        "~~x~~",
        "---",
        "===",
        "***",
        "|---|---|",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2) ",
        "123456789. ",
    ),
    *(
        "# ",
        "## ",
        "> ",
        "#",
        "##",
        "!",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "\\",
        "\\\\",
        "_",
        "__",
        "*",
        "**",
    ),
    *(
        "[x](y)",
        "![a](b)",
        "[^1]",
        "[^1]: note",
        "[x]: y",
        "<script>",
        "</b>",
        "<!-- c -->",
        "<http://a.b>",
        "<a@b.c>",
    ),
    *(
        "&amp;",
        "&#27;",
        "&lt;b&gt;",
        "www.x.com",
        "WWW.X.ORG",
        "http://x.y/z",
        "https://a.b?c=d",
        "ftp://x.org",
    ),
    *(
        "mailto:a@b.com",
        "a@b.c",
        "a.b-c@d.org",
        "//x.com",
        "kremlin.ru",
        "state.gov/a_b",
        "президент.рф",
        "U.S.",
    ),
    *(
        "    ",
        "\t",
        "\n",
        "\n\n",
        " ",
        "  \n",
        "word",
        "слово",
        "会谈",
        "“ok”",
        "1",
        ".",
        "@",
        ":",
        "/",
        "=",
        "-",
        "+",
    ),
]
hostile = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=3)), min_size=1, max_size=9)


def fold(text: str) -> str:
    return " ".join(text.split())


def rendered(flavour: str, markdown: str) -> str:
    """The words of the one paragraph that ``markdown`` is; fails where it is anything else."""
    tokens = FLAVOURS[flavour].parse(markdown)
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"], markdown
    children = tokens[1].children or []
    assert {c.type for c in children} <= {"text", "softbreak"}, markdown
    return fold("".join(c.content if c.type == "text" else "\n" for c in children))


@settings(max_examples=150, deadline=None)
@given(hostile.map("".join).map(clean).filter(lambda t: bool(t.strip())))
def test_hostile_text_reads_back_as_one_paragraph_of_the_same_words(text: str) -> None:
    for flavour in FLAVOURS:
        assert rendered(flavour, escape(text)) == fold(text)


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.strip()])
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_piece_alone_and_within_a_sentence(flavour: str, text: str) -> None:
    for sentence in (text, f"See {text}", f"{text} it", f"a{text}b", f"{text}{text}", f"one\n{text}\ntwo"):
        assert rendered(flavour, escape(sentence)) == fold(sentence)


@settings(max_examples=60, deadline=None)
@given(hostile.map("".join).map(clean).map(fold).filter(bool))
def test_a_heading_keeps_its_words_too(text: str) -> None:
    for parser in FLAVOURS.values():
        tokens = parser.parse(f"# {escape(text)}")
        assert [t.type for t in tokens] == ["heading_open", "inline", "heading_close"]
        assert fold("".join(c.content for c in tokens[1].children or [])) == text


@settings(max_examples=60, deadline=None)
@given(hostile.map("".join).map(clean).map(fold).filter(bool))
def test_our_own_reader_gives_the_text_back(text: str) -> None:
    assert blocks(escape(text)) == [Block(BlockKind.PARAGRAPH, text)]


@pytest.mark.parametrize(
    "text",
    [
        "The two leaders met on 4 February 2026; trade grew by 3.5% (to $10 bn).",
        "В.Путин: «Товарооборот вырос на 5 млрд долл. США», — т.е. вдвое!",
        "习近平指出：“中方愿同各方合作。”",
    ],
)
def test_ordinary_text_is_not_littered_with_backslashes(text: str) -> None:
    assert escape(text) == text
