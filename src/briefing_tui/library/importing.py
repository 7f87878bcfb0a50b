"""Keeping texts: readout files become a brief's folder in the user's library, words and all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefing_tui.files import Linked, private_folder, write_atomically
from briefing_tui.library import folder, layout, revisions
from briefing_tui.library.batch import MOST, Batch
from briefing_tui.library.proposing import Fate, Proposal, Text
from briefing_tui.library.revisions import Kept, Revised
from briefing_tui.library.same import mark
from briefing_tui.library.shelf import Shelf
from briefing_tui.library.written import brief_file, readout_file
from briefing_tui.model import Brief, BriefingError, Readout
from briefing_tui.reading import gazetteer, load
from briefing_tui.reading.unsafe import clean_line, reason
from briefing_tui.settings.paths import Place

_ID = re.compile(r"[\w][\w.-]{0,119}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a proposal: into the brief named; into the one that was found (``join``), or a new one;
    undecided where both are silent.
    """

    brief: str = ""
    join: bool | None = None


_SILENT = Decision()


class Undecided(BriefingError):
    """A brief was found for the texts, and nobody has said whether they go there."""

    def __init__(self, proposal: Proposal, where: str) -> None:
        self.proposal = proposal
        first, *rest = proposal.found
        if proposal.fate is Fate.REVISION:
            what = f"a newer text of one in {first}; to put it in its place: --join"
        elif rest:
            what = f"{', '.join(proposal.found)} may be the same event; say which: --brief {first}"
        else:
            what = f"{first} is the same day and parties; to join it: --join"
        or_else = "" if rest else f" or --brief {first}"
        super().__init__(f"{where}: not kept: {what}{or_else}; for a brief of its own: --new")


class Otherwise(BriefingError):
    """A brief has come or gone since the proposal was made: it is to be made anew."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was kept: the brief's id, its folder, the files written anew, the readouts that were there
    already, and the texts that a newer one has replaced. ``new``: the brief was not there before.
    """

    id: str
    folder: Path
    written: tuple[Path, ...]
    known: tuple[str, ...]
    revised: tuple[Revised, ...] = ()
    new: bool = False


def keep(
    shelf: Shelf,
    proposal: Proposal,
    decision: Decision = _SILENT,
    where: str = "import",
    batch: Batch | None = None,
    made: str = "",
) -> Imported:
    """Puts the texts where the decision says; ``where`` names them in errors. Raises BriefingError, Undecided
    among them; then nothing has changed. With a ``batch`` what is new is in the library when that is closed.
    ``made`` is the ``brief.md`` of a new brief, where that is there already.
    """
    if any(t.readout.side == gazetteer.UNKNOWN_SIDE for t in proposal.texts):
        raise BriefingError(
            f"{where}: whose text this is cannot be told; say --side, for example --side france"
        )
    target_id = decision.brief or _decided(proposal, decision, where)
    check_id(target_id)
    place = shelf.own_place
    target = place.folder / target_id
    if proposal.fate is Fate.KNOWN and not decision.brief:
        at = (p.folder / target_id for p in reversed(shelf.places))
        there = next(filter(layout.is_brief, at), target)  # or it comes with the same batch
        return Imported(target_id, there, (), tuple(r.key for r in proposal.brief.readouts))
    if batch and (staged := batch.staged.get(target_id)):
        present: Brief | None = folder.read_folder(staged, place.origin)
        target = staged
    else:
        if batch:
            batch.settle(target_id)
        present = _present(shelf, target_id, target)
        _as_decided(proposal, decision, target_id, present, where)
    return _write(place, target, proposal, present, batch, made)


def check_id(brief_id: str) -> None:
    """Raises BriefingError for what cannot be the id of a brief."""
    if not _ID.fullmatch(brief_id):
        raise BriefingError(f"{clean_line(brief_id)}: an id is letters, digits, dots and dashes")


def _decided(proposal: Proposal, decision: Decision, where: str) -> str:
    """The id of the brief that the texts go to."""
    if proposal.fate is Fate.NEW or (decision.join is False and proposal.fate is not Fate.KNOWN):
        return proposal.new_id
    if proposal.fate is not Fate.KNOWN and (decision.join is None or len(proposal.found) > 1):
        raise Undecided(proposal, where)
    return proposal.id


