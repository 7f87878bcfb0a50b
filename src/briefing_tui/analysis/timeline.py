"""Formulas from meeting to meeting of the same sides: where each stood, and what has become of it.

A side's texts of one meeting in all its languages count once. What is compared with the last meeting (on an
earlier day) is compared within a language: a translation is no rewording. Absence is told only of a text that
is complete, the side's own and in a language in which the formula is known; else nothing is known. Where last
time is not known, what is there now is compared with the last meeting at which it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from briefing_tui.analysis.discovered import Phrase
from briefing_tui.analysis.formulas import Use, find
from briefing_tui.model import Brief, Spot


class Status(StrEnum):
    """What has become of a formula at the last of the meetings, in the order in which it is worth reading.

    ``AGAIN``: there now and at an earlier meeting, but of the last one it is not known. ``FIRST``: there is
    no meeting before this one. ``UNKNOWN``: one of the two texts is incomplete, missing, retold or in another
    language. ``EARLIER``: not now, nor seen last time, but before.
    """

    NEW = "new"
    BACK = "back"
    REWORDED = "reworded"
    DROPPED = "dropped"
    KEPT = "kept"
    AGAIN = "again"
    FIRST = "first"
    UNKNOWN = "unknown"
    EARLIER = "earlier"

    @property
    def sign(self) -> str:
        return _SIGNS[self][0]

    @property
    def words(self) -> str:
        """What the status means, in a line."""
        return _SIGNS[self][1]


_SIGNS = {
    Status.NEW: ("+", "not last time, nor seen before in these meetings"),
    Status.BACK: ("<", "not last time, but before"),
    Status.REWORDED: ("~", "in another wording than last time"),
    Status.DROPPED: ("-", "there last time, and no more"),
    Status.KEPT: ("=", "as last time"),
    Status.AGAIN: ("&", "there now and before; of last time it is not known"),
    Status.FIRST: (".", "no earlier meeting of these sides is at hand"),
    Status.UNKNOWN: ("?", "one text is incomplete, missing, retold, or in another language"),
    Status.EARLIER: (" ", "not there this time, nor seen last time, but before"),
}


_MARKS = str.maketrans(dict.fromkeys('“”«»「」『』"'))


@dataclass(frozen=True, slots=True)
class Text:
    """What is asked of a readout. ``proves``: what is not in it was not said."""

    key: str
    side: str
    side_name: str
    language: str
    proves: bool
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting (a brief's id) with its texts."""

    brief: str
    date: str
    title: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A use in a text of an event."""

    text: Text
    use: Use


@dataclass(frozen=True, slots=True)
class Cell:
    """A side at one meeting: whether the formula is there (None: not known), and where; what the side itself
    says before what is retold.
    """

    there: bool | None
    found: tuple[Found, ...] = ()

    @property
    def verbatim(self) -> bool:
        """Whether it is there in the side's own words."""
        return any(f.use.verbatim for f in self.found)

    @property
    def sign(self) -> str:
        """● there, ○ in a retelling alone, · not there, ? not known."""
        if self.there is None:
            return "?"
        return ("●" if self.verbatim else "○") if self.there else "·"

    def words(self) -> tuple[str, ...]:
        """The words as they stand, but for the marks of a quotation that begins or ends there; each once."""
        return tuple(dict.fromkeys(bare(f.use.words) for f in self.found))


@dataclass(frozen=True, slots=True)
class Course:
    """A formula (its id) of a side over all meetings, a cell a meeting.

    ``formula`` is empty for a phrase that is no known formula but recurs; then ``phrase`` are its words.
    ``before`` and ``now`` are the words of the meeting ``against`` (an index) and of this time where they are
    two wordings. ``retold``: the status rests on a text that is not in the side's own words.
    """

    formula: str
    side: str
    side_name: str
    cells: tuple[Cell, ...]
    status: Status
    retold: bool = False
    before: str = ""
    now: str = ""
    against: int | None = None
    phrase: str = ""

    @property
    def seen(self) -> tuple[int, int]:
        """The first and the last meeting at which it stood."""
        places = [i for i, cell in enumerate(self.cells) if cell.there]
        return places[0], places[-1]

    @property
    def unusual(self) -> tuple[str, ...]:
        """The words at the last meeting where it stood, if its usual wording is none of them."""
        cell = self.cells[self.seen[1]]
        usual = self.phrase or any(not f.use.variant for f in cell.found)
        return () if usual else cell.words()


def event(brief: Brief) -> Event:
    """The meeting with the formulas of its texts."""
    texts = (Text(r.key, r.side, r.side_name, r.language, r.proves_absence, find(r)) for r in brief.readouts)
    return Event(brief.id, brief.date, brief.title, tuple(texts))


def courses(events: Sequence[Event], known: Mapping[str, Iterable[str]]) -> tuple[Course, ...]:
    """What has become of each formula at the last of the events (in order), side by side, formula by formula.

    ``known`` are the formulas' ids with the languages in which each has a wording. A formula that a side
    never used has no course.
    """
    sides = {t.side: t.side_name for e in events for t in e.texts}
    return tuple(
        _course(formula, side, name, [_cell(e, side, formula, frozenset(languages)) for e in events], events)
        for side, name in sides.items()
        for formula, languages in known.items()
        if any(u.formula == formula for e in events for t in e.texts if t.side == side for u in t.uses)
    )


