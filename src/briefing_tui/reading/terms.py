"""Finding many terms in a text at once: the patterns of the gazetteer and of the lexicon.

A pattern is words parted by spaces; a word that ends in ``*`` stands for every word that begins so
(``invest*``, ``стратегическ* стабильност*``). Case and ё/е make no difference, except that a word in capitals
(``UN``, ``US``) asks for capitals. Chinese patterns are plain substrings,
in simplified signs that fit traditional ones too. Where patterns overlap the
longest at a place wins and uses its words up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Generic, TypeVar

import tomli

T = TypeVar("T")

_REMEMBERED = 20_000  # words of texts for which the patterns are known

_HAN_SIGNS = r"\u3400-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{_HAN_SIGNS}]")
# A word ends where Chinese begins: "APEC" in "APEC会议".
_WORD = re.compile(rf"[^\W_{_HAN_SIGNS}]++(?:[-.’'‑][^\W_{_HAN_SIGNS}]++)*+|[{_HAN_SIGNS}]++")


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


@lru_cache(maxsize=256)  # several matchers go over the same sentence
def words(text: str) -> tuple[Word, ...]:
    """The words of a text; a hyphenated word is one word."""
    return tuple(Word(fold(m.group()), m.group(), m.start(), m.end()) for m in _WORD.finditer(text))


def is_han(text: str) -> bool:
    return "\u4e00" <= text[:1] <= "\u9fff" or (not text.isascii() and bool(_HAN.search(text)))


@cache
def _folds() -> dict[int, str]:
    data = tomli.loads(resources.files(__package__).joinpath("traditional.toml").read_text("utf-8"))
    return {ord(old): new for old, new in zip(data["traditional"], data["simplified"], strict=True)}


def simplified(text: str) -> str:
    """Chinese in simplified signs, one for one: every offset stays."""
    return text.translate(_folds())


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    words: tuple[str, ...]  # folded; a stem without its star
    stems: tuple[bool, ...]  # which of them are stems
    capitals: tuple[str, ...]  # as written where capitals are asked for, else ""
    value: T
    pattern: str
    size: tuple[int, int]  # words, letters: the longer pattern wins
    plain: bool  # one word, in whatever capitals: where the first word fits all does

    @property
    def of_one_part(self) -> bool:
        """Whether a hyphenated word may hold more than this pattern says of it."""
        return len(self.words) == 1 and "-" not in self.words[0]

    def fits(self, text: Sequence[Word], at: int) -> bool:
        """Whether the pattern's words stand at ``at``; the first one is known to fit but for capitals."""
        wanted = len(self.words)
        if at + wanted > len(text):
            return False
        if wanted > 1:  # most that begin alike part here
            second, want = text[at + 1].folded, self.words[1]
            if not (second.startswith(want) if self.stems[1] else second == want):
                return False
        for i, want in enumerate(self.words):
            have = text[at + i]
            if i and not (have.folded.startswith(want) if self.stems[i] else have.folded == want):
                return False
            if self.capitals[i] and not have.written.startswith(self.capitals[i]):
                return False
        return True


