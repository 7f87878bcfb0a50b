"""A brief as it is drawn: cards at the left, the views of two texts at the right; where the mark stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.message import Message

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import (
    CARDS,
    Brief,
    Card,
    Carded,
    Comparison,
    Correction,
    Point,
    Readout,
    Spot,
    pairs,
)
from briefing_tui.notes import anchors
from briefing_tui.settings.state import Position
from briefing_tui.tui import actions, views
from briefing_tui.tui.lights import phrases, quoted
from briefing_tui.tui.on_disk import OnDisk, on_disk, pair_at
from briefing_tui.tui.page import Page, Piece, Span
from briefing_tui.tui.screens.base import CARD_COLUMN, MARGIN, SIDE_BY_SIDE, ReaderScreen
from briefing_tui.tui.typography import shorten
from briefing_tui.tui.widgets.cards import WIDTH as CARDS_WIDTH
from briefing_tui.tui.widgets.cards import CardList
from briefing_tui.tui.widgets.drawn import Bar, Pane
from briefing_tui.tui.widgets.reader import Reader

_NAME = 7  # cells of a side's name in its head, however short the room


class BriefView(ReaderScreen, part=True):
    """``position`` is where the reader stood last time; ``there`` what is on disk, where that is read."""

    NAME = "brief"

    class Texts(Message):
        """From a thread: how the brief's texts are on disk now."""

        def __init__(self, now: object | None) -> None:
            super().__init__()
            self.now = now

    def __init__(self, brief: Brief, shelf: Shelf, position: Position, there: OnDisk | None = None) -> None:
        super().__init__()
        self.brief = brief
        self._shelf = shelf
        self._there = there
        self._pairs = pairs(brief)
        self.pair = pair_at(brief, position)
        self.card = Card(position.card) if position.card in CARDS else CARDS[0]
        self._anew = position.card not in CARDS  # then the first card that has points is opened
        self.view = position.view if position.view in views.VIEWS else views.VIEWS[0]
        self._point = position.point
        self._last_point = ""  # to come back to from the coverage, which has no points
        self._column = 0  # the side that the read view shows
        self._whole = True  # whether the head has room for all of the title
        self._broken = 0  # corrections that cannot be read
        self._problem = ""  # why no notes can be read
        # As they are on disk, and as they were read.
        self._texts = self._read = there.texts if there else shelf.look_at(brief)

    # -- drawing ----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Bar(id="head")
        with Pane(id="body"):
            yield CardList()
            with Pane(id="text"):
                yield Bar(id="sides")
                yield Reader()
        yield Bar(id="foot")

    def on_mount(self) -> None:
        self._load(self._there)
        self._there = None
        if self._anew:
            texts = self.content.made.texts
            self.card = next((card for card in CARDS if any(c.on(card) for c in texts)), CARDS[0])

    def _load(self, there: OnDisk | None = None) -> None:
        """The comparison of the pair as the program made it and as corrected, and the notes on it."""
        there = there or on_disk(self.desk, self.brief, self.pair)
        self._seen, self.program, self._problem = there.seen, there.program, there.problem
        self._broken = sum(bool(c.problem) for c in there.corrections)
        made = self._corrected(there.corrections) if there.corrections else self.program
        placed = anchors.place(there.notes, made, self.brief.readouts)
        self.content = views.Content(made, placed.at_point, placed.rest, placed.standing)

    def _corrected(self, kept: list[Correction]) -> Comparison:
        from briefing_tui.analysis import corrections  # most sessions have none, and need not carry this

        return corrections.apply(self.program, kept)

    def watched(self) -> object:
        return self.desk.notes.signature(self.brief.id)

    def _glance(self, before: object) -> None:
        super()._glance(before)
        if (now := self._shelf.look_at(self.brief)) != self._texts:
            self.post_message(self.Texts(now))

    def on_brief_view_texts(self, event: Texts) -> None:
        if self.on_top and event.now != self._texts:
            self._texts = event.now
            if event.now is None:
                self.say("the brief’s files are no longer at hand: what is shown was read before", bad=True)
            elif event.now != self._read:
                keys = f"{self._press('back')} and {actions.key('library', 'open')}"
                again = f"{keys} open it anew" if self.brief.folder else "leave and open it anew"
                self.say(f"the brief has changed on disk: {again}")

    @property
    def page_width(self) -> int:
        width = self.app.size.width
        return max(20, width - 1 - (0 if width < CARD_COLUMN else CARDS_WIDTH))

    def draw(self) -> None:
        self.draw_frame()
        self.foot()
        key, self._point = self._point, ""
        self.show_page(self._page(), key)
        self._remember()
        if self._broken:
            list_ = self._press("notes")
            self.say(f"corrections that cannot be read: {self._broken}; {list_} says why", bad=True)
        if self._problem:
            self.say(self._problem, bad=True)

    def draw_frame(self) -> None:
        """Head, cards and the names of the sides."""
        made = self.content.made
        both = made.texts
        kind = "?" if "title" in self.brief.guessed else ""
        date = self.brief.date + ("?" if self.brief.date and "date" in self.brief.guessed else "")
        when = (date, self.brief.kind)
        count = sum(map(len, self.content.at_point.values())) + len(self.content.rest)
        unfinished = f" · {self._press('app.resume')}: unfinished" if self.desk.unfinished else ""
        notes = "1 note" if count == 1 else f"{count} notes"
        self._whole = self.head(self.brief.title + kind, f"{self.view} · {notes}{unfinished}", when)
        cards = self.query_one(CardList)
        cards.fold(self.app.size.width < CARD_COLUMN)
        noted = {p.card for c in both for p in c.points if p.id in self.content.at_point}
        noted |= {n.anchor.card for n in self.content.rest if n.anchor.card}
        names = [c.readout.side_name for c in both]
        cards.fill(
            {card: tuple(len(c.on(card)) for c in both) for card in CARDS},
            letters(names),
            frozenset(noted),
            legend(names, CARDS_WIDTH - 4),
        )
        cards.choose(self.card)
        self.query_one("#sides", Bar).show(self._side_heads())

    def _side_heads(self) -> list[Piece]:
        content = self._shown()
        whole = self.view == "read"
        laid = views.columns(content, self.page_width, whole=whole)
        both = [(0, content.made.left), (1, content.made.right)]
        if whole:
            both = [b for b in both if b[0] == self._column]
        stacked = content.stacked and not whole and content.made.right
        side = (self.page_width - 1) // 2 if stacked else laid.side
        pieces = []
        for n, (column, carded) in enumerate(both):
            if carded:
                x = n * (side + 1) + 1
                name, about = _source(carded.readout, side - 2)
                pieces.append(Piece(x, name, views.SIDES[column]))
                pieces.append(Piece(x + cell_len(name) + 2, about, "dim"))
        if laid.notes and self.view in views.WITH_MARGIN:
            pieces.append(Piece(laid.notes + 2, "NOTES", "note"))
        return pieces

    def _shown(self) -> views.Content:
        """The content as this window lays it out."""
        width = self.app.size.width
        return replace(self.content, stacked=width < SIDE_BY_SIDE, margin=width >= MARGIN)

    def _page(self) -> Page:
        width = self.page_width
        content = self._shown()
        match self.view:
            case "read":
                page = views.read(content, self._column, width)
            case "gaps":
                page = views.gaps(content, width)
            case "doubts":
                page = views.doubts(content, width)
            case "coverage":
                title = "" if self._whole else self.brief.title
                return views.coverage(content, self.brief.bottom_line, width, title)
            case _:
                page = views.compare(content, self.card, width)
        page.light("quote", self._set_off(page))
        return page

    def _set_off(self, page: Page) -> dict[str, Sequence[Span]]:
        """Quotations and set phrases in the texts of the points on a page, by their ids."""
        spans = self._spans(page, quoted)
        for carded in self.content.made.texts:
            for point in carded.points if carded.phrases else ():
                if point.id in spans:
                    spans[point.id] = [*spans[point.id], *phrases(carded, point)]
        return spans

    def _spans(self, page: Page, find: Callable[[str], Sequence[Span]]) -> dict[str, Sequence[Span]]:
        """What ``find`` finds in the texts of the points on a page, by their ids."""
        shown = {stop.key for stop in page.stops}
        texts = self.content.made.texts
        return {p.id: find(p.text) for c in texts for p in c.points if p.id in shown}

    def _redraw(self, key: str = "", column: int | None = None) -> None:
        self.draw_frame()
        self.show_page(self._page(), key, column)
        self._remember()

    def on_reader_moved(self) -> None:
        self._remember()

    def _remember(self) -> None:
        if here := self.point():
            self._last_point = here[1].id
        self.desk.keep_position(self.brief.id, self.position())

    # -- where the reader stands ------------------------------------------------------------------

    def position(self) -> Position:
        """Where the reader stands, to come back to next time."""
        stop = self.reader.here
        return Position(self.card, self.view, stop.key if stop else "", self.pair.left, self.pair.right or "")

    def point(self) -> tuple[Carded, Point] | None:
        """The point at the mark, with its readout."""
        stop = self.reader.here
        return self.content.made.point(stop.key) if stop else None

    def go_to_point(self, key: str) -> None:
        """To a point by its id, on its own card in the compare view."""
        if here := self.content.made.point(key):
            self.view, self.card = "compare", here[1].card
            self._redraw(key)

    def go_to_spot(self, spot: Spot) -> None:
        """To the point with these words, in a pair of texts that shows their readout."""
        shown = (self.pair.left, self.pair.right)
        if spot.readout not in shown:
            pair = next((p for p in self._pairs if spot.readout in (p.left, p.right)), None)
            if pair is None:
                self.say(f"the text {spot.readout} is no longer in the brief", bad=True)
                return
            self.pair = pair
            self._load()
        for carded in self.content.made.texts:
            if carded.readout.key == spot.readout and (point := carded.at(spot.paragraph, spot.start)):
                self.go_to_point(point.id)
                return
        self.say(f"¶{spot.paragraph} is no longer in the text", bad=True)

    @property
    def in_cards(self) -> bool:
        return self.focused is self.query_one(CardList)


