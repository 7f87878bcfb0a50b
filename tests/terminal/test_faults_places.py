"""Places that take nothing, on purpose: a full disk, a quota, one that is only read. No text is lost."""

from __future__ import annotations

import errno
import os
import random
import re
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from tests.terminal.faults import (
    ESC,
    GONE,
    LEAVE,
    LOST,
    Figures,
    Home,
    Plan,
    Refused,
    Typist,
    close,
    next_start,
    processes,
)
from tests.terminal.terminal import PATIENCE, Pty, until

pytestmark = pytest.mark.usefixtures("nothing_is_left_behind")
PAGE = 4096  # bytes: what a disk gives at least


@dataclass(frozen=True, slots=True)
class Place:
    """A place that can be shut and opened; ``words``: what the program is to say of it."""

    name: str
    words: str
    shut: Callable[[], None]
    open: Callable[[], None]


def write_until_refused(terminal: Pty, typist: Typist, place: Place) -> None:
    """Types on while the place shuts, until the program says why it cannot save."""
    end = time.monotonic() + PATIENCE
    while f"the note cannot be saved: {place.words}" not in terminal.screen():
        assert time.monotonic() < end, f"never refused\n{terminal.screen()}"
        place.shut()
        typist.type_words(1)
    typist.type_words(2)  # typing goes on beside the message


def room_again(home: Home, terminal: Pty, typist: Typist, place: Place, times: int) -> int:
    """As soon as there is room the text is saved, without a key. Several times over."""
    for shut in range(times):
        if shut:
            write_until_refused(terminal, typist, place)
        place.open()
        until(home.body, lambda body: body == typist.text.rstrip(), lambda body: f"{body[-99:]!r}", PATIENCE)
    close(terminal)
    return times


def left(home: Home, terminal: Pty, typist: Typist, place: Place, times: int) -> int:
    """Leaving says so first; then it names the file that has the text."""
    typist.all_seen()
    terminal.send(LEAVE)
    terminal.wait_for("the same key once more leaves")
    terminal.send(LEAVE)
    assert terminal.wait() == 1
    assert [body_of(path) for path in named(terminal)] == [typist.text.rstrip()]
    return 1


def terminated(home: Home, terminal: Pty, typist: Typist, place: Place, times: int) -> int:
    """SIGTERM leaves no time to ask. The file that has the text is named all the same."""
    typist.all_seen()
    terminal.signal(signal.SIGTERM)
    assert terminal.wait(GONE) == 128 + signal.SIGTERM
    assert [body_of(path) for path in named(terminal)] == [typist.text.rstrip()]
    return 1


def killed(home: Home, terminal: Pty, typist: Typist, place: Place, times: int) -> int:
    """What the note's own place does not take is among the drafts, and not much older than the last key."""
    moment = time.monotonic()
    terminal.signal(signal.SIGKILL)
    assert terminal.wait(GONE) == -signal.SIGKILL
    (draft,) = home.drafts()
    assert typist.lost(draft.note.body, moment) <= LOST
    return 1


def given_up(home: Home, terminal: Pty, typist: Typist, place: Place, times: int) -> int:
    """No place at all takes the text: leaving without it takes a third key."""
    typist.all_seen()
    warned_twice(terminal)
    terminal.send(LEAVE)
    assert terminal.wait() == 1
    assert f"briefing: no place takes the note: {place.words}" in terminal.output.decode()
    return 1


def stayed(home: Home, terminal: Pty, typist: Typist, place: Place, times: int) -> int:
    """No place at all takes the text: leaving says so, and it is still there to be saved."""
    typist.all_seen()
    warned_twice(terminal)
    return room_again(home, terminal, typist, place, times)


def warned_twice(terminal: Pty) -> None:
    for words in ("the same key once more leaves", "the same key once more gives the text up"):
        terminal.send(LEAVE)
        terminal.wait_for(words)


def named(terminal: Pty) -> list[Path]:
    """The files that are said to have a text, after the program gave the screen back."""
    said = terminal.output.decode().rpartition("\x1b[?1049l")[2].replace("\r\n", "\n")
    return [Path(name) for name in re.findall(r"its text is in (/.*\.md)\n", said)]


def body_of(path: Path) -> str:
    return path.read_text("utf-8").split("\n---\n", 1)[1].strip()


ENDS = {
    "room again": room_again,
    "left": left,
    "SIGTERM": terminated,
    "SIGKILL": killed,
    "stayed": stayed,
    "given up": given_up,
}


def refused(home: Home, rng: random.Random, place: Place, end: str, times: int) -> Refused:
    """A long note is being written when its place shuts. The file stays a whole note, the text is kept."""
    with home.writing() as terminal:
        typist = Typist(terminal, rng, hurried=True)
        typist.paste(600)  # a disk that has a page left fills up in the middle of a save
        typist.type_until(time.monotonic() + rng.uniform(0.1, 1))
        write_until_refused(terminal, typist, place)
        typist.kept(home.body())
        times = ENDS[end](home, terminal, typist, place, times)
    typist.kept(home.body())
    for draft in home.drafts():
        if draft.whole:
            place.open()
            next_start(home, draft.note.body, offered=True)
    return Refused(place.name, end, times, kept=True)


