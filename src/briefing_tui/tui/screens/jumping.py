"""Jumps in the brief: back to where one jumped from and forward again, and marks to come back to."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_letters, ascii_lowercase

from briefing_tui.model import CARDS, Card, Note, Pair, Spot
from briefing_tui.settings.state import Mark
from briefing_tui.tui import actions, views
from briefing_tui.tui.on_disk import possible
from briefing_tui.tui.screens.finding import Finding
from briefing_tui.tui.widgets.choice import Choice


class Jumping(Finding, part=True):
    """A brief that remembers from where one has jumped. Moves are no jumps; what goes further is one."""

    _on_its_way = False  # of what one jump does by another only the whole is one

    def place(self) -> Mark:
        """Where the reader stands, to come back to from anywhere."""
        if here := self.point():
            carded, point = here
            return Mark(self.brief.id, self.position(), carded.readout.key, point.paragraph, point.start)
        return Mark(self.brief.id, self.position())

    def arrive(self, go: Callable[[], None]) -> None:
        """Goes there; where the reader stands now was no place that anyone has chosen."""
        self._on_its_way = True
        try:
            go()
        finally:
            self._on_its_way = False

    def _jump(self, go: Callable[[], None]) -> None:
        if self._on_its_way:
            go()
            return
        here = self.place()
        self.arrive(go)
        if self.place() != here:
            self.desk.jumps.leave(here)

    # -- what is a jump ---------------------------------------------------------------------------

    def action_card(self, digit: int) -> None:
        if self.in_cards:
            super().action_card(digit)
        else:
            self._jump(lambda: super(Jumping, self).action_card(digit))

    def action_view(self) -> None:
        self._jump(super().action_view)

    def action_edge(self, end: int, nth: int = 0) -> None:
        self._jump(lambda: super(Jumping, self).action_edge(end, nth))

    def go_to_point(self, key: str) -> None:
        self._jump(lambda: super(Jumping, self).go_to_point(key))

    def go_to_spot(self, spot: Spot) -> None:
        self._jump(lambda: super(Jumping, self).go_to_spot(spot))

    def go_to(self, note: Note, *, edit: bool = False) -> None:
        self._jump(lambda: super(Jumping, self).go_to(note, edit=edit))

    def _go(self, step: int) -> None:
        """To a hit."""
        self._jump(lambda: super(Jumping, self)._go(step))

    def action_side(self, column: int) -> None:
        if self.view == "read":  # to the partner of the point, in the other text
            self._jump(lambda: super(Jumping, self).action_side(column))
        else:
            super().action_side(column)

    def action_back(self) -> None:
        here = self.place()
        super().action_back()
        if not self.on_top:
            self.desk.jumps.leave(here)

    # -- back and forward -------------------------------------------------------------------------

    def action_leap(self, steps: float) -> None:
        if self.typing:
            return
        if there := self.desk.jumps.leap(int(steps), self.place()):
            self._leap_to(there)
        else:
            self.say("no jump to go back to" if steps < 0 else "no jump to go forward to")

    def _leap_to(self, there: Mark) -> None:
        if there.brief == self.brief.id:
            self.go_to_mark(there)
        else:
            self.desk.open_mark(there, instead=self._editor() is None)

    def go_to_mark(self, mark: Mark) -> None:
        """To a place in this brief: its texts, its view, its card, its point."""
        self.arrive(lambda: self._stand_at(mark))

    def _stand_at(self, mark: Mark) -> None:
        then = mark.position
        pair = Pair(then.left, then.right or None)
        if pair != self.pair and pair in possible(self.brief):
            self.pair = pair
            self._load()
        self.view = then.view if then.view in views.VIEWS else self.view
        self.card = Card(then.card) if then.card in CARDS else self.card
        key = then.point
        for column, carded in enumerate(self.content.made.texts):
            if carded.readout.key == mark.readout:
                self._column = column
                if point := carded.at(mark.paragraph, mark.start):
                    key = point.id
                    self.card = point.card if self.view == "compare" else self.card
        self._redraw(key)

    # -- marks ------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        def answer(letter: str) -> None:
            self.desk.state.keep_mark(letter, self.place())
            where = "in this brief" if letter in ascii_lowercase else "from any brief"
            self.say(f"mark {letter} set: {actions.key('brief', 'to_mark')}{letter} comes back, {where}")

        self._ask_for_letter("mark: a letter for this brief, a capital for all briefs", ascii_letters, answer)

    def action_to_mark(self) -> None:
        jumps, state = self.desk.jumps, self.desk.state
        known = "".join(state.marks(self.brief.id))

        def answer(letter: str) -> None:
            there = state.marks(self.brief.id).get(letter) if letter.isalpha() else jumps.before
            if there is None:
                self.say(f"no mark {letter}" if letter.isalpha() else "no jump to come back from")
            else:
                jumps.leave(self.place())
                self._leap_to(there)

        question = f"to mark: {' '.join(known) or 'none is set'} · ' to before the last jump"
        self._ask_for_letter(question, f"{ascii_letters}'", answer)

    def _ask_for_letter(self, question: str, letters: str, answer: Callable[[str], None]) -> None:
        if self.typing:
            return

        def done(letter: str | None) -> None:
            self.typing = None
            self.foot()
            if letter:
                answer(letter)

        self.typing = Choice((f"{question} · Esc", question), letters, done)
        self.foot()
