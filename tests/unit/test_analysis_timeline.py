"""Formulas from meeting to meeting: what has become of each."""

from __future__ import annotations

import pytest

from briefing_tui.analysis.formulas import formulas
from briefing_tui.analysis.timeline import Course, courses, dots, event, rewording, spot
from briefing_tui.model import Brief, Readout, Spot

from .test_analysis_formulas import text

BACK, OTHER = "They stand back to back.", "They spoke of the weather."
SHOULDER = "They stand shoulder to shoulder."
KNOWN = {key: {language for _, language, _ in f.phrases()} for key, f in formulas().items()}
NO_TEXT: tuple[Readout, ...] = ()


def meeting(day: int, *texts: Readout) -> Brief:
    return Brief(f"b{day}", f"Meeting {day}", f"2026-01-{day:02}", ("russia", "china"), texts)


def followed(*bodies: str | tuple[Readout, ...], formula: str = "back-to-back") -> Course | None:
    """The course of a formula over meetings with one text of Russia's each."""
    texts = [(text(b),) if isinstance(b, str) else b for b in bodies]
    events = [event(meeting(day, *of)) for day, of in enumerate(texts, 1)]
    return next((c for c in courses(events, KNOWN) if c.formula == formula and c.side == "russia"), None)


def part(body: str) -> tuple[Readout, ...]:
    """An incomplete text."""
    return (text(body, source="excerpt"),)


def digest(body: str) -> tuple[Readout, ...]:
    return (text(body, source="digest", complete="true"),)


TABLE = [
    ((BACK,), "●", "first"),
    ((OTHER, BACK), "·●", "new"),
    ((BACK, OTHER, BACK), "●·●", "back"),
    ((BACK, BACK), "●●", "kept"),
    ((BACK, SHOULDER), "●●", "reworded"),
    ((BACK, f"{BACK} {SHOULDER}"), "●●", "kept"),
    ((BACK, OTHER), "●·", "dropped"),
    ((BACK, OTHER, OTHER), "●··", "earlier"),
    ((BACK, part(OTHER)), "●?", "unknown"),
    ((BACK, NO_TEXT), "●?", "unknown"),
    ((part(OTHER), BACK), "?●", "unknown"),
    ((NO_TEXT, BACK), "?●", "unknown"),
    ((BACK, part(OTHER), BACK), "●?●", "again"),
    ((BACK, part(OTHER), SHOULDER), "●?●", "again"),
    ((part(BACK), part(BACK)), "●●", "kept"),
    ((BACK, part(OTHER), OTHER), "●?·", "earlier"),
    # Another language than last time: nothing is known of these words.
    ((BACK, (text("Погода хорошая.", "russia.ru"),)), "●·", "unknown"),
    (((text("Погода хорошая.", "russia.ru"),), BACK), "·●", "unknown"),
    ((BACK, (text("Они стоят спина к спине.", "russia.ru"),)), "●●", "kept"),
    ((BACK, (text("Они стоят плечом к плечу.", "russia.ru"),)), "●●", "kept"),
    # One of two languages is enough; a new translation of the same words is no rewording.
    ((BACK, (text(OTHER), text("Они стоят спина к спине.", "russia.ru"))), "●●", "kept"),
    (
        (
            (text(BACK), text("Они стоят спина к спине.", "russia.ru")),
            (text(SHOULDER), text("Они стоят спиной к спине.", "russia.ru")),
        ),
        "●●",
        "kept",
    ),
    # A language in which there are no words for it says nothing of its absence.
    ((BACK, (text("Ils se tiennent.", "russia.fr"),)), "●?", "unknown"),
]


@pytest.mark.parametrize(("bodies", "row", "status"), TABLE, ids=lambda v: v if isinstance(v, str) else "")
def test_what_has_become_of_it(bodies: tuple[str | tuple[Readout, ...], ...], row: str, status: str) -> None:
    course = followed(*bodies)
    assert course is not None
    assert (dots(course, 40), course.status) == (row, status)


def test_reworded_tells_the_words_of_both_times() -> None:
    course = followed(BACK, "Russia and China STAND Shoulder to Shoulder.")
    assert course is not None
    assert (course.before, course.now) == ("back to back", "Shoulder to Shoulder")


