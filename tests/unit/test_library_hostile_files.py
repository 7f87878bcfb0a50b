"""Files and folders of others: nothing blocks, fills the memory, or leads out of its folder."""

from __future__ import annotations

import errno
import os
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from briefing_tui.desk import Desk
from briefing_tui.files import MAX_BYTES, Unfit, read_ordinary
from briefing_tui.library import layout, revisions
from briefing_tui.library.cache import Cache
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, BriefingError
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.store import NoteStore
from briefing_tui.reading.unsafe import reason
from briefing_tui.settings import themes
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.state import State
from tests.keeping import keep_files as keep

T = TypeVar("T")
BRIEF = "---\ntitle: Talks\ndate: 2031-01-01\n---\n"
FRANCE = "---\nside: france\nlanguage: en\n---\n\nThe President welcomed the trade with Germany.\n"
SECRET = "---\nside: germany\nlanguage: en\n---\n\nThe words of a file that lies elsewhere.\n"
HUGE = 10 * 1024**3


def soon(act: Callable[[], T]) -> T:
    """What ``act`` gives; fails where it waits for something instead of giving it."""
    done: list[T] = []
    failed: list[BriefingError | OSError | MemoryError] = []

    def run() -> None:
        try:
            done.append(act())
        except (BriefingError, OSError, MemoryError) as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive(), "it waits"
    if failed:
        raise failed[0]
    return done[0]


def fifo(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o666 | 0o020000, os.makedev(1, 5))  # /dev/zero: it never ends
    except PermissionError:
        pytest.skip("no device can be made here")


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket is limited
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(HUGE)


def a_folder(path: Path) -> None:
    path.mkdir()


KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "FIFO": (fifo, "is no ordinary file"),
    "device": (device, "is no ordinary file"),
    "socket": (a_socket, "is no ordinary file"),
    "10 GB": (sparse, "is larger than 10 MB"),
    "folder": (a_folder, "is a folder"),
}


