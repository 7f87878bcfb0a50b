"""A newer text of a document takes the place of the older one, which is kept as it was."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefing_tui.files import write_atomically
from briefing_tui.library import importing, revisions
from briefing_tui.library.importing import Imported
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import BriefingError, Readout, SourceKind
from briefing_tui.reading import load, sentences
from briefing_tui.reading.load import Source
from tests.keeping import keep_files as keep

HEAD = """\
---
side: france
language: en
source: official
title: Call with the Chancellor
publisher: Élysée
published: 2024-05-06
url: https://example.org/call
---
"""
BODY = """\
The President spoke with the Chancellor by telephone on Monday about the year to come.

They agreed that trade in wine and steel should grow, and that the duties should fall by half.

Defence was discussed at length, and the two ministers will meet in Lyon before the summer.
"""
EDITED = BODY.replace("by half", "by a third").replace("in Lyon", "in Metz")
OTHER = """\
Good evening. I have just spoken with our German friends, and I want to tell you of it.

Questions from the press were answered for an hour; nobody asked about the duties.
"""


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def head_of(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    return data


def without(head: str, *names: str) -> str:
    return "".join(line for line in head.splitlines(True) if line.partition(":")[0] not in names)


@pytest.fixture
def first(shelf: Shelf, tmp_path: Path) -> Imported:
    return keep(shelf, [put(tmp_path, "france.md", HEAD + BODY)], brief_id="talks")


def again(shelf: Shelf, tmp_path: Path, *texts: str, suffix: str = ".md") -> Imported:
    paths = [put(tmp_path, f"again{i}{suffix}", text) for i, text in enumerate(texts)]
    return keep(shelf, paths, brief_id="talks", side="france", language="en")


def test_the_new_text_takes_the_place_and_the_old_one_is_kept(
    shelf: Shelf, tmp_path: Path, first: Imported
) -> None:
    file = first.folder / "france.en.md"
    before = file.read_bytes()
    done = again(shelf, tmp_path, HEAD + EDITED)
    ((old, new, copy),) = done.revised
    assert (old, new, done.written, done.known) == (file, file, (), ())
    assert copy.read_bytes() == before
    assert (copy.parent, copy.suffix) == (first.folder / "revisions", ".md")
    assert copy.name.startswith("france.en.2")
    assert (copy.stat().st_mode & 0o777, copy.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    (readout,) = shelf.open("talks").readouts
    assert readout.key == "france.en"
    assert "by a third" in readout.body[1].text


def test_what_was_kept_is_never_overwritten(
    shelf: Shelf, tmp_path: Path, first: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Stopped:
            return cls(2026, 2, 4, 12, 0, 0, tzinfo=tz)

    monkeypatch.setattr(revisions, "datetime", Stopped)
    contents = [(first.folder / "france.en.md").read_bytes()]
    for day in ("Tuesday", "Wednesday", "Thursday"):
        again(shelf, tmp_path, HEAD + BODY.replace("Monday", day))
        contents.append((first.folder / "france.en.md").read_bytes())
    names = [
        "france.en.20260204T120000Z.md",
        "france.en.20260204T120000Z-2.md",
        "france.en.20260204T120000Z-3.md",
    ]
    assert [(first.folder / "revisions" / n).read_bytes() for n in names] == contents[:3]
    assert len(shelf.open("talks").readouts) == 1
    told = revisions.history(first.folder)
    assert [e.path.name for e in told] == names, "in the order in which they were replaced"
    assert {(e.key, e.moment.isoformat()) for e in told} == {
        ("france.en", "2026-02-04T12:00:00.999000+00:00")
    }
    assert told[1].read().body[0].text.endswith("on Tuesday about the year to come.")


def test_the_day_of_retrieval_is_that_of_each_text(shelf: Shelf, tmp_path: Path) -> None:
    retrieved = HEAD.replace("url:", "retrieved: 2024-05-07\nurl:")
    keep(shelf, [put(tmp_path, "france.md", retrieved + BODY)], brief_id="talks")
    assert shelf.open("talks").readouts[0].retrieved == "2024-05-07"
    again(shelf, tmp_path, HEAD + EDITED)
    assert shelf.open("talks").readouts[0].retrieved == "", "nobody said when the new one was"
    again(shelf, tmp_path, retrieved.replace("05-07", "06-08") + EDITED.replace("Monday", "Tuesday"))
    assert shelf.open("talks").readouts[0].retrieved == "2024-06-08"
    with pytest.raises(BriefingError, match=r"retrieved: 'soon' is not a date"):
        again(shelf, tmp_path, retrieved.replace("2024-05-07", "soon") + BODY)


def test_byte_for_byte_as_the_user_had_it(shelf: Shelf, tmp_path: Path, first: Imported) -> None:
    """With a mark of byte order, line ends of Windows, and a remark: as an editor may leave it."""
    file = first.folder / "france.en.md"
    remarked = HEAD.replace("---\n", "---\n# a remark\n", 1) + BODY
    raw = b"\xef\xbb\xbf" + remarked.replace("\n", "\r\n").encode()
    file.write_bytes(raw)
    ((_, _, copy),) = again(shelf, tmp_path, HEAD + EDITED).revised
    assert copy.read_bytes() == raw


@pytest.mark.parametrize(
    "text",
    [
        HEAD + OTHER,
        without(HEAD, "url") + OTHER,
        without(HEAD, "url", "title") + EDITED,
        EDITED,
    ],
    ids=["same address", "same title", "same words", "bare text"],
)
def test_the_same_document(shelf: Shelf, tmp_path: Path, first: Imported, text: str) -> None:
    assert len(again(shelf, tmp_path, text).revised) == 1
    assert len(shelf.open("talks").readouts) == 1


@pytest.mark.parametrize(
    "text",
    [
        OTHER,
        HEAD.replace("org/call", "org/press") + EDITED,
        without(HEAD, "url").replace("Élysée", "Matignon") + EDITED,
        without(HEAD, "url").replace("05-06", "05-07") + EDITED,
        HEAD.replace("org/call", "org/x").replace("official", "excerpt") + EDITED,
        BODY.split("\n\n")[0],
        without(HEAD, "url", "title") + OTHER,
    ],
    ids=["other words", "address", "publisher", "day", "source", "an excerpt", "nothing in common"],
)
def test_another_document_stays_beside_it(shelf: Shelf, tmp_path: Path, first: Imported, text: str) -> None:
    before = tree(first.folder)
    done = again(shelf, tmp_path, text)
    assert (done.revised, [p.name for p in done.written]) == ((), ["france.en.2.md"])
    assert before.items() <= tree(first.folder).items()


def test_another_language_or_side_is_no_revision() -> None:
    def text(key: str) -> Readout:
        return load.read_source(Source("t.txt", BODY, False), key)[0]

    for other in ("france.de", "germany.en"):
        assert revisions.earlier(text(other), [revisions.Kept(Path("x"), text("france.en"), {})]) is None


def test_each_new_text_has_an_old_one_of_its_own(shelf: Shelf, tmp_path: Path, first: Imported) -> None:
    done = again(shelf, tmp_path, HEAD + EDITED, HEAD + EDITED.replace("Monday", "Tuesday"))
    assert (len(done.revised), len(done.written)) == (1, 1)
    assert len(shelf.open("talks").readouts) == 2
    assert "by a third" in (first.folder / "france.en.md").read_text("utf-8")


def test_the_most_alike_of_several_is_replaced(shelf: Shelf, tmp_path: Path, first: Imported) -> None:
    put(first.folder, "france.en.2.md", HEAD + OTHER)
    ((old, _, _),) = again(shelf, tmp_path, HEAD + OTHER.replace("an hour", "two hours")).revised
    assert old.name == "france.en.2.md"


def test_a_text_given_with_its_revision_stays(shelf: Shelf, tmp_path: Path, first: Imported) -> None:
    done = again(shelf, tmp_path, HEAD + BODY, HEAD + EDITED)
    assert (len(done.known), len(done.written), done.revised) == (1, 1, ())


def test_what_a_person_declared_goes_on(shelf: Shelf, tmp_path: Path, first: Imported) -> None:
    file = first.folder / "france.en.md"
    file.write_text(HEAD.replace("url:", "desk: paris\nchecked: 2024-05-07\ncomplete: false\nurl:") + BODY)
    again(shelf, tmp_path, EDITED, suffix=".txt")
    data = head_of(file)
    assert data["desk"] == "paris"
    assert str(data["checked"]) == "2024-05-07"
    (readout,) = shelf.open("talks").readouts
    assert (readout.url, readout.publisher, readout.published, readout.title, readout.source) == (
        "https://example.org/call", "Élysée", "2024-05-06", "Call with the Chancellor", SourceKind.OFFICIAL,
    )  # fmt: skip
    assert readout.complete is False
    assert not readout.guessed, "what is declared is no guess"


def test_what_the_new_file_says_counts(shelf: Shelf, tmp_path: Path, first: Imported) -> None:
    new = (
        HEAD.replace("Élysée", "Palais").replace("official", "digest").replace("title: C", "title: Second c")
    )
    again(shelf, tmp_path, new + EDITED)
    (readout,) = shelf.open("talks").readouts
    assert (readout.publisher, readout.source, readout.title) == (
        "Palais", SourceKind.DIGEST, "Second call with the Chancellor",
    )  # fmt: skip
    assert readout.complete is SourceKind.DIGEST.complete_by_default


def test_a_headline_of_its_own_is_the_new_title(shelf: Shelf, tmp_path: Path, first: Imported) -> None:
    again(shelf, tmp_path, "# A call, and what came of it\n\n" + EDITED)
    (readout,) = shelf.open("talks").readouts
    assert readout.title == "A call, and what came of it"
    assert "title" in readout.guessed


def test_a_guess_does_not_go_on(shelf: Shelf, tmp_path: Path) -> None:
    bare = "6 May 2024\n\n" + BODY
    first = keep(shelf, [put(tmp_path, "a.txt", bare)], brief_id="talks", side="france", language="en")
    assert "published" in head_of(first.folder / "france.en.md")["guessed"]
    again(shelf, tmp_path, EDITED, suffix=".txt")
    assert "published" not in head_of(first.folder / "france.en.md")


def test_a_bare_file_of_the_user_is_replaced_by_markdown(
    shelf: Shelf, tmp_path: Path, first: Imported
) -> None:
    (first.folder / "france.en.md").unlink()
    put(first.folder, "france.en.txt", BODY)
    ((old, new, copy),) = again(shelf, tmp_path, EDITED, suffix=".txt").revised
    assert (old.exists(), new.name, copy.suffix, copy.read_text("utf-8")) == (
        False,
        "france.en.md",
        ".txt",
        BODY,
    )
    (readout,) = shelf.open("talks").readouts
    assert "by a third" in readout.body[1].text


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Names of files that cannot be written, once and for all."""
    names: list[str] = []

    def write(path: Path, text: str, *, replace: bool = True) -> None:
        if any(part in str(path) for part in names):
            raise OSError(28, "No space left on device")
        write_atomically(path, text, replace=replace)

    monkeypatch.setattr(importing, "write_atomically", write)
    monkeypatch.setattr(revisions, "write_atomically", write)
    yield names


