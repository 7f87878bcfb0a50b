"""A note stands at the words that it was written on, is to be reviewed, or is an orphan."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing_tui.analysis.compare import compare
from briefing_tui.analysis.passages import Passage
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Card, Carded, Note, Point, Readout, Standing, pairs
from briefing_tui.notes import anchors
from briefing_tui.notes.anchors import Found
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

EXACT, REVIEW = Standing.EXACT, Standing.REVIEW
# Yes. stands four times, twice in one paragraph; the word of peace twice, with other words around it.
BODY = """\
Yes. The talks were long.

They ended. Peace is near. So it was.

Yes. Trade grew. Yes. Peace is near."""
TALKS = """\
The leaders met on Tuesday in the presidential residence by the sea.

The President of Russia named gas, grain and the atom as the main subjects of this year's talks. Yes.

The sides agreed to open a second bridge across the river before the end of next year.

The President of Russia thanked his guest for the warm words and invited him to Vladivostok in September.

Both leaders will meet again at the summit in autumn, aides of theirs told the press after the talks."""


def text(body: str, language: str = "en", side: str = "russia") -> Readout:
    return load.read_source(Source("t.txt", body, False), f"{side}.{language}")[0]


def carded(body: str = BODY) -> Carded:
    return compare(text(body), None).left


def passage(readout: Readout, words: str, nth: int = 1) -> Passage:
    """Where the words stand for the n-th time."""
    for block in readout.body:
        start = -1
        while (start := block.text.find(words, start + 1)) >= 0:
            nth -= 1
            if not nth:
                assert block.number
                return Passage(block.number, start, start + len(words))
    raise AssertionError(words)


def anchor(readout: Readout, words: str, nth: int = 1) -> Anchor:
    return anchors.to_passage(readout, passage(readout, words, nth), None)


def cut(made: Carded, *sentences: tuple[int, str, int]) -> Carded:
    """Points by hand: paragraph, words, and which of their places in it."""
    points = []
    for i, (number, words, nth) in enumerate(sentences):
        block = made.readout.paragraph(number)
        assert block is not None
        start = -1
        for _ in range(nth):
            start = block.text.index(words, start + 1)
        points.append(Point(f"p{i}", number, start, start + len(words), words, Card.CONTEXT))
    return Carded(made.readout, tuple(points))


def at(point: Point) -> Passage:
    return Passage(point.paragraph, point.start, point.end)


def words_of(readout: Readout, found: Found | None) -> str:
    assert found is not None
    block = readout.paragraph(found.passage.paragraph)
    assert block is not None
    return block.text[found.passage.start : found.passage.end]


@pytest.fixture
def repeated() -> Carded:
    return cut(
        carded(),
        (1, "Yes.", 1), (2, "Peace is near.", 1), (3, "Yes.", 1), (3, "Trade grew.", 1), (3, "Yes.", 2),
        (3, "Peace is near.", 1),
    )  # fmt: skip


def test_every_point_of_the_bundled_briefs_finds_itself(shelf: Shelf) -> None:
    for entry in shelf.entries():
        brief = shelf.open(entry.id)
        for pair in pairs(brief)[:2]:
            made = shelf.compare(brief, pair)
            for side in filter(None, (made.left, made.right)):
                for point in side.points:
                    found = anchors.find(anchors.to_point(side, point), side.readout)
                    assert found == Found(at(point), EXACT)


@given(st.data())
def test_in_the_same_text_a_note_is_exactly_where_it_was(data: st.DataObject) -> None:
    """Of places with the same words and surroundings in one paragraph, any will do."""
    letters = st.text(alphabet="ab. «»“ё中,", min_size=1, max_size=80)
    body = "\n\n".join(data.draw(st.lists(letters, min_size=1, max_size=4)))
    assume(body.strip())
    readout = text(body)
    assume(readout.body)
    block = data.draw(st.sampled_from(readout.body))
    start = data.draw(st.integers(0, len(block.text) - 1))
    end = data.draw(st.integers(start + 1, len(block.text)))
    assert block.number
    made = anchors.to_passage(readout, Passage(block.number, start, end), Card.ECONOMY)
    assert made.exact == block.text[start:end]
    found = anchors.find(made, readout)
    assert found is not None
    assert found.standing is EXACT
    assert anchors.to_passage(readout, found.passage, Card.ECONOMY) == made


def test_repeated_sentences_are_told_apart(repeated: Carded) -> None:
    for point in repeated.points:
        found = anchors.find(anchors.to_point(repeated, point), repeated.readout)
        assert found == Found(at(point), EXACT)


def test_what_stands_around_goes_over_the_bounds_of_paragraphs(repeated: Carded) -> None:
    made = anchors.to_point(repeated, repeated.points[2])
    assert made.prefix == "hey ended. Peace is near. So it was. "[-32:]
    assert made.suffix == " Trade grew. Yes. Peace is near."
    assert anchors.to_point(repeated, repeated.points[0]).prefix == ""


def test_the_words_around_count_more_than_the_number(repeated: Carded) -> None:
    last = repeated.points[-1]
    moved = replace(anchors.to_point(repeated, last), paragraph=2)
    assert anchors.find(moved, repeated.readout) == Found(at(last), EXACT)
    bare = replace(moved, prefix="nowhere", suffix="nowhere")
    assert anchors.find(bare, repeated.readout) == Found(at(repeated.points[1]), EXACT)


def test_a_paragraph_put_before_moves_the_note_along() -> None:
    before, after = text(TALKS), text("There was a preface.\n\n" + TALKS)
    for words in ("The sides agreed to open a second bridge", "The President of Russia", "Yes."):
        found = anchors.find(anchor(before, words), after)
        assert found == Found(passage(after, words), EXACT)


def test_a_changed_word_is_to_be_reviewed() -> None:
    before, after = text(TALKS), text(TALKS.replace("a second bridge", "a third bridge"))
    sentence = "The sides agreed to open a second bridge across the river before the end of next year."
    found = anchors.find(anchor(before, sentence), after)
    assert found and found.standing is REVIEW
    assert words_of(after, found) == sentence.replace("second", "third"), "whole words, and all of them"
    part = anchors.find(anchor(before, "open a second bridge across"), after)
    assert part and part.standing is REVIEW
    assert words_of(after, part) == "open a third bridge across"


@pytest.mark.parametrize(
    ("language", "body", "words", "now"),
    [
        (
            "ru",
            "Стороны встретились.\n\nПрезидент поблагодарил гостя за тёплые слова о дружбе. Да.",
            "поблагодарил гостя за тёплые слова",
            "поблагодарил гостей за теплые слова",
        ),
        (
            "zh",
            "双方举行了会谈。\n\n两国元首就共同关心的国际和地区问题深入交换意见。会谈气氛友好。",
            "就共同关心的国际和地区问题",
            "就共同关注的国际与地区问题",
        ),
    ],
    ids=["ru", "zh"],
)
def test_changed_words_are_found_in_every_script(language: str, body: str, words: str, now: str) -> None:
    before, after = (
        text(body, language),
        text("\n\n".join([body.replace(words, now), "Еще. 再见。"]), language),
    )
    found = anchors.find(anchor(before, words), after)
    assert found and found.standing is REVIEW
    assert words_of(after, found) == now


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('a "second" bridge', "a “second” bridge"), ("a so-called bridge", "a so‑called bridge"),
        ("Ещё один мост", "Еще один мост"), ("两国，元首", "两国,元首"),
        ("the guest's words", "the guest’s words"),
    ],
)  # fmt: skip
def test_other_quotation_marks_and_dashes_are_the_same_words(was: str, now: str) -> None:
    before, after = (text(TALKS.replace("a second bridge", words)) for words in (was, now))
    assert before.hash != after.hash
    assert anchors.find(anchor(before, was), after) == Found(passage(after, now), EXACT)


def test_a_paragraph_moved_elsewhere_is_to_be_reviewed() -> None:
    first, *others = TALKS.split("\n\n")
    before, after = text(TALKS), text("\n\n".join([others[1], *others[3:], others[0], others[2], first]))
    found = anchors.find(anchor(before, others[1]), after)
    assert found == Found(passage(after, others[1]), REVIEW)


@pytest.mark.parametrize("words", ["The President of Russia", "Yes.", "The sides agreed"])
def test_short_words_whose_paragraph_is_gone_are_orphans(words: str) -> None:
    """The same words stand elsewhere; what stood around them does not."""
    before = text(TALKS)
    gone = before.paragraph(passage(before, words).paragraph)
    assert gone is not None
    after = text(TALKS.replace(gone.text, "") + "\n\nAsked about the war, he said: Yes. The sides agreed.")
    assert anchors.find(anchor(before, words), after) is None


def test_a_long_sentence_whose_paragraph_is_gone_is_never_exact_elsewhere() -> None:
    formula = "The sides exchanged views on international and regional issues of mutual interest."
    before = text(f"{TALKS}\n\n{formula}\n\nThey dined.")
    after = text(f"{TALKS.replace('Yes.', formula)}\n\nThey dined.")
    found = anchors.find(anchor(before, formula), after)
    assert found is None or found.standing is REVIEW


def test_a_paragraph_whose_neighbours_are_others_is_exact_in_its_place() -> None:
    before = text(TALKS)
    _, above, whole, below, _ = (b.text for b in before.body)
    edited = TALKS.replace(above, "Nothing was said of gas.").replace(below, "They dined.")
    assert anchors.find(anchor(before, whole), text(edited)) == Found(passage(before, whole), EXACT)
    moved = anchors.find(anchor(before, whole), text("There was a preface.\n\n" + edited))
    assert moved and moved.standing is REVIEW


def test_two_places_alike_are_to_be_reviewed() -> None:
    """The text was doubled: nobody can tell which of the two is meant."""
    found = anchors.find(anchor(text(TALKS), "open a second bridge"), text(f"{TALKS}\n\n{TALKS}"))
    assert found and found.standing is REVIEW


@pytest.mark.parametrize(
    "other",
    [
        {"exact": "Trade shrank."}, {"exact": ""}, {"language": "ru"}, {"side": "china"}, {"side": ""},
    ],
    ids=repr,
)  # fmt: skip
def test_other_words_side_or_language_are_not_found(other: dict[str, str]) -> None:
    readout = text(BODY)
    made = Anchor(side="russia", language="en", paragraph=3, exact="Trade grew.", hash=readout.hash)
    assert anchors.find(made, readout) is not None
    assert anchors.find(replace(made, **other), readout) is None  # type: ignore[arg-type]


def test_older_notes_know_only_their_own_paragraph() -> None:
    """Their prefix and suffix ended with it; a whole paragraph has neither."""
    before, after = text(TALKS), text("There was a preface.\n\n" + TALKS)
    whole = before.body[2].text
    old = replace(anchor(before, whole), prefix="", suffix="")
    assert anchors.find(old, after) == Found(passage(after, whole), EXACT)
    part = replace(anchor(before, "Yes."), suffix="")
    assert anchors.find(part, after) == Found(passage(after, "Yes."), REVIEW), "too little to be sure"
    short = replace(anchor(text(f"Yes.\n\n{TALKS}"), "Yes."), prefix="", suffix="")
    found = anchors.find(short, text(TALKS.replace("talks. Yes.", "talks. Oh yes.")))
    assert found is None or found.standing is REVIEW


def test_a_confirmed_note_is_exact_again() -> None:
    before, after = text(TALKS), text(TALKS.replace("a second bridge", "a third bridge"))
    made = replace(anchor(before, "open a second bridge"), card=Card.ECONOMY)
    note = Note("1", "talks", "", "", "", made, "Ask.")
    found = anchors.find(made, after)
    assert found is not None
    renewed = anchors.renewed(note, found, after)
    assert (renewed.anchor.exact, renewed.anchor.hash) == ("open a third bridge", after.hash)
    assert renewed.anchor.card is Card.ECONOMY
    assert replace(renewed, anchor=made) == note, "nothing else of it changes"
    assert anchors.find(renewed.anchor, after) == Found(found.passage, EXACT)


def test_a_note_says_how_it_stands() -> None:
    before, after = text(TALKS), text(TALKS.replace("a second bridge", "a third bridge"))
    made = anchor(before, "open a second bridge")
    assert anchors.standing(made, [before]).words == "exact"
    assert anchors.standing(made, [after]).words == "moved or edited: please review"
    assert anchors.standing(made, [after, before]).words == "exact"
    assert anchors.standing(made, [text(BODY)]).words == "orphan"
    assert anchors.standing(anchors.to_card(Card.ECONOMY), []) is EXACT, "it is about no words"


def test_place_sorts_notes(repeated: Carded) -> None:
    other = compare(repeated.readout, text("China spoke.", side="china"))
    about = [
        anchors.to_point(repeated, repeated.points[1]), anchors.to_card(Card.FUTURE), Anchor(),
        Anchor(side="russia", language="en", exact="never said"),
    ]  # fmt: skip
    notes = [Note(str(i), "talks", "", "", "", a, "x") for i, a in enumerate(about)]
    made = replace(other, left=repeated)
    placed = anchors.place(notes, made, [repeated.readout, text("China spoke.", side="china")])
    assert placed.at_point == {"p1": [notes[0]]}
    assert placed.rest == notes[1:]
    assert placed.standing == {"0": EXACT, "1": EXACT, "2": EXACT, "3": Standing.ORPHAN}


def test_a_quotation_within_a_point_stands_at_that_point(repeated: Carded) -> None:
    grew = anchor(repeated.readout, "grew")
    most = anchor(repeated.readout, "grew. Yes. Peace is")  # of three points: the most of it is of the last
    notes = [Note(a.exact, "talks", "", "", "", a, "x") for a in (grew, most)]
    placed = anchors.place(notes, replace(compare(repeated.readout, None), left=repeated), [repeated.readout])
    assert placed.at_point == {"p3": [notes[0]], "p5": [notes[1]]}


def test_a_note_exact_in_a_text_not_shown_is_not_put_on_words_like_its_own() -> None:
    shown, hidden = text(TALKS), replace(text(TALKS.replace("a second", "a third")), key="russia.en-2")
    made = compare(shown, None)
    note = Note("1", "talks", "", "", "", anchor(hidden, "open a third bridge"), "x")
    placed = anchors.place([note], made, [shown, hidden])
    assert (placed.rest, placed.standing) == ([note], {"1": EXACT})
    alone = anchors.place([note], made, [shown])
    assert (alone.rest, alone.standing) == ([], {"1": REVIEW})


def test_of_two_texts_with_the_words_the_one_it_was_written_on_counts() -> None:
    one, two = text(TALKS), replace(text(TALKS.replace("Vladivostok", "Kazan")), key="russia.en-2")
    made = compare(one, two)
    note = Note("1", "talks", "", "", "", anchor(two, "open a second bridge"), "x")
    (point,) = anchors.place([note], made, [one, two]).at_point
    assert point.startswith("russia.en-2:")


def test_notes_in_their_places_load_no_approximate_search() -> None:
    code = (
        "import sys; from tests.unit.test_notes_anchors import *; r = text(TALKS);"
        "assert anchors.find(anchor(r, 'Yes.'), r); print('rapidfuzz' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True,
        cwd=anchors.__file__.partition("/src/")[0],
    )  # fmt: skip
    assert done.stdout.strip() == "False"
