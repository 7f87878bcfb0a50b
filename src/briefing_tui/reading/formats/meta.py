"""What a page says of itself: title, day, site, address, language. Everything here is the page's word."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from lxml.html import HtmlElement

from briefing_tui.reading.formats import Document
from briefing_tui.reading.unsafe import clean_line

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S{4,2000}) -->")
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")
_LONGEST = 500
_DEEPEST = 6


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads(resources.files(__package__).joinpath("meta.toml").read_text("utf-8"))


def saved_from(text: str) -> str:
    """The address that a browser leaves in a page when it saves it."""
    found = _SAVED_FROM.search(text[:4096])
    return found[1] if found and _ADDRESS.fullmatch(found[1]) else ""


def of(tree: HtmlElement, scripts: Sequence[str], url: str = "") -> Document:
    """What the page's head and its data (JSON-LD, ``scripts``) say; ``url`` is where it was saved."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        said.setdefault(name.lower(), clean_line(element.get("content", ""))[:_LONGEST])
    said |= {k: v for k, v in _of_data(scripts).items() if not said.get(k)}

    def first(field: str) -> str:
        return next((said[name] for name in _names()[field] if said.get(name)), "")

    link = next((e.get("href", "") for e in tree.iter("link") if e.get("rel", "").lower() == "canonical"), "")
    address = next((a for a in (link, url, first("url")) if _ADDRESS.fullmatch(a)), "")
    publisher = first("publisher")
    issuer = first("issuer")
    return Document(
        (),
        title=_title(tree, first("title"), publisher),
        publisher=publisher,
        issuer="" if issuer == publisher or "//" in issuer else issuer,
        published=next((day for n in _names()["published"] if (day := iso(said.get(n, "")))), "")
        or _time(tree),
        url=clean_line(address),
        language=language(tree.get("lang") or tree.get("xml:lang") or ""),
    )


def iso(text: str) -> str:
    """The day of a time as pages write it (``2026-05-03T10:00+03:00``, ``2026/5/3``), as it stands there."""
    found = _DATE.match(text.strip())
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else ""
    except ValueError:
        return ""


def language(code: str) -> str:
    """``zh`` of ``zh-Hans-CN``; empty for what is no code."""
    short = re.split(r"[-_]", code.strip().lower())[0]
    return short if re.fullmatch(r"[a-z]{2,3}", short) else ""


def _time(tree: HtmlElement) -> str:
    return next((day for e in tree.iter("time") if (day := iso(e.get("datetime", "")))), "")


def _title(tree: HtmlElement, declared: str, site: str) -> str:
    """The headline: an ``h1`` that is a part of the page's title, else the title without the site."""
    tags = [clean_line(e.text_content())[:_LONGEST] for e in tree.iter("title")]
    heads = [t for e in tree.iter("h1") if (t := clean_line(e.text_content())[:_LONGEST])]
    title = declared or (tags[0] if tags else "")
    for head in heads:
        if any(head in t for t in (title, *tags)):
            return head
    for part in (
        (f" | {site}", f" - {site}", f" – {site}", f" — {site}", f"_{site}", f"-{site}") if site else ()
    ):
        title = title.removesuffix(part)
    return title or (heads[0] if len(heads) == 1 else "")


def _of_data(scripts: Sequence[str]) -> dict[str, str]:
    """What JSON-LD says, under the names of ``meta.toml``."""
    found: dict[str, str] = {}
    for script in scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data, 0):
            for name in ("headline", "datePublished", "dateCreated"):
                if isinstance(value := thing.get(name), str):
                    found.setdefault(name.lower(), clean_line(value)[:_LONGEST])
            for name in ("publisher", "author"):
                who = thing.get(name)
                who = who[0] if isinstance(who, list) and who else who
                value = who.get("name") if isinstance(who, dict) else who
                if isinstance(value, str):
                    found.setdefault(name, clean_line(value)[:_LONGEST])
    return found


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        yield from _things(data.get("@graph"), depth + 1)
    elif isinstance(data, list):
        for one in data:
            yield from _things(one, depth + 1)
