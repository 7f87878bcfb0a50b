"""Parts of a screen gather nothing by themselves; the whole has what all of them have."""

from __future__ import annotations

from textual.screen import Screen

from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.parts import InParts
from briefing_tui.tui.screens.brief import BriefScreen

GATHERED = {"_reactives", "_merged_bindings", "_css_type_names", "_computes"}


def test_only_the_whole_is_gathered() -> None:
    for whole in (BriefScreen, BriefingApp):
        parts = [c for c in whole.__mro__[1:] if issubclass(c, InParts) and c is not InParts]
        assert len(parts) >= 4 and not [p for p in parts if GATHERED & vars(p).keys()]
        assert vars(whole).keys() >= GATHERED


def test_the_whole_has_what_its_parts_and_textual_have() -> None:
    parts = {c.__name__ for c in BriefScreen.__mro__[1:] if issubclass(c, Screen) and issubclass(c, InParts)}
    assert BriefScreen._css_type_names >= {"BriefScreen", "Screen", "Widget", *parts}
    assert BriefScreen._reactives.keys() >= Screen._reactives.keys()
