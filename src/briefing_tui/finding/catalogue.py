"""The library's list in a file of the cache: ten thousand briefs are listed without opening one.

What a row says of a brief is what ``Shelf.made`` said of its folders; ``update`` asks it again where these
have changed. A library of a few briefs needs no file: its list is ``Shelf.entries``, and tables in memory are
made of that when somebody filters.
"""

from __future__ import annotations

import contextlib
import os
import threading
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from briefing_tui.files import digest
from briefing_tui.library.shelf import Entry, Shelf
from briefing_tui.model import BriefingError

if TYPE_CHECKING:
    import sqlite3

    from briefing_tui.library.database import Database

FEW = 100  # briefs of a library that is read at once, without a file
_VERSION = "1"  # of what the rows say
_ROOM = 400  # KB of the tables that a session keeps in memory
_STEP = 100  # briefs that are written together
_CREATE = (
    "CREATE TABLE briefs (number INTEGER PRIMARY KEY, id TEXT, origin TEXT, folder BLOB, own INT, title TEXT,"
    " date TEXT, kind TEXT, sides TEXT, side_ids TEXT, languages TEXT, problem TEXT, place TEXT,"
    " sources TEXT, sign TEXT, text TEXT, kinds TEXT)",
    "CREATE TABLE whole (pass INT)",  # has a row once every folder has been looked at
    "CREATE TABLE facts (id TEXT PRIMARY KEY, sign TEXT, mark TEXT, gaps INT, cards TEXT)",
    "CREATE INDEX in_order ON briefs (date DESC, id DESC, number, problem <> '')",
    "CREATE INDEX by_id ON briefs (id, sign, problem <> '')",
)
_FIELDS = "id, origin, folder, own, title, date, kind, sides, side_ids, languages, problem, place, sources"
KNOWN = "SELECT 1 FROM facts WHERE facts.id = briefs.id AND facts.sign = briefs.sign"
_UNKNOWN = f"problem = '' AND NOT EXISTS ({KNOWN})"
_ORDER = "ORDER BY date DESC, id DESC, number"


@dataclass(frozen=True, slots=True)
class Where:
    """Which briefs: a condition in SQL on a row of ``briefs``, and its values. ``facts``: it asks what is
    only known of a brief that has been analysed.
    """

    sql: str = ""
    values: tuple[object, ...] = ()
    facts: bool = False


class Fact(NamedTuple):
    """What the analysis says of a brief: how many points only one side has, and the cards that have any."""

    gaps: int
    cards: tuple[str, ...]


