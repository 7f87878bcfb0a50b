"""The annotated brief as CommonMark: no tables and no HTML, readable as it stands and when rendered.

Deterministic: the same brief and notes give the same bytes (no time of export in it). What comes from a
readout is escaped, so that it can become neither markup nor a link; a note is the analyst's own Markdown
and stands in a block quote, which nothing in it can leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing_tui import __version__
from briefing_tui.analysis import corrections
from briefing_tui.analysis import rows as rows_of
from briefing_tui.analysis.rows import Ref, Row
from briefing_tui.model import CARDS, Brief, Card, Carded, Comparison, Note, Readout
from briefing_tui.notes import anchors
from briefing_tui.reading.markdown import escape
from briefing_tui.reading.unsafe import clean, clean_line


def render(
    brief: Brief,
    made: Comparison,
    notes: Sequence[Note],
    *,
    cards: Sequence[Card] = CARDS,
    noted_only: bool = False,
) -> str:
    """The brief as Markdown. ``cards`` limits it to some cards, ``noted_only`` to rows with a note."""
    placed = anchors.place(notes, made, brief.readouts)
    at_point, rest = placed.at_point, placed.rest
    out = [f"# {escape(brief.title)}", _when(brief), "## Sources", _sources(made)]
    if brief.bottom_line:
        out += ["## Bottom line", *(escape(p) for p in brief.bottom_line.split("\n\n"))]
    on_brief = [n for n in rest if n.anchor.card is None and not n.anchor.exact]
    if on_brief:
        out += ["## Notes on the brief", *map(_note, on_brief)]
    for card in cards:
        # A point matched from another card stands on both; its notes only on its own, where that is shown.
        others = [c for c in cards if c is not card]
        out += _card(made, card, others, at_point, [n for n in rest if n.anchor.card is card], noted_only)
    strays = [n for n in rest if n.anchor.card is None and n.anchor.exact]
    if strays:
        out += ["## Notes whose place was not found", *map(_loose_note, strays)]
    out += ["* * *", _footer(brief, made)]
    return "\n\n".join(part for part in out if part) + "\n"


def _when(brief: Brief) -> str:
    parts = [brief.date or "date unknown", brief.kind, brief.place]
    return " · ".join(escape(p) for p in parts if p)


def _sources(made: Comparison) -> str:
    return "\n".join(_source(c.readout) for c in (made.left, made.right) if c)


def _source(readout: Readout) -> str:
    title = f"“{escape(readout.title)}”" if readout.title else ""
    named = [title, *(escape(p) for p in (readout.publisher, readout.published, readout.url) if p)]
    said = ", ".join(p for p in (_guess(readout, "title", named[0]), *named[1:]) if p)
    whole = "complete" if readout.complete else "not complete"
    kind = _guess(readout, "source", readout.source.value)
    side = _guess(readout, "side", escape(readout.side_name))
    lines = [f"- **{side}** ({readout.language}, {kind}, {whole}){': ' + said if said else ''}"]
    lines += [f"  Also from: {escape(other)}" for other in readout.also_from]
    return "\n".join([*lines, f"  SHA-256 of the text: {readout.hash[:16]}"])


def _guess(readout: Readout, name: str, shown: str) -> str:
    return f"{shown} (guessed)" if shown and name in readout.guessed else shown


def _card(
    made: Comparison,
    card: Card,
    others: Sequence[Card],
    at_point: dict[str, list[Note]],
    on_card: list[Note],
    noted_only: bool,
) -> list[str]:
    out: list[str] = []
    for i, row in enumerate(rows_of.rows(made, card), start=1):
        here = [r for r in (*row.left, *row.right) if not r.again and r.elsewhere not in others]
        mine = [n for ref in here for n in at_point.get(ref.point.id, ())]
        if mine or not noted_only:
            out += [f"**{card.digit}.{i} {_row_title(made, row)}**", *_row(made, row), *map(_note, mine)]
    out = [*map(_loose_note, on_card), *out]
    if not out:
        return (
            [] if noted_only else [f"## {card.digit}. {card.heading}", "Neither text says anything on this."]
        )
    return [f"## {card.digit}. {card.heading}", *out]


def _row_title(made: Comparison, row: Row) -> str:
    if made.right is None:
        return escape(made.left.readout.side_name)
    if not row.right:
        return escape(_sentence(rows_of.gap_words(made.left, made.right)))
    if not row.left:
        return escape(_sentence(rows_of.gap_words(made.right, made.left)))
    return "Both sides"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _row(made: Comparison, row: Row) -> list[str]:
    tied = corrections.tied(row.matches, len(row.left), len(row.right))
    out = [_ref(made.left, ref, tied) for ref in row.left]
    if made.right:
        out += [_ref(made.right, ref, tied) for ref in row.right]
    reasons = dict.fromkeys(r for m in row.matches if not m.tied for r in m.reasons)
    if reasons and not row.gap:
        out.append(f"*Matched by: {escape(', '.join(list(reasons)[:6]))}*")
    return [*out, *(f"*{escape(remark)}*" for remark in row.remarks)]


def _ref(carded: Carded, ref: Ref, tied: frozenset[str]) -> str:
    side = escape(carded.readout.side_name)
    also = f", on card {ref.elsewhere.digit}" if ref.elsewhere else ""
    if was := ref.point.was:
        also += f" (moved here by the analyst from {was.digit} {was.heading})"
    if ref.point.id in tied:
        also += f" ({corrections.TIED})"
    if ref.again:
        return f"{side} ¶{ref.point.paragraph}{also}: as quoted above."
    text = " / ".join(ref.point.text.split("\n"))
    # No line of a source's words begins a line of the document, so nothing in it can open a block.
    missing = [q.text for q in carded.quotations if q.point == ref.point.id and not q.found_in]
    but = f" *(not in {side}’s own text: {escape('; '.join(missing))})*" if missing else ""
    return f"{side} ¶{ref.point.paragraph}{also}: {escape(text)}{but}"


def _note(note: Note) -> str:
    """A note as a block quote, under what it annotates."""
    anchor = note.anchor
    where = f"{anchor.side}, ¶{anchor.paragraph}" if anchor.exact else ""
    return _quoted(note, escape(where))


def _loose_note(note: Note) -> str:
    """A note whose own words stand in neither text here: its quotation goes with it."""
    anchor = note.anchor
    if not anchor.exact:
        return _quoted(note, "")
    where = escape(f"{anchor.side} ({anchor.language}), ¶{anchor.paragraph}")
    return _quoted(note, f"{where}, not in the texts above: “{escape(anchor.exact)}”")


def _quoted(note: Note, about: str) -> str:
    head = ", ".join(filter(None, (clean_line(note.author), note.updated[:10], note.confidence)))
    first = " · ".join(filter(None, (f"✎ {escape(head)}" if head else "✎", about)))
    lines = [first, "", *clean(note.body).split("\n")]
    if note.tags:
        lines += ["", f"Tags: {escape(' '.join(f'#{t}' for t in note.tags))}"]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _footer(brief: Brief, made: Comparison) -> str:
    both = [c for c in (made.left, made.right) if c]
    kinds = sorted({c.readout.source.value for c in both})
    corrected = any(p.was for c in both for p in c.points) or any(m.tied for m in made.matches)
    but = ", but where the analyst is named" if corrected else ""
    return (
        f"Exported by briefing-tui {__version__} from the brief {escape(brief.id)}."
        f" Texts: {', '.join(kinds)}. ¶ numbers count the paragraphs of each text’s body."
        f" Cards and matches are the program’s own reading{but}; notes (✎) are the analyst’s."
    )
