"""The export: everything is in it, under what it belongs to, and said in words."""

from __future__ import annotations

import os
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from briefing_tui.analysis import rows as rows_of
from briefing_tui.analysis.passages import Passage
from briefing_tui.export.markdown import Form, render
from briefing_tui.export.write import free_name, write
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Anchor, Brief, BriefingError, Card, Comparison, Echo, Note, pairs
from briefing_tui.notes import anchors

from .exports import BRIEF, hostile, note, shown

NOTED = Form(noted_only=True)
TABLE = Form(style="table")
OURS = {"h1", "h2", "p", "strong", "em", "ul", "li", "hr", "blockquote"}


@pytest.fixture
def laid(shelf: Shelf) -> tuple[Brief, Comparison]:
    brief = shelf.open(BRIEF)
    return brief, shelf.compare(brief, pairs(brief)[0])


def many(made: Comparison) -> list[Note]:
    """A note on every fifth point, on a card, on the brief, and one whose place is gone."""
    points = made.left.points[::5]
    about = [anchors.to_point(made.left, p) for p in points]
    about += [anchors.to_card(Card.FUTURE), Anchor(), Anchor(side="russia", language="en", exact="gone")]
    return [note(i, f"Thought number {i}.", a) for i, a in enumerate(about)]


def rows(text: str) -> list[str]:
    """The rows of the quotes style, each with what stands under it."""
    return text.split("\n\n**")[1:]


def test_deterministic(laid: tuple[Brief, Comparison]) -> None:
    notes = many(laid[1])
    assert render(*laid, notes) == render(*laid, list(notes))
    assert render(*laid, []) == render(*laid, [])


@pytest.mark.parametrize("form", [Form(), TABLE], ids=["quotes", "table"])
def test_every_paragraph_and_note_is_in_it(laid: tuple[Brief, Comparison], form: Form) -> None:
    brief, made = laid
    text = render(brief, made, many(made), form)
    words = "".join(shown(text).words)
    for carded in filter(None, (made.left, made.right)):
        for point in carded.points:
            name = "" if form is TABLE else carded.readout.side_name + " "
            assert f"{name}¶{point.paragraph}" in words
            assert " / ".join(point.text.split("\n")) in words
        assert carded.readout.title in words
        assert carded.readout.source.value in words
        assert carded.readout.hash in words
    for one in many(made):
        assert text.count(f"\n  {one.body}\n") == 1
    assert brief.bottom_line.split("\n\n")[0] in words
    assert shown(text).seen <= OURS | (
        {"table", "thead", "tbody", "tr", "th", "td"} if form is TABLE else set()
    )


