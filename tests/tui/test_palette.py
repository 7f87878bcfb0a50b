"""The palette: what is meant stands first, with its keys."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.command import Command, CommandList

from briefing_tui.tui import actions
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.palette import HitList, Palette, Words, beginnings, by_name, by_words
from tests.tui.conftest import PUTIN_XI, MakeApp


async def rows(app: BriefingApp) -> list[str]:
    assert isinstance(app.screen, Palette)
    await app.screen._all_found()
    found = app.screen.query_one(CommandList)
    options = [found.get_option_at_index(i) for i in range(found.option_count)]
    return [str(o.prompt) for o in options if isinstance(o, Command)]


@pytest.mark.parametrize(
    ("typed", "first", "key"),
    [
        ("exp", "Write the annotated brief as Markdown (export)", "e"),
        ("note", "Note on this point", "n"),
        ("whole note", "Note on the whole brief", "B"),  # in any order
        ("undo", "Undo the last correction", "u"),
        ("half w", "Half a window further", "Ctrl+D"),
    ],
)
async def test_words_and_their_beginnings_come_first(
    make_app: MakeApp, typed: str, first: str, key: str
) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("colon", *("space" if c == " " else c for c in typed))
        found = await rows(app)
        assert all(by_words(typed, row) for row in found), "letters here and there are noise beside them"
        row = found[0]
        assert row.startswith(first) and row.split()[-1] == key


@pytest.mark.parametrize(
    ("typed", "first", "key"),
    [
        ("quit", "app.quit  Leave the program at once; everything is saved", "Ctrl+C"),
        ("app.quit", "app.quit  Leave the program at once; everything is saved", "Ctrl+C"),
        ("move(-1)", "move(-1)  Previous point or line", "↑"),
        ("turn", "turn(1)  A window further", "Ctrl+F"),
        ("cards focus", "focus_cards  Between the list of cards and the text", "Shift+Tab"),
        ("card(3)", "card(3)  Card 3", "3"),
    ],
)
async def test_an_action_is_found_by_its_name_in_keys_toml(
    make_app: MakeApp, typed: str, first: str, key: str
) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("colon", *("space" if c == " " else c for c in typed))
        row = (await rows(app))[0]
        assert row.startswith(first) and row.split()[-1] == key


async def test_every_name_that_help_and_docs_show_finds_its_action(make_app: MakeApp) -> None:
    from briefing_tui.tui.palette import Actions

    async with make_app(PUTIN_XI).run_test() as pilot:
        provider = Actions(pilot.app.screen)
        for text, name, *_ in list(provider._all()):
            hits = [hit async for hit in provider.search(name)]
            named = [hit for hit in hits if hit.score < 2]
            first = max(named, key=lambda hit: hit.score, default=None)
            by_its_words = text in {hit.text for hit in hits if hit.score >= 2}
            assert by_its_words or (first and first.text == text)


@given(st.text("ab c._(1)", min_size=1, max_size=8), st.text("ab._(1)", max_size=12))
def test_a_name_counts_less_than_words(query: str, name: str) -> None:
    assert 0 <= by_name(query, name) < 2
    assert by_words(query, name) == 0 or by_words(query, name) >= 2


async def test_letters_that_begin_no_word_find_what_has_them_in_order(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("colon", *"xprt")
        assert any("export" in row for row in await rows(app))


async def test_every_row_is_one_line_with_its_keys_at_the_right(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("colon")
        shown = await rows(app)
        assert len(shown) > 40 and {len(row) for row in shown} == {54}
        keys = [", ".join(map(actions.key_name, a.keys)) for a in actions.ACTIONS["brief"]]
        assert all(any(row.endswith(f"  {k}") for row in shown) for k in keys if k != ":, Ctrl+P")


@given(st.text("ab c", max_size=8), st.text("ab c(),", max_size=20))
def test_what_begins_is_found_and_shown(query: str, text: str) -> None:
    found = list(beginnings(query, text))
    assert all(text[start:end].casefold() in query.casefold().split() for start, end in found)
    assert bool(by_words(query, text)) <= bool(found)
    assert by_words(text, text) >= 0


async def test_the_word_of_the_foot_is_not_said_twice(make_app: MakeApp) -> None:
    from briefing_tui.tui.palette import Actions

    async with make_app(PUTIN_XI).run_test() as pilot:
        names = [text for text, *_ in Actions(pilot.app.screen)._all()]
        assert "Card 1" in names
        assert "Write the annotated brief as Markdown (export)" in names


async def test_the_palettes_own_words(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("colon")
        palette = pilot.app.screen
        assert palette.query_one(Words).placeholder == "Search actions…"
        await pilot.press(*"zzqx")
        hits = palette.query_one(HitList)
        async with asyncio.timeout(20):
            while [option.prompt for option in hits.options] != ["No action has these words"]:
                await pilot.pause(0.02)
