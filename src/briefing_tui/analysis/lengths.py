"""How long something lasted, in minutes, from words in three languages: one hour and twenty-five minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EN = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
_RU = {
    "один": 1, "одну": 1, "одного": 1, "одной": 1, "полтора": 1.5, "полутора": 1.5, "два": 2, "две": 2,
    "двух": 2, "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6,
    "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
    "пятнадцать": 15, "пятнадцати": 15, "двадцать": 20, "двадцати": 20, "тридцать": 30, "тридцати": 30,
    "сорок": 40, "сорока": 40, "пятьдесят": 50, "пятидесяти": 50,
}  # fmt: skip
_RU_BEGINNINGS = {"полу": 0.5, "полутора": 1.5, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6}
_ZH = {sign: n for n, sign in enumerate("一二三四五六七八九", start=1)} | {"两": 2}

_BOUNDS = {
    "about": (
        "about", "around", "approximately", "roughly", "some", "около", "примерно", "порядка", "约", "大约",
    ),
    "nearly": ("nearly", "almost", "close to", "just under", "почти", "近", "将近"),
    "over": (
        "more than", "over", "just over", "a little over", "well over", "at least", "upwards of",
        "более", "больше", "свыше", "не менее", "чуть более", "чуть больше", "超过", "逾", "超",
    ),
    "under": ("less than", "under", "менее", "меньше", "不到"),
}  # fmt: skip
_BOUND = {word: bound for bound, words in _BOUNDS.items() for word in words}
_MARK = "|".join(sorted(_BOUND, key=len, reverse=True))

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_N_EN = rf"\d+(?:\.\d+)?|(?:twenty|thirty|forty|fifty)-(?:{_ONES})|{'|'.join(_EN)}"
_N_RU = rf"\d+(?:[.,]\d+)?|(?:{'|'.join(_RU)})(?:\s+(?:{'|'.join(_RU)}))?"
_N_ZH = r"\d+(?:\.\d+)?|[一二两三四五六七八九十]+"
_LENGTHS = (
    re.compile(
        rf"\b(?:(?P<bound>{_MARK})\s+)?(?:(?P<half>half[\s-]an[\s-]hour|half[\s-]hour)"
        rf"|(?P<h>{_N_EN})(?:\s+and\s+a\s+(?P<part>half|quarter))?[\s‑-]+hours?"
        rf"(?:\s+and\s+a\s+(?P<rest>half|quarter))?(?:(?:,|\s+and)?\s+(?P<m>{_N_EN})\s+minutes?)?"
        rf"|(?P<min>{_N_EN})[\s‑-]+minutes?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:(?P<bound>{_MARK})\s+)?(?:(?P<half>получас\w*|полчаса)"
        rf"|(?P<whole>(?:{'|'.join(_RU_BEGINNINGS)})(?=часов\w+))(?P<adjective>часов\w+)"
        rf"|(?:(?P<h>{_N_RU})(?:\s+с\s+(?P<rest>половиной))?\s+час(?:а|ов)?|(?(bound)часа|час))\b"
        r"(?:\s+с\s+(?P<part>половиной|четвертью|лишним))?"
        rf"(?:\s+(?:и\s+)?(?P<m>{_N_RU})\s+минут[ыу]?)?"
        rf"|(?P<min>{_N_RU})\s+минут[ыу]?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<bound>{_MARK})?(?:(?P<half>半个?(?:多)?小时)|(?P<h>{_N_ZH})个?(?P<part>半|多)?(?:小时|钟头)(?P<rest>半)?"
        rf"(?:零?(?P<m>{_N_ZH})分钟?)?|(?P<min>{_N_ZH})(?P<more>多)?分钟)"
    ),
)
_PARTS = {"half": 30, "quarter": 15, "половиной": 30, "четвертью": 15, "半": 30}
# Then it is a moment and no length, or a time within which something is.
_MOMENT = re.compile(
    r"\s*(?:ago|earlier|later|before|after|назад|спустя|тому|前|后|之前|之后|以前|以后|内|以内)"
)
_WITHIN = re.compile(r"(?:\b(?:within|in|every|через|спустя|в|к|за|до|каждые)\s+|每)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Length:
    """``minutes`` as the words say it, at ``start`` to ``end`` of the text.

    ``bound`` is ``about``, ``nearly``, ``over``, ``under``, or empty where the words give the number alone.
    """

    minutes: int
    bound: str
    start: int
    end: int

    @property
    def told(self) -> str:
        """``over 90 min``"""
        return f"{self.bound} {self.minutes} min".strip()


def lengths(text: str) -> Iterator[Length]:
    """The lengths of time in a text, in order; moments ("an hour ago") are none."""
    plain = text.replace("ё", "е").replace("Ё", "Е")  # one for one
    found = (_length(m) for pattern in _LENGTHS for m in pattern.finditer(plain))
    for length in sorted((x for x in found if x), key=lambda x: x.start):
        if not _MOMENT.match(plain, length.end) and not _WITHIN.search(plain[: length.start]):
            yield length


def _length(m: re.Match[str]) -> Length | None:
    given = {k: v.lower() for k, v in m.groupdict().items() if v}
    bound = _BOUND.get(given.get("bound", ""), "")
    if "half" in given:
        minutes = 30.0
    elif "whole" in given:
        minutes = 60 * _RU_BEGINNINGS[given["whole"]]
    elif "min" in given:
        minutes = _number(given["min"])
    else:
        minutes = 60 * _number(given.get("h", "один")) + _number(given.get("m", "0"))
        minutes += sum(_PARTS.get(given.get(k, ""), 0) for k in ("part", "rest"))
    if given.get("part") in ("лишним", "多") or "more" in given or "多" in given.get("half", ""):
        bound = "over"
    return Length(round(minutes), bound, m.start(), m.end()) if 0 < minutes < 24 * 60 else None


def _number(words: str) -> float:
    """A number in figures or words: 25, twenty-five, двадцать пять, 二十五."""
    if words[0].isdigit():
        return float(words.replace(",", "."))
    if words[0] in _ZH or words[0] == "十":
        tens, ten, ones = words.rpartition("十")
        return (10 * _ZH.get(tens, 1) if ten else 0) + _ZH.get(ones, 0)
    return sum(_EN.get(part, 0) or _RU.get(part, 0) for part in re.split(r"[\s-]+", words))
