"""By what a text is known again, in whatever format it comes: its words, and its document's address.

Formats differ in what they know of a text: where a paragraph ends, what is a heading, how a table stands. So
white space, the borders of paragraphs and tables, and the signs before items do not count, and the headline
counts only where it would be a paragraph of a plain text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.files import digest
from briefing_tui.model import Block, BlockKind, Readout
from briefing_tui.reading import furniture, paragraphs

_BORDERS = re.compile(r"[\s|¦]+")


class Mark(NamedTuple):
    """A text, as it is known again: ``whole`` is the hash of its words, ``body`` that of them without the
    headline. ``day`` (ISO) has a question mark where it is a guess, and is empty where none is known.
    """

    side: str
    language: str
    whole: str
    body: str
    url: str = ""
    day: str = ""

    def same(self, other: Mark) -> bool:
        """Whether the words are the same. A text without its headline says nothing against one with it."""
        words = self.whole in (other.whole, other.body) or self.body == other.whole
        return words and self[:2] == other[:2]


def mark(readout: Readout) -> Mark:
    """What the text is known by."""
    guess = "?" if readout.published and "published" in readout.guessed else ""
    read = [b for b in readout.blocks if _is_text(b) or _is_title(b, readout)]
    headed = bool(read) and (read[0].kind is BlockKind.HEADING or _is_title(read[0], readout))
    body = [b.text for b in read[headed:] if _is_text(b)]
    whole = [read[0].text, *body] if headed and paragraphs.is_text(read[0].text) else body
    return Mark(
        readout.side, readout.language, _hash(whole), _hash(body), readout.url, readout.published + guess
    )


def _is_text(block: Block) -> bool:
    """A heading is a paragraph where the format knows no headings, and furniture where it would be there."""
    return block.number is not None or (block.kind is BlockKind.HEADING and not furniture.is_line(block.text))


def _is_title(block: Block, readout: Readout) -> bool:
    return bool(title := _letters(readout.title)) and _letters(block.text) == title


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def _hash(texts: Iterable[str]) -> str:
    return digest(_BORDERS.sub("", unicodedata.normalize("NFC", "".join(texts))).encode())[:32]
