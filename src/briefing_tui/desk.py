"""What every way into the program works with: places, shelf, notes, corrections; opening the screen."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from briefing_tui.model import Brief, BriefingError, Comparison, Pair, UsageError, pairs
from briefing_tui.settings.options import Options

if TYPE_CHECKING:
    from briefing_tui.finding.catalogue import Catalogue
    from briefing_tui.finding.finder import Finder
    from briefing_tui.library.shelf import Entry, Shelf
    from briefing_tui.notes.corrections import CorrectionStore
    from briefing_tui.notes.store import NoteStore
    from briefing_tui.settings.paths import Paths

_LONG = 0.5  # seconds that nobody minds to wait without a word
_STOPS = " ... Ctrl+C stops"


def complain(error: BriefingError | OSError) -> int:
    """Says in one line on stderr what is wrong; gives the exit code."""
    if isinstance(error, BriefingError):
        message, code = str(error), error.exit_code
    else:
        from briefing_tui.reading.unsafe import clean_line, reason

        name = clean_line(str(error.filename or ""))[:200]
        message, code = ": ".join(filter(None, (name, reason(error)))), 1
    sys.stderr.write(f"briefing: {message}\n")
    return code


class Desk:
    """``library`` is a further folder of briefs (``--library``). Nothing is imported before it is needed."""

    def __init__(
        self,
        library: Path | None = None,
        options: Options = Options(),  # noqa: B008 (frozen)
    ) -> None:
        self.library = library
        self.options = options

    @cached_property
    def paths(self) -> Paths:
        from briefing_tui.settings.paths import paths

        return paths(restricted=self.options.restricted)

    def close_to_others(self) -> None:
        """Closes the user's folders to others; says on stderr what stays open."""
        from briefing_tui.settings import private

        if line := private.told(private.close(self.paths), self.paths):
            complain(BriefingError(line))

    @cached_property
    def shelf(self) -> Shelf:
        from briefing_tui.library.shelf import Shelf

        return Shelf(self.paths, self.library, words=self.use_own_words())

    @cached_property
    def catalogue(self) -> Catalogue:
        from briefing_tui.finding.catalogue import Catalogue

        return Catalogue(self.shelf, self.paths.cache)

    def entries(self) -> list[Entry]:
        """All briefs within reach, the newest first; of a large library only what has changed is opened."""
        return self.catalogue.now()

    @cached_property
    def notes(self) -> NoteStore:
        from briefing_tui.notes.store import NoteStore

        return NoteStore(self.paths.notes, self.paths.bounds)

    @cached_property
    def finder(self) -> Finder:
        from briefing_tui.finding.finder import Finder

        return Finder(self.shelf, self.notes, self.paths.cache)

    @property
    def lexicon(self) -> Path:
        """The folder of the user's own words."""
        return self.paths.config / "lexicon"

    def use_own_words(self) -> str:
        """Puts the lexicon of the user's config folder to use; gives a digest of it, empty where none is.

        Raises BriefingError with file and line for a mistake in it.
        """
        try:
            found = sorted(p for p in self.lexicon.iterdir() if p.suffix == ".toml")
        except (FileNotFoundError, NotADirectoryError):
            return ""
        import hashlib

        from briefing_tui.analysis import words
        from briefing_tui.files import read_ordinary
        from briefing_tui.reading.unsafe import clean_line

        files = {}
        within = self.paths.config_bounds
        for path in found:
            where = clean_line(str(path))
            try:
                files[path.name] = (where, read_ordinary(path, within=within).decode("utf-8-sig"))
            except UnicodeDecodeError:
                raise BriefingError(f"{where}: is not UTF-8") from None
        words.use(files)
        return hashlib.sha256(repr(files).encode()).hexdigest()

    @cached_property
    def corrections(self) -> CorrectionStore:
        from briefing_tui.notes.corrections import CorrectionStore

        return CorrectionStore(self.paths.notes, self.paths.bounds)

    def compare(self, brief: Brief, pair: Pair) -> Comparison:
        """The pair as the analyst has corrected it. What cannot be read of that is said on stderr."""
        from briefing_tui.analysis import corrections

        kept = self.corrections.of(brief.id)
        if problem := self.corrections.problem(brief.id):
            complain(BriefingError(problem))
        for broken in (c for c in kept if c.problem):
            complain(BriefingError(broken.problem))
        return corrections.apply(self.shelf.compare(brief, pair), kept)

    def files(self, names: Sequence[str]) -> list[Path]:
        """The readout files that are named. Raises BriefingError."""
        from briefing_tui.files import PIPE

        found = [(name, self.paths.imported(name)) for name in names]
        return [path.absolute() if path == PIPE and name != "-" else path for name, path in found]

    def brief(self, names: Sequence[str], side: str | None = None, language: str | None = None) -> Brief:
        """A brief by its id, a brief's folder, or one or more readout files. Raises BriefingError."""
        from briefing_tui.library.layout import is_brief
        from briefing_tui.reading.unsafe import clean_line

        paths = self.files(names)
        if len(paths) == 1:
            if is_brief(paths[0]):
                return self.shelf.open_folder(paths[0].resolve())
            if not _is_a_file_s(names[0], paths[0]):
                return self.shelf.open(names[0])
        for name, path in zip(names, paths, strict=True):
            if is_brief(path) or not _is_a_file_s(name, path):
                raise UsageError(f"{clean_line(name)} is no readout file: name one brief, or several files")
        return self.shelf.open_files(paths, side=side, language=language)

    def open_screen(self, names: Sequence[str], side: str | None = None, language: str | None = None) -> int:
        """Opens the library, or what is named; gives the exit code. Raises BriefingError."""
        piped = "-" in names and not self.options.restricted
        if not ((piped or _is_terminal(sys.stdin)) and _is_terminal(sys.stderr) and _draws()):
            raise UsageError("the screen needs a terminal; `briefing show BRIEF` prints plain text")
        # Collecting garbage while everything is being built costs 15 ms of the time to the first frame;
        # the app turns it on again when that is shown.
        gc.disable()
        files = any(map(_is_a_file_s, names, self.files(names)))
        with _told_when_long(names) if files else contextlib.nullcontext():  # a thread costs the start 2 ms
            brief = self.brief(names, side, language) if names else self._welcome()
            if brief and not brief.folder:
                self.shelf.compare(brief, pairs(brief)[0])  # for the screen, which finds it in the cache
        if (side or language) and (brief is None or brief.folder):
            raise UsageError("--side and --lang go with readout files, not with a brief of the library")
        if piped:
            _take_keys_from_terminal()
        shelf = self.shelf  # before the screen: its keys are made for the cards that are known by then
        from briefing_tui.settings.terminal import environment, terminal
        from briefing_tui.tui.app import run

        link = terminal(environment(), self.options.low_bandwidth)
        return run(self.paths, shelf, self.notes, brief, link, self.options)

    def _welcome(self) -> Brief | None:
        """The lessons, where nobody has been yet: no state, no notes and no briefs of the user's own."""
        from briefing_tui.settings.state import begin

        if self.library or not begin(self.paths.state) or self.notes.counts():
            return None
        own = self.shelf.own_place.folder
        return None if own.is_dir() and any(own.iterdir()) else self.shelf.welcome()


