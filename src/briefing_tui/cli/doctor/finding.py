"""What the doctor finds: a line that says how it stands, and one that says what to do."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import NamedTuple

from briefing_tui.reading.unsafe import clean_line

OK, HINT, BROKEN = "ok", "hint", "broken"


class Finding(NamedTuple):
    """``subject`` is one word, ``words`` how it stands; ``remedy`` a command or a sentence, none where all is
    well.
    """

    state: str
    subject: str
    words: str
    remedy: str = ""


def ok(subject: str, words: str) -> Finding:
    return Finding(OK, subject, words)


def hint(subject: str, words: str, remedy: str) -> Finding:
    """The program works; it could do better, or something waits for the person."""
    return Finding(HINT, subject, words, remedy)


def broken(subject: str, words: str, remedy: str) -> Finding:
    return Finding(BROKEN, subject, words, remedy)


def there(path: Path) -> bool:
    """Whether a file or folder is there; not where one above it cannot be entered, of which that is told."""
    return os.path.exists(path)  # noqa: PTH110 (Path's own raises an error there)


def quoted(path: Path | str) -> str:
    """A path in a command to be copied into a shell from one line: by its bytes where its name would look
    otherwise there, and name another file.
    """
    name = str(path)
    if name == clean_line(name):
        return shlex.quote(name)
    plain = b"/-._0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return "$'" + "".join(chr(b) if b in plain else f"\\{b:03o}" for b in os.fsencode(name)) + "'"
