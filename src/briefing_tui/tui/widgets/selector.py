"""Selecting words of the point at the mark, by keyboard: the keys of the table ``select``."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from briefing_tui.tui import actions
from briefing_tui.tui.selecting import Selection

_MOVES = {
    "sentence": Selection.sentence,
    "grow": Selection.grow,
    "end_word": Selection.end_word,
    "start_word": Selection.start_word,
}


class Selector:
    """``moved`` hears every other selection, ``done`` at the end what to do with it: the name of an action of
    the table, ``leave`` for nothing. It is no widget: see ``choice.Choice``.
    """

    def __init__(
        self, selection: Selection, moved: Callable[[Selection], None], done: Callable[[str], None]
    ) -> None:
        self.selection = selection
        self._moved = moved
        self._done = done

    def take(self, event: events.Key) -> bool:
        """A key that reached the app; whether it belongs here. Other letters do nothing: a slip must not
        cost the selection. What is no letter leaves, and does what it does without a selection.
        """
        name, _, step = actions.named("select", event.key).rstrip(")").partition("(")
        if name in _MOVES:
            self.selection = _MOVES[name](self.selection, int(step))
            self._moved(self.selection)
        elif name:
            self._done(name)
        elif not event.is_printable:
            self._done("leave")
            return False
        return True
