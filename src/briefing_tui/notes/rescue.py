"""The last resort: text that could not be saved in its place is put where it can be found."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from briefing_tui.files import private_folder, write_atomically
from briefing_tui.model import Note
from briefing_tui.notes import notefile


def rescue(notes: Iterable[Note], folder: Path) -> list[Path]:
    """Writes each note into ``folder``, or else into a new folder of the system's; gives the files."""
    return [_keep(note, folder) for note in notes]


def _keep(note: Note, folder: Path) -> Path:
    try:
        path = private_folder(folder) / f"unsaved-{note.id}.md"
        write_atomically(path, notefile.dump(note))
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="briefing-unsaved-")) / f"{note.id}.md"
        write_atomically(path, notefile.dump(note))
    return path
