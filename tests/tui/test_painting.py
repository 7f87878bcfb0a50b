"""A key paints once, and only what changes: what is painted later or again costs a slow link most."""

from __future__ import annotations

import pytest
from rich.color import Color
from textual.geometry import Size
from textual.screen import Screen
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget

from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.widgets.reader import Reader

from .conftest import PUTIN_XI, MakeApp


@pytest.mark.parametrize("key", ["j", "3", "v", "o"])
async def test_a_key_paints_once_and_lays_nothing_out(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    painted, laid_out = [], []
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
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
