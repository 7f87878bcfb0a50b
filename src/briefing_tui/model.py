"""The words of the trade as frozen types: brief, readout, paragraph, point, card, match, gap, note.

Imports nothing of ours. Plain dataclasses and not pydantic models: these are on the path to the first
frame, while pydantic guards the files (see ``reading.frontmatter``).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar, Literal, NamedTuple

from briefing_tui.frozen import dataclass


class BriefingError(Exception):
    """Something a person must be told in one line: what is wrong, where, and what to do.

    The command line prints it on stderr and ends with ``exit_code``; the screen shows it as it is.
    """

    exit_code = 1


class UsageError(BriefingError):
    """The program was called in a way that cannot work."""

    exit_code = 2


class Card(str):
    """A subject: one of the six here, or one that a desk added in its own lexicon (``Card.add``).

    ``Card("economy")`` gives the one object of that id and raises ValueError where there is none, so that
    cards may be compared with ``is``.
    """

    __slots__ = ("heading",)
    heading: str
    _known: ClassVar[dict[str, Card]] = {}

    BILATERAL: ClassVar[Card]
    ECONOMY: ClassVar[Card]
    STABILITY: ClassVar[Card]
    REGIONAL: ClassVar[Card]
    FUTURE: ClassVar[Card]
    CONTEXT: ClassVar[Card]

    def __new__(cls, card_id: str) -> Card:
        try:
            return cls._known[card_id]
        except KeyError:
            raise ValueError(f"no card {card_id!r}; cards are {', '.join(cls._known)}") from None

    @classmethod
    def add(cls, card_id: str, heading: str) -> Card:
        """Makes a card known, behind those there are; a card known already only gets the heading."""
        if card_id not in cls._known:
            cls._known[card_id] = str.__new__(cls, card_id)
            CARDS.append(cls._known[card_id])
        card = cls._known[card_id]
        card.heading = heading
        return card

    @property
    def digit(self) -> int:
        """The key that opens the card, from 1."""
        return CARDS.index(self) + 1


# In the order of their keys. Setting and tone keeps what belongs to none, so that nothing is dropped.
CARDS: list[Card] = []
Card.BILATERAL = Card.add("bilateral", "Bilateral ties")
Card.ECONOMY = Card.add("economy", "Economy")
Card.STABILITY = Card.add("stability", "Strategic stability")
Card.REGIONAL = Card.add("regional", "Regional issues")
Card.FUTURE = Card.add("future", "Future plans")
Card.CONTEXT = Card.add("context", "Setting and tone")
SIX = tuple(CARDS)  # what themes know, whatever a desk adds later


class SourceKind(StrEnum):
    """Whose text this is. Shown wherever the text is shown."""

    OFFICIAL = "official"
    TRANSLATION = "translation"
    WIRE = "wire"
    EXCERPT = "excerpt"
    SUMMARY = "summary"
    DIGEST = "digest"

    @property
    def complete_by_default(self) -> bool:
        """Whether a point missing from such a text may be called a silence (a digest says itself)."""
        return self in (SourceKind.OFFICIAL, SourceKind.TRANSLATION, SourceKind.WIRE)

    @property
    def retold(self) -> bool:
        """Whether such a text is not in the side's own words, but for what it quotes."""
        return self in (SourceKind.SUMMARY, SourceKind.DIGEST)


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a readout in reading order.

    ``number`` is the paragraph number ¶, from 1 over the body alone: headings and page furniture
    (dateline, photo credit, "read in full") have none. ``label`` is the leading words of ``text`` that
    name its subject (``Bilateral ties: ...``). ``level`` is a heading's level or a list item's depth,
    ``marker`` a list item's bullet or number. ``joined`` is set on furniture that stood in one paragraph
    with the next or the previous block. A table is one block, a line a row, cells parted by `` | ``.
    """

    kind: BlockKind
    text: str
    number: int | None = None
    label: str = ""
    level: int = 0
    marker: str = ""
    joined: Literal["", "next", "previous"] = ""


@dataclass(frozen=True, slots=True)
class Readout:
    """One published text about the event: one side, one language, one source.

    ``key`` names it within its brief (``russia.en``). ``published``, and ``retrieved``, the day on which the
    text was taken from where it stands, are ISO dates or empty.
    ``guessed`` holds the names of the fields that were read out of the text and not declared, and
    ``encoding`` where that of the file was guessed. ``remarks`` tell what was left out when it was read.
    ``hash`` is the SHA-256 (hex) of the text, by which a note knows the text that it was written on.
    """

    key: str
    side: str
    side_name: str
    language: str
    source: SourceKind
    complete: bool
    blocks: tuple[Block, ...]
    title: str = ""
    publisher: str = ""
    issuer: str = ""
    published: str = ""
    url: str = ""
    retrieved: str = ""
    also_from: tuple[str, ...] = ()
    original: bool = False
    guessed: frozenset[str] = frozenset()
    hash: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if b.number is not None)

    @property
    def proves_absence(self) -> bool:
        """Whether words, names and figures that are not in it were not said: it is complete, and the side's
        own text. A digest that leaves out no point may still say it in other words.
        """
        return self.complete and not self.source.retold

    def paragraph(self, number: int) -> Block | None:
        return next((b for b in self.blocks if b.number == number), None)


class Evidence(NamedTuple):
    """A term found in the text and what it says for a card. A tuple: of a brief there are thousands."""

    term: str
    card: Card
    weight: float


@dataclass(frozen=True, slots=True)
class Point:
    """Consecutive sentences of one paragraph on the same card: the unit that is read, matched and noted.

    ``start`` and ``end`` are offsets into the paragraph's text; ``text == block.text[start:end]``.
    ``rival`` is the card that came second and ``margin`` by how much of the first one's score it stayed
    behind (1.0: nothing else spoke for another card); ``doubt`` is set where that is thin. ``was`` is the
    program's card where the analyst has moved the point.
    """

    id: str
    paragraph: int
    start: int
    end: int
    text: str
    card: Card
    also: tuple[Card, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    rival: Card | None = None
    margin: float = 1.0
    doubt: bool = False
    was: Card | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Two points of two sides that report the same thing; ``a`` and ``b`` are point ids, left and right.

    ``differs`` names figures on the same thing that are not the same (``200 billion / 228 billion``).
    ``tied`` is set where the analyst tied them, not the program.
    """

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]
    differs: tuple[str, ...] = ()
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """Two points that use the same set phrase of different subjects, and so are no match."""

    a: str
    b: str
    words: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a summary quotes, at ``start`` to ``end`` of a point's text, and where they were found.

    ``found_in`` is the key of the other readout of that side that has them, empty where none has.
    """

    point: str
    start: int
    end: int
    text: str
    found_in: str = ""


@dataclass(frozen=True, slots=True)
class Carded:
    """A readout with its points: every sentence of its body is in exactly one of them.

    ``quotations`` are those of a third party's summary that could be looked up in the side's own texts;
    ``phrases`` say where its set phrases stand in the side's own words: paragraph, start and end in its text.
    """

    readout: Readout
    points: tuple[Point, ...]
    quotations: tuple[Quotation, ...] = ()
    phrases: tuple[tuple[int, int, int], ...] = ()

    def on(self, card: Card) -> tuple[Point, ...]:
        return tuple(p for p in self.points if p.card is card)

    def at(self, paragraph: int, start: int) -> Point | None:
        """The point at that character of a paragraph, or its last one; None where there is none."""
        there = [p for p in self.points if p.paragraph == paragraph]
        return next((p for p in there if p.end > start), there[-1] if there else None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readouts laid side by side. ``right`` is None where only one side's text is at hand.

    ``untied`` are the program's matches that the analyst has undone.
    """

    left: Carded
    right: Carded | None
    matches: tuple[Match, ...]
    echoes: tuple[Echo, ...] = ()
    untied: tuple[Match, ...] = ()

    @property
    def texts(self) -> tuple[Carded, ...]:
        """Those that are at hand, from left to right."""
        return (self.left, self.right) if self.right else (self.left,)

    def point(self, key: str) -> tuple[Carded, Point] | None:
        """The point with that id, and whose text it is of."""
        return next(((c, p) for c in self.texts for p in c.points if p.id == key), None)


