"""Tone words: the data, the words each tone must find, and what is no tone."""

from __future__ import annotations

import pytest

from briefing_tui.analysis import tone, words
from briefing_tui.analysis.words import LANGUAGES
from briefing_tui.model import Block, BlockKind, BriefingError, Readout, SourceKind


def readout(*paragraphs: str, language: str = "en", side: str = "russia") -> Readout:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, n) for n, text in enumerate(paragraphs, start=1))
    return Readout(side, side, side.title(), language, SourceKind.OFFICIAL, True, blocks)


def found(text: str, language: str) -> list[str]:
    return [w.tone.id for w in tone.tone_words(readout(text, language=language))]


CANONICAL = [
    ("en", "The talks were held in a warm and friendly atmosphere.", ["warm", "warm"]),
    ("en", "It was a cordial conversation.", ["warm"]),
    ("en", "The talks were not only warm but productive.", ["warm", "productive"]),
    ("zh", "会谈不仅友好，而且富有成果。", ["warm", "productive"]),
    ("en", "The two had a trusting conversation.", ["trusting"]),
    ("en", "The ministers recalled the traditional friendship of the two peoples.", ["friendship"]),
    ("en", "The meeting took place in a spirit of mutual understanding.", ["understanding"]),
    ("en", "The presidents had a frank and candid discussion.", ["frank", "frank"]),
    ("en", "Frank talks were held on the border.", ["frank"]),
    ("en", "They spoke candidly about the islands.", ["frank"]),
    ("en", "The conversation was direct and lasted long.", ["direct"]),
    ("en", "The secretary called it a difficult conversation.", ["difficult"]),
    ("en", "Both called the dialogue constructive.", ["constructive"]),
    ("en", "Their talks proved fruitful.", ["productive"]),
    (
        "en",
        "A substantive and in-depth exchange of views took place.",
        ["substantive", "thorough", "exchanged"],
    ),
    ("en", "The border was discussed in detail.", ["thorough"]),
    ("en", "The meeting was businesslike and useful.", ["businesslike", "useful"]),
    ("en", "It was an open and honest meeting.", ["open"]),
    ("en", "The ministers exchanged views on Africa.", ["exchanged"]),
    ("ru", "Переговоры прошли в тёплой, дружеской атмосфере.", ["warm", "warm"]),
    ("ru", "Состоялся доверительный разговор.", ["trusting"]),
    ("ru", "Встреча прошла в атмосфере взаимопонимания.", ["understanding"]),
    ("ru", "Министры отметили традиционную дружбу двух народов.", ["friendship"]),
    ("ru", "Разговор был откровенным и полезным.", ["frank", "useful"]),
    ("ru", "Беседа была содержательной, вопросы обсуждались обстоятельно.", ["substantive", "thorough"]),
    ("ru", "Встреча носила деловой и конструктивный характер.", ["businesslike", "constructive"]),
    ("ru", "Это был непростой разговор.", ["difficult"]),
    ("ru", "Прямой и откровенный диалог продолжался.", ["direct", "frank"]),
    ("ru", "Плодотворные переговоры завершены.", ["productive"]),
    ("ru", "Стороны обменялись мнениями о положении в Африке.", ["exchanged"]),
    ("zh", "会谈在友好的气氛中进行。", ["warm"]),
    ("zh", "两国元首进行了亲切友好的交谈。", ["warm"]),
    ("zh", "两国外长进行了坦诚、深入、富有建设性的会谈。", ["frank", "constructive"]),
    ("zh", "双方坦率交换意见。", ["frank", "exchanged"]),
    ("zh", "双方就地区问题深入交换了看法。", ["thorough", "exchanged"]),
    ("zh", "会谈富有成果。", ["productive"]),
    ("zh", "两国人民有着传统友谊。", ["friendship"]),
    ("zh", "双方进行了直接坦诚的对话。", ["direct", "frank"]),
    ("zh", "双方開展了坦誠對話。", ["frank"]),
]


@pytest.mark.parametrize(("language", "text", "tones"), CANONICAL)
def test_every_canonical_word(language: str, text: str, tones: list[str]) -> None:
    assert sorted(found(text, language)) == sorted(tones)


