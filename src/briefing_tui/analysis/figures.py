"""Numbers and dates in three languages as comparable facts: ``$200 billion`` = ``2000亿美元``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9,
    "тыс": 1e3, "тысяч": 1e3, "млн": 1e6, "миллион": 1e6, "млрд": 1e9, "миллиард": 1e9, "трлн": 1e12,
    "万": 1e4, "亿": 1e8, "万亿": 1e12, "百万": 1e6,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![A-Za-zА-Яа-яЁё\d_.])(?P<digits>\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"\s*[-–‑]?\s*(?P<scale>thousand|million|billion|trillion|bn|тысяч|тыс|миллион|млн|миллиард|млрд|трлн|万亿|百万|万|亿)?"
    r"(?P<percent>\s*(?:%|percent|per cent|процент))?",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january январ", "february феврал", "march март", "april апрел", "may мая", "june июн",
         "july июл", "august август", "september сентябр", "october октябр", "november ноябр",
         "december декабр"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATES = (
    re.compile(rf"\b(?P<month>{_MONTH})\w*\s+(?P<day>\d{{1,2}})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\w*", re.IGNORECASE),
    re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日"),
)


# Anniversaries and such in Chinese words: 二十五周年.
_SIGNS = {sign: n for n, sign in enumerate("一二三四五六七八九", start=1)}
_TENS = re.compile(r"([一二三四五六七八九])?十([一二三四五六七八九])?(?=周年|年|个|届|次|条|点|亿|万)")
_ANY = re.compile(r"[\d十]")
_SUM = 1e6  # a number from here on is an amount of something
_ROUNDING = 0.02


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, a day or a year. ``key`` is equal for equal facts in any language; ``label`` as written,
    from ``at`` on.
    """

    key: str
    label: str
    at: int


def facts(text: str) -> list[Fact]:
    """The days, years and numbers of a text in order; 1 to 3 are of no use and left out."""
    found: list[Fact] = []
    if not _ANY.search(text):
        return found
    taken = bytearray(len(text))  # by offset: a line of a megabyte has ten thousand days
    for pattern in _DATES:
        for m in pattern.finditer(text):
            month = _MONTHS.get(m["month"].lower()) or int(m["month"])
            day = int(m["day"])
            if 1 <= day <= 31 and 1 <= month <= 12:
                found.append(Fact(f"day:{month:02}-{day:02}", m.group(), m.start()))
                taken[m.start() : m.end()] = b"x" * len(m.group())
    for m in _NUMBER.finditer(text):
        if taken[m.start()]:
            continue
        fact = _number(m)
        if fact is not None:
            found.append(fact)
    for m in _TENS.finditer(text):
        tens, ones = _SIGNS.get(m[1], 1), _SIGNS.get(m[2], 0)
        found.append(Fact(f"number:{tens * 10 + ones}", m.group(), m.start()))
    return found


def _number(m: re.Match[str]) -> Fact | None:
    digits = m["digits"]
    grouped = re.fullmatch(r"\d{1,3}(?:[, ]\d{3})+", digits)
    value = float(re.sub(r"[, ]", "", digits) if grouped else digits.replace(",", "."))
    if m["scale"]:
        value *= _SCALES[m["scale"].lower()]
    elif not m["percent"] and 1900 <= value <= 2100 and value.is_integer():
        return Fact(f"year:{value:g}", _label(m), m.start())
    elif not m["percent"] and value < 4:
        return None
    unit = "%" if m["percent"] else ""
    return Fact(f"number:{value:g}{unit}", _label(m), m.start())


def _label(m: re.Match[str]) -> str:
    """As written, without the hyphen to a word that is no scale (``80-летие``)."""
    return m.group().strip(" \t\n\u00a0-–‑")


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def is_ahead(text: str, published: str) -> bool:
    """Whether the text names a year or a day that comes after ``published`` (an ISO date, or empty)."""
    if len(published) < 10:
        return False
    year = int(published[:4])
    named = [int(y) for y in _YEAR.findall(text)]
    if any(y != year for y in named):
        return max(named) > year
    return any(f"{year}-{f.key[4:]}" > published[:10] for f in facts(text) if f.key.startswith("day:"))


Single = tuple[Fact | None, ...]


def single(text: str) -> Single:
    """The share, the sum and the day of a text, each where it has exactly one."""
    found = facts(text)
    made = []
    for fits in (_is_share, _is_sum, _is_day):
        fitting = {f.key: f for f in found if fits(f)}
        made.append(next(iter(fitting.values())) if len(fitting) == 1 else None)
    return tuple(made)


def divergent(here: Single, there: Single) -> tuple[str, ...]:
    """Figures of two texts on the same thing that are not the same: ``("200 billion / 228 billion",)``.

    Only where each has exactly one of a kind, so that no other two can be meant.
    """
    return tuple(
        f"{one.label} / {other.label}"
        for one, other in zip(here, there, strict=True)
        if one and other and one.key != other.key and not _rounded(one, other)
    )


def _is_share(fact: Fact) -> bool:
    return fact.key.endswith("%")


def _is_sum(fact: Fact) -> bool:
    return fact.key.startswith("number:") and not _is_share(fact) and _value(fact) >= _SUM


def _is_day(fact: Fact) -> bool:
    return fact.key.startswith("day:")


def _rounded(a: Fact, b: Fact) -> bool:
    """Whether one is the other rounded: "more than 200 billion" is no other figure than 203."""
    if _is_day(a) or _is_day(b):
        return False
    return abs(_value(a) - _value(b)) <= _ROUNDING * max(_value(a), _value(b))


def _value(fact: Fact) -> float:
    return float(fact.key.removeprefix("number:").rstrip("%"))
