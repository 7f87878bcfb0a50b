"""The export: everything is in it, and nothing in it is more than the words that it quotes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing_tui.analysis.compare import compare
from briefing_tui.export.markdown import render
from briefing_tui.export.write import free_name, write
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Anchor, Brief, BriefingError, Card, Comparison, Note, Readout, pairs
from briefing_tui.notes import anchors
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

BRIEF = "2026-02-04-putin-xi"
OURS = {"h1", "h2", "p", "strong", "em", "ul", "li", "hr", "blockquote"}
HOSTILE = [
    "<script>alert(1)</script>", "<!-- swallowed", "[click](javascript:alert(1))", "![x](http://a.b/c.png)",
    "<http://a.b>", "http://a.b/c?d=e", "a|b\n-|-", "# heading", "1. one", "- item", "> quote", "```", "~~~",
    "*bold* __bold__ `code`", "[x]: http://a.b", "&lt;b&gt; &#60;", "---", "===", "\\<b>", "a\\", "    code",
]  # fmt: skip


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def shown(markdown: str, *, html: bool = True) -> Tags:
    return Tags(MarkdownIt("commonmark", {"html": html}).enable("table").render(markdown))


def note(number: int, body: str, about: Anchor | None = None) -> Note:
    return Note(f"n{number}", BRIEF, "2026-02-05", "2026-02-05", "me", about or Anchor(), body)


def hostile(texts: Sequence[str]) -> tuple[Brief, Comparison]:
    def readout(side: str) -> Readout:
        body = "\n\n".join(["The leaders met.", *texts])
        made = load.read_source(Source("t.txt", body, False), f"{side}.en")[0]
        return replace(made, title=texts[0], publisher=texts[-1], url=texts[0], also_from=tuple(texts[:2]))

    left, right = readout("russia"), readout("china")
    brief = Brief(
        texts[0], texts[-1], texts[0], ("russia", "china"), (left, right), texts[0], texts[-1], texts[0]
    )
    return brief, compare(left, right)


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


def test_deterministic(laid: tuple[Brief, Comparison]) -> None:
    notes = many(laid[1])
    assert render(*laid, notes) == render(*laid, list(notes))
    assert render(*laid, []) == render(*laid, [])


def test_every_paragraph_and_note_is_in_it(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    text = render(brief, made, many(made))
    words = "".join(shown(text).words)
    for carded in filter(None, (made.left, made.right)):
        for point in carded.points:
            assert f"{carded.readout.side_name} ¶{point.paragraph}" in words
            assert " / ".join(point.text.split("\n")) in words
        assert carded.readout.title in words
        assert carded.readout.source.value in words
    for one in many(made):
        assert text.count(f"> {one.body}\n") == 1
    assert brief.bottom_line.split("\n\n")[0] in words
    assert shown(text).seen <= OURS


def test_a_note_stands_under_what_it_is_about(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    point = made.left.points[3]
    text = render(brief, made, [note(1, "Look here.", anchors.to_point(made.left, point))])
    row = next(part for part in text.split("\n\n**") if "> Look here." in part)
    assert f"¶{point.paragraph}" in row
    assert point.text in unescape("".join(shown(row).words))
    on_card = render(brief, made, [note(1, "Of the card.", anchors.to_card(Card.REGIONAL))])
    assert on_card.index("## 4.") < on_card.index("> Of the card.") < on_card.index("**4.1")


def test_what_the_analyst_corrected_is_said(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    assert made.right
    plain = render(brief, made, [])
    assert "the analyst" not in plain.replace("notes (✎) are the analyst’s", "")
    match = next(m for m in made.matches if sum(m.b == o.b or m.a == o.a for o in made.matches) == 1)
    left = next(p for p in made.left.points if p.id == match.a)
    ours = replace(match, tied=True, reasons=("tied by the analyst",))
    moved = replace(left, card=Card.FUTURE, was=left.card)
    points = tuple(moved if p is left else p for p in made.left.points)
    matches = tuple(ours if m is match else m for m in made.matches)
    text = render(brief, replace(made, left=replace(made.left, points=points), matches=matches), [])
    row = next(part for part in text.split("\n\n**") if "moved here by the analyst" in part)
    assert (
        f"Russia ¶{left.paragraph} (moved here by the analyst from {left.card.digit} {left.card.heading}): "
        in row
    )
    assert row.count("(tied by the analyst): ") == 1 and "Matched by" not in row.split("\n\n## ")[0]
    assert "the program’s own reading, but where the analyst is named; notes" in text


def test_noted_only(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    point = made.left.points[3]
    text = render(brief, made, [note(1, "Look here.", anchors.to_point(made.left, point))], noted_only=True)
    assert text.count("\n\n**") == 1
    assert "Look here." in text
    assert f"## {point.card.digit}. " in text
    assert "\n\n**" not in render(brief, made, [], noted_only=True)


@pytest.mark.parametrize("card", CARDS)
def test_one_card(laid: tuple[Brief, Comparison], card: Card) -> None:
    text = render(*laid, [], cards=[card])
    assert [line for line in text.split("\n") if line.startswith("## ") and line[3].isdigit()] == [
        f"## {card.digit}. {card.heading}"
    ]


def test_one_text_alone(laid: tuple[Brief, Comparison]) -> None:
    brief, made = laid
    text = render(brief, Comparison(made.left, None, ()), [])
    assert "only " not in "".join(line for line in text.split("\n") if line.startswith("**")).lower()
    assert shown(text).seen <= OURS


@pytest.mark.parametrize("html", [False, True], ids=["text", "html"])
@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words(words: str, html: bool) -> None:
    tags = shown(render(*hostile([words, "Then " + words, words]), []), html=html)
    assert tags.seen <= OURS


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.text("ab1 .)<>&;:/[]()!`*_#-+=|~\\\"'\n\t@", min_size=1, max_size=24), min_size=2, max_size=5)
)
def test_no_text_becomes_markup(texts: list[str]) -> None:
    brief, made = hostile(texts)
    tags = shown(render(replace(brief, id="x"), made, [note(1, "Mine.")]))
    assert tags.seen <= OURS
    words = " ".join("".join(tags.words).split())
    for point in made.left.points:
        assert " ".join(point.text.split()) in words


@pytest.mark.parametrize(
    "body",
    [
        "```\nopen fence",
        "~~~",
        "<!-- open",
        "<div>",
        "- item\n\n  ```",
        "> quote",
        "[x]: http://a.b",
        "    code",
    ],
)
def test_a_note_cannot_swallow_what_follows(laid: tuple[Brief, Comparison], body: str) -> None:
    brief, made = laid
    about = anchors.to_point(made.left, made.left.points[0])
    text = render(brief, made, [note(1, body, about), note(2, body), note(3, "The last one.")])
    html = MarkdownIt("commonmark", {"html": True}).render(text)
    plain = MarkdownIt("commonmark", {"html": True}).render(render(brief, made, []))
    assert html.count("<h2>") == plain.count("<h2>") + 1, "and the heading of the notes on the brief"
    assert html.count("<hr />") == plain.count("<hr />")
    assert "<p>The last one.</p>" in html
    assert html.rstrip().endswith("notes (✎) are the analyst’s.</p>")


def test_a_note_is_a_block_quote_line_by_line(laid: tuple[Brief, Comparison]) -> None:
    text = render(*laid, [note(1, "One.\n\n- two\n- three\n\nFour. \x1b[2J")])
    assert "> One.\n>\n> - two\n> - three\n>\n> Four. ␛[2J\n" in text


def test_guesses_are_called_guesses() -> None:
    _, made = hostile(["Trade grew.", "Iran was discussed."])
    guessed = replace(made.left.readout, guessed=frozenset({"side", "source"}))
    text = render(hostile(["a", "b"])[0], replace(made, left=replace(made.left, readout=guessed)), [])
    assert "**Russia (guessed)**" in text
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
