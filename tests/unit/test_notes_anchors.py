"""A note stands at the words that it was written on, or nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing_tui.analysis.compare import compare
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Card, Carded, Note, Point, pairs
from briefing_tui.notes import anchors
from briefing_tui.reading import load
from briefing_tui.reading.load import Source

# Yes. stands four times, twice in one paragraph; the word of peace twice, with other words around it.
BODY = """\
Yes. The talks were long.

They ended. Peace is near. So it was.

Yes. Trade grew. Yes. Peace is near."""


def carded(body: str = BODY, key: str = "russia.en") -> Carded:
    return compare(load.read_source(Source("t.txt", body, False), key)[0]).left


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
                    assert anchors.find(anchors.to_point(side, point), side) == point


def test_repeated_sentences_are_told_apart(repeated: Carded) -> None:
    for point in repeated.points:
        assert anchors.find(anchors.to_point(repeated, point), repeated) == point


def test_the_words_around_count_more_than_the_number(repeated: Carded) -> None:
    last = repeated.points[-1]
    moved = replace(anchors.to_point(repeated, last), paragraph=2)
    assert anchors.find(moved, repeated) == last
    bare = replace(moved, prefix="nowhere", suffix="nowhere")
    assert anchors.find(bare, repeated) == repeated.points[1]


def test_a_paragraph_put_before_moves_the_note_along() -> None:
    before, after = carded(), carded("There was a preface.\n\n" + BODY)
    point = next(p for p in before.points if "Trade" in p.text)
    found = anchors.find(anchors.to_point(before, point), after)
    assert found is not None
    assert "Trade" in found.text
    assert found.paragraph == point.paragraph + 1


def test_a_quotation_within_a_point_is_found() -> None:
    made = carded()
    found = anchors.find(Anchor(side="russia", language="en", exact="grew"), made)
    assert found is not None
    assert "Trade grew." in found.text


@pytest.mark.parametrize(
    "other",
    [
        {"exact": "Trade shrank."}, {"exact": ""}, {"exact": "trade grew."}, {"language": "ru"},
        {"side": "china"}, {"side": ""},
    ],
    ids=repr,
)  # fmt: skip
def test_other_words_side_or_language_are_not_found(other: dict[str, str]) -> None:
    made = carded()
    anchor = Anchor(side="russia", language="en", paragraph=3, exact="Trade grew.")
    assert anchors.find(anchor, made) is not None
    assert anchors.find(replace(anchor, **other), made) is None  # type: ignore[arg-type]


def test_a_changed_text_loses_only_its_own_note() -> None:
    before, after = carded(), carded(BODY.replace("long", "short"))
    found = [anchors.find(anchors.to_point(before, p), after) for p in before.points]
    lost = [p for p, f in zip(before.points, found, strict=True) if f is None]
    assert [p.paragraph for p in lost] == [1]


def test_place_sorts_notes(repeated: Carded) -> None:
    other = compare(repeated.readout, load.read_source(Source("t.txt", "China spoke.", False), "china.en")[0])
    about = [
        anchors.to_point(repeated, repeated.points[1]), anchors.to_card(Card.FUTURE), Anchor(),
        Anchor(side="russia", language="en", exact="never said"),
    ]  # fmt: skip
    notes = [Note(str(i), "talks", "", "", "", a, "x") for i, a in enumerate(about)]
    at, rest = anchors.place(notes, replace(other, left=repeated))
    assert at == {"p1": [notes[0]]}
    assert rest == notes[1:]
