"""The command line. Commands import what they need when they run: nothing here knows the screen."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from briefing_tui import __version__
from briefing_tui.desk import Desk, complain
from briefing_tui.model import (
    CARDS,
    Brief,
    BriefingError,
    Card,
    Comparison,
    Note,
    Pair,
    Standing,
    original_pair,
    pair_of,
    pairs,
)


class _Commands(click.Group):
    """A group whose command may be left out: ``briefing NAME`` opens NAME."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = frozenset(("--help", *(o for p in self.params for o in (*p.opts, *p.secondary_opts))))
        at = _first_word(args, own)
        if (
            "--help" not in args[:at]
            and "--version" not in args[:at]
            and (at == len(args) or args[at] not in self.commands)
        ):
            args = [*args[:at], "open", *args[at:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # to click a failure; to `briefing show X | head` none
            _leave_stdout()
            ctx.exit(0)


def _first_word(args: Sequence[str], own: frozenset[str]) -> int:
    """Index of the first argument that is not an option of the program itself, which are ``own``."""
    at = 0
    while at < len(args) and args[at].split("=")[0] in own:
        at += 2 if args[at] == "--library" else 1
    return min(at, len(args))


_bandwidth = click.option(
    "--low-bandwidth/--no-low-bandwidth",
    default=None,
    help="Send the screen only what has changed; the default over SSH.",
)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
    epilog="Without a command, opens the library, a brief by its id, or readout files; - is a pipe.",
)
@click.version_option(__version__, prog_name="briefing")
@click.option(
    "--library",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A further folder of briefs; imports go there.",
)
@_bandwidth
@click.option("--restricted", is_flag=True, help="Nothing outside the program and its own folders.")
@click.pass_context
def cli(ctx: click.Context, library: Path | None, low_bandwidth: bool | None, restricted: bool) -> None:
    """Two governments' readouts of one meeting, side by side."""
    if settings := ctx.obj:
        restricted = True
        if library is not None:
            raise click.UsageError(f"--library is not to be had here: {settings} restricts the program")
    ctx.obj = Desk(library, low_bandwidth=low_bandwidth, restricted=restricted)
    if ctx.invoked_subcommand != "open":  # the screen says it in its foot
        ctx.obj.close_to_others()


def _known_card(ctx: click.Context, _: click.Parameter, given: str | tuple[str, ...] | None) -> Any:
    """The cards named, the user's own among them; asked for when the command runs, not when it is made."""
    ctx.obj.use_own_words()
    try:
        return tuple(map(Card, given)) if isinstance(given, tuple) else given and Card(given)
    except ValueError as error:
        raise click.UsageError(f"--card: {error}") from None


def _overrules(command: Any) -> Any:
    command = click.option("--side", metavar="SIDE", help="Whose text it is: russia, china, ...")(command)
    return click.option("--lang", metavar="LANG", help="Its language: en, ru, zh, ...")(command)


def _checked(side: str | None, lang: str | None) -> tuple[str | None, str | None]:
    from briefing_tui.reading.frontmatter import known_side

    if side is not None:
        try:
            known_side(side)
        except ValueError as error:
            raise click.UsageError(f"--side: {error}") from None
    if lang is not None and not (2 <= len(lang) <= 3 and lang.isascii() and lang.islower()):
        raise click.UsageError("--lang: a language is two or three small letters, such as en, ru, zh")
    return side, lang


@cli.command("open", hidden=True)
@click.argument("names", nargs=-1, metavar="[BRIEF|PATH]...")
@_overrules
@_bandwidth  # behind the names too, where people write options
@click.pass_obj
def open_(
    desk: Desk, names: tuple[str, ...], side: str | None, lang: str | None, low_bandwidth: bool | None
) -> None:
    """Open the library, a brief by its id, or readout files as they are; - is a text from a pipe."""
    if side or lang:
        side, lang = _checked(side, lang)
    if low_bandwidth is not None:
        desk.low_bandwidth = low_bandwidth
    raise SystemExit(desk.open_screen(names, side, lang))


@cli.command("import")
@click.argument("names", nargs=-1, required=True, metavar="PATH...")
@click.option("--brief", "brief_id", metavar="ID", help="The brief to make or to add to.")
@_overrules
@click.pass_obj
def import_(
    desk: Desk, names: tuple[str, ...], brief_id: str | None, side: str | None, lang: str | None
) -> None:
    """Keep readout files in your library as one brief; a newer text takes the place of the older one."""
    from briefing_tui.library.importing import keep

    side, lang = _checked(side, lang)
    done = keep(desk.shelf, desk.files(names), brief_id=brief_id, side=side, language=lang)
    for path in done.written:
        click.echo(f"written  {_shown(path)}")
    for revised in done.revised:
        click.echo(f"replaced {_shown(revised.new)}")
        click.echo(f"kept     {_shown(revised.kept.relative_to(done.folder))}")
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


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_(desk: Desk, as_json: bool) -> None:
    """List the briefs, the newest first."""
    entries = desk.shelf.entries()
    counts = desk.notes.counts()
    if as_json:
        _print_json(
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


@cli.command()
@click.argument("name", metavar="BRIEF|PATH")
@click.option("--card", metavar="CARD", callback=_known_card, help="One card alone: economy, regional, ...")
@click.option("--original", is_flag=True, help="The sides' original languages.")
@click.option(
    "--width",
    type=click.IntRange(min=20),
    metavar="N",
    help="Break lines at words, at N columns. Else at the terminal's width; in a pipe, not at all.",
)
@click.pass_obj
def show(desk: Desk, name: str, card: Card | None, original: bool, width: int | None) -> None:
    """Print a brief as plain text, card by card, in reading order."""
    from briefing_tui import printing

    brief = desk.brief([name])
    made = _compare(desk, brief, original=original)
    lines = printing.brief(brief, made, [card] if card else CARDS)
    for line in printing.wrapped(lines, width or _columns()):
        click.echo(line)


def _columns() -> int | None:
    """The width of the terminal that stdout is; None where it is none, or does not know its width."""
    return os.get_terminal_size(sys.stdout.fileno()).columns or None if sys.stdout.isatty() else None


@cli.command()
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


@cli.command()
@click.argument("brief", required=False)
@click.option("--tag", "tags", metavar="T", multiple=True, help="Only those with this tag; again: with all.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "webannotation"]),
    help="What to print: text (else chosen), JSON, or W3C Web Annotations in JSON-LD.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: --format json.")
@click.pass_obj
def notes(desk: Desk, brief: str | None, tags: tuple[str, ...], form: str | None, as_json: bool) -> None:
    """List your notes, of one brief or of all."""
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json is --format json; leave it out for --format {form}")
    from briefing_tui import printing
    from briefing_tui.notes.filter import has_tag
    from briefing_tui.notes.standings import Standings

    desk.use_own_words()  # a card of the desk's own may have notes
    kept = desk.notes.of(brief) if brief else desk.notes.all()
    for c in desk.corrections.of(brief) if brief else desk.corrections.all():
        if c.problem:
            complain(BriefingError(c.problem))
    if problem := desk.notes.problem(brief or ""):
        if not kept:
            raise BriefingError(problem)
        complain(BriefingError(problem))
    if brief and not kept and brief not in {e.id for e in desk.shelf.entries()}:
        raise BriefingError(f"no brief and no notes named {_shown(brief)}; `briefing list` shows the briefs")
    chosen = [n for n in kept if all(has_tag(n, t) for t in tags)]
    if form == "webannotation":
        for n in kept:  # a broken one too whose tags cannot be read
            if n.problem:
                complain(BriefingError(n.problem))
        _print_json(_web_annotations(desk, chosen))
        return
    standings = Standings(desk.shelf.open)
    found = [(n, standings.of(n)) for n in chosen]
    if as_json or form == "json":
        _print_json([printing.note_keys(n, standing, desk.notes.path(n)) for n, standing in found])
        return
    for n, standing in found:
        click.echo(printing.note_line(n, standing))


def _web_annotations(desk: Desk, chosen: Sequence[Note]) -> dict[str, Any]:
    """The notes as a collection, with what their briefs say, where these can be opened."""
    from briefing_tui.export.webannotation import collection

    briefs = {}
    for brief_id in {n.brief for n in chosen}:
        with contextlib.suppress(BriefingError):
            briefs[brief_id] = desk.shelf.open(brief_id)
    return collection(chosen, briefs)


@cli.command()
@click.argument("name", metavar="BRIEF|PATH")
@click.option("--original", is_flag=True, help="The sides' original languages.")
@click.pass_obj
def gaps(desk: Desk, name: str, original: bool) -> None:
    """Print the ledger: what only one side says, and where both say it differently, card by card."""
    from briefing_tui import printing

    made = _compare(desk, desk.brief([name]), original=original)
    if made.right is None:
        raise BriefingError("the brief has one side's text only: nothing to compare it with")
    for line in printing.ledger(made):
        click.echo(line)


@cli.command()
@click.argument("name", metavar="BRIEF|PATH")
@click.option("-o", "--output", metavar="FILE|-", default="-", help="Where to; - is standard output.")
@click.option("--noted", is_flag=True, help="Only the rows that have a note.")
@click.option("--card", "cards", metavar="CARD", multiple=True, callback=_known_card, help="One card.")
@click.option("--sides", metavar="A[,B]", help="One side, or two from left to right; or texts: russia.ru.")
@click.option("--original", is_flag=True, help="The sides' original languages.")
@click.option("--style", type=click.Choice(["quotes", "table"]), default="quotes", show_default=True)
@click.option("--front-matter", is_flag=True, help="Begin with YAML for other programs.")
@click.option("--addendum", metavar="SINCE", help="What changed since a day, a time, or an earlier export.")
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
    addendum: str | None,
    force: bool,
) -> None:
    """Write a brief with your notes as Markdown."""
    from briefing_tui.export import changes, markdown
    from briefing_tui.export.write import write_named

    brief = desk.brief([name])
    made = _compare(desk, brief, sides, original=original)
    as_of = changes.latest(brief, desk.notes, desk.corrections)
    form = markdown.Form(cards, noted, style, front_matter)
    kept = desk.notes.of(brief.id)
    for broken in (n for n in kept if n.problem):
        complain(BriefingError(f"left out: {broken.problem}"))
    if addendum is None:
        text = markdown.render(brief, made, kept, form, as_of=as_of)
    elif form != markdown.Form(()):
        raise click.UsageError("--addendum goes without --noted, --card, --style and --front-matter")
    else:
        from briefing_tui.export.addendum import render, since
        from briefing_tui.notes.folder import moment

        if desk.restricted and not moment(addendum):
            addendum = str(desk.paths.exported(addendum))
        after = since(addendum, brief.id)
        found = changes.since(after.moment, brief, desk.notes, desk.corrections)
        text = render(brief, made, found, after, as_of=as_of)
    if output == "-":
        click.echo(text, nl=False)
    else:
        click.echo(f"written  {_shown(write_named(desk.paths, output, text, force=force))}", err=True)


@cli.command()
@click.argument("names", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, required=True, help="Print JSON (the only form there is).")
@_overrules
@click.pass_obj
def cards(desk: Desk, names: tuple[str, ...], as_json: bool, side: str | None, lang: str | None) -> None:
    """Analyse one or two readouts and print cards and matches."""
    from briefing_tui import printing
    from briefing_tui.library.folder import read_files

    side, lang = _checked(side, lang)
    files = desk.files(names)
    brief = read_files(files, side=side, language=lang)
    if len(brief.readouts) > 2:
        raise click.UsageError(f"two readouts at most; these files hold {len(brief.readouts)}")
    left, *rest = brief.readouts
    made = desk.shelf.analyse(left, rest[0] if rest else None)
    path_of = dict(zip((r.key for r in brief.readouts), [*files, files[-1]], strict=False))
    _print_json(printing.analysis(made, path_of))


def _compare(desk: Desk, brief: Brief, sides: str | None = None, *, original: bool = False) -> Comparison:
    names = None if sides is None else [name.strip() for name in sides.split(",")]
    pair: Pair = pairs(brief)[0] if names is None else pair_of(brief, names)
    return desk.compare(brief, original_pair(brief, pair) if original else pair)


def _shown(path: Path | str) -> str:
    from briefing_tui.reading.unsafe import clean_line

    return clean_line(str(path))


def _print_json(data: object) -> None:
    from briefing_tui.reading.unsafe import escaped

    click.echo(escaped(json.dumps(data, ensure_ascii=False, indent=2)))


def main(settings: str = "") -> None:
    """Entry point: errors in one line, exit 1 (failed) or 2 (usage).

    ``settings`` is the file that restricts the program, if any does.
    """
    if sys.stdout is None:  # closed by the shell: >&-
        raise SystemExit(complain(BriefingError("standard output is closed: there is nowhere to print to")))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without our letters shows ? for them
    try:
        code = cli.main(standalone_mode=False, obj=settings)
        sys.stdout.flush()
        raise SystemExit(code if isinstance(code, int) else 0)
    except BriefingError as error:
        raise SystemExit(complain(error)) from None
    except click.UsageError as error:
        from briefing_tui.reading.unsafe import clean_line

        _say(f"{clean_line(error.format_message())} (see briefing --help)")
        raise SystemExit(2) from None
    except click.ClickException as error:
        _say(error.format_message())
        raise SystemExit(1) from None
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(130) from None
    except BrokenPipeError:
        _leave_stdout()  # the reader of the pipe has left
        raise SystemExit(0) from None
    except OSError as error:
        _leave_stdout()
        raise SystemExit(complain(error)) from None


def _leave_stdout() -> None:
    """What could not be printed goes nowhere; Python would complain of it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    click.echo(f"briefing: {message}", err=True)
