"""``briefing completion``: scripts for shells, which ask the same command what may follow."""

from __future__ import annotations

import re
from importlib import resources

import click

from briefing_tui.desk import Desk
from briefing_tui.reading.unsafe import clean_line

SHELLS = ("bash", "zsh", "fish")
# What means something to a shell, other than a space. Bash puts an id on the line as it is, or all but quotes
# it: one that a colleague has named `...` would be run.
_SPECIAL = re.compile(r"[`$\\\"'();&|<>*?\[\]{}!#~^]")


@click.command(epilog="Example: source <(briefing completion bash)")
@click.argument("shell", type=click.Choice(SHELLS))
@click.argument("typed", nargs=-1, metavar="")
@click.pass_obj
def completion(desk: Desk, shell: str, typed: tuple[str, ...]) -> None:
    """Print the script that lets bash, zsh or fish complete words.

    Commands, options, briefs, cards, sides and files are completed. The line below stands in ~/.bashrc. zsh
    takes the script from a file _briefing in a folder of its fpath, fish from
    ~/.config/fish/completions/briefing.fish.
    """
    if not typed:
        script = resources.files(__package__).joinpath(f"completion.{shell}").read_text("utf-8")
        click.echo(script, nl=False)
        return
    from briefing_tui.cli.completing import words
    from briefing_tui.cli.group import cli

    for item in words(cli, desk, typed):
        # No name that would command the terminal, or the shell; its own files that quotes itself.
        if item.value == clean_line(item.value) and (item.type != "plain" or not _SPECIAL.search(item.value)):
            click.echo(f"{item.type}\t{item.value}\t{clean_line(item.help or '')}")
