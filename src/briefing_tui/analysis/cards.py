"""Each sentence onto its card, with the evidence: weighted terms, places, labels, a little of its neighbours.

Method: a sum of weights for each card over the terms found (``lexicon/topics.*.toml``), longest term first;
places that are no party speak for regional issues, great powers and bodies for strategic stability. No
training, no model: every decision can be read off its evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing_tui.analysis import words
from briefing_tui.model import Block, BlockKind, Card, Evidence, Readout
from briefing_tui.reading import gazetteer, sentences
from briefing_tui.reading.terms import words as words_of

# Equal scores go to the card that says more about a sentence.
_RANK = (Card.FUTURE, Card.REGIONAL, Card.ECONOMY, Card.STABILITY, Card.BILATERAL, Card.CONTEXT)


@dataclass(slots=True)
class Sentence:
    """A sentence with what was found in it. ``start`` and ``end`` are offsets into its paragraph."""

    paragraph: int
    start: int
    end: int
    text: str
    evidence: list[Evidence] = field(default_factory=list)
    scores: Counter[Card] = field(default_factory=Counter)
    card: Card = Card.CONTEXT
    also: tuple[Card, ...] = ()


def sort(readout: Readout, parties: frozenset[str]) -> list[Sentence]:
    """The sentences of the readout's body, each with its card. ``parties`` are the brief's sides."""
    weigh = words.weights("cards")
    language = words.spoken(readout.language)
    done: list[Sentence] = []
    heading: list[Evidence] = []
    for block in readout.blocks:
        if block.kind is BlockKind.HEADING:
            heading = _terms(block.text, language, weigh["heading"])
        if block.number is None:
            continue
        lead = [*heading, *_terms(block.label, language, weigh["label"])]
        mine = [_sentence(block, span, language, parties, lead) for span in sentences.split(block.text)]
        if mine and not done and not lead:
            mine[0].evidence.append(Evidence("opening sentence", Card.CONTEXT, weigh["opening"]))
        _decide(mine)
        done += mine
    return done


def _sentence(
    block: Block, span: tuple[int, int], language: str, parties: frozenset[str], lead: list[Evidence]
) -> Sentence:
    start, end = span
    text = block.text[start:end]
    evidence = [*lead, *_terms(text, language, 1.0), *_places(text, parties)]
    return Sentence(block.number or 0, start, end, text, evidence)


def _terms(text: str, language: str, factor: float) -> list[Evidence]:
    if not text:
        return []
    hits = words.topics(language).find(text, words_of(text) if language != "zh" else [])
    seen: set[str] = set()
    found = []
    for hit in hits:
        if hit.pattern not in seen:  # a word said twice is not twice the evidence
            seen.add(hit.pattern)
            found.append(Evidence(hit.text, hit.value.card, hit.value.weight * factor))
    return found


def _places(text: str, parties: frozenset[str]) -> list[Evidence]:
    weigh = words.weights("cards")
    found: list[Evidence] = []
    seen = set(parties)
    for hit in gazetteer.find_places(text):
        if hit.value in seen:
            continue
        seen.add(hit.value)
        kind = gazetteer.places()[hit.value].kind
        if hit.value in words.great_powers():
            found.append(Evidence(hit.text, Card.STABILITY, weigh["great_power"]))
        elif kind == "body":
            found.append(Evidence(hit.text, Card.STABILITY, weigh["body"]))
        else:
            first = not any(e.card is Card.REGIONAL for e in found)
            weight = weigh["place"] if first else weigh["place_again"]
            found.append(Evidence(hit.text, Card.REGIONAL, weight))
    return found


def _decide(mine: Sequence[Sentence]) -> None:
    """Cards for the sentences of one paragraph."""
    weigh = words.weights("cards")
    own = [_sum(s.evidence) for s in mine]
    for i, sentence in enumerate(mine):
        scores = Counter(own[i])
        for j in (i - 1, i + 1):
            if 0 <= j < len(mine):
                for card, score in own[j].items():
                    scores[card] += score * weigh["neighbour"]  # type: ignore[assignment]
        if not own[i] and i > 0:
            # Nothing of its own ("This document ..."): it goes with what it follows.
            scores[mine[i - 1].card] += weigh["neighbour"]  # type: ignore[assignment]
        sentence.scores = scores
        if scores:
            sentence.card = max(_RANK, key=lambda c: scores[c])
        top = scores[sentence.card]
        sentence.also = tuple(
            c
            for c in sorted(scores, key=lambda c: -scores[c])
            if c is not sentence.card and own[i][c] >= max(weigh["also_least"], top * weigh["also"])
        )


def _sum(evidence: Sequence[Evidence]) -> Counter[Card]:
    total: Counter[Card] = Counter()
    for e in evidence:
        total[e.card] += e.weight  # type: ignore[assignment]
    return total
