"""What both sides report is matched, across languages and order; what they do not is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis.compare import compare
from briefing_tui.model import Comparison, Readout
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

# Five facts, in the order of each side's own telling.
ENGLISH = """\
The two presidents spoke by telephone on Tuesday evening, at the request of the Russian side.

They agreed that the New START treaty should be extended for five years.

Bilateral trade had reached $240 billion last year, the presidents noted with satisfaction.

They discussed the conflict in Sudan and called for a ceasefire there.

The Russian leader was invited to the APEC summit in Shenzhen in November.

Both marked the 25th anniversary of the treaty of good-neighborliness and friendly cooperation."""
CHINESE = """\
两国元首星期二晚上通电话，气氛友好。

今年是《睦邻友好合作条约》签署25周年，两国举行纪念活动。

去年双边贸易额达到2400亿美元，创下新纪录。

习近平邀请普京11月赴深圳出席亚太经合组织领导人会议。

双方就苏丹冲突交换意见，呼吁停火。

双方认为应将《新削减战略武器条约》延期五年。"""
FACTS = [
    ("New START", "新削减"),
    ("$240", "2400亿"),
    ("Sudan", "苏丹"),
    ("Shenzhen", "深圳"),
    ("25th", "25周年"),
]
UNRELATED = """\
两位部长参观了博物馆的陶瓷展览。

青年音乐家演奏了古典乐曲。

古巴医生介绍了疫苗研究的新成果。"""


def text(body: str, side: str, language: str) -> Readout:
    return load.read_source(Source("t.txt", body, False), f"{side}.{language}")[0]


def pairs_of(made: Comparison) -> set[tuple[str, str]]:
    assert made.right is not None
    words = {p.id: p.text for c in (made.left, made.right) for p in c.points}
    return {(words[m.a], words[m.b]) for m in made.matches}


def test_five_facts_in_two_languages() -> None:
    found = pairs_of(compare(text(ENGLISH, "russia", "en"), text(CHINESE, "china", "zh")))
    right = [f for f in FACTS if any(f[0] in a and f[1] in b for a, b in found)]
    assert len(right) >= 4, f"only {right}"
    wrong = [
        (a, b)
        for a, b in found
        if [i for i, f in enumerate(FACTS) if f[0] in a] != [i for i, f in enumerate(FACTS) if f[1] in b]
    ]
    assert len(wrong) <= 1, wrong


def test_unrelated_texts_have_no_match() -> None:
    assert compare(text(ENGLISH, "russia", "en"), text(UNRELATED, "china", "zh")).matches == ()


def test_nothing_is_matched_by_the_parties_alone() -> None:
    a = text("Russia and China are neighbours.\n\nChina was thanked by Russia.", "russia", "en")
    b = text("The museum in Russia was praised.\n\nChina likes music.", "china", "en")
    assert compare(a, b).matches == ()


def test_swapped_sides_find_the_same() -> None:
    a, b = text(ENGLISH, "russia", "en"), text(CHINESE, "china", "zh")
    assert {(m.b, m.a): m.score for m in compare(b, a).matches} == pytest.approx(
        {(m.a, m.b): m.score for m in compare(a, b).matches}
    )


SENTENCES = [s for body in (ENGLISH, CHINESE, UNRELATED) for s in body.split("\n\n")]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8),
)
def test_matches_name_points_and_reasons(ours: list[str], theirs: list[str]) -> None:
    made = compare(text("\n\n".join(ours), "russia", "en"), text("\n\n".join(theirs), "china", "zh"))
    assert made.right is not None
    left, right = ({p.id for p in c.points} for c in (made.left, made.right))
    assert left.isdisjoint(right)
    assert len({(m.a, m.b) for m in made.matches}) == len(made.matches)
    for m in made.matches:
        assert m.a in left
        assert m.b in right
        assert 0 < m.score <= 1
        assert m.reasons
        assert all(r.strip() for r in m.reasons)


def test_reasons_say_what_both_share() -> None:
    made = compare(text(ENGLISH, "russia", "en"), text(CHINESE, "china", "zh"))
    assert made.right is not None
    words = {p.id: p.text for p in made.left.points}
    reasons = {words[m.a]: m.reasons for m in made.matches}
    treaty = next(r for t, r in reasons.items() if "New START" in t)
    assert "New START" in treaty
    assert any("Sudan" in r for t, rs in reasons.items() if "Sudan" in t for r in rs)


def test_small_words_are_named_last_and_not_set_off() -> None:
    from dataclasses import replace

    from briefing_tui.analysis import shared

    said = "They said that more fertiliser should go through Odessa with the new corridor."
    left, right = text(said, "russia", "en"), text(said.replace("They said", "He also said"), "turkey", "en")
    made = compare(left, right)
    match = made.matches[0]
    small = {"word said", "word that", "word with"}
    named = [reason in small for reason in match.reasons]
    assert named == sorted(named)
    assert made.right
    texts = {p.id: p.text for p in (*made.left.points, *made.right.points)}
    spans = shared.spans(made, replace(match, reasons=(), tied=True))  # all that both have
    lit = {texts[i][a:b].lower() for i, places in spans.items() for a, b in places}
    assert {"fertiliser", "corridor"} <= lit
    assert not lit & {"said", "that", "more", "should", "with", "they"}
