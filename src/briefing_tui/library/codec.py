"""Briefs and comparisons as JSON and back, compact, for the cache alone."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from briefing_tui.model import (
    Block,
    BlockKind,
    Brief,
    Card,
    Carded,
    Comparison,
    Echo,
    Evidence,
    Match,
    Point,
    Quotation,
    Readout,
    SourceKind,
)


def pack_brief(brief: Brief) -> dict[str, Any]:
    data = {f.name: getattr(brief, f.name) for f in fields(brief)}
    data["guessed"] = sorted(brief.guessed)
    data["readouts"] = [_pack_readout(r) for r in brief.readouts]
    return data


def unpack_brief(data: dict[str, Any]) -> Brief:
    return Brief(
        **{
            **data,
            "sides": tuple(data["sides"]),
            "guessed": frozenset(data["guessed"]),
            "readouts": tuple(_unpack_readout(r) for r in data["readouts"]),
        }
    )


def _pack_readout(readout: Readout) -> dict[str, Any]:
    data = {f.name: getattr(readout, f.name) for f in fields(readout)}
    data["guessed"] = sorted(readout.guessed)
    data["blocks"] = [
        [b.kind, b.text, b.number, b.label, b.level, b.marker, b.joined] for b in readout.blocks
    ]
    return data


def _unpack_readout(data: dict[str, Any]) -> Readout:
    return Readout(
        **{
            **data,
            "source": SourceKind(data["source"]),
            "guessed": frozenset(data["guessed"]),
            "also_from": tuple(data["also_from"]),
            "remarks": tuple(data["remarks"]),
            "blocks": tuple(Block(BlockKind(b[0]), *b[1:]) for b in data["blocks"]),
        }
    )


def pack_comparison(made: Comparison) -> dict[str, Any]:
    return {
        "left": _pack_carded(made.left),
        "right": _pack_carded(made.right) if made.right else None,
        "matches": [[m.a, m.b, m.score, m.reasons, m.differs] for m in made.matches],
        "echoes": [[e.a, e.b, e.words] for e in made.echoes],
    }


def unpack_comparison(data: dict[str, Any], left: Readout, right: Readout | None) -> Comparison:
    """Corrections are no part of it: they are laid over what the program found."""
    return Comparison(
        _unpack_carded(data["left"], left),
        _unpack_carded(data["right"], right) if right else None,
        tuple(
            Match(a, b, score, tuple(reasons), tuple(differs))
            for a, b, score, reasons, differs in data["matches"]
        ),
        tuple(Echo(*row) for row in data["echoes"]),
    )


class _Cards(dict[str, Card]):
    """The cards by their ids: asked for thousands of times."""

    def __missing__(self, card_id: str) -> Card:
        self[card_id] = card = Card(card_id)
        return card


def _pack_carded(carded: Carded) -> dict[str, Any]:
    return {
        "points": [_pack_point(p) for p in carded.points],
        "quotations": [[q.point, q.start, q.end, q.text, q.found_in] for q in carded.quotations],
        "phrases": carded.phrases,
    }


def _pack_point(p: Point) -> list[Any]:
    evidence = [[e.term, e.card, e.weight] for e in p.evidence]
    return [p.id, p.paragraph, p.start, p.end, p.card, p.also, evidence, p.rival, p.margin, p.doubt]


def _unpack_carded(data: dict[str, Any], readout: Readout) -> Carded:
    texts, cards = {b.number: b.text for b in readout.blocks}, _Cards()
    points = [
        Point(
            key,
            paragraph,
            start,
            end,
            texts[paragraph][start:end],
            cards[card],
            tuple(cards[c] for c in also),
            tuple(Evidence(term, cards[c], weight) for term, c, weight in evidence),
            cards[rival] if rival else None,
            margin,
            doubt,
        )
        for key, paragraph, start, end, card, also, evidence, rival, margin, doubt in data["points"]
    ]
    quotations = tuple(Quotation(*row) for row in data["quotations"])
    phrases = tuple((paragraph, start, end) for paragraph, start, end in data["phrases"])
    return Carded(readout, tuple(points), quotations, phrases)
