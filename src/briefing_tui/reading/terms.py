"""Finding many terms in a text at once: the patterns of the gazetteer and of the lexicon.

A pattern is words parted by spaces; a word that ends in ``*`` stands for every word that begins so
(``invest*``, ``стратегическ* стабильност*``). Case and ё/е make no difference, except that a word in capitals
(``UN``, ``US``) asks for capitals. Chinese patterns are plain substrings. Where patterns overlap the
longest at a place wins and uses its words up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

_HAN_SIGNS = r"\u3400-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{_HAN_SIGNS}]")
# A word ends where Chinese begins: "APEC" in "APEC会议".
_WORD = re.compile(rf"[^\W_{_HAN_SIGNS}]+(?:[-.’'‑][^\W_{_HAN_SIGNS}]+)*|[{_HAN_SIGNS}]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: folded for comparison, as written, and where it stands."""

    folded: str
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A pattern found: the value it was filed under, the words as they stand in the text, and where."""

    value: T
    text: str
    start: int
    end: int
    pattern: str


def fold(word: str) -> str:
    """Lower case, ё as е, straight apostrophes, no possessive ’s."""
    word = word.lower().replace("ё", "е").replace("’", "'").replace("‑", "-")
    return word[:-2] if word.endswith("'s") else word


def words(text: str) -> list[Word]:
    """The words of a text; a hyphenated word is one word."""
    return [Word(fold(m.group()), m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]


def is_han(text: str) -> bool:
    return bool(_HAN.search(text))


@dataclass(slots=True)
class _Entry(Generic[T]):
    words: tuple[str, ...]  # folded; a stem keeps its star
    capitals: tuple[str, ...]  # as written where capitals are asked for, else ""
    value: T
    pattern: str

    def fits(self, text: list[Word], at: int) -> bool:
        if at + len(self.words) > len(text):
            return False
        for i, want in enumerate(self.words):
            have = text[at + i]
            if want[-1] == "*":
                if not have.folded.startswith(want[:-1]):
                    return False
            elif have.folded != want:
                return False
            if self.capitals[i] and not have.written.startswith(self.capitals[i]):
                return False
        return True


class Matcher(Generic[T]):
    """Patterns with values; ``find`` gives the hits of a text in order, none overlapping."""

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, list[_Entry[T]]] = {}
        self._stems: dict[str, list[_Entry[T]]] = {}
        self._han: dict[str, list[tuple[str, T]]] = {}
        for pattern, value in patterns:
            if is_han(pattern):
                self._han.setdefault(pattern[0], []).append((pattern, value))
                continue
            folded, capitals = _compile(pattern)
            if not folded:
                continue
            entry = _Entry(folded, capitals, value, pattern)
            first = folded[0]
            if first[-1] == "*":
                self._stems.setdefault(first[:3].rstrip("*"), []).append(entry)
            else:
                self._exact.setdefault(first, []).append(entry)
        for han in self._han.values():
            han.sort(key=lambda pair: -len(pair[0]))

    def find(self, text: str, text_words: list[Word] | None = None) -> list[Hit[T]]:
        """The hits in ``text``; ``text_words`` may be handed in where they are known already."""
        hits: list[Hit[T]] = []
        if self._han and is_han(text):
            hits += self._find_han(text)
        if self._exact or self._stems:
            hits += self._find_words(text, words(text) if text_words is None else text_words)
        hits.sort(key=lambda h: (h.start, -h.end))
        free = 0
        return [h for h in hits if h.start >= free and (free := h.end)]

    def _find_words(self, text: str, stream: list[Word]) -> list[Hit[T]]:
        hits = []
        at = 0
        while at < len(stream):
            best = self._best(stream, at)
            if best is None and "-" in stream[at].folded:
                hits += self._parts(text, stream[at])
            if best is None:
                at += 1
                continue
            last = stream[at + len(best.words) - 1]
            start = stream[at].start
            hits.append(Hit(best.value, text[start : last.end], start, last.end, best.pattern))
            at += len(best.words)
        return hits

    def _parts(self, text: str, word: Word) -> list[Hit[T]]:
        """``US-Iran`` holds no pattern as one word: look at its parts."""
        hits = []
        for part in words(word.written.replace("-", " ").replace("‑", " ")):
            best = self._best([part], 0)
            if best is not None:
                start, end = word.start + part.start, word.start + part.end
                hits.append(Hit(best.value, text[start:end], start, end, best.pattern))
        return hits

    def _best(self, stream: list[Word], at: int) -> _Entry[T] | None:
        first = stream[at].folded
        best: _Entry[T] | None = None
        size = (0, 0)
        for bucket in (self._exact.get(first), *(self._stems.get(first[:n]) for n in (3, 2, 1))):
            for entry in bucket or ():
                mine = (len(entry.words), sum(map(len, entry.words)))
                if mine > size and entry.fits(stream, at):
                    best, size = entry, mine
        return best

    def _find_han(self, text: str) -> list[Hit[T]]:
        hits = []
        at = 0
        while at < len(text):
            for pattern, value in self._han.get(text[at], ()):
                if text.startswith(pattern, at):
                    hits.append(Hit(value, pattern, at, at + len(pattern), pattern))
                    at += len(pattern)
                    break
            else:
                at += 1
        return hits


@lru_cache(maxsize=8192)
def _compile(pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    folded, capitals = [], []
    for raw in pattern.split():
        star = raw.endswith("*")
        found = _WORD.search(raw)
        if found is None:
            continue
        word = found.group()
        folded.append(fold(word) + ("*" if star else ""))
        letters = [c for c in word if c.isalpha()]
        shouts = len(letters) > 1 and all(c.isupper() for c in letters)
        capitals.append(word if shouts else "")
    return tuple(folded), tuple(capitals)
