"""The brief: what can be done in it besides reading, correcting and noting: find, why, export."""

from __future__ import annotations

from pathlib import Path

from briefing_tui.model import CARDS, BriefingError
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui.screens.selecting import Selecting


class BriefScreen(Selecting):
    NAME = "brief"

    def action_why(self) -> None:
        from briefing_tui.tui.screens.why import WhyScreen

        if here := self.point():
            self.app.push_screen(WhyScreen(self.content.made, *here))
        else:
            self.say("no point at the mark")

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

    def action_export(self) -> None:
        from briefing_tui.export.write import free_name

        path = free_name(Path.cwd(), self.brief.id)
        # A folder whose name would command the terminal is left out: the name alone means the same file.
        shown = str(path) if clean_line(str(path)) == str(path) else path.name
        self._ask("Write to:", shown, self._export)

    def _export(self, name: str) -> None:
        from briefing_tui.export.changes import latest
        from briefing_tui.export.markdown import render
        from briefing_tui.export.write import write

        if not name.strip():
            return
        path = Path(name.strip()).expanduser()
        try:
            as_of = latest(self.brief, self.desk.notes, self.desk.corrections)
            notes = self.desk.notes.of(self.brief.id)
            write(path, render(self.brief, self.content.made, notes, as_of=as_of))
        except BriefingError as error:
            self.say(str(error), bad=True)
        else:
            broken = sum(bool(n.problem) for n in notes)
            self.say(f"written{f' without {broken} that cannot be read' * bool(broken)}: {path}")
