"""What the fault-injection suite works with: homes, a typist who remembers, a disk that fills up."""

from __future__ import annotations

import contextlib
import math
import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import psutil  # type: ignore[import-untyped]

from briefing_tui.model import Note
from briefing_tui.notes.drafts import Draft, Drafts
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.state import begin
from tests.terminal.terminal import BRIEFING, Pty, environment, until

PUTIN_XI = "2026-02-04-putin-xi"
ECHO = 0.25  # seconds between two looks for what was typed on the screen
LEAVE = "\x11"  # Ctrl+Q
ESC = "\x1b"
LOST = 3.0  # seconds of typing that a kill may cost
GONE = 10.0  # seconds in which a program that was told to go is gone, on a busy machine too
_CODES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
_LEFTOVER = re.compile(r"\..*\.tmp")  # what a kill in the middle of a save may leave

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is run, and the seed from which all that is random follows."""

    soak: bool
    seed: int

    def count(self, *, quick: int, whole: int) -> int:
        return whole if self.soak else quick

    def rounds(
        self, what: str, count: int, at_a_time: int, one: Callable[[int, random.Random], T]
    ) -> list[T]:
        """Runs the rounds, some at a time: each of them mostly waits. Fails with all that failed."""
        results: list[T] = []
        failed: list[Exception] = []
        with ThreadPoolExecutor(at_a_time) as pool:
            running = [pool.submit(one, i, random.Random(f"{self.seed} {what} {i}")) for i in range(count)]
            for i, each in enumerate(running):
                if error := each.exception():
                    if not isinstance(error, Exception):
                        raise error
                    error.add_note(f"{what}, round {i}, --seed {self.seed}")
                    failed.append(error)
                else:
                    results.append(each.result())
        if failed:
            raise ExceptionGroup(f"{what}: {len(failed)} of {count} rounds failed", failed)
        return results


@dataclass(frozen=True, slots=True)
class Killed:
    """A note was being written; ``lost``: seconds of typing that are not on disk."""

    way: str
    whole: bool  # False: nothing was on disk yet
    offered: bool
    lost: float
    status: int
    took: float


@dataclass(frozen=True, slots=True)
class Both:
    """Two sessions wrote into one note."""

    found: int
    copies: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A place took nothing, once or several times; ``end`` says how the round went on."""

    place: str
    end: str
    times: int
    kept: bool


@dataclass(slots=True)
class Figures:
    """What was measured. Every figure comes from a round that was run."""

    killed: list[Killed] = field(default_factory=list)
    both: list[Both] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    after_last_key: list[float] = field(default_factory=list)
    while_typing: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of a person for one round. The cache alone is shared, so that starts are quick."""

    data: Path
    state: Path
    work: Path

    @classmethod
    def made(cls, folder: Path) -> Home:
        home = cls(folder / "data", folder / "state", folder / "work")
        for path in (home.data, home.state, home.work):
            path.mkdir(parents=True)
        assert begin(home.state / "briefing-tui")  # what is killed need not have kept anything
        return home

    def open(self, *args: str) -> Pty:
        """The real program in a terminal of its own."""
        env = environment(
            XDG_DATA_HOME=str(self.data),
            XDG_STATE_HOME=str(self.state),
            XDG_CONFIG_HOME=str(self.work / "config"),
            HOME=str(self.work),
        )
        return Pty(BRIEFING, *args, folder=self.work, env=env)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Pty]:
        """The program with the editor of a new note open."""
        with self.open(PUTIN_XI) as terminal:
            terminal.wait_for("compare ·")
            terminal.send("n")
            terminal.wait_for("Esc closes")
            yield terminal

    @property
    def store(self) -> NoteStore:
        return NoteStore(self.data / "briefing-tui" / "notes")

    def notes(self) -> list[Note]:
        """The notes on disk. Every one is whole, and nothing lies beside them but leftovers of a kill."""
        folder = self.store.folder / PUTIN_XI
        names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
        strange = [n for n in names if not n.endswith(".md") and not _LEFTOVER.fullmatch(n)]
        assert not strange, f"beside the notes: {strange}"
        notes = self.store.of(PUTIN_XI)
        for note in notes:
            raw = self.store.path(note).read_text("utf-8")
            assert not note.problem and f"\nbrief: {PUTIN_XI}\n" in raw, f"not a whole note: {raw!r}"
        return notes

    def body(self) -> str:
        """The text of the only note, without spaces at its end; empty where there is none yet."""
        notes = self.notes()
        assert len(notes) <= 1, notes
        return notes[0].body.rstrip() if notes else ""

    def drafts(self) -> list[Draft]:
        """What the next start would offer."""
        return Drafts(self.state / "briefing-tui" / "drafts").left()


def processes(folder: Path) -> list[psutil.Process]:
    """Those whose home lies in the folder: what was started here and lives."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("XDG_STATE_HOME", "").startswith(f"{folder}/"):
                found.append(process)
    return found


