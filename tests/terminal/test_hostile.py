"""Texts, names and notes that try to command the terminal: none of it gets there, and all is shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefing_tui.reading.unsafe import clean_line
from tests.terminal.hostile import yaml
from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, run
from tests.terminal.wire import Terminal, foreign

# What a readout could try: colours, a new window title, the clipboard (OSC 52), the same with C1 controls, a
# query that answers as if typed, text that runs backwards, text that is not seen.
ATTACK = (
    "\x1b[31mPAYLOAD\x1b[0m \x1b]0;PWNED\x07 \x1b]52;c;UFdORUQ=\x07 \x9b31mPAYLOAD \x9d52;c;UFdORUQ=\x9c "
    "\x1b[6n\x1bP$qm\x1b\\ \x08\x08\x7f \u202eDOLYAP\u202c \u2066x\u2069 "
    "zero\u200bwidth \u200ejoin\u200d \ufeff "
)
BRACKETS = "[EU and China] [/foo] [bold] [@click=app.quit]"
TERMINAL = Terminal(120, 40, frugal=False)


def readout(side: str, other: str) -> str:
    return (
        f"{BRACKETS} {ATTACK} {side} readout\n\n"
        f"4 March 2026\n\n"
        f"The President of {side} spoke with {other}. {ATTACK} {BRACKETS} End of the words.\n\n"
        f"Trade and investment {ATTACK} with {other} grow {BRACKETS}.\n\n"
        f"Strategic stability {BRACKETS} matters {ATTACK} to {side}.\n\n"
    )


def labelled() -> str:
    return (
        f"Key points from Russia’s readout\n"
        f"Bilateral Ties {BRACKETS} {ATTACK}: The friendship of Russia and China is high. {BRACKETS}\n"
        f"Economy: Trade {BRACKETS} and {ATTACK} investment grow.\n"
        f"Summary of China’s readout\n"
        f"Bilateral Relations: China and Russia {ATTACK} trust each other. {BRACKETS}\n"
        f"Future Plans {ATTACK}: An invitation to Beijing {BRACKETS} was accepted.\n"
    )


def assert_harmless(output: bytes) -> None:
    assert TERMINAL.foreign(output) == []


def shown(screen: str) -> str:
    """The words on the screen, wherever lines end."""
    return " ".join(re.sub("[│▌]", " ", screen).split())


def walk(terminal: Pty, *, exported: str) -> None:
    """Through everything that shows a brief's words; leaves the program by its keys."""
    terminal.wait_for("compare · ")
    for card in "123456":
        terminal.send(card)
        terminal.wait_for(re.compile(rf"▌{card} [A-Z]"))
    terminal.send("2")
    terminal.wait_for(re.compile("▌2 E"))
    for view in ("read", "gaps", "doubts", "coverage", "compare"):
        terminal.send("v")
        terminal.wait_for(f"view: {view}")
        terminal.send("lh")
    terminal.send("?")
    terminal.wait_for("Keys (brief)")
    terminal.send("q")
    terminal.wait_for("compare · ")
    terminal.send("2=")
    terminal.wait_for(re.compile(r"Why ¶\d+ of "))
    terminal.send("q")
    terminal.wait_for("compare · ")

    terminal.send("n")
    terminal.wait_for("Esc closes")
    terminal.send(f"NOTED {BRACKETS} SO")
    terminal.wait_for(f"NOTED {BRACKETS} SO")
    terminal.send("\x1b")
    terminal.wait_for("note saved", "✎ NOTED [EU")
    terminal.send("t")
    terminal.wait_for("Enter go there", "NOTED [EU")
    terminal.send("q")
    terminal.wait_for("compare · 1 note")

    terminal.send("/")
    terminal.wait_for("Find:")
    terminal.send("[/foo]\r")
    terminal.wait_for("with “[/foo]”")
    terminal.wait_gone("Find:")
    terminal.send("/")
    terminal.wait_for("Find:")
    _empty(terminal, "Find:")
    terminal.send("[bold]nonsense\r")
    terminal.wait_for("nothing holds '[bold]nonsense")
    terminal.send(":")
    terminal.wait_for("Previous point or line")
    terminal.send("\x1b")
    terminal.wait_gone("Previous point or line")
    terminal.send("e")
    terminal.wait_for("Write to:")
    _empty(terminal, "Write to:")
    terminal.send(f"{exported}\r")
    terminal.wait_for("written: ")
    terminal.send("oT")
    terminal.wait_for("Themes")
    terminal.send("q")
    terminal.wait_for("compare · ")
    terminal.send("q")
    terminal.wait_for("Enter open")
    terminal.send("t")
    terminal.wait_for("Enter go there")
    terminal.send("\r")
    terminal.wait_for("compare · 1 note")
    terminal.send("q")
    terminal.wait_for("Enter go there")
    terminal.send("q")
    terminal.wait_for("Enter open")
    terminal.send("q")
    assert terminal.wait(PATIENCE) == 0


