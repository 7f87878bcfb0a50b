"""The views of a brief as pages: compare, read, gaps, coverage. Pure: model and width in, page out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from rich.cells import cell_len

from briefing_tui.analysis import rows as rows_of
from briefing_tui.analysis.rows import Ref, Row
from briefing_tui.model import CARDS, Block, BlockKind, Card, Carded, Comparison, Note, Point, Standing
from briefing_tui.tui import marks
from briefing_tui.tui.page import CELLS, Page, Piece, Stop, runs
from briefing_tui.tui.typography import shorten, wrap

VIEWS = ("compare", "read", "gaps", "doubts", "coverage")
SIDES = ("left", "right")
# A longer line is harder to read than it is worth.
MEASURE = 84
_GUTTER = 6  # the mark, the paragraph number
_TEXT = 11  # in the read view: the mark, the paragraph number, the cards


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


def compare(content: Content, card: Card, width: int) -> Page:
    """The card's rows, side by side where there is room; then the notes on the card itself."""
    page = Page(width)
    rows = rows_of.rows(content.made, card)
    if not rows:
        page.add()
        one = "this text" if content.made.right is None else "either text"
        page.add_text(f"No point of {one} is on this card.", "dim")
    _rows(page, content, rows)
    _loose_notes(page, content, [n for n in content.rest if n.anchor.card is card])
    if card is Card.CONTEXT:
        _loose_notes(page, content, _on_brief(content))
    return page


def gaps(content: Content, width: int) -> Page:
    """The ledger: card by card what only one side says."""
    page = Page(width)
    if content.made.right is None:
        page.add()
        page.add_text("Only one side's text is at hand: there is nothing to compare it with.", "dim")
        return page
    made = content.made
    names = [c.readout.side_name for c in (made.left, made.right) if c]
    silent = [rows_of.is_silence(*pair) for pair in ((made.left, made.right), (made.right, made.left))]
    for account in rows_of.ledger(made):
        counts = [
            f"{'only' if sure else 'unknown:'} {name} {len(points)}"
            for name, sure, points in zip(names, silent, (account.left, account.right), strict=True)
            if points
        ]
        counts += [f"figures differ {len(account.differing)}"] * bool(account.differing)
        counts += [f"same words {len(account.echoes)}"] * bool(account.echoes)
        _card_heading(page, account.card, " · ".join(counts) or "nothing: both sides report the same")
        _rows(page, content, [Row((Ref(p),), ()) for p in account.left])
        _rows(page, content, [Row((), (Ref(p),)) for p in account.right])
        _rows(page, content, (*account.differing, *account.echoes))
    return page


def doubts(content: Content, width: int) -> Page:
    """The points whose card the program is not sure of, each with the two cards it stands between."""
    page = Page(width)
    found = rows_of.doubts(content.made)
    page.add()
    if not found:
        page.add_text("No doubt about any card.", "dim")
        return page
    page.add_text(
        f"The card is in doubt for {_points(len(found))}; c moves one to another card, = says why.", "dim"
    )
    measure = min(width - _GUTTER - 1, MEASURE)
    for carded, point in found:
        page.add()
        top = len(page.lines)
        column = 0 if carded is content.made.left else 1
        name = carded.readout.side_name
        page.add(
            Piece(_GUTTER, name, SIDES[column]),
            Piece(_GUTTER + cell_len(name) + 2, marks.between(point), "gap"),
        )
        page.lines[-1].append(Piece(1, f"¶{point.paragraph}", SIDES[column]))
        own = _lines(content, column, point, measure)
        for line in own:
            page.add(Piece(_GUTTER, line))
        for line in _notes(content, point, measure):
            page.add(Piece(_GUTTER, line, "note"))
        page.stop(point.id, column, top, runs(point.text, own, top + 1, _GUTTER))
    return page


