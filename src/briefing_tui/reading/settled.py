"""Blocks become a readout: what is declared of it, what its file says, and what is guessed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from briefing_tui.model import Block, Readout, SourceKind
from briefing_tui.reading import gazetteer, guess, languages, paragraphs
from briefing_tui.reading.unsafe import clean_line

if TYPE_CHECKING:
    from briefing_tui.reading.formats import Document


def section(side: str, heading: str, raw: list[Block], language: str | None) -> Readout:
    """One side's part of a third party's summary, which ``heading`` stands over."""
    blocks, _ = paragraphs.arrange(raw, "")
    text = "\n\n".join(b.text for b in blocks if b.number)
    lang = language or languages.guess_language(text)
    guessed = {"side", "source", "title"} | (set() if language else {"language"})
    published = guess.guess_date(text)
    return Readout(
        key=f"{side}.{lang}",
        side=side,
        side_name=gazetteer.side_name(side),
        language=lang,
        source=SourceKind.SUMMARY,
        complete=False,
        blocks=tuple(blocks),
        title=clean_line(heading),
        published=published,
        original=False,
        guessed=frozenset(guessed | ({"published"} if published else set())),
        hash=text_hash(blocks),
    )


def readout(
    raw: list[Block],
    declared: dict[str, Any],
    stem: str,
    side: str | None,
    language: str | None,
    document: Document | None = None,
) -> Readout:
    """The readout of these blocks. ``declared`` is its front matter and what a person says, ``stem`` the name
    of its file, ``document`` what the file says of itself beside that, which counts as a guess.
    """
    guessed = {clean_line(name) for name in declared.get("guessed", ())}
    guessed |= document.guessed if document else set()

    def says(name: str) -> str:
        return clean_line(getattr(document, name)) if document else ""

    def settle(name: str, known: str | None, otherwise: str) -> str:
        if known is not None:
            return known
        if otherwise:
            guessed.add(name)
        return otherwise

    whole = "\n".join(b.text for b in raw)
    named_side, named_language = _from_stem(stem)
    lang = settle(
        "language",
        language or declared.get("language") or named_language,
        languages.guess_language(whole, says("language")),
    )
    publisher = settle("publisher", declared.get("publisher"), says("publisher"))
    url = settle("url", declared.get("url"), says("url"))
    who = side or declared.get("side") or named_side
    who = settle("side", who, "" if who else guess.guess_side(whole, lang, publisher, url))
    blocks, headline = paragraphs.arrange(raw, declared.get("title"))
    kind: SourceKind | None = declared.get("source")
    if kind is None:
        kind = guess.guess_source(whole, who, lang, publisher, url)
        guessed.add("source")
    remarks = (*declared.get("remarks", ()), *(document.remarks if document else ()))
    return Readout(
        key=f"{who}.{lang}",
        side=who,
        side_name=gazetteer.side_name(who),
        language=lang,
        source=kind,
        complete=declared.get("complete", kind.complete_by_default),
        blocks=tuple(blocks),
        title=settle("title", declared.get("title"), clean_line(headline)),
        publisher=publisher,
        issuer=settle("issuer", declared.get("issuer"), says("issuer")),
        published=settle(
            "published", declared.get("published"), says("published") or guess.guess_date(whole)
        ),
        url=url,
        retrieved=declared.get("retrieved", ""),
        also_from=tuple(", ".join(filter(None, o.values())) for o in declared.get("also_from", ())),
        original=gazetteer.side_language(who) == lang,
        guessed=frozenset(guessed),
        remarks=tuple(clean_line(remark) for remark in remarks),
        hash=text_hash(blocks),
    )


def _from_stem(stem: str) -> tuple[str | None, str | None]:
    """``russia.en`` or ``russia.en.2``: side and language by the name of a file in a brief's folder."""
    side, _, rest = stem.partition(".")
    language = rest.split(".")[0]
    if 2 <= len(language) <= 3 and language.isascii() and language.islower() and gazetteer.is_side(side):
        return side, language
    return None, None


def text_hash(blocks: list[Block]) -> str:
    """SHA-256 (hex) of the body's paragraphs, the same for the same text in whatever format it came."""
    text = "\n\n".join(b.text for b in blocks if b.number is not None)
    return hashlib.sha256(text.encode()).hexdigest()
