"""Saved web pages: trafilatura says where the text stands, and what stands there is read whole.

trafilatura drops paragraphs now and then (short ones, those with many links). So it only chooses the part of
the page: the smallest element that holds all it has kept, or the ``article`` around that. Of that part
everything is read but menus and buttons, and what is left out is told in a remark. Text that the page hides
by an attribute or an inline style (``hidden``, ``display:none``, no size, white on white) is none that its
readers saw: it is left out and told too. What a style sheet hides cannot be known and is read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from briefing_tui.reading.formats import (
    Document,
    Unreadable,
    choosing,
    encodings,
    hidden,
    left_out,
    meta,
    told,
    walk,
)

MOST_MARKUP = 3_000_000  # characters of a page, without its scripts and pictures
MOST_RAW = 20_000  # scripts, styles and comments of a page
MOST_TAGS = 60_000  # of a page: a saved one has some thousands
MOST_ATTRIBUTES = 100  # of one tag: libxml2 compares each with all others
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)", re.I
)
_TAG = re.compile(
    r"<[A-Za-z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+))?+)*+"
)
_ATTRIBUTE = re.compile(r"[\s/]++[^\s/>=]")
_PICTURE = re.compile(r"data:[\w/+.;=-]{0,100},[\w+/=%-]{100,}")
_RAW = re.compile(r"<!--|<(script|style|template)\b", re.I)


def read(data: bytes) -> Document:
    """The document in a page's bytes. Raises Unreadable."""
    text, guessed = encodings.decode(data, charset(data))
    made = read_text(text)
    if not guessed:
        return made
    remark = told(guessed)
    return replace(made, remarks=(remark, *made.remarks), guessed=frozenset({"encoding"}))


def charset(data: bytes) -> str:
    """The encoding that the page names, or an empty string."""
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def read_text(text: str, *, page: bool = True, url: str = "") -> Document:
    """The document in markup. ``page`` is whether there is anything around the text: in a mail there is not.

    ``url`` is where it comes from, as far as it is known from outside.
    """
    about = meta.saved_from(text) or url
    scrubbed, scripts = scrub(text)
    tree = parse(scrubbed)
    says = meta.of(tree, scripts, about)
    remarks: list[str] = []
    if unseen := hidden.take_out(tree):
        remarks.append(left_out("hidden text{s}", unseen))
    if page and (notices := hidden.take_notices(tree)):
        remarks.append(left_out("notice{s} about cookies", notices))
    lines = every = list(walk.lines(tree))
    if page:
        lines, left = choosing.of_the_text(tree, every)
        if left:
            remarks.append(left_out("paragraph{s} around the text", left))
        if lines and not says.published:
            says = replace(says, published=choosing.day_beside(every, lines))
    if not lines:
        raise Unreadable("has no text: a program draws the page; save it again from the browser as .mhtml")
    return replace(says, blocks=[line.block for line in lines], remarks=tuple(remarks))


def scrub(text: str) -> tuple[str, list[str]]:
    """The markup without comments, scripts, styles and pictures in addresses; the JSON-LD.

    Raises Unreadable.
    """
    kept: list[str] = []
    data: list[str] = []
    at = 0
    for _ in range(MOST_RAW):
        found = _RAW.search(text, at)
        if found is None:
            break
        name = (found[1] or "").lower()
        closing = re.compile(rf"</{name}\s*>" if name else r"--!?>", re.I).search(text, found.end())
        if closing is None:  # the parser decides
            break
        kept.append(text[at : found.start()])
        if name == "script" and "ld+json" in text[found.start() : found.start() + 200].lower():
            data.append(text[text.find(">", found.end()) + 1 : closing.start()])
        at = closing.end()
    else:
        raise Unreadable(f"has more than {MOST_RAW:,} scripts and comments; save its text as .txt")
    kept.append(text[at:])
    return _PICTURE.sub("", "".join(kept)), data


def parse(text: str) -> HtmlElement:
    """The tree of a page. Raises Unreadable where it is made so that no program can read it."""
    if len(text) > MOST_MARKUP:
        raise Unreadable("is larger than any page of a readout; save its text as .txt")
    for count, tag in enumerate(_TAG.finditer(text)):
        if count > MOST_TAGS:
            raise Unreadable(f"has more than {MOST_TAGS:,} tags; a readout is a page or two")
        long = tag.end() - tag.start() > 2 * MOST_ATTRIBUTES
        if long and sum(1 for _ in _ATTRIBUTE.finditer(_without_values(tag[0]))) > MOST_ATTRIBUTES:
            raise Unreadable(f"has a tag of more than {MOST_ATTRIBUTES} attributes")
    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise Unreadable("has no text") from None
    if any(e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log):
        raise Unreadable("has elements in each other more than 256 deep; save it as text from the browser")
    return tree


def _without_values(tag: str) -> str:
    return re.sub(r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)", " ", tag)
