"""What is the user's is the user's alone: closed at the start, told where it cannot be, never in a temporary
folder.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from briefing_tui.model import Anchor, BriefingError, Note
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.rescue import rescue
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings import private
from briefing_tui.settings.paths import Paths
from tests.tui.conftest import MakeApp
from tests.tui.conftest import make_app as make_app  # the fixture

SOMEBODY = 12345


def modes(places: Paths) -> dict[str, int]:
    """The modes of all that lies in the user's folders, themselves among it; links left out."""
    found = {}
    for top in (places.data, places.state, places.cache):
        for path in (top, *top.rglob("*")):
            if not path.is_symlink():
                found[str(path)] = stat.S_IMODE(path.stat().st_mode)
    return found


@pytest.fixture
def opened(places: Paths, notes: NoteStore) -> Paths:
    """A home as an older program or a careless copy leaves it: everybody may look in."""
    note = notes.save(replace(notes.new("talks", Anchor()), body="A thought."))
    Drafts(places.state / "drafts").keep(note.id, note)
    (places.cache / "old").mkdir(parents=True)
    (places.cache / "old" / "x.json").write_text("{}")
    for path in map(Path, modes(places)):
        path.chmod(0o775 if path.is_dir() else 0o664)
    return places


def given_away(path: Path) -> None:
    try:
        os.chown(path, SOMEBODY, SOMEBODY)
    except PermissionError:
        pytest.skip("only root can give files away")


# -- modes --------------------------------------------------------------------------------------------


def test_the_folders_are_closed_first_and_then_all_in_them(opened: Paths) -> None:
    assert private.close(opened) == []
    shut = modes(opened)
    assert {shut[str(p)] for p in (opened.data, opened.state, opened.cache)} == {0o700}
    assert shut[str(opened.notes)] == 0o775, "not yet: nobody gets there any more"
    assert private.close_below(opened) == []
    assert {m for p, m in modes(opened).items() if Path(p).is_dir()} == {0o700}
    assert {m for p, m in modes(opened).items() if Path(p).is_file()} == {0o600}
    assert private.told([], opened) == ""


def test_no_more_is_taken_than_is_others(opened: Paths) -> None:
    (opened.data / "readable").write_text("x")
    (opened.data / "readable").chmod(0o444)
    private.close_below(opened)
    assert modes(opened)[str(opened.data / "readable")] == 0o400


def test_nothing_is_made_by_looking(places: Paths, home: Path) -> None:
    assert private.close(places) + private.close_below(places) == []
    assert not home.exists()


def test_the_settings_are_only_read(opened: Paths) -> None:
    (opened.config / "themes").mkdir(parents=True)
    opened.config.chmod(0o755)
    private.close(opened)
    private.close_below(opened)
    assert stat.S_IMODE(opened.config.stat().st_mode) == 0o755


def test_a_folder_that_is_a_link_is_told_and_left_as_it_is(opened: Paths, tmp_path: Path) -> None:
    """It may be a folder that others work in."""
    team = tmp_path / "team"
    opened.data.rename(team)
    opened.data.symlink_to(team)
    team.chmod(0o2770)
    before = {str(p): p.stat().st_mode for p in (team, *team.rglob("*"))}
    why = "is a link to a folder that is open to others: close that one, or take the link away"
    assert private.close(opened) == [private.Open(opened.data, why)]
    private.close_below(opened)
    assert {str(p): p.stat().st_mode for p in (team, *team.rglob("*"))} == before
    team.chmod(0o700)
    assert private.close(opened) + private.close_below(opened) == []
    assert stat.S_IMODE((team / "notes").stat().st_mode) == 0o700, "what lies in a closed one is closed"


