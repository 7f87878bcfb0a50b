"""A bare text file into blocks: paragraphs, lists; wrapped lines joined, line-by-line texts kept apart."""

from __future__ import annotations

import re

from briefing_tui.model import Block, BlockKind

_ITEM = re.compile(r"^\s*(?P<marker>[-*•–—]|\d{1,2}[.)])\s+(?P<text>.*\w.*)$")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»）)]*$")
# Lines of a hard-wrapped text: long, and all about as long as each other.
_WRAP_MIN, _WRAP_MAX, _WRAP_SPREAD = 45, 110, 30


def blocks(text: str) -> list[Block]:
    """Blocks in order, not yet numbered; no character of ``text`` but white space and bullets is dropped."""
    made: list[Block] = []
    for chunk in re.split(r"\n[ \n]*\n[ ]*", text.strip("\n")):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        if len(lines) > 1 and _wrapped(lines):
            lines = [" ".join(lines)]
        made += [_block(line) for line in lines]
    return made


def _wrapped(lines: list[str]) -> bool:
    if any(_ITEM.match(line) for line in lines):
        return False
    if all(_SENTENCE_END.search(line) for line in lines):
        return False  # a paragraph a line
    sizes = [len(line) for line in lines[:-1]]
    return (
        min(sizes) >= _WRAP_MIN
        and max(sizes) <= _WRAP_MAX
        and max(sizes) - min(sizes) <= _WRAP_SPREAD
        and len(lines[-1]) <= _WRAP_MAX
    )


def _block(line: str) -> Block:
    if item := _ITEM.match(line):
        return Block(BlockKind.ITEM, item["text"], marker=item["marker"], level=1)
    return Block(BlockKind.PARAGRAPH, line)
