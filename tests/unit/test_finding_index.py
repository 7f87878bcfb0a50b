"""The index of all readouts and notes: what it finds, how it keeps up, that it mends and is never needed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_tui.desk import Desk
from briefing_tui.finding.finder import Finder
from briefing_tui.finding.index import MOST, open_index
from briefing_tui.finding.pieces import Found
from briefing_tui.finding.query import parse
from briefing_tui.library.database import Unavailable
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Anchor, Brief
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import Paths

Put = Callable[..., Path]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


def put(library: Path, name: str, text: str, date: str = "2025-02-24", **texts: str) -> Path:
    """A brief of two sides with ``text`` in Russia's English readout; ``texts`` are more of them."""
    folder = library / name
    folder.mkdir(exist_ok=True)
    (folder / "brief.md").write_text(f"---\ntitle: Talks\ndate: {date}\nkind: phone call\n---\n")
    for stem, words in {"russia_en": text, **texts}.items():
        side, language = stem.split("_")
        head = f"---\nside: {side}\nlanguage: {language}\nsource: official\n---\n\n"
        (folder / f"{side}.{language}.md").write_text(head + words + "\n", "utf-8")
    return folder


def finder(places: Paths, library: Path) -> Finder:
    shelf = Shelf(replace(places, bundled=library / "nothing"), library)
    return Finder(shelf, NoteStore(places.notes), places.cache)


def read_up(found: Finder) -> Finder:
    for _ in found.update():
        pass
    return found


def hits(found: Finder, words: str, *, typing: bool = False) -> list[Found]:
    return list(found.search(parse(words, typing=typing)).found)


def where(found: Finder, words: str) -> list[tuple[str, str, int]]:
    return [(h.event.brief, h.source.key, h.piece.paragraph) for h in hits(found, words)]


def by_index(found: Finder) -> bool:
    return found.search(parse("a")).total is not None


# -- what it finds ----------------------------------------------------------------------------------


def test_paragraphs_headings_titles_and_notes(places: Paths, library: Path) -> None:
    text = "First on trade.\n\n## Energy\n\nThen on gas.\n\nLast on culture."
    put(library, "talks", text)
    store = NoteStore(places.notes)
    anchor = Anchor(side="russia", language="en", paragraph=2, exact="on gas")
    store.save(replace(store.new("talks", anchor), body="Look at the pipeline. #energy"))
    found = read_up(finder(places, library))
    assert by_index(found)
    assert where(found, "gas in:texts") == [("talks", "russia.en", 2)]
    assert where(found, "energy in:texts") == [("talks", "russia.en", 2)], (
        "a heading opens at what it is over"
    )
    (hit,) = hits(found, "pipeline")
    assert (hit.source.what, hit.event.brief, hit.piece.paragraph) == ("note", "talks", 2)
    assert [h.source.what for h in hits(found, "#energy in:notes")] == ["note"]
    assert [h.source.what for h in hits(found, "gas in:notes")] == ["note"], "by the words that it is on"
    assert [h.source.what for h in hits(found, "talks")] == ["title"]


def test_a_note_commands_no_terminal(places: Paths, library: Path) -> None:
    """Its body is kept as it was written; what is found of it is safe to show, by the index and without."""
    put(library, "first", "On trade.")
    at = places.notes / "first"
    at.mkdir(parents=True)
    (at / "n.md").write_text("---\ncreated: 2026-01-02\n---\nOn gas \x1b[31m and oil.\n")
    found = finder(places, library)
    for way in (found, read_up(found)):
        assert [h.piece.text for h in hits(way, "gas")] == ["On gas ␛[31m and oil."]


def test_names_that_are_no_unicode(places: Paths, library: Path) -> None:
    """Of a note's file and of a folder of notes; tags and quotations may hold anything that YAML can say."""
    put(library, "first", "On trade.")
    for folder in (b"first", b"gone\xff"):
        at = places.notes / os.fsdecode(folder)
        at.mkdir(parents=True)
        note = '---\ncreated: 2026-01-02\ntags: ["\\ud800x"]\nanchor: {exact: "a \\udfff b"}\n---\nOn gas.\n'
        (at / os.fsdecode(b"n\xfe.md")).write_text(note)
    two = [(name, os.fsdecode(b"n\xfe"), 0) for name in (os.fsdecode(b"gone\xff"), "first")]
    found = read_up(finder(places, library))
    assert by_index(found)
    assert sorted(where(found, "gas")) == sorted(two)
    assert where(found, "gas brief:first") == [two[1]]
    for folder in (b"first", b"gone\xff"):
        (places.notes / os.fsdecode(folder) / os.fsdecode(b"n\xfe.md")).unlink()
    assert where(read_up(found), "gas") == []


