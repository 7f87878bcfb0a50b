"""What is known of a brief without opening it: the words beside the list of the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from briefing_tui.library.shelf import Entry
from briefing_tui.model import CARDS, Brief, BriefingError, Card, Readout
from briefing_tui.tui.on_disk import pair_at
from briefing_tui.tui.page import Piece
from briefing_tui.tui.screens.brief_view import legend, letters
from briefing_tui.tui.typography import shorten, wrap
from briefing_tui.tui.widgets.about import MARGIN

if TYPE_CHECKING:
    from briefing_tui.tui.app import BriefingApp

_X = MARGIN - 1  # where the words begin, after the line that parts them from the list


@dataclass(frozen=True, slots=True)
class Known:
    """What the files say: the brief; the sides of the two texts that it opens with, and of each the points by
    card, where they have been analysed.
    """

    brief: Brief
    sides: tuple[str, ...] = ()
    counts: Mapping[Card, tuple[int, ...]] | None = None


def known(desk: BriefingApp, entry: Entry) -> Known | str:
    """Reads the brief and nothing that is not there yet: no text is analysed for it. Why not, in one line,
    where the brief cannot be read. Safe from any thread.
    """
    try:
        brief = desk.shelf.open_folder(entry.folder, entry.origin, own=entry.own)
        made = desk.shelf.analysed(brief, pair_at(brief, desk.state.position(brief.id)))
        if made and (kept := desk.corrections.of(brief.id)):
            from briefing_tui.analysis import corrections

            made = corrections.apply(made, kept)
    except BriefingError as error:
        return str(error)
    if not made:
        return Known(brief)
    both = [carded for carded in (made.left, made.right) if carded]
    counts = {card: tuple(len(carded.on(card)) for carded in both) for card in CARDS}
    return Known(brief, tuple(carded.readout.side_name for carded in both), counts)


def lines(
    entry: Entry | None, notes: int, known: Known | str | None, width: int, height: int
) -> list[list[Piece]]:
    """As many lines as there is room for, the last one … where there is more to tell."""
    told = list(_told(entry, notes, known, width)) if entry else []
    if len(told) > height:
        told[height - 1 :] = [[Piece(_X, "…", "dim")]]
    told += [[] for _ in range(height - len(told))]
    return [[Piece(0, "│", "line"), *line] for line in told]


def _told(entry: Entry, notes: int, known: Known | str | None, width: int) -> Iterator[list[Piece]]:
    room = width - MARGIN
    brief = known.brief if isinstance(known, Known) else None
    guessed = brief.guessed if brief else frozenset()

    def sure(name: str, words: str) -> str:
        return f"{words}?" if words and name in guessed else words

    yield []
    yield from _text(sure("title", entry.title) or entry.id, room, "error" if entry.problem else "strong")
    about = (sure("date", entry.date), entry.kind, entry.place)
    yield from _text(" · ".join(a for a in about if a), room, "text")
    count = f"✎ {'1 note' if notes == 1 else f'{notes} notes'}" if notes else ""
    yield from _text(" · ".join(a for a in (entry.id, entry.origin, count) if a), room, "dim")
    if problem := known if isinstance(known, str) else entry.problem:
        yield []
        yield from _text(problem, room, "error")
    if isinstance(known, Known) and brief:
        yield from _readouts(brief, room)
        if known.counts:
            yield from _cards(known, room)
        if brief.bottom_line:
            yield []
            yield [Piece(_X, "BOTTOM LINE", "dim")]
            for paragraph in brief.bottom_line.split("\n\n"):
                yield from _text(paragraph, room, "text")


def _text(words: str, room: int, role: str, x: int = _X) -> Iterator[list[Piece]]:
    for line in wrap(words, room) if words else ():
        yield [Piece(x, line, role)]


def _readouts(brief: Brief, room: int) -> Iterator[list[Piece]]:
    """Every text of each side under the side's name, the whole of it: whose it is, and whether complete."""
    indent = 2
    for side in brief.sides:
        yield []
        role = ("left", "right")[min(brief.sides.index(side), 1)]
        yield [Piece(_X, shorten(brief.side_name(side).upper(), room), role)]
        for readout in brief.readouts:
            if readout.side == side:
                yield from _text(_source(readout), room - indent, "text", _X + indent)


def _source(readout: Readout) -> str:
    """``digest, complete · en · Kremlin``; a question mark after what is guessed."""

    def sure(name: str) -> str:
        words = str(getattr(readout, name))
        return f"{words}?" if words and name in readout.guessed else words

    complete = "complete" if readout.complete else "incomplete"
    issuer = sure("issuer") if readout.issuer != readout.publisher else ""
    about = (f"{sure('source')}, {complete}", sure("language"), sure("publisher"), issuer)
    return " · ".join(a for a in about if a)


def _cards(known: Known, room: int) -> Iterator[list[Piece]]:
    """The cards, with the number of points of each side."""
    right = _X + room

    def row(counts: tuple[str, ...]) -> Piece:
        words = "  ".join(f"{count:>2}" for count in counts)
        return Piece(right - cell_len(words), words, "dim")

    yield []
    yield [Piece(_X, "CARDS", "dim"), row(letters(list(known.sides)))]
    yield from _text(legend(list(known.sides), room), room, "dim")
    for card, counts in (known.counts or {}).items():
        name = Piece(_X + 2, shorten(card.heading, room - 12), card)
        yield [Piece(_X, str(card.digit), card), name, row(tuple(map(str, counts)))]
