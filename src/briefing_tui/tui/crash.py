"""When the program itself fails: what the person is told, and a log that may be passed on."""

from __future__ import annotations

import datetime as dt
import platform
import sys
import traceback
from pathlib import Path

from briefing_tui import __version__
from briefing_tui.files import private_folder, write_atomically
from briefing_tui.reading.unsafe import clean_line


def log(error: BaseException, folder: Path) -> Path | None:
    """Writes what happened, with mode 0600, into ``folder``; gives the file, None where there is no writing.

    Kinds of errors and lines of the program alone: the words of an error, as the values of variables, may be
    those of a note.
    """
    moment = dt.datetime.now().astimezone()
    lines = [
        f"briefing-tui {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{moment.isoformat(timespec='seconds')}, arguments: {max(0, len(sys.argv) - 1)}",
    ]
    told: BaseException | None = error
    while told is not None:
        lines += ["", type(told).__name__]
        for frame in traceback.extract_tb(told.__traceback__):
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}", f"    {frame.line}"]
        told = told.__cause__ or told.__context__
    path = folder / f"crash-{moment:%Y%m%dT%H%M%S%f}.log"
    try:
        private_folder(folder)
        write_atomically(path, "\n".join(lines) + "\n")
    except OSError:
        return None
    return path


def words(error: BaseException, where: Path | None, notes: list[Path]) -> list[str]:
    """What the person is told, a line each: what failed, where the open note is, where the log is."""
    said = f": {clean_line(str(error))[:200]}" if str(error) else ""
    lines = [f"the program has failed, by a mistake of its own ({type(error).__name__}{said})"]
    lines += [f"the note that was open is saved: {clean_line(str(path))}" for path in notes]
    if where:
        lines.append(f"a log without your texts, to be passed on to its makers: {clean_line(str(where))}")
    return lines
