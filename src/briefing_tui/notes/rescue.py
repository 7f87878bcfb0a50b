"""The last resort: text that could not be saved in its place is put where it can be found."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing_tui.files import write_atomically
from briefing_tui.model import BriefingError, Note
from briefing_tui.notes import folder as place
from briefing_tui.notes import notefile
from briefing_tui.notes.drafts import Drafts
from briefing_tui.reading.unsafe import reason
from briefing_tui.settings.confinement import UNSAVED, last_places


def rescue(notes: Mapping[str, Note], drafts: Drafts) -> list[Path]:
    """Puts each note, given by the id it was opened with, among the drafts; gives the files.

    Where that cannot be, into the user's home folder, or else that of the login session: nothing goes where
    everybody may put files. Raises BriefingError where no place takes it, after each of the notes was tried.
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
    """Raises OSError: why the drafts did not take it."""
    try:
        return drafts.keep(key, note)
    except OSError:
        for folder in _folders():
            path = folder / f"{UNSAVED}{place.new_id()[0]}.md"
            with contextlib.suppress(OSError):
                write_atomically(path, notefile.dump(note), replace=False)
                return path
        raise


def _folders() -> Iterator[Path]:
    """The home folder, and that of the login session, where they are the user's own."""
    # A home may be a link, and others may look into it, not into the file. That of the session is closed.
    for name, look, shut in zip(last_places(), (Path.stat, Path.lstat), (0o002, 0o077), strict=True):
        with contextlib.suppress(OSError):
            folder = Path(name)
            about = look(folder)
            if stat.S_ISDIR(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & shut:
                yield folder
