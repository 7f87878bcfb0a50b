"""Recognising page furniture: title, dateline, byline, photo credit, speaker tag, "read in full"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from briefing_tui.reading import gazetteer

# A speaker tag: at most six words of a name or a title before a colon, with something said after it.
_TAG = re.compile(r"(?P<tag>(?P<who>[^\s:：.!?。，,][^:：!?。]{1,80}?)\s*[:：])(?P<rest>\s*(?=\S)|$)")
_INITIALS = re.compile(r"^(?:[A-ZА-ЯЁ]\.\s?){1,2}[A-ZА-ЯЁ][\w-]+$")
_OFFICE = re.compile(
    r"\b(?:president|minister|secretary|aide|spokes(?:man|woman|person)|chancellor|premier|ambassador|leader"
    r"|chairman|question|answer|президент\w*|министр\w*|помощник\w*|председатель|вопрос|ответ|посол)\b"
    r"|(?:主席|总统|总理|部长|外长|发言人|记者)$|^[问答]$",
    re.IGNORECASE,
)
# The words before a colon that tell what somebody said, and so belong to the sentence: "Xi stressed: ...".
_SAYING = re.compile(
    r"(?<![-’'])\b(?!(?:the|of|for|and|to|on|in|at|via|from|bin|al|el|de|der|den|van|von"
    r"|aide|minister|president|secretary|spokes\w+)\b)[a-z]{2,}\b"
    r"|\b[а-яё]+[аиуыя]л[аи]?(?:с[ья])?$|\b[а-яё]+(?:ает|ит)$"
    r"|(?:指出|强调|表示|认为|重申|介绍|宣布|主张|提出|建议|问道|[说称])$"
)
# Emoji and the like around a line, and no furniture's own marks.
_SIGNS_BEFORE = re.compile(r"^[^\w#<*•·=–—\-（(]+")
_SIGNS_OF_LEAD = re.compile(r"^[^\w\"'“«„(（<#\[]+")
_SIGNS_BEHIND = re.compile(r"[^\w#>*•·=–—\-）).!?:：。！？]+")
# What no title of a page has at its end.
_SENTENCE_END = re.compile(r"[.!?;:。！？；：][\"'”’»）)]*$")


class Cut(NamedTuple):
    """A paragraph without the furniture at its ends; ``head`` and ``tail`` are empty where there was none."""

    head: tuple[str, ...]
    body: str
    tail: tuple[str, ...]


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(resources.files(__package__).joinpath("furniture.toml").read_text("utf-8"))


@cache
def _rules(kind: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in _data()[kind]]


@cache
def _any_of(*kinds: str) -> re.Pattern[str]:
    """What fits any of the patterns of these kinds."""
    return re.compile("|".join(f"(?:{p})" for kind in kinds for p in _data()[kind]), re.IGNORECASE)


def is_line(text: str) -> bool:
    """Whether the whole line is furniture by itself."""
    bare = _strip_signs(text)
    rule = _any_of("line", "credit")
    return not bare or bool(rule.fullmatch(bare) or (bare != text and rule.fullmatch(text)))


def is_credit(text: str) -> bool:
    """Whether the line says whose picture this is."""
    return bool(_any_of("credit").fullmatch(_strip_signs(text)))


def is_title(text: str) -> bool:
    """Whether a first line reads as a headline: short, and it does not end as a sentence does."""
    return len(text) <= 220 and "\n" not in text and not _SENTENCE_END.search(text.rstrip())


def is_byline(text: str) -> bool:
    """A line that only names a person or an office (a caption over a photo credit, a speaker tag)."""
    bare = _strip_signs(text).rstrip(":：")
    return len(bare.split()) <= 10 and len(bare) <= 90 and not _SENTENCE_END.search(bare) and _names(bare)


def cut(text: str) -> Cut:
    """Takes datelines, speaker tags and page ends off a paragraph."""
    head: list[str] = []
    tail: list[str] = []
    for pattern in _rules("head"):
        if (found := pattern.match(text)) and found.end() < len(text):
            head.append(found.group().strip())
            text = text[found.end() :]
            break
    if (speaker := speaker_tag(text)) and len(speaker) < len(text.rstrip()):
        head.append(speaker.strip())
        text = text[len(speaker) :].lstrip()
    for pattern in _rules("tail"):
        if (found := pattern.search(text)) and found.start() > 0 and found.end() >= len(text.rstrip()):
            tail.insert(0, text[found.start() :].strip())
            text = text[: found.start()]
    return Cut(tuple(head), text.strip(), tuple(tail))


def speaker_tag(text: str) -> str:
    """The leading ``Vladimir Putin:`` of a transcript, with emoji before it, or an empty string."""
    lead = len(text) - len(_lstrip_signs(text))
    found = _TAG.match(text, lead)
    if found is None:
        return ""
    who = found.group("who").strip()
    if len(who.split()) > 6 or _SAYING.search(_bare(who)) or not _names(who):
        return ""
    return text[: found.end("tag")]


def _names(who: str) -> bool:
    bare = _bare(who)
    if not bare:
        return False
    if _INITIALS.match(bare) or gazetteer.names_person(bare):
        return True
    return bool(_OFFICE.search(bare))


def _bare(who: str) -> str:
    return re.sub(r"\s*[(（].*?[)）]", "", who).strip()


def _strip_signs(text: str) -> str:
    bare = _SIGNS_BEFORE.sub("", text.strip())
    # From behind: a search for the end would begin anew at every sign.
    behind = _SIGNS_BEHIND.match(bare[::-1])
    return bare[: len(bare) - behind.end()] if behind else bare


def _lstrip_signs(text: str) -> str:
    return _SIGNS_OF_LEAD.sub("", text)
