"""Frugal over the wire: of all that Textual paints only the cells that change are sent on.

Textual paints widgets anew, most of them as they were. ``Frugal`` stands between it and the terminal,
reads the paint (cursor positions, SGR, text), keeps two grids, what is wanted and what the terminal shows,
and sends the difference. It sends when Textual has nothing more to write just now: pictures that were
painted over meanwhile are never sent, on a slow link the less the slower it is.

What it does not understand it passes on as it is, and from then on knows of no cell what it shows.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Protocol

from rich.cells import get_character_cell_size

from briefing_tui.tui.terminal import styles
from briefing_tui.tui.terminal.styles import PLAIN, Style


class Out(Protocol):
    """Where Textual's writing thread writes to: the terminal, or what stands before it."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> object: ...
    def fileno(self) -> int: ...


_TOKEN = re.compile(
    r"\x1b\[(?P<parameters>[0-9:;<=>?]*)(?P<end>[ -/]*[@-~])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<string>\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP(?:[^\x1b]|\x1b[^\\])*\x1b\\)"
    r"|(?P<other>\x1b[ -/]*[0-~]|.)",
    re.DOTALL,
)
# Sequences that change no cell: modes, questions, the keyboard's protocol.
_NO_CELL = re.compile(r"\?[0-9;]+[hl]|\?[0-9]+\$p|[<>=][0-9;]*u")
_TO_ALTERNATE = "?1049h"
_SWITCHES = re.compile(r"\?(?:47|1047|1049)[hl]|\?3[hl]")
# Of these every terminal holds the same width; after others the place of its cursor is not relied on.
_SURE = (
    (" ", "~"), ("\u00a1", "\u0482"), ("\u2010", "\u2027"), ("\u2030", "\u205e"), ("\u20a0", "\u20bf"),
    ("\u2190", "\u22ff"), ("\u2400", "\u25fd"), ("\u2713", "\u2718"), ("\u270e", "\u270e"),
    ("\u3001", "\u303e"), ("\u3041", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\ua48c"),
    ("\uac00", "\ud7a3"), ("\uf900", "\ufaff"), ("\uff01", "\uff60"), ("\ufffd", "\ufffd"),
)  # fmt: skip
_SHORT_GAP = 3  # cells that are cheaper to send again than to jump over
_LONG_BLANK = 9  # from so many blanks on erasing and jumping is cheaper than sending them


class Frugal:
    """``erases_in_color``: the terminal erases in the present background colour; GNU screen does not."""

    def __init__(self, out: Out, *, erases_in_color: bool = True) -> None:
        self._out = out
        self._erases_in_color = erases_in_color
        self._new_size: tuple[int, int] | None = (80, 24)
        self._ready: list[str] = []  # to be sent before any further cell
        # Column and line, as Textual left the cursor; the column behind the last one where it wrote that.
        self._wanted_at: tuple[int, int] | None = None
        self._wanted_style = PLAIN
        self._fresh = False  # the alternate screen was just entered: it may be cleared
        self._strange = False  # something not understood came: a line feed may scroll a part of the screen
        self._forget(style=True)

    def resize(self, columns: int, lines: int) -> None:
        """The terminal has another size: nobody can tell what it made of its cells. Safe from any thread."""
        self._new_size = columns, lines

    def fileno(self) -> int:
        return self._out.fileno()

    def write(self, text: str) -> None:
        """Takes a part of Textual's output in. The escape sequences in it are whole."""
        self._take_size()
        for token in _TOKEN.finditer(text):
            kind = token.lastgroup
            if kind == "end":
                self._sequence(token["parameters"], token["end"], token[0])
            elif kind == "text":
                self._text(token["text"])
            elif kind == "string":
                self._ready.append(token[0])
            else:
                self._control(token[0])

    def flush(self) -> None:
        """Sends what has changed."""
        self._take_size()
        self._draw()
        if self._ready:
            data = "".join(self._ready)
            self._ready.clear()
            self._out.write(data)
        self._out.flush()

    # -- what Textual wants -------------------------------------------------------------------------

    def _sequence(self, parameters: str, end: str, whole: str) -> None:
        if end == "m" and (style := styles.after(self._wanted_style, parameters)) is not None:
            self._wanted_style = style
        elif end == "H" and (at := _position(parameters)) and at[0] < self._columns and at[1] < self._lines:
            self._wanted_at = at
        elif _SWITCHES.fullmatch(parameters + end):
            self._pass_on(whole)
            self._fresh = parameters + end == _TO_ALTERNATE
        elif end == "J" and parameters == "2" and not self._wanted_style.on:
            self._erased()
        elif _NO_CELL.fullmatch(parameters + end):
            self._ready.append(whole)
        else:
            self._pass_on(whole)
            self._strange = self._strange or end != "n"  # a question leaves things as they are

    def _erased(self) -> None:
        """Textual wants a screen without anything."""
        style = self._wanted_style if self._erases_in_color else PLAIN
        for y in range(self._lines):
            self._wanted[y] = [" "] * self._columns
            self._wanted_styles[y] = [styles.on_blank(style)] * self._columns
        self._changed.update(range(self._lines))
        self._fresh = True

    def _control(self, character: str) -> None:
        if self._wanted_at and character == "\r":
            self._wanted_at = 0, self._wanted_at[1]
        elif (
            self._wanted_at
            and character == "\n"
            and self._wanted_at[1] + 1 < self._lines
            and not self._strange
        ):
            self._wanted_at = 0, self._wanted_at[1] + 1  # the system sends a CR before it
        else:
            self._pass_on(character)
            self._strange = self._strange or character not in "\r\n"

    def _text(self, text: str) -> None:
        at = self._wanted_at
        if at is None:
            self._pass_on(text)
            return
        x, y = at
        cells = _cells(text)
        end = x + len(cells)
        if end > self._columns or not cells[0]:
            # Beyond the edge, or a sign that goes onto a letter sent before: left to the terminal.
            self._pass_on(text)
            return
        line = self._wanted[y]
        if line[x] == "":  # the second half of a wide character, whose first half is lost by this
            line[x - 1] = " "
        if end < self._columns and line[end] == "":
            line[end] = " "
        line[x:end] = cells
        style = self._wanted_style
        blank = styles.on_blank(style)
        if blank == style:
            self._wanted_styles[y][x:end] = [style] * len(cells)
        else:
            self._wanted_styles[y][x:end] = [blank if cell == " " else style for cell in cells]
        self._changed.add(y)
        self._wanted_at = end, y

    def _pass_on(self, text: str) -> None:
        """Something not understood: as it is, after all that came before it, in its place and style."""
        self._draw()
        if self._wanted_at and self._wanted_at[0] == self._columns:
            self._to_the_edge(self._wanted_at[1])
        self._ready += styles.change(self._style, self._wanted_style), text
        self._forget()

    def _to_the_edge(self, y: int) -> None:
        """Behind the last column, where terminals agree on little: as Textual came there, by that cell."""
        line = self._wanted[y]
        x = self._columns - (2 if line[-1] == "" else 1)
        self._prepare(x, y, self._wanted_styles[y][x], blank=False)
        self._ready.append(line[x] or " ")

    def _forget(self, *, style: bool = False) -> None:
        if style:
            self._wanted_style = PLAIN
        if self._new_size:
            (self._columns, self._lines), self._new_size = self._new_size, None
        empty: list[str | None] = [None] * self._columns
        plain = [PLAIN] * self._columns
        self._wanted, self._shown = ([list(empty) for _ in range(self._lines)] for _ in range(2))
        self._wanted_styles, self._shown_styles = (
            [list(plain) for _ in range(self._lines)] for _ in range(2)
        )
        self._changed: set[int] = set()
        self._at: tuple[int, int] | None = None  # where the terminal's cursor is
        self._style: Style | None = None  # in which style the terminal writes
        self._fresh = False
        self._wanted_at = None

    def _take_size(self) -> None:
        if self._new_size:
            fresh = self._fresh
            self._forget()
            self._fresh = fresh

    # -- what is sent -------------------------------------------------------------------------------

    def _draw(self) -> None:
        """The cells that are to change, top down, and the cursor where Textual left it."""
        if self._fresh and self._changed:
            self._clear()
        for y in sorted(self._changed):
            for start, end in self._runs(y):
                self._run(y, start, end)
            self._shown[y] = list(self._wanted[y])
            self._shown_styles[y] = list(self._wanted_styles[y])
        self._changed.clear()
        if self._wanted_at:
            self._go(min(self._wanted_at[0], self._columns - 1), self._wanted_at[1])

    def _clear(self) -> None:
        """The whole screen in the background that most of it is to have; what nobody drew yet is plain."""
        for y, line in enumerate(self._wanted):
            for x, cell in enumerate(line):
                if cell is None:
                    line[x] = " "
                    self._wanted_styles[y][x] = PLAIN
        self._changed.update(range(self._lines))
        blanks: Counter[Style] = Counter()
        if self._erases_in_color:
            for line, found in zip(self._wanted, self._wanted_styles, strict=True):
                blanks.update(s for cell, s in zip(line, found, strict=True) if cell == " " and not s.on)
        most = blanks.most_common(1)[0][0] if blanks else PLAIN
        self._ready.append(styles.change(self._style, most) + "\x1b[2J")
        self._style, self._at = most, None
        self._shown = [[" "] * self._columns for _ in range(self._lines)]
        self._shown_styles = [[most] * self._columns for _ in range(self._lines)]
        self._fresh = False

    def _runs(self, y: int) -> list[tuple[int, int]]:
        """From where to where the cells of a line are to be sent."""
        wanted, shown = self._wanted[y], self._shown[y]
        styles_wanted, styles_shown = self._wanted_styles[y], self._shown_styles[y]
        if wanted == shown and styles_wanted == styles_shown:
            return []
        runs: list[tuple[int, int]] = []
        for x, cell in enumerate(wanted):
            if cell is None or (cell == shown[x] and styles_wanted[x] == styles_shown[x]):
                continue
            start, end = x, x + 1
            if cell == "":
                start -= 1
            elif end < self._columns and wanted[end] == "":
                end += 1
            if runs and (start <= runs[-1][1] or self._short_gap(y, runs[-1][1], start)):
                runs[-1] = runs[-1][0], max(end, runs[-1][1])
            else:
                runs.append((start, end))
        return runs

    def _short_gap(self, y: int, start: int, end: int) -> bool:
        if end - start > _SHORT_GAP:
            return False
        cells = self._wanted[y][start:end]
        found = set(self._wanted_styles[y][start - 1 : end + 1])
        return None not in cells and len(found) == 1 and all(c and c.isascii() for c in cells)

    def _run(self, y: int, start: int, end: int) -> None:
        cells, cell_styles = self._wanted[y], self._wanted_styles[y]
        x = start
        while x < end:
            style = cell_styles[x]
            blanks = self._blanks(y, x)
            if blanks and x + blanks == self._columns and blanks > 3:
                self._prepare(x, y, style, blank=True)
                self._ready.append("\x1b[K")
                return
            if blanks > end - x:
                blanks = end - x
            if blanks >= _LONG_BLANK:
                self._prepare(x, y, style, blank=True)
                self._ready.append(f"\x1b[{blanks}X")
                x += blanks
                continue
            last, blank = x + 1, cells[x] == " "
            while last < end and cell_styles[last] == style and blank == (cells[last] == " "):
                last += 1
            self._prepare(x, y, style, blank=blank)
            text = "".join(cell or "" for cell in cells[x:last])
            self._ready.append(text)
            sure = last < self._columns and (text.isascii() or all(map(_is_sure, text)))
            self._at = (last, y) if sure else None
            x = last

    def _blanks(self, y: int, x: int) -> int:
        """How many cells from ``x`` on can be erased together; 0 where they must be written."""
        cells, cell_styles = self._wanted[y], self._wanted_styles[y]
        style = cell_styles[x]
        if cells[x] != " " or style.on or not (self._erases_in_color or not style.bg):
            return 0
        end = x
        while end < self._columns and cells[end] == " " and cell_styles[end] == style:
            end += 1
        return end - x

    def _prepare(self, x: int, y: int, style: Style, *, blank: bool) -> None:
        """The cursor at the cell, the terminal in its style; for blanks whatever looks the same there."""
        self._go(x, y)
        if blank and self._style is not None and styles.on_blank(self._style) == style:
            return
        self._ready.append(styles.change(self._style, style))
        self._style = style

    def _go(self, x: int, y: int) -> None:
        if self._at == (x, y):
            return
        column = f";{x + 1}" if x else ""
        ways = [f"\x1b[{y + 1 if y or x else ''}{column}H"]
        if self._at and self._at[1] == y and x > self._at[0]:
            step = x - self._at[0]
            ways.append(f"\x1b[{step if step > 1 else ''}C")
        self._ready.append(min(ways, key=len))
        self._at = x, y


def _position(parameters: str) -> tuple[int, int] | None:
    """Column and line from 0 on; None where they cannot be read."""
    line, _, column = parameters.partition(";")
    if not ((line or "1").isdigit() and (column or "1").isdigit()):
        return None
    return max(0, int(column or 1) - 1), max(0, int(line or 1) - 1)


@lru_cache(maxsize=8192)
def _is_sure(character: str) -> bool:
    return any(first <= character <= last for first, last in _SURE)


@lru_cache(maxsize=8192)
def _cells(text: str) -> tuple[str, ...]:
    """The text cell by cell: signs on top of a letter belong to it, a wide character has an empty second
    cell. The first one is empty where the text begins with a sign on top of something.
    """
    if text.isascii():
        return tuple(text)
    cells: list[str] = []
    for character in text:
        width = get_character_cell_size(character)
        if width == 0:
            if not cells:
                return ("",)
            cells[-2 if cells[-1] == "" else -1] += character
        else:
            cells += (character, "") if width == 2 else (character,)
    return tuple(cells)
