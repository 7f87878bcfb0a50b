"""The command line: ``group`` holds it together, the other modules are the commands."""

from briefing_tui.cli.group import cli, main

__all__ = ["cli", "main"]