@pytest.mark.parametrize("where", ["revisions", "france.en.md", "france.de.md"])
def test_a_failure_leaves_the_old_texts(
    shelf: Shelf, tmp_path: Path, first: Imported, full: list[str], where: str
) -> None:
    """Two texts are replaced; one of the writes fails."""
    german = HEAD.replace("language: en", "language: de")
    put(first.folder, "france.de.md", german + BODY)
    before = tree(first.folder)
    full.append(where)
    with pytest.raises(BriefingError, match="no space left"):
        keep(
            shelf,
            [put(tmp_path, "en.md", HEAD + EDITED), put(tmp_path, "de.md", german + EDITED)],
            brief_id="talks",
        )
    assert tree(first.folder) == before
    full.clear()
    done = keep(shelf, [tmp_path / "en.md", tmp_path / "de.md"], brief_id="talks")
    assert len(done.revised) == 2


def test_a_revision_is_no_readout_and_the_words_are_kept(
    shelf: Shelf, tmp_path: Path, first: Imported
) -> None:
    done = again(shelf, tmp_path, EDITED, suffix=".txt")
    (wanted,) = load.read_file(tmp_path / "again0.txt", side="france", language="en")
    (readout,) = shelf.open("talks").readouts
    assert readout.hash == wanted.hash
    assert again(shelf, tmp_path, EDITED, suffix=".txt").known == ("france.en",), "known again"
    assert [e.id for e in shelf.entries() if "revisions" in str(e.folder)] == []
    assert len(list((done.folder / "revisions").iterdir())) == 1


