"""The way in. ``briefing`` and ``briefing NAME...`` open the screen at once; all else is ``cli``."""

from __future__ import annotations

import os
import resource
import sys

from briefing_tui.model import BriefingError
from briefing_tui.settings import options

# Known here so that the plain ways in go without click, which costs 15 ms of the time to the first frame;
# a test holds them and the command line together.
COMMANDS = frozenset(
    {
        "cards",
        "changes",
        "export",
        "formulas",
        "gaps",
        "import",
        "list",
        "notes",
        "open",
        "revisions",
        "search",
        "show",
        "tone",
    }
)


def main() -> None:
    """Entry point: errors in one line on stderr, exit 1 (failed) or 2 (usage)."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # the memory that would be dumped holds notes
    args = sys.argv[1:]
    try:
        chosen = options.read()
        if chosen.restricted or "--restricted" in args:
            from briefing_tui.settings import confinement

            confinement.enter()  # before anything is imported that asks the environment
    except BriefingError as error:
        from briefing_tui.desk import complain

        code = complain(error)
        sys.stderr.flush()
        os._exit(code)  # where PYTHONINSPECT is set, any other end is the beginning of a Python prompt
    if any(a.startswith("-") for a in args) or (args and args[0] in COMMANDS):
        from briefing_tui.cli import main as command_line

        command_line(chosen)
    from briefing_tui.desk import Desk, complain

    try:
        code = Desk(options=chosen).open_screen(args)
    except (BriefingError, OSError) as error:
        code = complain(error)
    except KeyboardInterrupt:
        code = 130
    raise SystemExit(code)


if __name__ == "__main__":
    main()
