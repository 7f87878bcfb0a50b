"""Import by keys: the form of a new text, what is said of it, what it becomes; nothing before ``w``."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.finding.catalogue import FEW
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor
from briefing_tui.notes.store import NoteStore
from briefing_tui.reading import load
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.importing import ImportingScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.widgets.drawn import Bar
from tests.keeping import keep_files

from .conftest import TWO_SIDED, MakeApp

SIZE = (100, 40)
NORWAY, KENYA = "2026-05-12-norway", "2026-05-12-kenya"
OURS = """Norway and Kenya speak by telephone

12 May 2026

The Prime Minister of Norway spoke by telephone with the President of Kenya. They agreed to widen trade and
investment in renewable energy.

The Prime Minister called for a ceasefire in Sudan, and thanked Kenya for what it does for the region.
"""
PAGE = """<!doctype html><html lang="en"><head>
<title>Kenya and Norway hold a telephone call</title>
<meta property="og:site_name" content="State House Kenya">
<meta property="article:published_time" content="2026-05-12">
<link rel="canonical" href="https://president.example/call"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article>
<h1>Kenya and Norway hold a telephone call</h1>
<p>The President of Kenya received a telephone call from the Prime Minister of Norway. Renewable energy, trade
and investment were the main subjects of a long and friendly talk.</p>
<p>The President invited the Prime Minister to Nairobi in September, when the two countries will sign an
agreement on ports.</p>
<p>Both leaders called for a ceasefire in Sudan and agreed to keep in touch through their ministers.</p>
</article><footer>All rights reserved</footer></body></html>
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a page and a text in it."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "page.html").write_text(PAGE)
    (folder / "ours.txt").write_text(OURS)
    return folder


async def typed(pilot: Pilot[None], line: str) -> None:
    names = {".": "full_stop", "-": "minus", "/": "slash", "~": "tilde", " ": "space"}
    await pilot.press("ctrl+u", *(names.get(letter, letter) for letter in line), "enter")


async def until(pilot: Pilot[None], words: str) -> ImportingScreen:
    screen = pilot.app.screen
    for _ in range(600):
        screen = pilot.app.screen
        if isinstance(screen, ImportingScreen) and words in screen.reader.page.plain():
            return screen
        await pilot.pause(0.02)
    raise AssertionError(f"{words!r} does not come: {screen}")


async def opened(pilot: Pilot[None], name: str, words: str = "of its own") -> ImportingScreen:
    await pilot.press("i")
    await typed(pilot, name)
    return await until(pilot, words)


async def at(pilot: Pilot[None], key: str) -> None:
    """The mark goes to a line by keys."""
    screen = pilot.app.screen
    assert isinstance(screen, ImportingScreen)
    await pilot.press("g")
    for _ in range(30):
        if screen.reader.here and screen.reader.here.key == key:
            return
        await pilot.press("j")
    raise AssertionError(f"no line {key}:\n{screen.reader.page.plain()}")


def line(screen: ImportingScreen, label: str) -> str:
    return next(row.strip() for row in screen.reader.page.plain().splitlines() if label in row)


def foot(app: BriefingApp) -> str:
    return "".join(s.text for s in app.screen.query_one("#foot", Bar).render_line(0)).strip()


def traces(places: Paths) -> list[Path]:
    return sorted(p for p in places.data.rglob("*") if p.is_file())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_form_says_what_is_known_and_by_whom(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app().run_test(size=size) as pilot:
        screen = await opened(pilot, "page.html")
        assert "? Kenya and Norway hold a telephone call" in line(screen, "Title")
        assert line(screen, "Side").split() == ["Side", "?", "kenya", "guess,", "from", "the", "text"]
        assert line(screen, "Issuer").endswith("not said")
        text = screen.reader.page.plain()
        assert f"[x] a brief of its own: {KENYA}" in text
        assert "3 paragraphs" in text and "¶2  The President invited" in text
        assert all(len(row) < size[0] for row in text.splitlines())


async def test_front_matter_is_known_and_a_guess_is_stored_as_one(
    make_app: MakeApp, here: Path, places: Paths
) -> None:
    (here / "known.md").write_text(f"---\nside: norway\npublished: 2026-05-12\n---\n\n{OURS}")
    async with make_app().run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "known.md")
        assert line(screen, "Side").endswith("the file") and "?" not in line(screen, "Side")
        await at(pilot, "language")
        await pilot.press("a")
        await until(pilot, "you")
        await pilot.press("w")
        await pilot.pause()
    kept = load.read_file(places.data / "briefs" / NORWAY / "norway.en.md")[0]
    assert "source" in kept.guessed
    assert not {"side", "published", "language"} & kept.guessed


