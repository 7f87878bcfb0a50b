"""What commands print of a brief, its ledger, its analysis and its notes: lines of text, keys of JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing_tui.analysis import rows as rows_of
from briefing_tui.analysis.rows import Ref, Row
from briefing_tui.model import Brief, Card, Carded, Comparison, Note, Standing
from briefing_tui.reading.unsafe import clean, clean_line
from briefing_tui.wrapping import wrap

if TYPE_CHECKING:
    from briefing_tui.analysis.changes import Changes, Line, Said, SideChanges


def brief(shown: Brief, made: Comparison, cards: Sequence[Card]) -> Iterator[str]:
    """The lines of ``briefing show``: the head, then the rows of these cards, in reading order."""
    yield " · ".join(p for p in (shown.title, shown.date, shown.kind, shown.place) if p)
    for carded in made.texts:
        r = carded.readout
        named = ", ".join(p for p in (r.title, r.publisher, r.published) if p)
        yield " ".join(p for p in (f"{r.side_name}:", named, f"[{r.source}]") if p)
        if r.remarks:
            yield f"{r.side_name}: {'; '.join(r.remarks)}"
    for card in cards:
        yield f"\n{card.digit} {card.heading.upper()}"
        for row in rows_of.rows(made, card):
            yield ""
            yield from _row(made, row)


def wrapped(lines: Iterable[str], width: int | None) -> Iterator[str]:
    """The lines broken at words so that each fits into ``width`` cells; None leaves them as they are."""
    for line in lines:
        yield from wrap(line, width) if width else (line,)


def _row(made: Comparison, row: Row) -> Iterator[str]:
    for carded, refs in ((made.left, row.left), (made.right, row.right)):
        if carded:
            for ref in refs:
                yield from _ref(made, carded, ref, ref.point.id in row.tied)
    yield from (f"({remark})" for remark in row.remarks)
    if row.gap and made.right:
        here, other = (made.left, made.right) if row.left else (made.right, made.left)
        yield f"({rows_of.gap_words(here, other)})"


def _ref(made: Comparison, carded: Carded, ref: Ref, tied: bool) -> Iterator[str]:
    point, side = ref.point, carded.readout.side_name
    also = [f"card {ref.elsewhere.digit}"] if ref.elsewhere else []
    also += [f"moved by you from card {point.was.digit}"] if point.was else []
    also += ["tied by you"] if tied else []
    for theirs, other in () if ref.again else rows_of.untied(made, point):
        also.append(f"untied by you from {theirs.readout.side_name} ¶{other.paragraph}")
    text = "as above" if ref.again else " / ".join(point.text.split("\n"))
    yield f"{side} ¶{point.paragraph}{''.join(f' ({a})' for a in also)}: {text}"
    for q in () if ref.again else carded.quotations:
        if q.point == point.id and not q.found_in:
            yield f"(not in {side}’s own text: “{q.text}”)"


def ledger(made: Comparison) -> Iterator[str]:
    """The lines of ``briefing gaps``, a line a gap or a difference; none where there is one text alone."""
    left, right = made.left, made.right
    if right is None:
        return
    for account in rows_of.ledger(made):
        card = f"{account.card.digit} {account.card.heading}"
        for here, other, points in ((left, right, account.left), (right, left, account.right)):
            for p in points:
                words = rows_of.gap_words(here, other)
                if p.was:
                    words += f"; moved by you from card {p.was.digit}"
                place = f"{here.readout.side_name} ¶{p.paragraph}"
                yield f"{card}  {place} ({words}): {' '.join(p.text.split())}"
        for row in (*account.differing, *account.echoes):
            a, b = row.left[0].point.paragraph, row.right[0].point.paragraph
            where = f"{left.readout.side_name} ¶{a} and {right.readout.side_name} ¶{b}"
            yield f"{card}  {where}: {'; '.join(row.remarks)}"


def changes(made: Changes) -> Iterator[str]:
    """The lines of ``briefing changes``: the two events, then a side's texts and a line a change. What is
    unknown is counted there, where it is much, and stands at the end.
    """
    from briefing_tui.analysis.changes import KINDS, UNKNOWN, counted

    yield made.about
    folded = []
    for side in made.sides:
        yield from (f"{side.name}  {source}" for source in side.sources)
        for kind in KINDS:
            lines, unknown = side.told(kind)
            yield from (_change(side, line) for line in lines)
            folded += [_change(side, line) for line in unknown]
            if unknown:
                yield f"{side.name}  {kind}  ? unknown {counted(unknown)} (at the end)"
    yield from (f"{name}  no text of one of the two events" for name in made.without)
    if folded:
        yield ""
        yield f"{UNKNOWN}:"
        yield from folded


def _change(side: SideChanges, line: Line) -> str:
    return f"{side.name}  {line.kind}  {line.sign} {line.verdict}  {line.words} ({line.where})"


def changes_keys(made: Changes) -> dict[str, Any]:
    """The JSON of ``briefing changes``. ``share`` is of a text's letters, 0 to 1, then and now."""

    def said(one: Said | None) -> dict[str, Any] | None:
        if one is None:
            return None
        return {
            "text": one.text, "brief": one.spot.brief, "readout": one.spot.readout,
            "paragraph": one.spot.paragraph, "start": one.spot.start, "end": one.spot.end,
        }  # fmt: skip

    def text(carded: Carded) -> dict[str, Any]:
        r = carded.readout
        return {"readout": r.key, "language": r.language, "source": r.source, "complete": r.complete}

    return {
        "now": made.now.id,
        "then": made.then.id,
        "sides": [
            {
                "side": side.now.readout.side,
                "now": text(side.now),
                "then": text(side.then),
                "changes": [
                    {
                        "kind": line.kind, "verdict": line.verdict, "label": line.label,
                        "now": said(line.now), "then": said(line.then),
                        "words": [{"kind": kind, "text": words} for kind, words in line.pieces()],
                        **({"share": line.room.share, "points": line.room.points} if line.room else {}),
                    }
                    for line in side.lines
                ],
            }
            for side in made.sides
        ],
        "without": made.without,
    }  # fmt: skip


