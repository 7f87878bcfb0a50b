"""``briefing changes``: a brief beside the last meeting of the same sides."""

from __future__ import annotations

import click

from briefing_tui.cli import completing
from briefing_tui.cli.options import print_json
from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError


@click.command(epilog="Example: briefing changes 2026-02-04-putin-xi")
@click.argument("name", metavar="BRIEF|PATH", shell_complete=completing.briefs_and_files)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--original", is_flag=True, help="The sides’ original languages.")
@click.pass_obj
def changes(desk: Desk, name: str, as_json: bool, original: bool) -> None:
    """Print what is new since the last meeting of the same sides."""
    from briefing_tui import printing
    from briefing_tui.library.since import since, why_none

    brief = desk.brief([name])
    made = since(desk.shelf, desk.entries(), brief, desk.compare, original=original)
    if made is None:
        raise BriefingError(why_none(brief))
    if as_json:
        print_json(printing.changes_keys(made))
        return
    for line in printing.changes(made):
        click.echo(line)
