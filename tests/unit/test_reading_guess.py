"""Side, language, date and source kind as a text tells them; the labelled readouts where they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.model import Readout, SourceKind
from briefing_tui.reading.guess import guess_date
from briefing_tui.reading.languages import guess_language
from briefing_tui.reading.load import Source, read_file, read_source


def read(text: str) -> Readout:
    (readout,) = read_source(Source("x.txt", text, markdown=False), "x")
    return readout


# Written for this test.
OWN = [
    ("kenya", "en", "President Ruto received the Prime Minister of Ethiopia in Nairobi. They spoke of rail."),
    ("india", "en", "Prime Minister Narendra Modi had a telephone call with President Lula of Brazil today."),
    (
        "ghana",
        "en",
        "Call with the Prime Minister of Iceland\n\nAccra, 7 April\n\nThe leaders spoke of Iceland.",
    ),
    ("france", "en", "President Emmanuel Macron hosted the Chancellor of Germany in Paris for talks."),
    ("united-kingdom", "en", "The Prime Minister spoke to the President of Poland. Downing Street said so."),
    (
        "united-states",
        "en",
        "Secretary Rubio met the Foreign Minister of Japan. The United States values it.",
    ),
    ("ukraine", "en", "President Volodymyr Zelenskyy held talks with the President of Poland in Kyiv."),
    ("japan", "en", "Prime Minister Ishiba held a meeting with the President of the Republic of Korea."),
    ("russia", "ru", "Владимир Путин провёл телефонный разговор с Президентом Турции. Обсудили торговлю."),
    (
        "belarus",
        "ru",
        "Президент Беларуси Александр Лукашенко встретился с Президентом Азербайджана в Минске.",
    ),
    ("china", "zh", "习近平同法国总统马克龙通电话。双方就经贸合作交换了意见。"),
    ("china", "zh", "王毅会见埃塞俄比亚外长。双方同意扩大合作。"),
    ("russia", "ru", "По телефону Президент Турции сообщил об итогах. Владимир Путин поблагодарил его."),
    ("china", "zh", "法国总统马克龙抵达。习近平同他会谈。"),
    ("russia", "ru", "Эрдоган прибыл с визитом. Переговоры начались."),
    ("ukraine", "uk", "Президент України зустрівся з прем'єр-міністром Польщі. Говорили про торгівлю."),
    ("japan", "ja", "日本の首相は韓国の大統領と会談を行いました。"),
    ("greece", "el", "Ο Πρωθυπουργός συναντήθηκε με τον Πρόεδρο της Κύπρου στην Αθήνα."),
    ("unknown", "en", "The two men met and spoke for an hour about everything and nothing."),
]


@pytest.mark.parametrize(
    ("side", "language", "text"), OWN, ids=[f"{s}.{i}" for i, (s, _, _) in enumerate(OWN)]
)
def test_side_and_language_of_texts_of_many_countries(side: str, language: str, text: str) -> None:
    readout = read(text)
    assert (readout.side, readout.language) == (side, language)
    assert {"side", "language", "source"} <= readout.guessed


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The talks", "en"),
        ("Les entretiens", "en"),
        ("Переговоры о G20 и APEC", "ru"),
        ("Переговори відбулися в Києві", "uk"),
        ("双方就APEC和G20交换意见", "zh"),
        ("会談を行いました", "ja"),
        ("회담이 열렸다", "ko"),
        ("عقد الاجتماع", "ar"),
        ("בפגישה", "he"),
        ("बैठक हुई", "hi"),
        ("2026 — 5%", "en"),
    ],
)
def test_language_by_its_letters(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("They met on April 3, 2024 in Nairobi.", "2024-04-03"),
        ("They met on 3 April 2024.", "2024-04-03"),
        ("Sept. 9, 2025", "2025-09-09"),
        ("Встреча 24 февраля 2025 года", "2025-02-24"),
        ("04.02.2026 18:48", "2026-02-04"),
        ("2026年2月4日下午", "2026-02-04"),
        ("2026 年 2 月 4 日", "2026-02-04"),
        ("中華民國115年3月11日", "2026-03-11"),
        ("Posted 2026-02-04.", "2026-02-04"),
        ("First 3 April 2024, then 2020-01-01", "2024-04-03"),
        ("x" * 2000 + " 3 April 2024", "2024-04-03"),
        ("They met on April 3.", ""),
        ("On 31.02.2026 nobody met.", ""),
        ("In room 12 of 2024", ""),
        ("The pact 45 Blurb 2024", ""),
        ("2月4日下午", ""),
    ],
)
def test_date(text: str, date: str) -> None:
    assert guess_date(text) == date


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("President Ruto of Kenya met his guest.", SourceKind.OFFICIAL),
        ("Владимир Путин провёл переговоры с Президентом Турции.", SourceKind.OFFICIAL),
        ("Vladimir Putin held talks with the President of Türkiye.", SourceKind.TRANSLATION),
        ("习近平同法国总统会谈。", SourceKind.OFFICIAL),
        ("新华社北京2月4日电 习近平同法国总统会谈。", SourceKind.WIRE),
        ("MOSCOW, February 4. /TASS/. Vladimir Putin held talks.", SourceKind.WIRE),
        ("Vladimir Putin held talks.\n\nPhoto: TASS", SourceKind.TRANSLATION),
        ("Vladimir Putin held talks.\n\nRead in full", SourceKind.EXCERPT),
        ("Vladimir Putin held talks. <...> They parted.", SourceKind.EXCERPT),
        ("Владимир Путин провёл переговоры.\n\nЧитать полностью", SourceKind.EXCERPT),
    ],
)
def test_source_kind(text: str, kind: SourceKind) -> None:
    readout = read(text)
    assert readout.source is kind
    assert readout.complete is kind.complete_by_default


SIDES = {"cn": "china", "ru": "russia", "us": "united-states", "ua": "ukraine"}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "E06_cn_zh",
            "E06_us_en",
            "E15_cn_zh",
            "E15_ru_ru",
            "E16_cn_zh",
            "E16_ru_en_a",
            "E17_ru_en",
            "E18_ru_en",
        ),
        *("E18_us_en", "E22_ua_en", "E22_us_en", "S01_ru_ru", "S06_ru_en", "S13_cn_zh", "SEED0_ru_en"),
    ],
)
def test_the_labelled_readouts_are_known_for_what_they_are(name: str, readout: Callable[[str], Path]) -> None:
    (made,) = read_file(readout(name))
    side, language = name.split("_")[1:3]
    assert (made.side, made.language) == (SIDES[side], language)
    assert made.original is ((side, language) in {("cn", "zh"), ("ru", "ru"), ("us", "en")})
    assert made.body


def test_the_summary_of_two_sides_is_two_readouts(readout: Callable[[str], Path]) -> None:
    made = read_file(readout("SEED1_two_sides"))
    assert [(r.side, r.language, r.source) for r in made] == [
        ("russia", "en", SourceKind.SUMMARY),
        ("china", "en", SourceKind.SUMMARY),
    ]
    assert all(block.label for r in made for block in r.body)
    assert [r.complete for r in made] == [False, False]