# -- a full disk ---------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, kilobytes: int = 160) -> Iterator[Path]:
    """A disk of its own under the folder (Linux, root). Skips where it cannot be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    done = _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "briefing-faults", str(folder))
    if done.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip().partition(chr(10))[0]}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def remount(folder: Path, how: str) -> None:
    """Makes the disk read-only (``ro``) or writable (``rw``). It is busy while a file is being written."""
    until(
        lambda: _mount("-o", f"remount,{how}", str(folder)),
        lambda done: done.returncode == 0,
        lambda done: done.stderr,
        patience=PATIENCE,
    )


def _mount(*args: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["mount", *args], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no disk can be mounted here: there is no mount command")


def fill(disk: Path, free: int) -> None:
    """Fills the disk up to some pages; again and again, as saves that were under way give room back."""
    with (disk / "ballast").open("ab", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(PAGE))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        os.truncate(ballast.fileno(), max(0, ballast.tell() - free * PAGE))


def test_a_disk_that_fills_up_costs_nothing(plan: Plan, figures: Figures, tmp_path: Path) -> None:
    def one(i: int, rng: random.Random) -> Refused:
        end = ("SIGTERM", "SIGKILL", "left", "room again")[i % 4]
        home = Home.made(tmp_path / f"full{i}")
        disk = disks[i]
        alone = end == "SIGKILL" or rng.random() < 0.5  # the state folder is elsewhere: drafts can be written
        home = replace(home, data=disk / "data", **({} if alone else {"state": disk / "state"}))
        place = Place(
            "full disk",
            "no space left on device",
            lambda: fill(disk, rng.choice((0, 1))),
            lambda: (disk / "ballast").unlink(missing_ok=True),
        )
        return refused(home, rng, place, end, plan.count(quick=1, whole=3))

    count = plan.count(quick=2, whole=32)
    with ExitStack() as stack:
        disks = [stack.enter_context(small_disk(tmp_path / f"disk{i}")) for i in range(count)]
        figures.refused += plan.rounds("full", count, 4, one)


# -- a quota ------------------------------------------------------------------------------------------


@contextmanager
def quota(folder: Path) -> Iterator[Place]:
    """No file may grow beyond a few kilobytes any more, wherever it is: what a quota is, without a mount."""
    if not hasattr(resource, "prlimit"):
        pytest.skip("the limit of another process cannot be changed on this system")

    def limit(size: int) -> None:
        for process in processes(folder):
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    yield Place("quota", "file too large", lambda: limit(4096), lambda: limit(resource.RLIM_INFINITY))


def test_a_quota_costs_nothing(plan: Plan, figures: Figures, tmp_path: Path) -> None:
    def one(i: int, rng: random.Random) -> Refused:
        folder = tmp_path / f"quota{i}"
        with quota(folder) as place:
            end = ("stayed", "room again", "given up")[i % 3]
            return refused(Home.made(folder), rng, place, end, plan.count(quick=1, whole=3))

    done = plan.rounds("quota", plan.count(quick=1, whole=15), 3, one)
    figures.refused += [r for r in done if r.end != "given up"]


# -- a place that is only read ------------------------------------------------------------------------


@contextmanager
def read_only(folder: Path) -> Iterator[Place]:
    """By the modes of its folders; to root they mean nothing: a disk of its own."""
    folder.mkdir(mode=0o500)
    if not os.access(folder, os.W_OK):

        def turn(mode: int) -> None:
            for each in (folder, *folder.rglob("*")):
                if each.is_dir():
                    each.chmod(mode)

        turn(0o700)
        yield Place("read-only folder", "permission denied", lambda: turn(0o500), lambda: turn(0o700))
        turn(0o700)
        return
    with small_disk(folder):
        shut, back = partial(remount, folder, "ro"), partial(remount, folder, "rw")
        yield Place("read-only disk", "read-only file system", shut, back)


def test_a_place_that_is_only_read_leaves_the_text_and_the_reading(
    plan: Plan, figures: Figures, tmp_path: Path
) -> None:
    def one(i: int, rng: random.Random) -> Refused:
        return only_read(Home.made(tmp_path / f"read{i}"), rng, tmp_path / f"place{i}", places[i])

    count = plan.count(quick=1, whole=6)
    with ExitStack() as stack:
        places = [stack.enter_context(read_only(tmp_path / f"place{i}")) for i in range(count)]
        figures.refused += plan.rounds("read", count, 3, one)


def only_read(home: Home, rng: random.Random, data: Path, place: Place) -> Refused:
    """The text stays, reading goes on, another place takes it, and its own as soon as it can."""
    home = replace(home, data=data)
    with home.writing() as terminal:
        typist = Typist(terminal, rng, hurried=True)
        typist.type_until(time.monotonic() + rng.uniform(0.1, 1))
        write_until_refused(terminal, typist, place)
        typist.all_seen()
        terminal.send(ESC)
        terminal.wait_for("Enter goes back to its text")
        terminal.send("2j")
        terminal.wait_for("▌2 Economy", place.words)
        terminal.send("\r")
        terminal.wait_for("Ctrl+O saves it elsewhere")
        typist.type_words(2)
        typist.all_seen()
        terminal.send("\x0f")
        terminal.wait_for("Save the note to:")
        terminal.send("\r")
        # That it is kept is said on the screen until the next try, which may be in a moment: the file counts.
        (elsewhere,) = until(
            lambda: [*home.work.glob("note-*.md")], bool, lambda _: terminal.screen(), PATIENCE
        )
        assert body_of(elsewhere) == typist.text.rstrip()
        typist.type_words(2)
        room_again(home, terminal, typist, place, 1)
    return Refused(place.name, "another place, then its own", 1, kept=True)
