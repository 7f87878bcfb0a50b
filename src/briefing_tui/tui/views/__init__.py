"""The views of a brief as pages: compare, read, gaps, doubts, coverage.

Pure: model and width in, page out.
"""

from briefing_tui.tui.views.card import compare
from briefing_tui.tui.views.content import SIDES, Content
from briefing_tui.tui.views.ledger import doubts, gaps
from briefing_tui.tui.views.shares import coverage
from briefing_tui.tui.views.whole import read

VIEWS = ("compare", "read", "gaps", "doubts", "coverage")

__all__ = ["SIDES", "VIEWS", "Content", "compare", "coverage", "doubts", "gaps", "read"]
