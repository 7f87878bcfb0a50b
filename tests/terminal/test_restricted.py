"""Restricted mode in a real terminal: whatever is pressed, typed or set, no program runs and nothing is
written outside the folders of the user's.
"""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.settings.paths import Paths
from tests.terminal.terminal import Pty, environment

PUTIN_XI = "2026-02-04-putin-xi"
RESTRICTED = (sys.executable, "-I", "-m", "briefing_tui", "--restricted")
ESC, ENTER, CTRL_G, CTRL_O, CTRL_Q, CTRL_Z = "\x1b", "\r", "\x07", "\x0f", "\x11", "\x1a"
WORDS = ("screenshot", "suspend", "shell", "own editor", "$EDITOR", "browser", "open url", "devtools", "run")
ABSOLUTE = "an absolute path"  # into the test's own folder, where it would succeed
NAMES = (ABSOLUTE, "../x", "~/x", "a/../../x", ".profile", "$(touch ran)", "`touch ran`", "|touch ran")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The working folder, with modules that leave a mark wherever they are imported by these names."""
    folder = tmp_path / "work"
    folder.mkdir()
    mark = f"open({str(tmp_path / 'ran')!r}, 'w').close()\nraise SystemExit('evil')\n"
    for name in ("evil", "sitecustomize", "usercustomize", "textual", "click"):
        (folder / f"{name}.py").write_text(mark)
    return folder


@pytest.fixture
def evil(tmp_path: Path, work: Path) -> dict[str, str]:
    """An environment in which every variable that names a program or a file leads to a mark."""
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\n: > {tmp_path / 'ran'}\n")
    script.chmod(0o755)
    programs = ("EDITOR", "VISUAL", "PAGER", "MANPAGER", "GIT_PAGER", "BROWSER", "SHELL", "LESSOPEN")
    return environment(
        **dict.fromkeys(programs, str(script)),
        TEXTUAL_DRIVER="evil:Driver", TEXTUAL="debug,devtools", TEXTUAL_LOG=str(tmp_path / "log"),
        TEXTUAL_SCREENSHOT="1", TEXTUAL_SCREENSHOT_LOCATION=str(tmp_path / "shots"), TEXTUAL_PRESS="E",
        TEXTUAL_ALLOW_SIGNALS="1", PYTHONPATH=str(work), PYTHONSTARTUP=str(work / "evil.py"),
        PYTHONINSPECT="1", PYTHONBREAKPOINT="evil.it", _BRIEFING_COMPLETE="bash_source",
        TMPDIR=str(tmp_path / "tmp"),
    )  # fmt: skip


@pytest.fixture
def untouched(tmp_path: Path, places: Paths, work: Path, evil: dict[str, str]) -> Iterator[None]:
    """Nothing comes, goes or changes below the test's folder but in data, state and cache; no mark is
    left.
    """

    def others() -> dict[str, bytes]:
        own = (places.data, places.state, places.cache)
        files = (p for p in tmp_path.rglob("*") if p.is_file() and not any(p.is_relative_to(o) for o in own))
        return {str(p): p.read_bytes() for p in files}

    before = others()
    yield
    assert not (tmp_path / "ran").exists(), "a program ran"
    assert others() == before


def state(pid: int) -> str:
    """``S``, ``R``, ``T`` (stopped), ... of a process."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.usefixtures("untouched")
def test_no_key_and_no_word_leads_out(work: Path, evil: dict[str, str]) -> None:
    with Pty(*RESTRICTED, PUTIN_XI, folder=work, env=evil) as terminal:
        terminal.wait_for("? help")
        terminal.send("E")
        terminal.wait_for("not in restricted mode")
        terminal.send(CTRL_Z)
        terminal.send("t")
        terminal.wait_for("No notes yet")
        terminal.send("E")
        terminal.wait_for("not in restricted mode")
        terminal.send("q")
        terminal.wait_for("compare · 0 notes")
        for word in WORDS:
            terminal.send(":")
            terminal.wait_for("Search actions")
            terminal.send(word)
            terminal.wait_for(f" {word}")
            terminal.settle()
            below = terminal.screen().partition(f" {word}")[2].lower()
            assert not [
                w for w in ("screenshot", "suspend", "shell", "editor", "browser", "url") if w in below
            ]
            terminal.send(ESC)
            terminal.wait_gone("🔎")
        terminal.send("n")
        terminal.wait_for("Ctrl+T how sure you are")
        terminal.send(f"a note{CTRL_G}")
        terminal.wait_for("a note", "not in restricted mode")
        terminal.send(ESC)
        terminal.wait_for("compare · 1 note")
        terminal.send(":")
        terminal.wait_for("Search actions")
        terminal.send("at once")
        terminal.wait_for("Leave the program at once")
        terminal.send(ENTER)
        assert terminal.wait() == 0


