"""The rows of a card as Markdown: quotations one under the other, or a table with a column a side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Said:
    """A point, in Markdown: whose it is (``Russia ¶8``), what is to be said of it, and its own words."""

    side: str
    paragraph: str
    about: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A row, in Markdown. ``notes`` are blocks that stand under it; an empty side is a gap."""

    number: str
    title: str
    left: tuple[Said, ...]
    right: tuple[Said, ...]
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Column(NamedTuple):
    """A side's name and the kind of its text, which stands wherever words of it stand."""

    side: str
    kind: str


def quotation(said: Said, kind: str) -> str:
    """A point by itself; the ``kind`` of its text goes with its words wherever they are pasted."""
    named = ", ".join((f"**{said.side} {said.paragraph}**", kind, *said.about))
    return f"> {named}: {said.words}"


def quotes(rows: Sequence[Laid], columns: Sequence[Column]) -> list[str]:
    """CommonMark blocks: each point a quotation under the row's title, then remarks and notes."""
    out: list[str] = []
    for row in rows:
        out.append(f"**{row.number} {row.title}**")
        for column, points in zip(columns, (row.left, row.right), strict=False):
            out += [quotation(said, column.kind) for said in points]
        out += [*(f"*{remark}*" for remark in row.remarks), *row.notes]
    return out


def table(rows: Sequence[Laid], columns: Sequence[Column]) -> list[str]:
    """GFM tables: a line a point, so that each can be read. Notes are no table: it ends under their row."""
    out: list[str] = []
    lines: list[str] = []
    head = _line(["Row", *(f"{c.side} ({c.kind})" for c in columns)])
    for row in rows:
        if not lines:
            lines = [head, _line(["---", *["---------"] * len(columns)])]  # pandoc makes widths of the dashes
        lines += _lines(row, len(columns))
        if row.notes:
            out += ["\n".join(lines), *row.notes]
            lines = []
    return [*out, "\n".join(lines)] if lines else out


def _lines(row: Laid, columns: int) -> list[str]:
    sides = (row.left, row.right)[:columns]
    title = "; ".join((f"**{row.number}** {row.title}", *(f"*{remark}*" for remark in row.remarks)))
    made = []
    for i in range(max(map(len, sides))):
        cells = [_cell(points[i]) if i < len(points) else "" if points else "—" for points in sides]
        made.append(_line([title if i == 0 else "", *cells]))
    return made


def _cell(said: Said) -> str:
    about = f" *({', '.join(said.about)})*" if said.about else ""
    return f"**{said.paragraph}**{about} {said.words}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


Style = Callable[[Sequence[Laid], Sequence[Column]], list[str]]
STYLES: dict[str, Style] = {"quotes": quotes, "table": table}