def _empty(terminal: Pty, question: str) -> None:
    terminal.send("\x15")
    terminal.wait_for(re.compile(f"{question}$", re.MULTILINE))


def test_files_with_hostile_text_and_names(tmp_path: Path) -> None:
    ours = tmp_path / f"russia {ATTACK.replace('/', '')}[bold].txt"
    theirs = tmp_path / "china \x1b]52;c;UFdORUQ=\x07\u202e[EU and China].txt"
    ours.write_text(readout("Russia", "China"))
    theirs.write_text(readout("China", "Russia"))
    with Pty(BRIEFING, str(ours), str(theirs), folder=tmp_path) as terminal:
        terminal.wait_for("compare · ")
        terminal.send("2")
        words = shown(terminal.wait_for(re.compile("▌2 Economy"), "[/foo]", "[bold]"))
        assert "␛[31mPAYLOAD␛[0m" in words
        walk_files(terminal)
        assert_harmless(bytes(terminal.output))


def walk_files(terminal: Pty) -> None:
    """``walk`` for texts that are in no library: their notes cannot be opened from there."""
    for card in "123456":
        terminal.send(card)
        terminal.wait_for(re.compile(rf"▌{card} [A-Z]"))
    for view in ("read", "gaps", "doubts", "coverage", "compare"):
        terminal.send("v")
        terminal.wait_for(f"view: {view}")
    terminal.send("/")
    terminal.wait_for("Find:")
    terminal.send("[EU and China]\r")
    terminal.wait_for("with “[EU and China]”")
    terminal.send("=")
    terminal.wait_for(re.compile(r"Why ¶\d+ of "), "[EU and China]")
    terminal.send("q")
    terminal.wait_for("compare · ")
    terminal.send("e")
    terminal.wait_for("Write to:")
    terminal.send("\r")
    terminal.wait_for("written: ")
    terminal.send("q")
    terminal.wait_for("Enter open")
    terminal.send("q")
    assert terminal.wait(PATIENCE) == 0


def test_a_summary_with_hostile_labels(tmp_path: Path) -> None:
    path = tmp_path / "summary.txt"
    path.write_text(labelled())
    with Pty(BRIEFING, str(path), folder=tmp_path) as terminal:
        terminal.wait_for(re.compile(r"RUSSIA\? .*CHINA\? "))
        terminal.send("1")
        terminal.wait_for(re.compile("▌1 Bilateral"), "Bilateral Ties [EU and", "␛[31mPAYLOAD␛[0m")
        walk_files(terminal)
        assert_harmless(bytes(terminal.output))


def hostile_brief(home: Path, name: str) -> Path:
    """A brief in the user's library that is hostile wherever it can be."""
    folder = home / "data" / "briefing-tui" / "briefs" / name
    folder.mkdir(parents=True)
    title = yaml(f"{BRACKETS} {ATTACK}")
    (folder / "brief.md").write_text(
        f"---\ntitle: {title}\ndate: 2026-03-04\nkind: {title}\nplace: {title}\n"
        f"sides: [russia, china]\n---\n\nThe bottom line {ATTACK} {BRACKETS}\n"
    )
    for side, other in (("russia", "China"), ("china", "Russia")):
        (folder / f"{side}.en.md").write_text(
            f"---\nside: {side}\nlanguage: en\nsource: digest\ncomplete: true\ntitle: {title}\n"
            f"publisher: {title}\npublished: 2026-03-04\nurl: {title}\n---\n\n"
            f"{readout(side.title(), other)}\n\n- {BRACKETS} an item &#27;]52;c;UFdORUQ=&#7; {ATTACK}\n"
        )
    return folder


