"""Notes in the brief: written, edited here or in the person's own editor, deleted, gone to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from briefing_tui.model import Anchor, Brief, BriefingError, Card, Note, original_pair
from briefing_tui.notes import anchors
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui.page import Piece
from briefing_tui.tui.screens.correcting import Correcting
from briefing_tui.tui.typography import fitting
from briefing_tui.tui.widgets.drawn import Bar

if TYPE_CHECKING:
    from briefing_tui.tui.widgets.editor import Editor

_EDITOR_KEYS = (
    "Esc closes the note; it is saved as you type · Ctrl+T how sure you are · Ctrl+G your own editor",
    "Esc closes; saved as you type · Ctrl+T how sure you are · Ctrl+G own editor",
    "Esc closes the note; it is saved as you type",
)


class Noting(Correcting):
    """A brief that notes are written in. What is typed is saved by the app's saver."""

    NAME = "brief"

    def foot(self) -> None:
        editor = self._editor()
        if editor is None or editor.resting:
            super().foot()
        else:
            line = fitting(self.app.size.width - 2, *_EDITOR_KEYS)
            self.query_one("#foot", Bar).show([Piece(1, line, "dim")])

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
            self.say("no note here; n writes one")

    def edit(self, note: Note) -> None:
        """Opens the editor on a note that exists."""
        if note.problem:
            path = self.desk.notes.path(note)
            self.say(f"E opens the file: {note.problem.replace(str(path), path.name)}", bad=True)
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
        elif self.desk.saver.flush():
            editor.close()
        else:
            self.say("the note is not saved yet and stays here; Enter goes back to its text", bad=True)

    def _editor(self) -> Editor | None:
        from briefing_tui.tui.widgets.editor import Editor

        return next(iter(self.query(Editor)), None)

    def on_editor_closed(self, event: Editor.Closed) -> None:
        event.stop()
        editor = self._editor()
        if editor is None:
            return
        if not self.desk.saver.flush() and not editor.kept_elsewhere:
            # The text stays, with the reason, and is tried again; reading goes on beside it.
            editor.rest()
            self.typing = None
            self.set_focus(self.reader)
            self.foot()
            return
        self.call_after_refresh(self._after_editing, self._end(editor))

    def _end(self, editor: Editor) -> str:
        """Ends the editing; gives the words to show."""
        before, now = editor.note, editor.now
        editor.remove()
        self.typing = None
        self.set_focus(self.reader)
        if editor.kept_elsewhere:
            self._load()
            return f"its text is in {editor.kept_elsewhere}; its own place is tried on"
        saved = self.desk.saver.closed(before)
        message = "note saved"
        if not now.body.strip():
            message = self.desk.discard_note(saved, before.body)
        elif saved.id != before.id:
            message = "the note was changed elsewhere meanwhile: both texts are kept; t lists them, m merges"
        self._load()
        return message

    def _after_editing(self, message: str) -> None:
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
            editor.say(f"saved {note.updated[11:19]} · Esc closes")

    # -- in the editor ----------------------------------------------------------------------------

    def on_editor_elsewhere(self) -> None:
        editor = self._editor()
        if editor is None:
            return
        path = Path.cwd() / f"note-{editor.note.id}.md"
        shown = str(path) if clean_line(str(path)) == str(path) else path.name
        editor.rest()
        self.typing = None
        self._ask(
            "Save the note to:", shown, lambda name: self._keep_elsewhere(editor, name), self._go_on_writing
        )

    def _keep_elsewhere(self, editor: Editor, name: str) -> None:
        from briefing_tui.export.write import write
        from briefing_tui.notes import notefile

        if not name.strip():
            return
        path = Path(name.strip()).expanduser()
        try:
            write(path, notefile.dump(editor.now))
        except BriefingError as error:
            editor.say(str(error), bad=True)
        else:
            editor.kept_elsewhere = clean_line(str(path))
            editor.say(f"kept in {editor.kept_elsewhere} · Esc closes")

    # -- in the person's own editor ---------------------------------------------------------------

    def on_editor_external(self) -> None:
        self.action_external()

    def action_external(self) -> None:
        """The note's file in the person's own editor: of the note at the mark, or a new one."""
        from briefing_tui.tui import external

        try:
            command = external.command()
            note = self._on_disk()
        except BriefingError as error:
            self.say(str(error), bad=True)
            return
        try:
            with self.app.suspend():
                message = external.edit(command, self.desk.notes.path(note)).value
        except BriefingError as error:
            message = str(error)
        except SuspendNotSupported:
            message = "this terminal cannot be lent to another program"
        now = self.desk.notes.get(note.brief, note.id)
        if now and not now.problem and not now.body.strip():
            message = self.desk.discard_note(now, note.body) or f"no note was written: {message}"
        self._load()
        self._after_editing(message)

    def _on_disk(self) -> Note:
        """The note to be edited, with all that was typed on disk and our own editor closed."""
        if editor := self._editor():
            if not self.desk.saver.flush():
                raise BriefingError("the note cannot be saved: your editor would not see its text")
            note = self.desk.saver.closed(editor.note)
            editor.remove()
            self.typing = None
            self.set_focus(self.reader)
        else:
            note = self._note_here() or self._new_note()
        return note if note.etag or note.problem else self.desk.notes.save(note)

    # -- at the mark ------------------------------------------------------------------------------

    def _note_here(self) -> Note | None:
        stop = self.reader.here
        if stop is None:
            return None
        if stop.key.startswith("note:"):
            return next((n for n in self.content.rest if f"note:{n.id}" == stop.key), None)
        notes = self.content.at_point.get(stop.key)
        return notes[-1] if notes else None

    def action_delete(self) -> None:
        note = self._note_here()
        if note is None:
            self.say("no note here to delete")
            return
        message = self.desk.delete_note(note)
        self._load()
        self._redraw()
        self.say(message)

    def changed_on_disk(self) -> None:
        """Another session, an editor, git: what is shown follows. A text being edited here stays."""
        editor = self._editor()
        if editor is None:
            here, y = self.point(), self.reader.scroll_offset.y
            self._load()
            self._stay(here)
            self.reader.scroll_to(y=y, animate=False, force=True)
        elif theirs := self.desk.saver.changed_elsewhere(editor.note):
            if editor.edited:
                editor.say("changed elsewhere too: both texts will be kept", bad=True)
            else:
                editor.reload(theirs)

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
        here = self._point_by_id(found)
        self.card = here[1].card if here else anchor.card or Card.CONTEXT
        self._redraw(found or f"note:{note.id}")
        if edit:
            self.edit(note)

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
        return f"{brief.side_name(anchor.side)} ¶{anchor.paragraph}: {anchor.exact}"
    return (
        f"card {anchor.card.digit} {anchor.card.heading}"
        if anchor.card
        else f"the whole brief: {brief.title}"
    )
