"""Words of a point selected in the brief: ``V``, then the keys of the table ``select``. They are quoted in a
note, copied, or their sentences moved to another card.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui.model import Card
from briefing_tui.notes import anchors
from briefing_tui.tui import actions
from briefing_tui.tui.footer import footer
from briefing_tui.tui.page import Page
from briefing_tui.tui.screens.copying import Copying
from briefing_tui.tui.screens.correcting import Place
from briefing_tui.tui.typography import fitting

if TYPE_CHECKING:
    from briefing_tui.tui.selecting import Selection
    from briefing_tui.tui.widgets.selector import Selector


class Selecting(Copying, part=True):
    """A brief in which words can be selected."""

    _selector: Selector | None = None  # the one that was opened last

    @property
    def _selects(self) -> Selector | None:
        """The one that has the keys now."""
        return self._selector if self.typing is self._selector else None

    def foot(self) -> None:
        if self._selects:
            room = self.app.size.width - 2
            self.show_foot(
                fitting(room, footer("select"), _keys_in_short(), footer("select", room)), "accent"
            )
        else:
            super().foot()

    def action_select(self) -> None:
        here, stop = self.point(), self.reader.here
        if self.typing:
            return
        if self.in_cards or here is None or stop is None:
            self.say(f"{self._press('select')} selects words of the point at the mark; there is none here")
            return
        if not stop.words:
            self.say("this point stands in full in a row further up: select its words there")
            return

        from briefing_tui.tui.selecting import first
        from briefing_tui.tui.widgets.selector import Selector

        def do(what: str) -> None:
            if what == "app.help":  # and back to the selection
                from briefing_tui.tui.screens.help import HelpScreen

                self.app.push_screen(HelpScreen("select"))
                return
            selected, self.typing = selector.selection, None
            if what == "note":
                # The words stay marked while the note is written.
                anchor = anchors.to_point(*_words(here, selected))
                self._write(self.desk.notes.new(self.brief.id, anchor))
            elif what == "correct":
                self._ask_where_to(here, selected)
            else:
                self.reader.select(None)
                self.foot()
                if what == "copy":
                    from briefing_tui.export import citation

                    self._copy("words", citation.point(*_words(here, selected)))

        selector = Selector(first(here[1].text), self._show_selected, do, self.say)
        self.typing = self._selector = selector
        self._show_selected(selector.selection)
        self.foot()

    def _ask_where_to(self, here: Place, selected: Selection) -> None:
        """To which card its sentences go: all of each, for a sentence is in one point. They are shown so."""
        sentences, count = selected.whole()
        whole = "whole " * (sentences != selected)
        named = f"{count} {whole}sentences" if count > 1 else f"the {whole}sentence"

        def answer(card: Card | None) -> None:
            self.reader.select(None)
            if card:
                everything = sentences.span == (0, len(sentences.text))
                self._move(_words(here, sentences), card, "" if everything else named)

        self._show_selected(sentences)
        self._ask_for_card(named, answer)

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
                self.reader.select(None)


def _keys_in_short() -> str:
    """The keys while words are selected, those that move the selection together."""
    sentences = actions.key("select", "sentence(1)", "sentence(-1)", "grow(1)", "grow(-1)")
    words = actions.key("select", "end_word(-1)", "end_word(1)", "start_word(-1)", "start_word(1)")
    others = {a.name: a.hint for a in actions.ACTIONS["select"]}
    names = ("note", "copy", "correct", "app.help", "leave")
    keys = [f"{actions.key('select', name)} {others[name]}" for name in names]
    return " · ".join([f"{sentences} sentence", f"{words} word", *keys])


def _words(here: Place, selected: Selection) -> Place:
    """The selected words in the place of their point."""
    carded, point = here
    start, end = (point.start + at for at in selected.span)
    text = selected.text[selected.start : selected.end]
    return carded, replace(point, start=start, end=end, text=text)
