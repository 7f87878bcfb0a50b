"""Many texts into the library, one after the other: what becomes of each, and the report of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefing_tui.library import folder, layout, proposing, revisions
from briefing_tui.library.batch import Batch
from briefing_tui.library.holdings import Held
from briefing_tui.library.importing import Decision, Imported, Undecided, keep
from briefing_tui.library.proposing import Fate, Proposal, Text
from briefing_tui.library.same import mark
from briefing_tui.library.shelf import Shelf
from briefing_tui.library.table import Table
from briefing_tui.library.written import copied_brief_file
from briefing_tui.model import Brief, BriefingError
from briefing_tui.reading import formats
from briefing_tui.reading.unsafe import clean_line, reason

_MOST_LINES = 1000  # that a report keeps of each sort, so that a run of any length fits into memory


@dataclass(frozen=True, slots=True)
class Item:
    """What is imported as one: a file, a brief's folder, a row of a dump. ``read`` may raise BriefingError.

    Items with the same ``event`` are one brief; of a folder that is a brief ``brief`` gives it as it stands
    there, and the text of its ``brief.md``. ``size`` is how far the item brings the run on.
    """

    where: str
    read: Callable[[], list[Text]]
    event: str = ""
    brief: Callable[[], tuple[Brief, str]] | None = None
    size: int = 1


@dataclass(slots=True)
class Report:
    """What has become of the items, by counts, and a line for each that a person must look at.

    ``revised`` names the files that hold a newer text now, ``alike`` the briefs that may be of one event with
    another. ``stopped``: the run is to go on.
    """

    counts: Counter[str] = field(default_factory=Counter)
    revised: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    stopped: bool = False

    def add(self, kind: str, line: str = "") -> None:
        self.counts[kind] += 1
        lines: list[str] = getattr(self, kind, [])
        if line and len(lines) < _MOST_LINES:
            lines.append(line)


def found(top: Path, says: dict[str, Any], report: Report) -> Iterator[Item]:
    """The items below a folder, in the order of their names; what is passed over is counted.

    No link is followed: what it leads to is either below the folder too, or none of its business.
    """
    waiting = [top]
    while waiting:
        path = waiting.pop()
        where = clean_line(str(path))
        try:
            if path != top and (path.name.startswith(".") or path.is_symlink()):
                report.add("skipped")
            elif path.is_dir():
                if layout.is_brief(path):
                    yield _brief(path, top, says)
                else:
                    waiting += sorted(path.iterdir(), reverse=True)
            elif path.suffix.lower() in formats.SUFFIXES | formats.OTHERS:  # of the latter it is told why
                yield file(path, says, top)
            else:
                report.add("skipped")
        except OSError as error:
            report.add("failed", f"{where}: cannot be read: {reason(error)}")


def file(path: Path, says: dict[str, Any], root: Path | None = None) -> Item:
    return Item(clean_line(str(path)), lambda: proposing.read([path], says, root))


def _brief(path: Path, top: Path, says: dict[str, Any]) -> Item:
    path = path if path.name.strip(".") else path.resolve()  # its name is the brief's id

    def read() -> list[Text]:
        return proposing.read([p for p in layout.files(path) if p.name != layout.BRIEF_FILE], says, top)

    def whole() -> tuple[Brief, str]:
        return folder.read_folder(path, "files", within=top), copied_brief_file(path, top)

    return Item(clean_line(str(path)), read, brief=whole)


class Run:
    """Takes items one by one. ``decision`` is what a person has said of all of them.

    ``apart``: where an event is found and nobody has decided, the text becomes a brief of its own, and the
    report says so; else it is not kept.
    """

    def __init__(
        self,
        shelf: Shelf,
        report: Report,
        decision: Decision,
        *,
        apart: bool = False,
        table: Table | None = None,
    ) -> None:
        self._shelf = shelf
        self._report = report
        self._decision = decision
        self._apart = apart
        self._table = table or Table(shelf)
        self._batch = Batch(shelf.own_place, self._table.staged, self._lost)
        self._table.settle = self._batch.settle

    def all(self, items: Iterable[Item], stop: Callable[[], bool]) -> None:
        """Every item, until ``stop`` says so between two of them: then a later run goes on from here."""
        with self._batch:
            for item in items:
                if stop():
                    self._report.stopped = True
                    break
                self._take(item)

    def _take(self, item: Item) -> None:
        try:
            proposal = proposing.settle(item.read(), self._table)
            done, proposal = self._kept(item, proposal)
        except Undecided as error:
            self._report.add("undecided", str(error))
        except BriefingError as error:
            self._report.add("failed", str(error))
        except OSError as error:
            name = clean_line(str(error.filename or item.where))
            self._report.add("failed", f"{name}: {reason(error)}")
        else:
            if item.event:
                self._table.put_event(item.event, done.id)
            self._note(done, proposal)

    def _kept(self, item: Item, proposal: Proposal) -> tuple[Imported, Proposal]:
        made = ""
        if item.brief:
            brief, made = item.brief()
            proposal = replace(proposal, brief=brief)
        elif proposal.fate is Fate.REVISION and self._replaced(proposal):
            proposal = replace(proposal, fate=Fate.KNOWN)
        decision = self._decide(item, proposal)
        try:
            return keep(self._shelf, proposal, decision, item.where, self._batch, made), proposal
        except Undecided:
            if not self._apart:
                raise
        done = keep(self._shelf, proposal, Decision(join=False), item.where, self._batch)
        others = " or ".join(proposal.found)
        self._report.add("alike", f"{item.where}: {done.id} looks like the event of {others}")
        return done, proposal

    def _replaced(self, proposal: Proposal) -> bool:
        """Whether a newer text has taken the place of these. Nobody is asked here, and of two forms of a text
        that are imported again and again each would replace the other.
        """
        at = self._table.folder(proposal.id)
        return all(revisions.replaced(t.readout, at) for t in proposal.texts)

    def _decide(self, item: Item, proposal: Proposal) -> Decision:
        if proposal.fate is Fate.KNOWN or self._decision.brief:
            return self._decision
        if item.brief:
            self._same_day(item, proposal.brief)
            return Decision(proposal.brief.id)
        if item.event and (laid := self._table.of_event(item.event)):
            return Decision(laid)
        # That it is the same document is read off the text itself, and the earlier one is kept.
        revised = proposal.fate is Fate.REVISION and self._decision.join is None
        return Decision(join=True) if revised else self._decision

    def _same_day(self, item: Item, brief: Brief) -> None:
        """A folder that only happens to have a brief's name is not laid into that, and none where only new
        briefs are wanted. Raises BriefingError.
        """
        there = self._table.get(brief.id)
        if there and self._decision.join is False:
            raise BriefingError(f"{item.where}: there is a brief {brief.id} already; rename the folder")
        if there and there.date != brief.date:
            day = there.date or "not dated"
            raise BriefingError(f"{item.where}: {brief.id} is another brief, {day}; rename the folder")

    def _note(self, done: Imported, proposal: Proposal) -> None:
        """Counts it, and makes the table know it."""
        kind = "new" if done.new else "revised" if done.revised else "joined" if done.written else "known"
        self._report.add(kind, clean_line(str(done.revised[0].new)) if done.revised else "")
        if kind == "known":
            return
        table, brief, of = self._table, proposal.brief, frozenset(proposal.between)
        if done.revised:
            at = table.folder(done.id)
            brief = folder.read_folder(at, "", within=layout.reach(at, own=self._shelf.own_place.own))
        marks = tuple(map(mark, brief.readouts))
        there = table.get(done.id)
        if there is None or done.new:
            table.put(Held(done.id, str(done.folder), brief.date, brief.sides, marks), of)
        else:
            texts = marks if done.revised else tuple(dict.fromkeys((*there.texts, *marks)))
            sides = tuple(dict.fromkeys((*there.sides, *brief.sides)))
            table.put(there._replace(texts=texts, sides=sides), of | table.between(there))

    def _lost(self, brief_id: str, kind: str, error: OSError) -> None:
        self._report.counts[kind] -= 1
        self._report.add("failed", f"{brief_id}: cannot be written: {reason(error)}; import again")
