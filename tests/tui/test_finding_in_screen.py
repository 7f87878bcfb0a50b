"""/ in a brief: what is found is set off, n and N go on, Esc ends; and w, the words of a match."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pytest
from textual.pilot import Pilot

from briefing_tui.model import Card
from briefing_tui.tui.lights import places
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.widgets.reader import Reader
from tests.tui.conftest import PUTIN_XI, MakeApp


def screen_of(pilot: Pilot[None]) -> BriefScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BriefScreen)
    return screen


def lit(screen: BriefScreen, role: str) -> list[str]:
    """The words of the page in this role, from top to bottom."""
    page = screen.reader.page
    return [
        next(p.text for p in page.lines[at] if p.x == each.x)[each.start : each.end]
        for at in sorted(page.lit)
        for each in page.lit[at]
        if each.role == role
    ]


def foot(screen: BriefScreen) -> str:
    return "".join(p.text for line in screen.query_one("#foot")._lines for p in line)  # type: ignore[attr-defined]


async def wait_for(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Until it is so; a thread may have a hand in it."""
    end = monotonic() + 30
    while not true():
        assert monotonic() < end
        await pilot.pause(0.02)


async def walk(pilot: Pilot[None], key: str, times: int) -> list[tuple[str, str]]:
    """The points at the mark and what the foot says after each press of a key."""
    screen, seen = screen_of(pilot), []
    for _ in range(times):
        await pilot.press(key)
        here = screen.point()
        assert here
        seen.append((here[1].id, foot(screen).split(" · ")[0]))
    return seen


async def test_n_and_big_n_go_through_both_texts_and_all_cards_and_around(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"Treaty")
        screen = screen_of(pilot)
        made = screen.content.made
        holding = {p.id for c in (made.left, made.right) if c for p in c.points if places(p.text, "treaty")}
        assert len(holding) > 1
        await pilot.press("enter")
        first = screen.point()
        assert first and first[1].id in holding and "Treaty" in lit(screen, "found")
        assert foot(screen) == f"1 of {len(holding)} points with “Treaty” · n next · N before · Esc ends"

        seen = await walk(pilot, "n", len(holding))
        assert {key for key, _ in seen} == holding and seen[-1][0] == first[1].id
        assert [told.split()[0] for _, told in seen] == [*map(str, range(2, len(holding) + 1)), "1"]
        await pilot.press("0", str(len(holding) - 1), "n", "n")
        here = screen.point()
        assert here and here[1].id == first[1].id, "a count, and once more: around"
        back = await walk(pilot, "N", len(holding))
        assert [key for key, _ in back] == [key for key, _ in reversed([seen[-1], *seen[:-1]])]


async def test_esc_ends_the_search_and_n_is_the_note_again(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"treaty", "enter")
        screen = screen_of(pilot)
        await pilot.press("j", "k", "v")
        assert screen.view == "read" and lit(screen, "found"), "other keys do what they do"
        await pilot.press("escape")
        assert screen_of(pilot) is screen and not lit(screen, "found") and "? help" in foot(screen)
        await pilot.press("full_stop")
        assert lit(screen, "found"), "the same words again"
        await pilot.press("escape", "n")
        assert screen.typing is not None
        await pilot.press("escape")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_hits_are_set_off_as_the_words_are_typed_and_no_more_after_esc(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = screen_of(pilot)
        before = screen.reader.cursor
        await pilot.press("slash", *"RUSSI")
        await wait_for(pilot, lambda: "Russi" in lit(screen, "found"))
        assert set(lit(screen, "found")) == {"Russi"} and screen.reader.cursor == before
        await pilot.press("escape")
        await wait_for(pilot, lambda: not lit(screen, "found"))
        assert screen.reader.cursor == before and "? help" in foot(screen)


async def test_what_is_lit_is_drawn_so_and_what_is_selected_over_it(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"equality and", "enter")
        reader = screen_of(pilot).reader
        line = next(at for at, lit in sorted(reader.page.lit.items()) if any(x.role == "found" for x in lit))

        def drawn() -> dict[str, str]:
            """The words of the line by the role in which they are drawn."""
            styles = {reader.role(role): role for role in ("text", "quote", "found", "selected")}
            strip = reader.render_line(line - reader.scroll_offset.y)
            return {styles[s.style]: s.text for s in strip if s.style in styles and s.text.strip()}

        before = drawn()
        assert before["found"] == "equality and" and before["quote"].strip().startswith("mutual")
        reader.select((0, 10_000))
        after = drawn()
        assert before["found"] in after["selected"] and not {"found", "quote"} & set(after)


async def test_what_nothing_holds_is_told(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"Atlantis", "enter")
        screen = screen_of(pilot)
        assert "nothing holds 'Atlantis'" in foot(screen)
        await pilot.press("n")
        assert screen.typing is not None, "the search is not on: n is the note"


async def test_in_the_read_view_the_search_stays_there_and_goes_on_in_the_other_text(
    make_app: MakeApp,
) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "slash", *"victory", "enter")
        screen = screen_of(pilot)
        made = screen.content.made
        order = [p.id for c in (made.left, made.right) if c for p in c.points if places(p.text, "victory")]
        first = screen.point()
        assert first and screen.view == "read"
        seen = [first[1].id] + [key for key, _ in await walk(pilot, "n", len(order) - 1)]
        start = order.index(seen[0])
        assert seen == [*order[start:], *order[:start]] and screen.view == "read"
        assert {key.split(".")[0] for key in seen} == {"russia", "china"}


