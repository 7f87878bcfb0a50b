"""Help: the keys of a screen, from the one table of actions."""

from __future__ import annotations

from rich.cells import cell_len

from briefing_tui.tui import actions
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.base import PageScreen
from briefing_tui.tui.typography import wrap

_WORDS = (
    ("card", "one of six subjects; the sixth keeps what belongs to none, so that nothing is lost"),
    ("point", "sentences of one paragraph on the same card; it is read, matched and noted"),
    ("row", "a match: both sides report it. → 3 says that a point lives on card 3"),
    ("as above", "this point stands in full in a row further up: it answers several of the other side’s"),
    ("1,5", "in the read view: the card of the point, and a second card it could stand on"),
    ("only ...", "a gap: this side alone says it, and the other side’s text is complete"),
    ("unknown", "a gap too, but the other text is an excerpt or a summary: it may say it elsewhere"),
    ("│", "beside a point that only this side has, the other side’s text being complete"),
    ("┊", "beside a point that only this side has, where the other side may say it elsewhere"),
    ("“ ”", "quotations are set off, and so are set phrases in the side’s own words"),
    ("?", "after a side, date or kind: guessed from the text, not declared; after a ¶: its card is in doubt"),
    ("✎", "a note of yours; behind it the words that it quotes, where it is on a part of the point"),
    ("✎?", "a note whose words have moved or were edited: please review it"),
    ("✎≠", "a conflict copy: the note was changed in two places, and both texts are kept"),
    ("✓", "a correction of yours: you moved the point to this card, or tied it to the one opposite"),
)
# Keys that a brief takes first, behind those of the action with the name of their table.
_DURING = {"find": "found", "select": "selected"}
_COLUMN = 22  # where what keys and words mean begins
_WIDEST = 30  # ... where keys are many; a row with more of them begins later, alone


class HelpScreen(PageScreen):
    """``about`` is the screen whose keys are shown."""

    def __init__(self, about: str) -> None:
        super().__init__("Help")
        self._about = about

    def _keys(self, page: Page, table: str) -> None:
        page.add()
        heading = f"Keys ({table})"
        if table in _DURING:
            heading = f"Keys while words are {_DURING[table]} ({actions.key('brief', table)})"
        page.add(Piece(2, heading, "heading"))
        page.add()
        shown = [*actions.at_hand(table, restricted=self.desk.paths.restricted)]
        named = ["  ".join(actions.key_name(k) for k in action.keys) for action in shown]
        column = max(_COLUMN, min(_WIDEST, 6 + max(map(cell_len, named))))
        for action, keys in zip(shown, named, strict=True):
            x = max(column, 6 + cell_len(keys))
            lines = wrap(action.text, page.width - x - 1)
            after = x + cell_len(lines[-1]) + 2
            name = [Piece(after, action.name, "dim")] * (after + cell_len(action.name) < page.width)
            for i, line in enumerate(lines):
                last = name if i == len(lines) - 1 else []
                page.add(*[Piece(4, keys, "accent")] * (i == 0), Piece(x, line, "text"), *last)
            if not name:
                page.add(Piece(x, action.name, "dim"))
        page.add()

    def page(self, width: int) -> Page:
        page = Page(width)
        for table in (self._about, *(_DURING if self._about == "brief" else ())):
            self._keys(page, table)
        page.add(Piece(2, "Words", "heading"))
        page.add()
        for word, meaning in _WORDS:
            for i, line in enumerate(wrap(meaning, max(20, width - _COLUMN - 1))):
                pieces = [Piece(_COLUMN, line, "text")]
                page.add(*([Piece(4, word, "accent"), *pieces] if i == 0 else pieces))
        page.add()
        page.add_text(
            "The grey word behind an action is its name in keys.toml, the file of your own keys.", "dim"
        )
        page.add_text(
            "Notes are saved as you type. Everything is kept as Markdown in your data folder.", "dim"
        )
        again = actions.key("page", "app.welcome")
        page.add_text(f"{again} opens the welcome brief: a lesson on each card, with the keys.", "dim")
        return page
