"""Selecting words of the point at the mark, by keyboard: the keys of the table ``select``."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from briefing_tui.tui import actions
from briefing_tui.tui.selecting import Selection

_END, _WORD = "the end of this point", "one word is selected already"
# What each moves, and what is said where there is no further to go, on and back.
_MOVES = {
    "sentence": (Selection.sentence, "the last sentence of this point", "the first sentence of this point"),
    "grow": (Selection.grow, _END, "one sentence, or less, is selected already"),
    "end_word": (Selection.end_word, _END, _WORD),
    "start_word": (Selection.start_word, _WORD, "the beginning of this point"),
}


class Selector:
    """``moved`` hears every other selection, ``do`` what to do with it: the name of an action of the table,
    ``leave`` for nothing; ``say`` why a key does nothing, in words. It is no widget: see ``choice.Choice``.
    """

    def __init__(
        self,
        selection: Selection,
        moved: Callable[[Selection], None],
        do: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        self.selection = selection
        self._moved = moved
        self._do = do
        self._say = say

    def take(self, event: events.Key) -> bool:
        """A key that reached the app; whether it belongs here. Other letters do nothing: a slip must not
        cost the selection. What is no letter leaves, and does what it does without a selection.
        """
        name, _, step = actions.named("select", event.key).rstrip(")").partition("(")
        if name in _MOVES:
            move, *ends = _MOVES[name]
            before, self.selection = self.selection, move(self.selection, int(step))
            if self.selection == before:
                self._say(ends[int(step) < 0])
            else:
                self._moved(self.selection)
        elif name:
            self._do(name)
        elif event.is_printable:
            shows, leaves = actions.key("select", "app.help"), actions.key("select", "leave")
            nothing = f"{actions.key_name(event.key)} does nothing while words are selected"
            self._say(f"{nothing}: {shows} shows the keys, {leaves} leaves")
        else:
            self._do("leave")
            return False
        return True
