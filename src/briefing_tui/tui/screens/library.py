"""The library: all briefs within reach, the newest first; a broken one with its reason."""

from __future__ import annotations

from briefing_tui.library.shelf import Entry
from briefing_tui.model import Brief, BriefingError
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.typography import shorten, wrap


class LibraryScreen(ReaderScreen):
    NAME = "library"

    def __init__(self, here: str = "") -> None:
        super().__init__()
        self._here = here  # the brief at which the mark begins
        self._entries: list[Entry] = []
        self._counts: dict[str, int] = {}

    def on_screen_resume(self) -> None:
        self._reload()
        super().on_screen_resume()

    def watched(self) -> object:
        return self.desk.notes.folders(), self.desk.shelf.look()

    def changed_on_disk(self) -> None:
        before = {e.id for e in self._entries if not e.problem}
        self._reload()
        self.draw()
        now = {e.id for e in self._entries if not e.problem}
        changes = (("come", len(now - before)), ("gone", len(before - now)))
        if said := " and ".join(f"{count} {word}" for word, count in changes if count):
            self.say(f"the library has changed on disk: {said}")

    def _reload(self) -> None:
        self.seen()
        self._entries = self.desk.shelf.entries()
        self._counts = self.desk.notes.counts()

    def draw(self) -> None:
        total = sum(self._counts.values())
        unfinished = " · R: unfinished" if self.desk.unfinished else ""
        self.head("briefing", f"{len(self._entries)} briefs · {_notes(total)}{unfinished}")
        self.foot()
        self.show_page(self._page(self.page_width), self._here)
        self._here = ""

    def _page(self, width: int) -> Page:
        page = Page(width)
        if not self._entries:
            page.add()
            page.add_text("No briefs yet. Leave with q and say: briefing import FILE FILE", "dim")
        for entry in self._entries:
            page.add()
            top = len(page.lines)
            if entry.problem:
                page.add(Piece(2, entry.id, "error"), Piece(4 + len(entry.id), "broken", "error"))
                for line in wrap(entry.problem, width - 5):
                    page.add(Piece(4, line, "dim"))
            else:
                date = entry.date or "undated"
                page.add(Piece(2, date, "dim"), Piece(14, shorten(entry.title, width - 15), "strong"))
                notes = self._counts.get(entry.id, 0)
                about = [" | ".join(entry.sides), " ".join(entry.languages), entry.kind, entry.origin]
                line = " · ".join(a for a in about if a)
                page.add(Piece(14, shorten(line, width - 30), "dim"))
                if notes:
                    page.lines[-1].append(Piece(max(20, width - 12), f"✎ {_notes(notes)}", "note"))
            page.stop(entry.id, 0, top)
        return page

    def action_open(self) -> None:
        if brief := self._brief():
            self.desk.show_brief(brief)

    def action_formulas(self) -> None:
        from briefing_tui.tui.screens.formulas import FormulasScreen

        if brief := self._brief():
            self.app.push_screen(FormulasScreen(brief))

    def _brief(self) -> Brief | None:
        """The brief at the mark; says why it cannot be opened."""
        entry = self._entry()
        if entry is None:
            return None
        try:
            if entry.problem:
                raise BriefingError(entry.problem)
            return self.desk.shelf.open(entry.id)
        except BriefingError as error:
            self.say(str(error), bad=True)
            return None

    def action_notes(self) -> None:
        from briefing_tui.tui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(None), self.desk.go_to_note)

    def _entry(self) -> Entry | None:
        stop = self.reader.here
        return next((e for e in self._entries if stop and e.id == stop.key), None)


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"
