"""A library of others, in the real program: read only, and it may change or vanish while it is open."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from tests.terminal.terminal import BRIEFING, Pty, run, until

CHANGED = "the brief has changed on disk: q and Enter open it anew"
GONE = "the brief’s files are no longer at hand: what is shown was read before"


def lay(library: Path, name: str, title: str = "Talks in Paris") -> Path:
    folder = library / name
    folder.mkdir(parents=True)
    for file, text in {
        "france.en.md": "---\nside: france\nlanguage: en\n---\n\nThe President welcomed trade.\n",
        "france.fr.md": "---\nside: france\nlanguage: fr\n---\n\nLe Président a salué le commerce.\n",
        "germany.en.md": "---\nside: germany\nlanguage: en\n---\n\nThe Chancellor spoke of trade.\n",
        "brief.md": f"---\ntitle: {title}\ndate: 2031-01-01\n---\n",
    }.items():
        (folder / file).write_text(text)
    return folder


@pytest.fixture
def library(places: Paths) -> Iterator[Path]:
    """The server's; at the end it can be cleared away again."""
    folder = places.site_data / "briefs"
    lay(folder, "talks")
    yield folder
    for path in (folder, *folder.glob("*")):
        if path.is_dir():
            path.chmod(0o755)


def opened(tmp_path: Path, *args: str) -> Pty:
    """The program as a user to whom modes mean something; root is one only without its privileges."""
    unprivileged: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("to root modes mean nothing, and there is no setpriv here")
        unprivileged = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    return Pty(*unprivileged, BRIEFING, *args, folder=tmp_path, columns=200)  # whole paths


def written(terminal: Pty, notes: NoteStore, words: str) -> None:
    """A note is written and saved."""
    terminal.send("n")
    terminal.wait_for("Esc closes")
    terminal.send(words)
    terminal.wait_for(words)
    terminal.send("\x1b")
    terminal.wait_for("note saved")
    assert words in {n.body for n in notes.of("talks")}


def left(terminal: Pty) -> None:
    terminal.send("\x11")
    assert terminal.wait() == 0
    assert "by a mistake of its own" not in terminal.output.decode()