def test_likeness_is_of_the_shorter_text() -> None:
    def text(body: str) -> Readout:
        return load.read_source(Source("t.txt", body, False), "france.en")[0]

    whole = text(BODY)
    assert revisions.likeness(whole, whole) == 1
    assert revisions.likeness(whole, text(OTHER)) == 0
    assert 0.9 < revisions.likeness(whole, text(EDITED)) <= 1
    assert 0.5 < revisions.likeness(whole, text(BODY + "\n" + OTHER)) <= 1
    assert revisions.likeness(whole, replace(whole, blocks=())) == 0
    short = text("The talks were frank. They were held in Lyon. Both sides were content with them.")
    run_on = text("The talks were frank; they were held in Lyon; both sides were content with them.")
    assert revisions.likeness(short, run_on) == 1, "the same paragraph, though its sentences are others"


def bodies(files: Iterable[Path]) -> list[Readout]:
    """The readouts of the files, without what else than their words could tell one from another."""
    return [
        replace(r, title="", url="", publisher="", published="")
        for file in sorted(files)
        if file.name != "brief.md"
        for r in load.read_file(file)
    ]


def edited(readout: Readout, seed: int) -> Readout:
    """With a paragraph deleted that is no great part of it, one split, two merged, and three typos."""
    draw = random.Random(seed)
    texts = [b.text for b in readout.body]
    small = [i for i, text in enumerate(texts) if 4 * len(text) < sum(map(len, texts))]
    if small:
        del texts[draw.choice(small)]
    parts = [(i, at) for i, text in enumerate(texts) for at, _ in sentences.split(text)[1:]]
    if parts:
        i, at = draw.choice(parts)
        texts[i : i + 1] = [texts[i][:at].strip(), texts[i][at:]]
    if len(texts) > 1:
        i = draw.randrange(len(texts) - 1)
        texts[i : i + 2] = [" ".join(texts[i : i + 2])]
    for _ in range(3):
        i = draw.randrange(len(texts))
        at = draw.randrange(len(texts[i]))
        texts[i] = f"{texts[i][:at]}x{texts[i][at + 1 :]}"
    first = readout.body[0]
    return replace(readout, blocks=tuple(replace(first, text=t, number=n) for n, t in enumerate(texts, 1)))


