"""The page of tone and order: the sides' strips side by side, or one under the other. Pure, as the views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.cells import cell_len

from briefing_tui.analysis.commitments import Graded
from briefing_tui.analysis.occasion import Fact
from briefing_tui.analysis.order import Mention, Stretch
from briefing_tui.analysis.strips import FACTS, Strip, disagreements, order_words
from briefing_tui.analysis.tone import ToneWord
from briefing_tui.model import Point
from briefing_tui.tui.page import Page, Piece, Stop
from briefing_tui.tui.typography import shorten, wrap

SIDES = ("left", "right")
Target = Stretch | Mention | Point | Fact | ToneWord | Graded
Line = tuple[tuple[str, str], ...]  # words with their roles, one after the other
_INDENT = 4
_MOST = 76  # cells: a longer line is harder to read than it is worth


@dataclass(slots=True)
class Item:
    """Lines that belong together: a stop where ``target`` is set."""

    lines: list[Line]
    target: Target | None = None


@dataclass(slots=True)
class Strips:
    """The page, and by the key of each stop the side and the thing that stands there."""

    page: Page
    targets: dict[str, tuple[Strip, Target]] = field(default_factory=dict)


def page(made: Sequence[Strip], width: int, *, stacked: bool) -> Strips:
    """The strips laid out in ``width`` cells; ``stacked``: one side under the other, part by part."""
    drawn = Strips(Page(width))
    drawn.page.add()
    for line in disagreements(tuple(made)):
        drawn.page.add_text(f"≠ {line}", "gap")
        drawn.page.add()
    beside = len(made) > 1 and not stacked
    room = (width - 1) // 2 if beside else width
    for heading, build in _PARTS:
        drawn.page.add(Piece(2, heading, "heading"))
        others = list(reversed(made)) if len(made) > 1 else [None]
        columns = [list(build(s, o, min(room - 3, _MOST))) for s, o in zip(made, others, strict=True)]
        top = len(drawn.page.lines)
        row = drawn.page.next_row
        for number, (strip, items) in enumerate(zip(made, columns, strict=True)):
            if number and not beside:
                drawn.page.add()
                top, row = len(drawn.page.lines), drawn.page.next_row
            _column(drawn, number, strip, items, top, row, room * number if beside else 0)
        if beside:
            for at in range(top, len(drawn.page.lines)):
                drawn.page.put(at, Piece(room, "│", "line"))
        drawn.page.stops.sort(key=lambda s: (s.row, s.column))
        drawn.page.add()
    return drawn


def _column(
    drawn: Strips, number: int, strip: Strip, items: Sequence[Item], top: int, row: int, x: int
) -> None:
    """Writes a side's items under its name, from line ``top`` on; their stops are rows from ``row`` on."""
    drawn.page.put(top, Piece(x + 2, strip.side.upper(), SIDES[number]))
    at = top + 1
    for item in items or [Item([(("nothing in this text", "dim"),)])]:
        start = at
        for line in item.lines:
            place = x + 2
            for words, role in line:
                bare = words.lstrip(" ")
                drawn.page.put(at, Piece(place + len(words) - len(bare), bare.rstrip(" "), role))
                place += cell_len(words)
            at += 1
        if item.target is not None:
            key = f"{number}.{len(drawn.targets)}"
            drawn.targets[key] = (strip, item.target)
            drawn.page.stops.append(Stop(key, number, start, at, row, x))
            row += 1


