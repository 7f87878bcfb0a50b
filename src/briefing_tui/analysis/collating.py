"""Two texts of one document side by side: which paragraphs stayed, which were edited, which came or went.

Paragraphs that stand word for word in both are aligned first. What lies between two of these is compared word
by word, and paragraphs that share more than half of the letters of the shorter one belong together, several
where one was split or some were merged. A paragraph that stands elsewhere now is gone there and new here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Literal, NamedTuple

from briefing_tui.analysis.worddiff import Part, align, diff
from briefing_tui.model import Block, BlockKind, Readout

_BREAK = "\n"  # between paragraphs that are compared together
_SHARE = 0.5


class Row(NamedTuple):
    """Paragraphs of the old text (from ``old`` to ``old_end``, not included) and those of the new text in
    their place. ``parts`` are empty where they are the same.
    """

    old: int
    old_end: int
    new: int
    new_end: int
    parts: tuple[Part, ...] = ()

    @property
    def same(self) -> bool:
        return not self.parts


class Stretch(NamedTuple):
    """Words of one of the two texts: in both, only in the old one (``gone``), or only in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Collation:
    """Two texts of one readout. ``heads`` are what is said of the text (its title, its date) and has changed:
    what it is called, what it was and what it is.
    """

    old: tuple[Block, ...]
    new: tuple[Block, ...]
    rows: tuple[Row, ...]
    heads: tuple[tuple[str, str, str], ...]

    def before(self, row: Row) -> tuple[Block, ...]:
        return self.old[row.old : row.old_end]

    def after(self, row: Row) -> tuple[Block, ...]:
        return self.new[row.new : row.new_end]

    def stretches(self, row: Row) -> Iterator[Stretch]:
        """The words of a changed row, in order; what was put for other words follows these."""
        a, b = (joined([block.text for block in blocks]) for blocks in (self.before(row), self.after(row)))
        for part in row.parts:
            new = part.kind == "new"
            yield Stretch(part.kind, b[part.b_start : part.b_end] if new else a[part.a_start : part.a_end])

    def folded(self) -> Iterator[tuple[Row, ...]]:
        """The changed rows one by one, and together those that have not changed."""
        for _, rows in groupby(enumerate(self.rows), key=lambda at: -1 if at[1].same else at[0]):
            yield tuple(row for _, row in rows)


_HEADS = ("title", "published", "source", "complete", "issuer", "publisher", "url")


def compare(old: Readout, new: Readout) -> Collation:
    """The texts without page furniture: paragraphs, and headings, which have no number."""
    a, b = (tuple(b for b in r.blocks if b.kind is not BlockKind.FURNITURE) for r in (old, new))
    rows = collate([block.text for block in a], [block.text for block in b])
    heads = [(name, _said(getattr(old, name)), _said(getattr(new, name))) for name in _HEADS]
    return Collation(a, b, tuple(rows), tuple(h for h in heads if h[1] != h[2]))


def _said(value: object) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def numbers(blocks: Sequence[Block]) -> str:
    """Where they stand in their text: ``¶3``, ``¶3–¶7``; ``heading`` where none of them has a number."""
    found = [block.number for block in blocks if block.number is not None]
    if not found:
        return "heading"
    return f"¶{found[0]}" if len(found) == 1 else f"¶{found[0]}–¶{found[-1]}"


def collate(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """The rows in order; together they cover both texts. Each paragraph that stayed has a row of its own.

    The parts of a row are those of ``joined`` paragraphs.
    """
    rows: list[Row] = []
    at_old = at_new = 0
    for i, j in (*align(old, new), (len(old), len(new))):
        rows += _edited(old, new, (at_old, i), (at_new, j))
        if i < len(old):
            rows.append(Row(i, i + 1, j, j + 1))
        at_old, at_new = i + 1, j + 1
    return rows


def joined(paragraphs: Sequence[str]) -> str:
    """The text to which the offsets of a row's parts belong."""
    return _BREAK.join(paragraphs)


def _edited(
    old: Sequence[str], new: Sequence[str], in_old: tuple[int, int], in_new: tuple[int, int]
) -> Iterator[Row]:
    """The rows of a stretch between two paragraphs that stayed."""
    (s, e), (t, f) = in_old, in_new
    for i, i_end, j, j_end in (*_together(old[s:e], new[t:f]), (e - s, e - s, f - t, f - t)):
        while s - in_old[0] < i:
            yield _row(old, new, (s, s + 1), (t, t))
            s += 1
        while t - in_new[0] < j:
            yield _row(old, new, (s, s), (t, t + 1))
            t += 1
        if i_end > i:
            s, t = in_old[0] + i_end, in_new[0] + j_end
            yield _row(old, new, (in_old[0] + i, s), (in_new[0] + j, t))


def _row(old: Sequence[str], new: Sequence[str], in_old: tuple[int, int], in_new: tuple[int, int]) -> Row:
    parts = diff(joined(old[slice(*in_old)]), joined(new[slice(*in_new)]))
    return Row(*in_old, *in_new, tuple(parts))


def _together(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Stretches of paragraphs that belong together: first and end in the old text, and in the new one."""
    if not old or not new:
        return []
    shared: dict[tuple[int, int], int] = {}
    ends_old, ends_new = (list(accumulate(len(p) + len(_BREAK) for p in text)) for text in (old, new))
    i = j = 0
    for part in diff(joined(old), joined(new)):
        if part.kind != "same":
            continue
        a, b = part.a_start, part.b_start
        while a < part.a_end:
            while ends_old[i] <= a:
                i += 1
            while ends_new[j] <= b:
                j += 1
            size = min(part.a_end - a, ends_old[i] - a, ends_new[j] - b)
            shared[i, j] = shared.get((i, j), 0) + size
            a, b = a + size, b + size
    found: list[tuple[int, int, int, int]] = []
    for (i, j), size in shared.items():  # in both texts' order
        if size <= _SHARE * min(len(old[i]), len(new[j])):
            continue
        if found and (i < found[-1][1] or j < found[-1][3]):
            first_old, end_old, first_new, end_new = found.pop()
            found.append((first_old, max(end_old, i + 1), first_new, max(end_new, j + 1)))
        else:
            found.append((i, i + 1, j, j + 1))
    return found
