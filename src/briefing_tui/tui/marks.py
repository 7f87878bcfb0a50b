"""What is said beside a point in signs and words: doubts, the analyst's decisions, quotations not found."""

from __future__ import annotations

from briefing_tui.model import Carded, Point
from briefing_tui.tui.typography import fitting, wrap


def doubt(point: Point) -> str:
    """``?`` where the card is in doubt and the analyst has not decided it."""
    return "?" if point.doubt and point.was is None else ""


def between(point: Point) -> str:
    """The two cards that a point in doubt stands between."""
    here = f"{point.card.digit} {point.card.heading}"
    return f"{here} or {point.rival.digit} {point.rival.heading}?" if point.rival else f"{here}?"


def decided(point: Point, tied: bool, width: int) -> list[str]:
    """What the analyst decided on the point, in as many words as there is room for."""
    lines = []
    if was := point.was:
        moved = "✓ moved by you from"
        ways = (f"{moved} {was.digit} {was.heading}", f"{moved} card {was.digit}", f"✓ from {was.digit}")
        lines.append(fitting(width, *ways))
    if tied:
        lines.append(fitting(width, "✓ tied by you", "✓ tied"))
    return lines


def unquoted(carded: Carded, point: Point, width: int) -> list[str]:
    """Words that a summary puts in quotation marks and the side's own text does not have."""
    side = carded.readout.side_name
    return [
        line
        for q in carded.quotations
        if q.point == point.id and not q.found_in
        for line in wrap(f"✗ not in {side}'s own text: “{q.text}”", width)
    ]
