"""The pages of the formulas: a row a formula, a column a side; and all about one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from briefing_tui.analysis.formulas import formulas
from briefing_tui.analysis.timeline import Course, Event, Status, bare, dots, rewording
from briefing_tui.tui.page import Page, Piece, Stop
from briefing_tui.tui.typography import shorten

MOST_DOTS = 24
_NAME = (24, 50)  # columns of a name, at least and at most
_STATUS = 13  # "~ reworded*" and its distance
_ROLES = {
    Status.NEW: "accent", Status.BACK: "accent", Status.REWORDED: "note", Status.DROPPED: "gap",
    Status.UNKNOWN: "dim", Status.EARLIER: "dim",
}  # fmt: skip
_SIDES = ("left", "right")
_REPEATED = "no known formulas, said word for word at several of these meetings"


class Layout:
    """Where things stand in ``width`` columns: the names, then for each side its dots and its status."""

    def __init__(self, events: Sequence[Event], width: int) -> None:
        self.events = events
        self.sides = {t.side: t.side_name for e in events for t in e.texts}
        count = max(1, len(self.sides))
        room = (width - 2 - _NAME[0]) // count - _STATUS - 1
        # Sides that have no room beside each other stand below each other.
        self.stacked = room < min(4, len(events))
        if self.stacked:
            room = width - 2 - _NAME[0] - _STATUS - 1
        self.dots = max(4, min(len(events), MOST_DOTS, room))
        self.column = self.dots + _STATUS + 1
        self.name = min(_NAME[1], width - 2 - (1 if self.stacked else count) * self.column)

    def x(self, side: int) -> int:
        """The column of a side's mark; its dots stand behind it."""
        return 2 + self.name + (0 if self.stacked else side * self.column)

    def heads(self) -> Iterator[list[Piece]]:
        """Three lines: the sides, and the year of each meeting, downwards, over its dots."""
        names = [" | ".join(self.sides.values())] if self.stacked else list(self.sides.values())
        yield [
            Piece(self.x(i) + 1, shorten(name, self.column - 2), (*_SIDES, *["strong"] * len(names))[i])
            for i, name in enumerate(names)
        ]
        cut = len(self.events) > self.dots
        shown = self.events[1 - self.dots :] if cut else self.events
        for digit, told in ((2, "Years of the meetings,"), (3, "read downwards")):
            years = " " * cut + "".join(e.date[digit] for e in shown)
            yield [Piece(2, told, "dim"), *(Piece(self.x(i) + 1, years, "dim") for i in range(len(names)))]


def name_of(course: Course) -> str:
    return f"“{course.phrase}”" if course.phrase else formulas()[course.formula].name


def key_of(course: Course) -> str:
    """What its row is known by, whatever the side."""
    return f"“{course.phrase}”" if course.phrase else course.formula


def overview(
    layout: Layout, courses: Sequence[Course], repeated: Sequence[Course] | None, width: int
) -> Page:
    """All formulas by what has become of them; ``repeated`` is None while they are still looked for."""
    page = Page(width)
    order = list(Status)
    rows: dict[str, list[Course]] = {}
    for course in courses:
        rows.setdefault(course.formula, []).append(course)
    by_status: dict[Status, list[list[Course]]] = {}
    for row in rows.values():
        by_status.setdefault(min((c.status for c in row), key=order.index), []).append(row)
    if not courses:
        page.add()
        page.add_text("No known formula stands in these texts.", "dim")
    for status in order[:-1]:
        _group(page, layout, f"{status.sign} {status.capitalize()}", status.words, by_status.get(status, ()))
    if repeated is None:
        page.add()
        page.add_text("Looking for phrases that are repeated …", "dim")
    else:
        _group(page, layout, "Repeated", _REPEATED, [[c] for c in repeated])
    last = order[-1]
    _group(page, layout, last.capitalize(), last.words, by_status.get(last, ()))
    _legend(page, layout, any(c.retold for c in courses))
    return page


def _group(page: Page, layout: Layout, title: str, words: str, rows: Iterable[list[Course]]) -> None:
    for i, row in enumerate(rows):
        if i == 0:
            page.add()
            about = shorten(words, page.width - cell_len(title) - 6)
            page.add(Piece(2, title, "heading"), Piece(4 + cell_len(title), about, "dim"))
        _row(page, layout, row)


def _row(page: Page, layout: Layout, row: list[Course]) -> None:
    top, number = len(page.lines), page.next_row
    page.put(top, Piece(2, shorten(name_of(row[0]), layout.name - 1), "text"))
    sides = list(layout.sides)
    for i, course in enumerate(row):
        at = top + 1 + i if layout.stacked else top
        side = sides.index(course.side)
        x = layout.x(side)
        status = f"{course.status.sign} {course.status}{'*' * course.retold}"
        if layout.stacked:
            page.put(at, Piece(4, shorten(course.side_name, layout.name - 3), "dim"))
        page.put(at, Piece(x + 1, dots(course, layout.dots), "text"))
        page.put(at, Piece(x + layout.dots + 2, status, _ROLES.get(course.status, "text")))
        page.stops.append(Stop(key_of(course), side, at, at + 1, number + (i if layout.stacked else 0), x))
    for course in row:
        if changed := rewording(layout.events, course):
            page.add_text(f"{course.side_name}: {changed}", "note", x=4)
        elif course.unusual:
            words = ", ".join(f"“{w}”" for w in course.unusual)
            page.add_text(f"{course.side_name}: {words}", "dim", x=4)


def _legend(page: Page, layout: Layout, retold: bool) -> None:
    page.add()
    page.add(Piece(2, "Meetings", "heading"))
    for event in layout.events:
        page.add(Piece(2, event.date, "dim"), Piece(14, shorten(event.title, page.width - 15), "dim"))
    page.add()
    page.add_text("● there   ○ in a retelling alone   · not there   ? not known", "dim")
    if retold:
        page.add_text("* by a digest or a summary, whose words are not the side’s own", "dim")


def about(events: Sequence[Event], courses: Sequence[Course], width: int) -> Page:
    """One formula: what is read into it, its wordings, and the words of each side at each meeting."""
    page = Page(width)
    first = courses[0]
    if not first.phrase:
        formula = formulas()[first.formula]
        if formula.about:
            page.add()
            page.add_text(formula.about)
        for variant, lists in formula.wordings.items():
            page.add()
            page.add(Piece(2, variant.replace("-", " ") or "The usual wording", "heading"))
            for language, patterns in lists.items():
                page.add_text(f"{language}  {patterns[0]}", x=4)
    for course in courses:
        page.add()
        words = f"{course.side_name}: {course.status}, {course.status.words}"
        page.add(Piece(2, shorten(words, width - 3), "heading"))
        for event, cell in zip(events, course.cells, strict=True):
            title = shorten(event.title, width - 18)
            page.add(Piece(4, f"{cell.sign} {event.date}", "dim"), Piece(17, title, "dim"))
            places = [(f.text.key, f.use.paragraph, bare(f.use.words), f.use.verbatim) for f in cell.found]
            for key, paragraph, said, verbatim in dict.fromkeys(places):
                mark = f"“{said}”" if verbatim else f"{said} (retold)"
                page.add_text(f"{mark}  {key} ¶{paragraph}", x=17)
    return page
