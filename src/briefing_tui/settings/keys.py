"""The person's own keys: keys.toml of the config folder, read against the tables of actions.

A table of the file is a screen, or ``all`` for what several screens have; a line gives an action its keys.
What is wrong is told with file and line and left out; the rest holds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from briefing_tui.model import BriefingError
from briefing_tui.settings import tomlfile
from briefing_tui.settings.keynames import NoKey, prints, safe, shown, spelled
from briefing_tui.settings.options import shown as path_shown

FILE = "keys.toml"
Keys = tuple[str, ...]
Tables = Mapping[str, Mapping[str, Keys]]  # screen, action, keys as the screen spells them

_ALL = "all"
_NEAR = 0.7  # likeness (difflib) from which a name may be the one that is meant
_TYPED_IN = "editor"  # where a letter is a letter of the text
_PALETTE = "app.command_palette"
_NEEDED = (_PALETTE, "back")
_KEEPS = ("app.quit", "done")  # what keeps the program's keys whatever it is given: the ways out
_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_NAME = re.compile(r"""\s*((?:[\w.-]|"[^"]*"|'[^']*')+)\s*=""")


class _Line(NamedTuple):
    """One line of the file: these keys for that action. ``all`` stands for each of its screens."""

    number: int
    screen: str
    name: str
    keys: Keys
    general: bool  # it stands under ``all``


def read(path: Path, tables: Tables, *, within: Path | None = None) -> tuple[Tables, tuple[str, ...]]:
    """The keys that the file gives, by screen and action, and what is wrong in it, a line each.

    ``tables`` are the program's own keys. A file that is not there gives nothing; no error is raised. With
    ``within`` (restricted mode) no link leads out of that folder.
    """
    if not os.path.lexists(path):
        return {}, ()
    try:
        data, text = tomlfile.read(path, within=within)
    except BriefingError as error:
        return {}, (f"{error}; none of its keys hold",)
    problems: list[tuple[int, str]] = []
    lines = list(_lines(data, text, tables, problems))
    kept = _without_clashes(lines, tables, problems)
    own: dict[str, dict[str, Keys]] = {}
    for said in kept:
        own.setdefault(said.screen, {})[said.name] = said.keys
    where = path_shown(path)
    told = dict.fromkeys(f"{where}:{number}: {words}" for number, words in sorted(problems))
    return own, tuple(told)


# -- line by line -----------------------------------------------------------------------------------


def _lines(
    data: Mapping[str, Any], text: str, tables: Tables, problems: list[tuple[int, str]]
) -> Iterator[_Line]:
    numbers = _numbers(text)
    for screen, table in data.items():
        at = numbers.get((screen,), 1)
        if screen not in (_ALL, *tables):
            problems.append((at, f"[{safe(screen)}] is no screen{_near(screen, (_ALL, *tables))}"))
            continue
        if not isinstance(table, dict):
            problems.append((at, f"{screen} must be a table: [{screen}]"))
            continue
        for name, value in _flat(table):
            number = numbers.get((screen, *name.split(".")), at)
            try:
                yield from _said(number, screen, name, value, tables)
            except NoKey as error:
                problems.append((number, f"[{screen}] {error}"))