def read(content: Content, column: int, width: int) -> Page:
    """The whole readout of a side, furniture dimmed, each point with the number of its card."""
    page = Page(width)
    carded = content.carded(column)
    assert carded is not None
    measure = min(width - _TEXT - 1, MEASURE)
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
            for line in wrap(block.text, measure):
                page.add(Piece(_TEXT, line, role))
            continue
        _read_block(page, content, column, block, points.get(block.number, []), tied, measure)
    return page


def _read_block(
    page: Page,
    content: Content,
    column: int,
    block: Block,
    points: Sequence[Point],
    tied: Set[str],
    measure: int,
) -> None:
    page_top = len(page.lines)
    indent = {BlockKind.ITEM: 4 * block.level, BlockKind.QUOTE: 2}.get(block.kind, 0)
    for point in points:
        top = len(page.lines)
        own = _lines(content, column, point, measure - indent)
        for i, line in enumerate(own):
            page.add(Piece(_TEXT + indent, line, "text"))
            if block.kind is BlockKind.QUOTE:
                page.lines[-1].append(Piece(_TEXT, "│", "dim"))
            if i == 0:
                digits = ",".join(str(c.digit) for c in (point.card, *point.also[:1]))
                page.lines[-1].append(Piece(6, digits + marks.doubt(point), point.card))
        for line in marks.decided(point, point.id in tied, _apart(content, point), measure - indent):
            page.add(Piece(_TEXT + indent, line, "note"))
        carded = content.carded(column)
        for line in marks.unquoted(carded, point, measure - indent) if carded else ():
            page.add(Piece(_TEXT + indent, line, "gap"))
        for line in _notes(content, point, measure - indent):
            page.add(Piece(_TEXT + indent, line, "note"))
        page.stop(point.id, column, top, runs(point.text, own, top, _TEXT + indent))
    if page_top < len(page.lines):
        page.lines[page_top].append(Piece(1, f"¶{block.number}", "dim"))
        if block.marker:
            page.lines[page_top].append(Piece(_TEXT + indent - 4, block.marker[:3], "dim"))


def coverage(content: Content, bottom_line: str, width: int) -> Page:
    """The bottom line; how much of its room each side gives to each card, as bars and in per cent."""
    page = Page(width)
    for paragraph in filter(None, bottom_line.split("\n\n")):
        page.add()
        for line in wrap(paragraph, min(width - 3, MEASURE)):
            page.add(Piece(2, line))
    both = [c for c in (content.made.left, content.made.right) if c]
    shares = [rows_of.coverage(c) for c in both]
    most = max((share for side in shares for share in side.values()), default=0.0) or 1.0
    known = rows_of.matched(content.made)
    room = max(8, min(60, width - 44))
    page.add()
    page.add_text(
        "Share of each text's letters, by card; points, and how many of them the other side has too.", "dim"
    )
    for card in CARDS:
        page.add()
        top = len(page.lines)
        page.add(Piece(2, f"{card.digit} {card.heading}", card))
        for column, (carded, side) in enumerate(zip(both, shares, strict=True)):
            bar = "█" * round(side[card] / most * room)
            points = carded.on(card)
            shared = sum(p.id in known for p in points)
            row = [
                Piece(4, shorten(carded.readout.side_name, 14), SIDES[column]),
                Piece(19, bar or "·", SIDES[column] if bar else "dim"),
                Piece(
                    20 + max(1, cell_len(bar)), f"{side[card]:4.0%}  {_points(len(points))}, {shared} shared"
                ),
            ]
            page.add(*row)
        page.stop(card, 0, top)
    for note in _on_brief(content):
        page.add()
        for line in marks.note(note, content.standing.get(note.id), min(width - 3, MEASURE)):
            page.add(Piece(2, line, "note"))
    return page


def _rows(page: Page, content: Content, rows: Sequence[Row]) -> None:
    for row in rows:
        page.add()
        if content.stacked or content.made.right is None:
            _stacked_row(page, content, row)
        else:
            _row(page, content, row)
        for remark in row.remarks:
            for line in wrap(remark, min(page.width - _GUTTER - 1, MEASURE)):
                page.add(Piece(_GUTTER, line, "gap"))


