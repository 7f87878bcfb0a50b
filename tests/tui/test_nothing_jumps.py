"""The mark stays where it is in the window when notes come, the window changes, or words are set off."""

from __future__ import annotations

from dataclasses import replace

from textual.pilot import Pilot

from briefing_tui.model import Anchor
from briefing_tui.notes import anchors
from briefing_tui.notes.store import NoteStore
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.widgets.reader import Reader
from tests.tui.conftest import PUTIN_XI, MakeApp


def reader(pilot: Pilot[None]) -> Reader:
    assert isinstance(pilot.app.screen, BriefScreen)
    return pilot.app.screen.reader


def place(pilot: Pilot[None]) -> tuple[str, int]:
    """The stop at the mark and the line of the window that it begins on."""
    here = reader(pilot).here
    assert here
    return here.key, here.top - reader(pilot).scroll_offset.y


async def into_the_page(pilot: Pilot[None]) -> tuple[str, int]:
    """The mark in the middle of a long page, some lines below the top of the window."""
    await pilot.press("pagedown", "j", "j")
    await pilot.pause()
    there = place(pilot)
    assert reader(pilot).scroll_offset.y > 0 and there[1] > 0
    return there


async def test_writing_and_deleting_a_note_leaves_the_mark_where_it_is(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 60)) as pilot:
        there = await into_the_page(pilot)
        await pilot.press("n", *"look")
        await pilot.pause()
        assert place(pilot) == there, "the editor opens below"
        await pilot.press("escape")
        await pilot.pause()
        assert place(pilot) == there and "✎ look" in reader(pilot).page.plain()
        await pilot.press("d")
        await pilot.pause()
        assert place(pilot) == there and "✎ look" not in reader(pilot).page.plain()
        await pilot.press("u")
        await pilot.pause()
        assert place(pilot) == there and "✎ look" in reader(pilot).page.plain()


async def test_a_note_that_others_write_above_moves_nothing_at_the_mark(
    make_app: MakeApp, notes: NoteStore
) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        there = await into_the_page(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        first = screen.content.made.point(reader(pilot).page.stops[0].key)
        assert first
        notes.save(replace(notes.new(PUTIN_XI, anchors.to_point(*first)), body="theirs"))
        screen.changed_on_disk()
        await pilot.pause()
        assert "theirs" in reader(pilot).page.plain() and place(pilot) == there


async def test_a_screen_below_another_looks_at_no_disk(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        notes.save(replace(notes.new(PUTIN_XI, Anchor()), body="theirs"))
        await pilot.press("question_mark")
        before = screen._looking
        screen._look()
        screen.post_message(screen.Differs(screen._seen, screen.watched()))
        await pilot.pause()
        assert screen._looking is before and not screen.on_top and not screen.content.rest
        await pilot.press("q")
        assert screen.on_top


async def test_another_size_of_the_window_leaves_the_mark_where_it_is(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        there = await into_the_page(pilot)
        for size in ((114, 40), (170, 40), (200, 50), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert place(pilot) == there, size


async def test_a_window_that_is_small_for_a_while_shows_the_same_again(make_app: MakeApp) -> None:
    """At the first stop, under the heading of its card, and further down."""
    async with make_app(PUTIN_XI).run_test(size=(100, 30)) as pilot:
        for keys in ([], ["pagedown", "j", "j"], ["G"]):
            await pilot.press(*keys)
            await pilot.pause()
            there, y = place(pilot), reader(pilot).scroll_offset.y
            for size in ((40, 8), (20, 5), (200, 200), (100, 7), (100, 30)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                top = place(pilot)[1]
                assert top < reader(pilot).size.height, (keys, size)
            assert (place(pilot), reader(pilot).scroll_offset.y) == (there, y), keys


async def test_setting_words_off_moves_nothing(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        there = await into_the_page(pilot)
        y = reader(pilot).scroll_offset.y
        lines = reader(pilot).page.plain()
        for keys in (["w"], ["slash", *"China"], ["escape"], ["w"]):
            await pilot.press(*keys)
            await pilot.pause(0.05)
            assert place(pilot) == there and reader(pilot).scroll_offset.y == y
        assert reader(pilot).page.plain() == lines


async def test_at_the_first_stop_its_heading_is_in_view(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "v")
        await pilot.pause()
        assert reader(pilot).cursor == 0 and reader(pilot).scroll_offset.y == 0
        assert "1 Bilateral ties" in reader(pilot).page.plain().split("RUSSIA")[0]
        await pilot.press("j", "j", "j", "j", "k", "k", "k", "k")
        await pilot.pause()
        assert reader(pilot).cursor == 0 and reader(pilot).scroll_offset.y == 0
