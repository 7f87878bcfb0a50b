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


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or a day. ``key`` is equal for equal facts in any language; ``label`` is as written."""

    key: str
    label: str


def facts(text: str) -> list[Fact]:
    """The days and numbers of a text in order. Years alone say little and are left out; so are 1 to 3."""
    found: list[Fact] = []
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for m in pattern.finditer(text):
            month = _MONTHS.get(m["month"].lower()) or int(m["month"])
            day = int(m["day"])
            if 1 <= day <= 31 and 1 <= month <= 12:
                found.append(Fact(f"day:{month:02}-{day:02}", m.group()))
                taken.append(m.span())
    for m in _NUMBER.finditer(text):
        if any(start <= m.start() < end for start, end in taken):
            continue
        fact = _number(m)
        if fact is not None:
            found.append(fact)
    return found


def _number(m: re.Match[str]) -> Fact | None:
    digits = m["digits"]
    grouped = re.fullmatch(r"\d{1,3}(?:[, ]\d{3})+", digits)
    value = float(re.sub(r"[, ]", "", digits) if grouped else digits.replace(",", "."))
    if m["scale"]:
        value *= _SCALES[m["scale"].lower()]
    elif not m["percent"] and (value < 4 or (1900 <= value <= 2100 and value.is_integer())):
        return None
    unit = "%" if m["percent"] else ""
    return Fact(f"number:{value:g}{unit}", m.group().strip())


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def is_ahead(text: str, published: str) -> bool:
    """Whether the text names a year or a day that comes after ``published`` (an ISO date, or empty)."""
    if len(published) < 10:
        return False
    year = int(published[:4])
    if any(int(y) > year for y in _YEAR.findall(text)):
        return True
    if any(int(y) < year for y in _YEAR.findall(text)):
        return False
    return any(f"{year}-{f.key[4:]}" > published[:10] for f in facts(text) if f.key.startswith("day:"))
