"""The brief that has a text already, or is about the same event: what a look costs, and the memory, is the
same however many briefs there are.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing_tui.files import digest
from briefing_tui.library.database import Unavailable, unnamed
from briefing_tui.library.holdings import Held, holdings, packed, unpacked
from briefing_tui.library.same import Mark, mark
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import BriefingError, Readout
from briefing_tui.reading.parties import parties

if TYPE_CHECKING:
    import sqlite3

Parties = frozenset[str]

_CREATE = (
    "CREATE TABLE briefs(number INTEGER PRIMARY KEY, id TEXT UNIQUE, date TEXT, held TEXT, parties TEXT)",
    "CREATE INDEX of_day ON briefs(date)",
    "CREATE TABLE texts(key BLOB PRIMARY KEY, brief TEXT) WITHOUT ROWID",  # what a text is known by
    "CREATE TABLE events(event TEXT PRIMARY KEY, brief TEXT) WITHOUT ROWID",  # that a dump says are one
)
_PUT = (
    "INSERT INTO briefs(id, date, held, parties) VALUES (?, ?, ?, ?) ON CONFLICT(id)"
    " DO UPDATE SET date = excluded.date, held = excluded.held, parties = excluded.parties"
)


class Table:
    """What the library holds, looked at once, then kept up to date: on the disk, for this process alone.
    Every method raises BriefingError where that is full.
    """

    def __init__(self, shelf: Shelf, entries: Iterable[Held] | None = None) -> None:
        self._shelf = shelf
        self.staged: dict[str, Path] = {}  # where briefs lie that have no place in the library yet
        self.settle: Callable[[str], None] = lambda _: None  # puts what waits for a brief into its folder
        self._lock = threading.Lock()
        tables = unnamed(shelf.cache.folder / "tables", _CREATE)
        if tables is None:
            raise BriefingError(
                "texts cannot be compared with the library: this Python was built without SQLite"
            )
        self._tables = tables
        weakref.finalize(self, self._tables.close)
        with self._change() as connection:
            for one in holdings(shelf) if entries is None else entries:
                _put(connection, one, None)

    def taken(self, brief_id: str) -> bool:
        """Whether a new brief cannot have this id."""
        return self.get(brief_id) is not None or os.path.lexists(self._shelf.own_place.folder / brief_id)

    def get(self, brief_id: str) -> Held | None:
        held = self._one("SELECT held FROM briefs WHERE id = ?", brief_id)
        return unpacked(held) if held else None

    def __getitem__(self, brief_id: str) -> Held:
        one = self.get(brief_id)
        if one is None:
            raise KeyError(brief_id)
        return one

    def folder(self, brief_id: str) -> Path:
        """Where a brief lies, with all that it has by now."""
        self.settle(brief_id)
        return self.staged.get(brief_id) or Path(self[brief_id].folder)

    def put(self, one: Held, of: frozenset[Parties] | None = None) -> None:
        """A brief that has come, or has changed; ``of`` is between whom it is, where that is known."""
        with self._change() as connection:
            _put(connection, one, of)

    def known(self, readout: Readout) -> str:
        """The id of the brief that has this very text of this side in this language; else empty.

        The same few words of two days are two texts: set phrases are sent out again and again. Only where
        one day is known and the other guessed may the guess be wrong.
        """
        text = mark(readout)
        kind = _kind(text.day)
        days = [text.day, *(k for k in _KINDS if k != kind or not text.day)]
        for words, day in product(_hashes(text), days):
            found = self._by(_key(*text[:2], words, day))
            # A text that has been replaced meanwhile is in none.
            if found and any(map(text.same, self[found].texts)):
                return found
        return ""

    def same_address(self, readout: Readout) -> str:
        return self._by(_address(mark(readout))) if readout.url else ""

    def around(self, date: str) -> list[Held]:
        """The briefs of that day (ISO), the day before and the day after, in the order in which they came;
        of no day, none.
        """
        try:
            day = dt.date.fromisoformat(date)
            days = [day, day - dt.timedelta(1), day + dt.timedelta(1)]
        except (ValueError, OverflowError):
            return []
        sql = "SELECT held FROM briefs WHERE date = ? ORDER BY number"
        return [unpacked(held) for d in days for (held,) in self._ask(sql, d.isoformat())]

    def between(self, one: Held) -> frozenset[Parties]:
        """Between whom a brief is: its sides; where it has but one side's texts, what each of them says."""
        if len(one.sides) > 1:
            return frozenset({frozenset(one.sides)})
        said = self._one("SELECT parties FROM briefs WHERE id = ?", one.id)
        if said:
            return frozenset(map(frozenset, json.loads(said)))
        texts = self._shelf.open_folder(self.folder(one.id), own=one.own).readouts
        of = frozenset(map(parties, texts))
        with self._change() as connection:
            connection.execute("UPDATE briefs SET parties = ? WHERE id = ?", (_said(of), one.id))
        return of

    def of_event(self, event: str) -> str:
        """The brief to which a run has put what a dump calls by this name; else empty."""
        return self._one("SELECT brief FROM events WHERE event = ?", event)

    def put_event(self, event: str, brief_id: str) -> None:
        with self._change() as connection:
            connection.execute("INSERT OR REPLACE INTO events VALUES (?, ?)", (event, brief_id))

    # -- the tables -----------------------------------------------------------------------------------

    def _by(self, key: bytes) -> str:
        return self._one("SELECT brief FROM texts WHERE key = ?", key)

    def _one(self, sql: str, value: str | bytes) -> str:
        """The first value of the first row; empty where there is none."""
        rows = self._ask(sql, value)
        return rows[0][0] or "" if rows else ""

    def _ask(self, sql: str, value: str | bytes) -> list[Any]:
        with self._lock, _told():
            return self._tables.rows(sql, (value,))

    @contextlib.contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _told(), self._tables.change() as connection:
            yield connection


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        raise BriefingError(f"the cache folder cannot be written: {error}; make room there") from None


def _put(connection: sqlite3.Connection, one: Held, of: frozenset[Parties] | None) -> None:
    connection.execute(_PUT, (one.id, one.date, packed(one), None if of is None else _said(of)))
    for text in one.texts:
        days = (text.day, _kind(text.day))
        keys = [_key(*text[:2], words, day) for words, day in product(_hashes(text), days)]
        keys += [_address(text)] if text.url else []
        connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", [(key, one.id) for key in keys])


def _said(of: frozenset[Parties]) -> str:
    return json.dumps(sorted(map(sorted, of)))


_KINDS = ("known", "guess", "none")


def _kind(day: str) -> str:
    return ("guess" if day.endswith("?") else "known") if day else "none"


def _hashes(text: Mark) -> list[str]:
    """Of its words with the headline and without, each once."""
    return list(dict.fromkeys((text.whole, text.body)))


def _address(text: Mark) -> bytes:
    return _key(text.side, text.language, text.url)


def _key(*parts: str) -> bytes:
    return bytes.fromhex(digest("\0".join(parts).encode())[:32])
