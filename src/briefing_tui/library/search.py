"""Words across all readouts: every brief within reach, read through from front to back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Block, Readout
from briefing_tui.reading.terms import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph that holds all the words looked for."""

    brief: str
    readout: Readout
    block: Block


def search(shelf: Shelf, text: str) -> Iterator[Found]:
    """Paragraphs with every word of ``text``, case and ё/е aside; briefs from the newest."""
    wanted = [fold(w) for w in text.split()]
    for entry in shelf.entries():
        if entry.problem:
            continue
        for readout in shelf.open(entry.id).readouts:
            for block in readout.body:
                folded = fold(block.text)
                if all(w in folded for w in wanted):
                    yield Found(entry.id, readout, block)
