"""Every action, declared once: its key, its words, where it works. Bindings, footer, palette and help read
this table; a test holds the table, the screens and docs/keys.md together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.actions import ActionParseResult, parse
from textual.binding import Binding, BindingType

from briefing_tui.model import CARDS


@dataclass(frozen=True, slots=True)
class Action:
    """``name`` is the screen's method without ``action_``; ``keys`` as Textual spells them, the first
    is shown.
    ``hint`` is the word in the footer, empty where the footer leaves it out; ``text`` says what it does.
    ``outside``: it leads out of the program, and restricted mode does not have it.
    """

    name: str
    keys: tuple[str, ...]
    text: str
    hint: str = ""
    outside: bool = False


_MOVES = (
    Action("move(1)", ("j", "down"), "Next point or line"),
    Action("move(-1)", ("k", "up"), "Previous point or line"),
    Action("turn(1)", ("pagedown", "space", "ctrl+f"), "A window further"),
    Action("turn(-1)", ("pageup", "ctrl+b"), "A window back"),
    Action("edge(-1)", ("g", "home"), "To the beginning"),
    Action("edge(1)", ("G", "end"), "To the end"),
)
_UNDO = "Undo the last correction, or bring the deleted note back"
_SEARCH = "Search all texts and notes"
_RESUME = Action("app.resume", ("R",), "Go on with the note that was open when the program was ended")
_HELP = Action("app.help", ("question_mark", "f1"), "Keys of this screen", "help")
_PALETTE = Action("app.command_palette", ("colon", "ctrl+p"), "All actions by name", "")
_THEME = Action("app.next_theme", ("T",), "Next theme", "")
_QUIT = Action("app.quit", ("ctrl+q", "ctrl+c"), "Leave the program at once; everything is saved", "")

ACTIONS: dict[str, tuple[Action, ...]] = {
    "library": (
        # Ctrl+J is what Enter is before the program has the terminal: a key pressed early is not lost.
        Action("open", ("enter", "l", "right", "ctrl+j"), "Open the brief", "open"),
        *_MOVES,
        Action("filter", ("slash",), "Filter: words, side:, after:, before:, kind:, #tag, has:", "filter"),
        Action("notes", ("t",), "All notes", "notes"),
        Action("formulas", ("f",), "Formulas of these sides: new, kept, reworded, dropped", "formulas"),
        Action("app.search", ("s",), _SEARCH, "search"),
        Action("import", ("i",), "Import a text: a page, a document, a mail, a text file", "import"),
        _RESUME,
        _HELP,
        _PALETTE,
        _THEME,
        Action("clear", ("escape",), "Clear the filter"),
        Action("app.quit", ("q",), "Leave; everything is saved", "quit"),
        _QUIT,
    ),
    "brief": (
        *(
            Action(f"card({i})", (str(i),), f"Card {i}", "card" if i == 1 else "")
            for i in range(1, len(CARDS) + 1)
        ),
        *_MOVES,
        Action("side(0)", ("h", "left"), "To the left side", "side"),
        Action("side(1)", ("l", "right"), "To the right side"),
        Action("focus_cards", ("tab", "shift+tab"), "Between the list of cards and the text"),
        Action("note", ("n",), "Note on this point (or this card, in the list of cards)", "note"),
        Action("note_card", ("N",), "Note on this card"),
        Action("note_brief", ("B",), "Note on the whole brief"),
        Action("edit", ("enter",), "Edit the note on this point"),
        Action("external", ("E",), "The note in your own editor ($VISUAL or $EDITOR)", outside=True),
        Action("confirm", ("a",), "Confirm the place of a note to be reviewed, or put it on another point"),
        Action("delete", ("d",), "Delete the note on this point"),
        Action("undo", ("u",), _UNDO),
        Action("original", ("o",), "Original or translation", "original"),
        Action("texts", ("s",), "Other texts of the brief"),
        Action("view", ("v",), "Next view: compare, read, gaps, doubts, coverage", "view"),
        Action("find", ("slash",), "Find words in both texts", "find"),
        Action("find_next", ("full_stop",), "Find the same words again"),
        Action("export", ("e",), "Write the annotated brief as Markdown", "export"),
        Action("copy", ("y",), "Copy this point and its source: to your own clipboard, through the terminal"),
        Action("copy_row", ("Y",), "Copy this row: both sides, or the gap, with the sources"),
        Action(
            "why", ("equals_sign",), "Why: the terms behind the card, the reasons behind the match", "why"
        ),
        Action("correct", ("c",), "Move this point to another card", "move"),
        Action("tie", ("m",), "Tie this point to one of the other side, or untie the two", "tie"),
        Action("select", ("V",), "Select words of this point, to note, copy or move them", "select"),
        Action("notes", ("t",), "Notes of this brief", "notes"),
        Action("formulas", ("f",), "Formulas of these sides: new, kept, reworded, dropped"),
        Action("changes", ("p",), "Since last time: beside the last meeting of the same sides"),
        Action("tone", ("r",), "Tone and order: how each side tells it, and how firmly it binds"),
        Action("revisions", ("D",), "Earlier texts of this readout, word by word"),
        Action("app.search", ("S",), _SEARCH),
        _RESUME,
        _HELP,
        _PALETTE,
        _THEME,
        Action("back", ("q", "escape"), "Back to the library", "back"),
        _QUIT,
    ),
    "select": (  # the keys that ``widgets.selector`` takes, after V in a brief
        Action("sentence(1)", ("j", "down"), "The next sentence of the point", "sentence"),
        Action("sentence(-1)", ("k", "up"), "The sentence before"),
        Action("grow(1)", ("J", "shift+down"), "To the end of one more sentence", "longer/shorter"),
        Action("grow(-1)", ("K", "shift+up"), "To the end of one sentence less"),
        Action("end_word(1)", ("l", "right"), "The end a word further"),
        Action("end_word(-1)", ("h", "left"), "The end a word back", "end"),
        Action("start_word(1)", ("L", "shift+right"), "The beginning a word further"),
        Action("start_word(-1)", ("H", "shift+left"), "The beginning a word back", "start"),
        Action("note", ("n", "enter"), "Note on the selected words", "note"),
        Action("copy", ("y",), "Copy the selected words and their source", "copy"),
        Action("correct", ("c",), "Move the sentences that are selected to another card", "move"),
        Action("leave", ("escape", "V"), "Leave without", "leave"),
    ),
    "notes": (
        Action("jump", ("enter", "l", "right"), "To the place of the note", "go there"),
        *_MOVES,
        Action("filter", ("slash",), "Filter: words, #tag, card:, state:, confidence:, brief:", "filter"),
        Action("edit", ("n",), "Edit the note", "edit"),
        Action(
            "external", ("E",), "The file of the note in your own editor ($VISUAL or $EDITOR)", outside=True
        ),
        Action("merge", ("m",), "Merge a conflict copy with its note, in the editor"),
        Action("delete", ("d",), "Delete the note", "delete"),
        Action("undo", ("u",), _UNDO, "undo"),
        _HELP,
        _PALETTE,
        _THEME,
        Action("clear", ("escape",), "Clear the filter; back where there is none"),
        Action("back", ("q", "t"), "Back", "back"),
        _QUIT,
    ),
    "search": (
        Action("jump", ("enter", "l", "right"), "To the place in the brief, or to the note", "go there"),
        *_MOVES,
        Action("words", ("slash", "s", "S"), "Other words", "words"),
        _HELP,
        _PALETTE,
        _THEME,
        Action("back", ("q", "escape"), "Back", "back"),
        _QUIT,
    ),
    "changes": (
        Action(
            "jump",
            ("enter", "l", "right"),
            "To the place in this time's text, or else in last time's",
            "go there",
        ),
        Action("then", ("o",), "To the place in last time's text", "last time"),
        *_MOVES,
        _HELP,
        _PALETTE,
        _THEME,
        Action("back", ("q", "p", "escape"), "Back", "back"),
        _QUIT,
    ),
    "formulas": (
        Action("jump", ("enter",), "To the words; where they were dropped, to the last place", "go there"),
        *_MOVES,
        Action("side(-1)", ("h", "left"), "To the side on the left", "side"),
        Action("side(1)", ("l", "right"), "To the side on the right"),
        Action("wordings", ("equals_sign",), "The wordings, and the words of each meeting", "wordings"),
        _HELP,
        _PALETTE,
        _THEME,
        Action("back", ("q", "escape", "f"), "Back", "back"),
        _QUIT,
    ),
    "tone": (
        Action("jump", ("enter",), "To the place of the words in the brief", "go there"),
        Action("why", ("equals_sign",), "Why: the pattern that found it", "why"),
        Action("side(0)", ("h", "left"), "To the left side", "side"),
        Action("side(1)", ("l", "right"), "To the right side"),
        *_MOVES,
        _HELP,
        _PALETTE,
        _THEME,
        Action("back", ("q", "r", "escape"), "Back", "back"),
        _QUIT,
    ),
    "revisions": (
        Action("jump", ("enter",), "To the paragraph in the brief", "go there"),
        Action("step(-1)", ("h", "left", "shift+tab"), "To the change before", "change"),
        Action("step(1)", ("l", "right", "tab"), "To the change after"),
        *_MOVES,
        _HELP,
        _PALETTE,
        _THEME,
        Action("back", ("q", "D", "escape"), "Back", "back"),
        _QUIT,
    ),
    "importing": (
        Action("edit", ("enter",), "Edit the field, or its next value; choose what it becomes", "edit"),
        Action("confirm", ("a",), "Confirm the guess at the mark as it stands", "confirm"),
        Action("confirm_all", ("A",), "Confirm all guesses", "all"),
        Action("join", ("J",), "Join the brief at the mark, or replace its text"),
        Action("write", ("w",), "Write the text into your library", "write"),
        *_MOVES,
        _HELP,
        _PALETTE,
        _THEME,
        Action("back", ("q", "escape"), "Leave; nothing is written", "back"),
        _QUIT,
    ),
    "editor": (
        Action("done", ("escape",), "Close the note; it is saved as you type", "close"),
        Action("confidence", ("ctrl+t",), "How sure you are: low, moderate, high, not said"),
        Action("elsewhere", ("ctrl+o",), "Save the text to another place"),
        Action("external", ("ctrl+g",), "Go on in your own editor ($VISUAL or $EDITOR)", outside=True),
        _QUIT,
    ),
    "page": (
        *_MOVES,
        Action("back", ("q", "escape", "question_mark", "equals_sign"), "Back", "back"),
        _QUIT,
    ),
}

_KEY_NAMES = {
    "question_mark": "?", "equals_sign": "=", "slash": "/", "full_stop": ".", "colon": ":",
    "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "home": "Home", "end": "End", "f1": "F1",
}  # fmt: skip


_OUTSIDE = frozenset(a.name for table in ACTIONS.values() for a in table if a.outside)


def at_hand(screen: str, *, restricted: bool) -> Iterator[Action]:
    """The actions of a screen; in restricted mode without those that lead out of the program."""
    return (a for a in ACTIONS[screen] if not (restricted and a.outside))


def leads_outside(action: str | ActionParseResult) -> bool:
    """Whether an action, as Textual names it, is one that restricted mode does not have."""
    _, name, _ = parse(action) if isinstance(action, str) else action
    return name in _OUTSIDE


def key_name(key: str) -> str:
    """A key as a person writes it: ``?``, ``PgDn``, ``Ctrl+P``."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    if key.startswith("shift+"):
        return f"Shift+{key_name(key[6:])}"
    return _KEY_NAMES.get(key, key)


