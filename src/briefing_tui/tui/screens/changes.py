"""Since last time: what each side says beside what it said at the last meeting of the same sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from briefing_tui.model import Brief, BriefingError, Comparison, Pair, Spot
from briefing_tui.tui import actions, marked
from briefing_tui.tui.nothing import nothing
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.working import WorkingScreen
from briefing_tui.tui.typography import shorten, wrap
from briefing_tui.tui.widgets.cards import short_name

if TYPE_CHECKING:
    from briefing_tui.analysis.changes import Changes, Line, SideChanges

_MORE, _LESS = ("new", "grew", "up", "later"), ("gone", "shrank", "down", "earlier")
_WORDS = 26  # the column at which the words of a line begin, behind its sign and verdict
_CARD, _SHORT_CARD = 22, 12  # cells for a card's name, and where there is little room
_WHOLE = _WORDS + _CARD + 12 + 16  # cells for all that is said of a card: share and points behind its name


class ChangesScreen(WorkingScreen):
    """``original``: the texts are compared in their original languages where both events have these."""

    NAME = "changes"

    class Compared(Message):
        """From a thread: what changed, None where there is no earlier meeting; or why that cannot be told."""

        def __init__(self, made: Changes | None, problem: str = "") -> None:
            super().__init__()
            self.made = made
            self.problem = problem

    def __init__(self, brief: Brief, *, original: bool) -> None:
        super().__init__("Comparing with the last meeting of these sides …")
        self._brief = brief
        self._original = original
        self._made: Changes | None = None
        self._lines: dict[str, Line] = {}  # by the keys of their stops
        self._opened: set[str] = set()  # keys of the stops of what is folded, and was opened

    def on_mount(self) -> None:
        super().on_mount()
        self._load()

    def watched(self) -> object:
        briefs = [self._brief.id, *([self._made.then.id] if self._made else [])]
        return [[c.id for c in self.desk.corrections.of(brief)] for brief in briefs]

    def changed_on_disk(self) -> None:
        self._load()

    def _load(self) -> None:
        """In a thread: where nothing is in the cache yet, two briefs are read and analysed."""
        self.seen()
        self.start(self._compare)

    def _compare(self) -> None:
        from briefing_tui.analysis import corrections
        from briefing_tui.library.since import since, why_none

        def compare(brief: Brief, pair: Pair) -> Comparison:
            made = self.desk.shelf.compare(brief, pair)
            return corrections.apply(made, self.desk.corrections.of(brief.id))

        try:
            entries = self.desk.entries(self.far("Looking through the library"))
            made = since(self.desk.shelf, entries, self._brief, compare, original=self._original)
        except BriefingError as error:
            self.post_message(self.Compared(None, str(error)))
        else:
            self.post_message(self.Compared(made, "" if made else why_none(self._brief)))

    def on_changes_screen_compared(self, event: Compared) -> None:
        self._made = event.made
        self.meanwhile = event.problem
        self.seen()
        self._under_message(self.draw)

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self) -> None:
        made = self._made
        dates = f"{made.then.date} → {made.now.date}" if made else self._brief.date
        self.head(f"Since last time · {self._brief.title}", dates)
        self.foot()
        self.show_page(self._page(self.page_width))

    def _page(self, width: int) -> Page:
        if self._made is None:
            return nothing(width, self.NAME, self.meanwhile, ("back", "goes back"))
        page = Page(width)
        page.add()
        page.add_text(f"Last time: {self._made.then.title}, {self._made.then.date}", "dim")
        for i, side in enumerate(self._made.sides):
            page.add()
            page.add(Piece(2, side.name.upper(), "right" if i else "left"))
            for source in side.sources:
                page.add_text(source, "dim", x=4)
            self._side(page, side, i)
        for name in self._made.without:
            page.add()
            page.add_text(f"{name}: no text of one of the two events", "gap")
        return page

    def _side(self, page: Page, side: SideChanges, number: int) -> None:
        from briefing_tui.analysis.changes import KINDS

        for kind, heading in KINDS.items():
            lines, unknown = side.told(kind)
            if lines or unknown:
                page.add()
                page.add(Piece(2, heading, "heading"))
            self._stops(page, f"{number}.{kind}.sure", lines)
            if unknown:
                fold, top = f"{number}.{kind}", len(page.lines)
                _draw_fold(page, unknown, opened=fold in self._opened)
                page.stop(fold, 0, top)
                if fold in self._opened:
                    self._stops(page, f"{fold}.unknown", unknown)

    def _stops(self, page: Page, key: str, lines: list[Line]) -> None:
        for i, line in enumerate(lines):
            top = len(page.lines)
            _draw(page, line)
            page.stop(f"{key}.{i}", 0, top)
            self._lines[f"{key}.{i}"] = line

    # -- what is folded ---------------------------------------------------------------------------

    def action_fold(self) -> None:
        folds = {s.key for s in self.reader.page.stops if s.key not in self._lines}
        if folds:
            self._unfold(folds if folds - self._opened else set())
        else:
            self.say("nothing is folded here")

    def _unfold(self, folds: set[str]) -> None:
        """Shows what these hold, and no others. Nothing jumps: the mark stays in its line of the window."""
        self._opened = folds
        page, here = self._page(self.page_width), self.reader.here
        if here and page.find(here.key) < 0:  # in one that closes
            self.reader.go(self.reader.page.find(here.key.partition(".unknown")[0]))
        self.reader.exchange(page)

    # -- the line at the mark ---------------------------------------------------------------------

    def _line(self) -> Line | None:
        stop = self.reader.here
        return self._lines.get(stop.key) if stop else None

    def action_jump(self) -> None:
        stop = self.reader.here
        if stop and stop.key not in self._lines:
            self._unfold(self._opened ^ {stop.key})
        elif (line := self._line()) and (said := line.now or line.then):
            self._open(said.spot)

    def action_then(self) -> None:
        line = self._line()
        if line and line.then:
            self._open(line.then.spot)
        elif line:
            self.say("last time’s text does not have it")

    def _open(self, spot: Spot) -> None:
        self.desk.open_at(spot, self._brief)


def _draw(page: Page, line: Line) -> None:
    role = "accent" if line.verdict in _MORE else "gap" if line.verdict in _LESS else "dim"
    page.add(Piece(2, line.sign, role), Piece(4, line.verdict, role))
    room = page.width - _WORDS - 1
    if line.room:
        share, points = line.room.counted
        name, cells = line.label, _CARD
        if page.width < _WHOLE:  # the heading says of what the figures are
            name, cells = f"{line.room.card.digit} {short_name(line.room.card)}", _SHORT_CARD
            points = points.partition(" point")[0]
        page.put(len(page.lines) - 1, Piece(_WORDS, shorten(name, cells - 1), line.room.card))
        page.put(len(page.lines) - 1, Piece(_WORDS + cells, f"{share:<12}{points}"))
    elif line.parts:
        _reworded(page, line, room)
    elif line.kind == "words" and line.now:
        _below(page, wrap(f"“{' '.join(line.now.text.split())}”", room))
        page.add(Piece(_WORDS, line.where, "dim"))
    else:
        label = shorten(line.label, room - cell_len(line.where) - 2)
        page.put(len(page.lines) - 1, Piece(_WORDS, label))
        page.put(len(page.lines) - 1, Piece(_WORDS + cell_len(label) + 2, line.where, "dim"))
        if line.kind == "figure":
            for when, said in (("last time: ", line.then), ("", line.now)):
                both = when if line.now else ""
                for text in wrap(f"{both}“{' '.join(said.text.split())}”", room) if said else ():
                    page.add(Piece(_WORDS, text, "dim"))


def _draw_fold(page: Page, unknown: list[Line], *, opened: bool) -> None:
    """How many there are; closed, which these are."""
    from briefing_tui.analysis.changes import in_short

    page.add(Piece(2, "▾" if opened else "▸", "dim"), Piece(4, f"{len(unknown)} unknown", "dim"))
    if opened:
        page.put(len(page.lines) - 1, Piece(_WORDS, f"{actions.key('changes', 'jump')} folds them", "dim"))
        return
    named = (f"{about}: {', '.join(n.label for n in lines)}" for about, lines in in_short(unknown))
    _below(page, tuple(line for text in named for line in wrap(text, page.width - _WORDS - 1)), "dim")


def _below(page: Page, lines: tuple[str, ...], role: str = "text") -> None:
    """Words that begin on the last line and go on below it."""
    page.put(len(page.lines) - 1, Piece(_WORDS, lines[0], role))
    for text in lines[1:]:
        page.add(Piece(_WORDS, text, role))


def _reworded(page: Page, line: Line, room: int) -> None:
    """The sentence with what is gone and what is new."""
    words = ((kind, text.replace("\n", " ")) for kind, text in line.pieces())
    marked.put(page, words, len(page.lines) - 1, _WORDS, room)
    page.add(Piece(_WORDS, line.where, "dim"))
