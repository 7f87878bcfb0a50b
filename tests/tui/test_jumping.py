"""Jumps and marks in the brief: back, forward, by letter, and to other briefs."""

from __future__ import annotations

from textual.pilot import Pilot

from briefing_tui.model import Spot
from briefing_tui.settings.state import Mark
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.library import LibraryScreen
from tests.tui.conftest import PUTIN_XI, MakeApp

OTHER = "2025-02-24-putin-xi"


def brief(app: BriefingApp) -> BriefScreen:
    assert isinstance(app.screen, BriefScreen)
    return app.screen


def place(app: BriefingApp) -> Mark:
    return brief(app).place()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_back_through_cards_views_hits_and_forward(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        been = [place(app)]
        for keys in (("4",), ("G",), ("v",), ("slash", *"Shenzhen", "enter")):
            await press(pilot, *keys)
            been.append(place(app))
        assert len(set(been)) == 5
        await press(pilot, "j")  # a move is no jump
        moved = place(app)
        for there in reversed(been[:-1]):
            await press(pilot, "ctrl+o")
            assert place(app) == there
        await press(pilot, "ctrl+o")
        assert place(app) == been[0]
        for there in (*been[1:-1], moved):
            await press(pilot, "ctrl+n")
            assert place(app) == there
        await press(pilot, "0", "9", "ctrl+o")
        assert place(app) == been[0]


async def test_a_place_is_found_from_another_pair_of_texts(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "j", "j", "M", "x")
        there = place(app)
        await press(pilot, "o")
        assert brief(app).pair.left != there.position.left or brief(app).pair.right != there.position.right
        await press(pilot, "v", "v", "1")
        await press(pilot, "apostrophe", "x")
        assert place(app) == there


async def test_twice_the_quote_goes_to_before_the_last_jump_and_back(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "j")
        first = place(app)
        await press(pilot, "3")
        second = place(app)
        await press(pilot, "apostrophe", "apostrophe")
        assert place(app) == first
        await press(pilot, "apostrophe", "apostrophe")
        assert place(app) == second


async def test_other_letters_do_nothing_and_esc_leaves(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        here = place(app)
        await press(pilot, "apostrophe", "3", "escape", "M", "escape")
        assert place(app) == here and brief(app).typing is None
        await press(pilot, "apostrophe", "z")
        assert place(app) == here


async def test_a_capital_leads_to_another_brief_and_ctrl_o_comes_back(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "j", "M", "A", "q")
        there = app.state.marks("")["A"]
        assert isinstance(app.screen, LibraryScreen)
        app.show_brief(app.shelf.open(OTHER))
        await press(pilot, "3")
        other = place(app)
        assert other.brief == OTHER
        depth = len(app.screen_stack)
        await press(pilot, "apostrophe", "A")
        assert place(app) == there and len(app.screen_stack) == depth
        await press(pilot, "ctrl+o")
        assert place(app) == other and len(app.screen_stack) == depth
        await press(pilot, "ctrl+n")
        assert place(app) == there


async def test_from_the_brief_that_the_program_was_started_with_to_another(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        app.state.keep_mark("B", Mark(OTHER, place(app).position))
        await press(pilot, "apostrophe", "B")
        assert place(app).brief == OTHER and len(app.screen_stack) == 1
        await press(pilot, "ctrl+o")
        assert place(app).brief == PUTIN_XI
        await press(pilot, "q")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_brief_that_was_left_can_be_come_back_to(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "j")
        there = place(app)
        await press(pilot, "q")
        app.open_at(Spot(OTHER, app.shelf.open(OTHER).readouts[0].key, 2))
        await press(pilot)
        assert place(app).brief == OTHER
        await press(pilot, "ctrl+o")
        assert place(app) == there


async def test_a_brief_that_is_gone_is_told(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        app.state.keep_mark("B", Mark("no-such-brief", place(app).position))
        here = place(app)
        await press(pilot, "apostrophe", "B")
        assert place(app) == here and "no-such-brief" in str(brief(app)._message)


async def test_nothing_leaps_behind_a_note_that_is_written(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "n", *"text", "ctrl+n")
        assert brief(app).card.digit == 4 and brief(app).typing
