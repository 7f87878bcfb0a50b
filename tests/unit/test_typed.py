"""What the terminal sends: pastes stay whole, answers that nobody asked for are no keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.tui.terminal.typed import Typed

ANSWERS = [
    "\x1b[?62;22c",
    "\x1b[>0;276;0c",
    "\x1b[?1u",
    "\x1b]11;rgb:1414/1818/1f1f\x07",
    "\x1b]11;rgb:1414/1818/1f1f\x1b\\",
    "\x1b]52;c;YWJj\x07",
    "\x1bP1$r0m\x1b\\",
    "\x1bP>|XTerm(390)\x1b\\",
]
KEYS = [
    "j",
    "я",
    "\x1b",
    "\x1b[A",
    "\x1b[1;5C",
    "\x1b[20~",
    "\x1b[2~",
    "\x1bOP",
    "\x1b[97;5u",
    "\x1b[1;2R",
    "\r",
]
WANTED = ["\x1b[?2026;2$y", "\x1b[I", "\x1b[<0;3;4M", "\x1b[48;40;120;0;0t"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_no_key(answer: str) -> None:
    assert Typed().take(f"j{answer}k") == "jk"


@pytest.mark.parametrize("text", KEYS + WANTED)
def test_keys_and_what_textual_asks_for_pass_at_once(text: str) -> None:
    assert Typed().take(text) == text


_PIECES = st.lists(st.sampled_from(ANSWERS + [k for k in KEYS if k != "\x1b"] + WANTED), max_size=12)


@given(_PIECES, st.data())
def test_it_does_not_matter_where_reads_cut(pieces: list[str], data: st.DataObject) -> None:
    text, typed, made = "".join(pieces), Typed(), ""
    while text:
        # Right behind what may be a key as well (Esc, Alt+P, Alt+]) nothing is held back.
        sizes = [n for n in range(1, len(text) + 1) if not text[:n].endswith(("\x1b", "\x1bP", "\x1b]"))]
        size = data.draw(st.sampled_from(sizes or [len(text)]))
        made += typed.take(text[:size])
        text = text[size:]
    assert made == "".join(p for p in pieces if p not in ANSWERS)


@given(st.text(st.sampled_from("ab\x1b[201~d0\n"), max_size=30), st.data())
def test_a_paste_ends_where_it_ends(words: str, data: st.DataObject) -> None:
    words = words.replace("\x1b[201~", "")
    if any(words.endswith("\x1b[201~"[:n]) for n in range(1, 6)):
        words += "."
    text, typed, made = f"\x1b[200~{words}\x1b[201~k", Typed(), ""
    while text:
        size = data.draw(st.integers(1, len(text)))
        made += typed.take(text[:size])
        text = text[size:]
    assert made == f"\x1b[200~{words.replace(chr(27), '␛')}\x1b[201~k"
