"""Files made to fill the memory or the time: each ends soon, in one plain line or with a readout."""

from __future__ import annotations

import base64
import io
import random
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from briefing_tui.desk import Desk
from briefing_tui.model import BriefingError
from briefing_tui.reading import formats
from briefing_tui.reading.formats import INSTALL, html
from tests.unit.pdfs import TEXT, document, stream

# Reads a file in a process of its own that may take 2 GB of addresses, and tells its peak in MB.
READ = """
import re, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**30 * 2, 2**30 * 2))
for name in sys.argv[2].split():
    sys.modules[name] = None
from briefing_tui.model import BriefingError
from briefing_tui.reading.load import read_file
try:
    print("readout", " ".join(b.text for b in read_file(Path(sys.argv[1]))[0].blocks)[:200])
except BriefingError as error:
    print(error)
# getrusage would tell of the parent too.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(int(peak[1]) // 1024)
"""
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is told by /proc")
MOST_MB, MOST_SECONDS = 600, 30  # it takes a few; the machine may be busy


def read(path: Path, missing: str = "") -> str:
    """What is said of the file, without its name, or the readout's words."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path), missing],
        capture_output=True, text=True, timeout=MOST_SECONDS, check=True,
    )  # fmt: skip
    said, peak = done.stdout.splitlines()
    assert not done.stderr
    assert int(peak) < MOST_MB
    return said.removeprefix(f"{path}: ")


def word(change: Callable[[bytes], bytes] = lambda xml: xml, **more: bytes) -> bytes:
    """A Word file, its text changed in the XML, and further members."""
    made, out = io.BytesIO(), io.BytesIO()
    plain = docx.Document()
    plain.add_paragraph("The text of it.")
    plain.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            target.writestr(member.filename, change(data) if member.filename == "word/document.xml" else data)
        for name, data in more.items():
            target.writestr(f"word/media/{name}", data)
    return out.getvalue()


def laughs(xml: bytes) -> bytes:
    """Entities that stand for ten of each other."""
    entities = b"".join(b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, 10))
    kinds = b'?><!DOCTYPE w [<!ENTITY e0 "ha ha ha">' + entities + b"]>"
    return xml.replace(b"?>", kinds, 1).replace(b"The text", b"&e9; The text")


def packed(data: bytes) -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode")


def form(inside: bytes, calls: int) -> bytes:
    kind = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % calls
    return stream(inside, kind)


def parts(depth: int) -> str:
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(depth))
    return f"From: a@b.c\nMIME-Version: 1.0\n{opened}Content-Type: text/plain\n\nwords\n"


ONE_PART = "--b0\nContent-Type: text/plain\n\nx\n"
PAGE = "<html><body><p>before</p>{}</body></html>"
FILES: dict[str, tuple[str, Callable[[], bytes | str], str]] = {
    "nested": ("a.html", lambda: PAGE.format("<div>" * 100_000 + "deep" + "</div>" * 100_000), "60,000 tags"),
    "nested less": ("a.html", lambda: PAGE.format("<div>" * 9000 + "deep" + "</div>" * 9000), "256 deep"),
    "attributes": (
        "a.html",
        lambda: PAGE.format(f"<p {' '.join(f'a{i}=b' for i in range(300_000))}>x"),
        "tag",
    ),
    "attributes behind a sign": (
        "a.html",
        lambda: PAGE.format(f"<p a='>' b=c\"d {' '.join(f'a{i}' for i in range(300_000))} \">x"),
        "attributes",
    ),
    "huge": ("a.html", lambda: PAGE.format("<p>Some words of it.</p>" * 400_000), "larger than any page"),
    "tags": ("a.html", lambda: PAGE.format("<p>x" * 200_000), "more than 60,000 tags"),
    "scripts": ("a.html", lambda: PAGE.format("<script>" * 50_000), "readout before"),
    "comments": ("a.html", lambda: PAGE.format("<!-- x -->" * 5_000_000), "more than 20,000 scripts"),
    "one paragraph": ("a.html", lambda: PAGE.format("<p>" + "word, and another. " * 150_000), "readout"),
    "zeros": ("a.docx", lambda: word(zeros=bytes(100 * 1024**2)), "unpacks to 100 MB"),
    "one word": ("a.docx", lambda: word(lambda xml: xml.replace(b"text", b"x" * 60_000_000)), "unpacks to"),
    "laughs": ("a.docx", lambda: word(laughs), "is no Word file that can be read"),
    "deep": (
        "a.docx",
        lambda: word(lambda xml: xml.replace(b"<w:p>", b"<w:sdt><w:sdtContent>" * 5000 + b"<w:p>", 1)),
        "is no Word file that can be read",
    ),
    "paragraphs": (
        "a.docx",
        lambda: word(lambda xml: xml.replace(b"</w:p>", b"</w:p>" + b"<w:p/>" * 100_000, 1)),
        "more than 20,000 paragraphs",
    ),
    "a stream": ("a.pdf", lambda: document(packed(b" " * 100_000_000)), "unpacks to more than"),
    "signs": ("a.pdf", lambda: document(packed(b"(x) Tj " * 1_000_000)), "unpacks to more than"),
    "brackets": ("a.pdf", lambda: document(packed(b"[" * 3_000_000)), "is damaged or cut off"),
    "pages in a ring": ("a.pdf", lambda: document(stream(TEXT), kids=b"[2 0 R 3 0 R]"), "is damaged"),
    "pages": ("a.pdf", lambda: document(stream(TEXT), kids=b"[" + b"3 0 R " * 9000 + b"]"), "has 9000 pages"),
    "a form in itself": (
        "a.pdf",
        lambda: document(stream(b"/X Do"), form(b"/X Do", 6), form_at=6),
        "no text",
    ),
    "forms of ten forms": (
        "a.pdf",
        lambda: document(stream(b"/X Do"), *(form(b"/X Do " * 10, 7 + i) for i in range(9)), form_at=6),
        "",
    ),
    "parts in parts": ("a.eml", lambda: parts(1000), "is made of more parts than a message has"),
    "parts": ("a.eml", lambda: parts(1) + ONE_PART * 100_000, "is made of more parts"),
    "headers": (
        "a.eml",
        lambda: "From: a@b.c\n" + "X-A: b\n" * 1_000_000 + "\nwords\n",
        "is made of more parts",
    ),
    "lines of a message": ("a.eml", lambda: "Subject: x\n\n" + "\n" * 60_000_000, "1,500,000 lines"),
    "text of a message": ("a.eml", lambda: "Subject: x\n\n" + f"{'word ' * 20}\n" * 150_000, "than 10 MB"),
    "objects": (
        "a.pdf",
        lambda: b"%PDF-1.4\n" + b"1 0 obj\n<</A 1>>\nendobj\n" * 2_500_000,
        "more than a readout can be",
    ),
    "more than pictures": ("a.html", lambda: b" " * (64 * 1024**2 + 1), "is larger than 64 MB"),
    "text": ("a.txt", lambda: b" " * (10 * 1024**2 + 1), "is larger than 10 MB"),
    "text without a name": ("readout", lambda: b"words " * 2_000_000, "is larger than 10 MB"),
    "short paragraphs": ("a.txt", lambda: "two words\n\n" * 150_000, "more than 100,000 paragraphs"),
    "lines": ("a.txt", lambda: "two words\n\n" * 800_000, "more than 500,000 lines"),
}


@pytest.mark.parametrize("name", FILES)
def test_it_ends_soon_and_plainly(tmp_path: Path, name: str) -> None:
    called, make, says = FILES[name]
    made = make()
    path = tmp_path / called
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    assert says in read(path)


LIBRARIES = "trafilatura lxml docx pypdf charset_normalizer"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<p>The words of a page.</p>"),
        ("a.mhtml", b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n"),
        ("a.eml", b"From: a@b.c\nContent-Type: text/html\n\n<p>Words</p>\n"),
        ("a.docx", word()),
        ("a.pdf", document(stream(TEXT))),
        ("a.txt", "Οι δύο υπουργοί συζήτησαν το εμπόριο και την ενέργεια.".encode("cp1253")),
    ],
)
def test_without_the_extra_the_command_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    said = read(path, LIBRARIES)
    assert INSTALL in said
    assert said.count("\n") == 0
    for command in ("pip", "pipx runpip briefing-tui"):
        assert f"{command} install 'briefing-tui[formats]'" in said


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", b"The Minister of Kenya spoke of trade."),
        ("a.txt", "Министр Кении говорил о торговле.".encode("windows-1251")),
        ("a.eml", b"From: a@b.c\nContent-Type: text/plain\n\nThe Minister of Kenya spoke of trade.\n"),
    ],
)
def test_text_needs_no_extra(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert read(path, LIBRARIES).startswith("readout")


def test_plain_text_loads_nothing_of_this(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The Minister of Kenya spoke of trade.")
    code = (
        "import sys; from pathlib import Path; from briefing_tui.reading.load import read_file;"
        "read_file(Path(sys.argv[1])); print([m for m in sys.modules if 'formats' in m or 'lxml' in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_pictures_in_a_page_do_not_count(tmp_path: Path) -> None:
    picture = "data:image/png;base64," + "A" * (html.MOST_MARKUP + 1)
    path = tmp_path / "a.html"
    path.write_text(PAGE.format(f"<p>The Minister of Kenya spoke of trade.<img src='{picture}'></p>"))
    assert re.search("Minister of Kenya", read(path))


LARGE = random.Random(7).randbytes(20_000_000)


def with_pictures(ending: str) -> bytes:
    """A file of 20 MB and more with a sentence in it."""
    if ending == "docx":
        return word(large=LARGE)
    if ending == "pdf":
        picture = (
            b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        )
        return document(stream(TEXT + b" /X Do"), stream(LARGE, picture), form_at=6)
    if ending == "html":
        encoded = base64.b64encode(LARGE)
        return PAGE.format(f"<p>The text.</p><img src='data:image/png;base64,{encoded.decode()}'>").encode()
    kind, page = (b"related", b"html") if ending == "mhtml" else (b"mixed", b"plain")
    return (
        b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/%s; boundary=b\n\n"
        b"--b\nContent-Type: text/%s\n\n"
        b"The text of it.\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n%s\n--b--\n"
        % (kind, page, base64.encodebytes(LARGE))
    )


@pytest.mark.parametrize("ending", ["html", "mhtml", "eml", "docx", "pdf"])
def test_a_file_may_be_large_by_its_pictures(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(with_pictures(ending))
    assert path.stat().st_size > 20_000_000
    assert "The " in read(path).partition("readout")[2]


def test_from_a_pipe_too(tmp_path: Path) -> None:
    code = "from pathlib import Path; from briefing_tui.reading.load import read_file; read_file(Path('-'))"
    for data, said in ((with_pictures("mhtml"), b""), (b"words " * 2_000_000, b"is larger than 10 MB")):
        done = subprocess.run(
            [sys.executable, "-c", code], input=data, capture_output=True, check=False, timeout=MOST_SECONDS
        )
        assert said in done.stderr and bool(said) == bool(done.stderr)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!doctype html>\n<p>Words", "html"),
        (b"\xef\xbb\xbf<!-- saved -->\n<html lang='en'>", "html"),
        (b"From: a@b.c\r\nSubject: x\r\n folded\r\nDate: y\r\n\r\nWords", "mail"),
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04", "docx"),
        (b"From: the minister\nTo his colleague\n", ""),
        (b"<b>Words</b> of a text", ""),
        (b"---\nside: kenya\n---\nWords", ""),
    ],
)
def test_what_comes_from_a_pipe_is_told_by_its_first_bytes(data: bytes, kind: str) -> None:
    assert formats.kind(data, "", named=False) == kind


@pytest.mark.parametrize("name", ["talks.html", "talks.pdf", "talks.docx", "talks.EML"])
def test_a_name_that_is_none_of_the_library_is_that_of_a_file(name: str) -> None:
    with pytest.raises(BriefingError, match="no such file"):
        Desk().brief([name])
