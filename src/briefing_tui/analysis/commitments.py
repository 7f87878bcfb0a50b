"""How firmly each sentence of a readout binds: agreed, supported, noted, "A said that B said".

Method: verbs (``lexicon/commitments.toml``) with their subject (``speakers``); what is negated or only wished
for does not count, nor what stands behind a verb of saying with one side as its subject, for that is that
side's statement. The firmest verb that is left gives the grade. Where that is not clear there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing_tui.analysis import tables
from briefing_tui.analysis.agents import Agents
from briefing_tui.analysis.figures import facts
from briefing_tui.analysis.passages import Passage
from briefing_tui.analysis.said import Sentence, distance, sentences_of
from briefing_tui.analysis.speakers import Cast, Grammar, Subject, Who, subjects
from briefing_tui.analysis.tables import Table
from briefing_tui.analysis.words import LANGUAGES, spoken
from briefing_tui.model import Readout
from briefing_tui.reading.terms import Hit, Matcher, fold
from briefing_tui.reading.unsafe import clean_line

_SMALL = ("opens", "oblique", "titles", "side", "joins", "of", "ours", "pronouns")  # words of Grammar
_LISTS = (
    "not",
    "wished",
    "earlier",
    "never",
    "relative",
    "both",
    "agent",
    "together",
    "times",
    "clause",
    *_SMALL,
)


@dataclass(frozen=True, slots=True)
class Grade:
    """A rung of the ladder; ``mark`` is a sign for it, ``means`` says in a line what it is worth."""

    id: str
    label: str
    mark: str
    means: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A sentence with its grade: who binds himself (``who``), and the verb that says so, ``at`` its place."""

    grade: Grade
    who: Who
    sentence: Sentence
    at: Passage
    verb: str
    pattern: str


