"""Keeping texts: readout files become a brief's folder in the user's library, words and all."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing_tui.files import Linked, private_folder, write_atomically
from briefing_tui.library import folder, layout, revisions
from briefing_tui.library.revisions import Kept, Revised
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Block, BlockKind, Brief, BriefingError, Readout, SourceKind
from briefing_tui.reading import gazetteer, load, yamlhead
from briefing_tui.reading.markdown import escape
from briefing_tui.reading.unsafe import clean_line, reason
from briefing_tui.settings.paths import Place

_ID = re.compile(r"[\w][\w.-]{0,119}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What was kept: the brief's id, its folder, the files written anew, the readouts that were there
    already, and the texts that a newer one has replaced.
    """

    id: str
    folder: Path
    written: tuple[Path, ...]
    known: tuple[str, ...]
    revised: tuple[Revised, ...] = ()


def keep(
    shelf: Shelf,
    paths: Sequence[Path],
    *,
    brief_id: str | None = None,
    side: str | None = None,
    language: str | None = None,
) -> Imported:
    """Reads all files first, then writes: with a bad one among them nothing changes. Raises BriefingError."""
    brief = folder.read_files(paths, side=side, language=language)
    unknown = [r for r in brief.readouts if r.side == gazetteer.UNKNOWN_SIDE]
    if unknown:
        raise BriefingError(
            f"{clean_line(str(paths[0]))}: whose text this is cannot be told;"
            " say --side, for example --side france"
        )
    target_id = brief_id or brief.id
    if not _ID.fullmatch(target_id):
        raise BriefingError(f"{clean_line(target_id)}: an id is letters, digits, dots and dashes")
    place = next(p for p in reversed(shelf.places) if p.writable)
    target = place.folder / target_id
    present = _present(shelf, target_id, target)
    if present and not brief_id:
        raise BriefingError(
            f"there is a brief {target_id} already; add to it with --brief {target_id}, or choose another id"
        )
    return _write(place, target, brief, present, _declared(paths))


