"""Two texts of one note in one: every line of both is there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.notes.merging import COPY, END, NOTE, merged

_TEXT = st.lists(st.sampled_from(["one", "two", "three", ""]), max_size=8).map("\n".join)


@given(_TEXT, _TEXT)
def test_nothing_of_either_is_lost(note: str, copy: str) -> None:
    lines = merged(note, copy).split("\n")
    for text in (note, copy):
        rest = iter(lines)
        assert all(line in rest for line in text.split("\n")), "its lines are all there, in their order"


@given(_TEXT)
def test_one_text_stays_as_it_is(text: str) -> None:
    assert merged(text, text) == text


def test_what_differs_stands_under_headings() -> None:
    assert merged("same\nours\nend", "same\ntheirs\nend") == "\n".join(
        ["same", NOTE, "ours", COPY, "theirs", END, "end"]
    )


def test_what_only_one_has_needs_no_headings() -> None:
    assert merged("a\nb", "a\nb\nc") == "a\nb\nc"
