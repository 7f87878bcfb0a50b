"""The search screen: hits while one types, the way to each, what is said when there is none."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from briefing_tui.files import PRIVATE_FILE
from briefing_tui.finding import updating
from briefing_tui.finding.finder import Answer, Finder
from briefing_tui.finding.query import Query
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Card
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.search import SearchScreen
from briefing_tui.tui.widgets.drawn import Bar
from tests.tui.conftest import PUTIN_XI, MakeApp

SIZE = (100, 30)


def bar(app: BriefingApp, name: str) -> str:
    return "".join(s.text for s in app.screen.query_one(f"#{name}", Bar).render_line(0)).strip()


def text(screen: SearchScreen) -> str:
    return screen.reader.page.plain()


async def until(pilot: Pilot[None], true: Callable[[], object]) -> None:
    """Waits for what the threads bring."""
    for _ in range(1000):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(f"never: {bar(pilot.app, 'head')}")  # type: ignore[arg-type]


async def typed(pilot: Pilot[None], words: str, key: str = "s") -> SearchScreen:
    """The screen with the words typed and answered, everything being in the index."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen) and pilot.app.screen.is_mounted)
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    await until(pilot, lambda: screen.typing and screen.query(Input))
    await pilot.press(*("space" if c == " " else c for c in words))
    await until(pilot, lambda: words.strip() in screen._words and screen._progress is None)
    await until(pilot, lambda: screen._hits.query is screen._query and screen._hits.all)
    await until(pilot, lambda: screen._hits.total is not None or not words)
    await pilot.pause()
    return screen


async def test_from_the_library_to_the_words_and_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "Шэньчжэнь")
        assert bar(app, "head").endswith("1 hit")
        assert "Russia · ru · digest · ¶13" in text(screen)
        assert "Шэньчжэне" in text(screen)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen) and app.screen.point())
        brief = app.screen
        assert isinstance(brief, BriefScreen)
        here = brief.point()
        assert here is not None
        assert (here[0].readout.key, here[1].paragraph) == ("russia.ru", 13)
        assert "Шэньчжэне" in here[1].text
        await pilot.press("q")
        await until(pilot, lambda: app.screen is screen)
        assert "¶13" in text(screen)
        await pilot.press("q")
        await until(pilot, lambda: app.screen is not screen)
        again = await typed(pilot, "")
        assert again._words == "Шэньчжэнь", "the words stay for the session"
        assert "Шэньчжэне" in text(again)


async def test_keys_before_the_hits_wait_for_them(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    come, search = threading.Event(), Finder.search

    def slow(self: Finder, query: Query, *more: Callable[[], bool]) -> Answer:
        come.wait(15)
        return search(self, query, *more)

    monkeypatch.setattr(Finder, "search", slow)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", *"shenzhen", "enter", "j", "enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, SearchScreen) and not screen._hits.found
        come.set()
        await until(pilot, lambda: isinstance(app.screen, BriefScreen) and app.screen.is_mounted)
        await pilot.pause()
        assert screen.reader.cursor == 1


async def test_hits_come_while_one_types(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "shenzh", "S")
        assert "in Shenzhen" in text(screen)
        marked = [p.text for line in screen.reader.page.lines for p in line if p.role == "accent"]
        assert marked
        assert set(marked) == {"Shenzhen"}


async def test_old_hits_stay_while_there_is_a_mistake(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "shenzhen")
        before = text(screen)
        await pilot.press("space", *"after:soon")
        await until(pilot, lambda: bar(app, "foot").startswith("no date soon; a date is"))
        await pilot.pause(0.2)  # of an answer, if one came against all reason
        assert text(screen) == before


async def test_nothing_found_says_what_to_try(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "qqqq")
        assert "Nothing holds all of these words" in text(screen)
        assert bar(app, "head").endswith("0 hits")
        await pilot.press("enter", "enter")
        assert app.screen is screen


