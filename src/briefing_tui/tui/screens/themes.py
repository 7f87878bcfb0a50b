"""The themes: a move shows the whole screen in the next one, Enter keeps it."""

from __future__ import annotations

from functools import cached_property

from rich.cells import cell_len

from briefing_tui.model import SIX, BriefingError
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.settings import themes
from briefing_tui.settings.themes import Theme
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.typography import shorten
from briefing_tui.tui.widgets.reader import Reader

_KIND, _SHOWN = 14, 34  # columns: what a theme is, and the sample beside the list
# What screens are made of: words in their roles. It has room in 60 columns.
_SAMPLE = (
    (("RUSSIA", "left"), ("CHINA", "right"), ("a heading", "heading")),
    (("the words of a readout", "text"),),
    (("a set phrase", "quote"), ("shared words", "matched")),
    (("¶12 by the way", "dim"), ("│", "line"), ("? help", "accent")),
    (("words found", "found"), ("selected", "selected")),
    (("✎ a note", "note"), ("only Russia", "gap")),
    (("an error", "error"),),
)


class ThemesScreen(ReaderScreen):
    NAME = "themes"

    @cached_property
    def _themes(self) -> tuple[dict[str, Theme], list[str]]:
        """Those that can be used, by name; and what is wrong with the others."""
        found, problems = {}, []
        for name in themes.names(self.desk.theme_places):
            try:
                found[name] = self.desk.find_theme(name)
            except BriefingError as error:
                problems.append(clean_line(str(error)))
        return found, problems

    @cached_property
    def _before(self) -> Theme:
        return self.desk.theme_in_use

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self) -> None:
        terminal = self.desk.terminal
        few = "this terminal has 16 colours and only comes near to others" if terminal.few_colors else ""
        self.head("Themes", few if terminal.colors else "NO_COLOR is set: no theme has colours")
        self.foot()
        self.show_page(self._page(self.page_width), "" if self.reader.here else self._before.name)

    def _page(self, width: int) -> Page:
        page = Page(width)
        page.add()
        found, problems = self._themes
        own = set(themes.names(self.desk.theme_places[1:]))
        for name, theme in found.items():
            kind = "dark" if theme.dark else "light"
            if not theme.exact:
                kind = "16 colours" if name in own else "terminal’s colours"
            kind = f"yours, {kind}" if name in own else kind
            page.add(Piece(2, shorten(clean_line(name), _KIND - 3), "text"), Piece(_KIND, kind, "dim"))
            page.stop(name, 0, len(page.lines) - 1)
        self._sample(page)
        page.add()
        if problems:
            page.add(Piece(2, "Not to be used", "heading"))
        for problem in problems:
            page.add_text(problem, "error", x=4)
        return page

    def _sample(self, page: Page) -> None:
        at = 1
        for line in _SAMPLE:
            x = _SHOWN
            for words, role in line:
                page.put(at, Piece(x, words, role))
                x += cell_len(words) + 1
            at += 1
        for card in SIX:
            at += 1
            page.put(at, Piece(_SHOWN, f"{card.digit} {card.heading}", card))

    # -- choosing ---------------------------------------------------------------------------------

    def on_reader_moved(self, event: Reader.Moved) -> None:
        if here := self.reader.here:
            self.desk.put_on(self._themes[0][here.key])

    def action_keep(self) -> None:
        self.desk.state.keep_theme(self.desk.theme_in_use.name)
        self.dismiss(None)

    def action_back(self) -> None:
        self.desk.put_on(self._before)
        self.dismiss(None)
