"""The annotated brief as Markdown without HTML, readable as it stands and when rendered.

Deterministic: the same brief and notes give the same bytes (no time of export in it). What comes from a
readout is escaped, so that it can become neither markup nor a link; a note is the analyst's own Markdown
and stands in an item of a list, which nothing in it can leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing_tui.analysis import corrections
from briefing_tui.analysis import rows as rows_of
from briefing_tui.analysis.rows import Ref, Row
from briefing_tui.export import matter, parts
from briefing_tui.export.styles import STYLES, Laid, Said
from briefing_tui.export.words import paragraphs, words
from briefing_tui.model import CARDS, Brief, Card, Carded, Comparison, Note, Standing
from briefing_tui.notes import anchors

_REASONS = 4  # behind a match, at the most


@dataclass(frozen=True, slots=True)
class Form:
    """What is wanted: ``cards`` alone (none: all), rows with a note alone, the style, front matter;
    ``further`` are the blocks of sections that stand behind the cards.
    """

    cards: Sequence[Card] = ()
    noted_only: bool = False
    style: str = "quotes"
    front_matter: bool = False
    further: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """All that a card's part of the document is made of. ``told`` are the notes that have got into it."""

    brief: Brief
    made: Comparison
    form: Form
    placed: anchors.Placed
    cards: Sequence[Card]
    told: list[Note] = field(default_factory=list)


def render(
    brief: Brief, made: Comparison, notes: Sequence[Note], form: Form | None = None, *, as_of: str = ""
) -> str:
    """The brief as Markdown. ``as_of`` is the moment of its latest change (``changes.latest``).

    Notes whose file is broken are left out: whoever calls it says so.
    """
    form = form or Form()
    notes = [n for n in notes if not n.problem]
    sheet = _Sheet(brief, made, form, anchors.place(notes, made, brief.readouts), form.cards or CARDS)
    rest = sheet.placed.rest
    out = [f"# {words(brief.title)}", parts.when(brief), "## Sources", parts.sources(made)]
    if brief.bottom_line:
        out += ["## Bottom line", *paragraphs(brief.bottom_line)]
    if on_brief := [n for n in rest if n.anchor.card is None and not n.anchor.exact]:
        out += ["## Notes on the brief", *(_loose(sheet, n) for n in on_brief)]
    for card in sheet.cards:
        out += _card(sheet, card)
    out += form.further
    if strays := [n for n in rest if n.anchor.card is None and n.anchor.exact]:
        out += ["## Notes whose place was not found", *(_loose(sheet, n) for n in strays)]
    out += ["* * *", parts.footer(brief, made, as_of)]
    head = matter.front_matter(brief, made, sheet.told, as_of) + "\n" if form.front_matter else ""
    return head + "\n\n".join(part for part in out if part) + "\n"


def _card(sheet: _Sheet, card: Card) -> list[str]:
    laid = [_laid(sheet, card, i, row) for i, row in enumerate(rows_of.rows(sheet.made, card), start=1)]
    if sheet.form.noted_only:
        laid = [row for row in laid if row.notes]
    on_card = [_loose(sheet, n) for n in sheet.placed.rest if n.anchor.card is card]
    out = [*on_card, *STYLES[sheet.form.style](laid, parts.columns(sheet.made))]
    if not out and sheet.form.noted_only:
        return []
    none = "Neither text says" if sheet.made.right else "The text does not say"
    return [f"## {card.digit}. {words(card.heading)}", *(out or [f"{none} anything on this."])]


def _laid(sheet: _Sheet, card: Card, number: int, row: Row) -> Laid:
    made = sheet.made
    right = tuple(_said(made, made.right, ref, row.tied) for ref in row.right) if made.right else ()
    return Laid(
        number=f"{card.digit}.{number}",
        title=_title(made, row),
        left=tuple(_said(made, made.left, ref, row.tied) for ref in row.left),
        right=right,
        remarks=tuple(map(words, _remarks(made, row))),
        notes=tuple(_notes(sheet, card, row)),
    )


def _title(made: Comparison, row: Row) -> str:
    if made.right is None:
        return words(made.left.readout.side_name)
    if not row.gap:
        return "Both sides"
    here, other = (made.left, made.right) if row.left else (made.right, made.left)
    gap = rows_of.gap_words(here, other)
    return words(gap[:1].upper() + gap[1:])


def _said(made: Comparison, carded: Carded, ref: Ref, tied: frozenset[str]) -> Said:
    about = [f"on card {ref.elsewhere.digit}"] if ref.elsewhere else []
    if was := ref.point.was:
        about.append(words(f"moved here by the analyst from {was.digit} {was.heading}"))
    if ref.point.id in tied:
        about.append(corrections.TIED)
    for theirs, point in rows_of.untied(made, ref.point):
        about.append(words(f"untied by the analyst from {theirs.readout.side_name} ¶{point.paragraph}"))
    text = "as quoted above." if ref.again else words(ref.point.text) + _not_found(carded, ref)
    return Said(words(carded.readout.side_name), f"¶{ref.point.paragraph}", tuple(about), text)


def _not_found(carded: Carded, ref: Ref) -> str:
    """What a summary quotes and the side's own text does not have."""
    missing = [q.text for q in carded.quotations if q.point == ref.point.id and not q.found_in]
    side = words(carded.readout.side_name)
    return f" *(not in {side}’s own text: {words('; '.join(missing))})*" if missing else ""


def _remarks(made: Comparison, row: Row) -> list[str]:
    """Why it is a row, in ideas and figures, for single words say little; what differs; what is an echo."""
    reasons = dict.fromkeys(r for m in row.matches if not m.tied for r in m.reasons)
    telling = [r for r in reasons if not r.startswith("word ")][:_REASONS]
    out = [f"Matched by: {', '.join(telling)}"] if telling and not row.gap else []
    out += row.remarks
    for ref in (*row.left, *row.right):
        for phrase, theirs, point in () if ref.again else rows_of.echoed(made, ref.point):
            where = f"{theirs.readout.side_name} ¶{point.paragraph}"
            out.append(f"≈ same words, different subject: {phrase} ({where}, card {point.card.digit})")
    return out


def _notes(sheet: _Sheet, card: Card, row: Row) -> list[str]:
    """The notes on the row's points. One matched from another card has them there, where that is shown."""
    others = [c for c in sheet.cards if c is not card]
    several = len(row.left) + len(row.right) > 1
    out = []
    for carded, refs in zip(sheet.made.texts, (row.left, row.right), strict=False):
        for ref in refs:
            if ref.again or ref.elsewhere in others:
                continue
            place = f"{words(carded.readout.side_name)} ¶{ref.point.paragraph}" if several else ""
            for note in sheet.placed.at_point.get(ref.point.id, ()):
                on = parts.on_words(note, ref.point.text, sheet.placed.standing.get(note.id))
                out.append(_note(sheet, note, " ".join(p for p in (place, on) if p)))
    return out


def _note(sheet: _Sheet, note: Note, about: str) -> str:
    sheet.told.append(note)
    return parts.note(note, about)


def _loose(sheet: _Sheet, note: Note) -> str:
    standing = sheet.placed.standing.get(note.id, Standing.ORPHAN)
    return _note(sheet, note, parts.off_words(sheet.brief, note, standing))
