"""What this session changed on disk, to be taken back step by step, the last change first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefing_tui.frozen import dataclass
from briefing_tui.model import BriefingError
from briefing_tui.notes.folder import Gone

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Change:
    brief: str
    words: str
    steps: list[Step]


class Undo:
    """One stack for corrections and for deleted notes, over all briefs."""

    def __init__(self) -> None:
        self._changes: list[_Change] = []

    def __bool__(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._changes)

    def keep(self, brief: str, words: str, steps: Iterable[Step]) -> None:
        """A change was made. ``steps`` take it back, ``words`` say then what has happened."""
        self._changes.append(_Change(brief, words, list(steps)))

    def last(self, brief: str) -> str:
        """Takes the last change back; gives the words to show, with the brief where it is another one.

        Raises BriefingError where a step fails. It is the first to be tried next time; a change whose file
        is gone is given up.
        """
        if not self._changes:
            raise BriefingError("nothing to undo: no correction and no deleted note in this session")
        change = self._changes[-1]
        try:
            while change.steps:
                change.steps[0]()
                del change.steps[0]
        except Gone:
            self._changes.pop()
            raise
        self._changes.pop()
        return change.words if change.brief == brief else f"{change.words} (in {change.brief})"
