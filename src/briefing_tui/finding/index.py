"""The index of all readouts and notes: SQLite's FTS5 over the terms that ``finding.terms`` makes.

Derived, in the cache folder. FTS5 keeps terms alone; the texts lie beside them, packed, for what is shown of
a hit. A piece's id begins with the day of its brief: by descending ids the newest come first, unsorted.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, replace
from os import fsdecode, fsencode
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.finding.pieces import Event, Found, Piece, Pieces, Source, day, fits, found
from briefing_tui.finding.query import Query, Wanted
from briefing_tui.finding.terms import Term, terms
from briefing_tui.library.cache import READING, program
from briefing_tui.library.database import Database, Unavailable, open_database

if TYPE_CHECKING:
    import sqlite3

MOST = 1000  # hits that are ranked: of more the newest
_COMPLETIONS = 200  # stems for a word that is not typed to its end
_BELOW = 24  # bits of an id below the day
_KNOWN = 100_000  # words remembered to be in the table
CODE = (  # that makes what is in it
    *READING, "library/database.py", "notes/folder.py", "notes/notefile.py", "notes/store.py",
    "finding/index.py", "finding/pieces.py", "finding/query.py", "finding/terms.py", "finding/updating.py",
)  # fmt: skip
_MARK = "\ue000"  # begins the terms that tell what a piece is of: no word of a text has it
# Ids are names of files, which may be no Unicode: they are kept as their bytes.
_CREATE = (
    "CREATE TABLE briefs(id BLOB PRIMARY KEY, title TEXT, date TEXT, kind TEXT, texts TEXT, notes TEXT,"
    " names TEXT, first INTEGER, last INTEGER)",
    "CREATE TABLE sources(first INTEGER PRIMARY KEY, last INTEGER, brief BLOB, what TEXT, key BLOB,"
    " side TEXT, side_name TEXT, language TEXT, kind TEXT, packed BLOB)",
    "CREATE INDEX of_brief ON sources(brief)",
    "CREATE TABLE words(word TEXT PRIMARY KEY, stem TEXT) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE found USING fts5(terms, about, content='', tokenize='ascii')",
)
Signs = tuple[str, str]  # of a brief's texts and of its notes


def open_index(folder: Path) -> Index | None:
    """The index in the cache folder, a new one if need be; None where none can be had."""
    database = open_database(folder / "search.sqlite", program(CODE), _CREATE)
    return Index(database) if database else None


class Index:
    """Used by one thread at a time; several may lie over one file. Every method raises Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: set[str] = set()

    @property
    def token(self) -> int:
        """Another one for every index that is made; 0 where its file has gone since."""
        return self._database.token if self._database.stands else 0

    def check(self) -> None:
        """Takes the file away where it is broken."""
        self._database.check()

    def close(self) -> None:
        self._database.close()

    # -- what is in it ------------------------------------------------------------------------------

    def signs(self) -> dict[str, Signs]:
        """By brief: what its texts and its notes were like when they were put in."""
        return {
            fsdecode(row[0]): (row[1], row[2])
            for row in self._database.rows("SELECT id, texts, notes FROM briefs")
        }

    def put(self, read: Mapping[Event, tuple[Signs, Sequence[Pieces]]]) -> None:
        """Puts briefs in, or in the place of what was there, in one step."""
        words: dict[str, str] = {}
        with self._database.change() as connection:
            for event, (signs, sources) in read.items():
                there = "SELECT texts, notes FROM briefs WHERE id = ?"
                if connection.execute(there, (fsencode(event.brief),)).fetchone() == signs:
                    continue  # another session was quicker
                _forget(connection, event.brief)
                words |= _put(connection, event, signs, sources)
            new = words.keys() - self._known
            connection.executemany("INSERT OR IGNORE INTO words VALUES (?, ?)", [(w, words[w]) for w in new])
        if len(self._known) > _KNOWN:
            self._known.clear()
        self._known |= new

    def forget(self, briefs: Iterable[str]) -> None:
        with self._database.change() as connection:
            for brief in briefs:
                _forget(connection, brief)

    # -- asking it ----------------------------------------------------------------------------------

    def search(self, query: Query) -> list[int]:
        """The ids of the pieces that fit, at most ``MOST``, the newest of more: by BM25, of equals the newest
        first. The query may have to be ``completed``.
        """
        match = _match(query)
        first, last = _days(query)
        values = (match, first, last)
        sql = (
            "SELECT rowid, bm25(found, 1, 0) FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ?"
            " ORDER BY rowid DESC"
        )
        if not match:
            return []
        if query.of("brief"):
            ranges = self._ranges(query)
            if ranges:
                values = (match, max(first, ranges[0][0]), min(last, ranges[-1][1]))
            rows = [row for row in self._database.rows(sql, values) if _is_in(row[0], ranges)][:MOST]
        else:
            rows = self._database.rows(f"{sql} LIMIT {MOST}", values)
        return [row[0] for row in sorted(rows, key=lambda row: (row[1], -row[0]))]

    def completed(self, query: Query) -> Query:
        """The query with the terms of the words that begin as one does which is not typed to its end."""
        return replace(
            query,
            wanted=tuple(
                replace(w, completed=self._completions(w.beginning)) if w.beginning else w
                for w in query.wanted
            ),
        )

    def _completions(self, beginning: str) -> frozenset[str]:
        """Of very many those of the shortest words."""
        sql = (
            "SELECT stem FROM words WHERE word BETWEEN ? AND ? GROUP BY stem"
            f" ORDER BY min(length(word)) LIMIT {_COMPLETIONS}"
        )
        rows = self._database.rows(sql, (beginning, f"{beginning}\U0010ffff"))
        return frozenset(row[0] for row in rows)

    def _ranges(self, query: Query) -> list[tuple[int, int]]:
        """The ids of the briefs that ``brief:`` names, in order."""
        named = query.of("brief")
        tests = " AND ".join(f"instr(names, ?) {'=' if c.no else '>'} 0" for c in named)
        sql = f"SELECT first, last FROM briefs WHERE {tests} ORDER BY first"
        return self._database.rows(sql, [c.values[0] for c in named])

    def hits(self, ids: Iterable[int], query: Query) -> list[Found]:
        """What the pieces with these ids are, in the same order; those that have gone since are left out.

        One that does not hold the words shows that the file is broken: it goes, and Unavailable is raised.
        """
        made = []
        for number in ids:
            rows = self._database.rows(
                "SELECT b.id, b.title, b.date, b.kind, s.last, s.what, s.key, s.side, s.side_name,"
                " s.language, s.kind, s.packed FROM sources AS s JOIN briefs AS b ON b.id = s.brief"
                " WHERE s.first <= ? AND s.last >= ? ORDER BY s.first DESC LIMIT 1",
                (number, number),
            )
            for row in rows:
                piece = _unpacked(row[11])[row[4] - number]
                if not fits(piece, query):
                    self._database.discard()
                    raise Unavailable("a hit without the words")
                event = Event(fsdecode(row[0]), *row[1:4])
                source = Source(row[5], fsdecode(row[6]), *row[7:11])
                made.append(found(event, source, piece, query))
        return made


