"""Search: hits in all texts and notes as one types, each with the words around it; Enter goes there."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from rich.cells import cell_len
from textual.message import Message

from briefing_tui.finding.index import MOST
from briefing_tui.finding.pieces import Found
from briefing_tui.finding.query import Query, parse
from briefing_tui.finding.snippet import snippet
from briefing_tui.finding.updating import Progress
from briefing_tui.model import BriefingError, Note, Spot
from briefing_tui.tui.listing import Listing
from briefing_tui.tui.nothing import nothing
from briefing_tui.tui.page import Page, Piece, runs
from briefing_tui.tui.screens.base import Chosen, ReaderScreen
from briefing_tui.tui.searching import Hits, Searcher
from briefing_tui.tui.typography import fitting, room, shorten, wrap

_SYNTAX = 'words "a phrase" -not side: lang: after: before: on: kind: brief: in:notes'
_HOW = """\
Type words: what holds all of them is found, in every text and note.
gas oil · "strategic stability" · стабильность · 战略 · -oil
side:russia · lang:zh · after:2025-02 · before: · on: · kind:call · brief: · in:notes"""
_NONE = """\
Nothing holds all of these words.
Fewer words find more, and so do words without quotation marks. Words find texts in their own language."""
_LEAVES_OUT = """\
A word with - before it only leaves out. Type a word to look for as well."""
_NOT_YET = """\
Nothing yet: not all texts are read. What is found appears here."""
_SNIPPET = 2  # lines
_LINES = 3 + _SNIPPET  # of a hit: an empty one, the brief, whose text it is, the words


class SearchScreen(ReaderScreen):
    NAME = "search"

    class Answered(Message):
        """From a thread: hits."""

        def __init__(self, hits: Hits) -> None:
            super().__init__()
            self.hits = hits

    class Told(Message):
        """From a thread: how far the index is; None: all is in it."""

        def __init__(self, progress: Progress | None) -> None:
            super().__init__()
            self.progress = progress

    def __init__(self) -> None:
        super().__init__()
        self._words = ""  # that were taken last
        self._query = Query()  # what they ask; its hits may be still to come
        self._hits = Hits(Query(), (), 0, True)
        self._progress: Progress | None = None
        self._searcher: Searcher | None = None
        self._waiting: list[Callable[[], None]] = []  # what was pressed before the hits it is meant for came

    def on_mount(self) -> None:
        super().on_mount()
        self._searcher = Searcher(
            self.desk.finder,
            lambda hits: self.post_message(self.Answered(hits)),
            lambda progress: self.post_message(self.Told(progress)),
        )
        self._use(self.desk.searched)
        self.action_words()

    def on_unmount(self) -> None:
        if self._searcher:
            self._searcher.stop()

    # -- words --------------------------------------------------------------------------------------

    def action_words(self) -> None:
        self._waiting.clear()
        self._ask("Search:", self.desk.searched, self._use, changed=self._use)

    def _use(self, words: str) -> None:
        """Looks for the words, the last of which may go on; a mistake in them is said, and the hits stay."""
        self.desk.searched = words
        try:
            query = parse(words, typing=True)
        except BriefingError as error:
            self.say(str(error), bad=True)
            return
        self._words = words.strip()
        self._say_head()
        self.foot()
        if self._searcher and (query.wanted, query.conditions) != (
            self._query.wanted,
            self._query.conditions,
        ):
            self._query = query
            self._searcher.ask(query)

    def on_search_screen_answered(self, event: Answered) -> None:
        if event.hits.query is not self._query:
            return
        before, self._hits = self._hits, event.hits
        if before.query is self._query:
            self.reader.exchange(self._page(self.page_width))
        else:
            self.reader.show(self._page(self.page_width))
        self._say_head()
        waiting, self._waiting = self._waiting, []
        if self.on_top:
            for do in waiting:
                do()

    def on_search_screen_told(self, event: Told) -> None:
        begun, self._progress = any(self._far()), event.progress
        self._say_head()
        if not self._hits.found and any(self._far()) != begun:
            self.reader.exchange(self._page(self.page_width))

    # -- drawing ------------------------------------------------------------------------------------

    def draw(self) -> None:
        self._say_head()
        self.foot()
        self.show_page(self._page(self.page_width))

    def foot(self) -> None:
        if self.typing:
            line = fitting(self.app.size.width - 2, f"{_SYNTAX} · Enter to the hits", _SYNTAX)
            self.show_foot(line, "dim")
        else:
            super().foot()

    def _say_head(self) -> None:
        ways = (" · ".join(filter(None, (self._count(), far))) for far in self._far())
        right = fitting(self.app.size.width // 2 - 2, *ways)
        self.head(f"Search · {self._words}" if self._words else "Search", right)

    def _far(self) -> tuple[str, str]:
        """How far the index is, in many words and in few."""
        progress = self._progress
        if not progress or progress.done >= progress.total:
            return "", ""
        count = f"{progress.done:,} of {progress.total:,}"
        return f"searching {count} briefs; the rest is being read", f"{count} read"

    def _count(self) -> str:
        hits = self._hits
        if not hits.query.looks:
            return ""
        count = len(hits.found) if hits.total is None else hits.total
        more = "+" * (count == MOST or (hits.total is None and not hits.all))
        return "1 hit" if count == 1 and not more else f"{count:,}{more} hits"

    def _page(self, width: int) -> Page:
        hits = self._hits
        if not hits.found:
            words = self._why_none()
            ways = [] if words is _HOW else [("words", "takes other words"), ("back", "goes back")]
            return nothing(width, self.NAME, words, *ways)
        size = len(hits.found) if hits.all or hits.total is None else hits.total
        row = lru_cache(200)(lambda at: self._row(at, width))
        places = {_key(hit): at for at, hit in enumerate(hits.found)}
        return Listing(width, [_LINES] * size, row, self._key_at, lambda key: places.get(key, -1))

    def _why_none(self) -> str:
        query = self._hits.query
        if not query.looks:
            return _LEAVES_OUT if query.wanted else _HOW
        return _NOT_YET if any(self._far()) else _NONE

    def _key_at(self, at: int) -> str:
        return _key(self._hits.found[at]) if at < len(self._hits.found) else ""

    def _row(self, at: int, width: int) -> list[list[Piece]]:
        if self._searcher and not self._hits.all:
            self._searcher.need(at + 1)
        if at >= len(self._hits.found):
            return [[], [Piece(2, "…", "dim")], *([[]] * (_LINES - 2))]
        hit = self._hits.found[at]
        date = hit.event.date or "undated"
        title = hit.event.title or hit.event.brief
        return [
            [],
            [Piece(2, date, "dim"), Piece(14, shorten(title, width - 15), "strong")],
            [Piece(14, shorten(_about(hit), width - 15), "dim")],
            *_words(hit, width - 16),
        ]

    # -- the hit at the mark --------------------------------------------------------------------------

    def on_reader_moved(self) -> None:
        if self._searcher and not self._hits.all:
            self._searcher.need(self.reader.cursor + 1)

    def action_move(self, step: int) -> None:
        self._when_answered(partial(super().action_move, step))

    def action_turn(self, pages: float) -> None:
        self._when_answered(partial(super().action_turn, pages))

    def action_edge(self, end: int, nth: int = 0) -> None:
        self._when_answered(partial(super().action_edge, end, nth))

    def action_jump(self) -> None:
        self._when_answered(self._jump)

    def _when_answered(self, do: Callable[[], None]) -> None:
        """Hits that are still there of other words are not what is meant."""
        if self._hits.query is self._query or not self._query.looks:
            do()
        else:
            self._waiting.append(do)

    def _jump(self) -> None:
        at = self.reader.cursor
        if not 0 <= at < len(self._hits.found):
            self.say("no hit is at the mark")
            return
        hit = self._hits.found[at]
        match hit.source.what:
            case "note":
                self.wait_for(
                    "reading the note",
                    lambda: self.desk.notes.get(hit.event.brief, hit.source.key),
                    self._to_note,
                )
            case "title":
                self.desk.open_brief(hit.event.brief)
            case _:
                start, end = hit.spans[0] if hit.piece.body and hit.spans else (0, 0)
                paragraph = max(1, hit.piece.paragraph)  # a title opens at the beginning
                self.desk.open_at(Spot(hit.event.brief, hit.source.key, paragraph, start, end))

    def _to_note(self, note: Note | None) -> None:
        if note is None:
            self.say("the note is no longer there", bad=True)
        else:
            self.desk.go_to_note(Chosen(note))


def _key(hit: Found) -> str:
    return f"{hit.event.brief}/{hit.source.key}/{hit.piece.paragraph}/{hit.piece.text[:80]}"


def _about(hit: Found) -> str:
    """Whose text it is, and where in it."""
    source = hit.source
    place = f"¶{hit.piece.paragraph}" if hit.piece.paragraph else ""
    parts = {
        "text": [source.side_name, source.language, source.kind, place],
        "note": ["✎ your note", f"{source.side} {place}".strip()],
    }.get(source.what, ["title of the brief"])
    return " · ".join(part for part in parts if part)


def _words(hit: Found, width: int) -> list[list[Piece]]:
    """The words around what was looked for, that set off."""
    width = room(width)
    parts = snippet(hit.piece.text, hit.spans, _SNIPPET * width - width // 8, cell_len)
    text = "".join(part for part, _ in parts)
    lines = wrap(text, width)[:_SNIPPET]
    made: list[list[Piece]] = [[] for _ in range(_SNIPPET)]
    for run in runs(text, lines, 0, 14):
        at, x = 0, run.x
        for part, marked in parts:
            shown = text[max(run.start, at) : min(run.end, at + len(part))] if at < run.end else ""
            if shown:
                made[run.line].append(Piece(x, shown, "accent" if marked else "text"))
                x += cell_len(shown)
            at += len(part)
    return made
