"""``briefing doctor``: what this machine and this terminal can do, what is broken, and a remedy for each."""

from __future__ import annotations

from collections.abc import Iterator

import click

from briefing_tui.cli.doctor.finding import BROKEN, HINT, Finding
from briefing_tui.cli.options import shown
from briefing_tui.desk import Desk


@click.command(epilog="Example: briefing doctor")
@click.pass_obj
def doctor(desk: Desk) -> None:
    """Print what is wrong with terminal and files, and what to do.

    A line begins with ok, hint or broken, and the line below a hint or a fault with do: a command, or a
    sentence. Exits with 1 where something is broken.
    """
    states = []
    for found in _findings(desk):
        states.append(found.state)
        click.echo(f"{found.state:8}{found.subject:13}{shown(found.words)}")
        if found.remedy:
            click.echo(f"{'do':21}{shown(found.remedy)}")
    count, hints = states.count(BROKEN), states.count(HINT)
    click.echo(f"\n{count or 'nothing'} broken, {hints} hint{'s' * (hints != 1)}")
    if count:
        raise SystemExit(1)


def _findings(desk: Desk) -> Iterator[Finding]:
    from briefing_tui.cli.doctor import files, machine, places, terminal

    yield from terminal.findings(desk.options)
    yield from machine.findings()
    yield from places.findings(desk.paths)
    yield from files.findings(desk)
