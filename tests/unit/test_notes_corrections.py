"""Corrections on disk: beside the notes, never among them, never rewritten, never lost."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.model import Anchor, BriefingError, Card, Correction
from briefing_tui.notes import correctionfile
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.notes.store import NoteStore

POINT = Anchor(Card.ECONOMY, "russia", "ru", 3, "Рост на 5%: «да»\nнет", "до ", " после", "ab" * 32)
OTHER = Anchor(None, "china", "zh", 7, "贸易增长。", "", "", "cd" * 32)


@pytest.fixture
def store(notes: NoteStore) -> CorrectionStore:
    return CorrectionStore(notes.folder)


def path_of(store: CorrectionStore, correction: Correction) -> Path:
    return store.folder / correction.brief / f"{correction.id}.correction.md"


def test_round_trip(store: CorrectionStore) -> None:
    moved = store.save(store.move("talks", POINT, Card.FUTURE))
    tied = store.save(store.tie("talks", POINT, OTHER, matched=True))
    untied = store.save(store.tie("talks", POINT, OTHER, matched=False))
    assert CorrectionStore(store.folder).of("talks") == [moved, tied, untied]
    assert (moved.kind, moved.card, moved.b) == ("move", Card.FUTURE, None)
    assert moved.a == replace(POINT, card=None), "the card is the decision, not the place"
    assert (tied.kind, untied.kind, tied.b, tied.card) == ("tie", "untie", OTHER, None)


def test_a_file_says_what_was_decided(store: CorrectionStore) -> None:
    path = path_of(store, store.save(store.move("talks", replace(OTHER, hash=""), Card.FUTURE)))
    said = path.read_text().splitlines()
    assert "correction: move" in said and "card: future" in said and "  exact: 贸易增长。" in said
    assert said[0] == said[-1] == "---"


@settings(max_examples=60, deadline=None)
@given(
    st.text(min_size=1, max_size=60).map(lambda t: "x" + t.replace("\x00", "")),
    st.dictionaries(st.text("xyz", min_size=4), st.none() | st.integers() | st.text(max_size=20), max_size=3),
)
def test_what_is_read_is_written_again(exact: str, extra: dict[str, object]) -> None:
    made = Correction("1", "talks", "2026-01-01", "me", "tie", replace(POINT, card=None, exact=exact), OTHER)
    made = replace(made, extra=tuple(extra.items()))
    once = correctionfile.parse(correctionfile.dump(made), "1", "talks", "x")
    assert once.problem == "" and dict(once.extra) == extra
    assert correctionfile.parse(correctionfile.dump(once), "1", "talks", "x") == once


def test_corrections_are_no_notes(store: CorrectionStore, notes: NoteStore) -> None:
    store.save(store.move("talks", POINT, Card.FUTURE))
    assert (notes.of("talks"), notes.count("talks"), notes.counts(), notes.all()) == ([], 0, {}, [])
    note = notes.save(replace(notes.new("talks", POINT), body="A thought."))
    assert [n.id for n in notes.of("talks")] == [note.id]
    assert len(store.of("talks")) == len(store.all()) == 1


def test_a_hundred_ids_sort_and_differ(store: CorrectionStore) -> None:
    ids = [store.move("talks", POINT, Card.FUTURE).id for _ in range(100)]
    assert len(set(ids)) == 100
    assert [i.split("-")[0] for i in ids] == sorted(i.split("-")[0] for i in ids)


def test_the_users_alone(store: CorrectionStore) -> None:
    path = path_of(store, store.save(store.move("talks", POINT, Card.FUTURE)))
    assert [stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent)] == [0o600, 0o700]


def test_keys_that_are_not_ours_survive(store: CorrectionStore) -> None:
    made = store.save(store.move("talks", POINT, Card.FUTURE))
    path = path_of(store, made)
    path.write_text(path.read_text().replace("---\n", "---\nwhy: the desk said so\nrating: 5\n", 1))
    [read] = store.of("talks")
    assert dict(read.extra) == {"why": "the desk said so", "rating": 5}
    assert "why: the desk said so\nrating: 5\n" in correctionfile.dump(read)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"---\nid: [\n---\n", "not valid YAML"),
        (b"\xff", "not UTF-8"),
        (b"", "correction must be one of move, tie, untie"),
        (b"---\ncorrection: sort\n---\n", "correction must be one of move, tie, untie"),
        (b"---\ncorrection: move\ncard: sports\n---\n", "card must be one of bilateral, "),
        (b"---\ncorrection: move\ncard: future\na: [1]\n---\n", "a must name side, language and exact"),
        (
            b"---\ncorrection: tie\na: {side: russia, language: en, exact: x}\nb: {side: china}\n---\n",
            "b must name side, language and exact",
        ),
    ],
)
def test_a_broken_file_is_said_in_one_line_and_left_alone(
    store: CorrectionStore, text: bytes, says: str
) -> None:
    good = store.save(store.move("talks", POINT, Card.FUTURE))
    path = store.folder / "talks" / "0hand.correction.md"
    path.write_bytes(text)
    broken, other = store.of("talks")
    assert other == good
    assert says in broken.problem and str(path) in broken.problem and broken.problem.isprintable()
    assert path.read_bytes() == text


def test_the_trash_and_back(store: CorrectionStore) -> None:
    made = store.save(store.move("talks", POINT, Card.FUTURE))
    before = path_of(store, made).read_bytes()
    store.delete(made)
    assert store.of("talks") == []
    assert (store.folder / ".trash" / "talks" / f"{made.id}.correction.md").read_bytes() == before
    with pytest.raises(BriefingError, match="correction is no longer there"):
        store.delete(made)
    store.restore(made)
    assert store.of("talks") == [made]


def test_a_failing_write_leaves_nothing(store: CorrectionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BriefingError, match=r"the correction cannot be saved: no space left"):
        store.save(store.move("talks", POINT, Card.FUTURE))
    assert list((store.folder / "talks").iterdir()) == []


def test_a_file_is_never_written_twice(store: CorrectionStore) -> None:
    made = store.save(store.move("talks", POINT, Card.FUTURE))
    with pytest.raises(BriefingError, match="cannot be saved"):
        store.save(replace(made, card=Card.ECONOMY))
    assert store.of("talks") == [made]
