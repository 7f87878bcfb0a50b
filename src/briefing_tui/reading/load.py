"""The way in: a file on disk becomes one readout, or two where it holds a section for each side."""

from __future__ import annotations

import errno
import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from briefing_tui.files import MAX_BYTES, PIPE, Unfit, read_ordinary
from briefing_tui.model import Block, BlockKind, BriefingError, Readout, SourceKind, UsageError
from briefing_tui.reading import gazetteer, guess, languages, paragraphs, plain
from briefing_tui.reading.unsafe import clean, clean_line, reason

MARKDOWN = frozenset({".md", ".markdown"})
# What is surely no text and would only show as noise; a later version reads some of them.
_OF_ALL = ("source", "complete", "publisher", "issuer", "published", "url")  # what may hold for both sections
_NOT_YET = frozenset({".html", ".htm", ".mhtml", ".docx", ".doc", ".pdf", ".eml", ".rtf", ".odt", ".epub"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text: ``where`` is its name as shown to people, ``markdown`` how to read it."""

    where: str
    text: str
    markdown: bool


def read_text(path: Path, within: Path | None = None) -> str:
    """The file's text: UTF-8, newlines as ``\\n``; raises BriefingError in one line for anything else.

    ``within`` is the brief's folder that it is a file of: it is no link that leads out of that.
    """
    if path == PIPE:
        return decode(_piped(), _name(path))
    where = _name(path)
    try:
        data = read_ordinary(path, within=within)
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
    return decode(data, where)


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


def decode(data: bytes, where: str) -> str:
    """Bytes as text; names the line and byte where they are not UTF-8."""
    if b"\x00" in data[:8192]:
        raise BriefingError(f"{where}: is a binary file, not text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BriefingError(
            f"{where}:{line}: not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start};"
            " convert it first, for example: iconv -f windows-1251 -t utf-8"
        ) from None
    if not text.strip():
        raise BriefingError(f"{where}: is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    if path.suffix.lower() in _NOT_YET:
        raise BriefingError(f"{clean_line(str(path))}: {path.suffix} is not read yet; save it as .txt or .md")
    text = read_text(path, within)
    markdown = path.suffix.lower() in MARKDOWN or (path == PIPE and text.startswith("---\n"))
    source = Source(_name(path), text, markdown)
    return read_source(source, path.stem, side=side, language=language, says=says)


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
    if side is None and "side" not in declared:
        sections = paragraphs.by_side(raw)
        if sections:
            of_all = {name: says[name] for name in _OF_ALL if name in says}
            language = language or says.get("language")
            made = [_section(s, heading, part, language) for s, heading, part in sections]
            return [replace(r, **of_all, guessed=r.guessed - of_all.keys()) for r in made]
    return [_readout(raw, declared, stem, side, language)]


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
    body = clean(body)
    if source.markdown:
        from briefing_tui.reading import markdown

        made = markdown.blocks(body)
    else:
        made = plain.blocks(body)
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
    raw: list[Block], declared: dict[str, Any], stem: str, side: str | None, language: str | None
) -> Readout:
    guessed = {clean_line(name) for name in declared.get("guessed", ())}

    def settle(name: str, known: str | None, otherwise: str) -> str:
        if known is not None:
            return known
        if otherwise:
            guessed.add(name)
        return otherwise

    whole = "\n".join(b.text for b in raw)
    named_side, named_language = _from_stem(stem)
    lang = settle(
        "language", language or declared.get("language") or named_language, languages.guess_language(whole)
    )
    who = side or declared.get("side") or named_side
    who = settle("side", who, "" if who else guess.guess_side(whole, lang))
    blocks, headline = paragraphs.arrange(raw, declared.get("title"))
    kind: SourceKind | None = declared.get("source")
    if kind is None:
        kind = guess.guess_source(whole, who, lang)
        guessed.add("source")
    return Readout(
        key=f"{who}.{lang}",
        side=who,
        side_name=gazetteer.side_name(who),
        language=lang,
        source=kind,
        complete=declared.get("complete", kind.complete_by_default),
        blocks=tuple(blocks),
        title=settle("title", declared.get("title"), clean_line(headline)),
        publisher=declared.get("publisher", ""),
        issuer=declared.get("issuer", ""),
        published=settle("published", declared.get("published"), guess.guess_date(whole)),
        url=declared.get("url", ""),
        retrieved=declared.get("retrieved", ""),
        also_from=tuple(", ".join(filter(None, o.values())) for o in declared.get("also_from", ())),
        original=gazetteer.side_language(who) == lang,
        guessed=frozenset(guessed),
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
