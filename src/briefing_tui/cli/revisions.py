"""``briefing revisions``: the earlier texts of a readout, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from briefing_tui.cli import completing
from briefing_tui.cli.options import shown
from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError

if TYPE_CHECKING:
    from briefing_tui.analysis.collating import Collation


@click.command(epilog="Example: briefing revisions 2026-02-04-putin-xi")
@click.argument("name", metavar="BRIEF", shell_complete=completing.briefs)
@click.argument("key", metavar="[READOUT]", required=False, shell_complete=completing.texts)
@click.pass_obj
def revisions(desk: Desk, name: str, key: str | None) -> None:
    """Print what has changed in a brief's texts, word by word.

    Since they were first kept: [-gone-] and {+new+}. READOUT is one of them, such as russia.en.
    """
    from briefing_tui.analysis.collating import compare
    from briefing_tui.library.earlier import changes

    brief = desk.brief([name])
    readouts = [r for r in brief.readouts if key in (None, r.key)]
    if not readouts:
        known = ", ".join(r.key for r in brief.readouts)
        raise BriefingError(f"{brief.id} has no text {shown(key or '')}; it has {known}")
    found = [(readout, change) for readout in readouts for change in changes(brief, readout)]
    for n, (readout, change) in enumerate(found):
        old, new = change.read()
        click.echo("\n" * bool(n) + f"{readout.key}: {old.when} → {new.when}")
        for line in _lines(compare(old.readout, new.readout)):
            click.echo(line)
    if not found:
        click.echo(f"{key or brief.id}: no earlier texts are kept")


def _lines(made: Collation) -> Iterator[str]:
    from briefing_tui.analysis.collating import numbers
    from briefing_tui.analysis.worddiff import signed

    for name, before, after in made.heads:
        both = " ".join(signed(kind, text) for kind, text in (("gone", before), ("new", after)) if text)
        yield f"~ {name}: {both}"
    for rows in made.folded():
        first, last = rows[0], rows[-1]
        old, new = made.old[first.old : last.old_end], made.new[first.new : last.new_end]
        if first.same:
            yield f"= {_places(numbers(old), numbers(new))} unchanged"
            continue
        words = "".join(signed(*stretch) for stretch in made.stretches(first))
        sign = "~" if old and new else "-" if old else "+"
        where = _places(*(numbers(text) for text in (old, new) if text))
        yield f"{sign} {where} {' '.join(words.split())}"


def _places(old: str, new: str = "") -> str:
    return f"{old} → {new}" if new and new != old else old
