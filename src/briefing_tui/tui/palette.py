"""The palette: the actions of the screen by their words or their name, from the one table. Textual's own
commands are left out: they write screenshots and open browsers.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from inspect import isawaitable
from typing import Any, Self

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.command import (
    Command,
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.visual import VisualType
from textual.widgets import Input, LoadingIndicator
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerCancelled

from briefing_tui.tui import actions
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.widgets.typing import bound

_FRAME = 6  # cells of a row that are not its own: what stands around it, and the scroll bar
_WORD = re.compile(r"\w+")


class Actions(Provider):
    """Every action of the screen under the palette."""

    def _all(self) -> Iterator[tuple[str, str, str, Callable[[], object]]]:
        """Of each its words, its name in keys.toml, its keys, and what runs it."""
        screen = self.screen
        if not isinstance(screen, ReaderScreen):
            return
        for action in actions.at_hand(screen.NAME, restricted=screen.desk.paths.restricted):
            if action.name != "app.command_palette":
                keys = ", ".join(actions.key_name(k) for k in action.keys)
                # The hint is the word that people look for: "export".
                said = action.hint in action.text.casefold()
                text = action.text if said else f"{action.text} ({action.hint})"
                yield text, action.name, keys, partial(screen.run_action, action.name)

    async def discover(self) -> Hits:
        for text, _, keys, run in self._all():
            yield DiscoveryHit(self._row(Content(text), keys), run, text)

    async def search(self, query: str) -> Hits:
        """Those with the words that are asked for, then those that are named so, the name before the words;
        where there are none, those with its letters in order.
        """
        matcher, found = self.matcher(query), False
        for text, name, keys, run in self._all():
            rank, shown = by_words(query, text), text
            if not rank:
                rank, shown = by_name(query, name), f"{name}  {text}"
            if rank:
                found, row = True, Content(shown)
                for start, end in beginnings(query, shown):
                    row = row.stylize(matcher.match_style, start, end)
                yield Hit(rank, self._row(row, keys), run, text)
        for text, _, keys, run in () if found else self._all():
            if (fuzzy := matcher.match(text)) > 0:
                yield Hit(fuzzy, self._row(matcher.highlight(text), keys), run, text)

    def _row(self, text: Content, keys: str) -> Content:
        """The action at the left, its keys at the right, in one line."""
        room = self.screen.app.size.width - _FRAME - cell_len(keys)
        return Content.assemble(text.truncate(room - 2, ellipsis=True, pad=True), "  ", (keys, "$dim"))


def by_words(query: str, text: str) -> float:
    """How well the words that are asked for begin words of the text; 0 where one of them begins none.

    Whole words before beginnings, then what stands further in front.
    """
    words, asked = _WORD.findall(text.casefold()), query.casefold().split()
    places = [next((i for i, word in enumerate(words) if word.startswith(q)), -1) for q in asked]
    if not asked or min(places) < 0:
        return 0
    return 2 + all(q in words for q in asked) + 1 / (2 + min(places))


def by_name(query: str, name: str) -> float:
    """How well the name of an action is meant: all of it, its beginning, words of it. Always less than what
    ``by_words`` gives for a text, and 0 where it is not meant.
    """
    asked = query.casefold().strip()
    if name.startswith(asked):
        return 1.0 + (name == asked) / 2
    return by_words(asked, name.replace("_", " ")) / 4


def beginnings(query: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words of the text begin with one that is asked for."""
    for word in query.split():
        for found in re.finditer(rf"\b{re.escape(word)}", text, re.IGNORECASE):
            yield found.span()


class Words(CommandInput):
    """What is typed, every key in its turn: Textual runs bound ones only when later letters are in."""

    @property
    def palette(self) -> Palette:
        return next(above for above in self.ancestors if isinstance(above, Palette))

    def on_mount(self) -> None:
        self.cursor_blink = False

    def watch_value(self, value: str) -> None:
        if self.is_attached:
            self.palette.look_for(value)

    async def _on_key(self, event: events.Key) -> None:
        if await self.palette.pressed(event):
            event.stop()
            event.prevent_default()


