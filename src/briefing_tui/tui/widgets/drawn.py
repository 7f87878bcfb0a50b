"""Lines of pieces in the theme's roles: what the reader, the list of cards and the bars draw with."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from briefing_tui.model import CARDS
from briefing_tui.tui.page import Piece

ROLES = (
    "text", "dim", "strong", "heading", "accent", "mark", "note", "gap", "error", "line", "left", "right",
    "chosen", *(c.value for c in CARDS),
)  # fmt: skip


class Drawn(Widget):
    """A widget that draws itself line by line; roles are component classes, styled in ``styles.tcss``."""

    COMPONENT_CLASSES = {f"drawn--{role}" for role in ROLES}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._by_role: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        self._by_role.clear()
        super().notify_style_update()

    def role(self, name: str) -> Style:
        """The style of a role in the present theme."""
        if name not in self._by_role:
            self._by_role[name] = self.get_component_rich_style(f"drawn--{name}")
        return self._by_role[name]

    def strip(self, pieces: Iterable[Piece], base: str = "text") -> Strip:
        """The pieces at their columns, as wide as the widget; later ones never cover earlier ones."""
        blank = self.role(base)
        segments: list[Segment] = []
        x = 0
        for piece in sorted(pieces):
            if piece.x > x:
                segments.append(Segment(" " * (piece.x - x), blank))
                x = piece.x
            segments.append(Segment(piece.text, self.role(piece.role)))
            x += cell_len(piece.text)
        return Strip(segments, x).adjust_cell_length(self.size.width, blank)


class Bar(Drawn):
    """One or more fixed lines: a header, column heads, the footer."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[list[Piece]] = []

    def show(self, *lines: Iterable[Piece]) -> None:
        """Shows these lines; a bar that shows them already is not painted again."""
        new = [list(line) for line in lines]
        if new != self._lines:
            self._lines = new
            self.refresh()

    def render_line(self, y: int) -> Strip:
        return self.strip(self._lines[y] if y < len(self._lines) else ())
