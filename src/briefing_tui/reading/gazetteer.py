"""Places and who speaks for them: ``places.toml`` as data, and what may be a side of a brief."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import tomli

from briefing_tui.reading.terms import Hit, Matcher

UNKNOWN_SIDE = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A country, territory, region or body. ``language`` (ISO 639-1) is that of its own readouts."""

    id: str
    name: str
    kind: str
    language: str = ""
    patterns: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


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
        )
        for key, row in tomli.loads(raw).items()
    }


def is_side(side: str) -> bool:
    """Whether a readout may be on this side: a country, a territory or a body that publishes."""
    place = places().get(side)
    return side == UNKNOWN_SIDE or (place is not None and place.kind != "region")


def side_name(side: str) -> str:
    """The side's label, ``Russia``; for the unknown side ``Side unknown``."""
    place = places().get(side)
    return place.name if place else "Side unknown"


def side_language(side: str) -> str:
    """The language in which this side publishes its originals, or an empty string."""
    place = places().get(side)
    return place.language if place else ""


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
    return _place_matcher().find(text)


def find_people(text: str) -> list[Hit[str]]:
    """Every known leader, minister or aide, as hits whose value is the id of whom they speak for."""
    return _people_matcher().find(text)


def find_voices(text: str) -> list[Hit[str]]:
    """Publishers and sites by which a side's own text is known."""
    return _voice_matcher().find(text)


def names_person(text: str) -> bool:
    """Whether a few words name somebody known."""
    return bool(find_people(text))
