"""What the environment tells about the terminal."""

from __future__ import annotations

import pytest
from rich.console import Console

from briefing_tui.settings.terminal import UTF_8, Terminal, terminal


@pytest.mark.parametrize(
    ("environ", "charset"),
    [
        ({}, UTF_8),
        ({"LANG": "C"}, UTF_8),
        ({"LANG": "POSIX"}, UTF_8),
        ({"LANG": "ru_RU"}, UTF_8),
        ({"LANG": "de_DE.UTF-8"}, UTF_8),
        ({"LANG": "de_DE.utf8"}, UTF_8),
        ({"LANG": "ru_RU.KOI8-R"}, "koi8-r"),
        ({"LANG": "de_DE.ISO-8859-15@euro"}, "iso-8859-15"),
        ({"LANG": "zh_CN.GB18030"}, "gb18030"),
        ({"LC_ALL": "C", "LANG": "ru_RU.KOI8-R"}, UTF_8),
        ({"LC_ALL": "ru_RU.KOI8-R", "LANG": "C.UTF-8"}, "koi8-r"),
        ({"LC_ALL": "", "LC_CTYPE": "ru_RU.KOI8-R", "LANG": "C"}, "koi8-r"),
        # Python puts this into LC_CTYPE itself where the server does not know the locale of LANG.
        ({"LC_CTYPE": "C.UTF-8", "LANG": "ru_RU.KOI8-R"}, "koi8-r"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ru_RU.KOI8-R"}, UTF_8),  # not into that one: a person said so
        *(({"LANG": f"en_US.{name}"}, UTF_8) for name in ("foo", "utf_16", "utf_7", "idna", "zlib", "rot13")),
    ],
)  # fmt: skip
def test_the_charset(environ: dict[str, str], charset: str) -> None:
    assert terminal(environ).charset == charset


def test_the_link_and_the_colours() -> None:
    assert terminal({"TERM": "xterm-256color"}) == Terminal()
    over_ssh = {"TERM": "xterm-256color", "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
    assert terminal(over_ssh).slow
    assert not terminal(over_ssh, low_bandwidth=False).slow
    assert terminal({}, low_bandwidth=True).slow
    assert not terminal({"NO_COLOR": "1"}).colors
    assert terminal({"NO_COLOR": ""}).colors
    assert not terminal({"TERM": "screen-256color"}).erases_in_color
    assert terminal({"TERM": "tmux-256color"}).erases_in_color
    assert not terminal({"TERM": "screen.xterm-256color"}).italics
    assert not terminal({"TERM": "xterm-256color", "STY": "1.pts-0.host"}).italics
    assert terminal({"TERM": "tmux-256color"}).italics


@pytest.mark.parametrize(
    "name", ["xterm", "xterm-256color", "screen", "linux", "vt100", "xterm-kitty", "foo-16color", ""]
)
@pytest.mark.parametrize("more", ["", "truecolor", "24bit", "yes"])
def test_how_many_colours(name: str, more: str) -> None:
    """As Rich has it, which writes them."""
    environ = {"TERM": name, "COLORTERM": more}
    console = Console(force_terminal=True, _environ=environ)
    assert terminal(environ).few_colors == (console.color_system == "standard")
