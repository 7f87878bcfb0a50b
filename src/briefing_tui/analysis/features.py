"""What a sentence says, as features that mean the same in every language: what matches are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from briefing_tui.analysis import words
from briefing_tui.analysis.figures import facts
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import is_han
from briefing_tui.reading.terms import words as words_of

_STEM = 6  # letters of a word that count when words of one language are compared
_RARE = 0.001  # share of all sentences that have an idea which is not in the table of common ones
_PHRASE = 4  # Chinese signs of a set phrase
_SHORTEST = 4  # letters of a word that is compared at all


@dataclass(frozen=True, slots=True)
class Feature:
    """``key`` is equal where the meaning is; ``label`` is how a person reads it in the reasons.

    ``kind`` is a concept's kind, or ``place``, ``number``, ``day``, ``year`` or ``word``; ``at`` and ``end``
    are where it stands. ``phrase`` is set where it was said in several words (four Chinese signs), as set
    phrases are; ``small`` for a word that adds to a match, but that nobody takes for its reason.
    """

    key: str
    kind: str
    label: str
    at: int = 0
    end: int = 0
    phrase: bool = False
    small: bool = False


def of(text: str, language: str, parties: frozenset[str], *, by_words: bool) -> dict[str, Feature]:
    """The features of a sentence by key. ``by_words``: the other text is in the same language."""
    spoken = words.spoken(language)
    little = words.small(spoken)
    found: dict[str, Feature] = {}
    for hit in words.ideas(text, spoken):
        c = hit.value
        phrase = len(hit.text) >= _PHRASE if is_han(hit.text) else " " in hit.text
        small = hit.text.lower() in little
        found[c.id] = Feature(c.id, c.kind, c.label, hit.start, hit.end, phrase, small)
    places = gazetteer.find_places(text)
    for place in places:
        if place.value not in parties:
            name = gazetteer.side_name(place.value)
            found.setdefault(place.value, Feature(place.value, "place", name, place.start, place.end))
    first: dict[str, int] = {}
    for fact in facts(text):
        at = first.setdefault(fact.label, fact.at)
        found[fact.key] = Feature(fact.key, fact.key.split(":")[0], fact.label, at, at + len(fact.label))
    if by_words:
        named = {h.text.lower() for h in (*places, *gazetteer.find_people(text))}
        for label, at in _pairs_of_signs(text) if spoken == "zh" else _stems(text, spoken, named):
            key = f"word:{label[:_STEM]}"
            found.setdefault(key, Feature(key, "word", label, at, at + len(label), small=label in little))
    return found


def _stems(text: str, language: str, named: set[str]) -> Iterable[tuple[str, int]]:
    common = words.common(language)
    for word in words_of(text):
        folded = word.folded
        if len(folded) >= _SHORTEST and folded not in common and word.written.lower() not in named:
            yield folded, word.start


def _pairs_of_signs(text: str) -> Iterable[tuple[str, int]]:
    """Chinese has no spaces: every two signs side by side stand for a word."""
    for i in range(len(text) - 1):
        if text[i : i + 2].isalpha():
            yield text[i : i + 2], i


def rarity(sentences: Sequence[dict[str, Feature]], weigh: dict[str, float]) -> dict[str, float]:
    """Weight of each feature: its kind's, times how few sentences have it, here and in readouts at large.

    Both are inverse document frequencies between 0 and 1: of the sentences handed in, and as measured over
    many readouts (``lexicon/frequency.toml``) for the ideas that are common in all of them.
    """
    count: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    for found in sentences:
        for key, feature in found.items():
            count[key] += 1
            # A body may be a concept and a place by one key: it is the concept, whichever is seen last.
            if feature.kind != "place" or key not in kinds:
                kinds[key] = feature.kind
    everywhere = words.frequency()
    full = log(1 + len(sentences))
    made = {}
    for key, n in count.items():
        here = log((1 + len(sentences)) / n) / full
        at_large = min(1.0, log(everywhere.get(key, _RARE)) / log(_RARE))
        made[key] = weigh[kinds[key]] * ((1 - weigh["at_large"]) * here + weigh["at_large"] * at_large)
    return made
