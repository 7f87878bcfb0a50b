"""The programs that are measured: this one, the bare Textual program that is the floor, and others like it.

All of them in the same terminal with the same environment. A rival shows what it is made for, at about the
length of the brief: a Markdown document or a text file of the brief's words, or what it opens by itself.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

BENCH = Path(__file__).parent
BRIEF = "2026-02-04-putin-xi"
PYTHON = sys.executable
BRIEFING = str(Path(PYTHON).parent / "briefing")
WAYS = {"briefing": "--no-low-bandwidth", "low bandwidth": "--low-bandwidth"}
DOWN, HOME, CTRL_HOME, CTRL_C, CTRL_Q = b"\x1b[B", b"\x1b[H", b"\x1b[1;5H", b"\x03", b"\x11"


@dataclass(frozen=True)
class Contender:
    """A program and what is done with it.

    ``expect`` are words of its first frame. ``steps`` are keys, each with the name that it is counted under;
    what is called "" is not counted. ``leave`` are the keys that end it.
    """

    name: str
    command: tuple[str, ...]
    expect: tuple[str, ...]
    steps: tuple[tuple[str, bytes], ...] = ()
    leave: bytes = CTRL_Q


HELLO = Contender(
    "hello-world",
    (PYTHON, str(BENCH / "hello.py")),
    ("Hello world",),
    (("move", b"j"), ("move", b"k")) * 6,
)

# Begins at the same card whatever was open last, moves down past the window's end and up again, and ends in
# the library, which is left with q.
_READING = (
    *(("", key) for key in (b"1", b"g")),
    *[("move", b"j")] * 7,
    *[("move", b"k")] * 5,
    *(("card", key) for key in (b"3", b"4", b"2", b"5", b"1")),
    *[("view", b"v")] * 5,
    ("", b"q"),
)


def ours() -> list[Contender]:
    """The program with a bundled brief: with all that Textual paints, and frugally, as over SSH."""
    shown = ("Bilateral", "Setting", "¶", "help")  # first and last card, the text, the foot
    return [
        Contender(name, (BRIEFING, flag, BRIEF), shown, _READING, leave=b"q") for name, flag in WAYS.items()
    ]


def library(folder: Path, number: int) -> Contender:
    """The program over a library of made-up briefs."""
    command = (BRIEFING, WAYS["briefing"], "--library", str(folder))
    return Contender(f"{number:,} briefs", command, ("briefs", "Enter", "quit"), leave=b"q")


def rivals(folder: Path | None, home: Path) -> tuple[list[Contender], list[str]]:
    """Those that have a venv in ``folder``, and the names of those that have none.

    What they show is written into ``home``: for the two that read texts, the brief as ``briefing show``
    prints it; for posting a collection of requests; for harlequin lines of SQL are typed.
    """
    text = run_for(BRIEFING, "show", BRIEF)
    for name in ("brief.md", "brief.txt"):
        (home / name).write_bytes(text)
    collection = home / "requests"
    collection.mkdir()
    for i in range(20):
        (collection / f"r{i}.posting.yaml").write_text(f"name: Request {i}\nurl: https://example.org/{i}\n")
    in_list = ("env", "POSTING_FOCUS__ON_STARTUP=collection")
    moves = [("move", DOWN)] * 12
    lines = ("", b"select 1,\r" * 20), ("", CTRL_HOME)
    known = [
        Contender("frogmouth", ("frogmouth", str(home / "brief.md")), ("BILATERAL", "Quit"), (*moves,)),
        Contender(
            "toolong", ("tl", str(home / "brief.txt")), ("Russia", "Help"), (("", HOME), *moves), CTRL_C
        ),
        Contender(
            "posting", ("posting", "--collection", str(collection)), ("Request 9", "Quit"), (*moves,), CTRL_C
        ),
        Contender("harlequin", ("harlequin", ":memory:"), ("memory", "Quit"), (*lines, *moves)),
    ]
    found, missing = [], []
    for one in known:
        program = (folder or home) / one.name / "bin" / one.command[0]
        if program.exists():
            prefix = in_list if one.name == "posting" else ()
            found.append(replace(one, command=(*prefix, str(program), *one.command[1:])))
        else:
            missing.append(one.name)
    return found, missing


def run_for(*command: str) -> bytes:
    """What a command prints."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
