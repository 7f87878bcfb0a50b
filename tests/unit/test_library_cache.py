"""What is kept is made anew when the code that makes it has changed, and when no other has."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

import briefing_tui
from briefing_tui.finding import facts, index
from briefing_tui.library import holdings
from briefing_tui.library.cache import ANALYSIS, READING, sources

PACKAGE = Path(briefing_tui.__file__).parent
SHELF = "library/shelf.py"  # asks the rest, which is looked at by itself; where places are changes no text
# What is kept: the code that is said to make it, and the modules where that begins.
MADE = {
    "briefs": (READING, ["library/folder.py", "library/codec.py", "library/cache.py"]),
    "comparisons": (ANALYSIS, ["analysis/compare.py", "analysis/tables.py", "library/codec.py"]),
    "formulas": (ANALYSIS, ["library/timelines.py"]),
    "holdings": (holdings.CODE, ["library/holdings.py"]),
    "index": (index.CODE, ["finding/updating.py"]),
    "facts": (facts.CODE, ["finding/facts.py"]),
}


def imported(path: Path) -> Iterator[Path]:
    """The files of our own that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            within = ".".join(("briefing_tui", *path.parent.relative_to(PACKAGE).parts))
            module = resolve_name("." * node.level + (node.module or ""), within)
            names = [module, *(f"{module}.{a.name}" for a in node.names)]
        for name in names:
            top, *rest = name.split(".")
            if top == "briefing_tui" and rest:
                at = PACKAGE.joinpath(*rest)
                yield from (p for p in (at.with_suffix(".py"), at / "__init__.py") if p.is_file())


def reached(begin: list[str]) -> set[str]:
    """All files from which something comes into these, by the real imports."""
    found: set[str] = set()
    waiting = [PACKAGE / name for name in begin]
    while waiting:
        path = waiting.pop()
        name = path.relative_to(PACKAGE).as_posix()
        if name not in found:
            found.add(name)
            waiting += [] if name == SHELF else imported(path)
    return found


@pytest.mark.parametrize("what", MADE)
def test_all_code_that_makes_it_is_looked_at(what: str) -> None:
    code, begin = MADE[what]
    looked_at = {p.relative_to(PACKAGE).as_posix() for p in sources(code)}
    assert len(looked_at) > 30 and looked_at >= set(begin)
    rooms = {n for n in reached(begin) - looked_at if (PACKAGE / n).read_text("utf-8").count("\n") > 1}
    assert not rooms, "an __init__.py of one line may stay out"


def test_the_words_are_looked_at() -> None:
    words = {p for room in ("reading", "analysis") for p in (PACKAGE / room).rglob("*.toml")}
    assert len(words) > 20 and words <= set(sources(ANALYSIS))


# Prints what is kept when a library has been listed, searched and analysed, and what was loaded for it.
SEARCH = """
import sys
from pathlib import Path
from briefing_tui.desk import Desk
desk = Desk()
list(desk.finder.update())
at = Path(sys.modules["briefing_tui"].__file__).parent
for module in list(sys.modules.values()):
    file = getattr(module, "__file__", None)
    if file and at in Path(file).parents:
        print(Path(file).relative_to(at).as_posix())
"""


def test_nothing_else_is_loaded_to_make_the_index() -> None:
    """What asks and what is told where things lie apart."""
    done = subprocess.run(
        [sys.executable, "-c", SEARCH], capture_output=True, text=True, check=True, timeout=120
    )
    looked_at = {p.relative_to(PACKAGE).as_posix() for p in sources(index.CODE)}
    asks = {"desk.py", "finding/finder.py"}
    loaded = {n for n in done.stdout.split() if not n.endswith("__init__.py")} - looked_at - asks
    assert {n.split("/")[0] for n in loaded} <= {"settings", "notes"}, loaded


SIGN = """
from briefing_tui.finding import facts, index
from briefing_tui.library.cache import ANALYSIS, READING, program
print(*map(program, (READING, ANALYSIS, index.CODE, facts.CODE)))
"""


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ("", 4), ("tui/app.py", 4), ("cli/group.py", 4), ("desk.py", 4), ("export/markdown.py", 4),
        ("library/bulk.py", 4), ("finding/terms.py", 3), ("finding/facts.py", 3),
        ("analysis/tone.py", 2), ("analysis/lexicon/tone.toml", 2),
        ("reading/formats/html.py", 0), ("reading/places.toml", 0), ("model.py", 0),
    ],
)  # fmt: skip
def test_a_change_of_other_code_makes_nothing_anew(tmp_path: Path, changed: str, same: int) -> None:
    """Of four signatures so many stay; that all files have new times changes none."""
    shutil.copytree(PACKAGE, tmp_path / "briefing_tui", ignore=shutil.ignore_patterns("__pycache__"))

    def signs() -> list[str]:
        done = subprocess.run(
            [sys.executable, "-B", "-c", SIGN], capture_output=True, text=True, check=True, timeout=60,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )  # fmt: skip
        return done.stdout.split()

    before = signs()
    for path in (tmp_path / "briefing_tui").rglob("*.*"):
        os.utime(path, (10**9, 10**9))
    if changed:
        with (tmp_path / "briefing_tui" / changed).open("a") as file:
            file.write("# a word more\n")
    assert sum(a == b for a, b in zip(before, signs(), strict=True)) == same