def _row(page: Page, content: Content, row: Row) -> None:
    """Both sides next to each other, a line between them."""
    half = (page.width - 1) // 2
    top = len(page.lines)
    number = page.next_row
    measure = min(half - _GUTTER - 1, MEASURE)
    for column, refs in enumerate((row.left, row.right)):
        x = (half + 1) * column
        if refs:
            _cell(page, content, column, row, number, top, x, measure)
        else:
            for i, line in enumerate(wrap(_gap(content, 1 - column), measure)):
                page.put(top + i, Piece(x + _GUTTER, line, "gap"))
    for at in range(top - 1, len(page.lines)):
        page.put(at, Piece(half, "│", "line"))


def _stacked_row(page: Page, content: Content, row: Row) -> None:
    """One side under the other, each under its name."""
    measure = min(page.width - _GUTTER - 1, MEASURE)
    number = page.next_row
    for column, refs in enumerate((row.left, row.right)):
        if not refs:
            continue
        carded = content.carded(column)
        assert carded is not None
        if content.made.right is not None:
            name = carded.readout.side_name.upper()
            page.add(Piece(_GUTTER, name, SIDES[column]))
            if row.gap:
                words = shorten(_gap(content, column), measure - cell_len(name) - 2)
                page.lines[-1].append(Piece(_GUTTER + cell_len(name) + 2, words, "gap"))
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
        own = [] if ref.again else _lines(content, column, point, measure)
        words = [(line, "text") for line in own]
        if ref.again:
            words = [(shorten(f"as above: {point.text}", measure), "dim")]
        if ref.elsewhere:
            words.append((f"→ {ref.elsewhere.digit} {ref.elsewhere.heading}", ref.elsewhere))
        decided = replace(point, was=None) if ref.again else point
        apart = () if ref.again else _apart(content, point)
        words += [(line, "note") for line in marks.decided(decided, point.id in row.tied, apart, measure)]
        if not ref.again:
            words += [(line, "gap") for line in marks.unquoted(carded, point, measure)]
            words += [(line, "note") for line in _notes(content, point, measure)]
        for line, role in words:
            page.put(at, Piece(x + _GUTTER, line, role))
            at += 1
        where = runs(point.text, own, top, x + _GUTTER)
        page.stops.append(Stop(point.id, column, top, at, number, x, tuple(where)))


def _apart(content: Content, point: Point) -> list[Point]:
    return [other for _, other in rows_of.untied(content.made, point)]


def _widths(table: Block) -> list[int]:
    """The widths of its columns in cells of the terminal."""
    rows = [[cell_len(cell) for cell in line.split(" | ")] for line in table.text.split("\n")]
    return [max(column) for column in zip_longest(*rows, fillvalue=0)]


def _lines(content: Content, column: int, point: Point, width: int) -> list[str]:
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


def _notes(content: Content, point: Point, width: int) -> list[str]:
    """The lines of all notes on the point."""
    return [
        line
        for note in content.at_point.get(point.id, ())
        for line in marks.note(note, content.standing.get(note.id), width, beside=point.text)
    ]


def _gap(content: Content, column: int) -> str:
    """The words for a point that only the side in ``column`` has."""
    here, other = content.carded(column), content.carded(1 - column)
    assert here is not None
    return rows_of.gap_words(here, other)


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def _card_heading(page: Page, card: Card, more: str) -> None:
    page.add()
    head = f"{card.digit} {card.heading}"
    page.add(Piece(1, head, card), Piece(1 + cell_len(head) + 3, more, "dim"))


def _on_brief(content: Content) -> list[Note]:
    """Notes on the whole brief: they stand in the coverage view and on the last card."""
    return [n for n in content.rest if n.anchor.card is None]


def _loose_notes(page: Page, content: Content, notes: Sequence[Note]) -> None:
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
