"""The line at the foot of a screen: the keys of its actions, as many as there is room for."""

from __future__ import annotations

from collections.abc import Collection

from briefing_tui.model import CARDS
from briefing_tui.tui import actions

# Where the foot is short, these hints give way first, in this order; help and back stay.
_GIVE_WAY = (
    "start", "end", "longer/shorter", "copy", "select", "tie", "move", "notes", "why", "export", "side",
    "find", "view", "original", "undo", "delete", "point", "formulas", "import",
)  # fmt: skip
# Actions of which the footer shows the keys together, as of one.
_PAIRS = {
    "side(0)": "side(1)", "side(-1)": "side(1)", "step(-1)": "step(1)", "sentence(1)": "sentence(-1)",
    "grow(1)": "grow(-1)", "end_word(-1)": "end_word(1)", "start_word(-1)": "start_word(1)",
}  # fmt: skip


def footer(screen: str, width: int = 1000, without: Collection[str] = ()) -> str:
    """The line at the foot of a screen, ``1-6 card · j/k point · ...``, in at most ``width`` cells, without
    the actions of these names.
    """
    parts = []
    for action in actions.ACTIONS[screen]:
        if action.name in without:
            continue
        if action.name == "card(1)":
            parts.append(f"{_cards()} {action.hint}")
            parts.append(f"{actions.key(screen, 'move(1)', 'move(-1)')} point")
        elif action.hint and action.keys:
            pair = _PAIRS.get(action.name)
            parts.append(f"{actions.key(screen, action.name, *([pair] if pair else []))} {action.hint}")
    for word in _GIVE_WAY:
        if len(" · ".join(parts)) > width:
            parts = [p for p in parts if not p.endswith(f" {word}")]
    return " · ".join(parts)


def _cards() -> str:
    """The keys of the cards: ``1-6``, where they follow each other."""
    keys = [actions.key("brief", f"card({i})") for i in range(1, len(CARDS) + 1)]
    follow = all(len(k) == 1 and ord(k) == ord(keys[0]) + i for i, k in enumerate(keys))
    return f"{keys[0]}-{keys[-1]}" if follow else " ".join(keys)
