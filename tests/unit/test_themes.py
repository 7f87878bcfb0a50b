"""Themes: every text can be read, by everybody; what is wrong in a file is told with its line."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from briefing_tui.model import SIX, BriefingError
from briefing_tui.settings import themes
from briefing_tui.settings.paths import Paths
from tests.unit.colors import PALETTES, SEEN_BY, contrast, distance, in_256, rgb

BUNDLED = Path(__file__).parents[2] / "themes"
NAMES = [p.stem for p in sorted(BUNDLED.glob("*.toml"))]
EXACT = [name for name in NAMES if themes.load(BUNDLED / f"{name}.toml", BUNDLED).exact]
READ = {"contrast": 7.0}  # WCAG AAA; the others AA
SIDES, CARDS = 20, 13  # how far apart their colours are at least (ΔE*ab), where colours tell them apart


def theme(name: str) -> themes.Theme:
    return themes.load(BUNDLED / f"{name}.toml", BUNDLED)


def test_the_bundled_ones() -> None:
    assert NAMES == ["amber", "ansi", "contrast", "mono", "paper", "slate"]
    assert [n for n in NAMES if not theme(n).dark] == ["paper"]
    assert set(NAMES) - set(EXACT) == {"ansi", "mono"}
    assert set(theme("mono").colors.values()) == {"default"}
    assert {themes.DEFAULT, themes.FEW_COLORS} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_bundled_one_says_everything_itself(name: str) -> None:
    """What others inherit must not inherit in its turn."""
    text = (BUNDLED / f"{name}.toml").read_text("utf-8")
    assert "inherits" not in text
    assert len(theme(name).colors) == len([line for line in text.splitlines() if ' = "' in line])


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_every_text_can_be_read(name: str, ground: str) -> None:
    """Selected and found words are the same two colours, changed about."""
    colors = theme(name).colors
    for role in colors.keys() - {"background", "surface", "line"}:
        text, behind = rgb(colors[role]), rgb(colors[ground])
        assert contrast(text, behind) >= READ.get(name, 4.5), role
        assert contrast(in_256(text), in_256(behind)) >= READ.get(name, 4.5), f"{role}, 256 colours"


@pytest.mark.parametrize("palette", PALETTES)
def test_the_sixteen_of_a_dark_terminal_can_be_read(palette: str) -> None:
    colors = theme("ansi").colors
    assert colors["background"] == colors["surface"] == colors["text"] == "default"
    for role in colors.keys() - {"background", "surface", "text", "line"}:
        assert contrast(rgb(colors[role], palette), rgb("default", palette)) >= 4.5, role


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize("name", sorted(set(EXACT) - {"amber"}))
def test_sides_and_cards_are_told_apart(name: str, seen_by: str) -> None:
    """In amber and where the terminal has no such colours, by their digits and names, as everywhere else."""
    colors = theme(name).colors
    for roles, least in ((("left", "right"), SIDES), (SIX, CARDS)):
        for one, other in combinations(roles, 2):
            assert distance(rgb(colors[one]), rgb(colors[other]), seen_by) >= least, (one, other)


# -- the user's own ---------------------------------------------------------------------------------


def own(places: Paths, text: str, name: str = "mine") -> tuple[Path, ...]:
    folders = themes.folders(places.bundled, places.config)
    folders[1].mkdir(parents=True, exist_ok=True)
    (folders[1] / f"{name}.toml").write_text(text, "utf-8")
    return folders


def test_the_default_theme_is_there(places: Paths) -> None:
    folders = themes.folders(places.bundled, places.config)
    assert themes.DEFAULT in list(themes.names(folders))
    assert themes.find(themes.DEFAULT, folders).dark


def test_the_users_own_theme_wins(places: Paths) -> None:
    own(places, '[colors]\naccent = "#123456"\n', "slate")
    folders = own(places, '[colors]\naccent = "bright_blue"\n')
    assert themes.find("slate", folders).colors == theme("slate").colors | {"accent": "#123456"}
    assert themes.find("mine", folders).colors == theme("slate").colors | {"accent": "bright_blue"}
    names = list(themes.names(folders))
    assert names == sorted(set(names))
    assert "mine" in names


def test_what_is_not_said_is_inherited(places: Paths) -> None:
    folders = own(places, 'inherits = "paper"\n[sides]\nleft = "#000000"\n')
    mine = themes.find("mine", folders)
    assert not mine.dark
    assert mine.colors == theme("paper").colors | {"left": "#000000"}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("dark = true\n\n[colors]\ntext = \n", 4, "Invalid value"),
        ("dark = true\n[colors]\ntext = 'red", 3, "Expected"),
        ("dark = 'yes'\n", 1, "dark must be true or false"),
        (
            "\ninherits = 'nothing'\n",
            2,
            "inherits must name one of amber, ansi, contrast, mono, paper, slate",
        ),
        ("inherits = '../slate'\n", 1, "inherits must name one of"),
        ("inherits = 3\n", 1, "inherits must name one of"),
        ("dark = true\n[colours]\ntext = '#000000'\n", 2, "'colours' is no part of a theme"),
        ("colors = 1\n", 1, "colors must be a table of colours"),
        ("[sides]\nleft = '#000000'\n[colors]\nleft = '#000000'\n", 4, "[colors] has no 'left'"),
        ("[cards]\neconomy = '#000000'\n\n'regional' = 'brown'\n", 4, "[cards] regional must be a colour"),
        ("# text = 1\ncolors.text = 'pink'\n", 2, "[colors] text must be a colour"),
        *(
            (f"[colors]\naccent = {bad!r}\n", 2, "[colors] accent must be a colour such as #1b212b")
            for bad in ("crimson", "#12345", "#1234567", "#gggggg", "", "ansi_red", 3, ["red"])
        ),
    ],
)
def test_a_broken_one_is_told_with_its_line(places: Paths, text: str, line: int, says: str) -> None:
    folders = own(places, text)
    with pytest.raises(BriefingError) as caught:
        themes.find("mine", folders)
    assert str(caught.value).startswith(f"{folders[1] / 'mine.toml'}:{line}: {says}")
    assert "\n" not in str(caught.value)


def test_in_restricted_mode_no_link_leads_out(places: Paths, tmp_path: Path) -> None:
    folders = own(places, "")
    mine = folders[1] / "mine.toml"
    mine.rename(tmp_path / "others.toml")
    mine.symlink_to(tmp_path / "others.toml")
    (folders[1] / "linked.toml").symlink_to("own.toml")
    own(places, 'inherits = "paper"\n', "own")
    with pytest.raises(BriefingError, match=r"mine\.toml: .* is a link that leads out of its folder"):
        themes.find("mine", folders, within=places.config)
    for name in ("slate", "linked"):
        assert themes.find(name, folders, within=places.config).colors
    mine.unlink()
    folders[1].rename(tmp_path / "elsewhere")
    folders[1].symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BriefingError, match="is a link that leads out of its folder"):
        themes.find("own", folders, within=places.config)


def test_bytes_that_are_no_text(places: Paths) -> None:
    folders = own(places, "")
    (folders[1] / "mine.toml").write_bytes(b"dark = true\n\xff")
    with pytest.raises(BriefingError, match=r"mine\.toml:2: is not UTF-8"):
        themes.find("mine", folders)


def test_an_unknown_theme(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="no theme named nothing"):
        themes.find("nothing", (tmp_path,))


@pytest.mark.parametrize("name", ["../themes/mine", "../../outside", "/outside", "", ".hidden", "a\0b"])
def test_a_theme_has_a_plain_name(places: Paths, name: str) -> None:
    """It comes from a file, which anything may have written."""
    folder = places.config / "themes"
    folder.mkdir(parents=True)
    text = (BUNDLED / "slate.toml").read_text("utf-8")
    for path in (
        folder / "mine.toml",
        folder / ".hidden.toml",
        folder / ".toml",
        places.config.parent / "outside.toml",
    ):
        path.write_text(text, "utf-8")
    with pytest.raises(BriefingError, match=r"^no theme named"):
        themes.find(name, themes.folders(places.bundled, places.config))


def test_the_example_of_the_docs_can_be_read(places: Paths) -> None:
    page = (BUNDLED.parent / "docs" / "themes.md").read_text("utf-8")
    (example,) = re.findall(r'```toml title="harbour.toml"\n(.*?)```', page, re.DOTALL)
    colors = themes.find("harbour", own(places, example, "harbour")).colors
    assert all(f"\n{role} = " in example for role in colors)
    for role in colors.keys() - {"background", "surface", "line"}:
        assert contrast(rgb(colors[role]), rgb(colors["background"])) >= 4.5, role
        assert contrast(rgb(colors[role]), rgb(colors["surface"])) >= 4.5, role
