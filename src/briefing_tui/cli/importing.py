"""``briefing import``: texts into the library."""

from __future__ import annotations

import click

from briefing_tui.cli.options import checked, overrules, shown
from briefing_tui.desk import Desk
from briefing_tui.model import Standing


@click.command("import")
@click.argument("names", nargs=-1, required=True, metavar="PATH...")
@click.option("--brief", "brief_id", metavar="ID", help="The brief to make or to add to.")
@overrules
@click.pass_obj
def import_(
    desk: Desk, names: tuple[str, ...], brief_id: str | None, side: str | None, lang: str | None
) -> None:
    """Keep readout files in your library as one brief; a newer text takes the place of the older one."""
    from briefing_tui.library.importing import keep_files as keep

    side, lang = checked(side, lang)
    done = keep(desk.shelf, desk.files(names), brief_id=brief_id, side=side, language=lang)
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


def _standing_of_notes(desk: Desk, brief_id: str) -> str:
    """How many notes the brief has, and how they stand in its texts as they are now."""
    from collections import Counter

    from briefing_tui.notes.anchors import standing

    texts = desk.shelf.open(brief_id).readouts
    kept = desk.notes.of(brief_id)
    count = Counter("unreadable" if n.problem else standing(n.anchor, texts).words for n in kept)
    order = (*(s.words for s in Standing), "unreadable")
    return f"{len(kept)}: " + ", ".join(f"{count[w]} {w}" for w in order if count[w]) if kept else "none"
