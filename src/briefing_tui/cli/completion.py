"""``briefing completion``: scripts for shells, which ask the same command what may follow."""

from __future__ import annotations

from importlib import resources

import click

from briefing_tui.desk import Desk
from briefing_tui.reading.unsafe import clean_line

SHELLS = ("bash", "zsh", "fish")


@click.command(epilog="Example: source <(briefing completion bash)")
@click.argument("shell", type=click.Choice(SHELLS))
@click.argument("typed", nargs=-1, metavar="")
@click.pass_obj
def completion(desk: Desk, shell: str, typed: tuple[str, ...]) -> None:
    """Print the script that lets bash, zsh or fish complete words.

    Commands, options, briefs, cards, sides and files are completed. The line below stands in ~/.bashrc; zsh
    and fish take the script from a file: docs/settings.md says where.
    """
    if not typed:
        script = resources.files(__package__).joinpath(f"completion.{shell}").read_text("utf-8")
        click.echo(script, nl=False)
        return
    from briefing_tui.cli.completing import words
    from briefing_tui.cli.group import cli

    for item in words(cli, desk, typed):
        if item.value == clean_line(item.value):  # no name that would command the terminal
            click.echo(f"{item.type}\t{item.value}\t{item.help or ''}")
