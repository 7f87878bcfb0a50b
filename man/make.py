"""Makes ``briefing.1`` from the command line itself: ``make man``."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from briefing_tui import __version__
from briefing_tui.cli import cli

PAGE = Path(__file__).with_name("briefing.1")
_DATE = "2026-11-27"  # of the page's words; a page without a date is warned of
_WIDTH = 72
_ABOUT = """\
Lays the readouts that two governments publish of one meeting side by side: what both report, in which words;
what only one side says; what is new since last time. In the screen, ? shows the keys.
"""
_FILES = {
    "~/.local/share/briefing-tui/briefs/": "Your briefs: a folder each, Markdown with front matter.",
    "~/.local/share/briefing-tui/notes/": "Your notes and corrections: a Markdown file each.",
    "~/.config/briefing-tui/settings.toml": "Settings: measure, low_bandwidth, restricted.",
    "~/.config/briefing-tui/keys.toml": "Keys of your own.",
    "~/.config/briefing-tui/lexicon/": "Words of your own for the analysis.",
    "~/.config/briefing-tui/themes/": "Themes of your own.",
    "/etc/xdg/briefing-tui/settings.toml": "Settings of the site.",
}
_ENVIRONMENT = {
    "VISUAL, EDITOR": "Your own editor, for notes.",
    "SSH_CONNECTION": "Set by ssh: low bandwidth is on.",
    "NO_COLOR": "Where it is set, no colours are sent.",
    "ESCDELAY": "Milliseconds for which an Esc waits for the rest of a key.",
    "XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME": "Where your folders lie, if elsewhere.",
}
_STATUS = {"0": "All is well.", "1": "It failed; a line on standard error says why.", "2": "Wrong usage."}


def page() -> str:
    """The page as man reads it (the macros of man(7), ASCII)."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    top = click.Context(cli, info_name="briefing")
    yield f'.TH BRIEFING 1 {_DATE} "briefing\\-tui {__version__}"'
    yield ".nh"  # no word is broken: many are to be typed
    yield ".SH NAME"
    yield rf"briefing \- {_safe(_help(cli)[0].rstrip('.').lower())}"
    yield ".SH SYNOPSIS"
    yield from (".B briefing", "[OPTIONS] [BRIEF|PATH...]", ".br")
    yield from (".B briefing", " ".join(cli.collect_usage_pieces(top)))
    yield ".SH DESCRIPTION"
    yield _plain(_ABOUT)
    yield from _paragraphs(cli.epilog)
    yield ".SH OPTIONS"
    yield from _options(cli, top)
    yield ".SH COMMANDS"
    for name in cli.list_commands(top):
        command = cli.get_command(top, name)
        if command and not command.hidden:
            yield from _command(command, click.Context(command, info_name=name, parent=top))
    for title, rows in (("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT), ("EXIT STATUS", _STATUS)):
        yield f".SH {title}"
        for term, words in rows.items():
            yield from (".TP", f".B {_safe(term)}", _plain(words))


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield f'.SS "briefing {ctx.info_name} {" ".join(command.collect_usage_pieces(ctx))}"'
    for i, words in enumerate(_help(command)):
        yield from (*[".PP"] * bool(i), _plain(words))
    yield from _options(command, ctx)
    yield from _paragraphs(command.epilog)


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if isinstance(param, click.Option) and record and "--help" not in param.opts:
            yield from (".TP", f".B {_safe(record[0])}", _plain(record[1]))


def _help(command: click.Command) -> list[str]:
    """The paragraphs of a command's help."""
    return inspect.cleandoc(command.help or "").split("\n\n")


def _paragraphs(text: str | None) -> Iterator[str]:
    for words in (text or "").split("\n\n"):
        yield from (".PP", _plain(words))


def _plain(text: str) -> str:
    """A paragraph in short lines, of which none is taken for a command of the macros."""
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(rf"\&{_safe(line)}" if line.startswith((".", "'")) else _safe(line) for line in lines)


def _safe(words: str) -> str:
    """Words with the signs that roff would take for its own; a hyphen stays one that can be copied."""
    return words.replace("\\", r"\e").replace("-", r"\-").replace("’", r"\(cq")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
