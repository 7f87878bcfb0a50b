"""``V``, then ``y`` or ``c``: exactly the selected words are copied, exactly their sentences moved."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input

from briefing_tui.analysis.compare import compare
from briefing_tui.analysis.corrections import apply, replaced
from briefing_tui.cli.group import cli
from briefing_tui.library.folder import read_folder
from briefing_tui.model import CARDS, Brief, Card, Carded, Comparison, Correction, Point, pairs
from briefing_tui.notes import anchors
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.notes.store import NoteStore
from briefing_tui.reading import sentences
from briefing_tui.tui import views
from briefing_tui.tui.screens.selecting import _words
from briefing_tui.tui.selecting import Selection, first

from .conftest import PUTIN_XI, MakeApp
from .test_copying import Wire
from .test_quoting_in_screen import bar, brief, highlighted, press

MOVES = [
    (move, step)
    for move in (Selection.sentence, Selection.grow, Selection.end_word, Selection.start_word)
    for step in (1, -1)
]
BRIEFS = Path(__file__).parents[2] / "briefs"
pytestmark = pytest.mark.usefixtures("plain_terminal")


async def long_point(pilot: Pilot[None], at_least: int = 3, view: str = "read") -> Point:
    """The mark at a point of so many sentences, in a view; gives the point."""
    screen = brief(pilot)
    await press(pilot, *"v" * views.VIEWS.index(view))
    for card in "123456" if view == "compare" else " ":
        await press(pilot, *card.strip())
        for i, stop in enumerate(screen.reader.page.stops):
            screen.reader.go(i)
            here = screen.point()
            if stop.words and here and len(sentences.split(here[1].text)) >= at_least:
                return here[1]
    pytest.fail("no point of this text is so long any more")


def texts(pilot: Pilot[None]) -> list[tuple[str, Card]]:
    made = brief(pilot).content.made
    return [(p.text, p.card) for c in (made.left, made.right) if c for p in c.points]


# -- copied ---------------------------------------------------------------------------------------


async def test_y_sends_exactly_the_selected_words_with_their_source(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        point = await long_point(pilot)
        await press(pilot, "V", "j", "L", "h", "h")
        shown = highlighted(brief(pilot).reader)
        await press(pilot, "y")
        [text] = wire.texts()
        words, source = text.split("\n")
        assert words == shown and words in point.text and words != point.text
        assert source.startswith(f"— Russia ¶{point.paragraph} (digest, en): ")
        assert f"{len(text)} characters, the words, sources named" in bar(pilot, "#foot")
        assert highlighted(brief(pilot).reader) == "" and brief(pilot).typing is None


async def test_where_the_terminal_takes_none_a_file_is_offered(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with make_app(PUTIN_XI).run_test(size=(80, 24)) as pilot:
        await long_point(pilot)
        await press(pilot, "V")
        shown = highlighted(brief(pilot).reader)
        await press(pilot, "y")
        file = Path(pilot.app.screen.query_one(Input).value).expanduser()
        assert file.name == f"{PUTIN_XI}-words.md"
        await press(pilot, "enter")
        assert file.read_text("utf-8").startswith(f"{shown}\n— Russia ¶")


async def test_what_a_summary_quotes_is_told_of_the_words_that_are_copied_alone(
    make_app: MakeApp, tmp_path: Path
) -> None:
    """In the bundled briefs no quotation fails to be found: here one does, in the second sentence."""
    head = "---\nside: france\nlanguage: en\nsource: {}\n---\n\n"
    summary = 'Trade grew in the year. He called it "a bridge over very cold water" then. Trade will grow.\n'
    (tmp_path / "sum.md").write_text(head.format("summary") + summary)
    (tmp_path / "own.md").write_text(head.format("official") + "Trade grew by far. It was a good year.\n")
    async with make_app(paths=[tmp_path / "sum.md", tmp_path / "own.md"]).run_test(size=(120, 40)) as pilot:
        wire = Wire(pilot.app)  # type: ignore[arg-type]
        made = brief(pilot).content.made
        quoting = [c for c in (made.left, made.right) if c and any(not q.found_in for q in c.quotations)]
        [point] = [p for c in quoting for p in c.points if p.id == c.quotations[0].point]
        brief(pilot).go_to_point(point.id)
        ways = {}
        for keys in ("", "j", "jj"):
            await press(pilot, "V", *keys, "y")
            ways[keys] = "not in France’s own text" in wire.texts()[-1]
        assert ways == {"": False, "j": True, "jj": False}


# -- moved ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("view", ["compare", "read", "gaps"])
async def test_c_and_a_digit_move_exactly_the_selected_sentences(
    make_app: MakeApp, notes: NoteStore, size: tuple[int, int], view: str
) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        before = texts(pilot)
        point = await long_point(pilot, view=view)
        (start, _), (_, end), *_ = sentences.split(point.text)[1:]
        chosen = point.text[start:end]
        digit = "2" if point.card is not Card.ECONOMY else "3"
        card = CARDS[int(digit) - 1]
        await press(pilot, "V", "j", "J", "c")
        assert "6 Setting · Esc" in bar(pilot, "#foot") and chosen.startswith(
            highlighted(brief(pilot).reader)[:20]
        )
        await press(pilot, digit)
        assert bar(pilot, "#foot") == f"2 sentences moved to {digit} {card.heading}; u undoes"
        here = brief(pilot).point()
        assert here and (here[1].text, here[1].card, here[1].was) == (chosen, card, point.card)
        assert [t for t in texts(pilot) if t not in before] == [
            t for t in texts(pilot) if t[0] in point.text and t[0] != point.text
        ]
        [kept] = CorrectionStore(notes.folder).of(PUTIN_XI)
        assert kept.a.exact == chosen and kept.card is card
        await press(pilot, "u")
        assert bar(pilot, "#foot") == f"undone: 2 sentences moved to {digit} {card.heading}"
        now = brief(pilot).point()
        assert texts(pilot) == before and now and now[1].text == point.text
        assert CorrectionStore(notes.folder).of(PUTIN_XI) == []


async def test_words_within_a_sentence_take_all_of_it_and_it_is_shown_before(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(200, 40)) as pilot:
        point = await long_point(pilot)
        start, end = sentences.split(point.text)[1]
        await press(pilot, "V", "j", "L", "h", "h", "c")
        assert highlighted(brief(pilot).reader) == point.text[start:end]
        assert bar(pilot, "#foot").startswith("move the whole sentence to card: 1 Bilateral")
        digit = "2" if point.card is not Card.ECONOMY else "3"
        await press(pilot, digit)
        assert bar(pilot, "#foot").startswith(f"the whole sentence moved to {digit} ")
        here = brief(pilot).point()
        assert here and here[1].text == point.text[start:end]


async def test_all_of_a_point_is_moved_as_the_point(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        point = await long_point(pilot)
        digit = "2" if point.card is not Card.ECONOMY else "3"
        await press(pilot, "V", *"J" * 30, "c", digit)
        assert bar(pilot, "#foot").startswith(f"moved to {digit} ")
        here = brief(pilot).point()
        assert here and here[1].text == point.text


@pytest.mark.parametrize("key", ["escape", "tab"])
async def test_the_question_left_moves_nothing_and_the_mark_stays(make_app: MakeApp, key: str) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        before, point = texts(pilot), await long_point(pilot)
        await press(pilot, "V", "c", "x", "9", key)
        here = brief(pilot).point()
        assert texts(pilot) == before and here and here[1].id == point.id
        assert highlighted(brief(pilot).reader) == "" and brief(pilot).typing is None


async def test_the_card_that_it_is_on_already(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        point = await long_point(pilot)
        await press(pilot, "V", "c", str(point.card.digit))
        assert "it is on" in bar(pilot, "#foot") and CorrectionStore(notes.folder).of(PUTIN_XI) == []


async def test_show_and_export_tell_of_moved_sentences_as_of_a_moved_point(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        point = await long_point(pilot)
        digit = "2" if point.card is not Card.ECONOMY else "3"
        await press(pilot, "V", "j", "c", digit)
        here = brief(pilot).point()
        assert here
    for command, told in (
        (["show", PUTIN_XI], f"moved by you from card {point.card.digit}"),
        (["export", PUTIN_XI, "-o", "-"], f"moved here by the analyst from {point.card.digit} "),
    ):
        printed = CliRunner().invoke(cli, command, catch_exceptions=False)
        assert printed.exit_code == 0 and printed.output.count(told) == 1
        assert here[1].text[:40] in " ".join(printed.output.split())


# -- any selection of any point, after any others ---------------------------------------------------


@cache
def bundled() -> tuple[Comparison, ...]:
    briefs: list[Brief] = [read_folder(folder, "bundled") for folder in sorted(BRIEFS.iterdir())]
    found = [(brief.readout(p.left), brief.readout(p.right or "")) for brief in briefs for p in pairs(brief)]
    return tuple(compare(left, right) for left, right in found if left)


def sides(made: Comparison) -> list[Carded]:
    return [c for c in (made.left, made.right) if c]


def spread(carded: Carded) -> list[list[Card]]:
    """Of every sentence of the body the cards of the points that have it, or a part of it."""
    return [
        [p.card for p in carded.points if p.paragraph == b.number and p.start < end and start < p.end]
        for b in carded.readout.body
        if b.number is not None
        for start, end in sentences.split(b.text)
    ]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_after_any_moves_every_sentence_is_in_one_point_and_none_but_the_selected_have_moved(
    data: st.DataObject,
) -> None:
    program = made = data.draw(st.sampled_from(bundled()))
    kept: list[Correction] = []
    for number in range(data.draw(st.integers(1, 4))):
        carded = data.draw(st.sampled_from(sides(made)))
        point = data.draw(st.sampled_from(carded.points))
        selection = first(point.text)
        for move, step in data.draw(st.lists(st.sampled_from(MOVES), max_size=8)):
            selection = move(selection, step)
        whole, count = selection.whole()
        assert whole.start <= selection.start and selection.end <= whole.end
        card = data.draw(st.sampled_from(CARDS))
        about = replace(anchors.to_point(*_words((carded, point), whole)), card=None)
        new = Correction(f"{number}", "talks", "", "", "move", about, card=card)
        kept = [*(c for c in kept if c not in replaced(program, kept, new)), new]
        now = apply(program, kept)
        for before, after in zip(sides(made), sides(now), strict=True):
            one_each = spread(after)
            assert all(len(cards) == 1 for cards in one_each)
            moved = sum(a != b for a, b in zip(spread(before), one_each, strict=True))
            assert moved == (count if before is carded and card is not point.card else 0)
        made = now


@pytest.mark.parametrize("seed", range(4))
async def test_undone_one_by_one_any_moves_give_the_comparison_back(
    make_app: MakeApp, notes: NoteStore, seed: int
) -> None:
    chance = Random(seed)
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = brief(pilot)
        stages = [screen.content.made]
        await press(pilot, *"v" * chance.choice((0, 1)))
        for _ in range(6):
            screen.reader.go(chance.randrange(len(screen.reader.page.stops)))
            await press(pilot, "V", *chance.choices("jJkKlhLH", k=5), "c", chance.choice("123456"))
            if bar(pilot, "#foot").endswith("u undoes"):
                stages.append(screen.content.made)
        assert len(stages) > 2
        while len(stages) > 1:
            assert screen.content.made == stages.pop()
            await press(pilot, "u")
        assert screen.content.made == stages[0]
        assert CorrectionStore(notes.folder).of(PUTIN_XI) == []
