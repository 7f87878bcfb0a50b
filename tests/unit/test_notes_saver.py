"""What is typed is on disk within about a second, whatever happens in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from briefing_tui.model import Anchor, Note
from briefing_tui.notes import saver as saving
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.saver import Saver
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths

Told = list[tuple[Note, str]]


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def drafts(places: Paths) -> Drafts:
    return Drafts(places.state / "drafts")


@pytest.fixture
def saver(notes: NoteStore, drafts: Drafts, told: Told) -> Saver:
    return Saver(notes, drafts, lambda note, problem: told.append((note, problem)))


def until(done: Callable[[], bool]) -> bool:
    end = time.monotonic() + 15
    while not done() and time.monotonic() < end:
        time.sleep(0.01)
    return done()


def bodies(store: NoteStore) -> list[str]:
    return [n.body for n in NoteStore(store.folder).of("talks")]


def test_saves_by_itself(saver: Saver, notes: NoteStore, told: Told) -> None:
    saver.typed(replace(notes.new("talks", Anchor()), body="A thought."))
    assert until(lambda: bodies(notes) == ["A thought."])
    assert until(lambda: bool(told))
    assert [problem for _, problem in told] == [""]


def test_does_not_save_with_every_key(
    saver: Saver, notes: NoteStore, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "QUIET", 60)
    monkeypatch.setattr(saving, "LONGEST", 60)
    for body in ("A", "A th", "A thought."):
        saver.typed(replace(notes.new("talks", Anchor()), body=body))
        time.sleep(0.02)
    assert bodies(notes) == [] and not told


def test_flush_saves_at_once(saver: Saver, notes: NoteStore, told: Told) -> None:
    assert saver.flush()
    saver.typed(replace(notes.new("talks", Anchor()), body="A thought."))
    assert saver.flush()
    assert bodies(notes) == ["A thought."]
    assert saver.flush()
    assert len(told) == 1


def test_the_latest_text_wins(saver: Saver, notes: NoteStore) -> None:
    note = notes.new("talks", Anchor())
    for i in range(200):
        saver.typed(replace(note, body=f"Version {i}"))
        if i % 50 == 0:
            time.sleep(0.01)
    assert until(lambda: bodies(notes) == ["Version 199"])
    assert saver.flush()
    assert bodies(notes) == ["Version 199"], "one file, the last text"


def test_endless_typing_is_saved_in_between(
    saver: Saver, notes: NoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "LONGEST", 0.3)
    note = notes.new("talks", Anchor())

    def typing() -> bool:
        saver.typed(replace(note, body="More and more."))
        return bodies(notes) == ["More and more."]

    assert until(typing), "although there was never a quiet moment"


def test_a_failed_save_is_tried_again(
    saver: Saver, notes: NoteStore, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "LONGEST", 0.1)
    notes.folder.parent.mkdir(parents=True)
    notes.folder.write_text("a file in its place")
    note = replace(notes.new("talks", Anchor()), body="Not lost.")
    saver.typed(note)
    assert until(lambda: bool(told))
    assert told[0][0] == note
    assert "cannot be saved" in told[0][1]
    assert not saver.flush(), "still unsaved, and said so"
    notes.folder.unlink()
    assert until(lambda: bodies(notes) == ["Not lost."])
    assert until(lambda: told[-1][1] == "")


def test_a_newer_text_is_not_replaced_by_a_failed_one(saver: Saver, notes: NoteStore, told: Told) -> None:
    notes.folder.parent.mkdir(parents=True)
    notes.folder.write_text("a file in its place")
    note = notes.new("talks", Anchor())
    saver.typed(replace(note, body="Old."))
    assert not saver.flush()
    notes.folder.unlink()
    saver.typed(replace(note, body="New."))
    assert saver.flush()
    assert bodies(notes) == ["New."]


def test_after_a_conflict_the_new_file_is_kept_to(saver: Saver, notes: NoteStore, told: Told) -> None:
    note = notes.save(replace(notes.new("talks", Anchor()), body="First."))
    path = notes.folder / "talks" / f"{note.id}.md"
    path.write_text(path.read_text().replace("First.", "Theirs."))
    for body in ("Mine.", "Mine, longer."):
        saver.typed(replace(note, body=body))
        assert saver.flush()
    assert sorted(bodies(notes)) == ["Mine, longer.", "Theirs."]
    assert saver.current(note).id == told[-1][0].id != note.id
    assert saver.closed(note).body == "Mine, longer."
    # The editing has ended: the note itself is edited from here on, and the copy is left alone.
    theirs = next(n for n in notes.of("talks") if n.body == "Theirs.")
    saver.typed(replace(theirs, body="Theirs, read."))
    assert saver.flush()
    assert sorted(bodies(notes)) == ["Mine, longer.", "Theirs, read."]


def test_reading_the_notes_meanwhile_does_not_hide_a_change_by_others(saver: Saver, notes: NoteStore) -> None:
    note = notes.save(replace(notes.new("talks", Anchor()), body="First."))
    path = notes.folder / "talks" / f"{note.id}.md"
    path.write_text(path.read_text().replace("First.", "Theirs."))
    assert bodies(notes) == ["Theirs."]  # an export or the list of notes has read it
    saver.typed(replace(note, body="Mine."))
    assert saver.flush()
    assert sorted(bodies(notes)) == ["Mine.", "Theirs."]


def test_a_failed_save_is_not_dropped_when_another_note_is_typed(saver: Saver, notes: NoteStore) -> None:
    first, second = (notes.new("talks", Anchor()) for _ in range(2))
    notes.folder.parent.mkdir(parents=True, exist_ok=True)
    notes.folder.write_text("in the way")
    saver.typed(replace(first, body="first"))
    assert not saver.flush()
    saver.typed(replace(second, body="second"))
    assert {n.body for n in saver.unsaved().values()} == {"first", "second"}
    notes.folder.unlink()
    assert saver.flush() and not saver.unsaved()
    assert sorted(bodies(notes)) == ["first", "second"]
