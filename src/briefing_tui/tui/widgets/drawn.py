"""Lines of pieces in the theme's roles: what the reader, the list of cards and the bars draw with."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from briefing_tui.model import SIX
from briefing_tui.tui.page import Piece
from briefing_tui.tui.parts import InParts

if TYPE_CHECKING:
    from briefing_tui.tui.app import BriefingApp


class Look(NamedTuple):
    """The theme's colour of a role, and what shows it where colours are not seen."""

    color: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False  # the terminal's own inverse


# Looked up here and not through component classes, whose style rules would be applied to every widget at
# every start (40 ms).
LOOKS: dict[str, Look] = {
    "text": Look("foreground"),
    "dim": Look("dim"),
    "strong": Look("foreground", bold=True),
    "heading": Look("foreground", bold=True),
    "chosen": Look("foreground", bold=True),
    "accent": Look("accent", bold=True),
    "mark": Look("mark", bold=True),
    "note": Look("note"),
    "gap": Look("gap", italic=True),
    "error": Look("error", bold=True),
    "line": Look("line"),
    "selected": Look("foreground", reverse=True),
    "found": Look("mark", bold=True, reverse=True),
    "matched": Look("accent", bold=True, underline=True),
    "quote": Look("quote", italic=True),
    "left": Look("left", bold=True),
    "right": Look("right", bold=True),
    **{card: Look(card) for card in SIX},
}


class _Lines(StylesCache):
    """The lines that a widget has drawn, by line of the window, until they are to be drawn anew.

    At every key Textual asks all widgets for all their lines. Its own cache filters each of them every time,
    and draws a new one with border, padding, tint and opacity in mind, of which nothing drawn here has any.
    """

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        width = widget.size.width
        if width != self._width:
            self.clear()
            self._width = width
        lines = crop.line_range
        if new := [y for y in lines if y in self._dirty_lines or y not in self._cache]:
            filters, background = widget.get_line_filters(), widget.background_colors[1]
            for y in new:
                strip = widget.render_line(y)
                for each in filters:
                    strip = strip.apply_filter(each, background)
                self._cache[y] = strip
            self._dirty_lines.difference_update(new)
        strips = [self._cache[y] for y in lines]
        return strips if crop.column_span == (0, width) else [s.crop(crop.x, crop.right) for s in strips]


class Drawn(InParts, Widget, part=True):
    """A widget that draws itself line by line, in roles whose colours the theme names. Without a border or
    padding, and as opaque as Textual's widgets are.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_cache = _Lines()
        self._by_role: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        self._by_role.clear()
        super().notify_style_update()

    def role(self, name: str) -> Style:
        """The style of a role in the present theme, on this widget's background."""
        if name not in self._by_role:
            look = LOOKS.get(name, Look(name))
            known = self.app.theme_variables
            # A card that a desk added has the accent's colour: themes know the six.
            color = Color.parse(known.get(look.color, known["accent"]))
            _, background = self.background_colors
            app: BriefingApp = self.app  # type: ignore[assignment]
            italics = look.italic and app.terminal.italics
            self._by_role[name] = Style(
                color=color.rich_color,
                bgcolor=background.rich_color,
                bold=look.bold,
                italic=italics,
                underline=look.underline or (look.italic and not italics),
                reverse=look.reverse,
            )
        return self._by_role[name]

    def strip(self, pieces: Iterable[Piece], width: int | None = None) -> Strip:
        """The pieces at their columns, as wide as the widget; later ones never cover earlier ones."""
        width = self.size.width if width is None else width
        plain = blank = self.role("text")
        runs: list[tuple[str, Style]] = []
        x = 0
        for piece in sorted(pieces):
            if piece.x > x:
                runs.append((" " * (piece.x - x), blank))
                x = piece.x
            style = self.role(piece.role)
            # A gap keeps the colours of what stands before it: fewer colour changes, fewer bytes.
            blank = plain if style.reverse or style.underline else style
            runs.append((piece.text, style))
            x += cell_len(piece.text)
        if x < width:
            runs.append((" " * (width - x), blank))
        segments = [
            Segment("".join(text for text, _ in same), style)
            for style, same in groupby(runs, key=itemgetter(1))
        ]
        return Strip(segments, max(x, width)).crop(0, width)


class Pane(Widget):
    """Holds others, which cover it."""

    BLANK = True


class Bar(Drawn):
    """One or more fixed lines: a header, column heads, the footer."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[list[Piece]] = []

    def show(self, *lines: Iterable[Piece]) -> None:
        """Shows these lines; those that it shows already are not painted again."""
        before, self._lines = self._lines, [list(line) for line in lines]
        for y, (old, new) in enumerate(zip_longest(before, self._lines, fillvalue=())):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        return self.strip(self._lines[y] if y < len(self._lines) else ())
