"""Markdown into blocks through markdown-it-py, and plain text into Markdown that reads back the same."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing_tui.model import Block, BlockKind
from briefing_tui.reading import plain

if TYPE_CHECKING:  # to escape words needs no parser, and it takes 20 ms to import
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 1 << 20  # characters
_DEEPEST = 20  # levels: what is in one of these is dropped
_HOLDING = ("blockquote_open", "list_item_open")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # No raw HTML: what looks like a tag in a readout is its text and shows as such.
    return MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("table")


def blocks(text: str) -> list[Block]:
    """Headings, paragraphs, list items, quotations and tables in order, not yet numbered.

    What no person has written as Markdown is read as plain text, marks and all: too long a text, and lists
    and quotations in each other deeper than the parser follows, for it drops what is in them.
    """
    if len(text) > LONGEST:
        return plain.blocks(text)
    tokens = _parser().parse(text)
    if any(token.type in _HOLDING and token.level + 1 >= _DEEPEST for token in tokens):
        return plain.blocks(text)
    made: list[Block] = []
    lists: list[list[int | str]] = []  # per open list: its next number, or its bullet
    quotes = 0
    rows: list[list[str]] = []
    marker = ""
    heading = 0
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(["•"])
            case "ordered_list_open":
                lists.append([int(token.attrs.get("start", 1))])
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                at = lists[-1][0]
                marker = f"{at}." if isinstance(at, int) else at
                if isinstance(at, int):
                    lists[-1][0] = at + 1
            case "list_item_close":
                marker = ""
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = 0
            case "table_open":
                rows = []
            case "tr_open":
                rows.append([])
            case "table_close":
                lines = [" | ".join(cells) for cells in rows]
                made.append(Block(BlockKind.TABLE, "\n".join(lines)))
                rows = []
            case "inline" if rows:
                rows[-1].append(_inline(token).replace("|", "¦"))
            case "inline":
                content = _inline(token)
                if content:
                    made.append(_block(content, heading, quotes, len(lists), marker))
                marker = ""
            case "fence" | "code_block":
                made += [Block(BlockKind.PARAGRAPH, c) for c in token.content.split("\n\n") if c.strip()]
            case "hr":
                made.append(Block(BlockKind.FURNITURE, "* * *"))
    return made


def _block(content: str, heading: int, quotes: int, depth: int, marker: str) -> Block:
    if heading:
        return Block(BlockKind.HEADING, content, level=heading)
    if depth:
        return Block(BlockKind.ITEM, content, marker=marker, level=depth)
    return Block(BlockKind.QUOTE if quotes else BlockKind.PARAGRAPH, content)


def _inline(token: Token) -> str:
    """The words of a line; emphasis is dropped, a link keeps its address where that says more."""
    parts: list[str] = []
    addresses: list[tuple[int, str]] = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "image":
                parts.append(f"[{child.content}]" if child.content else "")
            case "link_open":
                addresses.append((len(parts), str(child.attrGet("href") or "")))
            case "link_close":
                begin, address = addresses.pop()
                shown = "".join(parts[begin:])
                if address and address not in (shown, f"mailto:{shown}", f"http://{shown}"):
                    parts.append(f" ({address})")
    return "".join(parts)


_MAY_NEED = re.compile(r"[\\`*_\[\]<>&|~#/!.@]|^[+=\d-]")  # a line without these is done at one look
_INLINE = re.compile(r"([\\`*_\[\]<>&|~#])")
# What is looked for stands first in these, and what must stand before it is looked at only then.
_SIGNS = re.compile(r"[/!.](?:(?<=/)(?=/)|(?<=!)(?=\\\[)|(?<=\bwww\.))", re.IGNORECASE)
_AT = re.compile(r"@(?<=\S@)(?=\w)")
_START = re.compile(r"[+=-]|\d{1,9}[.)](?=\s|$)")
# What a renderer with "linkify" takes for a host's last dot: every two-letter domain and the old ones.
_DOMAIN = re.compile(
    r"\.(?<=\w\.)(?=(?:[a-z]{2}|com|org|net|edu|gov|info|biz|pro|web|xxx|aero|asia|coop|museum|name|shop|рф"
    r"|xn--\w+)(?![^\W_]))",
    re.IGNORECASE,
)


def escape(text: str) -> str:
    """``text`` so that CommonMark (with or without GFM) renders exactly these words, as one paragraph.

    No emphasis, link, HTML, entity, footnote, list, heading or table can come of it.
    """
    return "\n".join(_escape_line(line) for line in text.split("\n") if line.strip())


def _escape_line(line: str) -> str:
    line = line.strip()
    if not _MAY_NEED.search(line):
        return line
    line = _INLINE.sub(r"\\\1", line)
    line = _SIGNS.sub(r"\\\g<0>", line)
    line = _DOMAIN.sub(r"\\.", _AT.sub(r"\\@", line))
    if found := _START.match(line):
        mark = found.end() - 1
        line = f"{line[:mark]}\\{line[mark:]}"
    return line
