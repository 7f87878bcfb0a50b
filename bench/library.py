"""A library of any size for the bench: N briefs of two readouts, in three languages, all of it made up.

    python bench/library.py FOLDER 10000

Sentences from ``library.toml`` with names, figures and days put in. Names are made of syllables, some
thousand a language, and taken as often as words are in a real text (the n-th 1/n times as often as the
first), so that common and rare words are there to look for. The same number and seed make the same library.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "library.toml").read_text(encoding="utf-8"))
FIRST, DAYS = dt.date(2005, 1, 1), 20 * 365
NAMES = 4000  # made-up ones of each language


@dataclass(frozen=True, slots=True)
class Made:
    """A brief: its id, and the text of each file by name."""

    id: str
    files: dict[str, str]


def briefs(number: int, seed: int = 1) -> Iterator[Made]:
    """``number`` briefs, their days spread over twenty years."""
    draw = random.Random(seed)
    tongues = {language: _Tongue(language, draw) for language in ("en", "ru", "zh")}
    for n in range(number):
        day = FIRST + dt.timedelta(days=draw.randrange(DAYS))
        sides = draw.choice(DATA["pairs"])
        kind = draw.choice(DATA["kinds"])
        town = tongues["en"].name()
        heads = [_title(side) for side in sides]
        title = f"{heads[0]}–{heads[1]} {kind}, {town}"
        files = {
            "brief.md": _matter(title=title, date=day, kind=kind, place=town, sides=f"[{', '.join(sides)}]")
        }
        for side, other in (sides, sides[::-1]):
            tongue = tongues[_language(side, draw)]
            files[f"{side}.{tongue.language}.md"] = tongue.readout(side, other, title, day)
        yield Made(f"{day}-{sides[0]}-{sides[1]}-{n:05}", files)


def write(folder: Path, number: int, seed: int = 1) -> None:
    """Lays the briefs down in ``folder`` as a library has them."""
    for made in briefs(number, seed):
        place = folder / made.id
        place.mkdir(parents=True)
        for name, text in made.files.items():
            (place / name).write_text(text, encoding="utf-8")


class _Tongue:
    """A language: its sentences, and what comes into their gaps."""

    def __init__(self, language: str, draw: random.Random) -> None:
        self.language = language
        self._draw = draw
        self._words = DATA[language]
        self._names = list(dict.fromkeys(self._made_up() for _ in range(NAMES)))
        self._weights = list(accumulate(1 / n for n in range(1, len(self._names) + 1)))

    def name(self) -> str:
        return self._draw.choices(self._names, cum_weights=self._weights)[0]

    def readout(self, side: str, other: str, title: str, day: dt.date) -> str:
        """A text that ``side`` has published about an event with ``other``."""
        draw = self._draw
        leaders = [f"{draw.choice(self._words['leader'])} {self.name()}" for _ in (side, other)]
        if self.language == "zh":
            leaders = ["".join(reversed(leader.split())) for leader in leaders]
        paragraphs = []
        for _ in range(draw.randint(4, 9)):
            chosen = draw.sample(self._words["sentences"], draw.randint(2, 4))
            gap = "" if self.language == "zh" else " "
            paragraphs.append(gap.join(self._filled(s, side, other, leaders, day) for s in chosen))
        publisher = f"{draw.choice(self._words['publishers'])} ({_title(side)})"
        head = _matter(
            side=side, language=self.language, source=draw.choice(DATA["sources"]), title=title,
            publisher=publisher, published=day,
        )  # fmt: skip
        return head + "\n\n".join(paragraphs) + "\n"

    def _filled(self, sentence: str, side: str, other: str, leaders: list[str], day: dt.date) -> str:
        draw, words = self._draw, self._words
        gaps = {k: draw.choice(words[k]) for k in ("noun", "field", "place", "plan", "formula")}
        names = {k: self.name() for k in ("person", "person2", "town", "town2", "firm")}
        later = day + dt.timedelta(days=draw.randrange(30, 700))
        return str(sentence).format(
            us=_title(side), them=_title(other), we=leaders[0], they=leaders[1],
            noun2=draw.choice(words["noun"]), n=draw.randrange(2, 400), p=draw.randrange(1, 60),
            year=later.year, day=self._date(later),
            **gaps, **names,
        )  # fmt: skip

    def _made_up(self) -> str:
        if self.language == "zh":
            return "".join(self._draw.sample(DATA["han"], self._draw.choice((2, 2, 3))))
        parts = DATA["cyrillic" if self.language == "ru" else "syllables"]
        return "".join(self._draw.choices(parts, k=self._draw.choice((2, 3, 3)))).capitalize()

    def _date(self, day: dt.date) -> str:
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {self._words['months'][day.month - 1]} {day.year}"


def _language(side: str, draw: random.Random) -> str:
    """Of the text that a side publishes: two of three are in its own language."""
    own = "zh" if side == "china" else "ru" if side in DATA["russian"] else "en"
    return draw.choice((own, own, "en"))


def _title(side: str) -> str:
    return side.replace("-", " ").title()


def _matter(**keys: object) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\n\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.folder, given.number, given.seed)
