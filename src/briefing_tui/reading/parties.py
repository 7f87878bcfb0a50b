"""Between whom an event is, as far as the head of one side's text tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from briefing_tui.model import Readout
from briefing_tui.reading import gazetteer
from briefing_tui.reading.terms import Hit

_LEAD = 300  # characters of the body: its first sentences say who met whom


def parties(readout: Readout) -> frozenset[str]:
    """The sides (ids) of the event: the text's own, and those that it plainly is about.

    The title counts, and where it names nobody else, the first lines. A leader named says more than a
    country, which may be only the place or the subject.
    """
    lead = " ".join(b.text for b in readout.body[:3])[:_LEAD]
    for text in (readout.title, lead):
        if others := _named(text) - {readout.side}:
            return others | {readout.side}
    return frozenset({readout.side})


def _named(text: str) -> frozenset[str]:
    people = _spoken_with(gazetteer.find_people(text), text)
    return people if len(people) > 1 else people | _spoken_with(gazetteer.find_places(text), text)


def _spoken_with(hits: Iterable[Hit[str]], text: str) -> frozenset[str]:
    return frozenset(h.value for h in hits if gazetteer.may_speak(h.value) and not _is_topic(text[: h.start]))


def _is_topic(before: str) -> bool:
    last = max(_words().finditer(before), key=lambda m: m.end(), default=None)
    return last is not None and last.lastgroup == "topic"


@cache
def _words() -> re.Pattern[str]:
    rules = tomllib.loads(resources.files(__package__).joinpath("parties.toml").read_text("utf-8"))
    topic, partner = ("|".join(rules[kind]) for kind in ("topics", "partners"))
    return re.compile(f"(?P<topic>{topic})|(?P<partner>{partner})", re.IGNORECASE)
