"""A home on a network disk (sshfs): whole seconds, made-up inode numbers, a server that does not answer."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.notes.store import NoteStore
from tests.terminal.sshd import Sshd, find
from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, run, until

PUTIN_XI = "2026-02-04-putin-xi"


class Disk:
    """The folder ``served`` of a server of our own, mounted at ``at``."""

    def __init__(self, server: Sshd, folder: Path) -> None:
        self._server = server
        self.served, self.at = folder / "served", folder / "mounted"
        for made in (self.served, self.at):
            made.mkdir()
        self.mount()

    def mount(self) -> None:
        known = f"IdentityFile={self._server.folder}/user,UserKnownHostsFile={self._server.folder}/known"
        where = f"{self._server.user}@127.0.0.1:{self.served}"
        port = str(self._server.port)
        self._process = subprocess.Popen(
            [find("sshfs"), where, str(self.at), "-f", "-F", "/dev/null", "-p", port, "-o", known],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

        def there() -> bool:
            return os.path.ismount(self.at) or self._process.poll() is not None

        until(there, bool, lambda _: "sshfs does not mount", PATIENCE)
        if self._process.poll() is not None:
            assert self._process.stderr
            pytest.skip(f"sshfs cannot mount here: {self._process.stderr.read().strip()}")

    def unmount(self) -> None:
        subprocess.run([find("fusermount3"), "-uz", str(self.at)], check=True)
        self._process.wait(PATIENCE)

    @contextlib.contextmanager
    def silent(self) -> Iterator[None]:
        """The server does not answer; at the end it does again, or no process could be ended."""
        stopped = self._server.sessions() + self._server.programs()
        for process in stopped:
            process.suspend()
        try:
            yield
        finally:
            for process in stopped:
                process.resume()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    find("sshfs")
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("there is no /dev/fuse to mount with")
    with Sshd("Subsystem sftp internal-sftp\n") as server:
        disk = Disk(server, tmp_path)
        try:
            yield disk
        finally:
            disk.unmount()


@pytest.fixture
def there(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(disk.at / name.lower()))
    return disk.at


def test_keys_are_answered_and_notes_kept_while_the_server_does_not_answer(
    disk: Disk, there: Path, tmp_path: Path
) -> None:
    with Pty(BRIEFING, PUTIN_XI, folder=tmp_path, env=environment()) as session:
        session.wait_for("compare · 0 notes")
        session.send("n")
        session.wait_for("Esc closes the note")
        session.send("before")
        session.wait_for("saved ")
        with disk.silent():
            session.send(" and while it does not answer")
            session.wait_for("before and while", "the disk does not answer")
            session.send("\x1b")
            session.wait_for("Enter goes back to its text")
            session.send("?")
            session.wait_for("q back")
        session.send("q")
        session.wait_for("compare · 1 note", "note saved")
    (note,) = NoteStore(disk.served / "data" / "briefing-tui" / "notes").of(PUTIN_XI)
    assert note.body.strip() == "before and while it does not answer"


def test_the_index_is_used_again_after_a_mount(disk: Disk, there: Path, tmp_path: Path) -> None:
    folder = disk.served / "data" / "briefing-tui" / "briefs" / "talks"
    folder.mkdir(parents=True)
    for name in ("brief", "france.en", "germany.en"):
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\nTalks about a zebra.\n")
    assert "talks" in run("search", "zebra", folder=tmp_path).stdout
    kept = {path: path.stat().st_mtime_ns for path in (disk.served / "cache").rglob("*") if path.is_file()}
    disk.unmount()
    disk.mount()
    for path in sorted((there / "data").rglob("*"), reverse=True):  # another order: other numbers
        path.stat()
    assert "talks" in run("search", "zebra", folder=tmp_path).stdout
    now = {path: path.stat().st_mtime_ns for path in (disk.served / "cache").rglob("*") if path.is_file()}
    assert kept and now == kept
