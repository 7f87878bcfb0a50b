"""Notes to be looked at again: the list of them, places to be confirmed, conflict copies to be merged."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from briefing_tui.model import Anchor, BriefingError, Note, Standing
from briefing_tui.notes import anchors, merging
from briefing_tui.tui import actions
from briefing_tui.tui.screens.base import Chosen
from briefing_tui.tui.screens.elsewhere import Elsewhere
from briefing_tui.tui.screens.noting import GONE
from briefing_tui.tui.typography import fitting


class Reviewing(Elsewhere, part=True):
    _lifted: Note | None = None  # the note that waits for its new point
    _listed: Note | None = None  # the one that was chosen last in the list

    def foot(self) -> None:
        if self._lifted and not self.typing:
            put, drop = self._press("confirm"), actions.leaving("brief")
            whole = f"the note is picked: {put} at the point it belongs to puts it there · {drop} drops it"
            short = f"{put} at a point puts the note there · {drop} drops it"
            self.show_foot(fitting(self.app.size.width - 2, whole, short), "accent")
        else:
            super().foot()

    def action_back(self) -> None:
        if self._lifted:
            self._lifted = None
            self.say("dropped: the note stays where it is")
        else:
            super().action_back()

    # -- places -------------------------------------------------------------------------------------

    def action_confirm(self) -> None:
        """At a point: its notes to be reviewed do belong there, or the one that was picked does."""
        here, note = self.point(), self._note_here()
        if here and self._lifted:
            note, self._lifted = self._lifted, None
            self._put([(note, anchors.to_point(*here))], "the note stands here now")
        elif here and (doubtful := self._to_review(here[1].id)):
            renewed = [(n, self._renewed(n)) for n in doubtful]
            self._put(renewed, "confirmed: the note stands on these words now")
        elif here is None and note and note.anchor.exact:
            self._lifted = note
            self.foot()
        else:
            self.say("nothing to confirm: no note here whose words were moved or edited")

    def _to_review(self, point: str) -> list[Note]:
        notes = self.content.at_point.get(point, ())
        return [n for n in notes if self.content.standing.get(n.id) is Standing.REVIEW]

    def _renewed(self, note: Note) -> Anchor:
        """An anchor on the words at which the note was found."""
        for carded in self.content.made.texts:
            if found := anchors.find(note.anchor, carded.readout):
                return anchors.to_passage(carded.readout, found.passage, note.anchor.card)
        return note.anchor

    def _put(self, placed: list[tuple[Note, Anchor]], words: str) -> None:
        here = self.point()
        try:
            for note, anchor in placed:
                self.desk.put_note(note, anchor)
        except BriefingError as error:
            words = str(error)
        self._load()
        self._stay(here)
        self.say(f"{words}; {self._press('undo')} undoes")

    # -- the list and conflict copies ---------------------------------------------------------------

    def action_notes(self) -> None:
        self.desk.list_notes(self.brief, self._back_from_notes, self._note_here() or self._listed)

    def _back_from_notes(self, chosen: object) -> None:
        self._load()
        if isinstance(chosen, Chosen):
            self.go_to_chosen(chosen)
        else:
            self._redraw()

    def go_to_chosen(self, chosen: Chosen) -> None:
        """To the note as it is now: the list may not know yet what others did to it."""
        notes = chain(*self.content.at_point.values(), self.content.rest)
        self._listed = note = next((n for n in notes if n.id == chosen.note.id), None)
        if note is None:
            self._redraw()
            self.say(GONE)
            return
        self.go_to(note, edit=chosen.then == "edit")
        if chosen.then == "merge":
            self.merge(note)

    def merge(self, note: Note) -> None:
        """A note and its conflict copy in one text, opened to be finished; the copy goes to the trash."""
        store = self.desk.notes
        copies = [note] if note.conflict_of else [n for n in store.of(note.brief) if n.conflict_of == note.id]
        copy = next(iter(copies), None)
        whole = store.get(note.brief, copy.conflict_of) if copy else None
        if copy is None:
            self.say("there is no conflict copy of this note")
            return
        if whole is None:
            self.say("the note that this is a copy of is gone: nothing to merge")
            return
        if whole.problem:
            mends = f"{self._press('external')} mends the note first"
            self.say(f"{mends}: {self.desk.problem_of(whole)}", bad=True)
            return
        try:
            saved = store.save(replace(whole, body=merging.merged(whole.body, copy.body)))
        except BriefingError as error:
            self.say(str(error), bad=True)
            return
        message = self.desk.delete_note(copy)
        self._load()
        self.go_to(saved, edit=True)
        self.say(f"merged; {message}")
