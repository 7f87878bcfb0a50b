"""A folder or a dump into the library: each text by itself, all of it told, nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui import files
from briefing_tui.library import batch
from briefing_tui.library.batch import Batch
from briefing_tui.library.bulk import Item, Report, Run, found
from briefing_tui.library.importing import Decision
from briefing_tui.library.shelf import Shelf
from briefing_tui.settings.paths import Paths

RUSSIAN = """\
---
side: russia
language: ru
published: {date}
---

# Телефонный разговор с Председателем КНР Си Цзиньпином

Владимир Путин провёл телефонный разговор с Председателем КНР Си Цзиньпином.

Обсуждались торговля и энергетика. {more}
"""
CHINESE = """\
习近平同俄罗斯总统普京通电话

{date}，国家主席习近平同俄罗斯总统普京通电话。双方讨论了贸易和能源。
"""
BRIEF = """\
---
title: A call of two presidents
date: 2026-02-04
sides: [russia, china]
desk: seven
---

Both want more trade.
"""


def put(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")
    return folder


def russian(date: str, more: str = "") -> str:
    return RUSSIAN.format(date=date, more=more)


def run(shelf: Shelf, top: Path, decision: Decision | None = None) -> Report:
    report = Report()
    Run(shelf, report, decision or Decision()).all(list(found(top, {}, report)), lambda: False)
    return report


def mine(shelf: Shelf) -> list[str]:
    return sorted(e.id for e in shelf.entries() if e.origin == "yours")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_one_bad_file_of_ten(shelf: Shelf, tmp_path: Path, places: Paths) -> None:
    top = put(
        tmp_path / "in" / "deeper", **{f"n{n}__md": russian(f"2026-01-{n * 3 + 1:02}") for n in range(9)}
    )
    (top.parent / "bad.txt").write_bytes(b"\x00\x01")
    report = run(shelf, top.parent)
    assert dict(report.counts) == {"new": 9, "failed": 1}
    assert len(report.failed) == 1 and "bad.txt: is a binary file" in report.failed[0]
    assert len(mine(shelf)) == 9
    briefs = places.data / "briefs"
    assert [p for p in briefs.iterdir() if p.name.startswith(".")] == [], "nothing of the work is left"
    assert all(p.stat().st_mode & 0o077 == 0 for p in briefs.rglob("*"))


def test_what_is_passed_over_is_counted(shelf: Shelf, tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", secret__md=russian("2026-03-01"))
    top = put(tmp_path / "in", a__md=russian("2026-02-04"), b__xyz="no readout", __hidden__md="x")
    put(top / ".git", c__md=russian("2026-02-08"))
    (top / "link.md").symlink_to(outside / "secret.md")
    (top / "folder").symlink_to(outside)
    report = run(shelf, top)
    assert dict(report.counts) == {"new": 1, "skipped": 5}
    assert mine(shelf) == ["2026-02-04-russia"]


def test_a_document_that_is_not_read_is_told(shelf: Shelf, tmp_path: Path) -> None:
    """A .doc may well be a readout: it is not passed over as a picture is."""
    top = put(tmp_path / "in", old__doc="x", older__RTF="x", picture__jpg="x")
    report = run(shelf, top)
    assert dict(report.counts) == {"failed": 2, "skipped": 1}
    assert "old.doc: .doc is not read; save it as .docx" in report.failed[0]


def test_an_event_is_not_joined_unless_somebody_says_so(shelf: Shelf, tmp_path: Path) -> None:
    top = put(tmp_path / "in", a__md=russian("2026-02-04"), b__txt=CHINESE.format(date="2026年2月5日"))
    report = run(shelf, top)
    assert dict(report.counts) == {"new": 1, "undecided": 1}
    assert "b.txt: not kept" in report.undecided[0] and "--brief 2026-02-04-russia" in report.undecided[0]
    report = run(shelf, top, Decision(join=True))
    assert dict(report.counts) == {"known": 1, "joined": 1}
    assert set(shelf.open("2026-02-04-russia").sides) == {"russia", "china"}


def test_joined_within_one_run(shelf: Shelf, tmp_path: Path) -> None:
    """The brief that is joined is not in the library yet: it comes with the same batch."""
    far = CHINESE.format(date="2026年2月9日")
    top = put(
        tmp_path / "in", a__md=russian("2026-02-04"), b__txt=CHINESE.format(date="2026年2月5日"), c__txt=far
    )
    report = run(shelf, top, Decision(join=True))
    assert dict(report.counts) == {"new": 2, "joined": 1}
    assert len(shelf.open("2026-02-04-russia").readouts) == 2
    report = run(shelf, top, Decision(join=False))
    assert dict(report.counts) == {"known": 3}


def test_a_brief_of_its_own_when_that_is_said(shelf: Shelf, tmp_path: Path) -> None:
    top = put(tmp_path / "in", a__md=russian("2026-02-04"), b__txt=CHINESE.format(date="2026年2月5日"))
    assert run(shelf, top, Decision(join=False)).counts["new"] == 2
    assert mine(shelf) == ["2026-02-04-russia", "2026-02-05-china"]


def test_new_takes_no_other_texts_place(shelf: Shelf, tmp_path: Path, places: Paths) -> None:
    """Alike texts of one day: in the library, in the folder, and in a folder that is a brief."""
    put(tmp_path / "in" / "talks", brief__md=BRIEF, russia__ru__md=russian("2026-02-04"))
    run(shelf, tmp_path / "in")
    before = tree(places.data)
    more = {f"n{n}__md": russian("2026-02-04", f"И ещё {n}.") for n in (1, 2)}
    top = put(tmp_path / "more", **more)
    put(top / "talks", brief__md=BRIEF, russia__ru__md=russian("2026-02-04", "И культура."))
    report = run(shelf, top, Decision(join=False))
    assert dict(report.counts) == {"new": 2, "failed": 1}
    assert "there is a brief talks already; rename the folder" in report.failed[0]
    after = tree(places.data)
    assert {p: after[p] for p in before} == before and not [p for p in after if "revisions" in p]
    assert run(shelf, top, Decision(join=False)).counts == {"known": 2, "failed": 1}
    assert tree(places.data) == after


def test_all_of_a_folder_into_one_brief(shelf: Shelf, tmp_path: Path) -> None:
    top = put(tmp_path / "in", a__md=russian("2026-02-04"), b__txt=CHINESE.format(date="2026年2月5日"))
    assert run(shelf, top, Decision("talks")).counts == {"new": 1, "joined": 1}
    assert len(shelf.open("talks").readouts) == 2


def test_a_duplicate_under_another_name(shelf: Shelf, tmp_path: Path) -> None:
    top = put(tmp_path / "in", a__md=russian("2026-02-04"), z__md=russian("2026-02-04"))
    assert run(shelf, top).counts == {"new": 1, "known": 1}
    other = put(tmp_path / "other", call__md=russian("2026-02-04"))
    assert run(shelf, other).counts == {"known": 1}


def test_a_newer_text_takes_the_older_ones_place(shelf: Shelf, tmp_path: Path) -> None:
    top = put(tmp_path / "in", a__md=russian("2026-02-04"), b__md=russian("2026-02-14"))
    run(shelf, top)
    put(top, a__md=russian("2026-02-04", "И ещё культура."))
    before = shelf.open("2026-02-14-russia")
    report = run(shelf, top)
    assert dict(report.counts) == {"revised": 1, "known": 1}
    assert report.revised[0].endswith("2026-02-04-russia/russia.ru.md")
    brief = shelf.open("2026-02-04-russia")
    assert [r.key for r in brief.readouts] == ["russia.ru"]
    assert "культура" in brief.readouts[0].body[-1].text
    assert len(list((Path(brief.folder) / "revisions").iterdir())) == 1
    assert shelf.open("2026-02-14-russia") == before
    assert run(shelf, top).counts == {"known": 2}


def test_alike_texts_of_two_days_are_two_texts(shelf: Shelf, tmp_path: Path) -> None:
    """A call today and one tomorrow, in the same set phrases: neither may take the other's place."""
    bare = russian("x").partition("---\n\n")[2]
    texts = {f"{n}__md": f"{n} февраля 2026 года\n\n{bare}" for n in (4, 5)}
    assert run(shelf, put(tmp_path / "in", **texts), Decision(join=False)).counts == {"new": 2}