async def test_a_field_is_edited_and_the_fate_follows(make_app: MakeApp, shelf: Shelf) -> None:
    keep_files(shelf, [Path("ours.txt")])
    async with make_app().run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "page.html", f"joins {NORWAY}")
        assert "[x]" not in screen.reader.page.plain()
        await at(pilot, "published")
        await pilot.press("enter")
        await typed(pilot, "2026-06-20")
        screen = await until(pilot, "[x] a brief of its own: 2026-06-20-kenya")
        assert line(screen, "Date").endswith("you")
        assert "joins" not in screen.reader.page.plain()


async def test_what_was_chosen_is_asked_anew_where_the_briefs_are_others(
    make_app: MakeApp, shelf: Shelf
) -> None:
    keep_files(shelf, [Path("ours.txt")])
    async with make_app().run_test(size=SIZE) as pilot:
        await opened(pilot, "page.html", f"joins {NORWAY}")
        await at(pilot, f"brief:{NORWAY}")
        await pilot.press("enter")
        for date, words in (("2026-06-20", "[x] a brief of its own"), ("", f"[ ] joins {NORWAY}")):
            await at(pilot, "published")
            await pilot.press("enter")
            await typed(pilot, date)
            await until(pilot, words)


async def test_a_mistake_is_said_in_the_house_s_words(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "page.html")
        for key, value, words in (
            ("side", "kenia", "unknown side 'kenia'; did you mean kenya?"),
            ("published", "yesterday", "write it as 2026-02-04"),
            ("language", "english", "two or three small letters"),
        ):
            await at(pilot, key)
            await pilot.press("enter")
            await typed(pilot, value)
            assert words in foot(app)
            assert "guess" in line(screen, {"side": "Side", "published": "Date", "language": "Language"}[key])


async def test_an_empty_line_says_that_there_is_none_and_takes_it_back(
    make_app: MakeApp, places: Paths
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "page.html")
        for key, label, guess in (
            ("title", "Title", "? Kenya and Norway hold"),
            ("publisher", "Publisher", "? State House Kenya"),
            ("published", "Date", "? 2026-05-12"),
            ("url", "URL", "? https"),
        ):
            for words in ("none", guess, "none"):
                await at(pilot, key)
                await pilot.press("enter")
                await typed(pilot, "")
                await until(pilot, f"{label:<12}{'  ' * (words == 'none')}{words}")
            assert line(screen, label).endswith("you")
        await at(pilot, "side")
        await pilot.press("enter")
        assert "an empty line: there is none" in foot(app)
        await pilot.press("escape")
        assert "w write" in foot(app)
        await pilot.press("enter")
        await typed(pilot, "")
        assert "every text has a side" in foot(app) and "guess" in line(screen, "Side")
        await at(pilot, "issuer")
        await pilot.press("enter")
        await typed(pilot, "")
        assert line(screen, "Issuer").endswith("not said")
        await pilot.press("w")
        await pilot.pause()
    (path,) = (places.data / "briefs").glob("undated-kenya-*/kenya.en.md")
    (kept,) = load.read_file(path)
    assert not {kept.title, kept.published, kept.publisher, kept.url} - {""}
    assert not {"title", "published", "publisher", "url"} & kept.guessed
    assert "guessed:\n- title\n" in (path.parent / "brief.md").read_text(), "of the side's name it is made"


async def test_another_session_s_brief_is_not_joined_silently(make_app: MakeApp, shelf: Shelf) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "page.html")
        keep_files(shelf, [Path("ours.txt")], brief_id=KENYA)  # meanwhile, and of the same event
        await pilot.press("w")
        await until(pilot, f"[ ] joins {KENYA}")
        assert f"not kept: there is a brief {KENYA} already; see what it becomes now" in foot(app)
    assert [r.key for r in shelf.open(KENYA).readouts] == ["norway.en"]


async def test_a_brief_that_has_gone_is_not_made_anew(make_app: MakeApp, shelf: Shelf, places: Paths) -> None:
    keep_files(shelf, [Path("ours.txt")])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "page.html", f"joins {NORWAY}")
        await at(pilot, f"brief:{NORWAY}")
        await pilot.press("enter")
        shutil.rmtree(places.data / "briefs" / NORWAY)
        await pilot.press("w")
        await until(pilot, f"[x] a brief of its own: {KENYA}")
        assert f"{NORWAY} is no longer there" in foot(app)
    assert not list((places.data / "briefs").iterdir())


