"""Rows of points: both sides beside each other, or one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len

from briefing_tui.analysis.rows import Row
from briefing_tui.tui import marks
from briefing_tui.tui.page import Page, Piece, Stop, runs
from briefing_tui.tui.typography import room, shorten, wrap
from briefing_tui.tui.views.content import (
    GUTTER,
    SIDES,
    Columns,
    Content,
    apart_from,
    columns,
    gap,
    gap_sign,
    lines_of,
    notes_on,
)


def add_rows(page: Page, content: Content, rows: Sequence[Row]) -> None:
    laid = columns(content, page.width)
    for row in rows:
        page.add()
        if content.stacked or content.made.right is None:
            _stacked_row(page, content, row, laid)
        else:
            _row(page, content, row, laid)
        for remark in row.remarks:
            # A remark is on both sides: it may be as long as a line reads well.
            for line in marks.hanging(remark, room(page.width - GUTTER - 1)):
                page.add(Piece(GUTTER, line, "gap"))


def _row(page: Page, content: Content, row: Row, laid: Columns) -> None:
    """Both sides next to each other, a line between them."""
    top = len(page.lines)
    number = page.next_row
    for column, refs in enumerate((row.left, row.right)):
        x = laid.at(column)
        if refs:
            _cell(page, content, column, row, number, top, x, laid)
        else:
            for i, line in enumerate(wrap(gap(content, 1 - column), laid.text)):
                page.put(top + i, Piece(x + GUTTER, line, "gap"))
    for at in range(top - 1, len(page.lines)):
        page.put(at, Piece(laid.side, "│", "line"))


def _stacked_row(page: Page, content: Content, row: Row, laid: Columns) -> None:
    """One side under the other, each under its name."""
    number = page.next_row
    for column, refs in enumerate((row.left, row.right)):
        if not refs:
            continue
        carded = content.carded(column)
        assert carded is not None
        if content.made.right is not None:
            name = carded.readout.side_name.upper()
            page.add(Piece(GUTTER, name, SIDES[column]))
            if row.gap:
                said = shorten(gap(content, column), laid.text - cell_len(name) - 2)
                page.lines[-1].append(Piece(GUTTER + cell_len(name) + 2, said, "gap"))
        _cell(page, content, column, row, number, len(page.lines), 0, laid)


def _cell(
    page: Page,
    content: Content,
    column: int,
    row: Row,
    number: int,
    at: int,
    x: int,
    laid: Columns,
) -> None:
    """Writes the points of one side, as stops of row ``number``, from line ``at`` on, at column ``x``."""
    carded = content.carded(column)
    assert carded is not None
    measure = laid.text
    sign = gap_sign(content, column) if row.gap else ""
    for ref in (row.left, row.right)[column]:
        point = ref.point
        top = at
        page.put(at, Piece(x + 1, f"¶{point.paragraph}{marks.doubt(point)}", SIDES[column]))
        own = [] if ref.again else lines_of(content, column, point, measure)
        drawn = [(line, "text") for line in own]
        if ref.again:
            drawn = [(shorten(f"as above: {point.text}", measure), "dim")]
        if ref.elsewhere:
            drawn.append((f"→ {ref.elsewhere.digit} {ref.elsewhere.heading}", ref.elsewhere))
        decided = replace(point, was=None) if ref.again else point
        apart = () if ref.again else apart_from(content, point)
        drawn += [(line, "note") for line in marks.decided(decided, point.id in row.tied, apart, measure)]
        if not ref.again:
            drawn += [(line, "gap") for line in marks.unquoted(carded, point, measure)]
            drawn += [(line, "note") for line in notes_on(content, point, measure) if not laid.notes]
        if sign:
            page.sign(range(top, top + len(own)), x + GUTTER - 2, sign)
        for line, role in drawn:
            page.put(at, Piece(x + GUTTER, line, role))
            at += 1
        where = runs(point.text, own, top, x + GUTTER)
        page.stops.append(Stop(point.id, column, top, at, number, x, tuple(where)))
