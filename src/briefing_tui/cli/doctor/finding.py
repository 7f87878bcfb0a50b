"""What the doctor finds: a line that says how it stands, and one that says what to do."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import NamedTuple

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


def quoted(path: Path | str) -> str:
    """A path in a command that can be copied into a shell."""
    return shlex.quote(str(path))
