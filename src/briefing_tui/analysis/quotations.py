"""Whether the words that a summary quotes are in the side's own texts.

Method: what stands between quotation marks, two words (four Chinese signs) or more, is looked for word for
word in the side's other readouts in the same language. Case, spaces and punctuation make no difference, and
dots for what was left out part a quotation into pieces that must all be there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing_tui.model import Carded, Quotation, Readout, SourceKind
from briefing_tui.reading.terms import is_han, words

# Who quotes others, and is not the one quoted.
_QUOTING = (SourceKind.SUMMARY, SourceKind.EXCERPT)
_QUOTED = re.compile(
    r"“([^“”]{2,400})”|«([^«»]{2,400})»|「([^「」]{2,400})」|(?<!\w)\"([^\"\n]{2,400})\"(?!\w)"
)
_LEFT_OUT = re.compile(r"\.{3}|…|<[^>]*>|\[[^\]]*\]")


def check(carded: Carded, others: Sequence[Readout]) -> tuple[Quotation, ...]:
    """The quotations of a summary, in reading order, each with the readout that has it.

    Empty where the readout is no summary, or no other text of its side is in its language.
    """
    readout = carded.readout
    own = [
        r
        for r in others
        if (r.side, r.language) == (readout.side, readout.language)
        and r.key != readout.key
        and r.source not in _QUOTING
    ]
    if readout.source not in _QUOTING or not own:
        return ()
    texts = {r.key: _plain("\n".join(b.text for b in r.blocks)) for r in own}
    made = []
    for point in carded.points:
        for found in _QUOTED.finditer(point.text):
            group = found.lastindex or 0
            quoted = found[group]
            pieces = [plain for piece in _LEFT_OUT.split(quoted) if (plain := _plain(piece)).strip()]
            if pieces and _long_enough(quoted):
                has = (key for key, text in texts.items() if all(p in text for p in pieces))
                made.append(Quotation(point.id, *found.span(group), quoted, next(has, "")))
    return tuple(made)


def _plain(text: str) -> str:
    """Folded words parted by one space, with one at either end; Chinese without any."""
    folded = [w.folded for w in words(text)]
    return "".join(folded) if is_han(text) else f" {' '.join(folded)} "


def _long_enough(quoted: str) -> bool:
    return len(quoted) >= 4 if is_han(quoted) else len(words(quoted)) > 1
