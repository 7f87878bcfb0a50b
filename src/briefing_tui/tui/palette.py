"""The palette: the actions of the screen by name, from the one table. Textual's own commands are left out:
they write screenshots and open browsers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual import on
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Button, Input

from briefing_tui.tui import actions
from briefing_tui.tui.screens.base import ReaderScreen


class Actions(Provider):
    """Every action of the screen under the palette."""

    def _all(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        screen = self.screen
        if not isinstance(screen, ReaderScreen):
            return
        for action in actions.at_hand(screen.NAME, restricted=screen.desk.paths.restricted):
            if action.name != "app.command_palette":
                keys = ", ".join(actions.key_name(k) for k in action.keys)
                # The hint is the word that people look for: "export".
                name = f"{action.text} ({action.hint})" if action.hint else action.text
                yield name, keys, partial(screen.run_action, action.name)

    async def discover(self) -> Hits:
        for text, keys, run in self._all():
            yield DiscoveryHit(text, run, help=keys)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for text, keys, run in self._all():
            if (score := matcher.match(text)) > 0:
                yield Hit(score, matcher.highlight(text), run, help=keys)


class Palette(CommandPalette):
    """Textual's, at rest while nothing is typed, and with room for a second Enter right behind the first."""

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False

    @on(Input.Submitted)
    def _leave_once(self, event: Input.Submitted) -> None:
        if not self.is_current:  # left by the Enter before: Textual would leave what is below it as well
            event.prevent_default()

    def _select_or_command(self, event: Input.Submitted | Button.Pressed | None = None) -> None:
        if self.is_current:  # it is called by way of the list too, for an Enter that went there
            super()._select_or_command(event)
