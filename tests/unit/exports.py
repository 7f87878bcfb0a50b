"""What the tests of the export share: a brief made of hostile words, and what renderers make of Markdown."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt

from briefing_tui.analysis.compare import compare
from briefing_tui.model import (
    Anchor,
    Brief,
    Card,
    Carded,
    Comparison,
    Echo,
    Match,
    Note,
    Point,
    Quotation,
    Readout,
    SourceKind,
)
from briefing_tui.notes import anchors
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

BRIEF = "2026-02-04-putin-xi"
# Some for CommonMark, some for GitHub, some for pandoc alone.
HOSTILE = [
    "<script>alert(1)</script>", "<!-- swallowed", "</div></blockquote>", "<br/>", "<?php x ?>", "<![CDATA[x",
    "[click](javascript:alert(1))", "![x](http://a.b/c.png)", "<http://a.b>", "http://a.b/c?d=e",
    "www.example.com and example.org", "mail me@example.com", "[x]: http://a.b", "[x][y] and [x]", "[[wiki]]",
    "a|b\n-|-", "| a | b |", "\\| and \\\\| and |\\", "# heading", "heading #", "1. one", "1) one", "(1) one",
    "a) one", "iv. four", "#. any", "(@x) example", "- item", "+ item", "* item", "- [ ] task", "> quote",
    "> [!NOTE]", "```", "``` {=html}", "~~~", "`code`", "`raw`{=html}", "*bold* __bold__ _it_ ~~gone~~",
    "~low~ ^high^ ==mark==", "$200 billion and US$ 5", "$$x$$", "\\(x\\) \\begin{x}y\\end{x} \\alpha",
    "[^1] and ^[inline note]", "[^1]: a footnote", "@smith says [@jones, p. 3]", "@user #123", ":smile: :+1:",
    "a {.class #id}", "[span]{.x}", "::: warning", ": definition", "Table: caption", "&lt;b&gt; &#60; &copy;",
    "---", "===", "***", "\\<b>", "a\\", "    code", "\tcode", "=", "%", "+++", "x" * 300,
    "\u202e and \u200b and \x1b[2J",
]  # fmt: skip
NOT_OURS = {
    "Link", "Image", "RawBlock", "RawInline", "Math", "Cite", "Note", "Code", "CodeBlock", "Superscript",
    "Subscript", "Strikeout", "SmallCaps", "Underline", "Span", "Quoted", "OrderedList", "DefinitionList",
    "LineBlock", "Div",
}  # fmt: skip
PANDOC = ("commonmark", "gfm", "commonmark_x-smart", "markdown-smart")


def note(number: int, body: str, about: Anchor | None = None) -> Note:
    return Note(f"n{number}", BRIEF, "2026-02-05", "2026-02-05", "me", about or Anchor(), body)


def made_of(texts: Sequence[str]) -> tuple[Brief, Comparison, list[Note]]:
    """A brief in which every word of a source is one of ``texts``: points, titles, names, quotations, notes'
    anchors. Which rows, matches and notes it has does not depend on what they say.
    """
    left, right = (_carded(side, texts) for side in ("russia", "china"))
    matches = [Match(p.id, q.id, 1.0, (texts[0],), (texts[i],)) for i, (p, q) in _pairs(left, right)]
    echoes = [Echo(left.points[1].id, right.points[2].id, texts[-1])]
    made = Comparison(left, right, tuple(matches), tuple(echoes), tuple(matches[:1]))
    brief = Brief(
        "x", texts[0], "2026-02-04", ("russia", "china"), (left.readout, right.readout), texts[1], texts[2],
        "\n\n".join(texts),
    )  # fmt: skip
    about = [anchors.to_point(left, p) for p in left.points[::4]] + [anchors.to_card(Card.FUTURE), Anchor()]
    about += [Anchor(Card.ECONOMY, "russia", "en", 1, exact=t) for t in texts[:5]]
    notes = [note(i, "Mine.", a) for i, a in enumerate(about)]
    return (
        brief,
        made,
        [
            replace(n, author=t, confidence=t, created=t, updated=t)
            for n, t in zip(notes, texts, strict=False)
        ],
    )


def _carded(side: str, texts: Sequence[str]) -> Carded:
    plain = "\n\n".join(f"The leaders met, number {i}." for i in range(len(texts)))
    one = load.read_source(Source("t.txt", plain, False), f"{side}.en")[0]
    readout: Readout = replace(
        one, side_name=texts[0], title=texts[1], publisher=texts[2], issuer=texts[0], url=texts[1],
        also_from=tuple(texts), source=SourceKind.SUMMARY,
    )  # fmt: skip
    cards = [Card.ECONOMY, Card.REGIONAL, Card.FUTURE]
    points = tuple(
        Point(f"{side}:{i}", i, 0, len(text), text, cards[i % 3], was=Card.CONTEXT if i == 1 else None)
        for i, text in enumerate(texts, 1)
    )
    return Carded(readout, points, (Quotation(points[0].id, 0, 1, texts[0]),))


def _pairs(left: Carded, right: Carded) -> Iterator[tuple[int, tuple[Point, Point]]]:
    """Every second point of the one with the one of the other, one of them on another card."""
    for i in range(0, len(left.points) - 1, 2):
        yield i, (left.points[i], right.points[i + (i == 2)])


def plainly(texts: Sequence[str]) -> list[str]:
    """As many texts, each different, that no renderer could take for anything."""
    return [f"Plain words number {i}" for i in range(len(texts))]


def hostile(texts: Sequence[str]) -> tuple[Brief, Comparison]:
    """Two readouts with these paragraphs, read and compared as always."""

    def readout(side: str) -> Readout:
        body = "\n\n".join(["The leaders met.", *texts])
        made = load.read_source(Source("t.txt", body, False), f"{side}.en")[0]
        return replace(made, title=texts[0], publisher=texts[-1], url=texts[0], also_from=tuple(texts[:2]))

    left, right = readout("russia"), readout("china")
    brief = Brief(
        texts[0], texts[-1], texts[0], ("russia", "china"), (left, right), texts[0], texts[-1], texts[0]
    )
    return brief, compare(left, right)


class Tags(HTMLParser):
    """Which tags and attributes HTML has, in order of their appearance, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.order: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    @property
    def seen(self) -> set[str]:
        return {*self.order, *self.attributes}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.order.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def shown(markdown: str, *, gfm: bool = False) -> Tags:
    """As markdown-it-py renders it: CommonMark with raw HTML and tables, or GFM with bare links as well."""
    return Tags(_parser(gfm).render(markdown))


