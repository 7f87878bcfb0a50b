"""The notes of a brief, or of all: read, filter, go to their place, delete and bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from briefing_tui.analysis import corrections
from briefing_tui.model import Brief, BriefingError, Correction, Note, Standing
from briefing_tui.notes import filter as filters
from briefing_tui.notes.filter import Filter
from briefing_tui.notes.standings import Standings
from briefing_tui.tui import actions, marks
from briefing_tui.tui.footer import footer
from briefing_tui.tui.nothing import add_nothing
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.base import Chosen, ReaderScreen
from briefing_tui.tui.typography import fitting, shorten, wrap

if TYPE_CHECKING:
    from briefing_tui.tui.keeping import Keeping

_SYNTAX = 'words "a phrase" #tag card: state: confidence: brief: -not'


class OnDisk(NamedTuple):
    """What the list reads before it is drawn: the state by which later changes are seen, notes, corrections,
    and why there are none.
    """

    seen: object
    notes: list[Note]
    corrections: list[Correction]
    problem: str


def on_disk(desk: Keeping, brief: str) -> OnDisk:
    """Of a brief, of all where it is empty. Safe from any thread."""
    store, seen = desk.notes, _seen(desk, brief)
    notes = store.of(brief) if brief else store.all()
    kept = desk.corrections.of(brief) if brief else desk.corrections.all()
    return OnDisk(seen, notes, kept, store.problem(brief))


class NotesScreen(ReaderScreen):
    """The notes of ``brief``, or of all, the mark at ``note``; ``there`` is what is on disk.

    That of a brief ends with what was ``Chosen``, or None. Over that of all the brief opens, and ``q`` there
    comes back to the list.
    """

    NAME = "notes"

    def __init__(self, brief: Brief | None, there: OnDisk, note: Note | None = None) -> None:
        super().__init__()
        self._there = there
        self._of = brief
        self._brief = brief.id if brief else ""
        self._here = _key(note) if note else ""  # where the mark begins
        self._unsaid: dict[str, Note] = {}  # of which the page does not tell yet how they stand
        self._filter = Filter()
        self._shown = 0  # notes that pass it
        self._standings: Standings

    def on_mount(self) -> None:
        super().on_mount()
        self._use_there(self._there)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._look()  # one comes back from a brief in which notes are written

    def watched(self) -> object:
        return _seen(self.desk, self._brief)

    def changed_on_disk(self) -> None:
        self._load()
        self.draw()

    def _load(self) -> None:
        """Reads anew. Where the note at the mark is gone, the mark goes to the one after it, or before."""
        at, keys = self.reader.cursor, [stop.key for stop in self.reader.page.stops]
        marked = self._note()
        self._use_there(on_disk(self.desk, self._brief))
        if marked:
            there = {_key(n) for n in self._notes}
            self._here = next((k for k in (*keys[at:], *keys[at::-1]) if k in there), "")

    def _use_there(self, there: OnDisk) -> None:
        self._there, self._seen, self._notes = there, there.seen, there.notes
        known = [self._of] if self._of else ()
        self._standings = Standings(self.desk.shelf.open, known, self.desk.corrections.of)

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self) -> None:
        shown = [n for n in self._notes if self._passes(n)]
        count = "1 note" if len(self._notes) == 1 else f"{len(self._notes)} notes"
        title = "Notes"
        if self._filter.tests:
            title, count = f"Notes · {self._filter.words}", f"{len(shown)} of {count}"
        self.head(title, f"{count} · {self._brief or 'all briefs'}")
        self._shown = len(shown)
        self.foot()
        key, self._here = self._here, ""
        self.show_page(self._page(shown, self.page_width), key)
        self._say_standings()

    def _passes(self, note: Note) -> bool:
        return self._filter.matches(note, self._standings)

    def foot(self) -> None:
        if self.typing:
            line = fitting(self.app.size.width - 2, f"{_SYNTAX} · Enter keeps it · Esc drops it", _SYNTAX)
            self.show_foot(line, "dim")
        elif self._shown or self.waiting:
            super().foot()
        else:  # what works where no note is
            without = ["jump", "edit", "delete"]
            without += ["filter"] * (not self._notes) + ["undo"] * (not self.desk.can_undo)
            self.show_foot(footer(self.NAME, self.app.size.width - 2, without), "dim")

    def _page(self, notes: list[Note], width: int) -> Page:
        page = Page(width)
        if self._there.problem:
            page.add()
            page.add_text(self._there.problem, "error")
        elif not notes:
            ways = ("clear", "clears the filter"), ("filter", "changes it")
            if self._notes:
                add_nothing(page, self.NAME, "No note passes the filter.", *ways)
            else:
                key = actions.key("brief", "note")
                there = f"goes back; in a brief {key} writes one on the point at the mark"
                add_nothing(page, self.NAME, "No notes yet.", ("back", there))
        for note in notes:
            self._entry(page, note, width - 6)
        self._unsaid = {_key(n): n for n in notes if not n.problem}
        if not self._filter.tests:
            self._idle_corrections(page)
        return page

    def _entry(self, page: Page, note: Note, width: int) -> None:
        page.add()
        top = len(page.lines)
        anchor = note.anchor
        card = self._standings.card(note)
        about = f"{card.digit} {card.heading}" if card else ""
        where = f"{self._side(anchor.side)} {anchor.where}" if anchor.exact else ""
        place = [where, about] if where else [about or "the whole brief"]
        copy = "conflict copy" if note.conflict_of else ""
        head = [note.updated[:16].replace("T", " "), "" if self._brief else note.brief, *place, copy]
        page.add(Piece(2, shorten(" · ".join(h for h in head if h), width), "dim"))
        if anchor.exact:
            page.add(Piece(4, marks.quoted(anchor.exact, width), "dim"))
        for line in marks.beginning(note, width):
            page.add(*marks.tagged(line, note.tags, 4, "error" if note.problem else "note"))
        if note.problem and note.body.strip():
            for line in wrap(self.desk.problem_of(note), width):
                page.add(Piece(4, line, "error"))
        page.stop(_key(note), 0, top)

    def _side(self, side: str) -> str:
        """Its name, though the brief of the note may not be open."""
        if self._of:
            return self._of.side_name(side)
        from briefing_tui.reading import gazetteer

        return gazetteer.side_name(side)

    def on_reader_moved(self) -> None:
        self._say_standings()

    def _say_standings(self) -> None:
        """Says in the heads of the notes about to be seen how they stand: only now briefs are opened."""
        page, y, height = self.reader.page, self.reader.scroll_offset.y, self.app.size.height
        for stop in page.stops:
            note = self._unsaid.get(stop.key)
            if note and y - height < stop.top < y + 2 * height:
                del self._unsaid[stop.key]
                if ways := self._standing_words(note):
                    (head,) = page.lines[stop.top]
                    words = fitting(page.width - 6 - min(cell_len(head.text), 40), *ways)
                    text = shorten(head.text, page.width - 6 - cell_len(words))
                    after = Piece(head.x + cell_len(text) + 2, words, "gap")
                    page.lines[stop.top] = [Piece(head.x, text, head.role), after]
                    self.reader.refresh_line(stop.top)

    def _standing_words(self, note: Note) -> tuple[str, ...]:
        """How a note stands, where that is to be told, in many words and in few."""
        standing = self._standings.of(note)
        if standing is None:
            return ("brief not at hand",)
        return () if standing is Standing.EXACT else (standing.words, standing.value)

    def _idle_corrections(self, page: Page) -> None:
        """The corrections that decide nothing: their file is broken, or the text has changed."""
        kept = self._there.corrections
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

    # -- filtering --------------------------------------------------------------------------------

    def action_filter(self) -> None:
        self._ask("Filter:", self._filter.words, self._use, changed=self._use)

    def _use(self, words: str) -> None:
        """Filters by the words; a mistake in them is said, and the list stays as it was."""
        try:
            self._filter = filters.parse(words)
        except BriefingError as error:
            self.say(str(error), bad=True)
        else:
            self.draw()

    def action_clear(self) -> None:
        if self._filter.tests:
            self._use("")
        else:
            self.action_back()

    # -- the note at the mark ---------------------------------------------------------------------

    def _note(self) -> Note | None:
        stop = self.reader.here
        return next((n for n in self._notes if stop and _key(n) == stop.key), None)

    def action_jump(self) -> None:
        if note := self._note():
            self._choose(Chosen(note))

    def _choose(self, chosen: Chosen) -> None:
        if self._of:
            self.dismiss(chosen)
        else:
            self.desk.go_to_note(chosen)

    def action_edit(self) -> None:
        if note := self._note():
            self._choose(Chosen(note, "edit"))

    def action_external(self) -> None:
        """The file of the note, one that is broken too, in the person's own editor."""
        from briefing_tui.tui import external

        if note := self._note():
            try:
                self._drawn_with(self.desk.edit_outside(note, external.command()))
            except BriefingError as error:
                self.say(str(error), bad=True)

    def action_merge(self) -> None:
        note = self._note()
        if note and (note.conflict_of or any(n.conflict_of == note.id for n in self._notes)):
            self._choose(Chosen(note, "merge"))
        else:
            self.say("nothing to merge: this note has no conflict copy")

    def action_delete(self) -> None:
        if note := self._note():
            self._drawn_with(self.desk.delete_note(note))

    def action_undo(self) -> None:
        self._drawn_with(self.desk.undo_last(self._brief))

    def _drawn_with(self, message: str) -> None:
        self._load()
        self.draw()
        self.say(message)


def _seen(desk: Keeping, brief: str) -> object:
    return [desk.notes.signature(b) for b in ([brief] if brief else desk.notes.counts())]


def _key(note: Note) -> str:
    """Of the note in the list: one id may stand in the folders of two briefs."""
    return f"{note.brief}/{note.id}"


def _not_placed(c: Correction) -> str:
    where = f"{c.a.side} ({c.a.language}) {c.a.where} “{shorten(c.a.exact, 60)}”"
    return f"{c.created[:10]} · {c.kind} · {where}: its words are no longer in the text"
