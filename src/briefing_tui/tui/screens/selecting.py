"""Words of a point selected in the brief, to be quoted: ``V``, then the keys of the table ``select``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.analysis.passages import Passage
from briefing_tui.model import Anchor
from briefing_tui.notes import anchors
from briefing_tui.tui import actions
from briefing_tui.tui.page import Page
from briefing_tui.tui.screens.correcting import Place
from briefing_tui.tui.screens.reviewing import Reviewing

if TYPE_CHECKING:
    from briefing_tui.tui.selecting import Selection
    from briefing_tui.tui.widgets.selector import Selector


class Selecting(Reviewing):
    """A brief in which words can be selected."""

    NAME = "brief"
    _selector: Selector | None = None  # the one that was opened last

    @property
    def _selects(self) -> Selector | None:
        """The one that has the keys now."""
        return self._selector if self.typing is self._selector else None

    def foot(self) -> None:
        if self._selects:
            line = actions.footer("select", self.app.size.width - 2)
            self.show_foot(line, "accent")
        else:
            super().foot()

    def action_select(self) -> None:
        here, stop = self.point(), self.reader.here
        if self.typing:
            return
        if self.in_cards or here is None or stop is None:
            self.say("V selects words of the point at the mark; there is none here")
            return
        if not stop.words:
            self.say("this point stands in full in a row further up: select its words there")
            return

        from briefing_tui.tui.selecting import first
        from briefing_tui.tui.widgets.selector import Selector

        def done(what: str) -> None:
            selected, self.typing = selector.selection, None
            if what == "note":
                # The words stay marked while the note is written.
                self._write(self.desk.notes.new(self.brief.id, _anchor(here, selected)))
            else:
                self.reader.select(None)
                self.foot()

        selector = Selector(first(here[1].text), self._show_selected, done)
        self.typing = self._selector = selector
        self._show_selected(selector.selection)
        self.foot()

    def _show_selected(self, selection: Selection) -> None:
        self.reader.select(selection.span)

    def show_page(self, page: Page, key: str = "", column: int | None = None) -> None:
        """A page drawn anew (another size of the terminal, a note by others) shows what is selected too."""
        super().show_page(page, key, column)
        if selector := self._selects:
            here = self.point()
            if here and here[1].text == selector.selection.text:
                self._show_selected(selector.selection)
            else:
                self.typing = None


def _anchor(here: Place, selected: Selection) -> Anchor:
    carded, point = here
    words = Passage(point.paragraph, point.start + selected.start, point.start + selected.end)
    return anchors.to_passage(carded.readout, words, point.card)
