"""Keys by name: as people write them (``Ctrl+P``, ``PgDn``, ``?``), and as the screen spells them.

Only what a terminal sends has a name here: ``spelled`` refuses the rest, with the reason.
"""

from __future__ import annotations

import unicodedata

# Keys that are no character, by the names that people give them; the first is the one that is shown.
_NAMED = {
    "enter": ("Enter", "return", "ret", "cr"), "escape": ("Esc", "escape"), "tab": ("Tab",),
    "space": ("Space", "spacebar"), "backspace": ("Backspace", "bs"), "delete": ("Del", "delete"),
    "insert": ("Ins", "insert"), "home": ("Home",), "end": ("End",),
    "pageup": ("PgUp", "pageup"), "pagedown": ("PgDn", "pagedown", "pgdown"),
    "up": ("↑", "up"), "down": ("↓", "down"), "left": ("←", "left"), "right": ("→", "right"),
    **{f"f{n}": (f"F{n}",) for n in range(1, 13)},
}  # fmt: skip
_BY_NAME = {name.lower(): key for key, names in _NAMED.items() for name in names}
_MODIFIED = frozenset(("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete"))

# The signs that keyboards have, by the screen's names: those of Unicode, but for six.
_OTHERWISE = {
    "/": "slash", "\\": "backslash", "@": "at", "-": "minus", "+": "plus", "_": "underscore",
}  # fmt: skip
_SIGNS = {
    _OTHERWISE.get(c) or unicodedata.name(c).lower().replace("-", "_").replace(" ", "_"): c
    for c in map(chr, (*range(0x21, 0x7F), *range(0xA1, 0x100), *map(ord, "№€“”„…–—")))
    if c.isprintable() and not c.isalnum()
}
_NAME_OF = {sign: name for name, sign in _SIGNS.items()}
_CONTROLLED = {**{c: c for c in "abcdefghijklmnopqrstuvwxyz"}, "\\": "backslash", "]": "right_square_bracket"}

_SAME = "a terminal sends the same for {} and {}: write {}"
_CONTROL_IS = {"h": "Backspace", "i": "Tab", "m": "Enter", "[": "Esc"}
_CONTROL_STOPS = {
    "s": "Ctrl+S stops the output of many terminals until Ctrl+Q is pressed",
    "z": "Ctrl+Z puts programs aside, and is not taken for anything else",
}


class NoKey(ValueError):
    """What is written is no key, or none that a terminal sends. Its words say why."""


def spelled(name: str) -> str:
    """The screen's name of a key that a person has written. Raises NoKey."""
    name = name.strip(" ") or name
    if (plain := _BY_NAME.get(name.lower())) is not None:
        return plain
    if len(name) == 1:
        return character(name)
    if name.lower() in _SIGNS:
        return name.lower()
    modifiers, _, key = name[:-1].rpartition("+")
    key = (key + name[-1:]).strip()
    parts = [m.strip().lower() for m in modifiers.split("+")] if modifiers else []
    if not parts or set(parts) - {"ctrl", "control", "shift", "alt", "meta", "super"}:
        raise NoKey(f"{safe(name)} is no key")
    if {"alt", "meta", "super"} & set(parts):
        raise NoKey(f"{safe(name)}: Alt and a key are sent as Esc and the key")
    return _controlled(name, key, parts) if "shift" not in parts else _shifted(name, key, parts)


def _controlled(name: str, key: str, parts: list[str]) -> str:
    plain = _BY_NAME.get(key.lower())
    if plain in _MODIFIED:
        return f"ctrl+{plain}"
    letter = _letter(key)
    if other := _CONTROL_IS.get(letter):
        raise NoKey(_SAME.format(f"Ctrl+{letter.upper()}", other, other))
    if reason := _CONTROL_STOPS.get(letter):
        raise NoKey(reason)
    if letter in _CONTROLLED:
        return f"ctrl+{_CONTROLLED[letter]}"
    raise NoKey(f"not every terminal can send {safe(name)}")


def _shifted(name: str, key: str, parts: list[str]) -> str:
    plain = _BY_NAME.get(key.lower())
    if len(parts) == 1 and (plain in _MODIFIED or plain == "tab"):
        return f"shift+{plain}"
    if len(parts) == 1 and len(key) == 1:
        raise NoKey(f"{safe(name)}: write the character that it makes, such as {key.upper()}")
    raise NoKey(f"not every terminal can send {safe(name)}")


def _letter(key: str) -> str:
    """The character of a key behind Ctrl, by which capitals and small letters are the same."""
    return _SIGNS.get(key.lower(), key.lower())


def character(sign: str) -> str:
    """The screen's name of the key that makes a character. Raises NoKey."""
    if sign == " ":
        return "space"
    if sign.isalnum():
        return sign
    if sign in _NAME_OF:
        return _NAME_OF[sign]
    raise NoKey(f"{safe(sign)} is no key")


def shown(key: str) -> str:
    """A key as a person writes it, from the screen's name: ``?``, ``PgDn``, ``Ctrl+P``."""
    if key.startswith("ctrl+"):
        rest = shown(key[5:])
        return f"Ctrl+{rest.upper() if len(rest) == 1 else rest}"
    if key.startswith("shift+"):
        return f"Shift+{shown(key[6:])}"
    if key in _NAMED:
        return _NAMED[key][0]
    return _SIGNS.get(key, key)


def prints(key: str) -> bool:
    """Whether a key is a character that is typed into a text."""
    return key == "space" or (key not in _NAMED and len(shown(key)) == 1)


def safe(word: str) -> str:
    """A word out of a person's file as a message may show it."""
    word = word if len(word) <= 40 else f"{word[:39]}…"
    return word if word.isprintable() and word.strip() else repr(word)
