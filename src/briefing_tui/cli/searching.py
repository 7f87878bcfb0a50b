"""``briefing search``: words in all readouts."""

from __future__ import annotations

import click

from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.pass_obj
def search(desk: Desk, words: tuple[str, ...]) -> None:
    """Find paragraphs that hold all the words."""
    from briefing_tui.library.search import search as look

    if not "".join(words).strip():
        raise click.UsageError("say which words to look for")
    found = False
    for hit in look(desk.shelf, " ".join(words)):
        found = True
        text = " / ".join(hit.block.text.split("\n"))
        click.echo(f"{hit.brief}  {hit.readout.key} ¶{hit.block.number}: {text}")
    if not found:
        raise BriefingError(f"nothing found for {' '.join(words)!r}")