def test_a_folder_that_is_a_brief(shelf: Shelf, tmp_path: Path) -> None:
    top = put(
        tmp_path / "in" / "putin-xi-call",
        brief__md=BRIEF, russia__ru__md=russian("2026-02-05"),
        china__zh__txt=CHINESE.format(date="2026年2月4日"),
    )  # fmt: skip
    put(top / "revisions", russia__ru__20260205T000000Z__md=russian("2026-02-05", "x"))
    put(top.parent, lone__md=russian("2026-03-05"))
    report = run(shelf, top.parent)
    assert dict(report.counts) == {"new": 2}
    brief = shelf.open("putin-xi-call")
    assert (brief.title, brief.date, brief.sides) == (
        "A call of two presidents",
        "2026-02-04",
        ("russia", "china"),
    )
    assert brief.bottom_line == "Both want more trade."
    assert not brief.guessed
    assert "desk: seven" in (Path(brief.folder) / "brief.md").read_text("utf-8")
    assert [r.key for r in brief.readouts] == ["russia.ru", "china.zh"]
    assert run(shelf, top).counts == {"known": 1}, "and by itself"
    put(top, russia__ru__md=russian("2026-02-05", "И ещё культура."))
    assert run(shelf, top).counts == {"revised": 1}


def test_a_folder_with_the_name_of_another_brief(shelf: Shelf, tmp_path: Path, places: Paths) -> None:
    run(shelf, put(tmp_path / "a" / "talks", brief__md=BRIEF, russia__ru__md=russian("2026-02-04")))
    before = tree(places.data)
    other = put(
        tmp_path / "b" / "talks",
        brief__md=BRIEF.replace("02-04", "03-04"), russia__ru__md=russian("2026-03-04", "Другое."),
    )  # fmt: skip
    report = run(shelf, other)
    assert dict(report.counts) == {"failed": 1}
    assert "talks is another brief, 2026-02-04; rename the folder" in report.failed[0]
    assert tree(places.data) == before


