"""Two texts of a readout as a page: side by side where there is room, else one under the other."""

from __future__ import annotations

from briefing_tui.analysis.collating import Collation, Row, numbers
from briefing_tui.library.earlier import Version
from briefing_tui.tui import marked
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.typography import shorten

_TEXT = 12  # the column at which words begin, behind the sign and the paragraph's number
_NOTES = "to be reviewed in the text of now: a in the brief"


def page(
    made: Collation, old: Version, new: Version, width: int, *, stacked: bool, to_review: int = 0
) -> Page:
    """``to_review`` is how many notes stand on words that have changed. The key of a changed row is the
    index of its first row.
    """
    page = Page(width)
    page.add()
    if to_review:
        count = "1 note" if to_review == 1 else f"{to_review} notes"
        page.add_text(f"{count} {_NOTES}", "note")
        page.add()
    half = width if stacked else (width - 3) // 2
    if stacked:
        page.add_text(f"[-gone-] {old.when} → {{+new+}} {new.when}", "dim")
    else:
        page.add(
            Piece(2, shorten(f"[-gone-] {old.when}", half - 2), "dim"),
            Piece(half + 3, shorten(f"{{+new+}} {new.when}", half - 4), "dim"),
        )
    if made.heads:
        page.add()
    for name, before, after in made.heads:
        words = [("same", f"{name}: "), *((k, t) for k, t in (("gone", before), ("new", after)) if t)]
        top = len(page.lines)
        page.put(top, Piece(2, "~", "accent"))
        marked.put(page, words, top, _TEXT, width - _TEXT - 1)
    at = 0
    for rows in made.folded():
        page.add()
        top = len(page.lines)
        if rows[0].same:
            page.add_text(_unchanged(made, rows[0], rows[-1]), "dim")
        else:
            _changed(page, made, rows[0], half, stacked=stacked)
            page.stop(str(at), 0, top)
        at += len(rows)
    if not made.heads and all(row.same for row in made.rows):
        page.add()
        page.add_text("Nothing has changed but page furniture, or what is no part of the text.", "dim")
    return page


def _unchanged(made: Collation, first: Row, last: Row) -> str:
    old = numbers(made.old[first.old : last.old_end])
    new = numbers(made.new[first.new : last.new_end])
    return f"= {old} unchanged" + f", now {new}" * (old != new)


def _changed(page: Page, made: Collation, row: Row, half: int, *, stacked: bool) -> None:
    before, after = made.before(row), made.after(row)
    words = list(made.stretches(row))
    top = len(page.lines)
    sign, role = ("~", "accent") if before and after else ("-", "gap") if before else ("+", "accent")
    page.put(top, Piece(2 if before or stacked else half + 3, sign, role))
    for blocks, other, x in ((before, "new", 0), (after, "gone", 0 if stacked else half + 1)):
        if not blocks:
            continue
        if stacked and blocks is after and before:
            top = len(page.lines)
        page.put(top, Piece(x + 4, numbers(blocks), "dim"))
        marked.put(page, [s for s in words if s.kind != other], top, x + _TEXT, half - _TEXT - 1)
    if not stacked:
        for line in range(top, len(page.lines)):
            page.put(line, Piece(half + 1, "│", "line"))
