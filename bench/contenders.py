"""The programs that are measured: this one, the bare Textual program that is the floor, and others like it.

All of them in the same terminal with the same environment. A rival shows what it is made for, at about the
length of the brief: a Markdown document or a text file of the brief's words, or what it opens by itself.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import library
from harness import places, surroundings

BENCH = Path(__file__).parent
BRIEF = "2026-02-04-putin-xi"
PYTHON = sys.executable
BRIEFING = str(Path(PYTHON).parent / "briefing")
Environment = tuple[tuple[str, str], ...]
# How it is started, and what tells it so: as over SSH it is sparing with bytes.
WAYS: dict[str, Environment] = {
    "briefing": (),
    "low bandwidth": (("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22"),),
}
DOWN, HOME, CTRL_HOME, CTRL_C, CTRL_Q = b"\x1b[B", b"\x1b[H", b"\x1b[1;5H", b"\x03", b"\x11"


@dataclass(frozen=True)
class Contender:
    """A program and what is done with it.

    ``expect`` are words of its first frame. ``steps`` are keys, each with the name that it is counted under;
    what is called "" is not counted. ``leave`` are the keys that end it. ``more`` stands in its environment.
    """

    name: str
    command: tuple[str, ...]
    expect: tuple[str, ...]
    steps: tuple[tuple[str, bytes], ...] = ()
    leave: bytes = CTRL_Q
    more: Environment = ()


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
    return [Contender(name, (BRIEFING, BRIEF), shown, _READING, b"q", more) for name, more in WAYS.items()]


def of_library(home: Path, number: int) -> Contender:
    """The program where the user has a library of so many made-up briefs; it is written, and listed once."""
    own = home / f"home-{number}"
    library.write(own / "data" / "briefing-tui" / "briefs", number)
    more = tuple(places(own).items())
    subprocess.run((BRIEFING, "list"), check=True, stdout=subprocess.DEVNULL, env=surroundings(own))
    return Contender(f"{number:,} briefs", (BRIEFING,), ("briefs", "Enter", "quit"), leave=b"q", more=more)


def rivals(folder: Path | None, home: Path) -> tuple[list[Contender], list[str]]:
    """Those that have a venv in ``folder``, and the names of those that have none.

    What they show is written into ``home``: for the two that read texts, the brief as ``briefing show``
    prints it; for posting a collection of requests; for harlequin lines of SQL are pasted.
    """
    text = subprocess.run((BRIEFING, "show", BRIEF), check=True, stdout=subprocess.PIPE).stdout
    for name in ("brief.md", "brief.txt"):
        (home / name).write_bytes(text)
    collection = home / "requests"
    collection.mkdir()
    for i in range(20):
        (collection / f"r{i}.posting.yaml").write_text(f"name: Request {i}\nurl: https://example.org/{i}\n")
    moves = [("move", DOWN)] * 12
    lines = ("", b"\x1b[200~" + b"select 1;\n" * 20 + b"\x1b[201~"), ("", CTRL_HOME)  # pasted
    known = [
        Contender("frogmouth", ("frogmouth", str(home / "brief.md")), ("BILATERAL", "Quit"), (*moves,)),
        Contender(
            "toolong", ("tl", str(home / "brief.txt")), ("Russia", "Help"), (("", HOME), *moves), CTRL_C
        ),
        Contender(
            "posting",
            ("posting", "--collection", str(collection)),
            ("Request 9", "Quit"),
            (*moves,),
            CTRL_C,
            (("POSTING_FOCUS__ON_STARTUP", "collection"),),
        ),
        Contender("harlequin", ("harlequin", ":memory:"), ("memory", "Quit"), (*lines, *moves)),
    ]
    found, missing = [], []
    for one in known:
        program = (folder or home) / one.name / "bin" / one.command[0]
        if program.exists():
            found.append(replace(one, command=(str(program), *one.command[1:])))
        else:
            missing.append(one.name)
    return found, missing
