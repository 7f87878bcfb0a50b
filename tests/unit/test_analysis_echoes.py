"""The same set phrase of two subjects is an echo; of one subject it is a match."""

from __future__ import annotations

import pytest

from briefing_tui.analysis.compare import compare
from briefing_tui.model import Comparison
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

# What surrounds the two sentences has nothing in common.
HERE = [
    "They met in Oslo.",
    "The museum was praised.",
    "Farmers will sell more wheat.",
    "Students go abroad.",
]
THERE = ["The call was long.", "Doctors shared advice.", "The aircraft landed late.", "Children sang a song."]
MISSILES = {
    "en": "The deployment of American missiles in Europe undermines strategic stability, and Moscow will "
    "answer with troops and planes along its western border.",
    "ru": "Размещение американских ракет в Европе подрывает стратегическую стабильность, и Москва ответит "
    "войсками и авиацией у границ.",
    "zh": "美国在欧洲部署导弹破坏战略稳定，莫斯科将在西部边境部署军队和飞机予以回应。",
}
GAS = {
    "en": "The steady supply of gas, oil and rare earths to Asian factories is a matter of "
    "strategic stability for investors and buyers alike.",
    "ru": "Инвесторы и покупатели ценят стратегическую стабильность поставок газа и нефти и редких земель "
    "азиатским заводам.",
    "zh": "对亚洲工厂稳定供应天然气、石油和稀土，对投资者和买家来说事关战略稳定。",
}
LANGUAGES = ["en", "ru", "zh"]


def compared(ours: str, our_language: str, theirs: str, their_language: str) -> Comparison:
    left, right = (
        load.read_source(Source("t.txt", "\n\n".join([*around, body]), False), f"{side}.{language}")[0]
        for side, around, body, language in (
            ("russia", HERE, ours, our_language), ("china", THERE, theirs, their_language)
        )
    )  # fmt: skip
    return compare(left, right)


def last(made: Comparison) -> tuple[str, str]:
    assert made.right is not None
    return made.left.points[-1].id, made.right.points[-1].id


@pytest.mark.parametrize("ours", LANGUAGES)
@pytest.mark.parametrize("theirs", LANGUAGES)
def test_a_set_phrase_of_two_subjects_is_an_echo_and_no_match(ours: str, theirs: str) -> None:
    made = compared(MISSILES[ours], ours, GAS[theirs], theirs)
    assert last(made) not in {(m.a, m.b) for m in made.matches}
    assert [(e.a, e.b, e.words) for e in made.echoes] == [(*last(made), "strategic stability")]


@pytest.mark.parametrize("said", [MISSILES, GAS], ids=["missiles", "gas"])
@pytest.mark.parametrize(("ours", "theirs"), [("en", "ru"), ("en", "zh"), ("ru", "zh"), ("en", "en")])
def test_a_set_phrase_of_one_subject_is_a_match_and_no_echo(
    said: dict[str, str], ours: str, theirs: str
) -> None:
    made = compared(said[ours], ours, said[theirs], theirs)
    match = next(m for m in made.matches if (m.a, m.b) == last(made))
    assert "strategic stability" in match.reasons
    assert made.echoes == ()


def test_one_text_alone_has_no_echo() -> None:
    left = compared(MISSILES["en"], "en", GAS["en"], "en").left.readout
    assert compare(left).echoes == ()
