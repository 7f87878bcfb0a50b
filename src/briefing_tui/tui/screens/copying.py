"""Out of the brief: a point, a row or some words to the analyst's clipboard, the whole into a file."""

from __future__ import annotations

import os
from collections.abc import Callable

from briefing_tui.analysis import rows as rows_of
from briefing_tui.analysis.rows import Row
from briefing_tui.model import BriefingError
from briefing_tui.reading.unsafe import clean
from briefing_tui.tui.screens.reviewing import Reviewing
from briefing_tui.tui.typography import fitting


class Copying(Reviewing, part=True):
    """A brief that can be copied from, and written to a file."""

    def action_export(self) -> None:
        self._ask_for_file(self.brief.id, self._export)

    def _export(self, name: str) -> None:
        brief, made, desk = self.brief, self.content.made, self.desk

        def text() -> tuple[str, str]:
            from briefing_tui.export.changes import latest
            from briefing_tui.export.markdown import render

            if problem := desk.notes.problem(brief.id):
                raise BriefingError(problem)
            as_of = latest(brief, desk.notes, desk.corrections)
            notes = desk.notes.of(brief.id)
            broken = sum(bool(n.problem) for n in notes)
            remark = f" without {broken} that cannot be read" * bool(broken)
            return render(brief, made, notes, as_of=as_of), remark

        def late(made: object) -> str:
            return "the export was left: nothing is written"

        self.wait_for("reading the notes", text, lambda made: self._write_file(name, *made), late)

    def action_copy(self) -> None:
        from briefing_tui.export import citation

        if here := self.point():
            self._copy("point", citation.point(*here))
        else:
            self.say("no point at the mark")

    def action_copy_row(self) -> None:
        from briefing_tui.export import citation

        if row := self._row():
            self._copy("row", citation.row(self.content.made, row))
        else:
            self.say("no point at the mark")

    def _row(self) -> Row | None:
        """The row at the mark; where the view has no rows, the one in which the point stands in full."""
        here, stop = self.point(), self.reader.here
        if here is None or stop is None:
            return None
        if self.view == "compare":
            return rows_of.rows(self.content.made, self.card)[stop.row]
        point = here[1]
        return next(
            row
            for row in rows_of.rows(self.content.made, point.card)
            if any(ref.point is point and not ref.again for ref in (*row.left, *row.right))
        )

    def _copy(self, what: str, text: str) -> None:
        """To the analyst's own clipboard; into a file where the terminal will not take it."""
        from briefing_tui.tui import clipboard

        text = clean(text)
        try:
            self.desk.send_to_clipboard(text)
        except BriefingError as error:
            self._ask_for_file(f"{self.brief.id}-{what}", lambda name: self._write_file(name, f"{text}\n"))
            self.say(f"{error} · Enter writes a file")
            return
        sent = f"sent to the terminal: {len(text)} characters"
        known = " · tmux: needs set-clipboard on" * (clipboard.multiplexer(os.environ) == "tmux")
        self.say(fitting(self.app.size.width - 2, f"{sent}, the {what}, sources named{known}", sent + known))

    def _ask_for_file(self, stem: str, answer: Callable[[str], None]) -> None:
        """Asks where to write; a name with this stem that is not taken yet is proposed."""
        from briefing_tui.export.write import proposed

        paths = self.desk.paths
        self.wait_for(
            "looking for a free name",
            lambda: proposed(paths, stem),
            lambda name: self._ask("Write to:", name, answer),
        )

    def _write_file(self, name: str, text: str, remark: str = "") -> None:
        """Writes to the file that was named; says where it is, or why it is not written."""
        from briefing_tui.export.write import write_named

        paths, name = self.desk.paths, name.strip()
        if name:
            self.wait_for(
                f"writing {name}",
                lambda: write_named(paths, name, text),
                lambda path: self.say(f"written{remark}: {path}"),
                lambda path: f"written all the same{remark}: {path}",
            )
