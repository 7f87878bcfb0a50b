"""A question in the last line: words to find, a file to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static


class Prompt(Horizontal):
    """Asks for one line. ``answer`` hears it on Enter; Esc closes without."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, question: str, value: str, answer: Callable[[str], None]) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._answer = answer

    def compose(self) -> ComposeResult:
        yield Static(self._question, markup=False)
        yield Input(self._value, select_on_focus=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.remove()
        self._answer(event.value)

    def action_close(self) -> None:
        self.remove()
