"""What a text tells of itself where its front matter is silent: side, date, source kind.

Everything found here is marked as a guess (``Readout.guessed``) and shown as one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from briefing_tui.model import SourceKind
from briefing_tui.reading import gazetteer

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января янв",
            "february feb февраля фев",
            "march mar марта мар",
            "april apr апреля апр",
            "may мая",
            "june jun июня",
            "july jul июля",
            "august aug августа авг",
            "september sep sept сентября сен",
            "october oct октября окт",
            "november nov ноября ноя",
            "december dec декабря дек",
        ),
        start=1,
    )
    for name in names.split()
}
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日"),
    re.compile(r"民國(?P<since1911>\d{2,3})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})\s+(?P<name>[A-Za-zА-Яа-яё]{3,9})\.?,?\s+(?P<y>\d{4})"),
)
# How much of a text's head is looked at: who speaks and when is said at once.
_HEAD = 700


def guess_date(text: str) -> str:
    """The first full date in the head or the last lines, ISO; empty where no year is given."""
    for part in (text[:_HEAD], text[-400:]):
        found = [(m.start(), day) for p in _DATES for m in p.finditer(part) if (day := _date(m))]
        if found:
            return min(found)[1]
    return ""


def _date(found: re.Match[str]) -> str:
    parts = found.groupdict()
    month = _MONTHS.get(parts["name"].lower()) if "name" in parts else int(parts["m"])
    try:
        year = int(parts["y"]) if "y" in parts else 1911 + int(parts["since1911"])
        return dt.date(year, month or 0, int(parts["d"])).isoformat()
    except ValueError:
        return ""


_WITH = re.compile(r"(?:\bwith\s|\bсо?\s|[同与])[^.!?。！？\n]{0,60}\Z", re.IGNORECASE)


def guess_side(text: str, language: str, publisher: str = "", url: str = "") -> str:
    """The side whose text this is, or ``unknown``.

    Evidence: a publisher or office that speaks for it, whoever is named first (a readout begins with its
    own leader), and the language, where a side named in the text writes in it. ``publisher`` and ``url`` are
    what the page says of itself: more than all else.
    """
    head = text[:_HEAD]
    score: Counter[str] = Counter()
    for hit in gazetteer.find_voices(f"{publisher}\n{_host(url)}"):
        score[hit.value] = 12
    for hit in (*gazetteer.find_voices(head), *gazetteer.find_voices(text[_HEAD:][-300:])):
        score[hit.value] += 4
    named = sorted([*gazetteer.find_places(head), *gazetteer.find_people(head)], key=lambda h: h.start)
    sides = [h.value for h in named if gazetteer.may_speak(h.value)]
    sides = sides or [h.value for h in named if gazetteer.is_side(h.value)]
    # "Call with the Prime Minister of Japan": whoever stands behind "with" is the other side.
    begins = {h.value: h.start for h in reversed(named)}
    sides.sort(key=lambda s: bool(_WITH.search(head[: begins[s]])))
    if sides:
        score[sides[0]] += 3
    if language != "en":
        own = [s for s in sides if gazetteer.side_language(s) == language]
        score.update(dict.fromkeys(own[:1], 8))  # more than a foreign voice named first
        if not own:
            first = next((p.id for p in gazetteer.places().values() if p.language == language), "")
            score.update({_HOME.get(language, first): 6})
    score.pop("", None)
    if not score:
        return gazetteer.UNKNOWN_SIDE
    # Equal scores: whoever is named first.
    order = {side: -i for i, side in reversed(list(enumerate(sides)))}
    return max(score, key=lambda s: (score[s], order.get(s, -len(sides))))


# Languages that several states write in: the one to guess when the text names none of them.
_HOME = {"zh": "china", "ru": "russia", "ar": "saudi-arabia", "ko": "south-korea", "el": "greece"}


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0].lower().removeprefix("www.")


# Sites of governments, by the names that states set apart for them: gov.cn, foreign.gov.pk, go.jp, gouv.fr.
_GOVERNMENT = re.compile(r"(?:^|\.)(?:gov|mil|go|gob|gouv|gub|govt|gc|admin|europa)(?:\.[a-z]{2,3})?$")


def guess_source(text: str, side: str, language: str, publisher: str = "", url: str = "") -> SourceKind:
    """Source kind by the publisher, the marks of an excerpt, and whether the side writes this language.

    What a government's own site publishes is no wire, whomever it names.
    """
    edges = publisher + "\n" + text[:200] + "\n" + text[-300:]
    if re.search(r"read (?:it )?in full|читать полностью|<(?:…|\.\.\.)>", text, re.IGNORECASE):
        return SourceKind.EXCERPT
    wire = r"央视|新华|中新|人民网|\bXinhua\b|\bTASS\b|ТАСС|РИА Новости|\bReuters\b|\bCCTV\b"
    own_site = _GOVERNMENT.search(_host(url))
    if not own_site and re.search(wire, edges) and not re.search(r"photo:|фото:", edges, re.IGNORECASE):
        return SourceKind.WIRE
    own = gazetteer.side_language(side)
    return SourceKind.TRANSLATION if own and own != language else SourceKind.OFFICIAL
