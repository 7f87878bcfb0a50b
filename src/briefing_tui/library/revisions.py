"""A newer text of a document that the brief has: which one that is, and what becomes of the old one."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from briefing_tui.files import Linked, Unfit, private_folder, read_ordinary, write_atomically
from briefing_tui.library import layout
from briefing_tui.model import BriefingError, Readout
from briefing_tui.reading.unsafe import clean_line, reason

ALIKE = 80  # per cent: a paragraph or a sentence and its edited self
MOST = 0.5  # of the shorter text must stand in the longer one, which may be twice as long
_STAMP = "%Y%m%dT%H%M%SZ"
_STAMPED = re.compile(
    r"(?P<key>.+)\.(?P<moment>\d{8}T\d{6}Z)(?:-(?P<n>\d+))?"
)  # the name that a copy is given
_NAMES = ("side", "language", "issuer", "source", "title", "publisher", "published", "url")


class Kept(NamedTuple):
    """A readout of the brief: its file, the text, and the front matter as it stands there."""

    path: Path
    readout: Readout
    declared: dict[str, Any]


class Revised(NamedTuple):
    """The file of the text that was replaced, that of the new text, and where the old one lies now."""

    old: Path
    new: Path
    kept: Path

    def at(self, home: Path) -> Revised:
        """The same in the brief's folder ``home``, where it is written elsewhere first."""
        return Revised(home / self.old.name, home / self.new.name, home / layout.REVISIONS / self.kept.name)

    def undo(self) -> None:
        """The old text is in its place again, as if nothing had been."""
        self.kept.replace(self.old)
        if self.new != self.old:
            self.new.unlink(missing_ok=True)


class Earlier(NamedTuple):
    """The file of a text that was replaced at ``moment``; ``key`` is that of the readout in its place now."""

    key: str
    path: Path
    moment: datetime

    def read(self) -> Readout:
        """The text. Raises BriefingError."""
        from briefing_tui.reading import (
            load,  # most briefs have no earlier texts, and an export asks for them
        )

        return load.read_file(self.path, within=self.path.parent)[0]


def history(folder: Path) -> list[Earlier]:
    """The brief's earlier texts, the oldest first; none of them is read.

    Raises BriefingError where their folder cannot be read, or is a link: it may lead anywhere.
    """
    below = folder / layout.REVISIONS
    try:
        if below.is_symlink():
            raise Unfit(errno.ELOOP, "is a link; put the folder itself in its place")
        paths = layout.files(below)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise BriefingError(f"{clean_line(str(below))}: cannot be read: {reason(error)}") from None
    found = []
    for path in paths:
        name = _STAMPED.fullmatch(path.stem)
        moment = _moment(name["moment"]) if name else None
        if name and moment:
            found.append((moment, int(name["n"] or 1), Earlier(name["key"], path, moment)))
    return [earlier for _, _, earlier in sorted(found)]


def replaced(new: Readout, folder: Path) -> bool:
    """Whether the text is word for word one of the brief's earlier ones. Raises BriefingError."""
    from briefing_tui.library.same import mark

    its = mark(new)
    return any(its.same(mark(earlier.read())) for earlier in history(folder))


def _moment(stamp: str) -> datetime | None:
    """The stamp tells whole seconds: it was replaced before the next one. None where it is no time."""
    try:
        return datetime.strptime(stamp, _STAMP).replace(microsecond=999_000, tzinfo=UTC)
    except ValueError:
        return None


def front_matter(path: Path, within: Path | None = None) -> dict[str, Any]:
    """All that the file declares, keys of the user's own among it. Raises BriefingError."""
    from briefing_tui.reading import load

    return load.front_matter(path, within)


def texts(folder: Path, within: Path) -> list[Kept]:
    """The brief's readouts that have a file of their own: only such a file can be replaced.

    ``within`` is as for ``read_folder``.
    """
    from briefing_tui.reading import load

    found = []
    for path in layout.files(folder):
        if path.name != layout.BRIEF_FILE:
            readouts = load.read_file(path, within=within)
            if len(readouts) == 1:
                found.append(Kept(path, readouts[0], front_matter(path, within)))
    return found


