"""The formulas of the meetings of the same sides, from the cache where the texts are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from briefing_tui.analysis import timeline
from briefing_tui.analysis.discovered import Phrase, Place, discover
from briefing_tui.analysis.formulas import Use, formulas
from briefing_tui.analysis.timeline import Course, Event, Status, Text
from briefing_tui.library.series import series
from briefing_tui.library.shelf import Entry, Shelf
from briefing_tui.model import Brief, BriefingError

_ORDER = {status: i for i, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Timeline:
    """The meetings in their order, and what has become of each formula at the last of them.

    ``entries`` are those that come from the library, ``brief`` the last meeting where it was given.
    """

    events: tuple[Event, ...]
    courses: tuple[Course, ...]
    entries: tuple[Entry, ...]
    brief: Brief | None = None


def of_brief(
    shelf: Shelf,
    entries: Iterable[Entry],
    brief: Brief,
    told: Callable[[int, int], None] = lambda *_: None,
) -> Timeline:
    """The meetings of the brief's sides up to and with it. ``told`` hears before each how many of how many
    are read, and may raise to end it. Raises BriefingError.
    """
    if not brief.date:
        raise BriefingError(f"{brief.id} has no date: it stands in no series of meetings")
    earlier = [
        e
        for e in series(entries, brief.sides)
        if e.id != brief.id and (e.date, e.id) < (brief.date, brief.id)
    ]
    events = []
    for done, entry in enumerate(earlier):
        told(done, len(earlier))
        events.append(_event(shelf, entry))
    return _timeline([*events, timeline.event(brief)], earlier, brief)


def all_series(shelf: Shelf, entries: Sequence[Entry]) -> list[Timeline]:
    """Each series of two meetings or more, that with the latest meeting first. Raises BriefingError."""
    by_sides = {frozenset(e.side_ids): e.side_ids for e in entries if not e.problem and e.date}
    found = [s for sides in by_sides.values() if len(s := series(entries, sides)) > 1]
    found.sort(key=lambda s: (s[-1].date, s[-1].id), reverse=True)
    return [_timeline([_event(shelf, e) for e in of], of, None) for of in found]


def repeated(shelf: Shelf, made: Timeline) -> tuple[Course, ...]:
    """The phrases, no known formulas, that each side repeats over these meetings. Raises BriefingError."""

    def make() -> dict[str, list[Any]]:
        briefs = [shelf.open_folder(e.folder, e.origin, own=e.own) for e in made.entries]
        readouts = [{r.key: r for r in b.readouts} for b in (*briefs, *([made.brief] if made.brief else ()))]
        texts: dict[str, list[Any]] = {}
        for i, event in enumerate(made.events):
            for t in event.texts:
                if t.key in readouts[i]:
                    texts.setdefault(t.side, []).append((i, readouts[i][t.key], t.uses))
        return {side: [astuple(p) for p in discover(of)] for side, of in texts.items()}

    last = "".join(r.hash for r in made.brief.readouts) if made.brief else ""
    kept = shelf.derived(f"repeated {made.brief.id if made.brief else ''} {last}", made.entries, make)
    return tuple(
        course
        for side, phrases in kept.items()
        for course in timeline.repeated(made.events, side, map(_phrase, phrases))
    )


def _timeline(events: Sequence[Event], entries: Sequence[Entry], brief: Brief | None) -> Timeline:
    known = {key: {language for _, language, _ in f.phrases()} for key, f in formulas().items()}
    courses = sorted(timeline.courses(events, known), key=lambda c: _ORDER[c.status])
    return Timeline(tuple(events), tuple(courses), tuple(entries), brief)


def _event(shelf: Shelf, entry: Entry) -> Event:
    def make() -> Any:
        return astuple(timeline.event(shelf.open_folder(entry.folder, entry.origin, own=entry.own)))

    brief, date, title, texts = shelf.derived("formulas", [entry], make)
    made = [Text(*(*about, tuple(Use(*use) for use in uses))) for *about, uses in texts]
    return Event(brief, date, title, tuple(made))


def _phrase(kept: Sequence[Any]) -> Phrase:
    words, language, places, score = kept
    return Phrase(words, language, tuple(Place(*p) for p in places), score)
