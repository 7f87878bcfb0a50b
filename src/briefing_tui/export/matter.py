"""The head of an export for other programs: Obsidian, pandoc, a static site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefing_tui import __version__
from briefing_tui.export.words import value
from briefing_tui.model import Brief, Comparison, Note, Readout
from briefing_tui.reading import yamlhead


def front_matter(brief: Brief, made: Comparison, notes: Sequence[Note], as_of: str) -> str:
    """YAML between two ``---`` lines: the event, the texts shown, the tags of the notes, the program."""
    shown = [c.readout for c in made.texts]
    data: dict[str, Any] = {
        "title": value(brief.title),
        "date": brief.date,
        "kind": value(brief.kind),
        "place": value(brief.place),
        "sides": [r.side for r in shown],
        "tags": sorted({t for n in notes for t in n.tags}),
        "sources": [_source(r) for r in shown],
        "brief": brief.id,
        "as_of": as_of,
        "generator": f"briefing-tui {__version__}",
    }
    return yamlhead.dump({k: v for k, v in data.items() if v})


def _source(readout: Readout) -> dict[str, Any]:
    data: dict[str, Any] = {
        "side": readout.side,
        "language": readout.language,
        "kind": readout.source.value,
        "complete": readout.complete,
        "title": value(readout.title),
        "publisher": value(readout.publisher),
        "issuer": value(readout.issuer),
        "published": readout.published,
        "retrieved": readout.retrieved,
        "url": readout.url,
        "guessed": sorted(readout.guessed),
        "sha256": readout.hash,
    }
    return {k: v for k, v in data.items() if v not in ("", [])}
