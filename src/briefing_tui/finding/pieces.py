"""What is searched: the pieces of briefs and notes, each a text of its own that must hold all the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing_tui.finding.query import Query, Span, holds, spans
from briefing_tui.finding.terms import terms
from briefing_tui.model import BlockKind, Brief, Note
from briefing_tui.reading.unsafe import clean


class Piece(NamedTuple):
    """A paragraph, a heading, a title or a note. ``paragraph`` is the ¶ at which it opens: of a heading the
    one after it, of a title 0. ``body``: it is that paragraph itself, and offsets in it are those of a Spot.
    """

    paragraph: int
    text: str
    body: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What a search asks of the brief that a piece belongs to; ``date`` is ISO, or empty."""

    brief: str
    title: str
    date: str
    kind: str

    @property
    def names(self) -> str:
        """In which ``brief:`` looks."""
        return f"{self.brief}\n{self.title}".casefold()


@dataclass(frozen=True, slots=True)
class Source:
    """What pieces belong to: a readout by its key, a note by its id, or the title of a brief.

    ``what`` is one of ``text``, ``note``, ``title``; ``kind`` is the source kind.
    """

    what: str
    key: str = ""
    side: str = ""
    side_name: str = ""
    language: str = ""
    kind: str = ""

    @property
    def within(self) -> str:
        """The value of ``in:``."""
        return "notes" if self.what == "note" else "texts"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece that fits, and where in it the words stand."""

    event: Event
    source: Source
    piece: Piece
    spans: tuple[Span, ...]

    @property
    def words(self) -> list[str]:
        """The words as they stand there."""
        return [self.piece.text[start:end] for start, end in self.spans]


Pieces = tuple[Source, list[Piece]]


def event_of(brief_id: str, brief: Brief | None, notes: Iterable[Note]) -> Event:
    """Of a brief that is not at hand its notes tell a day: that of the first."""
    if brief:
        return Event(brief_id, brief.title, brief.date, brief.kind)
    return Event(brief_id, "", min((n.created[:10] for n in notes if n.created), default=""), "")


def of_brief(brief: Brief) -> Iterator[Pieces]:
    """The brief's title and its readouts, in order."""
    yield Source("title"), [Piece(0, brief.title)]
    for r in brief.readouts:
        pieces = [Piece(0, r.title)] if r.title else []
        headings: list[str] = []
        for block in r.blocks:
            if block.kind is BlockKind.HEADING:
                headings.append(block.text)
            elif block.number is not None:
                pieces += [Piece(block.number, text) for text in headings]
                pieces.append(Piece(block.number, block.text, True))
                headings.clear()
        pieces += [Piece(0, text) for text in headings]
        yield Source("text", r.key, r.side, r.side_name, r.language, r.source.value), pieces


def of_notes(notes: Iterable[Note]) -> Iterator[Pieces]:
    """Notes that can be read: what each says, its tags, the words that it is on."""
    for note in notes:
        if not note.problem:
            anchor = note.anchor
            tags = " ".join(f"#{tag}" for tag in note.set_tags)
            text = clean("\n".join(part for part in (note.body.strip(), tags, anchor.exact) if part))
            yield (
                Source("note", note.id, anchor.side, "", anchor.language),
                [Piece(anchor.paragraph or 0, text)],
            )


def found(event: Event, source: Source, piece: Piece, query: Query) -> Found:
    return Found(event, source, piece, tuple(spans(query.wanted, terms(piece.text))))


def fits(piece: Piece, query: Query) -> bool:
    """Whether the text holds what is wanted, without an index."""
    return holds(query.wanted, terms(piece.text))


def fits_source(source: Source, query: Query) -> bool:
    """``side:``, ``lang:``, ``in:``."""
    mine = {"side": source.side, "lang": source.language, "in": source.within}
    return all((mine[c.key] in c.values) != c.no for c in query.conditions if c.key in mine)


def fits_event(event: Event, query: Query) -> bool:
    """``brief:``, ``kind:`` and days. A brief without a date is on no day."""
    here = day(event.date)
    for c in query.conditions:
        value = c.values[0]
        match c.key:
            case "brief":
                fit = value in event.names
            case "kind":
                fit = _holds_beginning([t.word for t in terms(event.kind)], [t.word for t in terms(value)])
            case "after":
                fit = here >= day(value)
            case "before":
                fit = 0 < here < day(value)
            case "on":
                fit = day(value) <= here <= day(c.values[1])
            case _:
                continue
        if fit == c.no:
            return False
    return True


def _holds_beginning(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the wanted words stand side by side, of the last one at least the beginning."""
    *before, last = wanted
    size = len(wanted)
    return any(
        words[at : at + size - 1] == before and words[at + size - 1].startswith(last)
        for at in range(len(words) - size + 1)
    )


def day(date: str) -> int:
    """The day's number, 0 for none; of a date that is a month or a year only, its first day."""
    parts = [int(part) for part in date.split("-") if part.isdecimal()][:3]
    try:
        return dt.date(*[*parts, 1, 1][:3]).toordinal() if parts else 0
    except (ValueError, OverflowError):
        return 0