def test_words_are_told_where_they_are_not_the_usual_ones() -> None:
    usual, other, both = (followed(BACK, now) for now in (BACK, SHOULDER, f"{BACK} {SHOULDER}"))
    assert usual and other and both
    assert (usual.unusual, other.unusual, both.unusual) == ((), ("shoulder to shoulder",), ())


def test_a_mark_of_a_part_that_is_quoted_is_left_out() -> None:
    course = followed(digest("They hold to the “one China” principle."), formula="one-china")
    assert course and course.cells[0].words() == ("one China principle",)


def test_what_a_side_never_said_has_no_course() -> None:
    assert followed(OTHER, OTHER) is None


def test_sides_are_followed_apart() -> None:
    events = [
        event(meeting(1, text(BACK), text(OTHER, "china.en"))),
        event(meeting(2, text(OTHER), text(BACK, "china.en"))),
    ]
    assert [(c.side, c.status) for c in courses(events, KNOWN)] == [("russia", "dropped"), ("china", "new")]


def test_the_last_meeting_is_on_an_earlier_day() -> None:
    """Two briefs of one day are no two meetings of which one came before."""
    first, *same = (event(meeting(day, text(body))) for day, body in ((1, BACK), (2, OTHER), (2, BACK)))
    (course,) = courses([first, *same], KNOWN)
    assert course.status == "kept"


@pytest.mark.parametrize(
    ("bodies", "status", "retold"),
    [
        ((digest(f"They stand “{BACK}”"), digest("They stand “shoulder to shoulder”.")), "reworded", False),
        ((digest(BACK), digest(SHOULDER)), "kept", True),
        ((BACK, digest(SHOULDER)), "kept", True),
        ((digest("“back to back”, he said."), OTHER), "dropped", False),
        ((BACK, digest(OTHER), digest(BACK)), "again", True),
    ],
)
def test_what_rests_on_a_retelling_says_so(
    bodies: tuple[str | tuple[Readout, ...], ...], status: str, retold: bool
) -> None:
    """And our own words are never a rewording of theirs."""
    course = followed(*bodies)
    assert course is not None
    assert (course.status, course.retold) == (status, retold)


@pytest.mark.parametrize("kind", ["digest", "summary"])
@pytest.mark.parametrize("quoted", [BACK, f"“{BACK}”"])
def test_a_retelling_proves_no_absence(kind: str, quoted: str) -> None:
    """However complete: it may say the same in other words. Nor was what only it says ever the side's."""
    other, back = ((text(b, source=kind, complete="true"),) for b in (OTHER, quoted))
    for bodies, row in (((BACK, other), "●?"), ((other, BACK), "?●"), ((other, back), None),
                        ((back, other), None)):  # fmt: skip
        course = followed(*bodies)
        assert course and course.status == "unknown"
        assert row in (None, dots(course, 40))
    unquoted = (text(BACK, source=kind, complete="true"),)
    for bodies in ((unquoted, OTHER), (OTHER, unquoted)):
        course = followed(*bodies)
        assert course and (course.status, set(dots(course, 40))) == ("unknown", set("○·"))


def test_again_tells_another_wording_with_its_day() -> None:
    events = [
        event(meeting(d, *of)) for d, of in enumerate(((text(BACK),), part(OTHER), (text(SHOULDER),)), 1)
    ]
    (course,) = (c for c in courses(events, KNOWN) if c.formula == "back-to-back")
    assert rewording(events, course) == "was “back to back” on 2026-01-01, now “shoulder to shoulder”"


def test_the_place_of_a_formula() -> None:
    events = [event(meeting(1, text(f"{OTHER}\n\n{BACK}"))), event(meeting(2, text(OTHER)))]
    (course,) = courses(events, KNOWN)
    assert spot(events, course, 0) == Spot("b1", "russia.en", 2, 11, 23)
    assert spot(events, course, 1) is None
    assert course.seen == (0, 0)
    assert course.cells[0].words() == ("back to back",)


def test_of_a_long_series_the_last_dots_are_shown() -> None:
    course = followed(*[OTHER, BACK] * 15)
    assert course is not None
    assert dots(course, 30) == "·●" * 15
    assert dots(course, 11) == "…" + "·●" * 5
