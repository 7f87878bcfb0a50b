"""Formulas: the set phrases of official language (``lexicon/formulas.toml``), and where a readout has them.

A digest or a summary is not in the side's own words: there only what stands in quotation marks, more than
half of it at least, is verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from briefing_tui.analysis import tables
from briefing_tui.analysis.tables import Table
from briefing_tui.analysis.words import LANGUAGES, spoken
from briefing_tui.model import Readout
from briefing_tui.reading import sentences
from briefing_tui.reading.terms import Matcher
from briefing_tui.reading.unsafe import clean_line

_QUOTED = re.compile(
    r"“[^“”]{2,400}”|«[^«»]{2,400}»|「[^「」]{2,400}」|『[^『』]{2,400}』|(?<!\w)\"[^\"\n]{2,400}\"(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A set phrase. ``about`` is what the trade reads into it, often empty.

    ``wordings`` are the patterns of each wording by language, the usual one under an empty name; the first
    of a list is the phrase as it is quoted.
    """

    id: str
    name: str
    about: str
    wordings: Mapping[str, Mapping[str, Sequence[str]]] = field(repr=False)

    def phrases(self) -> Iterator[tuple[str, str, str]]:
        """Wording, language and the phrase as it is quoted."""
        for variant, lists in self.wordings.items():
            for language, patterns in lists.items():
                yield variant, language, patterns[0]


@dataclass(frozen=True, slots=True)
class Use:
    """A formula (its id) in one wording (``variant``, empty for the usual one), at ``start`` to ``end`` of
    the text of a paragraph; ``words`` are these characters. ``verbatim``: the side's own words.
    """

    formula: str
    variant: str
    paragraph: int
    start: int
    end: int
    words: str
    verbatim: bool = True


def find(readout: Readout) -> tuple[Use, ...]:
    """The formulas of the body in reading order, none overlapping: the longest at a place."""
    return tuple(_find(readout))


def _find(readout: Readout) -> Iterator[Use]:
    matcher = load(spoken(readout.language))
    for block in readout.body:
        hits = matcher.find(block.text)
        if hits:  # "... chose one. China policy ..." is no formula
            ends = [end for _, end in sentences.split(block.text)]
            hits = [h for h in hits if not any(h.start < end < h.end for end in ends)]
        spans = quoted(block.text) if hits and readout.source.retold else None
        for hit in hits:
            verbatim = spans is None or _mostly(spans, hit.start, hit.end)
            formula, variant = hit.value
            yield Use(formula, variant, block.number or 0, hit.start, hit.end, hit.text, verbatim)


def _mostly(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether more than half of ``start`` to ``end`` is in one of the spans."""
    return any(2 * (min(b, end) - max(a, start)) > end - start for a, b in spans)


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Where quotation marks and what is between them stand: start and end."""
    return tuple(m.span() for m in _QUOTED.finditer(text))


# -- the data -----------------------------------------------------------------------------------


@cache
def formulas() -> dict[str, Formula]:
    """The formulas by id; a desk may add wordings to one that is bundled.

    Raises BriefingError with file and line.
    """
    named: dict[str, tuple[str, str]] = {}
    said: dict[tuple[str, str], tuple[str, str]] = {}  # language and pattern: the formula and its wording
    for table in tables.read("formulas.toml"):
        for key, given in table.data.items():
            row = tables.row(table, key, given)
            before = named.get(key, ("", ""))
            name, about = row.get("name", before[0]), row.get("about", before[1])
            if not isinstance(name, str) or not name.strip() or not isinstance(about, str):
                raise table.wrong(
                    key, f'[{key}] needs a name, such as name = "no limits"; about is words too'
                )
            named[key] = clean_line(name), clean_line(about)
            for variant, lists in _wordings(table, key, row):
                where = f"{key}.{variant}" if variant else key
                for language, patterns in lists.items():
                    for pattern in tables.patterns(table, patterns, language, where):
                        said[language, pattern] = key, variant
    wordings: dict[str, dict[str, dict[str, list[str]]]] = {key: {} for key in named}
    for (language, pattern), (key, variant) in said.items():
        wordings[key].setdefault(variant, {}).setdefault(language, []).append(pattern)
    return {key: Formula(key, *named[key], wordings[key]) for key in named}


def _wordings(table: Table, key: str, row: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The lists of a formula by language: its own, under an empty name, then those of the tables below it."""
    own = {k: v for k, v in row.items() if k not in ("name", "about") and not isinstance(v, dict)}
    made = [("", own), *((k, v) for k, v in row.items() if isinstance(v, dict))]
    for variant, lists in made:
        where = f"{key}.{variant}" if variant else key
        for language in lists.keys() - set(LANGUAGES):
            problem = f"[{where}]: {language} is none of {', '.join(LANGUAGES)}"
            raise table.wrong(language, problem, where)
    if not any(lists for _, lists in made):
        raise table.wrong(key, f'[{key}] has no wording: en = ["..."], ru or zh')
    return made


@cache
def load(language: str) -> Matcher[tuple[str, str]]:
    """The patterns of a language (``en``, ``ru`` or ``zh``): each gives the formula's id and the wording.

    Raises BriefingError with file and line.
    """
    formulas.cache_clear()  # ``words.use`` clears this one alone
    return Matcher(
        (pattern, (formula.id, variant))
        for formula in formulas().values()
        for variant, lists in formula.wordings.items()
        for pattern in lists.get(language, ())
    )
