"""The lexicon: what is bundled loads, a desk's own files count, a mistake in one is told with its line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing_tui.analysis import tables, words
from briefing_tui.analysis.compare import compare
from briefing_tui.cli import cli
from briefing_tui.desk import Desk
from briefing_tui.model import CARDS, BriefingError, Card, Comparison
from briefing_tui.reading import gazetteer, load
from briefing_tui.reading.load import Source

from ..conftest import OwnWords

CLIMATE = {
    "cards.toml": '[climate]\nheading = "Climate"\n',
    "topics.en.toml": '[climate]\n5 = ["zorbification", "glacier*"]\n',
}
SAID = "The leaders met in Oslo.\n\nThey spoke of zorbification for an hour."


def compared(body: str = SAID, language: str = "en") -> Comparison:
    left, right = (
        load.read_source(Source("t.txt", text, False), f"{side}.{language}")[0]
        for side, text in (("russia", body), ("china", "It was long."))
    )
    return compare(left, right)


def last(made: Comparison) -> tuple[Card, dict[str, float]]:
    """The last point's card and its evidence."""
    point = made.left.points[-1]
    return point.card, {e.term: e.weight for e in point.evidence}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_bundled_list_loads(language: str) -> None:
    words.use({})
    for matcher in (words.topics, words.signs, words.concepts, words.vocabulary):
        found = matcher(language)
        assert found._exact or found._stems or found._han
    assert bool(words.common(language)) == (language != "zh")
    assert set(words.cards()) == set(CARDS)


def test_every_bundled_number_and_rule_loads() -> None:
    words.use({})
    assert words.rules()
    assert words.weights("cards") and words.weights("matches")
    assert all(0 < share <= 1 for share in words.frequency().values())
    for name in ("great_powers", "trouble_spots"):
        assert words.listed(name) and words.listed(name) <= gazetteer.places().keys()
    assert words.KINDS and set(words.KINDS) <= words.weights("matches").keys(), "each kind has its weight"


def test_every_bundled_file_passes_the_checks_of_a_desks_own(own_words: OwnWords) -> None:
    """Loaded a second time, as files of a desk, whose mistakes are all looked for."""
    bundled = Path(tables.__file__).parent / "lexicon"
    assert {p.name for p in bundled.glob("*.toml")} == set(tables.NAMES)
    own_words({name: (bundled / name).read_text("utf-8") for name in tables.NAMES})
    assert Desk().use_own_words()
    assert len(CARDS) == 6


