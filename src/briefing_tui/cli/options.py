"""What several commands share: options, checks of what was typed, how things are printed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from briefing_tui.cli import completing
from briefing_tui.desk import Desk
from briefing_tui.model import Brief, Card, Comparison, Pair, original_pair, pair_of, pairs
from briefing_tui.settings.options import Options

bandwidth = click.option(
    "--low-bandwidth/--no-low-bandwidth",
    default=None,
    help="Send the screen only what has changed; the default over SSH.",
)


def with_bandwidth(options: Options, given: bool | None) -> Options:
    """What ``--low-bandwidth`` says, if anything, goes before the settings."""
    if given is None:
        return options
    return options.said("--low-bandwidth" if given else "--no-low-bandwidth", low_bandwidth=given)


def known_card(ctx: click.Context, _: click.Parameter, given: str | tuple[str, ...] | None) -> Any:
    """The cards named, the user's own among them; asked for when the command runs, not when it is made."""
    ctx.obj.use_own_words()
    try:
        return tuple(map(Card, given)) if isinstance(given, tuple) else given and Card(given)
    except ValueError as error:
        raise click.UsageError(f"--card: {error}") from None


def overrules(command: Any) -> Any:
    command = click.option(
        "--side", metavar="SIDE", shell_complete=completing.sides, help="Whose text it is: russia, china, ..."
    )(command)
    return click.option(
        "--lang",
        metavar="LANG",
        shell_complete=completing.languages,
        help="Its language: en, ru, zh, ...",
    )(command)


def checked(side: str | None, lang: str | None) -> tuple[str | None, str | None]:
    from briefing_tui.reading.frontmatter import known_side

    if side is not None:
        try:
            known_side(side)
        except ValueError as error:
            raise click.UsageError(f"--side: {error}") from None
    if lang is not None and not (2 <= len(lang) <= 3 and lang.isascii() and lang.islower()):
        raise click.UsageError("--lang: a language is two or three small letters, such as en, ru, zh")
    return side, lang


def compare(desk: Desk, brief: Brief, sides: str | None = None, *, original: bool = False) -> Comparison:
    names = None if sides is None else [name.strip() for name in sides.split(",")]
    pair: Pair = pairs(brief)[0] if names is None else pair_of(brief, names)
    return desk.compare(brief, original_pair(brief, pair) if original else pair)


def columns() -> int | None:
    """The width of the terminal that stdout is; None where it is none, or does not know its width."""
    return os.get_terminal_size(sys.stdout.fileno()).columns or None if sys.stdout.isatty() else None


def shown(path: Path | str) -> str:
    from briefing_tui.reading.unsafe import clean_line

    return clean_line(str(path))


def print_json(data: object) -> None:
    from briefing_tui.reading.unsafe import escaped

    click.echo(escaped(json.dumps(data, ensure_ascii=False, indent=2)))
