"""What was open last: brief, card, point, view. Small, derived from use, never needed to start."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefing_tui.files import private_folder, write_atomically

_KEPT = 200  # briefs whose place is remembered


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader stood in a brief: card, view, id of the point, keys of the two readouts."""

    card: str = ""
    view: str = "compare"
    point: str = ""
    left: str = ""
    right: str = ""


class State:
    """The remembered places; unreadable or damaged state is no state."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "state.json"
        self._data = self._read()
        self._mine: dict[str, Any] = {}  # what this session has changed
        self._moved: dict[str, Position] = {}

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
        return Position(**{k: str(v) for k, v in found.items() if k in Position.__dataclass_fields__})

    def keep(self, brief: str, position: Position) -> None:
        """Remembers the place; on disk with the next ``save``."""
        self._moved.pop(brief, None)
        self._moved[brief] = position
        self._mine["last"] = brief

    def save(self) -> None:
        """Adds what this session changed to what is on disk, where another session may have written.

        A place that cannot be written costs the memory, not the work.
        """
        if not self._mine:
            return
        data = {**self._read(), **self._mine}
        positions = _positions(data)
        for brief, position in list(self._moved.items()):
            positions.pop(brief, None)
            positions[brief] = asdict(position)
        data["positions"] = dict(list(positions.items())[-_KEPT:])
        with contextlib.suppress(OSError):
            private_folder(self._path.parent)
            write_atomically(self._path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")

    def _read(self) -> dict[str, Any]:
        try:
            read = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}


def _positions(data: dict[str, Any]) -> dict[str, Any]:
    found = data.get("positions")
    return dict(found) if isinstance(found, dict) else {}
