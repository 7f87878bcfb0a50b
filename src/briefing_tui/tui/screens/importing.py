"""A new text as a form: what is known of it and what is guessed, and what it becomes. ``w`` keeps it."""

from __future__ import annotations

import threading
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from textual.message import Message

from briefing_tui.library import importing, proposing
from briefing_tui.library.holdings import holdings
from briefing_tui.library.importing import Decision, Imported, Otherwise
from briefing_tui.library.proposing import Fate, Proposal
from briefing_tui.library.table import Table
from briefing_tui.model import BriefingError, SourceKind
from briefing_tui.reading import gazetteer
from briefing_tui.reading.unsafe import clean_line
from briefing_tui.tui.footer import footer
from briefing_tui.tui.import_page import BRIEF, LABELS, NEW, Form
from briefing_tui.tui.nothing import nothing
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.typography import fitting

_STEPS: dict[str, tuple[str, ...]] = {"source": tuple(SourceKind), "complete": ("yes", "no")}
_TYPING = "Enter says it · Esc leaves it as it is"
_NONE = " · an empty line: there is none, or what stood there before"
_WAIT = "not written: the library is still being looked through"
_SAYING = "import"  # the name under which what a person types is checked


class Written(NamedTuple):
    """What the form ends with: the id of the brief, and a line that says what was written."""

    brief: str
    line: str


