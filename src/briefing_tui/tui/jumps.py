"""The places that one jumped from, to go back to and forward again: a list as a browser or Vim has one."""

from __future__ import annotations

from briefing_tui.settings.state import Mark

_KEPT = 100


class Jumps:
    """``before`` is where one was before the last jump. No place stands in the list twice."""

    def __init__(self) -> None:
        self._places: list[Mark] = []
        self._at = 0  # the place one is at; behind the last one unless one has gone back
        self.before: Mark | None = None

    def leave(self, here: Mark) -> None:
        """One jumps away from here. It is the newest place now, and one is behind it."""
        self._put(here)
        self._at = len(self._places)
        self.before = here

    def leap(self, steps: int, here: Mark) -> Mark | None:
        """The place so many jumps back (-1) or forward (1), as far as there are any; None: none at all.

        Where one goes back first the place that one leaves is kept, to come forward to.
        """
        if steps < 0 and self._at == len(self._places):
            self._put(here)
            self._at = len(self._places) - 1
        to = max(0, min(self._at + steps, len(self._places) - 1))
        if not self._places or to == self._at or self._at == len(self._places):
            return None
        self._at = to
        self.before = here
        return self._places[to]

    def _put(self, here: Mark) -> None:
        self._places = [*(p for p in self._places if p != here), here][-_KEPT:]
