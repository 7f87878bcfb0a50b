"""What a sentence says, as features that mean the same in every language: what matches are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from briefing_tui.analysis import words
from briefing_tui.analysis.figures import facts
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import words as words_of

_STEM = 6  # letters of a word that count when words of one language are compared
_SHORTEST = 4  # letters of a word that is compared at all


@dataclass(frozen=True, slots=True)
class Feature:
    """``key`` is equal where the meaning is; ``label`` is how a person reads it in the reasons.

    ``kind`` is a concept's kind, or ``place``, ``number``, ``day``, ``year`` or ``word``.
    """

    key: str
    kind: str
    label: str


def of(text: str, language: str, parties: frozenset[str], *, by_words: bool) -> dict[str, Feature]:
    """The features of a sentence by key. ``by_words``: the other text is in the same language."""
    spoken = words.spoken(language)
    found: dict[str, Feature] = {}
    for hit in words.concepts(spoken).find(text):
        c = hit.value
        found[c.id] = Feature(c.id, c.kind, c.label)
    places = gazetteer.find_places(text)
    for place in places:
        if place.value not in parties:
            name = gazetteer.side_name(place.value)
            found.setdefault(place.value, Feature(place.value, "place", name))
    for fact in facts(text):
        found[fact.key] = Feature(fact.key, fact.key.split(":")[0], fact.label)
    if by_words:
        named = {h.text.lower() for h in (*places, *gazetteer.find_people(text))}
        for label in _pairs_of_signs(text) if spoken == "zh" else _stems(text, spoken, named):
            key = f"word:{label[:_STEM]}"
            found.setdefault(key, Feature(key, "word", label))
    return found


def _stems(text: str, language: str, named: set[str]) -> Iterable[str]:
    common = words.common(language)
    for word in words_of(text):
        folded = word.folded
        if len(folded) >= _SHORTEST and folded not in common and word.written.lower() not in named:
            yield folded


def _pairs_of_signs(text: str) -> Iterable[str]:
    """Chinese has no spaces: every two signs side by side stand for a word."""
    for i in range(len(text) - 1):
        if text[i : i + 2].isalpha():
            yield text[i : i + 2]


def rarity(sentences: Iterable[dict[str, Feature]], weigh: dict[str, float]) -> dict[str, float]:
    """Weight of each feature: its kind's, times how few of all the sentences have it.

    Twice inverse document frequency, smoothed: a feature of every sentence weighs next to nothing.
    """
    count: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    total = 0
    for found in sentences:
        total += 1
        for key, feature in found.items():
            count[key] += 1
            kinds[key] = feature.kind
    from math import log

    full = log(1 + total)
    return {
        key: weigh[kinds[key]] * (log((1 + total) / n) / full if full else 1.0) for key, n in count.items()
    }
