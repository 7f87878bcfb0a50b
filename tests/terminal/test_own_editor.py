"""The person's own editor on a note: the terminal is lent, and what came of it is told."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, until

PUTIN_XI = "2026-02-04-putin-xi"


def editor(tmp_path: Path, code: str) -> dict[str, str]:
    """An environment in which $EDITOR is a small program that is given the note's file."""
    script = tmp_path / "an editor.py"
    script.write_text(f"import os, signal, sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{code}\n")
    return environment(EDITOR=shlex.join([sys.executable, str(script)]))


def notes(home: Path) -> list[Path]:
    return sorted(home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md"))


APPEND = "path.write_text(path.read_text() + 'written in my own editor')"


def test_changed(tmp_path: Path, home: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, APPEND)) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("E")
        terminal.wait_for("the note was changed in your editor", "✎ written in my own editor")
        terminal.send("\x11")
        assert terminal.wait() == 0
    (path,) = notes(home)
    assert "exact:" in path.read_text(), "a note on the point at the mark"


def test_what_is_being_typed_is_on_disk_before(tmp_path: Path, home: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, APPEND)) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("n")
        terminal.wait_for("Esc closes")
        terminal.send("typed here\x07")
        terminal.wait_for("the note was changed in your editor", "✎ typed here")
    (path,) = notes(home)
    assert path.read_text().endswith("\ntyped here\nwritten in my own editor")


def test_unchanged_and_nothing_written(tmp_path: Path, home: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, "")) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("E")
        terminal.wait_for("no note was written: the note is unchanged")
        assert notes(home) == []
        terminal.send("nmine\x1b")
        terminal.wait_for("note saved")
        terminal.send("E")
        terminal.wait_for(" the note is unchanged")
        assert len(notes(home)) == 1


def test_aborted(tmp_path: Path, home: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, "sys.exit(1)")) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("nmine\x1b")
        terminal.wait_for("note saved")
        terminal.send("E")
        terminal.wait_for("your editor ended with an error")
    (path,) = notes(home)
    assert path.read_text().endswith("\nmine\n")


def test_a_broken_note_can_be_mended(tmp_path: Path, home: Path) -> None:
    folder = home / "data" / "briefing-tui" / "notes" / PUTIN_XI
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("---\nanchor: {card: economy}\nid: [\n---\nprecious")
    mend = "path.write_text('---\\nanchor: {card: economy}\\n---\\nprecious and mended')"
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, mend)) as terminal:
        terminal.wait_for("compare · 1 note")
        terminal.send("6G")
        terminal.wait_for("id: [")
        terminal.send("\r")
        terminal.wait_for("not valid YAML")
        terminal.send("E")
        terminal.wait_for("the note was changed in your editor")
        terminal.send("2G")
        terminal.wait_for("✎ precious and mended")


def test_the_editor_has_the_terminal_and_the_signals(tmp_path: Path) -> None:
    """Ctrl+C in it is its own, also where the terminal makes a signal of it; the program lives on."""
    code = (
        "assert sys.stdin.isatty() and sys.stdout.isatty()\n"
        "assert not signal.pthread_sigmask(signal.SIG_BLOCK, ()) & {signal.SIGINT, signal.SIGHUP}\n"
        "print('READY', flush=True)\n"
        "try:\n    signal.pause()\nexcept KeyboardInterrupt:\n"
        "    path.write_text(path.read_text() + 'after an interrupt')"
    )
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, code)) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("E")
        terminal.wait_for("READY")
        terminal.send("\x03")
        terminal.wait_for("✎ after an interrupt")
        terminal.send("\x03")
        assert terminal.wait() == 0, "back in the program it is the key that leaves"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "export EDITOR="),
        ({"EDITOR": "no-such-editor -x"}, "$EDITOR names no-such-editor"),
        ({"EDITOR": "vi 'x"}, r"$EDITOR cannot be read"),
        ({"VISUAL": "no-such-visual", "EDITOR": "true"}, "$VISUAL names no-such-visual"),
    ],
)
def test_no_editor_is_told_and_loses_nothing(
    tmp_path: Path, home: Path, more: dict[str, str], says: str
) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=environment(**more)) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("E")
        terminal.wait_for(says)
        terminal.send("j")
        terminal.wait_gone(says)
    assert notes(home) == []


def test_a_file_that_the_editor_removes_can_be_brought_back(tmp_path: Path, home: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, "path.unlink()")) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("nprecious\x1b")
        terminal.wait_for("note saved")
        terminal.send("E")
        terminal.wait_for("note deleted · u brings it back", "compare · 0 notes")
        assert notes(home) == []
        terminal.send("u")
        terminal.wait_for("✎ precious")
    (path,) = notes(home)
    assert path.read_text().endswith("\nprecious\n")


def test_a_file_that_the_editor_emptied_comes_back_whole(tmp_path: Path, home: Path) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, "path.write_text('')")) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("nprecious\x1b")
        terminal.wait_for("note saved")
        (path,) = notes(home)
        path.write_text(path.read_text().replace("---\n", "---\n# my comment\n", 1))
        before = path.read_bytes()
        terminal.send("E")
        terminal.wait_for("note deleted · u brings it back", "compare · 0 notes")
        terminal.send("u")
        terminal.wait_for("✎ precious")
    assert path.read_bytes() == before


def test_a_file_that_the_editor_broke_is_told_and_opens_again(tmp_path: Path, home: Path) -> None:
    breaks = "path.write_text(path.read_text().replace('---\\n', '---\\nfoo: [\\n', 1))"
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, breaks)) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("nprecious\x1b")
        terminal.wait_for("note saved")
        terminal.send("E")
        terminal.wait_for("E mends the file of the note: ", "the front matter is not valid YAML")
        (path,) = notes(home)
        terminal.send("E")
        until(
            lambda: path.read_text().count("foo: ["),
            lambda n: n == 2,
            lambda n: f"opened {n} times",
            PATIENCE,
        )
        terminal.wait_for("E mends the file of the note: ", "compare · 1 note")
    assert notes(home) == [path], "the same file, and no new note"


def test_a_note_without_text_is_no_empty_note(tmp_path: Path, home: Path) -> None:
    path = home / f"data/briefing-tui/notes/{PUTIN_XI}/bare.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\nanchor:\n  card: economy\nconfidence: high\n---\n")
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, "")) as terminal:
        terminal.wait_for("compare · 1 note")
        terminal.send("t")
        terminal.wait_for("(empty note)")
        terminal.send("E")
        terminal.wait_for("the note is unchanged", "(empty note)")
    assert path.exists()


WAITS = "(path.parent / 'editor.pid').write_text(str(os.getpid()))\nimport time\ntime.sleep(60)"


def test_the_editor_goes_with_the_program(tmp_path: Path, home: Path) -> None:
    """The shell has the terminal next: an editor that is left over would take its keys."""
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=editor(tmp_path, WAITS)) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send("E")
        pid_file = home / f"data/briefing-tui/notes/{PUTIN_XI}/editor.pid"
        pid = int(
            until(lambda: pid_file.exists() and pid_file.read_text(), bool, lambda _: "no editor", PATIENCE)
        )
        terminal.signal(signal.SIGTERM)
        assert terminal.wait(3) == 128 + signal.SIGTERM
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
