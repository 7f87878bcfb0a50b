"""Two texts word by word: the parts give both texts back, and say what a reader would say."""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis import worddiff
from briefing_tui.analysis.worddiff import Part, diff

WORDS = [
    "trade",
    "the",
    "of",
    "200",
    "$",
    "billion",
    ",",
    ".",
    "мир",
    "й",
    "良好",
    "中",
    "关系",
    " ",
    "\n",
    "a-b",
]
TEXTS = st.lists(st.sampled_from([*WORDS, " "]), max_size=40).map("".join) | st.text(max_size=30)


def shown(a: str, b: str) -> str:
    """As a reader sees it: gone in brackets, new in braces."""
    marks = {"same": "{}", "gone": "[{}]", "new": "{{{}}}"}
    return "".join(marks[p.kind].format(a[p.a_start : p.a_end] or b[p.b_start : p.b_end]) for p in diff(a, b))


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_the_parts_give_both_texts_back(a: str, b: str) -> None:
    parts = diff(a, b)
    assert "".join(a[p.a_start : p.a_end] for p in parts if p.kind != "new") == a
    assert "".join(b[p.b_start : p.b_end] for p in parts if p.kind != "gone") == b
    at_a = at_b = 0
    for p in parts:
        assert (p.a_start, p.b_start) == (at_a, at_b)
        at_a, at_b = p.a_end, p.b_end
        assert p.kind != "same" or a[p.a_start : p.a_end] == b[p.b_start : p.b_end]
        assert p.kind != "gone" or (p.a_end > p.a_start and p.b_end == p.b_start)
        assert p.kind != "new" or (p.b_end > p.b_start and p.a_end == p.a_start)
    assert all(one.kind != other.kind for one, other in pairwise(parts))


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert diff(text, text) == ([Part("same", 0, len(text), 0, len(text))] if text else [])


@settings(max_examples=200)
@given(*[st.lists(st.sampled_from("abcd"), max_size=12)] * 2)
def test_as_many_words_as_can_be_are_in_common(a: list[str], b: list[str]) -> None:
    @cache
    def most(i: int, j: int) -> int:
        if i == len(a) or j == len(b):
            return 0
        return most(i + 1, j + 1) + 1 if a[i] == b[j] else max(most(i + 1, j), most(i, j + 1))

    pairs = worddiff.align(a, b)
    assert len(pairs) == most(0, 0)
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@pytest.mark.parametrize(
    ("a", "b", "seen"),
    [
        ("Trade stayed above $200 billion.", "Trade stayed above $228 billion.",
         "Trade stayed above $[200]{228} billion."),
        ("a friendly and trusting talk", "a warm and open talk",
         "a [friendly and trusting]{warm and open} talk"),
        ("в тёплом, дружеском ключе", "в тёплом и дружеском ключе", "в тёплом[,]{ и} дружеском ключе"),
        ("25-летие Договора", "30-летие Договора", "[25-летие]{30-летие} Договора"),
        ("中俄关系不针对第三方", "俄中关系从不针对第三方", "[中]俄{中}关系{从}不针对第三方"),
        ("one  two", "one two", "one [ ]two"),
        ("", "new", "{new}"),
        ("gone", "", "[gone]"),
    ],
)  # fmt: skip
def test_a_reader_sees_which_words_changed(a: str, b: str, seen: str) -> None:
    assert shown(a, b) == seen


@pytest.mark.parametrize("kind", ["edited", "another", "of two words", "signs"])
def test_long_texts_take_seconds_at_the_worst(kind: str) -> None:
    chance = random.Random(7)
    words = [f"word{chance.randrange(3000)}" for _ in range(65_000)]
    if kind == "of two words":
        words = [chance.choice("xy") for _ in range(250_000)]
    elif kind == "signs":
        words = [chr(0x4E00 + chance.randrange(2000)) for _ in range(500_000)]
    other = [w if chance.random() > 0.01 else "changed" for w in words]
    if kind == "another":
        chance.shuffle(other)
    a, b = (("" if kind == "signs" else " ").join(text) for text in (words, other))
    began = process_time()
    parts = diff(a, b)
    assert process_time() - began < 40
    assert "".join(b[p.b_start : p.b_end] for p in parts) == b
    same = sum(p.a_end - p.a_start for p in parts if p.kind == "same")
    assert kind in ("another", "of two words") or same > 0.9 * len(a)


def test_long_texts_are_cut_at_what_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As they are where they are too long to be compared in one piece."""
    monkeypatch.setattr(worddiff, "_CELLS", 60)
    a = " ".join(f"w{i}" for i in range(60))
    b = a.replace("w20 ", "").replace("w40", "other")
    assert shown(a, b) == a.replace("w20 ", "[w20 ]").replace("w40", "[w40]{other}")
