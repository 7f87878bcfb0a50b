"""Mail (``.eml``) and pages saved with all they need (``.mhtml``), which are mail in form."""

from __future__ import annotations

import email
import email.header
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from briefing_tui.files import MAX_BYTES
from briefing_tui.model import Block, BlockKind
from briefing_tui.reading import plain
from briefing_tui.reading.formats import Document, Unreadable, encodings, left_out, told
from briefing_tui.reading.unsafe import clean_line

MOST_PARTS = 1_000
DEEPEST = 100  # parts that hold parts: each may stand in the one before
MOST_HEADERS = 5_000  # lines
MOST_LINES = 1_500_000  # of all parts: those of pictures are encoded in lines too
_PART = re.compile(rb"^content-type:\s*((?:multipart|message)/)?", re.I | re.M)
_ANSWER = re.compile(r"^(?:(?:re|fwd?|aw|wg|ответ|пересл|回复|转发)\s*[:：]\s*)+", re.I)
_LONGEST = 2_000  # characters of a header's line that are looked at


def read(data: bytes) -> Document:
    """The document in a message's bytes. Raises Unreadable."""
    data = data.lstrip(b"\r\n\t ")
    parts = _PART.findall(data)
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    if len(parts) > MOST_PARTS or sum(map(bool, parts)) > DEEPEST or head.count(b"\n") > MOST_HEADERS:
        raise Unreadable("is made of more parts than a message has")
    if data.count(b"\n") > MOST_LINES:
        raise Unreadable(f"has more than {MOST_LINES:,} lines; a readout is a page or two")
    message = email.message_from_bytes(data)
    if message.get_content_type() == "multipart/related" and not _header(message, "from").strip("<> "):
        return _page(message)
    if "snapshot-content-location" in message or "Blink" in _header(message, "from"):
        return _page(message)
    return _letter(message)


def _page(message: Message) -> Document:
    """A page saved whole: its first text in HTML, or the one that is named as its root."""
    from briefing_tui.reading.formats import html

    parts = [p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not parts:
        raise Unreadable("holds no page")
    root = _parameter(message, "start")
    part = next((p for p in parts if root and _header(p, "content-id") == root), parts[0])
    url = _header(message, "snapshot-content-location") or _header(part, "content-location")
    text, guessed = _text(part)
    made = html.read_text(text, url=url)
    frames = [_header(p, "content-location") for p in parts if p is not part]
    remarks = [told(guessed)] if guessed else []
    remarks += [*made.remarks, *([left_out("frame{s} of the page", frames)] if frames else [])]
    title = made.title or _header(message, "subject")
    guesses = frozenset({"encoding"}) if guessed else frozenset()
    return replace(made, title=title, remarks=tuple(remarks), guessed=guesses)


def _letter(message: Message) -> Document:
    blocks: list[Block] = []
    others: list[str] = []
    guessed: set[str] = set()
    remarks: list[str] = []
    _body(message, blocks, others, guessed, remarks)
    if not blocks:
        raise Unreadable("has no text" + (f"; {left_out('attachment{s}', others)}" if others else ""))
    remarks = [told(name) for name in sorted(guessed)] + remarks
    if others:
        remarks.append(left_out("attachment{s}", others))
    name, address = email.utils.parseaddr(_header(message, "from"))
    return Document(
        blocks,
        title=_ANSWER.sub("", _header(message, "subject")),
        publisher=name or address,
        published=_day(_header(message, "date")),
        remarks=tuple(remarks),
        guessed=frozenset({"encoding"}) if guessed else frozenset(),
    )


def _body(
    part: Message, blocks: list[Block], others: list[str], guessed: set[str], remarks: list[str]
) -> None:
    """The texts of a message in order; of two forms of one text the one with more in it."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        _alternative(part, blocks, others, guessed, remarks)
    elif kind == "message/rfc822":  # a message sent on
        for inner in part.get_payload():
            if isinstance(inner, Message):
                if title := _header(inner, "subject"):
                    blocks.append(Block(BlockKind.HEADING, title, level=2))
                _body(inner, blocks, others, guessed, remarks)
    elif part.is_multipart():
        for inner in _inner(part):
            _body(inner, blocks, others, guessed, remarks)
    elif (
        kind in ("text/plain", "text/html", "multipart/mixed")
        and part.get_content_disposition() != "attachment"
    ):
        made, name = _blocks(part)
        blocks += made.blocks
        remarks += made.remarks
        guessed |= {name} - {""}
    else:
        others.append(clean_line(part.get_filename() or kind))


def _inner(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (p for p in payload if isinstance(p, Message))


def _alternative(
    part: Message, blocks: list[Block], others: list[str], guessed: set[str], remarks: list[str]
) -> None:
    ways = []
    for inner in _inner(part):
        one: tuple[list[Block], list[str], set[str], list[str]] = ([], [], set(), [])
        _body(inner, *one)
        ways.append(one)
    # The last one is the sender's best; an earlier one only where that has lost much of the words.
    best = max(reversed(ways), key=lambda w: round(sum(len(b.text) for b in w[0]) ** 0.2, 1), default=None)
    if best:
        blocks += best[0]
        others += best[1]
        guessed |= best[2]
        remarks += best[3]


def _blocks(part: Message) -> tuple[Document, str]:
    text, guessed = _text(part)
    if part.get_content_type() == "text/html":
        from briefing_tui.reading.formats import html

        return (html.read_text(text, page=False) if text.strip() else Document(())), guessed
    if _parameter(part, "format").lower() == "flowed":
        space = "" if _parameter(part, "delsp").lower() == "yes" else " "
        text = re.sub(r"(?<!^--) \n(?!>)", space, text, flags=re.M)
    return Document(plain.blocks(text)), guessed


def _text(part: Message) -> tuple[str, str]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return "", ""
    if len(data) > MAX_BYTES and part.get_content_type() == "text/plain":
        raise Unreadable(f"has a text of more than {MAX_BYTES // 1024**2} MB; a readout is a page or two")
    declared = _parameter(part, "charset")
    if part.get_content_type() != "text/plain" and not declared:
        from briefing_tui.reading.formats import html

        declared = html.charset(data)
    text, guessed = encodings.decode(data, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n"), guessed


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name)
    return clean_line(str(value[2] if isinstance(value, tuple) else value or ""))[:200]


def _header(part: Message, name: str) -> str:
    """A header's words, decoded; empty where it is missing."""
    raw = next((value for key, value in part.raw_items() if key.lower() == name), "")[:_LONGEST]
    data = raw.encode("utf-8", "surrogateescape")
    if not data.isascii():  # bare bytes, against the rules: in UTF-8 or as the text is
        try:
            return clean_line(data.decode())
        except UnicodeDecodeError:
            return clean_line(_bare(data, part))
    try:
        return clean_line(str(email.header.make_header(email.header.decode_header(raw))))
    except (ValueError, LookupError):  # UnicodeError too: damaged, or an encoding nobody knows
        return clean_line(raw)


def _bare(data: bytes, part: Message) -> str:
    try:
        return encodings.decode(data, _parameter(part, "charset"))[0]
    except Unreadable:
        return data.decode("utf-8", "replace")


def _day(text: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
