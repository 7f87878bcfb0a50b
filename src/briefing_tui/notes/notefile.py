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
    return yamlhead.dump({**_values(note), **dict(note.extra)}) + f"\n{_storable(note.body).rstrip()}\n"


def _values(note: Note) -> dict[str, Any]:
    """Our keys of the front matter, without those that say nothing."""
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
    return {k: v for k, v in data.items() if v not in ("", [], {})}


def amended(text: str, note: Note) -> str:
    """The text of the note's file with what was edited put in it: body, tags, confidence, anchor, time.

    All else stays as it is there, the way lines end and the byte order mark too. The same text where nothing
    was edited. ``text`` is as ``parse`` takes it without a problem.
    """
    mark, plain = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    newline = "\r\n" if plain.partition("\n")[0].endswith("\r") else "\n"
    plain = plain.replace("\r\n", "\n")
    before = parse(plain, note.id, note.brief, "")
    raw, body, _ = yamlhead.split(plain, "")
    edited = ("body", "tags", "confidence", "anchor")
    changed = [name for name in edited if getattr(before, name) != getattr(note, name)]
    if not changed:
        return text
    if raw is None:
        return dump(note)
    values = _values(note)
    head = yamlhead.amend(raw, {name: values.get(name) for name in (*changed, "updated") if name != "body"})
    if "body" in changed:
        body = f"\n{_storable(note.body).rstrip()}\n"
    return mark + f"---\n{head}\n---\n{body}".replace("\n", newline)


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
    set_tags = tuple(t for t in _listed(data.get("tags")) if t not in tags_in(body))
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


def _listed(tags: object) -> list[str]:
    """The tags of the front matter: a list, or as other programs have it, words on one line."""
    if isinstance(tags, str):
        return [t.lstrip("#") for t in clean_line(tags).replace(",", " ").split()]
    return [word(t) for t in tags] if isinstance(tags, list) else []


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
