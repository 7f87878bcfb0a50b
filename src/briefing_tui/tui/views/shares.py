"""The view of coverage: how much of its room each side gives to each card."""

from __future__ import annotations

from rich.cells import cell_len

from briefing_tui.analysis import rows as rows_of
from briefing_tui.model import CARDS
from briefing_tui.tui import marks
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.typography import shorten, wrap
from briefing_tui.tui.views.content import SIDES, Content, counted, on_brief


def coverage(content: Content, bottom_line: str, width: int) -> Page:
    """The bottom line; how much of its room each side gives to each card, as bars and in per cent."""
    page = Page(width)
    for paragraph in filter(None, bottom_line.split("\n\n")):
        page.add()
        for line in wrap(paragraph, width - 3):
            page.add(Piece(2, line))
    both = content.made.texts
    shares = [rows_of.coverage(c) for c in both]
    most = max((share for side in shares for share in side.values()), default=0.0) or 1.0
    known = rows_of.matched(content.made)
    room = max(8, min(60, width - 44))
    page.add()
    about = "Share of each text's letters, by card; points"
    compared = content.made.right is not None
    page.add_text(
        f"{about}, and how many of them the other side has too." if compared else f"{about}.", "dim"
    )
    for card in CARDS:
        page.add()
        top = len(page.lines)
        page.add(Piece(2, f"{card.digit} {card.heading}", card))
        for column, (carded, side) in enumerate(zip(both, shares, strict=True)):
            bar = "█" * round(side[card] / most * room)
            points = carded.on(card)
            shared = sum(p.id in known for p in points)
            counts = f"{counted(len(points))}, {shared} shared" if compared else counted(len(points))
            row = [
                Piece(4, shorten(carded.readout.side_name, 14), SIDES[column]),
                Piece(19, bar or "·", SIDES[column] if bar else "dim"),
                Piece(20 + max(1, cell_len(bar)), f"{side[card]:4.0%}  {counts}"),
            ]
            page.add(*row)
        page.stop(card, 0, top)
    for note in on_brief(content):
        page.add()
        for line in marks.note(note, content.standing.get(note.id), width - 3):
            page.add(Piece(2, line, "note"))
    return page
