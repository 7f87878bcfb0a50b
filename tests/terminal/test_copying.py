"""``y`` in real terminals: what reaches the clipboard through tmux and GNU screen, what never goes out."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing_tui.export import citation
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, pairs
from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, Tmux, environment, until

BRIEF = "2025-02-24-putin-xi"
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def expected(shelf: Shelf) -> str:
    """The first point of the first card and its source, which is where the mark begins."""
    brief = shelf.open(BRIEF)
    made = shelf.compare(brief, pairs(brief)[0])
    return citation.point(made.left, made.left.on(CARDS[0])[0])


def clipboards(output: bytes) -> list[str]:
    """The texts that a terminal was asked to take, in order."""
    found = re.findall(rb"\x1b\]52;[^;]*;([^\x07\x1b]*)(?:\x07|\x1b\\)", output)
    return [base64.b64decode(part).decode() for part in found]


class Copying(Tmux):
    """The brief in a tmux with the option set-clipboard as named."""

    def __init__(self, folder: Path, size: tuple[int, int], set_clipboard: str) -> None:
        super().__init__(BRIEFING, BRIEF, columns=size[0], rows=size[1], folder=folder)
        self._tmux("set-option", "-s", "set-clipboard", set_clipboard)
        self.wait_for("RUSSIA", "CHINA")

    def buffers(self) -> list[int]:
        """The sizes of the paste buffers in bytes, the newest first."""
        return [int(size) for size in self._tmux("list-buffers", "-F", "#{buffer_size}").split()]

    def newest(self) -> str:
        return self._tmux("show-buffer")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_arrives_in_a_paste_buffer_of_tmux(tmp_path: Path, expected: str, size: tuple[int, int]) -> None:
    with Copying(tmp_path, size, "on") as terminal:
        terminal.keys("y")
        terminal.wait_for(f"sent to the terminal: {len(expected)} characters", "tmux: needs set-clipboard on")
        until(terminal.buffers, bool, lambda _: "no paste buffer", PATIENCE)
        assert terminal.newest() == expected
        assert len(terminal.buffers()) == 1, "taken once"
        terminal.keys("Y")
        until(terminal.buffers, lambda found: len(found) == 2, str, PATIENCE)
        assert terminal.newest().startswith(expected)


def test_a_tmux_that_takes_nothing_shows_nothing_of_it(tmp_path: Path) -> None:
    """Its default is external: programs in it are not heard."""
    with Copying(tmp_path, (120, 40), "external") as terminal:
        before = terminal.lines[:-2]
        terminal.keys("Y")
        terminal.wait_for("sent to the terminal: ")
        assert terminal.lines[:-2] == before
        assert terminal.buffers() == []


@contextmanager
def within(tmp_path: Path, program: str, config: str, *more: str) -> Iterator[Pty]:
    """The brief in a tmux or screen, and that on a bare pseudo-terminal: what reaches the outermost one."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    (tmp_path / "config").write_text(config)
    sockets = tmp_path / "s"
    sockets.mkdir(mode=0o700)
    env = environment(TMUX_TMPDIR=str(sockets), SCREENDIR=str(sockets))
    begin = {
        "tmux": ["tmux", "-u", "-L", "c", "-f", str(tmp_path / "config"), "new-session"],
        "screen": ["screen", "-U", "-c", str(tmp_path / "config")],
    }
    with Pty(*begin[program], *more, BRIEFING, BRIEF, folder=tmp_path, env=env) as terminal:
        terminal.read_until(b"CHINA")
        terminal.read_until(b"Xi")
        try:
            yield terminal
        finally:
            terminal.send("\x11")  # the program leaves, and with it the session and its server
            terminal.wait()


@pytest.mark.parametrize(
    ("config", "times"),
    [
        ("set -s set-clipboard on", 1),
        ("set -g allow-passthrough on", 1),
        ("set -s set-clipboard on\nset -g allow-passthrough on", 2),
        ("", 0),
    ],
    ids=["set-clipboard", "passthrough", "both", "default"],
)
def test_through_tmux_to_the_terminal(tmp_path: Path, expected: str, config: str, times: int) -> None:
    with within(tmp_path, "tmux", config) as terminal:
        terminal.send("y")
        terminal.read_until(b"sent to the terminal")
        until(lambda: len(clipboards(bytes(terminal.output))), lambda n: n >= times, str, PATIENCE)
    assert clipboards(bytes(terminal.output)) == [expected] * times, "until the program had left"


