"""One table of actions: screens have its methods, keys do not clash, help and footer come from it."""

from __future__ import annotations

import pytest

from briefing_tui.tui import actions
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.screens.base import PageScreen, ReaderScreen
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.formulas import FormulasScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.screens.notes import NotesScreen

SCREENS: list[type[ReaderScreen]] = [LibraryScreen, BriefScreen, FormulasScreen, NotesScreen, PageScreen]


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
def test_no_key_means_two_things(name: str) -> None:
    keys = [key for action in actions.ACTIONS[name] for key in action.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", actions.ACTIONS)
def test_keys_can_be_sent_by_a_terminal(name: str) -> None:
    keys = {key for action in actions.ACTIONS[name] for key in action.keys}
    assert not keys & {"ctrl+h", "ctrl+m", "ctrl+i", "ctrl+s"}


def test_the_footer_names_the_keys_of_the_design() -> None:
    assert actions.footer("brief").startswith(
        "1-6 card · j/k point · h/l side · n note · o original · v view"
    )
    assert actions.footer("brief").endswith("? help · q back")


@pytest.mark.parametrize("name", [name for name in actions.ACTIONS if actions.footer(name)])
def test_the_footer_fits_a_narrow_window_with_its_last_keys(name: str) -> None:
    line = actions.footer(name, 58)
    assert len(line) <= 58 and line.rpartition(" · ")[2] == actions.footer(name).rpartition(" · ")[2]
