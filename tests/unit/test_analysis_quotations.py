"""What a summary quotes is looked up in the side's own texts, word for word; the rest is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing_tui.analysis.compare import compare
from briefing_tui.model import Quotation, Readout, SourceKind
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

OFFICIAL = (
    "The President spoke of a partnership with no limits. He said that trade, which had grown for years, "
    "would grow again. Peace is our common goal."
)
CHINESE = "习近平指出，双方要坚持互利共赢，深化能源合作。"


def text(
    body: str, key: str = "russia.summary.en", source: SourceKind = SourceKind.SUMMARY, language: str = "en"
) -> Readout:
    made = load.read_source(Source("t.txt", body, False), f"russia.{language}")[0]
    return replace(made, key=key, side="russia", language=language, source=source)


def quotations(summary: Readout, *others: Readout) -> tuple[Quotation, ...]:
    found = compare(summary, None, others).left.quotations
    points = {p.id: p.text for p in compare(summary, None, others).left.points}
    assert all(points[q.point][q.start : q.end] == q.text for q in found), "where it says that it stands"
    return found


def said(summary: str, official: str = OFFICIAL, language: str = "en") -> list[tuple[str, str]]:
    own = text(official, f"russia.{language}", SourceKind.OFFICIAL, language)
    return [(q.text, q.found_in) for q in quotations(text(summary, language=language), own)]


@pytest.mark.parametrize(
    "quoted",
    [
        "“partnership with no limits”", "«partnership with no limits»", '"partnership with no limits"',
        "“Partnership with no LIMITS,”", "“peace is our common goal”",
    ],
)  # fmt: skip
def test_words_that_are_there_are_found(quoted: str) -> None:
    assert said(f"Moscow praised a {quoted} today.") == [(quoted[1:-1], "russia.en")]


@pytest.mark.parametrize(
    "quoted", ["a partnership without limits", "limits of partnership", "artnership with no limits"]
)
def test_words_that_are_not_there_are_not_found(quoted: str) -> None:
    assert said(f"Moscow praised “{quoted}” today.") == [(quoted, "")]


@pytest.mark.parametrize("dots", ["...", "…", " [...] ", " <...> ", " [all of it] "])
def test_omitted_words_part_a_quotation(dots: str) -> None:
    quoted = f"trade{dots}would grow again"
    assert said(f"He said that “{quoted}”.") == [(quoted, "russia.en")]
    quoted = f"trade{dots}would fall again"
    assert said(f"He said that “{quoted}”.") == [(quoted, "")]


def test_one_word_is_no_quotation() -> None:
    assert said("The “partnership” of “no limits” was praised.") == [("no limits", "russia.en")]


@pytest.mark.parametrize("marks", ["「」", "“”"])
def test_chinese_words(marks: str) -> None:
    before, after = marks[0], marks[1]
    summary = f"他说{before}坚持互利共赢{after}，还说{before}深化贸易合作{after}，又提{before}共赢{after}。"
    assert said(summary, CHINESE, "zh") == [("坚持互利共赢", "russia.zh"), ("深化贸易合作", "")]


def test_punctuation_and_line_ends_make_no_difference() -> None:
    assert said("He spoke of “trade which had grown for years”.") == [
        ("trade which had grown for years", "russia.en")
    ]


def test_a_text_in_another_language_is_no_place_to_look() -> None:
    own = text(CHINESE, "russia.zh", SourceKind.OFFICIAL, "zh")
    assert quotations(text("Moscow praised a “partnership with no limits”."), own) == ()


def test_a_text_of_another_side_is_no_place_to_look() -> None:
    other = replace(text(OFFICIAL, "china.en", SourceKind.OFFICIAL), side="china")
    assert quotations(text("Moscow praised a “partnership with no limits”."), other) == ()


def test_another_summary_is_no_place_to_look() -> None:
    other = text(OFFICIAL, "russia.2.en", SourceKind.SUMMARY)
    assert quotations(text("Moscow praised a “partnership with no limits”."), other) == ()


@pytest.mark.parametrize("source", SourceKind)
def test_who_quotes_others_is_checked_and_an_own_text_is_not(source: SourceKind) -> None:
    own = text(OFFICIAL, "russia.en", SourceKind.OFFICIAL)
    found = quotations(text("He praised a “partnership with no limits”.", source=source), own)
    assert bool(found) == (source in (SourceKind.SUMMARY, SourceKind.EXCERPT))


def test_the_text_of_several_that_has_the_words_is_named() -> None:
    texts = [text("Peace.", "russia.en", SourceKind.OFFICIAL), text(OFFICIAL, "russia.2.en", SourceKind.WIRE)]
    (found,) = quotations(text("He praised a “partnership with no limits”."), *texts)
    assert found.found_in == "russia.2.en"


def test_each_quotation_of_a_text_in_order() -> None:
    summary = "He praised a “partnership with no limits”.\n\nTrade may “collapse soon”; «peace is our goal»."
    assert said(summary) == [
        ("partnership with no limits", "russia.en"), ("collapse soon", ""), ("peace is our goal", "")
    ]  # fmt: skip
