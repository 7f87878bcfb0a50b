"""The sentences of a readout one by one, each with its place: what tone, occasion and grades look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.analysis.limits import MOST_LETTERS, MOST_SENTENCES
from briefing_tui.analysis.passages import Passage
from briefing_tui.model import Readout
from briefing_tui.reading import sentences
from briefing_tui.reading.terms import is_han, words

_LONGEST = 2_000  # characters of a sentence that are looked at: a list without a full stop may have no end


class Sentence(NamedTuple):
    """A sentence and where it stands; ``text`` is the paragraph's from ``at.start`` to ``at.end``."""

    at: Passage
    text: str

    def part(self, start: int, end: int) -> Passage:
        """The place in the readout of ``text[start:end]``."""
        return Passage(self.at.paragraph, self.at.start + start, self.at.start + end)


def sentences_of(readout: Readout) -> Iterator[Sentence]:
    """The body's sentences in order; of a text that is too long to be sorted as many as are sorted, and of
    a sentence without an end its beginning.
    """
    letters = count = 0
    for block in readout.body:
        for start, end in sentences.split(block.text):
            letters += end - start
            count += 1
            if letters > MOST_LETTERS or count > MOST_SENTENCES:
                return
            assert block.number is not None
            end = min(end, start + _LONGEST)
            yield Sentence(Passage(block.number, start, end), block.text[start:end])


def distance(text: str, a: tuple[int, int], b: tuple[int, int]) -> int:
    """How many words stand between two places of a text; in Chinese how many signs."""
    between = text[min(a[1], b[1]) : max(a[0], b[0])]
    return len(between) if is_han(between) else len(words(between))
