"""Since last time, as a section of the annotated brief."""

from __future__ import annotations

from briefing_tui.analysis.changes import KINDS, UNKNOWN, Changes, Line, counted
from briefing_tui.export.words import words


def section(made: Changes | None, why: str = "") -> list[str]:
    """The section's blocks; where there is nothing to compare with, ``why``."""
    out = ["## Since last time"]
    if made is None:
        return [*out, f"{words(why[:1].upper() + why[1:])}."]
    out.append(words(made.about))
    for side in made.sides:
        out += [f"### {words(side.name)}", "\n".join(f"- {words(line)}" for line in side.sources)]
        folded: list[Line] = []
        for kind, heading in KINDS.items():
            lines, unknown = side.told(kind)
            items = [*map(_item, lines), *(f"- unknown {n}; below" for n in [counted(unknown)] if n)]
            if items:
                out += [f"**{heading}**", "\n".join(items)]
            folded += unknown
        if folded:
            out += [f"**{UNKNOWN}**", "\n".join(map(_item, folded))]
    out += [words(f"{name}: no text of one of the two events.") for name in made.without]
    return out


def _item(line: Line) -> str:
    return f"- {line.verdict}: {words(line.words)} ({line.where})"
