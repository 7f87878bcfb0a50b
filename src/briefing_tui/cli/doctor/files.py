"""What people have put there: words, keys, themes, briefs, notes, corrections, and what was left over."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing_tui.cli.doctor.finding import Finding, broken, hint, ok, quoted, there
from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError
from briefing_tui.settings.paths import Paths

_MOST = 5  # of one kind that are told one by one


def findings(desk: Desk) -> Iterator[Finding]:
    by = desk.options.why.get("restricted", "")
    yield ok("restricted", f"yes: {by} says so" if desk.options.restricted else "no")
    yield from _words(desk)
    yield from _keys(desk.paths)
    yield from _themes(desk.paths)
    yield from _briefs(desk)
    yield from _notes(desk)
    yield from _corrections(desk)
    yield from _left(desk.paths)


def _words(desk: Desk) -> Iterator[Finding]:
    try:
        own = desk.use_own_words()
    except BriefingError as error:
        yield broken("lexicon", str(error), "mend the line: no brief opens before (docs/lexicon.md)")
    except OSError as error:
        yield broken("lexicon", f"{desk.lexicon}: {error.strerror}", f"chmod u+rwx {quoted(desk.lexicon)}")
    else:
        yield ok("lexicon", f"with your own words: {desk.lexicon}" if own else "the program's own")


def _keys(paths: Paths) -> Iterator[Finding]:
    from briefing_tui.settings import keys
    from briefing_tui.tui import actions

    path = paths.config / keys.FILE
    _, problems = keys.read(path, actions.defaults(), within=paths.config_bounds)
    for problem in problems:
        yield broken("keys", problem, "mend the line; docs/keys.md has the names of actions and keys")
    if not problems:
        yield ok("keys", str(path) if there(path) else "the program's own")


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
    yield ok("themes", f"yours: {', '.join(good)}" if good else "the program's own")


def _briefs(desk: Desk) -> Iterator[Finding]:
    from briefing_tui.finding.catalogue import Catalogue
    from briefing_tui.library.shelf import Shelf

    # A shelf of its own: desk.shelf has none where the lexicon is broken.
    entries = Catalogue(Shelf(desk.paths, desk.library), desk.paths.cache).now()
    bad = [e for e in entries if e.problem]
    for e in bad[:_MOST]:
        remedy = f"mend what is named, or take the folder away: mv {quoted(e.folder)} ELSEWHERE"
        yield broken("briefs", f"{e.id}: {e.problem}", remedy)
    yield from _more("briefs", bad, "briefing list is:broken")
    yield ok("briefs", f"{len(entries) - len(bad)} can be opened")


def _notes(desk: Desk) -> Iterator[Finding]:
    if problem := desk.notes.problem():
        yield broken(
            "notes", problem, f"chmod -R u+rwX {quoted(desk.paths.notes)}, or take away the link there"
        )
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
