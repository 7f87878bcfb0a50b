"""Where notes stand when their text was edited: random notes, random edits, and the truth kept alongside.

    make anchors                      1,000 notes an edit, on the bundled briefs
    make anchors ARGS=--corpus        on the labelled readouts (../shared/corpus) as well
    make anchors ARGS='--notes 200 --seed 7'

An edited text is made of characters that remember where they come from: so what became of a quotation is
known by construction, and the program is not asked. *Wrong* is a note that is placed, as exact or for review,
on words none of which its quotation became.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from briefing_tui.analysis.compare import compare
from briefing_tui.analysis.passages import Passage
from briefing_tui.library.folder import read_folder
from briefing_tui.model import Anchor, Block, BlockKind, Readout
from briefing_tui.notes import anchors
from briefing_tui.reading import load, sentences

ROOT = Path(__file__).parent.parent
BRIEFS = ROOT / "briefs"
CORPUS = ROOT.parent / "shared" / "corpus" / "readouts"
SIGNS_A_WORD = 1.7  # Chinese has no spaces: so many signs say as much as a word
SHORTEST, LONGEST = 3, 40  # words of a random span


class Paragraph(NamedTuple):
    """Of an edited text: which paragraph it was, and where in it each character stood; None is new."""

    text: str
    was: int | None
    stood: Sequence[int | None]

    def put(self, start: int, end: int, text: str, stood: Sequence[int | None] = ()) -> Paragraph:
        """With other text from ``start`` to ``end``; its characters are new, or stood where it is said."""
        stood = stood or [None] * len(text)
        return Paragraph(
            self.text[:start] + text + self.text[end:],
            self.was,
            [*self.stood[:start], *stood, *self.stood[end:]],
        )


class Case(NamedTuple):
    """A note on ``text``, the edited text, and the places there that its quotation became."""

    kind: str
    anchor: Anchor
    edited: Readout
    truth: frozenset[tuple[int, int]]


class Texts(NamedTuple):
    """The texts to choose from, and for each the others of its language and of its event."""

    readouts: tuple[Readout, ...]
    event: dict[Readout, str]

    def others(self, readout: Readout) -> list[Readout]:
        return [r for r in self.readouts if r.language == readout.language and r != readout]

    def retold(self, readout: Readout) -> list[Readout]:
        """The same event in other words; first choice those of the same language."""
        same = [r for r in self.readouts if r != readout and self.event[r] == self.event[readout]]
        return [r for r in same if r.language == readout.language] or same


def bundled(corpus: bool = False) -> Texts:
    """The readouts of the bundled briefs, all languages; on request the labelled ones as well."""
    event = {
        r: folder.name for folder in sorted(BRIEFS.iterdir()) for r in read_folder(folder, "bundled").readouts
    }
    for path in sorted(CORPUS.iterdir()) if corpus and CORPUS.is_dir() else ():
        event |= {r: path.name.partition("_")[0] for r in load.read_file(path)}
    return Texts(tuple(event), event)


def paragraphs(readout: Readout) -> list[Paragraph]:
    return [Paragraph(b.text, i, range(len(b.text))) for i, b in enumerate(readout.body)]


def strange(text: str) -> Paragraph:
    return Paragraph(text, None, [None] * len(text))


def made(readout: Readout, edited: Sequence[Paragraph]) -> Readout:
    """A readout of these paragraphs, under the label of the old one."""
    blocks = [Block(BlockKind.PARAGRAPH, p.text, number) for number, p in enumerate(edited, 1)]
    return replace(readout, blocks=tuple(blocks), hash=load.text_hash(blocks))


class Span(NamedTuple):
    """What a note is on: words from ``start`` to ``end`` of a paragraph, counted from 0."""

    kind: str
    paragraph: int
    start: int
    end: int


def spans(chance: random.Random, readout: Readout) -> Iterator[Span]:
    """Random spans without end: a point, a sentence, a few words, in turn."""
    indexes = {b.number: i for i, b in enumerate(readout.body)}
    while True:
        point = chance.choice(_points(readout))
        yield Span("point", indexes[point.paragraph], point.start, point.end)
        i = chance.randrange(len(readout.body))
        yield Span("sentence", i, *chance.choice(sentences.split(readout.body[i].text)))
        i = chance.randrange(len(readout.body))
        if span := _words(chance, readout.body[i].text, readout.language):
            yield Span("words", i, *span)


@cache
def _points(readout: Readout) -> tuple[Passage, ...]:
    return tuple(Passage(p.paragraph, p.start, p.end) for p in compare(readout, None).left.points)


def _words(chance: random.Random, text: str, language: str) -> tuple[int, int] | None:
    much = chance.randint(SHORTEST, LONGEST)
    if language == "zh":
        size = round(much * SIGNS_A_WORD)
        found = [(at, at + 1) for at in range(len(text))]
    else:
        size = much
        found = [m.span() for m in re.finditer(r"\w+(?:[-’']\w+)*", text)]
    if len(found) <= size:
        return None
    first = chance.randrange(len(found) - size)
    return found[first][0], found[first + size - 1][1]


Edit = Callable[[random.Random, Texts, Readout, Span], list[Paragraph]]


def deleted(chance: random.Random, texts: Texts, readout: Readout, span: Span) -> list[Paragraph]:
    """The paragraph of the note is gone."""
    edited = paragraphs(readout)
    del edited[span.paragraph]
    return edited


def inserted(chance: random.Random, texts: Texts, readout: Readout, span: Span) -> list[Paragraph]:
    """A paragraph of another text of that language: half of the time beside the note's, else anywhere."""
    edited = paragraphs(readout)
    other = chance.choice(chance.choice(texts.others(readout)).body)
    beside = span.paragraph + chance.randint(0, 1)
    edited.insert(chance.choice([beside, chance.randint(0, len(edited))]), strange(other.text))
    return edited


