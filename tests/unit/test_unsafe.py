"""No character that could command or deceive a terminal gets past ``reading.unsafe``."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.model import BriefingError
from briefing_tui.reading.load import Source, read_file, read_source
from briefing_tui.reading.unsafe import MARK, altered, clean, clean_line, escaped

CONTROLS = [chr(c) for c in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(c) not in "\n\t\r\x0b\x0c\x85"]
BIDI = [chr(c) for c in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))]
ZERO_WIDTH = [
    chr(c) for c in (0x034F, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0x3164, 0xFEFF, 0xFFA0)
]
TAGS = [chr(c) for c in (0xE0001, 0xE0020, 0xE007F, 0xE01F0, 0xE0FFF)]
SURROGATES = ["\ud800", "\udc1b", "\udfff"]
NEWLINES = ["\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
HINTS = ["\u00ad", "\ufe0e", "\ufe0f", "\U000e0100"]
HOSTILE = [*CONTROLS, *BIDI, *ZERO_WIDTH, *TAGS, *SURROGATES]

any_text = st.lists(
    st.one_of(
        st.sampled_from([*HOSTILE, *NEWLINES, *HINTS, "\t", "\u00a0", "\u3000", "\n"]),
        st.text(st.characters(), max_size=4),
        st.sampled_from(["слово", "会谈", "talks", "🎉", "&#27;"]),
    ),
    max_size=14,
).map("".join)


def is_unsafe(char: str) -> bool:
    """By Unicode's own tables and not by the list of the module under test."""
    if char == "\n":
        return False
    if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return char in {*BIDI, *ZERO_WIDTH, *TAGS, *HINTS} or unicodedata.bidirectional(char) in {
        *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"),
    }


@settings(max_examples=150, deadline=None)
@given(any_text)
def test_no_unsafe_character_survives_and_a_second_pass_changes_nothing(text: str) -> None:
    once = clean(text)
    assert not [hex(ord(c)) for c in once if is_unsafe(c)]
    assert clean(once) == once


@settings(max_examples=80, deadline=None)
@given(any_text)
def test_a_line_stays_one_line(text: str) -> None:
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(is_unsafe(c) or c == "\n" for c in line)
    assert line == line.strip()
    assert clean_line(line) == line


