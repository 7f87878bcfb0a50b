"""What a shell offers behind ``briefing``: names on the disk, never more than a folder or a kept brief read.

Each function goes to click as ``shell_complete`` of an argument or an option.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem, ShellComplete

from briefing_tui.desk import Desk
from briefing_tui.model import CARDS, Brief, BriefingError


def words(command: click.Command, desk: Desk, typed: Sequence[str]) -> Iterable[CompletionItem]:
    """What the last of the words behind ``briefing`` may become. ``type`` is ``file`` where the shell is to
    offer its own files, ``dir`` for folders.
    """
    said = [word for word in typed if word != "="]  # bash makes three words of --card=x
    *before, last = said if typed[-1] != "=" else [*said, ""]
    name, is_option, _value = last.partition("=")
    found = ShellComplete(command, {"obj": desk}, "briefing", "").get_completions(before, last)
    for item in found:
        if is_option and name.startswith("-") and item.type == "plain":
            item.value = f"{name}={item.value}"
        yield item


def briefs(ctx: click.Context, _: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """Ids of briefs, by the names of their folders."""
    from briefing_tui.library.layout import is_brief
    from briefing_tui.library.shelf import Shelf

    desk = _desk(ctx)
    offered = []
    with contextlib.suppress(BriefingError):  # no such --library: what is run says so
        for name, same in sorted(Shelf(desk.paths, desk.library).found().items()):
            with contextlib.suppress(OSError):
                if name.startswith(begun) and any(f.name == name and is_brief(f.path) for f in same):
                    offered.append(CompletionItem(name))
    return offered


def files(ctx: click.Context, _: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """Files; in restricted mode the names in the one folder that they may come from."""
    paths = _desk(ctx).paths
    return _in(paths.imports, begun) if paths.restricted else [CompletionItem(begun, "file")]


def exports(ctx: click.Context, _: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """The same for what is written."""
    paths = _desk(ctx).paths
    return _in(paths.exports, begun) if paths.restricted else [CompletionItem(begun, "file")]


def briefs_and_files(ctx: click.Context, param: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """What can be read: the lessons too, which are on no list."""
    found, lessons = briefs(ctx, param, begun), _desk(ctx).paths.welcome.name
    if lessons.startswith(begun) and lessons not in (item.value for item in found):
        found.append(CompletionItem(lessons))
    return [*found, *files(ctx, param, begun)]


def cards(ctx: click.Context, _: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """Ids of cards, the user's own among them."""
    with contextlib.suppress(BriefingError):
        _desk(ctx).use_own_words()
    return [CompletionItem(card, help=card.heading) for card in CARDS if card.startswith(begun)]


def sides(_: click.Context, __: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """Everything that may be a side."""
    from briefing_tui.reading import gazetteer

    found = sorted(id_ for id_ in gazetteer.places() if id_.startswith(begun) and gazetteer.is_side(id_))
    return [CompletionItem(id_) for id_ in found]


def languages(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Those that a side publishes in."""
    from briefing_tui.reading import gazetteer

    found = sorted({place.language for place in gazetteer.places().values()} - {""})
    return [CompletionItem(code) for code in found if code.startswith(begun)]


def sides_alone(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Sides of the brief that is named already; without one, everything that may be a side."""
    if (brief := _brief(ctx)) is None:
        return sides(ctx, param, begun)
    return [CompletionItem(side) for side in brief.sides if side.startswith(begun)]


def own_sides(ctx: click.Context, _: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """Sides of the brief that is named already, behind a comma another one, and its texts."""
    brief = _brief(ctx)
    first, comma, _rest = begun.rpartition(",")
    names = dict.fromkeys(name for r in brief.readouts for name in (r.side, r.key)) if brief else {}
    offered = (first + comma + name for name in names)
    return [CompletionItem(each) for each in offered if each.startswith(begun)]


def texts(ctx: click.Context, _: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """Texts of the brief that is named already."""
    brief = _brief(ctx)
    keys = [r.key for r in brief.readouts] if brief else []
    return [CompletionItem(key) for key in keys if key.startswith(begun)]


def _desk(ctx: click.Context) -> Desk:
    """That of the command that completes, with the further library of the line that is completed."""
    desk: Desk = ctx.obj
    library: Path | None = ctx.find_root().params.get("library")
    return desk if library is None or desk.options.restricted else Desk(library, desk.options)


def _brief(ctx: click.Context) -> Brief | None:
    # Behind an option that waits for its value click has not come to the arguments yet.
    name = ctx.params.get("name") or next(iter(ctx.args), None)
    with contextlib.suppress(BriefingError):
        return _desk(ctx).brief([name]) if name else None
    return None


def _in(folder: Path, begun: str) -> list[CompletionItem]:
    with contextlib.suppress(OSError):
        return [CompletionItem(p.name) for p in sorted(folder.iterdir()) if p.name.startswith(begun)]
    return []
