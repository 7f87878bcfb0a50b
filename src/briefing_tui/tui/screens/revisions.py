"""Earlier texts: what a readout said before it was revised, beside what it says since, word by word."""

from __future__ import annotations

from threading import Thread

from textual.message import Message

from briefing_tui.analysis.collating import Collation, compare
from briefing_tui.library.earlier import Change, Version
from briefing_tui.model import Brief, BriefingError, Readout, Spot, Standing
from briefing_tui.tui import revision_page
from briefing_tui.tui.nothing import nothing
from briefing_tui.tui.screens.base import SIDE_BY_SIDE, ReaderScreen


class RevisionsScreen(ReaderScreen):
    """``changes`` are those of the readout, at least one, the oldest first; the last is shown first."""

    NAME = "revisions"

    class Compared(Message):
        """From a thread: the two texts of a change, its number in ``at``; or why one cannot be read."""

        def __init__(self, at: int, made: tuple[Collation, Version, Version] | None, problem: str) -> None:
            super().__init__()
            self.at = at
            self.made = made
            self.problem = problem

    def __init__(self, brief: Brief, readout: Readout, changes: list[Change]) -> None:
        super().__init__()
        self._brief = brief
        self._readout = readout
        self._changes = changes
        self._at = len(changes) - 1
        self._made: tuple[Collation, Version, Version] | None = None
        self._problem = ""

    def on_mount(self) -> None:
        super().on_mount()
        self._load()

    def _load(self) -> None:
        self._made, self._problem = None, ""
        Thread(target=self._compare, args=(self._at,), name="revisions", daemon=True).start()

    def _compare(self, at: int) -> None:
        try:
            old, new = self._changes[at].read()
        except BriefingError as error:
            self.post_message(self.Compared(at, None, str(error)))
        else:
            self.post_message(self.Compared(at, (compare(old.readout, new.readout), old, new), ""))

    def on_revisions_screen_compared(self, event: Compared) -> None:
        if event.at == self._at:
            self._made, self._problem = event.made, event.problem
            self._under_message(self.draw)

    # -- drawing --------------------------------------------------------------------------------------

    def draw(self) -> None:
        which = f"change {self._at + 1} of {len(self._changes)}"
        self.head(f"Earlier texts · {self._readout.side_name}, {self._readout.key}", which)
        self.foot()
        if self._made:
            made, old, new = self._made
            stacked = self.app.size.width < SIDE_BY_SIDE
            notes = 0 if new.until else self._to_review()
            self.show_page(
                revision_page.page(made, old, new, self.page_width, stacked=stacked, to_review=notes)
            )
        else:
            words, role = self._problem or "Comparing the two texts …", "error" if self._problem else "dim"
            self.show_page(nothing(self.page_width, self.NAME, words, ("back", "goes back"), role=role))

    def _to_review(self) -> int:
        """How many notes on this text are on words that have changed."""
        from briefing_tui.notes.anchors import standing

        mine = self._readout.side, self._readout.language
        notes = (n.anchor for n in self.desk.notes.of(self._brief.id) if not n.problem)
        on_it = (a for a in notes if (a.side, a.language) == mine)
        return sum(standing(anchor, self._brief.readouts) is Standing.REVIEW for anchor in on_it)

    # -- moving ---------------------------------------------------------------------------------------

    def action_step(self, step: int) -> None:
        """To the change before, or the one after."""
        to = max(0, min(self._at + step, len(self._changes) - 1))
        if to != self._at:
            self._at = to
            self._load()
            self.draw()
        else:
            self.say("no later change" if step > 0 else "no earlier text is kept")

    def action_jump(self) -> None:
        stop = self.reader.here
        if stop is None or self._made is None:
            return
        made, _, new = self._made
        body = [b.number for b in made.after(made.rows[int(stop.key)]) if b.number is not None]
        if new.until:
            self.say(f"this is no longer the text: {self._press('step(1)')} goes to the change after")
        elif not body:
            self.say("it is no paragraph of the text of now")
        else:
            self.desk.open_at(Spot(self._brief.id, self._readout.key, body[0]))
