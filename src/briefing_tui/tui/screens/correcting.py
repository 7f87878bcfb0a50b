"""Corrections in the brief: a point moved to another card, two points tied or untied, and undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefing_tui.model import CARDS, BriefingError, Card, Carded, Correction, Pair, Point
from briefing_tui.notes import anchors
from briefing_tui.tui import actions
from briefing_tui.tui.screens.moving import Moving
from briefing_tui.tui.typography import fitting
from briefing_tui.tui.widgets.cards import short_name
from briefing_tui.tui.widgets.choice import Choice

Place = tuple[Carded, Point]


class Correcting(Moving, part=True):
    """A brief that can be corrected. Whatever is decided is on disk before it is on screen."""

    _picked: tuple[Pair, Place] | None = None  # the first point of a tie, on the texts it was picked in

    def foot(self) -> None:
        """The keys; while a question is open, that question, and what a picked point waits for."""
        asked: tuple[str, ...] = ()
        if isinstance(self.typing, Choice):
            asked = self.typing.ways
        elif (first := self._first()) and not self.typing:
            asked = self._what_next(first)
        if asked:
            line = fitting(self.app.size.width - 2, *asked)
            self.show_foot(line, "accent")
        else:
            super().foot()

    # -- to another card --------------------------------------------------------------------------

    def action_correct(self) -> None:
        here = self.point()
        if self.typing:
            return
        if self.in_cards or here is None:
            self.say(f"{self._press('correct')} moves the point at the mark; there is none here")
            return

        def answer(card: Card | None) -> None:
            if card:
                self._move(here, card)

        self._ask_for_card(f"¶{here[1].paragraph}", answer)

    def _ask_for_card(self, what: str, answer: Callable[[Card | None], None]) -> None:
        """``answer`` hears the card, or None where the question is left without."""
        names = " ".join(f"{c.digit} {short_name(c)}" for c in CARDS)
        few = " ".join(f"{c.digit} {short_name(c)[:4]}" for c in CARDS)
        digits = " ".join(str(c.digit) for c in CARDS)
        ways = (
            f"move {what} to card: {names} · Esc leaves it",
            *(f"to card {cards} · Esc" for cards in (names, few, digits)),
        )

        def answered(key: str | None) -> None:
            self.typing = None
            self.foot()
            answer(CARDS[int(key) - 1] if key else None)

        self.typing = Choice(ways, "".join(str(c.digit) for c in CARDS), answered)
        self.foot()

    def _move(self, here: Place, card: Card, what: str = "") -> None:
        """A point, or words of it, to another card; ``what`` they are, where it is not all of the point."""
        name = f"{card.digit} {card.heading}"
        if here[1].card is card:
            self.say(f"it is on {name} already")
            return
        new = self.desk.corrections.move(self.brief.id, anchors.to_point(*here), card)
        self._decide(new, f"{what} moved to {name}".strip(), here)

    # -- ties -------------------------------------------------------------------------------------

    def action_tie(self) -> None:
        here, first = self.point(), self._first()
        if self.content.made.right is None:
            self.say("only one side’s text is at hand: there is nothing to tie")
        elif self.in_cards or here is None:
            self.say(f"{self._press('tie')} ties the point at the mark; there is none here")
        elif first is None:
            self._picked = (self.pair, here)
            self.foot()
        elif first[0].readout.key == here[0].readout.key:
            self.say(f"that is a point of {here[0].readout.side_name} too; {self._what_next(first)[-1]}")
        else:
            self._picked = None
            self._tie(first, here)

    def _tie(self, first: Place, second: Place) -> None:
        ids = {first[1].id, second[1].id}
        matched = any({m.a, m.b} == ids for m in self.content.made.matches)
        a, b = (anchors.to_point(*place) for place in (first, second))
        new = self.desk.corrections.tie(self.brief.id, a, b, matched=not matched)
        names = " and ".join(f"¶{p.paragraph} of {c.readout.side_name}" for c, p in (first, second))
        self._decide(new, f"{'untied' if matched else 'tied'}: {names}", self.point())

    def _first(self) -> Place | None:
        """The point that was picked, while its texts are on screen."""
        return self._now(self._picked[1]) if self._picked and self._picked[0] == self.pair else None

    def _what_next(self, first: Place) -> tuple[str, ...]:
        here, made = first[0], self.content.made
        other = made.right if here.readout.key == made.left.readout.key else made.left
        assert other is not None
        start, other_name = f"¶{first[1].paragraph} of {here.readout.side_name}", other.readout.side_name
        tie, drop = self._press("tie"), f"{actions.leaving('brief')} drops it"
        return (
            f"{start} picked: {tie} at a point of {other_name} ties the two, or unties a match · {drop}",
            f"{start} picked: {tie} at a point of {other_name} (un)ties · {drop}",
            f"{tie} at a point of {other_name} (un)ties · {drop}",
        )

    def action_back(self) -> None:
        if self._first():
            self._picked = None
            self.say("dropped: nothing was tied")
        else:
            self.desk.show_library(self.brief.id)

    # -- decided and undone -----------------------------------------------------------------------

    def _decide(self, new: Correction, words: str, here: Place | None) -> None:
        """Keeps the decision; where the program has it so by itself, only the earlier ones are dropped. The
        mark is put where ``here`` is then.
        """
        from briefing_tui.analysis import corrections

        kept = self.desk.corrections.of(self.brief.id)
        earlier = corrections.replaced(self.program, kept, new)
        needed = not corrections.agrees(self.program, [c for c in kept if c not in earlier], new)
        extra = {key: value for c in earlier for key, value in c.extra}
        decision = replace(new, extra=tuple(extra.items())) if needed else None
        if not needed:
            words += ", as the program has it"
        problem = ""
        try:
            self.desk.decide(self.brief.id, decision, earlier, f"undone: {words}")
        except BriefingError as error:
            problem = str(error)
        self._load()
        self._stay(here)
        self.say(problem or f"{words}; {self._press('undo')} undoes", bad=bool(problem))

    def action_undo(self) -> None:
        here = self.point()
        message = self.desk.undo_last(self.brief.id)
        self._load()
        self._stay(here)
        self.say(message)

    def _stay(self, here: Place | None) -> None:
        """Draws anew with the mark on the same words; where the page has them no more, on their card."""
        if here is None:
            self._redraw()
            return
        now = self._now(here)
        point = now[1] if now else None
        stops = self._page().stops
        if point and point.id not in {s.key for s in stops}:
            if self.view == "compare":
                self.card = point.card
            elif stops:  # the ledger or the doubts: what was decided stands there no more
                self._redraw(stops[min(self.reader.cursor, len(stops) - 1)].key)
                return
        self._redraw(point.id if point else "")

    def _now(self, before: Place) -> Place | None:
        """The point that has the first of the words now; its id may be another one."""
        carded, point = before
        made = self.content.made
        now = made.right if made.right and made.right.readout.key == carded.readout.key else made.left
        same = (p for p in now.points if p.paragraph == point.paragraph and p.start <= point.start < p.end)
        return next(((now, p) for p in same), None)
