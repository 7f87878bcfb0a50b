"""The words that made the match of the row at the mark, set off in both texts: ``w``."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from briefing_tui.model import Comparison, Match
from briefing_tui.tui import actions
from briefing_tui.tui.page import Page
from briefing_tui.tui.screens.selecting import Selecting

if TYPE_CHECKING:
    from briefing_tui.analysis.shared import Span


class Matched(Selecting, part=True):
    """A brief in which the words of a match can be shown. They follow the mark as long as they are on."""

    _on = False
    _lexicon = False  # whether the words of the analysis are loaded

    class Loaded(Message):
        """From a thread: the words of the analysis."""

    def action_matched(self) -> None:
        self._on = not self._on
        if not self._on:
            self.reader.light("matched", {})
            self.say("matched words are no longer set off")
        elif self._lexicon:
            self._tell(self._light_row())
        else:
            self.say("looking for the words …")
            Thread(target=self._load_words, daemon=True).start()

    def _load_words(self) -> None:
        from briefing_tui.analysis import shared

        made = self.content.made
        if made.matches:
            shared.spans(made, made.matches[0])  # a tenth of a second the first time
        self.post_message(self.Loaded())

    def on_matched_loaded(self) -> None:
        self._lexicon = True
        if self._on:
            self._tell(self._light_row())

    def _light_row(self) -> bool:
        """Sets off the words of the row at the mark, and no others; whether there is a match at all."""
        row = self._row() if self._on and self._lexicon else None
        found: dict[str, list[Span]] = {}
        for match in row.matches if row else ():
            for key, spans in self._shared(self.content.made, match).items():
                found.setdefault(key, []).extend(spans)
        self.reader.light("matched", found)
        return bool(found)

    def _shared(self, made: Comparison, match: Match) -> dict[str, tuple[Span, ...]]:
        from briefing_tui.analysis import shared

        return shared.spans(made, match)

    def _tell(self, matched: bool) -> None:
        end = f"{actions.key(self.NAME, 'matched')} ends it"
        self.say(
            f"the words of each row’s match are set off · {end}" if matched else f"no match here · {end}"
        )

    def show_page(self, page: Page, key: str = "", column: int | None = None) -> None:
        super().show_page(page, key, column)
        if self._on:
            self._light_row()

    def on_reader_moved(self) -> None:  # beside those of the classes above: Textual calls each
        if self._on:
            self._light_row()
