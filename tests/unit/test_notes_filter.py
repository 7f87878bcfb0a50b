"""Filtering notes by words, tags, card, state, confidence and brief; how notes stand over many briefs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Brief, BriefingError, Card, Correction, Note, Standing
from briefing_tui.notes.filter import STATES, has_tag, parse
from briefing_tui.notes.standings import Standings

BRIEF = "2026-02-04-putin-xi"
AT = Anchor(Card.ECONOMY, "russia", "en", 2, "They praised Gas supplies")
NOTE = Note("1", BRIEF, "", "", "anna", AT, "Ask the desk. #trade/gas #urgent", ("trade/gas", "urgent"))


class Known(Standings):
    """Of every note the same, so that no brief is opened."""

    def __init__(self, standing: Standing | None, corrections: Sequence[Correction] = ()) -> None:
        super().__init__(never, corrections=lambda brief: list(corrections))
        self._says = standing

    def of(self, note: Note) -> Standing | None:
        return self._says

    def title(self, brief_id: str) -> str:
        return "Putin–Xi videoconference"


def never(brief_id: str) -> Brief:
    raise AssertionError("asked for")


def passes(words: str, note: Note = NOTE, standing: Standing | None = Standing.EXACT) -> bool:
    return parse(words).matches(note, Known(standing))


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("", True), ("desk", True), ("DESK gas", True), ("anna", True), ("desk nothing", False),
        ('"the desk"', True), ('"desk the"', False), ('"the de', True), ("-nothing", True), ("-desk", False),
        ('-"the desk"', False), ("#urgent", True), ("#trade", True), ("#trade/gas", True), ("#tra", False),
        ("tag:Urgent", True), ("tag:#urgent", True), ("-#urgent", False), ("-#other", True),
        ("brief:2026-02", True), ("brief:videoconf", True), ("brief:bali", False),
        ("card:economy", True), ("card:2", True), ("card:econ", True), ("card:regional", False),
        ("card:4 desk", False), ('card:"strategic stab"', False), ("-card:4", True),
        ("state:exact", True), ("state:rev", False), ("-state:review", True), ("confidence:high", False),
        ("#", True), ("state:", True), ("-", True),
    ],
)  # fmt: skip
def test_words(words: str, yes: bool) -> None:
    assert passes(words) is yes


def test_states() -> None:
    copy = replace(NOTE, id="1.conflict-20260204-host-ab12cd")
    broken = replace(NOTE, problem="x.md:2: the front matter is not valid YAML")
    of = {
        state: [
            passes(f"state:{state}", note, standing)
            for note, standing in (
                (NOTE, Standing.EXACT), (NOTE, Standing.REVIEW), (NOTE, Standing.ORPHAN), (NOTE, None),
                (broken, None), (copy, Standing.REVIEW),
            )
        ]
        for state in STATES
    }  # fmt: skip
    assert of == {
        "exact": [True, False, False, False, False, False],
        "review": [False, True, False, False, False, True],
        "orphan": [False, False, True, False, False, False],
        "broken": [False, False, False, False, True, False],
        "conflict": [False, False, False, False, False, True],
    }


def test_confidence_is_a_beginning() -> None:
    note = replace(NOTE, confidence="moderate")
    assert passes("confidence:mod", note) and not passes("confidence:high", note)
    assert not passes("confidence:low")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("state:lost", "states are exact, review, orphan, broken, conflict"),
        ("card:weather", "cards are 1 bilateral, 2 economy"),
        ("http://x", "no key http:; there are tag:, brief:, card:, state:, confidence:"),
        ("a -sate:x", "no key sate:"),
    ],
)
def test_what_there_is_not_is_said_with_what_there_is(words: str, said: str) -> None:
    with pytest.raises(BriefingError, match=said):
        parse(words)


@pytest.mark.parametrize("words", ["desk", "#urgent card:2 brief:2026", "-anna state:broken"])
def test_texts_are_opened_only_where_the_filter_is_about_them(words: str) -> None:
    parse(words).matches(NOTE, Standings(never))


def test_a_card_is_the_one_to_which_the_words_were_moved() -> None:
    def move(n: int, exact: str, card: Card, side: str = "russia") -> Correction:
        at = Anchor(None, side, "en", 2, exact)
        return Correction(str(n), BRIEF, "", "me", "move", at, card=card)

    more = f"In Moscow. {AT.exact}."
    for moves, card in (
        ([move(1, AT.exact, Card.FUTURE)], Card.FUTURE),
        ([move(1, more, Card.FUTURE)], Card.FUTURE),
        ([move(1, AT.exact, Card.FUTURE), move(2, more, Card.REGIONAL)], Card.REGIONAL),
        ([move(1, "They praised Gas", Card.FUTURE)], Card.FUTURE),
        ([move(1, "They", Card.FUTURE)], Card.ECONOMY),
        ([move(1, AT.exact, Card.FUTURE, "china")], Card.ECONOMY),
        ([replace(move(1, AT.exact, Card.FUTURE), problem="broken")], Card.ECONOMY),
        ([replace(move(1, AT.exact, Card.FUTURE), kind="tie", b=AT)], Card.ECONOMY),
    ):
        standings = Known(None, moves)
        assert standings.card(NOTE) is card
        assert [c for c in Card._known.values() if parse(f"card:{c}").matches(NOTE, standings)] == [card]
    assert Known(None, [move(1, AT.exact, Card.FUTURE)]).card(replace(NOTE, anchor=Anchor())) is None


@given(st.text(alphabet='ab#-:" /tagcrdse', max_size=20))
def test_a_word_and_its_opposite_part_all_notes(words: str) -> None:
    word = words.replace('"', "").strip()
    if word:
        assert passes(f'"{word}"') is not passes(f'-"{word}"')


def test_a_tag_holds_those_below_it() -> None:
    assert has_tag(NOTE, "#Trade") and has_tag(NOTE, "trade/gas")
    assert not has_tag(NOTE, "gas") and not has_tag(NOTE, "trad")


def test_standings_open_each_brief_once_and_only_when_asked(shelf: Shelf) -> None:
    opened: list[str] = []

    def open_brief(brief_id: str):  # type: ignore[no-untyped-def]
        opened.append(brief_id)
        return shelf.open(brief_id)

    standings = Standings(open_brief)
    assert opened == []
    text = shelf.open(BRIEF).readout("russia.en")
    assert text
    quote = Anchor(
        Card.FUTURE, "russia", "en", 12, "During the conversation Xi invited Putin", hash=text.hash
    )
    assert standings.of(replace(NOTE, id="a", anchor=quote)) is Standing.EXACT
    assert standings.of(replace(NOTE, id="b")) is Standing.ORPHAN
    assert standings.of(replace(NOTE, id="c", anchor=Anchor())) is Standing.EXACT
    assert standings.title(BRIEF).startswith("Putin")
    assert opened == [BRIEF]
    gone = replace(NOTE, id="d", brief="1999-gone")
    assert standings.of(gone) is None and standings.title("1999-gone") == ""
    assert opened == [BRIEF, "1999-gone"]
    assert standings.of(replace(NOTE, id="e", problem="broken")) is None