def test_a_hostile_brief_in_the_library(tmp_path: Path, home: Path) -> None:
    hostile_brief(home, "2026-03-04-[bold] hostile")
    with Pty(BRIEFING, folder=tmp_path) as terminal:
        terminal.wait_for("10 briefs", "[EU and China] [/foo] [bold]", "[@click=app.quit] ␛[31mPAYLOAD␛[0m")
        terminal.send("\r")
        terminal.wait_for("[EU and China] [/foo] [bold]", "RUSSIA", "CHINA", "compare · 0 notes")
        walk(terminal, exported="export [bold].md")
        assert_harmless(bytes(terminal.output))
    shutil.rmtree(home / "cache")
    for command in (["list"], ["show", "2026-03-04-[bold] hostile"], ["notes"], ["search", "bold"]):
        done = run(*command, folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert foreign(done.stdout.encode(), "\n") == []
        assert "[bold]" in done.stdout


def test_a_library_with_hostile_folder_names_and_broken_briefs(tmp_path: Path, home: Path) -> None:
    hostile_brief(home, f"{ATTACK}[bold]")
    broken = hostile_brief(home, "2026-03-05-broken")
    (broken / "brief.md").write_text(f"---\ntitle: x\nsides: [{yaml(ATTACK + '[/foo]')}]\n---\n")
    with Pty(BRIEFING, folder=tmp_path) as terminal:
        terminal.wait_for("11 briefs", "2026-03-05-broken", "broken", "unknown side")
        assert "[/foo]" in shown(terminal.screen())
        terminal.send("gk")
        terminal.send("\r")
        terminal.wait_for(re.compile(r"unknown side|compare · 0 notes"))
        terminal.send("\x11")
        assert terminal.wait(PATIENCE) == 0
        assert_harmless(bytes(terminal.output))
    name = clean_line(f"{ATTACK}[bold]")
    assert name in run("list", folder=tmp_path).stdout


def test_a_hostile_note_file(tmp_path: Path, home: Path) -> None:
    """A note that came with a shared folder, from somebody else."""
    folder = home / "data" / "briefing-tui" / "notes" / "2026-02-04-putin-xi"
    folder.mkdir(parents=True)
    (folder / "20260301T000000.md").write_text(
        f"---\nauthor: {yaml(ATTACK)}\nupdated: {yaml(ATTACK)}\nanchor:\n  card: bilateral\n"
        f"  side: {yaml(ATTACK)}\n  exact: {yaml(ATTACK + BRACKETS)}\n---\n\nLOOK {BRACKETS} {ATTACK} HERE\n"
    )
    (folder / "20260301T000001.md").write_text(f"---\n{ATTACK}: [\n---\n\nBROKEN {BRACKETS} {ATTACK}\n")
    with Pty(BRIEFING, "2026-02-04-putin-xi", folder=tmp_path) as terminal:
        terminal.wait_for("compare · 2 notes")
        terminal.send("t")
        terminal.wait_for("LOOK [EU and China] [/foo] [bold] [@click=app.quit]")
        terminal.send("n")
        terminal.wait_for("Esc closes", re.compile("LOOK .*\n?.*HERE"))
        terminal.send(" mine")
        terminal.wait_for("HERE mine")
        terminal.send("\x1b")
        terminal.wait_for("note saved")
        terminal.send("\x11")
        assert terminal.wait(PATIENCE) == 0
        assert_harmless(bytes(terminal.output))


@pytest.mark.parametrize(("key", "ready"), [("n", "Esc closes"), ("/", "Find:"), ("e", "Write to:")])
def test_pasted_text_commands_nothing(tmp_path: Path, key: str, ready: str) -> None:
    """A quotation from a web page: most terminals take ESC out of a paste, none takes out the rest."""
    with Pty(BRIEFING, "2026-02-04-putin-xi", folder=tmp_path) as terminal:
        terminal.wait_for("compare · 0 notes")
        terminal.send(key)
        terminal.wait_for(ready)
        terminal.send("\x1b[200~FIRST \x9b31mPAYLOAD \u202eDOLYAP\u202c zero\u200bwidth \x7f LAST\x1b[201~")
        terminal.read_until(b"LAST")
        terminal.send("\x11")
        assert terminal.wait(PATIENCE) == 0
        assert_harmless(bytes(terminal.output))
