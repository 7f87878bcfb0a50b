"""What is said beside a point in signs and words: doubts, decisions, quotations not found, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

from briefing_tui.model import Carded, Note, Point, Standing
from briefing_tui.reading.unsafe import clean
from briefing_tui.tui.page import Piece
from briefing_tui.tui.typography import fitting, shorten, wrap

_NOTE_LINES = 3
_QUOTED = 40  # cells of a quotation before the note on it
_TAG = re.compile(r"#([\w/-]+)")


def doubt(point: Point) -> str:
    """``?`` where the card is in doubt and the analyst has not decided it."""
    return "?" if point.doubt and point.was is None else ""


def between(point: Point) -> str:
    """The two cards that a point in doubt stands between."""
    here = f"{point.card.digit} {point.card.heading}"
    return f"{here} or {point.rival.digit} {point.rival.heading}?" if point.rival else f"{here}?"


def decided(point: Point, tied: bool, apart: Sequence[Point], width: int) -> list[str]:
    """What the analyst decided on the point, in as many words as there is room for.

    ``apart`` are the points that it was untied from.
    """
    lines = []
    if was := point.was:
        moved = "✓ moved by you from"
        ways = (f"{moved} {was.digit} {was.heading}", f"{moved} card {was.digit}", f"✓ from {was.digit}")
        lines.append(fitting(width, *ways))
    if tied:
        lines.append(fitting(width, "✓ tied by you", "✓ tied"))
    if apart:
        numbers = ", ".join(f"¶{p.paragraph}" for p in apart)
        lines.append(
            fitting(width, f"✓ untied by you from {numbers}", f"✓ untied from {numbers}", "✓ untied")
        )
    return lines


def unquoted(carded: Carded, point: Point, width: int) -> list[str]:
    """Words that a summary puts in quotation marks and the side's own text does not have."""
    side = carded.readout.side_name
    return [
        line
        for q in carded.quotations
        if q.point == point.id and not q.found_in
        for line in hanging(f"✗ not in {side}’s own text: “{q.text}”", width)
    ]


def hanging(text: str, width: int) -> list[str]:
    """The text in lines; where it begins with a sign, the others hang under the words behind that."""
    sign = text[:2] if text[1:2] == " " and not text[0].isalnum() else ""
    lines = wrap(text[len(sign) :], width - len(sign))
    return [(" " * len(sign) if i else sign) + line for i, line in enumerate(lines)]


def note(
    note: Note,
    standing: Standing | None,
    width: int,
    *,
    beside: str = "",
    where: str = "",
    most: int = _NOTE_LINES,
) -> list[str]:
    """The note's first lines, ``most`` of them, behind a pencil, with … where there is more.

    ``beside`` is the text that it stands beside: a note on other words than these says first on which.
    ``where`` is said before all.
    """
    about = f"{where}: " if where else ""
    if beside and note.anchor.exact not in ("", beside):
        about = f"{where} {quoted(note.anchor.exact, min(_QUOTED, width // 2))}: ".lstrip()
    copy = note.conflict_of
    sign = "✎≠ " if copy else "✎? " if standing is Standing.REVIEW else "✎ "
    if copy:
        about = f"conflict copy: {about}"
    lines = beginning(note, width - len(sign), about, most)
    if standing is Standing.REVIEW:
        lines += wrap(standing.words, width - len(sign))
    return [(sign if i == 0 else " " * len(sign)) + line for i, line in enumerate(lines)]


def beginning(note: Note, width: int, about: str = "", most: int = _NOTE_LINES) -> list[str]:
    """The note's confidence, what it is ``about``, and its first lines; with … where there is more."""
    text = clean(note.body).strip() or note.problem or "(empty note)"
    if note.confidence:
        about = f"[{note.confidence}] {about}"
    lines: list[str] = []
    for part in f"{about}{text}".split("\n"):
        if part.strip() and len(lines) <= most:
            # Not more of it than can be seen: there may be a thousand notes in a list.
            lines += wrap(part[: width * (most + 1)], width)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(lines[most - 1] + " …", width)]
    return lines


def quoted(text: str, width: int) -> str:
    """The words in quotation marks, their own where they have them, on one line of ``width`` cells."""
    if text[0] in '“«„"':
        return shorten(text, width)
    return shorten(f"“{text}", width - 1) + "”"


def tagged(line: str, tags: Sequence[str], x: int, role: str) -> list[Piece]:
    """A line of a note at column ``x``, its tags apart in a role of their own."""
    pieces, done = [], 0
    for found in _TAG.finditer(line):
        if found[1] in tags:
            pieces.append(Piece(x + cell_len(line[:done]), line[done : found.start()], role))
            pieces.append(Piece(x + cell_len(line[: found.start()]), found[0], "accent"))
            done = found.end()
    return [*pieces, Piece(x + cell_len(line[:done]), line[done:], role)]
