"""What all screens share: a head, a reader, a foot that shows keys or a message, and the moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen

from briefing_tui.frozen import dataclass
from briefing_tui.model import Note
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui import actions
from briefing_tui.tui.counting import Count
from briefing_tui.tui.footer import footer
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.parts import InParts
from briefing_tui.tui.typography import shorten, shorten_message
from briefing_tui.tui.widgets.drawn import Bar
from briefing_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.waiting import Waiting
    from briefing_tui.tui.widgets.choice import Choice
    from briefing_tui.tui.widgets.selector import Selector
    from briefing_tui.tui.widgets.typing import TypingBox

# Columns from which two texts stand side by side, and from which the cards and the notes have a column of
# their own.
SIDE_BY_SIDE = 100
CARD_COLUMN = 112
MARGIN = 160
T = TypeVar("T")
_LEAST = 16  # cells of a title, before other words give way to it
_ASKS = "Enter takes it · Esc drops it"
_WATCH = 3.0  # seconds between two looks at the files, for what others change


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list of notes ends with: the note to go to, and what to do there: edit it, merge its copy."""

    note: Note
    then: Literal["", "edit", "merge"] = ""


class ReaderScreen(InParts, Screen[object], part=True):
    """A screen around one reader. ``NAME`` is its row in the table of actions."""

    NAME: ClassVar[str] = "page"
    AUTO_FOCUS = "Reader"
    BLANK = True  # what lies on it covers it: its own lines need not be styled, one by one

    class Differs(Message):
        """From a thread: ``watched`` says something else than what was shown when the thread began."""

        def __init__(self, before: object, now: object) -> None:
            super().__init__()
            self.before = before
            self.now = now

    def __init__(self) -> None:
        super().__init__()
        # These alone: Textual's own for a screen are in no table.
        self._bindings = actions.bindings(self.NAME)
        self._feet: dict[int, str] = {}  # by the cells they may take
        self._drawn_for = Size(0, 0)
        self._seen: object = None
        self._looking: Thread | None = None
        self._message: tuple[str, bool] | None = None  # in the foot now, and whether it is a bad one
        # What takes the keys now: editor, prompt, a question that is open, words that are being selected.
        self.typing: TypingBox | Choice | Selector | None = None
        self._asks = False  # a line is asked for
        self.waiting: Waiting[Any] | None = None  # for work that is not done yet
        self.counting = Count()

    def compose(self) -> ComposeResult:
        yield Bar(id="head")
        yield Reader()
        yield Bar(id="foot")

    @property
    def desk(self) -> BriefingApp:
        """The app, by its own type."""
        app: BriefingApp = self.app  # type: ignore[assignment]
        return app

    @property
    def on_top(self) -> bool:
        """Whether the keys come here. Textual calls the screen below the one on top current, too."""
        return self.there and self.app.screen_stack[-1] is self

    @property
    def there(self) -> bool:
        """Whether it is still one of the screens. One that goes loses its widgets first, and messages that
        were on their way to it come all the same.
        """
        return self.app.is_running and self in self.app.screen_stack

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def on_screen_resume(self) -> None:
        if self.there:
            self._draw_for_size()

    def on_resize(self) -> None:
        if self.there and self.app.size != self._drawn_for:
            self._draw_for_size()

    def _draw_for_size(self) -> None:
        self._drawn_for = self.app.size
        # Set here, before the layout: Textual's breakpoints would restyle everything once more after it.
        self.set_class(self.app.size.width < CARD_COLUMN, "narrow")
        self._under_message(self.draw)

    def draw(self) -> None:
        """Draws head, page and foot for the present size, the mark where it was."""
        raise NotImplementedError

    @property
    def page_width(self) -> int:
        """Columns for a page: the reader's, without its scroll bar. Known before the first layout."""
        return max(20, self.app.size.width - 1)

    def show_page(self, page: Page, key: str = "", column: int | None = None) -> None:
        """Puts a page into the reader. Without a key, or with that of the stop at the mark, the mark stays
        where it stands in the window, as far as the page has its stop.
        """
        here = self.reader.here
        if here and key in ("", here.key) and page.find(here.key, here.column) >= 0:
            self.reader.exchange(page)
            self.reader.restore()
        else:
            self.reader.show(page, key, column)

    def head(self, left: str, right: str = "", stays: Sequence[str] = ()) -> bool:
        """What is shown, and ``right`` more of it. ``left`` gives way where there is no room, before what
        ``stays`` behind it: of that the last first, where hardly anything of ``left`` would be seen. Gives
        whether all of ``left`` is there.
        """
        width = self.app.size.width
        behind = [f" · {word}" for word in stays if word]
        right = shorten(right, max(width // 2, width - cell_len(left + "".join(behind)) - 5))
        room = width - cell_len(right) - 5
        while len(behind) > 1 and room - sum(map(cell_len, behind)) < min(_LEAST, cell_len(left)):
            behind.pop()
        shown = shorten(left, max(1, room - sum(map(cell_len, behind))))
        self.query_one("#head", Bar).show(
            [
                Piece(1, shorten(shown + "".join(behind), room), "strong"),
                Piece(max(2, width - cell_len(right) - 2), right, "dim"),
            ]
        )
        return shown == left

    def say(self, message: str, *, bad: bool = False) -> None:
        """A message in the foot until the next key."""
        line = shorten_message(clean_line(message), self.app.size.width - 2)
        self.show_foot(line, "error" if bad else "accent")
        self._message = message, bad

    def _press(self, *names: str) -> str:
        """The key of an action of this screen, as a message names it."""
        return actions.key(self.NAME, *names)

    def foot(self) -> None:
        """The keys of this screen, as many as fit, help and back always; or those of the line that is being
        typed, or what is waited for.
        """
        if self.waiting:
            self.show_foot(self.waiting.foot(), "accent")
            return
        if self._asks:
            self.show_foot(_ASKS, "dim")
            return
        width = self.app.size.width - 2
        if width not in self._feet:  # asked for at every key, and the keys of a screen stay what they are
            self._feet[width] = footer(self.NAME, width)
        self.show_foot(self._feet[width], "dim")

    def show_foot(self, line: str, role: str) -> None:
        self.query_one("#foot", Bar).show([Piece(1, line, role)])
        self._message = None

    def _under_message(self, draw: Callable[[], None]) -> None:
        """Draws anew of its own accord: what is said in the foot stays there."""
        message = self._message
        draw()
        if message and not self._message:
            self.say(message[0], bad=message[1])

    def takes(self, event: events.Key) -> bool:
        """Whether a key that reached the app belongs to what has the keys now, and was given to it."""
        taker = self.typing or self.waiting
        return bool(taker and taker.take(event))

    def counted(self, key: str) -> str | None:
        """What a key does behind the count that was typed before it; None: what it does without one. A digit
        of the count does nothing, and the foot shows the count.
        """
        action = self.counting.take(key, actions.named(self.NAME, key))
        if typed := self.counting.typed:
            move, turn, edge = map(self._press, ("move(1)", "turn(1)", "edge(1)"))
            if typed == "0":
                self.say(f"0 · the digits of a count, then {move}, {turn} or {edge} · Esc drops it")
            else:
                keys = f"{move} that many on · {turn} windows · {edge} to no. {typed}"
                self.say(f"{typed} · {keys} · Esc drops it")
        return action

    def _ask(
        self,
        question: str,
        value: str,
        answer: Callable[[str], None],
        then: Callable[[], None] | None = None,
        changed: Callable[[str], None] | None = None,
    ) -> None:
        """Asks for a line in the foot. The keys are the reader's then, unless ``then`` gives them away.

        ``changed`` hears the line at every key, and the first ``value`` again where Esc leaves the question.
        """
        from briefing_tui.tui.widgets.prompt import Prompt

        if self.typing:
            return

        def done(line: str | None) -> None:
            self.typing, self._asks = None, False
            self.foot()
            if then:
                then()
            else:
                self.set_focus(self.reader)
            if line is not None:
                answer(line)
            elif changed:
                changed(value)

        self.typing, self._asks = Prompt(question, value, done, changed), True
        self.mount(self.typing, before="#foot")
        self.foot()

    def wait_for(
        self,
        words: str,
        work: Callable[[], T],
        then: Callable[[T], object],
        late: Callable[[T], str] | None = None,
    ) -> None:
        """Does work that may be long, or ask a disk that does not answer; see ``Waiting``."""
        from briefing_tui.tui.waiting import Waiting

        Waiting(self, words, work, then, late).begin()

    # -- what others change on disk -----------------------------------------------------------------

    def on_mount(self) -> None:
        self.set_interval(_WATCH, self._look)

    def watched(self) -> object:
        """Something that is another one when what is shown has changed on disk. Asked in a thread."""
        return None

    def changed_on_disk(self) -> None:
        """Reads and draws anew."""

    def seen(self) -> None:
        """What is on disk now is what is shown."""
        self._seen = self.watched()

    def _look(self) -> None:
        """In a thread: a network disk may not answer for minutes, and the keys are answered meanwhile."""
        if self.on_top and not (self._looking and self._looking.is_alive()):
            self._looking = Thread(target=copy_context().run, args=(self._glance, self._seen), daemon=True)
            self._looking.start()

    def _glance(self, before: object) -> None:
        if (now := self.watched()) != before:
            self.post_message(self.Differs(before, now))

    def on_reader_screen_differs(self, event: Differs) -> None:
        # What was read anew since the thread began is newer than what it saw.
        if self.on_top and event.before is self._seen:
            self._seen = event.now
            self._under_message(self.changed_on_disk)

    # -- moves --------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        self.reader.move(step)

    def action_turn(self, pages: float) -> None:
        self.reader.turn(pages)

    def action_edge(self, end: int, nth: int = 0) -> None:
        """To the beginning or the end; with ``nth`` to that one from the beginning, a line where the page has
        no places to stand.
        """
        page, here = self.reader.page, self.reader.here
        if here is None:
            if nth:
                self.reader.scroll_to(y=nth - 1, animate=False, force=True)
            else:
                self.reader.turn(end * len(page.lines))
            return
        column = page.standing(here.column, 0, len(page.lines))
        first = end < 0 and not nth
        self.reader.go(column[min(nth, len(column)) - 1 if nth else 0 if first else -1])
        if first:
            self.reader.turn(-len(page.lines))  # what stands above the first place too

    def action_back(self) -> None:
        self.dismiss(None)


class PageScreen(ReaderScreen, part=True):
    """A page to read and leave: help, why."""

    NAME = "page"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def page(self, width: int) -> Page:
        raise NotImplementedError

    def draw(self) -> None:
        self.head(self._title)
        self.foot()
        self.show_page(self.page(self.page_width))
