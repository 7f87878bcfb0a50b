"""``briefing tone``: order and room of the cards, tone, the occasion and the ladder of commitments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from briefing_tui.cli import completing
from briefing_tui.cli.options import compare, print_json
from briefing_tui.desk import Desk
from briefing_tui.model import Brief

if TYPE_CHECKING:
    from briefing_tui.analysis.passages import Passage
    from briefing_tui.analysis.strips import Strip


@click.command(epilog="Example: briefing tone 2026-02-04-putin-xi")
@click.argument("name", metavar="BRIEF|PATH", shell_complete=completing.briefs_and_files)
@click.option("--original", is_flag=True, help="The sides’ original languages.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def tone(desk: Desk, name: str, original: bool, as_json: bool) -> None:
    """Print how each side tells it: order, room, tone, firmness.

    And on whose request they met, where a side says so.
    """
    from briefing_tui.analysis.strips import strips

    brief = desk.brief([name])
    made = strips(compare(desk, brief, original=original), brief.sides)
    if as_json:
        print_json(_keys(brief, made))
        return
    for line in _lines(brief, made):
        click.echo(line)


def _lines(brief: Brief, made: tuple[Strip, ...]) -> Iterator[str]:
    from briefing_tui.analysis.strips import FACTS, disagreements, order_words

    yield " · ".join(p for p in (brief.title, brief.date, brief.kind, brief.place) if p)
    yield from (f"≠ {line}" for line in disagreements(made))
    for strip in made:
        readout = strip.carded.readout
        yield f"\n{strip.side.upper()}  [{readout.source}] {strip.published}"
        yield f"order: {' '.join(f'{s.card.digit}·{s.share:.0%}' for s in strip.stretches)}"
        for m in strip.mentions:
            yield f"card {m.card.digit} {m.card.heading}: {m.share:.0%}, first in ¶{m.first.paragraph}"
        other = next((s for s in made if s is not strip), None)
        yield from (f"order differs: {line}" for line in order_words(strip, other))
        for name, point in strip.ends:
            yield f"{name}: ¶{point.paragraph} ({point.card.digit} {point.card.heading}) {_line(point.text)}"
        for f in strip.facts:
            where = f"¶{f.at.paragraph}" if f.at else "dateline"
            yield f"{FACTS[f.kind]}: {f.told} ({where}: “{f.words}”)"
        for w in strip.tones:
            yield f"tone, {w.tone.label} (¶{w.at.paragraph}: “{w.text}”): {w.tone.reads}"
            yield f"    {_line(w.sentence.text)}"
        for rung, graded in strip.ladder:
            yield f"{rung.label} {len(graded)}: {rung.means}"
            yield from (
                f"    {rung.mark} ¶{g.at.paragraph} [{strip.who(g)}: {g.verb}] {_line(g.sentence.text)}"
                for g in graded
            )


def _line(text: str) -> str:
    return " ".join(text.split())


def _keys(brief: Brief, made: tuple[Strip, ...]) -> dict[str, Any]:
    from briefing_tui.analysis.strips import disagreements

    return {
        "brief": brief.id,
        "differs": list(disagreements(made)),
        "sides": [
            {
                "side": s.carded.readout.side,
                "readout": s.carded.readout.key,
                "published": s.carded.readout.published,
                "strip": [
                    {"card": x.card, "share": round(x.share, 4), "paragraph": x.points[0].paragraph}
                    for x in s.stretches
                ],
                "order": [
                    {"card": m.card, "share": round(m.share, 4), "paragraph": m.first.paragraph}
                    for m in s.mentions
                ],
                "ends": [
                    {"paragraph": p.paragraph, "start": p.start, "end": p.end, "card": p.card, "text": p.text}
                    for _, p in s.ends
                ],
                "moved": [{"card": m.card, "here": m.here, "there": m.there} for m in s.moved],
                "occasion": [
                    {
                        "kind": f.kind, "told": f.told, "words": f.words, "side": f.side,
                        "minutes": f.minutes, "bound": f.bound, **_at(f.at), "sentence": f.sentence,
                    }
                    for f in s.facts
                ],
                "tone": [
                    {
                        "tone": w.tone.id, "reads": w.tone.reads, "words": w.text, **_at(w.at),
                        "sentence": w.sentence.text, "pattern": w.pattern, "near": w.near,
                    }
                    for w in s.tones
                ],
                "commitments": [
                    {
                        "grade": g.grade.id, "who": g.who, "verb": g.verb, **_at(g.at),
                        "sentence": g.sentence.text, "pattern": g.pattern,
                    }
                    for g in s.grades
                ],
            }
            for s in made
        ],
    }  # fmt: skip


def _at(at: Passage | None) -> dict[str, int | None]:
    """Offsets into the paragraph's text; null for words outside the body."""
    return dict(zip(("paragraph", "start", "end"), at or (None, None, None), strict=True))
