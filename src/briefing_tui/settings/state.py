"""What was open last: brief, card, point, view. Small, derived from use, never needed to start."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from briefing_tui.files import private_folder, write_atomically

_KEPT = 200  # briefs whose place is remembered


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader stood in a brief: ``row`` and ``side`` of the compare view, keys of the pair."""

    card: str = ""
    view: str = "compare"
    point: str = ""
    left: str = ""
    right: str = ""


class State:
    """The remembered places; unreadable or damaged state is no state."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "state.json"
        self._data: dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(self._path.read_text("utf-8"))
            if isinstance(read, dict):
                self._data = read

    @property
    def last_brief(self) -> str:
        """Id of the brief that was open last, or an empty string."""
        return str(self._data.get("last", ""))

    @property
    def theme(self) -> str:
        return str(self._data.get("theme", ""))

    def keep_theme(self, name: str) -> None:
        self._data["theme"] = name

    def position(self, brief: str) -> Position:
        """The place in that brief; the default one where none is remembered."""
        known = self._data.get("positions", {})
        found = known.get(brief) if isinstance(known, dict) else None
        if not isinstance(found, dict):
            return Position()
        fields = {k: str(v) for k, v in found.items() if k in Position.__dataclass_fields__}
        return replace(Position(), **fields)

    def keep(self, brief: str, position: Position) -> None:
        known = self._data.get("positions")
        positions = dict(known) if isinstance(known, dict) else {}
        positions.pop(brief, None)
        positions[brief] = asdict(position)
        self._data["last"] = brief
        self._data["positions"] = dict(list(positions.items())[-_KEPT:])

    def save(self) -> None:
        """Writes what is remembered. A place that cannot be written costs the memory, not the work."""
        with contextlib.suppress(OSError):
            private_folder(self._path.parent)
            write_atomically(self._path, json.dumps(self._data, ensure_ascii=False, indent=1) + "\n")
