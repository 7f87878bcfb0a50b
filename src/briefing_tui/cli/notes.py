"""``briefing notes``: the analyst's own texts."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import click

from briefing_tui.cli import completing
from briefing_tui.cli.options import print_json, shown
from briefing_tui.desk import Desk, complain
from briefing_tui.model import BriefingError, Note


@click.command(epilog="Example: briefing notes --tag iran")
@click.argument("brief", required=False, shell_complete=completing.briefs)
@click.option("--tag", "tags", metavar="T", multiple=True, help="Only those with this tag; twice: with both.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "webannotation"]),
    help="What to print: text (else chosen), JSON, or W3C Web Annotations in JSON-LD.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: --format json.")
@click.pass_obj
def notes(desk: Desk, brief: str | None, tags: tuple[str, ...], form: str | None, as_json: bool) -> None:
    """List your notes, of one brief or of all."""
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json is --format json; leave it out for --format {form}")
    from briefing_tui import printing
    from briefing_tui.notes.filter import has_tag
    from briefing_tui.notes.standings import Standings

    desk.use_own_words()  # a card of the desk's own may have notes
    kept = desk.notes.of(brief) if brief else desk.notes.all()
    for c in desk.corrections.of(brief) if brief else desk.corrections.all():
        if c.problem:
            complain(BriefingError(c.problem))
    if problem := desk.notes.problem(brief or ""):
        if not kept:
            raise BriefingError(problem)
        complain(BriefingError(problem))
    if brief and not kept and brief not in {e.id for e in desk.entries()}:
        raise BriefingError(f"no brief and no notes named {shown(brief)}; `briefing list` shows the briefs")
    chosen = [n for n in kept if all(has_tag(n, t) for t in tags)]
    if form == "webannotation":
        for n in kept:  # a broken one too whose tags cannot be read
            if n.problem:
                complain(BriefingError(n.problem))
        print_json(_web_annotations(desk, chosen))
        return
    standings = Standings(desk.shelf.open)
    found = [(n, standings.of(n)) for n in chosen]
    if as_json or form == "json":
        print_json([printing.note_keys(n, standing, desk.notes.path(n)) for n, standing in found])
        return
    for n, standing in found:
        click.echo(printing.note_line(n, standing))


def _web_annotations(desk: Desk, chosen: Sequence[Note]) -> dict[str, Any]:
    """The notes as a collection, with what their briefs say, where these can be opened."""
    from briefing_tui.export.webannotation import collection

    briefs = {}
    for brief_id in {n.brief for n in chosen}:
        with contextlib.suppress(BriefingError):
            briefs[brief_id] = desk.shelf.open(brief_id)
    return collection(chosen, briefs)
