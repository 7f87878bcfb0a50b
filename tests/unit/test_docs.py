"""The docs and the program say the same: commands run, keys are the table of actions, links hold."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing_tui import __version__
from briefing_tui.__main__ import COMMANDS
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.actions import ACTIONS, key_name

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINKED = [*PAGES, ROOT / "CHANGELOG.md"]
_FENCE = re.compile(r"^```(?P<info>.*)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


class Fence(NamedTuple):
    """A fenced block: its language, the file that it is put as (``text title="ours.txt"``), its text."""

    language: str
    file: str
    body: str


def fences(page: Path) -> Iterator[Fence]:
    for found in _FENCE.finditer(page.read_text("utf-8")):
        language, _, title = found["info"].strip().partition(" ")
        assert not title or re.fullmatch(r'title="[^"]+"', title), f"{page.name}: {found['info']}"
        yield Fence(language, title[7:-1], found["body"])


def commands(page: Path) -> list[str]:
    """The ``briefing ...`` lines of the page's console and shell blocks, as they would be typed."""
    lines = []
    for fence in fences(page):
        for line in fence.body.splitlines() if fence.language in ("console", "sh") else ():
            command = line.removeprefix("$ ") if fence.language == "console" else line.strip()
            if re.match(r"briefing(?:\s|$)", command) and (fence.language == "sh" or line.startswith("$ ")):
                lines.append(command)
    return lines


def opens_the_screen(line: str) -> bool:
    """No command of the program stands in the line: it opens the library, a brief or files."""
    words = shlex.split(line, comments=True)[1:]
    while words[:1] == ["--library"]:
        words = words[2:]
    return not words or (words[0] not in COMMANDS and not words[0].startswith("-")) or words[0] == "open"


def anchors(page: Path) -> set[str]:
    """The ids that a renderer makes of the page's headings."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    titles = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}


@pytest.mark.parametrize(
    ("line", "screen"),
    [
        ("briefing", True), ("briefing 2025-02-24-putin-xi", True), ("briefing a.txt b.txt  # two", True),
        ("briefing --library x", True), ("briefing --library x list", False), ("briefing list", False),
        ("briefing --version", False), ("briefing open x", True),
    ],
)  # fmt: skip
def test_what_opens_the_screen(line: str, screen: bool) -> None:
    assert opens_the_screen(line) is screen


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_run(page: Path, home: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    for fence in (f for p in PAGES for f in fences(p) if f.file):
        assert Path(fence.file).name == fence.file, "a file of an example lies in the working folder"
        (work / fence.file).write_text(fence.body, "utf-8")
    binaries = str(Path(sys.executable).parent)
    for line in (c for c in commands(page) if not opens_the_screen(c)):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=work, stdin=subprocess.PIPE, capture_output=True, text=True, timeout=60, check=False,
            env=os.environ | {"PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}", "TERM": "dumb"},
        )  # fmt: skip
        assert done.returncode == 0, f"{page.name}: {line}\n{done.stderr}"


def test_the_docs_show_every_command() -> None:
    shown = {word for page in PAGES for line in commands(page) for word in shlex.split(line)}
    assert set(COMMANDS) - {"open"} <= shown


def test_the_examples_of_a_lexicon_are_taken(places: Paths) -> None:
    folder = places.config / "lexicon"
    folder.mkdir(parents=True)
    examples = [f for f in fences(ROOT / "docs" / "lexicon.md") if f.language == "toml"]
    for fence in examples:
        (folder / fence.file).write_text(fence.body, "utf-8")
    done = subprocess.run(
        [Path(sys.executable).parent / "briefing", "cards", "-", "--side", "russia", "--json"],
        input="They shook hands on emission trading and on climate finance.\n",
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(examples) == len({f.file for f in examples}) > 5
    assert '"card": "climate"' in done.stdout


def test_the_json_of_the_analysis_is_a_part_of_what_is_printed(tmp_path: Path) -> None:
    for fence in fences(ROOT / "docs" / "importing.md"):
        if fence.file:
            (tmp_path / fence.file).write_text(fence.body, "utf-8")
    done = subprocess.run(
        [Path(sys.executable).parent / "briefing", "cards", "ours.txt", "theirs.txt", "--json"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    (shown,) = (f.body for f in fences(ROOT / "docs" / "analysis.md") if f.language == "json")
    assert is_part(json.loads(shown), json.loads(done.stdout))


def is_part(shown: object, printed: object) -> bool:
    """Whether something of JSON is the other, some keys and members left out."""
    if isinstance(shown, dict) and isinstance(printed, dict):
        return all(key in printed and is_part(value, printed[key]) for key, value in shown.items())
    if isinstance(shown, list) and isinstance(printed, list):
        return all(any(is_part(one, other) for other in printed) for one in shown)
    return shown == printed


@pytest.mark.parametrize("screen", ACTIONS)
def test_key_tables(screen: str) -> None:
    sections = re.split(r"^## ", (ROOT / "docs" / "keys.md").read_text("utf-8"), flags=re.MULTILINE)
    (section,) = (s for s in sections if f"(`{screen}`)" in s.partition("\n")[0])
    shown = [line for line in section.splitlines() if line.startswith("|")]
    keys = {a.name: " ".join(f"`{key_name(k)}`" for k in a.keys) for a in ACTIONS[screen]}
    rows = [f"| {keys[a.name]} | {a.text} | `{a.name}` |" for a in ACTIONS[screen]]
    assert shown == ["| key | action | name |", "|---|---|---|", *rows]


def test_no_other_key_tables() -> None:
    tables = re.findall(r"^\|---\|---\|---\|$", (ROOT / "docs" / "keys.md").read_text("utf-8"), re.MULTILINE)
    assert len(tables) == len(ACTIONS)


@pytest.mark.parametrize("page", LINKED, ids=lambda p: p.name)
def test_links_lead_to_a_file(page: Path) -> None:
    text = _FENCE.sub("", page.read_text("utf-8"))
    for target in (m["target"] for m in _LINK.finditer(text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.is_file(), f"{page.name}: {target}"
        assert there.is_relative_to(ROOT), f"{page.name}: {target} leaves the checkout"
        assert not anchor or anchor in anchors(there), f"{page.name}: {target}"


def test_the_changes_of_this_version_are_told() -> None:
    assert f"## [{__version__}] - " in (ROOT / "CHANGELOG.md").read_text("utf-8")
