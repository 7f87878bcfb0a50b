"""Every action, declared once: its keys, its words, where it works. Bindings, footer, palette, help and the
messages read this table; a test holds the table, the screens and docs/keys.md together.

``use`` puts the person's own keys on (keys.toml, read by ``settings.keys``). Textual's keymap would do it
too, and drop what clashes without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui.frozen import dataclass
from briefing_tui.model import CARDS
from briefing_tui.settings import keynames

if TYPE_CHECKING:  # Textual only where it is there already: the table is for commands too
    from textual.actions import ActionParseResult
    from textual.binding import BindingsMap


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
    Action("turn(0.5)", ("ctrl+d",), "Half a window further"),
    Action("turn(-0.5)", ("ctrl+u",), "Half a window back"),
    Action("edge(-1)", ("g", "home"), "To the beginning"),
    Action("edge(1)", ("G", "end"), "To the end"),
)
_UNDO = "Undo the last correction, or bring the deleted note back"
_SEARCH = "Search all texts and notes"
_RESUME = Action("app.resume", ("R",), "Go on with the note that was open when the program was ended")
_HELP = Action("app.help", ("question_mark", "f1"), "Keys of this screen", "help")
_PALETTE = Action("app.command_palette", ("colon", "ctrl+p"), "All actions by name", "")
_WELCOME = Action("app.welcome", ("W",), "Welcome: the lessons again")
_THEME = Action("app.themes", ("T",), "Themes: see each before you choose", "")
_QUIT = Action("app.quit", ("ctrl+q", "ctrl+c"), "Leave the program at once; everything is saved", "")
_ALWAYS = (_HELP, _PALETTE, _THEME)

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
        _WELCOME,
        _PALETTE,
        _THEME,
        Action("clear", ("escape",), "Clear the filter"),
        Action("back", ("q",), "Leave; everything is saved", "quit"),
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
        Action("matched", ("w",), "Set off the words that made the match of the row at the mark, or no more"),
        Action("leap(-1)", ("ctrl+o",), "Back to where you jumped from: card, view, hit, note, other brief"),
        Action("leap(1)", ("ctrl+n",), "Forward again, after going back"),
        Action("mark", ("M",), "Set a mark: a letter for this brief, a capital for all briefs"),
        Action("to_mark", ("apostrophe",), "To a mark, by its letter, or to before the last jump"),
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
        _WELCOME,
        _PALETTE,
        _THEME,
        Action("back", ("q", "escape"), "Back to the library", "back"),
        _QUIT,
    ),
    "find": (  # the keys that a brief takes first while words are set off, after /
        Action("next", ("n",), "The next point with the words, over both texts and all cards"),
        Action("before", ("N",), "The point with the words before"),
        Action("end", ("escape",), "End the search"),
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
        _HELP,
        Action("leave", ("escape", "V"), "Leave without", "back"),
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
        *_ALWAYS,
        Action("clear", ("escape",), "Clear the filter; back where there is none"),
        Action("back", ("q", "t"), "Back", "back"),
        _QUIT,
    ),
    "search": (
        Action("jump", ("enter", "l", "right"), "To the place in the brief, or to the note", "go there"),
        *_MOVES,
        Action("words", ("slash", "s", "S"), "Other words", "words"),
        *_ALWAYS,
        Action("back", ("q", "escape"), "Back", "back"),
        _QUIT,
    ),
    "changes": (
        Action(
            "jump",
            ("enter", "l", "right"),
            "To the place in this time’s text, or else in last time’s; open or close what is folded",
            "go there",
        ),
        Action("then", ("o",), "To the place in last time’s text", "last time"),
        Action("fold", ("z",), "Show or fold all that is unknown", "unknown"),
        *_MOVES,
        *_ALWAYS,
        Action("back", ("q", "p", "escape"), "Back", "back"),
        _QUIT,
    ),
    "formulas": (
        Action("jump", ("enter",), "To the words; where they were dropped, to the last place", "go there"),
        *_MOVES,
        Action("side(-1)", ("h", "left"), "To the side on the left", "side"),
        Action("side(1)", ("l", "right"), "To the side on the right"),
        Action("wordings", ("equals_sign",), "The wordings, and the words of each meeting", "wordings"),
        *_ALWAYS,
        Action("back", ("q", "escape", "f"), "Back", "back"),
        _QUIT,
    ),
    "tone": (
        Action("jump", ("enter",), "To the place of the words in the brief", "go there"),
        Action("why", ("equals_sign",), "Why: the pattern that found it", "why"),
        Action("side(0)", ("h", "left"), "To the left side", "side"),
        Action("side(1)", ("l", "right"), "To the right side"),
        *_MOVES,
        *_ALWAYS,
        Action("back", ("q", "r", "escape"), "Back", "back"),
        _QUIT,
    ),
    "revisions": (
        Action("jump", ("enter",), "To the paragraph in the brief", "go there"),
        Action("step(-1)", ("h", "left", "shift+tab"), "To the change before", "change"),
        Action("step(1)", ("l", "right", "tab"), "To the change after"),
        *_MOVES,
        *_ALWAYS,
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
        *_ALWAYS,
        Action("back", ("q", "escape"), "Leave; nothing is written", "back"),
        _QUIT,
    ),
    "themes": (
        Action("keep", ("enter", "l", "right"), "Keep the theme at the mark", "keep it"),
        *_MOVES,
        _HELP,
        _PALETTE,
        Action("back", ("q", "escape", "T"), "Back to the theme before", "leave all as it was"),
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
        _PALETTE,
        _WELCOME,
        Action("back", ("q", "escape", "question_mark", "equals_sign"), "Back", "back"),
        _QUIT,
    ),
}

_DEFAULTS = dict(ACTIONS)
_OUTSIDE = frozenset(a.name for table in ACTIONS.values() for a in table if a.outside)


def at_hand(screen: str, *, restricted: bool) -> Iterator[Action]:
    """The actions of a screen; in restricted mode without those that lead out of the program."""
    return (a for a in ACTIONS[screen] if not (restricted and a.outside))


def defaults() -> dict[str, dict[str, tuple[str, ...]]]:
    """The program's own keys, by screen and action: what a keys.toml is read against."""
    return {screen: {a.name: a.keys for a in table} for screen, table in _DEFAULTS.items()}


