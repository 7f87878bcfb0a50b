"""A program in a pseudo-terminal, watched from outside: times, bytes, memory, how it ends.

Times are CLOCK_MONOTONIC; a start counts from just before ``exec``, a key from when it is sent, both until
the read that brought what was waited for. Silence that ends an answer is not counted. Processor time is the
kernel's own count for the process, in nanoseconds. Linux only.
"""

from __future__ import annotations

import contextlib
import fcntl
import mmap
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, LINES = 120, 40
QUIET = 0.15  # seconds without a byte that end an answer
FIRST = 0.6  # seconds that a busy machine may take to its first byte
PATIENCE = 30.0
UNREST = 4.0  # seconds after which a program that does not come to rest is measured as it is
_SEQUENCE = re.compile(rb"\x1b\[[0-9;?<=>:]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]")


@dataclass(frozen=True)
class Answer:
    """To one key: seconds to its last byte and of the processor, bytes, and as ``ssh -C`` packs them."""

    name: str
    seconds: float
    cpu: float
    size: int
    packed: int


class NoFrame(Exception):
    """The words that were waited for never came; says what came instead."""


def places(home: Path) -> dict[str, str]:
    """Where a program keeps what it keeps."""
    folders = {f"XDG_{n}_HOME": str(home / n.lower()) for n in ("DATA", "CACHE", "STATE", "CONFIG")}
    return {"HOME": str(home), **folders}


def surroundings(home: Path) -> dict[str, str]:
    """The environment of all that is measured: the same for each, in a home of its own."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", **places(home)}


class Session:
    """A program in a terminal of its own, with ``more`` in its environment.

    It has started when all ``expect`` stand on the wire.
    """

    def __init__(
        self,
        command: tuple[str, ...],
        expect: Sequence[str],
        home: Path,
        more: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.answers: list[Answer] = []
        self._packed = zlib.compressobj(6)
        self._spawn(command, surroundings(home) | dict(more))
        self._poll = select.poll()
        self._poll.register(self._handle, select.POLLIN)
        self.shown = self._until([words.encode() for words in expect])
        self.start = time.monotonic() - self._begun
        self.start_cpu = self.cpu()
        rest, _ = self._burst()
        self.start_bytes = len(self.shown) + len(rest)
        self._pack(self.shown + rest)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Ends it, if it has not been left."""
        if self._handle >= 0:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._close()

    def _spawn(self, command: tuple[str, ...], environment: dict[str, str]) -> None:
        clock = mmap.mmap(-1, 8)  # what the child writes here, its parent sees
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            clock[:] = struct.pack("d", time.monotonic())
            try:
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        self._clock = clock

    @property
    def _begun(self) -> float:
        begun: float = struct.unpack("d", self._clock[:])[0]
        return begun

    def _read(self, seconds: float) -> bytes:
        """What comes within that time; nothing where it is quiet, or the program has closed its terminal."""
        if not self._poll.poll(seconds * 1000):
            return b""
        with contextlib.suppress(OSError):  # EIO: the other end is closed
            return os.read(self._handle, 1 << 16)
        return b""

    def _until(self, expect: Sequence[bytes]) -> bytes:
        seen = b""
        while True:
            plain = _SEQUENCE.sub(b"", seen)
            if all(words in plain for words in expect):
                return seen
            more = self._read(PATIENCE)
            if not more:
                self.__exit__(None, None, None)
                said = re.sub(r"\s+", " ", plain.decode(errors="replace")).strip()
                raise NoFrame(f"{[w.decode() for w in expect]} never came, but: {said[-300:]!r}")
            seen += more

    def _burst(self, first: float = QUIET) -> tuple[bytes, float]:
        """What comes until it is quiet, and when the last of it came; ``first`` is the patience before it."""
        data, last = b"", time.monotonic()
        while more := self._read(QUIET if data else first):
            last = time.monotonic()
            data += more
        return data, last

    def key(self, name: str, sent: bytes) -> Answer:
        """Sends a key and waits for its answer, which is also kept in ``answers``."""
        before, begin = self.cpu(), time.monotonic()
        self.send(sent)
        data, last = self._burst(FIRST)
        answer = Answer(name, last - begin, self.cpu() - before, len(data), self._pack(data))
        self.answers.append(answer)
        return answer

    def send(self, keys: bytes) -> None:
        os.write(self._handle, keys)

    def _pack(self, data: bytes) -> int:
        """Its size as a part of one compressed connection."""
        return len(self._packed.compress(data) + self._packed.flush(zlib.Z_SYNC_FLUSH))

    def cpu(self) -> float:
        """Seconds of processor time so far, of all its threads."""
        return time.clock_gettime(
            ~self.pid << 3 | 2
        )  # as clock_getcpuclockid(3) makes the number of the clock

    def rest(self, interval: float = 0.5) -> bool:
        """Waits until it does next to nothing any more: less than a hundredth of the time. False: the wait
        was given up, for it still works, or the machine is so slow that doing nothing takes more.
        """
        end = time.monotonic() + UNREST
        while time.monotonic() < end:
            before = self.cpu()
            self._read_for(interval)
            if self.cpu() - before < interval / 100:
                return True
        return False

    def _read_for(self, seconds: float) -> int:
        """Bytes that come within that time."""
        count, end = 0, time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            more = self._read(left)
            count += len(more)
            if not more and time.monotonic() < end:
                break  # it has ended
        return count

    def idle(self, seconds: float) -> tuple[float, float]:
        """Bytes a second, and seconds of processor time a second, while nobody types."""
        before = self.cpu()
        count = self._read_for(seconds)
        return count / seconds, (self.cpu() - before) / seconds

    def memory(self) -> int:
        """PSS in bytes, with that of its children: its own, and its share of what several have in common."""
        return sum(_pss(pid) for pid in _family(self.pid))

    def leave(self, keys: bytes) -> float:
        """Sends the keys; seconds until the process has ended. What it writes is read meanwhile."""
        end = os.pidfd_open(self.pid)
        self._poll.register(end, select.POLLIN)
        begin = time.monotonic()
        self.send(keys)
        while True:
            ready = dict(self._poll.poll(PATIENCE * 1000))
            if end in ready or not ready:
                break
            try:
                os.read(self._handle, 1 << 16)
            except OSError:  # its terminal is closed: only the end is waited for
                self._poll.unregister(self._handle)
        took = time.monotonic() - begin
        os.close(end)
        if not ready:
            raise NoFrame(f"does not end on {keys!r}")
        os.waitpid(self.pid, 0)
        self._close()
        return took

    def _close(self) -> None:
        os.close(self._handle)
        self._handle = -1


def run(command: tuple[str, ...], home: Path) -> tuple[float, float]:
    """Seconds that a command takes without a terminal, and seconds of the processor."""
    null = os.open(os.devnull, os.O_RDWR)
    begin = time.monotonic()
    files = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1)]
    pid = os.posix_spawnp(command[0], command, surroundings(home), file_actions=files)
    _, status, used = os.wait4(pid, 0)
    took = time.monotonic() - begin
    os.close(null)
    if status:
        raise SystemExit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return took, used.ru_utime + used.ru_stime


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _pss(pid: int) -> int:
    found = re.search(r"^Pss: +(\d+) kB$", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
