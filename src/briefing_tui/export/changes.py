"""What has become of a brief since a moment: notes, corrections, texts. By the times of their files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing_tui.library import revisions
from briefing_tui.library.earlier import successor
from briefing_tui.library.revisions import Earlier
from briefing_tui.model import Brief, Correction, Note, Readout
from briefing_tui.notes import folder as place
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.notes.store import NoteStore


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text of the brief, the one that stood in its place at that moment, and the notes on its words."""

    before: Readout
    now: Readout
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """``new`` and ``edited`` notes as they are now, and those ``withdrawn``; corrections ``made`` and
    ``undone``; texts ``replaced`` by newer ones.
    """

    new: tuple[Note, ...]
    edited: tuple[Note, ...]
    withdrawn: tuple[Note, ...]
    made: tuple[Correction, ...]
    undone: tuple[Correction, ...]
    replaced: tuple[Replaced, ...]


def latest(brief: Brief, notes: NoteStore, corrections: CorrectionStore) -> str:
    """The moment of the latest change, in UTC; empty where there has been none.

    To the microsecond, so that neither the change itself is after it nor the next one hidden by it. A file
    that is said to be of tomorrow hides nothing that comes before.
    """
    found = [notes.latest(brief.id), corrections.latest(brief.id), *(e.moment for e in _history(brief))]
    last = max((at for at in found if at), default=None)
    if last is None:
        return ""
    last = min(last, dt.datetime.now(dt.UTC))
    return last.isoformat(timespec="microseconds").replace("+00:00", "Z")


def since(moment: dt.datetime, brief: Brief, notes: NoteStore, corrections: CorrectionStore) -> Changes:
    """What has changed after that moment. What came and went again since then is no change.

    Raises BriefingError where an earlier text cannot be read.
    """
    dated = notes.dated(brief.id)
    after = [note for note, at in dated if at > moment and not note.problem]
    return Changes(
        new=tuple(n for n in after if not _known(n, moment)),
        edited=tuple(n for n in after if _known(n, moment)),
        withdrawn=tuple(_withdrawn(moment, notes.deleted(brief.id), {note.id for note, _ in dated})),
        # One made before that is a later one taken back, as a rule: it stands as it stood.
        made=tuple(
            c
            for c, at in corrections.dated(brief.id)
            if at > moment and not c.problem and not _known(c, moment)
        ),
        undone=tuple(
            c
            for c, at in corrections.deleted(brief.id)
            if at > moment and _known(c, moment) and not c.problem
        ),
        replaced=tuple(_replaced(brief, moment, [note for note, _ in dated])),
    )


def _known(item: Note | Correction, moment: dt.datetime) -> bool:
    """Whether it was there at that moment; of one written by hand that does not say it is taken so."""
    made = place.made_at(item.id, item.created)
    return made is None or made <= moment


def _withdrawn(moment: dt.datetime, trash: Sequence[tuple[Note, dt.datetime]], kept: set[str]) -> list[Note]:
    """The notes that went since then, each once: an id may have come to the trash twice."""
    gone = {
        n.id.partition(".")[0]: n
        for n, at in trash
        if at > moment and _known(n, moment) and not n.conflict_of
    }
    return [n for note_id, n in gone.items() if note_id not in kept]


def _replaced(brief: Brief, moment: dt.datetime, notes: Sequence[Note]) -> list[Replaced]:
    """Each text that was replaced since, with the one that stood there then: the first to go."""
    found: dict[str, Replaced] = {}
    for earlier in _history(brief):
        if earlier.moment > moment:
            before = earlier.read()
            now = successor(brief, earlier.key, before)
            if now and now.key not in found:
                found[now.key] = Replaced(before, now, tuple(n for n in notes if _on(n, now)))
    return [r for r in found.values() if r.before.hash != r.now.hash]


def _on(note: Note, readout: Readout) -> bool:
    anchor = note.anchor
    return bool(anchor.exact) and (anchor.side, anchor.language) == (readout.side, readout.language)


def _history(brief: Brief) -> list[Earlier]:
    return revisions.history(Path(brief.folder)) if brief.folder else []
