"""Importing keeps a text word for word, says what was guessed, and changes nothing where it fails."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.files import write_atomically
from briefing_tui.library.importing import Imported
from briefing_tui.library.shelf import Shelf
from briefing_tui.library.written import readout_file
from briefing_tui.model import BriefingError, SourceKind
from briefing_tui.reading import load
from briefing_tui.reading.load import read_file
from briefing_tui.settings.paths import Paths
from tests.keeping import keep_files as keep

RUSSIAN = """\
Телефонный разговор с Президентом Турции

Владимир Путин провёл телефонный разговор с Президентом Турции.

Обсуждались вопросы торговли и *энергетики*. 4 февраля 2025 года."""
DECLARED = """\
---
side: france
language: en
source: translation
complete: false
title: Call with the Chancellor
publisher: Élysée
published: 2024-05-06
url: https://example.org/call
---

The President spoke with the Chancellor.

- Trade was discussed.
- Defence was discussed.
"""
TWO_SIDES = """\
Key points of the French readout

Bilateral ties: The friendship of the two peoples was praised.
Economy: Trade should grow by 10%.

Key points of the German readout

Bilateral ties: Both sides want to meet more often.
Economy: Energy prices were discussed.
"""
HOSTILE = [
    "# No heading", "1. no list", "* no bullet", "> no quote", "<b>bold</b> & &amp; <!-- x", "[a](http://b.c)",
    "a_b_c *d* `e` ~f~", "| a | b |", "+ plus", "- minus", "=== rule", "--- rule", "http://example.org/x?a=b",
    "line with \\ backslash", "ends with #", "ends with \\", "![alt](x.png)", "a@b.org", "100) yes",
    "[^1]: note",
    "```", "~~~ fence", "    indented", "1986\\. was great", "Setext", "===",
]  # fmt: skip


def put(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def words(path: Path) -> list[tuple[tuple[str, ...], str]]:
    return [(tuple(b.text for b in r.body), r.hash) for r in load.read_file(path)]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def kept(shelf: Shelf, *paths: Path, brief_id: str | None = None, side: str | None = None) -> Imported:
    return keep(shelf, paths, brief_id=brief_id, side=side)


def test_text_without_front_matter(shelf: Shelf, tmp_path: Path) -> None:
    source = put(tmp_path, "call.txt", RUSSIAN)
    done = kept(shelf, source)
    assert done.id == "2025-02-04-russia"
    assert [p.name for p in done.written] == ["russia.ru.md", "brief.md"]
    assert words(done.written[0]) == words(source)
    (readout,) = shelf.open(done.id).readouts
    assert {"side", "language", "source", "published", "title"} <= readout.guessed, "a guess stays a guess"
    assert readout.title == "Телефонный разговор с Президентом Турции"


def test_declared_front_matter_stays(shelf: Shelf, tmp_path: Path) -> None:
    source = put(tmp_path, "france.md", DECLARED)
    done = kept(shelf, source)
    (before,) = load.read_file(source)
    (after,) = shelf.open(done.id).readouts
    assert done.id == "2024-05-06-france"
    assert replace(after, key=before.key) == before
    assert (after.source, after.complete, after.guessed) == (SourceKind.TRANSLATION, False, frozenset())


def test_two_sided_summary_becomes_two_files(shelf: Shelf, tmp_path: Path) -> None:
    source = put(tmp_path, "summary.txt", TWO_SIDES)
    done = kept(shelf, source, brief_id="talks")
    assert [p.name for p in done.written] == ["france.en.md", "germany.en.md", "brief.md"]
    assert [w for p in done.written[:2] for w in words(p)] == words(source)
    brief = shelf.open("talks")
    assert brief.sides == ("france", "germany")
    assert [b.label for r in brief.readouts for b in r.body] == ["Bilateral ties", "Economy"] * 2
    assert all(r.source is SourceKind.SUMMARY and not r.complete for r in brief.readouts)


def test_two_sided_summary_under_a_title_keeps_its_paragraphs(shelf: Shelf, tmp_path: Path) -> None:
    source = put(
        tmp_path, "summary.md", "# Two accounts of a meeting\n\n" + TWO_SIDES.replace("Key", "## Key")
    )
    done = kept(shelf, source, brief_id="talks")
    assert [w for p in done.written[:2] for w in words(p)] == words(source)


@pytest.mark.parametrize("line", HOSTILE)
def test_words_that_look_like_markup(shelf: Shelf, tmp_path: Path, line: str) -> None:
    source = put(tmp_path, "t.txt", f"The President spoke at noon.\n\n{line}\n\nAnd then he left. {line}")
    done = kept(shelf, source, brief_id="x", side="france")
    assert words(done.written[0]) == words(source)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="aБ中 .:;#*_-+=>|<&`~[]()!\\1 9\t\"'«»\u00a0\u200b\x1b/@", min_size=1, max_size=30),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([".txt", ".md"]),
)
def test_words_are_kept(paragraphs: list[str], suffix: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        source = put(here, f"t{suffix}", "The President spoke at noon.\n\n" + "\n\n".join(paragraphs))
        folders = (
            here / "bundled",
            here / "site",
            here / "data",
            here / "config",
            here / "cache",
            here / "state",
        )
        shelf = Shelf(Paths(*folders))
        done = kept(shelf, source, brief_id="x", side="france")
        assert words(done.written[0]) == words(source)


def test_the_same_text_twice_is_known(shelf: Shelf, tmp_path: Path) -> None:
    source = put(tmp_path, "france.md", DECLARED)
    first = kept(shelf, source)
    again = kept(shelf, source, brief_id=first.id)
    assert (again.written, again.known) == ((), ("france.en",))
    twin = put(tmp_path, "twin.md", DECLARED)
    both = kept(shelf, source, twin, brief_id="another")
    assert [p.name for p in both.written] == ["france.en.md", "brief.md"]
    assert len(both.known) == 1


def test_a_taken_id_needs_brief(shelf: Shelf, tmp_path: Path) -> None:
    source = put(tmp_path, "france.md", DECLARED)
    first = kept(shelf, source)
    changed = put(tmp_path, "second.md", DECLARED.replace("Trade", "Farming"))
    before = tree(first.folder)
    with pytest.raises(BriefingError, match=f"--brief {first.id}"):
        kept(shelf, changed)
    assert tree(first.folder) == before
    other = put(tmp_path, "other.md", DECLARED.replace("org/call", "org/press").replace("Trade", "Farming"))
    added = kept(shelf, other, brief_id=first.id)
    assert [p.name for p in added.written] == ["france.en.2.md"]
    assert len(shelf.open(first.id).readouts) == 2
    assert {k: v for k, v in tree(first.folder).items() if k in before} == before


def test_the_other_side_is_added_later(shelf: Shelf, tmp_path: Path) -> None:
    first = kept(shelf, put(tmp_path, "france.md", DECLARED))
    german = put(
        tmp_path, "germany.md", DECLARED.replace("side: france", "side: germany").replace("Defence", "Rail")
    )
    added = kept(shelf, german, brief_id=first.id)
    assert [p.name for p in added.written] == ["germany.en.md"]
    assert set(shelf.open(first.id).sides) == {"france", "germany"}


def test_a_side_that_the_brief_does_not_name_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    done = kept(shelf, put(tmp_path, "summary.txt", TWO_SIDES), brief_id="talks")
    before = tree(done.folder)
    russian = put(tmp_path, "call.txt", RUSSIAN)
    with pytest.raises(BriefingError, match=r"russia is none of its sides \(france, germany\)"):
        kept(shelf, russian, brief_id="talks")
    assert tree(done.folder) == before


def test_a_bundled_brief_is_read_only(shelf: Shelf, tmp_path: Path) -> None:
    bundled = next(e for e in shelf.entries() if e.origin == "bundled")
    before = tree(bundled.folder)
    with pytest.raises(BriefingError, match="read-only"):
        kept(shelf, put(tmp_path, "call.txt", RUSSIAN), brief_id=bundled.id)
    assert tree(bundled.folder) == before


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"  \n", "is empty"),
        ("binary.txt", b"\x00\x01\x02", "binary"),
        ("broken.txt", b"Text \x9b31m.", "not UTF-8"),
        ("broken.md", b"---\nside: atlantis\n---\n\nText.\n", "unknown side"),
        ("page.pdf", b"%PDF-1.4", "damaged or cut off"),
    ],
)
def test_one_bad_file_changes_nothing(
    shelf: Shelf, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    good = put(tmp_path, "france.md", DECLARED)
    bad = tmp_path / name
    bad.write_bytes(data)
    before = tree(tmp_path)
    with pytest.raises(BriefingError, match=says) as caught:
        kept(shelf, good, bad)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert tree(tmp_path) == before


def test_a_failing_write_leaves_no_brief(
    shelf: Shelf, tmp_path: Path, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str, *, replace: bool = True) -> None:
        if path.name == "brief.md":
            raise OSError(28, "No space left on device")
        write_atomically(path, text, replace=replace)

    monkeypatch.setattr("briefing_tui.library.importing.write_atomically", full)
    with pytest.raises(BriefingError, match="no space left"):
        kept(shelf, put(tmp_path, "summary.txt", TWO_SIDES), brief_id="talks")
    assert tree(places.data) == {}
    assert "talks" not in [e.id for e in shelf.entries()]


def test_a_side_that_cannot_be_told_asks_for_it(shelf: Shelf, tmp_path: Path, places: Paths) -> None:
    source = put(tmp_path, "t.txt", "The talks were long.\n\nThey were useful.")
    with pytest.raises(BriefingError, match="say --side"):
        kept(shelf, source)
    assert not places.data.exists()
    assert kept(shelf, source, side="norway").id.startswith("undated-norway-")


@pytest.mark.parametrize(
    "bad",
    [
        "../x",
        "/abs",
        ".hidden",
        "..",
        "a/b",
        "",
        "x\x1b[2J",
        "x\ny",
        "x\n",
        "a b",
        "\u202ex",
        "a" * 121,
        "-x",
    ],
)
def test_ids_that_are_no_folder_names(shelf: Shelf, tmp_path: Path, places: Paths, bad: str) -> None:
    source = put(tmp_path, "france.md", DECLARED)
    before = tree(tmp_path)
    if not bad:  # nothing said: the id is made
        assert kept(shelf, source, brief_id=bad).id == "2024-05-06-france"
        return
    with pytest.raises(BriefingError, match="an id is letters") as caught:
        kept(shelf, source, brief_id=bad)
    assert str(caught.value).isprintable()
    assert tree(tmp_path) == before


@pytest.mark.parametrize("title", ["../x", "/abs", ".hidden", "a: b #c", "'\"", "---", "- x", "{}", "日本語"])
def test_hostile_titles(shelf: Shelf, tmp_path: Path, places: Paths, title: str) -> None:
    quoted = title.replace("'", "''")
    source = put(tmp_path, "france.md", DECLARED.replace("Call with the Chancellor", f"'{quoted}'"))
    done = kept(shelf, source)
    assert done.folder.parent == places.data / "briefs"
    assert shelf.open(done.id).readouts[0].title == title


def test_control_characters_do_not_get_in(shelf: Shelf, tmp_path: Path) -> None:
    source = put(tmp_path, "france.md", DECLARED.replace("The President", "The \x1b[2J\u202ePresident"))
    done = kept(shelf, source)
    assert not {"\x1b", "\u202e"} & set("".join(p.read_text("utf-8") for p in done.written))


def test_library_takes_the_import(places: Paths, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    done = kept(Shelf(places, library), put(tmp_path, "france.md", DECLARED))
    assert done.folder == library / done.id
    assert all(p.stat().st_mode & 0o777 == 0o600 for p in done.written)
    assert not places.data.exists()


CORPUS = [
    "E06_cn_zh", "E06_us_en", "E15_cn_zh", "E15_ru_ru", "E16_cn_zh", "E16_ru_en_a", "E17_ru_en", "E18_ru_en",
    "E18_us_en", "E22_ua_en", "E22_us_en", "S01_ru_ru", "S06_ru_en", "S13_cn_zh", "SEED0_ru_en",
    "SEED1_two_sides",
]  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_a_real_readout_is_kept_block_by_block(
    name: str, shelf: Shelf, readout: Callable[[str], Path]
) -> None:
    path = readout(name)
    before = read_file(path)
    done = keep(shelf, [path])
    after = shelf.open(done.id).readouts
    for old, new in zip(
        before, sorted(after, key=lambda r: [b.side for b in before].index(r.side)), strict=True
    ):
        assert new.hash == old.hash
        assert [(b.kind, b.number) for b in new.blocks] == [(b.kind, b.number) for b in old.blocks]
    assert len(keep(shelf, [path], brief_id=done.id).known) == len(before), "known again, word for word"


@pytest.mark.parametrize(
    "headline", ["Call with the President of Kenya: 12 May 2026", "外长通电话。", "They agreed."]
)
def test_a_headline_that_looks_like_a_sentence_stays_one(tmp_path: Path, headline: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><meta charset=utf-8><title>{headline}</title><body><h1>{headline}</h1>"
        "<p>The Prime Minister of Norway spoke to the President of Kenya.</p><p>They spoke of trade.</p>"
    )
    (readout,) = read_file(page)
    (tmp_path / "kept.md").write_text(readout_file(readout, {}))
    (again,) = read_file(tmp_path / "kept.md")
    assert readout.title == again.title == headline
    assert again.hash == readout.hash