def _order(strip: Strip, other: Strip | None, width: int) -> Iterator[Item]:
    yield Item([((strip.published, "dim"),)])
    yield Item(list(_blocks(strip.stretches, width)), strip.stretches[0] if strip.stretches else None)
    if strip.stretches:
        yield Item(_wrapped("the text from start to end; a digit is the card", "dim", width))
    most = max((m.share for m in strip.mentions), default=0) or 1
    long = 12 if width >= 56 else 6
    named = max(4, min(22, width - long - 22))
    for number, m in enumerate(strip.mentions, start=1):
        name = f"{shorten(f'{m.card.digit} {m.card.heading}', named):{named}} "
        bar = "█" * round(m.share / most * long)
        about = f"{m.share:4.0%}  from ¶{m.first.paragraph}"
        yield Item(
            [((f"{number:2}. ", "dim"), (name, m.card), (f"{bar:{long}}", m.card), (about, "text"))], m
        )
    if strip.moved:
        yield Item(_wrapped("among the cards that both have, setting and tone aside:", "dim", width))
    for words in order_words(strip, other):
        yield Item(_wrapped(f"≠ {words}", "gap", width))
    for name, point in strip.ends:
        head = f"{name}: ¶{point.paragraph}, card {point.card.digit}"
        text = shorten(point.text, 2 * (width - _INDENT))
        yield Item([((head, "dim"),), *_wrapped(text, "text", width, _INDENT)], point)


def _blocks(stretches: Sequence[Stretch], width: int) -> Iterator[Line]:
    """The text as a bar as wide as the room: a stretch has its card's digit and colour, and cells by share,
    one at the least.
    """
    spare = max(0, width - len(stretches))
    ends = [round(spare * sum(s.share for s in stretches[:i])) for i in range(len(stretches) + 1)]
    cells = [1 + after - before for before, after in pairwise(ends)]
    drawn = [(f"{s.card.digit}{'█' * (n - 1)}", s.card) for s, n in zip(stretches, cells, strict=True)]
    line: list[tuple[str, str]] = []
    room = width
    for text, card in drawn:
        while text:
            line.append((text[:room], card))
            room, text = room - len(text[:room]), text[room:]
            if not room:
                yield tuple(line)
                line, room = [], width
    if line:
        yield tuple(line)


def _occasion(strip: Strip, _: Strip | None, width: int) -> Iterator[Item]:
    for f in strip.facts:
        where = f"¶{f.at.paragraph}" if f.at else "dateline"
        head = ((f"{FACTS[f.kind]} ", "dim"), (shorten(f.told, width - 16), "strong"))
        yield Item([head, *_wrapped(f"{where} “{f.words}”", "dim", width, _INDENT)], f)


def _tone(strip: Strip, _: Strip | None, width: int) -> Iterator[Item]:
    behind = [*(w.sentence for w in strip.tones[1:]), None]
    for w, following in zip(strip.tones, behind, strict=False):
        head = ((w.tone.label, "accent"), (f"  ¶{w.at.paragraph} “{w.text}”", "text"))
        reads = _wrapped(f"→ {w.tone.reads}", "note", width, _INDENT)
        # The words of one sentence stand above it, each with its reading.
        said = _wrapped(w.sentence.text, "dim", width, _INDENT) if w.sentence != following else []
        yield Item([head, *reads, *said], w)


def _ladder(strip: Strip, _: Strip | None, width: int) -> Iterator[Item]:
    counts = " · ".join(f"{rung.mark} {rung.label} {len(graded)}" for rung, graded in strip.ladder)
    if counts:
        yield Item(_wrapped(counts, "strong", width))
    for rung, graded in strip.ladder:
        head = (f"{rung.mark} {rung.label}", "accent")
        yield Item([(head,), *_wrapped(rung.means, "dim", width, _INDENT)])
        for g in graded:
            who = (f"¶{g.at.paragraph} {strip.who(g)}: {g.verb}", "text")
            yield Item(
                [((f"{rung.mark} ", "accent"), who), *_wrapped(g.sentence.text, "dim", width, _INDENT)], g
            )


def _wrapped(text: str, role: str, width: int, indent: int = 0) -> list[Line]:
    lines = wrap(" ".join(text.split()), width - indent)
    return [((" " * indent + line, role),) for line in lines]


_PARTS = (
    ("Order and room", _order),
    ("The occasion", _occasion),
    ("Tone", _tone),
    ("How firmly it binds", _ladder),
)
