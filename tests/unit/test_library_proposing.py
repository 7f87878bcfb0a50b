"""What a new text would be in the library: proposed, and nothing done that nobody has decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_tui.library.importing import Decision, Imported, Undecided, keep
from briefing_tui.library.proposing import By, Fate, Proposal, read, settle
from briefing_tui.library.shelf import Shelf
from briefing_tui.library.table import Table
from briefing_tui.model import BriefingError, SourceKind
from briefing_tui.reading import load
from briefing_tui.reading.load import Source
from briefing_tui.reading.parties import parties

RUSSIAN = """\
Телефонный разговор с Председателем КНР Си Цзиньпином

Владимир Путин провёл телефонный разговор с Председателем КНР Си Цзиньпином. {date} года.

Обсуждались торговля и энергетика."""
CHINESE = """\
习近平同{who}通电话

{date}，国家主席习近平同{who}通电话。双方讨论了贸易和能源，并就乌克兰、俄罗斯问题交换意见。"""
ENGLISH = """\
---
side: kenya
language: en
title: Call with the Prime Minister of Norway
published: 2026-05-12
url: https://example.org/call
region: east
---

The President spoke with the Prime Minister of Norway by telephone.

They agreed that trade in tea and fish should grow.

The Prime Minister was invited to Nairobi in September."""

UNDECIDED = Decision()
Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(text: str, name: str = "t.txt") -> Path:
        path = tmp_path / "texts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


def asked(shelf: Shelf, path: Path, **says: Any) -> Proposal:
    return settle(read([path], says), Table(shelf))


def kept(shelf: Shelf, path: Path, decision: Decision = UNDECIDED, **says: Any) -> Imported:
    return keep(shelf, asked(shelf, path, **says), decision)


def russian(put: Put, date: str) -> Path:
    return put(RUSSIAN.format(date=date), "ru.txt")


def chinese(put: Put, who: str, day: int) -> Path:
    return put(CHINESE.format(who=who, date=f"2026年2月{day}日"), "zh.txt")


@pytest.mark.parametrize("date", ["3 февраля 2026", "4 февраля 2026", "5 февраля 2026"])
def test_the_other_sides_text_of_the_event_is_proposed_to_join(shelf: Shelf, put: Put, date: str) -> None:
    first = kept(shelf, russian(put, date))
    proposal = asked(shelf, chinese(put, "俄罗斯总统普京", 4))
    assert (proposal.fate, proposal.found, proposal.id) == (Fate.JOIN, (first.id,), first.id)
    assert proposal.new_id == "2026-02-04-china"


@pytest.mark.parametrize(
    ("who", "day"), [("法国总统马克龙", 4), ("俄罗斯总统普京", 2), ("俄罗斯总统普京", 6), ("日本首相", 4)]
)
def test_another_event_is_not(shelf: Shelf, put: Put, who: str, day: int) -> None:
    kept(shelf, russian(put, "4 февраля 2026"))
    proposal = asked(shelf, chinese(put, who, day))
    assert (proposal.fate, proposal.found) == (Fate.NEW, ())


def test_a_text_without_a_day_joins_nothing(shelf: Shelf, put: Put) -> None:
    kept(shelf, russian(put, "4 февраля 2026"))
    undated = put(CHINESE.format(who="俄罗斯总统普京", date="4日下午"), "zh.txt")
    assert asked(shelf, undated).fate is Fate.NEW
    assert asked(shelf, undated, published="2026-02-04").fate is Fate.JOIN, "a person knows the day"


def test_a_brief_with_two_sides_is_between_these_two(shelf: Shelf, put: Put) -> None:
    first = kept(shelf, russian(put, "4 февраля 2026"))
    joined = kept(shelf, chinese(put, "俄罗斯总统普京", 5), Decision(join=True))
    assert (joined.id, joined.new) == (first.id, False)
    third = put("Xi Jinping and Vladimir Putin spoke\n\n4 February 2026\n\nThey spoke at length.", "en.txt")
    assert asked(shelf, third, side="china").found == (first.id,)
    assert asked(shelf, third, side="france").fate is Fate.NEW


def test_nothing_is_joined_silently(shelf: Shelf, put: Put) -> None:
    first = kept(shelf, russian(put, "4 февраля 2026"))
    before = sorted(first.folder.iterdir())
    proposal = asked(shelf, chinese(put, "俄罗斯总统普京", 4))
    with pytest.raises(Undecided, match=f"--join or --brief {first.id}"):
        keep(shelf, proposal, where="zh.txt")
    assert sorted(first.folder.iterdir()) == before
    assert [e.id for e in shelf.entries() if e.origin == "yours"] == [first.id]
    alone = keep(shelf, proposal, Decision(join=False))
    assert (alone.id, alone.new) == ("2026-02-04-china", True)


def test_of_two_events_that_fit_a_person_names_one(shelf: Shelf, put: Put) -> None:
    first = kept(shelf, russian(put, "4 февраля 2026"))
    # Another conversation of that day: not a word of it is in the first.
    other = put("Путин и Си Цзиньпин встретились\n\n4 февраля 2026 года.\n\nРечь шла о космосе.", "ru2.txt")
    second = kept(shelf, other, Decision(join=False), side="russia")
    assert second.id == "2026-02-04-russia-china", "a free id says whom they spoke with"
    proposal = asked(shelf, chinese(put, "俄罗斯总统普京", 4))
    assert set(proposal.found) == {first.id, second.id}
    with pytest.raises(Undecided, match="say which: --brief"):
        keep(shelf, proposal, Decision(join=True))
    assert keep(shelf, proposal, Decision(second.id)).id == second.id


def test_one_sides_texts_of_two_days_are_of_two_events(shelf: Shelf, put: Put) -> None:
    kept(shelf, russian(put, "4 февраля 2026"))
    later = russian(put, "5 февраля 2026")
    assert asked(shelf, later).fate is Fate.NEW
    assert asked(shelf, later, language="en").fate is Fate.JOIN, "a translation that was late"


def test_the_nearest_day_fits_best(shelf: Shelf, put: Put) -> None:
    kept(shelf, russian(put, "5 февраля 2026"))
    same = kept(shelf, russian(put, "4 февраля 2026"), Decision(join=False))
    assert asked(shelf, chinese(put, "俄罗斯总统普京", 4)).found == (same.id,)


def test_a_text_that_is_there_already_in_whatever_brief(shelf: Shelf, put: Put) -> None:
    first = kept(shelf, put(ENGLISH, "a.md"), Decision("talks"))
    proposal = asked(shelf, put(ENGLISH.replace("region: east", "region: west"), "quite-another-name.md"))
    assert (proposal.fate, proposal.id) == (Fate.KNOWN, "talks")
    again = keep(shelf, proposal)
    assert (again.written, again.known, again.new) == ((), ("kenya.en",), False)
    assert len(list(first.folder.iterdir())) == 2
    assert asked(shelf, put(ENGLISH, "a.md"), side="norway").fate is Fate.JOIN, "another side's"


def test_a_bundled_text_is_known_and_its_brief_is_not_joined(shelf: Shelf, put: Put) -> None:
    brief = shelf.open("2026-02-04-putin-xi")
    file = Path(brief.folder) / "china.zh.md"
    assert asked(shelf, file).fate is Fate.KNOWN
    assert asked(shelf, chinese(put, "俄罗斯总统普京", 4)).fate is Fate.NEW, "it is read-only"


def test_a_newer_text_is_proposed_as_a_revision(shelf: Shelf, put: Put) -> None:
    first = kept(shelf, put(ENGLISH, "a.md"), Decision("talks"))
    bare = ENGLISH.partition("---\n\n")[2].replace("tea and fish", "tea and steel")
    edited = put(f"Call with the Prime Minister of Norway\n\n12 May 2026\n\n{bare}", "b.txt")
    proposal = asked(shelf, edited, side="kenya", language="en")
    assert (proposal.fate, proposal.found) == (Fate.REVISION, ("talks",))
    with pytest.raises(Undecided, match=r"a newer text of one in talks.*--join"):
        keep(shelf, proposal)
    done = keep(shelf, proposal, Decision(join=True))
    assert [p.name for _, p, _ in done.revised] == ["kenya.en.md"]
    assert len(list((first.folder / "revisions").iterdir())) == 1
    assert asked(shelf, put(ENGLISH, "a.md")).fate is Fate.REVISION, "the replaced text is not there any more"


def test_the_same_address_is_the_same_document_whatever_the_day(shelf: Shelf, put: Put) -> None:
    kept(shelf, put(ENGLISH, "a.md"), Decision("talks"))
    later = ENGLISH.replace("2026-05-12", "2026-06-20").replace("tea and fish", "tea")
    assert asked(shelf, put(later, "b.md")).fate is Fate.REVISION


def test_the_table_follows_what_others_do_to_the_library(shelf: Shelf, put: Put) -> None:
    first = kept(shelf, put(ENGLISH, "a.md"), Decision("talks"))
    assert Table(shelf).known(asked(shelf, put(ENGLISH, "a.md")).texts[0].readout) == "talks"
    (file,) = (p for p in first.folder.iterdir() if p.name != "brief.md")
    file.write_text(file.read_text("utf-8").replace("tea and fish", "wine"), "utf-8")
    assert asked(shelf, put(ENGLISH, "a.md")).fate is Fate.REVISION, "somebody has edited it"
    (first.folder / "brief.md").unlink()
    assert asked(shelf, put(ENGLISH, "a.md")).fate is Fate.NEW
    (first.folder / "brief.md").write_text("---\ndate: never\n---\n")
    proposal = asked(shelf, put(ENGLISH, "a.md"))
    assert (proposal.fate, proposal.new_id) == (Fate.NEW, "2026-05-12-kenya"), "a broken one has nothing"


def test_the_table_is_not_made_anew_for_what_is_as_it_was(
    shelf: Shelf, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(shelf, put(ENGLISH, "a.md"), Decision("talks"))
    Table(shelf)
    monkeypatch.setattr(Shelf, "open_folder", None)  # would fail
    assert asked(shelf, put(ENGLISH, "a.md")).fate is Fate.KNOWN


def test_what_is_declared_guessed_and_said(shelf: Shelf, put: Put) -> None:
    (text,) = asked(shelf, put(ENGLISH, "a.md"), issuer="State House", source="translation").texts
    by = {f.name: (f.value, f.by, f.guessed) for f in text.fields()}
    assert by["side"] == ("kenya", By.FILE, False)
    assert by["issuer"] == ("State House", By.YOU, False)
    assert by["source"] == ("translation", By.YOU, False)
    assert by["complete"] == ("yes", By.YOU, False)
    assert by["publisher"] == ("", By.NOBODY, False)
    (text,) = asked(shelf, put("12 May 2026\n\nThe two spoke at length.", "kenya.en.txt")).texts
    by = {f.name: (f.value, f.by, f.guessed) for f in text.fields()}
    assert by["side"] == ("kenya", By.NAME, False)
    assert by["published"] == ("2026-05-12", By.TEXT, True)
    assert by["source"][1:] == by["complete"][1:] == (By.TEXT, True)


def test_what_a_person_said_is_no_guess_any_more(shelf: Shelf, put: Put) -> None:
    says: dict[str, Any] = {
        "published": "2026-02-05",
        "title": "A call",
        "source": "official",
        "side": "russia",
    }
    done = kept(shelf, russian(put, "4 февраля 2026"), **says)
    assert done.id == "2026-02-05-russia"
    brief = shelf.open(done.id)
    (readout,) = brief.readouts
    assert readout.guessed == {"language"}
    assert (readout.title, readout.published, readout.source) == ("A call", "2026-02-05", SourceKind.OFFICIAL)
    assert not brief.guessed & {"date", "title"}
    assert asked(shelf, russian(put, "4 февраля 2026"), **says).fate is Fate.KNOWN, "the words are the same"


def test_what_is_said_of_a_summary_of_two_sides(shelf: Shelf, put: Put) -> None:
    both = put(
        "Key points of the French readout\n\nTrade: It grows.\n\nArms: Less of them.\n\n"
        "Key points of the German readout\n\nTrade: It shrinks.\n\nArms: More of them.\n"
    )
    proposal = asked(shelf, both, published="2026-05-12", publisher="A desk", language="en")
    assert [t.readout.publisher for t in proposal.texts] == ["A desk"] * 2
    assert all(not t.readout.guessed & {"published", "language"} for t in proposal.texts)
    assert proposal.new_id == "2026-05-12-france-germany"


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ({"published": "yesterday"}, "is not a date"),
        ({"side": "atlantis"}, "unknown side"),
        ({"source": "rumour"}, "is none of official"),
        ({"language": "English"}, "two or three small letters"),
    ],
)
def test_what_cannot_be_is_refused(shelf: Shelf, put: Put, says: dict[str, str], why: str) -> None:
    with pytest.raises(BriefingError, match=why) as caught:
        asked(shelf, put(ENGLISH, "a.md"), **says)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("side", "title", "others"),
    [
        ("russia", "Meeting with President of China Xi Jinping", {"china"}),
        ("russia", "Telephone conversation with Prime Minister of India on Ukraine", {"india"}),
        ("russia", "О телефонном разговоре с Президентом Турции", {"turkey"}),
        ("china", "习近平同普京就伊朗问题通电话", {"russia"}),
        ("china", "外交部发言人答记者问", set()),
        ("united-states", "Readout of a call on Ukraine between the United States and Germany", {"germany"}),
        ("france", "A trilateral meeting with Germany and Poland", {"germany", "poland"}),
    ],
)
def test_between_whom_an_event_is(side: str, title: str, others: set[str]) -> None:
    source = Source("t.txt", f"{title}\n\nOn that day nothing else was told.\n\nNothing at all.", False)
    (readout,) = load.read_source(source, "t", side=side)
    assert parties(readout) == {side, *others}
