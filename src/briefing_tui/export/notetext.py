"""A note's own Markdown, fit to stand in a document beside others.

It stays Markdown. But raw HTML is shown as text, for it could swallow what follows when it is rendered; and
the names of footnotes and of links are made the note's own, for in Markdown they hold for the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from briefing_tui.reading.unsafe import clean_own

if TYPE_CHECKING:  # few notes need a parser, and it takes 20 ms to import
    from markdown_it import MarkdownIt

# Code, an address in angle brackets and an escaped sign are passed over; ``found`` is what is looked for.
_PASSED = r"(?s:(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))|<(?:https?|mailto|ftp):[^\s<>]*>|\\."
_HTML = re.compile(rf"{_PASSED}|(?P<found><(?=[A-Za-z/!?]))")
_OPENED = re.compile(r"(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])")  # behind no backslash that is not one itself
_FOOTNOTE = re.compile(rf"{_PASSED}|(?P<found>\[\^(?P<name>[^\]\s]+)\])")
_TAB = 4


def fit(body: str, own: str) -> list[str]:
    """The lines of a note. ``own`` is a word that no other note has; it goes before the names."""
    text = "\n".join(_untabbed(line) for line in clean_own(body).split("\n"))
    # Most notes have none of it, and there may be a thousand: parsing them all would take a second.
    if _OPENED.search(text):
        text = _without_html(_outside_code(text, partial(_HTML.sub, _escaped)))
    if "[^" in text:
        text = _outside_code(text, partial(_FOOTNOTE.sub, partial(_named, own)))
    for name in _links(text) if "]:" in text else ():
        text = _outside_code(text, partial(_own_link, own, name))
    return text.split("\n")


def _untabbed(line: str) -> str:
    """Tabs at the beginning count from there, not from where the note will stand."""
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)].expandtabs(_TAB) + rest if rest else ""


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found["found"] else found[0]


def _without_html(text: str) -> str:
    """What is HTML all the same: a line that begins with it, within what would be code in one line."""
    lines = text.split("\n")
    while found := _html("\n".join(lines)):
        for i in found:
            lines[i] = _OPENED.sub(r"\1\\<", lines[i])
    return "\n".join(lines)


def _html(text: str) -> set[int]:
    """The lines in which a renderer sees HTML that can still be escaped."""
    seen = set()
    for token in _parser().parse(text):
        inner = any(child.type == "html_inline" for child in token.children or ())
        if token.map and (inner or token.type == "html_block"):
            seen |= set(range(*token.map))
    lines = text.split("\n")
    return {i for i in seen if _OPENED.search(lines[i])}


def _named(own: str, found: re.Match[str]) -> str:
    return f"[^{own}-{found['name']}]" if found["found"] else found[0]


def _own_link(own: str, name: str, text: str) -> str:
    """``[words][name]``, ``[name][]``, ``[name]`` and ``[name]: address`` under a name of the note's own."""
    words = re.escape(name).replace(r"\ ", r"\s+")
    link = re.compile(
        rf"{_PASSED}|(?m:^(?P<indent> {{0,3}})\[{words}\]:)|\]\[(?P<full>{words})\]"
        rf"|(?P<found>\[(?P<short>{words})\](?:\[\])?(?![\[(:]))",
        re.IGNORECASE,
    )

    def renamed(found: re.Match[str]) -> str:
        if found["indent"] is not None:
            return f"{found['indent']}[{own}-{name}]:"
        if found["full"]:
            return f"][{own}-{name}]"
        return f"[{found['short']}][{own}-{name}]" if found["found"] else found[0]

    return link.sub(renamed, text)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _links(text: str) -> list[str]:
    """The names of the links that the note defines; CommonMark takes footnotes for such, too."""
    env: dict[str, dict[str, object]] = {}
    _parser().parse(text, env)
    return [name for name in env.get("references", {}) if not name.startswith("^")]


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Changes what stands outside of blocks of code."""
    lines = text.split("\n")
    made: list[str] = []
    at = 0
    for start, end in _code(text):
        made += [change("\n".join(lines[at:start]))] * (start > at) + lines[start:end]
        at = end
    return "\n".join([*made, *[change("\n".join(lines[at:]))] * (at < len(lines))])


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Where blocks of code begin and end, in lines."""
    for token in _parser().parse(text):
        if token.type in ("fence", "code_block") and token.map:
            yield token.map[0], token.map[1]
