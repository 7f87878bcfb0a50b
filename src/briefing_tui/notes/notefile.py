"""A note as Markdown with front matter, and back. A broken file is shown as it is and never rewritten.

A note's body is kept as it was written; whoever shows it cleans it (``reading.unsafe``).
"""

from __future__ import annotations

import re
from typing import Any

from briefing_tui.model import CARDS, Anchor, BriefingError, Card, Note
from briefing_tui.reading import yamlhead
from briefing_tui.reading.unsafe import MARK, clean, clean_line

_TAG = re.compile(r"(?<![\w#&/])#([^\W\d_][\w/-]*)")
_OURS = ("id", "brief", "created", "updated", "author", "tags", "confidence", "anchor")


def tags_in(body: str) -> tuple[str, ...]:
    """The ``#tags`` of a text, each once, in order."""
    return tuple(dict.fromkeys(_TAG.findall(body)))


def all_tags(set_tags: tuple[str, ...], body: str) -> tuple[str, ...]:
    """Those of the front matter alone, then those of the text."""
    return tuple(dict.fromkeys((*set_tags, *tags_in(body))))


def dump(note: Note) -> str:
    """The file's text. Keys that are not ours go back as they came."""
    data: dict[str, Any] = {
        "id": note.id,
        "brief": note.brief,
        "created": note.created,
        "updated": note.updated,
        "author": note.author,
        "tags": list(note.tags),
        "confidence": note.confidence,
        "anchor": anchor_keys(note.anchor),
    }
    kept = {k: v for k, v in data.items() if v not in ("", [], {})}
    return yamlhead.dump({**kept, **dict(note.extra)}) + f"\n{_storable(note.body).rstrip()}\n"


def parse(text: str, note_id: str, brief: str, where: str) -> Note:
    """The note in a file's text; what is wrong with its front matter is said in ``problem``."""
    data: dict[str, Any] = {}
    problem = ""
    try:
        raw, body, _ = yamlhead.split(text, where)
        if raw is not None:
            data, _ = yamlhead.load(raw, where)
    except BriefingError as error:
        problem, body = str(error), text
    body = body.strip("\n")
    tags = data.get("tags")
    listed = [word(t) for t in tags] if isinstance(tags, list) else []
    set_tags = tuple(t for t in listed if t not in tags_in(body))
    return Note(
        id=note_id,
        brief=brief,
        created=word(data.get("created")),
        updated=word(data.get("updated")) or word(data.get("created")),
        author=word(data.get("author")),
        anchor=anchor_of(data.get("anchor")),
        body=body,
        tags=all_tags(set_tags, body),
        set_tags=set_tags,
        confidence=word(data.get("confidence")),
        extra=tuple((str(k), v) for k, v in data.items() if k not in _OURS),
        problem=problem,
    )


def _storable(body: str) -> str:
    """The analyst's letters as they are, joiners of Persian and of emoji too; only halves of pairs go."""
    return re.sub("[\ud800-\udfff]", MARK, body)


def anchor_keys(anchor: Anchor) -> dict[str, Any]:
    """An anchor as keys of the front matter, without those that say nothing."""
    about: dict[str, Any] = {
        "side": anchor.side,
        "language": anchor.language,
        "card": str(anchor.card or ""),
        "paragraph": anchor.paragraph,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "hash": anchor.hash,
    }
    return {k: v for k, v in about.items() if v not in ("", None)}


def anchor_of(about: object) -> Anchor:
    """The anchor in a value of the front matter; what makes no sense in it is left out."""
    if not isinstance(about, dict):
        return Anchor()
    card = word(about.get("card"))
    paragraph = about.get("paragraph")
    return Anchor(
        card=Card(card) if card in CARDS else None,
        side=word(about.get("side")),
        language=word(about.get("language")),
        paragraph=paragraph if isinstance(paragraph, int) else None,
        exact=clean(str(about.get("exact") or "")),
        prefix=clean(str(about.get("prefix") or "")),
        suffix=clean(str(about.get("suffix") or "")),
        hash=word(about.get("hash")),
    )


def word(value: object) -> str:
    """A value of the front matter as a word on one line; a date as ISO 8601."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return clean_line(str(value))
