"""PDFs: paragraphs found again, words joined, margins told; scans, locked and broken files in one line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from briefing_tui.model import BriefingError, Readout
from briefing_tui.reading.formats import lines as lines_of_pages
from briefing_tui.reading.load import read_file
from tests.unit.pdfs import TEXT, document, lines, pages, stream, unicode_pages

SENTENCE = "The President of Kenya received the Prime Minister of Ethiopia in Nairobi, and"
REST = "they spoke of trade."


def read(folder: Path, data: bytes, name: str = "talks.pdf") -> Readout:
    path = folder / name
    path.write_bytes(data)
    (readout,) = read_file(path)
    return readout


def words(readout: Readout) -> list[str]:
    return [b.text for b in readout.body]


def test_lines_become_paragraphs(tmp_path: Path) -> None:
    data = pages(lines(SENTENCE, REST, SENTENCE, "they spoke of roads.", "- Coffee", "- Grain"))
    assert words(read(tmp_path, data)) == [
        f"{SENTENCE} {REST}", f"{SENTENCE} they spoke of roads.", "Coffee", "Grain"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "joined", "remark"),
    [
        (("The coop-", "eration grows. All cooperation does, and has for years."), "The cooperation", ""),
        (("A long-", "term plan. It is a long-term plan that they spoke of."), "A long-term", ""),
        (("The har-", "vest was good, and the grain is sold to all neighbours."), "The harvest", "harvest"),
        (("North-", "South trade grows, and it has been growing for years."), "North-South", ""),
    ],
)  # fmt: skip
def test_words_parted_at_line_ends(tmp_path: Path, parts: tuple[str, str], joined: str, remark: str) -> None:
    readout = read(tmp_path, pages(lines(SENTENCE, REST, *parts)))
    assert any(text.startswith(joined) or f" {joined}" in text for text in words(readout))
    assert [r for r in readout.remarks if "not sure" in r] == (
        [f"joined at line ends, not sure how they are written: {remark}"] if remark else []
    )


def test_a_heading_of_some_lines_in_larger_letters(tmp_path: Path) -> None:
    """It is one paragraph, whatever the lengths of its lines; a first paragraph in them stays one."""
    heading = ["A long heading whose first line is as long as", "those of the text are below it"]
    lead = ["The President received the Prime Minister today.", "They spoke of trade."]
    small = [(line, 11, 14) for line in (SENTENCE, REST)]
    for larger, first in ((heading, [" ".join(heading)]), (lead, lead)):
        data = unicode_pages([*((line, 16, 20) for line in larger), *small])
        (readout,) = [read(tmp_path, data)]
        assert [b.text for b in readout.blocks] == [*first, f"{SENTENCE} {REST}"]


def test_a_compound_that_a_line_parts(tmp_path: Path) -> None:
    rest = "Обсуждено состояние торгового и гуманитарного сотрудничества двух стран в этом году."
    drawn = [
        "Стороны отметили высокий уровень и устойчивое развитие российско-",
        f"китайского диалога. {rest}",
    ]
    readout = read(tmp_path, unicode_pages([(line, 11, 14) for line in drawn]))
    assert "российско-китайского диалога" in words(readout)[0] and not readout.remarks


@pytest.mark.parametrize("bullet", "•\uf0b7\uf0a7")
def test_bullets(tmp_path: Path, bullet: str) -> None:
    drawn = [(SENTENCE, 11, 14), (REST, 11, 14), (f"{bullet} A joint commission meets.", 11, 14)]
    assert words(read(tmp_path, unicode_pages(drawn)))[-1] == "A joint commission meets."


def test_what_stands_on_every_page_is_told_and_left_out(tmp_path: Path) -> None:
    page = [
        lines("STATE HOUSE", f"{SENTENCE} {n} times", f"{REST} Page {n} of it.", str(n)) for n in (1, 2, 3)
    ]
    readout = read(tmp_path, pages(*page))
    assert not any("STATE HOUSE" in text for text in words(readout))
    assert "left out: 2 lines at the head or foot of the pages (STATE HOUSE, page numbers)" in readout.remarks
    assert all(any(f"Page {n} of it." in text for text in words(readout)) for n in (1, 2, 3))


def test_a_line_of_two_pages_is_text(tmp_path: Path) -> None:
    readout = read(
        tmp_path, pages(lines("STATE HOUSE", SENTENCE, REST), lines("STATE HOUSE", SENTENCE, REST))
    )
    assert sum("STATE HOUSE" in b.text for b in readout.blocks) == 2


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    readout = read(
        tmp_path, pages(lines(SENTENCE, REST), info=b"<< /Title (Talks in May) /Author (The office) >>")
    )
    assert (readout.title, readout.issuer) == ("Talks in May", "The office")
    assert {"title", "issuer"} <= readout.guessed


def test_a_page_that_is_a_picture_is_told(tmp_path: Path) -> None:
    readout = read(tmp_path, pages(lines(SENTENCE, REST), stream(b"q Q")))
    assert readout.remarks == ("pages without text (pictures): 2",)


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pages(lines(SENTENCE, REST)))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_lock_without_a_password_is_none(tmp_path: Path) -> None:
    assert words(read(tmp_path, locked(""))) == [f"{SENTENCE} {REST}"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            document(stream(b"q Q")),
            "has no text: it is a scan; run OCR first, for example: ocrmypdf in.pdf out.pdf",
        ),
        (locked("secret"), "is encrypted; save it without a password"),
        (b"words", "is no PDF"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read(tmp_path, data)
    assert str(caught.value) == f"{tmp_path / 'talks.pdf'}: {says}"


@pytest.mark.parametrize("size", range(0, len(document(stream(TEXT))), 23))
def test_a_file_that_is_cut_off(tmp_path: Path, size: int) -> None:
    """It is read, or told in one line; wherever it ends."""
    try:
        readout = read(tmp_path, document(stream(TEXT))[:size])
    except BriefingError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert words(readout) == ["The Minister of Kenya spoke of trade."]


def test_letters_set_as_one(tmp_path: Path) -> None:
    kinds = b"/ToUnicode 6 0 R"
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfchar <01> <FB01> endbfchar endcmap"
    )
    data = document(stream(b"BT /F1 12 Tf 72 700 Td (The \\001rst year.) Tj ET"), stream(table))
    data = data.replace(b"/WinAnsiEncoding", b"/WinAnsiEncoding " + kinds)
    assert words(read(tmp_path, data)) == ["The first year."]


def test_a_number_of_the_page_below_its_head(tmp_path: Path) -> None:
    texts = [
        "{n} " + SENTENCE + " in the year 201{n} they went",
        "to {n} towns, and in all of them they spoke.",
    ]
    data = pages(*(lines("Bulletin", str(n), *(t.format(n=n) for t in texts)) for n in range(1, 4)))
    made = [b.text for b in read(tmp_path, data).blocks]
    assert made == [" ".join(texts).format(n=n) for n in range(1, 4)]


def test_the_same_page_some_times_over_is_read(tmp_path: Path) -> None:
    data = pages(*(lines(SENTENCE, REST) for _ in range(3)))
    assert " ".join(b.text for b in read(tmp_path, data).blocks) == " ".join([SENTENCE, REST] * 3)


def test_what_a_browser_prints_around_a_page(tmp_path: Path) -> None:
    around = "11/27/26, 3:37 PM Talks in Nairobi", "https://www.president.go.ke/talks 1/1"
    readout = read(tmp_path, pages(lines(SENTENCE, REST, *around)))
    assert words(readout) == [f"{SENTENCE} {REST}"]
    assert readout.url == "https://www.president.go.ke/talks" and "url" in readout.guessed
    assert readout.remarks == (f"left out: 2 lines at the head or foot of the pages ({', '.join(around)})",)
    other = "27.11.2026, 15:37 Talks in Nairobi", "file:///home/me/talks.html 1/1"
    readout = read(tmp_path, pages(lines(*other, SENTENCE, REST)))
    assert (readout.url, readout.published) == ("", "")


def test_a_note_at_the_end_of_a_paragraph(tmp_path: Path) -> None:
    data = pages(lines(SENTENCE, "they spoke of trade for an hour, and more.2", "Roads", SENTENCE, REST))
    assert read(tmp_path, data).blocks[0].text.endswith("and more.2")


def test_what_only_a_key_opens_says_what_to_do(tmp_path: Path) -> None:
    data = document(stream(TEXT))
    locked = (
        b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /StmF /StdCF /StrF /StdCF"
        b" /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /O <%s> /U <%s> /OE <%s> /UE <%s> /Perms <%s> >>"
        b" /ID [<00> <00>] /Root" % (b"00" * 48, b"00" * 48, b"00" * 32, b"00" * 32, b"00" * 16)
    )
    with pytest.raises(BriefingError, match=r"is encrypted .AES.; .* qpdf --decrypt in\.pdf out\.pdf"):
        read(tmp_path, data.replace(b"/Root", locked, 1))


@pytest.mark.parametrize(
    ("drawn", "is_one"),
    [
        ("2026 年 3 月 11 日，双方", "2026年3月11日，双方"),
        ("the year 2026 年", "the year 2026年"),
        ("in 2026 the sides", "in 2026 the sides"),
    ],
)
def test_chinese_has_no_spaces(drawn: str, is_one: str) -> None:
    assert lines_of_pages.folded(drawn) == is_one


def test_chinese_paragraphs_begin_two_signs_in() -> None:
    made, _ = lines_of_pages.paragraphs(
        [["　　双方就贸易问题交换了意见。", "　　外长表示，双方愿推动贸易", "和农业合作。"]]
    )
    assert [b.text for b in made] == ["双方就贸易问题交换了意见。", "外长表示，双方愿推动贸易和农业合作。"]
