"""A brief's folder, and texts opened as they are, into a Brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.files import MAX_BYTES
from briefing_tui.library.layout import BRIEF_FILE, files
from briefing_tui.model import Brief, BriefingError, Readout
from briefing_tui.reading import gazetteer, load
from briefing_tui.reading.unsafe import clean_line, reason

if TYPE_CHECKING:
    from briefing_tui.reading.frontmatter import BriefMatter

_MOST_BYTES = 2 * MAX_BYTES  # of all readouts of a brief


def read_folder(folder: Path, origin: str, within: Path | None = None) -> Brief:
    """The brief in a folder. Raises BriefingError in one line with the file and line that is wrong.

    ``within``, the folder itself or one above it, is that out of which no link leads.
    """
    within = within or folder
    matter, body = _brief_file(folder, within)
    readouts: list[Readout] = []
    for path in _readouts(folder):
        for readout in load.read_file(path, within=within):
            if matter.sides and readout.side not in matter.sides:
                named = ", ".join(matter.sides)
                shown = clean_line(str(path))
                raise BriefingError(f"{shown}:1: side {readout.side} is none of this brief’s sides ({named})")
            stem = clean_line(path.stem)
            readouts.append(replace(readout, key=stem if readout.side in stem else readout.key))
    if not readouts:
        raise BriefingError(f"{clean_line(str(folder))}: the brief has no readouts; add one beside brief.md")
    readouts = _unique(readouts)
    sides = tuple(matter.sides) or tuple(dict.fromkeys(r.side for r in readouts))
    order = {side: i for i, side in enumerate(sides)}
    readouts.sort(key=lambda r: (order[r.side], r.language != "en", r.key))
    guessed = {name for name in ("title", "date") if not getattr(matter, name)} | set(matter.guessed)
    return Brief(
        id=clean_line(folder.name),
        title=matter.title or _title(sides, readouts),
        date=matter.date or _date(readouts),
        kind=matter.kind,
        place=matter.place,
        sides=sides,
        readouts=tuple(readouts),
        bottom_line=_bottom_line(body),
        guessed=frozenset(guessed),
        origin=origin,
        folder=str(folder),
    )


def _readouts(folder: Path) -> list[Path]:
    """The files of a brief's readouts. Raises BriefingError where they cannot be listed, or are too much."""
    try:
        found = [path for path in files(folder) if path.name != BRIEF_FILE]
        size = sum(min(path.stat().st_size, MAX_BYTES) for path in found)  # of a larger one reading tells
    except OSError as error:
        where = clean_line(str(error.filename or folder))
        raise BriefingError(f"{where}: cannot be read: {reason(error)}") from None
    if size > _MOST_BYTES:
        raise BriefingError(f"{clean_line(str(folder))}: its files are larger than 20 MB together")
    return found


def declared_sides(folder: Path, within: Path) -> tuple[str, ...]:
    """The sides that ``brief.md`` itself names: only their texts may lie beside it. Raises BriefingError."""
    return tuple(_brief_file(folder, within)[0].sides)


def read_files(paths: Sequence[Path], *, side: str | None = None, language: str | None = None) -> Brief:
    """Readout files as one brief, without keeping it. ``side`` and ``language`` overrule, for all of them."""
    return as_brief([r for path in paths for r in load.read_file(path, side=side, language=language)])


def as_brief(texts: Sequence[Readout]) -> Brief:
    """Readouts as one brief; at least one."""
    readouts = _unique(texts)
    sides = tuple(dict.fromkeys(r.side for r in readouts))
    date = _date(readouts)
    return Brief(
        # Without a date the texts themselves tell one meeting of two sides from another.
        id="-".join([date, *sides] if date else ["undated", *sides, readouts[0].hash[:6]]),
        title=_title(sides, readouts),
        date=date,
        sides=sides,
        readouts=tuple(readouts),
        guessed=frozenset({"title", "date"}),
    )


def _brief_file(folder: Path, within: Path) -> tuple[BriefMatter, str]:
    from briefing_tui.reading import frontmatter, yamlhead

    where = clean_line(str(folder / BRIEF_FILE))
    raw, body, _ = yamlhead.split(load.read_text(folder / BRIEF_FILE, within), where)
    data, lines = yamlhead.load(raw, where) if raw is not None else ({}, {})
    return frontmatter.check(frontmatter.BriefMatter, data, lines, where), body


def _unique(readouts: Sequence[Readout]) -> list[Readout]:
    """Keys made unique: a second text of the same side and language is ``russia.en-2``."""
    seen: Counter[str] = Counter()
    made = []
    for readout in readouts:
        seen[readout.key] += 1
        n = seen[readout.key]
        made.append(readout if n == 1 else replace(readout, key=f"{readout.key}-{n}"))
    return made


def _title(sides: Sequence[str], readouts: Sequence[Readout]) -> str:
    """With two sides the names of both; with one the text's own title says more."""
    names = [gazetteer.side_name(s) for s in sides]
    if len(names) > 1:
        return "–".join(names)
    return next((r.title for r in readouts if r.title), names[0])


def _date(readouts: Sequence[Readout]) -> str:
    return next((r.published for r in readouts if r.published), "")


def _bottom_line(body: str) -> str:
    from briefing_tui.reading import markdown
    from briefing_tui.reading.unsafe import clean

    return "\n\n".join(clean_line(clean(b.text)) for b in markdown.blocks(clean(body)) if b.text)
