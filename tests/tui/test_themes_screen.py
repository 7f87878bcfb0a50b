"""The themes on the screen: picking one, one that is broken, and what is really painted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.color import Color
from rich.style import Style

from briefing_tui.model import SIX
from briefing_tui.settings import themes
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.state import State
from briefing_tui.settings.terminal import Terminal
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.screens.themes import ThemesScreen
from briefing_tui.tui.widgets.drawn import LOOKS, Bar
from tests.unit.colors import contrast
from tests.unit.test_themes import EXACT, NAMES, READ

from .conftest import PUTIN_XI, MakeApp

BROKEN = "dark = true\n[colors]\ntext = 'brown'\n"


def kept(places: Paths, name: str) -> None:
    state = State(places.state)
    state.keep_theme(name)
    state.save()


def broken(places: Paths, name: str = "broken") -> str:
    """A broken theme of the user's own; gives what is to be said of it."""
    folder = places.config / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(BROKEN)
    return f"{folder / name}.toml:3: [colors] text must be a colour"


def foot(app: BriefingApp) -> str:
    return "".join(piece.text for line in app.screen.query_one("#foot")._lines for piece in line)  # type: ignore[attr-defined]


async def test_a_theme_whose_file_has_a_hostile_name(make_app: MakeApp, places: Paths) -> None:
    (places.config / "themes").mkdir(parents=True)
    for name in ("a\x1b]0;gone\x07", "b\x1b[2J\u202e"):
        (places.config / "themes" / f"{name}.toml").write_text("", "utf-8")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("T")
        assert isinstance(app.screen, ThemesScreen)
        said = "".join(p.text for line in app.screen.reader.page.lines for p in line)
        assert "a␛]0;gone" in said and said.isprintable()
        await pilot.press("g", "enter")
        assert foot(app).isprintable()


# -- choosing -----------------------------------------------------------------------------------------


async def test_a_move_shows_the_next_theme_and_enter_keeps_it(make_app: MakeApp, places: Paths) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("T")
        assert isinstance(app.screen, ThemesScreen)
        assert app.screen.reader.here and app.screen.reader.here.key == app.theme == "slate"
        seen = []
        for _ in range(len(NAMES) - 1):
            await pilot.press("k")
            seen.append(app.theme)
            behind = app.screen.query_one("#head").background_colors[1]
            assert behind.hex.lower() == colour(app.theme_in_use.colors["surface"])
        assert seen == ["paper", "mono", "contrast", "ansi", "amber"]
        await pilot.press("j", "j", "enter")
        assert isinstance(app.screen, LibraryScreen)
        assert app.theme == "contrast"
    app.save_everything()
    assert State(places.state).theme == "contrast"


def colour(value: str) -> str:
    return f"ansi_{value}" if value in themes.OWN else value


@pytest.mark.parametrize("key", ["q", "escape", "T"])
async def test_leaving_puts_the_old_theme_back(make_app: MakeApp, places: Paths, key: str) -> None:
    kept(places, "paper")
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("T", "j", "j")
        assert app.theme != "paper"
        await pilot.press(key)
        assert app.theme == "paper"
        assert not isinstance(app.screen, ThemesScreen)
    app.save_everything()
    assert State(places.state).theme == "paper"


async def test_a_broken_theme_is_listed_and_cannot_be_chosen(make_app: MakeApp, places: Paths) -> None:
    says = broken(places)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T")
        screen = app.screen
        assert isinstance(screen, ThemesScreen)
        assert [stop.key for stop in screen.reader.page.stops] == NAMES
        assert says.replace(" ", "") in "".join(screen.reader.page.plain().split())
        await pilot.press("G", "j", "enter")
        assert app.theme == "slate"


@pytest.mark.parametrize("name", ["broken", "slate"])
async def test_a_broken_theme_that_was_chosen(make_app: MakeApp, places: Paths, name: str) -> None:
    """The default theme is used, the bundled one where the user's own is the broken one."""
    says = broken(places, name)
    kept(places, name)
    app = make_app()
    async with app.run_test(size=(250, 30)) as pilot:
        await pilot.pause()
        assert app.theme == "slate"
        assert app.theme_in_use.colors["text"] == "#d6dbe4"
        assert foot(app).startswith(says)
        assert foot(app).endswith("; slate is used")
        for width, ends in (
            (80, "…; slate is used · `briefing doctor` says all"),
            (60, "… · `briefing doctor` says all"),
        ):
            await pilot.resize_terminal(width, 24)
            app.tell_no_theme()
            assert foot(app).startswith(f"…/{name}.toml:3: ")
            assert foot(app).endswith(ends)


# -- what a terminal has --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "few", "used"),
    [
        ("", False, "slate"), ("", True, "ansi"), ("paper", False, "paper"), ("paper", True, "ansi"),
        ("mono", True, "mono"), ("ansi", False, "ansi"),
    ],
)  # fmt: skip
async def test_a_terminal_with_few_colours(
    make_app: MakeApp, places: Paths, chosen: str, few: bool, used: str
) -> None:
    kept(places, chosen)
    made = make_app()
    app = BriefingApp(places, made.shelf, made.notes, terminal=Terminal(few_colors=few))
    async with app.run_test():
        assert app.theme == used


# -- what is painted ------------------------------------------------------------------------------------