def use(own: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
    """Puts the keys of ``own`` in the place of the program's; screens that are made from now on have them."""
    for screen, table in _DEFAULTS.items():
        keys = own.get(screen, {})
        ACTIONS[screen] = tuple(replace(a, keys=keys.get(a.name, a.keys)) for a in table)


def leads_outside(action: str | ActionParseResult) -> bool:
    """Whether an action, as Textual names it, is one that restricted mode does not have."""
    from textual.actions import parse

    _, name, _ = parse(action) if isinstance(action, str) else action
    return name in _OUTSIDE


def key_name(key: str) -> str:
    """A key as a person writes it: ``?``, ``PgDn``, ``Ctrl+P``."""
    return keynames.shown(key)


def bindings(screen: str) -> BindingsMap:
    """The screen's keys for Textual."""
    from textual.binding import Binding, BindingsMap

    return BindingsMap([Binding(key, a.name, a.text, show=False) for a in ACTIONS[screen] for key in a.keys])


def named(screen: str, key: str) -> str:
    """The action that a key has on a screen; empty where it has none."""
    return next((a.name for a in ACTIONS[screen] if key in a.keys), "")


def key(screen: str, *names: str) -> str:
    """The first key of an action, as a message names it: ``Esc``; of several actions ``j/k``. One that was
    left without a key is found in the palette: then it is that one's key.
    """
    keys = {a.name: a.keys for a in ACTIONS[screen]}
    instead = keys.get("app.command_palette", ())
    return "/".join(dict.fromkeys(key_name((keys[name] or instead)[0]) for name in names))


def leaving(screen: str) -> str:
    """The key that drops what is begun, or goes back: Esc where it does."""
    keys = next(a.keys for a in ACTIONS[screen] if a.name == "back")
    return key_name("escape" if "escape" in keys else keys[0])
