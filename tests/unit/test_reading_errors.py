"""What cannot be read is told in one line: the file, the line where there is one, what is wrong."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from briefing_tui.files import MAX_BYTES
from briefing_tui.model import BriefingError
from briefing_tui.reading.load import read_file


def error(path: Path) -> str:
    with pytest.raises(BriefingError) as caught:
        read_file(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert len(message.splitlines()) == 1
    assert not [c for c in message if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    return message.removeprefix(str(path))


def test_missing(tmp_path: Path) -> None:
    assert error(tmp_path / "a.txt") == ": no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in error(tmp_path)


def test_a_file_on_the_way_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    assert error(tmp_path / "a" / "b.txt") == ": cannot be read: not a directory"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert error(path) == ": is empty"


def test_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x7fELF\x00\x01")
    assert error(path) == ": is a binary file, not text"


def test_not_utf8_names_line_byte_and_offset(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"One.\nTwo.\nThree \x9b31m \x9d0")
    assert error(path).startswith(":3: not UTF-8: byte 0x9b at offset 16; its encoding cannot be told;")


@pytest.mark.parametrize("ending", [".doc", ".RTF", ".odt", ".epub"])
def test_formats_that_are_no_text(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text("text")
    assert error(path) == f": {ending.lower()} is not read; save it as .docx, .txt or .md"


def test_too_large_is_told_without_reading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> int:
        raise AssertionError("was opened")

    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(os, "open", never)
    assert "larger than 10 MB" in error(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFO there")
def test_a_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert error(tmp_path / "a.txt") == ": is no ordinary file"


def test_no_right_to_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission\x1b denied")

    path = tmp_path / "a.txt"
    path.write_text("text")
    monkeypatch.setattr(os, "open", refuse)
    assert error(path) == ": cannot be read: permission␛ denied"


def test_front_matter_and_nothing_after_it(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nside: kenya\n---\n\n   \n")
    assert error(path) == ":4: there is no text after the front matter"


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"


@pytest.mark.parametrize(
    ("front", "line", "says"),
    [
        ("side: kenya\ntitle: [a", 3, "the front matter is not valid YAML"),
        ("side: kenya\ntitle: a: b", 3, "mapping values are not allowed here"),
        ("side: kenya\n\ttitle: x", 3, "the front matter is not valid YAML"),
        ("title: !!python/object:os.system x", 2, "the front matter is not valid YAML"),
        ("title: a\nurl: b\x1b", 3, "holds a control character, U+001B"),
        ("published: 2026-13-45", 2, "month must be in 1..12"),
        pytest.param("a: " + "9" * 5000, 2, "not valid YAML", id="a long number"),
        pytest.param("[" * 5000, 2, "not valid YAML", id="deep"),
        ("- side\n- kenya", 2, "not a list of `key: value` lines"),
        ("just words", 2, "not a list of `key: value` lines"),
        ("side: kenya\ntitle: a\nside: france", 4, "side stands here twice"),
        (BOMB, 3, "references (*name) are not allowed here"),
        ("title: x\nside: kenia", 3, "side: unknown side 'kenia'; did you mean kenya?"),
        ("side: USA", 2, "did you mean united-states?"),
        ("side: Россия", 2, "did you mean russia?"),
        ("side: zzzz", 2, "use a country’s name such as united-states"),
        ("title: x\n\nsource: offical", 4, "source: 'offical' is none of official, translation, wire"),
        ("source: [a]", 2, "is none of official"),
        ("title: x\npublished: soon", 3, "published: 'soon' is not a date; write it as 2026-02-04"),
        ("title: x\nlanguage: English", 3, "language: a language is two or three small letters"),
        ("language: EN", 2, "language: a language is two or three small letters"),
        ("title: x\ncomplete: perhaps", 3, "complete: "),
        ("also_from: [{url: x}]", 2, "also_from: "),
        ("title: [a, b]", 2, "title: "),
        pytest.param("a: " + "x" * 70_000, 1, "larger than 64 KB", id="large"),
    ],
)
def test_front_matter(tmp_path: Path, front: str, line: int, says: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{front}\n---\nThe talks took place.\n")
    message = error(path)
    assert message.startswith(f":{line}: ")
    assert says in message


def test_a_hint_names_only_what_may_be_a_side(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nside: middle-east\n---\nThe talks took place.\n")
    assert "did you mean middle-east" not in error(path)


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (rb"{\rtf1\ansi Words of it.}", ": .rtf is not read; save it as .docx, .txt or .md"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            ": is a Word file that is old, or has a password; save it as .docx without one",
        ),
    ],
)
def test_what_it_is_told_by_its_first_bytes(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert error(path) == says
