"""The notes of a brief, or of all: read, go to their place, delete and bring back."""

from __future__ import annotations

from briefing_tui.analysis import corrections
from briefing_tui.model import Brief, Correction, Note
from briefing_tui.reading.unsafe import clean
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.base import Chosen, ReaderScreen
from briefing_tui.tui.typography import shorten, wrap


class NotesScreen(ReaderScreen):
    """The notes of ``brief``, or of all. Ends with what was ``Chosen``, or with None."""

    NAME = "notes"

    def __init__(self, brief: Brief | None) -> None:
        super().__init__()
        self._of = brief
        self._brief = brief.id if brief else ""
        self._notes: list[Note] = []

    def watched(self) -> object:
        store = self.desk.notes
        return [store.signature(b) for b in ([self._brief] if self._brief else store.counts())]

    def changed_on_disk(self) -> None:
        self.draw()

    def draw(self) -> None:
        self.seen()
        store = self.desk.notes
        self._notes = store.of(self._brief) if self._brief else store.all()
        self.head("Notes", self._brief or "all briefs")
        self.foot()
        self.show_page(self._page(self.page_width))

    def _page(self, width: int) -> Page:
        page = Page(width)
        if not self._notes:
            page.add()
            page.add_text("No notes yet. In a brief, n writes one on the point at the mark.", "dim")
        for note in self._notes:
            page.add()
            top = len(page.lines)
            anchor = note.anchor
            where = f"{anchor.side} ¶{anchor.paragraph}" if anchor.exact else ""
            card = f"card {anchor.card.digit} {anchor.card.heading}" if anchor.card else "the whole brief"
            head = [note.updated[:16].replace("T", " "), "" if self._brief else note.brief, where or card]
            page.add(Piece(2, " · ".join(h for h in head if h), "dim"))
            if anchor.exact:
                page.add(Piece(4, shorten(f"“{anchor.exact}”", width - 6), "dim"))
            for part in (note.problem or clean(note.body) or "(empty note)").split("\n"):
                for line in wrap(part, width - 6):
                    page.add(Piece(4, line, "error" if note.problem else "note"))
            page.stop(note.id, 0, top)
        self._idle_corrections(page)
        return page

    def _idle_corrections(self, page: Page) -> None:
        """The corrections that decide nothing: their file is broken, or the text has changed."""
        store = self.desk.corrections
        kept = store.of(self._brief) if self._brief else store.all()
        idle = [(c.id, c.problem) for c in kept if c.problem]
        idle += [(c.id, _not_placed(c)) for c in (corrections.lost(self._of, kept) if self._of else ())]
        if not idle:
            return
        page.add()
        page.add(Piece(2, "Corrections without effect", "heading"))
        for correction_id, words in idle:
            page.add()
            top = len(page.lines)
            page.add_text(words, "error", x=4)
            page.stop(f"correction:{correction_id}", 0, top)

    def _note(self) -> Note | None:
        stop = self.reader.here
        return next((n for n in self._notes if stop and n.id == stop.key), None)

    def action_jump(self) -> None:
        if note := self._note():
            self.dismiss(Chosen(note, edit=False))

    def action_edit(self) -> None:
        if note := self._note():
            self.dismiss(Chosen(note, edit=True))

    def action_merge(self) -> None:
        note = self._note()
        if note and (note.conflict_of or any(n.conflict_of == note.id for n in self._notes)):
            self.dismiss(Chosen(note, merge=True))
        else:
            self.say("nothing to merge: this note has no conflict copy")

    def action_delete(self) -> None:
        if note := self._note():
            self._drawn_with(self.desk.delete_note(note))

    def action_undo(self) -> None:
        self._drawn_with(self.desk.undo_last(self._brief))

    def _drawn_with(self, message: str) -> None:
        self.draw()
        self.say(message)


def _not_placed(c: Correction) -> str:
    where = f"{c.a.side} ({c.a.language}) ¶{c.a.paragraph} “{shorten(c.a.exact, 60)}”"
    return f"{c.created[:10]} · {c.kind} · {where}: its words are no longer in the text"
