"""Attempts to get out of a login that may do nothing but run the program, and a look at what they did."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil  # type: ignore[import-untyped]

from briefing_tui.files import digest, private_folder
from tests.conftest import ROOT
from tests.terminal.faults import ESC, GONE, LEAVE, Plan
from tests.terminal.sshd import Sshd, gone
from tests.terminal.terminal import PATIENCE, until

PWNED = "pwned-by-a-test"  # a part of the name of whatever an attempt would leave
SECRET = "what nobody but its owner may read"
PASTE = "\x1b[200~{}\x1b[201~"
DATA = "home/.local/share/briefing-tui"
OWN = (f"{DATA}/notes", f"{DATA}/exports", "home/.local/state/briefing-tui", "home/.cache/briefing-tui")
ACCEPTED = "LANG COLORTERM NO_COLOR"  # what the server of the docs lets in of the client's environment
KEY = 0.7  # seconds in which a key shows its effect; where it does not, another is tried
OUTSIDE = ("your own editor", "$VISUAL", "Save screenshot", "Suspend")  # words for what is not to be had


class Attempt(NamedTuple):
    """``what`` is typed, run or set; the quick ones run with all tests."""

    name: str
    what: str
    quick: bool = False


# -- the place: a home, a folder beside it, a server ------------------------------------------------------


class Place:
    """What an attempt could harm, and a look whether it did."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.beside = folder / "beside"
        self.exports = folder / DATA / "exports"
        for name in OWN:
            private_folder(folder / name)
        self.beside.mkdir()
        (self.beside / "secret.txt").write_text(SECRET)
        (self.beside / "evil.py").write_text(f"open({str(self.beside / PWNED)!r}, 'w')\n")
        self.trip = self.beside / "trip"
        self.trip.write_text(f"#!/bin/sh\ntouch {self.beside / PWNED}\n")
        self.trip.chmod(0o755)
        self.remember()

    def remember(self) -> None:
        """From now on things are to stay as they are."""
        self._before = listing(self.folder)

    def unharmed(self, attempt: str) -> None:
        """Nothing outside the user's own folders is other than before, and in the exports are files alone."""
        now = listing(self.folder)
        changed = {
            name
            for name in now.keys() | self._before.keys()
            if now.get(name) != self._before.get(name)
            and not name.startswith(tuple(f"{own}/" for own in OWN))
        }
        assert not changed, f"{attempt}: changed: {sorted(changed)}"
        real = Path(pwd.getpwuid(os.getuid()).pw_dir)  # where a login begins
        left = list(real.glob(f"*{PWNED}*"))
        for path in left:
            path.unlink()
        assert not left, f"{attempt}: {left}"
        for path in self.exports.iterdir():
            known = self._before.get(str(path.relative_to(self.folder)))
            assert known or (path.is_file() and not path.is_symlink()), f"{attempt}: {path} in the exports"


def listing(folder: Path) -> dict[str, str]:
    """Everything below the folder, with mode and content; links are not followed."""
    found = {}
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in (*folders, *files)):
            with contextlib.suppress(FileNotFoundError):  # a temporary file of a save
                mode = path.lstat().st_mode
                if path.is_symlink():
                    content = str(path.readlink())
                else:
                    content = digest(path.read_bytes()) if path.is_file() else ""
                found[str(path.relative_to(folder))] = f"{mode:o} {content}"
    return found


