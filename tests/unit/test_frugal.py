"""The frugal way shows exactly what the ordinary way shows, whatever comes and wherever it is cut."""

from __future__ import annotations

import re

import pyte
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing_tui.tui.terminal import styles
from briefing_tui.tui.terminal.frugal import Frugal
from briefing_tui.tui.terminal.styles import PLAIN, Style
from tests.terminal.xterm import Xterm, cells, cursor

COLUMNS, LINES = 24, 6


class Wire:
    """Keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def write(self, text: str) -> None:
        self.sent.append(text)

    def flush(self) -> None:
        pass

    def fileno(self) -> int:
        return 2

    def take(self) -> str:
        text = "".join(self.sent)
        self.sent.clear()
        return text


class Both:
    """The same output on two screens, one of them by way of ``Frugal``."""

    def __init__(self) -> None:
        self.wire = Wire()
        self.frugal = Frugal(self.wire)
        self.frugal.resize(COLUMNS, LINES)
        self.ordinary, self.sparing = (Xterm(COLUMNS, LINES) for _ in range(2))
        self._streams = pyte.Stream(self.ordinary), pyte.Stream(self.sparing)
        self.write("\x1b[?1049h\x1b[?7l\x1b[2J")
        self.flush()

    def write(self, text: str) -> None:
        # What a terminal makes of a line feed: the system puts a CR before it.
        self._streams[0].feed(text.replace("\n", "\r\n"))
        self.frugal.write(text)

    def flush(self) -> str:
        self.frugal.flush()
        sent = self.wire.take()
        self._streams[1].feed(sent.replace("\n", "\r\n"))
        return sent

    def resize(self, columns: int, lines: int) -> None:
        self.frugal.resize(columns, lines)
        for screen in (self.ordinary, self.sparing):
            screen.resize(lines, columns)
        self.write("\x1b[H")  # where the cursor is after that terminals do not agree on

    def compare(self) -> None:
        assert cells(self.sparing) == cells(self.ordinary)
        assert cursor(self.sparing) == cursor(self.ordinary)


# A sign to go onto a letter never comes alone: a terminal would hang it onto a blank whose style is not kept.
_WORDS = st.text(st.sampled_from("ab Ц й中文，“”│▌✎é\u0301 "), max_size=12).map(lambda t: "a" + t)
_BLANKS = st.integers(1, 24).map(lambda n: " " * n)
_CODES = [
    "0", "1", "3", "4", "7", "9", "22", "23", "24", "27", "31", "97", "39", "42", "103", "49",
    "38;5;145", "38;2;1;2;3", "48;5;16", "48;2;9;9;9",
]  # fmt: skip
_SGR = st.lists(st.sampled_from(_CODES), max_size=3).map(lambda codes: f"\x1b[{';'.join(codes)}m")
_PLACE = st.tuples(st.integers(1, LINES), st.integers(1, COLUMNS)).map(lambda at: f"\x1b[{at[0]};{at[1]}H")
_PAINT = st.tuples(_PLACE, _SGR, _WORDS | _BLANKS, st.sampled_from(["", "\x1b[0m", "\r", "\n"])).map("".join)
_SEQUENCES = [
    "[K", "[1K", "[J", "[3X", "[2;4r", "[r", "[L", "[M", "[2@", "[2P", "[A", "[3C", "[G", "M", "[2J",
    "[H", "[?25l", "[?1004h",
]  # fmt: skip
_STRANGE = st.sampled_from(
    [
        *(f"\x1b{sequence}" for sequence in _SEQUENCES), "\n", "\r", "\x1b[?1049l\x1b[?1049h",
        "\x1b]22;default\x1b\\", "\x1b]52;c;YQ==\x07",
    ]
)  # fmt: skip
_SIZE = st.tuples(st.integers(4, COLUMNS + 6), st.integers(2, LINES + 3))
_STEP = st.one_of(
    _PAINT.map(lambda t: ("write", t)),
    _PAINT.map(lambda t: ("write", t)),
    (_WORDS | _SGR | _STRANGE).map(lambda t: ("write", t)),
    st.just(("flush", "")),
    _SIZE.map(lambda size: ("resize", size)),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(_STEP, max_size=40))
@example([("write", "\x1b[1;2H中"), ("flush", ""), ("write", "\x1b[1;3Hab")])
def test_both_screens_show_the_same(steps: list[tuple[str, object]]) -> None:
    both = Both()
    for kind, value in steps:
        match kind:
            case "write":
                both.write(str(value))
            case "flush":
                both.flush()
                both.compare()
            case _:
                both.flush()
                both.resize(*value)  # type: ignore[misc]
    both.flush()
    both.compare()


def test_what_is_shown_already_is_not_sent() -> None:
    both = Both()
    both.write("\x1b[2;3H\x1b[1;38;5;188mWords\x1b[0m\x1b[1;1H")
    assert both.flush()
    both.write("\x1b[2;3H\x1b[1;38;5;188mWords\x1b[0m\x1b[1;1H")
    assert both.flush() == ""
    both.write("\x1b[2;3H\x1b[1;38;5;188mWards\x1b[0m\x1b[1;1H")
    assert both.flush() == "\x1b[2;4Ha\x1b[H"


def test_what_was_painted_over_is_never_sent() -> None:
    both = Both()
    both.write("\x1b[2;3Hfirst")
    both.write("\x1b[2;3Hlater")
    assert "first" not in both.flush()


def test_a_blank_line_is_erased_and_not_sent_as_spaces() -> None:
    both = Both()
    both.write(f"\x1b[2;1H\x1b[48;5;16m{'x' * COLUMNS}\x1b[0m")
    both.flush()
    both.write(f"\x1b[2;1H\x1b[48;5;16m{' ' * COLUMNS}\x1b[0m\x1b[1;1H")
    assert both.flush() == "\x1b[2H\x1b[K\x1b[H"


def test_a_terminal_that_erases_plainly_gets_its_colours_as_spaces() -> None:
    wire = Wire()
    frugal = Frugal(wire, erases_in_color=False)
    frugal.resize(COLUMNS, LINES)
    frugal.write(f"\x1b[?1049h\x1b[2J\x1b[1;1H\x1b[44m{' ' * COLUMNS}\x1b[0m")
    frugal.flush()
    sent = wire.take()
    assert " " * COLUMNS in sent
    assert not re.search(r"\x1b\[44m\x1b\[(K|\d+X|2J)", sent)


def test_after_a_character_of_uncertain_width_the_place_is_named_anew() -> None:
    both = Both()
    both.write("\x1b[1;1H\N{SMILING FACE WITH SUNGLASSES}\x1b[1mab")
    assert re.search(r"\N{SMILING FACE WITH SUNGLASSES}\x1b\[1;3H\x1b\[1mab", both.flush())


def test_a_clipboard_sequence_costs_no_repaint() -> None:
    both = Both()
    both.write("\x1b[2;3Hwords\x1b[1;1H")
    both.flush()
    both.write("\x1b]52;c;YWJj\x07")
    assert both.flush() == "\x1b]52;c;YWJj\x07"
    both.write("\x1b[2;3Hwords\x1b[1;1H")
    assert both.flush() == ""


_STYLES = st.builds(
    Style,
    st.sampled_from(["", "31", "38;5;145"]),
    st.sampled_from(["", "41", "48;2;1;2;3"]),
    st.sets(st.sampled_from(["1", "2", "3", "4", "7", "9", "21"])).map(lambda s: tuple(sorted(s))),
)


@given(_STYLES, _STYLES)
def test_a_change_of_style_leads_where_it_should(now: Style, wanted: Style) -> None:
    sequence = styles.change(now, wanted)
    assert (styles.after(now, sequence[2:-1]) if sequence else now) == wanted
    assert styles.after(now, styles.change(None, wanted)[2:-1]) == wanted


@pytest.mark.parametrize("parameters", ["38;5", "38;7;1", "58;5;1", "4:3", "99", "38;2;1;;3"])
def test_a_style_that_is_not_understood(parameters: str) -> None:
    assert styles.after(PLAIN, parameters) is None
