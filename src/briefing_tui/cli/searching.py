"""``briefing search``: words in all readouts and notes."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from briefing_tui.cli.options import print_json, shown
from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean

if TYPE_CHECKING:
    from briefing_tui.finding.finder import Finder
    from briefing_tui.finding.pieces import Found

_ROOM = 240  # cells of a snippet
_ECHO = 100  # letters of what was looked for, where nothing is found


@click.command(
    context_settings={"ignore_unknown_options": True},  # -word is no option
    epilog="Example: briefing search 'strategic stability' side:russia",
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", default=50, show_default=True, help="No more hits."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def search(desk: Desk, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find paragraphs, titles and notes that hold all the words.

    Besides words: "a phrase", -word, side:russia, lang:zh, after:2025-01, before:, on:, kind:, brief:,
    in:notes.
    """
    from briefing_tui.finding.query import parse

    line = " ".join(map(_said, words))
    query = parse(line)
    if not query.looks:
        raise click.UsageError("say which words to look for")
    _read_up(desk.finder)
    answer = desk.finder.search(query)
    hits = list(islice(answer.found, limit))
    more = next(answer.found, None) is not None
    if as_json:
        print_json([_keys(hit) for hit in hits])
    for hit in () if as_json else hits:
        click.echo(_line(hit, marks=sys.stdout.isatty()))
    if not hits:
        raise BriefingError(f"nothing found for {line[:_ECHO]!r}{'…' * (len(line) > _ECHO)}")
    if more:
        click.echo(f"briefing: there is more; --limit {2 * limit} shows it", err=True)


def _said(word: str) -> str:
    """An argument with spaces in it was in quotation marks, which the shell has taken away."""
    plain = " " in word and not any(sign in word for sign in '":«»“”「」')
    return f'"{word}"' if plain and not word.startswith("-") else word


def _read_up(finder: Finder) -> None:
    """Brings the index up to date; tells a person who waits how far it is."""
    told = False
    for progress in finder.update():
        if sys.stderr.isatty() and progress.done < progress.total:
            click.echo(f"\rreading {progress.done} of {progress.total} briefs ", nl=False, err=True)
            told = True
    if told:
        click.echo("\r\x1b[K", nl=False, err=True)


def _line(hit: Found, *, marks: bool) -> str:
    from briefing_tui.finding.snippet import snippet
    from briefing_tui.wrapping import cells

    sign = "**" if marks else ""
    parts = snippet(hit.piece.text, hit.spans, _ROOM, cells)
    words = "".join(f"{sign}{part}{sign}" if marked else part for part, marked in parts)
    return f"{hit.event.date or 'undated'}  {shown(hit.event.brief)}  {_where(hit)}: {words}"


def _where(hit: Found) -> str:
    source, number = hit.source, hit.piece.paragraph
    place = {"text": f"{source.key} [{source.kind}]", "note": f"your note {source.side}".rstrip()}
    return place.get(source.what, "title") + (f" ¶{number}" if number else "")


def _keys(hit: Found) -> dict[str, Any]:
    event, source = hit.event, hit.source
    return {
        "brief": event.brief, "title": event.title, "date": event.date, "what": source.what,
        "readout": source.key if source.what == "text" else "",
        "note": source.key if source.what == "note" else "",
        "side": source.side, "language": source.language, "source": source.kind,
        "paragraph": hit.piece.paragraph or None, "text": clean(hit.piece.text), "found": hit.words,
    }  # fmt: skip