@dataclass(frozen=True, slots=True)
class Brief:
    """One event with the readouts that its sides published.

    ``sides`` are side ids from left to right. ``origin`` says where it was found (``bundled``,
    ``shared``, ``yours``, ``library``, ``files``), ``folder`` is empty for texts opened as they are.
    """

    id: str
    title: str
    date: str
    sides: tuple[str, ...]
    readouts: tuple[Readout, ...]
    kind: str = ""
    place: str = ""
    bottom_line: str = ""
    guessed: frozenset[str] = frozenset()
    origin: str = "files"
    folder: str = ""

    def side_name(self, side: str) -> str:
        return next((r.side_name for r in self.readouts if r.side == side), side)

    def readout(self, key: str) -> Readout | None:
        return next((r for r in self.readouts if r.key == key), None)


@dataclass(frozen=True, slots=True)
class Pair:
    """Which two readouts of a brief stand side by side; keys of readouts, ``right`` may be missing."""

    left: str
    right: str | None


def pairs(brief: Brief) -> tuple[Pair, ...]:
    """All useful pairs of a brief's readouts, the best first.

    The first pair is the one to open with: the first two sides, in a language that both have where there
    is one (English before others), else each in what it has. Two texts of one side alone are a pair too.
    """
    by_side: list[list[Readout]] = [[r for r in brief.readouts if r.side == s] for s in brief.sides]
    by_side = [texts for texts in by_side if texts]
    if not by_side:
        return ()
    if len(by_side) == 1:
        return _pairs_of_one_side(by_side[0])
    made = [
        Pair(a.key, b.key)
        for i, lefts in enumerate(by_side)
        for rights in by_side[i + 1 :]
        for a, b in sorted(((a, b) for a in lefts for b in rights), key=_pair_rank)
    ]
    return tuple(made)