def test_a_disk_that_keeps_no_modes_is_told(opened: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fchmod", lambda *_: None)
    found = private.close(opened)
    assert [each.path for each in found] == [opened.data, opened.state, opened.cache]
    assert {each.why for each in found} == {"cannot be closed to others: its disk keeps no modes"}


def test_a_link_in_them_is_not_followed(opened: Paths, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public").chmod(0o755)
    (tmp_path / "public" / "file").write_text("x")
    (tmp_path / "public" / "file").chmod(0o644)
    (opened.notes / "link").symlink_to(tmp_path / "public")
    (opened.notes / "link.md").symlink_to(tmp_path / "public" / "file")
    assert private.close_below(opened) == []
    assert stat.S_IMODE((tmp_path / "public").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "public" / "file").stat().st_mode) == 0o644


def test_what_is_somebody_elses_is_told(opened: Paths) -> None:
    given_away(opened.cache)
    found = private.close(opened)
    assert found == [private.Open(opened.cache, "belongs to another user")]
    assert private.told(found, opened) == f"not yours alone: {opened.cache}: belongs to another user"
    file = opened.cache / "old" / "x.json"
    given_away(file)
    found += private.close_below(opened)
    assert found[1:] == [private.Open(file, "belongs to another user")]
    assert private.told(found, opened).startswith(f"not yours alone: {opened.cache} and 1 more: ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o664, "theirs is left alone"


def test_a_link_in_the_state_folder_is_told(opened: Paths, tmp_path: Path) -> None:
    (opened.state / "state.json").symlink_to(tmp_path / "dotfiles" / "state.json")
    assert private.told([], opened) == (
        f"nothing is written through a link; put what it leads to in its place: {opened.state / 'state.json'}"
    )


def test_a_command_says_it_on_stderr_and_does_its_work(opened: Paths) -> None:
    given_away(opened.data)
    command = [sys.executable, "-m", "briefing_tui", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert done.stderr == f"briefing: not yours alone: {opened.data}: belongs to another user\n"
    assert "2026-02-04-putin-xi" in done.stdout
    assert stat.S_IMODE(opened.state.stat().st_mode) == 0o700


async def test_the_screen_closes_them_and_says_what_stays_open(make_app: MakeApp, opened: Paths) -> None:
    given_away(opened.state / "drafts")
    async with make_app().run_test(size=(200, 30)) as pilot:
        for _ in range(200):
            await pilot.pause(0.05)
            foot = "".join(s.text for s in pilot.app.screen.query_one("#foot").render_line(0))
            if "not yours alone" in foot:
                break
        assert f"not yours alone: {opened.state / 'drafts'}" in foot
    assert not {m & 0o077 for p, m in modes(opened).items() if p != str(opened.state / "drafts")} - {0}


# -- the last resort ----------------------------------------------------------------------------------


@pytest.fixture
def unsaved(notes: NoteStore) -> Note:
    return replace(notes.new("talks", Anchor()), body="Not lost.")


@pytest.fixture
def shut_drafts(places: Paths) -> Drafts:
    """Drafts that take nothing: a file stands where their folder should be."""
    places.state.parent.mkdir(parents=True)
    places.state.write_text("in the way")
    return Drafts(places.state / "drafts")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files; nothing is to come there."""
    folder = tmp_path / "tmp"
    folder.mkdir(mode=0o1777)
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


def test_the_drafts_take_it(places: Paths, unsaved: Note) -> None:
    (path,) = rescue({unsaved.id: unsaved}, Drafts(places.state / "drafts"))
    assert path.parent == places.state / "drafts"


def test_else_the_home_folder(
    home: Path, unsaved: Note, shut_drafts: Drafts, temporary: Path, notes: NoteStore
) -> None:
    other = replace(notes.new("talks", Anchor()), body="Nor this.")
    paths = rescue({unsaved.id: unsaved, other.id: other}, shut_drafts)
    assert [p.parent for p in paths] == [home, home]
    assert [p.read_text().split()[-2:] for p in paths] == [["Not", "lost."], ["Nor", "this."]]
    assert {stat.S_IMODE(p.stat().st_mode) for p in paths} == {0o600}
    assert rescue({unsaved.id: unsaved}, shut_drafts)[0] not in paths, "over no other"
    assert list(temporary.iterdir()) == []


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path, shut_drafts: Drafts) -> Path:
    """The folder of the login session, where the home folder takes nothing: anybody may write there."""
    home.chmod(0o777)
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


def test_else_the_folder_of_the_session(
    session: Path, unsaved: Note, shut_drafts: Drafts, temporary: Path
) -> None:
    (path,) = rescue({unsaved.id: unsaved}, shut_drafts)
    assert path.parent == session and path.read_text().endswith("\nNot lost.\n")
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("how", ["open", "somebody else's", "a link", "gone"])
def test_not_where_others_may_be(
    session: Path, unsaved: Note, shut_drafts: Drafts, temporary: Path, how: str, home: Path
) -> None:
    if how == "open":
        session.chmod(0o755)
    elif how == "somebody else's":
        given_away(session)
    else:
        session.rename(session.with_name("another"))
        if how == "a link":
            session.symlink_to("another")
    with pytest.raises(BriefingError, match="no place takes the note: not a directory"):
        rescue({unsaved.id: unsaved}, shut_drafts)
    assert list(temporary.iterdir()) == []
    assert [p.name for p in home.iterdir() if p.is_file()] == []
