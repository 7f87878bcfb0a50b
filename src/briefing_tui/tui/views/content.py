"""What the views show, and what several of them say of it. Pure: model in, words out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import zip_longest

from rich.cells import cell_len

from briefing_tui.analysis import rows as rows_of
from briefing_tui.frozen import dataclass
from briefing_tui.model import Block, BlockKind, Carded, Comparison, Note, Point, Standing
from briefing_tui.tui import marks
from briefing_tui.tui.page import CELLS
from briefing_tui.tui.typography import measure, wrap

SIDES = ("left", "right")
GUTTER = 6  # the mark, the paragraph number, the sign of a gap
TEXT = 11  # in the read view: the mark, the paragraph number, the cards, the sign of a gap
_MARGIN = (28, 44)  # cells of a column of notes, at least and at most


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What the views show: the comparison and the notes, by point and those of a card or the brief.

    ``standing`` says by a note's id how it stands in the text as it is now. ``stacked`` puts the sides one
    under the other; ``margin`` the notes into a column of their own. ``tables`` are the widths of the columns
    of each table, by side and paragraph.
    """

    made: Comparison
    at_point: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    rest: Sequence[Note] = ()
    standing: Mapping[str, Standing] = field(default_factory=dict)
    stacked: bool = False
    margin: bool = False
    tables: Mapping[tuple[int, int | None], Sequence[int]] = field(init=False)

    def __post_init__(self) -> None:
        both = ((column, carded) for column in (0, 1) if (carded := self.carded(column)))
        found = {
            (column, block.number): _widths(block)
            for column, carded in both
            for block in carded.readout.blocks
            if block.kind is BlockKind.TABLE
        }
        object.__setattr__(self, "tables", found)

    def carded(self, column: int) -> Carded | None:
        return self.made.left if column == 0 else self.made.right


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand on a page, in cells: ``side`` is the width of a side with its gutter, ``text`` that
    of its lines; from ``notes`` on there are ``room`` cells for notes, 0: they stand under what they are on.
    """

    side: int
    text: int
    notes: int = 0
    room: int = 0

    def at(self, column: int) -> int:
        """Where the side in a column begins, after the line between the two."""
        return (self.side + 1) * column


def columns(content: Content, width: int, *, whole: bool = False) -> Columns:
    """The columns of a page of so many cells: both sides beside each other, or the ``whole`` of one.

    A side takes no more than its text fills, so that the two stay near each other on a wide screen.
    """
    gutter = TEXT if whole else GUTTER
    sides = 1 if whole or content.stacked or content.made.right is None else 2
    full = gutter + measure() + 1
    if not content.margin:
        side = min((width - sides + 1) // sides, full)
        return Columns(side, side - gutter - 1)
    least, most = _MARGIN
    spare = width - sides * (full + 1) - 1
    notes = min(most, max(least, width // 5, spare))
    side = min((width - notes - sides) // sides, full)
    return Columns(side, side - gutter - 1, sides * (side + 1), notes - 1)


def apart_from(content: Content, point: Point) -> list[Point]:
    return [other for _, other in rows_of.untied(content.made, point)]


def _widths(table: Block) -> list[int]:
    """The widths of its columns in cells of the terminal."""
    rows = [[cell_len(cell) for cell in line.split(" | ")] for line in table.text.split("\n")]
    return [max(column) for column in zip_longest(*rows, fillvalue=0)]


def lines_of(content: Content, column: int, point: Point, width: int) -> list[str]:
    """The point's words; the rows of a table with their cells under each other."""
    widths = content.tables.get((column, point.paragraph))
    if widths is None:
        return list(wrap(point.text, width))
    if sum(widths) + 3 * len(widths) > width:
        return [line for row in point.text.split("\n") for line in wrap(row, width)]
    made = []
    for row in point.text.split("\n"):
        padded = (c + " " * (w - cell_len(c)) for c, w in zip(row.split(" | "), widths, strict=False))
        made.append(CELLS.join(padded).rstrip())
    return made


def notes_on(content: Content, point: Point, width: int) -> list[str]:
    """The lines of all notes on the point."""
    return [
        line
        for note in content.at_point.get(point.id, ())
        for line in marks.note(note, content.standing.get(note.id), width, beside=point.text)
    ]


def gap(content: Content, column: int) -> str:
    """The words for a point that only the side in ``column`` has."""
    here, other = content.carded(column), content.carded(1 - column)
    assert here is not None
    return rows_of.gap_words(here, other)


def gap_sign(content: Content, column: int) -> str:
    """The line beside a point that only the side in ``column`` has; a broken one where that is not known.
    Nothing where there is no other text.
    """
    here, other = content.carded(column), content.carded(1 - column)
    assert here is not None
    return "" if other is None else "│" if rows_of.is_silence(here, other) else "┊"


def counted(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def on_brief(content: Content) -> list[Note]:
    """Notes on the whole brief: they stand in the coverage view and on the last card."""
    return [n for n in content.rest if n.anchor.card is None]
