"""``briefing formulas``: set phrases from meeting to meeting of the same sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from briefing_tui.cli import completing
from briefing_tui.cli.options import columns, print_json
from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError, UsageError

if TYPE_CHECKING:
    from briefing_tui.analysis.timeline import Course
    from briefing_tui.library.timelines import Timeline

_DOTS = 40  # the last meetings of a long series


@click.command(epilog="Example: briefing formulas 2026-02-04-putin-xi --side russia")
@click.argument("name", metavar="[BRIEF]", required=False, shell_complete=completing.briefs)
@click.option(
    "--side",
    metavar="SIDE",
    shell_complete=completing.sides_alone,
    help="One side’s formulas alone: russia, china, ...",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def formulas(desk: Desk, name: str | None, side: str | None, as_json: bool) -> None:
    """Print what has become of the sides' set phrases.

    They are new, kept, reworded or dropped. With a brief: at that meeting, against those before it. Without:
    at the last one of every series.
    """
    from briefing_tui import printing
    from briefing_tui.library import timelines

    shelf = desk.shelf
    if name:
        found = [timelines.of_brief(shelf, desk.entries(), desk.brief([name]))]
    else:
        found = timelines.all_series(shelf, desk.entries())
    if not found:
        raise BriefingError("no two meetings of the same sides in the library: nothing to follow over time")
    sides = {t.side for made in found for e in made.events for t in e.texts}
    if side and side not in sides:
        raise UsageError(f"no side {side!r} in these meetings; there are {', '.join(sorted(sides))}")
    shown = [(made, _of(side, made.courses), _of(side, timelines.repeated(shelf, made))) for made in found]
    if as_json:
        print_json([_keys(*row) for row in shown])
        return
    lines = (
        line for i, row in enumerate(shown) for line in (*[""] * bool(i), *_lines(*row, latest=not name))
    )
    for line in printing.wrapped(lines, columns()):
        click.echo(line)


def _of(side: str | None, courses: Sequence[Course]) -> list[Course]:
    return [c for c in courses if side in (None, c.side)]


def _lines(
    made: Timeline, courses: Sequence[Course], repeated: Sequence[Course], *, latest: bool
) -> Iterator[str]:
    from briefing_tui.analysis.timeline import Status

    names = {t.side: t.side_name for e in made.events for t in e.texts}
    count = "1 meeting" if len(made.events) == 1 else f"{len(made.events)} meetings"
    yield f"{' | '.join(names.values())}: {count}"
    for i, event in enumerate(made.events, 1):
        yield f"{i:3}  {event.date}  {event.brief}  {event.title}"
    shown = [c for c in courses if latest or c.status is not Status.EARLIER]
    status = None
    for course in shown:
        if course.status is not status:
            status = course.status
            yield f"\n{status.upper()}: {status.words}"
        yield from _line(made, course)
    if not shown:
        yield "\nno known formula in these texts"
    if repeated:
        yield "\nREPEATED: not known as formulas, said word for word at several of these meetings"
        for course in repeated:
            yield from _line(made, course)
    if any(c.retold for c in shown):
        yield "\n* by a digest or a summary, whose words are not the side’s own"
    if any(cell.sign == "○" for c in (*shown, *repeated) for cell in c.cells):
        yield "\n○ in a digest or a summary alone, not quoted: the words may not be the side’s own"


def _line(made: Timeline, course: Course) -> Iterator[str]:
    from briefing_tui.analysis.formulas import formulas
    from briefing_tui.analysis.timeline import dots, rewording

    first, last = (made.events[i].date for i in course.seen)
    name = f"“{course.phrase}”" if course.phrase else formulas()[course.formula].name
    when = f"since {first}" if course.cells[-1].there else f"{first} to {last}"
    if first == last:
        when = first
    state = f" {course.status}" * bool(course.phrase)
    star = "*" * course.retold
    yield f"  {dots(course, _DOTS)}  {course.side_name}: {name}{star} ({when}{state and ',' + state})"
    if changed := rewording(made.events, course):
        yield f"      {changed}"
    elif course.unusual:
        yield f"      as {', '.join(f'“{words}”' for words in course.unusual)}"


def _keys(made: Timeline, courses: Sequence[Course], repeated: Sequence[Course]) -> dict[str, Any]:
    from briefing_tui.analysis.formulas import formulas

    def keys(course: Course) -> dict[str, Any]:
        first, last = course.seen
        return {
            "formula": course.formula,
            "name": course.phrase or formulas()[course.formula].name,
            "side": course.side,
            "status": course.status,
            "retold": course.retold,
            "there": [cell.there for cell in course.cells],
            "verbatim": [cell.verbatim for cell in course.cells],
            "words": [list(cell.words()) for cell in course.cells],
            "first": made.events[first].date,
            "last": made.events[last].date,
            "before": course.before,
            "now": course.now,
            "against": "" if course.against is None else made.events[course.against].date,
        }

    return {
        "events": [{"brief": e.brief, "date": e.date, "title": e.title} for e in made.events],
        "formulas": [keys(c) for c in courses],
        "repeated": [keys(c) for c in repeated],
    }
