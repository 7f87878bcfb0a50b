"""Since last time, as a section of the annotated brief."""

from __future__ import annotations

from briefing_tui.analysis.changes import KINDS, Changes, Line
from briefing_tui.export.words import words


def section(made: Changes | None, why: str = "") -> list[str]:
    """The section's blocks; where there is nothing to compare with, ``why``."""
    out = ["## Since last time"]
    if made is None:
        return [*out, f"{words(why[:1].upper() + why[1:])}."]
    out.append(words(made.about))
    for side in made.sides:
        out += [f"### {words(side.name)}", "\n".join(f"- {words(line)}" for line in side.sources)]
        for kind, heading in KINDS.items():
            if lines := side.of(kind):
                out += [f"**{heading}**", "\n".join(map(_item, lines))]
    out += [words(f"{name}: no text of one of the two events.") for name in made.without]
    return out


def _item(line: Line) -> str:
    return f"- {line.verdict}: {words(line.words)} ({line.where})"
