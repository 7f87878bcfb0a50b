"""Start, keys and cards of the program as a user meets them, against a bare Textual hello-world.

    make bench                    the table, 7 rounds
    make bench ARGS='--rounds 15'

Both programs are started in turn in a pseudo-terminal of 120x40 cells, in the same venv, with a home of
their own; the figures are medians, the ratio is taken round by round. Times are CLOCK_MONOTONIC from just
before exec to the read that completes the expected words on the wire. The program goes both ways: with all
that Textual paints, and frugally, as over SSH; bytes are also counted as ``ssh -C`` would send them.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello world")
Hello().run()
"""
BRIEF = "2026-02-04-putin-xi"
_SEQUENCE = re.compile(rb"\x1b\[[0-9;?<=>:]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
QUIET = 0.15  # seconds of silence that end a burst
WAYS = {"ordinary": "--no-low-bandwidth", "frugal": "--low-bandwidth"}


@dataclass
class Session:
    """A program in a pseudo-terminal. ``start`` is seconds to the expected words."""

    pid: int
    handle: int
    start: float = 0.0
    bytes_to_start: int = 0
    keys: list[tuple[str, float, int, int]] = field(default_factory=list)
    packed: zlib._Compress = field(default_factory=lambda: zlib.compressobj(6))

    def burst(self, timeout: float = 3.0) -> tuple[bytes, float]:
        """What comes until it is quiet, and when the last of it came."""
        data, last, end = b"", time.monotonic(), time.monotonic() + timeout
        while time.monotonic() < end:
            ready, _, _ = select.select([self.handle], [], [], QUIET)
            if not ready:
                break
            try:
                chunk = os.read(self.handle, 1 << 16)
            except OSError:
                break
            if not chunk:
                break
            data += chunk
            last = time.monotonic()
        return data, last

    def key(self, name: str, sent: bytes) -> None:
        """Sends a key and keeps seconds to the last byte of the answer, its size, and that packed."""
        begin = time.monotonic()
        os.write(self.handle, sent)
        data, last = self.burst()
        self.keys.append((name, last - begin, len(data), self.pack(data)))

    def pack(self, data: bytes) -> int:
        """Its size as a part of one compressed connection."""
        return len(self.packed.compress(data) + self.packed.flush(zlib.Z_SYNC_FLUSH))

    def quit(self) -> None:
        os.write(self.handle, b"\x11")
        self.burst(1.0)
        os.waitpid(self.pid, 0)
        os.close(self.handle)


def open_(command: list[str], expect: bytes, home: Path) -> Session:
    begin = time.monotonic()
    pid, handle = pty.fork()
    if pid == 0:
        places = {f"XDG_{n}_HOME": str(home / n.lower()) for n in ("DATA", "CACHE", "STATE", "CONFIG")}
        os.execvpe(command[0], command, {**os.environ, **places, "TERM": "xterm-256color"})
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    session = Session(pid, handle)
    seen = b""
    while expect not in _SEQUENCE.sub(b"", seen):
        ready, _, _ = select.select([handle], [], [], 10)
        if not ready:
            raise SystemExit(f"{command}: {expect!r} never came")
        seen += os.read(handle, 1 << 16)
    session.start = time.monotonic() - begin
    more, _ = session.burst()
    session.bytes_to_start = len(seen) + len(more)
    session.pack(seen + more)
    return session


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    rounds: int = parser.parse_args().rounds
    bare: list[float] = []
    sessions: dict[str, list[Session]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        hello = home / "hello.py"
        hello.write_text(HELLO)
        briefing = str(Path(sys.executable).parent / "briefing")
        for i in range(rounds + 1):
            floor = open_([sys.executable, str(hello)], b"Hello", home)
            floor.quit()
            made = {way: open_([briefing, flag, BRIEF], "¶".encode(), home) for way, flag in WAYS.items()}
            for way, mine in made.items():
                # The places of the reader are remembered: begin each round at the same card.
                for name, key in (("card", b"1"), ("first", b"g"), *[("move", b"j")] * 6, ("card", b"34")):
                    for one in key:
                        mine.key(name, bytes([one]))
                mine.quit()
                if i:  # the first round fills the caches
                    sessions[way].append(mine)
            bare += [floor.start] if i else []
    print(f"bare Textual hello-world   first frame {statistics.median(bare) * 1000:6.1f} ms")
    for way, taken in sessions.items():
        _print(way, taken, bare)


def _print(way: str, taken: list[Session], bare: list[float]) -> None:
    ratio = statistics.median(m.start / b for m, b in zip(taken, bare, strict=True))
    start = statistics.median(m.start for m in taken) * 1000
    size = statistics.median(m.bytes_to_start for m in taken)
    print(
        f"{way:9} first frame {start:6.1f} ms, {ratio:.2f} of bare (goal 1.5), {size:.0f} bytes until settled"
    )
    for name in ("move", "card"):
        keys = [k[1:] for m in taken for k in m.keys if k[0] == name]
        times, sizes, packed = (sorted(column) for column in zip(*keys, strict=True))
        print(
            f"{way:9} key: {name:4} median {statistics.median(times) * 1000:5.1f} ms"
            f" {statistics.median(sizes):6.0f} bytes ({statistics.median(packed):.0f} as ssh -C sends it),"
            f" most {times[-1] * 1000:5.1f} ms {sizes[-1]:.0f} bytes"
        )


if __name__ == "__main__":
    main()
