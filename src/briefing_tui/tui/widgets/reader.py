"""The reader: draws a page line by line and moves a mark through it.

Only the lines in view are drawn, and a move repaints the mark's own cells alone (a few hundred bytes),
not the text beside it: over SSH a key answers at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import ceil

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing_tui.tui.page import Lit, Page, Piece, Span, Stop
from briefing_tui.tui.widgets.drawn import Drawn

MARK = "▌"
_EIGHTHS = " ▁▂▃▄▅▆▇"
_REVERSE = Style(reverse=True)
_BARS = 3  # lines above and below the reader: head, sides, foot


class Reader(Drawn, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a ``Page``. ``cursor`` is an index into its stops, -1 where it has none.

    Without the bindings of a ScrollView: its arrows, PgDn and End would scroll and leave the mark behind.
    Without its scroll bar too, which would be laid out anew with every page and painted 20 ms after it: the
    last column is drawn here, to look the same.
    """

    class Moved(Message):
        """The mark stands at another stop."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page = Page(0)
        self.cursor = -1
        self.selected: Span | None = None  # of the words of the stop at the mark
        self._side: int | None = None  # the side to come back to after a row that lacks it
        # Lines from the top of the window to the mark, as the last move left it: other windows may not have
        # the room, and the one in which it was made shows it so again.
        self._above = 0

    @property
    def here(self) -> Stop | None:
        """The stop at which the mark stands."""
        return self.page.stops[self.cursor] if 0 <= self.cursor < len(self.page.stops) else None

    def show(self, page: Page, key: str = "", column: int | None = None) -> None:
        """Shows another page with the mark at ``key`` (and ``column``), else at its first stop."""
        self.page = page
        self.set_reactive(Reader.virtual_size, Size(page.width, len(page.lines)))  # nothing moves by it
        self.cursor = self._at(key, column)
        self.selected = None
        self._side = None
        self._to_line(0)
        self.reveal()
        self.to_block()
        self.refresh()

    def exchange(self, page: Page) -> None:
        """Puts a page in the place of one like it: the mark stays on its stop, and that where it is in the
        window. Nothing is painted where nothing in view is another.
        """
        here, y = self.here, self.scroll_offset.y
        before = self._in_view()
        self.page = page
        self.set_reactive(Reader.virtual_size, Size(page.width, len(page.lines)))  # nothing moves by it
        self.cursor = self._at(here.key if here else "", here.column if here else None)
        if here and self.here:
            self._scroll(y + self.here.top - here.top)
            if (here.key, here.column) != (self.here.key, self.here.column):
                self._moved()
        if self._in_view() != before:
            self.refresh()

    def _in_view(self) -> list[object]:
        y, here = self.scroll_offset.y, self.here
        mark = here and (here.top - y, here.bottom - y)
        window = range(y, y + self.size.height)
        return [mark, *self.page.lines[y : y + self.size.height], *map(self.page.lit.get, window)]

    def _at(self, key: str, column: int | None) -> int:
        found = self.page.find(key, column)
        return 0 if found < 0 and self.page.stops else found

    def _to_line(self, y: int) -> None:
        self._scroll(y)
        self._moved()

    def _scroll(self, y: int) -> None:
        # Forced: before the first layout Textual believes that there is nothing to scroll.
        self.scroll_to(y=max(0, y), animate=False, force=True)

    def _moved(self) -> None:
        self._above = self.here.top - self.scroll_offset.y if self.here else 0

    def go(self, index: int, *, reveal: bool = True) -> None:
        """Moves the mark to a stop; with ``reveal`` the page is scrolled for it to be read."""
        if not self.page.stops:
            return
        index = max(0, min(index, len(self.page.stops) - 1))
        self._side = None
        if index == self.cursor:
            self.reveal()
            return
        before, self.cursor = self.here, index
        self._moved()
        for stop in (before, self.here):
            if stop:
                top = stop.top - self.scroll_offset.y
                self.refresh(Region(stop.x, top, 1, stop.bottom - stop.top))
        if reveal:
            self.reveal()
        self.post_message(self.Moved())

    def move(self, steps: int) -> None:
        """So many stops on, or back: first within the cell, then the rows after or before.

        The mark keeps to its side where the row has that side, and comes back to it where it had not.
        """
        for _ in range(abs(steps)):
            before = self.cursor, self.scroll_offset
            self._step(1 if steps > 0 else -1)
            if (self.cursor, self.scroll_offset) == before:
                break

    def _step(self, step: int) -> None:
        here = self.here
        if here is None:
            self._to_line(self.scroll_offset.y + step)
            return
        if self._more_to_read(here, step):
            return
        side = here.column if self._side is None else self._side
        beyond = self.page.beyond(self.cursor, step, side)
        if beyond is None:
            self._step_through(here)
            return
        self.go(beyond)
        self._side = side

    def _more_to_read(self, here: Stop, step: int) -> bool:
        """A stop out of view, or taller than the window, is read to its end before the mark moves on."""
        height, y = self.size.height, self.scroll_offset.y
        if step > 0 and y + height < here.bottom:
            self._to_line(min(y + height - 2, here.bottom - height))
            return True
        if step < 0 and here.top < y:
            self._to_line(max(y - height + 2, here.top - 1))
            return True
        return False

    def _step_through(self, here: Stop) -> None:
        """At the first or last stop already: show what stands before or after it."""
        self._to_line(0 if here.row == 0 else len(self.page.lines))

    def to_column(self, column: int) -> None:
        """To the stop of the other column that stands nearest to this one's first line."""
        here = self.here
        if here is None or here.column == column:
            return
        there = self.page.standing(column, 0, len(self.page.lines))
        if there:
            self.go(min(there, key=lambda i: (abs(self.page.stops[i].top - here.top), i)))

    def turn(self, pages: float) -> None:
        """Scrolls by so many windows; the mark goes to the first stop in view."""
        height = max(1, self.size.height - 2)
        self._to_line(self.scroll_offset.y + round(pages * height))
        here = self.here
        y = self.scroll_offset.y
        if here is None or y <= here.top < y + self.size.height:
            return
        same = self.page.standing(here.column, y, y + self.size.height)
        if same:
            self.go(same[0] if pages > 0 else same[-1], reveal=False)

    def reveal(self) -> None:
        """Scrolls so that the mark's stop is in view: far enough that the next few are too."""
        if self.here and (y := self._revealing(self.here, self.scroll_offset.y)) != self.scroll_offset.y:
            self._to_line(y)

    def to_block(self) -> None:
        """On a page of paragraphs: scrolls to the beginning of the page, or else of the paragraph where the
        mark stands, if the mark is in view then.
        """
        here = self.here
        if here and here.block is not None:
            y = 0 if here.bottom <= self._height else here.block
            if here.bottom <= y + self._height:
                self._to_line(y)

    def restore(self) -> None:
        """In a window of another size: the mark where it was last moved to, or as near as it is in view."""
        if self.here:
            self._scroll(self._revealing(self.here, self.here.top - self._above))

    @property
    def _height(self) -> int:
        """Lines of the window; before the first layout about what it will be."""
        # Or else the page would be painted twice at the start.
        return self.size.height or max(1, self.app.size.height - _BARS)

    def _revealing(self, here: Stop, y: int) -> int:
        """The line to scroll to for a stop to be in view: ``y`` where it is so there."""
        height = self._height
        if self.cursor == 0 and (here.bottom <= height or y == 0):
            return 0  # with what stands above the first stop: a heading, the bottom line of both texts
        if here.top >= y and here.bottom <= y + height:
            return y
        if here.bottom - here.top >= height and here.top < y + height // 3 and here.bottom > y:
            return y
        target = here.top - min(2, height // 6)
        if here.top < y:
            target = min(target, here.bottom - height + 2) if here.bottom - here.top < height else here.top
        return max(0, target)

    def on_resize(self) -> None:
        self.restore()

    def refresh_line(self, at: int) -> None:
        """Line ``at`` of the page has changed."""
        self.refresh(Region(0, at - self.scroll_offset.y, self.size.width, 1))

    def light(self, role: str, spans: Mapping[str, Iterable[Span]]) -> None:
        """Lights these words of the texts at the stops, by their keys, and no others in that role."""
        for at in self.page.light(role, spans):
            self.refresh_line(at)

    def select(self, span: Span | None) -> None:
        """Shows these words of the point at the mark as selected. Only cells that change are painted."""
        before, self.selected = self.selected, span
        changed = [c for part in _between(before, span) for c in self._cells(part)]
        if not changed:
            return
        top, bottom = min(c.y for c in changed), max(c.bottom for c in changed)
        y, height = self.scroll_offset.y, self.size.height
        if span and not y <= top <= bottom <= y + height:
            self._to_line(top if top < y or bottom - top > height else bottom - height)
        for cells in changed:
            self.refresh(cells.translate((0, -self.scroll_offset.y)))

    def _cells(self, span: Span) -> Iterator[Region]:
        """The cells of the page in which words of the point at the mark stand."""
        for run in self.here.words if self.here else ():
            start, end = run.within(span)
            if start < end:
                text = next(p.text for p in self.page.lines[run.line] if p.x == run.x)
                x = run.x + cell_len(text[:start])
                yield Region(x, run.line, cell_len(text[start:end]), 1)

    def _selected_on(self, at: int) -> Iterator[Lit]:
        """What is selected on a line."""
        for run in self.here.words if self.here and self.selected else ():
            if run.line == at and self.selected:
                start, end = run.within(self.selected)
                if start < end:
                    yield Lit(run.x, start, end, "selected")

    def render_line(self, y: int) -> Strip:
        """Line ``y`` of the window, as wide as the widget."""
        # Asked once a line, a move draws twenty: and that is the size, which Textual need not look up.
        (width, height), top = self.container_size, self.scroll_offset.y
        words = self.strip(self._pieces(y + top), width - 1)
        return Strip([*words, self._bar(y, top, height)], width)

    def _pieces(self, at: int) -> Iterable[Piece]:
        """Line ``at`` of the page, with the mark and what is lit; nothing below its last one."""
        if at >= len(self.page.lines):
            return ()
        pieces = self.page.lines[at]
        here = self.here
        if here and here.top <= at < here.bottom:
            pieces = [p for p in pieces if p.x != here.x] + [Piece(here.x, MARK, "mark")]
        if lit := [*self.page.lit.get(at, ()), *self._selected_on(at)]:
            pieces = [part for piece in pieces for part in _in_parts(piece, lit)]
        return pieces

    def _bar(self, y: int, top: int, height: int) -> Segment:
        """The cell of the scroll bar on line ``y`` of a window ``height`` lines high that begins at line
        ``top`` of the page: blank where all of the page is in view.
        """
        lines, style = len(self.page.lines), self.role("line")
        if lines <= height:
            return Segment(" ", style)
        thumb = max(1.0, height * height / lines)
        start = int((height - thumb) * top / (lines - height) * 8)
        above, within = start - 8 * y, start + ceil(thumb * 8) - 8 * y  # eighths of this cell
        if above >= 8 or within <= 0:
            return Segment(" ", style)
        if above > 0:
            return Segment(_EIGHTHS[8 - above], style)
        return Segment(_EIGHTHS[max(0, 8 - within)], style + _REVERSE)


def _between(before: Span | None, after: Span | None) -> tuple[Span, ...]:
    """The parts of a text that are in one of two spans and not in the other, and perhaps some in neither."""
    if before is None or after is None:
        return tuple(span for span in (before, after) if span)
    starts, ends = sorted((before[0], after[0])), sorted((before[1], after[1]))
    return (starts[0], starts[1]), (ends[0], ends[1])


def _in_parts(piece: Piece, lit: Iterable[Lit]) -> Iterator[Piece]:
    """The piece in parts of one role each; what is lit later lies over what is lit earlier."""
    mine = [each for each in lit if each.x == piece.x]
    if not mine:
        yield piece
        return
    roles = [piece.role] * len(piece.text)
    for each in mine:
        roles[each.start : each.end] = [each.role] * (each.end - each.start)
    x, at = piece.x, 0
    for role, same in groupby(roles):
        text = piece.text[at : at + len(list(same))]
        yield Piece(x, text, role)
        x, at = x + cell_len(text), at + len(text)
