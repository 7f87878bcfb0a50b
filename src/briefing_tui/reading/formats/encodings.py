"""Bytes that are no UTF-8 as text: by a mark at the start, by what is declared, else by a guess that is told.

Russian, Chinese, Japanese and Korean are judged here, by how common the letters are that an encoding makes
of the bytes: in short texts charset-normalizer takes one of their encodings for another. It is asked for
every other language.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from functools import cache
from importlib import resources

from briefing_tui.reading.formats import INSTALL, Unreadable
from briefing_tui.reading.terms import simplified

_SAMPLE = 32_768  # bytes that are judged
_FEW = 12  # letters: of fewer nothing can be told
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_CHINESE = ("gb18030", "big5hkscs")
_JAPANESE = ("cp932", "euc-jp")
_KOREAN = ("cp949",)
_WIDE = ("utf-16-le", "utf-16-be")
_JUDGED = (*_CYRILLIC, *_CHINESE, *_JAPANESE, *_KOREAN, *_WIDE)
# What may stand for another in a declaration: pages say the smaller one and mean the larger.
_LATIN = "windows-1252"
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": _LATIN, "ascii": _LATIN,
          "cp1252": _LATIN}  # fmt: skip
_LETTERS_OF_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u30fa\u30fc]")
_OF_JAPANESE = re.compile(f"{_KANA.pattern}|{_HAN.pattern}")
_HANGUL = re.compile("[\uac00-\ud7a3]")
# What running Russian does not have: a capital behind a small letter, a word that begins with one of these.
_CAPITAL_INSIDE = re.compile("[а-яё][А-ЯЁ]")
_NO_BEGINNING = re.compile("(?<![а-яёА-ЯЁ])[ьъыЬЪЫ]")
# Signs where only a wrong encoding puts them.
_MISPLACED = re.compile(
    "[џњљђћќѓЏЊЉЂЋЌЃ]|[–—•·€£§©®°¡¿‘](?=[А-яЁё])|(?<=[А-яЁё])[€£§©®°•·¡¿]|(?:^|\\s)\xa0|\xa0\\s"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SIGNS = "«»‹›“”‘’‚„–—…•·№°£€§©®¿¡\xa0"


@cache
def _letters() -> dict[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("letters.toml").read_text("utf-8"))


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text, and the encoding where that was guessed; empty where that is declared, or UTF-8.

    ``declared`` is the charset that the file names. Raises Unreadable where no encoding makes words of it.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), ""
            except UnicodeDecodeError as error:
                raise Unreadable(f"begins as {name.upper()}, but is damaged at byte {error.start}") from None
    known = _codec(declared) if declared else ""
    if known and (text := _as(data, known)) is not None and not (known == _LATIN and _misdeclared(text)):
        return text, ""
    if b"\x00" not in data and (text := _as(data, "utf-8")) is not None:
        return text, ""
    name = guess(data)
    text = _as(data, name) if name else None
    if text is None:
        raise Unreadable("its encoding cannot be told")
    return text, name


def _misdeclared(text: str) -> bool:
    """Whether most letters are accented, which no language has: mailers declare Latin and do not look."""
    letters = [c for c in text[:_SAMPLE] if c.isalpha()]
    return sum(1 for c in letters if c > "\x7f") * 2 > len(letters)


def _codec(name: str) -> str:
    try:
        known = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, UnicodeError, ValueError):
        return ""
    return _MEANT.get(known, known)


def _as(data: bytes, name: str) -> str | None:
    """The text in that encoding; None where it is none, or is no encoding of text."""
    if not name:
        return None
    try:
        text = data.decode(name)
    except (UnicodeError, LookupError):  # LookupError: rot13 and the like
        return None
    return text


def guess(data: bytes) -> str:
    """The encoding that makes most sense of bytes that declare none; empty where none does."""
    sample = data[:_SAMPLE]
    if b"\x00" in sample[:8192] and not _is_wide(sample):
        return ""
    best = max((_sense(sample, name), name) for name in _JUDGED)
    if best[0] > 0.5:
        return best[1]
    if b"\x00" in sample:
        return best[1] if best[0] > 0 and best[1] in _WIDE else _by_zeros(sample)
    western = _part(sample, "windows-1252")
    if _in_words(western) and sum(1 for c in western if c > "\x7f") * 4 < len(western):
        return "windows-1252"
    name = _ask_library(sample)
    text = _part(sample, name) if name else ""
    # A few odd bytes in a text of ASCII are no words of another writing.
    enough = name.startswith("cp125") or sum(1 for c in text if c > "\x7f") >= _FEW
    return name if enough and _in_words(text) else ""


def _part(sample: bytes, name: str) -> str:
    """A sample's text, whose last character may be cut; empty where it is none in that encoding."""
    try:
        return codecs.getincrementaldecoder(name)().decode(sample, len(sample) < _SAMPLE)
    except UnicodeError:
        return ""


