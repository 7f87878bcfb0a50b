"""``briefing list``, ``show``, ``gaps`` and ``cards``: briefs as plain text, and their analysis."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefing_tui.cli import completing
from briefing_tui.cli.options import checked, columns, compare, known_card, overrules, print_json
from briefing_tui.desk import Desk
from briefing_tui.model import CARDS, BriefingError, Card

if TYPE_CHECKING:
    from briefing_tui.library.shelf import Entry


@click.command(
    "list",
    context_settings={"ignore_unknown_options": True},  # -has:note is no option
    epilog="Example: briefing list side:china after:2025",
)
@click.argument("words", nargs=-1, metavar="[FILTER]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_(desk: Desk, words: tuple[str, ...], as_json: bool) -> None:
    """List the briefs, the newest first; all, or by a filter.

    A filter is words of title, id and place, and keys: side:china after:2015 before: on: kind: lang: tag:
    has:note has:gap card:economy origin:yours is:broken. A minus before any of them: it must not hold.
    """
    if option := next((w for w in words if w.startswith("--")), ""):
        raise click.NoSuchOption(option)
    entries = _passing(desk, " ".join(words)) if words else desk.entries()
    if words and not entries and not as_json:
        raise BriefingError("no brief passes the filter")
    counts = desk.notes.counts()
    if as_json:
        print_json(
            [
                {
                    "id": e.id, "title": e.title, "date": e.date, "sides": e.sides, "origin": e.origin,
                    "notes": counts.get(e.id, 0), "problem": e.problem,
                }
                for e in entries
            ]
        )  # fmt: skip
        return
    for e in entries:
        what = f"broken: {e.problem}" if e.problem else f"{e.title}  [{', '.join(e.sides)}]"
        click.echo(f"{e.date or '-':10}  {e.id:32}  {e.origin:8}  {what}")


def _passing(desk: Desk, words: str) -> Sequence[Entry]:
    """The briefs that pass the filter; where it asks for that, all are analysed, which takes its time."""
    from briefing_tui.finding import facts, filtering

    where = filtering.where(words, desk.notes.counts(), desk.notes.all)
    desk.entries()
    if where.facts and (unknown := desk.catalogue.unknown()):
        with click.progressbar(
            length=unknown, label="analysing", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            facts.learn(desk.catalogue, desk.shelf, desk.corrections, told=lambda *_: bar.update(1))
    return desk.catalogue.rows(where)


@click.command(epilog="Example: briefing show 2026-02-04-putin-xi --card economy")
@click.argument("name", metavar="BRIEF|PATH", shell_complete=completing.briefs_and_files)
@click.option(
    "--card",
    metavar="CARD",
    callback=known_card,
    shell_complete=completing.cards,
    help="One card alone: economy, regional, ...",
)
@click.option("--original", is_flag=True, help="The sides’ original languages.")
@click.option(
    "--width",
    type=click.IntRange(min=20),
    metavar="N",
    help="Break lines at words, at N columns. Else at the terminal’s width; in a pipe, not at all.",
)
@click.pass_obj
def show(desk: Desk, name: str, card: Card | None, original: bool, width: int | None) -> None:
    """Print a brief as plain text, card by card, in reading order."""
    from briefing_tui import printing

    brief = desk.brief([name])
    made = compare(desk, brief, original=original)
    lines = printing.brief(brief, made, [card] if card else CARDS)
    for line in printing.wrapped(lines, width or columns()):
        click.echo(line)


@click.command(epilog="Example: briefing gaps 2026-02-04-putin-xi")
@click.argument("name", metavar="BRIEF|PATH", shell_complete=completing.briefs_and_files)
@click.option("--original", is_flag=True, help="The sides’ original languages.")
@click.pass_obj
def gaps(desk: Desk, name: str, original: bool) -> None:
    """Print what only one side says, card by card.

    And where both say the same differently.
    """
    from briefing_tui import printing

    made = compare(desk, desk.brief([name]), original=original)
    if made.right is None:
        raise BriefingError("the brief has one side’s text only: nothing to compare it with")
    for line in printing.ledger(made):
        click.echo(line)


@click.command(epilog="Example: briefing cards ours.txt theirs.txt --json")
@click.argument("names", nargs=-1, required=True, metavar="PATH...", shell_complete=completing.files)
@click.option("--json", "as_json", is_flag=True, required=True, help="Print JSON (the only form there is).")
@overrules
@click.pass_obj
def cards(desk: Desk, names: tuple[str, ...], as_json: bool, side: str | None, lang: str | None) -> None:
    """Analyse one or two readouts and print cards and matches."""
    from briefing_tui import printing
    from briefing_tui.library.folder import read_files

    side, lang = checked(side, lang)
    files = desk.files(names)
    brief = read_files(files, side=side, language=lang)
    if len(brief.readouts) > 2:
        raise click.UsageError(f"two readouts at most; these files hold {len(brief.readouts)}")
    left, *rest = brief.readouts
    made = desk.shelf.analyse(left, rest[0] if rest else None)
    path_of = dict(zip((r.key for r in brief.readouts), [*files, files[-1]], strict=False))
    print_json(printing.analysis(made, path_of))
