"""Where the words stand by which two points were matched.

Method: what the two say, as features (``analysis.features``), is taken again sentence by sentence, and of
what both have that which the match gives as its reasons, small words (``that``) left out; all of it where the
analyst tied them.
"""

from __future__ import annotations

from briefing_tui.analysis import compare, features, matches, words
from briefing_tui.analysis.features import Feature
from briefing_tui.model import Carded, Comparison, Match, Point
from briefing_tui.reading import sentences

Span = tuple[int, int]  # of a point's text


def spans(made: Comparison, match: Match) -> dict[str, tuple[Span, ...]]:
    """The places in the texts of the two points, by their ids, in order. The first call loads the lexicon."""
    left, right = made.left, made.right
    assert right is not None
    parties = compare.parties(left.readout, right.readout)
    by_words = words.spoken(left.readout.language) == words.spoken(right.readout.language)
    said = {
        point.id: _said(carded, point, parties, by_words)
        for carded, key in ((left, match.a), (right, match.b))
        for point in carded.points
        if point.id == key
    }
    a, b = said[match.a], said[match.b]
    named = {f.key for f, _ in a if not match.reasons or matches.reason(f) in match.reasons}
    common = named & {f.key for f, _ in b}
    return {
        key: tuple(sorted({span for feature, span in found if feature.key in common}))
        for key, found in said.items()
    }


def _said(
    carded: Carded, point: Point, parties: frozenset[str], by_words: bool
) -> list[tuple[Feature, Span]]:
    """The features of all sentences of a point, with their places in its text."""
    language = carded.readout.language
    return [
        (feature, (start + feature.at, start + feature.end))
        for start, end in sentences.split(point.text)
        for feature in features.of(point.text[start:end], language, parties, by_words=by_words).values()
        if not feature.small
    ]
