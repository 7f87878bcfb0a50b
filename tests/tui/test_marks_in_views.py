"""What stands beside a point: doubts, figures that differ, echoes, words that a summary did not find."""

from __future__ import annotations

from dataclasses import replace

from briefing_tui.analysis.compare import compare
from briefing_tui.export.markdown import render
from briefing_tui.model import Brief, Card, Comparison, Echo, Readout, SourceKind
from briefing_tui.reading import load
from briefing_tui.reading.load import Source
from briefing_tui.tui import views
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
    assert "✗ not in Russia's own text: “very warm and useful”" in views.read(Content(made), 0, 120).plain()
    assert "✗ not in" in WhyScreen(made, made.left, made.left.points[0]).page(120).plain()


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
