"""What was not edited in a note's file stays byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing_tui.model import Anchor, Note
from briefing_tui.notes import notefile
from briefing_tui.notes.store import NoteStore
from briefing_tui.reading import yamlhead

HAND_MADE = """---
# kept for the minister
title:   'My own key'   # with a word
id: a
tags: [trade, "oil"]   # in one line
related:
  - '[[other]]'

# who wrote it
author: anna
created: 2026-01-02
---
First line #gas

Second line
"""


def parsed(text: str) -> Note:
    return notefile.parse(text, "a", "talks", "a.md")


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("end", ["\n", ""], ids=["newline at the end", "none"])
def test_only_the_edited_lines_change(start: str, newline: str, end: str) -> None:
    text = start + (HAND_MADE.rstrip("\n") + end).replace("\n", newline)
    note = parsed(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    assert notefile.amended(text, note) == text, "nothing edited, nothing changed"
    now = notefile.amended(text, replace(note, body="Anew #gas", updated="2026-02-03"))
    before, after = text.split(newline), now.split(newline)
    head = before.index("---", 1)
    assert after[:head] == before[:head], "comments, order, quotes: all as it was"
    assert after[head:] == ["updated: '2026-02-03'", "---", "Anew #gas", *([""] if end else [])]
    assert ("\r" in now) is ("\r" in text)


def test_the_tags_alone_are_written_anew() -> None:
    note = parsed(HAND_MADE)
    assert note.tags == ("trade", "oil", "gas")
    tags = notefile.all_tags(note.set_tags, "#coal")
    now = notefile.amended(HAND_MADE, replace(note, body="#coal", tags=tags))
    assert "tags:\n- trade\n- oil\n- coal\nrelated:\n  - '[[other]]'\n\n# who wrote it\nauthor: anna\n" in now
    assert parsed(now).tags == ("trade", "oil", "coal")


def test_a_confidence_taken_back_goes_from_the_file() -> None:
    text = HAND_MADE.replace("author: anna", "confidence: high\nauthor: anna")
    note = parsed(text)
    assert note.confidence == "high"
    now = notefile.amended(text, replace(note, confidence=""))
    assert "confidence" not in now
    assert "Second line\n" in now, "the body was not edited"


@pytest.mark.parametrize("tags", ["trade oil", "trade, oil", "'#trade #oil'"])
def test_tags_on_one_line_as_other_programs_have_them(tags: str) -> None:
    assert parsed(f"---\ntags: {tags}\n---\nText.\n").tags == ("trade", "oil")


_KEY = st.text("abcdefg", min_size=3, max_size=5)
_VALUE = st.one_of(
    st.none(), st.integers(), st.text(max_size=20), st.lists(st.text(max_size=8), max_size=3),
    st.dictionaries(_KEY, st.text(max_size=8), max_size=2),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(_KEY, _VALUE, max_size=5),
    st.dictionaries(_KEY, _VALUE, max_size=3),
    st.booleans(),
)
def test_amended_front_matter_says_what_was_asked(
    data: dict[str, object], changes: dict[str, object], flow: bool
) -> None:
    if flow:
        raw = yaml.safe_dump(data, default_flow_style=True, allow_unicode=True, width=10_000)
    else:
        raw = yamlhead.dump(data).removeprefix("---\n").removesuffix("---\n")
    before = yamlhead.load(raw, "x")[0]
    assert flow or before == data, "what YAML takes for a line break is written so that it comes back"
    wanted = {k: v for k, v in {**before, **changes}.items() if v is not None or k not in changes}
    assert yamlhead.load(yamlhead.amend(raw, changes), "x")[0] == wanted


def test_a_note_of_another_program_keeps_its_head(notes: NoteStore) -> None:
    folder = notes.folder / "talks"
    folder.mkdir(parents=True)
    path = folder / "a.md"
    path.write_bytes(HAND_MADE.encode())
    (note,) = notes.of("talks")
    assert notes.save(note).etag == note.etag
    assert path.read_bytes() == HAND_MADE.encode(), "saved without an edit: not touched"
    saved = notes.save(replace(note, body=note.body + "\n\nThird line"))
    assert path.read_text().startswith(HAND_MADE.split("---\nFirst")[0])
    assert path.read_text().endswith("Second line\n\nThird line\n")
    assert notes.of("talks") == [saved]


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_bare_text_gets_a_head_where_a_key_is_edited(notes: NoteStore, start: str, newline: str) -> None:
    path = notes.folder / "talks" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(f"{start}No front #matter.{newline}{newline}Two.".encode())
    (note,) = notes.of("talks")
    saved = notes.save(replace(note, body="No front matter.\n\nThree. #x"))
    assert path.read_bytes() == f"{start}No front matter.{newline}{newline}Three. #x".encode()
    assert notes.of("talks") == [replace(saved, updated="")], "no front matter, and no time in it"
    sure = notes.save(replace(saved, confidence="high"))
    head, text = path.read_bytes().decode().split(f"---{newline}{newline}")
    lines = head.removeprefix(start).split(newline)
    assert (head.startswith(start), lines[:3]) == (True, ["---", "id: a", "brief: talks"])
    assert text == f"No front matter.{newline}{newline}Three. #x"
    assert notes.of("talks") == [sure]


@pytest.mark.parametrize("body", ["---\ntitle: x\n---\nText", "---\ntitle: x", "---\n---\nText"])
def test_a_bare_text_that_begins_like_a_head_gets_one(body: str) -> None:
    now = notefile.amended("Text\n", replace(parsed("Text\n"), body=body))
    assert (parsed(now).body, parsed(now).problem) == (body, "")
    assert notefile.amended("", replace(parsed(""), body="Text")) == "Text\n"


def test_lines_end_as_they_did(notes: NoteStore) -> None:
    head = "---\r\n# mine\nid: a\r\n\r\nconfidence: low\nupdated: x\n---  \r\n"
    note = parsed("---\nconfidence: low\n---\nOne\n\nTwo\n\nThree\nFour\n")
    text = head + "\nOne\r\n\nTwo\n\r\nThree\nFour"
    body = "One\n\nTwo, anew\nand more\n\nThree\nFour\nFive"
    now = notefile.amended(text, replace(note, body=body, updated="y"))
    assert now == (
        "---\r\n# mine\nid: a\r\n\r\nconfidence: low\nupdated: y\r\n---  \r\n"
        "\nOne\r\n\nTwo, anew\r\nand more\r\n\r\nThree\nFour\r\nFive"
    )


def test_a_head_without_a_text_gets_one() -> None:
    for end in ("", "\n", "\n\n\n"):
        text = f"---\nupdated: x\n...{end}"
        now = notefile.amended(text, replace(parsed(text), body="Text", updated="y"))
        assert now == "---\nupdated: y\n...\n\nText\n"


@pytest.mark.parametrize("tags", ["{a: b}", "[null, {a: b}]", "[trade, [oil]]", "5", "[yes]", "['']"])
def test_tags_that_are_none_to_us_stay(tags: str) -> None:
    text = f"---\ntags: {tags}   # mine\n---\nText #gas\n"
    note = parsed(text)
    assert note.tags == (("trade", "gas") if "trade" in tags else ("gas",))
    body = "Text #gas #coal"
    edited = replace(note, body=body, tags=notefile.all_tags(note.set_tags, body), updated="y")
    now = notefile.amended(text, edited)
    assert now == f"---\ntags: {tags}   # mine\nupdated: y\n---\nText #gas #coal\n"
    assert "coal" in parsed(now).tags


@pytest.mark.parametrize(
    "raw",
    [
        "  # mine\n  updated: x\n  mine: [1]   # mine\n",
        "mine: 1\rupdated: x\n",
        "mine: 'a\u2028b'\nupdated: x\n# c\n",
        "updated: |\n  x\n  # not a comment\nmine: 1\n",
        "{updated: x, mine: 1}\n",
        "? updated\n: x\n? mine\n: 1\n",
        "# 𝄞 nothing yet\n",
        "",
    ],
)
def test_a_head_of_any_shape_says_what_was_asked(raw: str) -> None:
    before = yamlhead.load(raw, "")[0]
    for changes in ({"updated": "y"}, {"tags": ["a", "b"], "updated": "y"}, {"updated": None}):
        now = yamlhead.amend(raw, changes)
        wanted = {k: v for k, v in {**before, **changes}.items() if v is not None}
        assert yamlhead.load(now, "")[0] == wanted
        assert [line for line in now.split("\n") if "#" in line] == [
            line for line in raw.split("\n") if "#" in line
        ]


# Pieces of a head as people write it, by the key that each is about; ~ is the end of a line.
_PIECES = {
    "title": "title:   'My\u2028 own key'   # with a word~",
    "id": "id: a~",
    "#1": "# kept for the minister~",
    "#2": "~# \U0001d11e~~",
    "related": "related:~  - '[[other]]'~  # of theirs~",
    "summary": "summary: |-~  Text~~  # not a comment~",
    "unknown": 'unknown: {a: [1, "2"], b: null}~',
    "author": "author: anna~",
    "confidence": "confidence: high~",
    "anchor": "anchor:~  side: russia~  page: 5~",
    "updated": "updated: 2026-01-02   # by hand~",
}
_TAGS = ["tags: [trade, 'oil']  # mine~", "tags:~- trade~- oil~", "tags: trade, oil~"]
_NO_TAGS = ["tags: {a: b}  # mine~", "tags: [null, {a: b}]~", "tags: 5~"]


@st.composite
def _edits(draw: st.DrawFn) -> tuple[str, str, str]:
    """A file made by hand, another body for it, and the file as it must be then."""
    ends = draw(st.sampled_from([["\n"], ["\r\n"], ["\n", "\r\n"]]))

    def ended(text: str) -> str:
        first, *others = text.split("~")
        return first + "".join(draw(st.sampled_from(ends)) + other for other in others)

    # The body: lines of which none is there twice, but for empty ones.
    old = [f"Line {i}" if draw(st.integers(0, 3)) else "" for i in range(draw(st.integers(1, 9)))]
    old[0], old[-1] = "First", "Last"
    lines = [ended(text + "~") for text in old]
    lines[-1] = "Last" + draw(st.sampled_from(["", *ends]))
    before, behind = (ended("~" * draw(st.integers(0, 2))) for _ in range(2))
    behind *= lines[-1] != "Last"

    # The head.
    pieces = draw(st.lists(st.sampled_from(sorted(_PIECES)), unique=True)) if draw(st.booleans()) else None
    head = {name: ended(_PIECES[name]) for name in pieces or ()}
    tags = draw(st.sampled_from(["", *_TAGS, *_NO_TAGS])) if pieces is not None else ""
    if tags:
        head["tags"] = ended(tags)
        head = {name: head[name] for name in draw(st.permutations(sorted(head)))}
    around = ["---", draw(st.sampled_from(["---", "..."]))] if pieces is not None else []
    around = [ended(dashes + draw(st.sampled_from(["", "  "])) + "~") for dashes in around]
    mark = "\ufeff" * draw(st.booleans())
    text = "".join([mark, *around[:1], *head.values(), *around[1:], before, *lines, behind])
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"

    # The edit, and what must come of it. A new line ends as the first one of the body does.
    own = lines[0].removeprefix(old[0]) or newline
    made: list[tuple[str, str]] = []
    for was, line in zip(old, lines, strict=True):
        # Which one of several empty lines has gone, nobody can tell.
        what = draw(st.sampled_from(["keep", "after", "anew", "delete", "tag"][: 5 if was else 2]))
        if what in ("keep", "after"):
            made.append((was, line if line != was or not was else was + own))
        if what in ("anew", "after", "tag"):
            anew = f"{what} {len(made)}" + " #coal" * (what == "tag")
            made.append((anew, anew + own))
    assume(made and made[0][0] and made[-1][0] and [m[0] for m in made] != old)
    body = "\n".join(said for said, _ in made)
    made[-1] = made[-1][0], made[-1][0] + lines[-1].removeprefix("Last")
    if pieces is not None:
        if "#coal" in body and tags not in _NO_TAGS:
            listed = ["- trade", "- oil", "- coal"] if tags else ["- coal"]
            head["tags"] = newline.join(["tags:", *listed, ""])
        head["updated"] = f"updated: '2026-02-03'{newline}"
    wanted = [mark, *around[:1], *head.values(), *around[1:], before, *(line for _, line in made), behind]
    return text, body, "".join(wanted)


@settings(max_examples=300, deadline=None)
@given(_edits())
def test_an_edit_of_the_body_changes_nothing_else(edit: tuple[str, str, str]) -> None:
    text, body, wanted = edit
    note = parsed(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    assert note.problem == ""
    assert notefile.amended(text, note) == text
    tags = notefile.all_tags(note.set_tags, body)
    now = notefile.amended(text, replace(note, body=body, tags=tags, updated="2026-02-03"))
    assert now == wanted
    read = parsed(now.removeprefix("\ufeff").replace("\r\n", "\n"))
    assert (read.body, set(read.tags), read.anchor, read.extra) == (body, set(tags), note.anchor, note.extra)


@pytest.mark.parametrize(
    ("about", "anchor"),
    [
        ("paragraph: true", Anchor()),
        ("paragraph: 0", Anchor()),
        ("paragraph: -1", Anchor()),
        ("paragraph: 2.0", Anchor()),
        ("paragraph: '2'", Anchor()),
        ("paragraph: " + "9" * 400, Anchor()),
        ("paragraph: 2", Anchor(paragraph=2)),
        ("side: [russia]", Anchor()),
        ("side: {russia: 1}", Anchor()),
        ("side: russia", Anchor(side="russia")),
        ("language: no", Anchor()),
        ("card: [economy]", Anchor()),
        ("exact: [a, b]", Anchor()),
        ("exact: yes", Anchor()),
        ("exact: 2026", Anchor(exact="2026")),
        ("exact: 2026-02-04", Anchor(exact="2026-02-04")),
        ("prefix: {a: b}, suffix: [c], hash: [d]", Anchor()),
    ],
)
def test_a_value_of_the_wrong_kind_is_left_out(about: str, anchor: Anchor) -> None:
    assert parsed(f"---\nanchor: {{{about}}}\n---\nText.\n").anchor == anchor
