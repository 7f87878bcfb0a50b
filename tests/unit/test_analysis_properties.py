"""What holds of the analysis for any texts, in three languages, with whatever words and weights."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis import cards, features
from briefing_tui.analysis.cards import Sentence
from briefing_tui.analysis.compare import compare
from briefing_tui.analysis.features import Feature
from briefing_tui.model import Card, Comparison, Readout
from briefing_tui.reading import load, sentences
from briefing_tui.reading.load import Source

PARTIES = frozenset({"russia", "china"})
SENTENCES = {
    "en": [
        "The two presidents spoke by telephone on Tuesday evening.",
        "Trade had reached $240 billion, the presidents noted.",
        "They agreed that the New START treaty should be extended for five years.",
        "They discussed the conflict in Sudan and called for a ceasefire there.",
        "The leader was invited to the APEC summit in Shenzhen in November 2027.",
        "This work will go on.",
        "Both want strategic stability, and more trade in gas.",
        "It was long.",
    ],
    "ru": [
        "Во вторник состоялся телефонный разговор президентов.",
        "Товарооборот достиг 240 млрд долларов.",
        "Договор СНВ следует продлить на пять лет.",
        "Обсуждался конфликт в Судане; стороны призвали к прекращению огня.",
        "Президент приглашён на саммит АТЭС в Шэньчжэне в ноябре 2027 года.",
        "Эта работа будет продолжена.",
        "Обе стороны за стратегическую стабильность и торговлю газом.",
        "Было сказано многое.",
    ],
    "zh": [
        "两国元首星期二晚上通电话。",
        "双边贸易额达到2400亿美元。",
        "双方认为应将《新削减战略武器条约》延期五年。",
        "双方就苏丹冲突交换意见，呼吁停火。",
        "普京应邀2027年11月赴深圳出席亚太经合组织领导人会议。",
        "这项工作将继续。",
        "双方主张战略稳定，扩大天然气贸易。",
        "会谈很长。",
    ],
}
UNRELATED = {
    "en": "Sparrows were heard in the orchard before rain.",
    "ru": "Воробьи пели в саду перед дождём.",
    "zh": "雨前果园里传来麻雀的叫声。",
}


def paragraphs(language: str) -> st.SearchStrategy[list[str]]:
    glue = "" if language == "zh" else " "
    paragraph = st.lists(st.sampled_from(SENTENCES[language]), min_size=1, max_size=4).map(glue.join)
    return st.lists(paragraph, min_size=1, max_size=6)


def readout(made: list[str], side: str, language: str) -> Readout:
    source = Source("t.txt", "\n\n".join(made), False)
    return load.read_source(source, f"{side}.{language}", side=side)[0]


def readouts(side: str) -> st.SearchStrategy[Readout]:
    def of(language: str) -> st.SearchStrategy[Readout]:
        return paragraphs(language).map(lambda made: readout(made, side, language))

    return st.sampled_from(sorted(SENTENCES)).flatmap(of)


comparisons = st.builds(compare, readouts("russia"), readouts("china"))


@settings(max_examples=60, deadline=None)
@given(comparisons)
def test_every_sentence_of_both_is_in_exactly_one_point(made: Comparison) -> None:
    assert made.right is not None
    for carded in (made.left, made.right):
        assert len({p.id for p in carded.points}) == len(carded.points)
        for block in carded.readout.body:
            mine = [p for p in carded.points if p.paragraph == block.number]
            said = [block.text[start:end] for start, end in sentences.split(block.text)]
            held = [p.text[start:end] for p in mine for start, end in sentences.split(p.text)]
            assert held == said
            assert [p.text for p in mine] == [block.text[p.start : p.end] for p in mine]


@settings(max_examples=40, deadline=None)
@given(readouts("russia"), readouts("china"))
def test_the_same_texts_have_the_same_cards_matches_and_echoes(left: Readout, right: Readout) -> None:
    assert compare(left, right) == compare(left, right)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SENTENCES)).flatmap(lambda lang: st.tuples(st.just(lang), paragraphs(lang))))
def test_a_paragraph_at_the_end_changes_no_other_one(drawn: tuple[str, list[str]]) -> None:
    language, made = drawn
    before = cards.sort(readout(made, "russia", language), PARTIES)
    longer = readout([*made, "-", UNRELATED[language]], "russia", language)
    added = [b.number for b in longer.body][len(readout(made, "russia", language).body) :]
    assert added, "something was added"
    assert [s for s in cards.sort(longer, PARTIES) if s.paragraph not in added] == before
    alone = compare(readout(made, "russia", language), readout(["-"], "china", "en")).left.points
    beside = compare(longer, readout(["-"], "china", "en")).left.points
    assert beside[: len(alone)] == alone


@settings(max_examples=60, deadline=None)
@given(comparisons)
def test_margins_and_rivals(made: Comparison) -> None:
    assert made.right is not None
    for p in (*made.left.points, *made.right.points):
        assert 0 <= p.margin <= 1
        assert p.rival is not p.card
        assert p.card not in p.also
        assert len(set(p.also)) == len(p.also)
        assert p.rival is not None or p.margin == 1, "with nothing else to choose from there is no doubt"


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_the_evidence_of_a_sentence_by_itself_is_its_score(language: str) -> None:
    found = 0
    for text in SENTENCES[language]:
        (sentence,) = cards.sort(readout([text], "russia", language), PARTIES)
        sums = {card: round(_sum(sentence, card), 6) for card in sentence.scores}
        assert {card: round(score, 6) for card, score in sentence.scores.items()} == sums
        if sentence.doubt or not any(s > 0 for s in sums.values()):
            continue
        found += 1
        assert sums[sentence.card] == max(sums.values())
        if sentence.rival:
            assert sentence.margin == pytest.approx(1 - sums[sentence.rival] / sums[sentence.card], abs=1e-3)
        else:
            assert sentence.margin == 1
            assert all(s <= 0 for card, s in sums.items() if card is not sentence.card)
    assert found >= 4


def _sum(sentence: Sentence, card: Card) -> float:
    return sum(e.weight for e in sentence.evidence if e.card is card)


@settings(max_examples=60, deadline=None)
@given(comparisons)
def test_matches_and_echoes_name_points_that_are_there(made: Comparison) -> None:
    assert made.right is not None
    left, right = ({p.id for p in c.points} for c in (made.left, made.right))
    linked = [(m.a, m.b) for m in made.matches]
    assert len(set(linked)) == len(linked)
    assert {a for a, _ in linked} <= left and {b for _, b in linked} <= right
    assert {e.a for e in made.echoes} <= left and {e.b for e in made.echoes} <= right
    assert not {(e.a, e.b) for e in made.echoes} & set(linked), "an echo is no match"
    assert all(0 < m.score <= 1 and m.reasons for m in made.matches)


@settings(max_examples=80, deadline=None)
@given(readouts("russia"), readouts("china"))
def test_swapped_sides_are_the_same_mirrored(left: Readout, right: Readout) -> None:
    one, other = compare(left, right), compare(right, left)
    assert other.left == one.right
    assert other.right == one.left
    assert {(m.b, m.a): m.score for m in other.matches} == {(m.a, m.b): m.score for m in one.matches}
    assert {(m.b, m.a): {" / ".join(reversed(d.split(" / "))) for d in m.differs} for m in other.matches} == {
        (m.a, m.b): set(m.differs) for m in one.matches
    }
    assert {(e.b, e.a, e.words) for e in other.echoes} == {(e.a, e.b, e.words) for e in one.echoes}


def test_a_body_that_is_a_place_too_weighs_the_same_whichever_is_seen_last() -> None:
    """Its place and its concept have one key and two weights."""
    weigh = {"place": 3.0, "body": 1.0, "at_large": 0.5}
    one, other = ({"zorb": Feature("zorb", kind, "Zorb")} for kind in ("place", "body"))
    assert features.rarity([one, other], weigh) == features.rarity([other, one], weigh)
    assert features.rarity([one, other], weigh) == features.rarity([other, other], weigh), "it is the concept"
