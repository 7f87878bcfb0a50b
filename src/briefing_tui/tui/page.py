"""A page: lines ready to draw, and the places in it where the cursor can stand.

Views (``tui.views``) build pages; the reader widget draws them. A page knows words and roles, no colours.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from rich.cells import cell_len

from briefing_tui.frozen import dataclass
from briefing_tui.tui.typography import wrap

Span = tuple[int, int]  # of a text, the first character and the one after the last


class Piece(NamedTuple):
    """Words at a column of a line, in a role that the style sheet knows (``dim``, ``note``, ``left`` ...)."""

    x: int
    text: str
    role: str = "text"


class Run(NamedTuple):
    """Words of a text as drawn: from ``start`` to ``end`` of it they stand on ``line`` in the piece at column
    ``x``, after ``skip`` other characters of that piece.
    """

    line: int
    x: int
    skip: int
    start: int
    end: int

    def within(self, span: Span) -> Span:
        """Which characters of the piece are in the span of the text; none where the second is not after the
        first.
        """
        ahead = self.skip - self.start
        return max(self.start, span[0]) + ahead, min(self.end, span[1]) + ahead


class Lit(NamedTuple):
    """The characters from ``start`` to ``end`` of the piece at column ``x``, to be drawn in another role."""

    x: int
    start: int
    end: int
    role: str


# Roles of words that are lit, a later one over an earlier one.
LIGHTS = ("quote", "matched", "found", "selected")
CELLS = " │ "  # between the cells of a table's row


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the cursor can stand: lines ``top`` to ``bottom`` (not included), mark drawn at column ``x``.

    ``key`` says of what (a point's id, a brief's id); ``column`` is 0 for the left side and 1 for the right;
    stops of one ``row`` stand beside each other. ``words`` tells where a point's own words are drawn; it is
    empty where they are not. ``block`` is the first line of the paragraph in which it stands, on a page of
    paragraphs.
    """

    key: str
    column: int
    top: int
    bottom: int
    row: int
    x: int = 0
    words: tuple[Run, ...] = ()
    block: int | None = None


@dataclasses.dataclass(slots=True)
class Page:
    """Lines from top to bottom and the stops in reading order; by number of the line what is lit on it."""

    width: int
    lines: list[list[Piece]] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    lit: dict[int, list[Lit]] = field(default_factory=dict)

    def add(self, *pieces: Piece) -> None:
        self.lines.append(list(pieces))

    def add_text(self, text: str, role: str = "text", x: int = 2) -> None:
        """Wrapped text as lines of its own."""
        for line in wrap(text, self.width - x - 1):
            self.add(Piece(x, line, role))

    def put(self, at: int, piece: Piece) -> None:
        """Writes into line ``at``, making lines up to it."""
        while len(self.lines) <= at:
            self.lines.append([])
        self.lines[at].append(piece)

    def sign(self, lines: Iterable[int], x: int, sign: str) -> None:
        """A sign in the margin of these lines, where nothing stands yet. In the colour of the text: another
        would be two changes of colour a line, and a tenth more to send for a card.
        """
        for at in lines:
            if at >= len(self.lines) or not any(p.x <= x < p.x + len(p.text) for p in self.lines[at]):
                self.put(at, Piece(x, sign))

    def stop(
        self, key: str, column: int, top: int, words: Iterable[Run] = (), block: int | None = None
    ) -> None:
        """Marks the lines from ``top`` to the end as one place to stand, a row of its own."""
        row = self.next_row
        self.stops.append(Stop(key, column, top, len(self.lines), row, words=tuple(words), block=block))

    def light(self, role: str, spans: Mapping[str, Iterable[Span]]) -> set[int]:
        """Lights these words of the texts at the stops, by their keys, and no others in that role; gives the
        lines that change.
        """
        before = {at: [x for x in lit if x.role == role] for at, lit in self.lit.items()}
        now: dict[int, list[Lit]] = {}
        for stop in self.stops if spans else ():
            for span in spans.get(stop.key, ()):
                for run in stop.words:
                    start, end = run.within(span)
                    if start < end:
                        now.setdefault(run.line, []).append(Lit(run.x, start, end, role))
        changed = {at for at in {*before, *now} if before.get(at, []) != now.get(at, [])}
        for at in changed:
            kept = [x for x in self.lit.get(at, ()) if x.role != role]
            self.lit[at] = sorted([*kept, *now.get(at, ())], key=lambda x: LIGHTS.index(x.role))
        return changed

    @property
    def next_row(self) -> int:
        """The number of the row that comes after those that have stops."""
        return self.stops[-1].row + 1 if self.stops else 0

    # -- where the mark can go ----------------------------------------------------------------------

    def find(self, key: str, column: int | None = None) -> int:
        """The stop with the key, in the column where it is there; -1: no such stop."""
        found = [i for i, s in enumerate(self.stops) if s.key == key]
        in_column = [i for i in found if self.stops[i].column == column]
        return next(iter(in_column or found), -1)

    def beyond(self, at: int, step: int, side: int) -> int | None:
        """The next (1) or previous (-1) stop from stop ``at``: within the cell, then in the row after or
        before, in column ``side`` where that row has it; None at the end.
        """
        here = self.stops[at]
        beyond = [
            (abs(s.row - here.row), s.column != (here.column if s.row == here.row else side), step * s.top, i)
            for i, s in enumerate(self.stops)
            if (step * (s.row - here.row) > 0)
            or (s.row == here.row and s.column == here.column and step * (s.top - here.top) > 0)
        ]
        return min(beyond)[-1] if beyond else None

    def standing(self, column: int, top: int, bottom: int) -> Sequence[int]:
        """The stops of the column that begin on the lines from ``top`` to ``bottom`` (not included)."""
        return [i for i, s in enumerate(self.stops) if s.column == column and top <= s.top < bottom]

    def plain(self) -> str:
        """The page as plain text, for tests and for looking at."""
        rows = []
        for line in self.lines:
            row = ""
            for piece in sorted(line):
                row += " " * (piece.x - cell_len(row)) + piece.text
            rows.append(row.rstrip())
        return "\n".join(rows)


def runs(text: str, lines: Iterable[str], top: int, x: int) -> Iterator[Run]:
    """Where the words of ``text`` are, drawn as ``lines`` from line ``top`` on at column ``x``.

    The lines are the text cut at white space, or the rows of a table with their cells set apart.
    """
    at = 0
    for i, line in enumerate(lines):
        skip = 0
        for cell in line.split(CELLS):
            words = cell.rstrip()
            at = text.index(words, at)
            yield Run(top + i, x, skip, at, at + len(words))
            at += len(words)
            skip += len(cell) + len(CELLS)
