"""Derived tables on disk: what is missing, old or broken is made anew, and nobody waits long."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from briefing_tui.library import database
from briefing_tui.library.database import Database, Unavailable, open_database

CREATE = ("CREATE TABLE words(word TEXT, n INTEGER)", "CREATE VIRTUAL TABLE found USING fts5(text)")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "words.sqlite"


def opened(path: Path, version: str = "1") -> Database:
    made = open_database(path, version, CREATE)
    assert made is not None
    return made


def filled(path: Path, rows: int = 2000) -> Path:
    """The file, closed, of tables with so many rows."""
    tables = opened(path)
    with tables.change() as connection:
        lines = [(f"word{i} of many", i) for i in range(rows)]
        connection.executemany("INSERT INTO words VALUES (?, ?)", lines)
        connection.executemany("INSERT INTO found(text, rowid) VALUES (?, ?)", [(w, n + 1) for w, n in lines])
    tables.close()
    return tables.path


def count(tables: Database) -> int:
    return int(tables.rows("SELECT count(*) FROM words")[0][0])


def looked_through(path: Path) -> int:
    """Opens, checks and reads all tables, as often as it takes; how many rows there are in the end."""
    for _ in range(5):
        tables = opened(path)
        try:
            tables.check()
            tables.rows("SELECT count(*) FROM found WHERE found MATCH 'many'")
            return count(tables)
        except Unavailable:
            continue
        finally:
            tables.close()
    raise AssertionError("it is not mended")


def test_it_is_kept_for_the_user_alone(path: Path) -> None:
    file = filled(path)
    assert file.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [p.name for p in path.parent.iterdir()] == [file.name]  # no journal, no log
    assert count(opened(path)) == 2000


def test_a_change_is_done_whole_or_not_at_all(path: Path) -> None:
    tables = opened(path)
    with pytest.raises(ZeroDivisionError), tables.change() as connection:
        connection.execute("INSERT INTO words VALUES ('a', 1)")
        raise ZeroDivisionError
    assert count(tables) == 0
    with tables.change() as connection:  # and goes on
        connection.execute("INSERT INTO words VALUES ('a', 1)")
    assert count(tables) == 1


def test_another_version_has_a_file_of_its_own_and_old_ones_go(path: Path) -> None:
    old = filled(path)
    assert count(opened(path, "2")) == 0
    assert count(opened(path, "1")) == 2000, "a session of the other version still runs"
    os.utime(old, (time.time() - 2 * 24 * 60 * 60,) * 2)
    opened(path, "2")
    assert not old.exists()


@pytest.mark.parametrize("seed", range(12))
def test_random_bytes_in_the_middle(path: Path, seed: int) -> None:
    file = filled(path)
    chance = random.Random(seed)
    data = bytearray(file.read_bytes())
    at = chance.randrange(len(data))
    data[at : at + 3000] = chance.randbytes(3000)
    file.write_bytes(data)
    assert looked_through(path) in (0, 2000)


@pytest.mark.parametrize("keep", [0, 1, 99, 100, 4096, 20_000])
def test_a_file_cut_short(path: Path, keep: int) -> None:
    file = filled(path)
    os.truncate(file, keep)
    assert looked_through(path) == 0


def test_a_file_that_is_something_else(path: Path) -> None:
    file = filled(path)
    file.write_bytes(b"# Not a database\n" * 1000)
    assert looked_through(path) == 0


def test_it_breaks_while_it_is_open(path: Path) -> None:
    file = filled(path)
    tables = opened(path)
    assert count(tables) == 2000
    file.write_bytes(os.urandom(file.stat().st_size))
    with pytest.raises(Unavailable):
        tables.check()
    assert not file.exists()
    assert count(opened(path)) == 0
    with pytest.raises(Unavailable):
        tables.rows("SELECT 1")


def test_it_is_deleted_while_it_is_open(path: Path) -> None:
    file = filled(path)
    tables = opened(path)
    file.unlink()
    with pytest.raises(Unavailable), tables.change():
        pass
    other = opened(path)
    tables.discard()
    assert other.stands, "the new file of another is left alone"


@pytest.mark.parametrize("what", ["folder", "link", "pipe", "link at the journal", "file as folder"])
def test_what_is_no_file_of_ours_is_left_alone(path: Path, tmp_path: Path, what: str) -> None:
    file = filled(path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(file.read_bytes())
    before = elsewhere.read_bytes()
    if what == "link at the journal":
        file.with_name(f"{file.name}-journal").symlink_to(elsewhere)
    else:
        file.unlink()
    if what == "folder":
        file.mkdir()
    elif what == "link":
        file.symlink_to(elsewhere)
    elif what == "pipe":
        os.mkfifo(file)
    elif what == "file as folder":
        path.parent.rmdir()
        path.parent.write_text("a file")
    assert open_database(path, "1", CREATE) is None
    assert elsewhere.read_bytes() == before


def test_a_mistake_of_ours_is_not_hidden(path: Path) -> None:
    import sqlite3

    with pytest.raises(sqlite3.OperationalError, match="syntax"):
        opened(path).rows("SELEKT")
    assert opened(path).stands


@pytest.fixture
def read_only(path: Path) -> Iterator[None]:
    """The cache on a disk that cannot be written; root too cannot then."""
    file = filled(path)
    mount = ["mount", "-t", "tmpfs", "briefing-cache", str(path.parent)]
    kept = file.read_bytes()
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        file.write_bytes(kept)
        subprocess.run(["mount", "-o", "remount,ro", str(path.parent)], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(path.parent)], check=True)


@pytest.mark.usefixtures("read_only")
def test_a_place_that_can_only_be_read(path: Path) -> None:
    tables = opened(path)
    assert count(tables) == 2000
    with pytest.raises(Unavailable), tables.change() as connection:
        connection.execute("INSERT INTO words VALUES ('a', 1)")
    assert count(tables) == 2000
    assert open_database(path, "2", CREATE) is None


# -- several sessions -------------------------------------------------------------------------------

WRITER = """
import sys
import time
from pathlib import Path
from briefing_tui.library.database import Unavailable, open_database
tables = open_database(Path(sys.argv[1]), "1", sys.argv[2:])
print("ready", flush=True)
n = 0
while True:
    try:
        with tables.change() as connection:  # two rows or none
            connection.execute("INSERT INTO words VALUES ('a', 1)")
            connection.execute("INSERT INTO words VALUES ('b', 1)")
    except Unavailable:
        print("refused", flush=True)
    time.sleep(0.01)  # as all do that write here: who reads comes in between