def test_every_tone_has_an_example_and_a_reading() -> None:
    shown = {t for _, _, tones in CANONICAL for t in tones}
    assert shown == set(tone.tones())
    for one in tone.tones().values():
        assert one.label
        assert len(one.reads) < 90, "one plain line"
        assert "\n" not in one.reads


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_finds_itself(language: str) -> None:
    """In a sentence with a word for the talk beside it, each pattern is found (stems as they stand)."""
    loaded = tone.load(language)
    talk = {"en": "talks", "ru": "беседа", "zh": "会谈"}[language]
    for one, matcher in loaded.tones:
        for pairs in (*matcher._exact.values(), *matcher._stems.values(), *matcher._han.values()):
            for pattern, alone in pairs:
                if alone is not None:
                    text = f"{pattern.replace('*', '').lower()} {talk}"
                    assert one.id in found(f"— {text}", language), pattern


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "President Frank Bainimarama joined the talks."),
        ("en", "Talks with Frank-Walter Steinmeier were held in Berlin."),
        ("en", "Frank said that the talks go on."),
        ("en", "Warm water ports were not on the agenda."),
        ("en", "The Treaty of Good-Neighbourliness and Friendly Cooperation was discussed."),
        ("en", "Direct flights were discussed."),
        ("en", "The minister hoped that the talks would be constructive."),
        ("en", "We are ready for a frank dialogue."),
        ("en", "The detailed budget was published on Monday."),
        ("en", "He promised to inform the press in detail after the meeting."),
        ("en", "In the conversation the presidents exchanged warm Christmas and New Year greetings."),
        ("en", "In the talks he conveyed warm regards to the King."),
        ("ru", "Прежде чем начать беседу, просил передать дружеский привет Председателю."),
        ("en", "The talks were not constructive."),
        ("en", "The conversation was neither warm nor productive."),
        ("en", "The talks with friendly countries went on."),
        ("ru", "Разговор не был конструктивным."),
        ("zh", "会谈并不友好。"),
        ("ru", "Обсудили тепловую энергетику."),
        ("ru", "Россия готова к конструктивному диалогу."),
        ("ru", "Деловой совет двух стран обсудил торговлю."),
        ("zh", "中俄签署《中俄睦邻友好合作条约》。"),
        ("zh", "双方应坦诚对话。"),
        ("zh", "深入推进两国关系。"),
    ],
)
def test_what_is_no_tone(language: str, text: str) -> None:
    assert found(text, language) == []


def test_places_are_exact_and_say_why() -> None:
    text = readout(
        "It began. The talks were frank; the tone, friendly.", "Nothing.", "A candid talk took place."
    )
    got = tone.tone_words(text)
    assert [(w.at.paragraph, w.text, w.near) for w in got] == [
        (1, "frank", "talks"), (1, "friendly", "tone"), (3, "candid", "talk"),
    ]  # fmt: skip
    for w in got:
        block = text.paragraph(w.at.paragraph)
        assert block is not None
        assert block.text[w.at.start : w.at.end] == w.text
        assert block.text[w.sentence.at.start : w.sentence.at.end] == w.sentence.text


def test_own_words() -> None:
    own = '[tone.icy]\nlabel = "icy"\nreads = "frozen"\nen = ["icy"]\n[tone.frank]\nen = ["blunt"]\n'
    try:
        words.use({"tone.toml": ("mine/tone.toml", own)})
        assert found("The talks were icy and blunt, and frank.", "en") == ["icy", "frank", "frank"]
        assert tone.tones()["frank"].reads == "disagreement was voiced"
    finally:
        words.use({})
    assert found("The talks were icy and blunt.", "en") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[tone.icy]\nen = ['icy']\n", "mine/tone.toml:1: [tone.icy] needs a label"),
        ("[tone.frank]\nen = 'blunt'\n", "mine/tone.toml:2: en must be a list"),
        ("\n[nearby]\nen = ['x']\n", "mine/tone.toml:2: [nearby] is none of"),
        ("[within]\nen = 'six'\n", "mine/tone.toml:2: en must be a number"),
        ("[tone.frank]\nread = 'x'\n", "mine/tone.toml:2: [tone.frank]: read is none"),
    ],
)
def test_mistakes_in_own_words(text: str, line: str) -> None:
    try:
        with pytest.raises(BriefingError) as told:
            words.use({"tone.toml": ("mine/tone.toml", text)})
        assert str(told.value).startswith(line)
    finally:
        words.use({})
