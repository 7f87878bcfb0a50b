"""To the clipboard of the machine that the analyst sits at: the terminal is asked for it (OSC 52).

Nobody answers, so nobody knows whether it arrived. The words are "sent", never "copied".
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from briefing_tui.model import BriefingError

# What is longer some terminals drop and some show. To this xterm and hterm have always been held; the longest
# row of the bundled briefs needs a twentieth of it.
LIMIT = 100_000
_CHUNK = 250  # what every GNU screen takes at once: 4.09 takes 767 characters, the first ones took 256
_VARIANTS = frozenset(
    {"", "color", "16color", "88color", "256color", "direct", "direct256"}
)  # of xterm itself
_KONSOLE = 241200  # the first version of it that takes a text


def packed(text: str, environ: Mapping[str, str]) -> str:
    """What to write to the terminal, as one piece, for it to take the text.

    Raises BriefingError where the terminal is known to take none, or the text is too long for one.
    """
    if name := _deaf(environ):
        raise BriefingError(f"{name} takes no text from programs")
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    if len(sequence) > LIMIT:
        raise BriefingError(f"{len(text)} characters are too long for a terminal")
    match multiplexer(environ):
        case "tmux":
            # It takes the first where set-clipboard is on, the second where allow-passthrough is, as it
            # always was before 3.3. Where both are, the terminal is told twice.
            doubled = sequence.replace("\x1b", "\x1b\x1b")
            return f"{sequence}\x1bPtmux;{doubled}\x1b\\"
        case "screen":
            chunks = (sequence[i : i + _CHUNK] for i in range(0, len(sequence), _CHUNK))
            return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
        case _:
            return sequence


def multiplexer(environ: Mapping[str, str]) -> str:
    """``tmux``, ``screen`` or none: what stands between us and the terminal, on this machine or before ssh.

    TERM comes through ssh and names the nearest one; their own variables do not. ``screen-256color`` is what
    many people set for tmux. Bare ``screen`` may be either: what is meant for tmux would be rubbish on the
    screen of the other one, while tmux only ignores what is meant for that.
    """
    term = environ.get("TERM", "")
    if term.startswith("tmux"):
        return "tmux"
    if not term.startswith("screen"):
        return ""
    if term.startswith("screen."):  # the outer terminal's name behind it is GNU screen's way
        return "screen"
    if environ.get("TMUX"):
        return "tmux"
    return "screen" if environ.get("STY") or term == "screen" else "tmux"


def _deaf(environ: Mapping[str, str]) -> str:
    """The terminal where it is known to take no text. Of what tells them ssh hands on only TERM."""
    if environ.get("TERM", "").removeprefix("screen.") == "linux":
        return "the Linux console"
    if multiplexer(environ):
        return ""  # the variables are those of the terminal that it was started in
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "Apple’s Terminal"
    term = environ.get("TERM", "")
    if environ.get("VTE_VERSION") and _may_be("vte", term):
        return "GNOME’s terminal (VTE)"
    konsole = environ.get("KONSOLE_VERSION", "")
    if _may_be("konsole", term) and konsole.isdecimal() and int(konsole) < _KONSOLE:
        return "Konsole before 24.12"
    return ""


def _may_be(name: str, term: str) -> bool:
    """Whether the terminal with that TERM may be the one that set the variables of ``name``: one that was
    started out of it has them too. Most go by xterm; behind ``xterm-`` some have a name of their own.
    """
    kind, _, variant = term.partition("-")
    return kind == name or (kind == "xterm" and variant in _VARIANTS)
