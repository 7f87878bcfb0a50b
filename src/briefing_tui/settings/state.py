"""What was open last: brief, card, point, view. Small, derived from use, never needed to start."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from briefing_tui.files import PRIVATE_FILE, private_folder, read_ordinary, write_atomically
from briefing_tui.frozen import dataclass

_FILE = "state.json"
_KEPT = 200  # briefs whose place is remembered
_PATIENCE = 1.0  # seconds for another session to end its saving


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader stood in a brief: card, view, id of the point, keys of the two readouts."""

    card: str = ""
    view: str = "compare"
    point: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a brief to come back to. With the readout's key, the paragraph and where the point begins in
    it, for the point may have another id by then; without them where no point was.
    """

    brief: str
    position: Position
    readout: str = ""
    paragraph: int = 0
    start: int = 0


def begin(folder: Path) -> bool:
    """Whether this is the very first start: there was no folder of the state, where also lies what a killed
    session had in hand; from now on there is one.

    False where none can be kept: else every start would be the first.
    """
    if os.path.lexists(folder):
        return False
    try:
        private_folder(folder)
    except OSError:
        return False
    return True


class State:
    """The remembered places; unreadable or damaged state is no state."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._data = self._read()
        self._mine: dict[str, Any] = {}  # what this session has changed
        self._moved: dict[str, Position] = {}
        self._marked: dict[tuple[str, str], Mark] = {}  # by brief and letter; no brief for a capital

    @property
    def last_brief(self) -> str:
        """Id of the brief that was open last, or an empty string."""
        return str(self._data.get("last", ""))

    @property
    def theme(self) -> str:
        """Name of the theme chosen last, or an empty string."""
        return str(self._data.get("theme", ""))

    def keep_theme(self, name: str) -> None:
        self._mine["theme"] = name

    def position(self, brief: str) -> Position:
        """The place in that brief; the default one where none is remembered."""
        if brief in self._moved:
            return self._moved[brief]
        found = _positions(self._data).get(brief)
        if not isinstance(found, dict):
            return Position()
        return _position(found)

    def keep(self, brief: str, position: Position) -> None:
        """Remembers the place; on disk with the next ``save``."""
        self._moved.pop(brief, None)
        self._moved[brief] = position
        self._mine["last"] = brief

    def marks(self, brief: str) -> dict[str, Mark]:
        """The marks that can be gone to from a brief, by letter: its own ones, and the capitals of all."""
        kept = {letter: m for scope in (brief, "") for letter, m in _marks(self._data, scope).items()}
        now = {letter: mark for (scope, letter), mark in self._marked.items() if scope in (brief, "")}
        return dict(sorted((kept | now).items()))

    def keep_mark(self, letter: str, mark: Mark) -> None:
        """Remembers a place under a letter; on disk with the next ``save``."""
        self._marked[mark.brief if letter.islower() else "", letter] = mark

    def save(self) -> None:
        """Adds what this session changed to what is on disk, where another session may have written.

        A place that cannot be written costs the memory, not the work.
        """
        if not (self._mine or self._marked):
            return
        with contextlib.suppress(OSError):
            private_folder(self._path.parent)
            with _alone(self._path.with_suffix(".lock")):
                write_atomically(self._path, json.dumps(self._merged(), indent=1) + "\n")

    def _merged(self) -> dict[str, Any]:
        data = {**self._read(), **self._mine}
        positions = _positions(data)
        for brief, position in list(self._moved.items()):
            positions.pop(brief, None)
            positions[brief] = asdict(position)
        data["positions"] = dict(list(positions.items())[-_KEPT:])
        for (scope, letter), mark in self._marked.items():
            marks = dict(data["marks"]) if isinstance(data.get("marks"), dict) else {}
            of = marks.pop(scope, {})
            marks[scope] = {**(of if isinstance(of, dict) else {}), letter: asdict(mark)}
            data["marks"] = dict(list(marks.items())[-_KEPT:])
        return data

    def _read(self) -> dict[str, Any]:
        try:
            read = json.loads(read_ordinary(self._path, within=self._path.parent))
        except (OSError, ValueError, RecursionError):
            return {}
        return read if isinstance(read, dict) else {}


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Waits while another session has the lock; not for ever, that one may be stopped.

    Where the file system knows no locks there is none. Raises OSError where its file cannot be made.
    """
    import fcntl

    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    handle = os.open(lock, flags, PRIVATE_FILE)
    try:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                break
            else:
                break
        yield
    finally:
        os.close(handle)


def _positions(data: dict[str, Any]) -> dict[str, Any]:
    found = data.get("positions")
    return dict(found) if isinstance(found, dict) else {}


def _marks(data: dict[str, Any], scope: str) -> dict[str, Mark]:
    """The marks kept for a brief, or for all; what is damaged is none."""
    found = data.get("marks")
    found = found.get(scope) if isinstance(found, dict) else None
    made = {letter: _mark(value) for letter, value in found.items()} if isinstance(found, dict) else {}
    return {letter: mark for letter, mark in made.items() if mark and len(letter) == 1 and letter.isalpha()}


def _mark(value: object) -> Mark | None:
    match value:
        case {
            "brief": str(brief), "position": dict(where), "readout": str(readout),
            "paragraph": int(paragraph), "start": int(start),
        }:  # fmt: skip
            return Mark(brief, _position(where), readout, paragraph, start)
    return None


def _position(found: dict[str, Any]) -> Position:
    return Position(**{k: str(v) for k, v in found.items() if k in Position.__dataclass_fields__})
