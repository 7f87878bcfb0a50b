"""Who asked, how long it lasted, form, place and hour: tables of words, and what is none of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing_tui.analysis import words
from briefing_tui.analysis.lengths import lengths
from briefing_tui.analysis.occasion import Fact, facts
from briefing_tui.analysis.words import LANGUAGES
from briefing_tui.model import Block, BlockKind, BriefingError

from .test_analysis_tone import readout


def found(language: str, text: str, *kinds: str) -> list[Fact]:
    return [f for f in facts(readout(text, language=language)) if f.kind in kinds]


@pytest.mark.parametrize(
    ("words", "minutes", "bound"),
    [
        ("one hour and twenty-five minutes", 85, ""),
        ("an hour and a half", 90, ""),
        ("half an hour", 30, ""),
        ("more than an hour and a half", 90, "over"),
        ("about two and a half hours", 150, "about"),
        ("nearly three hours", 180, "nearly"),
        ("1 hour 25 minutes", 85, ""),
        ("less than 40 minutes", 40, "under"),
        ("90-minute", 90, ""),
        ("two-hour", 120, ""),
        ("an hour and a quarter", 75, ""),
        ("2.5 hours", 150, ""),
        ("час двадцать пять минут", 85, ""),
        ("полтора часа", 90, ""),
        ("более полутора часов", 90, "over"),
        ("около двух часов", 120, "about"),
        ("почти три с половиной часа", 210, "nearly"),
        ("полчаса", 30, ""),
        ("час с лишним", 60, "over"),
        ("сорок минут", 40, ""),
        ("1 час 20 минут", 80, ""),
        ("около часа", 60, "about"),
        ("двухчасовой", 120, ""),
        ("трёхчасовых", 180, ""),
        ("полуторачасовая", 90, ""),
        ("约两小时", 120, "about"),
        ("一个半小时", 90, ""),
        ("两个多小时", 120, "over"),
        ("近三小时", 180, "nearly"),
        ("1小时25分钟", 85, ""),
        ("四十五分钟", 45, ""),
        ("半小时", 30, ""),
        ("两个半小时", 150, ""),
    ],
)
def test_lengths(words: str, minutes: int, bound: str) -> None:
    (one,) = lengths(words)
    assert (one.minutes, one.bound) == (minutes, bound)
    assert words[one.start : one.end] == words, "all the words are its own"


@pytest.mark.parametrize(
    "text",
    [
        "an hour ago", "two hours later", "within 24 hours", "every two hours", "два часа назад", "через час",
        "в 17 часов", "часовой пояс", "两小时后", "三小时前", "每小时", "rush hour", "hours", "часов",
    ],
)  # fmt: skip
def test_moments_are_no_lengths(text: str) -> None:
    assert list(lengths(text)) == []


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The call lasted more than an hour and a half.", "over 90 min"),
        ("en", "The two had a 90-minute conversation.", "90 min"),
        ("en", "After three hours of talks they went to dinner.", "180 min"),
        ("ru", "Беседа продолжалась час двадцать пять минут.", "85 min"),
        ("ru", "Состоялся двухчасовой разговор.", "120 min"),
        ("zh", "会谈持续约两小时。", "about 120 min"),
        ("zh", "两国元首通话一个半小时。", "90 min"),
    ],
)
def test_how_long_it_lasted(language: str, text: str, told: str) -> None:
    (one,) = found(language, text, "lasted")
    assert one.told == told
    assert one.at is not None
    assert text[one.at.start : one.at.end] == one.words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The truce lasted 30 hours, the ministers said after their meeting."),
        ("en", "Their last conversation lasted two hours."),
        ("ru", "Предыдущий разговор длился два часа."),
        ("zh", "上次会谈持续了两个小时。"),
        ("en", "The meeting of experts lasted ten hours."),
        ("en", "A 72-hour ceasefire was discussed."),
        ("en", "The meeting ended two hours ago."),
        ("en", "The flight takes two hours."),
        ("ru", "Перемирие продлилось тридцать часов."),
        ("ru", "Переговоры начались в 17 часов."),
        ("zh", "停火持续30小时。"),
    ],
)
def test_other_things_last_too(language: str, text: str) -> None:
    assert found(language, text, "lasted") == []


@pytest.mark.parametrize(
    ("language", "text", "kind", "side", "words"),
    [
        ("en", "The call took place at the request of the Ukrainian side.", "asked", "ukraine",
         "at the request of the Ukrainian side"),
        ("en", "The telephone conversation was held at Washington’s initiative.", "asked", "united-states",
         "at Washington’s initiative"),
        ("en", "Xi Jinping spoke by telephone with President Putin at the latter’s request.", "asked",
         "russia", "at the latter’s request"),
        ("en", "The two spoke by phone, initiated by Japan.", "asked", "japan", "initiated by Japan"),
        ("en", "At the invitation of President Xi Jinping, Putin paid a state visit.", "invited", "china",
         "At the invitation of President Xi Jinping"),
        ("en", "The call was held at the mutual request of friends.", "asked", "", "at the mutual request"),
        ("ru", "Разговор состоялся по инициативе американской стороны.", "asked", "united-states",
         "по инициативе американской стороны"),
        ("ru", "По просьбе Президента Франции Эммануэля Макрона состоялся телефонный разговор.", "asked",
         "france", "По просьбе Президента Франции Эммануэля Макрона"),
        ("ru", "По приглашению Председателя КНР Си Цзиньпина Президент прибыл с визитом.", "invited", "china",
         "По приглашению Председателя КНР Си Цзиньпина"),
        ("ru", "По взаимной инициативе состоялся разговор.", "asked", "", "По взаимной инициативе"),
        ("zh", "习近平应约同美国总统特朗普通电话。", "asked", "united-states", "应约同美国总统特朗普"),
        ("zh", "王毅應約與日本外相通電話。", "asked", "japan", "應約與日本"),
        ("zh", "应俄罗斯总统普京邀请，习近平进行国事访问。", "invited", "russia", "应俄罗斯总统普京邀请"),
        ("zh", "应美方请求，双方通电话。", "asked", "united-states", "应美方请求"),
    ],
)  # fmt: skip
def test_who_asked(language: str, text: str, kind: str, side: str, words: str) -> None:
    (one,) = found(language, text, "asked", "invited")
    assert (one.kind, one.side, one.words) == (kind, side, words)
    assert one.at is not None
    assert text[one.at.start : one.at.end] == words
    assert one.told == "the words do not say who" if not side else one.told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The meeting discussed the Belt and Road Initiative."),
        ("en", "Talks on the initiative for a peace fund went on."),
        ("en", "The UN meeting was held at the request of Russia."),
        ("en", "The fund was set up at the initiative of Russia."),
        ("ru", "По инициативе России создан фонд."),
        ("zh", "适应时代要求，双方会谈。"),
    ],
)
def test_what_was_asked_for_is_something_else(language: str, text: str) -> None:
    assert found(language, text, "asked", "invited") == []


@pytest.mark.parametrize(
    ("language", "text", "form", "place"),
    [
        ("en", "Putin held a videoconference with Xi Jinping.", "by video link", ""),
        ("en", "The two presidents spoke by telephone. A meeting in Moscow is planned.", "by telephone", ""),
        ("en", "The ministers met in Doha, Qatar, in May.", "a meeting", "Doha, Qatar"),
        ("en", "On Monday in Beijing, Xi Jinping met the minister.", "a meeting", "Beijing"),
        ("en", "The two talked at length. They recalled the summit of June.", "", ""),
        ("ru", "Министр прибыл в Москву, где состоялась встреча.", "a meeting", ""),
        ("ru", "Владимир Путин встретился в Москве с министром.", "a meeting", "Москве"),
        ("ru", "Состоялся телефонный разговор министров.", "by telephone", ""),
        ("zh", "国家主席习近平在北京人民大会堂同俄罗斯总统普京举行会谈。", "a meeting", "北京人民大会堂"),
        ("zh", "国家主席习近平同普京通电话。", "by telephone", ""),
    ],
)
def test_form_and_place(language: str, text: str, form: str, place: str) -> None:
    assert [f.told for f in found(language, text, "form")] == ([form] if form else [])
    assert [f.told for f in found(language, text, "place")] == ([place] if place else [])


def test_the_hour_of_a_dateline() -> None:
    text = readout("The two spoke by telephone.", "At 10:30 trains leave.")
    assert [f for f in facts(text) if f.kind == "hour"] == []
    line = Block(BlockKind.FURNITURE, "February 24, 2025 13:35")
    (one,) = (f for f in facts(replace(text, blocks=(line, *text.blocks))) if f.kind == "hour")
    assert (one.words, one.at) == ("13:35", None)
    (two,) = found("ru", "Беседа 24 февраля 2025 года 13:35 Москва.", "hour")
    assert two.words == "13:35"
    assert two.at is not None


def test_own_words() -> None:
    own = '[form.letter]\nlabel = "by letter"\nen = ["exchanged letters"]\n[lasting]\nen = ["dragged for"]\n'
    try:
        words.use({"occasion.toml": ("mine", own)})
        assert [f.told for f in found("en", "The kings exchanged letters.", "form")] == ["by letter"]
        assert [f.told for f in found("en", "Dinner dragged for four hours.", "lasted")] == ["240 min"]
    finally:
        words.use({})


def test_a_mistake_in_own_words() -> None:
    try:
        with pytest.raises(BriefingError, match=r"mine:1: \[form.letter\] needs a label"):
            words.use({"occasion.toml": ("mine", "[form.letter]\nen = ['x']\n")})
    finally:
        words.use({})


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_where_nothing_stands(language: str) -> None:
    assert facts(readout("", language=language)) == []