@dataclass(frozen=True, slots=True)
class _Verb:
    """What the table of a verb says: its rung, whether it needs no subject (``alone``) or one right before it
    (``close``), and the rest of the row.
    """

    grade: Grade
    alone: bool
    close: bool
    single: str
    now: bool
    things: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words for the ladder. ``undone`` are the words before a verb, each with its reach."""

    verbs: Matcher[_Verb | None]
    undone: tuple[tuple[Matcher[None], int], ...]
    earlier: Matcher[None]
    relative: Matcher[None]
    agents: Agents
    grammar: Grammar


@cache
def ladder() -> dict[str, Grade]:
    """The rungs by id, the firmest first. Raises BriefingError with file and line."""
    found: dict[str, Grade] = {}
    for table in tables.read("commitments.toml"):
        for key, row in _grades(table):
            if table.mine and key not in found:
                raise table.wrong(key, f"[grade.{key}] is no rung; rungs are {', '.join(found)}")
            told = [row.get(k, getattr(found.get(key), k, "")) for k in ("label", "mark", "means")]
            if not all(isinstance(words, str) and words for words in told):
                raise table.wrong(key, f"[grade.{key}] needs a label, a mark, and what it means: means")
            found[key] = Grade(key, *map(clean_line, told))
    return found


@cache
def load(language: str) -> Words:
    """The words of a language (``en``, ``ru`` or ``zh``). Raises BriefingError with file and line."""
    ladder.cache_clear()
    rungs = ladder()
    lists: dict[str, list[str]] = {name: [] for name in _LISTS}
    reach = dict.fromkeys(("not", "wished"), 0)
    verbs: dict[str, _Verb | None] = {}
    rows: dict[str, dict[str, Any]] = {}
    for table in tables.read("commitments.toml"):
        for section in table.data.keys() - set(_LISTS) - {"grade"}:
            raise table.wrong(section, f"[{section}] is none of grade.NAME, {', '.join(_LISTS)}")
        for name, listed in lists.items():
            row = tables.row(table, name, table.data.get(name, {}))
            listed += tables.patterns(table, row.get(language, []), language, name)
        for name in reach:
            given = tables.row(table, "within", table.data.get(name, {}).get("within", {}))
            reach[name] = tables.number(table, given.get(language, reach[name]), "within", name)
        for key, row in _grades(table):
            known = rows.setdefault(key, {})
            known |= {k: row[k] for k in ("single", "now", "things") if k in row}
            for kind in ("", "alone", "close"):
                given = tables.row(table, kind, row.get(kind, {})) if kind else row
                for pattern in tables.patterns(table, given.get(language, []), language, f"grade.{key}"):
                    single, now, things = (known.get(k, "") for k in ("single", "now", "things"))
                    verbs[pattern] = _Verb(
                        rungs[key], kind == "alone", kind == "close", str(single), bool(now), bool(things)
                    )
    verbs |= dict.fromkeys(lists["never"])
    found = {name: Matcher((p, None) for p in listed) for name, listed in lists.items()}
    small = {name: frozenset(map(fold, lists[name])) for name in _SMALL}
    return Words(
        Matcher(verbs.items()),
        tuple((found[name], within) for name, within in reach.items()),
        found["earlier"],
        found["relative"],
        Agents(
            Matcher((p, name == "together") for name in ("agent", "together") for p in lists[name]),
            found["times"],
            frozenset(map(fold, lists["clause"])),
        ),
        Grammar(language, found["both"], **small),
    )


def _grades(table: Table) -> Iterable[tuple[str, dict[str, Any]]]:
    for key, given in tables.row(table, "grade", table.data.get("grade", {})).items():
        row = tables.row(table, f"grade.{key}", given)
        for unknown in row.keys() - {
            "label",
            "mark",
            "means",
            "single",
            "now",
            "things",
            "alone",
            "close",
            *LANGUAGES,
        }:
            raise table.wrong(unknown, f"[grade.{key}]: {unknown} is none of its keys", f"grade.{key}")
        yield key, row


def grades(readout: Readout, others: Iterable[str]) -> list[Graded]:
    """The sentences of a readout that have a grade, in order. ``others`` are the ids of the other sides."""
    words = load(spoken(readout.language))
    cast = Cast.of(readout, others)
    year = int(readout.published[:4]) if readout.published[:4].isdigit() else 9999
    made: list[Graded] = []
    paragraph, speech = 0, False  # whether one side has been speaking in it
    speaker: Who | None = None  # who is "he"
    for sentence in sentences_of(readout):
        if sentence.at.paragraph != paragraph:
            paragraph, speech, speaker = sentence.at.paragraph, False, None
        graded = _grade(sentence, words, cast, year, speaker)
        if graded and graded.grade.id in ("said", "reported"):
            speech, speaker = True, graded.who
        elif graded or words.verbs.find(sentence.text) or cast.people(sentence.text):
            speaker = None
            if speech and graded and (graded.grade.id, graded.who) == ("supported", "both"):
                continue  # "the two support each other" goes on with what that side said
        if graded:
            made.append(graded)
    return made


def _grade(sentence: Sentence, words: Words, cast: Cast, year: int, speaker: Who | None) -> Graded | None:
    text = sentence.text
    hits = [(hit, hit.value) for hit in words.verbs.find(text) if hit.value]
    if not hits:
        return None
    governing = subjects(text, words.grammar, cast, speaker)
    order = list(ladder())
    best: tuple[int, Grade, Who, Hit[Any]] | None = None
    for hit, verb in hits:
        # Some patterns have their subject in them: 双方同意.
        subject = next(
            (s for s in reversed(governing) if s.start == hit.start or s.governs(text, hit.start)), None
        )
        says = verb.grade.id == "said"
        if says and subject and subject.who == "both" and "," in text[subject.end : hit.start]:
            subject = None  # "the two countries, he said, ..."
        both = subject is not None and subject.who == "both"
        if verb.close and not (subject and text[subject.end : hit.start] in ("", *words.grammar.titles)):
            continue
        if verb.alone and not both and words.agents.others(text, hit.end, words.grammar, cast):
            continue
        if not _undone(text, hit, words) and not (verb.now and _is_earlier(text, words, year)):
            grade, who = _rung(verb, subject)
            if verb.things and any(0 <= p.start - hit.end <= 25 for p in cast.people(text)):
                grade = ""
            if grade and (best is None or order.index(grade) < best[0]):
                best = (order.index(grade), ladder()[grade], who, hit)
        if says and not both:
            break  # what follows is somebody's statement
    if best is None:
        return None
    _, grade_, who, hit = best
    return Graded(grade_, who, sentence, sentence.part(hit.start, hit.end), hit.text, hit.pattern)


def _rung(verb: _Verb, subject: Subject | None) -> tuple[str, Who]:
    """The id of the rung that the verb of this subject stands on, empty where it is none; and whose it is."""
    who: Who = subject.who if subject else "both"
    if who == "third" or not (subject or verb.alone):
        return "", who
    if verb.alone:
        return verb.grade.id, "both"
    if verb.grade.id == "said":
        return {"both": "noted", "own": "said", "other": "reported"}[who], who
    if who == "both":
        return verb.grade.id, who
    if who == "other":
        return "reported" if verb.single else "", who
    return {"same": verb.grade.id, "said": "said"}.get(verb.single, ""), who


def _undone(text: str, hit: Hit[Any], words: Words) -> bool:
    """Whether it is negated, only wished for, or said by the way."""
    before = text[: hit.start]
    if any("," not in before[h.end :] for h in words.relative.find(before)):
        return True
    return any(
        distance(text, (h.start, h.end), (hit.start, hit.end)) < within
        for matcher, within in words.undone
        for h in matcher.find(before)
    )


def _is_earlier(text: str, words: Words, year: int) -> bool:
    """Whether the sentence tells of another time."""
    years = (int(f.key.removeprefix("year:")) for f in facts(text) if f.key.startswith("year:"))
    return any(y < year for y in years) or bool(words.earlier.find(text))
