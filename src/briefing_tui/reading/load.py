"""The way in: a file on disk becomes one readout, or two where it holds a section for each side."""

from __future__ import annotations

import errno
import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing_tui.files import MAX_BYTES, PIPE, Unfit, read_ordinary
from briefing_tui.model import Block, BlockKind, BriefingError, Readout, SourceKind, UsageError
from briefing_tui.reading import gazetteer, guess, languages, paragraphs, plain
from briefing_tui.reading.unsafe import clean, clean_line, reason

if TYPE_CHECKING:
    from briefing_tui.reading.formats import Document

MARKDOWN = frozenset({".md", ".markdown"})
TEXTS = MARKDOWN | {".txt"}
MOST_BLOCKS = 100_000  # of a text: a readout has some dozens
_OF_ALL = ("source", "complete", "publisher", "issuer", "published", "url")  # what may hold for both sections


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text: ``where`` is its name as shown to people, ``markdown`` how to read it, ``encoding`` what
    was guessed for it, if it was.
    """

    where: str
    text: str
    markdown: bool
    encoding: str = ""


def read_text(path: Path, within: Path | None = None) -> str:
    """The text of a file that is text, newlines as ``\\n``; raises BriefingError for anything else.

    ``within`` is the brief's folder that it is a file of: it is no link that leads out of that.
    """
    return decode(_bytes(path, within), _name(path))[0]


def front_matter(path: Path, within: Path | None = None) -> dict[str, Any]:
    """All that the file declares, keys of the user's own among it; nothing where it is no text.

    ``within`` is as for ``read_text``. Raises BriefingError.
    """
    from briefing_tui.reading import yamlhead

    where, data = _name(path), _bytes(path, within)
    if _format(path, data, where):
        return {}
    raw, _, _ = yamlhead.split(decode(data, where)[0], where)
    return yamlhead.load(raw, where)[0] if raw is not None else {}


def _bytes(path: Path, within: Path | None) -> bytes:
    if path == PIPE:
        return _piped()
    where = _name(path)
    try:
        return read_ordinary(path, within=within)
    except FileNotFoundError:
        raise BriefingError(f"{where}: no such file") from None
    except Unfit as error:
        hint = ""
        if error.errno == errno.EFBIG:
            hint = "; a readout is a page or two"
        elif error.errno == errno.EISDIR:
            hint = "; a readout is a file" if within else " without a brief.md; name the readout files in it"
        raise BriefingError(f"{where}: {error.strerror}{hint}") from None
    except OSError as error:
        raise BriefingError(f"{where}: cannot be read: {reason(error)}") from None


def _name(path: Path) -> str:
    return "standard input" if path == PIPE else clean_line(str(path))


@cache  # it can be read once, and some ask for it twice
def _piped() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("- is a text from a pipe, as in: curl ... | briefing -")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BriefingError(
            f"{_name(PIPE)}: is larger than {MAX_BYTES // 1024**2} MB; a readout is a page or two"
        )
    return data


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Bytes as text, and the encoding where it had to be guessed; names line and byte where none fits."""
    try:
        text, guessed = data.decode("utf-8-sig"), ""
        plain_text = "\x00" not in text[:8192]
    except UnicodeDecodeError:
        plain_text = False
    if not plain_text:
        text, guessed = _decode_other(data, where)
    if not text.strip():
        raise BriefingError(f"{where}: is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n"), guessed


def _decode_other(data: bytes, where: str) -> tuple[str, str]:
    from briefing_tui.reading.formats import Unreadable, encodings

    try:
        return encodings.decode(data)
    except Unreadable as error:
        if b"\x00" in data[:8192]:
            raise BriefingError(f"{where}: is a binary file, not text") from None
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as wrong:
            line = data.count(b"\n", 0, wrong.start) + 1
            raise BriefingError(
                f"{where}:{line}: not UTF-8: byte 0x{data[wrong.start]:02x} at offset {wrong.start}; {error};"
                " convert it first, for example: iconv -f windows-1251 -t utf-8"
            ) from None
        raise BriefingError(f"{where}: {error}") from None


def _format(path: Path, data: bytes, where: str) -> str:
    """The module of ``formats`` that reads the file; empty for text. Raises BriefingError."""
    suffix = path.suffix.lower()
    if suffix in TEXTS and not data.startswith((b"%PDF-", b"PK\x03\x04")):
        return ""
    from briefing_tui.reading import formats

    try:
        return formats.kind(data, suffix, named=path != PIPE)
    except formats.Unreadable as error:
        raise BriefingError(f"{where}: {error}") from None


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
    where, data = _name(path), _bytes(path, within)
    if kind := _format(path, data, where):
        from briefing_tui.reading import formats

        return _read_document(formats.read(kind, data, where), where, path.stem, side, language, says or {})
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
    raw = [safe for block in document.blocks if (safe := _safe(block)).text]
    if not any(b.text.strip() for b in raw):
        raise BriefingError(f"{where}: has no text")
    if side is None and "side" not in says and (sections := paragraphs.by_side(raw)):
        return _sections(sections, says, language, document)
    return [_readout(raw, dict(says), stem, side, language, document)]


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
    raw = _blocks(source, body)
    if not any(b.text.strip() for b in raw):
        raise BriefingError(f"{source.where}:{first_line}: there is no text after the front matter")
    document = _guessed_encoding(source.encoding) if source.encoding else None
    if side is None and "side" not in declared:
        sections = paragraphs.by_side(raw)
        if sections:
            return _sections(sections, says, language, document)
    return [_readout(raw, declared, stem, side, language, document)]


def _sections(
    sections: list[tuple[str, str, list[Block]]],
    says: Mapping[str, Any],
    language: str | None,
    document: Document | None,
) -> list[Readout]:
    """Both sides' parts of a third party's summary; what ``says`` names may hold for both."""
    of_all = {name: says[name] for name in _OF_ALL if name in says}
    language = language or says.get("language")
    made = [_section(s, heading, part, language) for s, heading, part in sections]
    remarks = document.remarks if document else ()
    more = document.guessed if document else frozenset()
    return [replace(r, **of_all, guessed=(r.guessed - of_all.keys()) | more, remarks=remarks) for r in made]


def _guessed_encoding(name: str) -> Document:
    from briefing_tui.reading import formats

    return formats.Document((), remarks=(formats.told(name),), guessed=frozenset({"encoding"}))


def _split(source: Source) -> tuple[dict[str, Any], str, int]:
    """What the front matter declares (nothing is {}), the body, and the line on which that begins."""
    if not source.text.startswith("---"):
        return {}, source.text, 1
    from briefing_tui.reading import frontmatter, yamlhead  # pydantic and yaml, for files that need them

    raw, body, line = yamlhead.split(source.text, source.where)
    if raw is None:
        return {}, source.text, 1
    data, lines = yamlhead.load(raw, source.where)
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


def _section(side: str, heading: str, raw: list[Block], language: str | None) -> Readout:
    """One side's part of a third party's summary."""
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


def _readout(
    raw: list[Block],
    declared: dict[str, Any],
    stem: str,
    side: str | None,
    language: str | None,
    document: Document | None = None,
) -> Readout:
    """``document`` is what the file says of itself beside its front matter; that counts as a guess."""
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