def earlier(new: Readout, kept: Iterable[Kept]) -> Kept | None:
    """The text that the new one is a revision of; None where it is another document."""
    same = [(_sameness(new, k.readout), k) for k in kept]
    return max((s for s in same if any(s[0])), key=lambda s: s[0], default=(None, None))[1]


def _sameness(new: Readout, old: Readout) -> tuple[bool, bool, float]:
    """By the address; by the declared title; by so much of the words. Nothing of it: another document."""
    if (new.side, new.language) != (old.side, old.language):
        return False, False, 0.0
    words = likeness(new, old)
    if new.url and new.url == old.url:
        return True, False, words
    if any(_contradict(new, old, name) for name in ("url", "publisher", "published", "source")):
        return False, False, 0.0
    titled = bool(new.title) and new.title == old.title and "title" not in new.guessed | old.guessed
    return False, titled, words if titled or words > MOST else 0.0


def _contradict(new: Readout, old: Readout, name: str) -> bool:
    """Whether both say it, and not the same. A guess says nothing."""
    values = {getattr(r, name) for r in (new, old)}
    return len(values) == 2 and "" not in values and name not in new.guessed | old.guessed


def likeness(a: Readout, b: Readout) -> float:
    """How much of the shorter text stands in the longer one, edited a little or not; 0 for a mere excerpt.

    What does not stand there as a paragraph is looked for by the sentence: it may have been split or merged.
    """
    both = [[p.text for p in r.body] for r in (a, b)]
    (short, less), (long, more) = sorted(
        ((paragraphs, sum(map(len, _sentences(paragraphs)))) for paragraphs in both), key=lambda text: text[1]
    )
    if not less or less < MOST * more:
        return 0.0
    alone = _without(short, long)
    lost = _without(_sentences(alone), _sentences(long)) if alone else []
    return 1 - sum(map(len, lost)) / less


def _sentences(paragraphs: Iterable[str]) -> list[str]:
    from briefing_tui.reading import sentences

    return [p[start:end] for p in paragraphs for start, end in sentences.split(p)]


def _without(parts: Iterable[str], others: Sequence[str]) -> list[str]:
    """The parts that are none of the others, edited a little or not."""
    from rapidfuzz import fuzz, process

    known = set(others)
    new = (p for p in parts if p not in known)
    return [p for p in new if not process.extractOne(p, others, scorer=fuzz.ratio, score_cutoff=ALIKE)]


def inherited(new: Readout, declared: dict[str, Any], old: Kept) -> tuple[Readout, dict[str, Any]]:
    """The new text and its front matter, with what the old file declared and the new one does not speak of.

    A guess of either is no declaration. A headline of its own is the new text's title.
    """

    def silent(name: str) -> bool:
        if declared.get(name) == "":  # there is none, it says
            return False
        if name == "title" and new.title and _words(new.title) != _words(old.readout.title):
            return False
        return name in new.guessed or not getattr(new, name)

    taken = [n for n in _NAMES if n in old.declared and n not in old.readout.guessed and silent(n)]
    values: dict[str, Any] = {name: getattr(old.readout, name) for name in taken}
    if "complete" not in declared:
        source = values.get("source", new.source)
        was = old.readout
        decided = was.complete is not was.source.complete_by_default
        values["complete"] = was.complete if decided else source.complete_by_default
    return replace(new, **values, guessed=new.guessed - set(taken)), old.declared | declared


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def set_aside(path: Path) -> Path:
    """A copy of the file, byte for byte, under a name in ``revisions`` that none has had.

    Raises OSError; Linked for a link, whose place the newer text would take.
    """
    if path.is_symlink():
        raise Linked(path)
    # A readout is UTF-8, or it would not have been read.
    text = read_ordinary(path, within=path.parent).decode()
    folder = private_folder(path.parent / layout.REVISIONS, path.parent)
    moment = datetime.now(UTC).strftime(_STAMP)
    n = 1
    while True:
        copy = folder / f"{path.stem}.{moment}{'' if n == 1 else f'-{n}'}{path.suffix}"
        try:
            write_atomically(copy, text, replace=False)
        except FileExistsError:
            n += 1
        else:
            return copy