def test_the_librarys_own_folder_is_known(shelf: Shelf, tmp_path: Path, places: Paths) -> None:
    run(shelf, put(tmp_path / "in", a__md=russian("2026-02-04"), b__md=russian("2026-02-14")))
    before = tree(places.data)
    assert run(shelf, places.data / "briefs").counts == {"known": 2}
    assert tree(places.data) == before


def test_a_name_taken_meanwhile(shelf: Shelf, tmp_path: Path, places: Paths) -> None:
    lost: list[str] = []
    with Batch(shelf.own_place, {}, lambda brief_id, *_: lost.append(brief_id)) as batch:
        for brief_id in ("a", "b"):
            (batch.folder(brief_id) / "brief.md").write_text("ours")
            batch.add(brief_id)
        put(places.data / "briefs" / "a", brief__md="theirs")
        assert not (places.data / "briefs" / "b").exists()
    assert lost == ["a"]
    assert (places.data / "briefs" / "a" / "brief.md").read_text() == "theirs"
    assert (places.data / "briefs" / "b" / "brief.md").read_text() == "ours"


def test_what_joins_a_brief_waits_for_the_disk_with_the_rest(
    shelf: Shelf, tmp_path: Path, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one file by itself; and nothing has its name before all of them are on the disk."""
    days = [f"2026-03-{n:02}" for n in range(1, 28, 3)]
    texts = {f"a{n}__md": russian(day) for n, day in enumerate(days)}
    run(shelf, put(tmp_path / "in", **texts))
    briefs = places.data / "briefs"
    waited: list[int] = []

    def alone(folder: Path) -> None:
        if folder.is_relative_to(tmp_path):  # and not what a test before this one still tries to save
            waited.append(-1)

    def there() -> int:
        return len(list(briefs.glob("[!.]*/china.zh*.md")))

    monkeypatch.setattr(files, "_sync_folder", alone)
    monkeypatch.setattr(batch, "sync_all", lambda _: waited.append(there()))
    joining = {f"b{n}__txt": CHINESE.format(date=day) for n, day in enumerate(days)}
    report = run(shelf, put(tmp_path / "more", **joining), Decision(join=True))
    assert report.counts == {"joined": 9}
    assert waited == [0, 9], "once before they have their names, once after"
    assert not [e for e in shelf.entries() if e.problem]
    assert all((p.stat().st_mode & 0o777) == 0o600 for p in briefs.glob("*/*"))
    monkeypatch.undo()
    assert run(shelf, tmp_path / "more", Decision(join=True)).counts == {"known": 9}


def test_a_text_taken_back_leaves_those_that_wait(shelf: Shelf, places: Paths) -> None:
    briefs = put(places.data / "briefs" / "talks", brief__md="theirs").parent
    with Batch(shelf.own_place, {}, lambda *_: None) as batch:
        for name in ("a", "b"):
            batch.join(briefs / "talks" / name, name)
        batch.take_back(briefs / "talks" / "a")
        batch.join(briefs / "talks" / "c", "c")
    assert {p.name: p.read_text() for p in (briefs / "talks").iterdir()} == {
        "brief.md": "theirs",
        "b": "b",
        "c": "c",
    }


def test_two_texts_join_one_brief_in_one_run(shelf: Shelf, tmp_path: Path) -> None:
    """The second is compared with the first, which waits for its place."""
    run(shelf, put(tmp_path / "in", a__md=russian("2026-02-04")), Decision("talks"))
    first = CHINESE.format(date="2026年2月4日")
    top = put(
        tmp_path / "more", b__txt=first, c__txt=first, d__txt=first + "还谈了文化。", e__txt="另一篇。\n"
    )
    report = Report()
    says = {"side": "china", "language": "zh", "published": "2026-02-04"}
    Run(shelf, report, Decision("talks")).all(list(found(top, says, report)), lambda: False)
    assert report.counts == {"joined": 2, "known": 1, "revised": 1}
    brief = shelf.open("talks")
    texts = {r.key: r.body[-1].text for r in brief.readouts}
    assert texts.keys() == {"russia.ru", "china.zh", "china.zh.2"} and "文化" in texts["china.zh"]
    assert len(list((Path(brief.folder) / "revisions").iterdir())) == 1


def test_a_name_in_a_brief_taken_meanwhile(shelf: Shelf, tmp_path: Path) -> None:
    run(shelf, put(tmp_path / "in", a__md=russian("2026-02-04")), Decision("talks"))
    at = Path(shelf.open("talks").folder)
    top = put(tmp_path / "more", b__txt=CHINESE.format(date="2026年2月4日"))
    report = Report()

    def items() -> Iterator[Item]:
        yield from found(top, {}, report)
        (at / "china.zh.md").write_text("theirs")

    Run(shelf, report, Decision(join=True)).all(items(), lambda: False)
    assert +report.counts == {"failed": 1} and "talks: cannot be written: file exists" in report.failed[0]
    assert (at / "china.zh.md").read_text() == "theirs"


def test_what_a_killed_run_has_left_goes_after_a_day(shelf: Shelf, places: Paths) -> None:
    old, running = (put(places.data / "briefs" / f".import-{n}" / "x", brief__md="x").parent for n in "ab")
    os.utime(old, (time.time() - 90_000,) * 2)
    with Batch(shelf.own_place, {}, lambda *_: None):
        pass
    assert (old.exists(), running.exists()) == (False, True)


def row(n: int) -> bytes:
    texts = {"title": "Телефонный разговор", "side": "russia", "language": "ru"}
    return (
        json.dumps({**texts, "date": 1_000_000_000 + n * 86_400 * 3, "text": f"Разговор № {n}."}).encode()
        + b"\n"
    )


def test_an_interrupted_run_goes_on(shelf: Shelf, tmp_path: Path, places: Paths) -> None:
    """The rows come through a pipe, so that the signal is sure to come in the middle."""
    rows = [row(n) for n in range(300)]
    briefs = places.data / "briefs"
    command = [sys.executable, "-c", "from briefing_tui.cli import main; main()", "import", "--from"]
    first = subprocess.Popen(
        [*command, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert first.stdin and first.stdout and first.stderr
    first.stdin.writelines(rows[:250])
    first.stdin.flush()
    end = time.monotonic() + 60
    while not (briefs.is_dir() and sum(1 for p in briefs.iterdir() if p.name[0] != ".") >= 200):
        assert time.monotonic() < end and first.poll() is None
        time.sleep(0.05)
    first.send_signal(signal.SIGINT)
    out, err = first.communicate(b"".join(rows[250:]), timeout=60)
    assert first.returncode == 130
    assert b"stopped; the same command again goes on from here" in err
    done = len(mine(shelf))
    assert 200 <= done <= 251 and out.startswith(f"new       {done}\n".encode())
    assert not [p for p in briefs.iterdir() if p.name.startswith(".")]
    assert not [e for e in shelf.entries() if e.problem]
    dump = tmp_path / "rows.jsonl"
    dump.write_bytes(b"".join(rows))
    again = subprocess.run([*command, str(dump)], capture_output=True, text=True, timeout=60, check=False)
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines()[0] == f"new       {300 - done}"
    assert len(mine(shelf)) == 300


@pytest.mark.parametrize("name", ["no-such-folder", "in"])
def test_a_folder_without_readouts(shelf: Shelf, tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    report = run(shelf, tmp_path / name)
    assert dict(report.counts) == ({} if name == "in" else {"skipped": 1})


def test_two_forms_of_one_text_are_known_the_second_time(tmp_path: Path, shelf: Shelf) -> None:
    """A page and its print, say: the later one takes the place, and no run puts the other one back."""
    top = put(tmp_path / "in", a__md=russian("2026-02-04"), b__md=russian("2026-02-04", "Печать страницы."))
    report = run(shelf, top)
    assert report.counts == {"new": 1, "revised": 1}
    brief = shelf.open(mine(shelf)[0])
    assert report.revised == [str(Path(brief.folder) / "russia.ru.md")]
    before = tree(Path(brief.folder))
    assert run(shelf, top).counts == {"known": 2}
    assert tree(Path(brief.folder)) == before
