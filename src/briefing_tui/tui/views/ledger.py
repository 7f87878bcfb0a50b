"""The ledger of gaps, and the points whose card is in doubt."""

from __future__ import annotations

from rich.cells import cell_len

from briefing_tui.analysis import rows as rows_of
from briefing_tui.analysis.rows import Ref, Row
from briefing_tui.model import Card
from briefing_tui.tui import marks
from briefing_tui.tui.actions import key
from briefing_tui.tui.page import Page, Piece, runs
from briefing_tui.tui.typography import room, shorten
from briefing_tui.tui.views.content import GUTTER, SIDES, Content, columns, counted, lines_of, notes_on
from briefing_tui.tui.views.noted import add_notes
from briefing_tui.tui.views.rows import add_rows


def gaps(content: Content, width: int) -> Page:
    """The ledger: card by card what only one side says."""
    from briefing_tui.tui.nothing import add_nothing

    page = Page(width)
    if content.made.right is None:
        brings = f"goes to the library, where {key('library', 'import')} brings in the other side’s text"
        ways = ("view", "goes on to the doubts"), ("back", brings)
        words = "Only one side’s text is at hand: there is nothing to compare it with."
        add_nothing(page, "brief", words, *ways)
        return page
    made = content.made
    names = [c.readout.side_name for c in made.texts]
    silent = [rows_of.is_silence(*pair) for pair in ((made.left, made.right), (made.right, made.left))]
    for account in rows_of.ledger(made):
        counts = [
            f"{'only' if sure else 'unknown:'} {name} {len(points)}"
            for name, sure, points in zip(names, silent, (account.left, account.right), strict=True)
            if points
        ]
        counts += [f"figures differ {len(account.differing)}"] * bool(account.differing)
        counts += [f"same words {len(account.echoes)}"] * bool(account.echoes)
        _card_heading(page, account.card, " · ".join(counts) or "nothing: both sides report the same")
        add_rows(page, content, [Row((Ref(p),), ()) for p in account.left])
        add_rows(page, content, [Row((), (Ref(p),)) for p in account.right])
        add_rows(page, content, (*account.differing, *account.echoes))
    add_notes(page, content, columns(content, width))
    return page


def doubts(content: Content, width: int) -> Page:
    """The points whose card the program is not sure of, each with the two cards it stands between."""
    from briefing_tui.tui.nothing import add_nothing

    page = Page(width)
    found = rows_of.doubts(content.made)
    if not found:
        add_nothing(page, "brief", "No doubt about any card.", ("view", "goes on to the coverage"))
        return page
    page.add()
    keys = f"{key('brief', 'correct')} moves one to another card, {key('brief', 'why')} says why"
    page.add_text(f"The card is in doubt for {counted(len(found))}; {keys}.", "dim")
    measure = room(width - GUTTER - 1)
    for carded, point in found:
        page.add()
        top = len(page.lines)
        column = 0 if carded is content.made.left else 1
        name = carded.readout.side_name
        page.add(
            Piece(GUTTER, name, SIDES[column]),
            Piece(GUTTER + cell_len(name) + 2, marks.between(point), "gap"),
        )
        page.lines[-1].append(Piece(1, f"¶{point.paragraph}", SIDES[column]))
        own = lines_of(content, column, point, measure)
        for line in own:
            page.add(Piece(GUTTER, line))
        for line in notes_on(content, point, measure):
            page.add(Piece(GUTTER, line, "note"))
        page.stop(point.id, column, top, runs(point.text, own, top + 1, GUTTER))
    return page


def _card_heading(page: Page, card: Card, more: str) -> None:
    page.add()
    head = f"{card.digit} {card.heading}"
    x = 1 + cell_len(head) + 3
    page.add(Piece(1, head, card), Piece(x, shorten(more, page.width - x), "dim"))