def repeated(events: Sequence[Event], side: str, phrases: Iterable[Phrase]) -> tuple[Course, ...]:
    """The courses of the phrases that were discovered in the side's texts of these events."""
    texts = [{t.key: t for t in e.texts if t.side == side} for e in events]
    name = next((t.side_name for of in texts for t in of.values()), side)
    made = []
    for phrase in phrases:
        found: dict[int, list[Found]] = {}
        for p in phrase.places:
            use = Use("", "", p.paragraph, p.start, p.end, p.words)
            found.setdefault(p.event, []).append(Found(texts[p.event][p.readout], use))
        told = [any(t.proves and t.language == phrase.language for t in of.values()) for of in texts]
        cells = [
            Cell(True, tuple(found[i])) if i in found else Cell(False if told[i] else None)
            for i in range(len(events))
        ]
        made.append(replace(_course("", side, name, cells, events), phrase=phrase.words))
    return tuple(made)


def bare(words: str) -> str:
    """The words, to be quoted: “One China” policy, of which only a part was quoted, as One China policy."""
    return words.translate(_MARKS)


def dots(course: Course, most: int) -> str:
    """The sign of each meeting, in order; of a long series the last ones."""
    signs = "".join(cell.sign for cell in course.cells)
    return signs if len(signs) <= most else "…" + signs[1 - most :]


def rewording(events: Sequence[Event], course: Course) -> str:
    """``was “x”, now “y”``, with the day where it is not last time's; empty where it is no other wording."""
    if not course.before or course.against is None:
        return ""
    day = f" on {events[course.against].date}" if course.status is Status.AGAIN else ""
    return f"was “{course.before}”{day}, now “{course.now}”"


def spot(events: Sequence[Event], course: Course, at: int) -> Spot | None:
    """The first place of the formula at a meeting; None where it does not stand there."""
    found = course.cells[at].found
    if not found:
        return None
    text, use = found[0].text, found[0].use
    return Spot(events[at].brief, text.key, use.paragraph, use.start, use.end)


def _cell(event: Event, side: str, formula: str, languages: frozenset[str]) -> Cell:
    texts = [t for t in event.texts if t.side == side]
    found = tuple(Found(t, u) for t in texts for u in t.uses if u.formula == formula)
    if found:
        return Cell(True, tuple(sorted(found, key=lambda f: not f.use.verbatim)))
    told = any(t.proves and t.language in languages for t in texts)
    return Cell(False if told else None)


def _course(formula: str, side: str, name: str, cells: list[Cell], events: Sequence[Event]) -> Course:
    here = len(cells) - 1
    last = max((i for i in range(here) if events[i].date < events[here].date), default=None)
    made = Course(formula, side, name, tuple(cells), Status.EARLIER)
    now = cells[here]
    if last is None:
        return replace(made, status=Status.FIRST, retold=not now.verbatim) if now.there else made
    if not now.there:
        return _absent(made, Status.DROPPED, cells[last], events[here]) if cells[last].there else made
    seen = next((i for i in range(last, -1, -1) if cells[i].there), None)
    if seen == last:
        return _compared(made, Status.KEPT, last)
    told = _absent(made, Status.NEW if seen is None else Status.BACK, now, events[last])
    return told if told.status is not Status.UNKNOWN or seen is None else _compared(made, Status.AGAIN, seen)


def _absent(course: Course, status: Status, cell: Cell, other: Event) -> Course:
    """The status, if these are the side's own words and the other meeting has a text that would have them."""
    languages = {f.text.language for f in cell.found if f.use.verbatim}
    texts = (t for t in other.texts if t.side == course.side and t.proves)
    known = any(t.language in languages for t in texts)
    return replace(course, status=status if known else Status.UNKNOWN)


def _compared(course: Course, status: Status, at: int) -> Course:
    """The status, with the words of both meetings where these are two wordings: in each language that both
    times has it in the side's own words. What was kept is then reworded.
    """
    then, now = course.cells[at], course.cells[-1]
    pairs = list(_by_language(then, now))
    made = replace(course, status=status, against=at)
    if pairs and not any({f.use.variant for f in a} & {f.use.variant for f in b} for a, b in pairs):
        (before, *_), (after, *_) = pairs[0]
        made = replace(made, before=bare(before.use.words), now=bare(after.use.words))
        return replace(made, status=Status.REWORDED) if status is Status.KEPT else made
    return replace(made, retold=not (then.verbatim and now.verbatim))


def _by_language(then: Cell, now: Cell) -> Iterator[tuple[list[Found], list[Found]]]:
    for language in dict.fromkeys(f.text.language for f in now.found):
        a, b = ([f for f in c.found if f.text.language == language and f.use.verbatim] for c in (then, now))
        if a and b:
            yield a, b