def _is_a_file_s(name: str, path: Path) -> bool:
    """Whether a name is that of a file, there or not, and no brief's id."""
    from briefing_tui.files import PIPE

    return path == PIPE or path.exists() or os.sep in name or _has_suffix(path)


def _has_suffix(path: Path) -> bool:
    """Whether the name is that of a readout file, there or not."""
    if not path.suffix:
        return False
    from briefing_tui.reading.formats import SUFFIXES

    return path.suffix.lower() in SUFFIXES


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


@contextlib.contextmanager
def _told_when_long(names: Sequence[str]) -> Iterator[None]:
    """Says on the terminal what is read and compared, where that takes long; wipes it away at the end."""
    done = threading.Event()

    def tell() -> None:
        if done.wait(_LONG):
            return
        from briefing_tui.reading.unsafe import clean_line
        from briefing_tui.tui.typography import shorten

        what = f"reading and comparing {clean_line(', '.join(names))}"
        sys.stderr.write(shorten(what, shutil.get_terminal_size().columns - len(_STOPS) - 1) + _STOPS)
        sys.stderr.flush()
        done.wait()
        sys.stderr.write("\r\x1b[K")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _draws() -> bool:
    return os.environ.get("TERM", "dumb") != "dumb"


def _take_keys_from_terminal() -> None:
    """The text came by standard input; from now on that is the terminal itself. Raises UsageError."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        raise UsageError("there is no terminal for the keys; `briefing show -` prints plain text") from None
    os.dup2(terminal, 0)
    os.close(terminal)
