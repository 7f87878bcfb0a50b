"""A correction as Markdown with front matter, and back. A broken file says why and decides nothing."""

from __future__ import annotations

from typing import Any, Literal, cast

from briefing_tui.model import CARDS, Anchor, BriefingError, Card, Correction
from briefing_tui.notes.notefile import anchor_keys, anchor_of, word
from briefing_tui.reading import yamlhead

Kind = Literal["move", "tie", "untie"]
_KINDS = ("move", "tie", "untie")
_OURS = ("id", "brief", "created", "author", "correction", "card", "a", "b")


def dump(correction: Correction) -> str:
    """The file's text. Keys that are not ours go back as they came."""
    data: dict[str, Any] = {
        "id": correction.id,
        "brief": correction.brief,
        "created": correction.created,
        "author": correction.author,
        "correction": correction.kind,
        "card": str(correction.card or ""),
        "a": anchor_keys(correction.a),
        "b": anchor_keys(correction.b) if correction.b else {},
    }
    kept = {k: v for k, v in data.items() if v not in ("", {})}
    return yamlhead.dump({**kept, **dict(correction.extra)})


def parse(text: str, correction_id: str, brief: str, where: str) -> Correction:
    """The correction in a file's text; what is wrong with it is said in ``problem``."""
    try:
        raw, _, _ = yamlhead.split(text, where)
        data = yamlhead.load(raw, where)[0] if raw is not None else {}
    except BriefingError as error:
        return broken(correction_id, brief, str(error))
    kind = word(data.get("correction"))
    if kind not in _KINDS:
        return broken(correction_id, brief, f"{where}: correction must be one of {', '.join(_KINDS)}")
    card = word(data.get("card"))
    if kind == "move" and card not in CARDS:
        return broken(correction_id, brief, f"{where}: card must be one of {', '.join(CARDS)}")
    a, b = anchor_of(data.get("a")), anchor_of(data.get("b"))
    for name, anchor in (("a", a),) if kind == "move" else (("a", a), ("b", b)):
        if not (anchor.side and anchor.language and anchor.exact):
            return broken(correction_id, brief, f"{where}: {name} must name side, language and exact words")
    return Correction(
        id=correction_id,
        brief=brief,
        created=word(data.get("created")),
        author=word(data.get("author")),
        kind=cast(Kind, kind),
        a=a,
        b=None if kind == "move" else b,
        card=Card(card) if kind == "move" else None,
        extra=tuple((str(k), v) for k, v in data.items() if k not in _OURS),
    )


def broken(correction_id: str, brief: str, problem: str) -> Correction:
    """What stands for a file that cannot be understood: it has a problem and no effect."""
    return Correction(correction_id, brief, "", "", "move", Anchor(), problem=problem)
