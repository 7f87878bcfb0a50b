"""A note as Markdown with front matter, and back. A broken file is shown as it is and never rewritten.

A note's body is kept as it was written; whoever shows it cleans it (``reading.unsafe``).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from briefing_tui.model import CARDS, Anchor, BriefingError, Card, Note
from briefing_tui.reading import yamlhead
from briefing_tui.reading.unsafe import MARK, clean, clean_line

_TAG = re.compile(r"(?<![\w#&/])#([^\W\d_][\w/-]*)")
_OURS = ("id", "brief", "created", "updated", "author", "tags", "confidence", "anchor")
_PARAGRAPHS = range(1, 1_000_000)  # numbers that a paragraph can have


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

    All else stays byte for byte: comments, the end of each line, the byte order mark, tags that are none to
    us. The same text where nothing was edited. ``text`` is as ``parse`` takes it without a problem.
    """
    note = replace(note, body=_storable(note.body).strip("\n"))
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix(mark)
    before = _parsed(plain, note)
    edited = ("body", "tags", "confidence", "anchor")
    changed = [name for name in edited if getattr(before, name) != getattr(note, name)]
    if not changed:
        return text
    raw, _, start = yamlhead.split(plain, "")
    lines = yamlhead.cut(plain)
    head, lines = lines[: start - 1], lines[start - 1 :]
    newline = _end((head or lines)[0], "\n") if head or lines else "\n"
    body = "".join(lines)
    if "body" in changed:
        body = _with_body(lines, note.body, newline, apart=raw is not None)
    if raw is None:
        again = _parsed(body, note)  # a text may begin so that its first lines would be taken for a head
        if {"confidence", "anchor"}.isdisjoint(changed) and again.body == note.body and not again.problem:
            return mark + body
        return mark + yamlhead.dump(_values(note)).replace("\n", newline) + newline + body
    values = _values(note)
    changes = {name: values.get(name) for name in (*changed, "updated") if name != "body"}
    if not _understood(yamlhead.load(raw, "")[0].get("tags")):
        changes.pop("tags", None)
    opening, *inside, closing = head
    if body and not closing.endswith("\n"):
        closing += newline
    return mark + opening + yamlhead.amend("".join(inside), changes, newline) + closing + body


def _with_body(lines: list[str], body: str, newline: str, *, apart: bool) -> str:
    """The lines of a file's body with another text in place of theirs; ``apart``: a head is above it.

    Empty lines around the text, and those of its lines that are in both, stay as they are.
    """
    texts = [line.removesuffix(_end(line)) for line in lines]
    filled = [i for i, text in enumerate(texts) if text]
    if not filled:
        return newline * apart + body.replace("\n", newline) + newline
    first, last = filled[0], filled[-1]
    old, new = texts[first : last + 1], body.split("\n")
    newline = _end(lines[first], newline)
    ends = [newline] * len(new)
    if {_end(line, newline) for line in lines[first : last + 1]} != {newline}:
        from rapidfuzz.distance import LCSseq  # difflib does not find the most lines that are in both

        for a, b, size in LCSseq.editops(old, new).as_matching_blocks():
            ends[b : b + size] = [_end(line, newline) for line in lines[first + a : first + a + size]]
    ends[-1] = _end(lines[last])  # nothing where the file has no newline at its end
    anew = (text + end for text, end in zip(new, ends, strict=True))
    return "".join((*lines[:first], *anew, *lines[last + 1 :]))


def _end(line: str, otherwise: str = "") -> str:
    """How a line ends: LF, CR LF, or where it has no end as said."""
    if not line.endswith("\n"):
        return otherwise
    return "\r\n" if line.endswith("\r\n") else "\n"


def _parsed(text: str, note: Note) -> Note:
    """The note in the text of a file as it is on disk."""
    return parse(text.replace("\r\n", "\n"), note.id, note.brief, "")


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
    return list(filter(None, map(word, tags))) if isinstance(tags, list) else []


def _understood(tags: object) -> bool:
    """Whether ``_listed`` leaves nothing of them out."""
    return tags is None or isinstance(tags, str) or (isinstance(tags, list) and all(map(word, tags)))


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
    """The anchor in a value of the front matter; what is of another kind than it must be is left out."""
    if not isinstance(about, dict):
        return Anchor()
    card = word(about.get("card"))
    paragraph = about.get("paragraph")
    return Anchor(
        card=Card(card) if card in CARDS else None,
        side=word(about.get("side")),
        language=word(about.get("language")),
        paragraph=paragraph if type(paragraph) is int and paragraph in _PARAGRAPHS else None,
        exact=clean(_said(about.get("exact"))),
        prefix=clean(_said(about.get("prefix"))),
        suffix=clean(_said(about.get("suffix"))),
        hash=word(about.get("hash")),
    )


def word(value: object) -> str:
    """A value of the front matter as a word on one line; a date as ISO 8601, nothing for a list or a yes."""
    return clean_line(_said(value))


def _said(value: object) -> str:
    """What a value of the front matter says in words, where it is a text, a number or a date."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # a number of thousands of digits
        return ""
