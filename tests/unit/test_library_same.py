"""The same words in another format are the same text; nothing of a text that has changed is.

What a format loses is not here, and so told as changed: addresses of links, which only Markdown has, and
figures of notes, which a page's text has no more and a PDF's has as digits.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing_tui.library import proposing
from briefing_tui.library.importing import keep
from briefing_tui.library.proposing import Fate, Text
from briefing_tui.library.same import mark
from briefing_tui.library.shelf import Shelf
from briefing_tui.library.table import Table
from tests.unit.one_text import FORMATS, Part

Parts = list[Part]

DATED: Parts = [
    ("h1", "Telephone call with the Prime Minister of Norway, 12 May 2026"),
    ("p", "The President of Kenya spoke by telephone with the Prime Minister of Norway at the request of the "
     "Norwegian side. Both spoke of the many years in which their countries have worked together."),
    ("h2", "Trade and the economy"),
    ("p", "They agreed that trade in tea, fish and machines should grow to $1.5 billion in 2027, and that a "
     "long-term agreement on renewable energy is to be signed before the end of the year."),
    ("li", "A joint commission meets in Nairobi in September."),
    ("li", "Ports and shipping: a group of experts is formed."),
    ("h2", "Security"),
    ("p", "The President called for a ceasefire in Sudan. The Prime Minister said: “we can help”."),
    ("p", "It was agreed to keep in touch."),
]  # fmt: skip
UNDATED = [
    ("h1", "President and Prime Minister of Norway speak by telephone"),
    ("p", "12 May 2026"),
    *DATED[1:],
]
SENTENCE = [("h1", "The President of Kenya spoke with the Prime Minister of Norway."), *UNDATED[1:]]
LONG = [
    ("h1", "Readout of the telephone conversation of the President of the Republic of Kenya with the Prime "
     "Minister of the Kingdom of Norway on trade, energy and the situation in Sudan"), *UNDATED[1:],
]  # fmt: skip
RUSSIAN: Parts = [
    ("h1", "Телефонный разговор с Председателем КНР Си Цзиньпином"),
    ("p", "4 февраля 2026 года"),
    ("p", "Владимир Путин провёл телефонный разговор с Председателем Китайской Народной Республики Си "
     "Цзиньпином. Подробно обсуждено состояние российско-китайского сотрудничества и его перспективы."),
    ("h2", "Экономика"),
    ("p", "Отмечено, что товарооборот держится на уровне выше 200 миллиардов долларов, а доля расчётов в "
     "национальных валютах растёт."),
    ("p", "Условлено о дальнейших контактах."),
]  # fmt: skip
CHINESE: Parts = [
    ("h1", "习近平同俄罗斯总统普京通电话"),
    ("p", "2026年2月4日下午，国家主席习近平同俄罗斯总统普京通电话。习近平指出，中俄关系在高水平上发展，双方"
     "贸易额连续三年超过2000亿美元，人民往来日益密切。"),
    ("p", "普京表示，俄方愿同中方加强能源、航天等领域合作，共同维护国际公平正义。双方还就共同关心的国际"
     "和地区问题交换了意见，同意继续保持密切沟通，推动两国关系不断向前发展。"),
    ("p", "双方同意保持联系。"),
]  # fmt: skip
TEXTS = {
    "dated": DATED,
    "undated": UNDATED,
    "sentence": SENTENCE,
    "long": LONG,
    "russian": RUSSIAN,
    "chinese": CHINESE,
}


@pytest.fixture(scope="module", params=TEXTS)
def forms(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Text]:
    """The same text, read from a file of each format."""
    return read_all(tmp_path_factory.mktemp(request.param), TEXTS[request.param])


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Text]:
    return read_all(tmp_path_factory.mktemp("dated"), DATED)


def read_all(folder: Path, parts: Parts) -> dict[str, Text]:
    made = {}
    for form, write in FORMATS.items():
        path = folder / f"text.{form}"
        path.write_bytes(write(parts))
        (made[form],) = proposing.read([path])
    return made


@pytest.mark.parametrize("first", FORMATS)
def test_known_in_every_other_format(shelf: Shelf, forms: dict[str, Text], first: str) -> None:
    keep(shelf, proposing.settle([forms[first]], Table(shelf)))
    again = Table(shelf)
    fates = {form: proposing.settle([text], again).fate for form, text in forms.items()}
    assert fates == dict.fromkeys(FORMATS, Fate.KNOWN)


def test_every_word_is_read_in_every_format(forms: dict[str, Text]) -> None:
    words = {f: letters(" ".join(b.text for b in text.readout.blocks)) for f, text in forms.items()}
    assert words == dict.fromkeys(FORMATS, words["txt"])


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("$1.5 billion", "$15 billion"),
        ("12 May 2026", "13 May 2026"),  # in the headline, which is a paragraph of the .txt
        ("Security", "Security in Africa"),
        ("in touch.", "in close touch."),
    ],
)
def test_a_changed_text_is_not_known(
    shelf: Shelf, tmp_path: Path, dated: dict[str, Text], before: str, now: str
) -> None:
    changed = [(kind, words.replace(before, now)) for kind, words in DATED]
    assert changed != DATED
    says = {"side": "kenya", "published": "2026-05-12"}
    new = read_all(tmp_path, changed)
    marks = [(mark(a.readout), mark(b.readout)) for a in dated.values() for b in new.values()]
    assert not [(a, b) for a, b in marks if a.same(b)]
    (tmp_path / "old.txt").write_bytes(FORMATS["txt"](DATED))
    keep(shelf, proposing.settle(proposing.read([tmp_path / "old.txt"], says), None))
    (tmp_path / "new.html").write_bytes(FORMATS["html"](changed))
    again = proposing.settle(proposing.read([tmp_path / "new.html"], says), Table(shelf))
    assert again.fate is Fate.REVISION


def test_a_declared_headline_is_the_one_that_stands_over_the_text(
    tmp_path: Path, dated: dict[str, Text]
) -> None:
    """A dump has it in a column of its own, a page above the text."""
    body = f"---\ntitle: {DATED[0][1]}\n---\n\n" + FORMATS["md"](DATED[1:]).decode()
    (tmp_path / "row.md").write_text(body, "utf-8")
    (row,) = proposing.read([tmp_path / "row.md"])
    its = mark(row.readout)
    assert [f for f, t in dated.items() if not mark(t.readout).same(its)] == []
