"""The filter of the library, and a library so large that a thread keeps its list."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.finding import catalogue
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui import watching
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.watching import Watch
from briefing_tui.tui.widgets.drawn import Bar

from .conftest import PUTIN_XI, MakeApp

BIDEN = "2022-11-14-xi-biden"


@pytest.fixture(params=["small", "large"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, shelf: Shelf, places: Paths) -> str:
    """A library of either kind; of a large one the list is known from an earlier session."""
    if request.param == "large":
        monkeypatch.setattr(catalogue, "FEW", 0)
        monkeypatch.setattr(watching, "_EVERY", 0.02)
        catalogue.Catalogue(shelf, places.cache).now()
    return str(request.param)


def library(pilot: Pilot[None]) -> LibraryScreen:
    screen = pilot.app.screen
    assert isinstance(screen, LibraryScreen)
    return screen


def keys(pilot: Pilot[None]) -> list[str]:
    return [stop.key for stop in library(pilot).reader.page.stops]


def bar(pilot: Pilot[None], name: str) -> str:
    return "".join(s.text for s in library(pilot).query_one(name, Bar).render_line(0))


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await pilot.pause(0.02)


@pytest.mark.usefixtures("size")
async def test_it_filters_as_one_types_and_esc_clears(make_app: MakeApp, shelf: Shelf) -> None:
    everything = [e.id for e in shelf.entries()]
    async with make_app().run_test(size=(100, 30)) as pilot:
        assert keys(pilot) == everything
        await pilot.press("slash", *"biden")
        shown = keys(pilot)
        assert shown == [i for i in everything if "biden" in i]
        assert f"{len(shown)} of {len(everything)} briefs" in bar(pilot, "#head")
        await pilot.press("enter", "escape")
        assert keys(pilot) == everything


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("BALI", lambda e: e.id == BIDEN),
        ("side:сша -side:russia -side:ukraine", lambda e: e.id == BIDEN),
        ("after:2025 before:2026", lambda e: e.date.startswith("2025")),
        ("on:2025-02", lambda e: e.date.startswith("2025-02")),
        ("kind:video", lambda e: "video" in e.kind.lower()),
        ("lang:ru", lambda e: "ru" in e.languages),
        ("origin:bundled -is:broken", lambda e: True),
        ("is:broken", lambda e: False),
    ],
)
async def test_each_key_means_what_it_says(
    make_app: MakeApp, shelf: Shelf, words: str, holds: Callable[[object], bool]
) -> None:
    wanted = [e.id for e in shelf.entries() if holds(e)]
    async with make_app().run_test(size=(100, 30)) as pilot:
        library(pilot)._use(words)
        assert keys(pilot) == wanted
        assert wanted or "No brief passes" in library(pilot).reader.page.plain()


@pytest.mark.usefixtures("size")
async def test_notes_and_their_tags(make_app: MakeApp, notes: NoteStore) -> None:
    notes.save(replace(notes.new(BIDEN, Anchor()), body="look #trade/gas up"))
    async with make_app().run_test(size=(100, 30)) as pilot:
        for words in ("has:note", "#trade", "tag:trade/gas"):
            library(pilot)._use(words)
            assert keys(pilot) == [BIDEN]
        library(pilot)._use("-#trade")
        assert keys(pilot) and BIDEN not in keys(pilot)


@pytest.mark.usefixtures("size")
async def test_cards_and_gaps_come_when_they_are_asked_for(make_app: MakeApp, shelf: Shelf) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        screen = library(pilot)
        screen._use("card:economy has:gap")
        assert "not analysed yet" in bar(pilot, "#head")
        assert "No brief that is analysed by now" in screen.reader.page.plain()
        await until(pilot, lambda: "not analysed" not in bar(pilot, "#head"))
        assert PUTIN_XI in keys(pilot)
        both = set(keys(pilot))
        screen._use("-has:gap")
        assert not both & set(keys(pilot))


@pytest.mark.usefixtures("size")
async def test_a_mistake_is_said_and_the_list_stays(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        library(pilot)._use("biden")
        before = keys(pilot)
        library(pilot)._use("biden side:atlantis")
        assert keys(pilot) == before
        assert "no side atlantis" in bar(pilot, "#foot")


@pytest.mark.usefixtures("size")
async def test_the_mark_goes_through_all_rows_and_opens_the_one_it_is_at(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 14)) as pilot:
        reader = library(pilot).reader
        seen = []
        for _ in reader.page.stops:
            assert reader.here
            seen.append(reader.here.key)
            await pilot.press("j")
        assert seen == keys(pilot)
        for key, at in (("g", 0), ("pagedown", 4), ("pageup", 0), ("G", len(seen) - 1), ("k", len(seen) - 2)):
            await pilot.press(key)
            assert reader.cursor == at or key.startswith("page")
            assert reader.here and reader.scroll_offset.y <= reader.here.top < reader.scroll_offset.y + 12
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BriefScreen)
        assert pilot.app.screen.brief.id == seen[-2]
        await pilot.press("q")
        await pilot.pause()
        here = library(pilot).reader.here
        assert here and here.key == seen[-2]


def lay(places: Paths, name: str, date: str) -> Path:
    folder = places.data / "briefs" / name
    folder.mkdir(parents=True)
    (folder / "france.en.md").write_text("---\nside: france\nlanguage: en\n---\n\nTrade grew.\n")
    (folder / "brief.md").write_text(f"---\ntitle: {name}\ndate: {date}\n---\n")
    return folder


@pytest.mark.usefixtures("size")
async def test_what_others_bring_and_take_is_seen_and_the_mark_stays(
    make_app: MakeApp, places: Paths, size: str
) -> None:
    async with make_app().run_test(size=(100, 12)) as pilot:

        def look() -> None:
            if size == "small":  # of a large one a thread looks
                library(pilot)._look()

        await pilot.press("G", "k")
        reader = library(pilot).reader
        assert reader.here
        marked, offset = reader.here.key, reader.here.top - reader.scroll_offset.y
        folder = lay(places, "2030-talks", "2030-01-01")
        look()
        await until(pilot, lambda: "2030-talks" in keys(pilot))
        assert reader.here and reader.here.key == marked
        if size == "large":
            assert reader.here.top - reader.scroll_offset.y == offset
        shutil.rmtree(folder)
        look()
        await until(pilot, lambda: "2030-talks" not in keys(pilot))
        assert reader.here and reader.here.key == marked


async def test_a_large_library_that_nobody_has_read_yet_fills_while_one_looks(
    make_app: MakeApp, places: Paths, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(30):
        lay(places, f"talks-{n:02}", f"2010-01-{n + 1:02}")
    monkeypatch.setattr(catalogue, "FEW", 0)
    monkeypatch.setattr(catalogue, "_STEP", 5)
    async with make_app().run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: len(keys(pilot)) == len(shelf.entries()))
        assert keys(pilot) == [e.id for e in shelf.entries()]


@pytest.mark.parametrize("then", ["", "j"])
async def test_enter_before_the_first_row_is_there_opens_it_unless_another_key_comes(
    make_app: MakeApp, places: Paths, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    lay(places, "2030-talks", "2030-01-01")
    monkeypatch.setattr(catalogue, "FEW", 0)
    wake = Watch.wake
    monkeypatch.setattr(Watch, "wake", lambda _: None)
    async with make_app().run_test(size=(100, 30)) as pilot:
        assert not keys(pilot)
        await pilot.press("enter", *then)
        screen = library(pilot)
        monkeypatch.setattr(Watch, "wake", wake)
        screen._watching().wake()
        if then:
            await until(pilot, lambda: "2030-talks" in keys(pilot))
            assert pilot.app.screen is screen
        else:
            await until(pilot, lambda: isinstance(pilot.app.screen, BriefScreen))


async def test_the_keys_of_a_filter_have_room_at_80_columns(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("slash")
        said = "".join(p.text for line in pilot.app.screen.query_one("#foot", Bar)._lines for p in line)
        assert "side:" in said and "…" not in said
