"""What a W3C Web Annotation must have, and a check for it.

Written from the Web Annotation Data Model (W3C Recommendation, 23 February 2017), not from the export: each
check names the section that asks for it. It wants every MUST, and those SHOULDs without which a file would
not be complete in itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from briefing_tui.reading.unsafe import clean_own

ANNO = "http://www.w3.org/ns/anno.jsonld"

# Appendix C, the keys of the model, and the prefixes of its context: any other key would mean nothing.
KEYS = {
    "@context", "id", "type", "body", "target", "bodyValue", "format", "language", "processingLanguage",
    "textDirection", "value", "items", "creator", "created", "generator", "generated", "modified", "name",
    "nickname", "email", "email_sha1", "homepage", "audience", "accessibility", "motivation", "purpose",
    "rights", "canonical", "via", "source", "selector", "state", "styleClass", "renderedVia", "scope",
    "conformsTo", "exact", "prefix", "suffix", "start", "end", "startSelector", "endSelector", "refinedBy",
    "sourceDate", "sourceDateStart", "sourceDateEnd", "cached", "stylesheet", "label", "total", "first",
    "last", "partOf", "next", "prev", "startIndex",
}  # fmt: skip
PREFIXES = {
    "oa", "dc", "dcterms", "dctypes", "foaf", "rdf", "rdfs", "skos", "xsd", "iana", "owl", "as", "schema"
}  # fmt: skip
CLASSES = {"Dataset", "Image", "Video", "Sound", "Text"}  # 3.2.2
AGENTS = {"Person", "Organization", "Software"}  # 3.3.2
MOTIVATIONS = {  # 3.3.5
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting",
    "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:([^\s<>"{}|\\^`%\x00-\x20\x7f]|%[0-9A-Fa-f]{2})+""")
