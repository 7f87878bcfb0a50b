"""``briefing`` and ``briefing open``: the screen."""

from __future__ import annotations

import click

from briefing_tui.cli import completing
from briefing_tui.cli.options import bandwidth, checked, overrules, with_bandwidth
from briefing_tui.desk import Desk


@click.command("open", hidden=True, epilog="Example: briefing open ours.txt --side russia")
@click.argument("names", nargs=-1, metavar="[BRIEF|PATH...]", shell_complete=completing.briefs_and_files)
@overrules
@bandwidth  # behind the names too, where people write options
@click.pass_obj
def open_(
    desk: Desk, names: tuple[str, ...], side: str | None, lang: str | None, low_bandwidth: bool | None
) -> None:
    """Open the library, a brief by its id, or readout files as they are; - is a text from a pipe."""
    if side or lang:
        side, lang = checked(side, lang)
    desk.options = with_bandwidth(desk.options, low_bandwidth)
    raise SystemExit(desk.open_screen(names, side, lang))
