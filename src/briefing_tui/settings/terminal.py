"""What the environment tells about the terminal and the way to it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from briefing_tui.frozen import dataclass

# They erase in their own background, not in the one that is set. tmux is none of them from 2.3 (2016) on.
_ERASE_PLAIN = ("screen", "vt", "ansi", "eterm", "sun")
# By these Rich, which writes the colours, knows that it may send more than sixteen.
TRUE_COLOR = ("truecolor", "24bit")
_MANY_COLORS = ("-256color", "-kitty")
_CHARSET_OF_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
# What Python itself puts into LC_CTYPE at its start where the server does not know the locale.
_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")
UTF_8 = "utf-8"
# What a charset of terminals leaves as it is. Those of files (UTF-16, UTF-7) and of names (IDNA) do not.
_COMMAND = "\x1b[1m" * 20


@dataclass(frozen=True, slots=True)
class Terminal:
    """``slow``: as few bytes as can be. ``colors``: not where NO_COLOR is set. ``charset``: by the name that
    Python has for it. ``few_colors``: it is sent no more than its own sixteen. ``erases_in_color``:
    what is erased has the background colour set at the moment. ``italics``: it does not show them in reverse.
    """

    slow: bool = False
    colors: bool = True
    charset: str = UTF_8
    erases_in_color: bool = True
    few_colors: bool = False
    italics: bool = True


def terminal(environ: Mapping[str, str], low_bandwidth: bool | None = None) -> Terminal:
    """The terminal of this process; ``low_bandwidth`` overrules what the environment tells of the link."""
    return Terminal(
        slow=bool(environ.get("SSH_CONNECTION")) if low_bandwidth is None else low_bandwidth,
        colors=not environ.get("NO_COLOR"),
        charset=_charset(environ),
        few_colors=not (
            environ.get("COLORTERM", "").strip().lower() in TRUE_COLOR
            or environ.get("TERM", "").strip().lower().endswith(_MANY_COLORS)
        ),
        erases_in_color=not (environ.get("TERM", "").startswith(_ERASE_PLAIN) or environ.get("STY")),
        italics=not (environ.get("TERM", "").startswith("screen") or environ.get("STY")),
    )


def environment() -> dict[str, str]:
    """The environment of this process, with the LC_CTYPE that it was given: Python may have put its own
    there.
    """
    found = dict(os.environ)
    if found.get("LC_CTYPE") in _COERCED:
        with contextlib.suppress(OSError):  # there is no such file but on Linux
            for line in Path("/proc/self/environ").read_bytes().split(b"\0"):
                name, _, value = line.partition(b"=")
                if name == b"LC_CTYPE":
                    found["LC_CTYPE"] = os.fsdecode(value)
    return found


def locale(environ: Mapping[str, str]) -> tuple[str, str]:
    """The variable that says which charset the terminal has, and its value; both empty where none does."""
    name = next(filter(environ.get, _CHARSET_OF_LOCALE), "")
    if name == "LC_CTYPE" and environ[name] in _COERCED:
        name = "LANG" if environ.get("LANG") else ""
    return name, environ.get(name, "")


def _charset(environ: Mapping[str, str]) -> str:
    """That of the locale where it names one. C, POSIX and none at all say nothing of the terminal: UTF-8."""
    name = locale(environ)[1].partition(".")[2].partition("@")[0].lower()
    if name in ("", "utf8", UTF_8):
        return UTF_8
    try:
        known = _COMMAND.encode(name) == _COMMAND.encode()
    except (LookupError, UnicodeError):
        known = False
    return name if known else UTF_8
