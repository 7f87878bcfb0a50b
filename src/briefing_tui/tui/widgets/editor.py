"""The note editor at the foot of the brief: saved as it is typed, Esc closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import TextArea

from briefing_tui.model import CONFIDENCES, Note
from briefing_tui.tui import actions
from briefing_tui.tui.page import Piece
from briefing_tui.tui.stand_ins import swapped
from briefing_tui.tui.typography import shorten, shorten_message
from briefing_tui.tui.widgets.drawn import Bar
from briefing_tui.tui.widgets.typing import NoteArea, TypingBox

_AGAIN = "it is tried again and again"


class NoteText(NoteArea):
    """The text, with the keys of the editor."""

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, highlight_cursor_line=False, tab_behavior="indent")
        self._bindings.key_to_bindings.update(actions.bindings("editor").key_to_bindings)

    def post_message(self, message: Message) -> bool:
        """A change is told at once: by way of the queues a key that leaves could overtake it."""
        if isinstance(message, TextArea.Changed):
            self.query_ancestor(Editor).changed()
            return True
        return super().post_message(message)

    def action_confidence(self) -> None:
        self.query_ancestor(Editor).next_confidence()

    def action_elsewhere(self) -> None:
        self.post_message(Editor.Elsewhere())

    def action_external(self) -> None:
        self.post_message(Editor.External())


class Editor(TypingBox):
    """Edits ``note``; ``typed`` hears it as it is now at every change. Posts ``Closed`` at the end.

    While ``resting`` it is open and has no keys: reading goes on beside it.
    """

    class Closed(Message):
        """The editor is to be closed."""

    class Elsewhere(Message):
        """The text is to be saved to another place."""

    class External(Message):
        """The note is to be opened in the person's own editor."""

    def __init__(self, note: Note, about: str, typed: Callable[[Note], None]) -> None:
        super().__init__()
        self.note = note
        self._typed = typed
        self.edited = False
        self.longest = note.body  # what goes to the trash where the text is emptied
        self.resting = False
        self.kept_elsewhere = ""  # the file chosen for a text that cannot be saved in its place
        self._confidence = note.confidence
        self._problem = ""
        self._about = about
        self._status = ("saved as you type", False)

    def compose(self) -> ComposeResult:
        yield Bar(id="about")
        yield NoteText(swapped(self.note.body))

    def on_mount(self) -> None:
        area = self.field
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        self.begin()

    @property
    def now(self) -> Note:
        """The note as the editor has it."""
        return replace(self.note, body=self.field.words, confidence=self._confidence)

    @property
    def field(self) -> NoteText:
        return self.query_one(NoteText)

    def say(self, status: str, *, bad: bool = False) -> None:
        """Shows the state of saving beside what the note is about; what is bad has lines of its own."""
        self._status = (status, bad)
        self._problem = self._problem if bad else ""
        if not self._begun:
            return  # shown with the first layout
        width = self.app.size.width
        bar = self.query_one("#about", Bar)
        if bad:
            lines = [shorten(line, width - 2) for line in status.split("\n")]
            bar.styles.height = len(lines)
            bar.show(*([Piece(1, line, "error")] for line in lines))
            self.call_after_refresh(self.field.scroll_cursor_visible)  # there is less room for it now
            return
        bar.styles.height = 1
        sure = f" [{self._confidence}]" if self._confidence else ""
        about = shorten(f"✎{sure} {self._about}", max(10, width // 2))
        x = max(width // 2, cell_len(about)) + 3
        bar.show([Piece(1, about, "note"), Piece(x, shorten_message(status, width - x - 1), "dim")])

    def on_resize(self) -> None:
        status, bad = self._status
        self.say(status, bad=bad)

    def changed(self) -> None:
        """The text or how sure one is may have changed."""
        now = self.now
        if self.edited or now != self.note:
            self.edited = True
            self.longest = max(self.longest, now.body, key=len)
            self._typed(now)

    def next_confidence(self) -> None:
        """none, low, moderate, high, and none again; words written by hand count as none."""
        steps = ("", *CONFIDENCES)
        at = steps.index(self._confidence) if self._confidence in steps else 0
        self._confidence = steps[(at + 1) % len(steps)]
        self.changed()
        self.on_resize()

    def reload(self, note: Note) -> None:
        """The note was changed on disk and not here: here is its text now."""
        self.note, self._confidence = note, note.confidence
        self.field.load_text(swapped(note.body))
        self.field.move_cursor(self.field.document.end)
        self.say("changed elsewhere just now: this is its text")

    def unsaved(self, problem: str) -> None:
        """Shows why the text cannot be saved, and what can be done."""
        self._problem = problem
        then = f"{_AGAIN} · {actions.key('editor', 'elsewhere')} saves it elsewhere · Esc: reading goes on"
        if self.resting:
            then = f"{_AGAIN} · {actions.key('brief', 'edit')} goes back to its text"
        if self.kept_elsewhere:
            then = f"kept in {self.kept_elsewhere} · Esc closes"
        self.say(f"{problem}\n{then}", bad=True)

    def warn(self, words: str) -> None:
        """Of what others did with the file; that the text cannot be saved is more than that."""
        if not self._problem:
            self.say(words, bad=True)

    def rest(self) -> None:
        self.resting = True
        if self._problem:
            self.unsaved(self._problem)

    def wake(self) -> None:
        self.resting = False
        self.go_on()
        self.field.focus()
        if self._problem:
            self.unsaved(self._problem)

    def close(self) -> None:
        self.post_message(self.Closed())
