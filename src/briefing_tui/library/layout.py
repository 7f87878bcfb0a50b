"""What a brief's folder looks like: ``brief.md``, one file a readout, and a folder of earlier texts."""

from __future__ import annotations

import errno
import os
from pathlib import Path

BRIEF_FILE = "brief.md"
REVISIONS = "revisions"  # texts as they were before a newer one came; no readouts of the brief any more
MOST = 1000  # files in a brief's folder
SUFFIXES = frozenset({".md", ".markdown", ".txt"})


def is_brief(folder: Path) -> bool:
    """Raises OSError where that cannot be told."""
    return (folder / BRIEF_FILE).is_file()


def reach(folder: Path, *, own: bool) -> Path:
    """The folder out of which no link in a brief's folder leads: that itself, or for the user's ``own`` links
    the root of all.
    """
    return Path(folder.anchor) if own else folder


def files(folder: Path) -> list[Path]:
    """``brief.md`` and the readouts of a folder, in a fixed order; nothing below it.

    Raises OSError, where there are more than ``MOST`` files too: of a whole disk no list is made.
    """
    names = []
    with os.scandir(folder) as entries:
        for n, entry in enumerate(entries):
            if n == MOST:
                raise OSError(errno.E2BIG, f"more than {MOST} files", str(folder))
            names.append(entry.name)
    found = (folder / name for name in sorted(names) if not name.startswith("."))
    return [p for p in found if p.suffix.lower() in SUFFIXES]
