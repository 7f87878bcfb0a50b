"""PDFs through pypdf: the text of the pages as paragraphs; a scan has none and says so.

A PDF knows places of letters and no paragraphs. These are found again by the ends of lines, and words parted
at line ends are joined; where the text itself does not show how such a word is written, a remark names it.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from briefing_tui.model import Block, BlockKind
from briefing_tui.reading.formats import Document, Unreadable, left_out, meta

MOST_PAGES = 300
MOST_OBJECTS = 200_000  # of a page of text about ten
MOST_OPERATIONS = 400_000  # of drawing, on all pages: a page of text takes about 1,000
MOST_BYTES = 8 * 1024**2  # of one stream unpacked, and of all pages together
_LONGEST_MARGIN = 120  # characters of a line that is repeated on the pages
_SCAN = "has no text: it is a scan; run OCR first, for example: ocrmypdf in.pdf out.pdf"
_TOO_MUCH = "unpacks to more than a readout can be"
_DAMAGED = "is damaged or cut off"
_END = re.compile(r"[.!?…。！？:：;；][\"'”’»）)\]]*$")
_NUMBER = re.compile(
    r"(?:page|стр(?:аница|\.)?|第)?\s*[-–—]?\s*\d{1,4}\s*(?:页|[-–—]|(?:/|of|из)\s*\d{1,4})?", re.I
)
_ITEM = re.compile(r"^(?P<marker>[-*•–—▪◦]|\d{1,2}[.)])\s+(?P<text>\S.*)$")
_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
_FAILS = (PyPdfError, RecursionError, ValueError, TypeError, LookupError, AttributeError, NotImplementedError,
    ArithmeticError, AssertionError, EOFError)  # fmt: skip


class _TooMuch(Exception):
    """More is drawn than any readout has."""


def read(data: bytes) -> Document:
    """The document in a PDF's bytes. Raises Unreadable."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings would stand in the screen
    at = data[:1024].find(b"%PDF-")
    if at < 0:
        raise Unreadable("is no PDF")
    if data.count(b"endobj") > MOST_OBJECTS:
        raise Unreadable(_TOO_MUCH)
    with apply_configuration(
        zlib_maximum_output_length=MOST_BYTES,
        lzw_maximum_output_length=MOST_BYTES,
        run_length_maximum_output_length=MOST_BYTES,
        array_based_stream_maximum_output_length=MOST_BYTES,
        stream_parsing_work_maximum_count=MOST_OPERATIONS,
        xform_maximum_invocations_per_extraction=200,
        jbig2dec_binary=None,
    ):
        return _read(data[at:])


def _read(data: bytes) -> Document:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is encrypted; save it without a password")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise Unreadable(f"has {count} pages; a readout is a page or two")
        texts = _texts(reader)
        info = reader.metadata
        title, author = (str(info.get(f"/{name}") or "") if info else "" for name in ("Title", "Author"))
        tag = str(reader.root_object.get("/Lang") or "")
    except (_TooMuch, LimitReachedError):
        raise Unreadable(_TOO_MUCH) from None
    except DependencyError:  # AES needs one more library, and without a password there is nothing to gain
        raise Unreadable("is encrypted; save it without a password") from None
    except _FAILS as error:
        # pypdf walks what is damaged as if it were whole, and fails in any of these ways.
        raise Unreadable(f"{_DAMAGED} ({type(error).__name__})") from None
    if not any(text.strip() for text in texts):
        raise Unreadable(_SCAN if count else "has no pages")
    pages, margins = _without_margins([[" ".join(line.split()) for line in t.split("\n")] for t in texts])
    blocks, doubts = _paragraphs(pages)
    remarks = [left_out("line{s} repeated on the pages", margins)] if margins else []
    if empty := [str(n) for n, text in enumerate(texts, start=1) if not text.strip()]:
        remarks.append(f"pages without text (pictures): {', '.join(empty[:20])}")
    if doubts:
        remarks.append(f"joined at line ends, not sure how they are written: {', '.join(doubts[:10])}")
    return Document(
        blocks,
        title="" if title.lower().endswith((".doc", ".docx", ".pdf")) else title,
        issuer=author,
        language=meta.language(tag),
        remarks=tuple(remarks),
    )


def _texts(reader: PdfReader) -> list[str]:
    """The text of each page. Raises _TooMuch."""
    drawn = 0

    def count(*_: object) -> None:
        nonlocal drawn
        drawn += 1
        if drawn > MOST_OPERATIONS:
            raise _TooMuch

    size = 0
    texts = []
    for page in reader.pages:
        contents = page.get_contents()
        size += len(contents.get_data()) if contents is not None else 0
        if size > MOST_BYTES:
            raise _TooMuch
        texts.append(page.extract_text(visitor_operand_before=count))
    return texts


def _without_margins(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
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
        number = [i for i in (0, len(page) - 1) if page and len(pages) > 1 and _NUMBER.fullmatch(page[i])]
        numbers |= bool(number)
        margin = {i for i in ends if 0 <= i < len(page) and page[i] in often} | set(number)
        kept.append([line for i, line in enumerate(page) if i not in margin])
    return kept, [*sorted(often), *(["page numbers"] if numbers else [])]


def _paragraphs(pages: Sequence[Sequence[str]]) -> tuple[list[Block], list[str]]:
    lines = [line for page in pages for line in page]
    words = Counter(w.lower() for line in lines for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line))
    sizes = sorted(len(line) for line in lines)
    width = sizes[len(sizes) * 9 // 10]
    blocks: list[Block] = []
    doubts: list[str] = []
    now = ""
    for n, line in enumerate(lines):
        if now and _begins(lines[n - 1], line, width):
            blocks.append(_block(now))
            now = ""
        now = _join(now, line, words, doubts) if now else line
    if now:
        blocks.append(_block(now))
    return blocks, doubts


def _begins(before: str, line: str, width: int) -> bool:
    """Whether a paragraph begins with the line: it is an item, or the one before stops short."""
    if _ITEM.match(line):
        return True
    short = len(before) < width * (0.85 if _END.search(before) else 0.6)
    return short and not before.endswith(("-", "\u00ad", ",", "，", "、"))


def _join(now: str, line: str, words: Counter[str], doubts: list[str]) -> str:
    if now.endswith("\u00ad"):
        return now[:-1] + line
    parted = re.search(r"([^\W\d_]+)-$", now)
    follower = re.match(r"[^\W\d_]+", line)
    if parted and follower and follower[0][0].islower():
        whole, hyphened = parted[1] + follower[0], f"{parted[1]}-{follower[0]}"
        if words[hyphened.lower()] and not words[whole.lower()]:
            return now + line
        if not words[whole.lower()]:
            doubts.append(whole)
        return now[:-1] + line
    if now.endswith(("-", "–", "—")) and not now.endswith((" -", " –", " —")):
        return now + line
    return now + line if _WIDE.match(now[-1]) and _WIDE.match(line) else f"{now} {line}"


def _block(text: str) -> Block:
    if item := _ITEM.match(text):
        return Block(BlockKind.ITEM, item["text"], marker=item["marker"], level=1)
    return Block(BlockKind.PARAGRAPH, text)
