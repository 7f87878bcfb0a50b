"""The way in. ``briefing`` and ``briefing NAME...`` open the screen at once; all else is ``cli``."""

import os
import sys

from briefing_tui import __version__

# Known here so that the plain ways in go without click, which costs 15 ms of the time to the first frame;
# a test holds them and the command line together.
COMMANDS = frozenset(
    {
        "cards",
        "changes",
        "completion",
        "doctor",
        "export",
        "formulas",
        "gaps",
        "import",
        "list",
        "notes",
        "open",
        "revisions",
        "search",
        "settings",
        "show",
        "tone",
    }
)

_BANDWIDTH = {"--low-bandwidth": True, "--no-low-bandwidth": False}


def main() -> None:
    """Entry point: errors in one line on stderr, exit 1 (failed) or 2 (usage)."""
    args = sys.argv[1:]
    if args == ["--version"]:
        _version()
    import resource

    from briefing_tui.model import BriefingError
    from briefing_tui.settings import options

    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # the memory that would be dumped holds notes
    chosen = options.read()
    try:
        if not options.TELLING.intersection(args):
            chosen.must_hold()
        if chosen.restricted or "--restricted" in args:
            from briefing_tui.settings import confinement

            try:
                confinement.enter()  # before anything is imported that asks the environment
            except BriefingError:
                chosen.must_hold()  # the mistake in the settings is the first thing to be told
                raise
    except BriefingError as error:
        from briefing_tui.desk import complain

        code = complain(error)
        sys.stderr.flush()
        os._exit(code)  # where PYTHONINSPECT is set, any other end is the beginning of a Python prompt
    names = [a for a in args if a not in _BANDWIDTH]
    if any(a.startswith("-") for a in names) or (names and names[0] in COMMANDS):
        from briefing_tui.cli import main as command_line

        command_line(chosen)
    for option in (a for a in args if a in _BANDWIDTH):
        chosen = chosen.said(option, low_bandwidth=_BANDWIDTH[option])
    from briefing_tui.desk import Desk, complain

    try:
        chosen.must_hold()  # files may have the names of these two
        code = Desk(options=chosen).open_screen(names)
    except (BriefingError, OSError) as error:
        code = complain(error)
    except KeyboardInterrupt:
        code = 130
    raise SystemExit(code)


def _version() -> None:
    """Says it and ends the process, with nothing of ours loaded nor read. Where it cannot be said it returns:
    the command line tells why.
    """
    try:
        os.write(1, f"briefing, version {__version__}\n".encode())
    except OSError:
        return
    os._exit(0)  # a Python prompt, as above; and it is quicker


if __name__ == "__main__":
    main()
