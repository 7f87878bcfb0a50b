"""Drafts: what is offered at the next start, and what can go wrong with that."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from briefing_tui.model import Anchor, BriefingError, Note
from briefing_tui.notes import drafts as module
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.saver import Saver
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths


@pytest.fixture
def drafts(places: Paths) -> Drafts:
    return Drafts(places.state / "drafts")


@pytest.fixture
def note(notes: NoteStore) -> Note:
    return replace(notes.new("talks", Anchor(side="russia", language="en", exact="words")), body="A thought.")


def ended(path: Path) -> None:
    """As if the session that wrote it were gone: its number is that of a process that has ended."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    path.write_text(path.read_text().replace(f"process: {os.getpid()}", f"process: {gone.pid}"))


def only(drafts: Drafts) -> Path:
    (path,) = drafts.folder.iterdir()
    return path


def test_a_session_that_goes_on_offers_nothing(drafts: Drafts, note: Note) -> None:
    drafts.keep(note.id, note)
    assert drafts.left() == []


def test_text_of_an_ended_session_is_offered(drafts: Drafts, note: Note) -> None:
    note = replace(note, etag="ab", confidence="low", extra=(("mine", 1),))
    path = drafts.keep(note.id, note)
    assert path.stat().st_mode & 0o777 == 0o600
    assert drafts.folder.stat().st_mode & 0o777 == 0o700
    ended(path)
    (draft,) = drafts.left()
    assert draft.whole
    assert draft.note == note


def test_a_note_in_its_place_is_offered_without_text(drafts: Drafts, note: Note) -> None:
    drafts.opened(note.id, note)
    assert note.body not in only(drafts).read_text()
    ended(only(drafts))
    (draft,) = drafts.left()
    assert not draft.whole
    assert (draft.note.id, draft.note.brief) == (note.id, "talks")


def test_a_note_that_went_on_as_a_conflict_copy_is_offered_as_that(drafts: Drafts, note: Note) -> None:
    drafts.opened(note.id, note)
    copy = replace(note, id=f"{note.id}.conflict-20260204T120000000000-ab12cd")
    drafts.opened(note.id, copy)
    ended(only(drafts))
    assert [d.note.id for d in drafts.left()] == [copy.id]


def test_a_number_given_to_another_process_is_no_life(drafts: Drafts, note: Note) -> None:
    path = drafts.keep(note.id, note)
    started = module._started(os.getpid())
    if not started:
        pytest.skip("this system does not tell when a process began")
    path.write_text(path.read_text().replace(f"started: {started}", f"started: {started - 1}"))
    assert [d.note.body for d in drafts.left()] == ["A thought."]


def test_of_another_machine_only_when_it_is_quiet(drafts: Drafts, note: Note) -> None:
    path = drafts.keep(note.id, note)
    host = socket.gethostname()
    path.write_text(path.read_text().replace(f"host: {host}", "host: another"))
    assert drafts.left() == []
    long_ago = time.time() - 3600
    os.utime(path, (long_ago, long_ago))
    assert [d.note.body for d in drafts.left()] == ["A thought."]


def test_closed_notes_leave_nothing(drafts: Drafts, note: Note) -> None:
    drafts.opened(note.id, note)
    drafts.drop(note.id)
    assert list(drafts.folder.iterdir()) == []


def test_a_draft_is_offered_once(drafts: Drafts, note: Note) -> None:
    ended(drafts.keep(note.id, note))
    taken = drafts.take(drafts.left()[0])
    assert drafts.left() == []
    assert "A thought." in taken.path.read_text()
    with pytest.raises(BriefingError, match="cannot be opened"):
        drafts.take(replace(taken, path=drafts.folder / "gone.draft.md"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"---\n",
        b"---\nid: [\n---\n",
        b"---\ndraft: 5\n---\nText",
        b"---\ndraft: {process: x}\n---\n",
        b"---\ndraft: {note: 5, brief: talks}\n---\n",
        b"---\ndraft: {note: a, brief: [talks]}\n---\n",
    ],
)
def test_a_bad_draft_is_told_and_stops_nothing(drafts: Drafts, data: bytes) -> None:
    drafts.folder.mkdir(parents=True)
    (drafts.folder / "bad.draft.md").write_bytes(data)
    (draft,) = drafts.left()
    assert str(drafts.folder / "bad.draft.md") in draft.note.problem
    drafts.take(draft)
    assert drafts.left() == []


