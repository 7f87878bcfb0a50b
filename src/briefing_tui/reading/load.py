"""The way in: a file on disk becomes one readout, or two where it holds a section for each side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing_tui.files import PIPE
from briefing_tui.model import Block, BlockKind, BriefingError, Readout
from briefing_tui.reading import paragraphs, plain, raw, settled
from briefing_tui.reading.raw import MARKDOWN, Source, decode
from briefing_tui.reading.settled import text_hash
from briefing_tui.reading.unsafe import clean, clean_line

if TYPE_CHECKING:
    from briefing_tui.reading.formats import Document

__all__ = [
    "MARKDOWN", "Source", "decode", "front_matter", "read_file", "read_source", "read_text", "text_hash",
]  # fmt: skip

MOST_BLOCKS = 100_000  # of a text: a readout has some dozens
_OF_ALL = ("source", "complete", "publisher", "issuer", "published", "url")  # what may hold for both sections
_OF_PAGE = ("publisher", "published", "url")  # what a page says of both


def read_text(path: Path, within: Path | None = None) -> str:
    """The text of a file that is text, newlines as ``\\n``; raises BriefingError for anything else.

    ``within`` is the brief's folder that it is a file of: it is no link that leads out of that.
    """
    return decode(raw.read(path, within)[0], raw.name(path))[0]


def front_matter(path: Path, within: Path | None = None) -> dict[str, Any]:
    """All that the file declares, keys of the user's own among it; nothing where it is no text.

    ``within`` is as for ``read_text``. Raises BriefingError.
    """
    from briefing_tui.reading import yamlhead

    data, kind = raw.read(path, within)
    if kind:
        return {}
    where = raw.name(path)
    head, _, _ = yamlhead.split(decode(data, where)[0], where)
    return yamlhead.load(head, where)[0] if head is not None else {}


def read_file(
    path: Path,
    *,
    side: str | None = None,
    language: str | None = None,
    says: Mapping[str, Any] | None = None,
    within: Path | None = None,
) -> list[Readout]:
    """The readouts in a file. ``side``, ``language`` and ``says``, values by the keys of front matter,
    overrule what it declares or what would be guessed; ``within`` is as for ``read_text``.

    Raises BriefingError, one line with file and line, where the file cannot be used.
    """
    data, kind = raw.read(path, within)
    where = raw.name(path)
    if kind:
        from briefing_tui.reading import formats

        document = formats.read(kind, data, where, path.suffix)
        return _read_document(document, where, path.stem, side, language, says or {})
    text, encoding = decode(data, where)
    markdown = path.suffix.lower() in MARKDOWN or (path == PIPE and text.startswith("---\n"))
    source = Source(where, text, markdown, encoding)
    return read_source(source, path.stem, side=side, language=language, says=says)


def _read_document(
    document: Document,
    where: str,
    stem: str,
    side: str | None,
    language: str | None,
    says: Mapping[str, Any],
) -> list[Readout]:
    _check_size(document.blocks, where)
    found = [safe for block in document.blocks if (safe := _safe(block)).text]
    if not any(b.text.strip() for b in found):
        raise BriefingError(f"{where}: has no text")
    if side is None and "side" not in says and (sections := paragraphs.by_side(found)):
        return _sections(sections, says, language, document)
    return [settled.readout(found, dict(says), stem, side, language, document)]


def _check_size(blocks: Sequence[Block], where: str) -> None:
    if len(blocks) > MOST_BLOCKS:
        raise BriefingError(f"{where}: has more than {MOST_BLOCKS:,} paragraphs; a readout is a page or two")


def read_source(
    source: Source,
    stem: str,
    *,
    side: str | None = None,
    language: str | None = None,
    says: Mapping[str, Any] | None = None,
) -> list[Readout]:
    """Like ``read_file``, from text at hand; ``stem`` (``russia.en``) may name side and language."""
    declared, body, first_line = _split(source)
    says = says or {}
    declared = {**declared, **says}
    declared["guessed"] = [name for name in declared.get("guessed", ()) if name not in says]
    found = _blocks(source, body)
    if not any(b.text.strip() for b in found):
        raise BriefingError(f"{source.where}:{first_line}: there is no text after the front matter")
    document = _guessed_encoding(source.encoding) if source.encoding else None
    if side is None and "side" not in declared:
        sections = paragraphs.by_side(found)
        if sections:
            return _sections(sections, says, language, document)
    return [settled.readout(found, declared, stem, side, language, document)]


def _sections(
    sections: list[tuple[str, str, list[Block]]],
    says: Mapping[str, Any],
    language: str | None,
    document: Document | None,
) -> list[Readout]:
    """Both sides' parts of a third party's summary; what ``says`` names may hold for both, and so do the site
    and the date that the page names.
    """
    of_all = {name: says[name] for name in _OF_ALL if name in says}
    page: dict[str, Any] = {}
    for name in _OF_PAGE if document else ():
        if name not in of_all and (value := clean_line(getattr(document, name))):
            page[name] = value
    language = language or says.get("language")
    made = [settled.section(s, heading, part, language) for s, heading, part in sections]
    remarks = document.remarks if document else ()
    more = page.keys() | (document.guessed if document else frozenset())
    return [
        replace(r, **of_all, **page, guessed=r.guessed.difference(of_all).union(more), remarks=remarks)
        for r in made
    ]


def _guessed_encoding(name: str) -> Document:
    from briefing_tui.reading import formats

    return formats.Document((), remarks=(formats.told(name),), guessed=frozenset({"encoding"}))


def _split(source: Source) -> tuple[dict[str, Any], str, int]:
    """What the front matter declares (nothing is {}), the body, and the line on which that begins."""
    if not source.text.startswith("---"):
        return {}, source.text, 1
    from briefing_tui.reading import frontmatter, yamlhead  # pydantic and yaml, for files that need them

    found, body, line = yamlhead.split(source.text, source.where)
    if found is None:
        return {}, source.text, 1
    data, lines = yamlhead.load(found, source.where)
    declared = frontmatter.check(frontmatter.ReadoutMatter, data, lines, source.where)
    return declared.model_dump(exclude_none=True), body, line


def _blocks(source: Source, body: str) -> list[Block]:
    if body.count("\n") > 5 * MOST_BLOCKS:
        raise BriefingError(f"{source.where}: has more than {5 * MOST_BLOCKS:,} lines; a readout is short")
    body = clean(body)
    if source.markdown:
        from briefing_tui.reading import markdown

        made = markdown.blocks(body)
    else:
        made = plain.blocks(body)
    _check_size(made, source.where)
    return [safe for block in made if (safe := _safe(block)).text]


def _safe(block: Block) -> Block:
    """White space folded, and cleaned again: markdown-it turns ``&#27;`` into the character itself."""
    lines = (" ".join(line.split()) for line in clean(block.text).split("\n"))
    text = ("\n" if block.kind is BlockKind.TABLE else " ").join(lines).strip()
    return Block(block.kind, text, level=block.level, marker=clean_line(block.marker))