def pair_of(brief: Brief, names: Sequence[str]) -> Pair:
    """The best pair of the texts named, left and right: by their sides, or by their keys (``russia.ru``).

    One name alone is that text by itself. Raises UsageError where there is no such text.
    """
    texts = [[r for r in brief.readouts if name in (r.side, r.key)] for name in names]
    for name, found in zip(names, texts, strict=True):
        if not found:
            known = ", ".join(dict.fromkeys(x for r in brief.readouts for x in (r.side, r.key)))
            raise UsageError(f"no side or text {name!r} in the brief; there are {known}")
    if len(texts) == 1:
        return Pair(min(texts[0], key=lambda r: r.language != "en").key, None)
    if len(texts) != 2:
        raise UsageError("one side or two can be laid out, not more")
    both = [(a, b) for a in texts[0] for b in texts[1] if a is not b]
    if not both:
        raise UsageError(f"the brief has one text of {names[0]} only: it cannot stand beside itself")
    left, right = min(both, key=_pair_rank)
    return Pair(left.key, right.key)


def original_pair(brief: Brief, pair: Pair) -> Pair:
    """The same two sides in their original languages; a side that has no original keeps its text."""
    return Pair(
        _version(brief, pair.left, original=True) or pair.left,
        pair.right and (_version(brief, pair.right, original=True) or pair.right),
    )