@pytest.mark.parametrize("process", ["9" * 23, "0", "-1", "true", "'12'", "null", "1.5", "[1]"])
def test_a_number_that_no_process_has_is_no_life(drafts: Drafts, note: Note, process: str) -> None:
    drafts.folder.mkdir(parents=True)
    about = f"host: {socket.gethostname()}, process: {process}, started: 0"
    text = f"---\ndraft: {{note: a, brief: talks, whole: true, {about}}}\n---\nA thought.\n"
    (drafts.folder / "a.draft.md").write_text(text)
    ended(drafts.keep(note.id, note))
    assert sorted(d.note.id for d in drafts.left()) == sorted(["a", note.id])


def test_a_link_that_leads_nowhere_hides_no_other_draft(drafts: Drafts, note: Note) -> None:
    ended(drafts.keep(note.id, note))
    for name in ("0", "z"):
        (drafts.folder / f"{name}.draft.md").symlink_to("nowhere")
    first, *others = drafts.left()
    assert first.note.body == "A thought."
    assert [str(d.path) in d.note.problem for d in others] == [True, True]
    for draft in others:
        drafts.take(draft)
    assert [d.note.id for d in drafts.left()] == [note.id]


@pytest.mark.parametrize("name", [".hid", "..", "../../../evil", "a/b", "", "x\0y", "\ud800", "long" * 70])
@pytest.mark.parametrize("which", ["id", "brief"])
def test_a_draft_of_what_can_be_no_file_is_a_bad_one(
    drafts: Drafts, note: Note, which: str, name: str
) -> None:
    path = drafts.keep("key", replace(note, id=name) if which == "id" else replace(note, brief=name))
    (draft,) = drafts.left()
    assert draft.note.problem == f"does not say which note it is of: {path}"
    assert (draft.note.id, draft.note.brief) == (path.name, "")
    assert drafts.take(draft).path.name.endswith(".taken.md")


@pytest.mark.parametrize("key", ["../../../evil", "a/b", "/abs", "..", "x\0y"])
def test_no_key_leads_out_of_the_folder(drafts: Drafts, note: Note, key: str) -> None:
    path = drafts.keep(key, note)
    assert path == only(drafts)
    ended(path)
    assert [d.note.body for d in drafts.left()] == ["A thought."]
    drafts.drop(key)
    assert list(drafts.folder.iterdir()) == []


def test_no_folder_is_no_draft(drafts: Drafts, note: Note) -> None:
    assert drafts.left() == []
    drafts.folder.parent.mkdir(parents=True)
    drafts.folder.write_text("in the way")
    assert drafts.left() == []
    drafts.opened(note.id, note)  # a reminder that cannot be written stops nobody
    with pytest.raises(OSError):
        drafts.keep(note.id, note)


def test_the_saver_keeps_a_draft_while_its_place_is_taken(
    drafts: Drafts, notes: NoteStore, note: Note
) -> None:
    saver = Saver(notes, drafts, lambda *_: None)
    notes.folder.parent.mkdir(parents=True)
    notes.folder.write_text("in the way")
    saver.typed(note)
    assert not saver.flush()
    assert only(drafts).read_text().endswith("\nA thought.\n")
    notes.folder.unlink()
    assert saver.flush()
    assert "A thought." not in only(drafts).read_text(), "it is in its place now"
    saver.closed(note)
    assert list(drafts.folder.iterdir()) == []
