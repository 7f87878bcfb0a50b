"""What a brief's folder looks like: ``brief.md``, one file a readout, and a folder of earlier texts."""

from __future__ import annotations

from pathlib import Path

BRIEF_FILE = "brief.md"
REVISIONS = "revisions"  # texts as they were before a newer one came; no readouts of the brief any more
_SUFFIXES = frozenset({".md", ".markdown", ".txt"})


def is_brief(folder: Path) -> bool:
    return (folder / BRIEF_FILE).is_file()


def files(folder: Path) -> list[Path]:
    """``brief.md`` and the readouts of a folder, in a fixed order; nothing below it. Raises OSError."""
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES and not p.name.startswith("."))
