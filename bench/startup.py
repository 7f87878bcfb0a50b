"""Where the milliseconds of a start go: imports by room, the brief, styles, layout, paint.

All is processor time until the first frame, each the least of several starts, by ``instrument.py``. What is
left over is Textual's own: widgets made and mounted, messages, threads, and looking for modules.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from contenders import HELLO, PYTHON, Contender, ours
from harness import Session

BARE = Contender("python", (PYTHON, "-c", "print('ready', flush=True); input()"), ("ready",))
INTERPRETER, REST, ALL = "the interpreter", "the rest", "all"
STDLIB, SCREEN, OTHERS = "import: Python's own", "import: Textual and Rich", "import: other packages"
# What is watched beside imports: the function, and what it is called in the table.
INSIDE = {
    "briefing_tui.desk:Desk.brief": "the brief, read from the cache",
    "briefing_tui.library.shelf:Shelf.compare": "its analysis, read from the cache",
    "textual.css.stylesheet:Stylesheet.parse": "style sheets parsed",
    "textual.css.stylesheet:Stylesheet.apply": "styles applied to widgets",
    "textual.screen:Screen._refresh_layout": "layout",
    "textual.screen:Screen._compositor_refresh": "paint",
    "textual.app:App._display": "paint",
}


def parts(rounds: int, home: Path) -> list[list[str]]:
    """A table of milliseconds, hello-world beside the program; the first row is the heading."""
    both = [HELLO, ours()[0]]
    columns: list[Mapping[str, float]] = []
    for one in both:
        made: Counter[str] = Counter({INTERPRETER: min(_plain(BARE, home) for _ in range(rounds))})
        runs = [_inside(one, home) for _ in range(rounds)]
        for name in runs[0]:
            made[_part(name)] += min(run.get(name, 0.0) for run in runs)  # type: ignore[assignment]
        total = min(_plain(one, home) for _ in range(rounds))
        columns.append({**made, REST: total - sum(made.values()), ALL: total})
    known = {name for column in columns for name in column}
    order = [INTERPRETER, STDLIB, SCREEN, OTHERS, *sorted(n for n in known if n.startswith("import: b"))]
    order += [*dict.fromkeys(INSIDE.values()), REST, ALL]
    head = ["until the first frame, ms of the processor", *(one.name for one in both)]
    return [head, *([name, *(f"{1000 * c.get(name, 0):.1f}" for c in columns)] for name in order)]


def _part(name: str) -> str:
    """The line of the table that a function or a module belongs to."""
    if name in INSIDE:
        return INSIDE[name]
    top, _, rest = name.partition(".")
    if top == "briefing_tui":
        return f"import: briefing_tui {rest.partition('.')[0]}".rstrip()
    return STDLIB if top in sys.stdlib_module_names else SCREEN if top in ("textual", "rich") else OTHERS


def _plain(one: Contender, home: Path) -> float:
    with Session(one.command, one.expect, home, one.more) as session:
        return session.start_cpu


def _inside(one: Contender, home: Path) -> dict[str, float]:
    """Seconds by function and module, until the first frame."""
    report = home / "inside"
    script = one.command[1:] if one.command[0] == PYTHON else one.command
    watched = [name for name in INSIDE if one is not HELLO or name.startswith("textual")]
    instrument = str(Path(__file__).with_name("instrument.py"))
    command = (PYTHON, instrument, str(report), ",".join(watched), *script)
    with Session(command, one.expect, home, one.more):
        lines = report.read_text("utf-8").splitlines()
    return {name: float(seconds) for seconds, _, name in (line.partition(" ") for line in lines)}
