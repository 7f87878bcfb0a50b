"""The shelf: every brief within reach, broken ones with their reason, the cache never noticed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.analysis.compare import compare
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief, BriefingError, pairs
from briefing_tui.settings.paths import Paths

BUNDLED = {
    "2021-12-07-biden-putin", "2022-01-02-biden-zelenskyy", "2022-02-04-putin-xi", "2022-11-14-xi-biden",
    "2024-05-16-putin-xi", "2025-02-24-putin-xi", "2025-05-08-putin-xi", "2025-09-02-putin-xi",
    "2026-02-04-putin-xi",
}  # fmt: skip
FRANCE = (
    "---\nside: france\nlanguage: en\nsource: official\n---\n\nThe President spoke. Trade was discussed.\n"
)
GERMANY = (
    "---\nside: germany\nlanguage: en\nsource: official\n---\n\nThe Chancellor spoke of trade and energy.\n"
)
Maker = Callable[..., Path]


@pytest.fixture
def make(places: Paths) -> Maker:
    """Lays a brief down in the user's library, or in another place."""

    def made(name: str, *, title: str = "Talks", at: Path | None = None, **readouts: str) -> Path:
        folder = (at or places.data / "briefs") / name
        folder.mkdir(parents=True)
        (folder / "brief.md").write_text(
            f"---\ntitle: {title}\ndate: 2024-05-06\nsides: [france, germany]\n---\n"
        )
        for key, text in (readouts or {"france": FRANCE, "germany": GERMANY}).items():
            (folder / f"{key}.en.md").write_text(text)
        return folder

    return made


def opened(shelf: Shelf, brief_id: str) -> Brief:
    brief = shelf.open(brief_id)
    shelf.compare(brief, pairs(brief)[0])
    return brief


def test_bundled_briefs_are_there_the_newest_first(shelf: Shelf) -> None:
    entries = shelf.entries()
    assert {e.id for e in entries} >= BUNDLED
    assert [e.date for e in entries] == sorted((e.date for e in entries), reverse=True)
    assert all(not e.problem and e.title and len(e.sides) == 2 for e in entries)


def test_places_and_origins(shelf: Shelf, places: Paths, make: Maker, tmp_path: Path) -> None:
    make("mine")
    make("shared-one", at=places.site_data / "briefs")
    make("further", at=tmp_path / "library")
    with_library = Shelf(places, tmp_path / "library")
    assert {e.id: e.origin for e in with_library.entries() if e.id not in BUNDLED} == {
        "mine": "yours", "shared-one": "shared", "further": "library",
    }  # fmt: skip
    assert with_library.open("further").origin == "library"
    assert "further" not in {e.id for e in shelf.entries()}


def test_library_must_be_a_folder(places: Paths, tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="no such folder"):
        Shelf(places, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        (
            "france.en.md",
            "---\nside: atlantis\n---\n\nText.\n",
            "france.en.md:2: side: unknown side 'atlantis'",
        ),
        ("france.en.md", "---\nside: [\n---\n\nText.\n", "not valid YAML"),
        ("france.en.md", "---\nside: japan\n---\n\nText.\n", "side japan is none of this brief’s sides"),
        ("france.en.md", "", "is empty"),
        ("brief.md", "---\ndate: yesterday\n---\n", "brief.md:2: date"),
        ("brief.md", "---\nsides: [france, atlantis]\n---\n", "unknown side 'atlantis'"),
    ],
)
def test_a_broken_brief_among_good_ones(shelf: Shelf, make: Maker, file: str, text: str, says: str) -> None:
    make("good")
    (make("bad") / file).write_text(text)
    problems = {e.id: e.problem for e in shelf.entries()}
    assert says in problems.pop("bad")
    assert set(problems) == BUNDLED | {"good"}
    assert not any(problems.values())
    assert shelf.open("good").title == "Talks"
    with pytest.raises(BriefingError) as caught:
        shelf.open("bad")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_readouts(shelf: Shelf, make: Maker) -> None:
    for path in make("empty").glob("*.en.md"):
        path.unlink()
    assert "has no readouts" in next(e.problem for e in shelf.entries() if e.id == "empty")


