"""Tone: the words in which a readout describes the talk, its atmosphere or the relation.

Method: patterns (``lexicon/tone.toml``), most of which count only near a word for the talk, so that neither a
friendly country nor a Mr Frank is a tone. What is only wished for does not count. What the trade reads into a
word stands in the same file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefing_tui.analysis import tables
from briefing_tui.analysis.passages import Passage
from briefing_tui.analysis.said import Sentence, distance, sentences_of
from briefing_tui.analysis.tables import Table
from briefing_tui.analysis.words import LANGUAGES, spoken
from briefing_tui.model import Readout
from briefing_tui.reading.terms import Hit, Matcher
from briefing_tui.reading.unsafe import clean_line

_DENIES = 2  # words, or Chinese signs, between a word that denies and the tone


@dataclass(frozen=True, slots=True)
class Tone:
    """A tone: ``label`` in a word or two, ``reads`` is what the trade takes it to mean, in a line."""

    id: str
    label: str
    reads: str


@dataclass(frozen=True, slots=True)
class ToneWord:
    """A tone word at its place ``at`` (``text`` are the words there), within ``sentence``.

    ``pattern`` is what found it, ``near`` the word for the talk that it stands by, empty where it needs none.
    """

    tone: Tone
    at: Passage
    text: str
    sentence: Sentence
    pattern: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words: of each tone (whether they count alone; None: never), for the talk, of wishes, and
    those that deny (None: they only seem to).
    """

    tones: tuple[tuple[Tone, Matcher[bool | None]], ...]
    near: Matcher[None]
    wished: Matcher[None]
    denied: Matcher[bool | None]
    within: int


@cache
def tones() -> dict[str, Tone]:
    """All tones by id. Raises BriefingError with file and line."""
    found: dict[str, Tone] = {}
    for table, key, row in _rows():
        label, reads = row.get("label", ""), row.get("reads", "")
        if key not in found and not (label and reads):
            raise table.wrong(key, f"[tone.{key}] needs a label, and what the trade reads into it: reads")
        if not isinstance(label, str) or not isinstance(reads, str):
            raise table.wrong(key, f"[tone.{key}]: label and reads are lines in quotation marks")
        known = found.get(key)
        found[key] = Tone(
            key,
            clean_line(label) or (known.label if known else key),
            clean_line(reads) or (known.reads if known else ""),
        )
    return found


@cache
def load(language: str) -> Words:
    """The words of a language (``en``, ``ru`` or ``zh``). Raises BriefingError with file and line."""
    tones.cache_clear()
    known = tones()
    patterns: dict[str, dict[str, bool | None]] = {key: {} for key in known}
    lists: dict[str, list[str]] = {"near": [], "wished": [], "never": [], "not": []}
    within = 0
    for table in tables.read("tone.toml"):
        for section in table.data.keys() - lists.keys() - {"tone", "within"}:
            raise table.wrong(section, f"[{section}] is none of near, wished, never, not, within, tone.NAME")
        for name, listed in lists.items():
            row = tables.row(table, name, table.data.get(name, {}))
            listed += tables.patterns(table, row.get(language, []), language, name)
        words = tables.row(table, "within", table.data.get("within", {}))
        within = tables.number(table, words.get(language, within), language, "within")
    for table, key, row in _rows():
        for pattern in tables.patterns(table, row.get(language, []), language, f"tone.{key}"):
            patterns[key][pattern] = False
        alone = tables.row(table, "alone", row.get("alone", {}))
        for pattern in tables.patterns(table, alone.get(language, []), language, f"tone.{key}"):
            patterns[key][pattern] = True
    never = dict.fromkeys(lists["never"])
    near, wished = (Matcher((p, None) for p in lists[name]) for name in ("near", "wished"))
    # A matcher each: "in-depth exchange of views" is two tones.
    own = tuple((known[key], Matcher((found | never).items())) for key, found in patterns.items())
    denied: Matcher[bool | None] = Matcher((dict.fromkeys(lists["not"], True) | never).items())
    return Words(own, near, wished, denied, within)


def _rows() -> Iterator[tuple[Table, str, dict[str, object]]]:
    """The tables ``[tone.NAME]`` of all files."""
    for table in tables.read("tone.toml"):
        for key, given in tables.row(table, "tone", table.data.get("tone", {})).items():
            row = tables.row(table, f"tone.{key}", given)
            for unknown in row.keys() - {"label", "reads", "alone", *LANGUAGES}:
                raise table.wrong(unknown, f"[tone.{key}]: {unknown} is none of its keys", f"tone.{key}")
            yield table, key, row


def tone_words(readout: Readout) -> list[ToneWord]:
    """The tone words of a readout in order of the text."""
    words = load(spoken(readout.language))
    return [word for sentence in sentences_of(readout) for word in _in_sentence(sentence, words)]


def _in_sentence(sentence: Sentence, words: Words) -> Iterator[ToneWord]:
    text = sentence.text
    found = [(h.start, i, tone, h) for i, (tone, own) in enumerate(words.tones) for h in own.find(text)]
    hits = [(tone, h) for _, _, tone, h in sorted(found, key=lambda f: f[:2]) if h.value is not None]
    if not hits:
        return
    near = words.near.find(text)
    wish = min((h.start for h in words.wished.find(text)), default=len(text))
    for tone, hit in hits:
        talk = None if hit.value else _nearest(text, hit, near, words.within)
        if (
            hit.start > wish
            or _is_denied(text, hit, words)
            or not (hit.value or talk)
            or _is_name(text, hit, talk)
        ):
            continue
        at = sentence.part(hit.start, hit.end)
        yield ToneWord(tone, at, hit.text, sentence, hit.pattern, talk.text if talk else "")


def _is_denied(text: str, hit: Hit[bool | None], words: Words) -> bool:
    """Whether a word that denies stands before it: not constructive, neither warm nor useful."""
    before = [h for h in words.denied.find(text[: hit.start]) if h.value]
    return any(distance(text, (h.start, h.end), (hit.start, hit.end)) <= _DENIES for h in before)


def _nearest(text: str, hit: Hit[bool | None], near: list[Hit[None]], within: int) -> Hit[None] | None:
    """The word for the talk that stands next to the hit, at most so many words away."""
    away = [(distance(text, (hit.start, hit.end), (n.start, n.end)), n.start, n) for n in near]
    found = min(away, default=None, key=lambda a: a[:2])
    return found[2] if found and found[0] <= within else None


def _is_name(text: str, hit: Hit[bool | None], talk: Hit[None] | None) -> bool:
    """A word in capitals is a name (Barney Frank), but for one that begins a sentence: Frank talks."""
    if not hit.text[:1].isupper():
        return False
    begins = not any(map(str.isalnum, text[: hit.start]))
    return not begins or not (talk is None or 0 <= talk.start - hit.end <= 1)