def test_briefs_come_and_go(library: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.wait_for("Talks in Paris", "10 briefs")
        lay(library.parent / "made elsewhere", "later", "Talks in Bonn").rename(library / "later")
        terminal.wait_for("Talks in Bonn", "11 briefs", "the library has changed on disk: 1 come")
        shutil.rmtree(library / "talks")
        terminal.wait_for("the library has changed on disk: 1 gone", "10 briefs")
        terminal.wait_gone("Talks in Paris")
        shutil.rmtree(library)
        terminal.wait_gone("Talks in Bonn")
        left(terminal)


def test_nothing_is_written_to_the_terminal_while_nothing_changes(library: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        for keys, there in (("", "Enter open"), ("\r", "compare ·")):
            terminal.send(keys)
            terminal.wait_for(there)
            before = terminal.settle(0.5)
            assert terminal.settle(quiet=3.5) == before  # a look at the files at least
        left(terminal)


def test_the_open_brief_changes(library: Path, tmp_path: Path, notes: NoteStore) -> None:
    with opened(tmp_path, "talks") as terminal:
        terminal.wait_for("Talks in Paris", "compare ·")
        (library / "talks" / "italy.en.md").write_text("---\nside: italy\nlanguage: en\n---\n\nTrade.\n")
        terminal.wait_for(CHANGED)
        written(terminal, notes, "still here")
        time.sleep(4)
        assert CHANGED not in terminal.screen(), "said once"
        with (library / "talks" / "france.en.md").open("a") as file:
            file.write("\nA second paragraph on visas.\n")
        terminal.wait_for(CHANGED)
        terminal.send("q")
        terminal.wait_for("Enter open", "Talks in Paris")
        terminal.send("\r")
        terminal.wait_for("compare ·")
        terminal.send("v")
        terminal.wait_for("A second paragraph on visas.")
        left(terminal)


def test_the_open_brief_vanishes(library: Path, tmp_path: Path, notes: NoteStore) -> None:
    work = tmp_path / "work"
    work.mkdir()
    with opened(work, "talks") as terminal:
        terminal.wait_for("Talks in Paris", "compare ·")
        shutil.rmtree(library)
        terminal.wait_for(GONE)
        written(terminal, notes, "not lost")
        for keys, there in (
            ("s", "compare ·"), ("o", "compare ·"), ("v", "view: read"), ("v", "view: gaps"),
            ("/", "Find:"), ("trade\r", "with “trade”"), ("t", "Notes"), ("\r", "compare ·"),
            ("e", "Write to:"), ("\r", "written"),
        ):  # fmt: skip
            terminal.send(keys)
            terminal.wait_for(there)
        assert "not lost" in (work / "talks.md").read_text()
        shutil.rmtree(work)  # the folder that the program was started in, too
        terminal.send("e")
        terminal.wait_for("Write to:", "talks.md")
        terminal.send("\x1b")
        terminal.wait_gone("Write to:")
        terminal.send("q")
        terminal.wait_for("Enter open", "9 briefs")
        assert "Talks in Paris" not in terminal.screen()
        terminal.send("t")
        terminal.wait_for("not lost", "brief not at hand")
        terminal.send("\r")
        terminal.wait_for("no brief and no file named talks")
        left(terminal)


def test_the_library_is_shut_while_it_is_open(library: Path, tmp_path: Path, notes: NoteStore) -> None:
    with opened(tmp_path) as terminal:
        terminal.wait_for("Talks in Paris", "10 briefs")
        (library / "talks").chmod(0)
        terminal.send("\r")
        terminal.wait_for("talks: cannot be read: permission denied")
        (library / "talks").chmod(0o755)
        terminal.send("q")
        assert terminal.wait() == 0
    with opened(tmp_path) as terminal:
        terminal.wait_for("Talks in Paris", "10 briefs")
        terminal.send("\r")
        terminal.wait_for("compare ·")
        library.chmod(0)
        terminal.wait_for(GONE)
        written(terminal, notes, "not lost")
        terminal.send("e")
        terminal.wait_for("Write to:")
        terminal.send("\r")
        terminal.wait_for("revisions: cannot be read: permission denied")
        terminal.send("q")
        terminal.wait_for("shared  broken")
        terminal.send("G\r")  # what has no date stands last
        terminal.wait_for("briefs: cannot be read: permission denied")
        library.chmod(0o755)
        terminal.wait_for("Talks in Paris", "the library has changed on disk: 1 come")
        left(terminal)


def test_a_file_of_it_is_shut(library: Path, tmp_path: Path) -> None:
    (library / "talks" / "france.en.md").chmod(0)
    with opened(tmp_path) as terminal:
        terminal.wait_for("talks  broken")
        terminal.send("G\r")  # what has no date stands last
        terminal.wait_for("france.en.md: cannot be read: permission denied")
        left(terminal)


def test_reading_writes_nothing_there(library: Path, tmp_path: Path, notes: NoteStore) -> None:
    def seen() -> dict[str, tuple[int, float]]:
        return {str(p): (p.stat().st_mode, p.stat().st_mtime) for p in (library, *library.rglob("*"))}

    before = seen()
    with opened(tmp_path, "talks") as terminal:
        terminal.wait_for("compare ·")
        written(terminal, notes, "mine alone")
        left(terminal)
    until(seen, lambda now: now == before, lambda now: f"{now} was {before}", 0)
    (tmp_path / "x.md").write_text("---\nside: italy\nlanguage: en\n---\n\nTrade.\n")
    done = run("import", "x.md", "--brief", "talks", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "briefing: talks is a brief of the shared library and read-only; choose another id with --brief\n"
    )
    assert seen() == before
