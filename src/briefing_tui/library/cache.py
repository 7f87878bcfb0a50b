"""Derived things kept between runs: parsed briefs and their analysis. May be deleted at any time.

JSON and not pickle: a cache must not be able to run anything. An entry holds for the signature that it was
made for: the files' names, sizes and times, and those of the code and words that made it.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from briefing_tui.files import digest, private_folder, read_ordinary, write_atomically

_MAX_BYTES = 200 * 1024 * 1024  # of an entry: twenty times the largest text, with all that is said of it


class Cache:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str, signature: str) -> Any | None:
        """What was kept under ``key``, or None where there is nothing that holds."""
        try:
            kept = json.loads(read_ordinary(self._path(key), _MAX_BYTES, within=self.folder))
        except (OSError, ValueError, RecursionError):
            return None
        return kept.get("data") if isinstance(kept, dict) and kept.get("signature") == signature else None

    def put(self, key: str, signature: str, data: Any) -> None:
        """Keeps ``data`` (JSON). A cache that cannot be written is slower, not broken."""
        with contextlib.suppress(OSError, UnicodeEncodeError):  # a folder's name may be no Unicode
            private_folder(self.folder)
            text = json.dumps(
                {"signature": signature, "data": data}, ensure_ascii=False, separators=(",", ":")
            )
            write_atomically(self._path(key), text, sync=False)  # half a file is noticed

    def _path(self, key: str) -> Path:
        return self.folder / f"{digest(key.encode(errors='replace'))[:32]}.json"


_PART = 16 * 1024  # bytes that are read at once
# The code and the words that make what is kept, by their places in the package. Tests follow the imports of
# what makes it, and find all of them here: what is not here may change, and nothing is made anew.
READING = (
    "model.py", "frozen.py", "files.py", "reading",
    "library/cache.py", "library/codec.py", "library/folder.py", "library/layout.py", "library/shelf.py",
)  # fmt: skip
ANALYSIS = (*READING, "analysis", "library/series.py", "library/timelines.py")


def signature(files: Iterable[Path], *more: str, code: tuple[str, ...] = READING) -> str:
    """Equal as long as none of the files, nor the ``code`` that reads them, has changed. Raises OSError.

    By the times of the text and of the entry, and not by the inode's number, which some network disks (sshfs)
    make up anew at every mount, and when memory is short.
    """
    parts = [f"{f.name}:{(s := f.stat()).st_mtime_ns}:{s.st_size}:{s.st_ctime_ns}" for f in files]
    return "|".join((program(code), *parts, *more))


@cache
def program(code: tuple[str, ...]) -> str:
    """Changes with the code that is running, whatever comes to the disk meanwhile. By what the files say: an
    upgrade gives all of them a new time.
    """
    return "{:08x}.{}".format(*_sum(code))


@cache
def _sum(code: tuple[str, ...]) -> tuple[int, int]:
    """A checksum of the files and their size. What all begin with is read once."""
    begun = READING if code != READING and code[: len(READING)] == READING else ()
    sum_, size = _sum(begun) if begun else (0, 0)
    part = memoryview(bytearray(_PART))  # one for all: freed in between they would cost a session memory
    for path in sources(code[len(begun) :]):
        with path.open("rb", buffering=0) as file:
            while read := file.readinto(part):
                sum_, size = zlib.crc32(part[:read], sum_), size + read
    return sum_, size


def sources(code: Iterable[str]) -> list[Path]:
    """The files of the package at these places, in a fixed order."""
    package = Path(__file__).parent.parent
    at = [package / place for place in code]
    below = [file for path in at for file in (_below(path) if path.is_dir() else [path])]
    return [file for file in below if file.suffix in (".py", ".toml")]


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(here, name) for name in sorted(files))
