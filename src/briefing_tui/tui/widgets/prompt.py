"""A question in the last line: words to find, a file to write."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Input, Static

from briefing_tui.tui.widgets.typing import Line, TypingBox


class Prompt(TypingBox):
    """Asks for one line. ``answer`` hears it on Enter, ``None`` where Esc closes it without; ``changed``
    hears it at every change.
    """

    def __init__(
        self,
        question: str,
        value: str,
        answer: Callable[[str | None], None],
        changed: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._question = question
        self._value = self._said = value
        self._answer = answer
        self._changed = changed

    def compose(self) -> ComposeResult:
        yield Static(self._question, markup=False)
        yield Line(self._value, select_on_focus=False)

    @property
    def field(self) -> Line:
        return self.query_one(Line)

    def on_mount(self) -> None:
        # Here and not with the focus, which may come after the first letters and take them for its own.
        self.field.select_all()
        self.begin()

    def heard(self, value: str) -> None:
        if self._changed and value != self._said:
            self._said = value
            self._changed(value)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.remove()
        self._answer(event.value)
        self.hand_over()

    def close(self) -> None:
        self.remove()
        self._answer(None)
        self.hand_over()
