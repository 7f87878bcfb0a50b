"""A readout as the Markdown file that it is kept as: front matter, and the same words in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing_tui.library import layout
from briefing_tui.model import Block, BlockKind, Brief, Readout, SourceKind
from briefing_tui.reading import load, yamlhead
from briefing_tui.reading.markdown import escape
from briefing_tui.reading.unsafe import clean, clean_line


def brief_file(brief: Brief) -> str:
    """``brief.md`` of a new brief, without a bottom line."""
    # With one side's text alone the brief waits for the other's: it names no sides yet.
    sides = list(brief.sides) if len(brief.sides) > 1 else []
    data: dict[str, Any] = {"title": brief.title, "date": brief.date, "sides": sides}
    data["guessed"] = sorted(n for n in brief.guessed if data.get(n))
    return yamlhead.dump({k: v for k, v in data.items() if v})


def copied_brief_file(at: Path, within: Path) -> str:
    """The ``brief.md`` of the folder as it says, its bottom line too. Raises BriefingError."""
    path = at / layout.BRIEF_FILE
    where = clean_line(str(path))
    raw, body, _ = yamlhead.split(load.read_text(path, within), where)
    data = yamlhead.load(raw, where)[0] if raw is not None else {}
    data = {name: clean_line(value) if isinstance(value, str) else value for name, value in data.items()}
    return f"{yamlhead.dump(data) if data else ''}{clean(body)}"


def readout_file(readout: Readout, declared: Mapping[str, Any]) -> str:
    """The readout, with the keys of the user's own that were declared.

    What was guessed stays marked: removing a name from ``guessed`` confirms it.
    """
    titled = "title" not in readout.guessed
    preface, blocks = _preface(readout)
    data: dict[str, Any] = {
        "side": readout.side,
        "language": readout.language,
        "issuer": readout.issuer,
        "source": readout.source.value,
        "complete": readout.complete,
        "title": readout.title if titled else "",
        "publisher": readout.publisher,
        "published": readout.published,
        "url": readout.url,
        "retrieved": readout.retrieved,
        "preface": " / ".join(b.text for b in preface) or declared.get("preface", ""),
        "guessed": sorted(readout.guessed - {"title"}),
        "remarks": list(readout.remarks),
    }
    # That there is none must be said where it would be guessed.
    none = [k for k in ("title", "published") if declared.get(k) == data[k] == ""]
    known = {k: v for k, v in data.items() if v not in ("", []) or k in none}
    head = yamlhead.dump(known | {k: v for k, v in declared.items() if k not in data})
    return f"{head}\n{to_markdown(blocks)}\n"


def _preface(readout: Readout) -> tuple[Sequence[Block], Sequence[Block]]:
    """What stands above both sections of a two-sided summary; the section, from its own heading on."""
    blocks = readout.blocks
    if readout.source is not SourceKind.SUMMARY or "title" not in readout.guessed:
        return (), blocks
    at = next((i for i, b in enumerate(blocks) if clean_line(b.text) == readout.title), 0)
    return blocks[:at], blocks[at:]


def to_markdown(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown that reads back as the same words."""
    parts: list[str] = []
    previous: Block | None = None
    for block in blocks:
        if parts:
            parts.append(_between(previous, block))
        parts.append(_markdown(block))
        previous = block
    return "".join(parts)


def _between(previous: Block | None, block: Block) -> str:
    """What parts two blocks. Furniture cut off a paragraph goes back to it, to be found there again."""
    if previous and previous.joined == "next":
        return " "
    if block.joined == "previous":
        return " "
    together = previous and previous.kind is block.kind is BlockKind.ITEM
    return "\n" if together else "\n\n"


def _markdown(block: Block) -> str:
    text = escape(block.text)
    match block.kind:
        case BlockKind.HEADING | BlockKind.FURNITURE if block.level:
            return f"{'#' * block.level} {text}"
        case BlockKind.QUOTE:
            return f"> {text}"
        case BlockKind.ITEM:
            marker = block.marker if block.marker[:-1].isdigit() else "-"
            return f"{'    ' * (block.level - 1)}{marker} {text}"
        case BlockKind.TABLE:
            lines = [f"| {line.replace(chr(92) + '|', '|')} |" for line in text.split("\n")]
            columns = block.text.split("\n")[0].count(" | ") + 1
            return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])
        case _:
            return text
