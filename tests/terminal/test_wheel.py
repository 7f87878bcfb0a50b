"""What a stranger installs: the wheel alone, in an environment and a folder far from the checkout."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal.terminal import BRIEFING, PATIENCE, Pty, environment, run

PUTIN_XI = "2026-02-04-putin-xi"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), cwd=ROOT)
    made = list(folder.glob("*.whl"))
    assert len(made) == 1
    return made[0]


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The installed command of a fresh environment: our wheel, and the test environment's other packages."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    assert not venv.is_relative_to(ROOT)
    _run(sys.executable, "-m", "venv", "--without-pip", str(venv), cwd=venv.parent)
    python = venv / "bin" / "python"
    install = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel))
    _run(sys.executable, "-m", "pip", "--python", str(python), *install, cwd=venv.parent)
    (site,) = venv.glob("lib/python*/site-packages")
    # A line of a .pth file adds a folder; the .pth files in that folder (our own checkout's) are not read.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    ours = _run(str(python), "-c", "import briefing_tui; print(briefing_tui.__file__)", cwd=venv.parent)
    assert Path(ours.strip()).is_relative_to(site)
    yield str(venv / "bin" / "briefing")
    # Nothing of what ran came from the checkout.
    seen = _run(str(python), "-c", "import sys; print(sys.path)", cwd=venv.parent)
    assert str(ROOT / "src") not in seen


def _run(*command: str, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_data_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    inside = {name.removeprefix("briefing_tui/") for name in names}
    source = ROOT / "src" / "briefing_tui"
    wanted = {
        str(path.relative_to(source))
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"py.typed", "tui/styles.tcss", "reading/places.toml", "analysis/lexicon/concepts.toml"} <= wanted
    wanted |= {
        f"bundled/{folder}/{path.relative_to(ROOT / folder)}"
        for folder in ("briefs", "themes", "welcome")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert {f"bundled/briefs/{PUTIN_XI}/brief.md", "bundled/themes/slate.toml"} <= wanted
    assert not wanted - inside
    strange = [n for n in names if not re.match(r"briefing_tui(-[\w.]+\.dist-info)?/", n)]
    assert [n.partition("/")[2] for n in strange] == ["data/share/man/man1/briefing.1"]
    assert not [n for n in names if "test" in n.lower() or "__pycache__" in n or "conftest" in n]
    assert any(n.endswith("/LICENSE") for n in names)


def test_the_man_page_lies_where_man_looks(program: str) -> None:
    page = Path(program).parent.parent / "share" / "man" / "man1" / "briefing.1"
    assert page.read_text("utf-8") == (ROOT / "man" / "briefing.1").read_text("utf-8")


def test_its_commands_say_the_same_as_the_checkout_s(program: str, tmp_path: Path) -> None:
    for command in (
        ["--version"], ["list"], ["show", PUTIN_XI], ["gaps", PUTIN_XI], ["export", PUTIN_XI],
        ["completion", "zsh"],
    ):  # fmt: skip
        ours = run(*command, folder=tmp_path)
        theirs = run(*command, folder=tmp_path, program=[program])
        assert theirs.returncode == 0, theirs.stderr
        assert theirs.stderr == ""
        assert theirs.stdout == ours.stdout
        assert theirs.stdout
    listed = json.loads(run("list", "--json", folder=tmp_path, program=[program]).stdout)
    assert [(e["id"], e["origin"]) for e in listed] == [
        (brief, "bundled") for brief in sorted((p.name for p in (ROOT / "briefs").iterdir()), reverse=True)
    ]


def test_its_screen_opens_a_bundled_brief(program: str, tmp_path: Path) -> None:
    assert program != BRIEFING
    with Pty(program, folder=tmp_path, env=environment(PYTHONWARNINGS="error")) as terminal:
        terminal.wait_for("9 briefs", "Putin–Xi videoconference")
        terminal.send("\r")
        terminal.wait_for("compare · 0 notes", "RUSSIA", "CHINA")
        terminal.send("2o")
        terminal.wait_for(re.compile("▌2 Economy"), re.compile("[\u4e00-\u9fff]"), re.compile("[а-я]{4}"))
        terminal.send("T")
        terminal.wait_for("amber", "contrast")
        terminal.send("k\r")
        terminal.wait_for("compare · 0 notes")
        terminal.send("?")
        terminal.wait_for("Keys (brief)")
        terminal.send("\x11")
        assert terminal.wait(PATIENCE) == 0
