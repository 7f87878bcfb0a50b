"""The note editor at the foot of the brief: saved as it is typed, Esc closes."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import TextArea

from briefing_tui.model import Note
from briefing_tui.reading.unsafe import clean
from briefing_tui.tui.page import Piece
from briefing_tui.tui.typography import shorten
from briefing_tui.tui.widgets.drawn import Bar
from briefing_tui.tui.widgets.typing import NoteArea, TypingBox


class Editor(TypingBox):
    """Edits ``note``; posts ``Typed`` at every change and ``Closed`` at the end."""

    class Typed(Message):
        """The text is now ``body``."""

        def __init__(self, note: Note, body: str) -> None:
            super().__init__()
            self.note = note
            self.body = body

    class Closed(Message):
        """The editor was closed with ``body``."""

        def __init__(self, note: Note, body: str) -> None:
            super().__init__()
            self.note = note
            self.body = body

    def __init__(self, note: Note, about: str) -> None:
        super().__init__()
        self.note = note
        self._about = about
        self._edited = False
        self._status = ("saved as you type · Esc closes", False)

    def compose(self) -> ComposeResult:
        yield Bar(id="about")
        # Cleaned: it passes what it holds on to the terminal. The file changes only when the text is edited.
        yield NoteArea(
            clean(self.note.body), soft_wrap=True, highlight_cursor_line=False, tab_behavior="indent"
        )

    def on_mount(self) -> None:
        area = self.field
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        self.begin()

    def say(self, status: str, *, bad: bool = False) -> None:
        """Shows the state of saving beside what the note is about."""
        self._status = (status, bad)
        about = shorten(f"✎ {self._about}", max(10, self.app.size.width // 2))
        self.query_one("#about", Bar).show(
            [Piece(1, about, "note"), Piece(self.app.size.width // 2 + 3, status, "error" if bad else "dim")]
        )

    def on_resize(self) -> None:
        status, bad = self._status
        self.say(status, bad=bad)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if event.text_area.text != clean(self.note.body) or self._edited:
            self._edited = True
            self.post_message(self.Typed(self.note, event.text_area.text))

    @property
    def field(self) -> NoteArea:
        return self.query_one(NoteArea)

    def close(self) -> None:
        self.post_message(self.Closed(self.note, self.field.text))
