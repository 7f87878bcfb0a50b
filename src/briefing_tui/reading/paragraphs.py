"""Blocks as they come into blocks as they are read: furniture aside, paragraphs numbered, labels found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from briefing_tui.model import Block, BlockKind
from briefing_tui.reading import furniture, gazetteer

_BODY = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.TABLE)
# A label is short, begins with a capital (or is Chinese) and is followed by text.
_LABEL = re.compile(r"(?P<label>[A-ZА-ЯЁ\u4e00-\u9fff][^:：.!?。！？\n]{1,58})[:：](?!\d)\s*(?=\S)")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d月\d")
# A sentence's beginning and no label: "Between the two parliaments: ...".
_BEGINS = re.compile(r"(?:between|in|on|at|from|with|for|между|в|на|по|от|из|с|для|к|при)\b", re.IGNORECASE)
# The words by which a heading announces one side's text.
_READOUT_WORD = re.compile(
    r"\b(?:readout|read-out|summary|version|side|statement|account|communiqu[eé]|press release|text)s?\b"
    r"|\b(?:сообщени|верси|сторон|заявлени|сводк|изложени|пересказ)\w*|通稿|新闻稿|方面|摘要|[中俄美]方",
    re.IGNORECASE,
)


def arrange(raw: list[Block], title: str | None) -> tuple[list[Block], str]:
    """Numbered blocks, and the title: the one declared (None where nothing is), or the headline found."""
    blocks = _set_aside(raw)
    if title is None:
        blocks, title = _take_title(blocks)
    else:
        blocks = _without_headline(blocks, title)
    blocks = _find_labels(blocks)
    number = 0
    done = []
    for block in blocks:
        if block.kind in _BODY:
            number += 1
            block = replace(block, number=number)
        done.append(block)
    return done, title


def _set_aside(raw: list[Block]) -> list[Block]:
    blocks: list[Block] = []
    for i, block in enumerate(raw):
        if block.kind not in _BODY or block.kind is BlockKind.TABLE:
            blocks.append(block)
            continue
        follower = raw[i + 1].text if i + 1 < len(raw) else ""
        captioned = i > 0 and furniture.is_credit(follower) and furniture.is_byline(block.text)
        tag = block.text.rstrip().endswith((":", "：")) and furniture.is_byline(block.text)
        if furniture.is_line(block.text) or captioned or tag:
            blocks.append(replace(block, kind=BlockKind.FURNITURE))
            continue
        parts = furniture.cut(block.text)
        blocks += [Block(BlockKind.FURNITURE, head, joined="next") for head in parts.head]
        if parts.body:
            blocks.append(block if parts.body == block.text else replace(block, text=parts.body))
        blocks += [Block(BlockKind.FURNITURE, tail, joined="previous") for tail in parts.tail]
    return blocks


def _take_title(blocks: list[Block]) -> tuple[list[Block], str]:
    """The first heading of level 1, or a headline that stands first, with more text after it."""
    body = [b for b in blocks if b.kind in (*_BODY, BlockKind.HEADING)]
    if len(body) < 2:
        return blocks, ""
    first = body[0]
    at = next(i for i, b in enumerate(blocks) if b is first)
    title = re.sub(r"^[^\w\"'“«„(（\[]+", "", first.text)
    if first.kind is not BlockKind.HEADING or first.level != 1:
        if first.kind is not BlockKind.PARAGRAPH or not furniture.is_title(first.text):
            return blocks, ""
        if _tells(first.text):
            return blocks, title
    return [*blocks[:at], replace(first, kind=BlockKind.FURNITURE), *blocks[at + 1 :]], title


def _without_headline(blocks: list[Block], title: str) -> list[Block]:
    """The declared title standing over the text once more is its headline, and no paragraph."""
    first = next((b for b in blocks if b.kind in (*_BODY, BlockKind.HEADING)), None)
    if first is None or not title or _words(first.text) != _words(title) or _tells(first.text):
        return blocks
    return [replace(b, kind=BlockKind.FURNITURE) if b is first else b for b in blocks]


def _tells(headline: str) -> bool:
    """Whether a headline is the text's first sentence, which nothing below says again: it has a date in it,
    or the signs with which a post in a messenger begins.
    """
    return bool(_DATED.search(headline)) or unicodedata.category(headline.lstrip()[:1] or "x") == "So"


def is_text(headline: str) -> bool:
    """Whether a headline would be a paragraph of the text where no heading is told from one."""
    return _tells(headline) or not furniture.is_title(headline)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _find_labels(blocks: list[Block]) -> list[Block]:
    """``Label: text`` counts as a label only where it is the text's way of writing, not once by chance."""
    body = [b for b in blocks if b.kind in _BODY and b.kind is not BlockKind.TABLE]
    found = {
        id(b): m["label"]
        for b in body
        if (m := _LABEL.match(b.text)) and len(m["label"].split()) <= 6 and not _BEGINS.match(m["label"])
    }
    if len(found) < 2 or len(found) * 5 < len(body) * 2:
        return blocks
    return [replace(b, label=found[id(b)]) if id(b) in found else b for b in blocks]


def by_side(raw: list[Block]) -> list[tuple[str, str, list[Block]]]:
    """``(side, heading, blocks)`` for a file with a section a side; empty where it is one readout."""
    heads = [(i, side) for i, block in enumerate(raw) if (side := _announces(block))]
    if len({side for _, side in heads}) < 2:
        return []
    ends = [i for i, _ in heads[1:]] + [len(raw)]
    sections: dict[str, tuple[str, list[Block]]] = {}
    for n, ((start, side), end) in enumerate(zip(heads, ends, strict=True)):
        heading = replace(raw[start], kind=BlockKind.FURNITURE)
        preface = [replace(b, kind=BlockKind.FURNITURE) for b in raw[:start]] if n == 0 else []
        known = sections.get(side)
        mine = [*preface, heading, *raw[start + 1 : end]]
        sections[side] = (known[0], known[1] + mine) if known else (raw[start].text, mine)
    return [(side, heading, blocks) for side, (heading, blocks) in sections.items()]


def _announces(block: Block) -> str:
    """The side whose text begins here, where the block is a heading that says so."""
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) or len(block.text) > 120:
        return ""
    if block.kind is BlockKind.PARAGRAPH and not furniture.is_title(block.text.rstrip(":：")):
        return ""
    if not _READOUT_WORD.search(block.text) or _LABEL.match(block.text):
        return ""
    hits = [*gazetteer.find_places(block.text), *gazetteer.find_people(block.text)]
    sides = {h.value for h in hits if gazetteer.is_side(h.value)}
    return sides.pop() if len(sides) == 1 else ""
