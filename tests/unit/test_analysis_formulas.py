"""Formulas: the data, where they are found, and a desk's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.analysis import formulas as lexicon
from briefing_tui.analysis import words
from briefing_tui.analysis.formulas import Use, find
from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError, Readout
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

from ..conftest import OwnWords


def text(body: str, key: str = "russia.en", **front: str) -> Readout:
    """A readout; ``front`` is front matter."""
    head = "".join(f"{name}: {value}\n" for name, value in {"source": "official", **front}.items())
    side, language = key.split(".")
    source = Source("t.md", f"---\nside: {side}\nlanguage: {language}\n{head}---\n\n{body}\n", True)
    return load.read_source(source, key)[0]


def said(body: str, key: str = "russia.en", **front: str) -> list[tuple[str, str, str]]:
    return [(u.formula, u.variant, u.words) for u in find(text(body, key, **front))]


PHRASES = [
    (f.id, variant, language, phrase)
    for f in lexicon.formulas().values()
    for variant, language, phrase in f.phrases()
]


def test_there_are_enough_and_each_is_known_in_two_languages() -> None:
    assert len(lexicon.formulas()) >= 100
    for formula in lexicon.formulas().values():
        assert len({language for _, language, _ in formula.phrases()}) >= 2, formula.id
    for language in words.LANGUAGES:
        assert len({f for f, _, known, _ in PHRASES if known == language}) >= 95


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_phrase_is_found_whole_by_its_own_formula_and_no_other(language: str) -> None:
    find_in = lexicon.load(language).find
    for formula, variant, _, phrase in (p for p in PHRASES if p[2] == language):
        found = [(hit.value, hit.text) for hit in find_in(phrase)]
        assert found == [((formula, variant), phrase)]


def test_no_pattern_is_used_up_by_another_formula() -> None:
    for formula in lexicon.formulas().values():
        for variant, lists in formula.wordings.items():
            for language, patterns in lists.items():
                for pattern in patterns:
                    hits = lexicon.load(language).find(pattern.replace("*", ""))
                    assert [h.value for h in hits] == [(formula.id, variant)], pattern


def test_a_star_stands_behind_a_word_only() -> None:
    """Elsewhere it would silently mean nothing."""
    for formula in lexicon.formulas().values():
        for lists in formula.wordings.values():
            for pattern in (p for patterns in lists.values() for p in patterns):
                assert all("*" not in w.rstrip("*") and w != "*" for w in pattern.split()), pattern


INFLECTED = [
    (
        "russia.ru",
        "Стороны говорили об отношениях всеобъемлющего партнёрства и стратегического взаимодействия.",
        (
            "comprehensive-partnership",
            "of-moscow",
            "всеобъемлющего партнёрства и стратегического взаимодействия",
        ),
    ),
    ("russia.ru", "Эти связи не направлены против третьих стран.", ("third-parties", "", None)),
    ("russia.ru", "Речь шла о первопричинах.", ("root-causes", "", "первопричинах")),
    ("russia.en", "Their ties are Not Targeted at any Third Party.", ("third-parties", "", None)),
    (
        "united-states.en",
        "He reaffirmed that our one-China policy is unchanged.",
        ("one-china", "policy", None),
    ),
    ("china.en", "China stands by the one-China principle.", ("one-china", "", "one-China principle")),
    ("china.zh", "雙方堅持不針對第三方。", ("third-parties", "", "不針對第三方")),
    ("china.zh", "美方不支持“台独”。", ("taiwan-independence", "does-not-support", "不支持“台独”")),
    ("china.zh", "俄方反对任何形式的“台独”。", ("taiwan-independence", "", None)),
    ("china.zh", "深化新时代全面战略协作伙伴关系。", ("comprehensive-partnership", "for-a-new-era", None)),
    ("china.zh", "深化全面战略协作伙伴关系。", ("comprehensive-partnership", "without-the-era", None)),
]


@pytest.mark.parametrize(("key", "body", "wanted"), INFLECTED, ids=lambda v: str(v)[:30])
def test_inflected_and_traditional_wordings_show_the_words_as_they_stand(
    key: str, body: str, wanted: tuple[str, str, str | None]
) -> None:
    ((formula, variant, stands),) = said(body, key)
    assert (formula, variant) == wanted[:2]
    assert stands in body if wanted[2] is None else stands == wanted[2]


def test_the_longest_at_a_place_wins() -> None:
    body = "They spoke of mutual respect, peaceful coexistence, and win-win cooperation."
    assert [formula for formula, _, _ in said(body)] == ["three-principles"]


def test_plain_words_are_no_formula() -> None:
    assert said("The ministers met in Oslo, spoke of trade for an hour, and had lunch together.") == []
    assert said("Министры встретились в Осло и говорили о торговле.", "russia.ru") == []
    assert said("两国部长在奥斯陆会面，就贸易交换意见。", "china.zh") == []


def test_in_a_digest_only_what_is_quoted_is_verbatim() -> None:
    body = 'Ties are “back to back”. They are not directed against third parties, under a "One China" policy.'
    for kind, wanted in (("digest", [True, False, True]), ("official", [True] * 3)):
        assert [u.verbatim for u in find(text(body, source=kind, complete="true"))] == wanted


PIECES = st.sampled_from(
    [*(p[3] for p in PHRASES), "и", "and the", "在", ", ", "“", "”", ". ", "\n\n", "no", "ё"]
)


@given(st.lists(PIECES, min_size=1, max_size=12), st.sampled_from(["china.en", "china.ru", "china.zh"]))
def test_words_are_what_stands_at_the_place(pieces: list[str], key: str) -> None:
    try:
        made = text(" ".join(pieces), key)
    except BriefingError:  # no text in it
        return
    uses = find(made)
    last = (0, 0)
    for use in uses:
        block = made.paragraph(use.paragraph)
        assert block is not None
        assert block.text[use.start : use.end] == use.words != ""
        assert (use.paragraph, use.start) >= last, "in order, none overlapping"
        last = (use.paragraph, use.end)


# -- a desk's own -------------------------------------------------------------------------------


def test_a_desk_adds_a_formula_and_a_wording_to_one_of_ours(own_words: OwnWords) -> None:
    body = "Ties are as warm as Lake Zorb, and shoulder-high; they stand back to back."
    assert [f for f, _, _ in said(body)] == ["back-to-back"]
    own_words(
        {
            "formulas.toml": '[lake-zorb]\nname = "as warm as Lake Zorb"\nen = ["warm as Lake Zorb"]\n'
            '[back-to-back.high]\nen = ["shoulder-high"]\n'
        }
    )
    Desk().use_own_words()
    assert said(body) == [
        ("lake-zorb", "", "warm as Lake Zorb"),
        ("back-to-back", "high", "shoulder-high"),
        ("back-to-back", "", "back to back"),
    ]
    assert lexicon.formulas()["back-to-back"].name == "back to back"
    assert lexicon.formulas()["lake-zorb"].about == ""


def test_a_desks_word_on_the_same_pattern_is_the_last_one(own_words: OwnWords) -> None:
    own_words({"formulas.toml": '[mine]\nname = "mine"\nen = ["back to back"]\n'})
    Desk().use_own_words()
    assert [f for f, _, _ in said("They stand back to back.")] == ["mine"]


WRONG = {
    "no name": ('[zorb]\nen = ["zorb"]\n', 1, "[zorb] needs a name"),
    "no words as name": ('[zorb]\nname = 3\nen = ["zorb"]\n', 1, "[zorb] needs a name"),
    "no wording": ('\n[zorb]\nname = "zorb"\n', 2, "[zorb] has no wording"),
    "a list that is none": ('[zorb]\nname = "zorb"\nru = "зорб"\n', 3, "ru must be a list"),
    "a list of another wording": (
        '[zorb]\nname = "zorb"\nen = ["zorb"]\n[zorb.late]\nen = "z"\n',
        5,
        "en must be a list",
    ),
    "an unknown language": ('[zorb]\nname = "zorb"\nfr = ["zorbe"]\n', 3, "fr is none of en, ru, zh"),
    "an unknown language of another wording": (
        '[zorb]\nname = "zorb"\nen = ["zorb"]\n[zorb.late]\nde = ["z"]\n',
        5,
        "de is none of",
    ),
    "a pattern without a word": ('[zorb]\nname = "zorb"\nen = [\n"zorb",\n"*",\n]\n', 5, '"*" has no word'),
    "no table": ('zorb = ["zorb"]\n', 1, "zorb must be a table"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_told_with_file_and_line(own_words: OwnWords, mistake: str) -> None:
    body, line, problem = WRONG[mistake]
    folder = own_words({"formulas.toml": body})
    with pytest.raises(BriefingError) as raised:
        Desk().use_own_words()
    assert str(raised.value).startswith(f"{folder / 'formulas.toml'}:{line}: ")
    assert problem in str(raised.value)


def test_a_use_is_a_plain_value() -> None:
    assert find(text("They stand back to back.")) == (Use("back-to-back", "", 1, 11, 23, "back to back"),)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("russia.en", "Of the two he chose one. China policy came later."),
        ("russia.ru", "Новые межгосударственные объединения, страны и союзы."),
        ("russia.ru", "Приехали «Врачи без границ»."),
        ("russia.ru", "Важно снижение рисков войны."),
        ("russia.ru", "Выступил фонд «Друзья мира»."),
        ("russia.en", "They face an unprecedented level of sanctions."),
        ("russia.en", "The islands are on an irreversible path to peace."),
        ("china.zh", "这是关系好的根本原因。"),
        ("china.zh", "国家统一考试明天举行。"),
    ],
)
def test_words_that_only_look_like_a_formula(key: str, body: str) -> None:
    assert said(body, key) == []


def test_two_translations_of_one_wording_are_one() -> None:
    one, two = (f"Their comprehensive partnership and strategic {w}." for w in ("interaction", "cooperation"))
    assert said(one)[0][:2] == said(two)[0][:2]
