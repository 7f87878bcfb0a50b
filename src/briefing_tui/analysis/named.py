"""Who and what is named in a text: known people by their names, places and bodies by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing_tui.analysis.passages import Passage
from briefing_tui.analysis.spellings import one_way, plain
from briefing_tui.model import Readout
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import Hit, fold, is_han, simplified, words


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Of a pattern such as "President Xi"; the rest is the name.
_TITLES = _set(
    """president chairman general secretary comrade vice prime minister king prince sheikh sultan pope
    председатель председателя председателем председателю короля папа папой"""
)
_TITLES_AFTER = ("主席", "总书记", "总统", "总理")
_OFFICES_AFTER = (*_TITLES_AFTER, "外长", "部长", "主任", "首相", "大使", "委员", "国务卿")
_MONEY = re.compile(r"\s?(?:\$|dollar)")
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


def missing(here: Sequence[Name], there: Sequence[Name], text: Readout) -> list[Name]:
    """Those of ``here`` who are not ``there`` under any form of their name. ``text`` is what ``there`` was
    found in: nobody is missing whose surname stands in it by itself (Foreign Minister Wang).
    """
    loose = _loose(text) if any(n.kind == "person" for n in here) else frozenset()
    return [
        n for n in here
        if not any(map(n.same, there)) and not (n.kind == "person" and _surname_in(n, loose, text))
    ]  # fmt: skip


def _loose(readout: Readout) -> frozenset[str]:
    """The words in capitals that are in nobody's known name."""
    found = set()
    for block in readout.body:
        taken = [(h.start, h.end) for h in gazetteer.find_people(block.text)]
        found |= {
            plain(w.folded) for w in words(block.text)
            if w.written[:1].isupper() and not any(a <= w.start < b for a, b in taken)
        }  # fmt: skip
    return frozenset(found)


def _surname_in(name: Name, loose: frozenset[str], readout: Readout) -> bool:
    first = name.key[0]
    if is_han(first):
        forms = tuple(first[0] + office for office in _OFFICES_AFTER)
        return any(form in simplified(b.text) for b in readout.body for form in forms)
    return any(word in loose for word in name.key)


def _all(readout: Readout) -> Iterator[Name]:
    for block in readout.body:
        for hit in gazetteer.find_people(block.text):
            at = Passage(block.number or 0, hit.start, hit.end)
            yield Name("person", hit.value, _name(hit.text), _bare(hit.text), at)
        for hit in places_in(block.text):
            at = Passage(block.number or 0, hit.start, hit.end)
            yield Name("place", hit.value, (), _bare(hit.text), at)


def places_in(text: str) -> Iterator[Hit[str]]:
    """The places named in a text, but for those of money: US$200, 200 US dollars."""
    return (hit for hit in gazetteer.find_places(text) if not _MONEY.match(text, hit.end))


def _bare(text: str) -> str:
    return text.removesuffix("’s").removesuffix("'s")


def _name(text: str) -> tuple[str, ...]:
    if is_han(text):
        name = simplified(text)
        title = next((t for t in _TITLES_AFTER if name.endswith(t) and name != t), "")
        return (one_way(name.removesuffix(title)),)
    known = one_way(text)
    return tuple(plain(w) for w in known.split() if fold(w) not in _TITLES) or (plain(known),)


def _one(a: str, b: str) -> bool:
    """Whether two words may be forms of one: a Russian ending apart, a Chinese surname and the whole name."""
    short, long = sorted((a, b), key=len)
    if is_han(short):
        return long.startswith(short)
    stem = short[:-1] if len(short) > _ENDING else short
    return short == long or (
        not short.isascii() and long.startswith(stem) and len(long) - len(short) <= _ENDING
    )
