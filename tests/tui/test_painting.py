"""A key paints once, and only what changes: what is painted later or again costs a slow link most."""

from __future__ import annotations

import pytest
from rich.color import Color
from textual.geometry import Size
from textual.screen import Screen
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.widgets.cards import CardList
from briefing_tui.tui.widgets.drawn import Drawn
from briefing_tui.tui.widgets.reader import Reader

from .conftest import PUTIN_XI, MakeApp


@pytest.mark.parametrize("said", [False, True])
@pytest.mark.parametrize("key", ["j", "3", "v", "o"])
async def test_a_key_paints_once_and_lays_nothing_out(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, key: str, said: bool
) -> None:
    """Where the foot says something, too: its keys come back with what the key does."""
    painted, laid_out = [], []
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        if said:
            pilot.app.screen.say("said")  # type: ignore[attr-defined]
            await pilot.pause()
        refresh, ask = Screen._compositor_refresh, Widget.refresh

        def paints(screen: Screen[object]) -> None:
            painted.append(key)
            refresh(screen)

        def asks(widget: Widget, *regions: object, layout: bool = False, **more: bool) -> Widget:
            laid_out.extend([widget] * layout)
            return ask(widget, *regions, layout=layout, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Screen, "_compositor_refresh", paints)
        monkeypatch.setattr(Widget, "refresh", asks)
        await pilot.press(key)
        await pilot.pause()
        monkeypatch.undo()
    assert painted == [key] and not laid_out


async def test_a_move_draws_the_lines_of_its_mark_and_no_others(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[Drawn, int]] = []
    cards, reader = CardList.render_line, Reader.render_line

    def cards_draw(widget: CardList, y: int) -> Strip:
        drawn.append((widget, y))
        return cards(widget, y)

    def reader_draws(widget: Reader, y: int) -> Strip:
        drawn.append((widget, y))
        return reader(widget, y)

    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(CardList, "render_line", cards_draw)
        monkeypatch.setattr(Reader, "render_line", reader_draws)
        here = pilot.app.screen.query_one(Reader)
        before = here.here
        await pilot.press("j")
        await pilot.pause()
        monkeypatch.undo()
        assert before and here.here and before != here.here and here.scroll_offset.y == 0
        marked = {
            y for stop in (before, here.here) for y in range(stop.top, min(stop.bottom, here.size.height))
        }
        assert sorted(y for _, y in drawn) == sorted(marked) and {w for w, _ in drawn} == {here}


@pytest.mark.parametrize("lines", [1, 37, 38, 60, 100, 990])
async def test_the_bar_is_drawn_as_textual_draws_its_own(make_app: MakeApp, lines: int) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        reader = pilot.app.screen.query_one(Reader)
        height = reader.size.height
        reader.show(Page(40, [[Piece(0, "words")] for _ in range(lines)]))
        for y in sorted({0, 1, lines // 3, max(0, lines - height - 1), max(0, lines - height)}):
            reader.scroll_to(y=y, animate=False, force=True)
            theirs = ScrollBarRender.render_bar(
                size=height,
                virtual_size=lines,
                window_size=height if height < lines else 0,
                position=reader.scroll_offset.y,
                back_color=Color.parse("#000000"),
                bar_color=Color.parse("#ffffff"),
            ).segments
            ours = [list(reader.render_line(line))[-1] for line in range(height)]
            assert reader.virtual_size == Size(40, lines)
            assert [(s.text, bool(s.style and s.style.reverse)) for s in ours] == [
                (s.text, bool(s.style and s.style.reverse)) for s in theirs
            ]