def letters(names: list[str]) -> tuple[str, ...]:
    """A letter for each side; where both begin alike, A and B."""
    letters = tuple(name[:1].upper() for name in names)
    return letters if len(set(letters)) == len(letters) else tuple("AB"[: len(names)])


def legend(names: list[str], room: int) -> str:
    """``A Ukraine · B United States`` in ``room`` cells, where the letters are those; else nothing."""
    heads = letters(names)
    if all(map(str.startswith, (name.upper() for name in names), heads)):
        return ""
    half = (room - 3) // 2
    spare = max(0, half - min(cell_len(name) + 2 for name in names))
    return " · ".join(
        shorten(f"{head} {name}", half + spare) for head, name in zip(heads, names, strict=True)
    )


def _source(readout: Readout, room: int) -> tuple[str, str]:
    """``RUSSIA`` and ``digest · en · Kremlin`` in so many cells; a question mark after what is guessed. Where
    they have no room the name gives way to the kind of source.
    """

    def sure(name: str, word: str) -> str:
        return f"{word}?" if name in readout.guessed else word

    about = [
        sure("source", readout.source.value) + ("" if readout.complete else ", incomplete"),
        sure("language", readout.language),
        sure("publisher", readout.publisher) if readout.publisher else sure("title", readout.title),
    ]
    guess = sure("side", "")
    name = readout.side_name.upper()
    name = shorten(name, max(_NAME, room - cell_len(f"{about[0]}…") - 2) - len(guess)) + guess
    said = " · ".join(a for a in about if a and a != "?")
    return name, shorten(said, max(1, room - cell_len(name) - 2))
