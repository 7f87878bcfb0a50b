"""The cards with each side's number of points: a list at the left, or lines of three where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.geometry import Region
from textual.strip import Strip

from briefing_tui.model import CARDS, Card
from briefing_tui.tui.page import Piece
from briefing_tui.tui.typography import shorten
from briefing_tui.tui.widgets.drawn import Drawn

WIDTH = 33  # columns of the list; styles.tcss says the same
_SHORT = {
    Card.BILATERAL: "Bilateral",
    Card.ECONOMY: "Economy",
    Card.STABILITY: "Stability",
    Card.REGIONAL: "Regional",
    Card.FUTURE: "Future",
    Card.CONTEXT: "Setting",
}


def short_name(card: Card) -> str:
    """One word for the card, where there is little room."""
    return _SHORT.get(card, card.heading)


class CardList(Drawn, can_focus=True):
    """``chosen`` is the card that is open. Changing it repaints the two lines concerned."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.chosen = CARDS[0]
        self.compact = False
        self._height: int | None = None  # where it is not that of the style sheet
        self._counts: Mapping[Card, tuple[int, ...]] = {}
        self._heads: tuple[str, ...] = ()
        self._noted: frozenset[Card] = frozenset()
        self._legend = ""

    def fold(self, compact: bool) -> None:
        """Lines of three cards, or a list. Another height lays everything out anew, the same one nothing."""
        lines = -(-len(CARDS) // 3)  # a desk may have added cards to the six
        height = lines if compact and lines > 2 else None
        self.compact = compact
        if height != self._height:
            self.styles.height = self._height = height

    def fill(
        self,
        counts: Mapping[Card, tuple[int, ...]],
        heads: tuple[str, ...],
        noted: frozenset[Card],
        legend: str = "",
    ) -> None:
        """Points by card and side, a letter for each side, the cards with notes; what the letters mean."""
        filled = (counts, heads, noted, legend)
        if filled != (self._counts, self._heads, self._noted, self._legend):
            self._counts, self._heads, self._noted, self._legend = filled
            self.refresh()

    def choose(self, card: Card) -> None:
        if card is not self.chosen:
            before, self.chosen = self.chosen, card
            if self.compact:
                self.refresh()
            else:
                self.refresh(*(Region(0, 2 + CARDS.index(c), self.size.width, 1) for c in (before, card)))

    def render_line(self, y: int) -> Strip:
        return self.strip(self._compact(y) if self.compact else self._line(y))

    def _line(self, y: int) -> list[Piece]:
        right = self.size.width - 2
        if y == 0:
            head = "  ".join(f"{h:>2}" for h in self._heads)
            return [Piece(2, "CARDS", "dim"), Piece(right - cell_len(head), head, "dim")]
        if y == 1:
            return [Piece(2, self._legend, "dim")] if self._legend else []
        if not 2 <= y < 2 + len(CARDS):
            return []
        card = CARDS[y - 2]
        chosen = card is self.chosen
        counts = "  ".join(f"{n:>2}" for n in self._counts.get(card, ()))
        role = "chosen" if chosen else card
        mark = " ✎" if card in self._noted else ""
        title = shorten(card.heading, right - 4 - cell_len(counts) - cell_len(mark)) + mark
        pieces = [
            Piece(1, f"{card.digit}", card),
            Piece(3, title, role),
            Piece(right - cell_len(counts), counts, "chosen" if chosen else "dim"),
        ]
        return [Piece(0, "▌", "mark"), *pieces] if chosen else pieces

    def _compact(self, y: int) -> list[Piece]:
        pieces: list[Piece] = []
        cell = max(1, self.size.width // 3)
        for i, card in enumerate(CARDS[3 * y : 3 * y + 3]):
            chosen = card is self.chosen
            counts = "/".join(str(n) for n in self._counts.get(card, ()))
            after = f" {counts}" + (" ✎" if card in self._noted else "")
            name = shorten(short_name(card), max(1, cell - 4 - cell_len(after))) + after
            pieces.append(Piece(i * cell, "▌" if chosen else " ", "mark"))
            pieces.append(Piece(i * cell + 1, f"{card.digit}", card))
            pieces.append(Piece(i * cell + 3, name, "chosen" if chosen else card))
        return pieces