# -- a brief's rows -----------------------------------------------------------------------------------


def _put(
    connection: sqlite3.Connection, event: Event, signs: Signs, sources: Sequence[Pieces]
) -> dict[str, str]:
    """Puts a brief in; gives its words with their stems."""
    words: dict[str, str] = {}
    brief = fsencode(event.brief)
    at = begin = _free(connection, event.date)
    for source, pieces in reversed(sources):  # what stands first in a brief has the last ids
        if not pieces:
            continue
        last = at + len(pieces) - 1
        packed = zlib.compress(json.dumps(pieces, ensure_ascii=False).encode())
        what, key, *about = astuple(source)
        row = (at, last, brief, what, fsencode(key), *about, packed)
        connection.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        for n, piece in enumerate(pieces):
            made = terms(piece.text)
            words.update((t.word, t.term) for t in made if len(t.word) > 1)
            columns = (last - n, _joined(made), _about(event.kind, source))
            connection.execute("INSERT INTO found(rowid, terms, about) VALUES (?, ?, ?)", columns)
        at = last + 1
    _, *said = astuple(event)
    names = event.names.encode(errors="replace").decode()
    row = (brief, *said, *signs, names, begin, at - 1)
    connection.execute("INSERT INTO briefs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return words


def _forget(connection: sqlite3.Connection, brief: str) -> None:
    rows = connection.execute(
        "SELECT b.kind, s.last, s.what, s.key, s.side, s.side_name, s.language, s.kind, s.packed"
        " FROM sources AS s JOIN briefs AS b ON b.id = s.brief WHERE b.id = ?",
        (fsencode(brief),),
    ).fetchall()
    for kind, last, *source, packed in rows:
        about = _about(kind, Source(*source))
        connection.executemany(  # FTS5 keeps no text: it must be told what to take out
            "INSERT INTO found(found, rowid, terms, about) VALUES ('delete', ?, ?, ?)",
            [(last - n, _joined(terms(p.text)), about) for n, p in enumerate(_unpacked(packed))],
        )
    connection.execute("DELETE FROM sources WHERE brief = ?", (fsencode(brief),))
    connection.execute("DELETE FROM briefs WHERE id = ?", (fsencode(brief),))


def _unpacked(packed: bytes) -> list[Piece]:
    return [Piece(*piece) for piece in json.loads(zlib.decompress(packed))]


def _joined(made: Iterable[Term]) -> str:
    return " ".join(t.term for t in made)


def _free(connection: sqlite3.Connection, date: str) -> int:
    """The first id of the day behind which all are free; what has no date comes before all days."""
    begin = day(date) << _BELOW
    sql = "SELECT max(last) FROM sources WHERE first BETWEEN ? AND ?"
    (last,) = connection.execute(sql, (begin, begin + (1 << _BELOW) - 1)).fetchone()
    return begin if last is None else int(last) + 1


# -- a query in FTS5's own words ----------------------------------------------------------------------

_ABOUT = {"side": f"{_MARK}s", "lang": f"{_MARK}l", "in": f"{_MARK}i", "kind": f"{_MARK}k"}


def _about(kind: str, source: Source) -> str:
    """The terms by which ``side:``, ``lang:``, ``in:`` and ``kind:`` find a piece."""
    mine = {"side": source.side, "lang": source.language, "in": source.within}
    said = [_ABOUT[key] + value for key, value in mine.items() if value]
    return " ".join([*said, *_kind(kind)])


def _kind(kind: str) -> list[str]:
    return [_ABOUT["kind"] + t.word for t in terms(kind)]


def _match(query: Query) -> str:
    """Empty where there is no word that must be there."""
    wanted = [_one(w) for w in query.wanted if not w.no]
    if not wanted:
        return ""
    not_wanted = [_one(w) for w in query.wanted if w.no]
    for c in query.conditions:
        if c.key == "kind":
            said = f'"{" ".join(_kind(c.values[0]))}" *'  # the last word may be longer
        elif c.key in _ABOUT:
            said = _any(_ABOUT[c.key] + value for value in c.values)
        else:
            continue
        (not_wanted if c.no else wanted).append(said)
    return f"({' AND '.join(wanted)})" + "".join(f" NOT {each}" for each in not_wanted)


def _one(wanted: Wanted) -> str:
    *before, last = wanted.terms
    return _any(" ".join((*before, stem)) for stem in sorted(wanted.completed | {last}))


def _any(phrases: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{phrase}"' for phrase in phrases) + ")"


def _days(query: Query) -> tuple[int, int]:
    """The first and the last id that ``after:``, ``before:`` and ``on:`` leave."""
    low, high = 0, 1 << 62
    for c in query.conditions:
        if c.key in ("after", "on"):
            low = max(low, day(c.values[0]) << _BELOW)
        if c.key == "before":
            low, high = max(low, 1 << _BELOW), min(high, (day(c.values[0]) << _BELOW) - 1)
        if c.key == "on":
            high = min(high, (day(c.values[1]) + 1 << _BELOW) - 1)
    return low, high


def _is_in(number: int, ranges: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(ranges, (number, 1 << 62)) - 1
    return at >= 0 and number <= ranges[at][1]
