"""``briefing export``: a brief with its notes as Markdown."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from briefing_tui.cli import completing
from briefing_tui.cli.options import compare, known_card, shown
from briefing_tui.desk import Desk, complain
from briefing_tui.model import Brief, BriefingError, Card, Comparison


def _changes(desk: Desk, brief: Brief, _: Comparison, original: bool) -> list[str]:
    from briefing_tui.export.since import section
    from briefing_tui.library.since import since, why_none

    return section(since(desk.shelf, desk.entries(), brief, desk.compare, original=original), why_none(brief))


def _tone(_: Desk, brief: Brief, made: Comparison, __: bool) -> list[str]:
    from briefing_tui.analysis.strips import strips
    from briefing_tui.export.tone import section

    return section(strips(made, brief.sides))


# What --with can name, in the order in which it stands in the document: Markdown blocks.
_SECTIONS = {"changes": _changes, "tone": _tone}


def _named(_: click.Context, __: click.Parameter, given: str | None) -> list[str]:
    """The sections named, in the order of the document."""
    wanted = [name.strip() for name in given.split(",")] if given is not None else []
    for name in wanted:
        if name not in _SECTIONS:
            raise click.UsageError(f"--with: no section {name!r}; there are {', '.join(_SECTIONS)}")
    return [name for name in _SECTIONS if name in wanted]


def _begun(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """The sections that are not named yet."""
    first, comma, _rest = begun.rpartition(",")
    offered = (first + comma + name for name in _SECTIONS if name not in first.split(","))
    return [CompletionItem(each) for each in offered if each.startswith(begun)]


@click.command(epilog="Example: briefing export 2026-02-04-putin-xi -o brief.md")
@click.argument("name", metavar="BRIEF|PATH", shell_complete=completing.briefs_and_files)
@click.option(
    "-o",
    "--output",
    metavar="FILE|-",
    default="-",
    shell_complete=completing.exports,
    help="Where to; - is standard output.",
)
@click.option("--noted", is_flag=True, help="Only the rows that have a note.")
@click.option(
    "--card",
    "cards",
    metavar="CARD",
    multiple=True,
    callback=known_card,
    help="One card.",
    shell_complete=completing.cards,
)
@click.option(
    "--sides",
    metavar="A[,B]",
    shell_complete=completing.own_sides,
    help="One side, or two from left to right; or texts: russia.ru.",
)
@click.option("--original", is_flag=True, help="The sides’ original languages.")
@click.option(
    "--style",
    type=click.Choice(["quotes", "table"]),
    default="quotes",
    show_default=True,
    help="How rows look.",
)
@click.option("--front-matter", is_flag=True, help="Begin with YAML for other programs.")
@click.option(
    "--with",
    "sections",
    metavar="NAME[,NAME]",
    callback=_named,
    shell_complete=_begun,
    help=f"Further sections: {', '.join(_SECTIONS)}.",
)
@click.option(
    "--addendum",
    metavar="SINCE",
    shell_complete=completing.exports,
    help="What changed since a day, a time, or an earlier export.",
)
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@click.pass_obj
def export(
    desk: Desk,
    name: str,
    output: str,
    noted: bool,
    cards: tuple[Card, ...],
    sides: str | None,
    original: bool,
    style: str,
    front_matter: bool,
    sections: list[str],
    addendum: str | None,
    force: bool,
) -> None:
    """Write a brief with your notes as Markdown."""
    from briefing_tui.export import changes, markdown
    from briefing_tui.export.write import write_named

    brief = desk.brief([name])
    if problem := desk.notes.problem(brief.id):
        raise BriefingError(problem)  # without the notes that there are it would be another document
    made = compare(desk, brief, sides, original=original)
    as_of = changes.latest(brief, desk.notes, desk.corrections)
    further = [block for section in sections for block in _SECTIONS[section](desk, brief, made, original)]
    form = markdown.Form(cards, noted, style, front_matter, further or ())
    kept = desk.notes.of(brief.id)
    for broken in (n for n in kept if n.problem):
        complain(BriefingError(f"left out: {broken.problem}"))
    if addendum is None:
        text = markdown.render(brief, made, kept, form, as_of=as_of)
    elif form != markdown.Form(()):
        raise click.UsageError("--addendum goes without --noted, --card, --style, --front-matter and --with")
    else:
        from briefing_tui.export.addendum import render, since
        from briefing_tui.notes.folder import moment

        if desk.options.restricted and not moment(addendum):
            addendum = str(desk.paths.exported(addendum))
        after = since(addendum, brief.id)
        found = changes.since(after.moment, brief, desk.notes, desk.corrections)
        text = render(brief, made, found, after, as_of=as_of)
    if output == "-":
        click.echo(text, nl=False)
    else:
        click.echo(f"written  {shown(write_named(desk.paths, output, text, force=force))}", err=True)
