"""How a page is laid out to be read: measure, columns, the column of notes, signs, what is set off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from rich.cells import cell_len

from briefing_tui.analysis.compare import compare
from briefing_tui.model import CARDS, Anchor, Card, Carded, Comparison, Note, Point, Readout, SourceKind
from briefing_tui.reading import load
from briefing_tui.reading.load import Source
from briefing_tui.tui import typography, views
from briefing_tui.tui.lights import phrases, quoted
from briefing_tui.tui.page import Page
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.views import Content

from .conftest import PUTIN_XI, MakeApp

LONG = (
    "Bilateral trade grew to $240 billion last year, and both sides agreed to widen it in energy, farming, "
    "transport and science, for it is in the interest of the two peoples and of the wider world as a whole."
)
ALONE = "The leaders will meet in Shenzhen in November at the summit of the Asia-Pacific forum."


def text(body: str, side: str, source: SourceKind = SourceKind.OFFICIAL) -> Readout:
    readout = load.read_source(Source("t.md", body, True), f"{side}.en", side=side, language="en")[0]
    return replace(readout, source=source, complete=source.complete_by_default)


def trade(source: SourceKind = SourceKind.OFFICIAL) -> Comparison:
    made = compare(text(f"{LONG}\n\n{ALONE}", "russia"), text(LONG, "china", source))
    assert made.matches
    return made


def pages(content: Content, width: int) -> Iterator[Page]:
    yield from (views.compare(content, card, width) for card in CARDS)
    yield views.gaps(content, width)
    yield views.doubts(content, width)
    yield from (views.read(content, column, width) for column in (0, 1))


def note(made: Comparison, at: int, body: str) -> Note:
    point = made.left.points[at]
    return Note(body, "b", "", "", "", Anchor(point.card, "russia", "en", point.paragraph, point.text), body)


@pytest.fixture(autouse=True)
def the_usual_measure() -> Iterator[None]:
    yield
    typography.use_measure(72)


@pytest.mark.parametrize("measure", [40, 72, 100])
def test_no_line_is_longer_than_the_measure_and_none_wider_than_the_page(measure: int) -> None:
    typography.use_measure(measure)
    made = trade()
    notes = {made.left.points[0].id: [note(made, 0, "word " * 60)]}
    for width in (59, 79, 100, 126, 166, 300):
        for content in (Content(made, notes, stacked=width < 99), Content(made, notes, margin=True)):
            if width < 126 and content.margin:
                continue
            for page in pages(content, width):
                pieces = [p for line in page.lines for p in line]
                assert [p for p in pieces if p.x + cell_len(p.text) > width] == []
                assert [p for p in pieces if cell_len(p.text.lstrip(" ✎")) > measure] == []
    longest = max(cell_len(p.text) for line in views.read(Content(made), 0, 300).lines for p in line)
    assert longest > measure - 12


def test_columns_stay_near_each_other_on_a_wide_screen() -> None:
    laid = views.columns(Content(trade()), 300)
    assert laid.text == 72 and laid.at(1) == 6 + 72 + 1 + 1
    narrow = views.columns(Content(trade()), 119)
    assert narrow.at(1) == 60 and narrow.text == 52


@pytest.mark.parametrize("width", [126, 166, 207, 300])
@pytest.mark.parametrize("whole", [False, True])
def test_the_column_of_notes_stands_behind_the_sides_and_has_room(width: int, whole: bool) -> None:
    laid = views.columns(Content(trade(), margin=True), width, whole=whole)
    end = laid.at(0 if whole else 1) + laid.side
    assert end < laid.notes and laid.notes + laid.room <= width
    assert 27 <= laid.room <= 44 and laid.text >= 41


def test_a_note_in_the_column_stands_beside_its_row_and_moves_no_text() -> None:
    made = trade()
    keys = [p.id for p in made.left.points]
    notes = {keys[0]: [note(made, 0, "first " * 40)], keys[1]: [note(made, 1, "second")]}
    without, with_notes = (views.read(Content(made, n, margin=True), 0, 166) for n in ({}, notes))
    assert [(s.key, s.top, s.bottom) for s in without.stops] == [
        (s.key, s.top, s.bottom) for s in with_notes.stops
    ]
    at = views.columns(Content(made, margin=True), 166, whole=True).notes
    beside = {i: p.text for i, line in enumerate(with_notes.lines) for p in line if p.x > at}
    first = with_notes.stops[0]
    assert beside[first.top].startswith("✎ Russia ¶1: first")
    second = next(i for i, words in beside.items() if "second" in words)
    assert second >= with_notes.stops[1].top and beside[second].startswith("✎ Russia ¶2: second")
    assert sorted(beside) == [*range(first.top, first.top + 6), second], "six lines of the long one"
    narrow = views.read(Content(made, notes), 0, 166)
    assert "    ✎ second" in narrow.plain(), "without the column they stand under their points"


def test_notes_on_the_card_end_the_page_and_can_be_stood_on() -> None:
    made = trade()
    card = made.left.points[0].card
    loose = Note("n1", "b", "", "", "", Anchor(card), "on the card")
    page = views.compare(Content(made, {}, [loose], margin=True), card, 166)
    stop = page.stops[-1]
    assert (stop.key, stop.column) == ("note:n1", 2)
    assert stop.bottom == len(page.lines) and stop.x == views.columns(Content(made, margin=True), 166).notes
    assert page.beyond(len(page.stops) - 2, 1, 0) == len(page.stops) - 1


def test_what_one_side_alone_has_bears_a_line_and_a_broken_one_where_that_is_not_sure() -> None:
    for source, sign, other in ((SourceKind.OFFICIAL, "│", "┊"), (SourceKind.SUMMARY, "┊", "│")):
        made = trade(source)
        alone = made.left.points[-1]
        for page in (
            views.compare(Content(made), alone.card, 120), views.gaps(Content(made), 120),
            views.read(Content(made), 0, 120),
        ):  # fmt: skip
            x = 9 if page.plain() == views.read(Content(made), 0, 120).plain() else 4
            for stop in page.stops:
                if stop.column == 0:
                    there = {
                        p.text for at in range(stop.top, stop.bottom) for p in page.lines[at] if p.x == x
                    }
                    assert there == ({sign} if stop.key == alone.id else set())
                    assert other not in there
    only = replace(trade(), right=None, matches=())
    assert "│" not in views.read(Content(only), 0, 120).plain()


def test_a_remark_with_a_sign_hangs_under_its_words() -> None:
    from briefing_tui.tui.marks import hanging

    lines = hanging("≠ figures differ: 240 billion / 190 billion", 20)
    assert lines[0].startswith("≠ figures") and all(line.startswith("  ") for line in lines[1:])
    assert hanging("plain words", 20) == ["plain words"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("He called it “very warm” and “useful”.", ["“very warm”", "“useful”"]),
        ("Он назвал это «„Силой Сибири“ и другим».", ["«„Силой Сибири“ и другим»"]),
        ("坚持「一个中国」和“四个应该”。", ["「一个中国」", "“四个应该”"]),
        ('He said "it is time" and 5" of rain', ['"it is time"']),
        ("cut by the end of “the point", []),
        ("the leaders’ own words", []),
    ],
)  # fmt: skip
def test_quotations_with_their_marks(words: str, found: list[str]) -> None:
    assert [words[start:end] for start, end in quoted(words)] == found


def test_lit_words_are_found_on_every_line_that_they_stand_on() -> None:
    made = trade()
    page = views.compare(Content(made), made.left.points[0].card, 100)
    point = made.left.points[0]
    start = point.text.index("billion")
    end = point.text.index("science") + 7

    def lit(role: str) -> str:
        return " ".join(
            next(p.text for p in page.lines[at] if p.x == each.x)[each.start : each.end]
            for at in sorted(page.lit)
            for each in page.lit[at]
            if each.role == role
        )

    changed = page.light("found", {point.id: [(start, end)]})
    assert lit("found") == point.text[start:end] and len(changed) > 1
    page.light("matched", {point.id: [(start, start + 7)]})
    assert lit("matched") == "billion" and lit("found") == point.text[start:end]
    assert page.light("found", {point.id: [(start, end)]}) == set()
    assert page.light("found", {}) == changed and not lit("found") and lit("matched")


def lit(page: Page) -> list[str]:
    """What is set off on the page as a quotation is."""
    shown = sorted((line, each) for line, found in page.lit.items() for each in found if each.role == "quote")
    return [p.text[e.start : e.end] for line, e in shown for p in page.lines[line] if p.x == e.x]


@pytest.mark.parametrize(
    ("source", "set_off"),
    [("official", ["win-win cooperation", "“frank talks”"]), ("digest", ["“frank talks”"])],
)
async def test_set_phrases_in_the_sides_own_words_are_set_off(
    make_app: MakeApp, tmp_path: Path, source: str, set_off: list[str]
) -> None:
    body = "They spoke of win-win cooperation after “frank talks” in Bali."
    path = tmp_path / "china.en.md"
    path.write_text(f"---\nside: china\nlanguage: en\nsource: {source}\n---\n\n{body}\n", "utf-8")
    for kept in (False, True):  # in the cache
        async with make_app(paths=[path]).run_test(size=(120, 40)) as pilot:
            await pilot.press("v")
            assert lit(pilot.app.screen.reader.page) == set_off, kept  # type: ignore[attr-defined]


def test_a_phrase_that_a_point_has_in_part_is_set_off_in_part() -> None:
    text = "one two three four"
    both = [Point(str(s), 1, s, e, text[s:e], Card.ECONOMY) for s, e in ((0, 7), (8, 18))]
    spans = ((1, 4, 13), (1, 14, 18), (2, 0, 3))
    carded = Carded(Readout("x", "x", "X", "en", SourceKind.OFFICIAL, True, ()), tuple(both), (), spans)
    assert [[p.text[s:e] for s, e in phrases(carded, p)] for p in both] == [["two"], ["three", "four"]]


@pytest.mark.parametrize("width", [59, 79, 98, 99, 119, 167])
@pytest.mark.parametrize("name", ["china", "european-union", "united-arab-emirates"])
def test_the_bars_of_the_coverage_give_way_to_what_is_said_behind_them(width: int, name: str) -> None:
    points = "\n\n".join([f"{i}. {LONG}" for i in range(12)])
    made = compare(text(f"{points}\n\n{ALONE}", name), text(points, "russia"))
    page = views.coverage(Content(made), "", width)
    lines = page.plain().split("\n")
    shares = [line for line in lines if "%" in line]
    assert len(shares) == 2 * len(CARDS) and all(line.endswith(" shared") for line in shares)
    assert any("█" in line for line in shares)
    assert max(map(cell_len, lines)) < width
    if width >= 80:
        assert any(line.lstrip().startswith(made.left.readout.side_name) for line in shares)


@pytest.mark.parametrize("size", [(60, 14), (80, 24), (120, 40)])
@pytest.mark.parametrize("reopened", [False, True])
async def test_the_read_view_opens_at_the_beginning_of_the_paragraph_of_the_mark(
    make_app: MakeApp, size: tuple[int, int], reopened: bool
) -> None:
    inside = 0
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BriefScreen)
        points = [(column, p) for column, c in enumerate(screen.content.made.texts) for p in c.points]
        later = [b for a, b in pairwise(points) if a[1].paragraph == b[1].paragraph]
        for column, key in ((column, point.id) for column, point in (*points[::6], *later)):
            screen.view = "compare"
            screen.go_to_point(key)
            await pilot.pause()
            if reopened:
                screen.view, screen._column = "read", column
                screen.reader.show(screen._page(), key)
            else:
                await pilot.press("v")
            await pilot.pause()
            here, y, height = screen.reader.here, screen.reader.scroll_offset.y, screen.reader.size.height
            assert here and here.key == key and screen.view == "read" and here.block is not None
            tall = here.bottom - here.top > height - 2
            assert y <= here.top < y + height and (tall or here.bottom <= y + height), "it comes first"
            if here.bottom - here.block <= height:
                assert y <= here.block and here.bottom <= y + height
                assert any(p.text.startswith("¶") for p in screen.reader.page.lines[here.block])
                end = len(screen.reader.page.lines) - height
                assert y in (0, here.block, end), "the top line is no half sentence"
                inside += here.block < here.top
    assert inside > 1
