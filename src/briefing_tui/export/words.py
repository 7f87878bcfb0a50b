"""Words of a source as Markdown that shows exactly these words, whichever program renders it."""

from __future__ import annotations

import re

from briefing_tui.reading import markdown

# What is markup to pandoc and GitHub only: $math$, ^raised^, {attributes}, @citations and @people, :emoji:.
# A backslash with the sign behind it is escaped already, and passed over as a pair.
_EMOJI = r":(?!\d\d?:)(?=[\w+-]+:)"  # the time 10:30:45 is none
_FURTHER = re.compile(rf"(\\.)|([$^{{@]|{_EMOJI})")
# At the beginning of a paragraph: a definition, a block, a title, and the numbers that pandoc counts by.
_START = re.compile(r"[:%]|\(?(?:[A-Za-z]|[ivxlcdmIVXLCDM]+|\d+)[.)](?=\s|$)")
_ACTIVE = re.compile(rf"[\\`*_\[\]<>$^{{@~|#]|&#?\w+;|{_EMOJI}")


def words(text: str) -> str:
    """The text on one line; the rows of a table in it are parted by a slash."""
    return _escaped(" / ".join(text.split("\n")))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a longer text."""
    return [words(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]


def value(text: str) -> str:
    """The text as a value of front matter: as it is, for programs take it so.

    Pandoc alone reads it as Markdown: where that would see more than words it is escaped.
    """
    return words(text) if _ACTIVE.search(text) else text


def _escaped(text: str) -> str:
    line = _FURTHER.sub(lambda m: m[1] or f"\\{m[2]}", markdown.escape(text))
    if found := _START.match(line):
        mark = found.end() - 1
        line = f"{line[:mark]}\\{line[mark:]}"
    return line
