"""Lines of printed pages into paragraphs: margins aside, words parted at line ends joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby

from briefing_tui.model import Block, BlockKind

_LONGEST_MARGIN = 120  # characters of a line that is repeated on the pages
_LARGER = 1.15  # times the size of most letters: a heading's
_MOST_LINES = 6  # that a heading takes: what is longer is a text in large letters
_END = re.compile(
    r"[.!?…。！？:：;；][\"'”’»）)\]]*(?:(?<=[^\W\d][.!?…])\d{1,2})?$"
)  # a note's number behind it
_NUMBER = re.compile(
    r"(?:page|стр(?:аница|\.)?|第)?\s*[-–—]?\s*\d{1,4}\s*(?:页|[-–—]|(?:/|of|из)\s*\d{1,4})?", re.I
)
# The last two are bullets in the Symbol font of word processors.
_ITEM = re.compile(r"^(?P<marker>[-*•–—▪◦\uf0b7\uf0a7]|\d{1,2}[.)])\s+(?P<text>\S.*)$")
_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
_INDENT = "\u3000\u3000"  # a Chinese paragraph begins with it
_SIGN = _WIDE.pattern
_SPACED = re.compile(f"(?<={_SIGN}) (?=[!-~]|{_SIGN})|(?<=[!-~]) (?={_SIGN})")
_STEM = re.compile(r"[сц]ко$", re.I)  # российско-китайский: parted behind such a stem, it has its hyphen
_LIGATURES = str.maketrans(dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)))
# What a browser prints around a page: when, and its title; where it stands, and the page's number.
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}, \d{1,2}:\d\d(?: [AP]M)?(?: .*)?"
    r"|(?P<url>(?:https?|file)://\S+)(?: \d{1,3}/\d{1,3})?"
)


def folded(line: str) -> str:
    """A line as it is written: letters that are set as one apart, no spaces in Chinese; the indent stays."""
    text = _SPACED.sub("", " ".join(line.translate(_LIGATURES).split()))
    return _INDENT + text if text and line.startswith(_INDENT) else text


def without_printed(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str], str]:
    """The pages without what a browser prints at their head and foot; those lines; the address among them."""
    kept, printed, url = [], [], ""
    for page in pages:
        lines = [line for line in page if line]
        ends = {0, 1, len(lines) - 2, len(lines) - 1}
        found = {i: m for i, line in enumerate(lines) if i in ends and (m := _PRINTED.fullmatch(line))}
        if len(found) > 1:  # one alone may be of the text
            printed += [m[0] for m in found.values() if m[0] not in printed]
            urls = (m["url"] for m in found.values() if m["url"] and m["url"].startswith("http"))
            url = url or next(urls, "")
            lines = [line for i, line in enumerate(lines) if i not in found]
        kept.append(lines)
    return kept, printed, url


def without_margins(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The pages without the lines that stand at the head or the foot of most of them, word for word, and
    without page numbers; and those lines.
    """
    pages = [[line for line in page if line] for page in pages]
    seen = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if len(line) <= _LONGEST_MARGIN)
    often = {line for line, n in seen.items() if len(pages) >= 3 and n * 2 > len(pages)}
    kept = []
    numbers = False
    for page in pages:
        ends = {0, 1, len(page) - 2, len(page) - 1}
        left = [line for i, line in enumerate(page) if i not in ends or line not in often]
        at = {i for i in (0, len(left) - 1) if left and len(pages) > 1 and _NUMBER.fullmatch(left[i])}
        numbers |= bool(at)
        kept.append([line for i, line in enumerate(left) if i not in at])
    if not any(kept):  # the same page some times over
        return pages, []
    return kept, [*sorted(often), *(["page numbers"] if numbers else [])]


def headings(pages: Sequence[Sequence[tuple[str, float]]]) -> tuple[list[list[str]], set[str]]:
    """The lines of the pages, those of a heading joined to one; and the headings, which have larger letters.

    Every line comes with the size of its letters, 0 where that is not known.
    """
    sizes: Counter[float] = Counter()
    for line, size in (pair for page in pages for pair in page):
        sizes[size] += len(line)
    most = max(sizes, key=lambda size: sizes[size], default=0.0)
    made, found = [], set()
    for page in pages:
        lines: list[str] = []
        for size, run in groupby(page, key=lambda pair: pair[1] if pair[0] else 0.0):
            group = [line for line, _ in run]
            ends = any(_END.search(line) for line in group[:-1])
            if size > most * _LARGER and most and len(group) <= _MOST_LINES and not ends:
                group = [folded(" ".join(group))]
                found |= set(group)
            lines += group
        made.append(lines)
    return made, found


def paragraphs(
    pages: Sequence[Sequence[str]], headings: Collection[str] = ()
) -> tuple[list[Block], list[str]]:
    """The paragraphs of the lines of all pages, and the joined words that may be written otherwise.

    ``headings`` are lines of which each is a paragraph.
    """
    lines = [line for page in pages for line in page]
    words = Counter(w.lower() for line in lines for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line))
    sizes = sorted(map(_size, lines))
    width = sizes[len(sizes) * 9 // 10]
    blocks: list[Block] = []
    doubts: list[str] = []
    now = ""
    for n, line in enumerate(lines):
        apart = line in headings or (n > 0 and lines[n - 1] in headings)
        if now and (apart or _begins(lines[n - 1], line, width)):
            blocks.append(_block(now))
            now = ""
        now = _join(now, line, words, doubts) if now else line
    if now:
        blocks.append(_block(now))
    return blocks, doubts


def _begins(before: str, line: str, width: int) -> bool:
    """Whether a paragraph begins with the line: it is an item, or the one before stops short."""
    if _ITEM.match(line) or line.startswith(_INDENT):
        return True
    short = _size(before) < width * (0.85 if _END.search(before) else 0.6)
    return short and not before.endswith(("-", "\u00ad", ",", "，", "、"))


def _join(now: str, line: str, words: Counter[str], doubts: list[str]) -> str:
    if now.endswith("\u00ad"):
        return now[:-1] + line
    parted = re.search(r"([^\W\d_]+)-$", now)
    follower = re.match(r"[^\W\d_]+", line)
    if parted and follower and follower[0][0].islower():
        whole, hyphened = parted[1] + follower[0], f"{parted[1]}-{follower[0]}"
        compound = _STEM.search(parted[1]) and len(follower[0]) > 4
        if (words[hyphened.lower()] or compound) and not words[whole.lower()]:
            return now + line
        if not words[whole.lower()]:
            doubts.append(whole)
        return now[:-1] + line
    if now.endswith(("-", "–", "—")) and not now.endswith((" -", " –", " —")):
        return now + line
    return now + line if _WIDE.match(now[-1]) and _WIDE.match(line) else f"{now} {line}"


def _size(line: str) -> int:
    return len(line) + sum(1 for _ in _WIDE.finditer(line))


def _block(text: str) -> Block:
    text = text.strip()
    if item := _ITEM.match(text):
        return Block(BlockKind.ITEM, item["text"], marker=item["marker"], level=1)
    return Block(BlockKind.PARAGRAPH, text)
