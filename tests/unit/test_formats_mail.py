"""Mail and pages saved as mail: which text is read, what the headers say, what is left out."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from briefing_tui.model import Readout
from briefing_tui.reading.load import read_file

TEXT = "The President of Kenya received the minister.\n\nThey spoke of trade.\n"
PAGE = "<p>The President of <b>Kenya</b> received the minister.</p><p>They spoke of trade.</p>"
WORDS = ["The President of Kenya received the minister.", "They spoke of trade."]


def letter(text: str = TEXT, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Press Office of Kenya <press@example.org>"
    message["Subject"] = headers.get("subject", "Fwd: Talks in Nairobi")
    message["Date"] = "Tue, 12 May 2026 23:30:00 +0300"
    message.set_content(text)
    return message


def read(folder: Path, message: EmailMessage | bytes, name: str = "talks.eml") -> Readout:
    path = folder / name
    path.write_bytes(message if isinstance(message, bytes) else bytes(message))
    (readout,) = read_file(path)
    return readout


def words(readout: Readout) -> list[str]:
    return [b.text for b in readout.body]


def test_headers_are_guesses(tmp_path: Path) -> None:
    readout = read(tmp_path, letter())
    assert words(readout) == WORDS
    assert (readout.title, readout.publisher) == ("Talks in Nairobi", "Press Office of Kenya")
    assert (readout.published, readout.side) == ("2026-05-12", "kenya")
    assert {"title", "publisher", "published"} <= readout.guessed


def test_two_forms_of_a_text_are_one(tmp_path: Path) -> None:
    message = letter()
    message.add_alternative(PAGE, subtype="html")
    assert words(read(tmp_path, message)) == WORDS


def test_the_form_with_more_in_it(tmp_path: Path) -> None:
    message = letter("See the page.\n")
    message.add_alternative(PAGE, subtype="html")
    assert words(read(tmp_path, message)) == WORDS
    message = letter(TEXT * 9)
    message.add_alternative("<p>Look at it in text.</p>", subtype="html")
    assert words(read(tmp_path, message)) == WORDS * 9


def test_attachments_are_named(tmp_path: Path) -> None:
    message = letter()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment("More.", filename="b.txt")
    readout = read(tmp_path, message)
    assert words(readout) == WORDS
    assert readout.remarks == ("left out: 2 attachments (a.pdf, b.txt)",)


def test_a_message_sent_on(tmp_path: Path) -> None:
    message = letter("Please read this.\n")
    message.add_attachment(letter(subject="The talks"))
    readout = read(tmp_path, message)
    assert words(readout) == ["Please read this.", *WORDS]
    assert "The talks" in [b.text for b in readout.blocks]


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "windows-1251"])
@pytest.mark.parametrize("declared", [True, False])
def test_charsets_of_parts_and_headers(tmp_path: Path, charset: str, declared: bool) -> None:
    text = "Министр принял посла. Стороны обсудили торговлю зерном и совместные планы."
    head = f"From: a@b.c\nSubject: =?koi8-r?q?{'=F4=D2=C9'}?=\n"
    kind = (
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n" if declared else ""
    )
    readout = read(tmp_path, f"{head}{kind}\n".encode() + text.encode(charset))
    assert words(readout) == [text]
    assert readout.title == "Три"
    assert ("encoding" in readout.guessed) == (not declared and charset != "utf-8")


def saved_page(page: str, charset: str = "utf-8") -> bytes:
    here = "https://www.president.go.ke/talks"
    head = f"From: <Saved by Blink>\nSnapshot-Content-Location: {here}\nMIME-Version: 1.0\n"
    kind = 'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
    parts = [
        f"--x\nContent-Type: text/html; charset={charset}\nContent-Location: {here}\n\n{page}\n",
        "--x\nContent-Type: text/css\n\np { color: red }\n",
        "--x\nContent-Type: text/html\nContent-Location: https://ads.example.org/\n\n<p>Buy.</p>\n--x--\n",
    ]  # fmt: skip
    return (head + kind + "".join(parts)).encode(charset)


def test_a_page_saved_whole(tmp_path: Path) -> None:
    readout = read(tmp_path, saved_page(PAGE), "talks.mhtml")
    assert words(readout) == WORDS
    assert readout.url == "https://www.president.go.ke/talks"
    assert readout.remarks == ("left out: 1 frame of the page (https://ads.example.org/)",)


def test_a_page_saved_whole_in_its_charset(tmp_path: Path) -> None:
    page = "<html><body><p>Министр принял посла.</p></body></html>"
    assert words(read(tmp_path, saved_page(page, "windows-1251"), "talks.mht")) == ["Министр принял посла."]


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: =?utf-8?b?!!!?=\nFrom: =?x-none?q?a?=\nDate: soon\n\nThe words.\n",
        b"Content-Type: text/plain; charset=nobody-knows\n\nThe words.\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe words.\n",
        b"Content-Type: multipart/mixed\n\nThe words.\n",
        b"Content-Transfer-Encoding: base64\n\nVGhlIHdvcmRzLg\n",
    ],
)
def test_damaged_headers(tmp_path: Path, data: bytes) -> None:
    assert "The words." in words(read(tmp_path, data))


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8"])
def test_headers_in_bare_bytes(tmp_path: Path, encoding: str) -> None:
    data = (
        "From: Пресс-служба <press@example.org>\nSubject: О телефонном разговоре с Премьер-министром\n"
        "Content-Type: text/plain; charset=windows-1251\n\n"
    ).encode(encoding) + "Президент России говорил о торговле.\n".encode("windows-1251")
    readout = read(tmp_path, data)
    assert readout.title == "О телефонном разговоре с Премьер-министром"
    assert readout.publisher == "Пресс-служба"
    assert words(readout) == ["Президент России говорил о торговле."]


def test_a_page_whose_headers_are_bare_bytes(tmp_path: Path) -> None:
    data = "From: Сохранено\nSubject: Talks\nContent-Type: multipart/related; boundary=b\n\n--b\n".encode()
    data += b"Content-Type: text/html\n\n" + PAGE.encode() + b"\n--b--\n"
    assert words(read(tmp_path, data)) == WORDS


def test_lines_that_flow_without_a_space(tmp_path: Path) -> None:
    head = "From: a@b.c\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n"
    readout = read(tmp_path, (head + "双方就贸易问题 \n交换了意见。\n").encode())
    assert words(readout) == ["双方就贸易问题交换了意见。"]
