"""One text as a file of each format, made as the programs of that format would make it."""

from __future__ import annotations

import html
import io
import textwrap
from collections.abc import Callable, Sequence
from email.message import EmailMessage

import docx

from tests.unit.pdfs import unicode_pages

Part = tuple[str, str]  # h1, h2, p, li, quote; and the words


def txt(parts: Sequence[Part]) -> bytes:
    marks = {"li": "- "}
    return "\n\n".join(marks.get(kind, "") + words for kind, words in parts).encode()


def wrapped(parts: Sequence[Part]) -> bytes:
    """A text whose lines a mail program or an editor has broken."""
    marks = {"li": "- "}
    return "\n\n".join(
        words if kind == "li" else textwrap.fill(words, 76) for kind, words in parts
        for words in [marks.get(kind, "") + words]
    ).encode()  # fmt: skip


def md(parts: Sequence[Part]) -> bytes:
    marks = {"h1": "# ", "h2": "## ", "li": "- ", "quote": "> "}
    return "\n\n".join(marks.get(kind, "") + words for kind, words in parts).encode()


def page(parts: Sequence[Part]) -> str:
    tags = {"quote": "blockquote"}
    body = "\n".join(
        f"<{tags.get(k, k)}>{html.escape(w)}</{tags.get(k, k)}>"
        if k != "li"
        else f"<ul><li>{html.escape(w)}</li></ul>"
        for k, w in parts
    )
    title = html.escape(parts[0][1])
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav><main><article>\n{body}\n</article>"
        "</main><footer><a href='/c'>Contacts</a></footer></body></html>"
    )


def html_(parts: Sequence[Part]) -> bytes:
    return page(parts).encode()


def mhtml(parts: Sequence[Part]) -> bytes:
    whole = EmailMessage()
    whole["From"] = "<Saved by Blink>"
    whole["Subject"] = parts[0][1]
    whole["Snapshot-Content-Location"] = "https://example.org/call"
    whole.set_content(page(parts), subtype="html", cte="quoted-printable")
    whole.make_related()
    return whole.as_bytes()


def eml(parts: Sequence[Part]) -> bytes:
    whole = EmailMessage()
    whole["From"] = "Press Office <press@example.org>"
    whole["Subject"] = parts[0][1]
    whole.set_content(txt(parts).decode() + "\n")
    return whole.as_bytes()


def docx_(parts: Sequence[Part]) -> bytes:
    word = docx.Document()
    styles = {"h1": "Title", "h2": "Heading 2", "li": "List Bullet", "quote": "Quote"}
    for kind, words in parts:
        word.add_paragraph(words, style=styles.get(kind))
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def pdf(parts: Sequence[Part]) -> bytes:
    """As a word processor prints it: headings in larger letters, their lines shorter; a gap after each."""
    lines: list[tuple[str, int, int]] = []  # words, size of the letters, the way down to the next line
    for kind, words in parts:
        size, width = {"h1": (20, 48), "h2": (14, 70)}.get(kind, (11, 88))
        if not words.isascii() and max(words) > "\u3000":
            width //= 2
        words = "• " + words if kind == "li" else words
        made = textwrap.wrap(words, width) if " " in words else [
            words[i : i + width] for i in range(0, len(words), width)
        ]  # fmt: skip
        lines += [(line, size, int(size * 1.3)) for line in made[:-1]]
        lines.append((made[-1], size, int(size * 1.3) + 8))
    return unicode_pages(lines)


FORMATS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "txt": txt, "wrapped.txt": wrapped, "md": md, "html": html_, "mhtml": mhtml, "eml": eml, "docx": docx_,
    "pdf": pdf,
}  # fmt: skip
