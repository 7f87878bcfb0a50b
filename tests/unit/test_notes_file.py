"""What was not edited in a note's file stays byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
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
    assert after[head:] == ["updated: '2026-02-03'", "---", "", "Anew #gas", ""]
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
        raw = yaml.safe_dump(data, default_flow_style=True, allow_unicode=True, width=10_000).strip()
    else:
        raw = yamlhead.dump(data).removeprefix("---\n").removesuffix("\n---\n")
    wanted = {k: v for k, v in {**data, **changes}.items() if v is not None or k not in changes}
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


def test_a_bare_text_becomes_a_note_when_it_is_edited(notes: NoteStore) -> None:
    folder = notes.folder / "talks"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("No front matter.")
    (note,) = notes.of("talks")
    saved = notes.save(replace(note, body="Edited.", anchor=Anchor()))
    assert (folder / "a.md").read_text().startswith("---\nid: a\nbrief: talks\n")
    assert notes.of("talks") == [saved]
