"""The library: all briefs within reach, the newest first; a broken one with its reason; filtered by words."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from textual.app import ComposeResult
from textual.message import Message

from briefing_tui.finding.catalogue import Rows, Where
from briefing_tui.library.shelf import Entry
from briefing_tui.model import BriefingError, Note
from briefing_tui.settings.options import shown
from briefing_tui.tui.listing import Listing
from briefing_tui.tui.nothing import nothing
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.typography import fitting, measure, shorten, wrap
from briefing_tui.tui.watching import Watch
from briefing_tui.tui.widgets.about import MARGIN, About
from briefing_tui.tui.widgets.drawn import Bar, Pane
from briefing_tui.tui.widgets.reader import Reader

_KEPT = 200  # rows that are kept as they are drawn: more than a window shows
_A_FILE = "a file: html, mhtml, pdf, docx, eml, md, txt"
_WIDE = 120  # columns from which what is known of the brief at the mark stands beside the list
_ABOUT = 0.4  # of them for that, but not more than its lines fill
_LINES = 3  # of a brief: an empty one, its title, what is said of it


class LibraryScreen(ReaderScreen):
    NAME = "library"

    class Looked(Message):
        """From a thread: so many of the library's briefs are looked at, with 0 of 0 all; whether the list
        has changed.
        """

        def __init__(self, done: int, of: int, changed: bool) -> None:
            super().__init__()
            self.done = done
            self.of = of
            self.changed = changed

    def __init__(self, here: str = "") -> None:
        super().__init__()
        self._here = here  # the brief at which the mark begins
        self._come = ""  # a brief that the list of a large library does not have yet
        self._rows: Rows
        self._all = 0  # briefs without the filter
        self._words = ""  # the filter as it was typed
        self._hints: tuple[str, ...] = ()  # what the foot says of what is being typed
        self._where = Where()
        self._counts: dict[str, int] = {}
        self._notes: list[Note] | None = None
        self._unknown = 0  # briefs that are not analysed yet, where the filter asks for what that tells
        self._large = False
        self._opens = False  # the first brief of a large library, as soon as it is listed
        self._looked = ""  # how far a first look at a large library is
        self._watch: Watch | None = None

    def compose(self) -> ComposeResult:
        yield Bar(id="head")
        with Pane(id="body"):
            yield Reader()
            yield About()
        yield Bar(id="foot")

    # -- what is there ------------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        self._reload()
        super().on_screen_resume()
        if self._large:
            self.call_after_refresh(lambda: self._watching().wake())

    def on_unmount(self) -> None:
        if self._watch:
            self._watch.stop()

    def _watching(self) -> Watch:
        """The thread, from the moment on at which it is needed."""
        if self._watch is None:

            def tell(done: int, of: int, changed: bool) -> None:
                self.post_message(self.Looked(done, of, changed))

            desk = self.desk
            self._watch = Watch(desk.catalogue, desk.shelf, desk.corrections, tell)
        return self._watch

    def watched(self) -> object:
        """A large library is looked at by a thread."""
        return self.desk.notes.folders(), None if self._large else self.desk.shelf.look()

    def changed_on_disk(self) -> None:
        before = {e.id for e in self._rows if not e.problem} if not self._large else set()
        self._reload()
        self.draw()
        if not self._large:
            now = {e.id for e in self._rows if not e.problem}
            self._say_changes(len(now - before), len(before - now))

    def on_library_screen_looked(self, event: Looked) -> None:
        first = bool(self._looked)
        reading = event.of and self._large and not self.desk.catalogue.whole
        self._looked = f"reading {event.done:,} of {event.of:,}" if reading else ""
        if event.changed and (self._large or self._where.facts):
            before = self._all
            self._use_rows()
            if self._come and self.desk.catalogue.place_of(self._come, self._rows) >= 0:
                self._here, self._come = self._come, ""
                self._under_message(self.draw)
            else:
                self.reader.exchange(self._page(self.page_width))
                self._tell_about()
                if self._opens:
                    self.action_open()
            if not event.of and before and not first:
                self._say_changes(max(0, self._all - before), max(0, before - self._all))
        self._say_head()

    def _say_changes(self, come: int, gone: int) -> None:
        changes = (("come", come), ("gone", gone))
        if said := " and ".join(f"{count:,} {word}" for word, count in changes if count):
            self.say(f"the library has changed on disk: {said}")

    def _reload(self) -> None:
        self.seen()
        if self._large != (large := self.desk.catalogue.read()):
            self._large = large
            self.seen()  # of a large one less is watched
        self._counts = self.desk.notes.counts()
        self._notes = None
        self._use_rows()

    def _use_rows(self) -> None:
        catalogue = self.desk.catalogue
        self._rows = catalogue.rows(self._where)
        self._unknown = catalogue.unknown() if self._where.facts else 0
        self._all = len(catalogue.rows()) if self._words else len(self._rows)

    # -- drawing ------------------------------------------------------------------------------------

    def draw(self) -> None:
        self._say_head()
        self.foot()
        beside = self._beside
        about = self.query_one(About)
        about.display, about.styles.width = bool(beside), beside
        self.show_page(self._page(self.page_width), self._here)
        self._here = ""
        self._tell_about()

    @property
    def _beside(self) -> int:
        """Columns for what is known of the brief at the mark."""
        width = self.app.size.width
        return min(int(width * _ABOUT), measure() + MARGIN) if width >= _WIDE else 0

    @property
    def page_width(self) -> int:
        return max(20, self.app.size.width - 1 - self._beside)

    def _tell_about(self) -> None:
        entry = self._entry()
        self.query_one(About).follow(entry, self._counts.get(entry.id, 0) if entry else 0)

    def on_reader_moved(self) -> None:
        self._tell_about()

    def _say_head(self) -> None:
        total = sum(self._counts.values())
        unfinished = f" · {self._press('app.resume')}: unfinished" if self.desk.unfinished else ""
        count = f"{len(self._rows):,} of {self._all:,} briefs" if self._words else f"{self._all:,} briefs"
        unknown = f"{self._unknown:,} not analysed yet" if self._unknown else ""
        about = " · ".join(part for part in (count, unknown, self._looked, _notes(total)) if part)
        self.head(f"briefing · {self._words}" if self._words else "briefing", about + unfinished)

    def foot(self) -> None:
        if self.typing:
            self.show_foot(fitting(self.app.size.width - 2, *self._hints), "dim")
        else:
            super().foot()

    def _page(self, width: int) -> Page:
        rows = self._rows
        if not rows:
            return self._none(width)
        heights = [_LINES] * len(rows)
        for at in rows.broken:
            heights[at] = 2 + len(wrap(rows[at].problem, width - 5))
        place_of = self.desk.catalogue.place_of
        row = lru_cache(_KEPT)(lambda at: self._row(rows[at], width))
        return Listing(width, heights, row, lambda at: rows[at].id, lambda brief: place_of(brief, rows))

    def _none(self, width: int) -> Page:
        """Why no brief is listed, and what to do."""
        ways = ("clear", "clears the filter"), ("filter", "changes it")
        if self._words and (self._looked or self._unknown):
            done = "analysed" if self._unknown else "read"
            return nothing(width, self.NAME, f"No brief that is {done} by now passes the filter.", *ways)
        if self._words:
            return nothing(width, self.NAME, "No brief passes the filter.", *ways)
        if self._large:
            return nothing(
                width,
                self.NAME,
                "The library is being read for the first time. What is read appears here.",
                ("back", "leaves; the next time it goes on from there"),
            )
        return nothing(
            width,
            self.NAME,
            "No briefs yet.",
            ("import", "brings in a text: a page, a document, a mail, a text file"),
            ("app.welcome", "shows the lessons: a brief that teaches the keys"),
            ("back", "leaves; then `briefing import FOLDER` takes many texts at once"),
        )

    def _row(self, entry: Entry, width: int) -> list[list[Piece]]:
        if entry.problem:
            name = [Piece(2, entry.id, "error"), Piece(4 + len(entry.id), "broken", "error")]
            return [[], name, *([Piece(4, line, "dim")] for line in wrap(entry.problem, width - 5))]
        date = entry.date or "undated"
        title = [Piece(2, date, "dim"), Piece(14, shorten(entry.title, width - 15), "strong")]
        about = [" | ".join(entry.sides), " ".join(entry.languages), entry.kind, entry.origin]
        notes = self._counts.get(entry.id, 0)
        room = width - (30 if notes else 15)
        line = [Piece(14, shorten(" · ".join(a for a in about if a), room), "dim")]
        if notes:
            line.append(Piece(max(20, width - 12), f"✎ {_notes(notes)}", "note"))
        return [[], title, line]

    # -- filtering ----------------------------------------------------------------------------------

    def action_filter(self) -> None:
        from briefing_tui.finding.filtering import SYNTAX, SYNTAX_IN_SHORT

        self._hints = f"{SYNTAX} · Enter keeps it · Esc drops it", SYNTAX, SYNTAX_IN_SHORT
        self._ask("Filter:", self._words, self._use, changed=self._use)

    def _use(self, words: str) -> None:
        """Filters by the words; a mistake in them is said, and the list stays as it was."""
        from briefing_tui.finding import filtering

        try:
            where = filtering.where(words, self._counts, self._all_notes)
            self._rows = self.desk.catalogue.rows(where)
        except BriefingError as error:
            self.say(str(error), bad=True)
            return
        self._words, self._where = words.strip(), where
        self._unknown = self.desk.catalogue.unknown() if where.facts else 0
        if self._unknown:
            self._watching().ask()
        self.draw()

    def _all_notes(self) -> list[Note]:
        if self._notes is None:
            self._notes = self.desk.notes.all()
        return self._notes

    def action_clear(self) -> None:
        if self._words:
            self._use("")

    # -- the brief at the mark ----------------------------------------------------------------------

    def on_key(self) -> None:
        self._opens = False

    def action_open(self) -> None:
        self._opens = self._large and not (self._rows or self._words)
        if (entry := self._entry()) and entry.problem:
            self.say(entry.problem, bad=True)
        elif entry:
            self.desk.open_brief(entry.id)
        elif not self._opens:
            self.say("no brief is at the mark")

    def action_formulas(self) -> None:
        from briefing_tui.tui.screens.formulas import FormulasScreen

        if (entry := self._entry()) is None:
            self.say("no brief is at the mark")
        elif entry.problem:
            self.say(entry.problem, bad=True)
        else:
            brief = entry.id
            self.wait_for(
                f"opening {brief}",
                lambda: self.desk.shelf.open(brief),
                lambda read: self.app.push_screen(FormulasScreen(read)),
            )

    # -- a new text -----------------------------------------------------------------------------------

    def action_import(self) -> None:
        paths = self.desk.paths
        where = f"the name of a file in {shown(paths.imports)}" if paths.restricted else _A_FILE
        self._hints = f"{where} · Enter reads it · Esc leaves", where
        self._ask("Import:", "", self._import)

    def _import(self, name: str) -> None:
        from briefing_tui.tui.screens.importing import ImportingScreen

        self.foot()
        if not (name := name.strip()):
            return
        try:
            # Absolute: - is a file here, for standard input has the keys.
            path = self.desk.paths.imported(os.path.expanduser(name)).absolute()  # noqa: PTH111
        except BriefingError as error:
            self.say(str(error), bad=True)
            return
        if _many(path, "" if self.desk.paths.restricted else name):
            leave = f"leave with {self._press('back')} and say: briefing import FOLDER"
            self.say(f"a folder, or several files: {leave}", bad=True)
            return
        # From here, not from the prompt: Textual lets the one who opens a screen hear how it ended.
        self.call_next(self.app.push_screen, ImportingScreen(path), self._imported)

    def _imported(self, done: object) -> None:
        """The brief that has come is at the mark, whatever the filter."""
        from briefing_tui.tui.screens.importing import Written

        if isinstance(done, Written):
            self._here = self._come = done.brief
            self._words, self._where = "", Where()
            # It stays said when the list is drawn.
            self.say(f"{done.line} · {self._press('open')} opens it")

    async def action_back(self) -> None:  # type: ignore[override]
        await self.app.action_quit()

    def action_notes(self) -> None:
        self.desk.list_notes()

    def _entry(self) -> Entry | None:
        return self._rows[self.reader.cursor] if self.reader.here else None


def _many(path: Path, names: str) -> bool:
    """Whether it is a folder, or no file, but the names of several."""
    # Not by Path's own, which fail where the way there is closed.
    if os.path.isdir(path):  # noqa: PTH112
        return True
    exists = os.path.exists
    return len(names.split()) > 1 and not exists(path) and all(map(exists, names.split()))


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"
