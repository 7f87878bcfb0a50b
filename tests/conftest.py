"""What the tests share: a home of their own, the bundled briefs, the labelled readouts where they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths, paths

ROOT = Path(__file__).parent.parent
READOUTS = ROOT.parent / "shared" / "corpus" / "readouts"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for every test: no test reads or writes the developer's own notes."""
    for name in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "site"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")
    return tmp_path / "home"


@pytest.fixture
def places(home: Path) -> Paths:
    return paths()


@pytest.fixture
def shelf(places: Paths) -> Shelf:
    return Shelf(places)


@pytest.fixture
def notes(places: Paths) -> NoteStore:
    return NoteStore(places.notes)


@pytest.fixture(scope="session")
def readout() -> Callable[[str], Path]:
    """Path of a labelled readout by its id; skips where the corpus is not beside the checkout."""

    def path(name: str) -> Path:
        file = READOUTS / f"{name}.txt"
        if not file.exists():
            pytest.skip("the labelled readouts (../shared/corpus) are not here")
        return file

    return path
