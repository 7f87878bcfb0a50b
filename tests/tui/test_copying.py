"""``y`` and ``Y``: what goes to the terminal from each place of a brief, what the foot says, when a file is
offered.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.why import WhyScreen
from briefing_tui.tui.views import VIEWS
from briefing_tui.tui.widgets.editor import NoteText

from .conftest import PUTIN_XI, MakeApp
from .test_brief_screen import brief, foot

SIZES = [(80, 24), (120, 40)]
pytestmark = pytest.mark.usefixtures("plain_terminal")


class Wire:
    """What the app has written to its terminal; each write is one entry."""

    def __init__(self, app: BriefingApp) -> None:
        self.writes: list[str] = []
        assert app._driver
        app._driver.write = self.writes.append  # type: ignore[assignment, method-assign]

    def texts(self) -> list[str]:
        """What was sent for the clipboard; each is a write of its own."""
        sent = [w for w in self.writes if "]52;" in w]
        found = [re.fullmatch("\x1b]52;c;([^\x07]*)\x07", w) for w in sent]
        return [base64.b64decode(match[1]).decode() for match in found if match]


async def stand(pilot: Pilot[None], index: int) -> BriefScreen:
    screen = brief(pilot)
    screen.reader.go(index)
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_point_and_a_row_are_sent_and_the_foot_says_so(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        for key, what in (("y", "point"), ("Y", "row")):
            await pilot.press("4", key)
            text = wire.texts()[-1]
            said = f"sent to the terminal: {len(text)} characters, the {what}, sources named"
            assert foot(brief(pilot)).strip() == said
        point, row = wire.texts()
        here = brief(pilot).point()
        assert here
        assert point.startswith(f"{here[1].text}\n— Russia ¶{here[1].paragraph} (digest, en): ")
        assert row.startswith(point)
        assert len(row) > len(point)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", SIZES[:1], ids=str)  # it walks through every row
async def test_in_every_view_the_row_is_that_of_the_point(
    make_app: MakeApp, size: tuple[int, int], view: str
) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        screen = brief(pilot)
        screen.view = view
        for digit in "123456" if view == "compare" else "1":
            await pilot.press(digit) if view == "compare" else screen._redraw()
            for index, stop in enumerate(screen.reader.page.stops):
                await stand(pilot, index)
                wire.writes.clear()
                await pilot.press("y", "Y")
                if here := screen.point():
                    point, row = wire.texts()
                    assert here[1].text in point
                    assert point in row
                    if view == "compare":
                        beside = [s.key for s in screen.reader.page.stops if s.row == stop.row]
                        assert row.count("\n— ") == len(beside)
                else:
                    assert wire.texts() == []
                    assert "no point at the mark" in foot(screen)


async def test_a_gap_is_called_one(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        await pilot.press("v", "v")
        assert brief(pilot).view == "gaps"
        await stand(pilot, 0)
        await pilot.press("Y")
        assert re.search(r"\n\n\(only (Russia|China)\)", wire.texts()[0])


@pytest.mark.parametrize(("size", "more"), zip(SIZES, ("", ", the point, sources named"), strict=True))
async def test_in_tmux_the_foot_names_the_setting(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], more: str
) -> None:
    monkeypatch.setenv("TERM", "tmux-256color")
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        await pilot.press("4", "y")
        assert foot(brief(pilot)).strip().endswith(f" characters{more} · tmux: needs set-clipboard on")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_terminal_that_takes_nothing_is_sent_nothing_and_a_file_is_offered(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        await pilot.press("4", "y")
        said = "the Linux console takes no text from programs · Enter writes a file"
        assert foot(brief(pilot)).strip() == said
        await pilot.press("escape")
        assert not list(tmp_path.glob("*.md")), "Esc leaves it"
        await pilot.press("Y")
        file = Path(pilot.app.screen.query_one(Input).value).expanduser()
        await pilot.press("enter")
        assert "written: " in foot(brief(pilot))
        text = file.read_text("utf-8")
        here = brief(pilot).point()
        assert here
        assert text.startswith(f"{here[1].text}\n— Russia ¶")
        assert file.stat().st_mode & 0o777 == 0o600
        assert wire.texts() == []


async def test_what_is_too_long_is_not_sent_and_a_file_is_offered(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "readout.md"
    long = "Trade in wine " * 8000
    path.write_text(f"---\nside: france\nlanguage: en\n---\n\n{long}grew.\n")
    async with make_app(paths=[path]).run_test(size=(80, 24)) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        made = brief(pilot).content.made
        brief(pilot).go_to_point(made.left.points[0].id)
        await pilot.pause()
        await pilot.press("y")
        assert re.search(r"\d{6} characters are too long for a terminal · Enter writes", foot(brief(pilot)))
        await pilot.press("enter")
        assert wire.texts() == []
    (written,) = tmp_path.glob("*-point.md")
    assert written.read_text("utf-8").startswith(long)


@pytest.mark.parametrize("key", ["ctrl+x", "super+c"])
async def test_a_note_goes_to_the_terminal_once_and_clean(make_app: MakeApp, key: str) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        await pilot.press("n")
        area = pilot.app.screen.query_one(NoteText)
        area.insert("a\x1b]0;x\x07\u202eb\tc\u200d")
        area.select_all()
        await pilot.press(key)
        assert wire.texts() == ["a␛]0;x␇�b\tc\u200d"]
        await pilot.press("end", "ctrl+v", "escape")
        assert pilot.app.clipboard == "a\x1b]0;x\x07\u202eb\tc\u200d", "here every letter of it is pasted"


async def test_a_cut_that_no_terminal_takes_can_be_pasted_here(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        await pilot.press("n", "a", "b", "ctrl+x", "ctrl+v", "ctrl+v")
        assert pilot.app.screen.query_one(NoteText).words.split() == ["abab"]
        assert wire.texts() == []


async def test_the_address_of_a_text_is_shown_where_its_source_is(make_app: MakeApp) -> None:
    async with make_app("2025-02-24-putin-xi").run_test(size=(120, 40)) as pilot:
        here = brief(pilot).point()
        assert here
        assert here[0].readout.url
        await pilot.press("equals_sign")
        screen = pilot.app.screen
        assert isinstance(screen, WhyScreen)
        assert here[0].readout.url in screen.reader.page.plain()