def test_the_kind_of_the_text_goes_with_its_words(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    quoted = [line for line in render(brief, made, []).split("\n") if line.startswith("> ")]
    assert quoted and all(", digest" in line.partition(": ")[0] for line in quoted)
    head = next(line for line in render(brief, made, [], TABLE).split("\n") if line.startswith("| Row"))
    assert head == "| Row | Russia (digest) | China (digest) |"


def test_sources_say_where_a_text_comes_from(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    known = replace(made.left.readout, retrieved="2026-02-05", url="http://kremlin.ru/1", issuer="the aide")
    words = "".join(shown(render(brief, replace(made, left=replace(made.left, readout=known)), [])).words)
    assert "Retrieved: 2026-02-05" in words and "Address: http://kremlin.ru/1" in words
    assert "issued by the aide" in words and "published 2026-02-04" in words
    assert "Also from: " in words
    assert "Retrieved: the day is not recorded" in words, "nothing is said as if it were known"


def test_a_note_stands_under_what_it_is_about(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    point = made.left.points[3]
    text = render(brief, made, [note(1, "Look here.", anchors.to_point(made.left, point))])
    row = next(row for row in rows(text) if "\n  Look here." in row)
    assert f"¶{point.paragraph}" in row
    assert point.text in unescape("".join(shown(row).words))
    on_card = render(brief, made, [note(1, "Of the card.", anchors.to_card(Card.REGIONAL))])
    assert on_card.index("## 4.") < on_card.index("\n  Of the card.") < on_card.index("**4.1")


def test_a_table_ends_under_the_row_of_a_note(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    point = made.left.on(Card.REGIONAL)[0]
    form = replace(TABLE, cards=[Card.REGIONAL])
    plain = render(brief, made, [], form).split("\n\n")
    text = render(brief, made, [note(1, "Look here.", anchors.to_point(made.left, point))], form).split(
        "\n\n"
    )
    at = next(i for i, block in enumerate(text) if block.startswith("- ✎"))
    assert "**4.1**" in text[at - 1] and "**4.2**" not in text[at - 1]
    assert text[at + 1] == "  Look here."
    assert text[at + 2].startswith("| Row | Russia") and "**4.2**" in text[at + 2].split("\n")[2]
    assert sum(block.startswith("| Row") for block in plain) == 1


def test_a_table_has_a_line_a_point_and_a_cell_a_side(laid: tuple[Brief, Comparison]) -> None:
    text = render(*laid, [], TABLE)
    html = MarkdownIt("commonmark").enable("table").render(text)
    for row in html.split("<tr>")[1:]:
        assert row.count("<td>") in (0, 3)
    gap = next(line for line in text.split("\n") if "** Only Russia" in line)
    assert gap.endswith(" | — |")


def test_on_which_words_a_note_is_and_how_sure_it_is(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    known = rows_of.matched(made)
    point = next(p for p in made.left.points if p.id not in known)
    part = anchors.to_passage(
        made.left.readout, Passage(point.paragraph, point.start, point.start + 12), None
    )
    whole = anchors.to_point(made.left, point)
    kept = [
        replace(
            note(1, "On some. #trade", part), confidence="high", tags=("gas", "trade"), set_tags=("gas",)
        ),
        note(2, "On all.", whole),
        replace(
            note(3, "Edited.", replace(whole, exact=whole.exact[:-4] + "xyz.")), confidence="my own word"
        ),
        replace(note(4, "Twice.", whole), id="n2.conflict-x"),
    ]
    text = render(brief, made, kept)
    assert f"- ✎ **me**, 2026-02-05, high confidence · on “{point.text[:12]}”\n\n  On some. #trade\n" in text
    assert "\n\n  Tags: \\#gas\n" in text, "only those that do not stand in the text itself"
    assert "- ✎ **me**, 2026-02-05\n\n  On all.\n" in text
    review = next(line for line in text.split("\n") if "please review" in line)
    assert review.startswith("- ✎ **me**, 2026-02-05, my own word · written on “") and "xyz." in review
    assert "- ✎ **me**, 2026-02-05 · conflict copy\n\n  Twice.\n" in text


def test_a_note_without_its_place_has_its_words_with_it(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    lost = Anchor(Card.ECONOMY, "russia", "en", 3, exact="words that never were")
    russian = next(r for r in brief.readouts if r.key == "russia.ru")
    other = anchors.to_passage(russian, Passage(1, 0, 19), Card.ECONOMY)
    text = render(brief, made, [note(1, "Orphan.", lost), note(2, "Elsewhere.", other)])
    card = text[text.index("## 2.") :]
    assert "Russia (en) ¶3, its words are in no text any more: “words that never were”\n\n  Orphan." in card
    assert f"Russia (ru) ¶1, a text that is not shown here: “{other.exact}”\n\n  Elsewhere." in card


def test_what_the_analyst_corrected_is_said(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    assert made.right
    plain = render(brief, made, [])
    assert "the analyst" not in plain.replace("notes (✎) are the analyst’s", "")
    match = next(m for m in made.matches if sum(m.b == o.b or m.a == o.a for o in made.matches) == 1)
    left = next(p for p in made.left.points if p.id == match.a)
    right = next(p for p in made.right.points if p.id == match.b)
    ours = replace(match, tied=True, reasons=("tied by the analyst",))
    moved = replace(left, card=Card.FUTURE, was=left.card)
    points = tuple(moved if p is left else p for p in made.left.points)
    matches = tuple(ours if m is match else m for m in made.matches)
    corrected = replace(made, left=replace(made.left, points=points), matches=matches)
    row = next(row for row in rows(render(brief, corrected, [])) if "moved here by the analyst" in row)
    moved_from = f"moved here by the analyst from {left.card.digit} {left.card.heading}"
    assert f"> **Russia ¶{left.paragraph}**, digest, {moved_from}: " in row
    assert row.count("tied by the analyst: ") == 1 and "Matched by" not in row.split("\n\n## ")[0]
    assert "the program’s own reading, but where the analyst is named; notes" in render(brief, corrected, [])

    untied = replace(made, matches=tuple(m for m in made.matches if m is not match), untied=(match,))
    text = render(brief, untied, [])
    assert (
        f"Russia ¶{left.paragraph}**, digest, untied by the analyst from China ¶{right.paragraph}: " in text
    )
    assert (
        f"China ¶{right.paragraph}**, digest, untied by the analyst from Russia ¶{left.paragraph}: " in text
    )
    assert "but where the analyst is named" in text


def test_marks_of_figures_and_of_same_words(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    assert made.right
    match = replace(made.matches[0], differs=("200 billion / 228 billion",), reasons=("word and", "trade"))
    text = render(brief, replace(made, matches=(match, *made.matches[1:])), [])
    assert "\n\n*≠ figures differ: 200 billion / 228 billion*\n" in text
    assert "word and" not in text
    a, b = made.left.points[0], made.right.points[-1]
    echo = replace(made, matches=(), echoes=(Echo(a.id, b.id, "strategic stability"),))
    said = [row for row in rows(render(brief, echo, [])) if "≈" in row]
    assert len(said) == 2, "at both its points"
    where = f"China ¶{b.paragraph}, card {b.card.digit}"
    assert f"*≈ same words, different subject: strategic stability ({where})*" in said[0] + said[1]


def test_noted_only(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    point = made.left.points[3]
    text = render(brief, made, [note(1, "Look here.", anchors.to_point(made.left, point))], NOTED)
    assert len(rows(text)) == 1
    assert "Look here." in text
    assert f"## {point.card.digit}. " in text
    assert not rows(render(brief, made, [], NOTED))


@pytest.mark.parametrize("card", CARDS)
def test_one_card(laid: tuple[Brief, Comparison], card: Card) -> None:
    text = render(*laid, [], Form(cards=[card]))
    assert [line for line in text.split("\n") if line.startswith("## ") and line[3].isdigit()] == [
        f"## {card.digit}. {card.heading}"
    ]


@pytest.mark.parametrize("form", [Form(), TABLE], ids=["quotes", "table"])
def test_one_text_alone(laid: tuple[Brief, Comparison], form: Form) -> None:
    brief, made = laid
    text = render(brief, Comparison(made.left, None, ()), [], form)
    assert (
        "only " not in "".join(line for line in text.split("\n") if "**1." in line).partition("|")[0].lower()
    )
    assert "China" not in text.partition("## 1.")[2].partition("| Row")[2].partition("\n")[0]
    for point in made.left.points:
        assert f"¶{point.paragraph}**" in text


def test_front_matter(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    kept = [replace(note(1, "#trade"), tags=("trade",))]
    text = render(brief, made, kept, Form(front_matter=True), as_of="2026-02-05T10:00:00.000Z")
    head, body = text.removeprefix("---\n").split("\n---\n\n", 1)
    data: dict[str, Any] = yaml.safe_load(head)
    assert (data["title"], data["date"], data["sides"]) == (brief.title, brief.date, ["russia", "china"])
    assert data["tags"] == ["trade"] and data["brief"] == brief.id
    assert [s["sha256"] for s in data["sources"]] == [r.readout.hash for r in (made.left, made.right) if r]
    assert [s["kind"] for s in data["sources"]] == ["digest", "digest"]
    assert body == render(brief, made, kept, as_of="2026-02-05T10:00:00.000Z")
    assert body.endswith(" as of 2026-02-05T10:00:00.000Z.\n")


def test_tags_in_front_matter_are_those_of_the_notes_in_the_file(laid: tuple[Brief, Comparison]) -> None:
    kept = [replace(note(i, "x", anchors.to_card(c)), tags=(str(c),)) for i, c in enumerate(CARDS)]
    text = render(*laid, kept, Form(cards=[Card.ECONOMY], front_matter=True))
    assert yaml.safe_load(text.split("---\n")[1])["tags"] == ["economy"]


def test_a_broken_note_is_left_out(laid: tuple[Brief, Comparison]) -> None:
    broken = replace(note(1, "---\nid: [\n"), problem="/home/me/x.md:2: is broken")
    assert render(*laid, [broken]) == render(*laid, [])


def test_unsafe_characters_of_a_note_are_made_visible(laid: tuple[Brief, Comparison]) -> None:
    text = render(*laid, [note(1, "One.\n\n- two\n- three\n\nFour. \x1b[2J")])
    assert "\n\n  One.\n\n  - two\n  - three\n\n  Four. ␛[2J\n" in text


def test_guesses_are_called_guesses() -> None:
    _, made = hostile(["Trade grew.", "Iran was discussed."])
    guessed = replace(made.left.readout, guessed=frozenset({"side", "source"}))
    text = render(hostile(["a", "b"])[0], replace(made, left=replace(made.left, readout=guessed)), [])
    assert "**Russia (guessed)**" in text
    brief = replace(hostile(["a", "b"])[0], date="2026-02-04", guessed=frozenset({"title", "date"}))
    assert "\n\n2026-02-04 (guessed) · b · title guessed\n\n" in render(
        replace(brief, kind="", place="b"), made, []
    )
    assert f"{guessed.source.value} (guessed)" in text


def test_write(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    before = os.umask(0)
    try:
        write(target, "текст\n")
    finally:
        os.umask(before)
    assert target.read_bytes() == "текст\n".encode()
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BriefingError, match=r"exists already"):
        write(target, "other")
    assert target.read_text("utf-8") == "текст\n"
    write(target, "other", force=True)
    assert target.read_text("utf-8") == "other"
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["out.md"]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("link.md", "is a symbolic link"), ("dangling.md", "is a symbolic link"), ("folder", "is a folder"),
        ("pipe", "is no ordinary file"), ("nowhere/out.md", "no such file"),
        ("file/out.md", "cannot be written"),
        ("x" * 300, "cannot be written"),
    ],
    ids=lambda v: str(v)[:20],
)  # fmt: skip
def test_where_nothing_is_written(tmp_path: Path, name: str, says: str, force: bool) -> None:
    (tmp_path / "file").write_text("kept")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.md").symlink_to(tmp_path / "file")
    (tmp_path / "dangling.md").symlink_to(tmp_path / "new")
    os.mkfifo(tmp_path / "pipe")
    before = sorted(p.name for p in tmp_path.rglob("*"))
    with pytest.raises(BriefingError, match=says) as caught:
        write(tmp_path / name, "text", force=force)
    assert str(caught.value).isprintable()
    assert sorted(p.name for p in tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text() == "kept"


def test_free_name(tmp_path: Path) -> None:
    assert free_name(tmp_path, "x").name == "x.md"
    (tmp_path / "x.md").touch()
    (tmp_path / "x-2.md").symlink_to("nowhere")
    assert free_name(tmp_path, "x").name == "x-3.md"
