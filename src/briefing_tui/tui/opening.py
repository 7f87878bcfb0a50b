"""The ways to other screens; while the disk does not answer for a brief or notes, the keys are answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from briefing_tui.model import Brief, Note, Spot
from briefing_tui.settings.state import Mark, Position
from briefing_tui.tui.keeping import Keeping
from briefing_tui.tui.on_disk import OnDisk, on_disk, pair_at
from briefing_tui.tui.screens.base import Chosen, PageScreen, ReaderScreen
from briefing_tui.tui.screens.brief import BriefScreen


class Opening(Keeping, part=True):
    def show_brief(self, brief: Brief, then: Callable[[BriefScreen], None] | None = None) -> None:
        """Opens a brief over the library; ``then`` runs when it is on screen."""
        self._show(self.brief_screen(brief), then)

    def open_brief(
        self, brief_id: str, then: Callable[[BriefScreen], None] | None = None, read: Brief | None = None
    ) -> None:
        """As ``show_brief``, of the library's brief, or one that is ``read`` already. Where that takes long
        the screen stays, and Esc leaves it.
        """
        self._read(brief_id, lambda screen: self._show(screen, then), read)

    def action_welcome(self) -> None:
        """The lessons from the beginning, over the screen whose help was asked for."""

        def work() -> tuple[Brief, OnDisk]:
            brief = self.shelf.welcome()
            return brief, on_disk(self, brief, pair_at(brief, Position()))

        def show(there: tuple[Brief, OnDisk]) -> None:
            if isinstance(self.screen, PageScreen):
                self.pop_screen()
            lessons = BriefScreen(there[0], self.shelf, Position(), there[1])
            if isinstance(self.screen, BriefScreen) and self.screen.brief.folder == there[0].folder:
                self.switch_screen(lessons)
            else:
                self._show(lessons, None)

        self._on_top.wait_for("opening the lessons", work, show)

    def switch_screen(self, screen: Screen[object] | str) -> AwaitComplete:
        """One screen instead of that on top. Textual takes somebody to wait for the result of that one, and
        for the first of all nobody does.
        """
        if not self.screen._result_callbacks:
            self.screen._push_result_callback(self, None)
        return super().switch_screen(screen)

    def open_mark(self, mark: Mark, *, instead: bool) -> None:
        """To a place in another brief; ``instead`` of the one on screen, or over it."""

        def show(screen: BriefScreen) -> None:
            if instead:
                self.switch_screen(screen)
            else:
                self.push_screen(screen)
            screen.call_after_refresh(screen.go_to_mark, mark)

        self._read(mark.brief, show)

    def _read(self, brief_id: str, show: Callable[[BriefScreen], None], read: Brief | None = None) -> None:
        def work() -> tuple[Brief, OnDisk]:
            brief = read or self.shelf.open(brief_id)
            return brief, on_disk(self, brief, pair_at(brief, self.state.position(brief.id)))

        self._on_top.wait_for(f"opening {brief_id}", work, lambda there: show(self.brief_screen(*there)))

    def _show(self, screen: BriefScreen, then: Callable[[BriefScreen], None] | None) -> None:
        if below := next((s for s in reversed(self.screen_stack) if isinstance(s, BriefScreen)), None):
            self.jumps.leave(below.place())
        self.push_screen(screen)
        if then:
            screen.call_after_refresh(screen.arrive, partial(then, screen))

    @property
    def _on_top(self) -> ReaderScreen:
        assert isinstance(self.screen, ReaderScreen)  # the palette is gone when its action is done
        return self.screen

    def brief_screen(self, brief: Brief, there: OnDisk | None = None) -> BriefScreen:
        return BriefScreen(brief, self.shelf, self.state.position(brief.id), there)

    def go_to_note(self, chosen: Chosen) -> None:
        """From a list of notes, or hits, into the brief of the note; ``q`` there comes back to the list."""
        self.open_brief(chosen.note.brief, lambda screen: screen.go_to_chosen(chosen))

    def list_notes(
        self,
        brief: Brief | None = None,
        then: Callable[[object], None] | None = None,
        note: Note | None = None,
    ) -> None:
        """The notes of the brief, the mark at ``note``, and ``then`` hears what was ``Chosen``; or all."""
        from briefing_tui.tui.screens import notes

        self._on_top.wait_for(
            "reading the notes",
            lambda: notes.on_disk(self, brief.id if brief else ""),
            lambda there: self.push_screen(notes.NotesScreen(brief, there, note), then),
        )

    def open_at(self, spot: Spot, read: Brief | None = None) -> None:
        """From a list of places into the brief, at the words; ``q`` there comes back to the list. ``read`` is
        a brief that is read already, and that may be none of the library.
        """
        read = read if read and read.id == spot.brief else None
        self.open_brief(spot.brief, lambda screen: screen.go_to_spot(spot), read)

    def show_library(self, here: str) -> None:
        """Back to the library; a brief that was opened directly has none below it yet."""
        from briefing_tui.tui.screens.library import LibraryScreen

        self.state.save()
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.push_screen(LibraryScreen(here))

    def action_search(self) -> None:
        from briefing_tui.tui.screens.search import SearchScreen

        self.push_screen(SearchScreen())

    def action_help(self) -> None:
        from briefing_tui.tui.screens.help import HelpScreen

        if isinstance(self.screen, ReaderScreen) and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.NAME))
