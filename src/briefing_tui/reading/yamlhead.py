"""Front matter as YAML: the mapping between two ``---`` lines at the head of a file, and back.

YAML is read by the safe loader alone, without aliases (no YAML bombs) and without doubled keys. Apart from
``frontmatter`` so that notes are read without pydantic, which is slow to start.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean_line

MAX_FRONT_MATTER = 64 * 1024
_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


class _Exact(yaml.SafeLoader):
    """Says where and what is wrong."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        _refuse_alias(self)
        return super().compose_node(parent, index)


_Quick: type[Any] = _Exact
with contextlib.suppress(ImportError):  # PyYAML may have been built without libyaml
    from yaml._yaml import CParser

    class _Libyaml(Composer, CParser, SafeConstructor, Resolver):
        """Five times as quick: the list of a thousand notes opens at once."""

        def __init__(self, raw: str) -> None:
            CParser.__init__(self, raw)
            Composer.__init__(self)
            SafeConstructor.__init__(self)
            Resolver.__init__(self)

        def compose_node(self, parent: Any, index: Any) -> Any:
            _refuse_alias(self)
            return super().compose_node(parent, index)

    _Quick = _Libyaml


def _refuse_alias(loader: Any) -> None:
    if loader.check_event(yaml.AliasEvent):
        mark = loader.peek_event().start_mark
        raise yaml.composer.ComposerError(None, None, "references (*name) are not allowed here", mark)


def split(text: str, where: str) -> tuple[str | None, str, int]:
    """``(front matter or None, body, line on which the body begins)`` of a file's text."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text, 1
    for i, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:i]), "\n".join(lines[i + 1 :]), i + 2
    if len(lines) > 1 and _KEY.match(lines[1]):
        raise BriefingError(f"{where}:1: the front matter that begins here has no closing line ---")
    return None, text, 1


def cut(text: str) -> list[str]:
    """The lines of a text, each with its end: LF alone or behind CR, as ``split`` counts them."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def load(raw: str, where: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The mapping, and the line of the file on which each key stands. ``where`` names the file in errors."""
    if len(raw) > MAX_FRONT_MATTER:
        raise BriefingError(f"{where}:1: the front matter is larger than 64 KB; is its closing --- missing?")
    try:
        loader, node = _composed(raw)
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            raise BriefingError(f"{where}:2: the front matter is not a list of `key: value` lines")
        lines: dict[str, int] = {}
        for key, _ in node.value:
            line = key.start_mark.line + 2
            if str(key.value) in lines:
                raise BriefingError(f"{where}:{line}: {clean_line(str(key.value))} stands here twice")
            lines[str(key.value)] = line
        data: dict[str, Any] = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        problem = clean_line(error.problem or "cannot be read")
        raise BriefingError(f"{where}:{line}: the front matter is not valid YAML: {problem}") from None
    except yaml.reader.ReaderError as error:
        line = raw.count("\n", 0, error.position) + 2
        raise BriefingError(
            f"{where}:{line}: the front matter holds a control character, U+{error.character:04X}"
        ) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        problem = clean_line(str(error))
        raise BriefingError(f"{where}:2: the front matter is not valid YAML: {problem}") from None
    return data, lines


def _composed(raw: str) -> tuple[Any, Any]:
    """The loader and the node that it made; what the quick one refuses the exact one explains."""
    with contextlib.suppress(yaml.YAMLError):
        return (loader := _Quick(raw)), loader.get_single_node()
    return (loader := _Exact(raw)), loader.get_single_node()


def amend(raw: str, changes: dict[str, Any], newline: str = "\n") -> str:
    """Front matter (without its ``---`` lines) with some keys set anew, and taken out where None.

    Every other line stays as it was written: order, quotes, comments, its end. ``raw`` is one that ``load``
    takes, and each of its lines has an end; ``newline`` is that of the lines written anew.
    """
    both = {**load(raw, "")[0], **changes}
    wanted = {k: v for k, v in both.items() if k not in changes or v is not None}
    made = _amended(raw, changes, newline)
    # Not all that YAML allows goes line by line: all in one pair of braces, two keys parted by a lone CR.
    return made if _says(made, wanted) else _plain(wanted, newline)


def _says(raw: str, wanted: dict[str, Any]) -> bool:
    try:
        return load(raw, "")[0] == wanted
    except BriefingError:
        return False


def _amended(raw: str, changes: dict[str, Any], newline: str) -> str:
    """The lines of the keys that change written anew, the new keys behind all others."""
    lines = cut(raw)
    _, node = _composed(raw)
    pairs = node.value if node else []
    # Counted here: YAML counts the line and paragraph separators of Unicode as well.
    starts = [raw.count("\n", 0, key.start_mark.index) for key, _ in pairs] + [len(lines)]
    first = lines[starts[0]] if pairs else ""
    indent = first[: len(first) - len(first.lstrip(" "))]
    made = lines[: starts[0]]
    for (key, _), start, end in zip(pairs, starts, starts[1:], strict=False):
        own = end
        while own > start + 1 and (not lines[own - 1].strip() or lines[own - 1].lstrip().startswith("#")):
            own -= 1  # a comment before the next key is not this one's
        name = str(key.value)
        if name not in changes:
            made += lines[start:own]
        elif changes[name] is not None:
            made.append(_plain({name: changes[name]}, newline, indent))
        made += lines[own:end]
    new = {k: v for k, v in changes.items() if v is not None and k not in {str(k.value) for k, _ in pairs}}
    if new:
        made.append(_plain(new, newline, indent))
    return "".join(made)


class _Dumper(yaml.SafeDumper):
    """Writes what YAML would take for a line break (NEL, LS, PS) with a backslash: it reads back the same."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if _BREAKS.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_BREAKS = re.compile("[\x85\u2028\u2029]")
_Dumper.add_representer(str, _text)


def dump(data: dict[str, Any]) -> str:
    """Front matter ready to stand at the head of a file, both ``---`` lines included."""
    return f"---\n{_plain(data)}---\n"


def _plain(data: dict[str, Any], newline: str = "\n", indent: str = "") -> str:
    made: str = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False
    )
    return "".join(indent + line + newline for line in made.removesuffix("\n").split("\n"))
