"""Each sentence onto its card, with the evidence: weighted terms, places, labels, a little of its neighbours.

Method: for each card a sum of weights over what was found (``lexicon/``): terms, longest first; signs that
mean something together (an event and a later date: a plan); places that are no party (regional issues),
great powers and bodies (strategic stability); ideas that all languages share, whose weights were fitted once
(``bench/fit.py``). What stands first in the sentence counts a little more, and each further term of a card a
little less: a long list must not outvote the verb. Every decision can be read off its evidence and the
share that neighbours lend.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from briefing_tui.analysis import words
from briefing_tui.analysis.figures import is_ahead
from briefing_tui.analysis.limits import MOST_LETTERS, MOST_SENTENCES, UNSORTED
from briefing_tui.model import Block, BlockKind, Card, Evidence, Readout
from briefing_tui.reading import gazetteer, sentences

Scores = dict[Card, float]
_WHERE = re.compile(r"(?:\b(?:in|at|в)\s|在)$")
_JOINTS = ("", "-", "–", "—", "‑", " and ", " and the ", " и ", "和", "与", "同")
_BEGINNING = 3  # characters: a quotation mark or a dash may stand before the first word
_HEADING = 1_000  # characters of a heading that say what is under it


@dataclass(slots=True)
class Sentence:
    """A sentence with what was found in it. ``start`` and ``end`` are offsets into its paragraph.

    ``rival``, ``margin`` and ``doubt`` are as in a point.
    """

    paragraph: int
    start: int
    end: int
    text: str
    evidence: list[Evidence] = field(default_factory=list)
    signs: frozenset[str] = frozenset()
    scores: Scores = field(default_factory=dict)
    card: Card = Card.CONTEXT
    also: tuple[Card, ...] = ()
    rival: Card | None = None
    margin: float = 1.0
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing found in a sentence at an offset, before it is weighed against the others."""

    at: int
    term: str
    card: Card
    weight: float


def sort(readout: Readout, parties: frozenset[str]) -> list[Sentence]:
    """The sentences of the readout's body, each with its card. ``parties`` are the brief's sides.

    Behind the first ``MOST_SENTENCES`` or ``MOST_LETTERS`` (characters) what is left of a paragraph counts
    as one sentence, with ``UNSORTED`` as its evidence.
    """
    weigh = words.weights("cards")
    language = words.spoken(readout.language)
    done: list[Sentence] = []
    heading: list[Evidence] = []
    letters = 0
    for block in readout.blocks:
        if len(done) >= MOST_SENTENCES or letters >= MOST_LETTERS:
            done += _unsorted(block, 0)
            continue
        if block.kind is BlockKind.HEADING:
            heading = _lead(block.text[:_HEADING], language, weigh["heading"], parties)
        if block.number is None:
            continue
        lead = [*heading, *_lead(block.label, language, weigh["label"], parties)]
        mine = []
        end = 0
        for span in sentences.split(block.text)[: MOST_SENTENCES - len(done)]:
            letters += span[1] - span[0]
            if letters > MOST_LETTERS:
                break
            mine.append(_sentence(block, span, readout, language, parties))
            end = span[1]
        for sentence in mine:
            sentence.evidence[:0] = lead
        if mine and not done and not lead:
            mine[0].evidence.append(Evidence("opening sentence", Card.CONTEXT, weigh["opening"]))
        _decide(mine, done[-1] if done else None)
        done += [*mine, *_unsorted(block, end)]
    return done


def _unsorted(block: Block, start: int) -> list[Sentence]:
    """What the paragraph has from ``start`` on, as one sentence on the card of what belongs to none."""
    text = block.text[start:]
    if block.number is None or not (bare := text.strip()):
        return []
    start += len(text) - len(text.lstrip())
    return [Sentence(block.number, start, start + len(bare), bare, [UNSORTED])]


def _sentence(
    block: Block, span: tuple[int, int], readout: Readout, language: str, parties: frozenset[str]
) -> Sentence:
    start, end = span
    text = block.text[start:end]
    signs: dict[str, int] = {}
    for hit in words.signs(language).find(text):
        for sign in hit.value:
            if sign != "leans" or hit.start <= _BEGINNING:
                signs.setdefault(sign, hit.start)
    if is_ahead(text, readout.published):
        signs.setdefault("ahead", 0)
    found = [*_terms(text, language, parties), *_places(text, parties, "meet" in signs), *_rules(signs)]
    evidence = [*_weighed(found, len(text)), *_subjects(text, language)]
    return Sentence(block.number or 0, start, end, text, evidence, frozenset(signs))


def _lead(text: str, language: str, factor: float, parties: frozenset[str]) -> list[Evidence]:
    """What a heading or a label says of all that stands under it."""
    found = _weighed([*_terms(text, language, parties)], len(text) or 1)
    # "Press conference:" names an occasion, not a subject.
    return [
        Evidence(e.term, e.card, round(e.weight * factor, 2)) for e in found if e.card is not Card.CONTEXT
    ]


def _terms(text: str, language: str, parties: frozenset[str]) -> Iterable[_Found]:
    seen: set[str] = set()
    people = {at for p in gazetteer.find_people(text) for at in range(p.start, p.end)}
    for hit in words.topics(language).find(text):
        if people and not people.isdisjoint(range(hit.start, hit.end)):
            continue  # a word that a name happens to hold
        if hit.pattern not in seen:  # a word said twice is not twice the evidence
            seen.add(hit.pattern)
            # A party is no region in its own brief, whatever the list of terms says.
            own = any(gazetteer.is_name(hit.text, party) for party in parties)
            for term in hit.value:
                if own and term.card is Card.REGIONAL:
                    continue
                yield _Found(hit.start, hit.text, term.card, term.weight)


