"""The terms of a text, by which it is found: stems of English and Russian words, single Chinese signs.

The one place that says what is the same word: the index, the way without an index, and what is set off in a
hit all go by it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from briefing_tui.reading.terms import simplified

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = r"\u0300-\u036f"  # accents that follow their letter
_LETTER = rf"[^\W_{_HAN}]"
# A word, with the apostrophes and the dots of abbreviations in it, or one Chinese sign.
_TERM = re.compile(
    rf"{_LETTER}(?:\.{_LETTER}(?![^\W_]))+|{_LETTER}[{_MARKS}]*+(?:['’ʼ]?{_LETTER}[{_MARKS}]*+)*+|[{_HAN}]"
)
_POSSESSIVE = re.compile("['’ʼ]s$")
_NO_LETTER = re.compile(r"[^\w]+")
_REMEMBERED = 50_000  # words whose stem is known


class Term(NamedTuple):
    """A term of a text, and where the word stands that it was made of; ``word`` is that, folded."""

    term: str
    word: str
    start: int
    end: int


def terms(text: str) -> list[Term]:
    """The terms of a text in order: letters and figures alone, no two of them at one place."""
    made = []
    for match in _TERM.finditer(text):
        word = folded(match.group())
        made.append(Term(stem(word), word, match.start(), match.end()))
    return made


@lru_cache(maxsize=_REMEMBERED)
def folded(word: str) -> str:
    """Lower case without accents, apostrophes and dots; ё as е; Chinese simplified."""
    if word.isascii() and word.isalnum():
        return word.lower()
    word = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", word).lower().replace("ё", "е"))
    return simplified(_NO_LETTER.sub("", "".join(map(_plain, word)))) or word


def _plain(letter: str) -> str:
    """A letter without its accents; й and ў are letters of their own."""
    parts = unicodedata.normalize("NFD", letter)
    accented = len(parts) > 1 and "\u0300" <= parts[1] <= "\u036f"
    return parts[0] if accented and letter not in "йў" else letter


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """The stem of a folded word, by its letters: Cyrillic by Snowball's Russian rules, Latin by its English
    ones; any other word as it is.
    """
    if word.isalpha():
        if word.isascii():
            return _english().stemWord(word)
        if "а" <= word[0] <= "я":
            return _russian().stemWord(word)
    return word


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@cache
def _english() -> _Stemmer:
    from snowballstemmer.english_stemmer import EnglishStemmer

    made: _Stemmer = EnglishStemmer()
    return made


@cache
def _russian() -> _Stemmer:
    from snowballstemmer.russian_stemmer import RussianStemmer

    made: _Stemmer = RussianStemmer()
    return made
