"""The view of coverage: how much of its room each side gives to each card."""

from __future__ import annotations

from collections.abc import Sequence, Set

from rich.cells import cell_len

from briefing_tui.analysis import rows as rows_of
from briefing_tui.model import CARDS, Point
from briefing_tui.tui import marks
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.typography import shorten, wrap
from briefing_tui.tui.views.content import SIDES, Content, counted, on_brief

_NAMED = 14  # cells for the name of a side, more where there is room


def coverage(content: Content, bottom_line: str, width: int, title: str = "") -> Page:
    """The title, where the head has no room for it, and the bottom line; how much of its room each side gives
    to each card, as bars and in per cent.
    """
    page = Page(width)
    if title:
        page.add()
        page.add_text(title, "strong")
    for paragraph in filter(None, bottom_line.split("\n\n")):
        page.add()
        for line in wrap(paragraph, width - 3):
            page.add(Piece(2, line))
    both = content.made.texts
    shares = [rows_of.coverage(c) for c in both]
    most = max((share for side in shares for share in side.values()), default=0.0) or 1.0
    compared = content.made.right is not None
    known = rows_of.matched(content.made)
    sides = [carded.readout.side_name for carded in both]
    named = max(_NAMED, min(width // 4, max(map(cell_len, sides))))
    x = 5 + named
    counts = [[_counts(c.on(card), known, compared=compared) for card in CARDS] for c in both]
    # The bar gives way to what is said behind it.
    room = max(8, min(60, width - x - 8 - max(cell_len(words) for side in counts for words in side)))
    page.add()
    about = "Share of each text’s characters, by card; points"
    page.add_text(
        f"{about}, and how many of them the other side has too." if compared else f"{about}.", "dim"
    )
    for i, card in enumerate(CARDS):
        page.add()
        top = len(page.lines)
        page.add(Piece(2, f"{card.digit} {card.heading}", card))
        for column, side in enumerate(shares):
            bar = "█" * round(side[card] / most * room)
            row = [
                Piece(4, shorten(sides[column], named), SIDES[column]),
                Piece(x, bar or "·", SIDES[column] if bar else "dim"),
                Piece(x + 1 + max(1, cell_len(bar)), f"{side[card]:4.0%}  {counts[column][i]}"),
            ]
            page.add(*row)
        page.stop(card, 0, top)
    for note in on_brief(content):
        page.add()
        for line in marks.note(note, content.standing.get(note.id), width - 3):
            page.add(Piece(2, line, "note"))
    return page


def _counts(points: Sequence[Point], known: Set[str], *, compared: bool) -> str:
    """How many points, and how many of them the other side has too, where there is one."""
    shared = f", {sum(p.id in known for p in points)} shared" if compared else ""
    return counted(len(points)) + shared
