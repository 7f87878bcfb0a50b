"""Dumps row by row: what a column is mapped to, days in many forms, bad rows told by file and line."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from briefing_tui.files import MAX_BYTES
from briefing_tui.library import dumps
from briefing_tui.library.bulk import Item, Report, Run
from briefing_tui.library.importing import Decision
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import BriefingError, SourceKind, UsageError

MAP = "text=body,title=headline,date=published_at,side=country,language=lang,url=link,id=nr"
Dump = Callable[..., Path]


@pytest.fixture
def dump(tmp_path: Path) -> Dump:
    """Rows (or lines as they are) as a file; its suffix says of which kind."""
    number = count()

    def write(*rows: dict[str, Any] | bytes, suffix: str = ".jsonl", delimiter: str = ",") -> Path:
        path = tmp_path / f"dump{next(number)}{suffix}"
        if suffix == ".jsonl":
            lines = [r if isinstance(r, bytes) else json.dumps(r, ensure_ascii=False).encode() for r in rows]
            path.write_bytes(b"".join(line + b"\n" for line in lines))
        else:
            cells = [r for r in rows if isinstance(r, dict)]
            out = io.StringIO()
            writer = csv.DictWriter(out, list(cells[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(cells)
            path.write_bytes(out.getvalue().encode())
        return path

    return write


def call(**more: Any) -> dict[str, Any]:
    return {
        "nr": 17, "headline": "Call with the Prime Minister of Norway", "published_at": "2026-05-12T09:30Z",
        "country": "Kenya", "lang": "en-GB", "link": "https://example.org/17",
        "body": "The President spoke with the Prime Minister.\n\nThey spoke of tea and of fish.", **more,
    }  # fmt: skip


def answer(**more: Any) -> dict[str, Any]:
    own = {
        "nr": 18, "headline": "Call with the President of Kenya", "published_at": "13.05.2026",
        "country": "norway", "link": "https://example.org/18", "body": "They agreed on a visit in autumn.",
    }  # fmt: skip
    return call(**{**own, **more})


def run(shelf: Shelf, path: Path, columns: str = MAP, *, join: bool | None = None, **says: Any) -> Report:
    report = Report()
    rows = dumps.items(path, dumps.mapping(columns), says)
    Run(shelf, report, Decision(join=join), apart=True).all(rows, lambda: False)
    return report


@pytest.mark.parametrize(
    ("suffix", "delimiter"), [(".jsonl", ","), (".csv", ","), (".csv", ";"), (".tsv", "\t"), (".txt", ",")]
)
def test_a_row_is_a_readout(shelf: Shelf, dump: Dump, suffix: str, delimiter: str) -> None:
    path = dump(call(), suffix=suffix, delimiter=delimiter)
    assert run(shelf, path).counts == {"new": 1}
    brief = shelf.open("2026-05-12-kenya")
    (readout,) = brief.readouts
    assert (readout.side, readout.language, readout.published) == ("kenya", "en", "2026-05-12")
    assert (readout.title, readout.url) == (call()["headline"], call()["link"])
    assert readout.guessed == {"source"}, "what a column says is no guess"
    assert [b.text for b in readout.body] == call()["body"].split("\n\n")
    assert "\nid: '17'\n" in (Path(brief.folder) / "kenya.en.md").read_text("utf-8")
    assert run(shelf, path).counts == {"known": 1}


def test_fields_by_their_own_names(shelf: Shelf, dump: Dump) -> None:
    row = {
        "text": ["One paragraph.", "Another one."], "side": "china", "language": "zh", "date": 1770163200,
        "source": "Translation", "complete": False, "issuer": "MFA", "publisher": "A desk", "more": {"x": 1},
    }  # fmt: skip
    assert run(shelf, dump(row), "").counts == {"new": 1}
    (readout,) = shelf.open("2026-02-04-china").readouts
    assert (readout.source, readout.complete) == (SourceKind.TRANSLATION, False)
    assert (readout.issuer, readout.publisher) == ("MFA", "A desk")
    assert len(readout.body) == 2 and not readout.guessed


def test_what_is_said_overrules_the_rows(shelf: Shelf, dump: Dump) -> None:
    run(shelf, dump(call()), side="tanzania", source=SourceKind.EXCERPT)
    (readout,) = shelf.open("2026-05-12-tanzania").readouts
    assert (readout.source, readout.complete) == (SourceKind.EXCERPT, False)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2026-02-04", "2026-02-04"), ("2026-02-04T23:59+03:00", "2026-02-04"), ("2026/02/04", "2026-02-04"),
        ("20260204", "2026-02-04"), ("04.02.2026", "2026-02-04"), ("4 February 2026", "2026-02-04"),
        ("February 4, 2026", "2026-02-04"), ("2026年2月4日", "2026-02-04"),
        ("4 февраля 2026 г.", "2026-02-04"),
        ("Wed, 04 Feb 2026 18:00:00 +0300", "2026-02-04"), (1770163200, "2026-02-04"),
        (1770163200000, "2026-02-04"), ("1770163200", "2026-02-04"), ("31/12/2025", "2025-12-31"),
        ("12/31/2025", "2025-12-31"), ("05/05/2025", "2025-05-05"),
    ],
)  # fmt: skip
def test_days(given: Any, wanted: str) -> None:
    assert dumps.day(given) == wanted


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("04/02/2026", "may be two days"), ("yesterday", "is not a date"), ("2026-13-45", "is not a date"),
        ("31/31/2026", "month must be"), (1e30, "is not a time"), ("2026/13/01", "month must be"),
        (float("nan"), "is not a time"),
    ],
)  # fmt: skip
def test_no_days(given: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dumps.day(given)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("Russia", "russia"), ("Россия", "russia"), ("俄罗斯", "russia"), ("united states", "united-states"),
     ("United_States", "united-states"), ("china", "china"), ("nowhere", "nowhere")],
)  # fmt: skip
def test_sides(given: str, wanted: str) -> None:
    assert dumps.side(given) == wanted


def test_bad_rows_are_told_and_passed_over(shelf: Shelf, dump: Dump) -> None:
    bad: list[dict[str, Any] | bytes] = [
        b"{not json}", b'["a list"]', b'{"body": "\xff"}', b"", call(body=""), call(body=None),
        call(published_at="04/02/2026"), call(country="atlantis"), call(lang="?"), b"[" * 100_000,
    ]  # fmt: skip
    report = run(shelf, dump(*bad, call()))
    assert dict(report.counts) == {"failed": 9, "new": 1}
    said = [line.partition(".jsonl:")[2] for line in report.failed]
    assert [s.split(":")[0].split()[0] for s in said] == ["1", "2", "3", "5", "6", "7", "8", "9", "10"]
    reasons = (
        "not JSON", "not a JSON object", "not UTF-8", "no text in body", "no text in body", "may be two days",
        "unknown side", "small letters", "not JSON",
    )  # fmt: skip
    assert all(why in line for line, why in zip(said, reasons, strict=True))
    assert "(id 17)" in said[3]
    assert all(line.isprintable() for line in report.failed)


def test_bad_rows_of_a_table(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    good = 'kenya,2026-05-{},"Of tea.\nOf ""fish""."\n'
    path.write_bytes(
        b"\xef\xbb\xbfside,date,text\n" + good.format(12).encode() + b"kenya,2026-05-12\n\n"
        + b"kenya,,\xff\xfe\n" + good.format(20).encode()
    )  # fmt: skip
    report = run(shelf, path, "")
    assert dict(report.counts) == {"new": 2, "failed": 2}
    assert report.failed[0].endswith("d.csv:4: 2 cells where there are 3 columns")
    assert report.failed[1].endswith("d.csv:6: not UTF-8")
    (readout,) = shelf.open("2026-05-20-kenya").readouts
    assert " ".join(b.text for b in readout.body) == 'Of tea. Of "fish".'


def test_a_line_that_is_too_long_is_not_held(shelf: Shelf, dump: Dump) -> None:
    path = dump(b'{"body": "' + b"x" * (2 * MAX_BYTES) + b'"}', call())
    tracemalloc.start()
    report = run(shelf, path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert dict(report.counts) == {"failed": 1, "new": 1}
    assert report.failed[0].endswith(":1: is larger than 10 MB")
    assert peak < 5 * MAX_BYTES


@pytest.mark.parametrize("spec", ["text", "text=", "=body", "words=body", "text=a,date"])
def test_a_map_that_cannot_be(spec: str) -> None:
    with pytest.raises(UsageError, match="write FIELD=COLUMN; the fields are text, event, id"):
        dumps.mapping(spec)


def test_a_table_without_that_column(shelf: Shelf, dump: Dump) -> None:
    with pytest.raises(UsageError, match=r"no column body .* there are text, side"):
        run(shelf, dump({"text": "x", "side": "china"}, suffix=".csv"))


def test_a_dump_that_is_not_there_or_no_file(shelf: Shelf, tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none.csv", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(BriefingError, match=why):
            run(shelf, path)
    assert not [e for e in shelf.entries() if e.origin == "yours"]


def test_rows_that_look_alike_stay_apart_until_somebody_says_so(shelf: Shelf, dump: Dump) -> None:
    report = run(shelf, dump(call(), answer()))
    assert dict(report.counts) == {"new": 2, "alike": 1}
    assert "(id 18): 2026-05-13-norway looks like the event of 2026-05-12-kenya" in report.alike[0]


def test_rows_that_look_alike_are_joined_when_that_is_said(shelf: Shelf, dump: Dump) -> None:
    other = answer(country="Japan", headline="Call with the President of Kenya", nr=19, body="Of cars.")
    report = run(shelf, dump(call(), answer(), other), join=True)
    assert dict(report.counts) == {"new": 2, "joined": 1}
    assert shelf.open("2026-05-12-kenya").sides == ("kenya", "norway")
    assert shelf.open("2026-05-13-japan").sides == ("japan",)


def test_the_same_event_is_one_brief(shelf: Shelf, dump: Dump) -> None:
    """Whatever its day, and without a word said; a row without a value is by itself."""
    late = answer(ev="a", published_at="2026-06-30")
    rows = [call(ev="a"), late, answer(ev="", nr=3, body="Of the rest.", link="", published_at="12.05.2026")]
    columns = f"{MAP},event=ev"
    report = run(shelf, dump(*rows), columns)
    assert dict(report.counts) == {"new": 2, "joined": 1, "alike": 1}
    assert len(shelf.open("2026-05-12-kenya").readouts) == 2
    more = answer(ev="a", country="france", nr=4, link="", body="France was told of it.")
    assert dict(run(shelf, dump(*rows, more), columns).counts) == {"known": 3, "joined": 1}, "resumed"
    assert len(shelf.open("2026-05-12-kenya").readouts) == 3


def test_a_newer_row_replaces(shelf: Shelf, dump: Dump) -> None:
    run(shelf, dump(call()))
    report = run(shelf, dump(call(body=call()["body"].replace("fish", "coffee"))))
    assert dict(report.counts) == {"revised": 1}
    assert "coffee" in shelf.open("2026-05-12-kenya").readouts[0].body[1].text


def test_many_texts_of_one_page_are_many(shelf: Shelf, dump: Dump) -> None:
    """The address of each is that of the list they stand in."""
    bodies = ["Of tea, and of nothing else.", "About a bridge.", "The minister was received by the King."]
    rows = [call(body=b, published_at=f"2026-05-{d}") for b, d in zip(bodies, (12, 12, 20), strict=True)]
    assert run(shelf, dump(*rows)).counts == {"new": 3, "alike": 1}


def test_the_same_few_words_of_two_days_are_two_texts(shelf: Shelf, dump: Dump) -> None:
    later = call(published_at="2026-07-01", link="https://example.org/19")
    assert run(shelf, dump(call(), later)).counts == {"new": 2}
    assert run(shelf, dump(call(), later)).counts == {"known": 2}


def test_a_text_that_begins_like_front_matter_is_text(shelf: Shelf, dump: Dump) -> None:
    run(shelf, dump(call(body="---\nside: france\n---\n\nThe President spoke.")))
    (readout,) = shelf.open("2026-05-12-kenya").readouts
    assert "side: france" in " ".join(b.text for b in readout.blocks)


def test_what_could_command_a_terminal_does_not_get_in(shelf: Shelf, dump: Dump) -> None:
    row = call(body="The \x1b[2J\u202ePresident.", headline="A \x1b]0;x\x07 call", nr="\x1b[31m")
    report = run(shelf, dump(row, call(nr="\x1b[31m", body="")))
    files = Path(shelf.open("2026-05-12-kenya").folder).iterdir()
    kept = "".join(p.read_text("utf-8") for p in files) + "".join(report.failed)
    assert not {"\x1b", "\u202e", "\x07"} & set(kept)


def test_memory_does_not_grow_with_the_rows(shelf: Shelf, dump: Dump) -> None:
    """Nothing of a text is held: what stays is the table of the library, about 1 KB a brief."""
    texts = (
        call(nr=n, link=f"https://example.org/{n}", published_at=86_400 * n, body=f"{n} " + "word " * 800)
        for n in range(200)
    )
    path = dump(*texts)
    held: list[int] = []

    def watched() -> Iterator[Item]:
        for n, item in enumerate(dumps.items(path, dumps.mapping(MAP), {})):
            if n in (60, 190):
                held.append(tracemalloc.get_traced_memory()[0])
            yield item

    tracemalloc.start()
    report = Report()
    Run(shelf, report, Decision(), apart=True).all(watched(), lambda: False)
    tracemalloc.stop()
    assert report.counts["new"] == 200
    assert held[1] - held[0] < 130 * 2_000, "the texts alone are 0.5 MB"