"""


def writer(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), *CREATE]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert started.stdout
    assert started.stdout.readline() == "ready\n"
    return started


def test_two_write_and_a_third_reads_whole_states(path: Path) -> None:
    reader = opened(path)
    writers = [writer(path) for _ in range(2)]
    try:
        seen: set[int] = set()
        end = time.monotonic() + 60
        while len(seen) < 20 and time.monotonic() < end:
            with suppress(Unavailable):  # on a slow disk the two may be at it all the time
                seen.add(count(reader))
    finally:
        for each in writers:
            each.kill()
            each.wait()
    assert len(seen) >= 20
    assert not any(n % 2 for n in seen)
    assert looked_through(path) >= max(seen)


def test_killed_in_the_middle_it_is_whole(path: Path) -> None:
    for _ in range(8):
        process = writer(path)
        time.sleep(random.random() / 20)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert looked_through(path) % 2 == 0


def test_who_comes_while_another_writes_waits_and_goes_without(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT", 0.1)
    first, second = opened(path), opened(path)
    with first.change() as connection:
        connection.execute("INSERT INTO words VALUES ('a', 1)")
        assert count(second) == 0, "the old state can be read"
        with pytest.raises(Unavailable), second.change():
            pass
        assert open_database(path, "1", CREATE) is not None
    assert count(second) == 1
    with second.change() as connection:
        connection.execute("INSERT INTO words VALUES ('a', 1)")
    assert count(first) == 2
