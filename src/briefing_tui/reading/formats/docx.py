"""Word files through python-docx: paragraphs, lists and tables in order, notes at the end.

python-docx gives the parts, the styles and the properties. The text is read from the XML itself: its
``paragraph.text`` knows neither inserted words (tracked changes) nor content controls and text boxes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from briefing_tui.model import Block, BlockKind
from briefing_tui.reading.formats import Document, Unreadable, left_out, ordinal
from briefing_tui.reading.formats.meta import language as meta_language

MOST_BYTES = 64 * 1024**2  # of all members unpacked: pictures are a part of it
MOST_XML = 12 * 1024**2  # of the XML among them: a tree of it takes twenty times as much
MOST_MEMBERS = 2_000
MOST_PARAGRAPHS = 20_000
MOST_RATIO = 200  # times as large unpacked; XML of much the same lines comes to 50

_P, _TBL, _TR, _TC, _R = (qn(f"w:{t}") for t in ("p", "tbl", "tr", "tc", "r"))
_DELETED = (qn("w:del"), qn("w:moveFrom"))
_SKIPPED = ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:pPr"))
_BOX = qn("w:txbxContent")
_VAL = qn("w:val")
_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: the ``kind`` of list whose numbers it counts on, its form, and whether it begins
    ``anew``.
    """

    kind: str
    form: str
    anew: bool


@dataclass(slots=True)
class _Read:
    """What is gathered on the way."""

    styles: dict[str, str]
    lists: dict[tuple[str, int], _Level]
    blocks: list[Block] = field(default_factory=list)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    begun: set[tuple[str, int]] = field(default_factory=set)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


