"""`briefing completion` in the shells themselves: the script is loaded, words are begun, Tab is pressed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import BRIEFING, Tmux, environment

PROMPT = "ready> "
# How a shell starts with nothing of the person's own, has a prompt that is known, and loads the script.
SHELLS = {
    "bash": (
        ["bash", "--noprofile", "--norc", "-i"],
        f"PS1='{PROMPT}'; bind 'set enable-bracketed-paste off'; source <(briefing completion bash)",
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        f"PS1='{PROMPT}'; autoload -U compinit; compinit -u -D; source <(briefing completion zsh)",
    ),
    "fish": (
        ["fish", "--no-config", "-i"],
        f"function fish_prompt; echo -n '{PROMPT}'; end; briefing completion fish | source",
    ),
}
# What is begun, and what stands there after Tab.
BEGUN = [
    ("briefing rev", "briefing revisions "),
    ("briefing show 2025-02", "briefing show 2025-02-24-putin-xi "),
    ("briefing 2025-02", "briefing 2025-02-24-putin-xi "),
    ("briefing show x --card econ", "briefing show x --card economy "),
    ("briefing show x --card=econ", "briefing show x --card=economy "),
    ("briefing formulas --side russ", "briefing formulas --side russia "),
    ("briefing export 2025-02-24-putin-xi --sides china.z", "--sides china.zh "),
    ("briefing export x --front", "briefing export x --front-matter "),
    ("briefing cards odd\\ na", "briefing cards odd\\ name.txt "),
    ("briefing --library shel", "briefing --library shelf/"),
    ("~/here/briefing gap", "~/here/briefing gaps "),
    (f"{BRIEFING} gap", f"{BRIEFING} gaps "),
]

# Names that a shell would run, if it were to read them.
HOSTILE = ("z1$(touch pwned)", "z2`touch pwned`", "z3;touch pwned;", "z4&touch pwned&", "z5'", 'z6"', "z7\\")


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, home: Path, tmp_path: Path) -> Iterator[Tmux]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    (home / "here").mkdir(parents=True)
    (home / "here" / "briefing").symlink_to(BRIEFING)
    folder = tmp_path / "work"
    (folder / "shelf").mkdir(parents=True)
    (folder / "odd name.txt").write_text("Talks.", "utf-8")
    for word in HOSTILE:
        (folder / f"f{word}").write_text("Talks.", "utf-8")
        brief = home / "data" / "briefing-tui" / "briefs" / word
        brief.mkdir(parents=True)
        (brief / "brief.md").write_text("---\ntitle: Talks\n---\n", "utf-8")
    command, load = SHELLS[request.param]
    env = environment()
    env["PATH"] = f"{Path(BRIEFING).parent}:{env['PATH']}"
    with Tmux(*command, columns=150, rows=30, folder=folder, env=env) as tmux:
        tmux.wait_for("BEFORE")
        tmux.type(load)
        tmux.keys("Enter")
        tmux.wait_for("\n" + PROMPT.rstrip())
        yield tmux


def test_words_are_completed(shell: Tmux) -> None:
    for begun, whole in BEGUN:
        shell.keys("C-l")
        shell.wait_gone(whole)
        shell.type(begun)
        shell.wait_for(begun)
        shell.keys("Tab")
        shell.type("END")  # where the next word would begin
        shell.wait_for(f"{whole}END")
        shell.keys("C-u")
        shell.wait_gone("END")


def test_what_there_is_is_listed(shell: Tmux) -> None:
    shell.type("briefing show 2025-0")
    shell.keys("Tab", "Tab")
    shell.wait_for("2025-02-24-putin-xi", "2025-05-08-putin-xi", "2025-09-02-putin-xi")
    shell.keys("C-c")


def test_no_name_is_run(shell: Tmux, tmp_path: Path) -> None:
    """Of a brief or a file, whoever gave it that name: as it is completed it stands behind ``true``."""
    for begun in [f"{where}z{n}" for n in range(1, 8) for where in ("show ", "revisions ", "cards f")]:
        end = f"END{begun[0]}{begun[-1]}"
        shell.type(f"briefing {begun}")
        shell.wait_for(begun)
        shell.keys("Tab")
        shell.type(end)
        shell.wait_for(end)
        shell.keys("C-a")
        shell.type("true ")
        shell.keys("Enter")
        shell.keys("C-c")
    shell.type("echo all && echo done")
    shell.keys("Enter")
    shell.wait_for("all\ndone")
    assert not list((tmp_path / "work").glob("pwned*"))
