"""The screen of formulas: rows by status, dots a side, the way to the words and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.analysis.timeline import courses, event
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.formula_page import MOST_DOTS, Layout, overview
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.formulas import FormulasScreen
from briefing_tui.tui.screens.library import LibraryScreen

from ..unit.test_analysis_formulas import text

BODIES = [
    ("They stand back to back. Ties know no limits.", "Both want true multilateralism."),
    ("They stand back to back.", "Both want true multilateralism."),
    ("They met in spring.\n\nThey stand shoulder to shoulder.", "Both want win-win cooperation."),
]


@pytest.fixture
def app(tmp_path: Path, places: Paths, notes: NoteStore) -> BriefingApp:
    """A library with three meetings of Norway and Kenya, the last one open."""
    library = tmp_path / "library"
    for day, bodies in enumerate(BODIES, 1):
        folder = library / f"meeting-{day}"
        folder.mkdir(parents=True)
        head = f"title: Meeting {day}\ndate: 2026-01-0{day}\nsides: [norway, kenya]\n"
        (folder / "brief.md").write_text(f"---\n{head}---\n", "utf-8")
        for side, body in zip(("norway", "kenya"), bodies, strict=True):
            front = f"side: {side}\nlanguage: en\nsource: official\n"
            (folder / f"{side}.en.md").write_text(f"---\n{front}---\n\n{body}\n", "utf-8")
    shelf = Shelf(places, library)
    return BriefingApp(places, shelf, notes, shelf.open("meeting-3"))


def page(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, FormulasScreen)
    return screen.reader.page.plain()


async def opened(pilot: Pilot[None], *keys: str) -> str:
    """Presses ``f`` and waits until everything has been read."""
    await pilot.press(*keys, "f")
    for _ in range(1500):
        await pilot.pause(0.02)
        screen = pilot.app.screen
        if isinstance(screen, FormulasScreen) and (screen._read.repeated is not None or screen._read.problem):
            break
    return page(pilot)


def line(shown: str, name: str) -> str:
    return re.sub(r"\s+", " ", next(row for row in shown.split("\n") if name in row)).strip()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_has_become_of_each(app: BriefingApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        shown = await opened(pilot)
        assert line(shown, "back to back") == "back to back ●●● ~ reworded"
        assert "Norway: was “back to back”, now “shoulder to shoulder”" in shown
        assert line(shown, "true multilateralism") == "true multilateralism ●●· - dropped"
        assert line(shown, "win-win") == "win-win cooperation ··● + new"
        assert line(shown, "no limits") == "no limits ●·· earlier"
        order = [shown.index(word) for word in ("+ New", "~ Reworded", "- Dropped", "Earlier", "Meetings")]
        assert order == sorted(order)
        assert max(map(len, shown.split("\n"))) < size[0]


async def test_enter_opens_the_words_and_q_comes_back(app: BriefingApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, FormulasScreen)
        screen.reader.go(1)  # reworded: they stand in this brief
        await pilot.press("enter")
        await pilot.pause()
        brief = pilot.app.screen
        assert isinstance(brief, BriefScreen)
        here = brief.point()
        assert brief.brief.id == "meeting-3" and here and here[1].text == "They stand shoulder to shoulder."
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert screen.reader.here and screen.reader.here.key == "back-to-back"


async def test_where_it_was_dropped_the_last_place_opens(app: BriefingApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        brief = pilot.app.screen
        assert isinstance(brief, BriefScreen)
        here = brief.point()
        assert brief.brief.id == "meeting-2" and here and here[0].readout.key == "kenya.en"


async def test_wordings_and_the_way_out(app: BriefingApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = pilot.app.screen
        await pilot.press("j", "equals_sign")
        await pilot.pause()
        shown = pilot.app.screen.query_one("Reader").page.plain()  # type: ignore[attr-defined]
        assert (
            "Each covers the other's rear" in shown and "背靠背" in shown and "shoulder to shoulder" in shown
        )
        assert "“back to back” norway.en ¶1" in re.sub(" +", " ", shown)
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen is screen
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BriefScreen)


async def test_from_the_library_the_series_of_the_brief_at_the_mark(
    app: BriefingApp, places: Paths, notes: NoteStore
) -> None:
    library = BriefingApp(places, app.shelf, notes)
    async with library.run_test(size=(120, 40)) as pilot:
        assert isinstance(pilot.app.screen, LibraryScreen)
        newest = pilot.app.screen.reader.here
        assert newest
        await opened(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, FormulasScreen) and screen._read.made
        assert screen._read.made.events[-1].brief == newest.key


async def test_sides_by_h_and_l(app: BriefingApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        reader = pilot.app.screen.query_one("Reader")
        await pilot.press("h")
        assert reader.here.key == "back-to-back" and reader.here.column == 0  # type: ignore[attr-defined]
        await pilot.press("l")
        assert reader.here.column == 1  # type: ignore[attr-defined]


async def test_a_brief_without_a_date_is_said(app: BriefingApp, tmp_path: Path) -> None:
    file = tmp_path / "plain.txt"
    file.write_text("They stand back to back.", "utf-8")
    app._first = app.shelf.open_files([file])
    async with app.run_test(size=(80, 24)) as pilot:
        assert "has no date" in await opened(pilot)


def long_series(count: int, sides: tuple[str, ...] = ("russia", "china")) -> list[Brief]:
    body = "They stand back to back."
    return [
        Brief(f"b{i}", f"Meeting {i}", f"20{10 + i // 12}-{1 + i % 12:02}-01", sides,
              tuple(text(body, f"{side}.en") for side in sides))
        for i in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("count", [1, 3, 20, 60])
@pytest.mark.parametrize("sides", [("russia",), ("russia", "china"), ("russia", "china", "india", "france")])
def test_any_series_fits(width: int, count: int, sides: tuple[str, ...]) -> None:
    """Of a long one the last dots are shown, behind a …"""
    events = [event(b) for b in long_series(count, sides)]
    layout = Layout(events, width - 1)
    shown = overview(layout, courses(events, {"back-to-back": ["en"]}), (), width - 1)
    for row in shown.plain().split("\n"):
        assert len(row) < width
    dotted = [p.text for row in shown.lines for p in row if set(p.text) <= set("●…")]
    assert len(dotted) == len(sides)
    assert all(len(d) == min(count, layout.dots) for d in dotted)
    assert all(("…" in d) is (count > layout.dots) for d in dotted)
    assert layout.dots <= MOST_DOTS
    for head in layout.heads():
        assert max(p.x + len(p.text) for p in head) < width
    stops = [(s.key, s.column) for s in shown.stops]
    assert stops == [("back-to-back", i) for i in range(len(sides))]


def test_where_sides_stand_below_each_other_each_row_says_whose_it_is() -> None:
    events = [event(b) for b in long_series(6)]
    layout = Layout(events, 59)
    assert layout.stacked
    shown = overview(layout, courses(events, {"back-to-back": ["en"]}), (), 59).plain().split("\n")
    rows = [" ".join(row.split()) for row in shown if "●●" in row]
    assert rows == ["Russia ●●●●●● = kept", "China ●●●●●● = kept"]