async def test_chinese_is_found(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("o", "slash", *"战略", "enter")
        assert "战略" in lit(screen_of(pilot), "found")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Élysée", "elysee", ["Élysée"]),
        ("elyse\u0301e", "Élysée", ["elyse\u0301e"]),
        ("Ещё и ещё", "еще", ["Ещё", "ещё"]),
        ("мой мои", "мои", ["мои"]),
        ("the “Power  of\nSiberia” line", '"power of siberia"', ["“Power  of\nSiberia”"]),
        ("Russia–China", "russia-china", ["Russia–China"]),
        ("100% (a+b)", "(A+B)", ["(a+b)"]),
        ("two", "  ", []),
    ],
)  # fmt: skip
def test_what_counts_as_the_same_words(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, words)] == found


async def test_w_sets_off_what_made_the_match_on_both_sides_and_follows_the_mark(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = screen_of(pilot)
        await pilot.press("1", "j")
        row = screen._row()
        assert row and row.matches
        await pilot.press("w")
        await wait_for(pilot, lambda: bool(lit(screen, "matched")))
        words = {word.lower() for word in lit(screen, "matched")}
        for column in (0, 1):
            stop = next(s for s in screen.reader.page.stops if s.row == 1 and s.column == column)
            on = [x for at in range(stop.top, stop.bottom) for x in screen.reader.page.lit.get(at, ())]
            assert [x for x in on if x.role == "matched" and x.x == stop.words[0].x]
        assert any(reason.removeprefix("word ") in words for reason in row.matches[0].reasons)

        await pilot.press("k")
        assert not lit(screen, "matched"), "one side alone has this row"
        await pilot.press("j")
        assert {word.lower() for word in lit(screen, "matched")} == words
        await pilot.press("3")
        assert screen.card is Card.STABILITY
        await pilot.press("w")
        assert not lit(screen, "matched") and "no longer" in foot(screen)


async def test_w_on_a_tie_shows_all_that_both_have(make_app: MakeApp) -> None:
    from dataclasses import replace

    from briefing_tui.analysis import shared

    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        made = screen_of(pilot).content.made
        match = next(m for m in made.matches if len(m.reasons) > 1)
        some = shared.spans(made, replace(match, reasons=match.reasons[:1]))
        everything = shared.spans(made, replace(match, reasons=(), tied=True))
        for key in (match.a, match.b):
            assert set(some[key]) < set(everything[key])


@pytest.mark.parametrize(("key", "asked"), [("slash", "Find:"), ("e", "Write to:")])
async def test_the_foot_of_a_question_has_its_own_keys(make_app: MakeApp, key: str, asked: str) -> None:
    from textual.widgets import Static

    from briefing_tui.tui.widgets.prompt import Prompt

    async with make_app(PUTIN_XI).run_test(size=(80, 24)) as pilot:
        screen = screen_of(pilot)
        await pilot.press(key)
        await wait_for(pilot, lambda: bool(screen.query(Prompt)))
        assert str(screen.query_one(Prompt).query_one(Static).content) == asked
        assert foot(screen) == "Enter takes it · Esc drops it"
        await pilot.press("escape")
        assert "j/k point" in foot(screen)


async def test_the_longest_bar_of_why_leaves_room_before_its_term(make_app: MakeApp) -> None:
    import re

    async with make_app("welcome").run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "equals_sign")
        plain = pilot.app.screen.query_one(Reader).page.plain()
        assert "24.3 ▪" in plain and not re.search(r"▪\w", plain)
