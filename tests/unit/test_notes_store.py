"""Notes on disk: what was written comes back, is the user's alone, and is never lost to another writer."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui import files
from briefing_tui.model import Anchor, BriefingError, Card, Note
from briefing_tui.notes import notefile
from briefing_tui.notes.store import NoteStore

ANCHOR = Anchor(Card.ECONOMY, "russia", "ru", 3, "Рост на 5%: «да»\nнет", "до ", " после", "ab" * 32)


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def write(store: NoteStore, body: str = "A thought. #trade", brief: str = "talks") -> Note:
    return store.save(replace(store.new(brief, ANCHOR), body=body))


def path_of(store: NoteStore, note: Note) -> Path:
    return store.folder / note.brief / f"{note.id}.md"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_round_trip(notes: NoteStore) -> None:
    note = replace(
        notes.new("talks", ANCHOR), body="Первая мысль.\n\n- 细节 #торговля #a/b", confidence="high"
    )
    saved = notes.save(note)
    (read,) = NoteStore(notes.folder).of("talks")
    assert read == saved
    assert (read.anchor, read.body, read.confidence) == (ANCHOR, note.body, "high")
    assert read.tags == ("торговля", "a/b")
    assert read.created == note.created


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=80).filter(lambda t: "\x00" not in t),
    st.text(max_size=40),
    st.dictionaries(
        st.text("abcxyz", min_size=4), st.none() | st.integers() | st.text(max_size=20), max_size=3
    ),
)
def test_what_is_read_is_written_again(body: str, exact: str, extra: dict[str, object]) -> None:
    note = Note(
        "1",
        "talks",
        "2026-01-01",
        "2026-01-01",
        "me",
        replace(ANCHOR, exact=exact),
        body,
        extra=tuple(extra.items()),
    )
    once = notefile.parse(notefile.dump(note), "1", "talks", "x")
    assert once.problem == ""
    assert dict(once.extra) == extra
    assert notefile.parse(notefile.dump(once), "1", "talks", "x") == once


def test_halves_of_characters_do_not_stop_a_save(notes: NoteStore) -> None:
    write(notes, "before \ud83d after")
    (read,) = notes.of("talks")
    assert read.body == "before \N{REPLACEMENT CHARACTER} after"


def test_a_thousand_ids_sort_and_differ(notes: NoteStore) -> None:
    ids = [notes.new("talks", Anchor()).id for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert [i.split("-")[0] for i in ids] == sorted(i.split("-")[0] for i in ids)
    assert all(Path(i).name == i and i.isascii() for i in ids)


@pytest.mark.usefixtures("open_umask")
def test_the_users_alone(notes: NoteStore) -> None:
    note = write(notes)
    assert mode(path_of(notes, note)) == 0o600
    folder = path_of(notes, note).parent
    assert [mode(f) for f in (folder, folder.parent, folder.parent.parent)] == [0o700] * 3
    notes.delete(note)
    assert mode(notes.folder / ".trash") == 0o700


def test_no_temporary_file_is_left(notes: NoteStore) -> None:
    note = write(notes)
    notes.save(replace(note, body="Again."))
    assert [p.name for p in (notes.folder / "talks").iterdir()] == [f"{note.id}.md"]


def test_a_failing_write_leaves_the_old_file(notes: NoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    note = write(notes)
    before = path_of(notes, note).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(BriefingError, match=r"cannot be saved.*no space left"):
            notes.save(replace(note, body="New."))
    assert path_of(notes, note).read_bytes() == before
    assert [p.name for p in (notes.folder / "talks").iterdir()] == [f"{note.id}.md"]
    assert notes.save(replace(note, body="New.")).id == note.id


def test_keys_that_are_not_ours_survive(notes: NoteStore) -> None:
    note = write(notes)
    path = path_of(notes, note)
    path.write_text(
        path.read_text().replace("---\n", "---\naliases: [x, y]\nrating: 5\ndue: 2026-03-01\n", 1)
    )
    (read,) = notes.of("talks")
    notes.save(replace(read, body="Changed."))
    text = path.read_text()
    assert "rating: 5\n" in text
    assert "due: 2026-03-01\n" in text
    assert "aliases: [x, y]\n" in text, "as it was written"
    assert text.endswith("\nChanged.\n")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"---\nid: [\n---\n\nMy thought.\n", "not valid YAML"),
        (b"---\nid: 1\nid: 2\n---\n\nMy thought.\n", "twice"),
        (b"---\n- a list\n---\n\nMy thought.\n", "not a list of"),
        (b"My \xff thought.\n", "not UTF-8"),
    ],
)
def test_a_broken_note_is_shown_and_not_rewritten(notes: NoteStore, data: bytes, says: str) -> None:
    good = write(notes)
    path = notes.folder / "talks" / "0broken.md"
    path.write_bytes(data)
    broken, other = notes.of("talks")
    assert other == good
    assert says in broken.problem
    assert str(path) in broken.problem
    assert "My" in broken.body or "UTF-8" in says
    with pytest.raises(BriefingError, match=says):
        notes.save(replace(broken, body="Overwritten."))
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "data", [b"---\nid: [\n---\n\nTheirs.\n", b"---\nid: 1\nid: 2\n---\n", b"Theirs \xff.\n"]
)
def test_a_file_that_others_broke_is_not_rewritten(notes: NoteStore, data: bytes) -> None:
    """The editor goes on with the text that it had, over the file as it is now."""
    note = write(notes, "Mine.")
    path = path_of(notes, note)
    path.write_bytes(data)
    (broken,) = notes.of("talks")
    ours = notes.save(replace(note, body="Mine, longer.", etag=broken.etag or files.digest(data)))
    assert path.read_bytes() == data
    assert ours.conflict_of == note.id
    assert [n for n in notes.of("talks") if not n.problem] == [ours]
    assert (ours.body, ours.anchor) == ("Mine, longer.", note.anchor)
    assert notes.save(replace(ours, body="Mine, still longer.")).id == ours.id


def test_odd_anchors_do_not_break_a_note(notes: NoteStore) -> None:
    folder = notes.folder / "talks"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("---\nanchor: [1]\ncreated: 2026-01-02T03:04:05Z\n---\nText.")
    (folder / "b.md").write_text("---\nanchor: {card: sports, paragraph: two, exact: 5}\n---\nText.")
    (folder / "c.md").write_text("No front matter.")
    a, b, c = notes.of("talks")
    assert a.anchor == Anchor()
    assert a.created.startswith("2026-01-02T03:04:05")
    assert b.anchor == Anchor(exact="5")
    assert (c.body, c.problem) == ("No front matter.", "")


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_other_editors_newlines(notes: NoteStore, newline: str, start: str) -> None:
    note = write(notes, "One.\n\nTwo.")
    path = path_of(notes, note)
    path.write_bytes((start + path.read_text().replace("\n", newline)).encode())
    (read,) = notes.of("talks")
    assert replace(read, etag=note.etag) == note
    assert notes.save(read).id == note.id, "no conflict: it is the file that was read"


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("#one two #three", ("one", "three")),
        ("#same and #same", ("same",)),
        ("# Heading and C# and a#b and &#39; and /#x", ()),
        ("#война #协调 #new-start #a/b #a_b.", ("война", "协调", "new-start", "a/b", "a_b")),
        ("#1 #2026", ()),
    ],
)
def test_tags(body: str, tags: tuple[str, ...]) -> None:
    assert notefile.tags_in(body) == tags


def test_delete_and_restore(notes: NoteStore) -> None:
    note = write(notes)
    before = path_of(notes, note).read_bytes()
    notes.delete(note)
    assert notes.of("talks") == []
    assert notes.counts() == {}
    notes.restore(note)
    assert path_of(notes, note).read_bytes() == before
    assert notes.save(replace(note, body="Again.")).id == note.id
    notes.delete(note)
    with pytest.raises(BriefingError, match="no longer there"):
        notes.delete(note)


def test_the_trash_keeps_both_of_one_id(notes: NoteStore) -> None:
    note = write(notes, "First.")
    notes.delete(note)
    notes.delete(notes.save(replace(note, body="Written again.", etag="")))
    kept = [p.read_text().split("---\n\n")[1] for p in (notes.folder / ".trash" / "talks").iterdir()]
    assert sorted(kept) == ["First.\n", "Written again.\n"]
    notes.restore(note)
    assert [n.body for n in notes.of("talks")] == ["Written again."]


def test_a_file_that_comes_between_looking_and_writing(
    notes: NoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another session writes in the very moment: its text becomes the copy, ours has the name."""
    note = write(notes, "Mine.")
    path = path_of(notes, note)
    real = files.replace_known

    def late(target: Path, text: str, known: str, aside: Path) -> bool:
        path.write_text(path.read_text().replace("Mine.", "Theirs."))
        return real(target, text, known, aside)

    monkeypatch.setattr("briefing_tui.notes.store.replace_known", late)
    notes.save(replace(note, body="Mine, longer."))
    mine, theirs = notes.of("talks")
    assert (mine.id, mine.body) == (note.id, "Mine, longer.")
    assert (theirs.conflict_of, theirs.body) == (note.id, "Theirs.")