@pytest.mark.parametrize("key", ["y", "Y"])
def test_through_gnu_screen_to_the_terminal(tmp_path: Path, expected: str, key: str) -> None:
    with within(tmp_path, "screen", "startup_message off\n") as terminal:
        terminal.send(key)
        terminal.read_until(b"sent to the terminal")
        until(lambda: clipboards(bytes(terminal.output)), bool, lambda _: "nothing arrived", PATIENCE)
        (text,) = clipboards(bytes(terminal.output))
        assert text == expected if key == "y" else text.startswith(expected)
        assert not re.search("52;c;|tmux;|[A-Za-z0-9+/]{60}", terminal.screen()), "rubbish on the screen"


def test_it_costs_no_more_than_itself_on_a_slow_link(tmp_path: Path, expected: str) -> None:
    """In one piece, after which nothing is painted anew but the foot."""
    with Pty(BRIEFING, "--low-bandwidth", BRIEF, folder=tmp_path) as terminal:
        terminal.wait_for("RUSSIA", "CHINA", "? help")
        terminal.send("y")
        terminal.wait_for("sent to the terminal: ", "sources named")
        terminal.send("j")
        terminal.wait_gone("sent to the terminal: ")
        before = len(terminal.output)
        terminal.send("ky")
        terminal.wait_for("sent to the terminal: ")
        output = bytes(terminal.output[before:])
        assert clipboards(output) == [expected]
        assert len(output) < 2 * len(expected.encode()) + 1000


@pytest.mark.parametrize("term", ["linux", "xterm-256color"])
def test_nothing_goes_out_where_it_is_not_taken_or_too_long(tmp_path: Path, term: str) -> None:
    path = tmp_path / "readout.md"
    words = "grew. " if term == "linux" else "Trade in wine " * 8000
    path.write_text(f"---\nside: france\nlanguage: en\n---\n\nTrade in wine {words}\n")
    with Pty(BRIEFING, str(path), folder=tmp_path, env=environment(TERM=term)) as terminal:
        terminal.wait_for("FRANCE")
        terminal.send("2j")
        terminal.wait_for("Trade in wine")
        terminal.send("y")
        terminal.wait_for("Write to:", "Enter writes a file")
        terminal.send("\r")
        terminal.wait_for("written: ")
        terminal.send("\x11")
        assert terminal.wait() == 0
        assert b"]52;" not in terminal.output
    assert list(tmp_path.glob("*-point.md"))


def test_words_that_look_like_links_are_words(tmp_path: Path, shelf: Shelf) -> None:
    """No hyperlink of the terminal's, no action of Textual's; the address goes with the citation."""
    path = tmp_path / "readout.md"
    path.write_text(
        "---\nside: france\nlanguage: en\ntitle: '[link=https://example.net]talks[/link]'\n"
        "url: https://example.org/a?b=c\npublisher: '[@click=app.quit]here[/]'\n---\n\n"
        "Trade [@click=app.quit]grew[/] as [link='https://example.net']told[/link] on "
        "<https://example.net/x> and https://example.net/y in 2024.\n",
        "utf-8",
    )
    with Pty(BRIEFING, str(path), folder=tmp_path) as terminal:
        terminal.wait_for("FRANCE")
        terminal.send("2=")
        terminal.wait_for("Why", "https://example.org/a?b=c")
        terminal.send("qy")
        terminal.wait_for("sent to the terminal: ")
        terminal.send("v\x10y")
        terminal.send("\x1b")
        terminal.send("\x11")
        assert terminal.wait() == 0
        output = bytes(terminal.output)
    assert b"\x1b]8;" not in output
    (text, *_) = clipboards(output)
    assert "https://example.org/a?b=c" in text
    assert "[@click=app.quit]grew[/]" in text


def test_what_is_cut_in_a_note_goes_the_same_way(tmp_path: Path) -> None:
    with Pty(BRIEFING, BRIEF, folder=tmp_path) as terminal:
        terminal.wait_for("RUSSIA", "CHINA")
        terminal.send("nask Paris 中")
        terminal.wait_for("ask Paris")
        terminal.send("\x18")
        output = terminal.read_until(b"]52;c;")
        assert [t.strip() for t in clipboards(output)] == ["ask Paris 中"]
        terminal.send("\x16")
        terminal.wait_for("ask Paris")
        terminal.send("\x11")
        assert terminal.wait() == 0
