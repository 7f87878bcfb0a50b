"""Beside the list of a wide library: what is known of the brief at the mark."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from briefing_tui.analysis import corrections
from briefing_tui.library.shelf import Entry, Shelf
from briefing_tui.model import CARDS, Brief, Comparison, pairs
from briefing_tui.notes import anchors
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.tui import about_page
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.help import HelpScreen
from briefing_tui.tui.widgets import about
from briefing_tui.tui.widgets.about import About

from .conftest import PUTIN_XI, MakeApp

BEFORE = "2025-09-02-putin-xi"  # the row below it


@pytest.fixture
def quick() -> None:
    """Here it is as it is: 0.1 s."""


def words(pilot: Pilot[None]) -> str:
    """What stands beside the list, its lines as one."""
    lines = pilot.app.screen.query_one(About)._lines
    return " ".join(" ".join(piece.text for piece in line if piece.x) for line in lines)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await pilot.pause(0.02)


async def test_tells_of_the_brief_at_the_mark_what_its_files_say(
    make_app: MakeApp, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = shelf.open(PUTIN_XI)
    made = shelf.compare(brief, pairs(brief)[0])

    def never(*given: object) -> Comparison:
        raise AssertionError("analysed for the list")

    monkeypatch.setattr(Shelf, "analyse", never)
    async with make_app().run_test(size=(200, 60)) as pilot:
        await until(pilot, lambda: "BOTTOM LINE" in words(pilot))
        shown = words(pilot)
        assert f"{brief.title} {brief.date} · {brief.kind} · {brief.place}" in shown
        assert f"{PUTIN_XI} · bundled" in shown and " ".join(brief.bottom_line.split()) in shown
        assert "digest, complete · ru · International Affairs (Moscow)" in shown
        assert made.right
        for card in {p.card for p in made.left.points}:
            left, right = len(made.left.on(card)), len(made.right.on(card))
            assert f"{card.digit} {card.heading} {left:>2}  {right:>2}" in shown
        await pilot.press("j")
        await until(pilot, lambda: f"{BEFORE} · bundled" in words(pilot) and "BOTTOM LINE" in words(pilot))
        assert "CARDS" not in words(pilot), "nobody has opened that one"


async def test_counts_notes_and_points_where_the_analyst_put_them(
    make_app: MakeApp, shelf: Shelf, notes: NoteStore
) -> None:
    notes.save(replace(notes.new(PUTIN_XI, anchors.to_card(CARDS[0])), body="mine"))
    app = make_app()
    brief = shelf.open(PUTIN_XI)
    made = shelf.compare(brief, pairs(brief)[0])
    point = made.left.points[0]
    card = next(c for c in CARDS if c not in (point.card, *point.also))
    app.corrections.save(app.corrections.move(PUTIN_XI, anchors.to_point(made.left, point), card))
    moved = corrections.apply(made, app.corrections.of(PUTIN_XI))
    async with app.run_test(size=(200, 60)) as pilot:
        await until(pilot, lambda: "CARDS" in words(pilot))
        assert moved.right
        left, right = len(moved.left.on(card)), len(moved.right.on(card))
        assert f"{card.heading} {left:>2}  {right:>2}" in words(pilot)
        assert left > len(made.left.on(card)) and "bundled · ✎ 1 note" in words(pilot)


async def test_a_narrower_window_has_the_list_alone(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about, "_REST", 0.001)
    async with make_app().run_test(size=(119, 40)) as pilot:
        beside = pilot.app.screen.query_one(About)
        assert not beside.display and pilot.app.screen.reader.size.width == 119  # type: ignore[attr-defined]
        await pilot.press("j")
        await pilot.pause(0.05)
        assert beside._thread is None and not beside._lines
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: f"{BEFORE} · bundled" in words(pilot))
        await pilot.resize_terminal(100, 40)
        assert not beside.display and pilot.app.screen.reader.size.width == 100  # type: ignore[attr-defined]


async def test_moves_read_and_paint_nothing_beside_the_list(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[str]()
    known = about_page.known

    def notes_it(desk: BriefingApp, entry: Entry) -> about_page.Known | str:
        read.append(entry.id)
        return known(desk, entry)

    monkeypatch.setattr(about_page, "known", notes_it)
    async with make_app().run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "BOTTOM LINE" in words(pilot))
        monkeypatch.setattr(about, "_REST", 600)
        before = words(pilot)
        await pilot.press("j", "j", "k", "j")
        await pilot.pause()
        assert (words(pilot), read) == (before, [PUTIN_XI])


async def test_what_comes_before_its_thread_has_ended_is_no_reason_to_read_no_more(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends, post = threading.Event(), About.post_message

    def lingers(widget: About, message: Message) -> bool:
        posted = post(widget, message)
        if threading.current_thread() is not threading.main_thread():
            ends.wait(20)
        return posted

    async with make_app().run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "BOTTOM LINE" in words(pilot))
        monkeypatch.setattr(About, "post_message", lingers)
        await pilot.press("j")
        await until(pilot, lambda: f"{BEFORE} · bundled" in words(pilot) and "BOTTOM LINE" in words(pilot))
        await pilot.press("k")
        await until(pilot, lambda: f"{PUTIN_XI} · bundled" in words(pilot) and "BOTTOM LINE" in words(pilot))
        ends.set()


async def test_only_lines_that_change_are_painted(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[Region] = []
    refresh = Widget.refresh

    def asks(widget: Widget, *regions: Region, **more: bool) -> Widget:
        if isinstance(widget, About):
            painted.extend(regions or [widget.region])
        return refresh(widget, *regions, **more)

    async with make_app().run_test(size=(120, 40)) as pilot:
        beside = pilot.app.screen.query_one(About)
        await until(pilot, lambda: "BOTTOM LINE" in words(pilot))
        lines = [list(line) for line in beside._lines]
        monkeypatch.setattr(Widget, "refresh", asks)
        beside.show(*lines)
        assert not painted
        beside.show(*lines[:5], [], *lines[6:])
        assert painted == [Region(0, 5, beside.size.width, 1)]


async def test_a_disk_that_hangs_holds_no_key_and_what_comes_late_is_dropped(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, asked = threading.Event(), list[str]()
    opened = Shelf.open_folder

    def slow(self: Shelf, *given: object, **more: bool) -> Brief:
        if threading.current_thread() is not threading.main_thread():
            asked.append(given[0].name)  # type: ignore[attr-defined]
            answers.wait()
        return opened(self, *given, **more)  # type: ignore[arg-type]

    app = make_app()
    monkeypatch.setattr(Shelf, "open_folder", slow)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: asked == [PUTIN_XI] and f"{PUTIN_XI} · bundled" in words(pilot))
        await pilot.press("j")
        await until(pilot, lambda: f"{BEFORE} · bundled" in words(pilot))
        assert asked == [PUTIN_XI], "one at a time"
        assert "RUSSIA" not in words(pilot), "what the list knows, and no more"
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape")
        answers.set()
        await until(pilot, lambda: "RUSSIA" in words(pilot))
        assert asked[:2] == [PUTIN_XI, BEFORE] and f"{BEFORE} · bundled" in words(pilot)


async def test_why_a_brief_is_broken_is_told_in_full(make_app: MakeApp, places: Paths) -> None:
    folder = places.data / "briefs" / "2030-01-01-broken"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text("---\ntitle: [unclosed\n---\n")
    async with make_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("G")
        screen = pilot.app.screen
        entry = screen._entry()  # type: ignore[attr-defined]
        assert entry.id == folder.name
        told = "".join(entry.problem.split())
        await until(pilot, lambda: told in "".join(words(pilot).split()))
