"""What the library holds, as far as a new text is compared with it: kept in the cache, brief by brief."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

from briefing_tui.files import digest
from briefing_tui.library.cache import READING, program
from briefing_tui.library.database import Database, Unavailable, open_database
from briefing_tui.library.same import Mark, mark
from briefing_tui.library.shelf import Found, Shelf

CODE = (*READING, "library/database.py", "library/holdings.py", "library/same.py")  # that makes what is kept
_STEP = 100  # briefs that are written together
_CREATE = ("CREATE TABLE held(id TEXT PRIMARY KEY, sign TEXT, briefs TEXT) WITHOUT ROWID",)


class Held(NamedTuple):
    """A brief of the library. ``writable``: a text may be added to it. ``own`` is as in ``Entry``."""

    id: str
    folder: str
    date: str
    sides: tuple[str, ...]
    texts: tuple[Mark, ...]
    writable: bool = True
    own: bool = False


def packed(one: Held) -> str:
    """As JSON, in which a folder's name need be no Unicode."""
    return json.dumps(one, separators=(",", ":"))


def unpacked(text: str) -> Held:
    brief_id, folder, date, sides, texts, *more = json.loads(text)
    return Held(brief_id, folder, date, tuple(sides), tuple(Mark(*t) for t in texts), *more)


def holdings(shelf: Shelf, stop: Callable[[], bool] = lambda: False) -> Iterator[Held]:
    """Every brief that can be opened, one after the other; from the cache where nothing of it has changed.

    ``stop`` is asked before every brief; where it says so, that is all: a later look begins there.
    """
    # A file for each set of places, as one brief more may make a clash of another.
    places = "\0".join(str(p.folder) for p in shelf.places)
    path = shelf.cache.folder / "tables" / f"holdings-{digest(os.fsencode(places))[:8]}.sqlite"
    tables = open_database(path, program(CODE), _CREATE)
    if tables is None:
        yield from _looked_at(shelf, None, stop)
        return
    with closing(tables):
        yield from _looked_at(shelf, tables, stop)


def _looked_at(shelf: Shelf, tables: Database | None, stop: Callable[[], bool]) -> Iterator[Held]:
    found = shelf.found()
    step: list[tuple[str, str, str]] = []
    for brief_id, same in found.items():
        if stop():
            break
        sign = digest(os.fsencode(shelf.sign(same)))
        briefs = _known(tables, brief_id, sign)
        if not briefs:  # why one is broken may change without a sign
            briefs = [packed(one) for one in _read(shelf, same)]
            step.append((brief_id, sign, json.dumps(briefs)))
        yield from map(unpacked, briefs)
        if len(step) == _STEP:
            _keep(tables, step)
            step = []
    else:
        step += [(i, "", "") for (i,) in _ask(tables, "SELECT id FROM held") if i not in found]
    _keep(tables, step)


def _read(shelf: Shelf, same: Iterable[Found]) -> Iterator[Held]:
    """What is held under one id."""
    writable = {place.origin for place in shelf.places if place.writable}
    for e in shelf.made(same):
        if not e.problem:
            brief = shelf.open_folder(e.folder, e.origin, own=e.own)
            texts = tuple(map(mark, brief.readouts))
            yield Held(e.id, str(e.folder), brief.date, brief.sides, texts, e.origin in writable, e.own)


# -- the cache, without which it goes on, slower -------------------------------------------------------


def _known(tables: Database | None, brief_id: str, sign: str) -> list[str]:
    rows = _ask(tables, "SELECT briefs FROM held WHERE id = ? AND sign = ?", (brief_id, sign))
    return list(json.loads(rows[0][0])) if rows else []


def _ask(tables: Database | None, sql: str, values: tuple[str, ...] = ()) -> list[Any]:
    try:
        return tables.rows(sql, values) if tables else []
    except Unavailable:
        return []


def _keep(tables: Database | None, step: Iterable[tuple[str, str, str]]) -> None:
    """Puts rows in place of those that are there; without a sign only takes these out."""
    if not tables or not step:
        return
    try:
        with tables.change() as connection:
            connection.executemany("DELETE FROM held WHERE id = ?", [row[:1] for row in step])
            connection.executemany("INSERT INTO held VALUES (?, ?, ?)", [row for row in step if row[1]])
    except Unavailable:
        return
