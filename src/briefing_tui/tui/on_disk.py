"""What the screen of a brief needs of the disk, read in one go: so it can be read in a thread beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.frozen import dataclass
from briefing_tui.model import Brief, Comparison, Correction, Note, Pair, original_pair, pairs
from briefing_tui.settings.state import Position

if TYPE_CHECKING:
    from briefing_tui.tui.keeping import Keeping


@dataclass(frozen=True, slots=True)
class OnDisk:
    """What the screen of a brief reads before it is drawn: the state of its texts and of its notes by which
    later changes are seen, the program's analysis, corrections and notes, and why there are none.
    """

    texts: object | None
    seen: object
    program: Comparison
    corrections: list[Correction]
    notes: list[Note]
    problem: str


def on_disk(desk: Keeping, brief: Brief, pair: Pair) -> OnDisk:
    """Safe from any thread."""
    shelf, notes = desk.shelf, desk.notes
    texts, seen = shelf.look_at(brief), notes.signature(brief.id)
    kept = desk.corrections.of(brief.id)
    return OnDisk(texts, seen, shelf.compare(brief, pair), kept, notes.of(brief.id), notes.problem(brief.id))


def pair_at(brief: Brief, position: Position) -> Pair:
    """The texts that were on screen last time; the first pair where they can be no more."""
    wanted = Pair(position.left, position.right or None)
    return wanted if wanted in possible(brief) else pairs(brief)[0]


def possible(brief: Brief) -> set[Pair]:
    """The pairs that can be on screen: the useful ones and their originals."""
    known = pairs(brief)
    return {*known, *(original_pair(brief, pair) for pair in known)}
