"""Screens with nothing in them: each says in words what is so, and the next key as it is really bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.library.shelf import Shelf
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui import actions
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.nothing import nothing
from tests.tui.conftest import MakeApp

CALL, FIRST = "2025-02-24-putin-xi", "2022-02-04-putin-xi"
ONE = "Russia and China discussed trade. They agreed to meet in May.\n"
PYTHON = re.compile(
    r"\b(None|True|False|\w*Error|\w*Exception|Traceback|NoneType|[Ee]rrno)\b|\{\}|\[\]|<\w+ object"
)


def shown(app: BriefingApp) -> str:
    """The whole screen as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def wait_for(app: BriefingApp, pilot: Pilot[None], words: str) -> str:
    for _ in range(300):
        screen = " ".join(shown(app).replace("▌", " ").split())
        if words in screen:
            return screen
        await pilot.pause(0.02)
    raise AssertionError(f"not on the screen: {words}\n{shown(app)}")


def keys(text: str) -> Iterator[str]:
    names = {" ": "space", ":": "colon", "/": "slash", ".": "full_stop", "-": "minus"}
    return (names.get(letter, letter) for letter in text)


EMPTY: list[tuple[str, Sequence[str], list[str]]] = [
    ("", [*"/", *"zzzz", "enter"], ["No brief passes the filter.", "Esc clears the filter", "/ changes it"]),
    ("", [*"/", *"zzzz", "enter", "enter"], ["no brief is at the mark"]),
    ("", ["t"], ["No notes yet.", "q goes back; in a brief n writes one on the point at the mark"]),
    ("", ["s"], ["Type words: what holds all of them is found", "Search:"]),
    (
        "", ["s", *"zzzzq", "enter"],
        ["Nothing holds all of these words.", "/ takes other words", "q goes back"],
    ),
    ("", ["s", *"zzzzq", "enter", "enter"], ["no hit is at the mark"]),
    ("", ["i", *"nofile.txt", "enter"], ["nofile.txt: no such file", "q goes back; nothing is written"]),
    (CALL, ["D"], ["no earlier text of russia.en is kept"]),
    (CALL, ["t"], ["No notes yet."]),
    (CALL, ["d"], ["no note here to delete"]),
    (CALL, ["u"], ["nothing to undo"]),
    (CALL, ["enter"], ["no note here; n writes one"]),
    (FIRST, ["p"], ["no earlier meeting of these sides is in the library", "q goes back"]),
    ("welcome", ["f"], ["welcome has no date: it stands in no series of meetings", "q goes back"]),
    ("welcome", ["v", "v", "v"], ["No doubt about any card.", "v goes on to the coverage"]),
    ("one", ["3"], ["No point of this text is on this card.", "2 goes to Economy"]),
    (
        "one", ["v", "v"],
        ["there is nothing to compare it with.", "v goes on to the doubts",
         "q goes to the library, where i brings in the other side’s text"],
    ),
    ("one", ["v", "v", "v", "v"], ["Share of each text’s characters, by card; points."]),
    ("one", ["o"], ["there is no other version of these texts"]),
    ("one", ["m"], ["only one side’s text is at hand: there is nothing to tie"]),
    ("one", ["r"], ["The occasion RUSSIA nothing in this text"]),
    ("title", ["r"], ["How firmly it binds SIDE UNKNOWN nothing in this text"]),
    ("title", ["1"], ["No point of this text is on this card.", "v goes to the next view"]),
    ("title", ["equals_sign"], ["no point at the mark"]),
]  # fmt: skip


@pytest.mark.parametrize(("brief", "pressed", "said"), EMPTY, ids=lambda x: str(x)[:40])
async def test_it_says_what_is_so(
    make_app: MakeApp, tmp_path: Path, brief: str, pressed: Sequence[str], said: list[str]
) -> None:
    (one := tmp_path / "one.txt").write_text(ONE)
    (title := tmp_path / "title.md").write_text("# A title alone\n")
    files = {"one": [one], "title": [title]}.get(brief)
    app = make_app("" if files else brief, paths=files)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in pressed:
            await pilot.press(*keys(key) if len(key) == 1 else [key])
        for words in said:
            screen = await wait_for(app, pilot, words)
        assert not PYTHON.search(screen)


async def test_a_library_without_briefs_says_how_one_comes(places: Paths, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "themes").symlink_to(places.bundled / "themes")
    empty = replace(places, bundled=tmp_path / "none")
    app = BriefingApp(empty, Shelf(empty), NoteStore(empty.notes))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await wait_for(app, pilot, "No briefs yet.")
        assert "i brings in a text" in screen
        assert "briefing import FOLDER" in screen
        await pilot.press("enter")
        await wait_for(app, pilot, "no brief is at the mark")


async def test_a_broken_brief_says_why(make_app: MakeApp, places: Paths) -> None:
    folder = places.data / "briefs" / "talks"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text("---\ntitle: Talks\ndate: 2030-01-01\nsides: [frnace]\n---\n")
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *keys("is:broken"), "enter")
        screen = await wait_for(app, pilot, "talks broken")
        assert "did you mean france?" in screen
        await pilot.press("enter")
        screen = await wait_for(app, pilot, "brief.md:4")
        assert not PYTHON.search(screen)


def test_the_key_is_the_one_that_is_bound() -> None:
    try:
        actions.use({"library": {"import": ("ctrl+y",)}})
        page = nothing(60, "library", "Nothing.", ("import", "brings in a text"), ("back", "leaves"))
    finally:
        actions.use({})
    assert page.plain().split("\n") == [
        "",
        "  Nothing.",
        "",
        "  Ctrl+Y  brings in a text",
        "  q       leaves",
    ]
