"""``briefing settings``: every place, what is in force, and who says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing_tui.settings.paths import Paths
from tests.unit.test_cli import say
from tests.unit.test_restricted import run


def asked(*options: str, **env: str) -> dict[str, Any]:
    done = run(*options, "settings", "--json", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def in_force(*options: str, **env: str) -> dict[str, tuple[object, str]]:
    return {s["name"]: (s["value"], s["why"]) for s in asked(*options, **env)["settings"]}


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR", "SSH_CONNECTION", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_every_place_is_named_and_nothing_is_made(places: Paths, home: Path) -> None:
    found = {p["name"]: (p["path"], p["there"]) for p in asked()["places"]}
    assert {
        "briefs: bundled", "briefs: shared", "briefs: yours", "data", "notes", "config", "settings.toml",
        "keys.toml", "lexicon", "themes", "themes: bundled", "state", "cache",
    } == set(found)  # fmt: skip
    assert found["briefs: bundled"] == (str(places.bundled / "briefs"), True)
    assert found["notes"] == (str(places.notes), False)
    assert not home.exists()
    places.notes.mkdir(parents=True)
    assert {p["name"]: p["there"] for p in asked()["places"]}["notes"] is True


def test_places_of_restricted_mode_and_of_a_library(places: Paths, tmp_path: Path) -> None:
    assert {"imports", "exports"} <= {p["name"] for p in asked("--restricted")["places"]}
    named = {p["name"]: p["path"] for p in asked("--library", str(tmp_path))["places"]}
    assert named["briefs: library"] == str(tmp_path)


def test_by_default() -> None:
    assert in_force() == {
        "restricted": (False, "default"), "measure": (72, "default"), "low_bandwidth": (False, "default"),
        "colours": (True, "default"), "charset": ("utf-8", "default"), "theme": ("slate", "default"),
        "editor": ("none", "neither $VISUAL nor $EDITOR is set"),
    }  # fmt: skip


def test_what_the_settings_say(places: Paths) -> None:
    places.config.mkdir(parents=True)
    path = places.config / "settings.toml"
    path.write_text("# ours\nmeasure = 80\nlow_bandwidth = true\nrestricted = true\n", "utf-8")
    found = in_force()
    assert found["measure"] == (80, f"{path}:2")
    assert found["low_bandwidth"] == (True, f"{path}:3")
    assert found["restricted"] == (True, f"{path}:4")
    assert found["editor"] == ("none", "restricted mode starts no program")


@pytest.mark.parametrize(
    ("options", "env", "name", "value", "why"),
    [
        ([], {"SSH_CONNECTION": "a b"}, "low_bandwidth", True, "SSH_CONNECTION is set"),
        (["--no-low-bandwidth"], {"SSH_CONNECTION": "a b"}, "low_bandwidth", False, "--no-low-bandwidth"),
        (["--low-bandwidth"], {}, "low_bandwidth", True, "--low-bandwidth"),
        (["--restricted"], {}, "restricted", True, "--restricted"),
        ([], {"NO_COLOR": "1"}, "colours", False, "NO_COLOR is set"),
        ([], {"LC_ALL": "ru_RU.KOI8-R", "LANG": "C"}, "charset", "koi8-r", "LC_ALL=ru_RU.KOI8-R"),
        # The server does not know it: Python puts its own there, and LANG says something else.
        ([], {"LC_CTYPE": "ru_RU.KOI8-R", "LANG": "C.UTF-8"}, "charset", "koi8-r", "LC_CTYPE=ru_RU.KOI8-R"),
        ([], {"LC_CTYPE": "C.UTF-8", "LANG": "ru_RU.KOI8-R"}, "charset", "koi8-r", "LANG=ru_RU.KOI8-R"),
        ([], {"EDITOR": "cat -n"}, "editor", "cat -n", "$EDITOR"),
        ([], {"VISUAL": "gone"}, "editor", "none", "$VISUAL names gone, which is not here or no program"),
        ([], {"TERM": "xterm", "COLORTERM": ""}, "theme", "ansi", "TERM: 16 colours"),
    ],
    ids=str,
)  # fmt: skip
def test_who_says_so(options: list[str], env: dict[str, str], name: str, value: object, why: str) -> None:
    assert in_force(*options, **env)[name] == (value, why)


def test_a_theme_that_was_chosen(places: Paths) -> None:
    places.state.mkdir(parents=True)
    (places.state / "state.json").write_text('{"theme": "paper"}', "utf-8")
    assert in_force()["theme"] == ("paper", "chosen last")


def test_as_plain_text(places: Paths) -> None:
    lines = say("settings").output.splitlines()
    assert f"notes           not there yet  {places.notes}" in lines
    assert "measure         72             default" in lines


@pytest.mark.parametrize(
    ("text", "line", "restricted"),
    [("measure = 3\nlow_bandwidth = true\n", ":1: measure must be", False), ("measure = \n", ":1: ", True)],
)
def test_a_file_that_is_broken(text: str, line: str, restricted: bool, places: Paths) -> None:
    places.config.mkdir(parents=True)
    path = places.config / "settings.toml"
    path.write_text(text, "utf-8")
    done, as_json = run("settings"), run("settings", "--json")
    assert done.returncode == as_json.returncode == 1
    assert done.stderr == as_json.stderr
    assert done.stderr.startswith(f"briefing: {path}{line}")
    assert "measure         72             default" in done.stdout.splitlines()
    told = json.loads(as_json.stdout)
    assert told["broken"] == [done.stderr.removeprefix("briefing: ").rstrip("\n")]
    found = {s["name"]: (s["value"], s["why"]) for s in told["settings"]}
    by = f"{path}, which is broken, may say so" if restricted else "default"
    assert found["restricted"] == (restricted, by)
    assert found["low_bandwidth"] == ((False, "default") if restricted else (True, f"{path}:2"))


def test_a_value_that_would_command_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "cat \x1b[2J")
    assert "\x1b" not in say("settings").output
