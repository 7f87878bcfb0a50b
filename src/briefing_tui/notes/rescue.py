"""The last resort: text that could not be saved in its place is put where it can be found."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefing_tui.files import write_atomically
from briefing_tui.model import BriefingError, Note
from briefing_tui.notes import notefile
from briefing_tui.notes.drafts import Drafts
from briefing_tui.reading.unsafe import reason


def rescue(notes: Mapping[str, Note], drafts: Drafts) -> list[Path]:
    """Puts each note, given by the id it was opened with, among the drafts; gives the files.

    Where that cannot be either, into a new folder of the system's for temporary files. Raises BriefingError
    where that takes nothing too, after each of the notes was tried.
    """
    kept, problem = [], ""
    for key, note in notes.items():
        try:
            kept.append(_keep(key, note, drafts))
        except OSError as error:
            problem = reason(error)
    if problem:
        raise BriefingError(f"no place takes the note: {problem}")
    return kept


def _keep(key: str, note: Note, drafts: Drafts) -> Path:
    try:
        return drafts.keep(key, note)
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="briefing-unsaved-")) / f"{note.id}.md"
        write_atomically(path, notefile.dump(note))
        return path