class Matcher(Generic[T]):
    """Patterns with values; ``find`` gives the hits of a text in order, none overlapping."""

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        # By the first word, as written: most patterns are never asked for, so none is compiled before.
        self._exact: dict[str, list[tuple[str, T]]] = {}
        self._stems: dict[str, list[tuple[str, T]]] = {}
        self._compiled: dict[tuple[str, bool], list[_Entry[T]]] = {}
        self._candidates: dict[str, list[_Entry[T]]] = {}
        self._han: dict[str, list[tuple[str, T]]] = {}
        for pair in patterns:
            pattern = pair[0]
            if is_han(pattern):
                plain = simplified(pattern)
                self._han.setdefault(plain[:2], []).append((plain, pair[1]))
            elif first := _first_word(pattern):
                (self._stems if first[1] else self._exact).setdefault(first[0], []).append(pair)
        self._lengths = sorted({len(stem) for stem in self._stems})

    def find(self, text: str) -> list[Hit[T]]:
        """The hits in ``text``, in order."""
        hits: list[Hit[T]] = []
        if self._han and is_han(text):
            hits += self._find_han(text, simplified(text))
        if self._exact or self._stems:
            hits += self._find_words(text, words(text))
        hits.sort(key=lambda h: (h.start, -h.end))
        free = 0
        return [h for h in hits if h.start >= free and (free := h.end)]

    def _find_words(self, text: str, stream: Sequence[Word]) -> list[Hit[T]]:
        hits = []
        at = 0
        while at < len(stream):
            best = self._best(stream, at)
            of_parts = "-" in stream[at].folded and (best is None or best.of_one_part)
            if of_parts and (parts := self._parts(text, stream[at])):
                hits += parts
                best = None
            if best is None:
                at += 1
                continue
            last = stream[at + len(best.words) - 1]
            start = stream[at].start
            hits.append(Hit(best.value, text[start : last.end], start, last.end, best.pattern))
            at += len(best.words)
        return hits

    def _parts(self, text: str, word: Word) -> list[Hit[T]]:
        """``US-Iran``, ``российско-американский``: no pattern has it whole, or one that is its beginning."""
        hits = []
        for part in words(word.written.replace("-", " ").replace("‑", " ")):
            best = self._best([part], 0)
            if best is not None:
                start, end = word.start + part.start, word.start + part.end
                hits.append(Hit(best.value, text[start:end], start, end, best.pattern))
        return hits

    def _best(self, stream: Sequence[Word], at: int) -> _Entry[T] | None:
        first = stream[at].folded
        found = self._candidates.get(first)
        if found is None:
            if len(self._candidates) >= _REMEMBERED:
                self._candidates.clear()
            found = self._candidates[first] = self._beginning(first)
        for entry in found:
            if entry.plain or entry.fits(stream, at):
                return entry
        return None

    def _beginning(self, first: str) -> list[_Entry[T]]:
        """The patterns that may begin with this word of a text, the longest first."""
        found = list(self._entries(first, stem=False)) if first in self._exact else []
        most = len(first)
        for length in self._lengths:
            if length > most:
                break
            if (stem := first[:length]) in self._stems:
                found += self._entries(stem, stem=True)
        found.sort(key=lambda e: e.size, reverse=True)
        return found

    def _entries(self, first: str, *, stem: bool) -> list[_Entry[T]]:
        """The patterns that begin with this word, the longest first."""
        if (first, stem) not in self._compiled:
            entries = [_entry(*pair) for pair in (self._stems if stem else self._exact)[first]]
            entries.sort(key=lambda e: e.size, reverse=True)
            self._compiled[first, stem] = entries
        return self._compiled[first, stem]

    def _find_han(self, written: str, text: str) -> list[Hit[T]]:
        hits = []
        at = 0
        while at < len(text):
            longest: tuple[str, T] | None = None
            for pair in (*self._han.get(text[at : at + 2], ()), *self._han.get(text[at], ())):
                if (longest is None or len(pair[0]) > len(longest[0])) and text.startswith(pair[0], at):
                    longest = pair
            if longest is None:
                at += 1
                continue
            pattern, value = longest
            end = at + len(pattern)
            hits.append(Hit(value, written[at:end], at, end, pattern))
            at = end
        return hits


def _entry(pattern: str, value: T) -> _Entry[T]:
    folded, stems, capitals = zip(*_compile(pattern), strict=True)
    size = (len(folded), sum(map(len, folded)) + sum(stems))
    return _Entry(folded, stems, capitals, value, pattern, size, len(folded) == 1 and not capitals[0])


def _first_word(pattern: str) -> tuple[str, bool] | None:
    """The first word of ``_compile``, without looking at the rest: thousands of patterns are loaded."""
    raw = pattern.partition(" ")[0]
    if raw.isalpha():
        return raw.lower().replace("ё", "е"), False
    bare = raw[:-1]
    if raw[-1:] == "*" and bare.isalpha():
        return bare.lower().replace("ё", "е"), True
    compiled = _compile(pattern)
    return compiled[0][:2] if compiled else None


def _compile(pattern: str) -> list[tuple[str, bool, str]]:
    """The pattern's words, parted as a text's are: folded, whether a stem, and the capitals asked for."""
    made = []
    for raw in pattern.split():
        bare = raw.rstrip("*")
        parts = [bare] if bare.isalpha() else _WORD.findall(bare)
        for i, word in enumerate(parts):
            star = raw[-1] == "*" and i == len(parts) - 1
            made.append((fold(word), star, word if word.isupper() and len(word) > 1 else ""))
    return made
