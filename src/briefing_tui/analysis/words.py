"""The lexicon in memory: cards, topics, signs and rules by language, concepts across languages, weights.

Everything is checked as it is loaded; what a desk has added or changed (``tables.use``) comes behind what
is bundled and wins over it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from math import isfinite

from briefing_tui.analysis import tables
from briefing_tui.analysis.tables import Table
from briefing_tui.analysis.tables import patterns as _patterns
from briefing_tui.analysis.tables import row as _row
from briefing_tui.model import CARDS, Card
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import Hit, Matcher
from briefing_tui.reading.unsafe import clean_line

LANGUAGES = ("en", "ru", "zh")
KINDS = ("treaty", "body", "event", "date", "subject", "formula", "action", "word")
_MOST_CARDS = 9  # a key each
# Files whose words other modules of this room hold, each with a ``load(language)``.
_ELSEWHERE = {
    "formulas.toml": "formulas",
    "tone.toml": "tone",
    "occasion.toml": "occasion",
    "commitments.toml": "commitments",
    "figures.toml": "figurewords",
    "spellings.toml": "spellings",
}


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea with its wordings in three languages; ``label`` is shown as the reason of a match."""

    id: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """What a topic's pattern says: so much for that card."""

    card: Card
    weight: float


@dataclass(frozen=True, slots=True)
class Rule:
    """Signs that say something together: all of ``needs`` in a sentence and none of ``unless``."""

    label: str
    card: Card
    weight: float
    needs: frozenset[str]
    unless: frozenset[str]


@cache
def cards() -> tuple[Card, ...]:
    """All cards, the desk's own with them, in the order in which equal scores are decided."""
    order: list[tuple[int, Card]] = []
    for table in tables.read("cards.toml"):
        for card_id, row in table.data.items():
            heading = row.get("heading") if isinstance(row, dict) else None
            if not isinstance(heading, str) or not heading.strip() or not card_id.isidentifier():
                raise table.wrong(card_id, f'[{card_id}] needs a heading, such as heading = "Climate"')
            if card_id not in CARDS and len(CARDS) >= _MOST_CARDS:
                raise table.wrong(card_id, f"[{card_id}] is one card too many; there are keys for nine")
            # In the order of the file; a desk's card is more particular than ours.
            order.append((-1 if table.mine else len(order), Card.add(card_id, clean_line(heading))))
    return tuple(card for _, card in sorted(order, key=lambda o: o[0]))


@cache
def weights(section: str) -> dict[str, float]:
    """The numbers of ``[cards]`` or ``[matches]``."""
    found: dict[str, float] = {}
    for table in tables.read("weights.toml"):
        for key, value in _row(table, section, table.data.get(section, {})).items():
            if table.mine and key not in found:
                raise table.wrong(key, f"[{section}] has no weight {key}", section)
            found[key] = _number(table, key, value, section)
    return found


@cache
def frequency() -> dict[str, float]:
    """Share of the sentences of readouts at large that have an idea or a place, for the common ones."""
    found: dict[str, float] = {}
    for table in tables.read("frequency.toml"):
        for key, share in table.data.items():
            found[key] = _number(table, key, share)
            if not 0 < found[key] <= 1:
                raise table.wrong(key, f"{key} must be a share: more than 0, at most 1")
    return found


@cache
def listed(name: str) -> frozenset[str]:
    """The places of a list in ``weights.toml``: ``great_powers`` or ``trouble_spots``."""
    found: set[str] = set()
    for table in tables.read("weights.toml"):
        row = _row(table, name, table.data.get(name, {}))
        for place in _patterns(table, row.get("ids", []), "ids", name):
            if place not in gazetteer.places():
                raise table.wrong(f'"{place}"', f"[{name}]: no place is called {place}", name)
            found.add(place)
    return frozenset(found)


@cache
def common(language: str) -> frozenset[str]:
    """Words that are no reason for a match (none for Chinese)."""
    return frozenset(w for table in tables.read("common.toml") for w in _words(table, table.data, language))


