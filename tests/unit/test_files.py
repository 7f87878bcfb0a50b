"""Writing over a file that others may write too: nothing of theirs goes, on any kind of file system."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui import files
from briefing_tui.files import digest, replace_known

OURS, KNOWN, THEIRS = "ours\n", "known\n", "theirs\n"


def _without_exchange(_a: Path, path: Path) -> None:
    """As the system says it where it cannot exchange: on NFS; a name that is not there is told first."""
    raise OSError(errno.EINVAL, "Invalid argument")


@pytest.fixture(params=["exchange", "step aside"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "step aside":
        monkeypatch.setattr(files, "_swap", _without_exchange)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.is_file())


def put(folder: Path) -> bool:
    return replace_known(folder / "note", OURS, digest(KNOWN.encode()), folder / "copy")


def test_the_known_file_goes(folder: Path) -> None:
    (folder / "note").write_text(KNOWN)
    assert put(folder)
    assert (folder / "note").read_text() == OURS
    assert names(folder) == ["note"]
    assert (folder / "note").stat().st_mode & 0o777 == 0o600


def test_another_one_is_kept_under_the_name_for_it(folder: Path) -> None:
    (folder / "note").write_text(THEIRS)
    assert not put(folder)
    assert (folder / "note").read_text() == OURS
    assert (folder / "copy").read_text() == THEIRS
    assert names(folder) == ["copy", "note"]


def test_where_there_is_none_it_is_made(folder: Path) -> None:
    assert put(folder)
    assert names(folder) == ["note"]


def test_a_file_that_came_to_an_empty_place_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_swap", _nothing_there)
    (folder / "note").write_text(THEIRS)
    with pytest.raises(FileExistsError):
        put(folder)
    assert (folder / "note").read_text() == THEIRS
    assert names(folder) == ["note"]


def _nothing_there(_a: Path, _b: Path) -> None:
    raise FileNotFoundError(errno.ENOENT, "No such file or directory")


def test_on_a_full_disk_everything_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exchange is done, the name for the copy cannot be made: theirs goes back to its name."""
    (tmp_path / "note").write_text(THEIRS)
    rename: Callable[[Path, Path], Path] = Path.rename

    def full(self: Path, target: Path) -> Path:
        if Path(target).name == "copy":
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space left"):
        put(tmp_path)
    assert (tmp_path / "note").read_text() == THEIRS
    assert names(tmp_path) == ["note"]


def test_this_system_exchanges(tmp_path: Path) -> None:
    """Not a matter of course: if it does not, the tests above have tried the other way twice."""
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("a")
    b.write_text("b")
    try:
        files._swap(a, b)
    except OSError as error:
        pytest.skip(f"no exchange here: {error}")
    assert (a.read_text(), b.read_text()) == ("b", "a")
