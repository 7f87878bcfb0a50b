"""Real terminals to test in: a tmux server of one's own, and a bare pseudo-terminal."""

from __future__ import annotations

import builtins
import contextlib
import fcntl
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import pyte
import pytest

from tests.terminal.xterm import Cell, Xterm, cells

BRIEFING = str(Path(sys.executable).parent / "briefing")  # the installed command
PATIENCE = 15.0  # seconds; a busy machine is slow, a broken program never gets there
_TICK = 0.03
_SHARED = ("PATH", "HOME", "TZ", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")

Wanted = str | re.Pattern[str]
T = TypeVar("T")


def environment(**more: str) -> dict[str, str]:
    """What a program in these terminals knows: the test's own home, nothing of the developer's."""
    kept = {name: os.environ[name] for name in (*_SHARED, "XDG_DATA_DIRS")}
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "SHELL": "/bin/sh", **more}


def until(get: Callable[[], T], good: Callable[[T], bool], why: Callable[[T], str], patience: float) -> T:
    """Looks again and again until it is good; fails with the reason when the time is over."""
    end = time.monotonic() + patience
    while True:
        value = get()
        if good(value):
            return value
        if time.monotonic() > end:
            raise AssertionError(why(value))
        time.sleep(_TICK)


class Screened(ABC):
    """Something with a screen that can be read and keys that can be pressed."""

    @abstractmethod
    def screen(self) -> str:
        """The screen as text, a line a row, without the spaces at the ends."""

    @property
    @abstractmethod
    def ended(self) -> bool:
        """Whether the program is gone: there is nothing more to wait for."""

    @property
    def lines(self) -> list[str]:
        return self.screen().split("\n")

    def wait_for(self, *wanted: Wanted, patience: float = PATIENCE) -> str:
        """The screen as soon as it shows all that is wanted (text, or a pattern over the whole screen)."""

        def missing(screen: str) -> list[Wanted]:
            return [w for w in wanted if not (w in screen if isinstance(w, str) else w.search(screen))]

        def look() -> tuple[bool, str]:
            return self.ended, self.screen()  # in this order: what it wrote last is on the screen then

        _, screen = until(
            look,
            lambda seen: seen[0] or not missing(seen[1]),
            lambda seen: f"not on the screen: {missing(seen[1])}\n{seen[1]}",
            patience,
        )
        assert not missing(screen), f"ended without: {missing(screen)}\n{screen}"
        return screen

    def wait_gone(self, unwanted: str, patience: float = PATIENCE) -> str:
        """The screen as soon as it no longer shows something."""
        return until(
            self.screen,
            lambda screen: unwanted not in screen,
            lambda screen: f"still on the screen: {unwanted}\n{screen}",
            patience,
        )


