"""Two texts of one note in one, for the person to finish."""

from __future__ import annotations

import difflib

NOTE, COPY, END = "--- in the note ---", "--- in the copy ---", "--- end ---"


def merged(note: str, copy: str) -> str:
    """Every line of both: what they share once; where they differ, one after the other under a heading.

    Lines that only one of them has between shared ones stand there without headings.
    """
    ours, theirs = note.split("\n"), copy.split("\n")
    made: list[str] = []
    for _, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        mine, other = ours[a:b], theirs[c:d]
        if mine == other or not mine or not other:
            made += mine or other
        else:
            made += [NOTE, *mine, COPY, *other, END]
    return "\n".join(made)
