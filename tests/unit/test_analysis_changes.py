"""Since last time: cards, sentences, names, places and figures of a side, then and now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing_tui.analysis import words
from briefing_tui.analysis.changes import Changes, Kind, Line, SideChanges, changes
from briefing_tui.analysis.compare import compare
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief, BriefingError, Comparison, Pair, Readout, SourceKind
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

from ..conftest import OwnWords
from .growth import MOST, growth

BEFORE, AFTER = "2025-02-24-putin-xi", "2026-02-04-putin-xi"


def readout(text: str, language: str = "en", *, side: str = "russia", complete: bool = True) -> Readout:
    source = Source("t.txt", text, False)
    made = load.read_source(source, f"{side}.{language}", side=side)[0]
    return replace(made, language=language, complete=complete)


def brief(day: str, *readouts: Readout) -> Brief:
    return Brief(day, f"Meeting of {day}", day, ("russia", "china"), readouts)


def analysed(of: Brief, pair: Pair) -> Comparison:
    left, right = of.readout(pair.left), of.readout(pair.right or "")
    assert left
    return compare(left, right)


def since(
    then: Readout | Sequence[Readout], now: Readout | Sequence[Readout], *, original: bool = False
) -> Changes:
    earlier, later = ([r] if isinstance(r, Readout) else r for r in (then, now))
    return changes(brief("2025-03-01", *earlier), brief("2026-03-01", *later), analysed, original=original)


def side(
    then: str, now: str, language: str = "en", *, whole: tuple[bool, bool] = (True, True)
) -> SideChanges:
    texts = (readout(t, language, complete=c) for t, c in zip((then, now), whole, strict=True))
    (one,) = since(*texts).sides
    return one


def said(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.verdict, line.label) for line in lines]


def test_cards_grow_shrink_come_and_go() -> None:
    lines = side(
        "Trade in gas grew.\n\nTrade in oil and investment grew.\n\nThey called for a ceasefire in Gaza.",
        "Trade in gas grew.\n\nThey called for a ceasefire in Gaza and in Sudan, and for talks on Ukraine."
        "\n\nThe president was invited to the summit next year.",
    ).of("card")
    by_card = {line.label: line for line in lines}
    assert by_card["2 Economy"].verdict == "shrank" and by_card["4 Regional issues"].verdict == "grew"
    assert by_card["5 Future plans"].verdict == "new"
    assert by_card["2 Economy"].words.endswith("of the text, 2 → 1 point")
    assert by_card["5 Future plans"].then is None


@pytest.mark.parametrize(
    ("language", "kept", "before", "after", "shown"),
    [
        ("en", "Relations stand at an unprecedented level and do not depend on anyone.",
         "Both sides will go on supporting one another on key issues of their interests.",
         "Both sides will firmly go on supporting one another on key issues of their interests.",
         "Both sides will {+firmly+} go on supporting one another on key issues of their interests."),
        ("ru", "Отношения находятся на беспрецедентном уровне и ни от кого не зависят.",
         "Стороны продолжат поддерживать друг друга по ключевым вопросам своих интересов.",
         "Стороны будут поддерживать друг друга по ключевым вопросам своих интересов.",
         "Стороны [-продолжат-]{+будут+} поддерживать друг друга по ключевым вопросам своих интересов."),
        ("zh", "两国关系处于前所未有的高水平，不受任何第三方影响。",
         "双方将继续在涉及彼此核心利益问题上相互支持。",
         "双方将继续坚定在涉及彼此核心利益问题上相互支持。",
         "双方将继续{+坚定+}在涉及彼此核心利益问题上相互支持。"),
    ],
)  # fmt: skip
def test_sentences_come_back(language: str, kept: str, before: str, after: str, shown: str) -> None:
    again = kept.replace(" ", "  ", 1) if language != "zh" else kept
    lines = side(f"{before}\n\n{kept}", f"{again}\n\n{after}", language).of("words")
    assert [line.verdict for line in lines] == ["word for word", "reworded"]
    assert lines[0].words == f"“{kept}”" and lines[1].words == shown
    assert (lines[0].where, lines[1].where) == ("¶1, last time ¶2", "¶2, last time ¶1")


@pytest.mark.parametrize("other", [
    "Relations stand at an unprecedented level, and do not depend on anyone.",
    "Relations stand at a unprecedented level and do not depend on anyone.",
])  # fmt: skip
def test_word_for_word_is_exactly_that(other: str) -> None:
    one = "Relations stand at an unprecedented level and do not depend on anyone."
    assert [line.verdict for line in side(one, other).of("words")] == ["reworded"]
    assert [line.verdict for line in side(one, one.upper()).of("words")] == ["word for word"]


def test_a_sentence_comes_back_once_and_another_one_does_not() -> None:
    one = "Relations stand at an unprecedented level and do not depend on anyone."
    assert len(side(one, f"{one}\n\n{one}").of("words")) == 1
    other = "The fleets of the two countries have met on the high seas near the island."
    assert not side(one, other).of("words")


@pytest.mark.parametrize(
    ("language", "then", "now", "people", "where"),
    [
        ("en", "Putin met President Xi and spoke of Iran.",
         "Putin met Xi Jinping and Wang Yi and spoke of Cuba.",
         [("new", "Wang Yi")], [("new", "Cuba"), ("gone", "Iran")]),
        ("ru", "Путин и Песков говорили об Иране.",
         "С Путиным говорили о Кубе; Пескову и Лаврову поручено это.",
         [("new", "Лаврову")], [("new", "Cuba (Кубе)"), ("gone", "Iran (Иране)")]),
        ("zh", "习近平主席同普京谈伊朗问题。", "习主席同普京谈古巴问题，王毅参加。",
         [("new", "王毅")], [("new", "Cuba (古巴)"), ("gone", "Iran (伊朗)")]),
    ],
)  # fmt: skip
def test_names_and_places_appear_and_vanish(
    language: str, then: str, now: str, people: list[tuple[str, str]], where: list[tuple[str, str]]
) -> None:
    found = side(then, now, language)
    assert said(found.of("person")) == people
    assert said(found.of("place")) == where


@pytest.mark.parametrize(
    ("language", "then", "now"),
    [
        ("en", "Putin met Volodymyr Zelensky.", "Putin met President Zelenskyy."),
        ("en", "They met Erdogan and Araghchi.", "They met Erdoğan and Araqchi."),
        ("en", "Xi Jinping and Wang Yi came.", "Xi Jinping and Foreign Minister Wang came."),
        ("ru", "Были Арагчи и Уиткофф.", "Были у Аракчи и Виткоффа."),
        ("zh", "习近平会见特朗普和泽连斯基。", "习近平会见川普和泽伦斯基。"),
        ("zh", "习近平和王毅参加。", "习近平和王外长参加。"),
        ("en", "Trade stood at US$200 billion.", "Trade stood at $200 billion."),
        ("en", "Trade stood at 200 billion US dollars.", "Trade stood at $200 billion."),
    ],
)
def test_nobody_is_gone_who_is_there_under_another_spelling(language: str, then: str, now: str) -> None:
    found = side(then, now, language)
    assert said([*found.of("person"), *found.of("place")]) == []


def test_a_person_is_gone_though_somebody_else_has_that_surname() -> None:
    found = side("Xi Jinping and Wang Yi came.", "Xi Jinping and Wang Huning came.")
    assert said(found.of("person")) == [("new", "Wang Huning"), ("gone", "Wang Yi")]


def test_what_an_incomplete_text_lacks_is_unknown() -> None:
    then, now = "They spoke of Iran and of 90 ships.", "They spoke of Cuba and of 70 planes."
    half = side(then, now, whole=(False, True))
    assert said(half.of("place")) == [("unknown whether new", "Cuba"), ("gone", "Iran")]
    assert said(half.of("figure")) == [("unknown whether new", "70"), ("gone", "90")]
    assert {line.sign for line in half.of("place")} == {"?", "-"}
    half = side(then, now, whole=(True, False))
    assert said(half.of("place")) == [("new", "Cuba"), ("unknown whether gone", "Iran")]
    card = side("Trade in gas grew.", "They called for a ceasefire in Gaza.", whole=(True, False)).of("card")
    assert ("unknown whether gone", "2 Economy") in said(card)


@pytest.mark.parametrize("kind", [SourceKind.DIGEST, SourceKind.SUMMARY])
def test_what_a_retelling_lacks_is_unknown(kind: SourceKind) -> None:
    """However complete: a name, a figure, a card may be in the text that it retells."""
    own, retold = "They spoke of Iran and of 90 ships.", "They spoke of Cuba and of trade with 70 planes."
    for texts in ((own, retold), (retold, own)):
        one, other = (replace(readout(t), source=kind if t == retold else SourceKind.OFFICIAL) for t in texts)
        (made,) = since(one, other).sides
        word = "gone" if texts[1] == retold else "new"
        assert {"new", "gone"} - {line.verdict for line in made.lines} >= {word}
        assert f"unknown whether {word}" in {line.verdict for line in made.of("place")}
        assert any("complete, but retold: what it lacks is unknown" in s for s in made.sources)


def test_of_a_retelling_only_what_is_quoted_comes_back() -> None:
    text = "They want to feed the quiet lanterns. He spoke of “a table with room for all neighbours”."
    digests = [replace(readout(t), source=SourceKind.DIGEST) for t in (text, f"{text} Once more.")]
    (made,) = since(*digests).sides
    (line,) = made.of("words")
    assert line.now and (line.verdict, line.now.text) == (
        "word for word",
        "a table with room for all neighbours",
    )
    (own,) = since(readout(text), readout(text)).sides
    assert len(own.of("words")) == 2


@pytest.mark.parametrize(
    ("language", "then", "now", "told"),
    [
        ("en", "Bilateral trade stayed above $200 billion.",
         "Bilateral trade came to more than $240 billion.",
         [("up", "above $200 billion → more than $240 billion")]),
        ("en", "Bilateral trade stayed above $240 billion.",
         "Bilateral trade fell to 228 billion US dollars.",
         [("down", "above $240 billion → 228 billion US dollars")]),
        ("en", "Bilateral trade stayed above $200 billion.", "Trade between the two has passed $200 billion.",
         [("same", "passed $200 billion")]),
        ("en", "Bilateral trade stayed above $200 billion.", "Bilateral trade came to almost $200 billion.",
         [("another figure", "above $200 billion → almost $200 billion")]),
        ("en", "Bilateral trade came to $228 billion.", "Bilateral trade stayed above $200 billion.",
         [("another figure", "$228 billion → above $200 billion")]),
        ("en", "Bilateral trade came to $228 billion.", "Bilateral trade stayed above $240 billion.",
         [("up", "$228 billion → above $240 billion")]),
        ("en", "The treaty turns 24 years old.", "The treaty turns 25 years old.",
         [("up", "24 → 25")]),
        ("en", "The plan for agriculture runs until 2030.", "The plan for agriculture runs until 2035.",
         [("later", "2030 → 2035")]),
        ("en", "The talks on fisheries begin on 5 May.", "The talks on fisheries begin on 9 June.",
         [("another day", "5 May → 9 June")]),
        ("en", "Exports of grain grew by 20%.", "Exports of grain grew by 12%.", [("down", "20% → 12%")]),
        ("ru", "Товарооборот превысил 200 млрд долларов.", "Товарооборот составил 245 млрд долларов.",
         [("another figure", "превысил 200 млрд долларов → 245 млрд долларов")]),
        ("zh", "双边贸易额超过2000亿美元。", "双边贸易额达到2450亿美元。",
         [("another figure", "超过2000亿美元 → 2450亿美元")]),
    ],
)  # fmt: skip
def test_figures_move(language: str, then: str, now: str, told: list[tuple[str, str]]) -> None:
    assert said(side(then, now, language).of("figure")) == told


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("Bilateral trade stayed above $200 billion.", "The reconstruction of Syria will cost $240 billion."),
        ("Bilateral trade stayed above $200 billion.", "Bilateral trade stayed above €240 billion."),
        ("Bilateral trade grew by 20%.", "Bilateral trade stayed above $240 billion."),
        ("Bilateral trade came to $200 billion.", "Bilateral trade grew by $240 billion."),
        ("Bilateral trade came to $200 billion.", "They intend to raise bilateral trade to $240 billion."),
        ("They spoke of 90 ships for the fleet.", "They spoke of 70 planes for the fleet."),
    ],
)
def test_a_figure_of_something_else_is_new_and_the_old_one_gone(then: str, now: str) -> None:
    assert [line.verdict for line in side(then, now).of("figure")] == ["new", "gone"]


def test_where_two_figures_fit_as_well_none_has_moved() -> None:
    now = "Bilateral trade stayed above $210 billion.\n\nBilateral trade stayed above $240 billion."
    lines = side("Bilateral trade stayed above $200 billion.", now).of("figure")
    assert [line.verdict for line in lines] == ["new", "new", "gone"]


def test_the_days_of_the_two_events_and_years_that_are_over_are_no_news() -> None:
    then, now = "They spoke on 1 March.\n\nIn 2024 all went well.", "They met in 2026, on March 1."
    assert not side(then, now).of("figure")


def test_every_line_opens_at_its_words() -> None:
    then = "Bilateral trade stayed above $200 billion.\n\nPutin and Lavrov spoke of Iran at length with him."
    now = "They met.\n\nPutin spoke of Cuba at length with him.\n\nBilateral trade came to $240 billion."
    made = since(readout(then), readout(now))
    (one,) = made.sides
    for text, lines in ((made.then, [x.then for x in one.lines]), (made.now, [x.now for x in one.lines])):
        for found in filter(None, lines):
            assert found.spot.brief == text.id
            shown = text.readout(found.spot.readout)
            block = shown and shown.paragraph(found.spot.paragraph)
            assert block and 0 <= found.spot.start < found.spot.end <= len(block.text)
            words = block.text[found.spot.start : found.spot.end]
            assert words in found.text or found.text in words


def test_texts_of_a_side_are_in_one_language_english_first() -> None:
    en, ru, zh = (readout("Trade grew.", language) for language in ("en", "ru", "zh"))
    ru = replace(ru, original=True)

    def keys(then: list[Readout], now: list[Readout], *, original: bool = False) -> tuple[str, str]:
        (one,) = since(then, now, original=original).sides
        return one.then.readout.key, one.now.readout.key

    assert keys([ru, en], [ru, en]) == ("russia.en", "russia.en")
    assert keys([ru, en], [ru, en], original=True) == ("russia.ru", "russia.ru")
    assert keys([ru, zh], [en, ru]) == ("russia.ru", "russia.ru")
    assert keys([en], [en, ru], original=True) == ("russia.en", "russia.en")


def test_in_two_languages_only_cards_and_places_are_compared() -> None:
    then, now = readout("They spoke of Iran and 90 ships.", "en"), readout("Лавров говорил о Кубе.", "ru")
    (one,) = since(then, now).sides
    assert not one.one_language
    assert {line.kind for line in one.lines} == {"card", "place"}


def test_a_side_without_a_text_of_both_is_named() -> None:
    china = readout("Trade grew.", side="china")
    made = since([readout("Trade grew.")], [readout("Trade grew."), china])
    assert [s.name for s in made.sides] == ["Russia"] and made.without == ("China",)


@pytest.mark.parametrize(
    ("name", "original", "kind", "lines"),
    [
        ("Russia", False, "person", {("new", "Wang Yi"), ("new", "Shoigu"), ("new", "Trump")}),
        ("Russia", False, "figure", {("same", "80th"), ("new", "above $200 billion")}),
        ("Russia", True, "place", {("new", "Cuba (Кубы)"), ("new", "BRICS (БРИКС)")}),
        ("China", False, "place", {("gone", "Brazil"), ("gone", "Ukraine"), ("new", "BRICS")}),
        ("China", False, "figure", {("new", "30th"), ("new", "25th")}),
        ("China", True, "person", {("new", "王毅")}),
        ("China", True, "figure", {("same", "80周年"), ("new", "30周年")}),
    ],
)
def test_the_bundled_pair(
    shelf: Shelf, name: str, original: bool, kind: Kind, lines: set[tuple[str, str]]
) -> None:
    made = changes(shelf.open(BEFORE), shelf.open(AFTER), shelf.compare, original=original)
    one = next(s for s in made.sides if s.name == name)
    told = said(one.of(kind))
    assert lines <= {(verdict.removeprefix("unknown whether "), label) for verdict, label in told}
    assert not {"new", "gone"} & {verdict for verdict, _ in told}, "both are digests"


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ("2022-02-04-putin-xi", "2024-05-16-putin-xi", ("up", "passed $140 billion → passed $240 billion")),
        (
            "2024-05-16-putin-xi",
            "2025-05-08-putin-xi",
            ("another figure", "passed $240 billion → $244.8 billion"),
        ),
    ],
)
def test_figures_that_moved_in_the_bundled_sequence(
    shelf: Shelf, then: str, now: str, told: tuple[str, str]
) -> None:
    made = changes(shelf.open(then), shelf.open(now), shelf.compare)
    china = next(s for s in made.sides if s.name == "China")
    assert told in said(china.of("figure"))


@pytest.mark.parametrize("original", [False, True])
def test_set_phrases_come_back_in_the_bundled_sequence(shelf: Shelf, original: bool) -> None:
    made = changes(shelf.open(BEFORE), shelf.open("2025-05-08-putin-xi"), shelf.compare, original=original)
    assert [[line.verdict for line in s.of("words")] for s in made.sides] == [["reworded"], ["word for word"]]
    made = changes(shelf.open("2022-02-04-putin-xi"), shelf.open("2024-05-16-putin-xi"), shelf.compare)
    assert not [line for s in made.sides for line in s.of("words")], "Years of Culture, Years of Sports"


def test_a_desk_adds_words_to_the_figures(own_words: OwnWords) -> None:
    then, now = "Trade in gas came to $200 billion.", "Trade in gas came to $240 billion, on paper."
    assert [line.verdict for line in side(then, now).of("figure")] == ["up"]
    words.use({"figures.toml": ("mine/figures.toml", "[target]\nen = ['on paper']\n")})
    assert [line.verdict for line in side(then, now).of("figure")] == ["new", "gone"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[targets]\nen = ['x']\n",
            "mine/figures.toml:1: [targets] is none of currency.SIGN, change, target",
        ),
        ("[more]\nen = 'above'\n", "mine/figures.toml:2: en must be a list"),
        ("[currency]\n'$' = ['buck']\n", "mine/figures.toml:2: $ must be a table"),
    ],
)
def test_a_mistake_in_the_desks_words_is_told(own_words: OwnWords, text: str, told: str) -> None:
    with pytest.raises(BriefingError) as error:
        words.use({"figures.toml": ("mine/figures.toml", text)})
    assert str(error.value).startswith(told)


def test_desks_words_that_no_reader_of_toml_takes(own_words: OwnWords) -> None:
    for text, told in ((f"x = {'1' * 5000}", "has a number that is too long"), ("[" * 5000, "")):
        with pytest.raises(BriefingError, match=f"^mine/figures.toml.*{told}"):
            words.use({"figures.toml": ("mine/figures.toml", text)})
    with pytest.raises(BriefingError, match="is nested too deeply"):
        words.use({"figures.toml": ("mine/figures.toml", f"x = {'[' * 5000}")})


def test_time_grows_with_the_length() -> None:
    def work(size: int) -> object:
        texts = (
            "\n\n".join(f"{w} {i} of {i % 97} agreed on ${i * 7} billion in Cuba." for i in range(size))
            for w in ("Leader", "Partner")
        )
        return side(*texts)

    assert growth(work, 60) < MOST


def test_where_all_is_as_before_nothing_is_new_or_gone(shelf: Shelf) -> None:
    same = shelf.open(AFTER)
    for one in changes(same, same, shelf.compare).sides:
        assert {line.verdict for line in one.lines} <= {"as before", "word for word", "same"}


@pytest.mark.parametrize(
    ("language", "then", "now"),
    [
        ("en", "Bilateral trade reached $200 billion.", "Trade with India reached $240 billion."),
        ("en", "Russia supplied 10 million tonnes of oil.", "Russia supplied 12 million tonnes of coal."),
        ("en", "Exports of gas grew by 10 percent.", "Exports of oil grew by 12 percent."),
        ("en", "Bilateral trade grew by 10%.", "Bilateral trade fell by 12%."),
        ("en", "In the first half of the year trade was $100 billion.", "Trade was $240 billion last year."),
        ("en", "China made up 30% of Russian exports.", "China made up 35% of Russian imports."),
        ("en", "Xi will visit Russia on 5 May.", "Putin will visit Russia on 7 May."),
        ("en", "Tariffs of 25% were imposed on steel.", "Tariffs of 50% were imposed on aluminium."),
        (
            "ru",
            "Товарооборот достиг 200 млрд долларов.",
            "Товарооборот с Индией достиг 60 млрд долларов.",
        ),
        ("ru", "Поставки газа выросли на 10%.", "Поставки нефти выросли на 12%."),
        ("ru", "Товарооборот вырос на 10%.", "Товарооборот снизился на 12%."),
        ("zh", "双边贸易额增长10%。", "双边贸易额下降12%。"),
        ("zh", "双边贸易额增长10%。", "双边投资额增长12%。"),
    ],
)
def test_a_figure_of_something_else_has_not_moved(language: str, then: str, now: str) -> None:
    found = said(side(then, now, language).of("figure"))
    assert sorted(verdict for verdict, _ in found) == ["gone", "new"]


@pytest.mark.parametrize(
    ("language", "then", "now"),
    [
        ("en", "Putin said that trade grew and reached $200 billion.", "Xi said trade reached $240 billion."),
        ("en", "Bilateral trade grew by 10%.", "Bilateral trade grew by 12%."),
        ("ru", "Поставки газа выросли на 10%.", "Поставки газа выросли на 12%."),
        ("zh", "双边贸易额增长10%。", "双边贸易额增长12%。"),
    ],
)
def test_a_figure_of_the_same_has_moved(language: str, then: str, now: str) -> None:
    assert [verdict for verdict, _ in said(side(then, now, language).of("figure"))] == ["up"]
