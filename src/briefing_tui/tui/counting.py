"""A count before a key: ``5j`` goes five points on, ``3 PgDn`` three windows, ``12G`` to the twelfth."""

from __future__ import annotations

MOST = 9999  # more is that many
_MULTIPLIED = ("move", "turn", "step", "leap")


class Count:
    """The digits typed so far. A digit that is no key of the screen begins one; then every digit goes on."""

    def __init__(self) -> None:
        self.typed = ""

    def take(self, key: str, action: str) -> str | None:
        """A key, and the action that it has on the screen. Gives what is to be done now: nothing (``""``)
        where the key belongs to the count, the action as the count makes it, or None: the count has no say.
        """
        if len(key) == 1 and key in "0123456789" and (self.typed or not action):
            self.typed = str(min(int(self.typed + key), MOST))
            return ""
        typed, self.typed = self.typed, ""
        if typed and key == "escape":
            return ""
        return counted(action, int(typed)) if typed else None


def counted(action: str, count: int) -> str | None:
    """The action so many times; None where it knows no count."""
    name, _, argument = action.rstrip(")").partition("(")
    if count and name in _MULTIPLIED:
        return f"{name}({float(argument) * count:g})"
    if count and name == "edge":
        return f"{name}({argument}, {count})"
    return None
