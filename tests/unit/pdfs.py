"""Small PDFs, written by hand."""

from __future__ import annotations

TEXT = b"BT /F1 12 Tf 72 700 Td (The Minister of Kenya spoke of trade.) Tj ET"


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def lines(*texts: str) -> bytes:
    """What draws lines of Latin text, one below the other."""
    drawn = b" ".join(
        b"(%s) Tj 0 -14 Td" % t.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") for t in texts
    )
    return stream(b"BT /F1 12 Tf 72 700 Td " + drawn + b" ET")


def document(
    contents: bytes, *more: bytes, kids: bytes = b"[3 0 R]", form_at: int = 0, info: bytes = b""
) -> bytes:
    """A PDF of one page; ``more`` are objects from number 6 on, ``form_at`` that of the form ``/X``."""
    forms = b"/XObject << /X %d 0 R >>" % form_at if form_at else b""
    count = kids.count(b" 0 R")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids %s /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> %s >> >>" % forms,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        contents,
        *more,
    ]
    return written(objects, info)


def pages(*contents: bytes, info: bytes = b"") -> bytes:
    """A PDF of a page for each of ``contents``."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, content in enumerate(contents):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (first + 2 * i + 1),
            content,
        ]
    return written(objects, info)


def written(objects: list[bytes], info: bytes = b"") -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate([*objects, *([info] if info else [])], start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    about = b"/Info %d 0 R" % len(places) if info else b""
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % at for at in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return made + table + end % (len(places) + 1, about, len(made))


def unicode_pages(drawn: list[tuple[str, int, int]], height: int = 640) -> bytes:
    """A PDF of lines in any script: the words, the size of their letters, the way down to the next line."""
    sheets: list[list[bytes]] = [[]]
    down = 0
    for words, size, way in drawn:
        if down > height:
            sheets.append([])
            down = 0
        text = words.encode("utf-16-be").hex().encode()
        sheets[-1].append(b"BT /F1 %d Tf 1 0 0 1 72 %d Tm <%s> Tj ET" % (size, 720 - down, text))
        down += way
    first = 7
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(sheets)))
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def"
        b" 1 begincodespacerange <0000> <FFFF> endcodespacerange"
        b" 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(sheets)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor 5 0 R /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /X /Flags 4 >>",
        stream(cmap),
    ]
    for i, sheet in enumerate(sheets):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (first + 2 * i + 1),
            stream(b"\n".join(sheet)),
        ]
    return written(objects)
