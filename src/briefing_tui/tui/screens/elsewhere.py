"""The text of a note elsewhere: in another file, in the person's own editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing_tui.model import BriefingError, Note
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui.screens.noting import Noting

if TYPE_CHECKING:
    from briefing_tui.tui.widgets.editor import Editor


class Elsewhere(Noting, part=True):
    """A brief whose notes can be written on, and put, outside the program."""

    # -- in another file -------------------------------------------------------------------------

    def on_editor_elsewhere(self) -> None:
        editor = self._editor()
        if editor is None:
            return
        from briefing_tui.export.write import proposed

        proposal = proposed(self.desk.paths, f"note-{editor.note.id}")
        editor.rest()
        self.typing = None
        keep = partial(self._keep_elsewhere, editor)
        self._ask("Save the note to:", proposal, keep, self._go_on_writing)

    def _keep_elsewhere(self, editor: Editor, name: str) -> None:
        from briefing_tui.export.write import write_named
        from briefing_tui.notes import notefile

        if not name.strip():
            return
        try:
            path = write_named(self.desk.paths, name.strip(), notefile.dump(editor.now))
        except BriefingError as error:
            editor.say(str(error), bad=True)
        else:
            editor.kept_elsewhere = clean_line(str(path))
            editor.say(f"kept in {editor.kept_elsewhere}")

    # -- in the person's own editor ---------------------------------------------------------------

    def on_editor_external(self) -> None:
        self.action_external()

    def action_external(self) -> None:
        """The note's file in the person's own editor: of the note at the mark, or a new one."""
        from briefing_tui.tui import external

        try:
            command = external.command()
            note, fresh = self._on_disk()
            message = self.desk.edit_outside(note, command, fresh=fresh)
        except BriefingError as error:
            self.say(str(error), bad=True)
            return
        self._load()
        now = self.desk.notes.get(note.brief, note.id)
        if now and now.problem:
            self.go_to(now)  # to where it stands now, so that E finds it
        self._after_editing(message)

    def _on_disk(self) -> tuple[Note, bool]:
        """The note to be edited, with all that was typed on disk and our own editor closed; whether it was
        made for this.
        """
        if editor := self._editor():
            if not self.desk.saver.flush():
                raise BriefingError("the note cannot be saved: your editor would not see its text")
            note = self.desk.saver.closed(editor.note)
            self._dismiss(editor)
            fresh = not editor.note.etag
        else:
            here = self._note_here()
            note, fresh = here or self._new_note(), here is None
        return (note if note.etag or note.problem else self.desk.notes.save(note)), fresh
