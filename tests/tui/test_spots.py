"""From a list of places (search, formulas, changes) into the brief, at the words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from briefing_tui.model import Spot
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.library import LibraryScreen

from .conftest import PUTIN_XI, MakeApp


@pytest.mark.parametrize("readout", ["russia.en", "russia.ru", "china.zh"])
async def test_opens_at_the_words_in_whatever_language(make_app: MakeApp, readout: str) -> None:
    async with make_app().run_test(size=(120, 30)) as pilot:
        brief = make_app().shelf.open(PUTIN_XI)
        text = brief.readout(readout)
        assert text is not None
        block = text.body[-1]
        assert block.number
        assert isinstance(pilot.app, BriefingApp)
        pilot.app.open_at(Spot(PUTIN_XI, readout, block.number, 1, 3))
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        here = screen.point()
        assert here is not None
        assert (here[0].readout.key, here[1].paragraph) == (readout, block.number)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_opens_at_the_point_of_the_paragraph_that_has_the_words(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 30)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        points = screen.content.made.left.points
        first, second = next(two for two in pairwise(points) if two[0].paragraph == two[1].paragraph)
        for point in (second, first):
            key = screen.content.made.left.readout.key
            screen.go_to_spot(Spot(PUTIN_XI, key, point.paragraph, point.start + 1, point.start + 2))
            here = screen.point()
            assert here is not None and here[1].id == point.id


async def test_a_place_that_is_gone_is_said(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 30)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        before = screen.pair
        screen.go_to_spot(Spot(PUTIN_XI, "russia.fr", 1))
        assert screen.pair == before
        assert "no longer" in str(screen._message)
