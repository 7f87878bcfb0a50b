"""Long work: a screen that waits says how far it is, and leaving it ends the work."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.finding.catalogue import Catalogue
from briefing_tui.library import timelines
from briefing_tui.library.shelf import Shelf
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens import working
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.changes import ChangesScreen
from briefing_tui.tui.screens.working import Left, WorkingScreen
from tests.tui.conftest import MakeApp

BENCH = Path(__file__).parents[2] / "bench"
BRIEF = "2026-02-04-putin-xi"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    subprocess.run([sys.executable, BENCH / "library.py", folder / "briefs", "400"], check=True, timeout=60)
    return folder / "briefs"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work stands still at its first step, until its screen is left."""
    far = WorkingScreen.far

    def held(self: WorkingScreen, what: str) -> Callable[[int, int], None]:
        told = far(self, what)

        def step(done: int, of: int) -> None:
            told(done, of)
            if done:
                self.left.wait()

        return step

    monkeypatch.setattr(working, "_EVERY", 0)
    monkeypatch.setattr(WorkingScreen, "far", held)


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize(("key", "name"), [("p", "changes"), ("f", "formulas")])
async def test_it_says_how_far_it_is_and_esc_ends_it(
    places: Paths, notes: NoteStore, large: Path, key: str, name: str
) -> None:
    shelf = Shelf(places, large)
    app = BriefingApp(places, shelf, notes, shelf.open(BRIEF))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        for _ in range(1500):
            page = getattr(app.screen, "reader").page.plain()  # noqa: B009
            if " of 409 …" in page:
                break
            await pilot.pause(0.02)
        assert "Looking through the library: " in page
        assert "q  goes back" in page
        await pilot.press("escape")
        assert isinstance(app.screen, BriefScreen)
        for _ in range(1500):
            if name not in {t.name for t in threading.enumerate()}:
                break
            await pilot.pause(0.02)
        assert name not in {t.name for t in threading.enumerate()}
    left = Catalogue(shelf, places.cache)
    left.read()
    assert not left.whole  # it was ended, and not waited for
    assert len(left.rows()) >= 100  # what was done is kept


async def test_work_that_ends_after_the_screen_is_gone_ends_quietly(make_app: MakeApp) -> None:
    app = make_app(BRIEF)
    reached: list[object] = []
    gone = threading.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        screen = app.screen
        assert isinstance(screen, ChangesScreen)

        def work() -> None:
            gone.wait(60)
            reached.append(screen.desk)

        screen.start(work)
        await pilot.press("escape")
        for _ in range(500):
            if not screen.is_attached and screen._parent is None:
                break
            await pilot.pause(0.02)
        gone.set()
        for _ in range(500):
            if reached:
                break
            await pilot.pause(0.02)
    assert reached == [app]


def test_who_has_left_is_told_nothing(shelf: Shelf) -> None:
    screen = ChangesScreen(shelf.open(BRIEF), original=False)
    told = screen.far("Counting")
    told(1, 2)
    screen.left.set()
    with pytest.raises(Left):
        told(2, 2)


def test_the_meetings_of_a_series_are_counted(shelf: Shelf) -> None:
    told: list[tuple[int, int]] = []
    made = timelines.of_brief(shelf, shelf.entries(), shelf.open(BRIEF), lambda *far: told.append(far))
    assert told == [(n, len(made.entries)) for n in range(len(made.entries))]
    assert told