def _sense(sample: bytes, name: str) -> float:
    """How much the text reads like Russian or Chinese, up to 1; 0 and less for noise."""
    text = _part(sample, name)
    foreign = [c for c in text if c > "\x7f"]
    if not foreign or _CONTROLS.search(text):
        return 0.0
    if name in _CHINESE:
        return _chinese(foreign)
    if name in _JAPANESE:
        return _japanese(foreign)
    if name in _KOREAN:
        return _korean(foreign)
    if name in _WIDE:
        return max(_russian(text, foreign), _chinese(foreign), _japanese(foreign), _korean(foreign))
    return _russian(text, foreign) - (name != "windows-1251") / 50


def _russian(text: str, foreign: list[str]) -> float:
    letters = _LETTERS_OF_RUSSIAN.findall(text)
    if len(letters) < 4:
        return 0.0
    order = _letters()["russian"]
    # In running text the mean rank is below 9; of letters drawn by lot it is 16.
    rank = sum(order.index(c.lower()) for c in letters) / len(letters)
    marks = sum(len(p.findall(text)) for p in (_NO_BEGINNING, _CAPITAL_INSIDE, _MISPLACED))
    odd = marks / len(letters)
    strange = sum(1 for c in foreign if not c.isalpha() and c not in _SIGNS) / len(foreign)
    other = sum(1 for c in foreign if c.isalpha() and not "\u0400" <= c <= "\u04ff") / len(foreign)
    capitals = sum(1 for c in letters if c.isupper()) / len(letters)
    return 1.0 - max(0.0, rank - 7.5) / 10 - 2 * odd - 2 * strange - 2 * other - capitals / 5


def _chinese(foreign: list[str]) -> float:
    signs = [c for c in foreign if _HAN.match(c)]
    if len(signs) < 2:
        return 0.0
    return min(1.0, 1.4 * _common(signs)) - 2 * _strange(foreign, _HAN)


def _common(signs: list[str]) -> float:
    """Which part of Chinese signs is among the most frequent ones."""
    known = _letters()["chinese"]
    return sum(1 for c in simplified("".join(signs)) if c in known) / max(1, len(signs))


def _strange(foreign: list[str], own: re.Pattern[str]) -> float:
    """Which part is neither of this writing nor a sign of punctuation that goes with it."""
    wide = (c for c in foreign if not own.match(c) and not "\u2010" <= c <= "\u2026")
    return sum(1 for c in wide if not ("\u3000" <= c <= "\u301f" or "\uff00" <= c <= "\uff5e")) / len(foreign)


def _japanese(foreign: list[str]) -> float:
    kana = sum(1 for c in foreign if _KANA.match(c)) / len(foreign)
    signs = [c for c in foreign if _HAN.match(c)]
    if kana < 0.2:
        return 0.0
    return min(1.0, kana + _common(signs)) - 2 * _strange(foreign, _OF_JAPANESE)


def _korean(foreign: list[str]) -> float:
    syllables = [c for c in foreign if _HANGUL.match(c)]
    known = sum(1 for c in syllables if c in _letters()["korean"])
    if known * 4 < len(foreign):
        return 0.0
    return len(syllables) / len(foreign) - 2 * _strange(foreign, _HANGUL)


def _is_wide(sample: bytes) -> bool:
    """Whether zeros stand where UTF-16 has them: on one side of the pairs, and hardly on the other."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return max(even, odd) * 20 >= len(sample) // 2 and min(even, odd) * 20 <= max(even, odd)


def _by_zeros(sample: bytes) -> str:
    name = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    text = _part(sample, name)
    plain = sum(1 for c in text if c.isprintable() or c in "\t\n\r")
    letters = sum(1 for c in text if c.isalpha())
    return name if text and plain >= 0.98 * len(text) and letters * 2 > len(text) else ""


def _in_words(text: str) -> bool:
    """Whether what is beyond ASCII are letters in words, and signs of typography."""
    if _CONTROLS.search(text) or sum(1 for c in text if c.isalpha()) < _FEW:
        return False
    at = [i for i, c in enumerate(text) if c > "\x7f"]
    padded = f" {text} "
    fit = sum(1 for i in at if text[i] in _SIGNS + "àÀ" or _in_word(padded[i : i + 3]))
    return bool(at) and fit * 100 >= len(at) * 98


def _in_word(three: str) -> bool:
    return three[1].isalpha() and (three[0].isalpha() or three[2].isalpha())


def _ask_library(sample: bytes) -> str:
    try:
        from charset_normalizer import from_bytes
    except ModuleNotFoundError:
        raise Unreadable(f"is not UTF-8; to tell other encodings install: {INSTALL}") from None
    best = from_bytes(sample, threshold=0.15).best()
    return "" if best is None or best.chaos > 0.1 else best.encoding