class HitList(CommandList):
    def add_option(self, option: Option | VisualType | None = None) -> Self:
        """Hits come together; one by itself is what Textual says where there are none."""
        said = option.id if isinstance(option, Option) else None
        return super().add_option(Option("No action has these words", id=said, disabled=True))

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """In reverse at the mark: what the style sheet says of that Textual forgets."""
        style = super().get_visual_style(*component_classes, partial=partial)
        marked = "option-list--option-highlighted" in component_classes
        return replace(style, reverse=True) if marked else style


class Palette(CommandPalette):
    """Textual's, at rest while nothing is typed, and with the keys of a packet in their order.

    What comes behind the key that opens it are words, Enter waits for the hits of all words before it, and
    what comes behind Enter or Esc is for the screen below. While it opens and while it is left the app holds
    the keys that come from the terminal (``holds``), until those are in that were on their way before.
    """

    class Behind(Message):
        """For the app: behind the keys that were on their way when ``palette`` opened or was left."""

        def __init__(self, palette: Palette) -> None:
            super().__init__()
            self.palette = palette

    def __init__(self) -> None:
        super().__init__(placeholder="Search actions…", id="--command-palette")
        self._holds = True
        self._left = False
        self._chosen: Callable[[], object] | None = None
        self._on_their_way: list[events.Key | events.Paste] = []
        self._held: list[events.Key | events.Paste] = []
        self._search: Worker[Any] | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield Words(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield HitList()
                yield LoadingIndicator()

    def on_mount(self) -> None:
        below = self.app.screen_stack[-2]
        (below.focused or below).post_message(self.Behind(self))

    # -- hits ---------------------------------------------------------------------------------------

    def look_for(self, words: str) -> None:
        self._stop_no_matches_countdown()
        self._gather_commands(words.strip())

    def _gather_commands(self, search_value: str) -> Worker[Any]:
        self._search = super()._gather_commands(search_value)
        return self._search

    @on(Input.Changed)
    def _looked_for(self, event: Input.Changed) -> None:
        event.stop()
        event.prevent_default()  # it comes behind later keys, and Textual would look once more

    async def _all_found(self) -> None:
        if self._search:
            with contextlib.suppress(WorkerCancelled):
                await self._search.wait()

    # -- keys ---------------------------------------------------------------------------------------

    async def pressed(self, event: events.Key) -> bool:
        """A key that has come to the words, in its turn; False: a letter, or none of ours."""
        words = self.query_one(Words)
        if self._left:
            self._on_their_way.append(event)
        elif event.is_printable:
            return False
        elif event.key == "enter":
            await self._all_found()
            hits = self.query_one(CommandList)
            option = None if hits.highlighted is None else hits.get_option_at_index(hits.highlighted)
            if isinstance(option, Command):
                self._leave(option.hit.command)
        elif event.key == "escape":
            self._leave(None)
        elif binding := bound(words, event.key):
            await words.run_action(binding.action)
        elif binding := bound(self, event.key):
            await self._all_found()
            await self.run_action(binding.action)
        else:
            return False
        return True

    def _leave(self, chosen: Callable[[], object] | None) -> None:
        self._left, self._holds, self._chosen = True, True, chosen
        self._cancel_gather_commands()
        self.query_one(Words).post_message(self.Behind(self))

    def holds(self, event: events.Key | events.Paste) -> bool:
        """From the terminal; whether it has to wait."""
        if self._holds:
            self._held.append(event)
        return self._holds

    def takes(self, event: events.Key | events.Paste) -> bool:
        """It was on its way by the screen below when this one opened; whether it belongs here."""
        if opening := self._holds and not self._left:
            self._on_their_way.append(event)
        return opening

    async def behind(self) -> list[events.Key | events.Paste]:
        """No key is on its way any more: now it is open, or it goes and the chosen action is done. Gives the
        keys that have waited.
        """
        waited = self._on_their_way + self._held
        self._on_their_way, self._held, self._holds = [], [], False
        if not self._left:
            self.set_focus(self.query_one(Words))
        else:
            self.dismiss()
            if self._chosen and isawaitable(done := self._chosen()):
                await done
        return [
            events.Paste(event.text)
            if isinstance(event, events.Paste)
            else events.Key(event.key, event.character)
            for event in waited
        ]
