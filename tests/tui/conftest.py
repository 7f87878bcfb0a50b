"""An app on the bundled briefs, in an empty home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui import waiting
from briefing_tui.tui.app import BriefingApp

PUTIN_XI = "2026-02-04-putin-xi"

MakeApp = Callable[..., BriefingApp]

TWO_SIDED = """Main points of the French readout (Élysée)
Bilateral Ties: The presidents praised the friendship of France and Japan, at a high level for years.
Economy: Both sides want more trade and investment in hydrogen and semiconductors.
Regional Issues: They called for a ceasefire in Gaza.
Summary of Japan’s readout
Bilateral Relations: The prime minister said that Japan and France share values and trust each other.
Economic Cooperation: Investment in hydrogen and semiconductors was welcomed by both leaders.
Future Plans: The president accepted an invitation to visit Tokyo in May.
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is quick stays so on a busy machine: opened at once, without a word. Tests of a slow disk have
    a fixture of this name that leaves it as it is.
    """
    monkeypatch.setattr(waiting, "QUICK", 60.0)


@pytest.fixture
def make_app(places: Paths, shelf: Shelf, notes: NoteStore) -> Iterator[MakeApp]:
    """``make_app()`` opens the library, ``make_app(id)`` a brief, ``make_app(paths=[...])`` files."""
    made: list[BriefingApp] = []

    def make(brief_id: str = "", paths: list[Path] | None = None) -> BriefingApp:
        brief: Brief | None = None
        if paths:
            brief = shelf.open_files(paths)
        elif brief_id:
            brief = shelf.open(brief_id)
        made.append(BriefingApp(places, shelf, notes, brief))
        return made[-1]

    yield make
    for app in made:  # a note that cannot be saved is tried again as long as the process lives
        with app.saver._writing:
            app.saver._pending.clear()


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One that takes what is copied to its clipboard; files are written into a folder of the test's own."""
    for name in ("TMUX", "STY", "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.chdir(tmp_path)
