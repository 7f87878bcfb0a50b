"""Places and who speaks for them: ``places.toml`` as data, and what may be a side of a brief."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import tomli

from briefing_tui.reading.terms import Hit, Matcher, fold, is_han, simplified

UNKNOWN_SIDE = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A country, territory, region or body. ``language`` (ISO 639-1) is that of its own readouts.

    ``signs`` are the Chinese signs that stand for it in a pair: 俄 in 中俄. ``names`` are its first pattern
    in each language: the place itself, and not a town or a body of it.
    """

    id: str
    name: str
    kind: str
    language: str = ""
    patterns: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    signs: str = ""
    names: tuple[str, ...] = ()


@cache
def places() -> dict[str, Place]:
    """All places by id."""
    raw = resources.files(__package__).joinpath("places.toml").read_text("utf-8")
    return {
        key: Place(
            key,
            row["name"],
            row["kind"],
            row.get("language", ""),
            (*row.get("en", ()), *row.get("ru", ()), *row.get("zh", ())),
            tuple(row.get("people", ())),
            tuple(row.get("voices", ())),
            row.get("signs", ""),
            tuple(row[language][0] for language in ("en", "ru", "zh") if row.get(language)),
        )
        for key, row in tomli.loads(raw).items()
    }


@lru_cache(maxsize=1024)
def is_name(word: str, place_id: str) -> bool:
    """Whether a single word is the place's own name or its adjective: ``Ukrainian``, ``乌克兰``."""
    place = places().get(place_id)
    if place is None:
        return False
    if is_han(word):
        return simplified(word) in place.names
    letters = 4  # that name and adjective have in common
    return word.isalpha() and fold(word)[:letters] in {fold(n.rstrip("*"))[:letters] for n in place.names}


def is_side(side: str) -> bool:
    """Whether a readout may be on this side: a country, a territory or a body that publishes."""
    place = places().get(side)
    return side == UNKNOWN_SIDE or (place is not None and place.kind != "region")


def may_speak(side: str) -> bool:
    """Whether texts are likely to be this side's: a state, or a body that has somebody to speak for it."""
    place = places().get(side)
    return place is not None and (place.kind == "country" or (place.kind == "body" and bool(place.people)))


def side_name(side: str) -> str:
    """The side's label, ``Russia``; for the unknown side ``Side unknown``."""
    place = places().get(side)
    return place.name if place else "Side unknown"


def side_language(side: str) -> str:
    """The language in which this side publishes its originals, or an empty string."""
    place = places().get(side)
    return place.language if place else ""


@cache
def _signs() -> dict[str, str]:
    return {sign: p.id for p in places().values() for sign in p.signs}


@cache
def _place_matcher() -> Matcher[str]:
    return Matcher((pattern, p.id) for p in places().values() for pattern in p.patterns)


@cache
def _people_matcher() -> Matcher[str]:
    return Matcher((pattern, p.id) for p in places().values() for pattern in p.people)


@cache
def _voice_matcher() -> Matcher[str]:
    return Matcher((pattern, p.id) for p in places().values() for pattern in p.voices)


def find_places(text: str) -> list[Hit[str]]:
    """Every place named in the text, as hits whose value is the place's id."""
    hits = []
    for hit in _place_matcher().find(text):
        both = [_signs().get(sign) for sign in hit.text]
        if len(both) == 2 and hit.value in both and all(both):  # 中俄关系: two places; 加沙 is one
            for i, place in enumerate(both):
                at = hit.start + i
                hits.append(Hit(place or "", text[at], at, at + 1, hit.pattern))
        else:
            hits.append(hit)
    return hits


def find_people(text: str) -> list[Hit[str]]:
    """Every known leader, minister or aide, as hits whose value is the id of whom they speak for."""
    return _people_matcher().find(text)


def find_voices(text: str) -> list[Hit[str]]:
    """Publishers and sites by which a side's own text is known."""
    return _voice_matcher().find(text)


def names_person(text: str) -> bool:
    """Whether a few words name somebody known."""
    return bool(find_people(text))