def test_every_single_control_format_and_surrogate_character_is_caught() -> None:
    """The whole of Unicode once; what may stay is visible or harmless: signs that enclose a number."""
    spared = ("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN")
    left = [
        hex(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and chr(code) in clean(chr(code))
        and chr(code) != "\n"
        and not unicodedata.name(chr(code), "").startswith(spared)
    ]
    assert left == []


@pytest.mark.parametrize("char", HOSTILE, ids=lambda c: f"U+{ord(c):04X}")
def test_a_visible_mark_stands_where_the_character_was(char: str) -> None:
    shown = clean(f"a{char}b")
    assert shown[0] == "a"
    assert shown[-1] == "b"
    assert len(shown) == 3
    assert unicodedata.category(shown[1]) == "So"


@pytest.mark.parametrize(
    ("char", "mark"),
    [
        ("\x1b", "␛"),
        ("\x00", "␀"),
        ("\x07", "␇"),
        ("\x08", "␈"),
        ("\x7f", "␡"),
        ("\x9b", MARK),
        ("\u202e", MARK),
    ],
)
def test_c0_and_del_become_their_pictures_the_rest_one_mark(char: str, mark: str) -> None:
    assert clean(char) == mark


@pytest.mark.parametrize("newline", NEWLINES)
def test_every_kind_of_newline_is_one_newline(newline: str) -> None:
    assert clean(f"a{newline}b") == "a\nb"
    assert clean_line(f"a{newline}b") == "a b"


@pytest.mark.parametrize("space", ["\t", "\u00a0", "\u2009", "\u202f", "\u3000"])
def test_spaces_of_any_width_are_one_space(space: str) -> None:
    assert clean(f"a{space}b") == "a b"


@pytest.mark.parametrize("hint", HINTS)
def test_hints_without_width_go_without_a_mark(hint: str) -> None:
    assert clean(f"part{hint}ner") == "partner"


@pytest.mark.parametrize(
    "text",
    [
        "В Кремле прошли переговоры — «тёплые и деловые», № 5; ё, й, Ё.",
        "两国元首就共同关心的问题深入交换了意见。“同意”！（完）",
        "The U.S. side’s “position” — naïve, façade, 3.5 % … €10 bn",
        "🇷🇺 🇨🇳 📞 👍 ⚡ 💬",
        "Ελλάδα, 한국, 日本語, नमस्ते, ไทย, العربية, עברית",
        "two\n\nparagraphs",
    ],
)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


ENTITIES = ["&#27;[31m", "&#x1b;[31m", "&#x202e;", "&#155;", "&#8203;", "&#xE0041;", "&#8232;", "&#0;"]


@pytest.mark.parametrize("entity", ENTITIES)
@pytest.mark.parametrize(
    "markdown",
    [
        "# {} heading\n\nThe talks took place.",
        "The talks {} took place.",
        "Trade{}: it grew.\n\nEnergy{}: it grew.",
        "1. item {}\n2. item",
        "> quoted {}",
        "| a | b |\n|---|---|\n| {} | c |",
        "[shown {}](https://example.org/{})",
        "![picture {}](p.png)",
    ],
)
def test_entities_of_markdown_do_not_bring_it_back(markdown: str, entity: str) -> None:
    text = markdown.replace("{}", entity)
    for readout in read_source(Source("x.md", text, markdown=True), "x"):
        kept = [readout.title, *(b.text + b.label + b.marker for b in readout.blocks)]
        assert not [c for part in kept for c in part if is_unsafe(c)]


def test_escape_sequences_in_front_matter_do_not_reach_the_readout() -> None:
    sign = r"\e[2J\u202e\u2028"
    names = ("title", "publisher", "issuer", "url")
    head = "".join(f'{name}: "a{sign}b"\n' for name in names)
    head += f'guessed: ["{sign}"]\nalso_from: [{{title: "a{sign}b", url: "{sign}"}}]\n'
    (readout,) = read_source(Source("x.md", f"---\n{head}---\nThe talks took place.\n", True), "x")
    kept = [*(getattr(readout, name) for name in names), *readout.also_from, *readout.guessed]
    assert readout.title == "a␛[2J� b"
    assert not [c for part in kept for c in part if is_unsafe(c) or c == "\n"]


@pytest.mark.parametrize(
    "front",
    [
        r'side: "\e[31mrussia\u202e"',
        r'source: "\e[31m\u202e"',
        r'published: "\e[31m\u202e"',
        r'language: "\e[31m\u202e"',
        '"\\e[31m": 1\n"\\e[31m": 2',
        "title: a\x1b[31m",
        r'also_from: "\e[31m"',
    ],
)
def test_error_messages_about_front_matter_are_safe(front: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read_source(Source("x.md", f"---\n{front}\n---\nThe talks took place.\n", True), "x")
    assert not [c for c in str(caught.value) if is_unsafe(c) or c == "\n"]


@pytest.mark.parametrize(
    "name", ["a\x1b[31m.txt", "b\u202etxt.exe.txt", "c\nd.txt", "e\udcff.txt", "f\x9b.pdf"]
)
def test_error_messages_about_hostile_file_names_are_safe(tmp_path: Path, name: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read_file(tmp_path / name)
    assert not [c for c in str(caught.value) if is_unsafe(c) or c == "\n"]
    assert str(caught.value).startswith(str(tmp_path))


@given(st.text())
def test_escaped_json_says_the_same_and_shows_nothing_unsafe(text: str) -> None:
    told = escaped(json.dumps({"id": text}, ensure_ascii=False))
    assert json.loads(told) == {"id": text}
    assert not altered().search(told)


@pytest.mark.parametrize("unsafe", ["\x1b", "\x7f", "\x9b", "\u202e", "\U000e0041", "\x85", "\ud800"])
def test_an_unsafe_character_of_json_is_written_in_ascii(unsafe: str) -> None:
    told = escaped(json.dumps([unsafe], ensure_ascii=False))
    assert told.isascii()
    assert told.isprintable()
    assert json.loads(told) == [unsafe]
