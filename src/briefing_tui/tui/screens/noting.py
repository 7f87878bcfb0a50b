"""Notes in the brief: written, edited, deleted, gone to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing_tui.model import Anchor, Brief, BriefingError, Card, Note, original_pair
from briefing_tui.notes import anchors, saver
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui import actions
from briefing_tui.tui.screens.correcting import Correcting
from briefing_tui.tui.typography import fitting

if TYPE_CHECKING:
    from briefing_tui.tui.widgets.editor import Editor

GONE = "the note is no longer there: it was deleted elsewhere"


class Noting(Correcting, part=True):
    """A brief that notes are written in. What is typed is saved by the app's saver."""

    _chosen = ""  # id of the note that was gone to: of several on one point it is meant, until the mark moves

    def foot(self) -> None:
        if self.typing is None or self.typing is not self._editor():
            super().foot()
        else:
            sure, own = (actions.key("editor", name) for name in ("confidence", "external"))
            closes = "Esc closes the note"
            keys = [f"{closes} · {sure} how sure you are", closes]
            if not self.desk.paths.restricted:
                short = f"Esc closes · {sure} how sure · {own} own editor"
                keys = [f"{keys[0]} · {own} your own editor", short, *keys]
            self.show_foot(fitting(self.app.size.width - 2, *keys), "dim")

    # -- writing ----------------------------------------------------------------------------------

    def action_note(self) -> None:
        self._write(self._new_note())

    def action_note_card(self) -> None:
        self._write(self.desk.notes.new(self.brief.id, anchors.to_card(self.card)))

    def action_note_brief(self) -> None:
        self._write(self.desk.notes.new(self.brief.id, Anchor()))

    def _new_note(self) -> Note:
        """A note on what is at the mark: a point, or else the card."""
        here = None if self.in_cards else self.point()
        anchor = anchors.to_point(*here) if here else anchors.to_card(self.card)
        return self.desk.notes.new(self.brief.id, anchor)

    def action_edit(self) -> None:
        if self.in_cards:
            self.action_focus_cards()
        elif self._editor():
            self._go_on_writing()
        elif self.view == "coverage":
            self.action_card(self.card.digit)
        elif note := self._note_here():
            self.edit(note)
        else:
            self.say(f"no note here; {self._press('note')} writes one")

    def edit(self, note: Note) -> None:
        """Opens the editor on a note that exists."""
        if note.problem:
            remedy = "" if self.desk.paths.restricted else f"{self._press('external')} opens the file: "
            self.say(f"{remedy}{self.desk.problem_of(note)}", bad=True)
        else:
            self._write(note)

    def _write(self, note: Note) -> None:
        from briefing_tui.tui.widgets.editor import Editor

        if self._editor():
            self._go_on_writing()
        if self.typing:
            return
        self.typing = Editor(note, _about(note, self.brief), self.desk.saver.typed)
        self.mount(self.typing, before="#foot")
        self.call_after_refresh(self.foot)

    def _go_on_writing(self) -> None:
        """Back to a text that could not be saved yet."""
        if (editor := self._editor()) and not self.typing:
            self.typing = editor
            editor.wake()
            self.foot()

    def action_back(self) -> None:
        editor = self._editor()
        if editor is None:
            super().action_back()
        elif self._flush(editor):
            editor.close()
        else:
            back = f"{self._press('edit')} goes back to its text"
            self.say(f"the note is not saved yet and stays here; {back}", bad=True)

    def _editor(self) -> Editor | None:
        """The one that is open; not one that Textual is still taking away."""
        from briefing_tui.tui.widgets.editor import Editor

        return next((e for e in self.query(Editor) if e is self.typing or e.resting), None)

    def _dismiss(self, editor: Editor) -> None:
        editor.resting, self.typing = False, None
        editor.remove()
        self.set_focus(self.reader)
        editor.hand_over()

    def on_editor_closed(self, event: Editor.Closed) -> None:
        event.stop()
        editor = self._editor()
        if editor is None:
            return
        saved = self._flush(editor)
        if not saved and not editor.kept_elsewhere:
            # The text stays, with the reason, and is tried again; reading goes on beside it.
            editor.rest()
            self.typing = None
            self.set_focus(self.reader)
            editor.hand_over()
            self.foot()
            return
        words = f"its text is in {editor.kept_elsewhere}; its own place is tried on"
        if saved:
            words = self._end(editor)
        self._dismiss(editor)
        self._load()
        self.call_after_refresh(self._after_editing, words)

    def _flush(self, editor: Editor) -> bool:
        """Whether what was typed is on disk; where that does not answer the editor says so."""
        try:
            return self.desk.saver.flush_within(saver.PATIENCE)
        except BriefingError as error:
            editor.unsaved(str(error))
            return False

    def _end(self, editor: Editor) -> str:
        """Ends the editing of a text that is on disk; gives the words to show."""
        before, now = editor.note, editor.now
        saved = self.desk.saver.closed(before)
        if not now.body.strip() and (before.body.strip() or not before.etag):
            return self.desk.discard_note(saved, editor.longest)
        if saved.id != before.id:
            merge = f"{self._press('notes')} lists them, {actions.key('notes', 'merge')} merges"
            return f"the note was changed elsewhere meanwhile: both texts are kept; {merge}"
        if not editor.edited:
            return GONE if self._gone(before) else ""
        return f"note saved, and a copy in {editor.kept_elsewhere}" if editor.kept_elsewhere else "note saved"

    def _gone(self, note: Note) -> bool:
        """Whether others have taken its file away."""
        note = self.desk.saver.current(note)
        return bool(note.etag) and self.desk.notes.get(note.brief, note.id) is None

    def _after_editing(self, message: str) -> None:
        self.reader.select(None)
        self._redraw()
        if message:
            self.say(message)
        else:
            self.foot()

    def saved(self, note: Note, problem: str) -> None:
        """Hears from the saving thread, by way of the app."""
        editor = self._editor()
        if editor is None or self.desk.saver.current(editor.note).id != note.id:
            return
        if problem:
            editor.unsaved(problem)
        elif editor.resting:
            editor.close()
        else:
            editor.say(f"saved {note.updated[11:19]}")

    # -- at the mark ------------------------------------------------------------------------------

    def _note_here(self) -> Note | None:
        stop = self.reader.here
        if stop is None:
            return None
        if stop.key.startswith("note:"):
            return next((n for n in self.content.rest if f"note:{n.id}" == stop.key), None)
        notes = self.content.at_point.get(stop.key)
        chosen = (n for n in notes or () if n.id == self._chosen)
        return next(chosen, notes[-1]) if notes else None

    def on_reader_moved(self) -> None:  # beside those of the classes above: Textual calls each
        stop = self.reader.here
        if stop and self._chosen not in {n.id for n in self.content.at_point.get(stop.key, ())}:
            self._chosen = ""

    def action_delete(self) -> None:
        note = self._note_here()
        if note is None:
            self.say("no note here to delete")
            return
        message = self.desk.delete_note(note)
        self._load()
        self._redraw()
        self.say(message)

    def _look(self) -> None:
        super()._look()
        if self.typing and self.desk.saver.late and (editor := self._editor()):
            editor.warn(saver.NO_ANSWER)

    def changed_on_disk(self) -> None:
        """Another session, an editor, git: what is shown follows. A text being edited here stays."""
        editor = self._editor()
        if problem := self._out_of_reach():
            self.say(f"what is shown was read before: {problem}", bad=True)
        elif editor is None:
            here = self.point()
            self._load()
            self._stay(here)
        elif theirs := self.desk.saver.changed_elsewhere(editor.note):
            if theirs.problem:
                editor.warn("its file was broken elsewhere: what you type is kept beside it")
            elif editor.edited:
                editor.warn("changed elsewhere too: both texts will be kept")
            else:
                editor.reload(theirs)
        elif self._gone(editor.note):
            editor.warn("deleted elsewhere: what you type makes it anew")

    def _out_of_reach(self) -> str:
        """Why notes that are shown are not deleted, though none is found: their disk is not at hand."""
        notes = self.desk.notes
        if problem := notes.problem(self.brief.id):
            return problem
        if (self.content.at_point or self.content.rest) and not os.path.lexists(notes.folder):
            return f"the folder of the notes is no longer there: {clean_line(str(notes.folder))}"
        return ""

    def go_to(self, note: Note, *, edit: bool = False) -> None:
        """To the place of a note: its texts, its card, its point; with ``edit`` the editor opens on it."""
        anchor = note.anchor
        keys = (self.content.made.left.readout, self.content.made.right and self.content.made.right.readout)
        if anchor.exact and not any(
            r and (r.side, r.language) == (anchor.side, anchor.language) for r in keys
        ):
            self._pair_with(anchor.side, anchor.language)
        self.view = "compare"
        found = next((key for key, notes in self.content.at_point.items() if note in notes), "")
        here = self.content.made.point(found)
        self.card = here[1].card if here else anchor.card or Card.CONTEXT
        self._redraw(found or f"note:{note.id}")
        self._chosen = note.id
        if edit:
            self.edit(note)
        elif len(self.content.at_point.get(found, ())) > 1:
            names = ("edit", *["external"] * (not self.desk.paths.restricted), "delete")
            take = f"{', '.join(map(self._press, names))} and {self._press('notes')}"
            self.say(f"of the notes here {take} take “{clean_line(note.body)}”")

    def _pair_with(self, side: str, language: str) -> None:
        """A pair that shows the text in question."""
        keys = {r.key for r in self.brief.readouts if (r.side, r.language) == (side, language)}
        for pair in (original_pair(self.brief, self.pair), *self._pairs):
            if keys & {pair.left, pair.right}:
                self.pair = pair
                self._load()
                return


def _about(note: Note, brief: Brief) -> str:
    anchor = note.anchor
    if anchor.exact:
        return f"{brief.side_name(anchor.side)} {anchor.where}: {anchor.exact}"
    return (
        f"card {anchor.card.digit} {anchor.card.heading}"
        if anchor.card
        else f"the whole brief: {brief.title}"
    )