def _said(number: int, screen: str, name: str, value: object, tables: Tables) -> Iterator[_Line]:
    """What a line says, for each screen it is about. Raises NoKey with what is wrong."""
    about = [s for s in tables if s != _TYPED_IN or name in _KEEPS] if screen == _ALL else [screen]
    about = [s for s in about if name in tables[s]]
    if not about:
        known = {n for s, t in tables.items() if screen in (_ALL, s) for n in t}
        others = [s for s in tables if name in tables[s]]
        near = f"; [{others[0]}] has it" if others else _near(name, known)
        raise NoKey(f"{safe(name)} is no action{near}")
    if not isinstance(value, str | list) or not all(isinstance(v, str) for v in value):
        raise NoKey(f'{name} must be a key or a list of keys, such as "x" or ["x", "F5"]')
    try:
        keys = tuple(dict.fromkeys(map(spelled, [value] if isinstance(value, str) else value)))
    except NoKey as error:
        raise NoKey(f"{name}: {error}") from None
    for here in about:
        if here == _TYPED_IN and (letter := next(filter(prints, keys), "")):
            raise NoKey(f"{name}: {shown(letter)} is a letter of the text there")
        # What is the app's own is at hand again where the mode that has no palette is left.
        if not keys and (name in _NEEDED or not (_PALETTE in tables[here] or name.startswith("app."))):
            raise NoKey(f"{name} needs a key: there is no other way to it")
        fixed = {key: kept for kept in _KEEPS for key in tables[here].get(kept, ())}
        if taken := next((k for k in keys if fixed.get(k, name) != name), ""):
            raise NoKey(f"{name}: {shown(taken)} is always {fixed[taken]}")
        always = tables[here][name] if name in _KEEPS else ()
        yield _Line(number, here, name, tuple(dict.fromkeys((*always, *keys))), screen == _ALL)


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """The entries; ``app.help = "?"``, which is a table of its own to TOML, is the action ``app.help``."""
    for name, value in table.items():
        if isinstance(value, dict):
            for part, inner in value.items():
                yield f"{name}.{part}", inner
        else:
            yield name, value


def _numbers(text: str) -> dict[tuple[str, ...], int]:
    """On which line each table and each entry stands, which the parser does not tell."""
    numbers: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = tuple(re.sub("[\"'\\s]", "", header[1]).split("."))
            numbers.setdefault(table[:1], number)
        elif entry := _NAME.match(line):
            parts = (*table, *re.sub("[\"']", "", entry[1]).split("."))
            numbers.setdefault(parts, number)
            numbers.setdefault(parts[:1], number)
    return numbers


# -- clashes ----------------------------------------------------------------------------------------


def _without_clashes(lines: list[_Line], tables: Tables, problems: list[tuple[int, str]]) -> list[_Line]:
    """The lines that can hold together. One that takes the key of an action that keeps its own is left out,
    and so is the later of two that want the same; what is left out has its own keys back, and may clash then.
    """
    # A screen's own line comes before one for all.
    chosen: dict[tuple[str, str], _Line] = {}
    for line in sorted(lines, key=lambda said: not said.general):
        chosen[line.screen, line.name] = line
    left_out: dict[tuple[str, str], _Line] = {}
    again = True
    while again:
        again = False
        for screen, table in tables.items():
            if clash := _clash(screen, table, chosen, left_out):
                line, words = clash
                problems.append((line.number, words))
                left_out[screen, line.name] = chosen.pop((screen, line.name))
                again = True
    return list(chosen.values())


def _clash(
    screen: str,
    table: Mapping[str, Keys],
    chosen: Mapping[tuple[str, str], _Line],
    left_out: Mapping[tuple[str, str], _Line],
) -> tuple[_Line, str] | None:
    """The first line that cannot hold on this screen, and why."""
    own = [chosen[screen, name] for name in table if (screen, name) in chosen]
    has = {key: name for name, keys in table.items() if (screen, name) not in chosen for key in keys}
    said: dict[str, _Line] = {}
    for line in sorted(own, key=lambda said: (said.general, said.number)):
        for key in line.keys:
            other = said.get(key) or left_out.get((screen, has.get(key, "")))
            if other and key in other.keys:
                return line, f"[{screen}] {line.name}: {shown(key)} is {other.name} in line {other.number}"
            if key in has:
                return line, f"[{screen}] {line.name}: {shown(key)} is {has[key]} already"
            said[key] = line
    return None


def _near(word: str, known: object) -> str:
    from difflib import get_close_matches

    names = sorted(map(str, known))  # type: ignore[call-overload]
    near = get_close_matches(word, names, 1, _NEAR) or [n for n in names if n.startswith(word)]
    return f"; is {near[0]} meant?" if near else ""
