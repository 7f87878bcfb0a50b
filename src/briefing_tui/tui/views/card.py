"""The view that compares: the rows of one card."""

from __future__ import annotations

from briefing_tui.analysis import rows as rows_of
from briefing_tui.model import Card
from briefing_tui.tui.page import Page
from briefing_tui.tui.views.content import Content, columns, on_brief
from briefing_tui.tui.views.noted import add_notes
from briefing_tui.tui.views.rows import add_rows


def compare(content: Content, card: Card, width: int) -> Page:
    """The card's rows, side by side where there is room; then the notes on the card itself."""
    page = Page(width)
    rows = rows_of.rows(content.made, card)
    if not rows:
        page.add()
        one = "this text" if content.made.right is None else "either text"
        page.add_text(f"No point of {one} is on this card.", "dim")
    add_rows(page, content, rows)
    loose = [n for n in content.rest if n.anchor.card is card]
    loose += on_brief(content) if card is Card.CONTEXT else []
    add_notes(page, content, columns(content, width), loose)
    return page
