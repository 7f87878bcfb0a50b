"""Python, the packages, SQLite."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from importlib import metadata

from briefing_tui import __version__
from briefing_tui.cli.doctor.finding import Finding, broken, hint, ok
from briefing_tui.reading.formats import INSTALL

_NAME = "briefing-tui"
_FORMATS = {
    "charset-normalizer": "texts in old encodings",
    "pypdf": "PDFs",
    "python-docx": "Word files",
    "trafilatura": "saved pages",
}


def findings() -> Iterator[Finding]:
    yield ok("briefing", f"version {__version__}")
    yield ok("python", f"{platform.python_version()} on {platform.system()}")
    yield from _packages()
    yield _formats()
    yield _sqlite()


def _packages() -> Iterator[Finding]:
    try:
        needed = [name for name in metadata.requires(_NAME) or () if "extra ==" not in name]
    except metadata.PackageNotFoundError:
        yield hint("packages", "the program is not installed as a package", "make run")
        return
    found = {}
    for requirement in needed:
        name = re.split(r"[^\w.-]", requirement)[0]
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield broken("packages", f"{name} is missing", f"python -m pip install '{requirement}'")
    yield ok("packages", ", ".join(f"{name} {version}" for name, version in found.items()))


def _formats() -> Finding:
    missing = [what for name, what in _FORMATS.items() if not _is_there(name)]
    if missing:
        return hint("formats", f"not read: {', '.join(missing)}", INSTALL)
    return ok("formats", f"read: {', '.join(_FORMATS.values())}")


def _is_there(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _sqlite() -> Finding:
    remedy = "take a Python whose SQLite has FTS5, such as that of the system"
    try:
        import sqlite3
    except ImportError:
        return broken("search", "this Python has no sqlite3", remedy)
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(terms)")
    except sqlite3.OperationalError:
        return broken("search", f"SQLite {sqlite3.sqlite_version} has no FTS5", remedy)
    finally:
        connection.close()
    return ok("search", f"SQLite {sqlite3.sqlite_version} with FTS5")
