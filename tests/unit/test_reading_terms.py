"""Many patterns in one text: longest first, stems, capitals, ё, possessives, hyphens, Chinese."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.reading.terms import Matcher, fold, words


def found(patterns: str, text: str) -> list[tuple[str, str]]:
    """``(pattern, words of the text)`` for patterns parted by commas."""
    matcher = Matcher((p.strip(), None) for p in patterns.split(","))
    return [(hit.pattern, hit.text) for hit in matcher.find(text)]


def test_the_longest_pattern_wins_and_uses_its_words_up() -> None:
    text = "strategic stability talks and stability"
    assert found("stability, strategic stability, strategic", text) == [
        ("strategic stability", "strategic stability"),
        ("stability", "stability"),
    ]
    assert found("战略, 战略稳定, 稳定", "战略稳定和稳定") == [("战略稳定", "战略稳定"), ("稳定", "稳定")]


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        ("invest*", "Investments grew", "Investments"),
        ("invest*", "reinvest", None),
        ("invest", "investments", None),
        ("стратегическ* стабильност*", "о стратегической стабильности речь", "стратегической стабильности"),
        ("стратегическ* стабильност*", "стратегической и прочной", None),
        ("а*", "Азия", "Азия"),
        ("UN", "the UN said", "UN"),
        ("UN", "un accord", None),
        ("US", "tell us", None),
        ("US", "US-Iran talks", "US"),
        ("Iran", "US-Iran talks", "Iran"),
        ("Iran", "US‑Iran talks", "Iran"),
        ("US-Iran", "US-Iran talks", "US-Iran"),
        ("trade", "TRADE", "TRADE"),
        ("полёт*", "полеты", "полеты"),
        ("полет*", "Полёты", "Полёты"),
        ("China", "China’s view", "China’s"),
        ("China", "China's view", "China's"),
        ("U.S.", "the U.S. side", "U.S"),
        ("St. Petersburg", "in St. Petersburg now", "St. Petersburg"),
        ("great hall", "Great\nHall", "Great\nHall"),
        ("中国", "在中国人民", "中国"),
        ("中国", "中 国", None),
        ("APEC", "中国办好APEC会议", "APEC"),
        ("ЕС*", "в ЕС", "ЕС"),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, hit: str | None) -> None:
    assert found(pattern, text) == ([] if hit is None else [(pattern, hit)])


def test_hits_come_in_the_order_of_the_text_in_mixed_scripts() -> None:
    text = "普京 met Xi: 中国 and Россия"
    assert [h for _, h in found("росси*, Xi, 中国, 普京", text)] == ["普京", "Xi", "中国", "Россия"]


def test_a_chinese_pattern_with_latin_letters_uses_them_up() -> None:
    assert found("APEC, APEC会议, 会议", "办好APEC会议和会议") == [("APEC会议", "APEC会议"), ("会议", "会议")]


def test_fold_evens_out_case_yo_apostrophe_and_possessive() -> None:
    assert fold("Ещё") == "еще"
    assert fold("China’s") == "china"
    assert fold("US‑Iran") == "us-iran"


def test_words_know_where_they_stand() -> None:
    text = "  Shenzhen's APEC-summit, 2026."
    assert [(w.written, text[w.start : w.end]) for w in words(text)] == [
        ("Shenzhen's", "Shenzhen's"),
        ("APEC-summit", "APEC-summit"),
        ("2026", "2026"),
    ]


PATTERNS = (
    "US, Iran, trade, trade deal, invest*, росси*, торгов* отношени*, 中国, 中国人民, 合作, U.N., полёт*"
)
PIECES = "US Iran US-Iran trade deal deals investor Россия торговые отношения 中国 中国人民合作"
PIECES += " U.N. Полет ‑ - ’s . , x 🎉"
pieces = st.sampled_from(PIECES.split())


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(pieces, st.sampled_from(["", " ", "\n"])), max_size=14))
def test_offsets_are_the_texts_own_and_hits_never_overlap(parts: list[tuple[str, str]]) -> None:
    text = "".join(a + b for a, b in parts)
    hits = Matcher((p, p) for p in PATTERNS.split(", ")).find(text)
    for hit in hits:
        assert text[hit.start : hit.end] == hit.text
        assert hit.value == hit.pattern
    assert all(a.end <= b.start for a, b in pairwise(hits))


def test_a_pattern_without_a_word_finds_nothing() -> None:
    assert found("!, *", "anything *") == []