def _as_decided(
    proposal: Proposal, decision: Decision, target_id: str, present: Brief | None, where: str
) -> None:
    """What another session has done meanwhile does not make of a new brief one that is joined, nor of one
    that is joined a new one. Raises Otherwise.
    """
    if present and (decision.join is False or not (decision.brief or proposal.found)):
        what = f"there is a brief {target_id} already"
    elif present is None and decision.join and target_id in proposal.found:
        what = f"{target_id} is no longer there"
    else:
        return
    raise Otherwise(f"{where}: not kept: {what}")


def _present(shelf: Shelf, brief_id: str, target: Path) -> Brief | None:
    """The brief that has this id already; only one in the folder that we write to can be added to."""
    place = shelf.own_place
    if layout.is_brief(target):
        return shelf.open_folder(target, place.origin, own=place.own)
    for other in shelf.places:
        at = other.folder / brief_id
        if layout.is_brief(at) and os.path.realpath(at) != os.path.realpath(target):
            raise BriefingError(
                f"{brief_id} is a brief of the {other.origin} library and read-only;"
                " choose another id with --brief"
            )
    return None


def _write(
    place: Place, target: Path, proposal: Proposal, present: Brief | None, batch: Batch | None, made: str
) -> Imported:
    seen = [mark(r) for r in present.readouts] if present else []
    new: list[Text] = []
    known: list[str] = []
    for text in proposal.texts:
        readout = text.readout
        its = mark(readout)
        if any(map(its.same, seen)):
            known.append(readout.key)
        else:
            new.append(text)
        seen.append(its)
    within = layout.reach(target, own=place.own)
    sides = folder.declared_sides(target, within) if present else ()
    strangers = [t.readout for t in new if sides and t.readout.side not in sides]
    if strangers:
        raise BriefingError(
            f"{target.name}: {strangers[0].side} is none of its sides ({', '.join(sides)});"
            " say --side, or choose another brief"
        )
    written: list[Path] = []
    revised: list[Revised] = []
    at = batch.folder(target.name) if batch and not present else target
    write: Callable[[Path, str], None] = partial(write_atomically, replace=False)
    if batch and (not present or target in batch.staged.values()):
        write = batch.write
    elif batch and not target.is_symlink():  # that may lead to another disk
        write = batch.join
    try:
        private_folder(at, place.root)
        older = _older(target, within, proposal, new) if present else []
        for text in new:
            if old := revisions.earlier(text.readout, older):
                older.remove(old)  # of two new texts each has its own, or none
                revised.append(_revise(old, text, batch))
                continue
            path = _free(at, text.readout, batch)
            write(path, readout_file(text.readout, {**text.declared, **text.says}))
            written.append(path)
        if not present:
            path = at / layout.BRIEF_FILE
            # Last: a folder becomes a brief when everything else is in it.
            write(path, made or brief_file(proposal.brief))
            written.append(path)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
            if batch:
                batch.take_back(path)
        for done in revised:
            done.undo()
        where = error.filename if isinstance(error, Linked) else target
        raise BriefingError(f"{clean_line(str(where))}: cannot be written: {reason(error)}") from None
    if batch and not present:
        batch.add(target.name)
    elif batch:
        batch.commit(MOST)
    home = place.folder / target.name
    at_home = tuple(r.at(home) for r in revised)
    return Imported(
        target.name, home, tuple(home / p.name for p in written), tuple(known), at_home, not present
    )


def _older(target: Path, within: Path, proposal: Proposal, new: Sequence[Text]) -> list[Kept]:
    """The texts that a new one may be a newer one of."""
    given = [mark(t.readout) for t in proposal.texts]
    wanted = {(t.readout.side, t.readout.language) for t in new}
    return [
        k
        for k in (revisions.texts(target, within) if new else ())
        if (k.readout.side, k.readout.language) in wanted and not any(map(mark(k.readout).same, given))
    ]


def _revise(old: Kept, new: Text, batch: Batch | None) -> Revised:
    """The new text in the place of the old one, which is copied first. Raises OSError: the old one stands."""
    text = readout_file(*revisions.inherited(new.readout, {**new.declared, **new.says}, old))
    in_place = old.path.suffix.lower() in load.MARKDOWN
    path = old.path if in_place else _free(old.path.parent, new.readout, batch)
    done = Revised(old.path, path, revisions.set_aside(old.path))
    try:
        write_atomically(path, text, replace=in_place)
        if not in_place:
            old.path.unlink()
    except OSError:
        done.undo()
        raise
    return done


def _free(target: Path, readout: Readout, batch: Batch | None) -> Path:
    n = 1
    while True:
        path = target / f"{readout.side}.{readout.language}{'' if n == 1 else f'.{n}'}.md"
        if not os.path.lexists(path) and not (batch and batch.waits(path)):
            return path
        n += 1
