"""Which words of a text are set off, as spans of it. Pure: text in, spans out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

from briefing_tui.model import Carded, Point
from briefing_tui.tui.page import Span

# With their marks: a quotation that is cut by the end of a point has but one of them, and is none here.
_QUOTED = re.compile(
    r"“[^“”]+”|«[^«»]+»|「[^「」]+」|『[^『』]+』|„[^„“”]+[“”]|(?<!\w)\"(?! )[^\"\n]+\"(?!\w)"
)
_ACCENTS = "[\u0300-\u036f]*"  # that follow their letter


def quoted(text: str) -> list[Span]:
    """What stands in quotation marks, with them."""
    return [found.span() for found in _QUOTED.finditer(text)]


def phrases(carded: Carded, point: Point) -> list[Span]:
    """The set phrases in a point's text, or the parts of them that are in it."""
    first, end = (bisect_left(carded.phrases, (point.paragraph, at, 0)) for at in (0, point.end))
    found = [(s - point.start, e - point.start) for _, s, e in carded.phrases[first:end] if e > point.start]
    return [(max(0, s), min(e, len(point.text))) for s, e in found]


@lru_cache(maxsize=4096)  # the foot counts those of all points anew at every key
def places(text: str, words: str) -> tuple[Span, ...]:
    """Where the words are. Case, accents, kinds of quotation marks and dashes and the amount of white space
    make no difference; й is a letter of its own, ё is not.
    """
    folded = (word.translate(_FOLDED) for word in unicodedata.normalize("NFC", words).split())
    pattern = r"\s+".join("".join(re.escape(sign) + _ACCENTS for sign in word) for word in folded)
    return tuple(f.span() for f in re.finditer(pattern, text.translate(_FOLDED))) if pattern else ()


class _Folded(dict[int, str]):
    """Each character as it is compared: always one, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = sign if sign in "йЙўЎ" else unicodedata.normalize("NFKD", sign)[0]
        folded = plain.casefold()
        self[code] = folded if len(folded) == 1 else sign
        return self[code]


_FOLDED = _Folded(
    {ord(sign): plain for plain, signs in (('"', "“”„«»"), ("'", "‘’ʼ"), ("-", "‐‑–—")) for sign in signs}
)
