"""The house: who may import whom, and what is never loaded on the way to a line of text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

import briefing_tui

ROOT = Path(__file__).parents[2]
SCREEN = {"textual", "rich"}
SLOW = {"yaml", "pydantic", "markdown_it"}
# Runs a command in a process of its own and prints, last, the top packages that it loaded.
ASK = """
import json, sys
from briefing_tui.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded(*args: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", ASK, *args],
        stdin=subprocess.PIPE,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT, stdin=subprocess.PIPE, capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"COLUMNS": "200"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["--version"], ["--help"], ["list"], ["list", "--json"], ["show", "2026-02-04-putin-xi"],
        ["export", "2026-02-04-putin-xi"], ["gaps", "2026-02-04-putin-xi"], ["search", "Shenzhen"], ["notes"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_command_loads_the_screen(args: list[str]) -> None:
    modules = loaded(*args)
    assert "briefing_tui" in modules
    assert not SCREEN & modules


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_version_loads_next_to_nothing(option: str) -> None:
    assert not (SCREEN | SLOW) & loaded(option)


def test_the_version_is_told_before_anything_of_ours_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "briefing_tui", "--version"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout == f"briefing, version {briefing_tui.__version__}\n"
    after = done.stderr.partition("briefing_tui")[2]
    assert re.findall(r"\| +(\S+)$", after, re.MULTILINE) == [], "loaded once the package is"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_version_that_cannot_be_told_is_an_error() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "briefing_tui", "--version"],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "briefing: no space left on device\n")


def test_a_cached_list_loads_no_parser() -> None:
    assert loaded("list") >= SLOW, "the first time the briefs are read"
    assert not SLOW & loaded("list")


def test_a_cached_export_loads_no_parser_of_texts() -> None:
    """They took a third of its time. The reader of YAML writes the front matter, too."""
    assert loaded("export", "2026-02-04-putin-xi") >= {"pydantic", "markdown_it"}, "at first they are read"
    parsers = {"pydantic", "markdown_it", "rapidfuzz", "snowballstemmer"}
    assert not parsers & loaded("export", "2026-02-04-putin-xi")


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert briefing_tui.__version__ == project["version"]


def test_model_imports_nothing_of_ours_but_how_its_classes_are_made() -> None:
    code = "import sys, briefing_tui.model; print([m for m in sys.modules if m.startswith('briefing_tui.')])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert set(re.findall(r"briefing_tui\.(\w+)", done.stdout)) == {"model", "frozen"}


def test_the_screen_loads_no_words_of_the_analysis() -> None:
    """A brief from the cache needs none. They cost a session more than a megabyte, and time at the start."""
    code = "import sys, briefing_tui.tui.app; print([m for m in sys.modules if 'ing_tui.analysis.' in m])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert "rows" in done.stdout
    assert not {"words", "cards", "tables", "features", "matches"} & set(re.findall(r"\w+", done.stdout))


# What the quick way in imports until it paints; what it imports on the way is imported by these.
START = """
import sys
import briefing_tui.__main__, briefing_tui.desk, briefing_tui.settings.terminal
import briefing_tui.tui.app, briefing_tui.tui.terminal.driver
print("\\n".join(sys.modules))
"""
# Each took 1 to 30 ms of the start, and memory of every session, until it was put off.
NOT_YET = {
    "click", "hashlib", "markdown_it", "pydantic", "yaml", "tomllib", "sqlite3", "unittest", "textual.pilot",
    "textual.widgets._text_area", "textual.widgets._markdown", "briefing_tui.analysis.words",
    "briefing_tui.reading.frontmatter", "briefing_tui.finding.catalogue", "briefing_tui.tui.palette",
    "briefing_tui.tui.stand_ins", "briefing_tui.tui.widgets.editor", "briefing_tui.tui.widgets.typing",
    "briefing_tui.tui.screens.help", "briefing_tui.tui.screens.library", "briefing_tui.export",
}  # fmt: skip
# Notes the classes for which the standard library writes all methods.
WATCH = """
define = dataclasses._process_class
def watched(cls, init, *rest):
    if init:
        print(f"slow:{cls.__module__}.{cls.__qualname__}")
    return define(cls, init, *rest)
dataclasses._process_class = watched
"""
OURS = 90  # modules, 0.15 ms each before a line of them has run


def test_the_way_to_the_first_frame_loads_little() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(done.stdout.split())
    assert not NOT_YET & loaded
    ours = sorted(name for name in loaded if name.startswith("briefing_tui"))
    assert 40 < len(ours) <= OURS, "import it where it is used: " + " ".join(ours)


def test_classes_on_that_way_are_defined_the_quick_way() -> None:
    """Those that need what ``frozen`` has not (factories, a class that changes) are few."""
    code = START.replace("import sys\n", "import sys, dataclasses\n" + WATCH)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    slow = [name for name in done.stdout.split() if name.startswith("slow:briefing_tui")]
    assert len(slow) <= 6, slow


def test_the_quick_way_in_knows_every_command() -> None:
    from briefing_tui.__main__ import COMMANDS
    from briefing_tui.cli import cli

    commands = cli.list_commands(click.Context(cli))
    assert set(commands) == COMMANDS
    assert all(cli.get_command(click.Context(cli), name) for name in commands)
