"""One table of actions: screens have its methods and keys; help, footer, palette and messages come from it,
with the keys of the program and with those of a person.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.screen import Screen

from briefing_tui.model import CARDS
from briefing_tui.tui import actions, screens
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.footer import footer
from briefing_tui.tui.palette import Actions
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.screens.help import HelpScreen
from briefing_tui.tui.widgets.editor import NoteText
from tests.tui.conftest import PUTIN_XI, MakeApp

for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
    importlib.import_module(module.name)


def below(cls: type[ReaderScreen]) -> Iterator[type[ReaderScreen]]:
    for sub in cls.__subclasses__():
        yield from (sub, *below(sub))


# The whole screens, and not the parts that a brief is made of.
SCREENS = [s for s in dict.fromkeys(below(ReaderScreen)) if not s.__subclasses__()]
# A key for every action, another one than its own, that nothing has.
OTHERS = [chr(c) for c in range(ord("а"), ord("я") + 1)] + [chr(c) for c in range(ord("А"), ord("Я") + 1)]


@pytest.fixture
def other_keys() -> Iterator[None]:
    """Every action has one key, and none of those it had; the ways out keep theirs beside it."""
    own: dict[str, dict[str, tuple[str, ...]]] = {}
    for screen, table in actions.defaults().items():
        typed = screen == "editor"
        keys = [f"f{n}" for n in range(2, 12)] if typed else OTHERS
        own[screen] = {
            name: (*(old if name in ("app.quit", "done") else ()), key)
            for (name, old), key in zip(table.items(), keys, strict=False)
        }
    actions.use(own)
    yield
    actions.use({})


def test_all_screens_are_looked_at() -> None:
    assert {s.NAME for s in SCREENS} == set(actions.ACTIONS) - {"select", "find", "editor"}


@pytest.mark.parametrize("screen", SCREENS)
def test_every_action_has_its_method(screen: type[ReaderScreen]) -> None:
    for action in actions.ACTIONS[screen.NAME]:
        name = action.name.split("(")[0]
        owner: type = BriefingApp if name.startswith("app.") else screen
        assert callable(getattr(owner, "action_" + name.removeprefix("app."), None)), action


@pytest.mark.parametrize("screen", SCREENS)
def test_every_method_is_in_the_table(screen: type[ReaderScreen]) -> None:
    named = {a.name.split("(")[0] for a in actions.ACTIONS[screen.NAME]}
    ours = [c for c in screen.__mro__ if c.__module__.startswith("briefing_tui") and c is not ReaderScreen]
    mine = {name.removeprefix("action_") for c in ours for name in vars(c) if name.startswith("action_")}
    assert mine <= named


@pytest.mark.parametrize("name", actions.ACTIONS)
def test_no_key_and_no_name_means_two_things(name: str) -> None:
    keys = [key for action in actions.ACTIONS[name] for key in action.keys]
    assert len(keys) == len(set(keys))
    names = [action.name for action in actions.ACTIONS[name]]
    assert len(names) == len(set(names)), "a line of keys.toml would be about both"


@pytest.mark.parametrize("screen", SCREENS)
def test_vim_and_arrows_lead_everywhere(screen: type[ReaderScreen]) -> None:
    for keys in (
        ("j", "down"),
        ("k", "up"),
        ("ctrl+f", "pagedown"),
        ("ctrl+b", "pageup"),
        ("g", "home"),
        ("G", "end"),
    ):
        vim, arrow = (actions.named(screen.NAME, key) for key in keys)
        assert vim == arrow != ""
    for vim, arrow in (("h", "left"), ("l", "right")):
        assert actions.named(screen.NAME, vim) == actions.named(screen.NAME, arrow)


def bound(node: Screen[object] | NoteText) -> dict[str, str]:
    return {key: b[-1].action for key, b in node._bindings.key_to_bindings.items()}


def table(name: str) -> dict[str, str]:
    return {key: a.name for a in actions.ACTIONS[name] for key in a.keys}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("keys", ["own", "others"])
async def test_what_is_bound_is_the_table(
    screen: type[ReaderScreen], keys: str, make_app: MakeApp, request: pytest.FixtureRequest
) -> None:
    app = make_app(PUTIN_XI)
    if keys == "others":
        request.getfixturevalue("other_keys")
    async with app.run_test():
        made = screen.__new__(screen)
        ReaderScreen.__init__(made)
        assert bound(made) == table(screen.NAME)
        assert table(screen.NAME).items() <= bound(made).items()


@pytest.mark.parametrize("keys", ["own", "others"])
async def test_the_editor_has_its_keys(make_app: MakeApp, keys: str, request: pytest.FixtureRequest) -> None:
    app = make_app(PUTIN_XI)
    if keys == "others":
        request.getfixturevalue("other_keys")
    async with app.run_test():
        assert table("editor").items() <= bound(NoteText("")).items()


@pytest.mark.parametrize("name", sorted({s.NAME for s in SCREENS}))
@pytest.mark.parametrize("keys", ["own", "others"])
async def test_help_and_palette_name_every_action_with_its_keys(
    name: str, keys: str, make_app: MakeApp, request: pytest.FixtureRequest
) -> None:
    app = make_app(PUTIN_XI)
    if keys == "others":
        request.getfixturevalue("other_keys")
    async with app.run_test(size=(200, 60)) as pilot:
        shown = HelpScreen(name)
        app.push_screen(shown)
        await pilot.pause()
        words = " ".join(shown.page(190).plain().split())
        for action in actions.ACTIONS[name]:
            keys_ = " ".join(map(actions.key_name, action.keys))
            assert f" {keys_} {action.text} {action.name} " in words
        screen = app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        screen.__class__.NAME, before = name, screen.NAME
        try:
            listed = {text: its for text, _, its, _ in Actions(screen)._all()}
        finally:
            screen.__class__.NAME = before
        for action in actions.ACTIONS[name]:
            hinted = f"{action.text} ({action.hint})"  # where the words of the action lack that of the foot
            if action.name != "app.command_palette":
                assert listed.get(hinted, listed.get(action.text)) == ", ".join(
                    map(actions.key_name, action.keys)
                )


def test_the_footer_names_the_keys_of_the_design() -> None:
    assert footer("brief").startswith("1-6 card · j/k point · h/l side · n note · o original · v view")
    assert footer("brief").endswith("? help · q back")


@pytest.mark.usefixtures("other_keys")
@pytest.mark.parametrize("name", actions.ACTIONS)
def test_the_footer_names_the_keys_of_the_person(name: str) -> None:
    keys = {a.name: actions.key_name(a.keys[0]) for a in actions.ACTIONS[name]}
    parts = footer(name).split(" · ") if footer(name) else []
    shown = [set(part.partition(" ")[0].split("/")) for part in parts]
    if name == "brief":
        assert parts[0] == f"{keys['card(1)']}-{keys[f'card({len(CARDS)})']} card"
        shown = shown[1:]
    assert all(part <= set(keys.values()) for part in shown)


@pytest.mark.parametrize("name", [name for name in actions.ACTIONS if footer(name)])
def test_the_footer_fits_a_narrow_window_with_its_last_keys(name: str) -> None:
    line = footer(name, 58)
    assert len(line) <= 58 and line.rpartition(" · ")[2] == footer(name).rpartition(" · ")[2]


def test_a_message_names_the_palette_for_what_has_no_key() -> None:
    actions.use({"brief": {"undo": (), "back": ("q",)}})
    assert actions.key("brief", "undo") == ":"
    assert actions.leaving("brief") == "q"
    actions.use({})
    assert actions.key("brief", "undo") == "u" and actions.leaving("brief") == "Esc"


def test_no_words_of_an_action_name_a_key() -> None:
    """Any key may be another one's by keys.toml."""
    table = [action for screen in actions.ACTIONS.values() for action in screen]
    keys = {actions.key_name(key) for action in table for key in action.keys}
    keys -= {"a", *"123456"}  # a small word, and the numbers of the cards
    for action in table:
        words = {word.strip(",;:.()") for word in action.text.split()[1:]}
        assert not words & keys, action.text
