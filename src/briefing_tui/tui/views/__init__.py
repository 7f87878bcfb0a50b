"""The views of a brief as pages: compare, read, gaps, doubts, coverage.

Pure: model and width in, page out.
"""

from briefing_tui.tui.views.card import compare
from briefing_tui.tui.views.content import SIDES, Content, columns
from briefing_tui.tui.views.ledger import doubts, gaps
from briefing_tui.tui.views.shares import coverage
from briefing_tui.tui.views.whole import read

VIEWS = ("compare", "read", "gaps", "doubts", "coverage")
WITH_MARGIN = ("compare", "read", "gaps")  # that have a column of notes where there is room for one

__all__ = ["SIDES", "VIEWS", "Content", "columns", "compare", "coverage", "doubts", "gaps", "read"]