class ImportingScreen(ReaderScreen):
    """The form for the file ``path``. Ends with what was ``Written``, or None: then nothing was stored."""

    NAME = "importing"

    class Proposed(Message):
        """From a thread: what the text is, first without the library; or why it cannot be read. ``asked`` is
        the number of the question.
        """

        def __init__(self, asked: int, form: Form | None, problem: str = "") -> None:
            super().__init__()
            self.asked = asked
            self.form = form
            self.problem = problem

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._says: dict[str, Any] = {}  # what the person has said, by the keys of front matter
        self._own_id = ""  # of a brief of its own, where the person has chosen one
        self._chosen = ""  # the key of the line that the person has chosen
        self._asked = 0
        self._one_at_a_time = threading.Lock()
        self._left = threading.Event()
        self._table: Table | None = None
        self._form: Form | None = None
        self._problem = ""

    def on_mount(self) -> None:
        super().on_mount()
        self._propose()

    def on_unmount(self) -> None:
        self._left.set()

    # -- reading, in a thread -------------------------------------------------------------------------

    def _propose(self) -> None:
        """Asks anew what the text would be, with what has been said of it."""
        self._asked += 1
        question = self._answer, self._asked, dict(self._says)
        # With the context the app is known there even when the screen is gone.
        threading.Thread(target=copy_context().run, args=question, name="import", daemon=True).start()

    def _answer(self, asked: int, says: dict[str, Any]) -> None:
        with self._one_at_a_time:
            if self._left.is_set() or asked != self._asked:
                return
            try:
                texts = proposing.read([self._path], says, self.desk.paths.bounds)
                if self._table is None:  # later the library is known, and the answer is there at once
                    self._tell(asked, Form(proposing.settle(texts, None)))
                    desk = self.desk
                    table = Table(desk.shelf, holdings(desk.shelf, self._left.is_set))
                    if self._left.is_set():
                        return
                    self._table = table
                proposal = proposing.settle(texts, self._table)
                briefs = tuple(map(self.desk.shelf.open, proposal.found))
            except BriefingError as error:
                self._tell(asked, None, str(error))
            else:
                self._tell(asked, Form(proposal, briefs, settled=True))

    def _tell(self, asked: int, form: Form | None, problem: str = "") -> None:
        self.post_message(self.Proposed(asked, form, problem))

    def on_importing_screen_proposed(self, event: Proposed) -> None:
        if event.asked != self._asked:  # something has been said since
            return
        if event.form and event.form.settled and _open_to(event.form) != _open_to(self._form):
            self._chosen = ""  # it was of other briefs
        self._form, self._problem = event.form, event.problem
        if self._problem or self._message == (_WAIT, False):
            self._message = None  # what was said in the foot is no longer so
        self._under_message(self.draw)

    # -- drawing --------------------------------------------------------------------------------------

    def draw(self) -> None:
        form = self._shown()
        count = len([f for f in form.fields() if f.guessed]) if form else 0
        guesses = "1 guess" if count == 1 else f"{count or 'no'} guesses"
        self.head(f"Import · {clean_line(self._path.name)}", guesses if form else "")
        self.foot()
        if form:
            self.show_page(form.page(self.page_width))
            return
        words, role = self._problem or "Reading the text …", "error" if self._problem else "dim"
        self.show_page(
            nothing(self.page_width, self.NAME, words, ("back", "goes back; nothing is written"), role=role)
        )

    def foot(self) -> None:
        if self.typing:
            ways = f"{_TYPING}{_NONE}", _TYPING
            self.show_foot(fitting(self.app.size.width - 2, *ways), "dim")
        elif self._problem:
            self.show_foot(footer("page"), "dim")  # there is nothing to do but to go back
        else:
            super().foot()

    def _shown(self) -> Form | None:
        """The form with what the person has chosen in it; what fits no brief is one of its own."""
        if self._form is None:
            return None
        proposal = self._form.proposal
        chosen = NEW if proposal.fate is Fate.NEW else self._chosen
        return replace(self._form, new_id=self._own_id or proposal.new_id, chosen=chosen)

    # -- what is said of the text ---------------------------------------------------------------------

    def action_edit(self) -> None:
        form, stop = self._shown(), self.reader.here
        if form is None or stop is None:
            return
        if stop.key == form.chosen == NEW:
            self._ask("Its id:", form.new_id, self._rename)
        elif stop.key == NEW or stop.key.startswith(BRIEF):
            self._choose(stop.key)
        elif steps := _STEPS.get(stop.key):
            value = self._value(form, stop.key)
            self._say(stop.key, steps[(steps.index(value) + 1) % len(steps)] if value in steps else steps[0])
        else:
            key = stop.key
            hint = " (as 2026-02-04)" if key == "published" else ""
            self._ask(f"{LABELS[key]}{hint}:", self._value(form, key), lambda line: self._say(key, line))

    def _value(self, form: Form, name: str) -> str:
        return next(f.value for f in form.fields() if f.name == name)

    def _say(self, name: str, value: str) -> None:
        """What the person says of a field; an empty line says that there is none, or takes back what was said
        before. A mistake in it is said, and changes nothing.
        """
        if not (value := value.strip()) and name in self._says:
            del self._says[name]
            self._propose()
            return
        if not value and self._form and not self._value(self._form, name):
            return  # nothing stood there either
        if not value and name not in proposing.MAY_BE_NONE:
            self.say(f"every text has a {LABELS[name].lower()}: it cannot be empty", bad=True)
            return
        try:
            said = proposing.said({name: value}, _SAYING)
        except BriefingError as error:
            self.say(str(error).removeprefix(f"{_SAYING}:1: "), bad=True)
            return
        self._says |= said
        self._propose()

    def action_confirm(self) -> None:
        form, stop = self._form, self.reader.here
        field = next((f for f in form.fields() if stop and f.name == stop.key), None) if form else None
        if form is None or field is None:
            self.say("no field at the mark")
        elif not field.guessed:
            none = f"nothing is known here; {self._press('edit')} says it"
            self.say("not a guess" if field.value else none)
        elif field not in form.open_guesses():
            self.say(f"its sections differ here; {self._press('edit')} says one for both", bad=True)
        else:
            self._say(field.name, field.value)

    def action_confirm_all(self) -> None:
        if self._form is None:
            return
        says = {f.name: f.value for f in self._form.open_guesses()}
        try:
            self._says |= proposing.said(says, _SAYING)
        except BriefingError as error:
            self.say(str(error).removeprefix(f"{_SAYING}:1: "), bad=True)
            return
        self._propose()
        self.say("1 guess confirmed" if len(says) == 1 else f"{len(says) or 'no'} guesses confirmed")

    # -- what it becomes ------------------------------------------------------------------------------

    def action_join(self) -> None:
        stop = self.reader.here
        if stop and stop.key.startswith(BRIEF):
            self._choose(stop.key)
        else:
            self.say("no brief at the mark")

    def _choose(self, key: str) -> None:
        """This is what it becomes; the brief that has it already is opened."""
        if self._form and self._form.proposal.fate is Fate.KNOWN:
            self.desk.show_brief(self._form.briefs[0])
            return
        self._chosen = key
        self.draw()

    def _rename(self, line: str) -> None:
        """The id of the brief of its own; none is that which was proposed."""
        line = line.strip()
        try:
            if line:
                importing.check_id(line)
            if line and self._table and self._table.taken(line) and line != self._own_id:
                raise BriefingError(f"there is a brief {line} already; choose another id")
        except BriefingError as error:
            self.say(str(error), bad=True)
        else:
            self._own_id = line
            self.draw()

    # -- keeping it -----------------------------------------------------------------------------------

    def action_write(self) -> None:
        form = self._shown()
        if form is None or not form.settled:
            self.say(self._problem or _WAIT, bad=bool(self._problem))
        elif any(t.readout.side == gazetteer.UNKNOWN_SIDE for t in form.proposal.texts):
            self.say(f"not written: whose text is it? {self._press('edit')} on Side says it", bad=True)
        elif form.proposal.fate is Fate.KNOWN:
            self.say(f"nothing to write: {form.proposal.id} has it already, word for word")
        elif not form.chosen:
            edit = self._press("edit")
            self.say(f"not written: what does it become? {edit} on a [ ] line says it", bad=True)
        elif form.chosen == NEW:
            self._keep(form.proposal, Decision(self._own_id, join=False))
        else:
            self._keep(form.proposal, Decision(form.chosen.removeprefix(BRIEF), join=True))

    def _keep(self, proposal: Proposal, decision: Decision) -> None:
        where = clean_line(self._path.name)
        try:
            done = importing.keep(self.desk.shelf, proposal, decision, where)
            self.dismiss(Written(done.id, self._told(done)))
        except Otherwise as error:
            self._table, self._own_id, self._chosen = None, "", ""
            self._propose()
            self.say(f"{str(error).removeprefix(f'{where}: ')}; see what it becomes now", bad=True)
        except BriefingError as error:
            self.say(str(error), bad=True)

    def _told(self, done: Imported) -> str:
        """What was written, in a line: of a newer text how the notes stand in it."""
        if done.revised:
            from briefing_tui.notes.standings import counted

            texts = self.desk.shelf.open(done.id).readouts
            return f"replaced, the old text is kept · notes {counted(self.desk.notes.of(done.id), texts)}"
        if done.new:
            return f"written: a new brief, {done.id}"
        return f"written: {', '.join(path.name for path in done.written)}, to {done.id}"


def _open_to(form: Form | None) -> tuple[Fate, tuple[str, ...]] | None:
    """Between what a person has to choose."""
    return (form.proposal.fate, form.proposal.found) if form and form.settled else None
