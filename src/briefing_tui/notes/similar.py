"""The approximate search: where words like those of a quotation stand in a text that was edited.

Places are proposed by the words themselves, and by what stood before and after them; each is given two
scores, and the thresholds say what may be shown to the analyst at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from briefing_tui.analysis.passages import Passage, Text, size

WORDS = 0.75  # so much of the quotation must be the same
TOTAL = 0.70  # so much of it with its surroundings and its place
AROUND = 0.5  # what each letter around a quotation counts beside one of its own
PLACE = 8  # what the number of the paragraph counts, in letters
PIECE = 64  # letters of a quotation's beginning, and of its end, that are looked for: longer ones take long
PIECE_ALIKE = 60  # per cent
CUE = 12  # characters beside the quotation by which its place is looked for
REACH = 24  # characters by which a proposed end may be off
_SIGN = "\u3400-\u9fff"  # a Chinese sign may begin and end a passage
_START = re.compile(rf"(?<!\w)(?=\S)|(?=[^\w\s])|(?=[{_SIGN}])|(?<=[{_SIGN}])(?=\S)")
_END = re.compile(rf"(?<=\S)(?!\w)|(?<=[^\w\s])|(?<=[{_SIGN}])|(?<=\S)(?=[{_SIGN}])")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with what stood around it, and the number of its paragraph."""

    words: str
    prefix: str
    suffix: str
    paragraph: int | None


def find(quoted: Quoted, text: Text) -> Passage | None:
    """The best place above the thresholds, on the bounds of words and within one paragraph."""
    best: tuple[float, Passage] | None = None
    for at in dict.fromkeys(_proposed(quoted, text)):
        words, total = scores(quoted, text, at)
        if words >= WORDS and total >= TOTAL and (best is None or total > best[0]):
            best = total, at
    return best[1] if best else None


def scores(quoted: Quoted, text: Text, at: Passage) -> tuple[float, float]:
    """How alike the words are, and the whole: by their size, so that a long quotation speaks for itself,
    and a short one is nothing without its surroundings.
    """
    before, after = text.around(at, len(quoted.prefix), len(quoted.suffix))
    words = Levenshtein.normalized_similarity(quoted.words, text.words(at))
    away = abs(at.paragraph - quoted.paragraph) if quoted.paragraph is not None else 0
    parts = (
        (size(quoted.words), words),
        (AROUND * len(quoted.prefix), Levenshtein.normalized_similarity(quoted.prefix, before)),
        (AROUND * len(quoted.suffix), Levenshtein.normalized_similarity(quoted.suffix, after)),
        (PLACE, 1 / (1 + away)),
    )
    return words, sum(n * alike for n, alike in parts) / sum(n for n, _ in parts)


def _proposed(quoted: Quoted, text: Text) -> Iterator[Passage]:
    """Places that may be it: of the same words, of words like them, and beside the same surroundings."""
    yield from (_fitted(quoted.words, text, at) for at in text.places(quoted.words))
    long = len(quoted.words)
    for number, paragraph in text.paragraphs.items():
        if long >= len(paragraph):
            yield Passage(number, 0, len(paragraph))
            continue
        head = fuzz.partial_ratio_alignment(quoted.words[:PIECE], paragraph, score_cutoff=PIECE_ALIKE)
        tail = head
        if long > PIECE:
            tail = fuzz.partial_ratio_alignment(quoted.words[-PIECE:], paragraph, score_cutoff=PIECE_ALIKE)
        if head:
            end = tail.dest_end if tail else head.dest_start + long
            yield _fitted(quoted.words, text, Passage(number, head.dest_start, end))
        elif tail:
            yield _fitted(quoted.words, text, Passage(number, tail.dest_end - long, tail.dest_end))
    if len(quoted.prefix) >= CUE:
        for cue in text.places(quoted.prefix[-CUE:]):
            yield _fitted(quoted.words, text, Passage(cue.paragraph, cue.end, cue.end + long))
    if len(quoted.suffix) >= CUE:
        for cue in text.places(quoted.suffix[:CUE]):
            yield _fitted(quoted.words, text, Passage(cue.paragraph, cue.start - long, cue.start))


def _fitted(words: str, text: Text, at: Passage) -> Passage:
    """The passage with its start, then its end, on the bounds of words where it is most alike."""
    paragraph = text.paragraphs[at.paragraph]
    start, end = max(0, at.start), min(len(paragraph), at.end)

    def bounds(pattern: re.Pattern[str], near: int) -> list[int]:
        first, last = max(0, near - REACH), min(len(paragraph), near + REACH)
        # One more is looked at: what ends there may go on.
        found = (m.start() for m in pattern.finditer(paragraph, first, last + 1))
        return [at for at in found if at <= last]

    def alike(start: int, end: int) -> float:
        return Levenshtein.normalized_similarity(words, paragraph[start:end])

    start = max((s for s in bounds(_START, start) if s < end), key=lambda s: alike(s, end), default=start)
    end = max((e for e in bounds(_END, end) if e > start), key=lambda e: alike(start, e), default=end)
    return Passage(at.paragraph, start, end)
