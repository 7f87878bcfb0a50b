"""Tone and order, as a section of the annotated brief."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_tui.analysis.strips import FACTS, Strip, disagreements, order_words
from briefing_tui.export.words import words


def section(made: tuple[Strip, ...]) -> list[str]:
    """The section's blocks: where the sides differ on the occasion, then a side after the other."""
    out = ["## Tone and order"]
    if differing := list(disagreements(made)):
        out.append(_list(f"≠ {words(line)}" for line in differing))
    for strip in made:
        other = next((s for s in made if s is not strip), None)
        out += [f"### {words(strip.side)}", words(strip.published[:1].upper() + strip.published[1:]) + "."]
        out += ["**Order and room**", _list(_order(strip, other))]
        if strip.facts:
            out += ["**The occasion**", _list(_facts(strip))]
        if strip.tones:
            out += ["**Tone**", _list(_tones(strip))]
        if strip.grades:
            out += ["**How firmly it binds**", "\n".join(_ladder(strip))]
    return out


def _list(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _order(strip: Strip, other: Strip | None) -> Iterator[str]:
    yield "As the text brings them: " + ", ".join(f"{s.card.digit} ({s.share:.0%})" for s in strip.stretches)
    for m in strip.mentions:
        yield f"Card {m.card.digit}, {words(m.card.heading)}: {m.share:.0%}, first in ¶{m.first.paragraph}"
    yield from (f"Other order: {words(line)}" for line in order_words(strip, other))
    for name, point in strip.ends:
        yield f"Said {name} (¶{point.paragraph}, card {point.card.digit}): {words(point.text)}"


def _facts(strip: Strip) -> Iterator[str]:
    for f in strip.facts:
        where = f"¶{f.at.paragraph}" if f.at else "dateline"
        yield f"{FACTS[f.kind].capitalize()}: {words(f.told)} ({where}: “{words(f.words)}”)"


def _tones(strip: Strip) -> Iterator[str]:
    for w in strip.tones:
        yield f"**{words(w.tone.label)}** (¶{w.at.paragraph}: “{words(w.text)}”): {words(w.tone.reads)}"


def _ladder(strip: Strip) -> Iterator[str]:
    for rung, graded in strip.ladder:
        yield f"- **{words(rung.label)}** ({len(graded)}): {words(rung.means)}"
        for g in graded:
            about = f"¶{g.at.paragraph}, {words(strip.who(g))}, “{words(g.verb)}”"
            yield f"  - {about}: {words(g.sentence.text)}"