def outermost(markdown: str, *, gfm: bool = False) -> list[str]:
    """The blocks of the document itself, without what is in them."""
    return [token.type for token in _parser(gfm).parse(markdown) if token.level == 0 and token.nesting >= 0]


def render_html(markdown: str) -> str:
    return str(_parser(gfm=False).render(markdown))


def every_type(markdown: str) -> Iterator[str]:
    """The kinds of all tokens, the inner ones too."""
    for token in _parser(gfm=False).parse(markdown):
        yield token.type
        yield from (child.type for child in token.children or ())


def _parser(gfm: bool) -> MarkdownIt:
    if gfm:
        return MarkdownIt("gfm-like", {"html": True, "linkify": True})
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def flat(words: str) -> str:
    """Without white space: renderers break lines where they like."""
    return "".join(words.split())


def pandoc(markdown: str, form: str) -> Any:
    """Pandoc's syntax tree of the document; skips where there is no pandoc."""
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    done = subprocess.run(
        ["pandoc", "-f", form, "-t", "json"], input=markdown.encode(), capture_output=True, check=True
    )
    return json.loads(done.stdout)


def kinds(tree: Any) -> Iterator[str]:
    """Names of all elements of a pandoc tree, metadata among them, in order."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree["t"]
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from kinds(part)


def text_of(tree: Any) -> str:
    """All words of a pandoc tree."""
    if isinstance(tree, dict):
        match tree.get("t"):
            case "Str":
                return str(tree["c"])
            case "Space" | "SoftBreak" | "LineBreak":
                return " "
        tree = tree.get("c", [])
    return "".join(map(text_of, tree)) if isinstance(tree, list) else ""