@cache
def small(language: str) -> frozenset[str]:
    """Words that add to a match, but that nobody takes for its reason."""
    return frozenset(
        w
        for table in tables.read("common.toml")
        for w in _words(table, _row(table, "small", table.data.get("small", {})), language)
    )


def _words(table: Table, row: Mapping[str, object], language: str) -> list[str]:
    listed_here = row.get(language, "")
    if not isinstance(listed_here, str):
        raise table.wrong(language, f"{language} must be words in one pair of quotation marks")
    return listed_here.split()


def spoken(language: str) -> str:
    """The language whose words are used for a text: its own, or Russian's for Ukrainian, or English."""
    if language in LANGUAGES:
        return language
    return "ru" if language in ("uk", "be") else "en"


@cache
def topics(language: str) -> Matcher[tuple[TopicTerm, ...]]:
    """The terms of the cards in a language (``en``, ``ru`` or ``zh``); a pattern may speak for several."""
    cards()  # a desk's card must be known before its terms
    found: dict[str, tuple[TopicTerm, ...]] = {}
    for table in tables.read(f"topics.{language}.toml"):
        here: dict[str, tuple[TopicTerm, ...]] = {}
        for card_id, by_weight in table.data.items():
            if card_id not in CARDS:
                raise table.wrong(card_id, f"[{card_id}] is no card; cards are {', '.join(CARDS)}")
            if not isinstance(by_weight, dict):
                raise table.wrong(card_id, f"[{card_id}] must be a table: a list of words for each weight")
            for weight, patterns in by_weight.items():
                number = _weight(table, weight, card_id)
                if isinstance(patterns, dict):  # to TOML, 3.5 is a 5 within 3
                    problem = 'a weight with a point stands in quotation marks: "3.5" = [...]'
                    raise table.wrong(weight, problem, card_id)
                card = Card(card_id)
                said = (TopicTerm(card, number),) if number else ()
                for pattern in _patterns(table, patterns, weight, card_id):
                    others = [term for term in here.get(pattern, ()) if term.card is not card]
                    here[pattern] = (*others, *said) if others else said
        found.update(here)  # the desk's word on a pattern is the last one
    return Matcher(found.items())


@cache
def signs(language: str) -> Matcher[tuple[str, ...]]:
    """Words by what they are a sign of (``event``, ``ahead`` ...): what ``rules`` are made of."""
    found: dict[str, list[str]] = {}
    for table in tables.read(f"signs.{language}.toml"):
        for sign, patterns in table.data.items():
            for pattern in _patterns(table, patterns, sign):
                found.setdefault(pattern, []).append(sign)
    return Matcher((pattern, tuple(said)) for pattern, said in found.items())


@cache
def rules() -> tuple[Rule, ...]:
    """Which signs together speak for which card."""
    known = {sign for language in LANGUAGES for t in tables.read(f"signs.{language}.toml") for sign in t.data}
    made = []
    for table in tables.read("rules.toml"):
        for label, given in table.data.items():
            row = _row(table, label, given)
            needs, unless = (
                frozenset(_patterns(table, row.get(k, []), k, label)) for k in ("needs", "unless")
            )
            if row.get("card") not in CARDS or not needs:
                raise table.wrong(label, f'["{label}"] needs a card and the signs that it needs')
            for sign in sorted((needs | unless) - known):
                raise table.wrong(f'"{sign}"', f'["{label}"]: no file of signs has {sign}', label)
            made.append(
                Rule(label, Card(row["card"]), _weight(table, row.get("weight"), label), needs, unless)
            )
    return tuple(made)


@cache
def concepts(language: str) -> Matcher[Concept]:
    """The concepts' wordings in a language (``en``, ``ru`` or ``zh``)."""
    found: dict[str, Concept] = {}
    known: dict[str, Concept] = {}
    for table in tables.read("concepts.toml"):
        for key, given in table.data.items():
            row = _row(table, key, given)
            if key not in known or "kind" in row or "label" in row:
                if row.get("kind") not in KINDS:
                    raise table.wrong(key, f"[{key}]: kind is one of {', '.join(KINDS)}")
                known[key] = Concept(key, row["kind"], str(row.get("label") or key))
            for pattern in _patterns(table, row.get(language, []), language, key):
                found[pattern] = known[key]
    return Matcher(found.items())