TIME = re.compile(r"\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in JSON data, the outer ones first."""
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects(inner)


def strings(data: Any) -> Iterator[str]:
    """Every string in JSON data, keys too."""
    if isinstance(data, str):
        yield data
    for inner in (
        [*data, *data.values()] if isinstance(data, dict) else data if isinstance(data, list) else ()
    ):
        yield from strings(inner)


def is_time(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except ValueError:
        return False


def listed(value: Any) -> list[Any]:
    """The values of a key that may have one or several."""
    return value if isinstance(value, list) else [value]


class Check:
    """``wrong`` says what of a collection the model forbids; empty where it is valid."""

    def __init__(self, data: Any) -> None:
        self.wrong: list[str] = []
        self.collection(data)
        for one in objects(data):
            for key in one:
                known = key in KEYS or key.partition(":")[0] in PREFIXES
                self.want(known, f"2, appendix C: the context does not define {key}")
                self.want(one[key] not in ("", [], {}, None), f"{key} says nothing")

    def want(self, ok: bool, what: str) -> bool:
        if not ok:
            self.wrong.append(what)
        return ok

    def iri(self, value: Any, what: str) -> None:
        self.want(isinstance(value, str) and bool(IRI.fullmatch(value)), f"{what} is no IRI: {value!r}")

    def text(self, one: dict[str, Any], key: str, what: str, *, least: int = 0) -> None:
        """``least`` to 1 strings under the key."""
        if self.want(key in one or not least, f"{what} has no {key}") and key in one:
            self.want(isinstance(one[key], str), f"{what} has not exactly one {key}")

    def types(self, one: dict[str, Any], allowed: set[str], what: str) -> None:
        """One type or more, the first of them one that is wanted."""
        found = listed(one.get("type", []))
        self.want(bool(allowed & {str(t) for t in found}), f"{what}: its type is none of {sorted(allowed)}")

    def number(self, one: dict[str, Any], key: str, what: str) -> None:
        value = one.get(key)
        ok = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        self.want(ok, f"{what}: {key} is no xsd:nonNegativeInteger: {value!r}")

    def collection(self, data: Any) -> None:
        if not self.want(isinstance(data, dict) and bool(data), "5.1: no object"):
            return
        self.want(next(iter(data)) == "@context" and data["@context"] == ANNO, "5.1: no @context at the top")
        self.want(sum("@context" in o for o in objects(data)) == 1, "5.2: @context once more further in")
        self.iri(data.get("id"), "5.1: the collection's id")
        self.types(data, {"AnnotationCollection"}, "5.1: the collection")
        self.text(data, "label", "5.1: the collection", least=1)
        self.number(data, "total", "5.1: the collection")
        first = data.get("first")
        if not data.get("total"):
            self.want(first is None, "5.2: a page without annotations")
        elif not isinstance(first, dict):
            self.want(False, "5.1: no first page")
        else:
            self.page(first, data)
            self.want(data.get("last") == first.get("id"), "5.1: the last page is not the only one")

    def page(self, page: dict[str, Any], whole: dict[str, Any]) -> None:
        self.iri(page.get("id"), "5.2: the page's id")
        self.types(page, {"AnnotationPage"}, "5.2: the page")
        self.want(page.get("partOf") == whole.get("id"), "5.2: the page is not partOf the collection")
        self.number(page, "startIndex", "5.2: the page")
        self.want(page.get("startIndex") == 0, "5.2: the first page does not begin with entry 0")
        items = page.get("items")
        if not isinstance(items, list) or not items:
            self.want(False, "5.2: the page has no items")
            return
        self.want(len(items) == whole.get("total"), "5.1: total is not the number of annotations")
        for one in items:
            if self.want(isinstance(one, dict), "5.2: an item is no annotation"):
                self.annotation(one)

    def annotation(self, one: dict[str, Any]) -> None:
        self.iri(one.get("id"), "3.1: the annotation's id")
        self.types(one, {"Annotation"}, "3.1: the annotation")
        self.want(bool(listed(one.get("target", []))), "3.1: no target")
        for target in listed(one.get("target", [])):
            self.resource(target, "the target", embedded=False)
        self.want("body" not in one or "bodyValue" not in one, "3.2.5: body and bodyValue")
        for body in listed(one.get("body", [])):
            self.resource(body, "a body", embedded=True)
        for key in ("created", "modified", "generated"):
            self.time(one, key)
        for agent in (*listed(one.get("creator", [])), *listed(one.get("generator", []))):
            self.agent(agent)
        self.motives(one, "motivation")
        self.want(isinstance(one.get("motivation"), str), "3.3.5: not exactly one motivation")

    def time(self, one: dict[str, Any], key: str) -> None:
        if key in one:
            value = one[key]
            ok = isinstance(value, str) and TIME.fullmatch(value) and is_time(value)
            self.want(bool(ok), f"3.3.1: {key} is no UTC time with Z")

    def agent(self, one: Any) -> None:
        if isinstance(one, str):
            return self.iri(one, "3.3.2: an agent")
        if "id" in one:
            self.iri(one["id"], "3.3.2: an agent's id")
        self.types(one, AGENTS, "3.3.2: an agent")
        self.text(one, "name", "3.3.2: an agent", least=1)
        self.text(one, "nickname", "3.3.2: an agent")
        return None

    def motives(self, one: dict[str, Any], key: str) -> None:
        for motive in listed(one.get(key, [])):
            self.want(motive in MOTIVATIONS, f"3.3.5: {key} {motive!r} is none of the model's")

    def resource(self, one: Any, what: str, *, embedded: bool) -> None:
        """A resource by its IRI or described: specific, embedded text where it may be, or external."""
        if isinstance(one, str):
            return self.iri(one, f"3.2: {what}")
        if not self.want(isinstance(one, dict), f"3.2: {what} is no resource"):
            return None
        kinds = listed(one.get("type", []))
        if "SpecificResource" in kinds or "source" in one:
            return self.specific(one, what)
        if "TextualBody" in kinds:
            self.want(embedded, f"3.2: {what} cannot be embedded")
            self.text(one, "value", f"3.2.4: {what}", least=1)
            if "id" in one:
                self.iri(one["id"], f"3.2.4: {what}")
            self.motives(one, "purpose")
        else:
            self.iri(one.get("id"), f"3.2.1: the id of {what}")
            self.types(one, CLASSES, f"3.2.2: {what}")
        self.text(one, "format", f"3.2.1: {what}")
        media_type, language = str(one.get("format", "a/b")), str(one.get("language", "en"))
        self.want(bool(re.fullmatch(r"[\w.+-]+/[\w.+-]+", media_type)), "3.2.1: format")
        self.text(one, "language", f"3.2.1: {what}")
        self.want(bool(re.fullmatch("[a-z]{2,3}", language)), "3.2.1: language")
        return None

    def specific(self, one: dict[str, Any], what: str) -> None:
        self.types(one, {"SpecificResource"}, f"4: {what}")
        source = one.get("source")
        if self.want(isinstance(source, str | dict), f"4: {what} has not exactly one source"):
            self.resource(source, f"the source of {what}", embedded=False)
        self.motives(one, "purpose")
        for scope in listed(one.get("scope", [])):
            self.resource(scope, f"4.6: the scope of {what}", embedded=False)
        for selector in listed(one.get("selector", [])):
            self.selector(selector)

    def selector(self, one: Any) -> None:
        if not self.want(isinstance(one, dict), "4.2: a selector is no object"):
            return
        self.want(one.get("type") == "TextQuoteSelector", "4.2.4: not exactly one type, TextQuoteSelector")
        self.text(one, "exact", "4.2.4: the selector", least=1)
        self.text(one, "prefix", "4.2.4: the selector")
        self.text(one, "suffix", "4.2.4: the selector")


def valid(data: Any) -> dict[str, dict[str, Any]]:
    """The annotations of a collection that must be valid, by the ids of their notes."""
    assert Check(data).wrong == []
    written = json.dumps(data, ensure_ascii=False)
    assert json.loads(written) == data
    assert written.encode(), "no halves of surrogate pairs"
    assert all(clean_own(s) == s for s in strings(data))
    for one in objects(data):
        assert str(one.get("id", "urn:uuid:")).startswith(
            ("urn:uuid:", "ni:///sha-256;", "https://", "http://")
        )
    items = data["first"]["items"] if data["total"] else []
    assert len({i["id"] for i in items}) == len(items)
    return {i.get("dc:identifier", i["id"]): i for i in items}


REQUIRED = {  # by the class of the object: what no such object can be without
    "AnnotationCollection": ("@context", "id", "type", "label", "total", "first", "last"),
    "AnnotationPage": ("id", "type", "partOf", "startIndex", "items"),
    "Annotation": ("id", "type", "target", "motivation"),
    "Person": ("type", "name"),
    "Software": ("type", "name"),
    "TextualBody": ("type", "value"),
    "SpecificResource": ("type", "source"),
    "TextQuoteSelector": ("type", "exact"),
    "Text": ("id", "type"),
}
