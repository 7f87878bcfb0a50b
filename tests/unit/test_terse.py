"""The ordinary way shows what Textual wanted, and says no style twice in a row."""

from __future__ import annotations

import io

import pyte
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing_tui.tui.terminal.terse import Terse
from tests.terminal.xterm import Xterm, cells, cursor

_STYLES = ["", "0", "1", "7", "22", "39", "0;1", "1;38;5;145", "38;5;145;48;5;16"]
_AT = st.tuples(st.integers(1, 4), st.integers(1, 12))
_PART = st.one_of(
    st.sampled_from(_STYLES).map("\x1b[{}m".format),
    st.just("\x1b[0m"),
    _AT.map(lambda at: f"\x1b[{at[0]};{at[1]}H"),
    _AT.map(lambda at: f"\x1b[{min(at[0], 3)};{at[1]}Ha\x1b[0m\n"),  # never on the last line
    st.text("ab 中▌", min_size=1, max_size=3),
    st.sampled_from(["\r", "\x1b[K", "\x1b[2J", "\x1b[?2026h", "\x1b[3X", "\x1b[L"]),
)
_WRITES = st.lists(st.lists(_PART, max_size=12).map("".join), max_size=4)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(_STYLES), _WRITES)
@example("7", ["\x1b[1ma\x1b[0m\n\x1b[2;1H\x1b[1ma\x1b[0m\n"])
@example("1", ["\x1b[7m\x1b[0m\x1b[7ma"])
@example("0", ["\x1b[0m", "\x1b[1m\x1b[7m\x1b[0m\x1b[7ma", "\x1b[0m\x1b[K"])
def test_cells_styles_and_cursor_are_the_same_after_every_write(before: str, writes: list[str]) -> None:
    ordinary, terse = Xterm(12, 4), Xterm(12, 4)
    streams = pyte.Stream(ordinary), pyte.Stream(terse)
    wire = io.StringIO()
    out = Terse(wire)
    for stream in streams:
        stream.feed(f"\x1b[{before}m")
    for text in writes:
        wire.seek(0), wire.truncate()
        out.write(text)
        for stream, sent in zip(streams, (text, wire.getvalue()), strict=True):
            stream.feed(sent)
        assert cells(terse) == cells(ordinary)
        assert cursor(terse) == cursor(ordinary)
        assert len(wire.getvalue()) <= len(text)
    for stream in streams:
        stream.feed("\x1b[4;1Hz")  # in the style that is left
    assert cells(terse) == cells(ordinary)


def test_a_mark_of_several_lines_names_its_style_once() -> None:
    wire = io.StringIO()
    out = Terse(wire)
    out.write("\x1b[0m")
    style = "\x1b[1;38;5;110;48;5;235m"
    out.write("\n".join(f"\x1b[{line};5H{style}▌\x1b[0m" for line in (3, 4, 5)))
    assert wire.getvalue() == f"\x1b[0m\x1b[3;5H{style}▌\x1b[4;5H▌\x1b[5;5H▌\x1b[0m"
