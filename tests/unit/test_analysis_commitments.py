"""The ladder of commitments: labelled sentences, what is graded and what is not, places, own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing_tui.analysis import commitments, words
from briefing_tui.analysis.commitments import Graded
from briefing_tui.model import BriefingError, Readout

from .commitments_labelled import LABELLED, SIDES
from .test_analysis_tone import readout


def graded(language: str, own: str, other: str, *paragraphs: str) -> list[Graded]:
    return commitments.grades(text_of(language, own, *paragraphs), [other])


def text_of(language: str, own: str, *paragraphs: str) -> Readout:
    return replace(readout(*paragraphs, language=language, side=own), published="2026-02-04")


def answer(head: str, sentence: str) -> str:
    language, own, other = head.split()
    made = graded(language, SIDES[own], SIDES[other], sentence)
    return f"{made[0].grade.id} {made[0].who}" if made else ""


def test_labelled_sentences() -> None:
    """Precision before recall: what is graded is right; some of what could be graded is not."""
    answers = [(want, answer(head, text), text) for head, want, text in LABELLED]
    assert len(answers) >= 90
    wrong = [a for a in answers if a[1] and a[1] != a[0]]
    told = [a for a in answers if a[1]]
    wanted = [a for a in answers if a[0]]
    assert len(wrong) / len(told) <= 0.02, wrong
    assert sum(a[1] == a[0] for a in wanted) / len(wanted) >= 0.9


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_rung_is_shown_in_every_language(language: str) -> None:
    shown = {want.split()[0] for head, want, _ in LABELLED if want and head.startswith(language)}
    assert shown == set(commitments.ladder())


def test_the_ladder_has_an_order_and_says_what_it_means() -> None:
    rungs = commitments.ladder()
    assert list(rungs) == [
        "signed", "agreed", "supported", "welcomed", "noted", "exchanged", "reported", "said",
    ]  # fmt: skip
    assert all(r.label and r.means and "\n" not in r.means for r in rungs.values())
    assert len({r.mark for r in rungs.values()}) == len(rungs), "a sign of its own for each"


def test_the_firmest_verb_counts() -> None:
    (one,) = graded("en", "russia", "china", "The sides discussed rail and agreed to widen the bridge.")
    assert (one.grade.id, one.verb) == ("agreed", "agreed")


def test_the_same_sentence_is_another_grade_on_the_other_side() -> None:
    said = "The Chinese side supported the proposal."
    assert [g.grade.id for g in graded("en", "russia", "china", said)] == ["reported"]
    assert [g.grade.id for g in graded("en", "china", "russia", said)] == ["supported"]


def test_what_a_leader_says_binds_nobody_else() -> None:
    said = "Putin said that the sides agreed on tariffs and signed a protocol."
    assert [g.grade.id for g in graded("en", "russia", "china", said)] == ["said"]


def test_speech_goes_on_to_the_end_of_its_paragraph() -> None:
    speech = ("Putin stressed that ties are close.", "The two countries support each other.")
    assert [g.grade.id for g in graded("en", "russia", "china", " ".join(speech))] == ["said"]
    assert [g.grade.id for g in graded("en", "russia", "china", *speech)] == ["said", "supported"]


def test_a_name_cut_short_is_known_once_it_was_whole() -> None:
    texts = ("Putin spoke with Xi Jinping.", "Putin and Xi agreed to meet.")
    assert [(g.grade.id, g.who) for g in graded("en", "russia", "china", *texts)] == [("agreed", "both")]


@pytest.mark.parametrize(
    ("language", "paragraphs", "told"),
    [
        ("en", ["Putin stressed that ties are close. He added that the mine will open."], ["said"] * 2),
        ("en", ["Xi Jinping said it was late. The mine, he added, stays shut."], ["reported"] * 2),
        ("en", ["Putin said so. Output fell. He added that it would grow."], ["said"] * 2),
        ("ru", ["Си Цзиньпин отметил рост. Он добавил, что рудник откроют."], ["reported"] * 2),
        ("zh", ["习近平指出，矿山重要。他还说，矿山要重开。"], ["reported"] * 2),
        # Not told: who it is.
        ("en", ["He added that the mine will open."], []),
        ("en", ["Putin met Xi Jinping. He added that the mine will open."], []),
        ("en", ["Putin said so.", "He added that the mine will open."], ["said"]),
        ("en", ["Putin said so. Smith said no. He added that it would open."], ["said"]),
        ("en", ["Putin said so. Erdogan was silent. He added that it would open."], ["said"]),
        ("en", ["Putin said so. The sides agreed on it. He added that it would open."], ["said", "agreed"]),
        ("en", ["Putin said so. He Yadong added that it would open."], ["said"]),
        ("zh", ["普京指出，矿山重要。他们还说，矿山要重开。"], ["said"]),
        ("zh", ["普京指出，矿山重要。其他国家说，矿山要重开。"], ["said"]),
    ],
)
def test_he_is_who_spoke_before_in_the_paragraph(
    language: str, paragraphs: list[str], told: list[str]
) -> None:
    assert [g.grade.id for g in graded(language, "russia", "china", *paragraphs)] == told


def test_somebody_unknown_beside_a_leader_makes_it_unclear() -> None:
    assert graded("en", "russia", "china", "Putin and Smith agreed on the plan.") == []
    assert graded("en", "russia", "china", "Smith and Putin agreed on the plan.") == []


def test_welcoming_a_guest_is_no_commitment() -> None:
    assert graded("en", "russia", "china", "Putin welcomed Xi Jinping to Moscow.") == []
    assert graded("ru", "russia", "china", "Владимир Путин приветствовал Си Цзиньпина.") == []


def test_the_year_of_the_event_is_no_earlier_year() -> None:
    assert answer("en R C", "The sides agreed to meet in 2027.") == "agreed both"
    assert answer("en R C", "The sides agreed in 2024 to meet.") == ""


def test_places_are_exact() -> None:
    text = text_of("ru", "russia", "Начало. Стороны, как видно, договорились о мосте. Конец.")
    (one,) = commitments.grades(text, ["china"])
    block = text.body[0].text
    assert block[one.at.start : one.at.end] == one.verb == "договорились"
    assert block[one.sentence.at.start : one.sentence.at.end] == one.sentence.text
    assert one.pattern == "договорились"


def test_own_words() -> None:
    mine = '[grade.agreed]\nmeans = "a deal"\nen = ["shook hands on"]\n[not]\nen = ["allegedly"]\n'
    sentence = "The sides shook hands on a bridge."
    try:
        words.use({"commitments.toml": ("mine/commitments.toml", mine)})
        assert answer("en R C", sentence) == "agreed both"
        assert answer("en R C", "The sides allegedly agreed on a bridge.") == ""
        assert commitments.ladder()["agreed"].means == "a deal"
    finally:
        words.use({})
    assert answer("en R C", sentence) == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[grade.sworn]\nlabel = 'x'\nmeans = 'y'\n", "mine:1: [grade.sworn] is no rung; rungs are signed"),
        ("[grade.agreed]\nen = 'x'\n", "mine:2: en must be a list"),
        ("\n[nots]\nen = ['x']\n", "mine:2: [nots] is none of"),
        ("[not]\nwithin = { en = 'three' }\n", "mine:2: within must be a number"),
        ("[grade.agreed]\nfirm = 3\n", "mine:2: [grade.agreed]: firm is none"),
    ],
)
def test_mistakes_in_own_words(text: str, line: str) -> None:
    try:
        with pytest.raises(BriefingError) as told:
            words.use({"commitments.toml": ("mine", text)})
        assert str(told.value).startswith(line)
    finally:
        words.use({})


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        ("en", "Putin and Xi Jinping agreed with the sides, "),
        ("ru", "Путин и Китай договорились, "),
        ("zh", "双方同意，"),
    ],
)
def test_a_sentence_without_an_end_is_looked_at_in_its_beginning(language: str, unit: str) -> None:
    """Half a million letters without a full stop are no half an hour."""
    (one,) = graded(language, "russia", "china", unit * (500_000 // len(unit)))
    assert one.grade.id == "agreed"
    assert one.sentence.at.end - one.sentence.at.start <= 2_000


@pytest.mark.parametrize(
    "sentence",
    [
        "en R C The leaders of the G7 agreed on a statement.",
        "en R C The parties to the conflict agreed to a truce.",
        "en R C The two sides in Sudan agreed to a ceasefire.",
        "ru R C Стороны конфликта договорились о перемирии.",
        "ru R C Президенты Украины и Польши подписали соглашение.",
        "ru R C Лидеры европейских стран поддержали Украину.",
        "zh C R 冲突双方同意停火。",
        "zh C U 两国企业签署了合同。",
        "zh C I 莫迪就改善和发展两国关系提出设想和建议。",
        "zh C R 普京高度评价两国关系，同意扩大合作。",
    ],
)
def test_what_others_agree_is_no_commitment_of_these_sides(sentence: str) -> None:
    language, own, other, text = sentence.split(" ", 3)
    assert [g for g in graded(language, SIDES[own], SIDES[other], text) if g.who == "both"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "en R C The leaders of the two countries agreed on a roadmap.",
        "en R C The presidents of Russia and China agreed on a roadmap.",
        "ru R C Лидеры двух стран договорились о газе.",
        "ru R C Президенты России и Китая договорились о газе.",
        "ru R C Министры иностранных дел договорились о встрече.",
    ],
)
def test_of_these_sides_it_may_be_said_whose_leaders_they_are(sentence: str) -> None:
    language, own, other, text = sentence.split(" ", 3)
    (one,) = graded(language, SIDES[own], SIDES[other], text)
    assert (one.grade.id, one.who) == ("agreed", "both")


@pytest.mark.parametrize(
    "sentence",
    [
        "en R C Putin suggested that both sides agree to a truce.",
        "en R C According to Putin, both sides agreed to a truce.",
        "ru R C По словам Путина, стороны договорились о перемирии.",
        "zh C R 双方未能就此达成共识。",
        "zh C R 双方没有就边界问题达成一致。",
    ],
)
def test_what_was_only_said_or_did_not_come_about_is_not_agreed(sentence: str) -> None:
    language, own, other, text = sentence.split(" ", 3)
    assert [g.grade.id for g in graded(language, SIDES[own], SIDES[other], text) if g.who == "both"] == []


def test_he_is_no_vice_premier_of_that_name() -> None:
    """He Lifeng is Xi's man; the He before is whoever spoke, here Biden."""
    said = graded(
        "en", "china", "united-states",
        "Biden said that talks matter. He congratulated Xi Jinping on the congress.", "He Lifeng took part.",
    )  # fmt: skip
    assert [(g.grade.id, g.verb) for g in said] == [("reported", "said"), ("reported", "congratulated")]
