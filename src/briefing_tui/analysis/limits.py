"""How much of a text is sorted and compared. Apart from ``cards``, so that a screen which has everything from
the cache need not load the words.
"""

from __future__ import annotations

from briefing_tui.model import Card, Evidence, Point

# Far more than the longest transcript of a press conference has.
MOST_SENTENCES, MOST_LETTERS = 5_000, 500_000
UNSORTED = Evidence("not sorted or compared: the text is too long", Card.CONTEXT, 0.0)


def is_sorted(point: Point) -> bool:
    """Whether the program has looked at it: it stands in the part of a text that is not too long."""
    return point.evidence != (UNSORTED,)
