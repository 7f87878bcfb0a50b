"""A terminal that is not UTF-8: lines and marks in ASCII, letters that it lacks as question marks.

Every character keeps its width, so that what is shown stands where Textual believes it to stand.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size

from briefing_tui.settings.terminal import UTF_8

if TYPE_CHECKING:
    from briefing_tui.tui.terminal.frugal import Out

_STAND_INS = {
    "-": "─━–—−‐‑↔", "=": "═", "|": "│┃║▐", "+": "┌┐└┘├┤┬┴┼╭╮╰╯", ">": "▌→›≥", "<": "←‹≤", "_": "▁▂▃▄",
    "#": "▅▆▇█≠", "~": "▔", ".": "░▒▓…·", "*": "•✎", '"': "“”„«»", "'": "‘’‚", "^": "↑▲", "v": "↓✓▼",
    ":": "┊", "x": "✗×", "P": "¶", "S": "§", "N": "№",
}  # fmt: skip
_ALIKE = {ord(character): plain for plain, of in _STAND_INS.items() for character in of}


class Charset:
    """Stands before ``out``, which encodes. ``name`` may change while the program runs."""

    def __init__(self, out: Out, name: str) -> None:
        self._out = out
        self.name = name

    def write(self, text: str) -> None:
        if self.name != UTF_8 and not text.isascii():
            text = "".join(
                character if character < "\x80" else _alike(character, self.name) for character in text
            )
        self._out.write(text)

    def flush(self) -> None:
        self._out.flush()

    def fileno(self) -> int:
        return self._out.fileno()


@lru_cache(maxsize=8192)
def _alike(character: str, charset: str) -> str:
    """The character itself where the charset has it, else one or two of ASCII, as wide as it is."""
    width = get_character_cell_size(character)
    if _has(charset, character, width):
        return character
    plain = character.translate(_ALIKE)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", character)[0]
    return (plain if plain.isascii() else "?") * width


def _has(charset: str, character: str, width: int) -> bool:
    """Charsets of one byte show it in one cell, those of East Asia their characters of two bytes in two."""
    try:
        return len(character.encode(charset)) == width
    except UnicodeEncodeError:
        return False
