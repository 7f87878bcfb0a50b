"""Derived things kept between runs: parsed briefs and their analysis. May be deleted at any time.

JSON and not pickle: a cache must not be able to run anything. An entry holds for the signature that it was
made for: the files' names, sizes and times, and those of the code and words that made it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
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


def signature(files: Iterable[Path], *more: str) -> str:
    """Equal as long as none of the files, nor the program that reads them, has changed. Raises OSError.

    By the times of the text and of the entry, and not by the inode's number, which some network disks (sshfs)
    make up anew at every mount, and when memory is short.
    """
    parts = [f"{f.name}:{(s := f.stat()).st_mtime_ns}:{s.st_size}:{s.st_ctime_ns}" for f in files]
    return "|".join((_program(), *parts, *more))


@cache
def _program() -> str:
    """Changes whenever the code or the words of reading and analysis change, or the form that is kept."""
    package = Path(__file__).parent.parent
    rooms = ("", "reading", "analysis", "analysis/lexicon", "library")
    times = [f.stat().st_mtime_ns for room in rooms for f in (package / room).iterdir() if f.is_file()]
    return f"{max(times)}.{len(times)}"
