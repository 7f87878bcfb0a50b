"""What ``--help`` and the man page say: short, with an example each that runs, and the same in both."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from briefing_tui.cli import cli
from tests.unit.test_cli import CHINESE, ENGLISH, run

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "man" / "briefing.1"
TOP = click.Context(cli, info_name="briefing")
COMMANDS = cli.list_commands(TOP)


def command(name: str) -> click.Command:
    found = cli.get_command(TOP, name)
    assert found
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_that_runs(name: str, tmp_path: Path) -> None:
    (tmp_path / "ours.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "theirs.txt").write_text(CHINESE, "utf-8")
    words, _, example = (command(name).epilog or "").partition("Example: ")
    assert not words
    assert f"briefing {name}" in example
    if command(name).hidden:
        return  # it opens the screen
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", example], cwd=tmp_path, env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_80_columns_and_nothing_is_cut(name: str) -> None:
    done = run(*filter(None, [name]), "--help", env={"COLUMNS": "80"})
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line.endswith("...") and line.startswith("  ") and not name]
    assert lines[0].startswith(f"Usage: briefing {name}".rstrip())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    options = [p for p in command(name).params if isinstance(p, click.Option)]
    assert all(p.help and p.help.endswith((".", ")", "...")) for p in options)


def test_the_man_page_is_made_from_the_command_line() -> None:
    page = runpy.run_path(str(ROOT / "man" / "make.py"))["page"]()
    assert PAGE.read_text("utf-8") == page, "make man"
    assert page.isascii()
    for name in COMMANDS:
        assert (f'.SS "briefing {name} ' in page) is not command(name).hidden


@pytest.mark.parametrize(
    "formatter",
    [["mandoc", "-T", "lint"], ["groff", "-ww", "-Tutf8", "-man"], ["man", "--warnings", "-l"]],
    ids=lambda words: words[0],
)
def test_the_man_page_is_formatted_without_a_warning(formatter: list[str]) -> None:
    if shutil.which(formatter[0]) is None:
        pytest.skip(f"{formatter[0]} is not installed")
    done = subprocess.run(
        [*formatter, str(PAGE)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        check=False, env=os.environ | {"MANPAGER": "cat", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    if formatter[0] == "mandoc":
        assert done.stdout == ""
    else:
        assert "two governments' readouts" in done.stdout
