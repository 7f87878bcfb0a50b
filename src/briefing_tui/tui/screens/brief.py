"""The brief: what can be done in it besides reading: notes, find, why, export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.model import CARDS, Anchor, Brief, BriefingError, Card, Note, original_pair
from briefing_tui.notes import anchors
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui.screens.base import Chosen
from briefing_tui.tui.screens.selecting import Selecting

if TYPE_CHECKING:
    from briefing_tui.tui.widgets.editor import Editor


class BriefScreen(Selecting):
    NAME = "brief"

    # -- notes ------------------------------------------------------------------------------------

    def action_note(self) -> None:
        if self.in_cards:
            self.action_note_card()
        elif here := self.point():
            self._write(self.desk.notes.new(self.brief.id, anchors.to_point(*here)))
        else:
            self.action_note_card()

    def action_note_card(self) -> None:
        self._write(self.desk.notes.new(self.brief.id, anchors.to_card(self.card)))

    def action_note_brief(self) -> None:
        self._write(self.desk.notes.new(self.brief.id, Anchor()))

    def write_on(self, anchor: Anchor) -> None:
        self._write(self.desk.notes.new(self.brief.id, anchor))

    def action_edit(self) -> None:
        if self.in_cards:
            self.action_focus_cards()
        elif self.view == "coverage":
            self.action_card(self.card.digit)
        elif note := self._note_here():
            self.edit(note)
        else:
            self.say("no note here; n writes one")

    def edit(self, note: Note) -> None:
        """Opens the editor on a note that exists."""
        if note.problem:
            self.say(note.problem, bad=True)
        else:
            self._write(note)

    def _write(self, note: Note) -> None:
        from briefing_tui.tui.widgets.editor import Editor

        if self.typing:
            return
        self.typing = Editor(note, _about(note, self.brief))
        self.mount(self.typing, before="#foot")
        self.call_after_refresh(self.foot)

    def on_editor_typed(self, event: Editor.Typed) -> None:
        self.desk.saver.typed(replace(event.note, body=event.body))

    def on_editor_closed(self, event: Editor.Closed) -> None:
        from briefing_tui.tui.widgets.editor import Editor

        if not self.desk.saver.flush():
            return  # the editor stays, with the reason: the text must not vanish
        saved = self.desk.saver.closed(event.note)
        self.query_one(Editor).remove()
        self.typing = None
        self.set_focus(self.reader)
        message = "note saved"
        if not event.body.strip():
            message = self.desk.discard_note(saved, event.note.body)
        elif saved.id != event.note.id:
            message = "the note was changed elsewhere meanwhile: both texts are kept, yours as a new note"
        self._load()
        self.call_after_refresh(self._after_editing, message)

    def _after_editing(self, message: str) -> None:
        self._redraw()
        if message:
            self.say(message)
        else:
            self.foot()

    def saved(self, note: Note, problem: str) -> None:
        """Hears from the saving thread, by way of the app."""
        from briefing_tui.tui.widgets.editor import Editor

        for editor in self.query(Editor):
            if self.desk.saver.current(editor.note).id != note.id:
                continue
            time = note.updated[11:19]
            editor.say(problem or f"saved {time} · Esc closes", bad=bool(problem))

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

    def action_notes(self) -> None:
        from briefing_tui.tui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.brief, self._note_here()), self._back_from_notes)

    def _back_from_notes(self, chosen: object) -> None:
        self._load()
        if isinstance(chosen, Chosen):
            self.go_to(chosen.note, edit=chosen.edit)
        else:
            self._redraw()

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

    # -- other actions ----------------------------------------------------------------------------

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
        from briefing_tui.export.markdown import render
        from briefing_tui.export.write import write

        if not name.strip():
            return
        path = Path(name.strip()).expanduser()
        try:
            write(path, render(self.brief, self.content.made, self.desk.notes.of(self.brief.id)))
        except BriefingError as error:
            self.say(str(error), bad=True)
        else:
            self.say(f"written: {path}")


def _about(note: Note, brief: Brief) -> str:
    anchor = note.anchor
    if anchor.exact:
        return f"{brief.side_name(anchor.side)} ¶{anchor.paragraph}: {anchor.exact}"
    return (
        f"card {anchor.card.digit} {anchor.card.heading}"
        if anchor.card
        else f"the whole brief: {brief.title}"
    )
