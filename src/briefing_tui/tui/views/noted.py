"""Notes beside the text or below it: those on points in a column of their own, and those on no point."""

from __future__ import annotations

from collections.abc import Sequence

from briefing_tui.model import Note, Standing
from briefing_tui.tui import marks
from briefing_tui.tui.page import Page, Piece, Stop
from briefing_tui.tui.typography import room, shorten
from briefing_tui.tui.views.content import Columns, Content

Line = tuple[str, str]  # words, role
_LINES = 6  # of a note in the column, which is narrow


def add_notes(page: Page, content: Content, laid: Columns, loose: Sequence[Note] = ()) -> None:
    """Where there is a column for them, the notes on points beside their rows, as near as those before leave
    room; then the ``loose`` ones, at the end of the page. Text is never moved by a note in the column.
    """
    free = _beside(page, content, laid) if laid.notes else len(page.lines)
    drawn = [(note, _loose(content, note, laid.room or room(page.width - 3))) for note in loose]
    if laid.notes:
        # They end with the page where they can: the mark comes to them from its last row.
        free = max(free, len(page.lines) - sum(len(lines) + 1 for _, lines in drawn))
    x, column = (laid.notes, 2) if laid.notes else (0, 0)
    for note, lines in drawn:
        top = free + 1
        for at, (line, role) in enumerate(lines, top):
            page.put(at, Piece(x + 2, line, role))
        free = top + len(lines)
        page.stops.append(Stop(f"note:{note.id}", column, top, free, page.next_row, x))


def _beside(page: Page, content: Content, laid: Columns) -> int:
    """Writes the notes on the points of the page into their column; gives the first line below them."""
    free = 0
    for stop in page.stops:
        carded = content.carded(stop.column)
        notes = content.at_point.get(stop.key, ()) if stop.words else ()
        point = next((p for p in carded.points if p.id == stop.key), None) if carded and notes else None
        if carded is None or point is None:
            continue
        for note in notes:
            where = f"{carded.readout.side_name} ¶{point.paragraph}"
            standing = content.standing.get(note.id)
            lines = marks.note(note, standing, laid.room - 2, beside=point.text, where=where, most=_LINES)
            at = max(free, stop.top)
            for free, line in enumerate(lines, at):
                page.put(free, Piece(laid.notes + 2, line, "note"))
            free += 1
    return free


def _loose(content: Content, note: Note, width: int) -> list[Line]:
    """A note on a card or the brief itself, or one whose quotation is in neither text on screen."""
    standing = content.standing.get(note.id)
    lines = [(line, "note") for line in marks.note(note, standing, width - 2)]
    if note.anchor.exact:
        same = (c.readout.side_name for c in content.made.texts if c.readout.side == note.anchor.side)
        about = f"on {next(same, note.anchor.side)} ({note.anchor.language}) {note.anchor.where}: "
        if standing is Standing.ORPHAN:
            about = f"orphan {about}"
        lines.append((f"  {shorten(f'{about}“{note.anchor.exact}”', width - 4)}", "dim"))
    return lines
