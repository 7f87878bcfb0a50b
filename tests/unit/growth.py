"""How time grows with a text: a ratio within one run, whatever the machine does meanwhile."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TIMES = 8
MOST = 24  # times as long for a text eight times as long: linear is 8, quadratic 64


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as long ``work`` takes for a text ``TIMES`` as large."""
    work(size)  # what is read once
    gc.disable()  # it costs what else is in memory
    try:
        return _seconds(work, size * TIMES, 2) / _seconds(work, size, 4)
    finally:
        gc.enable()


def _seconds(work: Callable[[int], object], size: int, rounds: int) -> float:
    """The least processor time of several rounds."""
    took = []
    for _ in range(rounds):
        begun = time.process_time()
        work(size)
        took.append(time.process_time() - begun)
    return min(took)
