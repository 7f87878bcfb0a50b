"""The form of a new text, as a page: what is known of it and by whom, what it becomes, how it begins."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_tui.library.proposing import FIELDS, By, Fate, Field, Proposal
from briefing_tui.model import Brief, Readout
from briefing_tui.tui.page import Page, Piece
from briefing_tui.tui.typography import measure, wrap

LABELS = dict(
    zip(
        FIELDS,
        ("Title", "Date", "Side", "Issuer", "Language", "Source kind", "Complete", "Publisher", "URL"),
        strict=True,
    )
)
NEW = "new"  # the key of the line for a brief of its own; a brief that is there has its id behind BRIEF
BRIEF = "brief:"
_VALUE = 16  # the column of the values
_BY = 22  # cells for who says it
_FIRST = 6  # paragraphs that are shown: enough to see whose text it is
_OWN = ("title", "side")  # of a file with a section for each side, what each section says for itself


@dataclass(frozen=True, slots=True)
class Form:
    """``briefs`` are those that ``proposal`` is about, the best first; ``settled`` is whether the library has
    been looked through for them. ``new_id`` is the id of a brief of its own, ``chosen`` the key of the line
    that says what the text becomes, empty while that is open.
    """

    proposal: Proposal
    briefs: tuple[Brief, ...] = ()
    settled: bool = False
    new_id: str = ""
    chosen: str = ""

    def fields(self) -> list[Field]:
        """A line for each field; what two sections say differently stands in it together."""
        made = []
        for same in zip(*(t.fields() for t in self.proposal.texts), strict=True):
            values = dict.fromkeys(f.value for f in same if f.value)
            guess = next((f for f in same if f.guessed), same[0])
            made.append(Field(same[0].name, " | ".join(values), guess.by))
        return made

    def editable(self, name: str) -> bool:
        return len(self.proposal.texts) == 1 or name not in _OWN

    def open_guesses(self) -> list[Field]:
        """The guesses that can be confirmed as they stand."""
        return [f for f in self.fields() if f.guessed and self.editable(f.name) and " | " not in f.value]

    def page(self, width: int) -> Page:
        page = Page(width)
        page.add()
        for field in self.fields():
            self._field(page, field)
        for remark in dict.fromkeys(r for t in self.proposal.texts for r in t.readout.remarks):
            page.add_text(remark, "dim", x=_VALUE)
        page.add()
        page.add(Piece(2, "What it becomes", "heading"))
        self._fates(page)
        for text in self.proposal.texts:
            self._beginning(page, text.readout)
        return page

    def _field(self, page: Page, field: Field) -> None:
        top = len(page.lines)
        at = min(page.width - _BY, _VALUE + measure() + 2)
        mark = "? " if field.guessed else "  "
        lines = wrap(field.value or ("none" if field.by is By.YOU else "–"), at - _VALUE - 2)
        role = "gap" if field.guessed else "text" if field.value or field.by is By.YOU else "dim"
        by = "guess, from the text" if field.guessed else "not said" if field.by is By.NOBODY else field.by
        page.add(
            Piece(2, LABELS[field.name], "dim"),
            Piece(_VALUE - 2, mark, role),
            Piece(_VALUE, lines[0], role),
            Piece(at, by, role if field.guessed else "dim"),
        )
        for line in lines[1:]:
            page.add(Piece(_VALUE, line, role))
        if self.editable(field.name):
            page.stop(field.name, 0, top)

    def _fates(self, page: Page) -> None:
        fate = self.proposal.fate
        if not self.settled:
            page.add_text("looking through the library …", "dim", x=4)
            return
        if fate is not Fate.KNOWN:
            self._line(page, NEW, f"a brief of its own: {self.new_id}")
        for brief in self.briefs:
            key = BRIEF + brief.id
            match fate:
                case Fate.KNOWN:
                    self._line(page, key, f"nothing: {brief.id} has it already, word for word", brief)
                case Fate.REVISION:
                    self._line(page, key, f"a newer text of one in {brief.id}", brief)
                case _:
                    self._line(page, key, f"joins {brief.id}", brief)

    def _line(self, page: Page, key: str, words: str, brief: Brief | None = None) -> None:
        """A thing that the text may become; the box tells what is chosen."""
        top = len(page.lines)
        known = self.proposal.fate is Fate.KNOWN
        box = "" if known else "[x] " if key == self.chosen else "[ ] "
        page.add_text(f"{box}{words}", "accent" if key == self.chosen else "text")
        if brief:
            about = " · ".join(p for p in (brief.title, brief.date, " | ".join(_names(brief))) if p)
            page.add_text(about, "dim", x=2 + len(box))
        page.stop(key, 0, top)

    def _beginning(self, page: Page, readout: Readout) -> None:
        body = readout.body
        page.add()
        count = "1 paragraph" if len(body) == 1 else f"{len(body):,} paragraphs"
        named = f" of {readout.side_name}" if len(self.proposal.texts) > 1 else ""
        page.add(Piece(2, f"The text{named}: {count}", "heading"))
        for block in body[:_FIRST]:
            number, top = f"¶{block.number}", len(page.lines)
            page.add_text(block.text, x=6 if len(body) < 100 else 8)
            page.put(top, Piece(2, number, "dim"))
        if len(body) > _FIRST:
            page.add(Piece(6, f"and {len(body) - _FIRST:,} more", "dim"))


def _names(brief: Brief) -> list[str]:
    return [brief.side_name(side) for side in brief.sides]
