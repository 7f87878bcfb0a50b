"""The way in. ``briefing`` and ``briefing NAME...`` open the screen at once; all else is ``cli``."""

from __future__ import annotations

import sys

from briefing_tui.desk import Desk, complain
from briefing_tui.model import BriefingError

# Known here so that the plain ways in go without click, which costs 15 ms of the time to the first frame;
# a test holds them and the command line together.
COMMANDS = frozenset({"cards", "export", "gaps", "import", "list", "notes", "open", "search", "show"})


def main() -> None:
    """Entry point: errors in one line on stderr, exit 1 (failed) or 2 (usage)."""
    args = sys.argv[1:]
    if any(a.startswith("-") for a in args) or (args and args[0] in COMMANDS):
        from briefing_tui.cli import main as command_line

        command_line()
    try:
        code = Desk().open_screen(args)
    except (BriefingError, OSError) as error:
        code = complain(error)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
