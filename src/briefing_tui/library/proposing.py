"""What a new text is, and what it would be in the library: proposed, for a person or a rule to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from briefing_tui.library import folder, layout, revisions
from briefing_tui.library.holdings import Held
from briefing_tui.library.table import Table
from briefing_tui.model import Brief, BriefingError, Readout
from briefing_tui.reading import load
from briefing_tui.reading.parties import parties
from briefing_tui.reading.unsafe import reason

# The fields of a readout that are proposed, by the keys of front matter.
FIELDS = ("title", "published", "side", "issuer", "language", "source", "complete", "publisher", "url")
MAY_BE_NONE = frozenset({"title", "published", "issuer", "publisher", "url"})  # a text need not have them
_MOST = 12  # briefs that are read to find an earlier text of a new one


class Fate(StrEnum):
    """What a text would be: a new brief, one that is there word for word, a newer text of one that is there,
    or a further text of an event that has a brief.
    """

    NEW = "new"
    KNOWN = "known"
    REVISION = "revision"
    JOIN = "join"


class By(StrEnum):
    """Who says what stands in a field. Only what the text itself was asked for is a guess."""

    NOBODY = "nobody"
    YOU = "you"
    FILE = "the file"
    NAME = "the file’s name"
    TEXT = "read out of the text"


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it is proposed; ``value`` as it would stand in front matter."""

    name: str
    value: str
    by: By

    @property
    def guessed(self) -> bool:
        return self.by is By.TEXT


@dataclass(frozen=True, slots=True)
class Text:
    """A readout to be kept. ``declared`` is the front matter of its file, with keys of the user's own;
    ``says`` what a person has said of it.
    """

    readout: Readout
    declared: Mapping[str, Any] = field(default_factory=dict)
    says: Mapping[str, Any] = field(default_factory=dict)

    def fields(self) -> list[Field]:
        """What is known or guessed of the readout, in the order in which a form asks for it."""
        made = []
        for name in FIELDS:
            value = getattr(self.readout, name)
            shown = ("no", "yes")[value] if isinstance(value, bool) else str(value)
            made.append(Field(name, shown, self._by(name)))
        return made

    def _by(self, name: str) -> By:
        if name in self.says:
            return By.YOU
        if name in self.readout.guessed:
            return By.TEXT
        if name in self.declared:
            return By.FILE
        if name == "complete":  # follows from what kind of text it is
            return self._by("source")
        return By.NAME if name in ("side", "language") else By.NOBODY


@dataclass(frozen=True, slots=True)
class Proposal:
    """Texts that belong together, and what they would be.

    ``brief`` is how they look as a brief of their own, ``new_id`` the free id that it would have. ``found``
    are the ids of the briefs that ``fate`` is about, the best first: there is one for a text that is known
    or a revision, and there are several for a text that fits events equally well. ``between`` says of each
    text between whom the event is.
    """

    texts: tuple[Text, ...]
    brief: Brief
    fate: Fate
    new_id: str
    found: tuple[str, ...] = ()
    between: tuple[frozenset[str], ...] = ()

    @property
    def id(self) -> str:
        """The brief that the texts would be in."""
        return self.found[0] if self.found else self.new_id


def read(
    paths: Iterable[Path], says: Mapping[str, Any] | None = None, root: Path | None = None
) -> list[Text]:
    """The texts in the files. ``says`` are fields that a person has decided, by the keys of front matter;
    out of the folder ``root`` no link leads. Raises BriefingError.
    """
    says = said(says or {})
    texts = []
    for path in paths:
        readouts = load.read_file(path, says=says, within=root)
        declared = load.front_matter(path, root)
        texts += [Text(readout, declared, says) for readout in readouts]
    return texts


