"""Derived tables in the cache folder, in SQLite: made anew whenever they are missing, old or broken.

Nothing of the user's own lies here. Without a write-ahead log, which cannot be had on NFS: several sessions,
and several machines, may use one file. Who cannot have it goes on without, slower.
"""

from __future__ import annotations

import contextlib
import os
import random
import stat
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing_tui.files import PRIVATE_FILE, private_folder

if TYPE_CHECKING:
    import sqlite3

_WAIT = 2.0  # seconds for another session to finish what it writes
_KEPT = 24 * 60 * 60  # seconds since its last change that the file of another version of the program stays
_MADE = 1  # user_version of a file whose tables are all there
_BROKEN = {11, 19, 24, 26}  # SQLITE_CORRUPT, _CONSTRAINT (our statements break none), _FORMAT, _NOTADB
_ERROR, _MISUSE = 1, 21
_SETTINGS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA cache_size=-2000",  # KB
    "PRAGMA temp_store=MEMORY",  # no temporary file anywhere: restricted mode cannot see SQLite open one
    "PRAGMA cell_size_check=ON",
    "PRAGMA trusted_schema=OFF",
)
# What dies with the process needs no journal on the disk, and nobody else asks for a lock.
_OF_ONE = ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF")


class Unavailable(Exception):
    """The tables cannot be asked or changed now: locked, read-only, a full disk, or broken.

    A broken file is gone by then; ``open_database`` makes a new one.
    """


class Database:
    """Tables that can be read, and mostly written, by one thread at a time. Raises Unavailable only."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._file = _identity(path)
        self.token = 0  # by which these tables are known from others made anew

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows of a query."""
        with self._guarded():
            return self._connection.execute(sql, values).fetchall()

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is done, or nothing where the block raises or the process is killed."""
        with self._guarded():
            if not self.stands:
                # Another session has made the file anew; a journal of ours beside that one would break it.
                raise Unavailable("the file was made anew")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @property
    def stands(self) -> bool:
        """Whether the file is still the one that was opened."""
        return self._file is not None and _identity(self.path) == self._file

    def check(self) -> None:
        """Looks at every page. Takes about a second for 500 MB; others can read meanwhile."""
        if self.rows("PRAGMA quick_check(1)") != [("ok",)]:
            self.discard()
            raise Unavailable("the file is broken")

    def discard(self) -> None:
        """Takes the file away, for it is broken; another's new one in its place stays."""
        self.close()
        if self.stands:
            _remove(self.path)

    def close(self) -> None:
        self._connection.close()

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        import sqlite3

        try:
            yield
        except sqlite3.ProgrammingError as error:
            if "closed database" in str(error):  # it was discarded
                raise Unavailable(str(error)) from None
            raise
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 11) & 0xFF  # without one: a text that is no UTF-8
            if code == _MISUSE or (code == _ERROR and not _of_tables(error)):
                raise  # a mistake of ours in a statement
            if code in _BROKEN or code == _ERROR:
                self.discard()
            raise Unavailable(str(error)) from None


def open_database(path: Path, version: str, create: Sequence[str]) -> Database | None:
    """The tables that the statements ``create`` make, from a file beside ``path``; None where they cannot be
    had: a folder that cannot be written, a link in the file's place, no SQLite, no locks.

    ``version`` goes into the file's name: programs of two versions do not tread on each other. The files of
    other versions go when nobody has changed them for a day.
    """
    try:
        import sqlite3
    except ImportError:  # Python may be built without
        return None
    key = zlib.crc32("\0".join((version, *create)).encode())
    file = path.with_name(f"{path.stem}-{key:08x}{path.suffix}")
    for _ in range(2):  # once more after a broken one
        try:
            private_folder(file.parent)
            if not _made_sure(file):
                return None
            connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.OperationalError):
            return None
        database = Database(file, connection)
        try:
            _prepare(database, create)
        except Unavailable:
            database.close()
            if database.stands:
                return None
            continue
        except sqlite3.OperationalError:  # SQLite without the full-text module
            database.discard()
            return None
        _sweep(path, file)
        return database
    return None


class _Own(Database):
    """Tables of this process alone: no other can find them."""

    @property
    def stands(self) -> bool:
        return True

    def discard(self) -> None:
        self.close()


def in_memory(create: Sequence[str]) -> Database | None:
    """The tables without a file; None where Python was built without SQLite."""
    try:
        import sqlite3
    except ImportError:
        return None
    made = _Own(Path(), sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
    _prepare(made, create)
    return made


def unnamed(folder: Path, create: Sequence[str]) -> Database | None:
    """The tables in a file of this process alone, so that they may outgrow the memory. Its name is gone at
    once, and the file with the process. In memory where ``folder`` cannot be written; None as ``in_memory``.
    """
    try:
        import sqlite3

        handle, name = tempfile.mkstemp(suffix=".sqlite", dir=private_folder(folder))
    except ImportError:
        return None
    except OSError:
        return in_memory(create)
    os.close(handle)
    try:
        made = _Own(Path(), sqlite3.connect(name, isolation_level=None, check_same_thread=False))
        _prepare(made, create, _OF_ONE)
    except (Unavailable, sqlite3.OperationalError):  # no locks, a full disk
        return in_memory(create)
    finally:
        Path(name).unlink()
    return made


def _prepare(database: Database, create: Sequence[str], more: Sequence[str] = ()) -> None:
    for setting in (*_SETTINGS, *more):
        database.rows(setting)
    if not _is_made(database):
        with database.change() as connection:
            if not _is_made(database):  # another session may have been quicker
                for statement in create:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id={random.getrandbits(31)}")
                connection.execute(f"PRAGMA user_version={_MADE}")
    ((database.token,),) = database.rows("PRAGMA application_id")


def _is_made(database: Database) -> bool:
    return bool(database.rows("PRAGMA user_version") == [(_MADE,)])


def _of_tables(error: sqlite3.DatabaseError) -> bool:
    """Whether a table is not there or not to be opened, though it was made."""
    return str(error).startswith(("no such table", "vtable constructor failed"))


def _made_sure(file: Path) -> bool:
    """Whether there is an ordinary file of our own, an empty one if need be, and no link beside it."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, PRIVATE_FILE))
    about = file.lstat()
    mine = stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid()
    return mine and not any(other.is_symlink() for other in _beside(file))


def _beside(file: Path) -> tuple[Path, ...]:
    """What SQLite may write next to the file; the last two only where somebody else changed its mode."""
    return tuple(file.with_name(file.name + end) for end in ("-journal", "-wal", "-shm"))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        about = path.lstat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _remove(file: Path) -> None:
    for path in (file, *_beside(file)):  # the journal after the file: alone it is nothing
        with contextlib.suppress(OSError):
            path.unlink()


def _sweep(path: Path, ours: Path) -> None:
    """Takes away what other versions of the program have left."""
    before = time.time() - _KEPT
    for file in path.parent.glob(f"{path.stem}-????????{path.suffix}"):
        with contextlib.suppress(OSError):
            if file != ours and file.lstat().st_mtime < before:
                _remove(file)
