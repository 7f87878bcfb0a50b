"""The brief by keyboard: cards, views, sides, originals, find, why, export, where one stood."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from briefing_tui.analysis import rows
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Card
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.state import State
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.palette import Actions, Words
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.why import WhyScreen
from briefing_tui.tui.widgets.cards import CardList
from briefing_tui.tui.widgets.drawn import Bar

from .conftest import PUTIN_XI, TWO_SIDED, MakeApp


def brief(pilot: Pilot[None]) -> BriefScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BriefScreen)
    return screen


def shown(screen: BriefScreen) -> str:
    return screen.reader.page.plain()


def foot(screen: BriefScreen) -> str:
    return "".join(s.text for s in screen.query_one("#foot", Bar).render_line(0))


def heads(screen: BriefScreen) -> str:
    return "".join(s.text for s in screen.query_one("#sides", Bar).render_line(0))


def words(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
@pytest.mark.parametrize("digit", "123456")
async def test_each_card_shows_all_its_points(make_app: MakeApp, size: tuple[int, int], digit: str) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        await pilot.press(digit)
        screen = brief(pilot)
        assert screen.card is CARDS[int(digit) - 1]
        made = screen.content.made
        assert made.right is not None
        keys = {stop.key for stop in screen.reader.page.stops}
        points = [*made.left.on(screen.card), *made.right.on(screen.card)]
        assert {p.id for p in points} <= keys
        if size[0] < 100:  # in one column the words follow each other without the other side's between
            text = words(shown(screen))
            assert all(words(p.text)[:30] in text for p in points)


async def test_a_screen_that_is_taken_away_draws_nothing_more(make_app: MakeApp) -> None:
    """Messages reach it after its widgets are gone: of a size, of its own return to the top."""
    async with make_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        screen = brief(pilot)
        await pilot.press("q")
        assert not screen.query("#head")
        with pilot.app._context():  # as a message to it has it
            assert not screen.there
            screen.on_screen_resume()
            screen.on_resize()


async def test_sides_stand_side_by_side_from_100_columns_and_stack_below(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(100, 30)) as pilot:
        assert {s.x for s in brief(pilot).reader.page.stops} != {0}
    async with make_app(PUTIN_XI).run_test(size=(99, 30)) as pilot:
        assert {s.x for s in brief(pilot).reader.page.stops} == {0}


async def test_a_resize_lays_the_page_out_anew_and_keeps_the_point(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "j", "j")
        before = brief(pilot).reader.here
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        after = brief(pilot).reader.here
        assert before and after and after.key == before.key
        assert brief(pilot).reader.page.width == 79


async def test_j_and_k_move_down_one_side_and_h_and_l_across(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        reader = brief(pilot).reader
        first = reader.here
        await pilot.press("j")
        assert reader.here and first and reader.here.top > first.top and reader.here.column == 0
        await pilot.press("l")
        assert reader.here.column == 1
        await pilot.press("h", "k", "g")
        assert reader.here == first
        await pilot.press("G")
        lefts = [s for s in reader.page.stops if s.column == 0]
        assert reader.here == lefts[-1]


async def test_space_turns_the_page_and_the_mark_comes_along(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 24)) as pilot:
        reader = brief(pilot).reader
        await pilot.press("space")
        assert reader.scroll_offset.y > 10
        here = reader.here
        assert here and here.bottom > reader.scroll_offset.y
        await pilot.press("pageup")
        assert reader.scroll_offset.y < 5


async def test_a_point_longer_than_the_window_can_be_read_to_its_end(
    make_app: MakeApp, tmp_path: Path
) -> None:
    text = tmp_path / "long.txt"
    sentence = "Trade and economic cooperation between Norway and Chile grew in every sector of industry. "
    text.write_text("Norway and Chile met.\n\n" + sentence * 60 + "\n\nTrade in fish grew too.\n")
    async with make_app(paths=[text]).run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        reader = brief(pilot).reader
        here = reader.here
        assert here and here.bottom - here.top > 24
        seen = set()
        for _ in range(20):
            y = reader.scroll_offset.y
            seen |= set(range(y, y + reader.size.height))
            await pilot.press("j")
        assert set(range(here.top, here.bottom)) <= seen
        assert reader.here is not here


async def test_o_shows_the_originals_side_by_side_and_back(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        screen = brief(pilot)
        made = screen.content.made
        assert made.right is not None
        assert (made.left.readout.language, made.right.readout.language) == ("ru", "zh")
        assert "digest · ru" in heads(screen) and "digest · zh" in heads(screen)
        assert any("\u4e00" <= c <= "\u9fff" for c in shown(screen))
        await pilot.press("o")
        made = brief(pilot).content.made
        assert made.right and (made.left.readout.language, made.right.readout.language) == ("en", "en")


async def test_s_walks_through_all_pairs_of_texts(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = brief(pilot)
        seen = {screen.pair}
        for _ in range(3):
            await pilot.press("s")
            seen.add(screen.pair)
        assert len(seen) == 4
        await pilot.press("s")
        assert screen.pair in seen


async def test_v_walks_through_the_views(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = brief(pilot)
        seen = [screen.view]
        for _ in range(5):
            await pilot.press("v")
            seen.append(screen.view)
        assert seen == ["compare", "read", "gaps", "doubts", "coverage", "compare"]


async def test_read_shows_the_whole_text_with_furniture_and_cards(make_app: MakeApp, tmp_path: Path) -> None:
    text = tmp_path / "chile.txt"
    text.write_text(
        "Meeting of the ministers\n\nPhoto: Agency\n\n"
        "Minister of Norway and Minister of Chile met in Oslo.\n\n"
        "They discussed trade and investment. They condemned the war in Ukraine.\n\nRead in full\n"
    )
    async with make_app(paths=[text]).run_test(size=(100, 40)) as pilot:
        await pilot.press("v")
        screen = brief(pilot)
        page = screen.reader.page
        roles = {p.text: p.role for line in page.lines for p in line}
        assert roles["Photo: Agency"] == "dim" and roles["Read in full"] == "dim"
        assert roles["Meeting of the ministers"] == "dim"
        assert roles["They discussed trade and investment."] == "text"
        assert "¶1" in roles and "¶2" in roles and "¶3" not in roles
        digits = {p.text[0]: p.role for line in page.lines for p in line if p.role in CARDS}
        assert digits["2"] == "economy" and digits["4"] == "regional"


async def test_read_changes_sides_with_h_and_l(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("v")
        assert "RUSSIA" in heads(brief(pilot)) and "CHINA" not in heads(brief(pilot))
        await pilot.press("l")
        assert "CHINA" in heads(brief(pilot)) and "RUSSIA" not in heads(brief(pilot))


async def test_a_digit_in_read_goes_to_the_next_point_of_that_card(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "2")
        found = brief(pilot).point()
        assert found and found[1].card is Card.ECONOMY and brief(pilot).view == "read"


async def test_gaps_shows_exactly_the_unmatched_points(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "v")
        screen = brief(pilot)
        made = screen.content.made
        assert made.right
        known = rows.matched(made)
        alone = {p.id for c in (made.left, made.right) for p in c.points if p.id not in known}
        both = {
            ref.point.id
            for account in rows.ledger(made)
            for row in (*account.differing, *account.echoes)
            for ref in (*row.left, *row.right)
        }
        assert {s.key for s in screen.reader.page.stops} == alone | both
        assert "only Russia" in shown(screen)


async def test_coverage_adds_up_and_opens_a_card(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "v", "v", "v")
        screen = brief(pilot)
        shares = [int(w[:-1]) for w in shown(screen).split() if w.endswith("%")]
        assert len(shares) == 12
        assert 97 <= sum(shares[::2]) <= 103 and 97 <= sum(shares[1::2]) <= 103
        await pilot.press("g", "j", "enter")
        assert screen.view == "compare" and screen.card is Card.ECONOMY


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_bottom_line_is_read_before_the_shares(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        await pilot.press("v", "v", "v", "v")
        await pilot.pause()
        screen = brief(pilot)
        reader = screen.reader
        assert reader.scroll_offset.y == 0 and reader.cursor == 0
        below = reader.here and reader.here.bottom > reader.size.height
        assert below, "it takes the whole window"
        for _ in range(2):  # windows
            await pilot.press("j")
            assert reader.cursor == 0 and reader.here
            if reader.here.bottom <= reader.scroll_offset.y + reader.size.height:
                break
        assert reader.here and reader.here.bottom <= reader.scroll_offset.y + reader.size.height
        await pilot.press("j")
        assert reader.cursor == 1 and screen.card is Card.ECONOMY
        await pilot.press("G")
        assert screen.card is Card.CONTEXT
        await pilot.press("g")
        assert (reader.cursor, reader.scroll_offset.y) == (0, 0) and screen.card is Card.BILATERAL
        chosen = screen.query_one(CardList).render_line(0).text
        assert chosen.startswith("▌1 Bilateral")


async def test_why_shows_terms_and_reasons(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = brief(pilot)
        match = screen.content.made.matches[0]
        screen.go_to_point(match.a)
        await pilot.press("equals_sign")
        await pilot.pause()
        why = pilot.app.screen
        assert isinstance(why, WhyScreen)
        text = why.reader.page.plain()
        assert "because of" in text and match.reasons[0] in text and "digest" in text
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_find_goes_to_the_point_and_the_card(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"Venezuela", "enter")
        await pilot.pause()
        found = brief(pilot).point()
        assert found and "Venezuela" in found[1].text and brief(pilot).card is found[1].card
        await pilot.press("full_stop")
        again = brief(pilot).point()
        assert again and "Venezuela" in again[1].text
        await pilot.press("slash")
        await pilot.pause()
        pilot.app.query_one(Input).value = "no such words"
        await pilot.press("enter")
        await pilot.pause()
        assert "nothing holds" in foot(brief(pilot))


async def test_export_writes_and_never_overwrites(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert pilot.app.query_one(Input).value == str(tmp_path / f"{PUTIN_XI}.md")
        await pilot.press("enter")
        await pilot.pause()
        written = (tmp_path / f"{PUTIN_XI}.md").read_text()
        assert written.startswith("# Putin–Xi videoconference")
        await pilot.press("e")
        await pilot.pause()
        prompt = pilot.app.query_one(Input)
        assert prompt.value == str(tmp_path / f"{PUTIN_XI}-2.md")
        prompt.value = str(tmp_path / f"{PUTIN_XI}.md")
        await pilot.press("enter")
        await pilot.pause()
        assert "exists already" in foot(brief(pilot))
        assert (tmp_path / f"{PUTIN_XI}.md").read_text() == written


async def test_escape_leaves_a_question_without_an_answer(make_app: MakeApp, tmp_path: Path) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert not pilot.app.query(Input)
        await pilot.press("2")
        assert brief(pilot).card is Card.ECONOMY


async def test_card_view_and_point_are_remembered(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "j", "j", "o")
        was = brief(pilot).position()
        await pilot.press("ctrl+q")
    app: BriefingApp = make_app(PUTIN_XI)
    assert app.state.last_brief == PUTIN_XI
    async with app.run_test(size=(120, 40)) as pilot:
        assert brief(pilot).position() == was
        assert brief(pilot).card is Card.STABILITY


async def test_damaged_state_is_no_obstacle(make_app: MakeApp, places: object, home: Path) -> None:
    folder = home / "state" / "briefing-tui"
    folder.mkdir(parents=True)
    place = json.dumps({"positions": {PUTIN_XI: {"card": 7, "left": "nowhere"}}, "last": []})
    for text in ("{", place, "[1]"):
        (folder / "state.json").write_text(text)
        assert isinstance(State(folder).position(PUTIN_XI).card, str)
        async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
            assert brief(pilot).reader.here


async def test_a_summary_of_two_sides_opens_with_both(make_app: MakeApp, tmp_path: Path) -> None:
    text = tmp_path / "summary.txt"
    text.write_text(TWO_SIDED)
    async with make_app(paths=[text]).run_test(size=(140, 40)) as pilot:
        screen = brief(pilot)
        assert screen.brief.sides == ("france", "japan")
        assert "FRANCE?  summary?, incomplete · en?" in heads(screen)
        await pilot.press("1")
        assert "unknown: the Japan text is a summary, not complete" in shown(screen) or "¶1" in shown(screen)
        await pilot.press("2")
        assert "hydrogen" in shown(screen)


async def test_one_side_alone_opens_too(make_app: MakeApp, tmp_path: Path) -> None:
    text = tmp_path / "norway.txt"
    text.write_text("Norway’s prime minister met Chile’s president in Oslo.\n\nThey discussed trade.\n")
    async with make_app(paths=[text]).run_test(size=(120, 40)) as pilot:
        screen = brief(pilot)
        for key in ("1", "2", "6", "h", "l", "o", "s", "v", "v", "v", "v", "equals_sign", "q", "d", "u"):
            await pilot.press(key)
            await pilot.pause()
        assert screen.content.made.right is None


async def test_every_action_is_in_the_palette_and_runs_from_there(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        # "Next view: compare, read, gaps, doubts, coverage"
        await pilot.press("ctrl+p", *"coverage", "enter")
        async with asyncio.timeout(15):
            while not (isinstance(pilot.app.screen, BriefScreen) and brief(pilot).view == "read"):
                await pilot.pause(0.02)
        commands = list(pilot.app.get_system_commands(pilot.app.screen))
        assert commands == []


async def test_tab_leads_to_the_list_of_cards_and_back(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("tab", "j", "j")
        assert brief(pilot).card is Card.STABILITY
        await pilot.press("tab", "j")
        assert brief(pilot).card is Card.STABILITY


async def test_j_reaches_every_row_and_keeps_to_its_side(make_app: MakeApp) -> None:
    async with make_app("2022-11-14-xi-biden").run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "v")  # the ledger of gaps: many rows have one side only
        reader = brief(pilot).reader
        rows_seen = {reader.here.row} if reader.here else set()
        for _ in range(3 * len(reader.page.stops)):
            await pilot.press("j")
            assert reader.here
            rows_seen.add(reader.here.row)
        assert rows_seen == {s.row for s in reader.page.stops}


async def test_after_a_row_without_its_side_the_mark_comes_back(make_app: MakeApp) -> None:
    async with make_app("2022-11-14-xi-biden").run_test(size=(120, 40)) as pilot:
        await pilot.press("1", "g")
        reader = brief(pilot).reader
        stops = reader.page.stops
        both = {s.row for s in stops if s.column == 0} & {s.row for s in stops if s.column == 1}
        assert both, "the card has a row with both sides"
        for _ in range(3 * len(stops)):
            await pilot.press("j")
            if reader.here and reader.here.row in both:
                assert reader.here.column == 0


async def test_a_side_added_later_is_not_hidden_by_the_remembered_place(
    make_app: MakeApp, places: Paths
) -> None:
    folder = places.data / "briefs" / "2025-05-03-oslo"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text("---\ntitle: Oslo\n---\n")
    (folder / "norway.en.md").write_text("Norway and Chile discussed trade.\n")
    async with make_app("2025-05-03-oslo").run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+q")
    (folder / "chile.en.md").write_text("Chile and Norway discussed trade.\n")
    async with make_app("2025-05-03-oslo").run_test(size=(120, 40)) as pilot:
        assert brief(pilot).content.made.right is not None


async def test_l_in_read_goes_to_what_the_other_side_says_of_it(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = brief(pilot)
        match = screen.content.made.matches[-1]
        screen.go_to_point(match.a)
        await pilot.press("v", "l")
        found = screen.point()
        partners = {m.b for m in screen.content.made.matches if m.a == match.a}
        assert screen.view == "read" and found and found[1].id in partners


async def test_the_bottom_line_stands_over_the_coverage(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 60)) as pilot:
        await pilot.press("v", "v", "v", "v")
        assert words(brief(pilot).brief.bottom_line)[:80] in words(shown(brief(pilot)))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_a_long_title_leaves_date_and_kind_in_the_head(
    make_app: MakeApp, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    title = " ".join(f"word{i}" for i in range(60))
    long = replace(shelf.open(PUTIN_XI), title=title)
    monkeypatch.setattr(shelf, "open", lambda _: long)
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        await pilot.press("v", "v", "v", "v")
        head = "".join(s.text for s in brief(pilot).query_one("#head", Bar).render_line(0))
        kind = f" · {long.kind}" if size[0] > 60 else ""  # there hardly anything of the title would be left
        assert re.match(rf" word0 word1 .*… · {long.date}{kind}  +coverage · 0 notes +$", head)
        assert words(title) in words(shown(brief(pilot)))  # all of it, where the other words on the whole are


async def test_a_folder_s_name_cannot_command_the_terminal_through_the_prompt(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "red\x1b[31m\u202e"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == f"{PUTIN_XI}.md"
        await pilot.press("enter")
        await pilot.pause()
        assert (folder / f"{PUTIN_XI}.md").is_file()


@pytest.mark.parametrize("word", ["export", "note", "original", "find", "help", "why"])
async def test_the_palette_knows_the_words_of_the_foot(make_app: MakeApp, word: str) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        provider = Actions(brief(pilot))
        assert [hit async for hit in provider.search(word)]


@pytest.mark.parametrize(
    ("key", "same"), [("down", "j"), ("pagedown", "space"), ("end", "G"), ("right", "l")]
)  # fmt: skip
async def test_keys_with_names_do_what_their_letters_do(make_app: MakeApp, key: str, same: str) -> None:
    stood = []
    for pressed in (key, same):
        async with make_app(PUTIN_XI).run_test(size=(120, 24)) as pilot:
            reader = brief(pilot).reader
            await pilot.press(pressed, pressed)
            await pilot.pause()
            stood.append((reader.cursor, reader.scroll_offset.y))
    assert stood[0] == stood[1] != (0, 0)


async def test_keys_that_come_while_the_palette_opens_keep_their_order(make_app: MakeApp) -> None:
    """One is still with the screen below, which is busy, when the next one comes from the terminal."""
    app, free = make_app(PUTIN_XI), asyncio.Event()
    async with app.run_test() as pilot:
        await pilot.pause()
        below = app.screen.focused
        assert below
        below.call_next(free.wait)
        app.action_command_palette()
        below._forward_event(events.Key("x", "x"))
        await app.on_event(events.Key("y", "y"))
        for _ in range(20):
            await asyncio.sleep(0.01)
        free.set()
        words = app.screen.query_one(Words)
        async with asyncio.timeout(15):
            while len(words.value) < 2:
                await pilot.pause(0.02)
        assert words.value == "xy"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_why_has_room_for_every_term_and_its_card_beside_it(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with make_app("2022-11-14-xi-biden").run_test(size=size) as pilot:
        made = brief(pilot).point()
        await pilot.press("equals_sign")
        screen = pilot.app.screen
        assert made and isinstance(screen, WhyScreen)
        lines = screen.reader.page.plain().splitlines()
        first = next(i for i, line in enumerate(lines) if "▪" in line)
        last = next(i for i, line in enumerate(lines) if "that say less" in line)
        terms = lines[first:last]
        assert max(map(len, lines)) < size[0] and not any("…" in line for line in terms)
        text = words("".join(re.sub(r"  [1-6] .*", "", line)[14:] for line in terms))
        assert all(words(e.term) in text for e in made[1].evidence[:3])
        assert max(line.index("  1 Bilateral") for line in terms if "  1 Bilateral" in line) <= 72


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_long_name_of_a_side_gives_way_to_the_kind_of_its_text(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    for name, side in (("a.md", "united-arab-emirates"), ("b.md", "china")):
        (tmp_path / name).write_text(
            f"---\nside: {side}\nlanguage: en\nsource: translation\n---\n\nThey met.\n"
        )
    async with make_app(paths=[tmp_path / "a.md", tmp_path / "b.md"]).run_test(size=size) as pilot:
        assert re.match(r" UNITED .*  translation.* CHINA  translation", heads(brief(pilot)))


async def test_two_sides_of_one_letter_and_a_first_card_without_points(
    make_app: MakeApp, tmp_path: Path
) -> None:
    for side in ("ukraine", "united-states"):
        text = "Trade and investment grew by 5 percent, and tariffs on steel were cut."
        (tmp_path / f"{side}.md").write_text(f"---\nside: {side}\nlanguage: en\n---\n\n{text}\n")
    async with make_app(paths=sorted(tmp_path.glob("*.md"))).run_test(size=(120, 40)) as pilot:
        screen = brief(pilot)
        assert screen.card is Card.ECONOMY and screen.reader.here
        cards = screen.query_one(CardList)
        assert cards.render_line(0).text.split() == ["CARDS", "A", "B"]
        assert cards.render_line(1).text.strip() == "A Ukraine · B United States"
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        assert not brief(pilot).query_one(CardList).render_line(1).text.strip()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_the_question_for_a_card_names_all_of_them(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        await pilot.press("c")
        assert re.search(r"1 Bila.* 6 Sett.* Esc", foot(brief(pilot)))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_editor_says_once_that_it_saves_and_how_it_is_closed(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        await pilot.press("n")
        await pilot.pause()
        about = "".join(s.text for s in brief(pilot).query_one("#about", Bar).render_line(0)).rstrip()
        assert about.endswith("saved as you type") and "Esc closes" in foot(brief(pilot))
