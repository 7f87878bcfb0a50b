"""Files that are no plain text: saved pages, mail, Word files, PDFs. Bytes in, blocks and what they say out.

Nothing here asks the network, and nothing is loaded for Markdown or text in UTF-8. Each format is a module;
``kind`` tells by a file's ending and its first bytes which one reads it.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefing_tui.model import Block, BlockKind, BriefingError
from briefing_tui.reading.unsafe import clean_line

INSTALL = (
    "pip install 'briefing-tui[formats]'"
    " (where pipx keeps the program: pipx runpip briefing-tui install 'briefing-tui[formats]')"
)

_BY_SUFFIX = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mail",
    ".mht": "mail",
    ".eml": "mail",
    ".docx": "docx",
    ".pdf": "pdf",
}
_NAMES = {"html": "a page", "mail": "mail or a page saved whole", "docx": "a Word file", "pdf": "a PDF"}
TEXTS = frozenset({".md", ".markdown", ".txt"})
SUFFIXES = TEXTS | frozenset(_BY_SUFFIX)  # what a file of a readout is called
# What is surely no text and is not read: the message says what to save it as.
OTHERS = frozenset({".doc", ".rtf", ".odt", ".epub", ".pages", ".msg"})
_HEAD, _LINES = 12, 3  # blocks among which a headline is looked for, and those that it may take
_BEFORE_SITE = re.compile(r"\s[-–—|•·:]\s|[_|]")
_COMMENTS = rb"\s*(?:<!--.{0,400}?-->\s*){0,5}"
_MARKUP = re.compile(rb"\s*(?:<\?xml[^>]*>)?" + _COMMENTS + rb"<(?:!doctype\s+)?html\b", re.I | re.S)
# A page for sure, whatever the file is called: behind the declaration or the first tag stands another tag.
_PAGE = re.compile(_MARKUP.pattern + rb"[^>]*>" + _COMMENTS + rb"<[a-z]", re.I | re.S)
_MIME = re.compile(rb"^mime-version:\s*1\.0", re.I | re.M)
_HEADERS = re.compile(
    rb"(?:(?:from|to|date|subject|received|return-path|message-id|mime-version|delivered-to|reply-to|cc"
    rb"|content-[a-z-]+|snapshot-[a-z-]+|dkim-signature|authentication-results|x-[\w-]+|arc-[\w-]+)"
    rb":[^\n]*\r?\n(?:[ \t][^\n]*\n)*){3}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file gives: its blocks, what it says of itself (empty where it is silent), and remarks.

    ``language`` is an ISO 639 code, ``published`` an ISO date. ``remarks`` tell in a few words each what was
    left out or guessed. ``guessed`` names what was guessed beside the fields: ``encoding``.
    """

    blocks: Sequence[Block]
    title: str = ""
    publisher: str = ""
    issuer: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    remarks: tuple[str, ...] = ()
    guessed: frozenset[str] = field(default_factory=frozenset)


def kind(data: bytes, suffix: str, *, named: bool = True) -> str:
    """The module that reads it, empty for text. What it plainly is counts before its name. ``named`` is
    whether the file has a name that tells: a text from a pipe has none, and there less will do.

    Raises Unreadable for a format that is not read.
    """
    suffix = suffix.lower()
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and suffix not in OTHERS:
        return "docx"
    if data.startswith(b"{\\rtf"):
        suffix = ".rtf"
    if data.startswith(b"\xd0\xcf\x11\xe0") and suffix not in OTHERS:
        raise Unreadable("is a Word file that is old, or has a password; save it as .docx without one")
    if suffix in OTHERS:
        raise Unreadable(f"{suffix} is not read; save it as .docx, .txt or .md")
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(head):
        return "html"
    if _HEADERS.match(head) and _MIME.search(head):
        return "mail"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if not named:
        if _MARKUP.match(head):
            return "html"
        if _HEADERS.match(head):
            return "mail"
    return ""


def read(kind: str, data: bytes, where: str, suffix: str = "") -> Document:
    """The document in ``data``; ``where`` is the file's name as shown, ``suffix`` its ending: where that says
    something else, a remark tells it. Raises BriefingError in one line.
    """
    try:
        module = importlib.import_module(f"{__name__}.{kind}")
        made: Document = module.read(data)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("briefing_tui"):
            raise
        raise BriefingError(
            f"{where}: needs a library that is not installed; install it: {INSTALL}"
        ) from None
    except Unreadable as error:
        raise BriefingError(f"{where}: {error}") from None
    if suffix.lower() in SUFFIXES and _BY_SUFFIX.get(suffix.lower()) != kind:
        remark = f"read as {_NAMES[kind]}, which it is, and not as {suffix.lower()}"
        made = replace(made, remarks=(remark, *made.remarks))
    return replace(made, blocks=titled(made.blocks, clean_line(made.title)))


class Unreadable(Exception):
    """Why a file cannot be read, in plain words; ``read`` puts the file's name before it."""


def titled(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks, their headline first: the title that the file declares, as it stands among the first ones
    where it does, be it on some lines, and without the names of site and section that follow in a page's.
    """
    if not title:
        return list(blocks)
    shorter = [title[: found.start()] for found in _BEFORE_SITE.finditer(title)]
    wanted = {_bare(t): t for t in (title, *shorter)}
    for i in range(min(_HEAD, len(blocks))):
        run = ""
        for j in range(i, min(i + _LINES, len(blocks))):
            run += _bare(blocks[j].text)
            if run and (stands := wanted.get(run)):
                text = blocks[i].text if j == i else stands
                return [Block(BlockKind.HEADING, text, level=1), *blocks[:i], *blocks[j + 1 :]]
    return [Block(BlockKind.HEADING, title, level=1), *blocks]


def _bare(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def ordinal(number: int, form: str) -> str:
    """The marker of a list's item: ``form`` is ``a``, ``A``, ``i``, ``I``, or anything else for figures."""
    if form in ("a", "A") and 0 < number <= 26:
        return f"{chr(ord(form) + number - 1)}."
    if form in ("i", "I") and 0 < number < 40:
        tens, ones = divmod(number, 10)
        made = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return f"{made if form == 'i' else made.upper()}."
    return f"{number}."


def left_out(what: str, texts: Sequence[str]) -> str:
    """``left out: 2 attachments (a.pdf, b.doc)`` for a remark; in ``what`` ``{s}`` stands for the plural.

    No more of them are named than fit into a few lines.
    """
    shown = [clean_line(t)[:60] for t in texts[:8] if t]
    more = ", ..." if len(texts) > 8 else ""
    words = what.format(s="" if len(texts) == 1 else "s")
    return f"left out: {len(texts)} {words}" + (f" ({', '.join(shown)}{more})" if shown else "")


def told(guessed: str) -> str:
    """The remark on an encoding that was guessed."""
    return f"read as {guessed}, which was guessed: look whether the words are right"
