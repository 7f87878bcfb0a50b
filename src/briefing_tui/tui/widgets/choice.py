"""A question that one key answers, asked in the foot."""

from __future__ import annotations

from collections.abc import Callable

from textual import events


class Choice:
    """``answer`` hears the key, one of ``keys``, or ``None`` where the question is left without.

    ``ways`` are the question as long as there is room, and shorter. It is no widget: it has keys from the
    moment it is asked, those too that came in one packet with the one that asked it.
    """

    def __init__(self, ways: tuple[str, ...], keys: str, answer: Callable[[str | None], None]) -> None:
        self.ways = ways
        self._keys = keys
        self._answer = answer

    def take(self, event: events.Key) -> bool:
        """A key that reached the app; whether it belongs here. One that is no letter leaves the question."""
        if event.is_printable:
            if event.character and event.character in self._keys:
                self._answer(event.character)
            return True
        self._answer(None)
        return event.key == "escape"
