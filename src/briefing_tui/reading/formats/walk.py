"""Markup into lines: paragraphs, headings, items, quotations, tables, each with the element it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from briefing_tui.model import Block, BlockKind
from briefing_tui.reading import plain
from briefing_tui.reading.formats import ordinal

_SILENT = frozenset(
    ("script", "style", "template", "head", "svg", "math", "iframe", "object", "embed", "audio", "video",
     "canvas", "select", "datalist", "map", "textarea")
)  # fmt: skip
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "h1", "h2", "h3", "h4",
     "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "thead", "tbody", "tfoot",
     "caption", "blockquote", "pre", "figure", "figcaption", "address", "hr", "form", "fieldset", "details",
     "summary", "center", "body", "html", "button", "menu", "dialog", "legend", "hgroup", "noscript", "label",
     "option")
)  # fmt: skip
_LISTS = ("ul", "ol", "menu")
_APART = frozenset(("nav", "aside", "footer", "button", "menu", "dialog", "noscript", "label", "option"))
_ROLES = frozenset(("navigation", "complementary", "contentinfo", "search", "banner", "menu", "dialog"))
_MOST_COLUMNS = 12
_LONGEST_CELL = 400
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3})[\])]?", re.I)
_BACK = re.compile("[↩↑⤴^]\ufe0e?")


@dataclass(frozen=True, slots=True)
class Line:
    """``linked`` is how many characters of the block are links; ``apart`` whether it stands in a menu, in the
    page's foot or the like.
    """

    block: Block
    element: HtmlElement
    linked: int
    apart: bool


@dataclass(slots=True)
class _List:
    """``at`` is the number of the next item; a list without numbers has none."""

    form: str = ""
    at: int | None = None


@dataclass(slots=True)
class _Open:
    """What is open at a place of the walk."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    heading: int = 0
    quotes: int = 0
    apart: int = 0
    pre: int = 0
    lists: list[_List] = field(default_factory=list)
    marker: str = ""
    articles: int = 0


def lines(tree: HtmlElement) -> Iterator[Line]:
    """All lines of a tree in order; no text is left out but what is no text (scripts, pictures, fields)."""
    now = _Open()
    walk = etree.iterwalk(tree, events=("start", "end"))
    where = tree
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SILENT or not tag:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                yield from _flush(now, where)
                where = element
                _enter(now, element, tag)
            if tag == "table" and (rows := _rows(element)):
                yield Line(Block(BlockKind.TABLE, rows), element, 0, bool(now.apart))
                walk.skip_subtree()
                continue
            now.links += tag == "a"
            if tag == "a" and _is_mark_of_note(element):
                walk.skip_subtree()
                continue
            if tag == "br":
                now.pieces.append("\n")
            _add(now, element.text)
        else:
            now.links -= tag == "a"
            if tag in _BLOCKS:
                yield from _flush(now, where)
                parent = element.getparent()
                where = parent if parent is not None else tree
                _leave(now, element, tag)
            _add(now, element.tail)
    yield from _flush(now, tree)


def _enter(now: _Open, element: HtmlElement, tag: str) -> None:
    if tag in _LISTS:
        start = element.get("start", "1")
        at = int(start) if start.isdecimal() and len(start) < 6 else 1
        now.lists.append(_List(element.get("type", ""), at) if tag == "ol" else _List())
    elif tag == "li" and now.lists:
        of = now.lists[-1]
        now.marker = "•" if of.at is None else ordinal(of.at, of.form)
        of.at = of.at and of.at + 1
    elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        now.heading = int(tag[1])
    now.quotes += tag == "blockquote"
    now.pre += tag == "pre"
    now.articles += tag in ("article", "main")
    now.apart += _stands_apart(now, element, tag)


def _leave(now: _Open, element: HtmlElement, tag: str) -> None:
    if tag in _LISTS:
        now.lists.pop()
    elif tag == "li":
        now.marker = ""
    elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        now.heading = 0
    now.quotes -= tag == "blockquote"
    now.pre -= tag == "pre"
    now.apart -= _stands_apart(now, element, tag)
    now.articles -= tag in ("article", "main")


def _stands_apart(now: _Open, element: HtmlElement, tag: str) -> bool:
    return tag in _APART or element.get("role", "") in _ROLES or (tag == "header" and not now.articles)


def _is_mark_of_note(link: HtmlElement) -> bool:
    """A raised figure that leads to a note, which would read as one of the text; or the arrow back."""
    if "#" not in link.get("href", ""):
        return False
    text = link.text_content().strip()
    raised = link.getparent() is not None and link.getparent().tag == "sup"
    raised = raised or (len(link) == 1 and link[0].tag == "sup" and not (link.text or "").strip())
    return bool(_BACK.fullmatch(text) or (raised and _MARK.fullmatch(text)))


def _add(now: _Open, text: str | None) -> None:
    if not text:
        return
    if not now.pre:
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
    now.pieces.append(text)
    if now.links:
        now.linked += len(text.strip())


def _flush(now: _Open, where: HtmlElement) -> Iterator[Line]:
    text = "".join(now.pieces).strip()
    linked, now.linked = now.linked, 0
    now.pieces.clear()
    if not text.strip("\u00a0\u3000 \n"):
        return
    one = " ".join(text.split("\n"))
    made: list[Block]
    if now.heading:
        made = [Block(BlockKind.HEADING, one, level=now.heading)]
    elif now.lists:
        made = [Block(BlockKind.ITEM, one, marker=now.marker, level=len(now.lists))]
        now.marker = ""
    elif now.quotes:
        made = [Block(BlockKind.QUOTE, part) for part in re.split(r"\n\s*\n", text) if part.strip()]
    else:
        made = plain.blocks(text) if "\n" in text else [Block(BlockKind.PARAGRAPH, text)]
    share = linked / max(1, len(text))
    for block in made:
        yield Line(block, where, round(share * len(block.text)), bool(now.apart))


def _rows(table: HtmlElement) -> str:
    """A table's rows, a line each; empty where the table only places paragraphs on the page."""
    rows = [[c for c in row if c.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or any(len(row) > _MOST_COLUMNS for row in rows) or table.find(".//table") is not None:
        return ""
    if sum(1 for row in rows if len(row) > 1) * 2 <= len(rows):
        return ""
    made = []
    for row in rows:
        cells = [" ".join("".join(_in_order(cell)).split()).replace("|", "¦") for cell in row]
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            return ""
        made.append(" | ".join(cells))
    return "\n".join(made)


def _in_order(cell: HtmlElement) -> Iterator[str]:
    """A cell's words: those of its paragraphs do not run together."""
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SILENT or not tag:
                walk.skip_subtree()
                continue
            yield " " if tag in _BLOCKS or tag == "br" else ""
            yield element.text or ""
        elif element is not cell:
            yield " " if tag in _BLOCKS else ""
            yield element.tail or ""
