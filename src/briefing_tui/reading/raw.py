"""The file itself: its bytes within bounds, its format, and the text where it is one."""

from __future__ import annotations

import errno
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefing_tui.files import MAX_BYTES, PIPE, Unfit, read_ordinary
from briefing_tui.model import BriefingError, UsageError
from briefing_tui.reading.unsafe import clean_line, reason

MARKDOWN = frozenset({".md", ".markdown"})
TEXTS = MARKDOWN | {".txt"}
MOST_PACKED = 64 * 1024**2  # bytes of a page, a message, a Word file or a PDF: most of it may be pictures
# How what is no text begins, whatever it is called; ``formats`` looks closer.
_MAY_BE_OTHER = re.compile(
    rb"%PDF-|PK\x03\x04|\{\\rtf|\xd0\xcf\x11\xe0|(?:\xef\xbb\xbf)?\s{0,100}<"
    rb"|[A-Za-z-]{2,40}:[^\n]{0,2000}\n(?:[ \t]|[A-Za-z-]{2,40}:)"
)
_HINT = "; a readout is a page or two"


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text: ``where`` is its name as shown to people, ``markdown`` how to read it, ``encoding`` what
    was guessed for it, if it was.
    """

    where: str
    text: str
    markdown: bool
    encoding: str = ""


def read(path: Path, within: Path | None = None) -> tuple[bytes, str]:
    """The bytes of a file, or of standard input for ``PIPE``, and the module of ``formats`` that reads them,
    empty for text.

    ``within`` is the brief's folder that it is a file of: it is no link that leads out of that. Raises
    BriefingError.
    """
    where = name(path)
    data = _piped() if path == PIPE else _bytes(path, within)
    kind = _format(path, data, where)
    if not kind and len(data) > MAX_BYTES:
        raise _too_large(where, MAX_BYTES)
    return data, kind


def _bytes(path: Path, within: Path | None) -> bytes:
    where = name(path)
    try:
        return read_ordinary(path, _most(path), within=within)
    except FileNotFoundError:
        raise BriefingError(f"{where}: no such file") from None
    except Unfit as error:
        hint = ""
        if error.errno == errno.EFBIG:
            hint = _HINT
        elif error.errno == errno.EISDIR:
            hint = "; a readout is a file" if within else " without a brief.md; name the readout files in it"
        raise BriefingError(f"{where}: {error.strerror}{hint}") from None
    except OSError as error:
        raise BriefingError(f"{where}: cannot be read: {reason(error)}") from None


def _most(path: Path) -> int:
    if path.suffix.lower() in TEXTS:
        return MAX_BYTES
    from briefing_tui.reading import formats

    return MOST_PACKED if path.suffix.lower() in formats.SUFFIXES else MAX_BYTES


def _too_large(where: str, most: int) -> BriefingError:
    return BriefingError(f"{where}: is larger than {most // 1024**2} MB{_HINT}")


def name(path: Path) -> str:
    """How the file is called in messages."""
    return "standard input" if path == PIPE else clean_line(str(path))


@cache  # it can be read once, and some ask for it twice
def _piped() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("- is a text from a pipe, as in: curl ... | briefing -")
    data = sys.stdin.buffer.read(MOST_PACKED + 1)
    if len(data) > MOST_PACKED:
        raise _too_large(name(PIPE), MOST_PACKED)
    return data


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Bytes as text, and the encoding where it had to be guessed; names line and byte where none fits."""
    try:
        text, guessed = data.decode("utf-8-sig"), ""
        plain_text = "\x00" not in text[:8192]
    except UnicodeDecodeError:
        plain_text = False
    if not plain_text:
        text, guessed = _decode_other(data, where)
    if not text.strip():
        raise BriefingError(f"{where}: is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n"), guessed


def _decode_other(data: bytes, where: str) -> tuple[str, str]:
    from briefing_tui.reading.formats import Unreadable, encodings

    try:
        return encodings.decode(data)
    except Unreadable as error:
        if b"\x00" in data[:8192]:
            raise BriefingError(f"{where}: is a binary file, not text") from None
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as wrong:
            line = data.count(b"\n", 0, wrong.start) + 1
            raise BriefingError(
                f"{where}:{line}: not UTF-8: byte 0x{data[wrong.start]:02x} at offset {wrong.start}; {error};"
                " convert it first, for example: iconv -f windows-1251 -t utf-8"
            ) from None
        raise BriefingError(f"{where}: {error}") from None


def _format(path: Path, data: bytes, where: str) -> str:
    suffix = path.suffix.lower()
    if suffix in TEXTS and not _MAY_BE_OTHER.match(data):
        return ""
    from briefing_tui.reading import formats

    try:
        return formats.kind(data, suffix, named=path != PIPE)
    except formats.Unreadable as error:
        raise BriefingError(f"{where}: {error}") from None
