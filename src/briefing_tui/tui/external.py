"""The person's own editor on a file, in place of the screen, and what came of it."""

from __future__ import annotations

import os
import shlex
import shutil
from enum import Enum
from pathlib import Path

from briefing_tui.files import digest, read_ordinary
from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean_line, reason
from briefing_tui.tui import signals

VARIABLES = ("VISUAL", "EDITOR")  # the first that is set counts


class Outcome(Enum):
    CHANGED = "the note was changed in your editor"
    UNCHANGED = "the note is unchanged"
    ABORTED = "your editor ended with an error: what it left is shown"


def command() -> list[str]:
    """``$VISUAL`` or else ``$EDITOR`` as words. Raises BriefingError that says what to set."""
    for name in VARIABLES:
        value = os.environ.get(name, "").strip()
        if value:
            try:
                words = shlex.split(value)
            except ValueError as error:
                raise BriefingError(f"${name} cannot be read: {error}: {clean_line(value)}") from None
            if shutil.which(words[0]) is None:
                raise BriefingError(f"${name} names {clean_line(words[0])}, which is not here or no program")
            return words
    raise BriefingError("no editor is set: leave, say export EDITOR=nano (or vim, ...), and come back")


def edit(editor: list[str], path: Path) -> Outcome:
    """Runs the editor on the file and waits. The terminal must be free. Raises BriefingError."""
    before = _state(path)
    with signals.lent() as blocked:
        try:
            process = os.posix_spawnp(editor[0], [*editor, str(path)], os.environ, setsigmask=blocked)
        except OSError as error:
            raise BriefingError(f"{clean_line(editor[0])} cannot be started: {reason(error)}") from None
        signals.borrowed(process)
        _, status = os.waitpid(process, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        return Outcome.ABORTED
    return Outcome.UNCHANGED if _state(path) == before else Outcome.CHANGED


def _state(path: Path) -> str:
    try:
        return digest(read_ordinary(path))
    except OSError:
        return ""
