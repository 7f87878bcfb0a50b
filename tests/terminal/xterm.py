"""What a person sees: pyte's screen with xterm's way of erasing, and its cells as they look."""

from __future__ import annotations

import unicodedata
from typing import Any

import pyte


class Xterm(pyte.Screen):
    """Erases in the background colour that is set, where nothing was written yet too; pyte does it partly.

    Has an alternate screen, empty whenever it is entered, before an ordinary one that is always empty.
    """

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        super().set_mode(*modes, **kwargs)
        if kwargs.get("private") and 1049 in modes:
            self._fill(self.default_char)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        super().reset_mode(*modes, **kwargs)
        if kwargs.get("private") and 1049 in modes:
            self._fill(self.default_char)

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        super().erase_in_display(how, *args, **kwargs)
        if how == 2:
            self._fill(self.cursor.attrs)

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        super().resize(lines, columns)
        for y in range(self.lines):  # pyte moves no line that it does not have yet
            self.buffer[y] = self.buffer[y]

    def _fill(self, char: Any) -> None:
        for y in range(self.lines):
            for x in range(self.columns):
                self.buffer[y][x] = char


Cell = tuple[object, ...]


def cells(screen: pyte.Screen) -> list[list[Cell]]:
    """Every cell as it looks, line by line. Of a blank one the colour and weight of a letter do not show.

    A wide character that lost one of its halves is two blanks, as on real terminals; pyte keeps the other.
    """
    return [
        [_looks(screen.buffer[y], x, screen.columns) for x in range(screen.columns)]
        for y in range(screen.lines)
    ]


def _looks(line: Any, x: int, columns: int) -> Cell:
    cell = line[x]
    data = _letter(cell.data)
    if (data == "" and (x == 0 or not _wide(_letter(line[x - 1].data)))) or (
        _wide(data) and (x + 1 == columns or _letter(line[x + 1].data) != "")
    ):
        data = " "
    back = (cell.bg, cell.reverse, cell.underscore, cell.strikethrough, cell.blink)
    if data == " " and not any(back[1:]):
        return " ", cell.bg
    return data, cell.fg, cell.bold, cell.italics, *back


def _letter(data: str) -> str:
    """pyte hangs the sign on a wide character onto that one's empty second cell."""
    return "" if data and all(map(unicodedata.combining, data)) else data


def _wide(data: str) -> bool:
    return bool(data) and pyte.screens.wcwidth(data[0]) == 2


def cursor(screen: pyte.Screen) -> tuple[int, int]:
    """Column and line; behind the last column is at the last column where lines do not wrap."""
    return min(screen.cursor.x, screen.columns - 1), screen.cursor.y
