"""Texts in other encodings than UTF-8: marks, declarations, guesses that are told, noise that is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.reading.formats import Unreadable, encodings
from briefing_tui.reading.load import read_file

RUSSIAN = [
    "Президент принял посла. Стороны обсудили торговлю и поставки зерна, а ещё встречу министров.",
    "Состоялась встреча министров. Речь шла о дорогах, о совместных учениях и о визите в сентябре.",
    "«Это важно», — подчеркнул он. Объём перевалки вырос на 12 %, и порт готов принять ещё больше судов.",
    "МИНИСТР ПРИБЫЛ С ВИЗИТОМ В СТОЛИЦУ СОСЕДНЕЙ СТРАНЫ, ГДЕ ОСМОТРЕЛ НОВЫЙ МОСТ И ДВА СКЛАДА",
    "Talks, 3 May 2026: Стороны обсудили торговлю. Press office, Nairobi.",
    "Губернатор области и посол Кении осмотрели элеватор; затем они выехали к реке, где строится мост. "
    "Посол отметил, что работы идут по плану, а губернатор пригласил его на открытие, оно будет осенью.",
]
CHINESE = [
    "两国外长就地区局势交换意见，双方讨论了粮食贸易、港口建设和九月的访问。",
    "国务委员会见来访的肯尼亚外长，强调两国友谊源远流长，愿扩大农产品进口，推动铁路项目早日完工。",
    "双方同意加强经济合作。",
]
TRADITIONAL = [
    "雙方討論了糧食貿易與港口建設。",
    "外交部長會見來訪的肯亞外長，強調兩國友誼，願擴大農產品進口。",
]
OTHERS = [
    ("Le président a reçu l’ambassadeur à l’Élysée, où ils ont parlé du blé.", "windows-1252"),
    ("会談は平和のために行われた。両国の外相が出席した。", "shift_jis"),
    ("会談は平和のために行われた。両国の外相が出席した。", "euc-jp"),
    ("양국 외교장관은 회담을 가졌다. 무역을 논의했다.", "euc-kr"),
    ("Οι δύο υπουργοί συζήτησαν το εμπόριο και την ενέργεια.", "cp1253"),
    ("Міністр прийняв посла. Йшлося про торгівлю зерном і їхні спільні плани.", "windows-1251"),
]


@pytest.mark.parametrize(
    "charset", ["windows-1251", "koi8-r", "cp866", "iso8859-5", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", RUSSIAN, ids=range(len(RUSSIAN)))
def test_russian(text: str, charset: str) -> None:
    data = text.replace("—", "-").replace("«", '"').replace("»", '"').encode(charset)
    assert encodings.decode(data)[0] == data.decode(charset)  # capitals of cp866 are those of MacCyrillic


@pytest.mark.parametrize("text", RUSSIAN, ids=range(len(RUSSIAN)))
@pytest.mark.parametrize("size", [80, 60, 40])
def test_russian_in_short(text: str, size: int) -> None:
    for charset in ("windows-1251", "koi8-r"):
        data = text[:size].encode(charset, "ignore")
        assert encodings.decode(data)[1] == charset


@pytest.mark.parametrize(
    ("text", "charset", "name"),
    [
        *((text, "gb18030", "gb18030") for text in (*CHINESE, *TRADITIONAL)),
        *((text, "big5", "big5hkscs") for text in TRADITIONAL),
        *((text, charset, charset) for text in CHINESE for charset in ("utf-16-le", "utf-16-be")),
    ],
)
def test_chinese(text: str, charset: str, name: str) -> None:
    assert encodings.decode(text.encode(charset)) == (text, name)


@pytest.mark.parametrize(("text", "charset"), OTHERS)
def test_others(text: str, charset: str) -> None:
    assert encodings.decode(text.encode(charset))[0] == text


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-be"])
def test_a_mark_is_no_guess(charset: str) -> None:
    mark = {"utf-16-be": b"\xfe\xff", "utf-32-be": b"\x00\x00\xfe\xff"}.get(charset, b"")
    assert encodings.decode(mark + CHINESE[0].encode(charset)) == (CHINESE[0], "")


def test_a_declaration_is_no_guess_and_one_that_is_wrong_does_not_count() -> None:
    data = RUSSIAN[0].encode("koi8-r")
    assert encodings.decode(data, "KOI8-R") == (RUSSIAN[0], "")
    assert encodings.decode(data, "utf-8") == (RUSSIAN[0], "koi8-r")
    assert encodings.decode(data, "nobody-knows") == (RUSSIAN[0], "koi8-r")
    assert encodings.decode(RUSSIAN[0].encode(), "rot13") == (RUSSIAN[0], "")


@pytest.mark.parametrize(
    "data",
    [
        b"The trade grows. \x9b31m \x9d0;x\x9c",
        b"a\xff",
        b"The trade grows, and both say so. \xf4\x90\x80\x80",
        b"The trade \xed\xa0\x80\xed\xb0\x80",
        b"The trade \xc0\x9b31m \xc1\x9b",
        b"\x1f\x8b\x08\x08\xff\xff" * 9,
        b"\x7fELF\x02\x01\x01" + bytes(64),
        bytes(4096),
        random.Random(1).randbytes(65536),
        bytes(random.Random(2).choices(range(1, 256), k=65536)),
    ],
)
def test_noise_is_no_text(data: bytes) -> None:
    with pytest.raises(Unreadable):
        encodings.decode(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "big5", "utf-7", "hex", "idna", "x\x00"]))
def test_any_bytes_are_text_or_refused(data: bytes, declared: str) -> None:
    try:
        text, _ = encodings.decode(data, declared)
    except Unreadable as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert isinstance(text, str)


def test_a_guess_is_told_by_the_readout(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_bytes(RUSSIAN[0].encode("windows-1251"))
    (readout,) = read_file(path)
    assert [b.text for b in readout.body] == [RUSSIAN[0]]
    assert "encoding" in readout.guessed
    assert readout.remarks == ("read as windows-1251, which was guessed: look whether the words are right",)


def test_front_matter_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "talks.md"
    path.write_bytes(f"---\nside: russia\ntitle: Встреча\n---\n\n{RUSSIAN[1]}\n".encode("utf-16"))
    (readout,) = read_file(path)
    assert (readout.side, readout.title, readout.body[0].text) == ("russia", "Встреча", RUSSIAN[1])
    assert "encoding" not in readout.guessed


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii"])
def test_latin_is_declared_and_it_is_not(declared: str) -> None:
    text = "Состоялся телефонный разговор министров, обсуждались вопросы торговли."
    assert encodings.decode(text.encode("windows-1251"), declared) == (text, "windows-1251")
    french = "Les ministres ont échangé leurs vues à Genève."
    assert encodings.decode(french.encode("latin-1"), declared) == (french, "")
