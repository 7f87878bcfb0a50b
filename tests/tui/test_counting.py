"""Counts before keys: on every screen with the moves, and nowhere where a digit is something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.tui import actions
from briefing_tui.tui.counting import MOST, Count, counted
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.widgets.drawn import Bar
from tests.tui.conftest import PUTIN_XI, MakeApp


@pytest.mark.parametrize(
    ("action", "count", "becomes"),
    [
        ("move(1)", 5, "move(5)"), ("move(-1)", 5, "move(-5)"), ("turn(0.5)", 3, "turn(1.5)"),
        ("turn(-1)", 4, "turn(-4)"), ("edge(1)", 12, "edge(1, 12)"), ("edge(-1)", 2, "edge(-1, 2)"),
        ("move(1)", MOST, "move(9999)"), ("move(1)", 0, None), ("delete", 3, None), ("", 3, None),
    ],
)  # fmt: skip
def test_what_a_count_makes_of_an_action(action: str, count: int, becomes: str | None) -> None:
    assert counted(action, count) == becomes


@given(st.text("0123456789", min_size=1, max_size=12))
def test_all_digits_of_a_count_belong_to_it_and_it_is_capped(digits: str) -> None:
    count = Count()
    cards = {str(i): f"card({i})" for i in range(1, 7)}
    begins = next((i for i, d in enumerate(digits) if d not in cards), len(digits))
    for i, digit in enumerate(digits):
        assert count.take(digit, cards.get(digit, "")) == (None if i < begins else "")
    number = min(int(digits[begins:] or "0"), MOST)
    assert count.take("j", "move(1)") == (f"move({number})" if number else None)
    assert count.typed == ""


def test_esc_drops_it() -> None:
    count = Count()
    count.take("7", "")
    assert count.take("escape", "back") == "" and count.take("j", "move(1)") is None


def foot(screen: ReaderScreen) -> str:
    return "".join(p.text for line in screen.query_one("#foot", Bar)._lines for p in line)


async def test_in_a_brief_nought_begins_one_for_digits_are_cards(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, BriefScreen)
        await pilot.press("0", "3", "j")
        three = screen.reader.cursor
        await pilot.press("g", "j", "j", "j")
        assert screen.reader.cursor == three > 0 and screen.card.digit == 1
        await pilot.press("g", "0")
        assert foot(screen) == "0 · the digits of a count, then j, PgDn or G · Esc drops it"
        await pilot.press("3")
        assert "3 · j that many on" in foot(screen) and "Esc drops it" in foot(screen)
        await pilot.press("escape", "j")
        assert app.screen is screen and screen.reader.here == screen.reader.page.stops[screen.reader.cursor]
        one = screen.reader.cursor
        await pilot.press("g", "j")
        assert screen.reader.cursor == one
        await pilot.press("2")
        assert screen.card.digit == 2


async def test_in_the_library_every_digit_does(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        await pilot.press("4", "G")
        assert screen.reader.cursor == 3
        await pilot.press("2", "k")
        assert screen.reader.cursor == 1
        await pilot.press("9", "9", "9", "9", "9", "j")
        assert screen.reader.cursor == len(screen.reader.page.stops) - 1
        await pilot.press("8", "0", "slash")  # none of what counts: it is forgotten
        await pilot.press("escape", "g", "j")
        assert screen.reader.cursor == 1


async def test_a_digit_that_is_bound_by_the_person_is_its_action(make_app: MakeApp) -> None:
    app = make_app(PUTIN_XI)
    Path(app.paths.config).mkdir(parents=True)
    keys = "\n".join(f'"card({i})" = "F{i + 1}"' for i in range(1, 7))
    (app.paths.config / "keys.toml").write_text(f"[brief]\n{keys}\n")
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, BriefScreen)
        assert "F2 F3 F4 F5 F6 F7 card" in foot(screen)
        await pilot.press("3", "j")
        assert screen.card.digit == 1 and screen.reader.cursor > 1
        await pilot.press("f3")
        assert screen.card.digit == 2
    actions.use({})
