"""Word files: paragraphs, lists, tables in order; inserted words and those in boxes; what is left out."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefing_tui.model import BriefingError, Readout
from briefing_tui.reading.load import read_file


def saved(word: docx.document.Document) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def read(folder: Path, word: docx.document.Document | bytes, name: str = "talks.docx") -> Readout:
    path = folder / name
    path.write_bytes(word if isinstance(word, bytes) else saved(word))
    (readout,) = read_file(path)
    return readout


def talks() -> docx.document.Document:
    word = docx.Document()
    word.core_properties.title = "Talks in Nairobi"
    word.core_properties.author = "Press office"
    word.add_heading("Talks in Nairobi", 0)
    word.add_paragraph("The President of Kenya received the Prime Minister of Ethiopia.")
    word.add_heading("Trade", 2)
    word.add_paragraph("Coffee", style="List Bullet")
    word.add_paragraph("First step", style="List Number")
    word.add_paragraph("Second step", style="List Number")
    table = word.add_table(2, 2)
    for row, cells in zip(table.rows, (("Year", "Trade"), ("2025", "$2 bn")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    word.add_paragraph("They met again in the evening.", style="Quote")
    word.sections[0].header.paragraphs[0].text = "STATE HOUSE"
    return word


def test_all_in_order(tmp_path: Path) -> None:
    readout = read(tmp_path, talks())
    assert [(b.kind.value, b.level, b.marker, b.text[:20]) for b in readout.blocks] == [
        ("furniture", 1, "", "Talks in Nairobi"),
        ("paragraph", 0, "", "The President of Ken"),
        ("heading", 2, "", "Trade"),
        ("item", 1, "•", "Coffee"),
        ("item", 1, "1.", "First step"),
        ("item", 1, "2.", "Second step"),
        ("table", 0, "", "Year | Trade\n2025 | "),
        ("quote", 0, "", "They met again in th"),
    ]
    assert (readout.title, readout.issuer) == ("Talks in Nairobi", "Press office")
    assert {"title", "issuer"} <= readout.guessed
    assert readout.remarks == ("left out: 1 line at the head or foot of the pages (STATE HOUSE)",)


PARAGRAPH = f"<w:p {nsdecls('w')}>{{}}</w:p>"


@pytest.mark.parametrize(
    ("xml", "text", "remark"),
    [
        ("<w:r><w:t>It </w:t></w:r><w:ins><w:r><w:t>rains</w:t></w:r></w:ins>", "It rains", ""),
        (
            "<w:r><w:t>It rains</w:t></w:r><w:del><w:r><w:delText> no more</w:delText></w:r></w:del>",
            "It rains",
            "left out: 1 text deleted by tracked changes (no more)",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>It rains</w:t></w:r></w:sdtContent></w:sdt>", "It rains", ""),
        ("<w:hyperlink><w:r><w:t>It </w:t></w:r></w:hyperlink><w:r><w:t>rains</w:t></w:r>", "It rains", ""),
        (
            "<w:r><w:t>It</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>never</w:t></w:r>"
            "<w:r><w:br/><w:t>rains</w:t></w:r>",
            "It rains",
            "left out: 1 hidden text (never)",
        ),
        (
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>It rains</w:t></w:r></w:p></w:txbxContent></w:pict>"
            "</w:r>",
            "It rains",
            "",
        ),
    ],
    ids=["inserted", "deleted", "control", "link", "hidden", "box"],
)  # fmt: skip
def test_words_that_stand_apart(tmp_path: Path, xml: str, text: str, remark: str) -> None:
    word = docx.Document()
    word.add_paragraph("The President of Kenya spoke.")
    word.element.body.insert(1, parse_xml(PARAGRAPH.format(xml)))
    readout = read(tmp_path, word)
    assert [b.text for b in readout.body] == ["The President of Kenya spoke.", text]
    assert readout.remarks == ((remark,) if remark else ())


def test_a_table_in_a_table_loses_nothing(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("The President of Kenya spoke.")
    cell = word.add_table(1, 1).cell(0, 0)
    cell.text = "Outside it rains."
    cell.add_table(1, 1).cell(0, 0).text = "Inside it is dry."
    assert [b.text for b in read(tmp_path, word).body][1:] == ["Outside it rains.", "Inside it is dry."]


def test_by_its_first_bytes_whatever_it_is_called(tmp_path: Path) -> None:
    assert read(tmp_path, talks(), "talks.txt").title == "Talks in Nairobi"


AGAIN = "fetch it anew, or save it again as .docx"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (saved(talks())[:4000], f"is no Word file, or is cut off; {AGAIN}"),
        (b"PK\x03\x04 and nothing", f"is no Word file, or is cut off; {AGAIN}"),
        (b"words", f"is no Word file, or is cut off; {AGAIN}"),
        (saved(docx.Document()), "has no text"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read(tmp_path, data)
    assert str(caught.value) == f"{tmp_path / 'talks.docx'}: {says}"


def test_a_list_goes_on_in_another_list_of_the_same_form(tmp_path: Path) -> None:
    """As LibreOffice writes it: the first item has a list of its own, which begins anew."""
    word = docx.Document()
    for text in ("one", "two", "three", "once more"):
        word.add_paragraph(text)
    numbering = word.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{level}</w:abstractNum>'))
    for number, more in ((71, anew), (72, ""), (73, anew)):
        of = f'<w:abstractNumId w:val="77"/>{more}'
        numbering.append(parse_xml(f'<w:num {space} w:numId="{number}">{of}</w:num>'))
    for paragraph, number in zip(word.paragraphs, (71, 72, 72, 73), strict=True):
        at = f'<w:numPr {space}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(at))
    assert [b.marker for b in read(tmp_path, word).blocks] == ["a.", "b.", "c.", "a."]
