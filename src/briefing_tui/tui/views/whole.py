"""The view that reads: the whole text of one side."""

from __future__ import annotations

from collections.abc import Sequence, Set

from briefing_tui.analysis import rows as rows_of
from briefing_tui.model import Block, BlockKind, Point
from briefing_tui.tui import marks
from briefing_tui.tui.page import Page, Piece, runs
from briefing_tui.tui.typography import wrap
from briefing_tui.tui.views.content import (
    TEXT,
    Columns,
    Content,
    apart_from,
    columns,
    gap_sign,
    lines_of,
    notes_on,
)
from briefing_tui.tui.views.noted import add_notes


def read(content: Content, column: int, width: int) -> Page:
    """The whole readout of a side, furniture dimmed, each point with the number of its card."""
    page = Page(width)
    carded = content.carded(column)
    assert carded is not None
    laid = columns(content, width, whole=True)
    known = rows_of.matched(content.made)
    points: dict[int, list[Point]] = {}
    for point in carded.points:
        points.setdefault(point.paragraph, []).append(point)
    tied = {point_id for m in content.made.matches if m.tied for point_id in (m.a, m.b)}
    previous: Block | None = None
    for block in carded.readout.blocks:
        if not (previous and previous.kind is block.kind is BlockKind.ITEM):
            page.add()
        previous = block
        if block.number is None:
            role = "heading" if block.kind is BlockKind.HEADING else "dim"
            for line in wrap(block.text, laid.text):
                page.add(Piece(TEXT, line, role))
            continue
        _read_block(page, content, column, block, points.get(block.number, []), tied, known, laid)
    add_notes(page, content, laid)
    return page


def _read_block(
    page: Page,
    content: Content,
    column: int,
    block: Block,
    points: Sequence[Point],
    tied: Set[str],
    known: Set[str],
    laid: Columns,
) -> None:
    page_top = len(page.lines)
    indent = {BlockKind.ITEM: 4 * block.level, BlockKind.QUOTE: 2}.get(block.kind, 0)
    measure = laid.text - indent
    for point in points:
        top = len(page.lines)
        own = lines_of(content, column, point, measure)
        for i, line in enumerate(own):
            page.add(Piece(TEXT + indent, line, "text"))
            if block.kind is BlockKind.QUOTE:
                page.lines[-1].append(Piece(TEXT, "│", "dim"))
            if i == 0:
                digits = ",".join(str(c.digit) for c in (point.card, *point.also[:1]))
                page.lines[-1].append(Piece(6, digits + marks.doubt(point), point.card))
        for line in marks.decided(point, point.id in tied, apart_from(content, point), measure):
            page.add(Piece(TEXT + indent, line, "note"))
        carded = content.carded(column)
        for line in marks.unquoted(carded, point, measure) if carded else ():
            page.add(Piece(TEXT + indent, line, "gap"))
        for line in notes_on(content, point, measure) if not laid.notes else ():
            page.add(Piece(TEXT + indent, line, "note"))
        if point.id not in known:
            page.sign(range(top, top + len(own)), TEXT - 2, gap_sign(content, column))
        page.stop(point.id, column, top, runs(point.text, own, top, TEXT + indent), page_top)
    if page_top < len(page.lines):
        page.lines[page_top].append(Piece(1, f"¶{block.number}", "dim"))
        if block.marker:
            page.lines[page_top].append(Piece(TEXT + indent - 4, block.marker[:3], "dim"))
