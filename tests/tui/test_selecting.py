"""Selecting by sentences and words: the span stays in the text, moves are each other's opposites, and the
page knows where every word is drawn.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief, Card, original_pair, pairs
from briefing_tui.reading import sentences
from briefing_tui.tui import views
from briefing_tui.tui.page import Page, runs
from briefing_tui.tui.selecting import Selection, first
from briefing_tui.tui.typography import wrap
from briefing_tui.tui.views import Content
from briefing_tui.tui.widgets.reader import Reader, _between

from .conftest import PUTIN_XI, MakeApp

ENGLISH = "They met on Tuesday. The “Board of Peace”, he said, is new! Trade grew to $240 billion."
RUSSIAN = "Стороны обсудили торгово-экономическое сотрудничество. Оборот — 200,5 млрд долларов."
CHINESE = "两国元首会晤。双方同意“和平之友”小组，贸易额达2000亿美元。"
MOVES = [
    (move, step)
    for move in (Selection.sentence, Selection.grow, Selection.end_word, Selection.start_word)
    for step in (1, -1)
]
texts = st.sampled_from([ENGLISH, RUSSIAN, CHINESE, "один", "。", "“”"]) | st.text(
    alphabet="ab -.“”’,!中系，。、（）0\nдЩ$", min_size=1, max_size=60
).filter(lambda t: bool(t.strip()))


def words(selection: Selection) -> str:
    return selection.text[selection.start : selection.end]


@given(texts, st.lists(st.sampled_from(MOVES), max_size=25))
@settings(deadline=None)
def test_a_selection_stays_in_its_text_and_is_never_empty(text: str, moves: list) -> None:  # type: ignore[type-arg]
    selection = first(text)
    for move, step in moves:
        selection = move(selection, step)
        assert 0 <= selection.start < selection.end <= len(text)
        assert words(selection).strip() == words(selection)


@given(texts, st.lists(st.sampled_from(MOVES), max_size=15), st.sampled_from(MOVES))
@settings(deadline=None)
def test_a_move_that_went_somewhere_is_undone_by_its_opposite(text: str, moves: list, last: tuple) -> None:  # type: ignore[type-arg]
    move, step = last
    before = first(text)
    for other, way in moves:
        before = other(before, way)
    settled = move(before, step)  # from here on at a bound of this move's own kind
    further = move(settled, step)
    if further != settled:
        assert move(further, -step) == settled


def test_sentences() -> None:
    s = first(ENGLISH)
    assert words(s) == "They met on Tuesday."
    assert words(s.sentence(1)) == "The “Board of Peace”, he said, is new!"
    assert s.sentence(-1) == s and words(s.sentence(1).sentence(1).sentence(1)).startswith("Trade")
    assert words(s.grow(1)).endswith("is new!") and s.grow(1).grow(-1) == s and s.grow(-1) == s
    assert words(s.end_word(-1).end_word(-1).sentence(1)).startswith("The “Board")


@pytest.mark.parametrize(
    ("text", "ends", "starts", "selected"),
    [
        # The end goes back over marks and words, the beginning over words and opening marks alone.
        (ENGLISH[21:], -7, 1, "“Board of Peace”"),
        (ENGLISH[21:], -8, 2, "Board of Peace"),
        (RUSSIAN, -2, 2, "торгово-экономическое"),
        (CHINESE, -1, 4, "会晤"),
        ("贸易额达2000亿美元。", -2, 4, "2000亿美"),
        ("up to $240 billion", 0, 2, "$240 billion"),
    ],
)
def test_words(text: str, ends: int, starts: int, selected: str) -> None:
    s = first(text)
    for _ in range(abs(ends)):
        s = s.end_word(1 if ends > 0 else -1)
    for _ in range(starts):
        s = s.start_word(1)
    assert words(s) == selected


@given(st.tuples(*[st.integers(0, 30)] * 4))
def test_what_is_painted_anew_holds_all_that_changes(at: tuple[int, int, int, int]) -> None:
    a, b = sorted(at[:2]), sorted(at[2:])
    painted = {i for start, end in _between((a[0], a[1]), (b[0], b[1])) for i in range(start, end)}
    assert set(range(*a)) ^ set(range(*b)) <= painted


@given(texts, st.integers(2, 40))
@settings(deadline=None)
def test_runs_hold_every_letter_once(text: str, width: int) -> None:
    lines = wrap(text, width)
    found = list(runs(text, lines, 3, 5))
    drawn = "".join(text[r.start : r.end] for r in found)
    assert "".join(drawn.split()) == "".join(text.split())
    assert all(text[r.start : r.end] == lines[r.line - 3][r.skip : r.skip + r.end - r.start] for r in found)


def drawn_words(page: Page, key: str) -> str:
    """The words of a stop, read off the page at the places that it names."""
    stop = next(s for s in page.stops if s.key == key and s.words)
    read = []
    for run in stop.words:
        [piece] = [p for p in page.lines[run.line] if p.x == run.x]
        assert stop.top <= run.line < stop.bottom
        read.append(piece.text[run.skip : run.skip + run.end - run.start])
    return "".join("".join(read).split())


def bundled(shelf: Shelf) -> list[Brief]:
    return [shelf.open(e.id) for e in shelf.entries()]


@pytest.mark.parametrize("width", [79, 111, 160])
def test_every_view_knows_where_the_words_of_its_points_are(shelf: Shelf, width: int) -> None:
    for brief in bundled(shelf):
        for pair in (pairs(brief)[0], original_pair(brief, pairs(brief)[0])):
            made = shelf.compare(brief, pair)
            content = Content(made, stacked=width < 100)
            pages = [views.read(content, 0, width), views.read(content, 1, width)]
            pages += [views.gaps(content, width), views.doubts(content, width)]
            pages += [views.compare(content, card, width) for card in Card._known.values()]
            points = {p.id: p for c in (made.left, made.right) if c for p in c.points}
            for page in pages:
                for stop in page.stops:
                    if stop.key in points and stop.words:
                        text = points[stop.key].text
                        assert drawn_words(page, stop.key) == "".join(text.split())
            assert all(s.words for page in pages[:4] for s in page.stops if s.key in points)


def test_the_cells_of_a_table_are_found_one_by_one() -> None:
    text = "Trade | 240 | billion\nGas | 30 | bcm"
    lines = ["Trade │ 240 │ billion", "Gas   │ 30  │ bcm"]
    found = [text[r.start : r.end] for r in runs(text, lines, 0, 0)]
    assert found == ["Trade", "240", "billion", "Gas", "30", "bcm"]
    last = list(runs(text, lines, 0, 0))[-1]
    assert (last.line, last.skip) == (1, cell_len("Gas   │ 30  │ "))


def test_sentences_of_the_bundled_points_are_those_of_their_paragraphs(shelf: Shelf) -> None:
    """So a selection that begins with a sentence begins where the reader sees one."""
    for brief in bundled(shelf):
        for carded in (m for m in (shelf.compare(brief, pairs(brief)[0]).left,) if m):
            for point in carded.points:
                block = carded.readout.paragraph(point.paragraph)
                assert block
                whole = {(a - point.start, b - point.start) for a, b in sentences.split(block.text)}
                assert set(sentences.split(point.text)) <= whole


async def test_what_is_selected_hides_no_word(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        reader = pilot.app.screen.query_one(Reader)
        assert reader.here and len(reader.here.words) > 4

        def lines() -> list[str]:
            return [reader.render_line(y).text for y in range(12)]

        before, end = lines(), reader.here.words[-1].end
        for span in combinations(range(0, end + 1, 9), 2):
            reader.selected = span
            assert lines() == before, span
