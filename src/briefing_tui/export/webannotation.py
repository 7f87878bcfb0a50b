"""Notes as W3C Web Annotations (JSON-LD): one AnnotationCollection that has them all in its only page.

After the Web Annotation Data Model (W3C Recommendation of 23 February 2017), sections 3, 4 and 5. What it
has no key for is said with prefixes that its context defines (``dc:``, ``dcterms:``, ``skos:``), as its
Vocabulary recommends for extensions. Texts that have no address of their own are named by their hash, after
RFC 6920. Pure and deterministic: the same notes and briefs give the same bytes (no time of export in them).
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from briefing_tui import __version__
from briefing_tui.model import Anchor, Brief, Note, Readout, SourceKind, Standing
from briefing_tui.notes import anchors
from briefing_tui.reading.unsafe import clean, clean_line, clean_own

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_NAMESPACE = uuid.UUID("9303e7e5-c0b1-42c1-b225-05557bdd9297")  # never to change: all our names hang on it
# Such a text stands word for word at its address. A digest and a summary only go back to what is there.
_VERBATIM = (SourceKind.OFFICIAL, SourceKind.TRANSLATION, SourceKind.WIRE, SourceKind.EXCERPT)
_TOLD = ("side", "language", "issuer", "source", "title", "publisher", "published")
# The IRIs of RFC 3987 without user names, and without the signs that `clean` puts for unsafe characters.
_LETTERS = "A-Za-z0-9.\u00a1-\u23ff\u2440-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd"
_WEB = re.compile(
    rf"https?://[{_LETTERS}-]+(:\d+)?([/?]([{_LETTERS}_~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{{2}})*)?"
)


def collection(notes: Iterable[Note], briefs: Mapping[str, Brief]) -> dict[str, Any]:
    """The notes, in their order, as an AnnotationCollection that ``json.dumps`` can write.

    ``briefs`` holds by their ids those that are at hand; a note of another brief says what it knows itself.
    Notes whose file is broken are left out. Without notes there is no page: one must not be empty (5.2).
    """
    items = [_annotation(n, briefs.get(n.brief)) for n in notes if not n.problem]
    name = _urn("collection", *(i["id"] for i in items))
    made = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": "Notes written in briefing-tui",
        "total": len(items),
    }
    if items:
        page = _urn("page", name)
        first = {"id": page, "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items}
        made |= {"first": first, "last": page}
    return made


def _annotation(note: Note, brief: Brief | None) -> dict[str, Any]:
    bodies = _bodies(note)
    author = clean_line(note.author)
    created, modified = _utc(note.created), _utc(note.updated)
    return _said(
        {
            "id": _urn("note", note.brief, note.id),
            "type": "Annotation",
            "dc:identifier": clean_line(note.id),
            "dcterms:isVersionOf": note.conflict_of and {"id": _urn("note", note.brief, note.conflict_of)},
            "motivation": bodies[0]["purpose"] if bodies else "bookmarking",
            "creator": author and {"type": "Person", "name": author, "nickname": author},
            "created": created,
            "modified": modified if modified != created else "",
            "generator": {
                "id": _urn("software", "briefing-tui"),
                "type": "Software",
                "name": f"briefing-tui {__version__}",
            },
            "body": bodies,
            "target": _target(note, brief),
        }
    )


def _bodies(note: Note) -> list[dict[str, str]]:
    """The text, each tag and the confidence, where there are any; what they are for is their ``purpose``."""
    text, confidence = clean_own(note.body), clean_line(note.confidence)
    bodies = []
    if text.strip():
        bodies.append(_body("commenting", text, "text/markdown"))
    bodies += [_body("tagging", tag) for tag in map(clean_line, note.tags) if tag]
    if confidence:
        bodies.append(_body("assessing", confidence) | {"label": "confidence"})
    return bodies


def _body(purpose: str, value: str, media_type: str = "text/plain") -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": media_type}


def _target(note: Note, brief: Brief | None) -> dict[str, Any]:
    """What the note is about: words of a text, a card of a brief, or a brief.

    Words that stand exactly in a text at hand are quoted as they do there. Others are quoted as they were,
    from the text that the note was written on.
    """
    about = _about(note, brief)
    if not clean(note.anchor.exact):
        return about
    found = [(r, f) for r in brief.readouts if (f := anchors.find(note.anchor, r))] if brief else []
    exact = [(r, f) for r, f in found if f.standing is Standing.EXACT]
    if exact:
        readout, at = min(exact, key=lambda pair: pair[0].hash != note.anchor.hash)
        now = anchors.to_passage(readout, at.passage, note.anchor.card)
        return _quotation(now, _readout(readout, note.brief), about)
    standing = Standing.REVIEW if found else Standing.ORPHAN
    return _quotation(note.anchor, _text(note.anchor, note.brief), about, standing.words if brief else "")


def _quotation(
    anchor: Anchor, source: dict[str, Any], scope: dict[str, Any], remark: str = ""
) -> dict[str, Any]:
    paragraph = "" if anchor.paragraph is None else f"¶{anchor.paragraph}"
    return _said(
        {
            "type": "SpecificResource",
            "label": " ".join(filter(None, (clean_line(anchor.side), paragraph))),
            "skos:note": remark,
            "source": source,
            "selector": _said(
                {
                    "type": "TextQuoteSelector",
                    "exact": clean(anchor.exact),
                    "prefix": clean(anchor.prefix),
                    "suffix": clean(anchor.suffix),
                }
            ),
            "scope": scope,
        }
    )


def _readout(readout: Readout, brief_id: str) -> dict[str, Any]:
    """A text at hand with what is known of it, by its address where it is word for word what stands there."""
    url = clean_line(readout.url)
    derived = [clean_line(other) for other in readout.also_from]
    source = _text(Anchor(side=readout.side, language=readout.language, hash=readout.hash), brief_id)
    verbatim = readout.source in _VERBATIM and "source" not in readout.guessed
    if verbatim and _WEB.fullmatch(page := url.partition("#")[0]):
        source |= {"id": page, "format": ""}  # what the server sends is not known
    elif url.startswith(("http://", "https://")) or ":" not in url.partition("/")[0]:
        derived = [url, *derived]  # told as words, not as a link: it is the address of another text, or none
    guessed = [name for name in _TOLD if name in readout.guessed]
    return _said(
        {
            **source,
            "dc:type": readout.source.value,
            "dc:title": clean_line(readout.title),
            "dc:creator": clean_line(readout.issuer),
            "dc:publisher": clean_line(readout.publisher),
            "dc:date": clean_line(readout.published),
            "dc:source": [words for words in derived if words],
            "skos:note": guessed and f"guessed: {', '.join(guessed)}",
        }
    )


def _text(anchor: Anchor, brief_id: str) -> dict[str, Any]:
    """A text by its hash; where a note written by hand has none, by its brief, side and language."""
    language = clean_line(anchor.language)
    hashed = re.fullmatch("[0-9a-f]{64}", anchor.hash)
    digest = base64.urlsafe_b64encode(bytes.fromhex(anchor.hash)).decode().rstrip("=") if hashed else ""
    return _said(
        {
            "id": f"ni:///sha-256;{digest}" if hashed else _urn("text", brief_id, anchor.side, language),
            "type": "Text",
            "format": "text/plain" if hashed else "",
            "language": language if re.fullmatch("[a-z]{2,3}", language) else "",
        }
    )


def _about(note: Note, brief: Brief | None) -> dict[str, Any]:
    """The note's brief, or the card in it."""
    brief_id = clean_line(note.brief)
    whole = _said(
        {
            "id": _urn("brief", note.brief),
            "type": "Text",
            "dc:identifier": brief_id,
            "label": (clean_line(brief.title) if brief else "") or brief_id,
        }
    )
    card = note.anchor.card
    if card is None:
        return whole
    return {
        "id": _urn("card", note.brief, card),
        "type": "Text",
        "dc:identifier": str(card),
        "label": clean_line(card.heading),
        "dcterms:isPartOf": whole,
    }


def _utc(time: str) -> str:
    """A time as xsd:dateTime in UTC; empty where it cannot be read, or does not say in which zone it is."""
    try:
        moment = datetime.fromisoformat(time)
        return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}Z" if moment.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


def _urn(*parts: str) -> str:
    """The name that these parts always have. JSON keeps them apart, and takes names that are no Unicode."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(parts))}"


def _said(keys: dict[str, Any]) -> dict[str, Any]:
    """Without the keys that say nothing."""
    return {k: v for k, v in keys.items() if v}
