"""What the program may write, and nothing else: a strict grammar of its terminal, and of plain output.

Only what the program itself is known to send is taken out of its output, in exactly the form in which it
sends that. What is dangerous in the rest came from somewhere else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from briefing_tui.reading.unsafe import clean

# Sent when the screen is taken and when it is given back. The letter between is shown for a moment, to see
# what the terminal makes of it.
_ONCE = (
    b"\x1b[?1049h", b"\x1b[?25l", b"\x1b[?1004h", b"\x1b[>25u", b"\x1b[?2004h", b"\x1b[?7l",
    b"\x1b[H\xc3\xb1\x1b[6n", b"\x1b[2J",
    b"\x1b[?2004l", b"\x1b[?7h", b"\x1b[<u", b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1004l",
)  # fmt: skip
_ONCE_PLAIN = (*_ONCE, b"\x1b[?2026$p")
_ONCE_FRUGAL = (*_ONCE, b"\x1b[2J")
_POINTER = b"\x1b]22;default\x07"  # Textual names the pointer's shape: the only OSC
_NUMBER = rb"[1-9]\d{0,3}"
_COLOR = rb"[34]8;5;\d{1,3}"
_ATTRIBUTES = rb"(?:[1347];)"
# Textual sends attributes, then the colours, then all off again; the palette has words in one colour.
_SGR_PLAIN = re.compile(rb"\x1b\[(?:0|" + _ATTRIBUTES + rb"*" + _COLOR + rb"(?:;" + _COLOR + rb")?)m")
_PART = rb"(?:[1347]|2[2347]|[34]9|" + _COLOR + rb")"
_SGR_FRUGAL = re.compile(rb"\x1b\[(?:(?:|" + _PART + rb")(?:;" + _PART + rb")*)m")
_MOVE = re.compile(rb"\x1b\[(?:(" + _NUMBER + rb")?(?:;(" + _NUMBER + rb"))?)H")
_RUN = re.compile(rb"\x1b\[(" + _NUMBER + rb")?[CX]")
# What a reader sees although Unicode counts it among the format characters: signs under and over figures.
_VISIBLE_FORMATS = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
)


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal with 256 colours; ``frugal``: only what changes is sent to it."""

    columns: int
    rows: int
    frugal: bool

    def foreign(self, output: bytes) -> list[str]:
        """What did not come from the program in all that it wrote here from start to end; empty: nothing."""
        for own in _ONCE_FRUGAL if self.frugal else _ONCE_PLAIN:
            output = output.replace(own, b"", 1)
        output = output.replace(_POINTER, b"")
        if self.frugal:
            output = _RUN.sub(self._within, output).replace(b"\x1b[K", b"")
        output = _MOVE.sub(self._within, output)
        return foreign((_SGR_FRUGAL if self.frugal else _SGR_PLAIN).sub(b"", output))

    def _within(self, found: re.Match[bytes]) -> bytes:
        """Nothing, where a move or a run stays on the screen."""
        numbers = [int(n or 1) for n in found.groups()]
        limits = (self.rows, self.columns) if found[0].endswith(b"H") else (self.columns,)
        return b"" if all(n <= limit for n, limit in zip(numbers, limits, strict=True)) else found[0]


def foreign(output: bytes, allowed: str = "") -> list[str]:
    """What is no text that can be seen in output without sequences, with the text around it."""
    try:
        text = output.decode()
    except UnicodeDecodeError as error:
        return [f"not UTF-8: {output[max(0, error.start - 40) : error.end + 40]!r}"]
    bad = {char for char in set(text) if char not in allowed and not seen(char)}
    found = (i for i, char in enumerate(text) if char in bad) if bad else ()
    return [f"U+{ord(text[i]):04X}: {text[max(0, i - 40) : i + 40]!r}" for i in found]


def seen(char: str) -> bool:
    """Whether a terminal only shows the character, and shows it where it stands."""
    if clean(char) != char:
        return False
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in _VISIBLE_FORMATS
