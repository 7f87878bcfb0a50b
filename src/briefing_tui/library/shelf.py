"""All briefs within reach: bundled, the server's, the user's own, ``--library DIR``."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from briefing_tui.files import PIPE, digest, is_file_name, leads_out, read_ordinary
from briefing_tui.frozen import dataclass
from briefing_tui.library import codec, layout
from briefing_tui.library.cache import ANALYSIS, Cache, signature
from briefing_tui.model import Brief, BriefingError, Comparison, Pair, Readout
from briefing_tui.reading.unsafe import clean_line, reason
from briefing_tui.settings.paths import Paths, Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the library. ``problem`` says why a brief cannot be opened; then the rest may be empty.

    ``own``: its texts may be links that lead elsewhere. ``sides`` are names, ``side_ids`` what the program
    knows them by.
    """

    id: str
    origin: str
    folder: Path
    own: bool = False
    title: str = ""
    date: str = ""
    kind: str = ""
    sides: tuple[str, ...] = ()
    side_ids: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    problem: str = ""
    place: str = ""
    sources: tuple[str, ...] = ()


class Found(NamedTuple):
    """A folder of a place, not looked into yet: it may hold a brief. With a ``problem`` it is the place
    itself, which cannot be read.
    """

    place: Place
    name: str
    problem: str = ""

    @property
    def path(self) -> Path:
        return self.place.folder / self.name


