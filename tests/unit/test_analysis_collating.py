"""Two texts side by side: nothing is lost, what was edited stands together, and length is no trouble."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis.collating import Row, collate, joined

_WORDS = st.sampled_from(["peace", "trade", "the", "sides", "agreed", "on", "a", "ceasefire", "贸易", "合作"])
_TEXTS = st.lists(st.lists(_WORDS, min_size=1, max_size=9).map(" ".join), max_size=9)


def told(old: list[str], new: list[str]) -> list[tuple[list[int], list[int], bool]]:
    return [(list(range(r.old, r.old_end)), list(range(r.new, r.new_end)), r.same) for r in collate(old, new)]


def words(row: Row, old: list[str], new: list[str]) -> list[tuple[str, str]]:
    a, b = joined(old[row.old : row.old_end]), joined(new[row.new : row.new_end])
    return [
        (p.kind, b[p.b_start : p.b_end] if p.kind == "new" else a[p.a_start : p.a_end]) for p in row.parts
    ]


@settings(max_examples=300)
@given(_TEXTS, _TEXTS)
def test_the_rows_give_both_texts_whole(old: list[str], new: list[str]) -> None:
    rows = collate(old, new)
    assert [i for r in rows for i in range(r.old, r.old_end)] == list(range(len(old)))
    assert [j for r in rows for j in range(r.new, r.new_end)] == list(range(len(new)))
    for row in rows:
        mine, yours = old[row.old : row.old_end], new[row.new : row.new_end]
        if row.same:
            assert mine == yours and len(mine) == 1
            continue
        a, b = joined(mine), joined(yours)
        assert "".join(a[p.a_start : p.a_end] for p in row.parts) == a
        assert "".join(b[p.b_start : p.b_end] for p in row.parts) == b
        same = [p for p in row.parts if p.kind == "same"]
        assert all(a[p.a_start : p.a_end] == b[p.b_start : p.b_end] for p in same)


def test_an_edited_paragraph_stands_beside_itself() -> None:
    old = ["The sides met in Oslo.", "They called for a ceasefire in Sudan.", "They will meet again."]
    new = ["The sides met in Oslo.", "They called for a lasting ceasefire in Sudan.", "They will meet again."]
    assert told(old, new) == [([0], [0], True), ([1], [1], False), ([2], [2], True)]
    assert ("new", "lasting ") in words(collate(old, new)[1], old, new)


def test_what_came_and_what_went_stands_alone() -> None:
    old = ["The sides met in Oslo.", "Fish was not discussed at all.", "They will meet again."]
    new = ["The sides met in Oslo.", "They will meet again.", "A joint statement follows tomorrow."]
    assert told(old, new) == [([0], [0], True), ([1], [], False), ([2], [1], True), ([], [2], False)]


def test_a_paragraph_put_for_another_is_gone_and_new() -> None:
    old, new = ["Fish was not discussed at all."], ["A joint statement follows tomorrow in two languages."]
    assert told(old, new) == [([0], [], False), ([], [0], False)]


def test_split_and_merged_paragraphs_stand_together() -> None:
    one = "The sides agreed to widen trade in energy. They called for a ceasefire in the whole of Sudan."
    two = one.replace(". They", ".|They").split("|")
    assert told([one], two) == [([0], [0, 1], False)]
    assert told(two, [one]) == [([0, 1], [0], False)]
    kinds = {kind for kind, _ in words(collate([one], two)[0], [one], two)}
    assert kinds == {"same", "gone", "new"}  # the space has become the break, and nothing else has changed


def test_chinese_by_signs() -> None:
    old, new = ["双方同意深化能源合作。"], ["双方同意深化能源和贸易合作。"]
    assert words(collate(old, new)[0], old, new)[1] == ("new", "和贸易")


def test_long_texts_are_no_trouble() -> None:
    old = [f"Paragraph {i} says that trade in the year {1000 + i} was good." for i in range(5000)]
    every = [p.replace("good", "very good") for p in old]
    begin = time.process_time()
    assert [len(r.parts) for r in collate(old, every)] == [3] * 5000
    assert sum(not r.same for r in collate(old, [*old[:2500], "Nothing of this.", *old[2600:]])) == 101
    assert len(collate(["the same"] * 5000, ["the same"] * 4000)) == 5000
    assert time.process_time() - begin < 60
