"""What has changed since an earlier export: nothing is missed, nothing is told that was known before."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefing_tui.desk import Desk
from briefing_tui.export import addendum, changes, markdown
from briefing_tui.model import Anchor, Brief, BriefingError, Card, Comparison, Note, UsageError, pairs
from briefing_tui.notes import anchors
from tests.keeping import keep_files as keep

from .exports import BRIEF, shown


class Case:
    """A desk with a brief, its notes and corrections."""

    def __init__(self, brief_id: str = BRIEF) -> None:
        self.desk = Desk()
        self.id = brief_id

    @property
    def brief(self) -> Brief:
        return self.desk.shelf.open(self.id)

    @property
    def made(self) -> Comparison:
        return self.desk.compare(self.brief, pairs(self.brief)[0])

    def write(self, body: str, about: Anchor | None = None) -> Note:
        return self.desk.notes.save(replace(self.desk.notes.new(self.id, about or Anchor()), body=body))

    def as_of(self) -> str:
        return changes.latest(self.brief, self.desk.notes, self.desk.corrections)

    def export(self) -> str:
        return markdown.render(self.brief, self.made, self.desk.notes.of(self.id), as_of=self.as_of())

    def addendum(self, said: str | Path) -> str:
        after = addendum.since(str(said), self.id)
        found = changes.since(after.moment, self.brief, self.desk.notes, self.desk.corrections)
        return addendum.render(self.brief, self.made, found, after, as_of=self.as_of())


@pytest.fixture
def case() -> Case:
    return Case()


@pytest.fixture
def sent(tmp_path: Path) -> Callable[[str], Path]:
    """Puts an export on disk; gives the file."""

    def put(text: str) -> Path:
        path = tmp_path / f"sent{len(list(tmp_path.glob('sent*')))}.md"
        path.write_text(text)
        return path

    return put


def titles(text: str) -> list[str]:
    return [line.strip("*") for line in text.split("\n") if line.startswith("**")]


def before(path: Path, seconds: float) -> None:
    """As if the file had been written so much earlier."""
    at = path.stat().st_mtime - seconds
    os.utime(path, (at, at))


def test_nothing_has_changed(case: Case, sent: Callable[[str], Path]) -> None:
    case.write("Known.")
    text = case.addendum(sent(case.export()))
    assert "Changes since sent0\\.md of " in text and ": none." in text
    assert "## Changes" not in text and "Known." not in text


def test_notes_new_edited_and_withdrawn(case: Case, sent: Callable[[str], Path]) -> None:
    point = case.made.left.points[3]
    case.write("Known and kept.", Anchor(Card.ECONOMY))
    edited = case.write("First words.", anchors.to_point(case.made.left, point))
    gone = case.write("A secret that is none.", Anchor(Card.FUTURE))
    export = sent(case.export())
    case.desk.notes.save(replace(edited, body="Other words."))
    case.desk.notes.delete(gone)
    case.write("Brand new. #trade")
    passing = case.write("Came and went.")
    case.desk.notes.delete(passing)
    text = case.addendum(export)
    assert titles(text) == [
        "1. New note on the whole brief",
        f"2. Note edited on {point.card.digit}. {point.card.heading}",
        f"3. Note withdrawn: {gone.author} of {gone.created[:10]} on 5. Future plans",
    ]
    assert "\n  Brand new. #trade\n" in text and "\n  Other words.\n" in text
    assert f"> **Russia ¶{point.paragraph}**, digest: " in text
    assert not [word for word in ("Known", "First words", "secret", "Came") if word in text]
    assert ": 1 new note, 1 note edited, 1 note withdrawn." in text


def test_a_note_changed_by_hand_and_one_brought_back_are_told(
    case: Case, sent: Callable[[str], Path]
) -> None:
    by_hand, back = case.write("By hand."), case.write("Back again.")
    case.desk.notes.delete(back)
    export = sent(case.export())
    path = case.desk.notes.path(by_hand)
    path.write_text(path.read_text().replace("By hand.", "By another hand."))
    before(path, -1)  # the disk's clock may run behind ours
    case.desk.notes.restore(back)
    text = case.addendum(export)
    assert [t.partition(" on ")[0] for t in titles(text)] == ["1. Note edited", "2. Note edited"]
    assert "By another hand." in text and "Back again." in text


def test_corrections_made_and_taken_back(case: Case, sent: Callable[[str], Path]) -> None:
    left, right = case.made.left, case.made.right
    assert right
    store = case.desk.corrections
    old = store.save(store.move(BRIEF, anchors.to_point(left, left.points[5]), Card.FUTURE))
    export = sent(case.export())
    store.delete(old)
    store.save(store.move(BRIEF, anchors.to_point(left, left.points[6]), Card.ECONOMY))
    two = anchors.to_point(left, left.points[0]), anchors.to_point(right, right.points[0])
    store.save(store.tie(BRIEF, *two, matched=False))
    text = case.addendum(export)
    who = f"({old.author}, {old.created[:10]})"
    number = [p.paragraph for p in left.points]
    assert titles(text) == [
        f"1. Correction {who}: Russia (en) ¶{number[6]} belongs on 2. Economy",
        f"2. Correction {who}: Russia (en) ¶{number[0]} and China (en) ¶1 do not report the same thing",
        f"3. Correction taken back {who}: Russia (en) ¶{number[5]} belongs on 5. Future plans",
    ]
    words = "".join(shown(text).words)
    assert left.points[6].text in words and right.points[0].text in words
    assert "but where the analyst is named" in text


TEXT = """The leaders met on 4 March 2026.

