"""Places, themes and what is remembered: damaged files cost the memory, never the work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing_tui.model import CARDS, BriefingError
from briefing_tui.settings import themes
from briefing_tui.settings.paths import Paths, paths
from briefing_tui.settings.state import Position, State

THEMES = Path(__file__).parents[2] / "themes"
PLACE = Position("economy", "gaps", "russia.en:3.1", "russia.en", "china.en")


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two colours, 1 to 21."""

    def light(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_places_follow_the_environment(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = paths()
    assert made.data == home / "data" / "briefing-tui"
    assert made.notes == made.data / "notes"
    assert made.cache == home / "cache" / "briefing-tui"
    assert made.site_data == tmp_path / "site" / "briefing-tui"
    assert not home.exists(), "nothing is created by asking"
    monkeypatch.setenv("XDG_DATA_DIRS", f"{tmp_path / 'first'}:{tmp_path / 'second'}")
    assert paths().site_data == tmp_path / "first" / "briefing-tui"


def test_shelves_in_order(places: Paths, tmp_path: Path) -> None:
    assert [p.origin for p in places.shelves()] == ["bundled", "shared", "yours"]
    with_library = places.shelves(tmp_path)
    assert [p.origin for p in with_library] == ["bundled", "shared", "yours", "library"]
    assert [p.writable for p in with_library] == [False, False, True, True]
    assert (places.bundled / "briefs").is_dir()
    assert (places.bundled / "themes").is_dir()


def test_state_round_trip(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    assert (state.last_brief, state.theme, state.position("talks")) == ("", "", Position())
    state.keep("talks", PLACE)
    state.keep("others", Position())
    state.keep_theme("paper")
    state.save()
    again = State(tmp_path / "state")
    assert (again.last_brief, again.theme) == ("others", "paper")
    assert again.position("talks") == PLACE
    assert (tmp_path / "state" / "state.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b'{"positions": []}',
        b'{"positions": {"talks": 1}}',
        b'{"positions": null}',
    ],
)
def test_damaged_state_is_no_state(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "state.json").write_bytes(data)
    state = State(tmp_path)
    assert state.position("talks") == Position()
    assert state.last_brief == ""
    state.keep("talks", PLACE)
    state.save()
    assert State(tmp_path).position("talks") == PLACE


def test_unknown_fields_of_a_position_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(json.dumps({"positions": {"talks": {"card": "future", "later": 1}}}))
    assert State(tmp_path).position("talks") == Position(card="future")


def test_state_does_not_grow_for_ever(tmp_path: Path) -> None:
    state = State(tmp_path)
    for i in range(300):
        state.keep(f"brief-{i}", PLACE)
    state.keep("brief-150", PLACE)
    state.save()
    kept = json.loads((tmp_path / "state.json").read_text())["positions"]
    assert len(kept) == 200
    assert "brief-150" in kept
    assert "brief-99" not in kept


def test_a_state_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in its place")
    state = State(tmp_path / "file")
    state.keep("talks", PLACE)
    state.save()
    assert (tmp_path / "file").read_text() == "in its place"
    assert state.position("talks") == PLACE


@pytest.mark.parametrize("path", sorted(THEMES.glob("*.toml")), ids=lambda p: p.stem)
def test_bundled_themes(path: Path) -> None:
    theme = themes.load(path)
    assert {"left", "right", "text", "background", *CARDS} <= set(theme.colors)
    assert contrast(theme.colors["text"], theme.colors["background"]) >= 7
    assert contrast(theme.colors["error"], theme.colors["background"]) >= 3
    assert theme.dark == (
        contrast(theme.colors["background"], "#000000") < contrast(theme.colors["background"], "#ffffff")
    )


def test_the_default_theme_is_there(places: Paths) -> None:
    folders = themes.folders(places.bundled, places.config)
    assert themes.DEFAULT in list(themes.names(folders))
    assert themes.find(themes.DEFAULT, folders).dark


def test_the_users_own_theme_wins(places: Paths) -> None:
    folders = themes.folders(places.bundled, places.config)
    folders[1].mkdir(parents=True)
    text = (THEMES / f"{themes.DEFAULT}.toml").read_text("utf-8")
    before = themes.load(THEMES / f"{themes.DEFAULT}.toml").colors["accent"]
    for name in (themes.DEFAULT, "mine"):
        (folders[1] / f"{name}.toml").write_text(text.replace(before, "#123456"), "utf-8")
    assert themes.find(themes.DEFAULT, folders).colors["accent"] == "#123456"
    names = list(themes.names(folders))
    assert names == sorted(set(names))
    assert "mine" in names


@pytest.mark.parametrize("bad", ["red", "#12345", "#1234567", "#gggggg", ""])
def test_a_colour_that_is_none(tmp_path: Path, bad: str) -> None:
    text = (THEMES / f"{themes.DEFAULT}.toml").read_text("utf-8")
    accent = themes.load(THEMES / f"{themes.DEFAULT}.toml").colors["accent"]
    path = tmp_path / "bad.toml"
    path.write_text(text.replace(accent, bad), "utf-8")
    with pytest.raises(BriefingError, match=r"bad\.toml: \[colors\] accent must be a colour"):
        themes.load(path)


@pytest.mark.parametrize("data", [b"", b"name = ", b"\xff", b"colors = 1"])
def test_a_file_that_is_no_theme(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.toml").write_bytes(data)
    with pytest.raises(BriefingError, match=r"bad\.toml") as caught:
        themes.find("bad", (tmp_path,))
    assert "\n" not in str(caught.value)


def test_an_unknown_theme(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="no theme named nothing"):
        themes.find("nothing", (tmp_path,))


@pytest.mark.parametrize("name", ["../themes/mine", "../../outside", "/outside", "", ".hidden", "a\0b"])
def test_a_theme_has_a_plain_name(places: Paths, name: str) -> None:
    """It comes from a file, which anything may have written."""
    folder = places.config / "themes"
    folder.mkdir(parents=True)
    text = (THEMES / "slate.toml").read_text("utf-8")
    for path in (
        folder / "mine.toml",
        folder / ".hidden.toml",
        folder / ".toml",
        places.config.parent / "outside.toml",
    ):
        path.write_text(text, "utf-8")
    with pytest.raises(BriefingError, match=r"^no theme named"):
        themes.find(name, themes.folders(places.bundled, places.config))
