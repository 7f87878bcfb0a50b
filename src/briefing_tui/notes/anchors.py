"""Where a note belongs: an anchor for a passage or a point, and the passage and the point for an anchor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from briefing_tui.analysis.passages import Passage, Text, size
from briefing_tui.frozen import dataclass
from briefing_tui.model import Anchor, Card, Carded, Comparison, Note, Point, Readout, Standing

CONTEXT = 32  # characters kept before and after a quotation
SURE = 64  # so many characters, with those around that agree, are trusted without looking again

# Other signs for the same: quotation marks, dashes, ё, and the wide signs of Chinese texts. One for one.
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛‹›′＇", "'"),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\n\t", " "),
        **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "＂＇－"},
        "ё": "е",
        "Ё": "Е",
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands, and how sure that is."""

    passage: Passage
    standing: Standing


@dataclass(frozen=True, slots=True)
class Placed:
    """Notes by the id of their point, those that stand at none, and how each stands, by its id."""

    at_point: dict[str, list[Note]]
    rest: list[Note]
    standing: dict[str, Standing]


def to_passage(readout: Readout, passage: Passage, card: Card | None) -> Anchor:
    """The anchor of a note on these words: what stands around them in the text, and the text's hash."""
    text = _texts(readout)[0]
    prefix, suffix = text.around(passage, CONTEXT, CONTEXT)
    return Anchor(
        card=card,
        side=readout.side,
        language=readout.language,
        paragraph=passage.paragraph,
        exact=text.words(passage),
        prefix=prefix,
        suffix=suffix,
        hash=readout.hash,
    )


def to_point(carded: Carded, point: Point) -> Anchor:
    """The anchor of a note on a point."""
    return to_passage(carded.readout, Passage(point.paragraph, point.start, point.end), point.card)


def to_card(card: Card) -> Anchor:
    return Anchor(card=card)


def renewed(note: Note, found: Found, readout: Readout) -> Note:
    """The note on the words as they stand there now: what the analyst has confirmed."""
    return replace(note, anchor=to_passage(readout, found.passage, note.anchor.card))


def find(anchor: Anchor, readout: Readout) -> Found | None:
    """Where the quotation stands in that text; None where no words there are enough like it.

    Exact are the same words in the same surroundings. The same words elsewhere, and words that are only
    like them, are to be reviewed.
    """
    if not anchor.exact or (anchor.side, anchor.language) != (readout.side, readout.language):
        return None
    as_is, text = _texts(readout)
    words, prefix, suffix = (part.translate(_SAME) for part in (anchor.exact, anchor.prefix, anchor.suffix))

    def agreeing(at: Passage) -> int:
        """How much of what stood around the words does so here: nothing, one side of it, or both."""
        before, after = text.around(at, len(prefix), len(suffix))
        return size(prefix) * (before == prefix) + size(suffix) * (after == suffix)

    def rank(at: Passage) -> tuple[int, bool, bool, bool]:
        return (
            agreeing(at),
            as_is.words(at) == anchor.exact,
            as_is.around(at, CONTEXT, CONTEXT) == (anchor.prefix, anchor.suffix),
            at.paragraph == anchor.paragraph,
        )

    places = {at: agreeing(at) for at in text.places(words)}
    if places:
        at = max(places, key=rank)
        alone = list(places.values()).count(places[at]) == 1
        # The same paragraph will do where its neighbours are others. Older notes on a whole one know of none.
        stays = places[at] > 0 or at.paragraph == anchor.paragraph or not (prefix or suffix)
        # Written by hand, without a word of what stood around: nothing speaks against its only place.
        bare = not (prefix or suffix or anchor.hash) and at.paragraph == anchor.paragraph
        sure = bare or size(words) + places[at] >= SURE
        if anchor.hash == readout.hash or (alone and stays and sure):
            return Found(at, Standing.EXACT)
    from briefing_tui.notes import similar  # rapidfuzz: only where the text was edited

    likely = similar.find(similar.Quoted(words, prefix, suffix, anchor.paragraph), text)
    return Found(likely, Standing.REVIEW) if likely else None


def standing(anchor: Anchor, readouts: Iterable[Readout]) -> Standing:
    """How a note stands in a brief's texts; one without a quotation is always in its place."""
    if not anchor.exact:
        return Standing.EXACT
    found = {f.standing for r in readouts if (f := find(anchor, r))}
    return next((s for s in Standing if s in found), Standing.ORPHAN)


def place(notes: Iterable[Note], made: Comparison, readouts: Sequence[Readout]) -> Placed:
    """The notes laid over two texts; ``readouts`` are all the texts of the brief.

    A note whose words stand as they were in a text that is not shown is not put on words only like them.
    """
    shown = {c.readout.key: c for c in made.texts}
    texts = [c.readout for c in shown.values()] + [r for r in readouts if r.key not in shown]
    at: dict[str, list[Note]] = {}
    rest: list[Note] = []
    stands: dict[str, Standing] = {}
    for note in notes:
        found = [(r, f) for r in texts if (f := find(note.anchor, r))]
        point = None
        stands[note.id] = Standing.ORPHAN if note.anchor.exact else Standing.EXACT
        if found:
            readout, best = min(
                found,
                key=lambda pair: (
                    pair[1].standing is not Standing.EXACT,
                    pair[0].key not in shown,
                    pair[0].hash != note.anchor.hash,
                ),
            )
            point = _point(shown.get(readout.key), best.passage)
            stands[note.id] = best.standing
        if point:
            at.setdefault(point.id, []).append(note)
        else:
            rest.append(note)
    return Placed(at, rest, stands)


def _point(carded: Carded | None, passage: Passage) -> Point | None:
    """The point that holds the words; the most of them, where they go over the bounds of one."""

    def held(point: Point) -> int:
        return min(point.end, passage.end) - max(point.start, passage.start)

    met = [p for p in carded.points if passage.meets(p)] if carded else []
    return max(met, key=held, default=None)


@lru_cache(maxsize=16)
def _texts(readout: Readout) -> tuple[Text, Text]:
    """The text as it is, and the one that is searched."""
    return Text(readout), Text(readout, lambda text: text.translate(_SAME))