Trade reached 200 billion dollars last year.

They spoke about Ukraine.
"""


def test_a_text_imported_anew(tmp_path: Path, sent: Callable[[str], Path]) -> None:
    file = tmp_path / "russia.en.txt"
    file.write_text(TEXT)
    keep(Desk().shelf, [file], brief_id="call")
    case = Case("call")
    made = case.made.left
    trade = case.write("How much exactly?", anchors.to_point(made, made.points[1]))
    before(case.desk.notes.path(trade), 10)
    export = sent(case.export())
    file.write_text(TEXT.replace("200 billion", "228 billion") + "\nA new paragraph on <b>gas</b>.\n")
    keep(Desk().shelf, [file], brief_id="call")
    text = Case("call").addendum(export)
    assert titles(text)[0] == "1. Text replaced: Russia (en, translation (guessed))"
    assert f"SHA-256 before: {made.readout.hash}; now: " in text
    assert (
        "> **Russia ¶2** before, translation (guessed): Trade reached 200 billion dollars last year." in text
    )
    assert "> **Russia ¶2** now, translation (guessed): Trade reached 228 billion dollars last year." in text
    assert "> **Russia ¶4** now, translation (guessed): A new paragraph on \\<b\\>gas\\</b\\>." in text
    assert "¶1" not in text.partition("## Changes")[2] and "Ukraine" not in text.partition("## Changes")[2]
    assert "- Notes on its words: 1 moved or edited: please review.\n" in text


def test_a_text_of_any_file_name_and_one_that_was_not_there(
    tmp_path: Path, sent: Callable[[str], Path]
) -> None:
    file = tmp_path / "russia.txt"
    file.write_text(TEXT)
    keep(Desk().shelf, [file], brief_id="call", side="russia", language="en")
    export = sent(Case("call").export())
    for words in ("221 billion", "228 billion"):
        file.write_text(TEXT.replace("200 billion", words))
        keep(Desk().shelf, [file], brief_id="call", side="russia", language="en")
    assert [t.partition(" (")[0] for t in titles(Case("call").addendum(export))] == [
        "1. Text replaced: Russia"
    ]
    other = tmp_path / "china.en.txt"
    other.write_text("The President spoke of many things. He praised the harvest.\n")
    keep(Desk().shelf, [other], brief_id="call")
    text = Case("call").addendum(export)
    assert [t.partition(" (")[0] for t in titles(text)] == [
        "1. Text replaced: Russia", "2. Text that the earlier export does not have: China",
    ]  # fmt: skip
    assert ": 1 text replaced, 1 other text." in text


def test_a_note_deleted_and_made_anew_is_not_withdrawn(case: Case, sent: Callable[[str], Path]) -> None:
    note = case.write("First.")
    export = sent(case.export())
    for words in ("Second.", "Third."):
        case.desk.notes.delete(note)
        note = case.desk.notes.save(replace(note, etag="", body=words))
    assert [t[3:].partition(" on ")[0] for t in titles(case.addendum(export))] == ["Note edited"]
    case.desk.notes.delete(note)
    assert [t[3:].partition(":")[0] for t in titles(case.addendum(export))] == ["Note withdrawn"]


def test_a_correction_taken_back_to_an_earlier_one_is_none(case: Case, sent: Callable[[str], Path]) -> None:
    store, left = case.desk.corrections, case.made.left
    old = store.save(store.move(BRIEF, anchors.to_point(left, left.points[5]), Card.FUTURE))
    export = sent(case.export())
    store.delete(old)
    store.restore(old)
    assert titles(case.addendum(export)) == []


def test_a_change_right_after_the_export_is_told(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    store, left = case.desk.corrections, case.made.left
    made = store.save(store.move(BRIEF, anchors.to_point(left, left.points[5]), Card.FUTURE))
    kept = case.desk.notes.save(replace(case.desk.notes.new(BRIEF, Anchor()), body="Kept."))
    moment = addendum.since(case.as_of(), BRIEF).moment
    gone = case.desk.notes.path(kept).stat().st_mtime_ns + 10_000
    monkeypatch.setattr(time, "time_ns", lambda: gone)
    case.desk.notes.delete(kept)
    store.delete(made)
    found = changes.since(moment, case.brief, case.desk.notes, case.desk.corrections)
    assert [n.id for n in found.withdrawn] == [kept.id] and [c.id for c in found.undone] == [made.id]


def test_whole_seconds_are_enough(case: Case, sent: Callable[[str], Path]) -> None:
    store, left = case.desk.corrections, case.made.left
    made = store.save(store.move(BRIEF, anchors.to_point(left, left.points[5]), Card.FUTURE))
    [path] = store.folder.glob(f"{BRIEF}/*")
    before(path, 0.9)
    export = sent(case.export())
    store.delete(made)
    assert [t.partition(" (")[0] for t in titles(case.addendum(export))] == ["1. Correction taken back"]


def test_the_clock_of_the_file_system_is_not_asked(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most kernels' runs behind by a tick, a file server's by as much as it likes; ids have ours."""
    ours = time.time_ns() + 3_600_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: ours)
    note = case.write("An hour ahead of the disk.")
    assert case.desk.notes.path(note).stat().st_mtime_ns == ours
    ours += 1_000_000
    case.desk.notes.delete(note)
    [(_, at)] = case.desk.notes.deleted(BRIEF)
    assert at.timestamp() == pytest.approx(ours / 1e9, abs=1e-6)


