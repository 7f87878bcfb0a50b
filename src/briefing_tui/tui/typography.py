"""Lines for the screen, measured in cells by the table that Textual lays it out by."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len

from briefing_tui import wrapping


@lru_cache(maxsize=4096)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """``wrapping.wrap`` for the screen."""
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
