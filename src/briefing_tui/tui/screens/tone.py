"""Tone and order of a brief: how each side tells it, and how firmly it binds."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from briefing_tui.analysis.passages import Passage
from briefing_tui.model import Brief, Comparison, Spot
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui import actions
from briefing_tui.tui.nothing import nothing
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.base import SIDE_BY_SIDE, PageScreen, ReaderScreen

if TYPE_CHECKING:
    from briefing_tui.analysis.strips import Strip
    from briefing_tui.tui.strips import Target


class ToneScreen(ReaderScreen):
    """``made`` is the pair that the brief shows, as the analyst has corrected it.

    Ends with the place to go to (a ``Spot``) where the brief is none of the library's.
    """

    NAME = "tone"

    class Read(Message):
        """From a thread: the strips."""

        def __init__(self, made: tuple[Strip, ...]) -> None:
            super().__init__()
            self.made = made

    def __init__(self, brief: Brief, made: Comparison) -> None:
        super().__init__()
        self._brief = brief
        self._compared = made
        self._made: tuple[Strip, ...] | None = None
        self._targets: dict[str, tuple[Strip, Target]] = {}

    def on_mount(self) -> None:
        super().on_mount()
        Thread(
            target=self._read, daemon=True
        ).start()  # the words are loaded here, and the texts gone through

    def _read(self) -> None:
        from briefing_tui.analysis.strips import strips

        self.post_message(self.Read(strips(self._compared, self._brief.sides)))

    def on_tone_screen_read(self, event: Read) -> None:
        self._made = event.made
        self._under_message(self.draw)

    def draw(self) -> None:
        self.head(f"Tone and order · {self._brief.title}", self._brief.date)
        self.foot()
        if self._made is None:
            words = "Reading the words of tone and order …"
            self.show_page(nothing(self.page_width, self.NAME, words, ("back", "goes back")))
            return
        from briefing_tui.tui import strips

        stacked = self.app.size.width < SIDE_BY_SIDE
        drawn = strips.page(self._made, self.page_width, stacked=stacked)
        self._targets = drawn.targets
        self.show_page(drawn.page)

    # -- what stands at the mark --------------------------------------------------------------------

    def _here(self) -> tuple[Strip, Target] | None:
        stop = self.reader.here
        return self._targets.get(stop.key) if stop else None

    def action_side(self, column: int) -> None:
        self.reader.to_column(column)

    def action_jump(self) -> None:
        here = self._here()
        if here is None:
            return
        strip, target = here
        at = place(target)
        if at is None:
            self.say("its words stand outside the body of the text: in a dateline")
            return
        self.desk.open_at(Spot(self._brief.id, strip.carded.readout.key, *at), self._brief)

    def action_why(self) -> None:
        if here := self._here():
            self.app.push_screen(WhyToneScreen(*here))


def place(target: Target) -> Passage | None:
    """The words that a line of the page is about; None where they stand in no paragraph."""
    from briefing_tui.analysis.order import Mention, Stretch
    from briefing_tui.model import Point

    point = target.points[0] if isinstance(target, Stretch) else target
    point = point.first if isinstance(point, Mention) else point
    if isinstance(point, Point):
        return Passage(point.paragraph, point.start, point.end)
    return point.at


class WhyToneScreen(PageScreen):
    """What found a line of tone and order: the pattern, the word beside it, the rule."""

    def __init__(self, strip: Strip, target: Target) -> None:
        super().__init__(f"Why this stands with {strip.side}")
        self._strip = strip
        self._target = target

    def page(self, width: int) -> Page:
        from briefing_tui.analysis.commitments import Graded, ladder
        from briefing_tui.analysis.occasion import Fact
        from briefing_tui.analysis.tone import ToneWord

        page = Page(width)
        page.add()
        target = self._target
        if isinstance(target, ToneWord):
            page.add_text(target.sentence.text)
            page.add()
            _facts(page, found=target.text, pattern=target.pattern, file="tone.toml")
            beside = f"near it: {target.near}" if target.near else "counts as it stands, with no word near it"
            page.add_text(beside, "dim", x=4)
            page.add(Piece(2, target.tone.label, "heading"))
            page.add_text(target.tone.reads, "note", x=4)
        elif isinstance(target, Graded):
            page.add_text(target.sentence.text)
            page.add()
            _facts(page, found=target.verb, pattern=target.pattern, file="commitments.toml")
            page.add_text(f"whose it is: {self._strip.who(target)}", "dim", x=4)
            page.add()
            page.add(Piece(2, "The ladder, the firmest rung first", "heading"))
            for rung in ladder().values():
                mark, role = ("▸ ", "accent") if rung == target.grade else ("  ", "text")
                page.add(Piece(2, f"{mark}{rung.mark} {rung.label}", role))
                page.add_text(rung.means, "dim", x=6)
        elif isinstance(target, Fact):
            page.add_text(target.sentence)
            page.add()
            page.add_text(f"found: {target.words}", "strong")
            page.add_text("Words of the text; nothing is inferred from them.", "dim", x=4)
        else:
            page.add_text(
                "Room is the share of the text’s characters; the order is that of the first mention."
            )
            why = actions.key("brief", "why")
            page.add_text(f"{why} on a point in the brief says why it stands on its card.", "dim")
        return page


def _facts(page: Page, *, found: str, pattern: str, file: str) -> None:
    page.add_text(f"found: {found}", "strong")
    page.add_text(f"by the pattern “{clean_line(pattern)}” of {file}", "dim", x=4)