async def test_to_a_note_and_to_a_title(make_app: MakeApp, notes: NoteStore) -> None:
    notes.save(replace(notes.new(PUTIN_XI, Anchor(Card.ECONOMY)), body="A swordfish of a clause. #x"))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "swordfish")
        assert "✎ your note" in text(screen)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        brief = app.screen
        assert isinstance(brief, BriefScreen)
        await until(pilot, lambda: brief.card is Card.ECONOMY)
        await pilot.press("q")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("slash")
        await until(pilot, lambda: screen.typing and screen.query(Input))
        await pilot.press(*"videoconference brief:2026")
        await until(pilot, lambda: "title of the brief" in text(screen))


def write_many(places: Paths, count: int) -> None:
    for n in range(count):
        folder = places.data / "briefs" / f"2020-01-01-many-{n:03}"
        folder.mkdir(parents=True)
        (folder / "brief.md").write_text(f"---\ntitle: Many {n}\ndate: 2020-01-01\n---\n")
        head = "---\nside: france\nlanguage: en\nsource: official\n---\n\n"
        (folder / "france.en.md").write_text(f"{head}A herring, number{n}.\n")


async def test_more_hits_come_as_one_goes_down(make_app: MakeApp, places: Paths) -> None:
    write_many(places, 130)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await typed_many(pilot, "herring")
        assert bar(app, "head").endswith("130 hits")
        assert len(screen._hits.found) < 130, "those in view, and some more"
        await pilot.press("enter", "G")
        await until(pilot, lambda: len(screen._hits.found) == 130)
        assert screen.reader.cursor == 129
        await until(pilot, lambda: "herring" in text(screen).rpartition("2020-01-01")[2])
        await pilot.press("g")
        assert screen.reader.cursor == 0


async def typed_many(pilot: Pilot[None], words: str) -> SearchScreen:
    await pilot.press("s")
    await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    await until(pilot, lambda: screen.typing and screen.query(Input))
    await pilot.press(*words)
    await until(pilot, lambda: screen._progress is None and screen._hits.total == 130)
    return screen


async def test_while_the_index_is_made_it_says_so(
    make_app: MakeApp, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, reading, read = threading.Event(), updating.read, []

    def waiting(*args: Any, **more: Any) -> Any:
        read.append(args)
        assert len(read) < 100 or go_on.wait(60)
        return reading(*args, **more)

    monkeypatch.setattr(updating, "read", waiting)
    write_many(places, 150)
    app = make_app()
    async with app.run_test(size=(140, 30)) as pilot:
        await pilot.press("s", *"herring")
        await until(pilot, lambda: "searching 50 of 159 briefs; the rest is being read" in bar(app, "head"))
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        await pilot.press("enter", "slash", "space", *"herr")  # keys answer meanwhile, with what there is
        await until(
            pilot, lambda: "41 hits · searching 50 of" in bar(app, "head") and "herring" in text(screen)
        )
        go_on.set()
        await until(pilot, lambda: bar(app, "head").endswith("150 hits"))
        assert "being read" not in bar(app, "head")


@pytest.mark.parametrize("place", ["file", "folder"])
async def test_without_an_index(make_app: MakeApp, places: Paths, place: str) -> None:
    if place == "file":
        places.cache.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(places.cache, os.O_CREAT, PRIVATE_FILE))
    else:
        places.cache.mkdir(parents=True)
        app = make_app()
        for _ in app.finder.update():
            pass
        (file,) = places.cache.glob("search-*")
        file.unlink()
        file.mkdir()
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", *"shenzhen")
        await until(pilot, lambda: bar(app, "head").endswith(" hits"))
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        await until(pilot, lambda: "Shenzhen" in text(screen))
        assert screen._hits.total is None


async def test_the_program_ends_at_once_while_it_reads(make_app: MakeApp, places: Paths) -> None:
    write_many(places, 150)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "h")
        await pilot.press("ctrl+q")
    assert app.crash is None


async def test_in_restricted_mode(places: Paths, shelf: Shelf, notes: NoteStore, tmp_path: Path) -> None:
    app = BriefingApp(replace(places, restricted=True), shelf, notes)
    async with app.run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "shenzhen")
        assert "Shenzhen" in text(screen)


async def test_what_is_only_left_out_finds_nothing_and_says_why(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.query(Input))
        await pilot.press(*"-oil")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        await until(pilot, lambda: "only leaves out" in text(screen))
        assert "hits" not in bar(app, "head")