def test_the_place_of_the_words_is_exact(places: Paths, library: Path) -> None:
    text = "Стороны обсудили 新時代全面戰略協作 и ёмкое Партнёрство."
    put(library, "talks", text)
    found = read_up(finder(places, library))
    (hit,) = hits(found, "战略 партнерства")
    assert hit.words == ["戰略", "Партнёрство"]
    assert [text[a:b] for a, b in hit.spans] == hit.words


@pytest.mark.parametrize(
    ("words", "briefs"),
    [
        ("gas", "abc"),
        ("gas side:russia", "abc"),
        ("gas side:Китай", ""),
        ("газ side:china", "c"),
        ("gas -side:russia", ""),
        ("gas lang:en", "abc"),
        ("газ lang:ru", "c"),
        ("gas after:2025", "bc"),
        ("gas before:2025-03", "ab"),
        ("gas on:2025", "bc"),
        ("gas on:2025-02-24", "b"),
        ("gas after:2024-12-31 before:2025-05", "b"),
        ("gas kind:call", "abc"),
        ("gas kind:visit", ""),
        ("gas kind:phon", "abc"),
        ("gas kind:hone", ""),
        ('gas kind:"phone ca"', "abc"),
        ('gas kind:"call phone"', ""),
        ("gas -kind:call", ""),
        ("gas brief:b", "b"),
        ("gas -brief:b", "ac"),
        ("gas brief:talks", "abc"),
        ("gas -oil", "ac"),
        ('gas -"oil and gas"', "ac"),
        ('"gas and oil"', ""),
    ],
)
def test_conditions(places: Paths, library: Path, words: str, briefs: str) -> None:
    put(library, "a", "On gas.", "2024-11-01")
    put(library, "b", "On oil and gas.", "2025-02-24")
    put(library, "c", "On gas.", "2025-06-01", china_ru="О газе.")
    found = finder(places, library)
    assert "".join(sorted(h.event.brief for h in found._through_all(parse(words)))) == briefs
    assert "".join(sorted(h.event.brief for h in hits(read_up(found), words))) == briefs
    assert by_index(found)


def test_ranked_by_weight_and_then_the_newest_first(places: Paths, library: Path) -> None:
    put(library, "a", "On gas.", "2024-01-01")
    put(library, "b", "On gas.", "2025-01-01")
    put(library, "c", "Gas, and gas: about gas.", "2023-01-01")
    put(library, "d", "Gas is one of a great many things that were spoken about.", "2026-01-01")
    put(library, "e", "Nothing.")
    assert [b for b, _, _ in where(read_up(finder(places, library)), "gas")] == ["c", "b", "a", "d"]


def test_of_very_many_the_newest(places: Paths, library: Path) -> None:
    many = "\n\n".join("On gas." for _ in range(MOST))
    put(library, "new", many, "2025-01-01")
    put(library, "old", many, "2024-01-01")
    found = read_up(finder(places, library))
    assert found.search(parse("gas")).total == MOST
    assert {b for b, _, _ in where(found, "gas")} == {"new"}
    assert {b for b, _, _ in where(found, "gas before:2025")} == {"old"}


def test_as_you_type(places: Paths, library: Path) -> None:
    put(library, "a", "A strategic partnership; партнёрство.")
    found = read_up(finder(places, library))
    for word in ("strategic", "partnership", "партнёрство"):
        for n in range(2, len(word) + 1):
            assert len(hits(found, word[:n], typing=True)) == 1, word[:n]
            assert hits(found, word[:n], typing=True)[0].spans


# -- the index and the way without ------------------------------------------------------------------

ENGLISH = (
    "gas oil trade trades trading strategic strategy stability China’s Chinese US U.S. US-China 2.5 Erdoğan"
)
RUSSIAN = "газ газа торговля торговли стратегический партнёрство партнерства Китай Китаем ещё"
CHINESE = "战 略 战略 戰略协作 合作 合作伙伴 中美 中 APEC会议"
WORDS = f"{ENGLISH} {RUSSIAN} {CHINESE}".split()
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join) | st.text(
    st.characters(exclude_categories=("C", "Z", "P", "S")), min_size=1, max_size=8
)
PART = st.builds(
    lambda no, quoted, words: "-" * no + (f'"{" ".join(words)}"' if quoted else words[0]),
    st.sampled_from((False, False, True)),
    st.booleans(),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT, min_size=1, max_size=8), st.lists(st.lists(PART, min_size=1, max_size=3), max_size=8))
