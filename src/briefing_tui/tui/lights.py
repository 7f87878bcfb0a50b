"""Which words of a text are set off, as spans of it. Pure: text in, spans out."""

from __future__ import annotations

import re

from briefing_tui.tui.page import Span

# With their marks: a quotation that is cut by the end of a point has but one of them, and is none here.
_QUOTED = re.compile("“[^“”]+”|«[^«»]+»|「[^「」]+」|『[^『』]+』|„[^„“”]+[“”]")


def quoted(text: str) -> list[Span]:
    """What stands in quotation marks, with them."""
    return [found.span() for found in _QUOTED.finditer(text)]
