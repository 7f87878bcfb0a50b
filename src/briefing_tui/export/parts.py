"""What an export and its addendum both have: the head, the sources, a note, a point, the closing line."""

from __future__ import annotations

import os

from briefing_tui import __version__
from briefing_tui.export import notetext
from briefing_tui.export.styles import Column, Said, quotation
from briefing_tui.export.words import words
from briefing_tui.files import digest
from briefing_tui.model import CONFIDENCES, Brief, Carded, Comparison, Note, Point, Readout, Standing
from briefing_tui.notes.notefile import tags_in
from briefing_tui.reading.unsafe import clean_line

AS_OF = "Notes, corrections and texts as of "  # in the closing line, before the moment that it is true for


def columns(made: Comparison) -> list[Column]:
    return [
        Column(words(c.readout.side_name), guessed(c.readout, "source", c.readout.source)) for c in made.texts
    ]


def when(brief: Brief) -> str:
    """Date, kind and place of the event, and what of it is a guess."""
    date = words(brief.date or "date unknown") + " (guessed)" * bool(brief.date and "date" in brief.guessed)
    title = "title guessed" if "title" in brief.guessed else ""
    return " · ".join(p for p in (date, words(brief.kind), words(brief.place), title) if p)


def sources(made: Comparison) -> str:
    """A list of the texts with all that is known of where they come from."""
    return "\n".join(_source(c.readout) for c in made.texts)


def _source(readout: Readout) -> str:
    side = guessed(readout, "side", words(readout.side_name))
    facts = (
        guessed(readout, "language", readout.language),
        guessed(readout, "source", readout.source),
        "complete" if readout.complete else "not complete",
    )
    title = guessed(readout, "title", f"“{words(readout.title)}”" if readout.title else "")
    publisher = guessed(readout, "publisher", words(readout.publisher))
    named = readout.issuer not in ("", readout.publisher)
    issuer = guessed(readout, "issuer", f"issued by {words(readout.issuer)}") if named else ""
    published = guessed(readout, "published", readout.published and f"published {words(readout.published)}")
    lines = [
        f"- **{side}** ({', '.join(facts)})",
        ", ".join(p for p in (title, publisher, issuer, published) if p),
        guessed(readout, "url", f"Address: {words(readout.url)}") if readout.url else "",
        *(f"Also from: {words(other)}" for other in readout.also_from),
        *(f"Read: {words(remark)}" for remark in readout.remarks),
        f"Retrieved: {words(readout.retrieved) or 'the day is not recorded'}",
        f"SHA-256 of the text: {readout.hash}",
    ]
    return "\n  - ".join(line for line in lines if line)


def guessed(readout: Readout, name: str, shown: str) -> str:
    """With a mark where it is a guess."""
    return f"{shown} (guessed)" if shown and name in readout.guessed else shown


def said(carded: Carded, point: Point) -> str:
    """A point by itself as a quotation: whose, where, of which kind, its words."""
    r = carded.readout
    one = Said(words(r.side_name), f"¶{point.paragraph}", (), words(point.text))
    return quotation(one, guessed(r, "source", r.source))


def note(note: Note, about: str = "") -> str:
    """A note as an item of a list, which nothing in it can leave. ``about`` is Markdown.

    Its text is the analyst's own Markdown, as ``notetext`` makes it fit for the document.
    """
    confidence = f"{note.confidence} confidence" if note.confidence in CONFIDENCES else note.confidence
    facts = (
        f"**{words(clean_line(note.author))}**" if note.author else "",
        words(note.updated[:10]),
        words(confidence),
    )
    copy = "conflict copy" if note.conflict_of else ""
    head = " · ".join(p for p in (", ".join(f for f in facts if f), copy, about) if p)
    further = [t for t in note.tags if t not in tags_in(note.body)]
    tags = ["", f"Tags: {words(' '.join(f'#{t}' for t in further))}"] if further else []
    body = notetext.fit(note.body, digest(os.fsencode(note.id))[:6])
    return "\n".join([f"- ✎ {head}".rstrip(), "", *(f"  {line}" if line else "" for line in (*body, *tags))])


def on_words(note: Note, beside: str, standing: Standing | None) -> str:
    """On which words of the text ``beside`` a note is, where it is not on all of them."""
    anchor = note.anchor
    if standing is Standing.REVIEW:
        return f"written on “{words(anchor.exact)}”; {standing.words}"
    return f"on “{words(anchor.exact)}”" if anchor.exact and anchor.exact != beside else ""


def off_words(brief: Brief, note: Note, standing: Standing | None) -> str:
    """On what a note is whose words stand in neither text shown, with the words."""
    anchor = note.anchor
    if not anchor.exact:
        return ""
    where = f"{words(brief.side_name(anchor.side))} ({words(anchor.language)}) {anchor.where}"
    why = (
        "its words are in no text any more"
        if standing is Standing.ORPHAN
        else "a text that is not shown here"
    )
    return f"{where}, {why}: “{words(anchor.exact)}”"


def footer(brief: Brief, made: Comparison, as_of: str) -> str:
    """Program, brief, kinds of the texts, whose reading it is, and for when it is true."""
    kinds = sorted({c.readout.source.value for c in made.texts})
    decided = any(p.was for c in made.texts for p in c.points) or any(m.tied for m in made.matches)
    but = ", but where the analyst is named" if decided or made.untied else ""
    parts = [
        f"Exported by briefing-tui {__version__} from the brief {words(brief.id)}.",
        f"Texts: {', '.join(kinds)}. ¶ numbers count the paragraphs of each text’s body.",
        f"Cards and matches are the program’s own reading{but}; notes (✎) are the analyst’s.",
        f"{AS_OF}{as_of}." if as_of else "",
    ]
    return " ".join(p for p in parts if p)