class Typist:
    """Types numbered words as a person does, now quick, now slow, and remembers when each letter went out."""

    def __init__(self, terminal: Pty, rng: random.Random, mark: str = "w", *, hurried: bool = False) -> None:
        self.text = ""
        self._terminal = terminal
        self._rng = rng
        self._mark = mark
        self._times: list[float] = []
        self._words = 0
        paces = (0.0, 0.015, 0.06, 0.15)  # seconds a letter; 0: a word in one packet
        self._pace = rng.choice(paces[:3] if hurried else paces)
        pauses = ((0.0,), (0.0, 0.2), (0.0, 0.1, 0.3, 0.6, 1.2))
        self._pauses = pauses[0] if hurried else rng.choice(pauses)

    def send(self, letters: str) -> None:
        """These letters, in one packet."""
        now = time.monotonic()
        self.text += letters
        self._times += [now] * len(letters)
        self._terminal.send(letters.replace("\n", "\r"))

    def _word(self) -> str:
        self._words += 1
        more = self._rng.choice(("", "", "", "Срок ", "期限 "))
        return f"{self._mark}{self._words:04d}{self._rng.choice(' ' * 9 + chr(10))}{more}"

    def _type(self, word: str, end: float) -> None:
        for letters in (word,) if self._pace == 0.0 else word:
            self.send(letters)
            time.sleep(self._pace * self._rng.uniform(0.5, 1.5) or 0.1)
            if time.monotonic() >= end:
                return

    def type_until(self, end: float) -> None:
        """Types until the moment, which may come in the middle of a word."""
        while (now := time.monotonic()) < end:
            self._type(self._word(), end)
            time.sleep(max(0.0, min(self._rng.choice(self._pauses), end - now)))

    def type_words(self, count: int) -> None:
        for _ in range(count):
            self._type(self._word(), math.inf)
            time.sleep(self._rng.choice(self._pauses))

    def paste(self, words: int) -> None:
        """Pastes words, all at once."""
        text = "".join(self._word() for _ in range(words))
        now = time.monotonic()
        self.text += text
        self._times += [now] * len(text)
        self._terminal.send(f"\x1b[200~{text}\x1b[201~")

    def seen(self, output: bytes) -> int:
        """How many letters the program has taken in for sure: up to the last whole word that it has shown."""
        words = re.findall(rb"%b\d{4}" % self._mark.encode(), _CODES.sub(b"", output))
        return self.text.index(max(words).decode()) + 5 if words else 0

    def all_seen(self) -> None:
        """Waits until the program has taken in everything."""
        wanted = self.seen(self.text.encode())
        until(
            lambda: self.seen(bytes(self._terminal.output[-65536:])),
            lambda seen: seen >= wanted,
            lambda seen: f"shown: {seen} of {wanted} letters\n{self.text[-60:]!r}\n{self._terminal.screen()}",
            patience=15,
        )
        time.sleep(ECHO)  # what comes after the last number

    def kept(self, body: str) -> int:
        """How many letters a note with this body has; it must be the beginning of what was typed."""
        assert self.text.startswith(body), f"not what was typed: {body!r} of {self.text!r}"
        # The spaces at the end of a note are no text: they are there with the next word.
        return len(body) + len(self.text[len(body) :]) - len(self.text[len(body) :].lstrip())

    def lost(self, body: str, moment: float) -> float:
        """The seconds of typing that a note with this body lacks at the moment."""
        kept = self.kept(body)
        return max(0.0, moment - self._times[kept]) if kept < len(self._times) else 0.0

    @property
    def last_key(self) -> float:
        return self._times[-1]


def close(terminal: Pty) -> None:
    terminal.send(ESC)
    terminal.wait_gone("Esc closes")
    terminal.send(LEAVE)
    assert terminal.wait() == 0


def next_start(home: Home, body: str, *, offered: bool) -> None:
    """The next start goes on with the note that was killed, and changes nothing of it."""
    with home.open() as terminal:
        if offered:
            terminal.wait_for("R goes on with it")
            terminal.send("R")
            terminal.wait_for("Esc closes", *re.findall(r"w\d{4}", body)[-1:])
        else:
            terminal.wait_for("Enter open")
            assert "R goes on" not in terminal.screen()
        terminal.send(LEAVE)
        assert terminal.wait() == 0
    assert home.body() == body.rstrip()
    assert home.drafts() == []
