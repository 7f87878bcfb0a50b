"""The view that compares: the rows of one card."""

from __future__ import annotations

from briefing_tui.analysis import rows as rows_of
from briefing_tui.model import CARDS, Card
from briefing_tui.tui.page import Page
from briefing_tui.tui.views.content import Content, columns, on_brief
from briefing_tui.tui.views.noted import add_notes
from briefing_tui.tui.views.rows import add_rows


def compare(content: Content, card: Card, width: int) -> Page:
    """The card's rows, side by side where there is room; then the notes on the card itself."""
    page = Page(width)
    rows = rows_of.rows(content.made, card)
    if not rows:
        from briefing_tui.tui.nothing import add_nothing

        one = "this text" if content.made.right is None else "either text"
        others = [c for c in CARDS if any(carded.on(c) for carded in content.made.texts)]
        ways = [(f"card({c.digit})", f"goes to {c.heading}") for c in others[:1]]
        ways += [("view", "goes to the next view"), ("note", "writes a note on the card")]
        add_nothing(page, "brief", f"No point of {one} is on this card.", *ways)
    add_rows(page, content, rows)
    loose = [n for n in content.rest if n.anchor.card is card]
    loose += on_brief(content) if card is Card.CONTEXT else []
    add_notes(page, content, columns(content, width), loose)
    return page
