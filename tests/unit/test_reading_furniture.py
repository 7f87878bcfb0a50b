"""Page furniture is set aside without a number; ordinary sentences are not taken for it."""

from __future__ import annotations

import pytest

from briefing_tui.model import BlockKind, Readout
from briefing_tui.reading import furniture
from briefing_tui.reading.load import Source, read_source


def read(*paragraphs: str) -> Readout:
    (readout,) = read_source(Source("x.txt", "\n\n".join(paragraphs), markdown=False), "x")
    return readout


def aside(readout: Readout) -> list[str]:
    return [b.text for b in readout.blocks if b.kind is BlockKind.FURNITURE]


def body(readout: Readout) -> list[str]:
    return [b.text for b in readout.body]


SENTENCE = "The two sides agreed to expand trade."


@pytest.mark.parametrize(
    "line",
    [
        "###",
        "* * *",
        "———",
        "#Kenya #Ethiopia",
        "#МИДРоссии",
        "<...>",
        "<…>",
        "https://example.org/readouts/5",
        "Read in full",
        "Read the full transcript on our site",
        "Read more in our Telegram channel",
        "👉 Read more in our Telegram channel",
        "📷 Photo: Press Service",
        "Photo by the State House",
        "Фото: пресс-служба",
        "Читать полностью",
        "FOR IMMEDIATE RELEASE",
        "April 3, 2024",
        "3 April 2024",
        "03.04.2024 14:30",
        "14:30",
        "3 апреля 2024 года 14:30",
        "2024年4月3日 14:30",
        "2024-04-03 14:30来源：【中大小】打印",
        "责任编辑：王某某",
        "（记者：王某某）",
    ],
)
def test_a_line_of_furniture_has_no_number(line: str) -> None:
    for readout in (read(SENTENCE, SENTENCE, line), read(SENTENCE, line, SENTENCE)):
        assert line in aside(readout)
        assert [b.number for b in readout.body] == [1, 2]
        assert body(readout) == [SENTENCE, SENTENCE]


@pytest.mark.parametrize(
    "line",
    [
        "Photographs of the signing were shown.",
        "Read aloud, the statement lasted an hour.",
        "Three items were signed: trade, transport, visas.",
        "On April 3, 2024 the leaders met.",
        "#1 on the list was trade.",
        "记者：请问总统先生怎么看？",
        "He shared the news.",
        "Events in the region were discussed.",
    ],
)
def test_a_sentence_is_not_furniture(line: str) -> None:
    assert not furniture.is_line(line)


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("MOSCOW, February 4. /TASS/.", "The leaders of Russia and India spoke."),
        ("BEIJING, Feb. 4 (Xinhua) --", "President Xi Jinping met his guest."),
        ("МОСКВА, 4 февраля. /ТАСС/.", "Лидеры двух стран провели переговоры."),
        ("新华社北京2月4日电（记者 王某）", "国家主席习近平同法国总统会谈。"),
        ("新华社巴黎5月6日电", "两国元首举行会谈。"),
        ("央视网消息（新闻联播）：", "国家主席习近平同肯尼亚总统会谈。"),
        ("中新网消息：", "两国外长通电话。"),
        ("Vladimir Putin:", "Good afternoon, colleagues."),
        ("💬 Yury Ushakov:", "The call took an hour."),
        ("President of France:", "We have much to do."),
        ("Emmanuel Macron (via interpreter):", "We have much to do."),
        ("Lee Jae-myung:", "We have much to do."),
        ("Mohammed bin Salman:", "We have much to do."),
        ("J. Smith:", "We have much to do."),
        ("Question:", "What comes next?"),
        ("В.Путин:", "Добрый день, коллеги."),
        ("В. Путин:", "Добрый день, коллеги."),
        ("Э.Макрон:", "Добрый день."),
        ("Михаил Мишустин:", "Добрый день."),
        ("Президент Франции Э.Макрон (как переведено):", "Добрый день."),
        ("Вопрос:", "Что дальше?"),
        ("习近平：", "我们同意。"),
        ("外交部发言人：", "中方已经表明立场。"),
        ("记者：", "请问总统先生怎么看？"),
    ],
)
def test_datelines_and_speaker_tags_are_cut_off(head: str, text: str) -> None:
    gap = "" if head[-1] in "：）电" else " "
    readout = read(SENTENCE, f"{head}{gap}{text}")
    assert head in aside(readout)
    assert body(readout) == [SENTENCE, text]