class Shelf:
    """Finds and opens briefs; parsed ones are cached under ``paths.cache``.

    ``words`` is a digest of the user's own lexicon: another one makes another analysis.
    """

    def __init__(self, paths: Paths, library: Path | None = None, *, words: str = "") -> None:
        if library is not None and not library.is_dir():
            raise BriefingError(f"{clean_line(str(library))}: no such folder (--library)")
        # In full: the working folder may be gone later.
        self.places = paths.shelves(library and library.absolute())
        self._welcome = paths.welcome
        self._named: dict[str, tuple[Path, ...]] = {}  # the files of briefs that have no folder
        self.cache = Cache(paths.cache)
        self.words = words

    @property
    def own_place(self) -> Place:
        """Where briefs are written: the last of the places that may be."""
        return next(p for p in reversed(self.places) if p.writable)

    def entries(self) -> list[Entry]:
        """Every brief, the newest first; broken ones among them, with the reason."""
        made = [entry for same in self.found().values() for entry in self.made(same)]
        return sorted(made, key=lambda e: (e.date, e.id), reverse=True)

    def is_larger(self, than: int) -> bool:
        """Whether there are more folders and files in all places than so many. Quick at any size."""
        for place in self.places:
            with contextlib.suppress(OSError), os.scandir(place.folder) as entries:
                than -= sum(1 for _ in islice(entries, than + 1))
            if than < 0:
                return True
        return False

    def found(self) -> dict[str, list[Found]]:
        """The folders of all places, by the id of a brief in them; a place that is not there has none."""
        found: dict[tuple[str, str], Found] = {}
        for place in self.places:
            try:
                with os.scandir(place.folder) as entries:
                    below = sorted((e.name, e.is_symlink()) for e in entries if not e.name.startswith("."))
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                problem = f"{clean_line(str(place.folder))}: cannot be read: {reason(error)}"
                found[str(place.folder), ""] = Found(place, "", problem)
                continue
            top = os.path.realpath(place.folder)
            for name, linked in below:
                reached = (top, name)
                if linked and (place.own or not leads_out(place.root, place.folder / name)):
                    reached = os.path.split(os.path.realpath(place.folder / name))
                found[reached] = Found(place, name)  # the same folder reached by two places counts once
        by_id: dict[str, list[Found]] = {}
        for one in found.values():
            by_id.setdefault(one.place.origin if one.problem else clean_line(one.name), []).append(one)
        return by_id

    def made(self, same: Iterable[Found]) -> list[Entry]:
        """What the list shows of the folders that have one id; nothing where they hold no brief."""
        there = [entry for one in same if (entry := _entry_at(one))]
        good = [e for e in there if not e.problem]
        clash = _clash(good)
        # Copies of one brief are one brief, the last place's; different ones are all shown as a clash.
        return [e for e in there if e.problem] + [
            self._entry(e, clash) for e in (good if clash else good[-1:])
        ]

    def sign(self, same: Iterable[Found]) -> str:
        """Another one when ``made`` may give something else of these folders; empty where that is unknown."""
        try:
            return "\n".join(
                signature(layout.files(f.path), str(f.path), f.place.origin, str(f.place.own), f.problem)
                for f in same
            )
        except (OSError, ValueError):
            return ""

    def open(self, brief_id: str) -> Brief:
        """The brief with this id. Raises BriefingError."""
        there = self._entries_of(brief_id)
        if not there and brief_id == self._welcome.name:
            return self.welcome()
        if not there:
            shown = clean_line(brief_id)
            raise BriefingError(f"no brief and no file named {shown}; `briefing list` shows the briefs")
        good = [e for e in there if not e.problem]
        if problem := _clash(good) if good else there[-1].problem:
            raise BriefingError(problem)
        return self.open_folder(good[-1].folder, good[-1].origin, own=good[-1].own)

    def welcome(self) -> Brief:
        """The lessons: a brief by its id, on no list. Raises BriefingError."""
        return self.open_folder(self._welcome, "lessons")

    def open_folder(self, path: Path, origin: str = "files", *, own: bool = False) -> Brief:
        """The brief in a folder, from the cache where nothing has changed. Raises BriefingError.

        ``own``: links of its texts are followed wherever they lead.
        """
        path = path.absolute()
        if not is_file_name(clean_line(path.name)):  # its notes lie in a folder of that name
            raise BriefingError(f"{clean_line(str(path))}: a brief cannot have that name; rename the folder")
        try:
            sign = signature(layout.files(path), origin, str(own))
        except OSError as error:
            where = clean_line(str(error.filename or path))
            raise BriefingError(f"{where}: cannot be read: {reason(error)}") from None
        key = f"brief {path}"  # not resolved: the same folder under another name is another id
        if kept := self.cache.get(key, sign):
            return codec.unpack_brief(kept)
        from briefing_tui.library.folder import read_folder  # only now: it brings the whole of reading

        brief = read_folder(path, origin, within=layout.reach(path, own=own))
        self.cache.put(key, sign, codec.pack_brief(brief))
        return brief

    def open_files(
        self, paths: Sequence[Path], *, side: str | None = None, language: str | None = None
    ) -> Brief:
        """Readout files as they are, as one brief. Raises BriefingError."""
        try:
            sign = "" if PIPE in paths else signature(paths, str(side), str(language))
        except OSError:
            sign = ""  # read_files says what is wrong
        key = "files " + "\n".join(str(p.absolute()) for p in paths)
        if sign and (kept := self.cache.get(key, sign)):
            brief = codec.unpack_brief(kept)
        else:
            from briefing_tui.library.folder import read_files

            brief = read_files(paths, side=side, language=language)
            if sign:
                self.cache.put(key, sign, codec.pack_brief(brief))
        self._named[brief.id] = tuple(p.absolute() for p in paths)
        return brief

    def look(self) -> object:
        """Something that is another one when a brief has come or gone, or a place cannot be read any more."""
        return [_seen_in(place.folder) for place in self.places]

    def look_at(self, brief: Brief) -> object | None:
        """Something that is another one when a text of the brief has changed on disk; None where one that was
        there, or all of them, cannot be found or looked at.
        """
        try:
            paths = layout.files(Path(brief.folder)) if brief.folder else self._named.get(brief.id, ())
            return [(p.name, (s := p.stat()).st_mtime_ns, s.st_size) for p in paths]
        except OSError:
            return None

    def compare(self, brief: Brief, pair: Pair) -> Comparison:
        """The analysis of a pair of the brief's readouts, from the cache where the texts are the same."""
        left, right, *others = _texts(brief, pair)
        assert left is not None
        key, sign = self._kept_as(brief, (left, right, *others))
        if kept := self.cache.get(key, sign):
            return codec.unpack_comparison(kept, left, right)
        made = self.analyse(left, right, [r for r in others if r])
        self.cache.put(key, sign, codec.pack_comparison(made))
        return made

    def analysed(self, brief: Brief, pair: Pair) -> Comparison | None:
        """As ``compare``, where that has been made already."""
        left, right, *others = _texts(brief, pair)
        assert left is not None
        kept = self.cache.get(*self._kept_as(brief, (left, right, *others)))
        return codec.unpack_comparison(kept, left, right) if kept else None

    def _kept_as(self, brief: Brief, texts: Sequence[Readout | None]) -> tuple[str, str]:
        """The key and the signature of the analysis of the first two texts in the cache."""
        left, right = (r.key if r else "" for r in texts[:2])
        sign = signature((), self.words, *(_analysed(r) for r in texts if r), code=ANALYSIS)
        return f"compare {brief.folder} {brief.id} {left} {right}", sign

    def analyse(self, left: Readout, right: Readout | None, others: Sequence[Readout] = ()) -> Comparison:
        """The analysis made anew; only the parsed lexicon comes from the cache."""
        from briefing_tui.analysis import tables
        from briefing_tui.analysis.compare import compare

        tables.keep_in(self.cache)
        return compare(left, right, others)

    def derived(self, name: str, entries: Sequence[Entry], make: Callable[[], Any]) -> Any:
        """JSON that ``make`` makes of these briefs with the words in use, from the cache where nothing of
        them has changed. Raises BriefingError.
        """
        from briefing_tui.analysis import tables

        tables.keep_in(self.cache)
        try:
            files = [path for e in entries for path in layout.files(e.folder)]
            sign = signature(files, self.words, *(f"{e.id} {e.date}" for e in entries), code=ANALYSIS)
        except OSError as error:
            raise BriefingError(
                f"{clean_line(str(error.filename))}: cannot be read: {reason(error)}"
            ) from None
        key = "\n".join((name, *(str(e.folder) for e in entries)))
        if (kept := self.cache.get(key, sign)) is None:
            kept = make()
            self.cache.put(key, sign, kept)
        return kept

    def _entries_of(self, brief_id: str) -> list[Entry]:
        """The folders of a brief, not opened yet. Not all are listed where some have the very name."""
        named = []
        if is_file_name(brief_id) and clean_line(brief_id) == brief_id:
            named = [entry for p in self.places if (entry := _entry_at(Found(p, brief_id)))]
        if any(not e.problem for e in named):  # the same folder reached by two places counts once
            reached = {str(e.folder) if e.problem else os.path.realpath(e.folder): e for e in named}
            return list(reached.values())
        same = self.found().get(brief_id, [])
        return [entry for one in same if (entry := _entry_at(one))]

    def _entry(self, entry: Entry, clash: str) -> Entry:
        if clash:
            return replace(entry, problem=clash)
        try:
            brief = self.open_folder(entry.folder, entry.origin, own=entry.own)
        except BriefingError as error:
            return replace(entry, problem=str(error))
        return replace(
            entry,
            title=brief.title,
            date=brief.date,
            kind=brief.kind,
            sides=tuple(brief.side_name(s) for s in brief.sides),
            side_ids=brief.sides,
            languages=tuple(dict.fromkeys(r.language for r in brief.readouts)),
            place=brief.place,
            sources=tuple(dict.fromkeys(r.source.value for r in brief.readouts)),
        )


