"""Since last time, by keys: the lines, the places they open, what the analyst moves meanwhile."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest
from textual.pilot import Pilot

from briefing_tui.analysis.changes import KINDS
from briefing_tui.model import Card, pairs
from briefing_tui.notes import anchors
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.changes import ChangesScreen

from .conftest import PUTIN_XI, MakeApp

CALL, VISIT = "2025-02-24-putin-xi", "2025-05-08-putin-xi"
FIRST = "2021-12-07-biden-putin"


async def opened(pilot: Pilot[None], *keys: str) -> ChangesScreen:
    """The screen, as soon as it has compared."""
    await pilot.press("p")
    screen = pilot.app.screen
    assert isinstance(screen, ChangesScreen)
    await until(pilot, screen, "Last time: ")
    await pilot.press(*keys)
    return screen


async def until(pilot: Pilot[None], screen: ChangesScreen, words: str) -> None:
    for _ in range(400):
        if words in screen.reader.page.plain():
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{words!r} does not come:\n{screen.reader.page.plain()}")


def put_mark(screen: ChangesScreen, words: str) -> None:
    """On the first line that has these words."""
    page = screen.reader.page
    lines = page.plain().splitlines()
    index = next(i for i, s in enumerate(page.stops) if words in "\n".join(lines[s.top : s.bottom]))
    screen.reader.go(index)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_side_beside_itself(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(VISIT).run_test(size=size) as pilot:
        screen = await opened(pilot)
        text = screen.reader.page.plain()
        assert "Last time: Putin–Xi telephone call, 2025-02-24" in text
        assert text.index("RUSSIA") < text.index("▲ grew") < text.index("CHINA")
        assert "(digest, not complete: what it lacks is" in text
        names = "Japan (Japanese), United States (US), Brazil, Global South"
        assert f"whether gone: {names}" in " ".join(text.split())
        assert all(len(line) < size[0] for line in text.splitlines())


async def test_enter_opens_this_times_place_and_o_last_times(make_app: MakeApp) -> None:
    async with make_app(VISIT).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        put_mark(screen, "= same")
        stop = screen.reader.here
        for key, brief in (("enter", VISIT), ("o", CALL)):
            await pilot.press(key)
            await pilot.pause()
            there = pilot.app.screen
            assert isinstance(there, BriefScreen) and there.brief.id == brief
            here = there.point()
            assert here and here[0].readout.key == "russia.en" and "80" in here[1].text
            await pilot.press("q")
            await pilot.pause()
            assert screen.is_current and screen.reader.here == stop


async def test_what_is_only_in_one_of_the_two(make_app: MakeApp) -> None:
    async with make_app(VISIT).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "z")
        put_mark(screen, "gone  Brazil")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BriefScreen) and pilot.app.screen.brief.id == CALL
        await pilot.press("q")
        await pilot.pause()
        put_mark(screen, "new   BRICS")
        await pilot.press("o")
        assert screen.is_current
        assert screen._message == ("last time’s text does not have it", False)
        await pilot.press("p")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1, "back in the brief"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_unknown_is_folded_and_shown_where_it_was(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with make_app(VISIT).run_test(size=size) as pilot:
        screen = await opened(pilot)
        reader = screen.reader

        def line() -> str:
            assert reader.here
            return reader.page.plain().splitlines()[reader.here.top].split("  whether")[0].strip()

        def in_window() -> int:
            assert reader.here
            return reader.here.top - reader.scroll_offset.y

        folded = reader.page.plain()
        put_mark(screen, "whether new: Arctic")
        at = in_window()
        await pilot.press("enter")
        assert line().split() == ["▾", "6", "unknown", "Enter", "folds", "them"] and in_window() == at
        assert "? unknown whether gone  Japan  last time ¶3" in reader.page.plain()
        assert "whether gone: Japan (Japanese)" in reader.page.plain(), "China's are folded still"
        await pilot.press("z")
        assert (
            "whether gone:" not in reader.page.plain()
            and "? unknown whether gone  Brazil" in reader.page.plain()
        )
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BriefScreen)
        await pilot.press("q")
        await pilot.pause()
        assert "? unknown whether gone  Brazil" in reader.page.plain(), "what was opened stays open"
        await pilot.press("z")
        assert reader.page.plain() == folded and line() == "▸ 6 unknown" and in_window() >= 0


@pytest.mark.parametrize("brief", [CALL, VISIT, PUTIN_XI])
async def test_every_line_stands_on_the_screen_once_it_is_unfolded(make_app: MakeApp, brief: str) -> None:
    async with make_app(brief).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert screen._made
        lines = [line for side in screen._made.sides for line in side.lines]
        for side in screen._made.sides:
            for kind in KINDS:
                sure, unknown = side.told(kind)
                assert sorted(map(id, sure + unknown)) == sorted(map(id, side.of(kind)))
                assert all(
                    line.label in screen.reader.page.plain().replace("\n" + " " * 26, " ") for line in unknown
                )
        await pilot.press("z")
        stops = screen.reader.page.stops
        shown = [screen._lines[s.key] for s in stops if s.key in screen._lines]
        assert sorted(map(id, shown)) == sorted(map(id, lines)) and len(stops) > len(shown)


async def test_where_there_is_no_earlier_meeting(make_app: MakeApp) -> None:
    async with make_app(FIRST).run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        screen = pilot.app.screen
        assert isinstance(screen, ChangesScreen)
        await until(pilot, screen, "no earlier meeting of these sides")
        await pilot.press("enter", "o", "q")
        assert isinstance(pilot.app.screen, BriefScreen)


async def test_originals_where_originals_are_shown(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        screen = await opened(pilot)
        assert "this time: russia.ru" in screen.reader.page.plain()


async def test_a_point_that_is_moved_meanwhile(make_app: MakeApp) -> None:
    async with make_app(VISIT).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        app = pilot.app
        assert isinstance(app, BriefingApp)
        assert "5 Future plans" not in screen.reader.page.plain().partition("CHINA")[0]
        brief = app.shelf.open(VISIT)
        left = app.shelf.compare(brief, pairs(brief)[0]).left
        point = anchors.to_point(left, left.points[0])
        app.corrections.save(app.corrections.move(VISIT, point, Card.FUTURE))
        await until(pilot, screen, "unknown whether new   5 Future plans")


async def test_an_earlier_brief_that_cannot_be_read_is_said(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing_tui.model import BriefingError

    async with make_app(VISIT).run_test(size=(120, 40)) as pilot:

        def fails(brief: str) -> None:
            raise BriefingError(f"{brief}: cannot be read")

        assert isinstance(pilot.app, BriefingApp)
        monkeypatch.setattr(pilot.app.shelf, "open", fails)
        await pilot.press("p")
        screen = pilot.app.screen
        assert isinstance(screen, ChangesScreen)
        await until(pilot, screen, f"{CALL}: cannot be read")


async def test_a_brief_from_elsewhere_opens_as_it_is(make_app: MakeApp, tmp_path: Path) -> None:
    """It is none of the library: there its id is unknown, or another brief's."""
    app = make_app(VISIT)
    elsewhere = tmp_path / "2030-01-01-visit"
    copytree(app.shelf.open(VISIT).folder, elsewhere)
    (elsewhere / "brief.md").write_text("---\ndate: 2030-01-01\nsides: [russia, china]\n---\n", "utf-8")
    app._first = app.shelf.open_folder(elsewhere)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        put_mark(screen, "Economy")
        await pilot.press("enter")
        await pilot.pause()
        there = pilot.app.screen
        assert isinstance(there, BriefScreen) and there.brief.id == "2030-01-01-visit"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_what_the_heading_promises_of_a_card_is_there(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        screen = await opened(pilot)
        lines = screen.reader.page.plain().splitlines()
        assert "  Cards: share of the text, points" in lines
        cards = [line for line in lines if re.search(r"% → \d+%", line)]
        assert cards and all(re.search(r"[1-6] \w+.*% +\d+ → \d+( points?)?$", line) for line in cards)
        assert max(map(len, lines)) < size[0]