def test_what_is_no_brief_is_passed_over(shelf: Shelf, places: Paths, make: Maker) -> None:
    make(".hidden")
    (places.data / "briefs" / "no-brief").mkdir()
    (places.data / "briefs" / "file.md").write_text("text")
    assert {e.id for e in shelf.entries()} == BUNDLED


@pytest.mark.parametrize("unknown", ["nothing", "../2026-02-04-putin-xi", "", ".", "x\x1b[2J"])
def test_an_unknown_id(shelf: Shelf, unknown: str) -> None:
    with pytest.raises(BriefingError, match="no brief and no file named") as caught:
        shelf.open(unknown)
    assert str(caught.value).isprintable()


def test_two_briefs_with_one_id(shelf: Shelf, places: Paths, make: Maker) -> None:
    mine = make("talks")
    shared = make("talks", title="Others", at=places.site_data / "briefs")
    with pytest.raises(BriefingError, match="two briefs have the id talks") as caught:
        shelf.open("talks")
    assert str(mine) in str(caught.value)
    assert str(shared) in str(caught.value)
    assert [e.problem != "" for e in shelf.entries() if e.id == "talks"] == [True, True]


def test_identical_copies_are_one_brief(shelf: Shelf, places: Paths, make: Maker) -> None:
    mine = make("talks")
    shutil.copytree(mine, places.site_data / "briefs" / "talks")
    (entry,) = [e for e in shelf.entries() if e.id == "talks"]
    assert (entry.origin, entry.problem) == ("yours", "")
    assert shelf.open("talks").folder == str(mine)


def test_the_same_library_twice_is_no_clash(places: Paths, make: Maker) -> None:
    make("talks")
    shelf = Shelf(places, places.data / "briefs")
    assert len([e for e in shelf.entries() if e.id == "talks"]) == 1


@pytest.mark.parametrize("brief_id", sorted(BUNDLED))
def test_the_second_time_is_equal_to_the_first(shelf: Shelf, places: Paths, brief_id: str) -> None:
    brief = shelf.open(brief_id)
    for pair in pairs(brief):
        first = shelf.compare(brief, pair)
        left, right = brief.readout(pair.left), brief.readout(pair.right or "")
        assert left is not None
        assert first == compare(left, right)
    again = Shelf(places)
    assert again.open(brief_id) == brief
    assert [again.compare(brief, p) for p in pairs(brief)] == [shelf.compare(brief, p) for p in pairs(brief)]