def test_the_same_words_of_two_sessions_are_no_conflict(notes: NoteStore) -> None:
    note = write(notes, "First.")
    other = NoteStore(notes.folder)
    other.save(replace(note, body="Both."))
    saved = notes.save(replace(note, body="Both."))
    assert saved.id == note.id
    assert [n.body for n in notes.of("talks")] == ["Both."]


def test_the_reason_comes_first_and_the_path_last(notes: NoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The foot of the screen cuts the end of a line."""
    note = write(notes)
    path, trashed = path_of(notes, note), notes.folder / ".trash" / "talks" / f"{note.id}.md"
    trashed.parent.parent.write_text("in the way")
    with pytest.raises(BriefingError) as caught:
        notes.delete(note)
    assert str(caught.value) == f"cannot be moved: not a directory: {path}"
    trashed.parent.parent.unlink()
    notes.delete(note)
    with pytest.raises(BriefingError) as caught:
        notes.delete(note)
    assert str(caught.value) == f"the note is no longer there: {path}"
    path.mkdir()
    with pytest.raises(BriefingError) as caught:
        notes.restore(note)
    assert str(caught.value) == f"there is such a note again: {path}"
    assert notes.of("talks")[0].problem == f"cannot be read: is a folder: {path}"
    path.rmdir()
    path.write_bytes(b"\xff")
    assert notes.of("talks")[0].problem == f"is not UTF-8: {path}"

    def closed(self: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", closed)
    with pytest.raises(BriefingError) as caught:
        notes.delete(note)
    assert str(caught.value) == f"cannot be read: permission denied: {path}"
    read = notes.get("talks", note.id)
    assert read is not None
    assert read.problem, "whether it is there cannot be told: reading it says why"


def test_no_notes_yet_is_no_problem(notes: NoteStore) -> None:
    assert (notes.problem(), notes.problem("talks")) == ("", "")
    write(notes)
    (notes.folder / "readme.md").write_text("A file of the user's.")
    (notes.folder / "empty").mkdir()
    assert (notes.problem(), notes.problem("talks"), notes.problem("another")) == ("", "", "")


def test_a_folder_that_cannot_be_read_is_told(notes: NoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    notes.folder.parent.mkdir(parents=True)
    notes.folder.write_text("in the way")
    assert notes.problem() == f"the notes cannot be read: not a directory: {notes.folder}"
    assert notes.problem("talks") == notes.problem()
    notes.folder.unlink()
    notes.folder.symlink_to("disk that is not at hand")
    assert notes.problem() == f"the notes cannot be read: no such file or directory: {notes.folder}"
    notes.folder.unlink()
    notes.folder.mkdir()
    (notes.folder / "talks").write_text("in the way")
    assert notes.problem("talks") == f"the notes cannot be read: not a directory: {notes.folder / 'talks'}"
    write(notes, brief="another")
    real = Path.iterdir

    def closed(self: Path) -> Iterator[Path]:
        if self.name == "another":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", closed)
    assert notes.problem() == f"the notes cannot be read: permission denied: {notes.folder / 'another'}"
    assert notes.problem("talks") == f"the notes cannot be read: not a directory: {notes.folder / 'talks'}"


def test_a_folder_that_lists_but_does_not_open_is_told(
    notes: NoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readable, but not to be entered: the names are there, the files are not."""
    write(notes)

    def closed(self: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "lstat", closed)
    assert notes.problem() == f"the notes cannot be read: permission denied: {notes.folder}"


def test_a_link_that_leads_nowhere_hides_no_change(notes: NoteStore) -> None:
    note = write(notes)
    for name in ("0", "m", "z"):
        (notes.folder / "talks" / f"{name}.md").symlink_to("nowhere")
    before = notes.signature("talks")
    notes.save(replace(note, body="Longer than it was."))
    assert notes.signature("talks") != before


def test_a_time_that_no_calendar_has(notes: NoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    note = write(notes)
    real = path_of(notes, note).stat()
    far = SimpleNamespace(st_mtime=1e12, st_mode=real.st_mode, st_size=real.st_size)
    monkeypatch.setattr(Path, "stat", lambda self: far)
    assert [n for n, _ in notes.dated("talks")] == [note]


def test_restore_does_not_overwrite(notes: NoteStore) -> None:
    note = write(notes, "Old.")
    notes.delete(note)
    notes.save(replace(note, body="Written again."))
    with pytest.raises(BriefingError, match="again"):
        notes.restore(note)
    assert [n.body for n in notes.of("talks")] == ["Written again."]


def test_a_file_changed_behind_our_back(notes: NoteStore) -> None:
    note = replace(write(notes, "Mine."), confidence="low")
    path = path_of(notes, note)
    theirs = path.read_text().replace("Mine.", "Theirs.")
    path.write_text(theirs)
    ours = notes.save(replace(note, body="Mine, longer."))
    assert ours.conflict_of == note.id
    assert [n.id for n in notes.of("talks")] == [note.id, ours.id], "beside it, right behind"
    assert path.read_text() == theirs
    assert sorted(n.body for n in notes.of("talks")) == ["Mine, longer.", "Theirs."]
    assert (ours.anchor, ours.confidence) == (note.anchor, "low")
    assert notes.save(replace(ours, body="Mine, still longer.")).id == ours.id


def test_two_sessions(notes: NoteStore) -> None:
    note = write(notes, "First.")
    other = NoteStore(notes.folder)
    (theirs,) = other.of("talks")
    assert other.save(replace(theirs, body="Second.")).id == note.id
    assert notes.save(replace(note, body="Third.")).id != note.id
    assert sorted(n.body for n in other.of("talks")) == ["Second.", "Third."]


def test_notes_of_one_id_in_two_briefs(notes: NoteStore) -> None:
    note = write(notes, "Here.")
    copy = notes.folder / "copy" / f"{note.id}.md"
    copy.parent.mkdir()
    copy.write_text(path_of(notes, note).read_text().replace("Here.", "There."))
    assert [n.body for n in notes.all()] == ["There.", "Here."]
    assert notes.save(replace(note, body="Here again.")).id == note.id, "the copy is another file"


def test_counts_and_all(notes: NoteStore) -> None:
    for brief in ("talks", "talks", "another"):
        write(notes, brief=brief)
    (notes.folder / "talks" / "readme.txt").write_text("no note")
    (notes.folder / "empty").mkdir()
    assert notes.counts() == {"talks": 2, "another": 1}
    assert [n.brief for n in notes.all()] == ["another", "talks", "talks"]
    assert notes.count("unknown") == 0


@pytest.mark.parametrize("brief", ["../x", "/abs", "..", ".", ".trash", "a/b", "", "x\0y"])
def test_a_brief_cannot_leave_the_folder(notes: NoteStore, brief: str, tmp_path: Path) -> None:
    for act in (lambda: write(notes, brief=brief), lambda: notes.of(brief)):
        with pytest.raises(BriefingError, match="cannot be the name") as caught:
            act()
        assert str(caught.value).isprintable()
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_a_note_id_cannot_leave_the_folder(notes: NoteStore) -> None:
    note = write(notes)
    for act in (notes.save, notes.delete, notes.restore):
        with pytest.raises(BriefingError, match="cannot be the name"):
            act(replace(note, id="../../x"))