class Rows(Sequence[Entry]):
    """Entries in the order of the library, fetched when they are looked at. ``broken``: the places of those
    that have a problem, in order.
    """

    def __init__(self, numbers: Sequence[int], broken: Sequence[int], fetch: Callable[[int], Entry]) -> None:
        self._numbers = numbers
        self.broken = broken
        self._fetch = fetch
        self._kept: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        number = self._numbers[at]
        if number not in self._kept:
            if len(self._kept) > 2 * FEW:  # more than any window shows
                self._kept.clear()
            self._kept[number] = self._fetch(number)
        return self._kept[number]

    def place_of(self, number: int) -> int:
        """Where the row with this number stands; -1: not here."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return -1


class Catalogue:
    """The list of a shelf's briefs. May be asked by one thread while another brings it up to date."""

    def __init__(self, shelf: Shelf, cache: Path) -> None:
        self._shelf = shelf
        # A file for each set of places: which briefs clash depends on all of them.
        places = "\0".join(f"{p.folder}\0{p.origin}\0{p.own}" for p in shelf.places)
        self._path = cache / "tables" / f"library-{digest(os.fsencode(places))[:8]}.sqlite"
        self._lock = threading.RLock()
        self._few: list[Entry] | None = []  # all of a small library; None: it is a large one
        self._database: Database | None = None

    # -- what is there ------------------------------------------------------------------------------

    def read(self) -> bool:
        """Reads a small library anew, at once; of a large one nothing. Whether it is a large one."""
        large = self._shelf.is_larger(FEW)
        with self._lock:
            if not large or self._few is not None:
                self._database = None
            self._few = None if large else self._shelf.entries()
        return large

    @property
    def large(self) -> bool:
        return self._few is None

    @property
    def whole(self) -> bool:
        """Whether all folders of a large library have been looked at, at one time or another."""
        return bool(self._ask("SELECT 1 FROM whole"))

    def rows(self, where: Where = Where()) -> Rows:
        """The briefs, or those of which the condition holds, the newest first. Raises BriefingError where
        this Python cannot filter.
        """
        with self._lock:
            few = self._few
            if few is not None and not where.sql:
                return Rows(range(len(few)), [i for i, e in enumerate(few) if e.problem], few.__getitem__)
            condition = f"WHERE {where.sql}" if where.sql else ""
            found = self._ask(f"SELECT number, problem <> '' FROM briefs {condition} {_ORDER}", where.values)
        numbers = array("q", (number for number, _ in found))
        return Rows(numbers, [i for i, (_, broken) in enumerate(found) if broken], self._entry)

    def entries(self) -> list[Entry]:
        """All of them, as they are known: of a large library without opening any, once that has been read."""
        with self._lock:
            if self._few is not None:
                return list(self._few)
            if not self.whole:
                return self._shelf.entries()
            return list(map(_unpacked, self._ask(f"SELECT {_FIELDS} FROM briefs {_ORDER}")))

    def now(self) -> list[Entry]:
        """All of them, as they are on disk now."""
        if self.read():
            self.update()
        return self.entries()

    def place_of(self, brief: str, rows: Rows) -> int:
        """Where the brief (its id) stands among the rows; -1: not there."""
        if self._few is not None:
            return next((i for i, e in enumerate(rows) if e.id == brief), -1)
        found = self._ask("SELECT number FROM briefs WHERE id = ? ORDER BY number", (brief,))
        return next((at for (number,) in found if (at := rows.place_of(number)) >= 0), -1)

    def _entry(self, number: int) -> Entry:
        found = self._ask(f"SELECT {_FIELDS} FROM briefs WHERE number = ?", (number,))
        if not found:  # another session has taken it out since
            return Entry("", "", Path(), problem="the brief is no longer there")
        return _unpacked(found[0])

    # -- bringing it up to date -----------------------------------------------------------------------

    def update(
        self, rest: Callable[[], bool] = lambda: False, told: Callable[[int, int], None] = lambda *_: None
    ) -> bool:
        """Looks at every folder, and anew into those that have changed. Whether any row has changed.

        ``rest`` is called between two briefs; it may wait, and stops the work where it gives True: what is
        done by then is kept. ``told`` hears after every step how many of how many are looked at.
        """
        changed = whole = False
        found = self._shelf.found()
        step: list[tuple[str, str, list[Entry]]] = []
        for n, brief in enumerate(sorted(found, reverse=True), 1):  # by their names the newest come first
            same = found[brief]
            sign = self._shelf.sign(same)
            sign = sign and digest(os.fsencode(sign))
            if not self._holds(brief, sign):
                step.append((brief, sign, self._shelf.made(same)))
            if rest():
                break
            if len(step) >= _STEP:
                changed |= self._write(step)
                step = []
                told(n, len(found))
        else:
            known = self._ask("SELECT DISTINCT id FROM briefs")
            whole = True
            step += [(brief, "", []) for (brief,) in known if brief not in found]
        changed |= self._write(step)
        if whole and not self.whole:
            self._change(partial(_execute, "INSERT INTO whole VALUES (1)", ()))
        self._ask("PRAGMA shrink_memory")  # a pass reads every page; a session keeps few
        return changed

    def _holds(self, brief: str, sign: str) -> bool:
        """Whether the rows of a brief are up to date. Why one is broken may change without a sign."""
        if not sign:
            return False
        found = self._ask("SELECT sign, problem <> '' FROM briefs WHERE id = ?", (brief,))
        return bool(found) and all(kept == sign and not broken for kept, broken in found)

    def _write(self, step: Sequence[tuple[str, str, Sequence[Entry]]]) -> bool:
        """Puts these briefs' rows in place of those that are there. Whether that changes any."""
        made = [
            (brief, sign, entries) for brief, sign, entries in step if self._differs(brief, sign, entries)
        ]
        if not made:
            return False

        def put(connection: sqlite3.Connection) -> None:
            for brief, sign, entries in made:
                connection.execute("DELETE FROM briefs WHERE id = ?", (brief,))
                _insert(connection, sign, entries)

        return self._change(put)

    def _differs(self, brief: str, sign: str, entries: Sequence[Entry]) -> bool:
        kept = self._ask(f"SELECT {_FIELDS}, sign FROM briefs WHERE id = ? ORDER BY number", (brief,))
        return [tuple(row) for row in kept] != [(*_packed(e), sign) for e in entries]

    def _change(self, change: Callable[[sqlite3.Connection], object]) -> bool:
        """Whether it is done; else the next pass finds what is missing."""
        from briefing_tui.library.database import Unavailable

        with self._lock:
            try:
                with self._at_hand().change() as connection:
                    change(connection)
            except Unavailable:
                self._database = None  # it is asked for anew
                return False
        return True

    # -- what the analysis says -----------------------------------------------------------------------

    def unknown(self) -> int:
        """Of how many briefs it is not known yet."""
        found = self._ask(f"SELECT count(*) FROM briefs WHERE {_UNKNOWN}")
        return int(found[0][0]) if found else 0

    def learn(
        self,
        judge: Callable[[Entry], Fact],
        mark: Callable[[str], str],
        rest: Callable[[], bool] = lambda: False,
        told: Callable[[int, int], None] = lambda *_: None,
    ) -> None:
        """Asks ``judge`` about every brief of which it is not known yet, the newest first. It may raise
        BriefingError: then that stays so.

        ``mark`` gives, for a brief's id, another text when the words of the analysis or the analyst's
        corrections of it may be others. ``rest`` and ``told`` are as for ``update``.
        """
        for brief, kept in self._ask("SELECT id, mark FROM facts"):
            if mark(brief) != kept:
                self._change(partial(_execute, "DELETE FROM facts WHERE id = ?", (brief,)))
        numbers = [n for (n,) in self._ask(f"SELECT number FROM briefs WHERE {_UNKNOWN} {_ORDER}")]
        for done, number in enumerate(numbers, 1):
            sign = self._ask("SELECT sign FROM briefs WHERE number = ?", (number,))
            entry = self._entry(number)
            if sign and not entry.problem:
                with contextlib.suppress(BriefingError):
                    gaps, cards = judge(entry)
                    row = (entry.id, sign[0][0], mark(entry.id), gaps, "\n".join(cards))
                    self._change(
                        partial(_execute, "INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?)", row)
                    )
            told(done, len(numbers))
            if rest():
                return

    # -- the tables -----------------------------------------------------------------------------------

    def _ask(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        from briefing_tui.library.database import Unavailable

        with self._lock:
            for _ in range(2):
                try:
                    return self._at_hand().rows(sql, values)
                except Unavailable:
                    self._database = None  # once more, with a new file where the old one was broken
        return []

    def _at_hand(self) -> Database:
        """The tables: of the file, or in memory where there is none to be had. Raises BriefingError."""
        from briefing_tui.library.database import in_memory, open_database

        if self._database is None:
            if self._few is None:
                self._database = open_database(self._path, _VERSION, _CREATE)
            self._database = self._database or in_memory(_CREATE)
            if self._database is None:
                raise BriefingError("the library cannot be listed: this Python was built without SQLite")
            self._database.rows(f"PRAGMA cache_size=-{_ROOM}")
            if self._few:
                with self._database.change() as connection:
                    _insert(connection, "", self._few)
        return self._database


def _execute(sql: str, values: Sequence[object], connection: sqlite3.Connection) -> None:
    connection.execute(sql, values)


def _insert(connection: sqlite3.Connection, sign: str, entries: Iterable[Entry]) -> None:
    from briefing_tui.reading.terms import fold

    places = ", ".join("?" for _ in (*_FIELDS.split(","), "sign", "text", "kinds"))
    connection.executemany(
        f"INSERT INTO briefs ({_FIELDS}, sign, text, kinds) VALUES ({places})",
        [(*_packed(e), sign, fold(f"{e.title}\n{e.id}\n{e.place}"), fold(e.kind)) for e in entries],
    )


def _packed(e: Entry) -> tuple[object, ...]:
    lists = ("\n".join(words) for words in (e.sides, e.side_ids, e.languages))
    sources = "\n".join(e.sources)
    folder = os.fsencode(e.folder)  # its name may be no Unicode
    return (
        e.id, e.origin, folder, int(e.own), e.title, e.date, e.kind, *lists, e.problem, e.place, sources,
    )  # fmt: skip


def _unpacked(row: Sequence[Any]) -> Entry:
    brief, origin, folder, own, title, date, kind, sides, ids, languages, problem, place, sources = row
    sides, ids, languages, sources = (
        tuple(t.split("\n")) if t else () for t in (sides, ids, languages, sources)
    )
    return Entry(
        brief, origin, Path(os.fsdecode(folder)), bool(own), title, date, kind, sides, ids, languages,
        problem, place, sources,
    )  # fmt: skip