def read(data: bytes) -> Document:
    """The document in a Word file's bytes. Raises Unreadable."""
    _check(data)
    try:
        word = docx.Document(io.BytesIO(data))
        now = _Read({s.style_id: (s.name or "").lower() for s in word.styles}, _lists(word))
        if sum(1 for _ in word.element.body.iter(_P)) > MOST_PARAGRAPHS:
            raise Unreadable(f"has more than {MOST_PARAGRAPHS:,} paragraphs; a readout is a page or two")
        _walk(now, word.element.body)
        _notes(now, word)
        margins = _margins(word)
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise Unreadable(
            f"is no Word file that can be read ({type(error).__name__}); save it again as .docx"
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Unreadable(
            "is damaged: not all of it can be unpacked; fetch it anew, or save it again as .docx"
        ) from None
    if not now.blocks:
        raise Unreadable("has no text")
    about = word.core_properties
    remarks = [
        left_out(what, texts)
        for what, texts in (
            ("text{s} deleted by tracked changes", now.deleted),
            ("hidden text{s}", now.hidden),
            ("line{s} at the head or foot of the pages", margins),
            ("comment{s}", [c.text for c in word.comments]),
        )
        if texts
    ]
    return Document(
        now.blocks,
        title=about.title or "",
        issuer=about.author if about.author not in ("python-docx", "") else "",
        language=meta_language(about.language or ""),
        remarks=tuple(remarks),
    )


def _check(data: bytes) -> None:
    """What it would come to, before anything is unpacked. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        raise Unreadable("is no Word file, or is cut off; fetch it anew, or save it again as .docx") from None
    if not any(m.filename == "word/document.xml" for m in members) and not any(
        m.filename == "[Content_Types].xml" for m in members
    ):
        raise Unreadable("is packed, but is no Word file")
    if any(m.flag_bits & 1 for m in members):
        raise Unreadable("is encrypted; save it without a password")
    whole = sum(m.file_size for m in members)
    xml = sum(m.file_size for m in members if m.filename.lower().endswith((".xml", ".rels")))
    if len(members) > MOST_MEMBERS or whole > MOST_BYTES or xml > MOST_XML or whole > MOST_RATIO * len(data):
        raise Unreadable(f"unpacks to {max(1, whole // 1024**2)} MB, which is more than a readout can be")


def _walk(now: _Read, parent: Any, quote: bool = False) -> None:
    """The blocks below an element, in order, text boxes behind the paragraph that they hang on."""
    for element in parent:
        if element.tag == _P:
            if block := _paragraph(now, element):
                now.blocks.append(block)
            for box in _boxes(element):
                _walk(now, box)
        elif element.tag == _TBL:
            _table(now, element)
        elif element.tag not in (*_SKIPPED, *_DELETED):
            _walk(now, element)


def _boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(_BOX):
        above = list(box.iterancestors())
        nearest = next(i for i, e in enumerate(above) if e.tag == _P)
        # Not the one for old programs, which says the same again, and none that stands in another box.
        if above[nearest] is paragraph and _SKIPPED[0] not in (e.tag for e in above[:nearest]):
            yield box


def _paragraph(now: _Read, element: Any) -> Block | None:
    text = _text(now, element).strip()
    if not text:
        return None
    style = now.styles.get(_value(element, "w:pPr/w:pStyle"), "")
    if style == "title":
        return Block(BlockKind.HEADING, text, level=1)
    if style.startswith("heading ") and style[8:].isdigit():
        return Block(BlockKind.HEADING, text, level=min(6, int(style[8:])))
    depth = _value(element, "w:pPr/w:numPr/w:ilvl")
    number = _value(element, "w:pPr/w:numPr/w:numId")
    level = int(depth) if depth.isdigit() else 0
    if number not in ("", "0") or style.startswith("list "):
        return Block(BlockKind.ITEM, text, marker=_marker(now, number, level, style), level=min(level, 8) + 1)
    return Block(BlockKind.QUOTE if "quote" in style else BlockKind.PARAGRAPH, text)


def _marker(now: _Read, number: str, level: int, style: str) -> str:
    of = now.lists.get((number, level)) or _Level(number, "decimal" if "number" in style else "bullet", False)
    if of.form in ("bullet", "none"):
        return "•"
    if of.anew and (number, level) not in now.begun:
        del now.counts[of.kind, level]
    now.begun.add((number, level))
    now.counts[of.kind, level] += 1
    for key in [k for k in now.counts if k[0] == of.kind and k[1] > level]:
        del now.counts[key]
    return ordinal(now.counts[of.kind, level], _FORMS.get(of.form, ""))


def _value(element: Any, path: str) -> str:
    for part in path.split("/"):
        element = element.find(qn(part))
        if element is None:
            return ""
    return str(element.get(_VAL) or "")


def _text(now: _Read, element: Any) -> str:
    """The words of a paragraph: those inserted with it, those deleted and hidden without."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start",))
    for _, e in walk:
        if e.tag in (*_SKIPPED, _BOX):
            walk.skip_subtree()
        elif e.tag in _DELETED:
            now.deleted.append("".join(t.text or "" for t in e.iter(qn("w:delText"), qn("w:t"))))
            walk.skip_subtree()
        elif e.tag == _R and _is_hidden(e):
            now.hidden.append("".join(t.text or "" for t in e.iter(qn("w:t"))))
            walk.skip_subtree()
        elif e.tag == qn("w:t"):
            parts.append(e.text or "")
        elif e.tag in (qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:ptab")):
            parts.append(" ")
        elif e.tag == qn("w:noBreakHyphen"):
            parts.append("-")
    return "".join(parts)


def _is_hidden(run: Any) -> bool:
    marks = run.find(qn("w:rPr"))
    vanish = None if marks is None else marks.find(qn("w:vanish"))
    return vanish is not None and vanish.get(_VAL, "1") not in ("0", "false", "off")


def _table(now: _Read, table: Any) -> None:
    """Rows of cells, or the paragraphs one after another where the table only places them."""
    rows = [list(row.iter(_TC)) for row in table.iter(_TR)]
    placed = table.find(f".//{_TC}//{_TBL}") is not None or max(map(len, rows), default=0) < 2
    if not placed:
        cells = [[" ".join(" ".join(_text(now, p) for p in c.iter(_P)).split()) for c in row] for row in rows]
        placed = any(len(cell) > 1000 for row in cells for cell in row)
    if placed:
        for row in table.iterchildren(_TR):
            for cell in row.iterchildren(_TC):
                _walk(now, cell)
        return
    lines = [" | ".join(cell.replace("|", "¦") for cell in row) for row in cells if any(row)]
    if lines:
        now.blocks.append(Block(BlockKind.TABLE, "\n".join(lines)))


def _lists(word: Any) -> dict[tuple[str, int], _Level]:
    """The levels of the lists, by the number of the list and the depth. Lists of one kind count on."""
    part = next((r.target_part for r in word.part.rels.values() if r.reltype == _NOTES + "numbering"), None)
    if part is None:
        return {}
    root = parse_xml(part.blob)
    forms: dict[tuple[str, int], str] = {}
    for kind in root.iter(qn("w:abstractNum")):
        for level in kind.iter(qn("w:lvl")):
            at = level.get(qn("w:ilvl")) or ""
            if at.isdigit():
                forms[kind.get(qn("w:abstractNumId")) or "", int(at)] = _value(level, "w:numFmt")
    made: dict[tuple[str, int], _Level] = {}
    for num in root.iter(qn("w:num")):
        base, number = _value(num, "w:abstractNumId"), num.get(qn("w:numId")) or ""
        anew = {o.get(qn("w:ilvl")) for o in num if o.find(qn("w:startOverride")) is not None}
        for (kind, level), form in forms.items():
            if kind == base:
                made[number, level] = _Level(kind, form, str(level) in anew)
    return made


def _notes(now: _Read, word: Any) -> None:
    """Footnotes and endnotes, as items at the end."""
    for kind in ("footnote", "endnote"):
        for rel in word.part.rels.values():
            if rel.reltype != f"{_NOTES}{kind}s" or rel.is_external:
                continue
            found = parse_xml(rel.target_part.blob).iter(qn(f"w:{kind}"))
            notes = [
                n for n in found if not n.get(qn("w:type"))
            ]  # those with a type are the lines above them
            for number, note in enumerate(notes, start=1):
                text = " ".join(_text(now, p).strip() for p in note.iter(_P)).strip()
                if text:
                    now.blocks.append(Block(BlockKind.ITEM, text, marker=f"{number}.", level=1))


def _margins(word: Any) -> list[str]:
    """What stands at the head and the foot of the pages."""
    found: list[str] = []
    for rel in word.part.rels.values():
        if rel.reltype in (_NOTES + "header", _NOTES + "footer") and not rel.is_external:
            for p in parse_xml(rel.target_part.blob).iter(_P):
                text = "".join(t.text or "" for t in p.iter(qn("w:t"))).strip()
                if text and text not in found:
                    found.append(text)
    return found