def translated_pair(brief: Brief, pair: Pair) -> Pair:
    """The pair to go back to from originals: the best one of the same two sides. No original, no way back."""
    shown = [r for r in brief.readouts if r.key in (pair.left, pair.right)]
    if not any(r.original for r in shown):
        return pair
    sides = {r.side for r in shown}
    for other in pairs(brief):
        keys = (other.left, other.right)
        if {r.side for r in brief.readouts if r.key in keys} == sides and other != pair:
            return other
    return pair


def _version(brief: Brief, key: str, *, original: bool) -> str | None:
    here = brief.readout(key)
    if here is None or here.original is original:
        return None
    return next((r.key for r in brief.readouts if r.side == here.side and r.original is original), None)


def _pairs_of_one_side(texts: Sequence[Readout]) -> tuple[Pair, ...]:
    if len(texts) == 1:
        return (Pair(texts[0].key, None),)
    return tuple(Pair(a.key, b.key) for i, a in enumerate(texts) for b in texts[i + 1 :])


def _pair_rank(pair: tuple[Readout, Readout]) -> tuple[bool, bool]:
    a, b = pair
    return (a.language != b.language, (a.language, b.language) != ("en", "en"))


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of a readout in the library: ``start`` to ``end`` of the text of its paragraph.

    ``readout`` is the readout's key in the brief. An ``end`` of 0: no words, the paragraph itself.
    """

    brief: str
    readout: str
    paragraph: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a note is about: nothing (the whole brief), a card, or a point with its own words.

    ``exact`` is the quotation, ``prefix`` and ``suffix`` up to 32 characters around it, ``hash`` the
    readout's hash when the note was written: after the W3C Web Annotation's TextQuoteSelector.
    """

    card: Card | None = None
    side: str = ""
    language: str = ""
    paragraph: int | None = None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    hash: str = ""

    @property
    def where(self) -> str:
        """``¶3``; ``¶?`` in one written by hand that does not say."""
        return f"¶{'?' if self.paragraph is None else self.paragraph}"


class Standing(StrEnum):
    """How a note stands in the text as it is now: on its own words, on words to be looked at, on none."""

    EXACT = "exact"
    REVIEW = "review"
    ORPHAN = "orphan"

    @property
    def words(self) -> str:
        return "moved or edited: please review" if self is Standing.REVIEW else self.value


@dataclass(frozen=True, slots=True)
class Note:
    """The analyst's own text. ``created`` and ``updated`` are ISO 8601 with the offset of the place.

    ``tags`` are all its tags, ``set_tags`` those that only the front matter names. ``etag`` is the digest
    of the file as it was read, empty for a note not on disk yet: by it a change by others is noticed.
    ``extra`` holds keys of the front matter that are not ours, ``problem`` why a file cannot be read.
    """

    id: str
    brief: str
    created: str
    updated: str
    author: str
    anchor: Anchor
    body: str
    tags: tuple[str, ...] = ()
    set_tags: tuple[str, ...] = ()
    confidence: str = ""
    etag: str = ""
    extra: tuple[tuple[str, object], ...] = ()
    problem: str = ""

    @property
    def conflict_of(self) -> str:
        """The id of the note that this one is a second text of: both were written at one time. Else empty."""
        before, mark, _ = self.id.partition(CONFLICT)
        return before if mark else ""


CONFLICT = ".conflict-"  # in the id (the file's name) of a conflict copy, behind the note's own id
CONFIDENCES = ("low", "moderate", "high")  # in the words of the trade; others written by hand are kept


@dataclass(frozen=True, slots=True)
class Correction:
    """The analyst's decision against the program, saved like a note.

    ``kind`` says which: the point at ``a`` belongs on ``card``; the points at ``a`` and ``b`` match, or do
    not. ``etag``, ``extra`` and ``problem`` are as in a note.
    """

    id: str
    brief: str
    created: str
    author: str
    kind: Literal["move", "tie", "untie"]
    a: Anchor
    b: Anchor | None = None
    card: Card | None = None
    etag: str = ""
    extra: tuple[tuple[str, object], ...] = ()
    problem: str = ""
