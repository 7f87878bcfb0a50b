"""Lines for the screen, measured in cells by the table that Textual lays it out by, and never longer than
reads well: the measure, which a person may set for themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len

from briefing_tui import wrapping
from briefing_tui.settings.options import Options

_measure = Options().measure


def use_measure(cells: int) -> None:
    """From now on no line of text is longer than so many cells."""
    global _measure
    _measure = cells


def measure() -> int:
    """The most cells that a line of text takes."""
    return _measure


def room(width: int) -> int:
    """The cells of a line of text where ``width`` are free: these, but not more than the measure."""
    return min(width, _measure)


def wrap(text: str, width: int) -> tuple[str, ...]:
    """``text`` as lines of at most ``width`` cells and of the measure; see ``wrapping.wrap``."""
    return _wrapped(text, room(width))


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    return wrapping.wrap(text, width, cell_len)


def fitting(width: int, *ways: str) -> str:
    """The first way to say it that has room in ``width`` cells; else the last one, cut."""
    return next((way for way in ways if cell_len(way) <= width), shorten(ways[-1], width))


def shorten(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` cells, with … where it is cut."""
    text = " ".join(text.split())
    if cell_len(text) <= width:
        return text
    return next(wrapping.cut(text, max(1, width - 1), cell_len)).rstrip() + "…" if width > 1 else ""


def shorten_message(text: str, width: int) -> str:
    """As ``shorten``, but folders of the first path in it give way first, from the left: what matters of
    ``/a/long/way/theme.toml:3: no colour`` stands behind them.
    """
    text = " ".join(text.split())
    found = re.search(r"(?<!\S)/(?:[^/:;]*/)+", text)
    if found is None or cell_len(text) <= width:
        return shorten(text, width)
    before, folders, after = text[: found.start()], found[0].split("/")[1:-1], text[found.end() :]
    ways = ("/".join(["…", *folders[n:], ""]) for n in range(1, len(folders) + 1))
    return fitting(width, *(before + way + after for way in ways))