async def test_to_leave_ends_the_look_through_the_library(
    make_app: MakeApp, shelf: Shelf, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_files(shelf, [Path("ours.txt")])
    seen, going = [], threading.Event()
    made = Shelf.made

    def slow(self: Shelf, same: object) -> object:
        if threading.current_thread().name == "import":
            seen.append(same)
            going.wait(5)
        return made(self, same)  # type: ignore[arg-type]

    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(Shelf, "made", slow)
        await opened(pilot, "page.html", "looking through the library")
        while not seen:
            await pilot.pause(0.01)
        await pilot.press("q")
        await pilot.pause()
        going.set()
        while any(t.name == "import" for t in threading.enumerate()):
            await pilot.pause(0.01)
        assert len(seen) == 1


async def test_kind_and_complete_go_through_their_values(make_app: MakeApp) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "page.html")
        await at(pilot, "source")
        await pilot.press("enter")
        await until(pilot, "translation")
        await at(pilot, "complete")
        await pilot.press("enter")
        screen = await until(pilot, "Complete      no")
        assert line(screen, "Complete").endswith("you")


async def test_all_guesses_are_confirmed_and_it_joins_the_event(
    make_app: MakeApp, shelf: Shelf, places: Paths
) -> None:
    keep_files(shelf, [Path("ours.txt")])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "page.html", f"joins {NORWAY}")
        await pilot.press("A")
        screen = await until(pilot, "Title         Kenya")
        assert "guess" not in screen.reader.page.plain()
        await pilot.press("w")
        assert "not written: what does it become?" in foot(app)
        assert not (places.data / "briefs" / NORWAY / "kenya.en.md").exists()
        await at(pilot, f"brief:{NORWAY}")
        await pilot.press("J")
        assert f"[x] joins {NORWAY}" in screen.reader.page.plain()
        await pilot.press("w")
        await pilot.pause()
        library = app.screen
        assert isinstance(library, LibraryScreen)
        assert library.reader.here and library.reader.here.key == NORWAY
        assert f"written: kenya.en.md, to {NORWAY} · Enter opens it" in foot(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BriefScreen) and app.screen.brief.sides == ("kenya", "norway")
    assert not load.read_file(places.data / "briefs" / NORWAY / "kenya.en.md")[0].guessed


async def test_a_brief_of_its_own_under_another_name(make_app: MakeApp, shelf: Shelf) -> None:
    keep_files(shelf, [Path("ours.txt")])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "page.html", f"joins {NORWAY}")
        await at(pilot, "new")
        await pilot.press("enter")
        assert "[x] a brief of its own" in screen.reader.page.plain()
        for name, words in (("../out", "an id is letters"), (NORWAY, f"there is a brief {NORWAY} already")):
            await pilot.press("enter")
            await typed(pilot, name)
            assert words in foot(app)
        await pilot.press("enter")
        await typed(pilot, "the-call")
        await pilot.press("w")
        await pilot.pause()
        assert "written: a new brief, the-call" in foot(app)
    assert [r.key for r in shelf.open("the-call").readouts] == ["kenya.en"]
    assert [r.key for r in shelf.open(NORWAY).readouts] == ["norway.en"]


async def test_what_is_there_already_is_opened(make_app: MakeApp, shelf: Shelf, places: Paths) -> None:
    keep_files(shelf, [Path("ours.txt")])
    before = traces(places)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "ours.txt", f"nothing: {NORWAY} has it already")
        await pilot.press("w")
        assert "nothing to write" in foot(app)
        await at(pilot, f"brief:{NORWAY}")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BriefScreen) and app.screen.brief.id == NORWAY
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, ImportingScreen)
    assert [p for p in traces(places) if "briefs" in p.parts] == [p for p in before if "briefs" in p.parts]


async def test_a_newer_text_says_how_the_notes_stand(
    make_app: MakeApp, shelf: Shelf, notes: NoteStore, here: Path
) -> None:
    keep_files(shelf, [Path("ours.txt")])
    said = "The Prime Minister called for a ceasefire in Sudan"
    notes.save(replace(notes.new(NORWAY, Anchor(None, "norway", "en", 2, said)), body="since when?"))
    (here / "newer.txt").write_text(OURS.replace("a ceasefire", "a lasting ceasefire"))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "newer.txt", f"a newer text of one in {NORWAY}")
        await at(pilot, f"brief:{NORWAY}")
        await pilot.press("enter", "w")
        await pilot.pause()
        assert "replaced, the old text is kept · notes 1: 1 moved or edited: please review" in foot(app)
    brief = shelf.open(NORWAY)
    assert "lasting" in brief.readouts[0].body[-1].text
    assert len(list((Path(brief.folder) / "revisions").iterdir())) == 1