def _subjects(text: str, language: str) -> Iterable[Evidence]:
    """What the ideas in a sentence say, each once: where the language's own terms are few, they decide."""
    weigh = words.weights("cards")
    said = words.subjects()
    for idea in dict.fromkeys(hit.value for hit in words.ideas(text, language)):
        for term in said.get(idea.id, ()):
            yield Evidence(f"[{idea.label}]", term.card, round(term.weight * weigh["subject"], 2))


def _places(text: str, parties: frozenset[str], met: bool) -> Iterable[_Found]:
    """Third places; and pairs written as one (``US-China``, 中俄): of the parties, or of others.

    ``met``: the sentence says that they met, and so may say where.
    """
    weigh = words.weights("cards")
    # Somebody's name stands for his country: "the Assad government", "his conversation with Putin".
    hits = sorted([*gazetteer.find_places(text), *gazetteer.find_people(text)], key=lambda h: h.start)
    seen = set(parties)
    for hit, after in zip_longest(hits, hits[1:]):
        paired = after is not None and text[hit.end : after.start] in _JOINTS and hit.value != after.value
        if paired and after is not None:
            pair = {hit.value, after.value}
            name = text[hit.start : after.end]
            if pair <= parties:
                yield _Found(hit.start, name, Card.BILATERAL, weigh["own_pair"])
            elif pair <= parties | words.listed("great_powers"):
                yield _Found(hit.start, name, Card.STABILITY, weigh["other_pair"])
        if hit.value in seen:
            continue
        seen.add(hit.value)
        kind = gazetteer.places()[hit.value].kind
        if hit.value in words.listed("great_powers"):
            yield _Found(hit.start, hit.text, Card.STABILITY, weigh["great_power"])
        elif kind == "body":
            yield _Found(hit.start, hit.text, Card.STABILITY, weigh["body"])
        else:
            weight = weigh["trouble" if hit.value in words.listed("trouble_spots") else "place"]
            venue = met and _WHERE.search(text, max(0, hit.start - 4), hit.start)
            yield _Found(hit.start, hit.text, Card.REGIONAL, weight * (weigh["venue"] if venue else 1.0))


def _rules(signs: dict[str, int]) -> Iterable[_Found]:
    """Rules by the signs found and where each stands; a rule stands where the last of its signs does."""
    for rule in words.rules():
        if rule.needs <= signs.keys() and not rule.unless & signs.keys():
            yield _Found(max(signs[sign] for sign in rule.needs), rule.label, rule.card, rule.weight)


def _weighed(found: Sequence[_Found], length: int) -> list[Evidence]:
    """Evidence by weight: more for what comes first, less for what comes late, and less for each further
    one of the same card.
    """
    weigh = words.weights("cards")
    telling = [f for f in found if f.weight]
    strong = [f for f in telling if f.weight >= weigh["strong"]]
    first = min(strong, key=lambda f: f.at, default=None)
    by_card: dict[Card, list[tuple[float, str]]] = defaultdict(list)
    for f in telling:
        weight = f.weight * (1 - weigh["late"] * f.at / length)
        if first is not None and f.card is first.card and f.at == first.at:
            weight *= 1 + weigh["first"]
        by_card[f.card].append((weight, f.term))
    made = []
    for card, terms in by_card.items():
        share = 1.0
        for weight, term in sorted(terms, key=lambda t: -abs(t[0])):
            made.append(Evidence(term, card, round(weight * share, 2)))
            share *= weigh["further"]
    return sorted(made, key=lambda e: -abs(e.weight))


def _decide(mine: Sequence[Sentence], before: Sentence | None) -> None:
    """Cards for the sentences of one paragraph; ``before`` is the last one of the paragraph above."""
    weigh = words.weights("cards")
    own = [_sum(s.evidence) for s in mine]
    for i, sentence in enumerate(mine):
        scores = dict(own[i])
        for j in (i - 1, i + 1):
            if 0 <= j < len(mine):
                _add(scores, own[j], weigh["neighbour"])
        previous = mine[i - 1] if i else before
        if previous is not None:
            if "leans" in sentence.signs:
                _add(scores, previous.scores, weigh["leaning"])
            elif max(own[i].values(), default=0.0) < weigh["quiet"]:
                spoken = "speaks" in sentence.signs
                _add(scores, previous.scores, weigh["silent_speech" if spoken else "silent"])
        sentence.scores = scores
        ranked = sorted(words.cards(), key=lambda c: -scores.get(c, 0.0))
        first, second = ranked[0], ranked[1]
        top, next_best = scores.get(first, 0.0), max(0.0, scores.get(second, 0.0))
        if top < weigh["least"]:
            sentence.doubt = top > 0
            continue
        sentence.card = first
        sentence.rival = second if next_best > 0 else None
        sentence.margin = round((top - next_best) / top, 3)
        sentence.doubt = sentence.margin < weigh["doubt"]
        sentence.also = tuple(
            c for c in ranked[1:] if own[i].get(c, 0.0) >= max(weigh["also_least"], top * weigh["also"])
        )


def _sum(evidence: Sequence[Evidence]) -> Scores:
    total: Scores = {}
    for e in evidence:
        total[e.card] = total.get(e.card, 0.0) + e.weight
    return total


def _add(scores: Scores, more: Scores, share: float) -> None:
    for card, score in more.items():
        scores[card] = scores.get(card, 0.0) + score * share