class Tmux(Screened):
    """A command in a tmux server of its own, which dies with it. The exit status is printed as EXIT=0."""

    def __init__(
        self, *command: str, columns: int, rows: int, folder: Path, env: Mapping[str, str] | None = None
    ) -> None:
        if shutil.which("tmux") is None:
            pytest.skip("tmux is not installed")
        self._env = dict(env or environment())
        self._home = tempfile.mkdtemp(prefix="briefing-tmux-")  # short: the path of a socket is limited
        self._name = f"briefing-{os.getpid()}-{id(self)}"
        pairs = [f"{name}={value}" for name, value in self._env.items() if name != "TERM"]
        line = shlex.join(["env", *pairs, *command])
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-c", str(folder), "-x", str(columns), "-y", str(rows),
            f"echo BEFORE; {line}; echo EXIT=$?; exec sleep 600",
        )  # fmt: skip

    def _tmux(self, *args: str) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-L", self._name, *args],
            env={**self._env, "TMUX_TMPDIR": self._home},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def keys(self, *names: str) -> None:
        """Presses keys by tmux's names: ``Enter``, ``Escape``, ``C-q``, ``Down``, ``j``."""
        self._tmux("send-keys", "--", *names)

    def type(self, text: str) -> None:
        """Types text as it is."""
        self._tmux("send-keys", "-l", "--", text)

    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._tmux("capture-pane", "-p").split("\n"))

    @property
    def ended(self) -> bool:
        return re.search(r"^EXIT=\d+$", self.screen(), re.MULTILINE) is not None

    @property
    def alternate(self) -> bool:
        """Whether a full-screen program has the screen."""
        return self._tmux("display-message", "-p", "#{alternate_on}").strip() == "1"

    def close(self) -> None:
        with contextlib.suppress(AssertionError, subprocess.TimeoutExpired):
            self._tmux("kill-server")
        shutil.rmtree(self._home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: builtins.type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Pty(Screened):
    """A command leading a session on a pseudo-terminal. Every byte that it writes is kept in ``output``."""

    def __init__(
        self,
        *command: str,
        folder: Path,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.output = bytearray()
        self._shown = 0
        self._display = Xterm(columns, rows)
        self._stream = pyte.ByteStream(self._display)
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env or environment()),
            cwd=folder,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)
        self._reading = True
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while self._reading:
            ready, _, _ = select.select([self._master], [], [], 0.05)
            if ready:
                try:
                    data = os.read(self._master, 65536)
                except OSError:  # nobody holds the other end any more
                    return
                if not data:
                    return
                self.output += data

    def send(self, data: bytes | str) -> None:
        data = data.encode() if isinstance(data, str) else data
        while data:
            data = data[os.write(self._master, data) :]

    def read_until(self, wanted: bytes, patience: float = PATIENCE) -> bytes:
        """Everything written so far, as soon as the bytes are among it."""
        return until(
            lambda: bytes(self.output),
            lambda output: wanted in output,
            lambda output: f"never written: {wanted!r}; the last was {output[-2000:]!r}",
            patience,
        )

    def screen(self) -> str:
        new = bytes(self.output[self._shown :])
        self._shown += len(new)
        self._stream.feed(new)
        return "\n".join(line.rstrip() for line in self._display.display)

    def cells(self) -> list[list[Cell]]:
        """The screen cell by cell, as it looks."""
        self.screen()
        return cells(self._display)

    @property
    def pid(self) -> int:
        return self._process.pid

    def settle(self, quiet: float = 0.3, patience: float = PATIENCE) -> int:
        """The number of bytes written, as soon as none has come for that many seconds in which the program
        had nothing to do: on a busy machine it may wait for its turn as long.
        """
        seen, idle, last = len(self.output), 0.0, time.monotonic()

        def look() -> float:
            nonlocal seen, idle, last
            now = time.monotonic()
            if len(self.output) != seen:
                seen, idle = len(self.output), 0.0
            elif not self._at_work():  # what works from time to time is still all the same
                idle += now - last
            last = now
            return idle

        until(look, lambda still: still >= quiet, lambda _: "it does not stop writing", patience)
        return seen

    def _at_work(self) -> bool:
        """Whether a thread of it runs, waits for its turn or for the disk. Only Linux tells."""
        for thread in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with contextlib.suppress(OSError):  # it has ended meanwhile
                if thread.read_text().rpartition(") ")[2][:1] in "RD":
                    return True
        return False

    def resize(self, columns: int, rows: int) -> None:
        """The terminal's window has that size from now on, and the program hears of it."""
        self.screen()  # what was written for the old size belongs there
        self._display.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def stop_reading(self) -> None:
        """From now on the terminal takes nothing in, as one behind a dead connection."""
        self._reading = False
        self._reader.join()

    def attributes(self) -> list[object]:
        """The terminal's settings (echo, line mode, ...) at this moment."""
        return list(termios.tcgetattr(self._master))

    def hang_up(self) -> None:
        """Closes the terminal: what a lost connection is to the program."""
        self.stop_reading()
        os.close(self._master)
        self._master = -1

    def wait(self, patience: float = PATIENCE) -> int:
        """The exit status (negative: ended by that signal); fails when the process lives on."""
        try:
            status = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {patience} s\n{self.screen()}") from None
        if self._reading:
            self._reader.join(PATIENCE)  # what it wrote last is still on its way
        return status

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None and not self._reader.is_alive()

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reading = False
        self._reader.join()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _take_terminal() -> None:
    # As a shell on a terminal would: what a script starts in the background ignores Ctrl+C.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def run(*args: str, folder: Path, program: Sequence[str] = (BRIEFING,)) -> subprocess.CompletedProcess[str]:
    """A command of the program without a terminal, as in a script."""
    return subprocess.run(
        [*program, *args],
        env=environment(),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