@pytest.mark.usefixtures("untouched")
def test_no_name_of_a_file_leads_out(work: Path, evil: dict[str, str], places: Paths) -> None:
    absolute = str(work / "x")
    with Pty(*RESTRICTED, PUTIN_XI, folder=work, env=evil, columns=200) as terminal:
        terminal.wait_for("? help")
        for name in NAMES:
            terminal.send("e")
            terminal.wait_for(f"Write to: {PUTIN_XI}.md")
            refused = name == ABSOLUTE or "/" in name or name.startswith(".")
            terminal.send(f"{absolute if name == ABSOLUTE else name}{ENTER}")
            terminal.wait_for("restricted mode takes no path" if refused else "written: ")
        terminal.send("na note\x1b")
        for name in (absolute, "../x", ""):
            terminal.wait_for("note saved" if name == absolute else "? help")
            terminal.send(ENTER)
            terminal.wait_for("Ctrl+T how sure you are", "saved as you type", "Esc closes")
            terminal.send(CTRL_O)
            terminal.wait_for("Save the note to: note-")
            terminal.send(f"{name}{ENTER}")
            if name:
                terminal.wait_for("restricted mode takes no path")
                terminal.send(ESC)
        terminal.wait_for("kept in ")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
    kept = sorted(p.name for p in places.exports.iterdir())
    names = {name for name in NAMES[1:] if "/" not in name and not name.startswith(".")}
    assert {name for name in kept if not name.startswith("note-")} == names
    assert len(kept) == len(names) + 1


@pytest.mark.usefixtures("untouched")
def test_the_terminal_cannot_stop_it(work: Path, evil: dict[str, str]) -> None:
    with Pty(*RESTRICTED, PUTIN_XI, folder=work, env=evil) as terminal:
        terminal.wait_for("? help")
        terminal.signal(signal.SIGTSTP)
        terminal.signal(signal.SIGQUIT)
        terminal.send("?")
        terminal.wait_for("Keys (brief)")
        assert state(terminal.pid) in "SR"
        limits = Path(f"/proc/{terminal.pid}/limits").read_text()
        assert re.search(r"^Max core file size\s+0\s+0\s", limits, re.MULTILINE)
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0


@pytest.mark.usefixtures("untouched")
def test_without_isolation_it_does_not_start(work: Path, evil: dict[str, str], tmp_path: Path) -> None:
    told = {name: value for name, value in evil.items() if name not in ("PYTHONPATH", "TEXTUAL_PRESS")}
    with Pty(sys.executable, *RESTRICTED[2:], folder=tmp_path, env=told) as terminal:
        terminal.wait_for("restricted mode does not start with $PYTHON")
        assert terminal.wait() == 2, "and no prompt of Python, which PYTHONINSPECT asks for"


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("args", [[], [PUTIN_XI]], ids=["library", "brief"])
def test_settings_are_enough(args: list[str], work: Path, evil: dict[str, str], home: Path) -> None:
    path = home / "config" / "briefing-tui" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text("restricted = true\n")
    with Pty(sys.executable, "-I", "-m", "briefing_tui", *args, folder=work, env=evil) as terminal:
        terminal.wait_for("? help")
        terminal.send("\n" if not args else "")
        terminal.wait_for("compare · 0 notes")
        terminal.send("E")
        terminal.wait_for("not in restricted mode")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
    path.unlink()