@cache
def vocabulary(language: str) -> Matcher[Concept]:
    """The general vocabulary in a language. Apart from the concepts: a word in a set phrase counts too."""
    found: dict[str, Concept] = {}
    for table in tables.read("vocabulary.toml"):
        for key, row in table.data.items():
            if not isinstance(row, dict):
                raise table.wrong(key, f"{key} needs its wordings: {{ en = [...], ru = [...], zh = [...] }}")
            concept = Concept(key, "word", key.replace("-", " "))
            for pattern in _patterns(table, row.get(language, []), key):
                found[pattern] = concept
    return Matcher(found.items())


@cache
def subjects() -> dict[str, tuple[TopicTerm, ...]]:
    """What an idea of ``concepts`` or ``vocabulary`` says for cards, in any language, by the idea's id."""
    cards()
    known = {k for name in ("concepts.toml", "vocabulary.toml") for t in tables.read(name) for k in t.data}
    found: dict[str, dict[Card, float]] = {}
    for table in tables.read("subjects.toml"):
        for card_id, by_weight in table.data.items():
            if card_id not in CARDS or not isinstance(by_weight, dict):
                raise table.wrong(card_id, f"[{card_id}] is no card; cards are {', '.join(CARDS)}")
            for weight, ids in by_weight.items():
                for key in _patterns(table, ids, weight):
                    if key not in known:
                        raise table.wrong(f'"{key}"', f'"{key}" is in no file of concepts or vocabulary')
                    found.setdefault(key, {})[Card(card_id)] = _weight(table, weight, card_id)
    return {key: tuple(TopicTerm(c, w) for c, w in said.items()) for key, said in found.items()}


@lru_cache(maxsize=256)  # cards and matches look at the same sentence
def ideas(text: str, language: str) -> tuple[Hit[Concept], ...]:
    """The concepts named in a text, then the words of the general vocabulary in it."""
    return (*concepts(language).find(text), *vocabulary(language).find(text))


def use(files: Mapping[str, tuple[str, str]]) -> None:
    """Adds a desk's own files (name to path and text) and checks all of them.

    Raises BriefingError with file and line.
    """
    tables.use(files)
    for loaded in (cards, weights, frequency, listed, common, small, rules, subjects, ideas):
        loaded.cache_clear()
    for by_language in (topics, signs, concepts, vocabulary):
        by_language.cache_clear()
    cards()
    if files:
        _check_sections()
        weights("cards"), weights("matches"), listed("great_powers"), listed("trouble_spots")
        rules(), frequency(), subjects()
        for language in LANGUAGES:
            topics(language), signs(language), concepts(language), vocabulary(language)
            common(language), small(language)
    for file, name in _ELSEWHERE.items():
        module = f"{__package__}.{name}"
        if file in files or module in sys.modules:
            load = import_module(module).load
            load.cache_clear()
            for language in LANGUAGES if file in files else ():
                load(language)


def _check_sections() -> None:
    """A weight in a section that nobody asks for would never count."""
    bundled, *mine = tables.read("weights.toml")
    for table in mine:
        for section in table.data.keys() - bundled.data.keys():
            raise table.wrong(section, f"[{section}] is none of {', '.join(bundled.data)}")


def _number(table: Table, key: str, value: object, under: str = "") -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise table.wrong(key, f"{key} must be a number", under)
    return float(value)


def _weight(table: Table, weight: object, under: str) -> float:
    try:
        number = float(weight)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = float("nan")
    if not isfinite(number) or isinstance(weight, bool):
        problem = f"{weight} is no weight; weights are numbers such as 2 or 3.5"
        raise table.wrong(str(weight), problem, under)
    return number
