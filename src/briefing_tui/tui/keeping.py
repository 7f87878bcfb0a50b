"""What the app keeps for the analyst: notes and corrections, undo, unfinished notes, leaving."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.cells import cell_len
from textual.app import App, SuspendNotSupported
from textual.message import Message

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Brief, BriefingError, Correction, Note
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.notes.drafts import Draft, Drafts
from briefing_tui.notes.folder import Gone
from briefing_tui.notes.saver import Saver
from briefing_tui.notes.store import NoteStore
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.settings.state import Position, State
from briefing_tui.tui import actions
from briefing_tui.tui.jumps import Jumps
from briefing_tui.tui.parts import InParts
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.typography import fitting, shorten_message
from briefing_tui.tui.undo import Undo

_FILE = 30  # cells that a file's name, the line and a word of the reason take


class Keeping(InParts, App[None], part=True):
    class Saved(Message):
        """From the saving thread: a note is on disk, or why not."""

        def __init__(self, note: Note, problem: str) -> None:
            super().__init__()
            self.note = note
            self.problem = problem

    def __init__(
        self, shelf: Shelf, notes: NoteStore, state_folder: Path, *, ansi_color: bool | None = None
    ) -> None:
        super().__init__(ansi_color=ansi_color)
        self.shelf = shelf
        self.notes = notes
        self.corrections = CorrectionStore(notes.folder, notes.within)
        self.drafts = Drafts(state_folder / "drafts")
        self.saver = Saver(
            notes, self.drafts, lambda note, problem: self.post_message(self.Saved(note, problem))
        )
        self.state = State(state_folder)
        self.jumps = Jumps()
        self.unfinished: list[Draft] = self.drafts.left()
        self._undo = Undo()
        self._warned: set[str] = set()
        self._rescued: tuple[dict[str, Note], list[Path]] = ({}, [])  # which texts, and where they are

    def open_brief(
        self, brief_id: str, then: Callable[[BriefScreen], None] | None = None, read: Brief | None = None
    ) -> None:
        """Opens a brief over the library; ``then`` runs when it is on screen."""
        raise NotImplementedError

    def say(self, message: str, *, bad: bool = False) -> None:
        """A message in the foot of the screen that is on top; none any more once the app is leaving."""
        if self.is_running and not self._exit and isinstance(self.screen, ReaderScreen):
            self.screen.say(message, bad=bad)

    def say_wrong(self, what: str, more: str) -> None:
        """What is wrong in a file of the person's own, and ``more`` behind it. Where the line has no room for
        it, it names the command that tells all; ``more`` gives way before the file's name and the line.
        """
        room, doctor = self.size.width - 2, " · `briefing doctor` says all"
        rest = more + doctor if room - cell_len(more + doctor) >= _FILE else doctor
        self.say(fitting(room, what + more, shorten_message(what, room - cell_len(rest)) + rest), bad=True)

    # -- notes ------------------------------------------------------------------------------------

    def on_keeping_saved(self, event: Saved) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BriefScreen):
                screen.saved(event.note, event.problem)

    def delete_note(self, note: Note) -> str:
        """Moves a note to the trash; gives the words to show."""
        try:
            self.notes.delete(note)
        except BriefingError as error:
            return str(error)
        self._undo.keep(note.brief, "the note is back", [partial(self.notes.restore, note)])
        return f"note deleted · {actions.key('brief', 'undo')} brings it back"

    def discard_note(self, note: Note, before: str) -> str:
        """A note left empty: it goes, and the text that it had before goes to the trash with it."""
        if not before.strip():
            with contextlib.suppress(BriefingError):  # often it never came to the disk
                self.notes.delete(note)
            return ""
        try:
            return self.delete_note(self.notes.save(replace(note, body=before)))
        except BriefingError as error:
            return str(error)

    def edit_outside(self, note: Note, command: list[str], *, fresh: bool = False) -> str:
        """The file of a note in the person's own editor; gives the words to show. Raises BriefingError.

        ``fresh``: it was made for this alone, and is nothing as long as it is empty.
        """
        from briefing_tui.tui import external

        before = self.notes.content(note)
        try:
            with self.suspend():
                words = external.edit(command, self.notes.path(note)).value
        except SuspendNotSupported:
            raise BriefingError("this terminal cannot be lent to another program") from None
        now = self.notes.get(note.brief, note.id)
        if now and now.problem:
            return f"{actions.key('brief', 'external')} mends the file of the note: {self.problem_of(now)}"
        if now is None or not now.body.strip():
            if fresh and not note.body.strip():
                return self.discard_note(now or note, "") or f"no note was written: {words}"
            if note.body.strip() or now is None:
                self.notes.put_back(note, before)  # so that all of it is in the trash
                return self.delete_note(note)
        return words

    def problem_of(self, note: Note) -> str:
        """Why its file cannot be read, with the file's name in place of the whole path."""
        path = self.notes.path(note)
        return note.problem.replace(clean_line(str(path)), clean_line(path.name))

    def put_note(self, note: Note, anchor: Anchor) -> None:
        """Puts a note on other words. Raises BriefingError."""
        self.notes.save(replace(note, anchor=anchor))
        back = partial(self._put_back, note)
        self._undo.keep(note.brief, "the note stands where it stood before", [back])

    def _put_back(self, before: Note) -> None:
        now = self.notes.get(before.brief, before.id)
        if now is None:
            raise Gone("the note is no longer there")
        self.notes.save(replace(now, anchor=before.anchor))

    def tell_unfinished(self) -> None:
        if self.unfinished:
            brief = self.unfinished[0].note.brief
            where = f" on {brief}" if brief else ""
            key = actions.key("brief", "app.resume")
            self.say(f"a note{where} was open when the program was ended: {key} goes on with it")

    def action_resume(self) -> None:
        """Goes on with the note that was being written when the program was ended."""
        if not self.unfinished:
            self.say("no unfinished note: every one was closed")
            return
        try:
            draft = self.drafts.take(self.unfinished.pop(0))
        except BriefingError as error:
            self.say(str(error), bad=True)
            return
        note = draft.note
        if note.problem:
            self.say(f"the draft cannot be read; it is kept in {clean_line(str(draft.path))}", bad=True)
            return
        if draft.whole:
            self.saver.typed(note)
            if not self.saver.flush():
                self.say(f"the draft cannot be saved; its text is in {clean_line(str(draft.path))}", bad=True)
                return
            note = self.saver.closed(note)
        with contextlib.suppress(OSError):
            draft.path.unlink()  # its text, if it had one, is a note by now
        self._write_on(note)

    def _write_on(self, note: Note) -> None:
        now = self.notes.get(note.brief, note.id)
        if now is None:
            self.say(f"the unfinished note on {note.brief} is no longer there")
        elif isinstance(self.screen, BriefScreen) and self.screen.brief.id == note.brief:
            self.screen.go_to(now, edit=True)
        elif isinstance(self.screen, ReaderScreen):
            self.screen.wait_for(
                f"opening {note.brief}",
                partial(self._brief_of, note),
                lambda brief: self.open_brief(note.brief, lambda screen: screen.go_to(now, edit=True), brief),
                lambda _: "the note is kept",
            )

    def _brief_of(self, note: Note) -> Brief:
        try:
            return self.shelf.open(note.brief)
        except BriefingError as error:
            raise BriefingError(f"the note is kept; {error}") from None

    # -- corrections and undo ---------------------------------------------------------------------

    def decide(
        self, brief: str, decision: Correction | None, earlier: Sequence[Correction], words: str
    ) -> None:
        """Puts a correction on disk and those that it replaces into the trash. Raises BriefingError."""
        steps: list[Callable[[], None]] = []
        try:
            if decision:
                steps.append(partial(self.corrections.delete, self.corrections.save(decision)))
            for old in earlier:
                self.corrections.delete(old)
                steps.append(partial(self.corrections.restore, old))
        finally:
            if steps:
                # The old ones come back first: of two decisions on disk the newer counts.
                self._undo.keep(brief, words, reversed(steps))

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    def undo_last(self, brief: str) -> str:
        """Takes back the last correction, or brings the note back; gives the words to show."""
        try:
            return self._undo.last(brief)
        except BriefingError as error:
            return str(error)

    # -- leaving ----------------------------------------------------------------------------------

    def keep_position(self, brief: str, position: Position) -> None:
        """Where the reader stands now; on disk when the brief is left."""
        self.state.keep(brief, position)

    def save_everything(self) -> bool:
        """Safe from any thread, at any moment: nothing here asks the screen. False: a note is not on disk."""
        saved = self.saver.flush()  # first: the other waits for sessions that are saving theirs
        self.state.save()
        return saved

    def save_or_rescue(self) -> list[Path]:
        """Saves everything; what cannot be saved in its place is put elsewhere. Gives the files it is in.

        Raises BriefingError where no place takes it.
        """
        if self.save_everything():
            return []
        from briefing_tui.notes.rescue import rescue

        unsaved = self.saver.unsaved()
        if unsaved != self._rescued[0]:  # asked again at the very end: once is enough
            self._rescued = (unsaved, rescue(unsaved, self.drafts))
        return self._rescued[1]

    def last_words(self) -> list[str]:
        """Saves everything; gives what the person has to know: where a text is now, or that none took it."""
        try:
            elsewhere = self.save_or_rescue()
        except BriefingError as error:
            return [str(error)]
        return [
            f"a note could not be saved in its place; its text is in {clean_line(str(path))}"
            for path in elsewhere
        ]

    async def action_quit(self) -> None:
        warning = self._before_leaving()
        if warning in self._warned or not warning:
            self.exit()
        else:
            self._warned.add(warning)
            self.say(warning, bad=True)

    def _before_leaving(self) -> str:
        """What has to be said first; empty where every text is saved or, after a warning, put elsewhere."""
        if self.save_everything():
            self.saver.left()
            return ""
        if not self._warned:
            return "a note cannot be saved; the same key once more leaves and puts its text elsewhere"
        try:
            self.save_or_rescue()
        except BriefingError as error:
            elsewhere = actions.key("editor", "elsewhere")
            return f"{elsewhere} names a place, the same key once more gives the text up: {error}"
        return ""
