"""How the notes of many briefs stand in the texts as they are now, and on which cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from briefing_tui.model import Anchor, Brief, BriefingError, Card, Correction, Note, Readout, Standing
from briefing_tui.notes import anchors


class Standings:
    """``open_brief`` gives a brief by its id or raises BriefingError. Each is opened once, when a note of it
    is first asked about; those in ``known`` are not opened at all. ``corrections`` gives those of a brief.
    """

    def __init__(
        self,
        open_brief: Callable[[str], Brief],
        known: Iterable[Brief] = (),
        corrections: Callable[[str], list[Correction]] = lambda brief: [],
    ) -> None:
        self._open = open_brief
        self._corrections = corrections
        self._moves: dict[str, list[Correction]] = {}
        self._briefs: dict[str, Brief | None] = {b.id: b for b in known}
        self._standing: dict[tuple[str, str], Standing] = {}

    def title(self, brief_id: str) -> str:
        """The brief's title, empty where it cannot be opened."""
        brief = self._brief(brief_id)
        return brief.title if brief else ""

    def of(self, note: Note) -> Standing | None:
        """None where the brief cannot be opened, or the note's file not be read."""
        brief = None if note.problem else self._brief(note.brief)
        if brief is None:
            return None
        key = note.brief, note.id
        if key not in self._standing:
            self._standing[key] = anchors.standing(note.anchor, brief.readouts)
        return self._standing[key]

    def card(self, note: Note) -> Card | None:
        """The card on which the note was written, or to which its words were moved since: the last time."""
        if note.brief not in self._moves:
            self._moves[note.brief] = [
                c for c in self._corrections(note.brief) if c.kind == "move" and not c.problem
            ]
        moved = [c.card for c in self._moves[note.brief] if _about(c.a, note.anchor)]
        return moved[-1] if moved else note.anchor.card

    def _brief(self, brief_id: str) -> Brief | None:
        if brief_id not in self._briefs:
            try:
                self._briefs[brief_id] = self._open(brief_id)
            except BriefingError:
                self._briefs[brief_id] = None
        return self._briefs[brief_id]


def counted(notes: Sequence[Note], texts: Sequence[Readout]) -> str:
    """How many notes there are, and how they stand in the texts of their brief: ``3: 2 exact, 1 orphan``."""
    count = Counter("unreadable" if n.problem else anchors.standing(n.anchor, texts).words for n in notes)
    order = (*(s.words for s in Standing), "unreadable")
    return f"{len(notes)}: " + ", ".join(f"{count[w]} {w}" for w in order if count[w]) if notes else "none"


def _about(moved: Anchor, noted: Anchor) -> bool:
    """Whether the words that were moved are those of the note, or most of them."""
    same = bool(noted.exact) and (moved.side, moved.language) == (noted.side, noted.language)
    most = moved.exact in noted.exact and 2 * len(moved.exact) > len(noted.exact)
    return same and (most or noted.exact in moved.exact)
