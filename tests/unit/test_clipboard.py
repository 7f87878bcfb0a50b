"""What is sent for the clipboard: the exact text, wrapped for the right multiplexer, and not too long."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean
from briefing_tui.tui.clipboard import LIMIT, multiplexer, packed

PLAIN = {"TERM": "xterm-256color"}
TMUX = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-1000/default,1,0"}
SCREEN = {"TERM": "screen.xterm-256color", "STY": "1.pts-0.host"}
MOST = (LIMIT - len("\x1b]52;c;\a")) // 4 * 3  # bytes

texts = st.text(max_size=3000).map(clean)


def decoded(sequence: str) -> str:
    """The text of an OSC 52 that is all there is."""
    found = re.fullmatch("\x1b]52;c;([A-Za-z0-9+/]*=*)\a", sequence)
    assert found, sequence[:100]
    return base64.b64decode(found[1], validate=True).decode()


def unwrapped(sequence: str) -> list[str]:
    """The contents of device control strings that follow each other."""
    parts = re.findall("\x1bP((?:[^\x1b]|\x1b[^\\\\])*)\x1b\\\\", sequence)
    assert "".join(f"\x1bP{part}\x1b\\" for part in parts) == sequence
    return parts


@given(texts)
def test_plain(text: str) -> None:
    assert decoded(packed(text, PLAIN)) == text


@given(texts)
def test_for_tmux_as_it_is_and_passed_through(text: str) -> None:
    plain, mark, rest = packed(text, TMUX).partition("\x1bPtmux;")
    (passed,) = unwrapped(mark + rest)
    assert decoded(plain) == text
    assert decoded(passed.removeprefix("tmux;").replace("\x1b\x1b", "\x1b")) == text
    assert passed.count("\x1b") == 2, "each escape is doubled"


@given(texts)
def test_for_screen_in_chunks_that_all_its_versions_take(text: str) -> None:
    chunks = unwrapped(packed(text, SCREEN))
    assert decoded("".join(chunks)) == text
    assert all(len(chunk) < 256 for chunk in chunks)


@given(st.text(min_size=200, max_size=3000).map(clean))
def test_of_what_is_for_screen_tmux_takes_no_half_text(text: str) -> None:
    """tmux reads the first chunk as a sequence of its own; its base64 is none."""
    first = unwrapped(packed(text, SCREEN))[0]
    assert len(first.removeprefix("\x1b]52;c;")) % 4


@pytest.mark.parametrize("environ", [PLAIN, TMUX, SCREEN], ids=lambda e: e["TERM"])
def test_the_longest_text_and_one_that_is_longer(environ: dict[str, str]) -> None:
    assert packed("x" * MOST, environ)
    for text in ("x" * (MOST + 1), "中" * (MOST // 3 + 1)):
        with pytest.raises(BriefingError, match=f"^{len(text)} characters are too long for a terminal$"):
            packed(text, environ)


@pytest.mark.parametrize(
    ("environ", "between"),
    [
        (PLAIN, ""),
        ({"TERM": "linux"}, ""),
        ({}, ""),
        (TMUX, "tmux"),
        (SCREEN, "screen"),
        ({"TERM": "tmux-256color"}, "tmux"),  # by ssh out of a tmux at home
        ({"TERM": "screen-256color"}, "tmux"),
        ({"TERM": "screen-256color", "TMUX": "x"}, "tmux"),
        ({"TERM": "screen", "TMUX": "x"}, "tmux"),
        ({"TERM": "screen"}, "screen"),
        ({"TERM": "screen.xterm-256color"}, "screen"),  # by ssh out of a screen at home
        ({"TERM": "screen-256color", "STY": "x"}, "screen"),
        ({"TERM": "tmux-256color", "STY": "x", "TMUX": "x"}, "tmux"),  # tmux in screen
        ({"TERM": "screen.tmux-256color", "STY": "x", "TMUX": "x"}, "screen"),  # screen in tmux
        ({"TERM": "xterm-256color", "TMUX": "x"}, ""),  # a terminal that was started out of tmux
    ],
    ids=str,
)
def test_what_stands_between(environ: dict[str, str], between: str) -> None:
    assert multiplexer(environ) == between


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"TERM": "linux"}, "the Linux console"),
        ({"TERM": "screen.linux"}, "the Linux console"),
        (PLAIN | {"TERM_PROGRAM": "Apple_Terminal"}, "Apple’s Terminal"),
        (PLAIN | {"VTE_VERSION": "7600"}, "GNOME’s terminal (VTE)"),
        ({"TERM": "xterm", "VTE_VERSION": "7600"}, "GNOME’s terminal (VTE)"),
        ({"TERM": "vte-256color", "VTE_VERSION": "7600"}, "GNOME’s terminal (VTE)"),
        ({"TERM": "konsole-direct", "KONSOLE_VERSION": "230805"}, "Konsole before 24.12"),
        (PLAIN | {"KONSOLE_VERSION": "230805"}, "Konsole before 24.12"),
    ],
    ids=str,
)
def test_terminals_that_take_nothing_are_sent_nothing(environ: dict[str, str], name: str) -> None:
    with pytest.raises(BriefingError, match=f"^{re.escape(name)} takes no text from programs$"):
        packed("text", environ)


@pytest.mark.parametrize(
    "environ",
    [
        PLAIN | {"TERM_PROGRAM": "iTerm.app"},
        PLAIN | {"KONSOLE_VERSION": "241200"},
        PLAIN | {"KONSOLE_VERSION": "of the year"},
        # Started out of another terminal, whose variables they have.
        *(
            {"TERM": term, "VTE_VERSION": "7600", "KONSOLE_VERSION": "230805"}
            for term in ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "rxvt-unicode-256color")
        ),
        {"TERM": "vte-256color", "KONSOLE_VERSION": "230805"},
        {"TERM": "konsole-256color", "VTE_VERSION": "7600"},
        TMUX | {"TERM_PROGRAM": "Apple_Terminal", "VTE_VERSION": "7600"},
    ],
    ids=str,
)
def test_others_are_asked(environ: dict[str, str]) -> None:
    assert packed("text", environ)