def test_both_ways_find_the_same(
    tmp_path_factory: pytest.TempPathFactory, places: Paths, texts: list[str], queries: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    (folder / "library").mkdir()
    put(folder / "library", "talks", "\n\n".join(texts))
    mine = replace(places, cache=folder / "cache")
    found = read_up(finder(mine, folder / "library"))
    for words in map(" ".join, queries):
        query = parse(words)
        by = found.search(query)
        assert by.total is not None
        if any(not w.no for w in query.wanted):
            assert set(by.found) == set(found._through_all(query)), words


# -- keeping up -------------------------------------------------------------------------------------


def test_what_is_new_changed_or_gone(places: Paths, library: Path) -> None:
    put(library, "a", "On gas.")
    found = read_up(finder(places, library))
    put(library, "b", "On gas.")
    put(library, "a", "On oil now.")
    read_up(found)
    assert where(found, "gas") == [("b", "russia.en", 1)]
    assert where(found, "oil") == [("a", "russia.en", 1)]
    shutil.rmtree(library / "b")
    read_up(found)
    assert where(found, "gas") == []
    store = NoteStore(places.notes)
    note = store.save(replace(store.new("b", Anchor()), body="A note on gas without its brief."))
    read_up(found)
    assert [h.source.key for h in hits(found, "gas")] == [note.id]
    store.delete(note)
    read_up(found)
    assert where(found, "gas") == []
    assert by_index(found)


def test_a_broken_brief_is_left_out_until_it_is_mended(places: Paths, library: Path) -> None:
    folder = put(library, "a", "On gas.")
    (folder / "brief.md").write_text("---\nsides: 7\n---\n")
    put(library, "b", "On gas.")
    found = read_up(finder(places, library))
    assert where(found, "gas") == [("b", "russia.en", 1)]
    put(library, "a", "On gas.")
    assert len(where(read_up(found), "gas")) == 2


def test_nothing_is_read_twice(places: Paths, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(library, "a", "On gas.")
    found = read_up(finder(places, library))
    read: list[str] = []
    opened = Shelf.open

    def opening(self: Shelf, name: str) -> Brief:
        read.append(name)
        return opened(self, name)

    monkeypatch.setattr(Shelf, "open", opening)
    put(library, "b", "On gas.")
    read_up(found)
    assert read == ["b"]


def test_it_can_be_stopped_and_goes_on(places: Paths, library: Path) -> None:
    for n in range(120):
        put(library, f"brief{n:03}", "On gas.")
    found = finder(places, library)
    stopped: list[bool] = []
    for progress in found.update(lambda: bool(stopped)):
        first = progress
        stopped.append(True)
    assert len(stopped) == 1
    assert 0 < first.done < first.total == 120
    assert found.search(parse("gas")).total == first.done
    steps = [progress.done for progress in found.update()]
    assert steps == sorted(steps)
    assert steps[-1] == found.search(parse("gas")).total == 120


# -- what goes wrong --------------------------------------------------------------------------------


@pytest.fixture
def three(places: Paths, library: Path) -> Finder:
    for name in "abc":
        put(library, name, "On gas, and on oil.\n\n" + "Other words here. " * 40)
    return read_up(finder(places, library))


def index_file(places: Paths) -> Path:
    (file,) = places.cache.glob("search-*.sqlite")
    return file


@pytest.mark.parametrize("damage", ["gone", "cut", "empty", "zeros", "middle", "other"])
def test_it_mends_itself(places: Paths, three: Finder, damage: str) -> None:
    file = index_file(places)
    data = file.read_bytes()
    half = len(data) // 2
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(
            {
                "cut": data[: half + 100], "empty": b"", "zeros": bytes(len(data)), "other": b"text\n" * 999,
                "middle": data[: half - 9000] + os.urandom(18_000) + data[half + 9000 :],
            }[damage]
        )  # fmt: skip
    for _ in range(3):  # whatever state it is in the right answer comes
        assert len(where(three, "gas")) == 3
        read_up(three)
    assert by_index(three)


@pytest.mark.parametrize("place", ["folder", "link", "file for the folder"])
def test_without_an_index_all_is_found_slower(
    places: Paths, library: Path, three: Finder, place: str
) -> None:
    file = index_file(places)
    file.unlink()
    if place == "folder":
        file.mkdir()
    elif place == "link":
        file.symlink_to(library / "a" / "brief.md")
    else:
        shutil.rmtree(places.cache)
        places.cache.write_text("no folder")
    found = read_up(finder(places, library))
    assert not by_index(found)
    assert len(where(found, "gas")) == 3


def test_a_cache_that_goes_while_the_program_runs(places: Paths, library: Path, three: Finder) -> None:
    assert by_index(three)
    shutil.rmtree(places.cache)
    places.cache.write_text("a file in its place")
    put(library, "later", "They spoke of coal.")
    read_up(three)
    assert not by_index(three)
    assert [brief for brief, *_ in where(three, "coal")] == ["later"]


def test_a_disk_that_fills_up(places: Paths, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(library, "a", "On gas.")

    def refused(*_: object) -> None:
        raise Unavailable("database or disk is full")

    monkeypatch.setattr("briefing_tui.finding.index.Index.put", refused)
    found = read_up(finder(places, library))
    assert not by_index(found), "it has not all of it"
    assert len(where(found, "gas")) == 1


def test_an_index_that_lies_is_thrown_away(places: Paths, three: Finder) -> None:
    index = open_index(places.cache)
    assert index
    with index._database.change() as connection:  # the terms of one piece under the id of another
        (first,) = connection.execute("SELECT max(last) FROM sources WHERE what = 'text'").fetchone()
        row = (first - 1, "swordfish")
        connection.execute("INSERT INTO found(rowid, terms) VALUES (?, ?)", row)
    assert where(three, "swordfish") == []
    assert not index.token
    assert by_index(read_up(three))


UPDATER = """
import sys
from pathlib import Path
from briefing_tui.finding.finder import Finder
from briefing_tui.library.shelf import Shelf
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings.paths import paths
places = paths()
found = Finder(Shelf(places, Path(sys.argv[1])), NoteStore(places.notes), places.cache)
for progress in found.update():
    print(progress.done, flush=True)
"""


def updater(library: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", UPDATER, str(library)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def many(library: Path) -> Path:
    for n in range(300):
        put(library, f"brief{n:03}", f"On gas, number{n}.\n\n" + "Other words here. " * 20)
    return library


def test_two_sessions_keep_it_while_a_third_searches(places: Paths, many: Path) -> None:
    found = Finder(Shelf(places, many), NoteStore(places.notes), places.cache)
    both = [updater(many) for _ in range(2)]
    own = found.update()
    next(own)
    seen = set()
    while any(each.poll() is None for each in both):
        answer = found.search(parse("gas on:2025-02-24 in:texts"))
        held = [h.event.brief for h in answer.found if h.piece.body and "number" in h.piece.text]
        assert len(held) == len(set(held)), "never one brief twice"
        seen.add(len(held))
    for each in both:
        _, errors = each.communicate()
        assert (each.returncode, errors) == (0, "")
    assert len(seen) > 1, "it was seen while it grew"
    assert len(where(read_up(found), "gas brief:brief")) == 300


def test_killed_in_the_middle_it_goes_on(places: Paths, many: Path) -> None:
    found = Finder(Shelf(places, many), NoteStore(places.notes), places.cache)
    for _ in range(4):
        process = updater(many)
        assert process.stdout
        process.stdout.readline()
        time.sleep(random.random() / 10)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    read_up(found)
    assert by_index(found)
    answers = where(found, "gas brief:brief")
    assert len(answers) == len(set(answers)) == 300


def test_restricted_mode_searches_and_writes_nothing_elsewhere(places: Paths, library: Path) -> None:
    code = (
        "from briefing_tui.settings import confinement; confinement.enter()\n"
        "from briefing_tui.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, "--restricted", "search", "Shenzhen"],
        cwd=library, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Shenzhen" in done.stdout
    assert index_file(places).stat().st_mode & 0o777 == 0o600


def test_the_desk_has_one(places: Paths) -> None:
    assert isinstance(Desk().finder, Finder)


@pytest.fixture
def read_only(places: Paths, library: Path) -> Iterator[Finder]:
    """A finder whose cache is on a disk that cannot be written, by root neither."""
    put(library, "a", "On gas.")
    read_up(finder(places, library))
    kept = shutil.copytree(places.cache, library.parent / "kept")
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "briefing-cache", str(places.cache)], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        shutil.copytree(kept, places.cache, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", str(places.cache)], check=True)
        yield finder(places, library)
    finally:
        subprocess.run(["umount", "--lazy", str(places.cache)], check=True)


def test_a_cache_that_cannot_be_written(places: Paths, library: Path, read_only: Finder) -> None:
    assert len(where(read_up(read_only), "gas")) == 1
    assert by_index(read_only), "it holds still"
    put(library, "b", "On gas.")
    assert len(where(read_up(read_only), "gas")) == 2
    assert not by_index(read_only)
