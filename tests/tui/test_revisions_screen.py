"""Earlier texts by keys: side by side, one under the other, change by change, into the brief and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor
from briefing_tui.notes.store import NoteStore
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.revisions import RevisionsScreen
from briefing_tui.tui.widgets.drawn import Bar
from tests.keeping import keep_files

from .conftest import PUTIN_XI, MakeApp

BRIEF = "2026-05-12-norway"
FIRST = """Norway and Kenya speak by telephone

12 May 2026

The Prime Minister of Norway spoke by telephone with the President of Kenya on Tuesday afternoon.

They discussed the ties of the two countries, which have a long history, and their work in the United Nations.

They agreed to widen trade and investment in energy. The Prime Minister called for a ceasefire in Sudan.

Fisheries off the coast were also touched upon, and the delegations exchanged figures on last year's landings.

They agreed to keep in touch.
"""
SECOND = FIRST.replace("a ceasefire in Sudan", "a lasting ceasefire in all of Sudan")
THIRD = (
    SECOND.replace("trade and investment", "trade").replace(
        "Fisheries off the coast were also touched upon, and the delegations exchanged figures on last year's"
        " landings.\n\n",
        "",
    )
    + "\nThe Prime Minister was invited to Nairobi, where an agreement on ports will be signed in autumn.\n"
)
Revise = Callable[..., None]


def keep(shelf: Shelf, folder: Path, *texts: str) -> None:
    """Keeps the texts one after the other, replaced at noon of a day each."""
    for n, text in enumerate(texts):
        path = folder / f"text{n}.txt"
        path.write_text(text)
        done = keep_files(shelf, [path], brief_id=BRIEF)
        for revised in done.revised:
            revised.kept.rename(revised.kept.with_name(f"norway.en.202605{12 + n}T120000Z.md"))


@pytest.fixture
def revise(shelf: Shelf, tmp_path: Path) -> Revise:
    """``revise(FIRST, SECOND)`` makes a brief of these texts."""
    return partial(keep, shelf, tmp_path)


async def opened(pilot: Pilot[None], words: str = "unchanged") -> RevisionsScreen:
    await pilot.press("D")
    return await until(pilot, words)


async def until(pilot: Pilot[None], words: str) -> RevisionsScreen:
    screen = pilot.app.screen
    for _ in range(600):
        screen = pilot.app.screen
        if isinstance(screen, RevisionsScreen) and words in screen.reader.page.plain():
            return screen
        await pilot.pause(0.02)
    raise AssertionError(f"{words!r} does not come: {screen}")


def bar(app: BriefingApp, which: str = "#foot") -> str:
    return "".join(s.text for s in app.screen.query_one(which, Bar).render_line(0)).strip()


async def test_side_by_side(make_app: MakeApp, revise: Revise) -> None:
    revise(FIRST, THIRD)
    async with make_app(BRIEF).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        rows = screen.reader.page.plain().splitlines()
        assert any("[-gone-] until 2026-05-13 12:00:00 UTC" in r and "{+new+} now" in r for r in rows)
        assert "  = ¶1–¶2 unchanged" in rows and "  = ¶5 unchanged, now ¶4" in rows
        first = next(r for r in rows if r.startswith("  ~ ¶3"))
        left, right = first.split("│")
        assert "trade [-and investment-]" in left and "{+" not in left
        assert right.startswith("   ¶3") and "[-" not in right
        assert any("{+lasting+}" in r.split("│")[-1] for r in rows)
        assert any(r.startswith("  - ¶4      [-Fisheries off") and r.endswith("│") for r in rows)
        assert any("│ + ¶5      {+The Prime Minister was" in r for r in rows)
        assert all(len(r) < 120 for r in rows)


async def test_one_under_the_other(make_app: MakeApp, revise: Revise) -> None:
    revise(FIRST, THIRD)
    async with make_app(BRIEF).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        text = screen.reader.page.plain()
        assert text.index("trade [-and investment-] in") < text.index("{+lasting+}") < text.index("- ¶4")
        assert "│" not in text
        assert all(len(row) < 80 for row in text.splitlines())


async def test_change_by_change(make_app: MakeApp, revise: Revise) -> None:
    revise(FIRST, SECOND, THIRD)
    app = make_app(BRIEF)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert "change 2 of 2" in bar(app, "#head")
        assert "lasting+}" not in screen.reader.page.plain()
        await pilot.press("h")
        screen = await until(pilot, "{+lasting+}")
        assert "change 1 of 2" in bar(app, "#head")
        assert "{+new+} until 2026-05-14 12:00:00 UTC" in screen.reader.page.plain()
        await pilot.press("enter")
        assert "no longer the text" in bar(app)
        await pilot.press("h")
        assert "no earlier text is kept" in bar(app)
        await pilot.press("tab")
        await until(pilot, "[-and investment-]")
        await pilot.press("l")
        assert "no later change" in bar(app)


async def test_enter_opens_the_paragraph_and_q_comes_back(make_app: MakeApp, revise: Revise) -> None:
    revise(FIRST, THIRD)
    app = make_app(BRIEF)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("j")
        assert "Fisheries" in screen.reader.page.plain().splitlines()[screen.reader.here.top]  # type: ignore[union-attr]
        await pilot.press("enter")
        assert "no paragraph of the text of now" in bar(app)
        await pilot.press("j", "enter")
        await pilot.pause()
        assert isinstance(app.screen, BriefScreen)
        here = app.screen.point()
        assert here and here[1].paragraph == 5 and "Nairobi" in here[1].text
        await pilot.press("q")
        await pilot.pause()
        assert screen.is_current
        await pilot.press("D")
        await pilot.pause()
        assert isinstance(app.screen, BriefScreen)


async def test_notes_on_words_that_have_changed_are_counted(
    make_app: MakeApp, revise: Revise, notes: NoteStore
) -> None:
    revise(FIRST, THIRD)
    for paragraph, words in (
        (3, "The Prime Minister called for a ceasefire in Sudan"),
        (
            1,
            "The Prime Minister of Norway spoke by telephone with the President of Kenya on Tuesday",
        ),
        (2, "They discussed the ties of the two countries, which have a long history"),
    ):
        anchor = Anchor(None, "norway", "en", paragraph, words)
        notes.save(replace(notes.new(BRIEF, anchor), body="who asked for it?"))
    async with make_app(BRIEF).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert "1 note to be reviewed in the text of now: a in the brief" in screen.reader.page.plain()


async def test_without_earlier_texts_it_says_so(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("l", "D")
        assert isinstance(app.screen, BriefScreen)
        assert bar(app) == "no earlier text of china.en is kept; one is when a newer text is imported"


async def test_an_earlier_text_that_cannot_be_read(make_app: MakeApp, revise: Revise, shelf: Shelf) -> None:
    revise(FIRST, THIRD)
    (kept,) = (Path(shelf.open(BRIEF).folder) / "revisions").iterdir()
    kept.write_bytes(b"---\nside: [\n---\n")
    async with make_app(BRIEF).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "is not valid YAML")
        assert kept.name in "".join(screen.reader.page.plain().split())
