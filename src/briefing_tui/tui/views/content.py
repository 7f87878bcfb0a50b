"""What the views show, and what several of them say of it. Pure: model in, words out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from rich.cells import cell_len

from briefing_tui.analysis import rows as rows_of
from briefing_tui.model import Block, BlockKind, Carded, Comparison, Note, Point, Standing
from briefing_tui.tui import marks
from briefing_tui.tui.page import CELLS
from briefing_tui.tui.typography import wrap

SIDES = ("left", "right")
# A longer line is harder to read than it is worth.
MEASURE = 84
GUTTER = 6  # the mark, the paragraph number


@dataclass(frozen=True, slots=True)
class Content:
    """What the views show: the comparison and the notes, by point and those of a card or the brief.

    ``standing`` says by a note's id how it stands in the text as it is now. ``stacked`` puts the sides one
    under the other. ``tables`` are the widths of the columns of each table, by side and paragraph.
    """

    made: Comparison
    at_point: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    rest: Sequence[Note] = ()
    standing: Mapping[str, Standing] = field(default_factory=dict)
    stacked: bool = False
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


def counted(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def on_brief(content: Content) -> list[Note]:
    """Notes on the whole brief: they stand in the coverage view and on the last card."""
    return [n for n in content.rest if n.anchor.card is None]
