"""The library: every brief in a row, broken ones with their reason, opening, coming back."""

from __future__ import annotations

from pathlib import Path

from briefing_tui.model import Card
from briefing_tui.notes import anchors
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.help import HelpScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.screens.notes import NotesScreen

from .conftest import PUTIN_XI, MakeApp


async def test_lists_the_bundled_briefs_the_newest_first(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        keys = [stop.key for stop in screen.reader.page.stops]
        assert keys[:4] == [PUTIN_XI, "2025-09-02-putin-xi", "2025-05-08-putin-xi", "2025-02-24-putin-xi"]
        assert keys == sorted(keys, reverse=True)
        assert "United States | China" in screen.reader.page.plain()


async def test_enter_opens_and_q_comes_back_to_the_same_row(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        assert screen.brief.id == "2025-09-02-putin-xi"
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
        here = pilot.app.screen.reader.here
        assert here is not None and here.key == "2025-09-02-putin-xi"


async def test_q_leaves_with_exit_code_zero(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_a_broken_brief_is_listed_with_its_reason_and_the_others_open(
    make_app: MakeApp, places: Paths
) -> None:
    folder = places.data / "briefs" / "2030-01-01-broken"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text("---\ntitle: [unclosed\n---\n")
    async with make_app().run_test(size=(120, 30)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        text = screen.reader.page.plain()
        assert "2030-01-01-broken" in text and "broken" in text and "not valid YAML" in text
        await pilot.press("G", "enter")
        assert pilot.app.screen is screen
        await pilot.press("k", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BriefScreen)


async def test_hostile_names_and_titles_show_as_they_are(make_app: MakeApp, places: Paths) -> None:
    folder = places.data / "briefs" / "[EU and China] [b]"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text('---\ntitle: "[/foo] [bold]x\\e[31m"\ndate: 2031-01-01\n---\n')
    (folder / "china.zh.md").write_text("---\nside: china\nlanguage: zh\n---\n\n[red]中方[/red]表示欢迎。\n")
    async with make_app().run_test(size=(120, 30)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        assert "[/foo] [bold]x␛[31m" in screen.reader.page.plain()
        await pilot.press("g", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BriefScreen)
        await pilot.press("v")
        assert "[red]中方[/red]表示欢迎。" in pilot.app.screen.reader.page.plain()


async def test_counts_notes_and_opens_the_list_of_all(make_app: MakeApp, notes: NoteStore) -> None:
    from dataclasses import replace

    notes.save(replace(notes.new(PUTIN_XI, anchors.to_card(Card.ECONOMY)), body="figures"))
    async with make_app().run_test(size=(100, 30)) as pilot:
        assert "✎ 1 note" in pilot.app.screen.reader.page.plain()  # type: ignore[attr-defined]
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NotesScreen)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        assert screen.card is Card.ECONOMY
        here = screen.reader.here
        assert here is not None and here.key.startswith("note:")


async def test_an_empty_library_says_what_to_do(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app()
    app.shelf.places = ()
    async with app.run_test() as pilot:
        assert "briefing import" in pilot.app.screen.reader.page.plain()  # type: ignore[attr-defined]
        await pilot.press("enter", "j", "k", "G")


async def test_help_lists_every_action_of_the_screen(make_app: MakeApp) -> None:
    from briefing_tui.tui import actions

    async with make_app().run_test(size=(100, 60)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, HelpScreen)
        text = screen.reader.page.plain()
        assert all(action.text in text for action in actions.ACTIONS["library"])
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_the_lessons_are_opened_once(make_app: MakeApp) -> None:
    """From the beginning again, and one q leaves them."""
    async with make_app().run_test(size=(100, 30)) as pilot:
        for _ in range(2):
            await pilot.press("W")
            await pilot.pause()
            assert isinstance(pilot.app.screen, BriefScreen)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
