"""``briefing settings``: where everything lies, what is in force, and why."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from briefing_tui.cli.options import print_json, shown
from briefing_tui.desk import Desk, complain
from briefing_tui.model import BriefingError

_WORDS = {True: "yes", False: "no"}


class Place(NamedTuple):
    """A folder or file that the program looks for."""

    name: str
    path: Path

    @property
    def there(self) -> bool:
        return os.path.lexists(self.path)


class Setting(NamedTuple):
    """What is in force, and who says so: ``default``, a file and its line, a variable, an option."""

    name: str
    value: bool | int | str
    why: str


@click.command(epilog="Example: briefing settings")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def settings(desk: Desk, as_json: bool) -> None:
    """Print where everything lies, what is in force, and why.

    Exits with 1 where a settings file is broken, and says what is wrong in it.
    """
    found, kept = list(places(desk)), list(in_force(desk))
    if as_json:
        print_json(
            {
                "places": [{"name": p.name, "path": str(p.path), "there": p.there} for p in found],
                "settings": [s._asdict() for s in kept],
                "broken": [words for _, words in desk.options.broken],
            }
        )
    else:
        _print(found, kept)
    for _, words in desk.options.broken:
        complain(BriefingError(words))
    if desk.options.broken:
        raise SystemExit(1)


def _print(found: Sequence[Place], kept: Sequence[Setting]) -> None:
    for place in found:
        click.echo(f"{place.name:16}{'there' if place.there else 'not there yet':15}{shown(place.path)}")
    click.echo()
    for each in kept:
        value = _WORDS[each.value] if isinstance(each.value, bool) else str(each.value)
        click.echo(f"{each.name:16}{shown(value):15}{shown(each.why)}")


def places(desk: Desk) -> Iterator[Place]:
    """Every place, from those of the program to those that may be deleted."""
    from briefing_tui.settings import options, themes

    paths = desk.paths
    for place in paths.shelves(desk.library and desk.library.absolute()):
        yield Place(f"briefs: {place.origin}", place.folder)
    bundled, own = themes.folders(paths.bundled, paths.config)
    yield Place("data", paths.data)
    yield Place("notes", paths.notes)
    if paths.restricted:
        yield Place("imports", paths.imports)
        yield Place("exports", paths.exports)
    yield Place("config", paths.config)
    for path in options.files():
        yield Place("settings.toml", path)
    yield Place("keys.toml", paths.config / "keys.toml")
    yield Place("lexicon", desk.lexicon)
    yield Place("themes", own)
    yield Place("themes: bundled", bundled)
    yield Place("state", paths.state)
    yield Place("cache", paths.cache)


def in_force(desk: Desk) -> Iterator[Setting]:
    """Every setting, also those that the program asks of the environment or remembers."""
    from briefing_tui.settings import themes
    from briefing_tui.settings.state import State
    from briefing_tui.settings.terminal import environment, locale, terminal

    options, environ = desk.options, environment()
    link = terminal(environ, options.low_bandwidth)
    connection = "SSH_CONNECTION is set" if environ.get("SSH_CONNECTION") else "default"
    yield Setting("restricted", options.restricted, options.why.get("restricted", "default"))
    yield Setting("measure", options.measure, options.why.get("measure", "default"))
    by = options.why.get("low_bandwidth", connection)
    yield Setting("low_bandwidth", link.slow, by if options.low_bandwidth is not None else connection)
    yield Setting("colours", link.colors, "default" if link.colors else "NO_COLOR is set")
    yield Setting("charset", link.charset, "=".join(filter(None, locale(environ))) or "default")
    usual, by = (themes.FEW_COLORS, "TERM: 16 colours") if link.few_colors else (themes.DEFAULT, "default")
    theme = State(desk.paths.state).theme
    yield Setting("theme", theme or usual, "chosen last" if theme else by)
    if options.restricted:
        yield Setting("editor", "none", "restricted mode starts no program")
        return
    from briefing_tui.tui import external

    by = next((f"${name}" for name in external.VARIABLES if environ.get(name, "").strip()), "")
    try:
        yield Setting("editor", " ".join(external.command()), by)
    except BriefingError as error:
        yield Setting("editor", "none", str(error) if by else "neither $VISUAL nor $EDITOR is set")
