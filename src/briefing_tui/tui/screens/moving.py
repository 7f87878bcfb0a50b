"""The brief is moved through: points, cards, sides, views, other texts."""

from __future__ import annotations

from briefing_tui.model import CARDS, Card, Carded, Pair, Point, original_pair, translated_pair
from briefing_tui.tui import views
from briefing_tui.tui.screens.brief_view import BriefView
from briefing_tui.tui.widgets.cards import CardList


class Moving(BriefView, part=True):
    """A brief that one moves in, and between its texts."""

    def action_card(self, digit: int) -> None:
        self.card = CARDS[digit - 1]
        if self.view in ("read", "gaps", "doubts"):
            # In a whole text a card's digit leads to the next point of that card.
            self.query_one(CardList).choose(self.card)
            self._to_next_of_card()
            return
        self.view = "compare"
        self._redraw(" ")

    def _to_next_of_card(self) -> None:
        stops = self.reader.page.stops
        after = self.reader.cursor
        order = [*range(after + 1, len(stops)), *range(after + 1)]
        on_card = {p.id for c in self.content.made.texts for p in c.on(self.card)}
        for i in order:
            if stops[i].key in on_card:
                self.reader.go(i)
                return
        self.say(f"nothing on {self.card.heading} in this view")

    def action_move(self, step: int) -> None:
        if self.in_cards:
            self.action_card(max(1, min(self.card.digit + step, len(CARDS))))
        else:
            self.reader.move(step)

    def on_reader_moved(self) -> None:
        if self.view == "coverage" and (stop := self.reader.here):
            self.card = Card(stop.key)
            self.query_one(CardList).choose(self.card)

    def action_side(self, column: int) -> None:
        if self.view == "read" and self.content.carded(column) and column != self._column:
            here = self.point()
            self._column = column
            self._redraw(self._partner(here[1]) if here else " ")
        else:
            self.reader.to_column(column)

    def _partner(self, point: Point) -> str:
        """The id of the first point of the other side that matches, or nothing's."""
        for match in self.content.made.matches:
            if point.id in (match.a, match.b):
                return match.b if point.id == match.a else match.a
        return " "

    def action_focus_cards(self) -> None:
        if self.in_cards:
            self.set_focus(self.reader)
            self.foot()
        else:
            self.set_focus(self.query_one(CardList))
            choose = f"{self._press('move(1)', 'move(-1)')} chooses the card"
            write, back = self._press("note"), self._press("focus_cards")
            self.say(f"{choose}, {write} writes a note on it; {back} goes back to the text")

    def action_view(self) -> None:
        here = self.point()
        if here and self.view == "read":
            self.card = here[1].card
        self.view = views.VIEWS[(views.VIEWS.index(self.view) + 1) % len(views.VIEWS)]
        if self.view == "read" and here:
            self._column = 0 if here[0] is self.content.made.left else 1
        self._redraw(self.card if self.view == "coverage" else self._last_point)
        self.reader.to_block()
        self.say(f"view: {self.view}")

    def action_original(self) -> None:
        other = original_pair(self.brief, self.pair)
        if other == self.pair:
            other = translated_pair(self.brief, self.pair)
        if other == self.pair:
            self.say("there is no other version of these texts in the brief")
            return
        self._show_pair(other)

    def action_texts(self) -> None:
        if len(self._pairs) < 2:
            self.say("the brief has no other texts")
            return
        at = self._pairs.index(self.pair) if self.pair in self._pairs else -1
        self._show_pair(self._pairs[(at + 1) % len(self._pairs)])

    def _show_pair(self, pair: Pair) -> None:
        """Other texts of the same brief; the mark goes to the same paragraph of the same side if it can."""
        here = self.point()
        self.pair = pair
        self._load()
        self._column = min(self._column, 1 if self.content.made.right else 0)
        self._redraw(self._counterpart(here) if here else "")

    def _counterpart(self, here: tuple[Carded, Point]) -> str:
        carded, point = here
        for other in self.content.made.texts:
            if other.readout.side == carded.readout.side:
                same = [p for p in other.points if p.paragraph == point.paragraph]
                on_card = [p for p in same if p.card is self.card]
                return next((p.id for p in (*on_card, *same)), " ")
        return " "