def _declared(paths: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """The front matter of the files as it stands there, by the hash of their text: no key of it is lost."""
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        if data := revisions.front_matter(path):
            found |= {readout.hash: data for readout in load.read_file(path)}
    return found


def _present(shelf: Shelf, brief_id: str, target: Path) -> Brief | None:
    """The brief that has this id already; only one in the folder that we write to can be added to."""
    same = [e for e in shelf.entries() if e.id == brief_id]
    if not same:
        return None
    if os.path.realpath(same[-1].folder) != os.path.realpath(target):
        raise BriefingError(
            f"{brief_id} is a brief of the {same[-1].origin} library and read-only;"
            " choose another id with --brief"
        )
    return shelf.open(brief_id)


def _write(
    place: Place,
    target: Path,
    brief: Brief,
    present: Brief | None,
    declared: dict[str, dict[str, Any]],
) -> Imported:
    seen = {(r.side, r.language, r.hash) for r in present.readouts} if present else set()
    new: list[Readout] = []
    known: list[str] = []
    for readout in brief.readouts:
        mark = (readout.side, readout.language, readout.hash)
        if mark in seen:
            known.append(readout.key)
        else:
            new.append(readout)
        seen.add(mark)
    within = layout.reach(target, own=place.own)
    sides = folder.declared_sides(target, within) if present else ()
    strangers = [r for r in new if sides and r.side not in sides]
    if strangers:
        raise BriefingError(
            f"{target.name}: {strangers[0].side} is none of its sides ({', '.join(sides)});"
            " say --side, or choose another brief"
        )
    given = {r.hash for r in brief.readouts}
    older = [k for k in revisions.texts(target, within) if k.readout.hash not in given] if present else []
    written: list[Path] = []
    revised: list[Revised] = []
    try:
        private_folder(target, place.root)
        for readout in new:
            says = declared.get(readout.hash, {})
            if old := revisions.earlier(readout, older):
                older.remove(old)  # of two new texts each has its own, or none
                revised.append(_revise(old, readout, says))
                continue
            path = _free(target, readout)
            write_atomically(path, _file(readout, says), replace=False)
            written.append(path)
        if not present:
            path = target / layout.BRIEF_FILE
            # Last: a folder becomes a brief when everything else is in it.
            write_atomically(path, _brief_file(brief), replace=False)
            written.append(path)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        for done in revised:
            done.undo()
        at = error.filename if isinstance(error, Linked) else target
        raise BriefingError(f"{clean_line(str(at))}: cannot be written: {reason(error)}") from None
    return Imported(target.name, target, tuple(written), tuple(known), tuple(revised))


def _revise(old: Kept, readout: Readout, says: dict[str, Any]) -> Revised:
    """The new text in the place of the old one, which is copied first. Raises OSError: the old one stands."""
    text = _file(*revisions.inherited(readout, says, old))
    in_place = old.path.suffix.lower() in load.MARKDOWN
    path = old.path if in_place else _free(old.path.parent, readout)
    done = Revised(old.path, path, revisions.set_aside(old.path))
    try:
        write_atomically(path, text, replace=in_place)
        if not in_place:
            old.path.unlink()
    except OSError:
        done.undo()
        raise
    return done


def _free(target: Path, readout: Readout) -> Path:
    n = 1
    while True:
        name = f"{readout.side}.{readout.language}{'' if n == 1 else f'.{n}'}.md"
        if not os.path.lexists(target / name):
            return target / name
        n += 1


def _brief_file(brief: Brief) -> str:
    # With one side's text alone the brief waits for the other's: it names no sides yet.
    sides = list(brief.sides) if len(brief.sides) > 1 else []
    data: dict[str, Any] = {"title": brief.title, "date": brief.date, "sides": sides}
    data["guessed"] = sorted(n for n in brief.guessed if data.get(n))
    return yamlhead.dump({k: v for k, v in data.items() if v})


def _file(readout: Readout, declared: dict[str, Any]) -> str:
    """Front matter and body. What was guessed stays marked: removing a name from ``guessed`` confirms it."""
    titled = "title" not in readout.guessed
    preface, blocks = _preface(readout)
    data: dict[str, Any] = {
        "side": readout.side,
        "language": readout.language,
        "issuer": readout.issuer,
        "source": readout.source.value,
        "complete": readout.complete,
        "title": readout.title if titled else "",
        "publisher": readout.publisher,
        "published": readout.published,
        "url": readout.url,
        "retrieved": readout.retrieved,
        "preface": " / ".join(b.text for b in preface) or declared.get("preface", ""),
        "guessed": sorted(readout.guessed - {"title"}),
    }
    known = {k: v for k, v in data.items() if v not in ("", [])}
    head = yamlhead.dump(known | {k: v for k, v in declared.items() if k not in data})
    return f"{head}\n{to_markdown(blocks)}\n"


def _preface(readout: Readout) -> tuple[Sequence[Block], Sequence[Block]]:
    """What stands above both sections of a two-sided summary; the section, from its own heading on."""
    blocks = readout.blocks
    if readout.source is not SourceKind.SUMMARY or "title" not in readout.guessed:
        return (), blocks
    at = next((i for i, b in enumerate(blocks) if clean_line(b.text) == readout.title), 0)
    return blocks[:at], blocks[at:]


def to_markdown(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown that reads back as the same words."""
    parts: list[str] = []
    previous: Block | None = None
    for block in blocks:
        if parts:
            parts.append(_between(previous, block))
        parts.append(_markdown(block))
        previous = block
    return "".join(parts)


def _between(previous: Block | None, block: Block) -> str:
    """What parts two blocks. Furniture cut off a paragraph goes back to it, to be found there again."""
    if previous and previous.joined == "next":
        return " "
    if block.joined == "previous":
        return " "
    together = previous and previous.kind is block.kind is BlockKind.ITEM
    return "\n" if together else "\n\n"


def _markdown(block: Block) -> str:
    text = escape(block.text)
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * block.level} {text}"
        case BlockKind.QUOTE:
            return f"> {text}"
        case BlockKind.ITEM:
            marker = block.marker if block.marker[:-1].isdigit() else "-"
            return f"{'    ' * (block.level - 1)}{marker} {text}"
        case BlockKind.TABLE:
            lines = [f"| {line.replace(chr(92) + '|', '|')} |" for line in text.split("\n")]
            columns = block.text.split("\n")[0].count(" | ") + 1
            return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])
        case _:
            return text
