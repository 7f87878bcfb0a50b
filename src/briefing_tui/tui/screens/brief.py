"""The brief: what is not reading, correcting, noting or copying: find, and the ways to other screens."""

from __future__ import annotations

from briefing_tui.model import CARDS, BriefingError
from briefing_tui.tui.screens.selecting import Selecting


class BriefScreen(Selecting):
    NAME = "brief"

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
            self.say(f"no earlier texts of {readout.key} are kept")

    def action_find(self) -> None:
        self._ask("Find:", self._words, self._find)

    def action_find_next(self) -> None:
        if self._words:
            self._find(self._words)
        else:
            self.action_find()

    def _find(self, words: str) -> None:
        """To the next point, over both texts and all cards, that holds the words."""
        self._words = words.strip()
        if not self._words:
            return
        made = self.content.made
        everything = [p for card in CARDS for c in (made.left, made.right) if c for p in c.on(card)]
        hits = [p for p in everything if self._words.casefold() in p.text.casefold()]
        if not hits:
            self.say(f"nothing holds {self._words!r} in these two texts")
            return
        here = self.point()
        place = everything.index(here[1]) if here else -1
        hit = next((p for p in hits if everything.index(p) > place), hits[0])
        self.go_to_point(hit.id)
        self.say(f"{hits.index(hit) + 1} of {len(hits)} points with {self._words!r} · . for the next")
