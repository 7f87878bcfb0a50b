"""What a screen shows that has nothing to show: what is so, in words, and the next keys."""

from __future__ import annotations

from rich.cells import cell_len

from briefing_tui.tui import actions
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.typography import wrap


def add_nothing(page: Page, screen: str, words: str, *ways: tuple[str, str], role: str = "dim") -> None:
    """Adds the ``words``, a paragraph a line, and below them the key of each way on, as it is bound on the
    ``screen``. A way is an action and what it does here.
    """
    for line in words.split("\n"):
        page.add()
        for text in wrap(line, page.width - 3):
            page.add(Piece(2, text, role))
    if not ways:
        return
    page.add()
    keys = [actions.key(screen, action) for action, _ in ways]
    x = 4 + max(map(cell_len, keys))
    for key, (_, does) in zip(keys, ways, strict=True):
        for i, text in enumerate(wrap(does, page.width - x - 1)):
            page.add(*[Piece(2, key, "accent")] * (i == 0), Piece(x, text, "dim"))


def nothing(width: int, screen: str, words: str, *ways: tuple[str, str], role: str = "dim") -> Page:
    """A page of that alone."""
    page = Page(width)
    add_nothing(page, screen, words, *ways, role=role)
    return page