def known_again(readouts: list[Readout]) -> None:
    for old in readouts:
        for seed in range(12):
            found = revisions.earlier(edited(old, seed), [revisions.Kept(Path("x"), old, {})])
            assert found, (old.key, seed)


def told_apart(readouts: list[Readout]) -> None:
    for a, b in combinations(readouts, 2):
        if a.language == b.language:
            assert revisions.likeness(a, b) < revisions.MOST / 2, (a.key, b.key)


def test_paragraphs_split_and_merged_are_the_same_text(shelf: Shelf) -> None:
    readouts = bodies(file for e in shelf.entries() for file in e.folder.iterdir())
    assert len(readouts) > 8
    known_again(readouts)
    told_apart(readouts)


def test_labelled_readouts_are_known_again_and_told_apart(readout: Callable[[str], Path]) -> None:
    readouts = bodies(readout("SEED0_ru_en").parent.glob("*.txt"))
    known_again(readouts)
    told_apart(readouts)


def test_an_import_with_split_paragraphs_replaces(shelf: Shelf, tmp_path: Path, first: Imported) -> None:
    """The whole of it in one paragraph, and then every sentence in its own: with other words each time."""
    merged = BODY.replace(".\n\n", ". The talks were frank. ")
    for text in (merged, merged.replace(". ", ".\n\n").replace("frank", "open")):
        assert len(again(shelf, tmp_path, text).revised) == 1
    assert again(shelf, tmp_path, merged.replace("frank", "open")).known == ("france.en",)
    assert len(shelf.open("talks").readouts) == 1


def test_long_texts_are_compared_quickly(shelf: Shelf) -> None:
    """Two of 10,000 words that have nothing in common: each sentence is held against each other one."""
    english = (r for e in shelf.entries() for r in shelf.open(e.id).readouts if r.language == "en")
    words = sorted({w.strip(".,").lower() for r in english for b in r.body for w in b.text.split()})

    def long(seed: int) -> Readout:
        draw = random.Random(seed)

        def sentence() -> str:
            return " ".join(draw.choices(words, k=draw.randint(12, 32))).capitalize() + "."

        text = "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(150))
        assert len(text.split()) > 9_500
        return load.read_source(Source("t.txt", text, False), "france.en")[0]

    a, b = long(1), long(2)
    start = time.process_time()
    assert revisions.likeness(a, b) < 0.1
    assert time.process_time() - start < 3, "0.2 seconds where nothing else is done"
