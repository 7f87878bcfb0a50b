"""TOML that a person has written: what it says, and on which line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import tomli

from briefing_tui.files import read_ordinary
from briefing_tui.model import BriefingError
from briefing_tui.settings.options import shown


def read(path: Path, *, within: Path | None = None) -> tuple[dict[str, Any], str]:
    """What a file says, and its text, for ``line_of``. With ``within`` (restricted mode) no link leads out of
    that folder. Raises BriefingError with file and line.
    """
    data = b""
    try:
        data = read_ordinary(path, within=within)
        text = data.decode("utf-8-sig")
        return tomli.loads(text), text
    except OSError as error:
        raise BriefingError(f"{shown(path)}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BriefingError(f"{shown(path)}:{line}: is not UTF-8") from None
    except RecursionError:
        raise BriefingError(f"{shown(path)}: is nested too deeply") from None
    except tomli.TOMLDecodeError as error:
        raise BriefingError(f"{shown(path)}:{error.lineno}: {error.msg}") from None
    except ValueError:  # more digits than Python reads; on which line it does not tell
        raise BriefingError(f"{shown(path)}: has a number that is too long") from None


def line_of(text: str, key: str, table: str = "") -> int:
    """The line on which a key of a table stands; that of the table where it is not found, else 1."""
    head = re.search(rf"(?m)^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\]", text) if table else None
    start = head.start() if head else 0
    quoted = rf"[\"']?{re.escape(key)}[\"']?"
    found = re.compile(rf"(?m)^[ \t]*\[?(?:{re.escape(table)}[ \t]*\.[ \t]*)?{quoted}[ \t]*[=.\]]").search(
        text, start
    )
    return text.count("\n", 0, found.start() if found else start) + 1
