"""How time grows with a text: a ratio within one run, whatever the machine does meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 8
MOST = 24  # times as long for a text eight times as long: linear is 8, quadratic 64


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as long ``work`` takes for a text ``TIMES`` as large."""
    work(size)  # what is read once
    return _seconds(work, size * TIMES, 1) / _seconds(work, size, 3)


def _seconds(work: Callable[[int], object], size: int, rounds: int) -> float:
    """The least processor time of several rounds."""
    took = []
    for _ in range(rounds):
        begun = time.process_time()
        work(size)
        took.append(time.process_time() - begun)
    return min(took)
