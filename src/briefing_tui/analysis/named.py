"""Who and what is named in a text: known people by their names, places and bodies by what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing_tui.analysis.passages import Passage
from briefing_tui.model import Readout
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import fold, is_han, simplified


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Of a pattern such as "President Xi"; the rest is the name.
_TITLES = _set(
    """president chairman general secretary comrade vice prime minister king prince sheikh sultan pope
    председатель председателя председателем председателю короля папа папой"""
)
_TITLES_AFTER = ("主席", "总书记", "总统", "总理")
_ENDING = 3  # letters by which the forms of a Russian name differ


@dataclass(frozen=True, slots=True)
class Name:
    """``key`` are the words of a person's name, none of a place's; ``text`` as it stands where first met."""

    kind: Literal["person", "place"]
    place: str
    key: tuple[str, ...]
    text: str
    at: Passage

    @property
    def label(self) -> str:
        """``Ushakov``; of a place its name, and as it stands where that is another: ``Iran (Тегеран)``."""
        name = gazetteer.side_name(self.place)
        return self.text if self.kind == "person" or self.text == name else f"{name} ({self.text})"

    def same(self, other: Name) -> bool:
        """Whether the same may be meant: a name in another form, or a longer one that has all its words."""
        if (self.kind, self.place) != (other.kind, other.place):
            return False
        few, many = sorted((self.key, other.key), key=len)
        return self.kind == "place" or all(any(_one(a, b) for b in many) for a in few)


def names(readout: Readout, parties: Sequence[str]) -> list[Name]:
    """Everybody and every place named, the sides' own countries left out, in reading order; each once."""
    found: list[Name] = []
    for name in _all(readout):
        if not (name.kind == "place" and name.place in parties) and not any(map(name.same, found)):
            found.append(name)
    return found


def missing(here: Sequence[Name], there: Sequence[Name]) -> list[Name]:
    """Those of ``here`` who are not ``there`` under any form of their name."""
    return [name for name in here if not any(map(name.same, there))]


def _all(readout: Readout) -> Iterator[Name]:
    for block in readout.body:
        for hit in gazetteer.find_people(block.text):
            at = Passage(block.number or 0, hit.start, hit.end)
            yield Name("person", hit.value, _name(hit.text), _bare(hit.text), at)
        for hit in gazetteer.find_places(block.text):
            at = Passage(block.number or 0, hit.start, hit.end)
            yield Name("place", hit.value, (), _bare(hit.text), at)


def _bare(text: str) -> str:
    return text.removesuffix("’s").removesuffix("'s")


def _name(text: str) -> tuple[str, ...]:
    if is_han(text):
        plain = simplified(text)
        title = next((t for t in _TITLES_AFTER if plain.endswith(t) and plain != t), "")
        return (plain.removesuffix(title),)
    return tuple(w for w in map(fold, text.split()) if w not in _TITLES) or (fold(text),)


def _one(a: str, b: str) -> bool:
    """Whether two words may be forms of one: a Russian ending apart, a Chinese surname and the whole name."""
    short, long = sorted((a, b), key=len)
    if is_han(short):
        return long.startswith(short)
    stem = short[:-1] if len(short) > _ENDING else short
    return short == long or (
        not short.isascii() and long.startswith(stem) and len(long) - len(short) <= _ENDING
    )
