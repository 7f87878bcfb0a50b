"""The ordinary way to the terminal: all that Textual paints, but no style said twice in a row.

Textual ends the style at the end of each line and begins the same one anew on the next, to which it goes
twice: of a mark that is a cell wide and a paragraph high, three bytes in four are that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing_tui.tui.terminal.frugal import Out

_STYLE = re.compile(r"(\x1b\[[0-9;:]*m)")
_MOVES = re.compile(r"(?:\x1b\[[0-9;]*H)*")
# Textual sends one behind each line of an update but the last, and then moves to where the next one begins:
# on the last line of the screen there is none, so none scrolls.
_LINE_FEED = re.compile(r"\n(?=\x1b\[[0-9]+;[0-9]+H)")
_PLAIN = "\x1b[0m"


class Terse:
    """Stands before ``out``, which shows the same cells, styles and cursor as it would by itself."""

    def __init__(self, out: Out) -> None:
        self._out = out
        # The sequence that makes plain into the present style; "": plain; None: not known.
        self._now: str | None = None

    def write(self, text: str) -> None:
        """Takes whole escape sequences; what it sends of them leaves nothing for later."""
        before, *rest = _STYLE.split(_LINE_FEED.sub("", text))
        sent = [before]
        ended = False  # plain is wanted, and not sent yet
        for style, then in zip(rest[::2], rest[1::2], strict=True):
            if style == _PLAIN:
                ended = True
            elif ended and style == self._now:
                ended = False
            else:
                sent += (_PLAIN, style) if ended else (style,)
                self._now, ended = (style if ended or self._now == "" else None), False
            if ended and not _MOVES.fullmatch(then):
                sent.append(_PLAIN)
                self._now, ended = "", False
            sent.append(then)
        if ended:
            sent.append(_PLAIN)
            self._now = ""
        self._out.write("".join(sent))

    def flush(self) -> None:
        self._out.flush()

    def fileno(self) -> int:
        return self._out.fileno()
