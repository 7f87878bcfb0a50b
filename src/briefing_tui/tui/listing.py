"""A page of as many rows as there are, one below the other: a row is made when somebody looks at it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TypeVar, overload

from briefing_tui.tui.page import Page, Piece, Stop

T = TypeVar("T")


class Listing(Page):
    """Rows of the given heights. ``row`` gives the lines of one, of which the first is empty, and ``key`` of
    what it is; ``find`` the row with a key, or -1.
    """

    __slots__ = ("_find", "_key", "_row", "_tops")

    def __init__(
        self,
        width: int,
        heights: Sequence[int],
        row: Callable[[int], list[list[Piece]]],
        key: Callable[[int], str],
        find: Callable[[str], int],
    ) -> None:
        self.width = width
        self._tops = array("q", accumulate(heights, initial=0))
        self._row = row
        self._key = key
        self._find = find
        self.lines = _Made(self._tops[-1], self._line)  # type: ignore[assignment]
        self.lit = {}
        self.stops = _Made(len(heights), self._stop)  # type: ignore[assignment]

    def find(self, key: str, column: int | None = None) -> int:
        return self._find(key) if key else -1

    def beyond(self, at: int, step: int, side: int) -> int | None:
        return at + step if 0 <= at + step < len(self.stops) else None

    def standing(self, column: int, top: int, bottom: int) -> Sequence[int]:
        # A stop begins on the second line of its row.
        return range(*(bisect_right(self._tops, line - 2, hi=len(self.stops)) for line in (top, bottom)))

    def _line(self, line: int) -> list[Piece]:
        at = bisect_right(self._tops, line) - 1
        return self._row(at)[line - self._tops[at]]

    def _stop(self, at: int) -> Stop:
        return Stop(self._key(at), 0, self._tops[at] + 1, self._tops[at + 1], at)


class _Made(Sequence[T]):
    """A sequence whose items are made when they are asked for."""

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self._size = size
        self._make = make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self._make(i) for i in range(*at.indices(self._size))]
        if not -self._size <= at < self._size:
            raise IndexError(at)
        return self._make(at % self._size)

    def __iter__(self) -> Iterator[T]:
        return map(self._make, range(self._size))
