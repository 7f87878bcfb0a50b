"""A file under a wrong name: it is read as what it plainly is, and that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_tui.reading.load import read_file
from tests.unit.one_text import FORMATS, Part

PARTS: list[Part] = [
    ("h1", "Call with the Prime Minister of Norway"),
    ("p", "The President of Kenya spoke with the Prime Minister of Norway about trade in tea and in fish."),
    ("p", "They agreed to keep in touch, and the Prime Minister was invited to Nairobi in September."),
]
WHAT = {"html": "a page", "mhtml": "mail or a page saved whole", "eml": "mail or a page saved whole",
        "docx": "a Word file", "pdf": "a PDF"}  # fmt: skip


@pytest.mark.parametrize("name", ["t.txt", "t.md", "t.html", "t.eml", "t.docx", "t.pdf", "t"])
@pytest.mark.parametrize("form", WHAT)
def test_read_as_what_it_is(tmp_path: Path, form: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FORMATS[form](PARTS))
    (readout,) = read_file(path)
    assert [b.text for b in readout.body] == [words for _, words in PARTS[1:]]
    of_name = path.suffix[1:].replace("mhtml", "eml")
    told = [r for r in readout.remarks if r.startswith("read as")]
    right = not of_name or of_name == form.replace("mhtml", "eml")
    assert told == ([] if right else [f"read as {WHAT[form]}, which it is, and not as {path.suffix}"])


@pytest.mark.parametrize(
    "text",
    [
        "<html> is how a page begins, the minister said.\n\nNothing else was said of it.",
        "The page begins with <!DOCTYPE html><html>.\n\nNothing else was said of it.",
        "<!DOCTYPE html> is a declaration.\n\n<html> is a tag.",
        "From: the President\nTo: the Prime Minister\nSubject: trade\n\nNothing else was said of it.",
        "<a> and <b> are tags.\n\nNothing else was said of them.",
    ],
)
def test_a_text_that_speaks_of_tags_stays_a_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.txt"
    path.write_text(text, "utf-8")
    (readout,) = read_file(path)
    said = " ".join(b.text for b in readout.blocks)
    assert said.split() == text.split() and not readout.remarks