async def test_a_file_with_a_section_for_each_side(make_app: MakeApp, shelf: Shelf, here: Path) -> None:
    (here / "both.txt").write_text(TWO_SIDED)
    async with make_app().run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "both.txt")
        assert "? france | japan" in line(screen, "Side")
        assert not any(s.key in ("side", "title") for s in screen.reader.page.stops)
        await pilot.press("A")
        await until(pilot, "Source kind   summary")
        await pilot.press("w")
        await pilot.pause()
    kept = next(e for e in shelf.entries() if e.origin == "yours")
    texts = shelf.open(kept.id).readouts
    assert [(r.side, r.source.value) for r in texts] == [("france", "summary"), ("japan", "summary")]
    assert all("side" in r.guessed and "source" not in r.guessed for r in texts)


async def test_the_mark_is_on_the_new_brief_whatever_the_filter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"Biden", "enter")
        await opened(pilot, "page.html")
        await pilot.press("w")
        await pilot.pause()
        library = app.screen
        assert isinstance(library, LibraryScreen)
        assert library.reader.here and library.reader.here.key == KENYA


async def test_in_a_large_library_the_mark_follows_when_the_brief_is_listed(
    make_app: MakeApp, places: Paths
) -> None:
    for n in range(FEW + 5):
        folder = places.data / "briefs" / f"2020-01-01-x{n}"
        folder.mkdir(parents=True)
        (folder / "brief.md").write_text("---\ndate: 2020-01-01\n---\n")
        (folder / "france.en.md").write_text(f"---\nside: france\n---\n\nThey spoke of the matter {n}.\n")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "page.html")
        await pilot.press("w")
        for _ in range(600):
            await pilot.pause(0.05)
            library = app.screen
            assert isinstance(library, LibraryScreen)
            if library.reader.here and library.reader.here.key == KENYA:
                return
    raise AssertionError("the mark never came to the new brief")


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_to_leave_leaves_no_trace(make_app: MakeApp, places: Paths, key: str) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await opened(pilot, "page.html")
        before = traces(places)
        await pilot.press("A")
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert traces(places) == before and not (places.data / "briefs").exists()


async def test_what_cannot_be_read_says_why(make_app: MakeApp, here: Path) -> None:
    (here / "sub").mkdir()
    (here / "empty.txt").write_text("  \n")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        for name, words in (("none.pdf", "no such file"), ("empty.txt", "is empty"), ("-", "no such file")):
            await opened(pilot, name, words)
            await pilot.press("w")
            assert words in foot(app)
            await pilot.press("q")
            await pilot.pause()
        for name in ("sub", "page.html ours.txt"):
            await pilot.press("i")
            await typed(pilot, name)
            assert "briefing import FOLDER" in foot(app) and isinstance(app.screen, LibraryScreen)


async def test_whose_text_it_is_must_be_said(make_app: MakeApp, here: Path) -> None:
    (here / "whose.txt").write_text("They spoke of many things.\n\nThey agreed to speak again.\n")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "whose.txt")
        await pilot.press("w")
        assert "whose text is it?" in foot(app) and isinstance(app.screen, ImportingScreen)


async def test_restricted_mode_takes_a_plain_name(
    places: Paths, shelf: Shelf, notes: NoteStore, here: Path
) -> None:
    app = BriefingApp(replace(places, restricted=True), shelf, notes)
    places.imports.mkdir(parents=True)
    (places.imports / "page.html").write_text(PAGE)
    (places.imports / "link.html").symlink_to(here / "page.html")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        assert "the name of a file in" in foot(app)
        await pilot.press("escape")
        for name in ("/page.html", "../page.html", "~/page.html"):
            await pilot.press("i")
            await typed(pilot, name)
            assert "restricted mode takes no path" in foot(app)
        await pilot.press("i")
        await typed(pilot, "link.html")
        assert isinstance(app.screen, LibraryScreen) and "/link.html: is a link" in foot(app)
        await opened(pilot, "page.html")
        (places.imports / "page.html").unlink()
        (places.imports / "page.html").symlink_to(here / "page.html")  # since it was named
        await pilot.press("A")
        await until(pilot, "leads out of its")
        assert foot(app) == "q back"
        await pilot.press("q")
        (places.imports / "page.html").unlink()
        (places.imports / "page.html").write_text(PAGE)
        await opened(pilot, "page.html")
        await pilot.press("w")
        await pilot.pause()
        assert f"written: a new brief, {KENYA}" in foot(app)
