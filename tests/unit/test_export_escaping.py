"""No word of a source can break the document, or become markup, HTML or a link, whoever renders it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis.changes import Changes as SinceThen
from briefing_tui.analysis.changes import Line, Said, SideChanges
from briefing_tui.analysis.commitments import Graded, ladder
from briefing_tui.analysis.occasion import Fact
from briefing_tui.analysis.passages import Passage
from briefing_tui.analysis.said import Sentence
from briefing_tui.analysis.strips import strips
from briefing_tui.analysis.tone import Tone, ToneWord
from briefing_tui.analysis.worddiff import diff
from briefing_tui.export import notetext
from briefing_tui.export import tone as tone_of
from briefing_tui.export.addendum import Since, since
from briefing_tui.export.addendum import render as addendum
from briefing_tui.export.changes import Changes, Replaced
from briefing_tui.export.markdown import Form, render
from briefing_tui.export.since import section
from briefing_tui.export.words import words
from briefing_tui.model import Brief, Comparison, Correction, Note, Spot
from briefing_tui.reading.unsafe import clean_line

from .exports import (
    HOSTILE,
    NOT_OURS,
    PANDOC,
    every_type,
    flat,
    hostile,
    kinds,
    made_of,
    outermost,
    pandoc,
    plainly,
    render_html,
    shown,
    text_of,
)

CLEAN = [clean_line(text) for text in HOSTILE]  # as reading leaves them
OURS = {"h1", "h2", "h3", "p", "strong", "em", "ul", "li", "hr", "blockquote"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
MADE = tuple[Brief, Comparison, list[Note]]


def quotes(made: MADE) -> str:
    return render(*made)


def table(made: MADE) -> str:
    return render(*made, Form(style="table"))


def with_front_matter(made: MADE) -> str:
    return render(*made, Form(front_matter=True))


def changes(made: MADE) -> str:
    brief, comparison, notes = made
    left = notes[0].anchor
    move = Correction("c", "x", "2026-02-05", notes[0].author, "move", left, card=notes[-6].anchor.card)
    tie = replace(move, kind="tie", b=notes[1].anchor)
    readouts = comparison.left.readout, brief.readouts[1]
    found = Changes(
        tuple(notes[:3]), tuple(notes[3:6]), tuple(notes[6:]), (move, tie), (move,), (Replaced(*readouts),)
    )
    return addendum(brief, comparison, found, Since(since("2026-02-04", brief.id).moment, brief.title))


def since_last_time(made: MADE) -> str:
    brief, comparison, _ = made
    said = [Said(p.text, Spot("x", "russia.en", p.paragraph)) for p in comparison.left.points]
    lines = [Line("figure", "new", one.text, None, one) for one in said]
    lines += [Line("place", "gone", one.text, one, None) for one in said]
    reworded = zip(said, reversed(said), strict=True)
    lines += [Line("words", "reworded", "", a, b, tuple(diff(a.text, b.text))) for a, b in reworded]
    side = SideChanges(comparison.left, comparison.left, tuple(lines))
    found = SinceThen(brief, brief, (side,), (brief.title,))
    return render(*made, Form(further=section(found)))


def tone(made: MADE) -> str:
    """Every word of a readout, and of a desk's own lexicon, as a tone, a fact and a graded sentence."""
    brief, comparison, _ = made
    at = Passage(1, 0, 1)
    said = [Sentence(at, p.text) for p in comparison.left.points]
    tones = tuple(ToneWord(Tone("x", s.text, s.text), at, s.text, s, "x") for s in said)
    facts = tuple(Fact("asked", s.text, s.text, at, s.text) for s in said)
    graded = tuple(Graded(ladder()["agreed"], "both", s, at, s.text, "x") for s in said)
    found = [replace(s, tones=tones, facts=facts, grades=graded) for s in strips(comparison, brief.sides)]
    return render(*made, Form(further=tone_of.section(tuple(found))))


DOCUMENTS = [quotes, table, changes, since_last_time, tone]
Document = Callable[[MADE], str]


