"""Rows of points: both sides beside each other, or one under the other; and notes on no point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len

from briefing_tui.analysis.rows import Row
from briefing_tui.model import Note, Standing
from briefing_tui.tui import marks
from briefing_tui.tui.page import Page, Piece, Stop, runs
from briefing_tui.tui.typography import shorten, wrap
from briefing_tui.tui.views.content import (
    GUTTER,
    MEASURE,
    SIDES,
    Content,
    apart_from,
    gap,
    lines_of,
    notes_on,
)


def add_rows(page: Page, content: Content, rows: Sequence[Row]) -> None:
    for row in rows:
        page.add()
        if content.stacked or content.made.right is None:
            _stacked_row(page, content, row)
        else:
            _row(page, content, row)
        for remark in row.remarks:
            for line in wrap(remark, min(page.width - GUTTER - 1, MEASURE)):
                page.add(Piece(GUTTER, line, "gap"))


def _row(page: Page, content: Content, row: Row) -> None:
    """Both sides next to each other, a line between them."""
    half = (page.width - 1) // 2
    top = len(page.lines)
    number = page.next_row
    measure = min(half - GUTTER - 1, MEASURE)
    for column, refs in enumerate((row.left, row.right)):
        x = (half + 1) * column
        if refs:
            _cell(page, content, column, row, number, top, x, measure)
        else:
            for i, line in enumerate(wrap(gap(content, 1 - column), measure)):
                page.put(top + i, Piece(x + GUTTER, line, "gap"))
    for at in range(top - 1, len(page.lines)):
        page.put(at, Piece(half, "│", "line"))


def _stacked_row(page: Page, content: Content, row: Row) -> None:
    """One side under the other, each under its name."""
    measure = min(page.width - GUTTER - 1, MEASURE)
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
                said = shorten(gap(content, column), measure - cell_len(name) - 2)
                page.lines[-1].append(Piece(GUTTER + cell_len(name) + 2, said, "gap"))
        _cell(page, content, column, row, number, len(page.lines), 0, measure)


def _cell(
    page: Page,
    content: Content,
    column: int,
    row: Row,
    number: int,
    at: int,
    x: int,
    measure: int,
) -> None:
    """Writes the points of one side, as stops of row ``number``, from line ``at`` on, at column ``x``."""
    carded = content.carded(column)
    assert carded is not None
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
            drawn += [(line, "note") for line in notes_on(content, point, measure)]
        for line, role in drawn:
            page.put(at, Piece(x + GUTTER, line, role))
            at += 1
        where = runs(point.text, own, top, x + GUTTER)
        page.stops.append(Stop(point.id, column, top, at, number, x, tuple(where)))


def add_loose_notes(page: Page, content: Content, notes: Sequence[Note]) -> None:
    """Notes on a card or the brief itself, and those whose quotation is in neither text on screen."""
    measure = min(page.width - 3, MEASURE)
    for note in notes:
        page.add()
        top = len(page.lines)
        standing = content.standing.get(note.id)
        for line in marks.note(note, standing, measure):
            page.add(Piece(2, line, "note"))
        if note.anchor.exact:
            about = f"on {note.anchor.side} ({note.anchor.language}) {note.anchor.where}: "
            if standing is Standing.ORPHAN:
                about = f"orphan {about}"
            page.add(Piece(4, shorten(f"{about}“{note.anchor.exact}”", measure - 2), "dim"))
        page.stop(f"note:{note.id}", 0, top)