@pytest.fixture(autouse=True)
def little_memory() -> Iterator[None]:
    """Less than a file of 10 GB takes: a program that reads one fails here, and not the machine."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (4 * 1024**3, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.fixture(params=KINDS)
def put(request: pytest.FixtureRequest) -> tuple[Callable[[Path], None], str]:
    """Makes what is no readout at a path; and what is said of it."""
    return KINDS[request.param]


@pytest.fixture
def brief(places: Paths) -> Path:
    """A brief of the shared library."""
    folder = places.site_data / "briefs" / "talks"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text(BRIEF)
    (folder / "france.en.md").write_text(FRANCE)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere" / "secret.md"
    path.parent.mkdir()
    path.write_text(SECRET)
    return path


def problem(shelf: Shelf, brief_id: str = "talks") -> str:
    """What the library says of the brief, which is what opening it says."""
    (entry,) = soon(lambda: [e for e in shelf.entries() if e.id == brief_id])
    if entry.problem:
        with pytest.raises(BriefingError) as caught:
            soon(lambda: shelf.open(brief_id))
        assert str(caught.value) == entry.problem
        assert "\n" not in entry.problem
    return entry.problem


# -- a brief's folder --------------------------------------------------------------------------------


def test_what_is_no_file_of_text_makes_a_broken_brief_and_no_more(
    shelf: Shelf, brief: Path, put: tuple[Callable[[Path], None], str]
) -> None:
    make, says = put
    make(brief / "germany.en.md")
    assert problem(shelf).startswith(f"{brief / 'germany.en.md'}: {says}")
    assert not [e for e in shelf.entries() if e.problem and e.id != "talks"]


def test_a_brief_file_that_is_none(
    shelf: Shelf, brief: Path, put: tuple[Callable[[Path], None], str]
) -> None:
    make, says = put
    (brief / "brief.md").unlink()
    make(brief / "brief.md")
    if says == "is larger than 10 MB":
        assert says in problem(shelf)
    else:
        assert "talks" not in {e.id for e in soon(shelf.entries)}, "no brief at all"


@pytest.mark.parametrize("name", ["germany.en.md", "brief.md"])
@pytest.mark.parametrize("way", ["absolute", "relative", "by a folder"])
def test_a_link_out_of_the_briefs_folder_is_refused(
    shelf: Shelf, brief: Path, elsewhere: Path, name: str, way: str
) -> None:
    target = elsewhere if way == "absolute" else Path("../../../../elsewhere/secret.md")
    if way == "by a folder":
        (brief / "sub").symlink_to(elsewhere.parent)
        target = Path("sub/secret.md")
    (brief / name).unlink(missing_ok=True)
    (brief / name).symlink_to(target)
    assert (brief / name).read_text() == SECRET
    assert problem(shelf).startswith(f"{brief / name}: is a link that leads out of its folder")


def test_a_link_within_the_briefs_folder_is_a_file_like_others(shelf: Shelf, brief: Path) -> None:
    (brief / "notes.rst").write_text(SECRET)
    (brief / "germany.en.md").symlink_to("notes.rst")
    assert not problem(shelf)
    assert [r.side for r in shelf.open("talks").readouts] == ["france", "germany"]


def test_a_brief_given_by_its_path(brief: Path, elsewhere: Path, tmp_path: Path) -> None:
    """The path may be a link, for the person has named it. What lies there may not lead out."""
    (tmp_path / "named").symlink_to(brief)
    assert Desk().brief([str(tmp_path / "named")]).title == "Talks"
    (brief / "germany.en.md").symlink_to(elsewhere)
    with pytest.raises(BriefingError, match="leads out of its folder"):
        Desk().brief([str(tmp_path / "named")])


def test_more_files_than_a_brief_can_have(shelf: Shelf, brief: Path) -> None:
    for i in range(layout.MOST + 1):
        (brief / f"{i}.bin").touch()
    assert problem(shelf) == f"{brief}: cannot be read: more than 1000 files"


def test_files_that_are_too_much_together(shelf: Shelf, brief: Path) -> None:
    for i in range(3):
        with (brief / f"{i}.txt").open("wb") as file:
            file.truncate(MAX_BYTES)
    assert problem(shelf) == f"{brief}: its files are larger than 20 MB together"


def test_a_deep_tree_is_not_gone_down(shelf: Shelf, brief: Path) -> None:
    deep = brief / "deeper"
    deep.mkdir()
    here = Path.cwd()
    try:
        os.chdir(deep)
        for _ in range(2000):  # deeper than any path can name
            Path("deeper").mkdir()
            os.chdir("deeper")
    finally:
        os.chdir(here)
    try:
        assert not problem(shelf)
    finally:
        subprocess.run(["rm", "-rf", deep], check=True)  # what pytest itself cannot clear away


def test_a_name_that_no_folder_of_notes_can_have(shelf: Shelf, brief: Path) -> None:
    """One byte in the library, three where it is shown: no note could be kept."""
    brief.rename(brief.with_name("\x1b" * 250))
    (entry,) = [e for e in shelf.entries() if e.problem]
    assert "a brief cannot have that name" in entry.problem
    assert entry.problem.isprintable()


@pytest.mark.parametrize("where", ["shared", "library"])
def test_a_folder_that_is_a_link_out_of_the_library(
    places: Paths, brief: Path, tmp_path: Path, where: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    brief.rename(elsewhere)
    library = brief.parent if where == "shared" else tmp_path / "library"
    library.mkdir(exist_ok=True)
    (library / "talks").symlink_to(elsewhere)
    said = problem(Shelf(places, None if where == "shared" else library))
    assert said == f"{library / 'talks'}: is a link that leads out of the library; it is not followed"


def test_the_users_own_library_may_have_a_brief_elsewhere(
    shelf: Shelf, places: Paths, brief: Path, tmp_path: Path
) -> None:
    brief.rename(tmp_path / "elsewhere")
    own = places.data / "briefs"
    own.mkdir(parents=True)
    (own / "talks").symlink_to(tmp_path / "elsewhere")
    assert not problem(shelf)
    # A link of others to it hides nothing of it, whichever library comes last.
    library = tmp_path / "library"
    library.mkdir()
    (library / "talks").symlink_to(own / "talks")
    assert Shelf(places, library).open("talks").folder == str(own / "talks")


def test_the_users_own_texts_may_lie_elsewhere(shelf: Shelf, places: Paths, elsewhere: Path) -> None:
    mine = places.data / "briefs" / "mine"
    mine.mkdir(parents=True)
    (mine / "brief.md").write_text(BRIEF)
    (mine / "germany.en.md").symlink_to(elsewhere)
    assert not problem(shelf, "mine")
    (readout,) = shelf.open("mine").readouts
    assert "lies elsewhere" in readout.body[0].text
    new = elsewhere.with_name("france.md")
    new.write_text(FRANCE)
    keep(shelf, [new], brief_id="mine")
    assert {r.side for r in shelf.open("mine").readouts} == {"germany", "france"}
    with pytest.raises(BriefingError, match="leads out of its folder"):
        Desk().brief([str(mine)])


def test_a_link_to_a_folder_deeper_in_the_library(places: Paths, brief: Path) -> None:
    library = brief.parent
    (library / "archive").mkdir()
    brief.rename(library / "archive" / "deep")
    (library / "latest").symlink_to("archive/deep")
    assert not problem(Shelf(places), "latest")


def test_two_briefs_of_one_id_are_compared_without_reading_what_is_none(
    shelf: Shelf, places: Paths, brief: Path
) -> None:
    mine = places.data / "briefs" / "talks"
    mine.mkdir(parents=True)
    (mine / "brief.md").write_text(BRIEF)
    (mine / "france.en.md").write_text(FRANCE)
    fifo(brief / "x.md")
    sparse(brief / "y.md")
    soon(shelf.entries)


def test_a_folder_of_earlier_texts_that_is_a_link(shelf: Shelf, brief: Path, elsewhere: Path) -> None:
    (brief / "revisions").symlink_to(elsewhere.parent)
    with pytest.raises(BriefingError, match="revisions: cannot be read: is a link"):
        revisions.history(brief)


def test_an_earlier_text_that_is_none(brief: Path, elsewhere: Path) -> None:
    (brief / "revisions").mkdir()
    texts = [brief / "revisions" / f"france.en.2026010{day}T000000Z.md" for day in (1, 2, 3)]
    fifo(texts[0])
    sparse(texts[1])
    texts[2].symlink_to(elsewhere)
    history = revisions.history(brief)
    assert [earlier.path for earlier in history] == texts
    for earlier in history:
        with pytest.raises(BriefingError):
            soon(earlier.read)


@pytest.mark.parametrize("code", [errno.ESTALE, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("where", ["library", "brief", "file"])
def test_a_disk_of_others_that_fails(
    shelf: Shelf, brief: Path, monkeypatch: pytest.MonkeyPatch, code: int, where: str
) -> None:
    """As NFS does it, from one moment to the next, while the brief is open."""
    seen, opened = shelf.look(), shelf.open("talks")
    at = shelf.look_at(opened)
    bad = {"library": brief.parent, "brief": brief, "file": brief / "brief.md"}[where]

    def failing(real: Callable[..., object]) -> Callable[..., object]:
        def act(path: object, *args: object, **more: object) -> object:
            if isinstance(path, str | Path) and Path(path).is_relative_to(bad):
                raise OSError(code, os.strerror(code), str(path))
            return real(path, *args, **more)

        return act

    for name in ("stat", "lstat", "scandir", "listdir", "open"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    broken = [e for e in shelf.entries() if e.problem]
    assert [e.id for e in broken] == ["shared" if where == "library" else "talks"]
    assert broken[0].problem.endswith(f": cannot be read: {reason(OSError(code, os.strerror(code)))}")
    with pytest.raises(BriefingError):
        shelf.open("talks")
    assert shelf.look_at(opened) is None is not at
    assert where != "library" or shelf.look() != seen
    if where != "file":
        with pytest.raises(BriefingError, match="cannot be read"):
            revisions.history(brief)


# -- files that are named -----------------------------------------------------------------------------


def test_what_is_named_on_the_command_line(
    shelf: Shelf, tmp_path: Path, put: tuple[Callable[[Path], None], str]
) -> None:
    make, says = put
    make(tmp_path / "x.txt")
    for act in (lambda: shelf.open_files([tmp_path / "x.txt"]), lambda: keep(shelf, [tmp_path / "x.txt"])):
        with pytest.raises(BriefingError, match=says):
            soon(act)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"x" * 100)
    real = os.fstat

    def grown(handle: int) -> os.stat_result:
        about = real(handle)
        with path.open("ab") as file:
            file.truncate(HUGE)
        return about

    monkeypatch.setattr(os, "fstat", grown)
    with pytest.raises(Unfit, match="larger than"):
        soon(lambda: read_ordinary(path))


def test_a_file_whose_size_is_not_told() -> None:
    stat = Path("/proc/self/stat")
    if not stat.exists():
        pytest.skip("no /proc here")
    assert read_ordinary(stat).split()[0] == str(os.getpid()).encode()


# -- the user's own files -----------------------------------------------------------------------------


def test_a_note_that_is_none(notes: NoteStore, put: tuple[Callable[[Path], None], str]) -> None:
    make, says = put
    note = notes.save(notes.new("talks", Anchor()))
    make(notes.folder / "talks" / "a.md")
    told = {n.id: n.problem for n in soon(lambda: notes.of("talks"))}
    assert told == {note.id: "", "a": f"cannot be read: {says}: {notes.folder / 'talks' / 'a.md'}"}


def test_a_draft_that_is_none_does_not_hold_the_start(
    places: Paths, put: tuple[Callable[[Path], None], str]
) -> None:
    make, says = put
    drafts = Drafts(places.state / "drafts")
    drafts.folder.mkdir(parents=True)
    make(drafts.folder / "x.draft.md")
    (draft,) = soon(drafts.left)
    assert says in draft.note.problem


def test_a_state_and_a_cache_that_are_none(places: Paths, put: tuple[Callable[[Path], None], str]) -> None:
    make, _ = put
    places.state.mkdir(parents=True)
    make(places.state / "state.json")
    assert soon(lambda: State(places.state)).last_brief == ""
    cache = Cache(places.cache)
    places.cache.mkdir(parents=True)
    make(cache._path("key"))
    assert soon(lambda: cache.get("key", "signature")) is None


def test_themes_and_words_that_are_none(places: Paths, put: tuple[Callable[[Path], None], str]) -> None:
    make, says = put
    for folder in ("themes", "lexicon"):
        (places.config / folder).mkdir(parents=True)
    make(places.config / "themes" / "mine.toml")
    make(places.config / "lexicon" / "cards.toml")
    if says != "is a folder":
        with pytest.raises(BriefingError):
            soon(lambda: themes.find("mine", themes.folders(places.bundled, places.config)))
    with pytest.raises(OSError, match=says):
        soon(Desk().use_own_words)


def test_an_earlier_export_that_is_none(brief: Path, tmp_path: Path) -> None:
    sparse(tmp_path / "old.md")
    command = [
        sys.executable,
        "-m",
        "briefing_tui",
        "export",
        str(brief),
        "--addendum",
        str(tmp_path / "old.md"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (
        1, f"briefing: {tmp_path / 'old.md'}: is larger than 10 MB; a readout is a page or two\n",
    )  # fmt: skip
