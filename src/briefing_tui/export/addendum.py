"""What has changed since an earlier export, as a numbered addendum to it."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from briefing_tui.export import parts
from briefing_tui.export.changes import Changes, Replaced
from briefing_tui.export.words import words
from briefing_tui.model import (
    Anchor,
    Brief,
    BriefingError,
    Card,
    Comparison,
    Correction,
    Note,
    Readout,
    Standing,
    UsageError,
)
from briefing_tui.notes import anchors
from briefing_tui.notes import folder as place
from briefing_tui.reading import load
from briefing_tui.reading.unsafe import clean_line

# The closing line of an export; an editor may have broken it in several.
_FROM = re.compile(r"Exported\s+by\s+briefing-tui\s+\S+\s+from\s+the\s+brief\s+(\S+)\.\s")
_MARK = re.compile(r"\s+".join(map(re.escape, parts.AS_OF.split())) + r"\s+(\d{4}-\d\d-\d\dT[\d:.]+Z)\.")
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_NUMBER = re.compile(r"^# Addendum(?: (\d+))?: ", re.MULTILINE)


class Since(NamedTuple):
    """From when on, how that is said, and the number of the addendum (0: not known).

    ``hashes`` are those of the texts that an earlier export has; None where it is not at hand.
    """

    moment: dt.datetime
    shown: str
    number: int = 0
    hashes: frozenset[str] | None = None


def since(said: str, brief_id: str) -> Since:
    """A day, a time, or the file of an earlier export of this brief. Raises BriefingError."""
    if moment := place.moment(said):
        if moment > dt.datetime.now(dt.UTC):
            raise UsageError(f"--addendum: {clean_line(said)} lies in the future")
        return Since(moment, said)
    path = Path(said)
    if not path.is_file():
        raise UsageError(
            f"--addendum: {clean_line(said)!r} is no day (2026-02-04), no time, no file of an export"
        )
    text = load.read_text(path)
    shown = clean_line(str(path))
    exported = _FROM.findall(text)
    if not exported:
        raise BriefingError(f"{shown}: its closing line is not that of an export; say a day instead")
    if exported[-1] != words(brief_id):
        raise BriefingError(f"{shown}: is an export of another brief, {clean_line(exported[-1])}")
    before = _NUMBER.search(text)
    number = int(before[1] or 1) + 1 if before else 1
    hashes = frozenset(_HASH.findall(text))
    if marks := _MARK.findall(text):
        return Since(dt.datetime.fromisoformat(marks[-1]), f"{path.name} of {marks[-1]}", number, hashes)
    # There were no notes, corrections and earlier texts yet: whatever there is now is new.
    return Since(dt.datetime.min.replace(tzinfo=dt.UTC), path.name, number, hashes)


def render(brief: Brief, made: Comparison, changes: Changes, after: Since, *, as_of: str = "") -> str:
    """The addendum as Markdown, by the same rules as the export."""
    notes = (*changes.new, *changes.edited)
    placed = anchors.place(notes, made, brief.readouts)
    at = {n.id: point for point, there in placed.at_point.items() for n in there}
    others = _other_texts(made, changes, after)
    items = [_text(r) for r in changes.replaced] + [_other_text(r) for r in others]
    items += [_decided(brief, "Correction", c) for c in changes.made]
    items += [_decided(brief, "Correction taken back", c) for c in changes.undone]
    for title, group in (("New note", changes.new), ("Note edited", changes.edited)):
        items += [_noted(brief, made, title, n, at.get(n.id), placed.standing.get(n.id)) for n in group]
    items += [_withdrawn(brief, n) for n in changes.withdrawn]
    number = f" {after.number}" if after.number else ""
    out = [f"# Addendum{number}: {words(brief.title)}", parts.when(brief)]
    out.append(f"Changes since {words(after.shown)}: {_count(changes, len(others))}.")
    out += ["## Sources", parts.sources(made)]
    if items:
        out.append("## Changes")
    for n, (title, *blocks) in enumerate(items, start=1):
        out += [f"**{n}. {title}**", *blocks]
    out += ["* * *", parts.footer(brief, made, as_of)]
    return "\n\n".join(part for part in out if part) + "\n"


def _count(changes: Changes, other_texts: int) -> str:
    counts = (
        ("text replaced", "texts replaced", len(changes.replaced)),
        ("other text", "other texts", other_texts),
        ("correction", "corrections", len(changes.made)),
        ("correction taken back", "corrections taken back", len(changes.undone)),
        ("new note", "new notes", len(changes.new)),
        ("note edited", "notes edited", len(changes.edited)),
        ("note withdrawn", "notes withdrawn", len(changes.withdrawn)),
    )
    said = [f"{found} {one if found == 1 else many}" for one, many, found in counts if found]
    return ", ".join(said) or "none"


def _noted(
    brief: Brief, made: Comparison, title: str, note: Note, point_id: str | None, standing: Standing | None
) -> list[str]:
    here = made.point(point_id) if point_id else None
    if here is None:
        where = _card(note.anchor.card) if note.anchor.card or note.anchor.exact else "the whole brief"
        return [f"{title} on {where}", parts.note(note, parts.off_words(brief, note, standing))]
    carded, point = here
    about = parts.on_words(note, point.text, standing)
    return [f"{title} on {_card(point.card)}", parts.said(carded, point), parts.note(note, about)]


def _card(card: Card | None) -> str:
    return f"{card.digit}. {words(card.heading)}" if card else "words without a card"


def _withdrawn(brief: Brief, note: Note) -> list[str]:
    """Not its text: it is not to go round any more."""
    of = " of ".join(p for p in (words(note.author), words(note.created[:10])) if p)
    anchor = note.anchor
    on = _where(brief, anchor) if anchor.exact else _card(anchor.card) if anchor.card else "the whole brief"
    return [f"Note withdrawn: {of} on {on}", *_quote(anchor)]


def _decided(brief: Brief, title: str, decision: Correction) -> list[str]:
    who = ", ".join(p for p in (words(decision.author), words(decision.created[:10])) if p)
    a, b = decision.a, decision.b
    if decision.kind == "move":
        what = f"{_where(brief, a)} belongs on {_card(decision.card)}"
    else:
        do = "report" if decision.kind == "tie" else "do not report"
        what = f"{_where(brief, a)} and {_where(brief, b or Anchor())} {do} the same thing"
    return [f"{title} ({who}): {what}", *_quote(a), *(_quote(b) if b else ())]


def _where(brief: Brief, anchor: Anchor) -> str:
    return f"{words(brief.side_name(anchor.side))} ({words(anchor.language)}) {anchor.where}"


def _quote(anchor: Anchor) -> list[str]:
    return [f"> {words(anchor.exact)}"] if anchor.exact else []


def _other_texts(made: Comparison, changes: Changes, after: Since) -> list[Readout]:
    """The texts shown that the earlier export does not have: of another side, or changed by hand."""
    if after.hashes is None:
        return []
    told = {r.now.key for r in changes.replaced}
    shown = (c.readout for c in made.texts)
    return [r for r in shown if r.hash not in after.hashes and r.key not in told]


def _named(readout: Readout) -> str:
    kind = parts.guessed(readout, "source", readout.source)
    return f"{words(readout.side_name)} ({readout.language}, {kind})"


def _other_text(readout: Readout) -> list[str]:
    return [f"Text that the earlier export does not have: {_named(readout)}", f"- SHA-256: {readout.hash}"]


def _text(replaced: Replaced) -> list[str]:
    """A text that was imported anew: which paragraphs are other ones now."""
    before, now = replaced.before, replaced.now
    blocks: list[str] = []
    count: Counter[str] = Counter()
    old, new = [[(b.number, b.text) for b in r.body] for r in (before, now)]
    compared = difflib.SequenceMatcher(None, [t for _, t in old], [t for _, t in new], autojunk=False)
    for what, a, b, c, d in compared.get_opcodes():
        if what != "equal":
            for when, readout, found in (("before", before, old[a:b]), ("now", now, new[c:d])):
                side, kind = words(readout.side_name), parts.guessed(readout, "source", readout.source)
                blocks += [f"> **{side} ¶{n}** {when}, {kind}: {words(text)}" for n, text in found]
                count[when] += len(found)
    facts = (
        f"SHA-256 before: {before.hash}; now: {now.hash}.",
        f"Paragraphs that the other text does not have: {count['before']} before, {count['now']} now.",
        _standings(replaced),
    )
    return [f"Text replaced: {_named(now)}", "\n".join(f"- {fact}" for fact in facts if fact), *blocks]


def _standings(replaced: Replaced) -> str:
    """How the notes on the words of the text stand in the new one."""
    count = Counter(anchors.standing(n.anchor, [replaced.now]) for n in replaced.notes)
    said = ", ".join(f"{count[s]} {s.words}" for s in Standing if count[s])
    return f"Notes on its words: {said}." if said else ""
