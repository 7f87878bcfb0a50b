"""Formulas: what has become of the sides' set phrases at a meeting, against those before it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.message import Message

from briefing_tui.analysis.timeline import Course, spot
from briefing_tui.library import timelines
from briefing_tui.library.timelines import Timeline
from briefing_tui.model import Brief, BriefingError
from briefing_tui.tui import formula_page
from briefing_tui.tui.formula_page import Layout
from briefing_tui.tui.nothing import nothing
from briefing_tui.tui.page import Page
from briefing_tui.tui.screens.base import PageScreen
from briefing_tui.tui.screens.working import WorkingScreen
from briefing_tui.tui.widgets.drawn import Bar
from briefing_tui.tui.widgets.reader import Reader


class FormulasScreen(WorkingScreen):
    """The series of the brief's sides, up to and with the brief. Read in a thread: it may be long."""

    NAME = "formulas"

    class Read(Message):
        """From the thread: the meetings with their formulas; then what is repeated in them; or why not."""

        def __init__(
            self, made: Timeline | None, repeated: tuple[Course, ...] | None = None, problem: str = ""
        ) -> None:
            super().__init__()
            self.made = made
            self.repeated = repeated
            self.problem = problem

    def __init__(self, brief: Brief) -> None:
        super().__init__("Reading the meetings of these sides …")
        self._brief = brief
        self._read = self.Read(None)

    def compose(self) -> ComposeResult:
        yield Bar(id="head")
        heads = Bar(id="sides")
        heads.styles.height = 3
        yield heads
        yield Reader()
        yield Bar(id="foot")

    def on_mount(self) -> None:
        super().on_mount()
        self.start(self._follow)

    def _follow(self) -> None:
        shelf = self.desk.shelf
        try:
            entries = self.desk.entries(self.far("Looking through the library"))
            made = timelines.of_brief(
                shelf, entries, self._brief, self.far("Reading the meetings of these sides")
            )
            self.post_message(self.Read(made))
            if not self.left.is_set():
                self.post_message(self.Read(made, timelines.repeated(shelf, made)))
        except BriefingError as error:
            self.post_message(self.Read(None, problem=str(error)))

    def on_formulas_screen_read(self, event: Read) -> None:
        self._read = event
        self._under_message(self.draw)

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self) -> None:
        made, width = self._read.made, self.page_width
        names = " | ".join(map(self._brief.side_name, self._brief.sides))
        self.foot()
        if made is None:
            self.head(f"Formulas · {names}", self._brief.id)
            problem = self._read.problem
            words = problem or self.meanwhile
            self.query_one("#sides", Bar).show()
            self.show_page(
                nothing(width, self.NAME, words, ("back", "goes back"), role="error" if problem else "dim")
            )
            return
        count = "1 meeting" if len(made.events) == 1 else f"{len(made.events)} meetings"
        self.head(f"Formulas · {names}", f"{count} to {made.events[-1].date}")
        layout = Layout(made.events, width)
        self.query_one("#sides", Bar).show(*layout.heads())
        self.show_page(formula_page.overview(layout, made.courses, self._read.repeated, width))

    # -- the formula at the mark ------------------------------------------------------------------

    def _courses(self) -> list[Course]:
        """The formula at the mark, of the side at the mark first."""
        stop, made = self.reader.here, self._read.made
        if stop is None or made is None:
            return []
        sides = list(Layout(made.events, self.page_width).sides)
        every = (*made.courses, *(self._read.repeated or ()))
        found = [c for c in every if formula_page.key_of(c) == stop.key]
        return sorted(found, key=lambda c: c.side != sides[stop.column])

    def action_side(self, step: int) -> None:
        here, stops = self.reader.here, self.reader.page.stops
        if here is None:
            return
        beside = [i for i, s in enumerate(stops) if s.row == here.row and step * (s.column - here.column) > 0]
        if beside:
            self.reader.go(beside[0] if step > 0 else beside[-1])
        else:
            self.reader.to_column(here.column + step)

    def action_jump(self) -> None:
        """To the words at this meeting; where they are not there, to the last place where they were."""
        made, courses = self._read.made, self._courses()
        place = spot(made.events, courses[0], courses[0].seen[1]) if made and courses else None
        if place:
            self.desk.open_at(place, self._brief)

    def action_wordings(self) -> None:
        made, courses = self._read.made, self._courses()
        if made and courses:
            self.app.push_screen(FormulaScreen(made, courses))


class FormulaScreen(PageScreen):
    """One formula: what is read into it, its wordings, the words of each meeting."""

    def __init__(self, made: Timeline, courses: list[Course]) -> None:
        super().__init__(formula_page.name_of(courses[0]))
        self._made = made
        self._courses = courses

    def page(self, width: int) -> Page:
        return formula_page.about(self._made.events, self._courses, width)
