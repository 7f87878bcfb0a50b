"""Why: the terms behind a point's card, the reasons behind its matches, and whose text it is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from briefing_tui.analysis import rows as rows_of
from briefing_tui.model import Carded, Comparison, Evidence, Point, Readout
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.base import PageScreen
from briefing_tui.tui.typography import measure, shorten, wrap

_BAR = 14  # cells of the longest bar
_TERM = 4 + 4 + 1 + 1  # where the term begins, but for the bar: behind the margin, the figure and two spaces
_CARD = 24  # cells of a card's name, at most
_TERMS = 8  # shown for the card, and as many for all others


class WhyScreen(PageScreen):
    def __init__(self, made: Comparison, carded: Carded, point: Point) -> None:
        super().__init__(f"Why ¶{point.paragraph} of {carded.readout.side_name} stands here")
        self._made = made
        self._carded = carded
        self._point = point

    def page(self, width: int) -> Page:
        page = Page(width)
        p = self._point
        page.add()
        page.add_text(p.text)
        page.add()
        self._source(page, self._carded.readout)
        page.add()
        page.add(Piece(2, f"Card {p.card.digit} {p.card.heading}", "heading"))
        if p.was:
            page.add_text(f"✓ moved by you from {p.was.digit} {p.was.heading}", "note", x=4)
        page.add_text(_margin(p), "gap" if p.doubt and not p.was else "dim", x=4)
        if not p.evidence:
            page.add_text("No term of the lexicon stands in it: it goes with its neighbours.", "dim", x=4)
        mine = [e for e in p.evidence if e.card is p.card][:_TERMS]
        others = sorted((e for e in p.evidence if e.card is not p.card), key=lambda e: -e.weight)[:_TERMS]
        _terms(page, (*mine, *others))
        if weaker := len(p.evidence) - len(mine) - len(others):
            page.add_text(f"... and {weaker} that say less", "dim", x=4)
        page.add()
        self._quotations(page)
        self._matches(page)
        self._untied(page)
        self._echoes(page)
        return page

    def _source(self, page: Page, r: Readout) -> None:
        named = [r.title, r.publisher, r.published, r.url]
        about = ", ".join(n for n in (r.side_name, r.language, r.source, *named) if n)
        page.add_text(about, "dim")
        for other in r.also_from:
            page.add_text(f"also from: {other}", "dim")
        for remark in r.remarks:
            page.add_text(remark, "dim")
        if r.guessed:
            page.add_text(f"guessed from the text: {', '.join(sorted(r.guessed))}", "dim")

    def _matches(self, page: Page) -> None:
        p = self._point
        other = self._made.right if self._carded is self._made.left else self._made.left
        mine = [m for m in self._made.matches if p.id in (m.a, m.b)]
        if not mine or other is None:
            page.add(Piece(2, "No match", "heading"))
            page.add_text(
                rows_of.gap_words(self._carded, other) or "there is no other side’s text", "gap", x=4
            )
            return
        page.add(Piece(2, "Matches", "heading"))
        points = {q.id: q for q in other.points}
        for m in mine:
            q = points[m.b if m.a == p.id else m.a]
            page.add()
            if m.tied:
                page.add_text(f"{other.readout.side_name} ¶{q.paragraph}: {q.text}", x=4)
                page.add_text("✓ tied by you", "note", x=4)
                continue
            page.add_text(f"{other.readout.side_name} ¶{q.paragraph} ({m.score:.0%}): {q.text}", x=4)
            page.add_text("because of: " + ", ".join(m.reasons), "dim", x=4)
            for pair in m.differs:
                page.add_text(f"≠ figures differ: {pair}", "gap", x=4)

    def _untied(self, page: Page) -> None:
        for carded, q in rows_of.untied(self._made, self._point):
            page.add()
            page.add_text(f"{carded.readout.side_name} ¶{q.paragraph}: {q.text}", x=4)
            page.add_text("✓ untied by you", "note", x=4)

    def _quotations(self, page: Page) -> None:
        mine = [q for q in self._carded.quotations if q.point == self._point.id]
        if not mine:
            return
        page.add(Piece(2, "Quotations", "heading"))
        for q in mine:
            if q.found_in:
                page.add_text(f"✓ in {q.found_in}: “{q.text}”", x=4)
            else:
                page.add_text(f"✗ not in {self._carded.readout.side_name}’s own text: “{q.text}”", "gap", x=4)
        page.add()

    def _echoes(self, page: Page) -> None:
        other = self._made.right if self._carded is self._made.left else self._made.left
        points = {q.id: q for q in other.points} if other else {}
        for e in self._made.echoes:
            if other and self._point.id in (e.a, e.b):
                q = points[e.b if e.a == self._point.id else e.a]
                page.add()
                page.add(Piece(2, f"Same words, different subject: {e.words}", "heading"))
                page.add_text(f"{other.readout.side_name} ¶{q.paragraph}: {q.text}", x=4)


def _terms(page: Page, terms: Sequence[Evidence]) -> None:
    """The weight of each, the term and its card: columns as wide as they must be, beside each other. A term
    that has no room goes on below itself.
    """
    bars = ["▪" * min(_BAR, max(1, round(e.weight))) if e.weight > 0 else "against" for e in terms]
    cards = [shorten(f"{e.card.digit} {e.card.heading}", _CARD) for e in terms]
    x = _TERM + max(map(cell_len, bars), default=0)
    room = min(measure() - x, page.width - x - 3 - max(map(cell_len, cards), default=0))
    room = max(_CARD // 2, min(room, max((cell_len(e.term) for e in terms), default=0)))
    for e, bar, card in zip(terms, bars, cards, strict=True):
        first, *more = wrap(e.term, room)
        page.add(
            Piece(4, f"{e.weight:4.1f} {bar}", e.card), Piece(x, first), Piece(x + room + 2, card, e.card)
        )
        for line in more:
            page.add(Piece(x, line))


def _margin(point: Point) -> str:
    """How sure the program is, in words."""
    if point.rival is None:
        return "nothing speaks for another card" if point.evidence else "nothing speaks for any card"
    ahead = f"{point.margin:.0%} ahead of {point.rival.digit} {point.rival.heading}"
    return f"in doubt: only {ahead}" if point.doubt else ahead
