"""The lexicon's files: the bundled ones, and behind them those that a desk keeps in its own folder.

A mistake in a file is told with the file and the line, as a person would look for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Protocol

import tomli

from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean_line

NAMES = (
    "cards.toml", "rules.toml", "weights.toml", "common.toml",
    "concepts.toml", "vocabulary.toml", "frequency.toml", "subjects.toml",
    "topics.en.toml", "topics.ru.toml", "topics.zh.toml", "signs.en.toml", "signs.ru.toml", "signs.zh.toml",
    "tone.toml", "formulas.toml", "occasion.toml", "commitments.toml", "figures.toml", "spellings.toml",
)  # fmt: skip
_HAS_WORD = re.compile(r"\w").search
# name of the file: (where it lies, its text)
_desk: dict[str, tuple[str, str]] = {}


class Keeper(Protocol):
    """Keeps parsed tables between runs, for parsing them costs more than all the rest of loading.

    The cache of the library is one; this room knows no disk.
    """

    def get(self, key: str, signature: str) -> Any | None: ...

    def put(self, key: str, signature: str, data: Any) -> None: ...


_keeper: list[Keeper] = []


@dataclass(frozen=True, slots=True)
class Table:
    """A parsed file. ``where`` names it in messages; ``mine`` is set for one of the desk's own."""

    where: str
    text: str
    mine: bool = False
    data: dict[str, Any] = field(default_factory=dict)

    def wrong(self, word: str, problem: str, under: str = "") -> BriefingError:
        """The error to raise, with the line where ``word`` stands: as a key of ``under``, or at all."""
        start = self._find(rf"\[{_quotable(under)}\]") if under else 0
        places = (
            self._find(rf"\[?{_quotable(word)}[ \t]*[=\].]", start or 0),
            self._find(f".*{re.escape(word)}", start or 0),
            start,
        )
        at = next((p for p in places if p is not None), 0)
        line = self.text.count("\n", 0, at) + 1
        return BriefingError(f"{self.where}:{line}: {clean_line(problem)}")

    def _find(self, pattern: str, start: int = 0) -> int | None:
        found = re.compile(rf"(?m)^[ \t]*{pattern}").search(self.text, start)
        return found.start() if found else None


def _quotable(key: str) -> str:
    return rf"[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*"


def keep_in(keeper: Keeper) -> None:
    """From now on parsed tables are looked for here first."""
    _keeper[:] = [keeper]


def use(files: Mapping[str, tuple[str, str]]) -> None:
    """The desk's own files from now on: ``{"topics.en.toml": (path, text)}``; none: the bundled ones alone.

    Raises BriefingError for a file whose name is none of ``NAMES``: its words would never be looked at.
    """
    for name, (where, _) in files.items():
        if name not in NAMES:
            raise BriefingError(f"{where}: no file of the lexicon; its files are {', '.join(NAMES)}")
    _desk.clear()
    _desk.update(files)
    read.cache_clear()


@cache
def read(name: str) -> list[Table]:
    """The tables of that name, the bundled one first. Raises BriefingError with file and line."""
    bundled = resources.files("briefing_tui.analysis.lexicon").joinpath(name)
    made = [_parse(name, bundled.read_text("utf-8"), mine=False)]
    if name in _desk:
        made.append(_parse(*_desk[name], mine=True))
    return made


def _parse(where: str, text: str, *, mine: bool) -> Table:
    signature = hashlib.sha256(text.encode()).hexdigest() if _keeper else ""
    if _keeper and isinstance(kept := _keeper[0].get(f"lexicon {where}", signature), dict):
        return Table(where, text, mine, kept)
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(error))
        line = at[1] if at and at[1] else text.count("\n") + 1
        problem = str(error)[: at.start()].strip() if at else str(error)
        raise BriefingError(f"{where}:{line}: {clean_line(problem)}") from None
    except RecursionError:
        raise BriefingError(f"{where}: is nested too deeply") from None
    except ValueError:  # more digits than Python reads
        raise BriefingError(f"{where}: has a number that is too long") from None
    if _keeper:
        _keeper[0].put(f"lexicon {where}", signature, data)
    return Table(where, text, mine, data)


def row(table: Table, key: str, given: object) -> dict[str, Any]:
    """What stands under ``[key]``. Raises BriefingError where that is no table."""
    if not isinstance(given, dict):
        raise table.wrong(key, f"{key} must be a table: [{key}], and its lines below")
    return given


def patterns(table: Table, given: object, where: str, under: str = "") -> list[str]:
    """A list of patterns (``reading.terms``) as it is given. Raises BriefingError where it is none."""
    if not isinstance(given, list) or not set(map(type, given)) <= {str}:
        raise table.wrong(where, f"{where} must be a list of words in quotation marks", under)
    for pattern in given:
        if not (pattern[:1].isalnum() or _HAS_WORD(pattern)):
            raise table.wrong(f'"{pattern}"', f'"{pattern}" has no word in it', under)
    return given


def number(table: Table, given: object, where: str, under: str = "") -> int:
    """How many words something may be away. Raises BriefingError where it is no such number."""
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise table.wrong(where, f"{where} must be a number of words", under)
    return given
