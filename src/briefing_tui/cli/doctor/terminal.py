"""The terminal and the way to it, by what the environment and tmux say."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Mapping

from briefing_tui.cli.doctor.finding import Finding, broken, hint, ok
from briefing_tui.model import BriefingError
from briefing_tui.settings import terminal as told
from briefing_tui.settings.options import Options
from briefing_tui.tui import clipboard

_USABLE, _COMFORTABLE = (60, 20), (80, 24)
_SLOW_ESCAPE = 100  # milliseconds that tmux holds an Esc back, from which it is felt
_PATIENCE = 2.0  # seconds for tmux to answer


def findings(options: Options) -> Iterator[Finding]:
    environ = told.environment()
    term = environ.get("TERM", "")
    if (size := _size()) is None:
        yield hint("terminal", "none here to look at", "say briefing doctor in the terminal itself")
    elif term in ("", "dumb"):
        yield broken(
            "terminal", f"no screen can be drawn: TERM is {term or 'not set'}", "export TERM=xterm-256color"
        )
    else:
        yield ok("terminal", f"{term}; no mouse is needed, its own selection works")
    if size:
        yield _fits(*size)
        yield _colours(environ)
    yield _charset(environ)
    yield from _multiplexer(environ, restricted=options.restricted)
    try:
        clipboard.packed("", environ)
    except BriefingError as error:
        yield hint(
            "clipboard", f"y copies nothing: {error}", "briefing export BRIEF -o FILE, or another terminal"
        )
    slow = told.terminal(environ, options.low_bandwidth).slow
    way = "over SSH" if environ.get("SSH_CONNECTION") else "on this machine"
    yield ok("connection", f"{way}; low bandwidth is {'on' if slow else 'off'}")


def _size() -> tuple[int, int] | None:
    """Columns and rows of the terminal that any of the standard streams is; None where none is one."""
    for stream in (1, 0, 2):
        with contextlib.suppress(OSError):
            return os.get_terminal_size(stream)
    return None


def _fits(columns: int, rows: int) -> Finding:
    words = f"{columns} columns, {rows} rows"
    for (least, lowest), what in ((_USABLE, "too small"), (_COMFORTABLE, "narrow")):
        if columns < least or rows < lowest:
            remedy = "make the window larger, or its letters smaller: {} columns and {} rows are comfortable"
            return hint("size", f"{words}: {what}", remedy.format(*_COMFORTABLE))
    return ok("size", words)


def _colours(environ: Mapping[str, str]) -> Finding:
    link = told.terminal(environ)
    if not link.colors:
        return ok("colours", "none: NO_COLOR is set")
    if not link.few_colors:
        exact = environ.get("COLORTERM", "").strip().lower() in told.TRUE_COLOR
        return ok("colours", "all (COLORTERM)" if exact else "256 (TERM)")
    if environ.get("TERM") == "linux":
        return ok("colours", "16, which is all that the Linux console has")
    remedy = {
        "tmux": "tmux set -s default-terminal tmux-256color, then open a new window of it",
        "screen": "export TERM=screen-256color",
        "": "export TERM=xterm-256color, if your terminal has 256 colours, as most do",
    }
    return hint("colours", "16 (TERM)", remedy[clipboard.multiplexer(environ)])


def _charset(environ: Mapping[str, str]) -> Finding:
    charset = told.terminal(environ).charset
    name, value = told.locale(environ)
    if charset == told.UTF_8:
        return ok("charset", f"UTF-8 ({name}={value})" if name else "UTF-8")
    return hint(
        "charset",
        f"{charset} ({name}={value}): letters that it lacks are shown as ?",
        "export LC_ALL=C.UTF-8",
    )


def _multiplexer(environ: Mapping[str, str], *, restricted: bool) -> Iterator[Finding]:
    kind = clipboard.multiplexer(environ)
    if not kind:
        return
    if kind == "screen":
        yield ok("screen", "GNU screen")
        return
    said = {} if restricted or not environ.get("TMUX") else _tmux()
    if not said:
        yield ok("tmux", "not asked; y reaches the clipboard where it has set-clipboard on")
        return
    faults = list(_in_tmux(said))
    yield from faults or [ok("tmux", "set-clipboard and escape-time are as they should be")]


def _in_tmux(said: Mapping[str, str]) -> Iterator[Finding]:
    keep = "; the same line, without tmux, in ~/.tmux.conf keeps it"
    if said.get("set-clipboard") != "on" and said.get("allow-passthrough", "off") == "off":
        words = f"y does not reach the clipboard: set-clipboard is {said.get('set-clipboard')}"
        yield hint("tmux", words, f"tmux set -s set-clipboard on{keep}")
    wait = said.get("escape-time", "")
    if wait.isdecimal() and int(wait) > _SLOW_ESCAPE:
        yield hint("tmux", f"Esc waits for {wait} ms", f"tmux set -s escape-time 20{keep}")


def _tmux() -> dict[str, str]:
    """The options of the tmux that we are in; empty where it does not say."""
    command = ["tmux", "show-options", "-s", ";", "show-options", "-gw"]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
