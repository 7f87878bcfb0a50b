"""A real OpenSSH server of one's own: on loopback, with throw-away keys, and no file of /etc/ssh."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil  # type: ignore[import-untyped]
import pytest

from tests.terminal.terminal import PATIENCE, Pty, environment, until

_PORTS = 5  # tries: a port that was free a moment ago may be taken by now
_CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
# The keys lie in a folder for temporary files, above which anyone may write.
StrictModes no
PidFile none
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
{more}
"""
_CLIENT = (
    "-F", "/dev/null", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=yes",
    "-o", "GlobalKnownHostsFile=/dev/null", "-o", "EscapeChar=none",
)  # fmt: skip


def find(program: str) -> str:
    """The program's path; skips the test where it is not installed. Servers lie in sbin."""
    path = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if path is None:
        pytest.skip(f"{program} is not installed (Debian: openssh-server)")
    return path


class Sshd:
    """Whoever runs the tests logs in as themselves, root or not.

    ``config`` is more of sshd_config, with a Match block at its end. ``env`` is what the server gives every
    session, words without spaces; it stands above what a client sends.
    """

    def __init__(self, config: str = "", *, env: Mapping[str, str] | None = None) -> None:
        server = find("sshd")
        if os.geteuid() == 0:  # it gives up its rights there; an init system would have made it
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        elif not _terminals_are_of_the_group():
            pytest.skip("only root's sshd can give a terminal here: /dev/pts is mounted without gid=tty")
        self.folder = Path(tempfile.mkdtemp(prefix="briefing-sshd-"))
        self.user = pwd.getpwuid(os.geteuid()).pw_name
        for name in ("host", "user"):
            self._keygen(name)
        pairs = " ".join(f"{name}={value}" for name, value in (env or {}).items())
        more = f"SetEnv {pairs}\n{config}" if pairs else config
        for _ in range(_PORTS):
            self.port = free_port()
            self.config.write_text(_CONFIG.format(port=self.port, folder=self.folder, more=more))
            if self._start(server):
                break
        else:
            raise AssertionError(f"sshd did not start:\n{self.log()}")
        host = (self.folder / "host.pub").read_text()
        (self.folder / "known").write_text(f"[127.0.0.1]:{self.port} {host}")

    @property
    def config(self) -> Path:
        return self.folder / "config"

    def _keygen(self, name: str) -> None:
        command = [find("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(self.folder / name)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)

    def _start(self, server: str) -> bool:
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [server, "-D", "-e", "-f", str(self.config)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

        def look() -> tuple[bool, str]:
            return self._process.poll() is not None, self.log()

        ended, log_ = until(look, lambda seen: seen[0] or "listening on" in seen[1], str, PATIENCE)
        if ended and "Address already in use" not in log_:
            raise AssertionError(f"sshd did not start:\n{log_}")
        return not ended

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def client(self, *command: str, program: str = "ssh", options: Sequence[str] = ()) -> list[str]:
        """The words of a client that logs in here: ``ssh``, or ``sftp``, which takes the same options."""
        key, known = self.folder / "user", self.folder / "known"
        where = [self.user + "@127.0.0.1"]
        given = [
            "-o", f"Port={self.port}", "-i", str(key), "-o", f"UserKnownHostsFile={known}", *options,
        ]  # fmt: skip
        return [find(program), *_CLIENT, *given, *where, *command]

    def login(
        self,
        *command: str,
        folder: Path,
        options: Sequence[str] = (),
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
    ) -> Pty:
        """``ssh -tt`` in a terminal of its own. ``env`` is the client's; the server hears TERM of it."""
        words = self.client(*command, options=["-tt", "-o", "LogLevel=ERROR", *options])
        return Pty(*words, folder=folder, columns=columns, rows=rows, env=env)

    def run(
        self, *command: str, program: str = "ssh", options: Sequence[str] = (), given: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """A login without a terminal, as of a script; ``given`` is its input."""
        return subprocess.run(
            self.client(*command, program=program, options=options),
            env=environment(), cwd=self.folder, input=given, capture_output=True, text=True, check=False,
            errors="replace", timeout=PATIENCE,
        )  # fmt: skip

    def sessions(self) -> list[psutil.Process]:
        """The processes of sshd itself that serve a login."""
        return [p for p in self._below() if _name(p) == "sshd"]

    def programs(self) -> list[psutil.Process]:
        """What runs in the sessions: all that is below the server, but sshd itself."""
        return [p for p in self._below() if _name(p) not in ("sshd", "")]

    def program(self) -> psutil.Process:
        """The only program that is open in the sessions, not a shell that waits for it."""
        (found,) = until(self._last, lambda found: len(found) == 1, str, PATIENCE)
        return found

    def _last(self) -> list[psutil.Process]:
        running = self.programs()
        parents = {process.ppid() for process in running}
        return [process for process in running if process.pid not in parents]

    def _below(self) -> list[psutil.Process]:
        try:
            found: list[psutil.Process] = psutil.Process(self._process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        return found

    def close(self) -> None:
        """Ends the server, and every session with it."""
        left = self._below()
        self._process.terminate()
        self._process.wait()
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, PATIENCE)
        shutil.rmtree(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _name(process: psutil.Process) -> str:
    """Empty where it has ended, waited for or not."""
    try:
        return "" if process.status() == psutil.STATUS_ZOMBIE else str(process.name())
    except psutil.NoSuchProcess:
        return ""


def _terminals_are_of_the_group() -> bool:
    """Whether a new terminal is of the group tty by itself: sshd wants it so, and only root can change it."""
    master, slave = os.openpty()
    try:
        return os.fstat(slave).st_gid == grp.getgrnam("tty").gr_gid
    finally:
        os.close(master)
        os.close(slave)


def free_port() -> int:
    """A high port of the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def gone(process: psutil.Process, patience: float) -> None:
    """Waits until the program is there no more: what is gone burns nothing."""

    def state() -> str:
        with contextlib.suppress(psutil.NoSuchProcess):
            return f"{_name(process)} {process.cpu_times()}" if _name(process) else ""
        return ""

    until(state, lambda state: not state, lambda state: f"still there: {state}", patience)
