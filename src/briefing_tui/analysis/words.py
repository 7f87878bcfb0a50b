"""The lexicon in memory: topics by language, concepts across languages, weights. Checked on load."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from briefing_tui.model import CARDS, Card
from briefing_tui.reading.terms import Matcher

LANGUAGES = ("en", "ru", "zh")
KINDS = ("treaty", "body", "event", "date", "subject", "formula", "action")


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


def _read(name: str) -> dict[str, Any]:
    text = resources.files("briefing_tui.analysis.lexicon").joinpath(name).read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: {error}") from None


@cache
def weights(section: str) -> dict[str, float]:
    """The numbers of ``[cards]`` or ``[matches]``."""
    return {key: float(value) for key, value in _read("weights.toml")[section].items()}


@cache
def great_powers() -> frozenset[str]:
    return frozenset(_read("weights.toml")["great_powers"]["ids"])


@cache
def common(language: str) -> frozenset[str]:
    """Words that are no reason for a match (none for Chinese)."""
    return frozenset(str(_read("common.toml").get(language, "")).split())


def spoken(language: str) -> str:
    """The language whose words are used for a text: its own, or Russian's for Ukrainian, or English."""
    if language in LANGUAGES:
        return language
    return "ru" if language in ("uk", "be") else "en"


@cache
def topics(language: str) -> Matcher[TopicTerm]:
    """The terms of the six cards in a language (``en``, ``ru`` or ``zh``)."""
    name = f"topics.{language}.toml"
    pairs: list[tuple[str, TopicTerm]] = []
    for card, by_weight in _read(name).items():
        if card not in CARDS:
            raise ValueError(f"{name}: [{card}] is no card; cards are {', '.join(CARDS)}")
        for weight, patterns in by_weight.items():
            term = TopicTerm(Card(card), float(weight))
            pairs += [(pattern, term) for pattern in patterns]
    return Matcher(pairs)


@cache
def concepts(language: str) -> Matcher[Concept]:
    """The concepts' wordings in a language (``en``, ``ru`` or ``zh``)."""
    pairs: list[tuple[str, Concept]] = []
    for key, row in _read("concepts.toml").items():
        if row["kind"] not in KINDS:
            raise ValueError(f"concepts.toml: [{key}]: kind is one of {', '.join(KINDS)}")
        concept = Concept(key, row["kind"], row["label"])
        pairs += [(pattern, concept) for pattern in row.get(language, ())]
    return Matcher(pairs)