def test_the_cache_is_used(shelf: Shelf, places: Paths, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    make("talks")
    brief = opened(shelf, "talks")

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("briefing_tui.library.folder.read_folder", never)
    monkeypatch.setattr("briefing_tui.analysis.compare.compare", never)
    assert opened(Shelf(places), "talks") == brief


def test_a_changed_file_is_read_again(shelf: Shelf, make: Maker) -> None:
    folder = make("talks")
    before = opened(shelf, "talks")
    (folder / "france.en.md").write_text(FRANCE.replace("Trade", "Visas"))
    after = shelf.open("talks")
    assert after != before
    assert "Visas" in after.readouts[0].body[0].text
    made = shelf.compare(after, pairs(after)[0])
    assert any("Visas" in p.text for p in made.left.points)


def test_a_new_and_a_removed_file_are_seen(shelf: Shelf, make: Maker) -> None:
    folder = make("talks")
    opened(shelf, "talks")
    (folder / "france.en.2.md").write_text(FRANCE)
    assert len(shelf.open("talks").readouts) == 3
    (folder / "france.en.2.md").unlink()
    assert len(shelf.open("talks").readouts) == 2


def test_a_changed_heading_changes_the_cards(shelf: Shelf, make: Maker) -> None:
    body = FRANCE.split("\n\n")[0] + "\n\nThe President spoke.\n\n## {}\n\nIt was long.\n"
    folder = make("talks", france=body.format("Trade and economy"), germany=GERMANY)
    before = opened(shelf, "talks")
    (folder / "france.en.md").write_text(body.format("Nuclear weapons"))
    after = shelf.open("talks")
    left = after.readouts[0]
    assert left.hash == before.readouts[0].hash, "the same words"
    assert shelf.compare(after, pairs(after)[0]) == compare(left, after.readouts[1])


def test_one_folder_under_two_names(shelf: Shelf, make: Maker, tmp_path: Path) -> None:
    folder = make("talks")
    (tmp_path / "alias").symlink_to(folder)
    assert shelf.open_folder(folder).id == "talks"
    assert shelf.open_folder(tmp_path / "alias").id == "alias"


def test_a_network_disk_that_numbers_files_anew_does_not_empty_the_cache(
    shelf: Shelf, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("talks")
    signs = {brief: shelf.sign(same) for brief, same in shelf.found().items()}
    stat = Path.stat

    def numbered_anew(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        about = stat(self, follow_symlinks=follow_symlinks)
        named = {name: getattr(about, name) for name in dir(about) if name.startswith("st_")}
        return os.stat_result((about.st_mode, about.st_ino + 1000, *about[2:]), named)

    monkeypatch.setattr(Path, "stat", numbered_anew)
    assert signs and {brief: shelf.sign(same) for brief, same in shelf.found().items()} == signs


def test_a_text_in_place_of_one_of_the_same_size_and_time_is_read(shelf: Shelf, make: Maker) -> None:
    path = make("talks", france=FRANCE) / "france.en.md"
    assert "Trade" in str(opened(shelf, "talks").readouts[0].blocks)
    about, other = path.stat(), path.with_name("other")
    other.write_text(FRANCE.replace("Trade", "Truce"))
    os.utime(other, ns=(about.st_atime_ns, about.st_mtime_ns))
    other.replace(path)
    assert "Truce" in str(opened(shelf, "talks").readouts[0].blocks)


def test_files_are_cached_by_what_was_asked(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("The President spoke.\n\nTrade was discussed.")
    assert [shelf.open_files([path], side=s).sides for s in ("france", "japan", "france")] == [
        ("france",), ("japan",), ("france",),
    ]  # fmt: skip
    path.write_text("The President spoke.\n\nVisas were discussed.")
    assert "Visas" in shelf.open_files([path], side="france").readouts[0].body[-1].text


@pytest.mark.parametrize(
    "junk", [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"signature": 1}', b"[" * 100_000], ids=repr
)
def test_a_damaged_cache_is_ignored(shelf: Shelf, places: Paths, make: Maker, junk: bytes) -> None:
    make("talks")
    brief = opened(shelf, "talks")
    kept = list(places.cache.iterdir())
    assert kept
    for path in kept:
        path.write_bytes(junk)
    assert opened(Shelf(places), "talks") == brief


def test_a_half_written_cache_is_ignored(shelf: Shelf, places: Paths, make: Maker) -> None:
    make("talks")
    brief = opened(shelf, "talks")
    for path in places.cache.iterdir():
        path.write_bytes(path.read_bytes()[:-20])
    assert opened(Shelf(places), "talks") == brief


def test_no_cache_folder_no_matter(shelf: Shelf, places: Paths, make: Maker) -> None:
    make("talks")
    places.cache.parent.mkdir(parents=True)
    places.cache.write_text("a file in its place")
    assert opened(shelf, "talks") == opened(shelf, "talks")
    assert places.cache.read_text() == "a file in its place"


def test_a_folder_whose_name_is_no_unicode(shelf: Shelf, places: Paths, make: Maker) -> None:
    folder = make("talks")
    folder.rename(folder.parent / os.fsdecode(b"t\xff"))
    (entry,) = [e for e in shelf.entries() if e.origin == "yours"]
    assert entry.id.isprintable()
    assert shelf.open(entry.id).title == "Talks"
    assert not list(places.cache.glob("*.tmp"))
