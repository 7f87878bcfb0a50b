"""The command line. A command's module is imported when it runs: nothing here knows the screen."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from briefing_tui import __version__
from briefing_tui.cli import completing
from briefing_tui.cli.options import bandwidth, with_bandwidth
from briefing_tui.desk import Desk, complain
from briefing_tui.model import BriefingError
from briefing_tui.settings.options import TELLING, Options

# Each command, the module of this package that it stands in, and its name there.
_WHERE = {
    "cards": ("reading", "cards"),
    "changes": ("changes", "changes"),
    "completion": ("completion", "completion"),
    "doctor": ("doctor", "doctor"),
    "export": ("export", "export"),
    "formulas": ("formulas", "formulas"),
    "gaps": ("reading", "gaps"),
    "import": ("importing", "import_"),
    "list": ("reading", "list_"),
    "notes": ("notes", "notes"),
    "open": ("opening", "open_"),
    "revisions": ("revisions", "revisions"),
    "search": ("searching", "search"),
    "settings": ("settings", "settings"),
    "show": ("reading", "show"),
    "tone": ("tone", "tone"),
}
# The screen says in its foot what stays open to others, the doctor in a line.
_SAY_IT = ("open", "doctor")


class _Commands(click.Group):
    """A group whose command may be left out: ``briefing NAME`` opens NAME."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _WHERE:
            return None
        module, name = _WHERE[cmd_name]
        command: click.Command = getattr(import_module(f"briefing_tui.cli.{module}"), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = frozenset(("--help", *(o for p in self.params for o in (*p.opts, *p.secondary_opts))))
        at = _first_word(args, own)
        # A shell asks what may stand here; or --library waits for its folder.
        empty = (at == len(args) and ctx.resilient_parsing) or at > len(args)
        if (
            not empty
            and "--help" not in args[:at]
            and "--version" not in args[:at]
            and (at == len(args) or args[at] not in _WHERE)
        ):
            args = [*args[:at], "open", *args[at:]]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """A command, or what is opened without one."""
        names = [] if incomplete.startswith("-") else completing.briefs_and_files(ctx, None, incomplete)
        return [*super().shell_complete(ctx, incomplete), *names]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # to click a failure; to `briefing show X | head` none
            _leave_stdout()
            ctx.exit(0)
        except click.UsageError as error:
            if error.ctx is None and ctx.invoked_subcommand:  # so it is where an option lacks its value
                error.ctx = click.Context(self, ctx, ctx.invoked_subcommand)
            raise


def _first_word(args: Sequence[str], own: frozenset[str]) -> int:
    """Index of the first argument that is not an option of the program itself, which are ``own``; one more
    than there are arguments where the last option has no value.
    """
    at = 0
    while at < len(args) and args[at].split("=")[0] in own:
        at += 2 if args[at] == "--library" else 1
    return at


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
    epilog="Without a command, opens the library, a brief by its id, or readout files; - is a pipe."
    " briefing welcome opens the lessons.\n\n"
    "Example: briefing 2026-02-04-putin-xi",
)
@click.version_option(__version__, prog_name="briefing")
@click.option(
    "--library",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A further folder of briefs; imports go there.",
)
@bandwidth
@click.option("--restricted", is_flag=True, help="Nothing outside the program and its own folders.")
@click.pass_context
def cli(ctx: click.Context, library: Path | None, low_bandwidth: bool | None, restricted: bool) -> None:
    """Two governments' readouts of one meeting, side by side."""
    options: Options = ctx.obj or Options()
    if ctx.invoked_subcommand not in TELLING:
        options.must_hold()
    if options.restricted and library is not None:
        raise click.UsageError(f"--library is not to be had in restricted mode: {options.why['restricted']}")
    if restricted and not options.restricted:
        options = options.said("--restricted", restricted=True)
    ctx.obj = Desk(library, with_bandwidth(options, low_bandwidth))
    if ctx.invoked_subcommand not in _SAY_IT:
        ctx.obj.close_to_others()


def main(options: Options = Options()) -> None:  # noqa: B008 (frozen)
    """Entry point: errors in one line, exit 1 (failed) or 2 (usage). ``options``: what the settings say."""
    if sys.stdout is None:  # closed by the shell: >&-
        raise SystemExit(complain(BriefingError("standard output is closed: there is nowhere to print to")))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without our letters shows ? for them
    try:
        code = cli.main(prog_name="briefing", standalone_mode=False, obj=options)
        sys.stdout.flush()
        raise SystemExit(code if isinstance(code, int) else 0)
    except BriefingError as error:
        raise SystemExit(complain(error)) from None
    except click.UsageError as error:
        from briefing_tui.reading.unsafe import clean_line

        # Without a command it is open, which the help of the program itself is about.
        where = error.ctx.command_path.removesuffix(" open") if error.ctx else "briefing"
        _say(f"{clean_line(error.format_message())} (see {where} --help)")
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
