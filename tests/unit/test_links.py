"""Links in the user's own folders: nothing is written through one that leads out, nothing is lost, and it is
told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefing_tui.files import Linked, private_folder, stay_inside, write_atomically
from briefing_tui.library.cache import Cache
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, BriefingError, Card, Note
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.rescue import rescue
from briefing_tui.notes.saver import Saver
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.state import Position, State
from tests.keeping import keep_files as keep

SAYS = "nothing is written through a link; put what it leads to in its place"
FRANCE = "---\nside: france\nlanguage: en\n---\n\nThe President welcomed the trade with {}.\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


def moved_out(folder: Path, outside: Path) -> dict[str, bytes]:
    """Puts a link in the place of a folder, which lies outside from now on; gives what is in it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        outside.rmdir()
        folder.rename(outside)
    folder.symlink_to(outside)
    return content(outside)


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def write(store: NoteStore, body: str = "Old.") -> Note:
    return store.save(replace(store.new("talks", Anchor()), body=body))


# -- notes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["notes", "talks"])
def test_a_folder_of_notes_that_leads_out(notes: NoteStore, outside: Path, which: str) -> None:
    note = write(notes)
    trashed = write(notes, "Away.")
    notes.delete(trashed)
    link = notes.folder if which == "notes" else notes.folder / "talks"
    before = moved_out(link, outside)
    assert [n.body for n in notes.of("talks")] == ["Old."], "it is read"
    corrections = CorrectionStore(notes.folder)
    acts: list[Callable[[], object]] = [
        lambda: notes.save(replace(note, body="New.")),
        lambda: write(notes, "Another."),
        lambda: notes.put_back(note, b"x"),
        lambda: notes.delete(note),
        lambda: notes.restore(trashed),
        lambda: corrections.save(corrections.move("talks", Anchor(exact="x"), Card.ECONOMY)),
    ]
    for act in acts:
        with pytest.raises(BriefingError) as caught:
            act()
        assert str(caught.value).endswith(f": {SAYS}: {link}")
    assert content(outside) == before


def test_what_is_typed_then_is_among_the_drafts(notes: NoteStore, places: Paths, outside: Path) -> None:
    moved_out(notes.folder, outside)
    told: list[str] = []
    drafts = Drafts(places.state / "drafts")
    saver = Saver(notes, drafts, lambda _, problem: told.append(problem))
    saver.typed(replace(notes.new("talks", Anchor()), body="Not lost."))
    assert not saver.flush()
    assert told == [f"the note cannot be saved: {SAYS}: {notes.folder}"]
    assert [p.read_text().endswith("\nNot lost.\n") for p in drafts.folder.iterdir()] == [True]
    assert content(outside) == {}


def test_a_trash_that_leads_out(notes: NoteStore, outside: Path) -> None:
    note = write(notes)
    moved_out(notes.folder / ".trash", outside)
    with pytest.raises(BriefingError, match=SAYS):
        notes.delete(note)
    assert [n.id for n in notes.of("talks")] == [note.id]
    assert content(outside) == {}


@pytest.mark.parametrize("far", [True, False])
def test_the_file_of_a_note_that_is_a_link(notes: NoteStore, outside: Path, far: bool) -> None:
    """Saved in its place it would become a file of its own, and what it leads to would stay behind."""
    note = write(notes)
    path = notes.path(note)
    target = (outside if far else path.parent) / "target"
    path.rename(target)
    path.symlink_to(target)
    before = target.read_bytes()
    assert [n.body for n in notes.of("talks")] == ["Old."]
    assert notes.save(note) == note, "nothing edited, nothing said"
    for act in (lambda: notes.save(replace(note, body="New.")), lambda: notes.put_back(note, b"x")):
        with pytest.raises(BriefingError) as caught:
            act()
        assert str(caught.value) == f"the note cannot be saved: {SAYS}: {path}"
    assert path.is_symlink() and target.read_bytes() == before
    assert [p.name for p in path.parent.iterdir() if p != target] == [path.name]
    notes.delete(note)  # the link itself goes, and comes back
    assert target.read_bytes() == before
    notes.restore(note)
    assert path.is_symlink()


def test_the_time_of_what_a_link_leads_to_is_left_alone(notes: NoteStore, outside: Path) -> None:
    note = write(notes)
    path = notes.path(note)
    path.rename(outside / "target")
    path.symlink_to(outside / "target")
    before = (outside / "target").stat().st_mtime_ns
    notes.delete(note)
    assert (outside / "target").stat().st_mtime_ns == before


def test_a_whole_data_folder_on_another_disk_and_links_within_it(
    notes: NoteStore, places: Paths, outside: Path
) -> None:
    note = write(notes)
    (places.data / "by date").mkdir()
    (notes.folder / "talks").rename(places.data / "by date" / "talks")
    (notes.folder / "talks").symlink_to(places.data / "by date" / "talks")
    outside.rmdir()
    places.data.rename(outside)
    places.data.symlink_to(outside)
    (notes.folder / "talks").unlink()
    (notes.folder / "talks").symlink_to("../by date/talks")
    assert notes.save(replace(note, body="New.")).id == note.id
    assert [n.body for n in notes.of("talks")] == ["New."]
    notes.delete(note)
    notes.restore(note)


