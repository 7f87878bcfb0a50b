"""Which lines of a page are the text: where trafilatura finds it, all that stands there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from briefing_tui.model import BlockKind
from briefing_tui.reading import guess
from briefing_tui.reading.formats.walk import Line

_MOST_ELEMENTS = 10_000  # for trafilatura: it copies the tree some times over, and some of its ways are slow
_MOST_OF = 0.9  # of what trafilatura keeps stands in one element; the rest are strays
_PROSE = 60  # characters
_BESIDE = 8  # lines around the text among which its day may stand
_PIECES = re.compile(r"[.!?。！？,，;；:：、|\n]+")
_END = re.compile(r"[.!?…。！？:：;；][\"'”’»）)\]]*\s*$")
_SPACE = re.compile(r"\W+")


def of_the_text(tree: HtmlElement, lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines of the text; and the words of those left out that stand in it, or read like prose."""
    kept = _in_main(tree, lines, _kept_by_trafilatura(tree, lines))
    core = _core(lines, kept)
    zone = _article(core if core is not None else tree, tree)
    inside = _within(zone if zone is not None else core, lines)
    of_core = _within(core, lines)
    first = min(kept, default=0)
    last = max(kept, default=len(lines) - 1)
    chosen: list[Line] = []
    left: list[str] = []
    for i, line in enumerate(lines):
        text = line.block.text
        menu = line.apart or line.linked * 2 > len(text)
        if i in kept or (inside[i] and not menu and (of_core[i] or not kept or _is_prose(line))):
            chosen.append(line)
        elif inside[i] and first < i < last and not line.apart and len(text) >= _PROSE:
            chosen.append(line)  # a sentence that is one long link
        elif (inside[i] and not line.apart) or (not menu and _is_prose(line)):
            left.append(text)
    return chosen, left


def day_beside(lines: Sequence[Line], chosen: Sequence[Line]) -> str:
    """The day that a short line beside the text names, above it or else below it; ISO, or empty."""
    first = next(i for i, line in enumerate(lines) if line is chosen[0])
    last = max(i for i, line in enumerate(lines) if line is chosen[-1])
    for line in (
        *reversed(lines[max(0, first - _BESIDE) : first]),
        *lines[last + 1 : last + 1 + _BESIDE // 2],
    ):
        text = line.block.text
        if not line.apart and not line.linked and len(text) < _PROSE and (day := guess.guess_date(text)):
            return day
    return ""


def _in_main(tree: HtmlElement, lines: Sequence[Line], kept: set[int]) -> set[int]:
    """What was kept and stands in the page's main part, where it names one that holds most of it."""
    named = tree.xpath("//main | //*[@role='main'][not(self::main)]")
    if len(named) != 1:
        return kept
    held = set(named[0].iter())
    inside = {i for i in kept if lines[i].element in held}

    def size(of: set[int]) -> int:
        return sum(len(lines[i].block.text) for i in of)

    return inside if size(inside) * 2 > size(kept) else kept


def _is_prose(line: Line) -> bool:
    text = line.block.text
    if line.block.kind in (BlockKind.TABLE, BlockKind.HEADING):
        return True
    wide = sum(1 for c in text if c >= "\u2e80")  # a Chinese character says as much as three letters
    return len(text) + 2 * wide >= _PROSE or (bool(_END.search(text)) and len(text) + 2 * wide >= 15)


def _kept_by_trafilatura(tree: HtmlElement, lines: Sequence[Line]) -> set[int]:
    """Which lines trafilatura takes for the text, by number; none where the page is too large for it."""
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return set()
    from trafilatura import bare_extraction  # it takes 0.3 s to load

    found = bare_extraction(
        deepcopy(tree), favor_recall=True, include_comments=False, include_tables=True, with_metadata=False
    )
    body = getattr(found, "body", None)
    if body is None:
        return set()
    pieces = {_bare(p) for text in body.itertext() for p in _PIECES.split(text)}
    kept = set()
    for i, line in enumerate(lines):
        parts = [bare for p in _PIECES.split(line.block.text) if (bare := _bare(p))]
        known = sum(len(p) for p in parts if p in pieces)
        if known * 2 > sum(map(len, parts)):
            kept.add(i)
    return kept


def _bare(text: str) -> str:
    return _SPACE.sub("", text)


def _core(lines: Sequence[Line], kept: set[int]) -> HtmlElement | None:
    """The smallest element that holds nearly all that was kept."""
    sizes: Counter[HtmlElement] = Counter()
    depths: dict[HtmlElement, int] = {}
    total = 0
    for i in kept:
        size = len(lines[i].block.text)
        total += size
        above = [lines[i].element, *lines[i].element.iterancestors()]
        for n, element in enumerate(above):
            sizes[element] += size
            depths[element] = len(above) - n
    enough = [e for e, size in sizes.items() if size >= total * _MOST_OF]
    return max(enough, key=lambda e: depths[e], default=None)


def _article(core: HtmlElement, tree: HtmlElement) -> HtmlElement | None:
    """The article around the core, or the page's only one; the whole page where it names none."""
    for element in (core, *core.iterancestors()):
        if element.tag == "article" or element.get("itemprop") == "articleBody":
            return element
    for element in (core, *core.iterancestors()):
        if element.tag == "main" or element.get("role") == "main":
            return element
    if core is not tree:
        return None
    named = tree.xpath("//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']")
    return max(named, key=lambda e: len(e.text_content()), default=tree)


def _within(zone: HtmlElement | None, lines: Sequence[Line]) -> list[bool]:
    if zone is None:
        return [False] * len(lines)
    held = set(zone.iter())
    return [line.element in held for line in lines]
