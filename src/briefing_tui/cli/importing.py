"""``briefing import``: texts into the library."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing_tui.cli import completing
from briefing_tui.cli.options import checked, overrules, shown
from briefing_tui.desk import Desk
from briefing_tui.model import SourceKind

if TYPE_CHECKING:
    from briefing_tui.library.bulk import Item, Report
    from briefing_tui.library.importing import Decision, Imported
    from briefing_tui.library.proposing import Proposal


_KIND = click.Choice([kind.value for kind in SourceKind])


def _fields(command: Any) -> Any:
    """Options for what a text does not say of itself, or says wrongly."""
    for option in (
        click.option("--url", metavar="URL", help="Where it stands."),
        click.option("--publisher", metavar="NAME", help="Who published it there."),
        click.option("--complete/--incomplete", default=None, help="Whether it is the whole text."),
        click.option("--source", type=_KIND, help="What kind of text it is."),
        click.option("--issuer", metavar="NAME", help="Who speaks: an office, a person."),
        click.option("--date", metavar="DATE", help="The day, as 2026-02-04."),
        click.option("--title", metavar="TITLE", help="Its title."),
    ):
        command = option(command)
    return overrules(command)


@click.command("import", epilog="Example: briefing import ours.txt theirs.txt")
@click.argument("names", nargs=-1, metavar="PATH...", shell_complete=completing.files)
@click.option(
    "--brief",
    "brief_id",
    metavar="ID",
    shell_complete=completing.briefs,
    help="The brief to make or to add to.",
)
@click.option("--join/--new", default=None, help="Where the event has a brief: join that, or make a new one.")
@click.option(
    "--from",
    "dump",
    metavar="FILE",
    shell_complete=completing.files,
    help="A dump, JSON Lines or CSV, with a readout a row.",
)
@click.option("--map", "columns", metavar="FIELD=COLUMN,...", help="Which column of the dump is what.")
@_fields
@click.pass_obj
def import_(
    desk: Desk,
    /,
    names: tuple[str, ...],
    brief_id: str | None,
    join: bool | None,
    dump: str | None,
    columns: str | None,
    **fields: Any,
) -> None:
    """Keep readouts in your library.

    Files become one brief; a folder is taken file by file, a dump row by row.
    """
    from briefing_tui.library import bulk
    from briefing_tui.library.importing import Decision

    if bool(names) == bool(dump):
        raise click.UsageError("name files or a folder, or a dump with --from")
    if columns and not dump:
        raise click.UsageError("--map goes with --from")
    says, decision = _said(fields), Decision(brief_id or "", join)
    paths = desk.files([dump] if dump else names)
    many = bool(dump) or any(p.is_dir() for p in paths)
    if (many or len(paths) > 1) and (lone := {"title", "url"} & says.keys()):
        raise click.UsageError(f"--{min(lone)} is of one text alone")
    report = bulk.Report()
    if dump:
        from briefing_tui.library import dumps

        rows = dumps.items(paths[0], dumps.mapping(columns or ""), says)
        size = paths[0].stat().st_size if paths[0].is_file() else 0
        _run(desk, rows, size, report, decision, apart=True)
    elif many:
        items = [
            i for p in paths for i in (bulk.found(p, says, report) if p.is_dir() else [bulk.file(p, says)])
        ]
        _run(desk, items, len(items), report, decision, apart=False)
    else:
        _tell(desk, *_one(desk, paths, says, decision))


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """What was said by options, by the keys of front matter. Raises UsageError."""
    from briefing_tui.library.proposing import said
    from briefing_tui.model import BriefingError

    side, lang = checked(fields.pop("side"), fields.pop("lang"))
    try:
        date = said({"published": fields.pop("date")})
    except BriefingError:
        raise click.UsageError("--date: write it as 2026-02-04") from None
    return said({**fields, "side": side, "language": lang, **date})


def _one(
    desk: Desk, paths: list[Path], says: dict[str, Any], decision: Decision
) -> tuple[Imported, Proposal]:
    """The files as one brief; where it is to be decided, and somebody is there, that is asked."""
    from briefing_tui.library.importing import Decision, Undecided, keep
    from briefing_tui.library.proposing import Fate, read, settle
    from briefing_tui.library.table import Table

    texts = read(paths, says)
    proposal = settle(texts, None if decision.brief else Table(desk.shelf))
    where = shown(paths[0])
    try:
        return keep(desk.shelf, proposal, decision, where), proposal
    except Undecided:
        if len(proposal.found) > 1 or not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
    asked = "put it in the place of the older text in" if proposal.fate is Fate.REVISION else "join brief"
    joined = click.confirm(f"{where}: {asked} {proposal.id}?", err=True)
    return keep(desk.shelf, proposal, Decision(join=joined), where), proposal


def _tell(desk: Desk, done: Imported, proposal: Proposal) -> None:
    for remark in dict.fromkeys(r for t in proposal.texts for r in t.readout.remarks):
        click.echo(f"remark   {remark}")
    for path in done.written:
        click.echo(f"written  {shown(path)}")
    for revised in done.revised:
        click.echo(f"replaced {shown(revised.new)}")
        click.echo(f"kept     {shown(revised.kept.relative_to(done.folder))}")
    for key in done.known:
        click.echo(f"known    {key} is in the brief already, word for word")
    if done.revised:
        click.echo(f"notes    {_standing_of_notes(desk, done.id)}")
    click.echo(f"brief    {done.id}")


def _run(
    desk: Desk, items: Iterable[Item], size: int, report: Report, decision: Decision, *, apart: bool
) -> None:
    from briefing_tui.library import bulk

    with _stopping() as stop, _watched(items, size) as watched:
        bulk.Run(desk.shelf, report, decision, apart=apart).all(watched, stop)
    for line in (*report.failed, *report.undecided, *report.alike):
        click.echo(f"briefing: {line}", err=True)
    for path in report.revised:
        notes = _standing_of_notes(desk, Path(path).parent.name)
        click.echo(f"replaced  {path}; notes {notes}")
    for kind, words in _KINDS.items():
        if kind == "new" or report.counts[kind]:
            click.echo(f"{kind:<9} {report.counts[kind]:<6} {words}".rstrip())
    if report.stopped:
        click.echo("briefing: stopped; the same command again goes on from here", err=True)
        raise SystemExit(130)
    if report.counts["failed"] or report.counts["undecided"]:
        raise SystemExit(1)


_KINDS = {
    "new": "",
    "joined": "to a brief that was there",
    "revised": "a newer text in the place of an older one",
    "known": "in the library already, word for word",
    "alike": "of the new ones: may be the event of another brief; to lay such together: --join",
    "skipped": "hidden, a link, or no readout",
    "undecided": "not kept: --join or --new says what to do",
    "failed": "not kept",
}


@contextmanager
def _watched(items: Iterable[Item], size: int) -> Iterator[Iterable[Item]]:
    """The items, with a bar on a terminal for how far they are."""
    if not (sys.stderr.isatty() and size):
        yield items
        return
    with click.progressbar(length=size, label="importing", file=sys.stderr) as bar:

        def counted() -> Iterator[Item]:
            for item in items:
                yield item
                bar.update(item.size)

        yield counted()


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Ctrl-C is heard between two texts; a second one is heard at once."""
    heard: list[int] = []

    def hear(number: int, _: object) -> None:
        heard.append(number)
        signal.signal(number, before)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: bool(heard)
    finally:
        signal.signal(signal.SIGINT, before)


def _standing_of_notes(desk: Desk, brief_id: str) -> str:
    from briefing_tui.notes.standings import counted

    return counted(desk.notes.of(brief_id), desk.shelf.open(brief_id).readouts)
