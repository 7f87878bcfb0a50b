"""What becomes of a key: one of keys.toml, one of a count, one typed before its field or palette is there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from briefing_tui.settings.paths import Paths
from briefing_tui.tui import actions
from briefing_tui.tui.keeping import Keeping
from briefing_tui.tui.screens.base import ReaderScreen

if TYPE_CHECKING:
    from briefing_tui.tui.palette import Palette
    from briefing_tui.tui.widgets.typing import TypingBox


class Keying(Keeping, part=True):
    _keys = 0  # sent on to what has the focus
    _palette: Palette | None = None  # the last that was opened
    _wrong_keys: tuple[str, ...] = ()  # what is wrong in keys.toml, a line each

    # -- keys of the person's own -----------------------------------------------------------------

    def use_own_keys(self, paths: Paths) -> None:
        """Puts the keys of keys.toml on, for the screens made from now on; see ``tell_wrong_keys``."""
        path = paths.config / "keys.toml"
        if not os.path.lexists(path):  # most people have none
            actions.use({})
            return
        from briefing_tui.settings import keys

        own, wrong = keys.read(path, actions.defaults(), within=paths.config_bounds)
        actions.use(own)
        self._wrong_keys = tuple(line.removeprefix(f"{paths.config}/") for line in wrong)

    def tell_wrong_keys(self) -> None:
        if self._wrong_keys:
            first, *more = self._wrong_keys
            self.say_wrong(first, f" · and {len(more)} more" if more else "")

    # -- to fields and palettes that open, and behind a count -------------------------------------

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and self._holds(event):
            return
        self._keys += isinstance(event, events.Key) and not event.is_forwarded
        await super().on_event(event)

    def _holds(self, event: events.Key | events.Paste) -> bool:
        return self._palette is not None and self._palette.holds(event)

    async def on_key(self, event: events.Key) -> None:
        """A key that passed the text before what it belongs to had opened: editor, prompt, palette. And one
        of a count, or behind one.
        """
        if self._palette and self._palette.takes(event):
            event.prevent_default()
            return
        screen = self.screen
        if not isinstance(screen, ReaderScreen):
            return
        if screen.is_mounted:
            # Here and not where the screen hears the key: that would be painted before what the key does, and
            # the page then has to wait for Textual's next frame.
            screen.foot()
        if screen.takes(event):
            event.prevent_default()
        elif not screen.typing and (action := screen.counted(event.key)) is not None:
            event.prevent_default()
            if action:
                await self.run_action(action, screen)

    def on_paste(self, event: events.Paste) -> None:
        if self._palette and self._palette.takes(event):
            return
        screen = self.screen
        if isinstance(screen, ReaderScreen) and isinstance(screen.typing, Widget):
            screen.typing.take(event)

    def on_typing_box_behind(self, event: TypingBox.Behind) -> None:
        keys, self._keys = self._keys, 0
        if isinstance(self.screen, ReaderScreen) and self.screen.typing is event.box:  # and not closed by now
            event.box.behind(keys)

    async def on_palette_behind(self, event: Palette.Behind) -> None:
        for key in await event.palette.behind():
            await self.on_event(key)

    def action_command_palette(self) -> None:
        from briefing_tui.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self._palette = Palette()
            self.push_screen(self._palette)
