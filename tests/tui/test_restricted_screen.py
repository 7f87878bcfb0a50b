"""The screen in restricted mode: no key, no line of the palette and no file's name leads out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from briefing_tui.library.shelf import Shelf
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui.actions import ACTIONS, at_hand
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.screens.help import HelpScreen
from briefing_tui.tui.widgets.drawn import Bar
from briefing_tui.tui.widgets.typing import Line
from tests.tui.conftest import PUTIN_XI

SIZE = (120, 40)
OUT = ("$EDITOR", "own editor", "Ctrl+G")
Make = Callable[..., BriefingApp]


@pytest.fixture
def make(
    places: Paths, shelf: Shelf, notes: NoteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Make:
    """``make()`` opens a brief in restricted mode, ``make(restricted=False)`` as ever; the editor that is set
    would leave a mark.
    """
    script = tmp_path / "editor"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.setenv("VISUAL", str(script))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def app(*, restricted: bool = True) -> BriefingApp:
        return BriefingApp(replace(places, restricted=restricted), shelf, notes, shelf.open(PUTIN_XI))

    return app


def foot(app: BriefingApp, bar: str = "#foot") -> str:
    return "".join(s.text for s in app.screen.query_one(bar, Bar).render_line(0)).strip()


@pytest.mark.parametrize("restricted", [True, False])
async def test_the_own_editor_is_not_there(make: Make, restricted: bool) -> None:
    app = make(restricted=restricted)
    tried: list[str] = []
    app.edit_outside = lambda *args, **more: tried.append("") or "tried"  # type: ignore[method-assign,func-returns-value]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        assert ("not in restricted mode" in foot(app)) is restricted
        await pilot.press("n", *"text")
        assert ("Ctrl+G" in foot(app)) is not restricted
        assert "Ctrl+T how sure you are" in foot(app)
        await pilot.press("ctrl+g")
        assert ("not in restricted mode" in foot(app)) is restricted
        await pilot.press("escape", "t", "E")
        assert ("not in restricted mode" in foot(app)) is restricted
    assert bool(tried) is not restricted


@pytest.mark.parametrize("screen", ACTIONS)
def test_what_is_at_hand(screen: str) -> None:
    whole = list(at_hand(screen, restricted=False))
    assert whole == list(ACTIONS[screen])
    assert [a for a in whole if a.outside] == [a for a in whole if "$EDITOR" in a.text]
    assert list(at_hand(screen, restricted=True)) == [a for a in whole if not a.outside]


@pytest.mark.parametrize("restricted", [True, False])
async def test_help_shows_what_is_there(make: Make, restricted: bool) -> None:
    app = make(restricted=restricted)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        shown = "\n".join("".join(p.text for p in line) for line in app.screen.reader.page.lines)
        assert "Write the annotated brief" in shown
        assert any(word in shown for word in OUT) is not restricted


@pytest.mark.parametrize("restricted", [True, False])
async def test_the_palette_shows_what_is_there(make: Make, restricted: bool) -> None:
    app = make(restricted=restricted)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon")
        options = app.screen.query_one(OptionList)
        await until(pilot, lambda: options.option_count > 5)
        shown = "\n".join(str(options.get_option_at_index(i).prompt) for i in range(options.option_count))
        assert "Write the annotated brief" in shown
        assert any(word in shown for word in OUT) is not restricted
        assert "creenshot" not in shown


async def until(pilot: Pilot[None], there: Callable[[], bool]) -> None:
    for _ in range(1000):
        if there():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came")


async def answer(pilot: Pilot[None], app: BriefingApp, name: str) -> str:
    """Answers the question that is about to open with a name; gives what the foot says then."""
    await until(pilot, lambda: bool(app.screen.query(Line)))
    field = app.screen.query_one(Line)
    field.value = name
    field.post_message(Input.Submitted(field, name))
    await until(pilot, lambda: not app.screen.query(Line))
    return foot(app)


@pytest.mark.parametrize("name", ["", "../x.md", "./x.md", "~/x.md", "~", "~nobody/x.md", "a/b", ".x"])
async def test_an_export_takes_no_path(make: Make, name: str, places: Paths, tmp_path: Path) -> None:
    app = make()
    name = name or str(tmp_path / "work" / "x.md")
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.press("e")
        assert f"restricted mode takes no path, only the name of a file in {places.exports}"[:80] in (
            await answer(pilot, app, name)
        )
    assert not places.exports.exists()
    assert not list((tmp_path / "work").iterdir())


async def test_an_export_by_name(make: Make, places: Paths, tmp_path: Path) -> None:
    app = make()
    async with app.run_test(size=(200, 40)) as pilot:
        for expected in (f"{PUTIN_XI}.md", f"{PUTIN_XI}-2.md"):
            await pilot.press("e")
            await until(pilot, lambda: bool(app.screen.query(Line)))
            assert app.screen.query_one(Line).value == expected
            await pilot.press("enter")
            await until(pilot, lambda: f"written: {places.exports}"[:100] in foot(app))
            assert (places.exports / expected).is_file()
        await pilot.press("e")
        assert "exists already" in await answer(pilot, app, f"{PUTIN_XI}.md")
        (places.exports / "link.md").symlink_to(tmp_path / "elsewhere")
        await pilot.press("e")
        assert "is a link that leads elsewhere" in await answer(pilot, app, "link.md")
    assert not (tmp_path / "elsewhere").exists()
    assert not list((tmp_path / "work").iterdir())
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in places.exports.glob(f"{PUTIN_XI}*"))


async def test_the_text_of_a_note_is_kept_elsewhere_by_name(
    make: Make, places: Paths, tmp_path: Path
) -> None:
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", *"words")
        await until(pilot, lambda: "saved as" not in foot(app, "#about"))  # the words come when it is saved
        await pilot.press("ctrl+o")
        await until(pilot, lambda: bool(app.screen.query(Line)))
        proposed = app.screen.query_one(Line).value
        assert proposed.startswith("note-")
        assert "/" not in proposed
        await answer(pilot, app, str(tmp_path / "work" / "note.md"))
        assert "restricted mode takes no path" in foot(app, "#about")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: bool(app.screen.query(Line)))
        await pilot.press("enter")
        await until(pilot, (places.exports / proposed).exists)
    assert "words" in (places.exports / proposed).read_text("utf-8")
    assert not list((tmp_path / "work").iterdir())


async def test_a_broken_note_is_not_said_to_be_opened(make: Make, places: Paths) -> None:
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("B", *"words", "escape")
        (path,) = (places.notes / PUTIN_XI).glob("*.md")
        path.write_text("---\nid: [\n---\nwords\n", "utf-8")
        await pilot.press("t", "n")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        assert path.name in foot(app)
        assert "E opens" not in foot(app)
