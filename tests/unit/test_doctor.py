"""``briefing doctor``: each fault is made for real and found, and gone when its remedy is done.

What it says of terminals stands in tests/terminal/test_doctor.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing_tui.cli.doctor import terminal
from briefing_tui.model import Anchor
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.options import Options
from briefing_tui.settings.paths import Paths
from tests.terminal.test_faults_places import remount, small_disk


class Found(NamedTuple):
    state: str
    subject: str
    words: str
    remedy: str


class Answer(NamedTuple):
    code: int
    found: list[Found]
    last: str

    def of(self, subject: str) -> list[Found]:
        """What is not well there."""
        return [f for f in self.found if f.subject == subject and f.state != "ok"]


def ask(*options: str, env: Mapping[str, str] = {}, program: tuple[str, ...] = ()) -> Answer:
    """What the doctor says into a pipe, without a terminal."""
    command = program or (sys.executable, "-P", "-m", "briefing_tui")
    done = subprocess.run(
        [*command, *options, "doctor"], env={**os.environ, **env}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    *lines, empty, last = done.stdout.splitlines()
    assert empty == ""
    found: list[Found] = []
    for line in lines:
        if line.startswith("do   "):
            found[-1] = found[-1]._replace(remedy=line[21:])
        else:
            found.append(Found(line[:8].rstrip(), line[8:21].rstrip(), line[21:], ""))
    assert all(bool(f.remedy) == (f.state != "ok") for f in found), "a remedy for each, and only for these"
    assert {f.state for f in found} <= {"ok", "hint", "broken"}
    assert done.returncode == int(any(f.state == "broken" for f in found))
    return Answer(done.returncode, found, last)


def by_modes() -> tuple[str, ...]:
    """The program as one to whom modes mean something, which to root they do not."""
    drop = "-dac_override,-dac_read_search"
    as_others = ("setpriv", f"--bounding-set={drop}", f"--inh-caps={drop}") if os.geteuid() == 0 else ()
    if as_others and not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    return (*as_others, sys.executable, "-P", "-m", "briefing_tui")


def shell(command: str, **env: str) -> None:
    subprocess.run(["sh", "-c", command], env={**os.environ, **env}, check=True, timeout=60)


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_all_is_well_in_an_empty_home(home: Path) -> None:
    answer = ask()
    assert (answer.code, answer.last) == (0, "nothing broken, 1 hint")
    assert [f.subject for f in answer.found if f.state != "ok"] == ["terminal"], "there is none in a test"
    assert {"python", "packages", "formats", "search", "data", "room", "briefs"} <= {
        f.subject for f in answer.found
    }


# -- places -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "state"), [("data", "broken"), ("state", "hint"), ("cache", "hint")])
def test_a_file_in_the_place_of_a_folder(place: str, state: str, places: Paths) -> None:
    folder = put(getattr(places, place), "in the way")
    (found,) = ask().of(place)
    assert found == Found(state, place, f"{folder}: not a directory", f"mv {folder} {folder}.aside")
    shell(found.remedy)
    assert ask().of(place) == []


def test_a_folder_that_cannot_be_read(places: Paths) -> None:
    places.data.mkdir(parents=True)
    places.data.chmod(0)
    (found,) = ask(program=by_modes()).of("data")
    assert found.remedy == f"chmod u+rwx {places.data}"
    shell(found.remedy)
    assert ask(program=by_modes()).of("data") == []


def test_notes_that_can_be_read_and_not_written(places: Paths) -> None:
    below = put(places.notes / "talks" / "x.md", "Mine.").parent
    for folder in (below, places.notes):
        folder.chmod(0o500)
    for folder in (places.notes, below):
        (found,) = ask(program=by_modes()).of("notes")
        assert (found.state, str(folder) in found.words) == ("broken", True)
        assert found.remedy == f"chmod u+rwx {folder}"
        shell(found.remedy)
    assert ask(program=by_modes()).of("notes") == []


@pytest.mark.parametrize(
    ("name", "mode", "subject"),
    [
        ("notes", 0, "notes"), ("notes/talks", 0, "notes"), ("briefs", 0, "briefs"),
        ("briefs/talks", 0, "briefs"), ("briefs/talks/brief.md", 0, "briefs"),
    ],
)  # fmt: skip
def test_what_its_mode_keeps_from_being_read(name: str, mode: int, subject: str, places: Paths) -> None:
    put(places.notes / "talks" / "x.md", "Mine.")
    put(places.data / "briefs" / "talks" / "brief.md", GOOD_BRIEF)
    text = "---\nside: russia\nlanguage: en\nsource: official\n---\n\nTalks.\n"
    put(places.data / "briefs" / "talks" / "russia.en.md", text)
    (places.data / name).chmod(mode)
    (found,) = ask(program=by_modes()).of(subject)
    assert found.state == "broken"
    assert found.remedy.startswith("chmod ")
    shell(found.remedy)
    assert ask(program=by_modes()).of(subject) == []


@pytest.mark.parametrize("subject", ["notes", "data"])
def test_a_file_in_the_place_of_the_data_folder_is_what_moves(subject: str, places: Paths) -> None:
    put(places.data, "in the way")
    (found,) = ask().of(subject)
    assert found.remedy == f"mv {places.data} {places.data}.aside"


def test_a_folder_above_that_cannot_be_entered(home: Path, tmp_path: Path) -> None:
    above = tmp_path / "locked"
    above.mkdir(0)
    env = {f"XDG_{name}_HOME": str(above / "below" / name) for name in ("DATA", "STATE", "CACHE")}
    (found,) = ask(env=env, program=by_modes()).of("data")
    assert "permission denied" in found.words
    assert found.remedy == f"chmod u+rwx {above}"


def test_a_remedy_names_the_very_file(places: Paths) -> None:
    """Two spaces, a newline and an escape would look otherwise on the line, and name another file there."""
    folder = places.config / "themes"
    good = put(folder / "a b.toml", "")
    bad = [put(folder / f"{name}.toml", "x = 1") for name in ("a  b", "a\nb", "a\x1b[2Jb")]
    for found in ask().of("themes"):
        command = found.remedy.partition(", or ")[2]
        assert command.isprintable()
        subprocess.run(["bash", "-c", command], check=True)
    assert good.exists() and not any(p.exists() for p in bad)


def test_a_disk_that_is_only_read_and_one_that_is_full(places: Paths) -> None:
    with small_disk(places.data) as folder:
        folder.chmod(0o700)
        remount(folder, "ro")
        (found,) = ask().of("data")
        assert found[:3] == ("broken", "data", f"{folder}: read-only file system")
        assert found.remedy.startswith("mount its disk for writing")
        remount(folder, "rw")
        assert ask().of("data") == []
        (room,) = ask().of("room")
        assert (room.state, room.words) == ("broken", f"0 MB free for {folder}")
        filled = folder / "filler"
        with pytest.raises(OSError, match="No space"):
            filled.write_bytes(b"\0" * 1024 * 1024)
        (found,) = ask().of("data")
        assert found.words == f"{folder}: no space left on device"
        assert found.remedy == f"make room on its disk, which df -h {folder} shows"
        filled.unlink()
        assert ask().of("data") == []
    assert ask().of("room") == []


def test_what_is_open_to_others(places: Paths, tmp_path: Path) -> None:
    team = tmp_path / "team"
    team.mkdir()
    team.chmod(0o755)
    places.data.parent.mkdir(parents=True)
    places.data.symlink_to(team)
    (found,) = ask().of("private")
    assert found.remedy == f"chmod go-rwx {team}"
    shell(found.remedy)
    assert ask().of("private") == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_what_is_somebody_elses(places: Paths) -> None:
    note = put(places.notes / "talks" / "x.md", "Mine.")
    os.chown(note, 1, 1)
    (found,) = ask().of("private")
    assert found.words == f"{note}: belongs to another user"
    shell(found.remedy.removeprefix("sudo "))
    assert ask().of("private") == []


def test_a_link_in_the_state_folder(places: Paths) -> None:
    places.state.mkdir(parents=True)
    (places.state / "state.json").symlink_to("elsewhere")
    (found,) = ask().of("state")
    assert found.remedy == f"rm {places.state / 'state.json'}"
    shell(found.remedy)
    assert ask().of("state") == []


# -- what people have put there -----------------------------------------------------------------------


GOOD_BRIEF = "---\ntitle: Talks\ndate: 2026-02-04\nkind: call\n---\n"
# What is broken, in which place, what is said of it, and what mends it (None: it is removed).
FILES = [
    (
        "lexicon",
        "config",
        "lexicon/cards.toml",
        "[climate]\n",
        "cards.toml:1: [climate] needs a heading",
        None,
    ),
    (
        "lexicon",
        "config",
        "lexicon/words.toml",
        "",
        "words.toml: no file of the lexicon; its files are cards.toml",
        None,
    ),
    ("settings", "config", "settings.toml", "\nmeasure = 3\n", "settings.toml:2: measure must be", None),
    ("settings", "config", "settings.toml", "measure = \n", "settings.toml:1: ", "measure = 80\n"),
    ("settings", "config", "settings.toml", "restricted = 1\n", "settings.toml:1: ", "restricted = true\n"),
    ("keys", "config", "keys.toml", "\n[brief]\nno_such = 'x'\n", "keys.toml:3: ", None),
    (
        "themes",
        "config",
        "themes/mine.toml",
        "\n[colors]\ntext = 'loud'\n",
        "mine.toml:3: [colors] text",
        None,
    ),
    ("briefs", "data", "briefs/talks/brief.md", "---\ntitle: [\n---\n", "talks: ", GOOD_BRIEF),
    ("notes", "data", "notes/talks/x.md", b"\xff", "is not UTF-8", "Mended."),
    (
        "corrections",
        "data",
        "notes/talks/x.correction.md",
        "---\ncorrection: maybe\n---\n",
        "x.correct",
        None,
    ),
]


@pytest.mark.parametrize(
    ("subject", "place", "name", "text", "words", "mended"), FILES, ids=lambda v: str(v)[:12]
)
def test_files_that_are_broken(
    subject: str, place: str, name: str, text: str | bytes, words: str, mended: str | None, places: Paths
) -> None:
    path = put(getattr(places, place) / name, text)
    if subject == "briefs":
        put(
            path.parent / "russia.en.md", "---\nside: russia\nlanguage: en\nsource: official\n---\n\nTalks.\n"
        )
    (found,) = ask().of(subject)
    assert found.state == "broken"
    assert words in found.words
    if mended is not None:
        path.write_text(mended, "utf-8")
    else:
        path.unlink()
    assert ask().of(subject) == []


@pytest.mark.parametrize(
    ("subject", "name"),
    [("settings", "settings.toml"), ("keys", "keys.toml"), ("lexicon", "lexicon/cards.toml")],
)
@pytest.mark.parametrize("fault", ["folder", "mode", "link"])
def test_a_file_that_is_none_or_cannot_be_read(subject: str, name: str, fault: str, places: Paths) -> None:
    path = places.config / name
    path.parent.mkdir(parents=True)
    if fault == "folder":
        path.mkdir()
    elif fault == "mode":
        put(path, "").chmod(0)
    else:
        path.symlink_to("gone")
    (found,) = ask(program=by_modes()).of(subject)
    assert (found.state, str(path) in found.words) == ("broken", True)
    shell(found.remedy.rpartition(", or ")[2])
    assert ask(program=by_modes()).of(subject) == []


def test_a_file_of_words_whose_name_is_none(places: Paths) -> None:
    path = put(places.config / "lexicon" / "words.toml", "")
    (found,) = ask().of("lexicon")
    assert found.remedy.endswith(f"take it away: mv {path} {path}.aside")
    shell(found.remedy.partition("take it away: ")[2])
    assert ask().of("lexicon") == []


def test_a_folder_of_settings_of_nobody() -> None:
    (found,) = ask(env={"XDG_CONFIG_DIRS": "~nobody-of-that-name/x"}).of("settings")
    assert found.remedy == "mend what XDG_CONFIG_HOME and XDG_CONFIG_DIRS name"


def test_no_more_than_a_handful_is_told_one_by_one(places: Paths) -> None:
    for n in range(8):
        put(places.notes / "talks" / f"{n}.md", b"\xff")
    found = ask().of("notes")
    assert len(found) == 6
    assert found[-1].words == "3 more"


def test_a_theme_that_was_chosen_and_is_gone(places: Paths) -> None:
    state = put(places.state / "state.json", '{"theme": "mine"}')
    (found,) = ask().of("themes")
    assert found.words == "mine, chosen last, is not to be had"
    state.write_text('{"theme": "paper"}', "utf-8")
    assert ask().of("themes") == []


def test_a_note_that_was_written_twice_at_one_time(notes: NoteStore) -> None:
    note = notes.save(replace(notes.new("talks", Anchor()), body="One."))
    notes.path(note).write_text(notes.path(note).read_text("utf-8") + "Theirs.\n", "utf-8")
    other = notes.save(replace(note, body="Ours."))
    (found,) = ask().of("notes")
    assert (found.state, note.id in found.words, other.id in found.remedy) == ("hint", True, True)
    notes.delete(other)
    assert ask().of("notes") == []


def test_notes_that_lie_behind_a_link_which_leads_nowhere(places: Paths) -> None:
    places.data.mkdir(parents=True)
    places.notes.symlink_to("gone")
    (found,) = ask().of("notes")
    assert "the notes cannot be read" in found.words
    places.notes.unlink()
    assert ask().of("notes") == []


def test_a_text_that_was_being_written(places: Paths, notes: NoteStore) -> None:
    code = (
        "from briefing_tui.desk import Desk\n"
        "from briefing_tui.model import Anchor\n"
        "from briefing_tui.notes.drafts import Drafts\n"
        "desk = Desk()\n"
        "note = desk.notes.new('talks', Anchor())\n"
        "Drafts(desk.paths.state / 'drafts').keep(note.id, note)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    (found,) = ask().of("unfinished")
    assert found.words == "1 text was being written when a session ended"
    drafts = Drafts(places.state / "drafts")
    for draft in drafts.left():
        drafts.take(draft)
    assert ask().of("unfinished") == []


def test_a_text_that_no_place_took(home: Path) -> None:
    path = put(home / "briefing-unsaved-20260204-abc.md", "Not lost.")
    (found,) = ask().of("unfinished")
    assert found.words == f"{path}: a note that no other place took"
    shell(found.remedy.partition("then ")[2])
    assert ask().of("unfinished") == []


# -- the machine -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "subject", "state", "words"),
    [
        ("pypdf", "formats", "hint", "not read: PDFs"),
        ("tomli", "packages", "broken", "tomli is missing"),
    ],
)
def test_packages_that_are_missing(missing: str, subject: str, state: str, words: str) -> None:
    """As importlib.metadata would find it: its own search, without that one package."""
    code = (
        "import sys\n"
        "from importlib import metadata\n"
        "real = metadata.Distribution.from_name.__func__\n"
        "def without(cls, name):\n"
        f"    if name == {missing!r}: raise metadata.PackageNotFoundError(name)\n"
        "    return real(cls, name)\n"
        "metadata.Distribution.from_name = classmethod(without)\n"
        "from briefing_tui.__main__ import main\n"
        "main()\n"
    )
    (found,) = ask(program=(sys.executable, "-c", code)).of(subject)
    assert (found.state, found.words) == (state, words)
    assert found.remedy.startswith(("pip install", "python -m pip install"))


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        ("sys.modules['sqlite3'] = None", "this Python has no sqlite3"),
        (
            "import sqlite3; plain = sqlite3.connect\n"
            "class Without(sqlite3.Connection):\n"
            "    def execute(self, sql, *a): return super().execute(sql.replace('fts5', 'fts0'), *a)\n"
            "sqlite3.connect = lambda *a, **k: plain(*a, **k, factory=Without)",
            "has no FTS5",
        ),
    ],
    ids=["no sqlite3", "no FTS5"],
)
def test_a_python_that_cannot_search(prepare: str, words: str) -> None:
    code = f"import sys\n{prepare}\nfrom briefing_tui.__main__ import main\nmain()\n"
    (found,) = ask(program=(sys.executable, "-c", code)).of("search")
    assert found.state == "broken"
    assert words in found.words


def test_restricted_mode_is_told_with_who_says_so(places: Paths) -> None:
    def said(*options: str) -> str:
        return next(f.words for f in ask(*options).found if f.subject == "restricted")

    assert said() == "no"
    assert said("--restricted") == "yes: --restricted"
    path = put(places.config / "settings.toml", "restricted = true\n")
    assert said() == f"yes: {path}:1"


@pytest.mark.parametrize("restricted", [False, True])
def test_tmux_is_not_even_tried_in_restricted_mode(
    restricted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = put(tmp_path / "bin" / "tmux", f"#!/bin/sh\ntouch {tmp_path}/started\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("TMUX", "/tmp/none,1,0")
    monkeypatch.setenv("TERM", "tmux-256color")
    list(terminal.findings(Options(restricted=restricted)))
    assert (tmp_path / "started").exists() is not restricted


def test_in_restricted_mode_it_starts_nothing_and_works(places: Paths) -> None:
    """The guard of restricted mode would end it with an error."""
    put(places.notes / "talks" / "x.md", b"\xff")
    env = {"TMUX": "/tmp/none,1,0", "TERM": "tmux-256color"}
    answer = ask("--restricted", env=env)
    assert answer.code == 1
    assert [f.subject for f in answer.found if f.state == "broken"] == ["notes"]
    assert any(f.subject == "tmux" and f.words.startswith("not asked") for f in answer.found)
