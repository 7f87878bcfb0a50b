"""The brief: what is not reading, correcting, noting, copying or finding: the ways to other screens."""

from __future__ import annotations

from briefing_tui.model import BriefingError
from briefing_tui.tui.screens.jumping import Jumping


class BriefScreen(Jumping):
    def action_why(self) -> None:
        from briefing_tui.tui.screens.why import WhyScreen

        if here := self.point():
            self.app.push_screen(WhyScreen(self.content.made, *here))
        else:
            self.say("no point at the mark")

    def action_changes(self) -> None:
        from briefing_tui.tui.screens.changes import ChangesScreen

        shown = [self.brief.readout(key) for key in (self.pair.left, self.pair.right) if key]
        self.app.push_screen(ChangesScreen(self.brief, original=all(r and r.original for r in shown)))

    def action_formulas(self) -> None:
        from briefing_tui.tui.screens.formulas import FormulasScreen

        self.app.push_screen(FormulasScreen(self.brief))

    def action_tone(self) -> None:
        from briefing_tui.tui.screens.tone import ToneScreen

        self.app.push_screen(ToneScreen(self.brief, self.content.made))

    def action_revisions(self) -> None:
        from briefing_tui.library.earlier import changes
        from briefing_tui.tui.screens.revisions import RevisionsScreen

        here, stop = self.point(), self.reader.here
        carded = here[0] if here else self.content.carded(stop.column if stop else 0)
        readout = (carded or self.content.made.left).readout
        try:
            found = changes(self.brief, readout)
        except BriefingError as error:
            self.say(str(error), bad=True)
            return
        if found:
            self.app.push_screen(RevisionsScreen(self.brief, readout, found))
        else:
            self.say(f"no earlier text of {readout.key} is kept; one is when a newer text is imported")
