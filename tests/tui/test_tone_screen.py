"""Tone and order by keys: the strips, the way to the words and back, why."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.analysis.commitments import Graded
from briefing_tui.analysis.occasion import Fact
from briefing_tui.analysis.order import Mention
from briefing_tui.analysis.strips import Strip, strips
from briefing_tui.analysis.tone import ToneWord
from briefing_tui.desk import Desk
from briefing_tui.model import pairs
from briefing_tui.tui import strips as drawn
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.tone import ToneScreen, WhyToneScreen, place

from .conftest import PUTIN_XI, MakeApp

CALL = "2025-02-24-putin-xi"
SIZES = [(80, 24), (100, 30), (120, 40), (200, 60)]


async def opened(pilot: Pilot[None]) -> ToneScreen:
    """The screen of tone and order, when the thread has read the texts."""
    await pilot.press("r")
    screen = pilot.app.screen
    assert isinstance(screen, ToneScreen)
    for _ in range(600):
        if screen.reader.page.stops:
            return screen
        await pilot.pause(0.05)
    raise AssertionError("it was never read")


def shown(screen: ToneScreen) -> str:
    return " ".join(screen.reader.page.plain().split())


def made(brief_id: str = CALL) -> tuple[Strip, ...]:
    desk = Desk()
    brief = desk.brief([brief_id])
    return strips(desk.compare(brief, pairs(brief)[0]), brief.sides)


@pytest.mark.parametrize("size", SIZES)
async def test_both_sides_with_all_there_is(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(CALL).run_test(size=size) as pilot:
        screen = await opened(pilot)
        text = shown(screen)
        for words in (
            "Order and room", "The occasion", "Tone", "How firmly it binds", "RUSSIA", "CHINA",
            "asked for by Russia", "“at the latter’s request”", "¶6 both sides: agreed",
            "¶4 the other side: supported",
        ):  # fmt: skip
            assert words in text, words
        lines = screen.reader.page.plain().split("\n")
        assert max(map(len, lines)) < size[0]
        if size[0] >= 100:  # no side writes over the line between the two
            assert {line[(size[0] - 2) // 2] for line in lines if "│" in line} == {"│"}
        assert {s.key for s in screen.reader.page.stops} == set(screen._targets)
        if size[0] >= 100:
            assert {s.x for s in screen.reader.page.stops if s.column} != {0}


async def test_to_the_words_and_back(make_app: MakeApp) -> None:
    async with make_app(CALL).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        (key,) = (
            k for k, (s, t) in screen._targets.items()
            if isinstance(t, Graded) and t.grade.id == "agreed" and s.side == "China"
        )  # fmt: skip
        screen.reader.go([s.key for s in screen.reader.page.stops].index(key))
        await pilot.press("enter")
        await pilot.pause()
        brief = pilot.app.screen
        assert isinstance(brief, BriefScreen)
        here = brief.point()
        assert here is not None
        assert (here[0].readout.key, here[1].paragraph) == ("china.en", 6)
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert screen.reader.here is not None
        assert screen.reader.here.key == key
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BriefScreen)


async def test_why(make_app: MakeApp) -> None:
    async with make_app(CALL).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        keys = [s.key for s in screen.reader.page.stops]
        for kind, words in (
            (ToneWord, "of tone.toml"), (Graded, "of commitments.toml"), (Fact, "Words of the text"),
            (Mention, "first mention"),
        ):  # fmt: skip
            key = next(k for k, (_, t) in screen._targets.items() if isinstance(t, kind))
            screen.reader.go(keys.index(key))
            await pilot.press("equals_sign")
            await pilot.pause()
            why = pilot.app.screen
            assert isinstance(why, WhyToneScreen)
            assert words in " ".join(why.reader.page.plain().split())
            await pilot.press("q")
            await pilot.pause()


async def test_sides_by_h_and_l(make_app: MakeApp) -> None:
    async with make_app(CALL).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("l")
        assert screen.reader.here is not None
        assert screen.reader.here.column == 1
        await pilot.press("j", "h")
        assert screen.reader.here.column == 0


async def test_files_that_are_in_no_library(make_app: MakeApp, tmp_path: Path) -> None:
    text = tmp_path / "call.txt"
    text.write_text(
        "Kremlin\n\nThe presidents of Russia and China agreed to meet.\n\nThe talks were frank.\n"
    )
    async with make_app(paths=[text]).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        (key,) = (k for k, (_, t) in screen._targets.items() if isinstance(t, ToneWord))
        screen.reader.go([s.key for s in screen.reader.page.stops].index(key))
        await pilot.press("enter")
        await pilot.pause()
        brief = pilot.app.screen
        assert isinstance(brief, BriefScreen)
        here = brief.point()
        assert here is not None
        assert "frank" in here[1].text


@pytest.mark.parametrize("width", [20, 57, 76, 200])
@pytest.mark.parametrize("brief_id", [CALL, PUTIN_XI])
def test_the_bar_has_every_stretch_in_order(brief_id: str, width: int) -> None:
    for strip in made(brief_id):
        lines = list(drawn._blocks(strip.stretches, width))
        pieces = [piece for line in lines for piece in line]
        digits = [c for text, _ in pieces for c in text if c.isdigit()]
        assert digits == [str(s.card.digit) for s in strip.stretches]
        assert [card for card, _ in groupby(pieces, key=lambda p: p[1])] == [s.card for s in strip.stretches]
        assert sum(len(text) for text, _ in pieces) == max(width, len(strip.stretches))
        assert all(sum(len(t) for t, _ in line) <= width for line in lines)


@pytest.mark.parametrize("stacked", [False, True])
def test_every_thing_found_has_its_line(stacked: bool) -> None:
    found = made()
    page = drawn.page(found, 119, stacked=stacked)
    targets = [t for _, t in page.targets.values()]
    for strip in found:
        for thing in (*strip.facts, *strip.tones, *strip.grades, *strip.mentions):
            assert thing in targets
    for target in targets:
        assert place(target) is not None


def test_what_the_places_count_and_the_bar_means_is_said() -> None:
    for width, stacked in ((59, True), (119, False), (199, False)):
        text = " ".join(drawn.page(made("2024-05-16-putin-xi"), width, stacked=stacked).page.plain().split())
        assert text.count("a digit is the card") == 2
        assert text.count("among the cards that both have, setting and tone aside:") == 2