@pytest.mark.parametrize(
    "sentence",
    [
        "He said: we agree.",
        "Agenda: trade.",
        "The President said: we agree.",
        "President Putin stressed the following: trade must grow.",
        "Secretary Rubio and Minister Lavrov agreed: talks go on.",
        "Meeting with President Macron: the results.",
        "Bilateral ties with Russia: they are strong.",
        "One question remains open, and the leaders know it: the border.",
        "Leadership: it matters.",
        "Он сказал: мы согласны.",
        "Президент отметил: торговля растёт.",
        "Министр иностранных дел С.Лавров подчеркнул: диалог нужен.",
        "Повестка: торговля.",
        "习近平指出：中方愿同俄方合作。",
        "习近平主席强调：合作共赢。",
        "总统选举：双方交换了意见。",
        "议程：贸易。",
    ],
)
def test_an_ordinary_sentence_with_a_colon_is_no_speaker_tag(sentence: str) -> None:
    readout = read(SENTENCE, sentence, SENTENCE)
    assert body(readout) == [SENTENCE, sentence, SENTENCE]


@pytest.mark.parametrize(
    ("text", "tail"), [("They agreed. ###", "###"), ("They agreed. #Kenya #Talks", "#Kenya #Talks")]
)
def test_what_hangs_at_the_end_of_a_paragraph_is_cut_off(text: str, tail: str) -> None:
    readout = read(SENTENCE, text)
    assert body(readout) == [SENTENCE, "They agreed."]
    assert aside(readout) == [tail]


def test_a_page_saved_as_one_line() -> None:
    text = (
        "События Встреча с Президентом Казахстана 3 апреля 2024 года 14:30 Президенты провели переговоры. "
        "География Казахстан Темы Внешняя политика Статус материала Опубликован в разделе: Новости"
    )
    readout = read(text)
    # Headline and lead run together: better read twice than the lead lost with the headline.
    assert body(readout) == [
        "Встреча с Президентом Казахстана 3 апреля 2024 года 14:30 Президенты провели переговоры."
    ]
    assert len(aside(readout)) == 2
    assert readout.published == "2024-04-03"


@pytest.mark.parametrize("below", ["April 3, 2024", "April 3, 2024\n\n14:30", "Photo: State House", "###"])
def test_a_headline_is_the_title_whatever_stands_below(below: str) -> None:
    """Also where it names an office, as a caption does."""
    readout = read("Meeting with the President of Ethiopia", below, SENTENCE, SENTENCE)
    assert readout.title == "Meeting with the President of Ethiopia"
    assert "title" in readout.guessed
    assert body(readout) == [SENTENCE, SENTENCE]


def test_emoji_before_a_headline_are_not_of_the_title() -> None:
    assert (
        read("🇰🇪 🇪🇹 Leaders of Kenya and Ethiopia meet", SENTENCE).title
        == "Leaders of Kenya and Ethiopia meet"
    )


def test_a_first_sentence_is_no_title() -> None:
    readout = read(SENTENCE, "More of it.")
    assert readout.title == ""
    assert "title" not in readout.guessed


def test_a_lone_line_is_text_and_no_title() -> None:
    assert body(read("The leaders spoke today")) == ["The leaders spoke today"]


def test_a_name_above_a_photo_credit_is_its_caption() -> None:
    readout = read(
        "Leaders meet", SENTENCE, "Presidential Aide Yury Ushakov", "Photo: Press Service", SENTENCE
    )
    assert aside(readout) == ["Leaders meet", "Presidential Aide Yury Ushakov", "Photo: Press Service"]
    assert body(readout) == [SENTENCE, SENTENCE]


def test_a_speaker_tag_on_a_line_of_its_own() -> None:
    readout = read(SENTENCE, "Presidential Aide Yury Ushakov:", SENTENCE)
    assert aside(readout) == ["Presidential Aide Yury Ushakov:"]
    assert len(readout.body) == 2
