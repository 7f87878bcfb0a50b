"""Finding words in both texts of a brief: ``/``, then the keys of the table ``find`` as long as it is on."""

from __future__ import annotations

from bisect import bisect_left

from textual import events

from briefing_tui.analysis import rows as rows_of
from briefing_tui.model import CARDS, Carded, Point
from briefing_tui.tui import actions, lights
from briefing_tui.tui.page import Page
from briefing_tui.tui.screens.matched import Matched
from briefing_tui.tui.typography import fitting, shorten

_WORDS = 30  # cells of the words in the foot


class Finding(Matched, part=True):
    """A brief in which words can be found. While they are, they are set off wherever they stand."""

    _words = ""  # looked for last
    _sought = ""  # the same while the search is on

    # -- beginning and ending -----------------------------------------------------------------------

    def action_find(self) -> None:
        def typed(words: str) -> None:
            # Esc gives the first words back: what was set off before the question is set off again.
            self._light(self.reader.page, words if self.typing else self._sought)
            self.reader.refresh()

        self._ask("Find:", self._words, self._find, changed=typed)

    def action_find_next(self) -> None:
        if self._sought:
            self._go(1)
        elif self._words:
            self._seek(self._words)
            self._go(1)
        else:
            self.action_find()

    def _find(self, words: str) -> None:
        """To the first place from the mark on that has the words, over both texts and all cards."""
        words = words.strip()
        self._words = words or self._words
        self._seek(words)
        if words:
            self._go(0)

    def _seek(self, words: str) -> None:
        self._sought = words
        self._light(self.reader.page, words)
        self.reader.refresh()
        self.foot()

    def takes(self, event: events.Key) -> bool:
        if super().takes(event):
            return True
        name = actions.named("find", event.key) if self._sought and not self.typing else ""
        if name == "end" and self.counting.typed:
            return False
        if name == "end":
            self._seek("")
        elif name:
            times, self.counting.typed = int(self.counting.typed or 1), ""
            self._go(times if name == "next" else -times)
        return bool(name)

    # -- going on -----------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        """So many points with the words on, or back, and around; 0: to the one at the mark, or the next."""
        everything = list(self._in_order())
        hits = [at for at, (_, point) in enumerate(everything) if lights.places(point.text, self._sought)]
        if not hits:
            words, self._sought = self._sought, ""
            self.say(f"nothing holds {words!r} in these two texts")
            return
        here = self.point()
        at = next((i for i, (_, point) in enumerate(everything) if here and point is here[1]), -1)
        after = bisect_left(hits, at)
        if step > 0 and at not in hits:
            step -= 1
        self._to(*everything[hits[(after + step) % len(hits)]])
        self.foot()

    def _in_order(self) -> list[tuple[Carded, Point]]:
        """All points, as the view has them: by cards and rows, or one text and then the other."""
        made = self.content.made
        if self.view == "read":
            return [(carded, point) for carded in made.texts for point in carded.points]
        found = {
            ref.point.id: (carded, ref.point)
            for card in CARDS
            for row in rows_of.rows(made, card)
            for carded, refs in zip((made.left, made.right), (row.left, row.right), strict=True)
            for ref in refs
            if carded and ref.point.card is card
        }
        return list(found.values())

    def _to(self, carded: Carded, point: Point) -> None:
        stops = self.reader.page.stops
        shown = next((i for i, s in enumerate(stops) if s.key == point.id and s.words), None)
        if shown is not None:
            self.reader.go(shown)
        elif self.view == "read":
            self._column = 0 if carded is self.content.made.left else 1
            self._redraw(point.id)
        else:
            self.go_to_point(point.id)

    # -- shown --------------------------------------------------------------------------------------

    def _page(self) -> Page:
        page = super()._page()
        self._light(page, self._sought)
        return page

    def _light(self, page: Page, words: str) -> None:
        page.light("found", self._spans(page, lambda text: lights.places(text, words)))

    def foot(self) -> None:
        if self._sought and not self.typing:
            self.show_foot(fitting(self.app.size.width - 2, *self._told()), "accent")
        else:
            super().foot()

    def _told(self) -> tuple[str, ...]:
        """How many points have the words, which of them this is, and the keys."""
        here = self.point()
        hits = [p for _, p in self._in_order() if lights.places(p.text, self._sought)]
        number = next((i for i, p in enumerate(hits, 1) if here and p is here[1]), None)
        count = f"{number} of {len(hits)}" if number else f"{len(hits)}"
        words = shorten(self._sought, _WORDS)
        next_, before, end = (actions.key("find", name) for name in ("next", "before", "end"))
        keys = f"{next_} next · {before} before · {end} ends"
        named = "point" if len(hits) == 1 else "points"
        return f"{count} {named} with “{words}” · {keys}", f"{count} · {keys}"

    def on_reader_moved(self) -> None:  # beside those of the classes above: Textual calls each
        if self._sought and not self._message:
            self.foot()
