"""What the tests share: a home of their own, the bundled briefs, the labelled readouts where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefing_tui.analysis import tables, words
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Card
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths, paths

ROOT = Path(__file__).parent.parent
READOUTS = ROOT.parent / "shared" / "corpus" / "readouts"

# The same examples at every run, and no clock: a busy machine is slow, and that is no failure. Others with
# --hypothesis-profile=others.
settings.register_profile(
    "same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("others", settings.get_profile("same"), derandomize=False)
settings.load_profile("same")

OwnWords = Callable[[dict[str, str]], Path]


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


@pytest.fixture
def own_words(places: Paths) -> Iterator[OwnWords]:
    """``own_words({"topics.en.toml": "..."})`` writes files of a desk's own lexicon, and puts none to use.

    Cards are global: afterwards everything is as before.
    """
    before, known = list(CARDS), dict(Card._known)
    headings = {card: card.heading for card in before}

    def put(files: dict[str, str]) -> Path:
        folder = places.config / "lexicon"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        return folder

    yield put
    CARDS[:] = before
    Card._known.clear()
    Card._known.update(known)
    for card, heading in headings.items():
        card.heading = heading
    tables._desk.clear()
    words.use({})


@pytest.fixture(scope="session")
def readout() -> Callable[[str], Path]:
    """Path of a labelled readout by its id; skips where the corpus is not beside the checkout."""

    def path(name: str) -> Path:
        file = READOUTS / f"{name}.txt"
        if not file.exists():
            pytest.skip("the labelled readouts (../shared/corpus) are not here")
        return file

    return path
