"""Typing as over a slow line: keys that come in one packet keep their order and lose none of their number.

Textual inserts letters at once but runs key bindings (Backspace, Enter) only after a key has climbed to the
app, by when later letters are in; and what follows the key that opens an editor reaches the text behind it,
as commands. Both are put right here.
"""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from briefing_tui.reading.unsafe import clean
from briefing_tui.tui.stand_ins import drawn, swapped


def bound(field: Widget, key: str) -> Binding | None:
    """What the field itself does at a key."""
    found = field._bindings.key_to_bindings.get(key)
    return found[0] if found else None


async def _in_order(field: Widget, event: events.Key) -> None:
    """Runs a field's binding in its turn. Textual calls the base class's handler too, unless prevented."""
    binding = bound(field, event.key)
    if binding and not event.is_printable:
        event.stop()
        event.prevent_default()
        await field.run_action(binding.action)


def _box(field: Widget) -> TypingBox:
    return next(box for box in field.ancestors if isinstance(box, TypingBox))


def _is_behind(field: Widget, event: events.Key) -> bool:
    """Whether the key came behind the one that ended the typing: then it is no letter of the text."""
    if not field.is_attached:
        return True
    box = _box(field)
    if box.ended:
        event.stop()
        event.prevent_default()
        box.later(event)
    return box.ended


def _blank(crop: Region) -> list[Strip]:
    """Of a field that Textual has taken away already, styles and all, and paints once more."""
    return [Strip.blank(crop.width)] * crop.height


class NoteArea(TextArea):
    """The text of a note, letter by letter. Esc ends it, in its turn after the letters before it."""

    BINDINGS = [Binding("escape", "done", "Close", show=False)]  # noqa: RUF012

    @property
    def words(self) -> str:
        """The text as the person has it; what the area itself holds has stand-ins in it."""
        return swapped(self.text)

    @property
    def selected_text(self) -> str:
        return swapped(super().selected_text)

    def edit(self, edit: Edit) -> EditResult:
        edit.text = swapped(edit.text)
        return super().edit(edit)

    def action_cut(self) -> None:
        start, end = self.selection
        cut = self._delete_cursor_line() if start == end else self._delete_via_keyboard(start, end)
        if cut:  # as it is, once: Textual's own way would send what the area holds
            self.app.copy_to_clipboard(swapped(cut.replaced_text))

    def render_lines(self, crop: Region) -> list[Strip]:
        return super().render_lines(crop) if self.is_attached else _blank(crop)

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        line.plain = drawn(line.plain)
        return line

    async def _on_key(self, event: events.Key) -> None:
        if _is_behind(self, event):
            return
        if event.character and event.character > "\x9f" and not event.is_printable:
            # A joiner of Persian, typed: Textual would take it for no letter.
            event.stop()
            event.prevent_default()
            self.insert(event.character)
        else:
            await _in_order(self, event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = event.text.replace("\r\n", "\n").replace("\r", "\n")

    def action_done(self) -> None:
        _box(self).end()


class Line(Input):
    """One line: words to find, a file's name."""

    # Ctrl+C leaves the program here as everywhere, and copies nothing.
    BINDINGS = [  # noqa: RUF012
        Binding("escape", "done", "Close", show=False),
        Binding("ctrl+c", "app.quit", "Leave", show=False),
    ]

    def on_mount(self) -> None:
        self.cursor_blink = False

    def watch_value(self, value: str) -> None:
        """At once, so that the letter and what follows from it are painted together; the message that Textual
        sends of it comes a frame later.
        """
        if self.is_attached:
            _box(self).heard(value)

    def render_lines(self, crop: Region) -> list[Strip]:
        return super().render_lines(crop) if self.is_attached else _blank(crop)

    async def _on_key(self, event: events.Key) -> None:
        if not _is_behind(self, event):
            await _in_order(self, event)

    async def action_submit(self) -> None:
        _box(self).ended = True
        await super().action_submit()

    def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)

    def action_done(self) -> None:
        _box(self).end()


class TypingBox(Widget):
    """What opens to be typed into. It takes keys from the moment it is asked for, before it is on screen."""

    class Behind(Message):
        """For the app: of the keys that were on their way when ``box`` opened this is the last."""

        def __init__(self, box: TypingBox) -> None:
            super().__init__()
            self.box = box

    def __init__(self) -> None:
        super().__init__()
        self._ahead: list[events.Key | events.Paste] = []
        self._begun = False
        self.ended = False  # by Esc or Enter; what is on screen may be behind
        self._after: list[events.Key] | None = []  # keys behind that one; None once they were handed on

    @property
    def field(self) -> NoteArea | Line:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def heard(self, value: str) -> None:
        """The line says this now."""

    def begin(self) -> None:
        """The field is there: it gets what was typed so far, and the focus once no key is on its way."""
        self._begun = True
        for event in self._ahead:
            self.field.post_message(event)
        self._ahead.clear()
        self._follow()

    def _follow(self) -> None:
        """Sends a message after the keys that are on their way to what has the focus now.

        All of them end at the app, which hands them on to ``take``. A key that went to the field directly
        would overtake them.
        """
        (self.screen.focused or self.screen).post_message(self.Behind(self))

    def behind(self, keys: int) -> None:
        """That message is at the app; ``keys`` were sent on their way since the last one was."""
        if keys:
            self._follow()
        else:
            self.screen.set_focus(self.field)

    def end(self) -> None:
        """Esc came."""
        self.ended = True
        self.close()

    def later(self, event: events.Key) -> None:
        """A key behind the end of the typing. It waits for what has the keys after it."""
        if self._after is None:
            key = events.Key(event.key, event.character)
            key.set_sender(self.app)  # as of a key from the terminal: it climbs up to the app
            self.app.post_message(key)
        else:
            self._after.append(event)

    def hand_over(self) -> None:
        """Others have the keys now, those too that came behind the end."""
        waiting, self._after = self._after or [], None
        for event in waiting:
            self.later(event)

    def go_on(self) -> None:
        """It has not ended after all."""
        self.ended, self._after = False, []

    def take(self, event: events.Key | events.Paste) -> bool:
        """A key or a paste that reached the app while this box is open; whether it belongs here.

        One that came by way of the field and was left alone there (Ctrl+Q) does not.
        """
        if isinstance(event, events.Paste):
            if self._begun and self.screen.focused is self.field:
                return False  # Textual lets it go on when it is in the text already
            self._hand_on(events.Paste(event.text))
            return True
        if self.ended:
            self.later(event)
            return True
        letter = event.is_printable or (event.character or "") > "\x9f"  # a joiner of Persian is one as well
        ours = letter or event.key in ("enter", "tab") or not self._begun
        if not ours and bound(self.field, event.key) is None:
            return False
        self._hand_on(events.Key(event.key, event.character))
        return True

    def _hand_on(self, event: events.Key | events.Paste) -> None:
        if self._begun:
            self.field.post_message(event)
        else:
            self._ahead.append(event)
