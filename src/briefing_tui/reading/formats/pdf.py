"""PDFs through pypdf: the text of the pages as paragraphs; a scan has none and says so.

A PDF knows places of letters and no paragraphs. These are found again by the ends of lines, and words parted
at line ends are joined; where the text itself does not show how such a word is written, a remark names it.
"""

from __future__ import annotations

import io
import logging
import math
from collections import Counter
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from briefing_tui.reading.formats import Document, Unreadable, left_out, lines, meta

MOST_PAGES = 300
MOST_OBJECTS = 200_000  # of a page of text about ten
MOST_OPERATIONS = 400_000  # of drawing, on all pages: a page of text takes about 1,000
MOST_BYTES = 8 * 1024**2  # of one stream unpacked, and of all pages together
_SCAN = "has no text: it is a scan; run OCR first, for example: ocrmypdf in.pdf out.pdf"
_AES = "is encrypted (AES); write it anew without that, for example: qpdf --decrypt in.pdf out.pdf"
_TOO_MUCH = "unpacks to more than a readout can be"
_DAMAGED = "is damaged or cut off; fetch it anew, or save its text as .txt"
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
    except DependencyError:  # AES needs one more library
        raise Unreadable(_AES) from None
    except _FAILS as error:
        # pypdf walks what is damaged as if it were whole, and fails in any of these ways.
        raise Unreadable(f"{_DAMAGED} ({type(error).__name__})") from None
    empty = [str(n) for n, text in enumerate(texts, start=1) if not any(line.strip() for line, _ in text)]
    if len(empty) == count:
        raise Unreadable(_SCAN if count else "has no pages")
    pages, heads = lines.headings([[(lines.folded(line), size) for line, size in text] for text in texts])
    pages, printed, url = lines.without_printed(pages)
    pages, margins = lines.without_margins(pages)
    blocks, doubts = lines.paragraphs(pages, heads)
    margins = [*printed, *margins]
    remarks = [left_out("line{s} at the head or foot of the pages", margins)] if margins else []
    if empty:
        remarks.append(f"pages without text (pictures): {', '.join(empty[:20])}")
    if doubts:
        remarks.append(f"joined at line ends, not sure how they are written: {', '.join(doubts[:10])}")
    return Document(
        blocks,
        title="" if title.lower().endswith((".doc", ".docx", ".pdf")) else title,
        issuer=author,
        url=url,
        language=meta.language(tag),
        remarks=tuple(remarks),
    )


def _texts(reader: PdfReader) -> list[list[tuple[str, float]]]:
    """The lines of each page, and the size of their letters, 0 where it cannot be told. Raises _TooMuch."""
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
        pieces: list[tuple[str, float]] = []

        def keep(
            text: str, cm: list[float], tm: list[float], _: object, size: float, kept: Any = pieces
        ) -> None:
            kept.append((text, round(size * _scale(cm) * _scale(tm), 1)))

        text = page.extract_text(visitor_operand_before=count, visitor_text=keep)
        if "".join(piece for piece, _ in pieces) != text:  # what was told on the way is not what came of it
            pieces = [(text, 0.0)]
        texts.append(_lines(pieces))
    return texts


def _scale(matrix: list[float]) -> float:
    """How much larger a matrix draws."""
    a, b, c, d = matrix[:4]
    return math.sqrt(abs(a * d - b * c))


def _lines(pieces: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The lines of the pieces, each with the size of most of its letters."""
    made: list[tuple[str, float]] = []
    line, sizes = "", Counter[float]()
    for text, size in [*pieces, ("\n", 0.0)]:
        first, *others = text.split("\n")
        line += first
        sizes[size] += len(first.strip())
        for other in others:
            made.append((line, max(sizes, key=lambda size: sizes[size])))
            line, sizes = other, Counter({size: len(other.strip())})
    return made
