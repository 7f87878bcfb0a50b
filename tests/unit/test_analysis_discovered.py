"""Phrases that recur from meeting to meeting: those that were planted, and none in shuffled text."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from briefing_tui.analysis.discovered import MOST, Phrase, discover
from briefing_tui.analysis.formulas import find
from briefing_tui.model import Readout

from .growth import MOST as MOST_GROWTH
from .growth import growth
from .test_analysis_formulas import text

_EN = """
river market forest engine harbour window silver garden letter bridge carpet winter pencil candle mirror
valley copper basket lantern meadow thunder pepper orchard saddle
"""
_RU = """
река рынок лесной мотор гавань окно серебро садовый письмо мостовой ковёр зимний карандаш свеча зеркало
долина медный корзина фонарь луговой громкий перец фруктовый седло
"""
_ZH = "河市林机港窗银园信桥毯冬笔烛镜谷铜篮灯草雷椒果鞍山水火木土石云雨风雪花鸟鱼虫"
WORDS = {"en": _EN.split(), "ru": _RU.split(), "zh": list(_ZH)}
PLANTED = {
    "en": "golden saddles upon the quiet harbour",
    "ru": "золотые сёдла над тихим берегом",
    "zh": "金色马鞍照亮宁静海湾",
}


def noise(language: str, chance: random.Random, sentences: int = 40) -> list[str]:
    """Sentences of words in a random order, the first ones far more often, as in a language."""
    words = WORDS[language]
    weights = [1 / (i + 1) for i in range(len(words))]
    glue, end, size = ("", "。", 20) if language == "zh" else (" ", ".", 12)
    return [glue.join(chance.choices(words, weights, k=size)) + end for _ in range(sentences)]


def body(sentences: list[str]) -> str:
    return "\n\n".join(" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5))


def found(texts: list[tuple[int, Readout]]) -> tuple[Phrase, ...]:
    return discover((i, readout, find(readout)) for i, readout in texts)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("seed", range(3))
def test_a_planted_phrase_is_found_and_nothing_else(language: str, seed: int) -> None:
    chance = random.Random(seed)
    texts = []
    for i in range(5):
        sentences = noise(language, chance)
        if i in (1, 4):
            at = chance.randrange(len(sentences))
            glue, end = ("", "。") if language == "zh" else (" ", ".")
            sentences[at] = sentences[at].rstrip(end) + glue + PLANTED[language] + end
        texts.append((i, text(body(sentences), f"russia.{language}")))
    (phrase,) = found(texts)
    assert phrase.language == language
    assert PLANTED[language] in phrase.words or phrase.words in PLANTED[language]
    assert [p.event for p in phrase.places] == [1, 4]
    for place in phrase.places:
        block = texts[place.event][1].paragraph(place.paragraph)
        assert block and block.text[place.start : place.end] == place.words


@pytest.mark.parametrize("language", WORDS)
def test_shuffled_text_gives_next_to_none(language: str) -> None:
    """Twenty libraries of noise: chance is held to one in a hundred for each."""
    wrong = 0
    for seed in range(20):
        chance = random.Random(1000 + seed)
        texts = [(i, text(body(noise(language, chance)), f"russia.{language}")) for i in range(8)]
        wrong += len(found(texts))
    assert wrong <= 1


def repeated(sentence: str, count: int = 2, of: int = 4, **front: str) -> list[str]:
    chance = random.Random(7)
    texts = []
    for i in range(of):
        sentences = noise("en", chance)
        if i < count:
            sentences.insert(3, sentence)
        texts.append((i, text(body(sentences), **front)))
    return [p.words for p in found(texts)]


def test_the_longest_form_is_told_once() -> None:
    sentence = "Both upheld golden saddles upon quiet harbours beyond distant mountains."
    (words,) = repeated(sentence)
    assert words in sentence and "upheld golden saddles upon quiet harbours beyond distant mountains" in words


def test_known_formulas_and_names_are_no_discovery() -> None:
    assert repeated("They stand back to back.") == []
    assert repeated("President Vladimir Putin of Russia and President Xi Jinping of China spoke there.") == []
    assert repeated("It was on the 25th of May 2025, and they were to be in it.") == []


def test_of_many_meetings_three_are_asked_for() -> None:
    sentence = f"{PLANTED['en']}."
    assert repeated(sentence, count=2, of=8) == []
    assert len(repeated(sentence, count=3, of=8)) == 1


def test_in_a_digest_only_what_is_quoted_counts() -> None:
    assert repeated(f"They want {PLANTED['en']}.", source="digest", complete="true") == []
    assert len(repeated(f"They want “{PLANTED['en']}”.", source="digest", complete="true")) == 1


def test_a_copied_text_fills_no_page() -> None:
    copied = body(noise("en", random.Random(5), 60))
    phrases = found([(i, text(copied)) for i in range(3)])
    assert len(phrases) <= MOST
    spans = sorted((p.paragraph, p.start, p.end) for f in phrases for p in f.places if p.event == 0)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(spans)), "none overlap"


def test_the_same_texts_give_the_same_phrases_in_whatever_order() -> None:
    chance = random.Random(2)
    texts = [(i, text(body([*noise("en", chance), f"{PLANTED['en']}."]))) for i in range(4)]
    assert found(texts) == found(texts[::-1]) != ()


@pytest.mark.parametrize("make", ["noise", "copies"])
def test_the_time_grows_with_the_text(make: str) -> None:
    def work(size: int) -> None:
        chance = random.Random(3)
        same = body(noise("en", chance, size))
        texts = [(i, text(same if make == "copies" else body(noise("en", chance, size)))) for i in range(4)]
        discover((i, readout, ()) for i, readout in texts)

    assert growth(work, 60) < MOST_GROWTH
