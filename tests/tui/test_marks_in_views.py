"""What stands beside a point: doubts, figures that differ, echoes, words that a summary did not find."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from briefing_tui.analysis.compare import compare
from briefing_tui.export.markdown import render
from briefing_tui.model import (
    Anchor,
    Brief,
    Card,
    Comparison,
    Echo,
    Note,
    Readout,
    SourceKind,
    Standing,
)
from briefing_tui.reading import load
from briefing_tui.reading.load import Source
from briefing_tui.tui import marks, views
from briefing_tui.tui.page import Page
from briefing_tui.tui.screens.why import WhyScreen
from briefing_tui.tui.views import Content


def text(body: str, side: str, source: SourceKind = SourceKind.OFFICIAL) -> Readout:
    readout = load.read_source(Source("t.md", body, True), f"{side}.en", side=side, language="en")[0]
    return replace(readout, source=source, complete=source.complete_by_default)


def trade() -> Comparison:
    return compare(
        text("Bilateral trade grew to $240 billion last year.", "russia"),
        text("Bilateral trade grew to $190 billion last year.", "china"),
    )


def quoting() -> Comparison:
    summary = text("Putin called the talks “very warm and useful”.", "russia", SourceKind.SUMMARY)
    own = replace(text("The talks were businesslike.", "russia"), key="russia.en-2")
    return compare(summary, text("The talks were held.", "china"), [own])


def everywhere(made: Comparison, word: str) -> tuple[str, ...]:
    """The views that say it, by name; the export among them."""
    content = Content(made)
    brief = Brief("b", "Talks", "", ("russia", "china"), (made.left.readout,))
    pages = {
        "compare": "".join(
            views.compare(content, card, 120).plain() for card in {p.card for p in made.left.points}
        ),
        "read": views.read(content, 0, 120).plain(),
        "gaps": views.gaps(content, 120).plain(),
        "export": render(brief, made, []),
    }
    return tuple(name for name, page in pages.items() if word in page)


def test_figures_that_differ_are_told_with_the_row() -> None:
    made = trade()
    assert made.matches
    assert everywhere(made, "≠ figures differ: 240 billion / 190 billion") == ("compare", "gaps", "export")
    why = WhyScreen(made, made.left, made.left.points[0]).page(120).plain()
    assert "≠ figures differ" in why
    assert "figures differ 1" in views.gaps(Content(made), 120).plain()


def test_what_the_analyst_untied_is_told_at_both_points() -> None:
    made = trade()
    left, right = made.left.points[0], made.right.points[0] if made.right else None
    assert right and made.matches
    made = replace(made, matches=(), untied=made.matches)
    page = views.compare(Content(made), left.card, 120).plain()
    assert page.count("✓ untied by you from ¶1") == 2
    assert "✓ untied by you from ¶1" in views.read(Content(made), 0, 120).plain()
    assert "✓ untied from ¶1" in views.compare(Content(made), left.card, 60).plain()
    why = WhyScreen(made, made.left, left).page(120).plain()
    assert "No match" in why and f"China ¶1: {right.text}" in why and "✓ untied by you" in why


def test_same_words_of_different_subjects_stand_in_the_ledger() -> None:
    made = trade()
    a, b = made.left.points[0].id, made.right.points[0].id if made.right else ""
    made = replace(made, matches=(), echoes=(Echo(a, b, "strategic stability"),))
    page = views.gaps(Content(made), 120).plain()
    assert "≈ same words, different subject: strategic stability" in page
    assert "same words 1" in page
    assert "strategic stability" in WhyScreen(made, made.left, made.left.points[0]).page(120).plain()


def test_words_that_a_summary_quotes_and_nobody_said() -> None:
    made = quoting()
    assert set(everywhere(made, "not in Russia")) >= {"compare", "read", "export"}
    assert "✗ not in Russia’s own text: “very warm and useful”" in views.read(Content(made), 0, 120).plain()
    assert "✗ not in" in WhyScreen(made, made.left, made.left.points[0]).page(120).plain()


def test_notes_stand_beside_their_points_in_every_view_of_texts() -> None:
    made = trade()
    point = replace(made.left.points[0], doubt=True, rival=Card.FUTURE, margin=0.1)
    made = replace(made, left=replace(made.left, points=(point,)), matches=())
    anchor = Anchor(point.card, "russia", "en", 1, "$240 billion")
    one, two = (Note(i, "b", "", "", "", anchor, body) for i, body in (("1", "ask"), ("2", "look")))
    content = Content(
        made,
        {point.id: [one, replace(two, confidence="low")]},
        (),
        {"1": Standing.EXACT, "2": Standing.REVIEW},
    )
    for page in (
        views.compare(content, point.card, 120), views.read(content, 0, 120),
        views.gaps(content, 120), views.doubts(content, 120),
    ):  # fmt: skip
        lines = [line.split("│")[0].strip() for line in page.plain().split("\n")]
        at = lines.index("✎ “$240 billion”: ask")
        assert lines[at + 1 : at + 3] == [
            "✎? [low] “$240 billion”: look", "moved or edited: please review",
        ]  # fmt: skip


def test_a_note_on_the_whole_point_says_no_quotation() -> None:
    point = trade().left.points[0]
    note = Note("1", "b", "", "", "", Anchor(point.card, "russia", "en", 1, point.text), "ask")
    assert marks.note(note, Standing.EXACT, 60, beside=point.text) == ["✎ ask"]
    assert marks.note(note, Standing.EXACT, 60) == ["✎ ask"]


def test_quotations_are_short_and_have_one_pair_of_marks() -> None:
    assert marks.quoted("Board of Peace", 40) == "“Board of Peace”"
    assert marks.quoted("Board of Peace", 10) == "“Board o…”"
    assert marks.quoted("“四个应该”等", 40) == "“四个应该”等"


def test_a_long_note_is_cut_and_says_so() -> None:
    note = Note("1", "b", "", "", "", Anchor(), "word " * 400 + "\n\nend")
    for width in (20, 60, 84):
        lines = marks.note(note, Standing.EXACT, width)
        assert len(lines) == 3 and lines[-1].endswith("…")
        assert all(cell_len(line) <= width for line in lines)
    two = Note("1", "b", "", "", "", Anchor(), "first " * 20 + "\nsecond")
    assert marks.note(two, Standing.EXACT, 84)[-1].strip() in ("second", "second …")


def test_tags_are_apart_in_a_line() -> None:
    pieces = marks.tagged("查 #贸易 now #no #trade/gas.", ("贸易", "trade/gas"), 4, "note")
    assert [p.text for p in pieces if p.role == "accent"] == ["#贸易", "#trade/gas"]
    page = Page(80, [pieces])
    assert page.plain() == "    查 #贸易 now #no #trade/gas."


def test_a_doubt_is_marked_and_listed_until_it_is_decided() -> None:
    made = trade()
    point = replace(made.left.points[0], doubt=True, rival=Card.FUTURE, margin=0.1)
    doubtful = replace(made, left=replace(made.left, points=(point,)))
    assert "¶1?" in views.compare(Content(doubtful), point.card, 120).plain()
    listed = views.doubts(Content(doubtful), 120).plain()
    assert f"{point.card.digit} {point.card.heading} or 5 Future plans?" in listed
    assert "in doubt: only 10% ahead" in WhyScreen(doubtful, doubtful.left, point).page(120).plain()

    decided = replace(point, was=Card.CONTEXT)
    made = replace(made, left=replace(made.left, points=(decided,)))
    assert "¶1?" not in views.compare(Content(made), point.card, 120).plain()
    assert "No doubt about any card." in views.doubts(Content(replace(made, right=None)), 120).plain()