def test_restricted_reads_through_no_link_that_leads_out(places: Paths, outside: Path) -> None:
    notes = NoteStore(places.notes, places.data)
    note = write(notes)
    path = notes.path(note)
    path.rename(outside / "target")
    path.symlink_to(outside / "target")
    (path.parent / "c.correction.md").symlink_to(outside / "target")
    (read,) = notes.of("talks")
    assert read.body == "" and read.problem.endswith(
        f"leads out of its folder; put the file itself there: {path}"
    )
    with pytest.raises(BriefingError, match="leads out of its folder"):
        notes.content(note)
    with pytest.raises(BriefingError, match="leads out of its folder"):
        notes.save(replace(note, body="New."))
    (correction,) = CorrectionStore(places.notes, places.data).of("talks")
    assert "leads out of its folder" in correction.problem
    path.unlink()
    (path.parent / "target").write_bytes((outside / "target").read_bytes())
    path.symlink_to("target")
    assert [n.body for n in notes.of("talks")] == ["Old."], "a link within"


# -- state, drafts, cache -----------------------------------------------------------------------------


def test_drafts_that_lead_out(notes: NoteStore, places: Paths, outside: Path, home: Path) -> None:
    moved_out(places.state / "drafts", outside)
    drafts = Drafts(places.state / "drafts")
    note = replace(notes.new("talks", Anchor()), body="Not lost.")
    with pytest.raises(Linked):
        drafts.keep(note.id, note)
    drafts.opened(note.id, note)
    (path,) = rescue({note.id: note}, drafts)
    assert path.parent == home
    assert content(outside) == {}


def test_a_draft_that_is_a_link_is_not_followed(places: Paths, outside: Path) -> None:
    drafts = Drafts(places.state / "drafts")
    drafts.folder.mkdir(parents=True)
    (outside / "secret").write_text("---\ndraft: {note: a, brief: talks, whole: true}\n---\nsecret\n")
    (drafts.folder / "x.draft.md").symlink_to(outside / "secret")
    (draft,) = drafts.left()
    assert "leads out of its folder" in draft.note.problem and "secret" not in draft.note.body


@pytest.mark.parametrize("name", ["state.json", "state.lock"])
def test_a_state_that_is_a_link(places: Paths, outside: Path, name: str) -> None:
    (outside / "file").write_text("{}")
    places.state.mkdir(parents=True)
    (places.state / name).symlink_to(outside / "file")
    state = State(places.state)
    state.keep("talks", Position(card="economy"))
    state.save()
    assert (places.state / name).is_symlink()
    assert content(outside) == {"file": b"{}"}
    assert state.position("talks").card == "economy"


def test_an_entry_of_the_cache_that_is_a_link(places: Paths, outside: Path) -> None:
    cache = Cache(places.cache)
    cache.put("key", "now", [1])
    path = cache._path("key")
    path.rename(outside / "file")
    path.symlink_to(outside / "file")
    before = content(outside)
    assert cache.get("key", "now") is None
    cache.put("key", "now", [2])
    assert content(outside) == before


# -- the library --------------------------------------------------------------------------------------


def readout(folder: Path, words: str) -> Path:
    path = folder / "text.md"
    path.write_text(FRANCE.format(words))
    return path


@pytest.mark.parametrize("which", ["briefs", "talks", "revisions"])
def test_a_folder_of_briefs_that_leads_out(
    shelf: Shelf, places: Paths, tmp_path: Path, outside: Path, which: str
) -> None:
    own = places.data / "briefs"
    keep(shelf, [readout(tmp_path, "Germany")], brief_id="talks")
    link = {"briefs": own, "talks": own / "talks", "revisions": own / "talks" / "revisions"}[which]
    before = moved_out(link, outside)
    texts = content(own / "talks")
    with pytest.raises(BriefingError) as caught:
        keep(shelf, [readout(tmp_path, "Germany and Italy")], brief_id="talks")
    assert str(caught.value) == f"{link}: cannot be written: {SAYS}"
    assert content(outside) == before
    assert content(own / "talks") == texts


def test_a_readout_that_is_a_link_is_not_replaced(shelf: Shelf, places: Paths, tmp_path: Path) -> None:
    folder = keep(shelf, [readout(tmp_path, "Germany")], brief_id="talks").folder
    (folder / "france.en.md").rename(folder / "real")
    (folder / "france.en.md").symlink_to("real")
    before = content(folder)
    with pytest.raises(BriefingError) as caught:
        keep(shelf, [readout(tmp_path, "Germany and Italy")], brief_id="talks")
    assert str(caught.value) == f"{folder / 'france.en.md'}: cannot be written: {SAYS}"
    assert content(folder) == before
    assert (folder / "france.en.md").is_symlink()


def test_a_library_that_is_named_may_be_a_link(places: Paths, tmp_path: Path, outside: Path) -> None:
    (tmp_path / "library").symlink_to(outside)
    done = keep(Shelf(places, tmp_path / "library"), [readout(tmp_path, "Germany")], brief_id="talks")
    assert sorted(content(outside)) == ["talks/brief.md", "talks/france.en.md"]
    assert done.folder == tmp_path / "library" / "talks"


# -- the rule itself ----------------------------------------------------------------------------------


def test_a_link_that_leads_nowhere_yet_leads_out(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a").symlink_to("../nowhere/yet")
    for path in (root / "a", root / "a" / "b" / "c"):
        with pytest.raises(Linked) as caught:
            private_folder(path, root)
        assert caught.value.filename == str(root / "a")
    assert not (tmp_path / "nowhere").exists()
    (root / "b").symlink_to("b")  # to itself
    stay_inside(root, root / "b")
    with pytest.raises(OSError):
        write_atomically(root / "b" / "file", "x")