def reordered(chance: random.Random, texts: Texts, readout: Readout, span: Span) -> list[Paragraph]:
    """The paragraphs in any order."""
    edited = paragraphs(readout)
    chance.shuffle(edited)
    return edited


def misspelt(chance: random.Random, texts: Texts, readout: Readout, span: Span) -> list[Paragraph]:
    """Two slips of the hand in the quotation: a letter too many, too few, another one, or two swapped."""
    edited = paragraphs(readout)
    words = edited[span.paragraph]
    for at in sorted(chance.sample(range(span.start, span.end - 1), 2), reverse=True):
        here, after = words.text[at], words.text[at + 1]
        other = chance.choice([c for c in words.text if c != here])
        slips = [words.put(at, at, other), words.put(at, at + 1, ""), words.put(at, at + 1, other)]
        if here != after:
            slips.append(words.put(at, at + 2, after + here, words.stood[at : at + 2]))
        words = chance.choice(slips)
    edited[span.paragraph] = words
    return edited


_SPELLING = (
    ("“", '"'), ("”", '"'), ("«", "“"), ("»", "”"), ("’", "'"), (" – ", " - "), ("—", "–"), ("ё", "е"),
    ("，", ","), ("：", ":"), ("；", ";"), ("（", "("), ("）", ")"), ("《", "〈"), ("》", "〉"),
    ("ization", "isation"), ("ize", "ise"), ("olor", "olour"), ("avor", "avour"), ("efense", "efence"),
    ("enter ", "entre "), ("rogram ", "rogramme "), ("ooperat", "o-operat"), ("%", " per cent"),
    ("U.S.", "US"), ("Mr. ", "Mr "), ("Президент ", "президент "),
)  # fmt: skip


def normalised(chance: random.Random, texts: Texts, readout: Readout, span: Span) -> list[Paragraph]:
    """Another house's spelling and quotation marks, throughout."""
    edited = paragraphs(readout)
    for i, paragraph in enumerate(edited):
        for was, now in _SPELLING:
            for found in reversed(list(re.finditer(re.escape(was), paragraph.text))):
                start, end = found.span()
                stood = [*paragraph.stood[start:end], *[paragraph.stood[end - 1]] * len(now)][: len(now)]
                paragraph = paragraph.put(start, end, now, stood)
        edited[i] = paragraph
    return edited


def retold(chance: random.Random, texts: Texts, readout: Readout, span: Span) -> list[Paragraph]:
    """The same event told by another translator, under the same label: nothing is left of the quotation."""
    return [strange(b.text) for b in chance.choice(texts.retold(readout)).body]


EDITS: dict[str, Edit] = {
    "its paragraph deleted": deleted,
    "a paragraph inserted": inserted,
    "paragraphs reordered": reordered,
    "two typos in the quotation": misspelt,
    "spelling and quotes normalised": normalised,
    "translation swapped": retold,
}


def cases(texts: Texts, edit: Edit, count: int, seed: int) -> Iterator[Case]:
    """So many random notes, each with its edited text; the same ones for the same seed."""
    chance = random.Random(f"{seed} {edit.__name__}")
    able = [r for r in texts.readouts if edit is not deleted or len(r.body) > 1]
    able = [r for r in able if edit is not retold or texts.retold(r)]
    by_language = {language: [r for r in able if r.language == language] for language in ("en", "ru", "zh")}
    kinds = {r: spans(chance, r) for r in able}
    for i in range(count):
        readout = chance.choice(by_language[("en", "ru", "zh")[i % 3]])
        span = next(s for s in kinds[readout] if s.end - s.start > 2)
        number = readout.body[span.paragraph].number
        assert number is not None
        anchor = anchors.to_passage(readout, Passage(number, span.start, span.end), None)
        edited = edit(chance, texts, readout, span)
        truth = frozenset(
            (n, at)
            for n, paragraph in enumerate(edited, 1)
            if paragraph.was == span.paragraph
            for at, stood in enumerate(paragraph.stood)
            if stood is not None and span.start <= stood < span.end
        )
        yield Case(span.kind, anchor, made(readout, edited), truth)


def outcome(case: Case) -> tuple[str, bool]:
    """How the note stands, and whether it is placed on words that are not its own."""
    found = anchors.find(case.anchor, case.edited)
    if found is None:
        return "orphan", False
    at = found.passage
    own = any((at.paragraph, i) in case.truth for i in range(at.start, at.end))
    return found.standing.value, not own


def measured(texts: Texts, edit: Edit, count: int, seed: int) -> Counter[str]:
    """How many stand as exact, review, orphan, and how many of those are wrong."""
    tally: Counter[str] = Counter()
    for case in cases(texts, edit, count, seed):
        stands, wrong = outcome(case)
        tally[stands] += 1
        tally["wrong"] += wrong
        tally[f"wrong {stands}"] += wrong
    return tally


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table; 1 where more than one note in a hundred is put on other words."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--notes", type=int, default=1000, help="notes an edit")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--corpus", action="store_true", help="the labelled readouts as well")
    given = options.parse_args(argv)
    texts = bundled(given.corpus)
    print(f"{len(texts.readouts)} readouts, {given.notes} notes an edit, seed {given.seed}; per cent\n")
    print(f"{'edit':32}{'exact':>8}{'review':>8}{'orphan':>8}{'wrong':>8}")
    worst = 0.0
    for name, edit in EDITS.items():
        tally = measured(texts, edit, given.notes, given.seed)
        cells = [100 * tally[what] / given.notes for what in ("exact", "review", "orphan", "wrong")]
        print(f"{name:32}" + "".join(f"{cell:8.1f}" for cell in cells))
        worst = max(worst, cells[-1])
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(main())
