"""What the library holds, as far as a new text is compared with it: looked at once, then kept up to date."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from briefing_tui.files import digest
from briefing_tui.library.cache import signature
from briefing_tui.library.shelf import Found, Shelf
from briefing_tui.model import Readout
from briefing_tui.reading.parties import parties

Parties = frozenset[str]

_KEY = "what the library holds"


class Mark(NamedTuple):
    """A text, as it is known again: its words by their hash, its document by the address.

    ``day`` (ISO) has a question mark where it is a guess, and is empty where none is known.
    """

    side: str
    language: str
    hash: str
    url: str = ""
    day: str = ""


class Held(NamedTuple):
    """A brief of the library. ``writable``: a text may be added to it. ``own`` is as in ``Entry``."""

    id: str
    folder: str
    date: str
    sides: tuple[str, ...]
    texts: tuple[Mark, ...]
    writable: bool = True
    own: bool = False


def mark(readout: Readout) -> Mark:
    guess = "?" if readout.published and "published" in readout.guessed else ""
    return Mark(readout.side, readout.language, readout.hash, readout.url, readout.published + guess)


def holdings(shelf: Shelf, stop: Callable[[], bool] = lambda: False) -> list[Held]:
    """Every brief that can be opened, from the cache where nothing of it has changed.

    ``stop`` is asked before every brief; where it says so, nothing is given.
    """
    known: dict[str, Any] = shelf.cache.get(_KEY, signature(())) or {}
    found: dict[str, Any] = {}
    for brief_id, same in shelf.found().items():
        if stop():
            shelf.cache.put(_KEY, signature(()), known | found)  # a later look begins there
            return []
        sign = digest(os.fsencode(shelf.sign(same)))
        kept_sign, rows = known.get(brief_id, ("", []))
        if kept_sign != sign or not rows:  # why one is broken may change without a sign
            rows = _rows(shelf, same)
        found[brief_id] = [sign, rows]
    if found != known:
        shelf.cache.put(_KEY, signature(()), found)
    return [
        Held(i, folder, date, tuple(sides), tuple(Mark(*t) for t in texts), writable, own)
        for _, rows in found.values()
        for i, folder, date, sides, texts, writable, own in rows
    ]


def _rows(shelf: Shelf, same: Iterable[Found]) -> list[Any]:
    """What is held under one id, in the form in which JSON gives it back."""
    writable = {place.origin for place in shelf.places if place.writable}
    rows: list[Any] = []
    for e in shelf.made(same):
        if not e.problem:
            brief = shelf.open_folder(e.folder, e.origin, own=e.own)
            texts = [list(mark(r)) for r in brief.readouts]
            rows.append(
                [e.id, str(e.folder), brief.date, list(brief.sides), texts, e.origin in writable, e.own]
            )
    return rows


class Table:
    """Finds the brief that has a text already, or is about the same event. A look costs the same however many
    briefs there are.
    """

    def __init__(self, shelf: Shelf, entries: Iterable[Held] | None = None) -> None:
        self._shelf = shelf
        self.staged: dict[str, Path] = {}  # where briefs lie that have no place in the library yet
        self._briefs: dict[str, Held] = {}
        self._texts: dict[bytes, str] = {}  # what a text is known by -> id of its brief
        self._days: dict[str, list[str]] = {}
        self._parties: dict[str, frozenset[Parties]] = {}
        self._same: dict[frozenset[Parties], frozenset[Parties]] = {}  # one object for all that are equal
        for one in holdings(shelf) if entries is None else entries:
            self.put(one)

    def taken(self, brief_id: str) -> bool:
        """Whether a new brief cannot have this id."""
        return brief_id in self._briefs or os.path.lexists(self._shelf.own_place.folder / brief_id)

    def get(self, brief_id: str) -> Held | None:
        return self._briefs.get(brief_id)

    def __getitem__(self, brief_id: str) -> Held:
        return self._briefs[brief_id]

    def folder(self, brief_id: str) -> Path:
        return self.staged.get(brief_id) or Path(self._briefs[brief_id].folder)

    def put(self, one: Held, of: frozenset[Parties] | None = None) -> None:
        """A brief that has come, or has changed; ``of`` is between whom it is, where that is known."""
        before = self._briefs.get(one.id)
        if before is None or before.date != one.date:
            self._days.setdefault(one.date, []).append(one.id)
        self._briefs[one.id] = one
        for text in one.texts:
            keys = [_words(text, text.day), _words(text, _kind(text.day))]
            self._texts |= dict.fromkeys([*keys, _address(text)] if text.url else keys, one.id)
        if of is None:
            self._parties.pop(one.id, None)
        else:
            self._parties[one.id] = self._same.setdefault(of, of)

    def known(self, readout: Readout) -> str:
        """The id of the brief that has this very text of this side in this language; else empty.

        The same few words of two days are two texts: set phrases are sent out again and again. Only where
        one day is known and the other guessed may the guess be wrong.
        """
        text = mark(readout)
        kind = _kind(text.day)
        days = [text.day, *(k for k in _KINDS if k != kind or not text.day)]
        for day in days:
            found = self._texts.get(_words(text, day))
            # A text that has been replaced meanwhile is in none.
            if found and any(t[:3] == text[:3] for t in self._briefs[found].texts):
                return found
        return ""

    def same_address(self, readout: Readout) -> str:
        return self._texts.get(_address(mark(readout)), "") if readout.url else ""

    def around(self, date: str) -> list[Held]:
        """The briefs of that day (ISO), the day before and the day after, in the order in which they came;
        of no day, none.
        """
        try:
            day = dt.date.fromisoformat(date)
            days = [day, day - dt.timedelta(1), day + dt.timedelta(1)]
        except (ValueError, OverflowError):
            return []
        ids = [i for d in days for i in self._days.get(d.isoformat(), ())]
        return [b for i in dict.fromkeys(ids) if (b := self._briefs[i]).date in map(dt.date.isoformat, days)]

    def between(self, one: Held) -> frozenset[Parties]:
        """Between whom a brief is: its sides; where it has but one side's texts, what each of them says."""
        if len(one.sides) > 1:
            return frozenset({frozenset(one.sides)})
        if one.id not in self._parties:
            texts = self._shelf.open_folder(self.folder(one.id), own=one.own).readouts
            self._parties[one.id] = frozenset(map(parties, texts))
        return self._parties[one.id]


_KINDS = ("known", "guess", "none")


def _kind(day: str) -> str:
    return ("guess" if day.endswith("?") else "known") if day else "none"


def _words(text: Mark, day: str) -> bytes:
    return _key(*text[:3], day)


def _address(text: Mark) -> bytes:
    return _key(text.side, text.language, text.url)


def _key(*parts: str) -> bytes:
    return bytes.fromhex(digest("\0".join(parts).encode())[:32])
