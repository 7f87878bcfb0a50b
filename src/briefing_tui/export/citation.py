"""A point or a row by itself, as plain text to be pasted anywhere: the words exactly, then whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_tui.analysis import corrections
from briefing_tui.analysis import rows as rows_of
from briefing_tui.analysis.rows import Row
from briefing_tui.export.parts import guessed
from briefing_tui.model import Carded, Comparison, Point


def point(carded: Carded, cited: Point) -> str:
    """The text, under it the source with its kind, and what of it a summary quotes that the side has not.

    ``cited`` may be some words of a point, with its id.
    """
    ahead = cited.start - next(p.start for p in carded.points if p.id == cited.id)
    here = range(ahead, ahead + len(cited.text))
    quoted = (q for q in carded.quotations if q.point == cited.id and not q.found_in)
    missing = [q.text for q in quoted if q.start < here.stop and here.start < q.end]
    name = carded.readout.side_name
    lines = [f"(not in {name}’s own text: {'; '.join(missing)})"] if missing else []
    return "\n".join([cited.text, _source(carded, cited), *lines])


def row(made: Comparison, cited: Row) -> str:
    """Every point of the row, left side first, then what is to be said of them together."""
    both = ((made.left, cited.left), (made.right, cited.right))
    points = [point(carded, ref.point) for carded, refs in both if carded for ref in refs]
    remarks = "\n".join(f"({remark})" for remark in _remarks(made, cited))
    return "\n\n".join(filter(None, (*points, remarks)))


def _source(carded: Carded, cited: Point) -> str:
    r = carded.readout
    about = (
        guessed(r, "source", r.source),
        "" if r.complete else "not complete",
        guessed(r, "language", r.language),
    )
    whose = f"— {guessed(r, 'side', r.side_name)} ¶{cited.paragraph} ({', '.join(filter(None, about))})"
    facts = (
        guessed(r, "title", r.title and f"“{r.title}”"),
        guessed(r, "publisher", r.publisher),
        guessed(r, "issuer", f"issued by {r.issuer}" if r.issuer not in ("", r.publisher) else ""),
        guessed(r, "published", r.published and f"published {r.published}"),
        guessed(r, "url", r.url),
    )
    named = "; also from ".join((", ".join(filter(None, facts)), *r.also_from))
    return f"{whose}: {named}" if named else whose


def _remarks(made: Comparison, cited: Row) -> Iterator[str]:
    """Who matched them, or that only one side says it; what differs; the echo that may explain a gap."""
    if cited.gap and made.right:
        here, other = (made.left, made.right) if cited.left else (made.right, made.left)
        yield rows_of.gap_words(here, other)
    if found := [m for m in cited.matches if not m.tied]:
        yield "matched by the program"
    if len(found) < len(cited.matches):
        yield corrections.TIED
    yield from cited.remarks
    for ref in (*cited.left, *cited.right):
        for phrase, theirs, other_point in rows_of.echoed(made, ref.point):
            where = f"{theirs.readout.side_name} ¶{other_point.paragraph}"
            yield f"≈ same words, different subject: {phrase} ({where}, card {other_point.card.digit})"