def settle(texts: Iterable[Text], table: Table | None) -> Proposal:
    """What texts at hand would be; without a table a new brief, whatever is there. Raises BriefingError where
    a brief that may have them cannot be read.
    """
    texts = tuple(texts)
    brief = folder.as_brief([t.readout for t in texts])
    brief = replace(brief, guessed=brief.guessed - _decided(brief, texts))
    between = tuple(parties(t.readout) for t in texts)
    if table is None:
        return Proposal(texts, brief, Fate.NEW, brief.id, (), between)
    new_id = _free(brief, between[0], table)

    def proposed(fate: Fate, *found: str) -> Proposal:
        return Proposal(texts, brief, fate, new_id, found, between)

    known = [table.known(t.readout) for t in texts]
    if all(known):
        return proposed(Fate.KNOWN, known[0])
    new = [(t.readout, who) for t, who, id_ in zip(texts, between, known, strict=True) if not id_]
    for readout, who in new:
        if id_ := _earlier(readout, who, brief.date, table):
            return proposed(Fate.REVISION, id_)
    # What is there already tells where the rest belongs.
    there = tuple(dict.fromkeys(id_ for id_ in known if id_ and table[id_].writable))
    if there or (there := _events(brief, {who for _, who in new}, table)):
        return proposed(Fate.JOIN, *there)
    return proposed(Fate.NEW)


def said(values: Mapping[str, object], where: str = "import") -> dict[str, Any]:
    """What a person says of a text, checked. None is left out; an empty value says that there is none, and is
    left out where there must be one. Raises BriefingError that names the field behind ``where``.
    """
    from briefing_tui.reading import frontmatter

    given = {
        name: value
        for name, value in values.items()
        if value is not None and (value != "" or name in MAY_BE_NONE)
    }
    checked = frontmatter.check(frontmatter.ReadoutMatter, given, {}, where)
    return {name: getattr(checked, name) for name in given}


def _decided(brief: Brief, texts: Sequence[Text]) -> set[str]:
    """What a person has said of the texts and so of the brief. Of two sides' texts its title is made."""
    one_side = len(brief.sides) == 1
    named = {"published": "date", "title": "title"} if one_side else {"published": "date"}
    return {of_brief for name, of_brief in named.items() if texts[0].says.get(name)}


def _earlier(readout: Readout, between: frozenset[str], date: str, table: Table) -> str:
    """The brief with an earlier text of the same document; else empty."""
    held = [b for b in table.around(date) if b.date == date and between in table.between(b)]
    if id_ := table.same_address(readout):
        held.insert(0, table[id_])
    for one in held[:_MOST]:
        same = [t for t in one.texts if (t.side, t.language) == (readout.side, readout.language)]
        if not same or not one.writable:
            continue
        at = table.folder(one.id)
        try:
            texts = revisions.texts(at, layout.reach(at, own=one.own))
        except OSError as error:
            raise BriefingError(f"{at}: cannot be read: {reason(error)}") from None
        old = revisions.earlier(readout, texts)
        # Many texts may have the address of the one page that they stand on: the words must be alike too.
        if old and revisions.likeness(readout, old.readout) > revisions.MOST / 2:
            return one.id
    return ""


def _events(brief: Brief, between: set[frozenset[str]], table: Table) -> tuple[str, ...]:
    """The briefs of a day at most one away, between the same parties: those that fit best, and equally."""
    between = between if len(brief.sides) == 1 else {frozenset(brief.sides)}
    between = {who for who in between if len(who) > 1}  # of one party alone no event is made out
    rank: dict[str, tuple[int, bool]] = {}
    for one in table.around(brief.date):
        if one.writable and between & table.between(one) and _welcome(brief.sides, one, table):
            days = abs((dt.date.fromisoformat(one.date) - dt.date.fromisoformat(brief.date)).days)
            again = _has(one, brief)
            # Two sides may date one event by two days. One side's two texts of two days are of two events.
            if not (days and again):
                rank[one.id] = days, again
    best = min(rank.values(), default=None)
    return tuple(id_ for id_, fit in rank.items() if fit == best)


def _welcome(sides: Sequence[str], one: Held, table: Table) -> bool:
    return any(set(sides) <= who for who in table.between(one))


def _has(one: Held, brief: Brief) -> bool:
    """Whether it has a text already of a side and in a language of these."""
    return bool({(r.side, r.language) for r in brief.readouts} & {(t.side, t.language) for t in one.texts})


def _free(brief: Brief, between: frozenset[str], table: Table) -> str:
    """The day and the sides; where another brief has that id, whom they spoke with too, then a number."""
    if not table.taken(brief.id):
        return brief.id
    others = sorted(between - set(brief.sides))
    made = "-".join([brief.id, *others])[:110]
    stem, n = made, 1
    while table.taken(made):
        n += 1
        made = f"{stem}-{n}"
    return made