def blocks(language: str) -> Iterator[str]:
    """The blocks in that language of the page that tells how a server is set up."""
    page = (ROOT / "docs" / "ssh.md").read_text("utf-8")
    return iter(re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


def sshd_config(script: Path, user: str) -> str:
    (text,) = blocks("sshd")
    ours = text.replace("Match Group analysts", f"Match User {user}")
    ours = ours.replace("/usr/local/libexec/briefing-ssh", str(script))
    assert user in ours and str(script) in ours
    return ours


def written_script(folder: Path) -> Path:
    (text,) = (block for block in blocks("sh") if block.startswith("#!"))
    script = folder / "briefing-ssh"
    ours = text.replace("/opt/briefing-tui/bin/python", sys.executable)
    assert ours != text
    script.write_text(ours)
    script.chmod(0o755)
    return script


@contextlib.contextmanager
def serving(place: Place, accept: str = ACCEPTED) -> Iterator[Sshd]:
    """The server of the docs, or one that lets in another environment."""
    config = sshd_config(written_script(place.folder), pwd.getpwuid(os.getuid()).pw_name)
    assert f"AcceptEnv {ACCEPTED}\n" in config
    place.remember()
    with Sshd(config.replace(ACCEPTED, accept), env={"HOME": str(place.home)}) as server:
        yield server
        programs = server.programs()
    for program in programs:
        gone(program, GONE)


def chosen(plan: Plan, attempts: Iterable[Attempt]) -> list[Attempt]:
    return [a for a in attempts if plan.soak or a.quick]


# -- a session in which things are tried ------------------------------------------------------------------


class Session:
    """A login, renewed where an attempt has ended it."""

    def __init__(self, place: Place, server: Sshd, *command: str, options: Sequence[str] = ()) -> None:
        self.place = place
        self._server = server
        self._command = command
        self._options = options
        self.written = bytearray()
        self._open()

    def _open(self) -> None:
        folder = self.place.folder
        self.terminal = self._server.login(*self._command, folder=folder, options=self._options)
        self.terminal.wait_for("Enter open")
        self.program = self._server.program()
        self._running = self._server.programs()  # a login shell may wait for it
        self._children = children(self.program)

    def at_brief(self) -> None:
        """A brief is open, and nothing over it; the session is a new one where the last has ended."""

        def there() -> bool:
            if self.terminal.ended:
                self.close()
                self._open()
            # The screen alone may be that of a moment ago; the help answers after all keys before it.
            self.terminal.send("?")
            if not self._shows("Keys ("):  # the key went into a text, or closed the help
                self.terminal.send(ESC)
                self.terminal.settle(quiet=0.3)  # a key that follows at once would be Alt and that key
                return False
            at_brief = "Keys (brief)" in self.terminal.screen()
            self.terminal.send("q")
            self.terminal.wait_gone("Keys (")
            if not at_brief:
                self.terminal.send("\r")
                self._shows("1-6 card")
            return at_brief

        until(there, bool, lambda _: f"no way back to the brief:\n{self.terminal.screen()}", 2 * PATIENCE)

    def _shows(self, words: str) -> bool:
        with contextlib.suppress(AssertionError):
            return bool(self.terminal.wait_for(words, patience=KEY))
        return False

    def type(self, keys: str | bytes) -> None:
        if not self.terminal.ended:
            with contextlib.suppress(OSError):  # the keys before these may have ended it
                self.terminal.send(keys)
                self.terminal.settle(quiet=0.15)

    def unharmed(self, attempt: str) -> None:
        """As of the place; and no program was started, nor this one stopped or given away."""
        self.place.unharmed(attempt)
        others = [p for p in self._server.programs() if p not in self._running]
        assert not others, f"{attempt}: started: {others}"
        with contextlib.suppress(psutil.NoSuchProcess, FileNotFoundError):
            assert self.program.status() != psutil.STATUS_STOPPED, f"{attempt}: stopped"
            assert children(self.program) == self._children, f"{attempt}: a program was started"
        screen = self.terminal.screen()
        assert not [word for word in OUTSIDE if word in screen], f"{attempt}:\n{screen}"
        assert SECRET not in screen, attempt

    def close(self) -> None:
        self.written += self.terminal.output
        self.terminal.close()
        gone(self.program, GONE)

    def leave(self) -> None:
        """By the key that leaves; behind the program there is nothing."""
        if not self.terminal.ended:
            self.terminal.send(LEAVE)
            status = self.terminal.wait()
            assert status == 0, f"status {status}:\n{self.terminal.screen()}"
        until(self._server.programs, lambda left: not left, lambda left: f"behind it: {left}", GONE)
        self.place.unharmed("after all attempts")
        self.close()


def children(process: psutil.Process) -> tuple[int, int]:
    """Page faults of the children that a process has waited for: every program that it starts leaves some."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[8]), int(fields[10])
