"""Places and who speaks for them: ``places.toml`` as data, and what may be a side of a brief."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import tomli

from briefing_tui.reading.terms import Hit, Matcher, fold, is_han, simplified

UNKNOWN_SIDE = "unknown"
_OF = (" ", " of ", " of the ")
_BESIDE = 40  # characters in which the words beside a name are looked for
_SHORT = 2  # letters of a name that could be something else
_ANOTHER_NAME = re.compile(r"[ \u00a0][A-Z]")


@dataclass(frozen=True, slots=True)
class Place:
    """A country, territory, region or body. ``language`` (ISO 639-1) is that of its own readouts.

    ``signs`` are the Chinese signs that stand for it in a pair: 俄 in 中俄. ``names`` are its first pattern
    in each language: the place itself, and not a town or a body of it. ``shared`` are names that a body of a
    state may have too. Then ``around`` tells whose it is: words right before it that make it a state's, words
    behind it that do, and such that do not.
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
    shared: frozenset[str] = frozenset()
    around: tuple[tuple[str, ...], ...] = ((), (), ())


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
            frozenset(row.get("shared", ())),
            tuple(tuple(row.get(key, ())) for key in ("theirs_before", "theirs_after", "ours_after")),
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
    found = _place_matcher().find(text)
    for i, hit in enumerate(found):
        if hit.pattern in places()[hit.value].shared and _is_states(text, found, i):
            continue
        both = [_signs().get(sign) for sign in hit.text]
        if len(both) == 2 and hit.value in both and all(both):  # 中俄关系: two places; 加沙 is one
            for i, place in enumerate(both):
                at = hit.start + i
                hits.append(Hit(place or "", text[at], at, at + 1, hit.pattern))
        else:
            hits.append(hit)
    return hits


def _is_states(text: str, found: list[Hit[str]], i: int) -> bool:
    """Whether the body named there is a state's own of that name."""
    hit = found[i]
    before, behind, ours = _around(hit.value)
    rest = text[hit.end : hit.end + _BESIDE]
    if any(h.start == 1 for h in ours.find(rest)):
        return False
    last, following = found[i - 1] if i else None, found[i + 1] if i + 1 < len(found) else None
    near = text[max(0, hit.start - _BESIDE) : hit.start]
    return (
        (last is not None and _is_country(last) and text[last.end : hit.start] == " ")
        or (following is not None and _is_country(following) and text[hit.end : following.start] in _OF)
        or any(not near[h.end :].strip() for h in before.find(near))
        or any(not rest[: h.start].strip() for h in behind.find(rest))
    )


def _is_country(hit: Hit[str]) -> bool:
    return places()[hit.value].kind == "country"


@cache
def _around(place: str) -> tuple[Matcher[None], ...]:
    return tuple(Matcher((pattern, None) for pattern in listed) for listed in places()[place].around)


def find_people(text: str) -> list[Hit[str]]:
    """Every known leader, minister or aide, as hits whose value is the id of whom they speak for."""
    return [h for h in _people_matcher().find(text) if len(h.pattern) > _SHORT or _is_short_name(text, h)]


def _is_short_name(text: str, hit: Hit[str]) -> bool:
    """Whether so short a name is one: Xi, but neither Part XI nor Xi Zhongxun. Chinese names are short."""
    return not hit.pattern.isascii() or (
        hit.text.startswith(hit.pattern) and not _ANOTHER_NAME.match(text, hit.end)
    )


def find_voices(text: str) -> list[Hit[str]]:
    """Publishers and sites by which a side's own text is known."""
    return _voice_matcher().find(text)


def names_person(text: str) -> bool:
    """Whether a few words name somebody known."""
    return bool(find_people(text))
