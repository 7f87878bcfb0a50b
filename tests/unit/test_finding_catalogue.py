"""The catalogue: always the list that the shelf makes, whatever has changed, whoever else is at it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_tui.finding import catalogue as module
from briefing_tui.finding.catalogue import Catalogue, Where
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Brief
from briefing_tui.settings.paths import Paths

Maker = Callable[..., Path]


@pytest.fixture(autouse=True)
def every_library_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", 0)


@pytest.fixture
def lay(places: Paths) -> Maker:
    """Lays a brief down in a place."""

    def made(name: str, title: str = "Talks", at: Path | None = None, text: str = "Trade grew.") -> Path:
        folder = (at or places.data / "briefs") / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "brief.md").write_text(
            f"---\ntitle: {title}\ndate: 2024-05-06\nkind: Visit\nplace: Łódź\n---\n"
        )
        (folder / "france.en.md").write_text(f"---\nside: france\nlanguage: en\n---\n\n{text}\n")
        return folder

    return made


def fresh(places: Paths, library: Path | None = None) -> Catalogue:
    made = Catalogue(Shelf(places, library), places.cache)
    assert made.read()
    return made


def test_it_is_the_list_of_the_shelf_and_is_there_at_the_next_start(places: Paths, lay: Maker) -> None:
    (lay("broken") / "france.en.md").write_text("---\nside: atlantis\n---\n\nText.\n")
    lay("mine")
    first = fresh(places)
    assert not first.rows()
    assert first.update()
    assert first.entries() == list(first.rows()) == Shelf(places).entries()
    assert any(e.place == "Łódź" and e.sources for e in first.rows())
    second = fresh(places)
    assert second.entries() == first.entries()
    assert not second.update()


def test_nothing_is_opened_that_has_not_changed(
    places: Paths, lay: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay("one")
    lay("two")
    fresh(places).update()
    lay("two", title="Changed")
    opened = []
    real = Shelf.open_folder

    def seen(self: Shelf, path: Path, origin: str = "", *, own: bool = False) -> Brief:
        opened.append(path.name)
        return real(self, path, origin, own=own)

    monkeypatch.setattr(Shelf, "open_folder", seen)
    second = fresh(places)
    assert second.update()
    assert opened == ["two"]
    assert {e.title for e in second.rows() if e.origin == "yours"} == {"Talks", "Changed"}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["lay", "change", "break", "copy", "clash", "remove", "link", "update", "other"]),
        st.sampled_from(["a", "b", "c"]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_changes_it_is_the_list_of_the_shelf(
    places: Paths, lay: Maker, steps: list[tuple[str, str]]
) -> None:
    mine, shared = places.data / "briefs", places.site_data / "briefs"
    for place in (mine, shared, places.cache):
        shutil.rmtree(place, ignore_errors=True)
    one, other = fresh(places), fresh(places)
    for n, (what, name) in enumerate(steps):
        if what in ("lay", "change") and not (mine / name).is_symlink():
            lay(name, text=f"Trade grew {n} times.")
        elif what == "break" and (mine / name).is_dir():
            (mine / name / "france.en.md").write_text("---\nside: atlantis\n---\n")
        elif what == "copy" and (mine / name).is_dir():
            shutil.copytree(mine / name, shared / name, dirs_exist_ok=True)
        elif what == "clash":
            lay(name, title=f"Others {n}", at=shared)
        elif what == "remove" and not (mine / name).is_symlink():
            shutil.rmtree(mine / name, ignore_errors=True)
        elif what == "link" and (mine / name).is_dir() and not (mine / "z").exists():
            (mine / "z").symlink_to(mine / name)
        elif what == "update":
            one.update()
        elif what == "other":
            other.update()
    one.update()
    assert one.entries() == Shelf(places).entries()
    other.update()
    assert other.entries() == one.entries()


def test_what_is_done_when_it_is_stopped_is_kept(places: Paths, lay: Maker) -> None:
    for n in range(6):
        lay(f"talks-{n}")
    left = [False, False, False, True]
    first = fresh(places)
    first.update(rest=lambda: left.pop(0))
    assert len(fresh(places).rows()) == 4
    first.update()
    assert first.entries() == Shelf(places).entries()


@pytest.mark.parametrize("junk", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_anew(places: Paths, lay: Maker, junk: bytes) -> None:
    lay("talks")
    fresh(places).update()
    (file,) = (places.cache / "tables").glob("library-*.sqlite")
    file.write_bytes(junk)
    again = fresh(places)
    again.update()
    assert again.entries() == Shelf(places).entries()


def test_a_file_that_goes_while_it_is_open(places: Paths, lay: Maker) -> None:
    lay("talks")
    first = fresh(places)
    first.update()
    shutil.rmtree(places.cache)
    lay("more")
    first.update()
    first.update()
    assert first.entries() == Shelf(places).entries()


def test_without_a_cache_the_list_is_the_same(places: Paths, lay: Maker) -> None:
    lay("talks")
    places.cache.parent.mkdir(parents=True, exist_ok=True)
    places.cache.write_text("a file in its place")
    first = fresh(places)
    first.update()
    assert first.entries() == Shelf(places).entries()
    assert len(first.rows(Where("instr(text, ?)", ("łódź",)))) == 1


def test_one_that_cannot_be_changed_is_read_all_the_same(places: Paths, lay: Maker) -> None:
    """Another session holds it: what is there is shown, what is missing comes later."""
    lay("talks")
    first = fresh(places)
    first.update()
    lay("more")
    (file,) = (places.cache / "tables").glob("library-*.sqlite")
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not first.update()
        assert len(first.rows()) == len(Shelf(places).entries()) - 1
        other.execute("ROLLBACK")
    first.update()
    assert first.entries() == Shelf(places).entries()


def test_a_list_that_is_not_whole_yet_is_no_list(places: Paths, lay: Maker) -> None:
    for n in range(3):
        lay(f"talks-{n}")
    first = fresh(places)
    first.update(rest=lambda: True)
    assert len(first.rows()) == 1
    assert first.entries() == Shelf(places).entries()


def test_the_list_for_commands_is_that_of_now(places: Paths, lay: Maker) -> None:
    first = Catalogue(Shelf(places), places.cache)
    assert first.now() == Shelf(places).entries()
    lay("talks")
    assert first.now() == Shelf(places).entries()


def test_each_set_of_places_has_its_own(places: Paths, lay: Maker, tmp_path: Path) -> None:
    """Which briefs clash depends on all places."""
    lay("talks")
    lay("talks", title="Others", at=tmp_path / "library")
    for library in (tmp_path / "library", None):
        one = fresh(places, library)
        one.update()
        assert one.entries() == Shelf(places, library).entries()


def test_where_a_brief_stands(places: Paths, lay: Maker) -> None:
    lay("talks")
    one = fresh(places)
    one.update()
    rows = one.rows()
    assert [one.place_of(e.id, rows) for e in rows] == list(range(len(rows)))
    assert one.place_of("nothing", rows) == -1
    assert one.place_of("talks", one.rows(Where("id <> 'talks'"))) == -1