def analysis(made: Comparison, path_of: Mapping[str, Path]) -> dict[str, Any]:
    """The JSON of ``briefing cards``. ``path_of`` gives the file of a readout by its key."""
    return {
        "readouts": [
            {
                "path": clean_line(str(path_of[c.readout.key])),
                "side": c.readout.side,
                "language": c.readout.language,
                "source": c.readout.source,
                "guessed": sorted(c.readout.guessed),
                "points": [
                    {
                        "id": p.id,
                        "paragraph": p.paragraph,
                        "text": p.text,
                        "card": p.card,
                        "also": p.also,
                        "rival": p.rival,
                        "margin": p.margin,
                        "doubt": p.doubt,
                        "evidence": [
                            {"term": e.term, "card": e.card, "weight": round(e.weight, 3)} for e in p.evidence
                        ],
                    }
                    for p in c.points
                ],
            }
            for c in made.texts
        ],
        "matches": [
            {"a": m.a, "b": m.b, "score": m.score, "reasons": m.reasons, "differs": m.differs}
            for m in made.matches
        ],
        "echoes": [{"a": e.a, "b": e.b, "words": e.words} for e in made.echoes],
    }


def note_keys(n: Note, standing: Standing | None, path: Path) -> dict[str, Any]:
    """The JSON of a note; ``standing`` is None where its brief is not at hand."""
    return {
        "id": n.id, "brief": n.brief, "created": n.created, "updated": n.updated, "author": n.author,
        "card": n.anchor.card, "side": n.anchor.side, "language": n.anchor.language,
        "paragraph": n.anchor.paragraph, "exact": n.anchor.exact, "prefix": n.anchor.prefix,
        "suffix": n.anchor.suffix, "tags": n.tags, "confidence": n.confidence, "body": clean(n.body),
        "standing": standing, "conflict_of": n.conflict_of, "problem": n.problem,
        "path": clean_line(str(path)),
    }  # fmt: skip


def note_line(n: Note, standing: Standing | None) -> str:
    """When, in which brief, on what, how it stands where that is to be told, and the note."""
    about = f"{n.anchor.side} {n.anchor.where}" if n.anchor.exact else n.anchor.card or "brief"
    words = ["conflict copy"] * bool(n.conflict_of)
    if standing is None and not n.problem:
        words.append("brief not at hand")
    elif standing and standing is not Standing.EXACT:
        words.append(standing.words)
    if words:
        about += f" ({', '.join(words)})"
    confidence = f"[{n.confidence}] " if n.confidence else ""
    said = clean_line(n.problem or n.body)
    return f"{n.updated[:16]:16}  {clean_line(n.brief)}  {about}: {confidence}{said}"
