"""Every screen in windows of any size, also such as nobody reads in: a terminal is dragged through them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from briefing_tui.notes.store import NoteStore

from .conftest import MakeApp
from .test_snapshots import FILE, SCENES, Desk

_THROUGH = (60, 20), (30, 8), (12, 4), (3, 2), (1, 1), (200, 60), (80, 24)


@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_survives_any_size(
    make_app: MakeApp,
    shelf: Shelf,
    notes: NoteStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    scene: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = SCENES[scene]
    shown.prepare(Desk(shelf, notes, tmp_path))
    app = make_app(paths=[Path(FILE)]) if shown.brief == FILE else make_app(shown.brief)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown.steps(pilot)
        screen = app.screen
        for size in _THROUGH:
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.screen is screen and app.crash is None
