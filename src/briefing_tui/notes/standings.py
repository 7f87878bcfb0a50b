"""How the notes of many briefs stand in the texts as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefing_tui.model import Brief, BriefingError, Note, Standing
from briefing_tui.notes import anchors


class Standings:
    """``open_brief`` gives a brief by its id or raises BriefingError. Each is opened once, when a note of it
    is first asked about; those in ``known`` are not opened at all.
    """

    def __init__(self, open_brief: Callable[[str], Brief], known: Iterable[Brief] = ()) -> None:
        self._open = open_brief
        self._briefs: dict[str, Brief | None] = {b.id: b for b in known}
        self._standing: dict[str, Standing] = {}

    def title(self, brief_id: str) -> str:
        """The brief's title, empty where it cannot be opened."""
        brief = self._brief(brief_id)
        return brief.title if brief else ""

    def of(self, note: Note) -> Standing | None:
        """None where the brief cannot be opened, or the note's file not be read."""
        brief = None if note.problem else self._brief(note.brief)
        if brief is None:
            return None
        if note.id not in self._standing:
            self._standing[note.id] = anchors.standing(note.anchor, brief.readouts)
        return self._standing[note.id]

    def _brief(self, brief_id: str) -> Brief | None:
        if brief_id not in self._briefs:
            try:
                self._briefs[brief_id] = self._open(brief_id)
            except BriefingError:
                self._briefs[brief_id] = None
        return self._briefs[brief_id]