WRONG = {
    "bad TOML": ("topics.en.toml", "[economy]\n3 = [\n", 3, ""),
    "bad TOML at its line": ("topics.en.toml", '[economy]\n3 = ["a"\n4 = ["b"]\n', 3, ""),
    "an unknown card": (
        "topics.en.toml",
        '[economy]\n3 = ["a"]\n[sports]\n3 = ["b"]\n',
        3,
        "[sports] is no card",
    ),
    "a bad weight": ("topics.ru.toml", '[economy]\n3 = ["a"]\nmuch = ["b"]\n', 3, "much is no weight"),
    "no number": ("topics.ru.toml", '[economy]\nnan = ["b"]\n', 2, "nan is no weight"),
    "a weight with a point": ("topics.en.toml", '[economy]\n3.5 = ["b"]\n', 2, '"3.5" = [...]'),
    "a pattern without a word": (
        "topics.zh.toml",
        '[economy]\n3 = [\n  "贸易",\n  "*",\n]\n',
        4,
        '"*" has no word',
    ),
    "a list that is none": (
        "topics.en.toml",
        '[regional]\n3 = ["a"]\n[economy]\n3 = "trade"\n',
        4,
        "3 must be a list",
    ),
    "a list of numbers": ("topics.en.toml", "[economy]\n3 = [1, 2]\n", 2, "3 must be a list"),
    "a card that is no table": ("topics.en.toml", 'economy = ["trade"]\n', 1, "[economy] must be a table"),
    "a sign's pattern": ("signs.zh.toml", 'ahead = ["将", "。"]\n', 1, '"。" has no word'),
    "a sign's list": ("signs.en.toml", '# mine\nahead = "will"\n', 2, "ahead must be a list"),
    "an unknown sign": (
        "rules.toml",
        '["mine"]\ncard = "future"\nweight = 3\nneeds = ["ahead", "zorb"]\n',
        4,
        "has zorb",
    ),
    "an unknown sign not to be had": (
        "rules.toml",
        '["mine"]\ncard = "future"\nweight = 3\nneeds = ["ahead"]\nunless = ["zorb"]\n',
        5,
        "has zorb",
    ),
    "a rule without a card": ("rules.toml", '\n["mine"]\nweight = 3\nneeds = ["ahead"]\n', 2, "needs a card"),
    "a rule without signs": ("rules.toml", '["mine"]\ncard = "future"\nweight = 3\n', 1, "needs a card"),
    "a rule's weight": (
        "rules.toml",
        '["mine"]\ncard = "future"\nneeds = ["ahead"]\nweight = "big"\n',
        4,
        "big is no weight",
    ),
    "a rule's signs": (
        "rules.toml",
        '["mine"]\ncard = "future"\nweight = 3\nneeds = "ahead"\n',
        4,
        "needs must be a list",
    ),
    "a rule that is none": ("rules.toml", "mine = 3\n", 1, "mine must be a table"),
    "an unknown file": ("topic.en.toml", "", 0, "no file of the lexicon"),
    "a language of its own": ("topics.fr.toml", '[economy]\n3 = ["commerce"]\n', 0, "no file of the lexicon"),
    "an unknown weight": ("weights.toml", "[cards]\nplace = 2\nplaces = 3\n", 3, "has no weight places"),
    "a weight of another section": ("weights.toml", "[matches]\nopening = 3\n", 2, "has no weight opening"),
    "an unknown section": ("weights.toml", "\n[card]\nplace = 3\n", 2, "[card] is none of"),
    "a weight in words": ("weights.toml", '[cards]\nplace = "2"\n', 2, "place must be a number"),
    "a weight that is true": ("weights.toml", "[cards]\nplace = true\n", 2, "place must be a number"),
    "a section that is none": ("weights.toml", "cards = 2\n", 1, "cards must be a table"),
    "an unknown place": ("weights.toml", '[trouble_spots]\nids = ["iran", "narnia"]\n', 2, "narnia"),
    "places that are no list": ("weights.toml", '[great_powers]\nids = "iran"\n', 2, "ids must be a list"),
    "no share": ("frequency.toml", "sanctions = 0.1\ntrade = 2\n", 2, "trade must be a share"),
    "no share at all": ("frequency.toml", "trade = 0\n", 1, "trade must be a share"),
    "a share in words": ("frequency.toml", 'trade = "often"\n', 1, "trade must be a number"),
    "common words as a list": ("common.toml", '# mine\nen = ["the"]\n', 2, "en must be words"),
    "a card without a heading": ("cards.toml", "[climate]\n", 1, "[climate] needs a heading"),
    "a card with an empty heading": (
        "cards.toml",
        '[climate]\nheading = " "\n',
        1,
        "[climate] needs a heading",
    ),
    "a card with a bad id": ("cards.toml", '["my card"]\nheading = "Mine"\n', 1, "[my card] needs a heading"),
    "a new card that is no table": ("cards.toml", 'climate = "Climate"\n', 1, "[climate] needs a heading"),
    "too many cards": (
        "cards.toml",
        "".join(f'[own{n}]\nheading = "Own {n}"\n' for n in range(4)),
        7,
        "[own3] is one card too many",
    ),
    "a concept's kind": (
        "concepts.toml",
        '[grain]\nkind = "thing"\nlabel = "grain"\nen = ["grain"]\n',
        1,
        "[grain]: kind is one of",
    ),
    "a new concept without a kind": ("concepts.toml", '[zorb]\nen = ["zorb"]\n', 1, "[zorb]: kind is one of"),
    "a concept's wordings": ("concepts.toml", '[zorb]\nkind = "body"\nru = "зорб"\n', 3, "ru must be a list"),
    "a concept that is none": ("concepts.toml", 'zorb = ["zorb"]\n', 1, "zorb must be a table"),
    "a word without its wordings": (
        "vocabulary.toml",
        'a = { en = ["a"] }\nzorb = ["zorb"]\n',
        2,
        "zorb needs",
    ),
    "a control character": ("topics.en.toml", '[economy]\n3 = ["\\u001b\\n"]\n', 1, "has no word"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_told_in_one_line_with_file_and_line(own_words: OwnWords, mistake: str) -> None:
    name, text, line, problem = WRONG[mistake]
    folder = own_words({name: text})
    with pytest.raises(BriefingError) as raised:
        Desk().use_own_words()
    said = str(raised.value)
    assert said.startswith(f"{folder / name}:{line}: " if line else f"{folder / name}: ")
    assert problem in said
    assert said.isprintable()
    assert raised.value.exit_code == 1


def test_a_file_that_is_no_text_is_told(own_words: OwnWords) -> None:
    folder = own_words({})
    (folder / "topics.en.toml").write_bytes(b'[economy]\n3 = ["\xff\xfe"]\n')
    with pytest.raises(BriefingError, match=r"topics\.en\.toml: is not UTF-8"):
        Desk().use_own_words()


def test_a_file_from_another_editor_is_read(own_words: OwnWords) -> None:
    """A byte order mark and the line ends of Windows."""
    folder = own_words({})
    (folder / "topics.en.toml").write_bytes(b'\xef\xbb\xbf[economy]\r\n5 = ["zorbification"]\r\n')
    assert Desk().use_own_words()
    assert last(compared())[0] is Card.ECONOMY


def test_without_files_nothing_changes(own_words: OwnWords) -> None:
    before = compared()
    assert Desk().use_own_words() == ""
    own_words({})
    Desk().use_own_words()
    (own_words({}) / "notes.txt").write_text("not a lexicon")
    Desk().use_own_words()
    assert compared() == before


def test_a_desk_adds_a_term(own_words: OwnWords) -> None:
    assert "zorbification" not in last(compared())[1]
    own_words({"topics.en.toml": '[stability]\n5 = ["zorbification"]\n'})
    Desk().use_own_words()
    card, evidence = last(compared())
    assert card is Card.STABILITY
    assert evidence["zorbification"] > 0


def test_a_desk_adds_a_term_in_each_language(own_words: OwnWords) -> None:
    own_words(
        {
            f"topics.{lang}.toml": f'[stability]\n5 = ["{word}"]\n'
            for lang, word in (("en", "zorb*"), ("ru", "зорб*"), ("zh", "佐布"))
        }
    )
    Desk().use_own_words()
    for language, body in (("en", "Zorbs."), ("ru", "О зорбах."), ("zh", "关于佐布。")):
        assert last(compared(f"-\n\n{body}", language))[0] is Card.STABILITY, language


def test_a_desks_word_on_a_term_overrules_ours(own_words: OwnWords) -> None:
    text = "-\n\nTariffs."
    own_words({"topics.en.toml": '[economy]\n5 = ["tariffs"]\n'})
    Desk().use_own_words()
    assert last(compared(text))[0] is Card.ECONOMY
    own_words({"topics.en.toml": '[future]\n5 = ["tariffs"]\n'})
    Desk().use_own_words()
    assert last(compared(text))[0] is Card.FUTURE
    own_words({"topics.en.toml": '[future]\n0 = ["tariffs"]\n'})
    Desk().use_own_words()
    assert "Tariffs" not in last(compared(text))[1], "0 takes a term away"


def test_a_desks_word_on_the_very_same_pattern_is_the_last_one(own_words: OwnWords) -> None:
    """Ours say it of economy: a desk's file says it of another card, and of that one alone."""
    by_weight = tables.read("topics.en.toml")[0].data["economy"]
    plain = next(p for patterns in by_weight.values() for p in patterns if p.isalpha() and p.islower())
    own_words({"topics.en.toml": f'[future]\n5 = ["{plain}"]\n'})
    Desk().use_own_words()
    (hit,) = words.topics("en").find(plain)
    assert [(term.card, term.weight) for term in hit.value] == [(Card.FUTURE, 5.0)]


def test_a_desk_overrules_a_weight(own_words: OwnWords) -> None:
    text = "-\n\nIn Sudan, the sides met somebody."
    before = last(compared(text))[1]["Sudan"]
    place = "trouble" if "sudan" in words.listed("trouble_spots") else "place"
    was = words.weights("cards")
    own_words(
        {
            "weights.toml": f"[cards]\n{place} = {was[place] * 10}\n",
            "topics.en.toml": '[regional]\n0 = ["Sudan*"]\n',
        }
    )
    Desk().use_own_words()
    now = words.weights("cards")
    assert now == was | {place: was[place] * 10}, "the others are as they were"
    assert last(compared(text))[1]["Sudan"] > 2 * before


def test_a_desk_adds_a_rule_of_its_own_signs(own_words: OwnWords) -> None:
    own_words(
        {
            "signs.en.toml": 'zorb = ["zorbification"]\nhour = ["for an hour"]\n',
            "rules.toml": '["an hour of it"]\ncard = "future"\nweight = 9\nneeds = ["zorb", "hour"]\n',
        }
    )
    Desk().use_own_words()
    card, evidence = last(compared())
    assert card is Card.FUTURE
    assert evidence["an hour of it"] > 0
    assert "an hour of it" not in last(compared("-\n\nThey spoke of zorbification."))[1]


def test_a_desk_adds_a_concept_and_a_wording_to_one_of_ours(own_words: OwnWords) -> None:
    own_words(
        {
            "concepts.toml": '[zorb]\nkind = "subject"\nlabel = "zorbs"\n'
            'en = ["zorbification"]\nzh = ["佐布"]\n'
            '[strategic-stability]\nen = ["balance of zorbs"]\n'
        }
    )
    Desk().use_own_words()
    (hit,) = [h for h in words.concepts("en").find("zorbification") if h.value.id == "zorb"]
    assert hit.value == next(h.value for h in words.concepts("zh").find("佐布") if h.value.id == "zorb")
    assert hit.value.label == "zorbs"
    named = {h.value.label for h in words.concepts("en").find("a balance of zorbs")}
    assert named == {h.value.label for h in words.concepts("en").find("strategic stability")}


def test_a_desks_card_is_a_card_like_ours(own_words: OwnWords) -> None:
    assert last(compared())[0] is Card.CONTEXT
    own_words(CLIMATE)
    Desk().use_own_words()
    climate = Card("climate")
    assert CARDS[6:] == [climate]
    assert (climate.heading, climate.digit) == ("Climate", 7)
    assert last(compared())[0] is climate


def test_a_desks_heading_for_a_card_of_ours(own_words: OwnWords) -> None:
    own_words({"cards.toml": '[economy]\nheading = "  Trade\\n and money "\n'})
    Desk().use_own_words()
    assert Card.ECONOMY.heading == "Trade and money", "on one line"
    assert len(CARDS) == 6


def test_the_command_line_knows_a_desks_card(own_words: OwnWords, tmp_path: Path) -> None:
    own_words(CLIMATE)
    path = tmp_path / "ours.md"
    path.write_text(f"---\nside: russia\nlanguage: en\nsource: official\n---\n\n{SAID}\n")
    shown = CliRunner().invoke(cli, ["show", str(path), "--card", "climate"], catch_exceptions=False)
    assert shown.exit_code == 0
    assert "7 CLIMATE" in shown.output and "zorbification" in shown.output
    assert "2 ECONOMY" not in shown.output
    whole = CliRunner().invoke(cli, ["show", str(path)], catch_exceptions=False)
    assert "\n7 CLIMATE\n" in whole.output
    data = json.loads(CliRunner().invoke(cli, ["cards", str(path), "--json"], catch_exceptions=False).output)
    assert data["readouts"][0]["points"][-1]["card"] == "climate"


def test_afterwards_everything_is_as_before() -> None:
    """Runs behind the tests that added cards: the fixture leaves nothing behind."""
    assert [str(c) for c in CARDS] == ["bilateral", "economy", "stability", "regional", "future", "context"]
    assert last(compared())[0] is Card.CONTEXT
    with pytest.raises(ValueError, match="no card 'climate'"):
        Card("climate")


@pytest.mark.parametrize(
    "args",
    [
        ("cards", "ours.md", "--json"),
        ("show", "ours.md", "--card", "economy"),
        ("show", "ours.md"),
        ("list",),
    ],
    ids=" ".join,
)
def test_a_mistake_ends_the_command_with_one_line(
    own_words: OwnWords, tmp_path: Path, args: tuple[str, ...]
) -> None:
    folder = own_words({"topics.en.toml": '[economy]\n3 = ["a"]\n[sports]\n3 = ["b"]\n'})
    (tmp_path / "ours.md").write_text("---\nside: russia\nlanguage: en\nsource: official\n---\n\nThey met.\n")
    done = subprocess.run(
        [sys.executable, "-c", "from briefing_tui.cli import main; main()", *args],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=dict(os.environ),
        stdin=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"briefing: {folder / 'topics.en.toml'}:3: [sports] is no card")
    assert done.stderr.count("\n") == 1
