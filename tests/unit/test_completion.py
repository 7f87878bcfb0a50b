"""What is offered behind ``briefing`` in a shell, and at what price."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_tui.cli.completion import SHELLS
from briefing_tui.settings.paths import Paths
from tests.conftest import OwnWords
from tests.unit.test_cli import say

BRIEF = "2025-02-24-putin-xi"


def offered(*typed: str, restricted: bool = False) -> list[str]:
    """What may stand in place of the last word; ``FILES`` where the shell offers its own."""
    lines = say(*["--restricted"] * restricted, "completion", "bash", "--", *typed).output.splitlines()
    rows = [line.split("\t") for line in lines]
    return ["FILES" if kind == "file" else value for kind, value, _ in rows]


def test_commands_come_first_then_briefs_and_files() -> None:
    found = offered("")
    assert found[:2] == ["cards", "changes"]
    assert BRIEF in found
    assert found[-1] == "FILES"
    assert "open" not in found, "it is what is done without a command"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (["show", "2025-02"], [BRIEF, "FILES"]),
        (["notes", "2025-02"], [BRIEF]),
        (["import", ""], ["FILES"]),
        (["export", BRIEF, "-o", "x"], ["FILES"]),
        (["export", "--style", ""], ["quotes", "table"]),
        (["export", BRIEF, "--sides", "russia,china.z"], ["russia,china.zh"]),
        (["export", "no-such-brief", "--sides", ""], []),
        (["export", BRIEF, "--card", "econ"], ["economy"]),
        (["show", "--card=econ"], ["--card=economy"]),
        (["show", "--card", "=", "econ"], ["economy"]),
        (["show", "--card", "=", "", "x"], ["FILES"]),
        (["import", "--side", "russ"], ["russia"]),
        (["revisions", BRIEF, "china.e"], ["china.en"]),
        (["completion", ""], list(SHELLS)),
        (["wel"], ["welcome", "FILES"]),
        (["notes", "wel"], []),
        (["export", BRIEF, "--with", ""], ["changes", "tone"]),
        (["export", BRIEF, "--with", "tone,"], ["tone,changes"]),
        (["import", "--lang", "r"], ["ro", "ru"]),
        (["formulas", BRIEF, "--side", ""], ["russia", "china"]),
        (["formulas", "--side", "russ"], ["russia"]),
        (["--library", "/no/such/folder", "show", "2025-02"], ["FILES"]),
        (["search", ""], []),
        (["--vers"], ["--version"]),
    ],
    ids=str,
)
def test_each_word_has_its_own(typed: list[str], wanted: list[str]) -> None:
    assert offered(*typed) == wanted


def test_the_equals_sign_of_bash_alone() -> None:
    assert "economy" in offered("show", "--card", "=")


def test_cards_of_the_desk_s_own(own_words: OwnWords) -> None:
    own_words({"cards.toml": '[climate]\nheading = "Climate"\n'})
    assert offered("show", BRIEF, "--card", "cl") == ["climate"]


def test_briefs_of_a_library_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "brief.md").write_text("---\ntitle: Talks\n---\n", "utf-8")
    (tmp_path / "talkative").mkdir()
    assert offered("--library", str(tmp_path), "show", "talk") == ["talks", "FILES"]
    assert offered("--library", str(tmp_path), "show", "talk", restricted=True) == []


def test_restricted_mode_offers_the_names_in_its_own_folders(places: Paths) -> None:
    for folder, name in ((places.imports, "ours.txt"), (places.exports, "done.md")):
        folder.mkdir(parents=True)
        (folder / name).touch()
    assert offered("import", "", restricted=True) == ["ours.txt"]
    assert offered("export", BRIEF, "-o", "", restricted=True) == ["done.md"]
    assert "FILES" not in offered("", restricted=True)


def test_a_name_that_would_command_the_terminal_is_not_offered(places: Paths) -> None:
    for folder in ("bad\x1b]0;x\x07", "bade"):
        (places.data / "briefs" / folder).mkdir(parents=True)
        (places.data / "briefs" / folder / "brief.md").touch()
    assert offered("notes", "ba") == ["bade"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_in_restricted_mode_too(shell: str) -> None:
    script = say("completion", shell).output
    assert f"completion {shell} --" in script
    assert say("--restricted", "completion", shell).output == script


def test_nothing_is_analysed_and_no_screen_is_loaded() -> None:
    code = (
        "import json, sys\n"
        "from briefing_tui.cli import cli\n"
        "cli(['completion', 'bash', '--', *sys.argv[1:]], standalone_mode=False)\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    for typed in (["show", "2025"], [""], ["show", "x", "--card", ""]):
        done = subprocess.run(
            [sys.executable, "-c", code, *typed], capture_output=True, text=True, timeout=60, check=True
        )
        modules = set(json.loads(done.stdout.splitlines()[-1]))
        assert not {"textual", "rich", "yaml", "pydantic"} & modules
        assert not {name for name in modules if name.startswith("briefing_tui.analysis.")}
