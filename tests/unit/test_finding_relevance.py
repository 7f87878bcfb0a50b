"""What analysts look for in the bundled briefs, and the points that they must find."""

from __future__ import annotations

from itertools import islice

import pytest

from briefing_tui.desk import Desk
from briefing_tui.finding.finder import Finder
from briefing_tui.finding.query import parse
from briefing_tui.settings.paths import Paths

CALL = "2026-02-04-putin-xi"
PHONE = "2025-02-24-putin-xi"
MAY = "2025-05-08-putin-xi"
SEPTEMBER = "2025-09-02-putin-xi"
STATE = "2024-05-16-putin-xi"
GAMES = "2022-02-04-putin-xi"
BALI = "2022-11-14-xi-biden"
VIDEO = "2021-12-07-biden-putin"

# Query, the point that it must find, among the first so many.
TABLE = [
    # English: other forms of the word, names, phrases
    ("Shenzhen", (CALL, "russia.en", 13), 2),
    ("billions pipeline", (SEPTEMBER, "russia.en", 6), 3),
    ("pipeline construct", (SEPTEMBER, "russia.en", 6), 3),
    ("visas", (CALL, "russia.en", 19), 3),
    ("exempting visa", (CALL, "china.en", 6), 3),
    ("detained citizen", (BALI, "united-states.en", 3), 3),
    ("decouple", (BALI, "china.en", 9), 5),
    ("Blinken’s visits", (BALI, "united-states.en", 5), 2),
    ("blinken", (BALI, "united-states.en", 5), 1),
    ('"has no limits"', (GAMES, "china.en", 7), 2),
    ('"nuclear war" -ukraine side:russia', (GAMES, "russia.en", 6), 2),
    ("“root cause”", (PHONE, "china.en", 4), 5),
    ('"friends for peace"', (PHONE, "china.en", 5), 1),
    ("zero-sum", (BALI, "china.en", 4), 5),
    ("Venezuela’s Cuba", (CALL, "russia.en", 28), 3),
    # Russian: cases, ё and е, hyphens
    ("Шэньчжэне", (CALL, "russia.ru", 13), 1),
    ("газопроводы", (SEPTEMBER, "russia.ru", 6), 3),
    ("безвизовые режимы", (CALL, "russia.ru", 19), 3),
    ("первопричинами", (MAY, "russia.ru", 8), 3),
    ("товарооборота", (CALL, "russia.ru", 40), 5),
    ("Куба Венесуэла", (CALL, "russia.ru", 28), 1),
    ("партнерство «стратегическим взаимодействием»", (CALL, "russia.ru", 34), 5),
    ("партнёрства взаимодействию after:2026", (CALL, "russia.ru", 34), 3),
    ("Си Цзиньпину side:Россия before:2025-03 on:2025", (PHONE, "russia.ru", 1), 5),
    # Chinese: one sign, two, more, traditional
    ("免签", (CALL, "china.zh", 6), 3),
    ("免簽", (SEPTEMBER, "china.zh", 8), 3),
    ("台 before:2023 side:китай", (BALI, "china.zh", 5), 2),
    ("臺灣", (BALI, "china.zh", 5), 3),
    ("和平之友", (PHONE, "china.zh", 5), 1),
    ("「戰略協作」 on:2026", (CALL, "china.zh", 4), 3),
    ("能源 農業 after:2026", (CALL, "china.zh", 6), 3),
    ("脱钩 -断链", (BALI, "china.zh", 9), 3),
    ("教育年", (CALL, "china.zh", 4), 2),
    ("习近平 拜登 红线", (BALI, "china.zh", 5), 3),
    # Conditions
    ("strategic side:俄罗斯 lang:en on:2026-02-04", (CALL, "russia.en", 34), 3),
    ("strategic side:us brief:biden", (VIDEO, "united-states.en", 4), 3),
    ("ukraine -side:russia kind:video", (VIDEO, "united-states.en", 2), 1),
    ('"joint statement" on:2024', (STATE, "russia.en", 8), 5),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    """The bundled briefs, read once."""
    with pytest.MonkeyPatch.context() as patched:
        for name in ("DATA", "CACHE", "STATE", "CONFIG"):
            patched.setenv(f"XDG_{name}_HOME", str(tmp_path_factory.mktemp(name)))
        finder = Desk().finder
    for _ in finder.update():
        pass
    return finder


@pytest.mark.parametrize(("words", "point", "among"), TABLE, ids=[row[0] for row in TABLE])
def test_it_finds(found: Finder, words: str, point: tuple[str, str, int], among: int) -> None:
    answer = found.search(parse(words))
    assert answer.total is not None, "by the index"
    first = [(h.event.brief, h.source.key, h.piece.paragraph) for h in islice(answer.found, among)]
    assert point in first


@pytest.mark.parametrize(
    "words",
    [
        "shenzhen -apec side:china lang:ru",
        "limits before:2022",
        '"war nuclear"',
        "略战",
        "免签 side:россия",
        "trade brief:biden lang:ru side:us",
        "Xi in:notes",
    ],
)
def test_it_does_not_find(found: Finder, words: str) -> None:
    assert list(found.search(parse(words)).found) == []


def test_every_query_finds_the_same_without_an_index(found: Finder, places: Paths) -> None:
    for words, _, _ in TABLE:
        query = parse(words)
        assert set(found.search(query).found) == set(found._through_all(query)), words