# Lines, bars, blocks, and the picture of a magnifying glass.
_DRAWINGS = frozenset("🔎") | {chr(c) for c in range(0x2500, 0x25A0)}


def painted(app: BriefingApp, *, whole: bool = False) -> Iterator[tuple[str, Style]]:
    """All text on the screen, with its style; ``whole``: with the blanks about it."""
    for strip in app.screen._compositor.render_strips(app.size):
        for segment in strip:
            words = segment.text.strip()
            if words and segment.style and not _DRAWINGS.issuperset(words):
                yield segment.text if whole else words, segment.style


# From one scene to the next in a brief.
SCENES = {
    "compare": (), "selecting": ("5", "V"), "a question": ("escape", "slash", *"nuclear"),
    "an answer selected": ("escape", "e"), "palette": ("escape", "colon"), "its hits": (*"note", "down"),
    "why": ("escape", "equals_sign"), "gaps": ("q", "v", "v"), "themes": ("T",), "an error": ("q", "d"),
    "editor": ("n", *"words"), "its words selected": ("shift+left", "shift+left"),
}  # fmt: skip

# What is marked there without a colour.
MARKED = {
    "selecting": "During the conversation", "an answer selected": "2026-02-04-putin-xi",
    "its hits": "ote", "its words selected": "d",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
async def test_all_that_is_painted_can_be_read(make_app: MakeApp, name: str) -> None:
    app = make_app(PUTIN_XI)
    app.use_theme(name)
    async with app.run_test(size=(120, 30)) as pilot:
        screens = set()
        for scene, keys in SCENES.items():
            await pilot.press(*keys)
            await pilot.pause()
            seen = list(painted(app))
            screens.add(" ".join(words for words, _ in seen))
            for words, style in seen:
                assert style.color and style.bgcolor, (scene, words)
                assert _fits(name, style.color, style.bgcolor), (scene, words, style)
            if scene in MARKED:
                assert MARKED[scene] in " ".join(words for words, style in seen if style.reverse)
        assert len(screens) == len(SCENES)


def _fits(name: str, color: Color, behind: Color) -> bool:
    """Whether a theme may paint so."""
    if name in EXACT:
        return contrast(_rgb(color), _rgb(behind)) >= READ.get(name, 4.5)
    return behind.is_default and (color.is_default or (name == "ansi" and color.is_system_defined))


def _rgb(color: Color) -> tuple[int, int, int]:
    assert color.triplet, color
    red, green, blue = color.triplet
    return red, green, blue


def test_roles_that_matter_are_no_colour_alone() -> None:
    plain = {role for role, look in LOOKS.items() if not any(look[1:])}
    assert plain == {"text", "dim", "note", "line", *SIX}  # signs, digits, place
    pointing = ("selected", "found", "matched", "quote", "gap")
    assert len({LOOKS[role][1:] for role in pointing} - {LOOKS["text"][1:]}) >= 4


@pytest.mark.parametrize(
    "keys", [(), ("v",), ("v", "v"), ("v", "v", "v"), ("v", "v", "v", "v"), ("3", "equals_sign")]
)
async def test_a_cards_colour_comes_with_its_digit(make_app: MakeApp, keys: tuple[str, ...]) -> None:
    app = make_app(PUTIN_XI)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        for line in app.screen.reader.page.lines:  # type: ignore[attr-defined]
            for piece in line:
                if piece.role in SIX:
                    digit = SIX[SIX.index(piece.role)].digit
                    assert any(str(digit) in p.text for p in line), line


async def test_what_is_in_reverse_or_underlined_ends_with_its_words(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("T")
        shown = [
            (words, style) for words, style in painted(app, whole=True) if style.reverse or style.underline
        ]
        assert [words for words, _ in shown] == ["shared words", "words found", "selected"]


@pytest.mark.parametrize("italics", [True, False])
async def test_italics_where_a_terminal_has_them(make_app: MakeApp, places: Paths, italics: bool) -> None:
    made = make_app()
    app = BriefingApp(places, made.shelf, made.notes, terminal=Terminal(italics=italics))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("T")
        looks = dict(painted(app))
        for words in ("a set phrase", "only Russia"):
            assert (looks[words].italic, looks[words].underline) == (italics, not italics)


async def test_the_list_marks_the_persons_own_and_says_why_all_look_alike(
    make_app: MakeApp, places: Paths
) -> None:
    (places.config / "themes").mkdir(parents=True)
    for name, colors in (("mine", ""), ("slate", ""), ("home", 'inherits = "mono"\n')):
        (places.config / "themes" / f"{name}.toml").write_text(colors)
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("T")
        assert isinstance(app.screen, ThemesScreen)
        kinds = {p[0].text: p[1].text for p in app.screen.reader.page.lines[1:10] if p and p[0].x == 2}
        assert kinds["mine"] == kinds["slate"] == "yours, dark" and kinds["paper"] == "light"
        assert (kinds["home"], kinds["ansi"]) == ("yours, 16 colours", "terminal’s colours")
        assert max(map(len, app.screen.reader.page.plain().splitlines())) < 60
    app = make_app()
    app.terminal = replace(app.terminal, colors=False)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("T")
        head = app.screen.query_one("#head", Bar).render_line(0).text
        assert "NO_COLOR is set: no theme has colours" in head