def bindings(screen: str) -> list[BindingType]:
    """The screen's bindings for Textual."""
    return [Binding(",".join(a.keys), a.name, a.text, show=False) for a in ACTIONS[screen]]


# Where the foot is short, these hints give way first, in this order; help and back stay.
_GIVE_WAY = (
    "start", "end", "copy", "select", "tie", "move", "notes", "why", "export", "side", "find", "view",
    "original", "undo", "delete", "point", "formulas", "import",
)  # fmt: skip


# Two keys that the footer shows as one.
_PAIRS = {
    "side(0)": "h/l", "side(-1)": "h/l", "step(-1)": "h/l", "sentence(1)": "j/k", "grow(1)": "J/K",
    "end_word(-1)": "h/l", "start_word(-1)": "H/L",
}  # fmt: skip


def footer(screen: str, width: int = 1000) -> str:
    """The line at the foot of a screen, ``1-6 card · j/k point · ...``, in at most ``width`` cells."""
    parts = []
    for action in ACTIONS[screen]:
        if not action.hint:
            continue
        key = _PAIRS.get(action.name) or key_name(action.keys[0])
        if action.name == "card(1)":
            key = f"1-{len(CARDS)}"
        parts.append(f"{key} {action.hint}")
    if screen == "brief":
        parts.insert(1, "j/k point")
    for word in _GIVE_WAY:
        if len(" · ".join(parts)) > width:
            parts = [p for p in parts if not p.endswith(f" {word}")]
    return " · ".join(parts)
