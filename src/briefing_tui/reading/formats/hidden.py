"""Text that a page holds and does not show, as far as its own attributes and inline styles tell; and what it
asks of its visitors."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9])"
    r"|(?<![-\w])(?:max-)?height\s*:\s*0(?:px)?\s*(?:;|$)|text-indent\s*:\s*-\d{3}"
    r"|(?<![-\w])(?:left|top)\s*:\s*-\d{4}",
    re.I,
)
_COLOUR = re.compile(r"(?<![-\w])(color|background(?:-color)?)\s*:\s*([^;!]+)", re.I)
_WHITE = ("white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)")


_NOTICE = re.compile(r"cookie|consent|gdpr", re.I)
_LONGEST_NOTICE = 3000  # characters: a page may call itself after cookies too


def take_notices(tree: HtmlElement) -> list[str]:
    """Takes notices about cookies out of the tree; gives the words of each."""
    words = []
    for element in list(tree.iter("div", "section", "aside", "dialog", "form")):
        names = " ".join(element.get(name, "") for name in ("id", "class", "aria-label"))
        if not _NOTICE.search(names) or element.getroottree().getroot() is not tree:
            continue
        text = " ".join(element.text_content().split())
        if text and len(text) < _LONGEST_NOTICE and not element.xpath(".//main | .//article | .//h1"):
            words.append(text)
            element.drop_tree()
    return words


def take_out(tree: HtmlElement) -> list[str]:
    """Takes hidden elements out of the tree; gives the words of those that have any, for the remark."""
    found = [e for e in tree.iter() if isinstance(e.tag, str) and e.tag not in ("html", "body") and _hides(e)]
    words = []
    for element in found:
        text = " ".join(element.text_content().split())
        if text and element.getroottree().getroot() is tree:
            words.append(text)
        if element.getparent() is not None:
            element.drop_tree()  # what follows it stays
    return words


def _hides(element: HtmlElement) -> bool:
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    if element.tag == "font":
        return _white(element.get("color", "")) and not _coloured_above(element)
    style = element.get("style", "")
    if not style:
        return False
    if _STYLE.search(style):
        return True
    said = {name.lower()[:5]: value for name, value in _COLOUR.findall(style)}
    if not _white(said.get("color", "")):
        return False
    return _white(said["backg"]) if "backg" in said else not _coloured_above(element)


def _white(colour: str) -> bool:
    return colour.lower().replace(" ", "") in _WHITE


def _coloured_above(element: HtmlElement) -> bool:
    """Whether something around it may give it another background than white: a colour, a picture, a class."""
    around = (element, *element.iterancestors())
    return any(
        "background" in e.get("style", "") or e.get("bgcolor") or (e.get("class") and e is not element)
        for e in around
    )
