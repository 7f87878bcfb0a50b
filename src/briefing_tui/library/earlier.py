"""The texts that a readout had before, in their order, up to the one that it has now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from briefing_tui.library import revisions
from briefing_tui.library.revisions import Earlier
from briefing_tui.model import Brief, BriefingError, Readout


class Version(NamedTuple):
    """A text of a readout. ``until`` is when a newer one took its place, None for the text of today."""

    readout: Readout
    until: datetime | None = None

    @property
    def when(self) -> str:
        return f"until {self.until:%Y-%m-%d %H:%M:%S} UTC" if self.until else "now"


class Change(NamedTuple):
    """Two texts of a readout, one after the other; ``first`` is the file of an earlier one, and so is
    ``second``, or else the readout as it is.
    """

    first: Earlier
    second: Earlier | Readout

    def read(self) -> tuple[Version, Version]:
        """The two texts. Raises BriefingError."""
        first = Version(self.first.read(), self.first.moment)
        if isinstance(self.second, Readout):
            return first, Version(self.second)
        return first, Version(self.second.read(), self.second.moment)


def changes(brief: Brief, readout: Readout) -> list[Change]:
    """How the readout of the brief came to be what it is, the oldest change first. Raises BriefingError."""
    kept = revisions.history(Path(brief.folder)) if brief.folder else []
    texts = [earlier for earlier in kept if _key(earlier, brief) == readout.key]
    later: list[Earlier | Readout] = [*texts, readout]
    return [Change(first, second) for first, second in zip(texts, later[1:], strict=True)]


def _key(earlier: Earlier, brief: Brief) -> str:
    """That of the readout in whose place it stood; empty where that cannot be told."""
    if any(r.key == earlier.key for r in brief.readouts):
        return earlier.key
    try:
        now = successor(brief, earlier.key, earlier.read())
    except BriefingError:
        return ""
    return now.key if now else ""


def successor(brief: Brief, key: str, before: Readout) -> Readout | None:
    """The text in whose place ``before`` stood: that of the key, or else the most alike of the side in that
    language. A file's name need not be the readout's key (``ours.txt``).
    """
    same = [r for r in brief.readouts if (r.side, r.language) == (before.side, before.language)]
    by_key = (r for r in same if r.key == key)
    return next(by_key, max(same, key=lambda r: revisions.likeness(r, before), default=None))