@pytest.mark.parametrize("gfm", [False, True], ids=["commonmark", "gfm"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_hostile_words_leave_the_document_as_it_is(document: Document, gfm: bool) -> None:
    seen = shown(document(made_of(CLEAN)), gfm=gfm)
    plain = shown(document(made_of(plainly(CLEAN))), gfm=gfm)
    assert seen.order == plain.order
    assert not seen.attributes
    assert seen.seen <= OURS | (TABLE if document is table else set())


@pytest.mark.parametrize("gfm", [False, True], ids=["commonmark", "gfm"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_hostile_words_are_shown_as_they_are(document: Document, gfm: bool) -> None:
    made = made_of(CLEAN)
    said = flat("".join(shown(document(made), gfm=gfm).words))
    for text in CLEAN if document is not changes else [n.anchor.exact for n in made[2]]:
        assert flat(text) in said


@pytest.mark.parametrize("form", PANDOC)
@pytest.mark.parametrize("document", [*DOCUMENTS, with_front_matter])
def test_pandoc_sees_words_alone(document: Document, form: str) -> None:
    if document is table and form == "commonmark":
        pytest.skip("CommonMark itself has no tables")
    form += "+yaml_metadata_block" if document is with_front_matter else ""
    seen = pandoc(document(made_of(CLEAN)), form)
    plain = pandoc(document(made_of(plainly(CLEAN))), form)
    blocks = [list(_blocks(tree)) for tree in (seen, plain)]
    assert blocks[0] == blocks[1]
    assert not NOT_OURS & set(kinds(seen["blocks"]))
    assert not NOT_OURS & set(kinds(seen["meta"].get("title", [])))
    said = flat(text_of(seen["blocks"]))
    for text in CLEAN if document is not changes else CLEAN[:5]:
        assert flat(text) in said


def _blocks(tree: object) -> list[str]:
    words = {"Str", "Space", "SoftBreak", "LineBreak"}
    return [kind for kind in kinds(tree["blocks"]) if kind not in words]  # type: ignore[index]


def test_what_needs_no_backslash_has_none() -> None:
    """The text is read as it stands, too."""
    for text in (
        "at 10:30:45, U.S. and China’s: “yes” (1994–2026), 20% and more; why not? Fine!",
        "习近平指出：",
        "Г. Москва",
    ):
        assert words(text) == text


@pytest.mark.parametrize("gfm", [False, True], ids=["commonmark", "gfm"])
@pytest.mark.parametrize("text", HOSTILE)
def test_words_stay_words(text: str, gfm: bool) -> None:
    """By way of a file: whatever reading has made of them."""
    tags = shown(render(*hostile([text, "Then " + text, text]), []), gfm=gfm)
    assert tags.seen <= OURS


@pytest.mark.parametrize("style", ["quotes", "table"])
@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(
        st.text("ab1 .)<>&;:/[]()!`*_#-+=|~\\\"'\n\t@$^{}%", min_size=1, max_size=24), min_size=2, max_size=5
    )
)
def test_no_text_becomes_markup(style: str, texts: list[str]) -> None:
    brief, made = hostile(texts)
    tags = shown(render(replace(brief, id="x"), made, [], Form(style=style)), gfm=True)
    assert tags.seen <= OURS | TABLE
    said = flat("".join(tags.words))
    for point in made.left.points:
        assert flat(point.text) in said


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text("a1 .)(<>&;:/[]!`*_#-+=|~\\\"'@$^{}%", min_size=1, max_size=30), min_size=40, max_size=40
    )
)
def test_pandoc_shows_any_words_as_they_are(texts: list[str]) -> None:
    """Each as a paragraph that it begins, the most dangerous place, and as a heading."""
    said = [text for text in map(clean_line, texts) if text]
    paragraphs = "\n\n".join(map(words, said))
    for form in ("gfm", "markdown-smart"):
        blocks = pandoc(paragraphs, form)["blocks"]
        assert [block["t"] for block in blocks] == ["Para"] * len(said)
        assert [flat(text_of(block)) for block in blocks] == list(map(flat, said))
        headed = pandoc("\n\n".join(f"# {words(text)}" for text in said), form)["blocks"]
        assert [block["t"] for block in headed] == ["Header"] * len(said)


NOTES = [
    "```\nopen fence", "~~~", "<!-- open", "<div>", "<script>", "<?php", "<![CDATA[", "- item\n\n  ```",
    "> quote", "    code", "# A heading", "a\n===", "---", "| a | b |\n|---|---|\n| c | d |", "\n\n\n",
    "1. one\n2. two", "\t\ttabs", "</li></ul></blockquote>", "[x]: http://a.b", "$$", "::: div",
    ": definition",
    "% title", "para\n- item\npara", "---\ntitle: x\n---", "\\begin{x}", "*open **and `on",
]  # fmt: skip


@pytest.mark.parametrize("style", ["quotes", "table"])
@pytest.mark.parametrize("body", NOTES)
def test_a_note_stays_in_its_place(body: str, style: str) -> None:
    """Whatever it is, the blocks around it are the same as around any other note."""
    brief, made, notes = made_of(plainly(CLEAN))
    bad = [replace(n, body=body) for n in notes]
    texts = [render(brief, made, some, Form(style=style)) for some in (bad, notes)]
    for gfm in (False, True):
        one, other = (outermost(text, gfm=gfm) for text in texts)
        assert one == other
    for form in ("gfm", "markdown"):
        one, other = ([b["t"] for b in pandoc(text, form)["blocks"]] for text in texts)
        assert one == other, form


@pytest.mark.parametrize(
    ("body", "fitted"),
    [
        ("a <b>x</b> `<i>` <http://a.b> \\<u> 2 < 3", "a \\<b>x\\</b> `<i>` <http://a.b> \\<u> 2 < 3"),
        ("<!-- open\nstill", "\\<!-- open\nstill"),
        ("```\n<div>\n```\n<div>\n\n    <code>", "```\n<div>\n```\n\\<div>\n\n    <code>"),
        ("see[^1]\n\n[^1]: note\n\n`[^1]`", "see[^own-1]\n\n[^own-1]: note\n\n`[^1]`"),
        ("[a][1] [1] [1][] [b](x)\n\n[1]: /one", "[a][own-1] [1][own-1] [1][own-1] [b](x)\n\n[own-1]: /one"),
        ("[x y]\n\n[X  Y]: /one\n\n`[x y]`", "[x y][own-X Y]\n\n[own-X Y]: /one\n\n`[x y]`"),
        ("[1] is no link", "[1] is no link"),
        ("- a\n\t- b\n\t\t- c\nhard  \nbreak", "- a\n    - b\n        - c\nhard  \nbreak"),
        ("\u0645\u06cc\u200c\u062e \x1b[2J \u202e", "\u0645\u06cc\u200c\u062e ␛[2J �"),
    ],
)
def test_a_note_is_made_fit_for_a_document(body: str, fitted: str) -> None:
    assert "\n".join(notetext.fit(body, "own")) == fitted


def test_footnotes_and_links_of_two_notes_stay_apart() -> None:
    brief, made, notes = made_of(plainly(CLEAN))
    bodies = [f"See[^1] [here][1].\n\n[^1]: note {i}\n\n[1]: http://{i}.example" for i in (1, 2)]
    two = [replace(n, body=b) for n, b in zip(notes, bodies, strict=False)]
    tree = pandoc(render(brief, made, two), "markdown")["blocks"]
    seen = list(kinds(tree))
    assert seen.count("Note") == 2 and seen.count("Link") == 2
    said = text_of(tree)
    assert "note1" in flat(said) and "note2" in flat(said)
    html = render_html(render(brief, made, two))
    assert 'href="http://1.example"' in html and 'href="http://2.example"' in html


@given(
    st.lists(
        st.sampled_from(
            ["<b>", "<!--", "-->", "<!x", "<?", "</p>", "<a href='x'>", "`", "``", "\n", "\\", "x "]
        )
    )
)
def test_no_note_has_html_when_rendered(parts: list[str]) -> None:
    text = "\n".join(notetext.fit("".join(parts), "own"))
    assert not {"html_block", "html_inline"} & set(every_type(text))
