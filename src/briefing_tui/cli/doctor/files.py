"""What people have put there: words, keys, themes, briefs, notes, corrections, and what was left over."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing_tui.cli.doctor import places, remedies
from briefing_tui.cli.doctor.finding import BROKEN, OK, Finding, broken, hint, ok, quoted, there
from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean_line, reason
from briefing_tui.settings.options import Options
from briefing_tui.settings.paths import Paths

_MOST = 5  # of one kind that are told one by one


def findings(desk: Desk) -> Iterator[Finding]:
    yield from _settings(desk.options, desk.paths)
    by = desk.options.why.get("restricted", "")
    yield ok("restricted", f"yes: {by}" if desk.options.restricted else "no")
    yield from _words(desk)
    yield from _keys(desk.paths)
    yield from _themes(desk.paths)
    yield from _briefs(desk)
    yield from _notes(desk)
    yield from _corrections(desk)
    yield from _left(desk.paths)


def _settings(options: Options, paths: Paths) -> Iterator[Finding]:
    for path, words in options.broken:
        if path == Path():
            remedy = "mend what XDG_CONFIG_HOME and XDG_CONFIG_DIRS name"
        elif path.parent != paths.config and not os.access(path, os.W_OK):
            remedy = f"ask those who keep this machine to mend {quoted(path)}"
        else:
            remedy = remedies.for_file(path) or f"mend the line: ${{EDITOR:-nano}} {quoted(path)}"
        yield broken("settings", f"{words}: the screen and most commands do not start", remedy)
    if not options.broken:
        yield ok("settings", "no mistake in settings.toml")


def _words(desk: Desk) -> Iterator[Finding]:
    try:
        own = desk.use_own_words()
    except BriefingError as error:
        yield broken("lexicon", f"{error}; no brief opens before", _mended_words(desk.lexicon, str(error)))
    except OSError as error:
        path = Path(error.filename or desk.lexicon)
        remedy = remedies.for_folder(path) if path == desk.lexicon else remedies.for_file(path)
        yield broken("lexicon", f"{path}: {reason(error)}", remedy or f"take it away: {remedies.aside(path)}")
    else:
        yield ok("lexicon", f"with your own words: {desk.lexicon}" if own else "the program’s own")


def _mended_words(lexicon: Path, problem: str) -> str:
    from briefing_tui.analysis.tables import NAMES

    for path in lexicon.iterdir():
        if path.name not in NAMES and problem.startswith(f"{clean_line(str(path))}: "):
            return f"give it the name of one of these, or take it away: {remedies.aside(path)}"
    return "mend the line"


def _keys(paths: Paths) -> Iterator[Finding]:
    from briefing_tui.settings import keys
    from briefing_tui.tui import actions

    path = paths.config / keys.FILE
    _, problems = keys.read(path, actions.defaults(), within=paths.config_bounds)
    for problem in problems:
        remedy = "mend the line; ? in the program shows keys, and their names for this file in grey"
        yield broken("keys", problem, remedies.for_file(path) or remedy)
    if not problems:
        yield ok("keys", str(path) if there(path) else "the program’s own")


def _themes(paths: Paths) -> Iterator[Finding]:
    from briefing_tui.settings import themes
    from briefing_tui.settings.state import State

    bundled, own = themes.folders(paths.bundled, paths.config)
    good = []
    for name in themes.names((own,)):
        path = own / f"{name}.toml"
        try:
            good.append(themes.load(path, bundled, within=paths.config_bounds).name)
        except BriefingError as error:
            yield broken("themes", str(error), f"mend the line, or rm {quoted(path)}")
    chosen = State(paths.state).theme
    if chosen and chosen not in {*themes.names((bundled,)), *good}:
        yield hint("themes", f"{chosen}, chosen last, is not to be had", "choose another: briefing, then T")
    yield ok("themes", f"yours: {', '.join(good)}" if good else "the program’s own")


def _briefs(desk: Desk) -> Iterator[Finding]:
    from briefing_tui.finding.catalogue import Catalogue
    from briefing_tui.library.shelf import Shelf

    # A shelf of its own: desk.shelf has none where the lexicon is broken.
    entries = Catalogue(Shelf(desk.paths, desk.library), desk.paths.cache).now()
    bad = [e for e in entries if e.problem]
    for e in bad[:_MOST]:
        way = next(filter(None, map(remedies.for_file, _files(e.folder))), "")
        remedy = f"mend what is named, or take the folder away: mv {quoted(e.folder)} ELSEWHERE"
        yield broken("briefs", f"{e.id}: {e.problem}", remedies.for_folder(e.folder) or way or remedy)
    yield from _more("briefs", bad, "briefing list is:broken")
    yield ok("briefs", f"{len(entries) - len(bad)} can be opened")


def _notes(desk: Desk) -> Iterator[Finding]:
    folder = desk.paths.notes
    if problem := desk.notes.problem():
        yield broken("notes", problem, remedies.for_folder(folder) or f"chmod -R u+rwX {quoted(folder)}")
    elif there(folder):
        yield from _not_written(folder)
    notes = desk.notes.all()
    bad = [n for n in notes if n.problem]
    for n in bad[:_MOST]:
        yield broken("notes", n.problem, f"mend it: ${{EDITOR:-nano}} {quoted(desk.notes.path(n))}")
    yield from _more("notes", bad, "t in a brief, then / state:broken, shows them")
    twice = [n for n in notes if n.conflict_of]
    for n in twice[:_MOST]:
        words = f"{n.brief}: {n.conflict_of} was written twice at one time; both texts are kept"
        yield hint("notes", words, f"put them into one: t in that brief, then m on {n.id}")
    yield from _more("notes", twice, "t in a brief, then / state:conflict, shows them", fault=False)
    yield ok("notes", f"{len(notes) - len(bad)} can be read")


def _not_written(notes: Path) -> Iterator[Finding]:
    """The folders that take no new note though theirs can be read."""
    top = places.writable("notes", notes, BROKEN)
    if top.state != OK:
        yield top
        return
    below = sorted(p for p in notes.iterdir() if p.is_dir())
    bad = [folder for folder in below if not os.access(folder, os.W_OK | os.X_OK)]
    for folder in bad[:_MOST]:
        yield broken("notes", f"{folder}: no note can be written there", remedies.give(folder))
    yield from _more("notes", bad, f"chmod -R u+rwX {quoted(notes)}")


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if not p.is_dir())
    except OSError:
        return []


def _corrections(desk: Desk) -> Iterator[Finding]:
    kept = desk.corrections.all()
    bad = [c for c in kept if c.problem]
    for c in bad[:_MOST]:
        path = next(iter(desk.paths.notes.glob(f"*/{c.id}.*")), desk.paths.notes)
        yield broken("corrections", c.problem, f"mend the line, or rm {quoted(path)}")
    yield from _more("corrections", bad, "briefing notes tells of each")
    yield ok("corrections", f"{len(kept) - len(bad)} hold")


def _left(paths: Paths) -> Iterator[Finding]:
    """Texts of sessions that ended before they could put them in their place."""
    from briefing_tui.notes.drafts import Drafts
    from briefing_tui.settings.confinement import UNSAVED, last_places

    drafts = Drafts(paths.state / "drafts").left()
    if drafts:
        count = "1 text was" if len(drafts) == 1 else f"{len(drafts)} texts were"
        yield hint(
            "unfinished", f"{count} being written when a session ended", "briefing, then R offers each again"
        )
    unsaved: list[Path] = []
    for folder in last_places():
        with contextlib.suppress(OSError):
            unsaved += sorted(Path(folder).glob(f"{UNSAVED}*"))
    for path in unsaved:
        remedy = f"put its text into a note, then rm {quoted(path)}"
        yield hint("unfinished", f"{path}: a note that no other place took", remedy)
    if not drafts and not unsaved:
        yield ok("unfinished", "nothing was left by a session that ended")


def _more(subject: str, bad: Sequence[object], how: str, *, fault: bool = True) -> Iterator[Finding]:
    if len(bad) > _MOST:
        yield (broken if fault else hint)(subject, f"{len(bad) - _MOST} more", how)