def _entry_at(found: Found) -> Entry | None:
    """The brief in a folder, not opened yet; None where there is none."""
    place, path = found.place, found.path
    if found.problem:
        return Entry(place.origin, place.origin, place.folder, problem=found.problem)
    entry = Entry(clean_line(path.name), place.origin, path, place.own)
    try:
        if not (path.is_dir() and layout.is_brief(path)):
            return None
    except OSError as error:
        return replace(entry, problem=f"{clean_line(str(path))}: cannot be read: {reason(error)}")
    if not place.own and (link := leads_out(place.root, path)):
        where = clean_line(str(link))
        return replace(entry, problem=f"{where}: is a link that leads out of the library; it is not followed")
    return entry


def _seen_in(folder: Path) -> tuple[int, int] | None:
    """How many names are in a folder, and a sum of them and of the times at which something last came or went
    there; None: no such folder, or it cannot be read.
    """
    try:
        with os.scandir(folder) as entries:
            seen = [hash((entry.name, _time(entry))) for entry in entries]
    except OSError:
        return None
    return len(seen), sum(seen)


def _time(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_mtime_ns
    except OSError:
        return 0


def _clash(same: Sequence[Entry]) -> str:
    """Two briefs with one id are nobody's guess; two copies of one brief are no trouble."""
    if len(same) < 2 or len({_content(e) for e in same}) < 2:
        return ""
    where = " and ".join(clean_line(str(e.folder)) for e in same)
    return f"two briefs have the id {same[0].id}: {where}; rename one of the folders"


def _texts(brief: Brief, pair: Pair) -> list[Readout | None]:
    """The left text and the right one, then all others of the brief."""
    left = brief.readout(pair.left)
    right = brief.readout(pair.right) if pair.right else None
    return [left, right, *(r for r in brief.readouts if r not in (left, right))]


def _analysed(readout: Readout) -> str:
    """A digest of all that the analysis looks at: headings, title, day and source too, which ``hash`` leaves
    out.
    """
    r = readout
    seen = repr((r.key, r.side, r.language, r.source.value, r.published, r.title, r.blocks))
    return digest(seen.encode())


def _content(entry: Entry) -> tuple[tuple[str, str], ...]:
    within = layout.reach(entry.folder, own=entry.own)
    try:
        return tuple((f.name, digest(read_ordinary(f, within=within))) for f in layout.files(entry.folder))
    except OSError:
        return ()