def test_a_conflict_copy_made_since_is_new(case: Case, sent: Callable[[str], Path]) -> None:
    note = case.write("First.")
    export = sent(case.export())
    path = case.desk.notes.path(note)
    kept = path.stat().st_mtime
    path.write_text(path.read_text().replace("First.", "Theirs."))
    case.desk.notes.save(replace(note, body="Ours."))
    os.utime(path, (kept, kept))
    assert [t[3:].partition(" on ")[0] for t in titles(case.addendum(export))] == ["New note"]


def test_a_file_of_tomorrow_hides_nothing(case: Case, sent: Callable[[str], Path]) -> None:
    path = case.desk.notes.path(case.write("First."))
    tomorrow = path.stat().st_mtime + 86400
    os.utime(path, (tomorrow, tomorrow))
    export = sent(case.export())
    case.write("Second.")
    assert "Second." in case.addendum(export)


def test_addenda_are_numbered(case: Case, sent: Callable[[str], Path]) -> None:
    export = sent(case.export())
    case.write("One.")
    first = case.addendum(export)
    assert first.startswith("# Addendum 1: Putin–Xi videoconference\n")
    case.write("Two.")
    second = case.addendum(sent(first))
    assert second.startswith("# Addendum 2: Putin–Xi videoconference\n")
    assert "\n  Two.\n" in second and "One." not in second
    assert case.addendum(sent(second)).startswith("# Addendum 3: ")


def test_since_a_day(case: Case) -> None:
    case.write("Today’s.")
    yesterday = (dt.date.today() - dt.timedelta(days=1)).isoformat()
    text = case.addendum(yesterday)
    assert text.startswith("# Addendum: ") and "Today’s." in text
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(days=2)).isoformat()
    with pytest.raises(UsageError, match="lies in the future"):
        case.addendum(later)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-02-04", "2026-02-04T00:00:00+00:00"),
        ("2026-02-04T10:30", "2026-02-04T10:30:00+00:00"),
        ("2026-02-04 10:30:00+03:00", "2026-02-04T07:30:00+00:00"),
        ("2026-02-04T10:30:00Z", "2026-02-04T10:30:00+00:00"),
    ],
)
def test_a_moment_as_people_write_it(said: str, moment: str) -> None:
    assert addendum.since(said, BRIEF).moment.isoformat() == moment


def test_what_is_no_moment_and_no_export(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'soon' is no day"):
        addendum.since("soon", BRIEF)
    (tmp_path / "letter.md").write_text("# Dear all\n")
    with pytest.raises(BriefingError, match=r"letter\.md: .*say a day instead"):
        addendum.since(str(tmp_path / "letter.md"), BRIEF)
    for said in (str(tmp_path), ""):
        with pytest.raises(UsageError, match="no file of an export"):
            addendum.since(said, BRIEF)


def test_an_export_of_another_brief_is_told(case: Case, sent: Callable[[str], Path]) -> None:
    with pytest.raises(BriefingError, match=f"is an export of another brief, {BRIEF}"):
        addendum.since(str(sent(case.export())), "2025-02-24-putin-xi")


def test_an_editor_may_break_the_closing_line(case: Case, sent: Callable[[str], Path]) -> None:
    case.write("One.")
    text = (
        case.export()
        .replace(" and texts as of ", " and\ntexts as\n  of ")
        .replace("from the brief", "from\nthe brief")
    )
    assert addendum.since(str(sent(text)), BRIEF).moment == dt.datetime.fromisoformat(case.as_of())


def test_the_moment_of_an_export_is_that_of_its_latest_change(case: Case) -> None:
    assert case.as_of() == ""
    assert " as of " not in case.export()
    note = case.write("One.")
    moment = case.as_of()
    assert case.export().rstrip().endswith(f"as of {moment}.")
    at = case.desk.notes.path(note).stat().st_mtime
    assert dt.datetime.fromisoformat(moment).timestamp() == pytest.approx(at, abs=1e-6)
    assert case.export() == case.export()
    case.desk.notes.delete(note)
    assert case.as_of() > moment
